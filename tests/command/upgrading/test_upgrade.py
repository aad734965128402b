"""An upgrade replaces the tools, all or none, and tells of what it leaves alone."""

import zipfile
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from pelican_blog.errors import WritingError
from pelican_blog.git import run_git
from pelican_blog.starting import packages
from pelican_blog.starting.clone import Clone
from pelican_blog.starting.making import make_blog
from pelican_blog.upgrading import upgrade as room
from pelican_blog.upgrading.upgrade import upgrade

from tests.command.starting.conftest import Choose, choose, clone, sources

__all__ = ["choose", "clone", "sources"]

BLOG = Path("../garden")


@pytest.fixture
def blog(clone: Clone, choose: Choose) -> Path:
    """A blog of that clone."""
    make_blog(clone, choose())
    return BLOG


def append(path: Path, text: str) -> None:
    """Write more into a file, or into a new one."""
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def commit(clone: Clone) -> None:
    """Keep what has changed in the clone."""
    assert clone.answers("add", "--all")
    assert clone.answers("-c", "user.name=Dev", "-c", "user.email=", "commit", "--quiet", "-m", "Newer")


def read_files(folder: Path) -> dict[str, bytes]:
    """What a blog holds, without its history and its caches."""
    paths = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def change(clone: Clone) -> None:
    """Change a plugin, its changelog, what the clone pins, and the theme."""
    append(clone.root / "plugins/video/pelican/plugins/video/hosts.py", "\n# newer\n")
    append(clone.root / "plugins/video/CHANGELOG.md", "\n- Films are\n  newer.\n")
    append(clone.root / "requirements.txt", "another==1.0 \\\n    --hash=sha256:0\n")
    commit(clone)


def test_tools_are_replaced_and_nothing_that_is_the_writers(clone: Clone, blog: Path) -> None:
    append(blog / "requirements.txt", "mine==2.0\n")
    before = read_files(blog)
    change(clone)
    said = list(upgrade(blog, clone))
    after = read_files(blog)
    wheel = "packages/pelican_video-0.1.0-py3-none-any.whl"
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    assert changed == {wheel, "packages/commits", "requirements.txt"}
    assert b"# newer" in zipfile.ZipFile(blog / wheel).read("pelican/plugins/video/hosts.py")
    requirements = after["requirements.txt"].decode()
    assert "\nanother==1.0 " in requirements
    assert requirements.endswith("\nmine==2.0\n")
    place = said.index("What is new:")
    assert said[place + 1 : place + 4] == ["plugins/video:", "  - Films are", "    newer."]
    assert not [line for line in said if "theme/" in line]
    assert "uncommitted" not in said[0]
    assert next(iter(upgrade(blog, clone))) == "Your blog has these tools already."


def test_changes_that_are_not_committed_are_taken_and_said(clone: Clone, blog: Path) -> None:
    append(clone.root / "theme/css/base.css", "/* not of the tools */\n")
    assert not clone.has_changes()
    append(clone.root / "plugins/video/pelican/plugins/video/hosts.py", "\n# newer\n")
    assert next(iter(upgrade(blog, clone))).endswith(" with uncommitted changes).")


def test_files_that_may_be_taken_over_are_listed_as_long_as_they_differ(clone: Clone, blog: Path) -> None:
    """Those that she alone has changed, or taken out, are no news."""
    css = Path("theme/css")
    for name in ("base", "layout", "print"):
        append(clone.root / css / f"{name}.css", "/* ours */\n")
    (clone.root / css / "new.css").write_text("/* ours */\n", encoding="utf-8")
    append(clone.root / "publishconf.py", "# ours\n")
    commit(clone)
    for name in ("layout", "tokens"):
        append(blog / css / f"{name}.css", "/* hers */\n")
    (blog / "theme/templates/search.html").unlink()
    path = "theme/css/{0}.css"
    ours = f"{path}: you have not changed it; to take the new one: cp {path} {path}"
    layout = css / "layout.css"
    wanted = [
        ours.format("base"),
        f"theme/css/layout.css: you have changed it too; to compare: git diff --no-index {layout} {layout}",
        "theme/css/new.css: new; to have it: mkdir -p theme/css && cp theme/css/new.css theme/css/new.css",
        ours.format("print"),
    ]
    for _ in range(2):
        said = [line.strip() for line in upgrade(blog, clone)]
        heading = "Your texts, settings and theme are as you left them. There are newer versions of:"
        place = said.index(heading)
        assert said[place + 1 : place + 5] == wanted
        assert said[place + 5].startswith(
            "publishconf.py: it has values of yours; to see what changed in ours: git -C . diff "
        )
        assert said[place + 6 : place + 7] in ([], [""])
    append(blog / css / "base.css", "/* ours */\n")
    assert not [line for line in upgrade(blog, clone) if "base.css" in line]


def test_clone_that_is_none_or_older_or_does_not_know_the_blog_is_refused(
    clone: Clone, blog: Path, tmp_path: Path
) -> None:
    with pytest.raises(WritingError, match=r"packages is not here; run this in the folder of a blog"):
        list(upgrade(tmp_path, clone))
    before = clone.find_commit()
    change(clone)
    list(upgrade(blog, clone))
    assert clone.answers("checkout", "--quiet", before)
    kept = read_files(blog)
    with pytest.raises(
        WritingError, match=r"is older than your tools \(.*bring it up to date: git -C \. pull"
    ):
        list(upgrade(blog, clone))
    (blog / "packages/commits").write_text(f"{'0' * 40}\n{'0' * 40}\n", encoding="utf-8")
    with pytest.raises(WritingError, match=r"does not know 0000000, the commit that your tools are of"):
        list(upgrade(blog, clone))
    (blog / "packages/commits").unlink()  # then nothing is known, and all that differs is told of
    append(blog / "theme/css/base.css", "/* hers */\n")
    assert [line for line in upgrade(blog, clone) if "theme/css/base.css: you have changed it too" in line]
    assert {name: kept[name] for name in kept if name.startswith("content/")}.items() <= read_files(
        blog
    ).items()


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_interrupted_or_refused_by_the_disk_nothing_is_half_done(
    clone: Clone, blog: Path, error: BaseException
) -> None:
    """While the new tools are made, and at each of the moves that bring them to their place."""
    before = read_files(blog)
    change(clone)
    for moment in (None, *range(2 * len(room.REPLACED))):
        with pytest.MonkeyPatch.context() as patch:
            refuse(patch, moment, error)
            with pytest.raises(type(error)):
                list(upgrade(blog, clone))
        assert read_files(blog) == before
        assert list((blog / ".cache").iterdir()) == []
    list(upgrade(blog, clone))
    assert run_git(blog, "diff", "--name-only").stdout.count("\n") == 3


def refuse(patch: pytest.MonkeyPatch, moment: int | None, error: BaseException) -> None:
    """Have an error come at one of the moves; for None, at the end of what is written before them."""
    moves, rename, write = count(), Path.rename, packages.write_requirements

    def refuse_one(path: Path, target: Path) -> Path:
        if next(moves) == moment:
            raise error
        return rename(path, target)

    def refuse_last(*arguments: Any) -> str:
        write(*arguments)
        raise error

    patch.setattr(Path, "rename", refuse_one)
    if moment is None:
        patch.setattr(packages, "write_requirements", refuse_last)
