"""An upgrade replaces the tools, all or none, and lists what it leaves alone."""

import zipfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from pelican_blog.errors import WritingError
from pelican_blog.git import run_git
from pelican_blog.starting import packages
from pelican_blog.starting.clone import Clone
from pelican_blog.starting.making import make_blog
from pelican_blog.upgrading.upgrade import REPLACED, upgrade

from tests.command.calling import call
from tests.command.starting.conftest import Choose, choose, clone, sources

__all__ = ["choose", "clone", "sources"]

BLOG = Path("../garden")
HOSTS = Path("plugins/video/pelican/plugins/video/hosts.py")
CSS = Path("theme/css")


@pytest.fixture
def blog(clone: Clone, choose: Choose) -> Path:
    """A blog from that clone."""
    make_blog(clone, choose())
    return BLOG


def append(path: Path, text: str) -> None:
    """Add to a file, or make it."""
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def commit(clone: Clone) -> None:
    assert clone.check_git("add", "--all")
    assert clone.check_git("-c", "user.name=Dev", "-c", "user.email=", "commit", "--quiet", "-m", "Newer")


def read_files(folder: Path) -> dict[str, bytes]:
    """A blog's files, without its history."""
    paths = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def change(clone: Clone) -> None:
    """Change a plugin, its changelog, and what the clone pins."""
    append(clone.root / HOSTS, "\n# newer\n")
    append(clone.root / "plugins/video/CHANGELOG.md", "\n- Films are\n  newer.\n")
    append(clone.root / "requirements.txt", "another==1.0 \\\n    --hash=sha256:0\n")
    commit(clone)


def test_tools_are_replaced_and_nothing_of_the_writers(clone: Clone, blog: Path) -> None:
    append(blog / "requirements.txt", "mine==2.0\n")
    before = read_files(blog)
    change(clone)
    done = call(blog, "upgrade", FROM=str(clone.root.resolve()))
    assert done.returncode == 0, done.stderr
    said, after = done.stdout.splitlines(), read_files(blog)
    (wheel,) = (name for name in before if name.startswith("packages/pelican_video-"))
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    assert changed == {wheel, "packages/commits", "requirements.txt"}
    assert b"# newer" in zipfile.ZipFile(blog / wheel).read("pelican/plugins/video/hosts.py")
    requirements = after["requirements.txt"].decode()
    assert "\nanother==1.0 " in requirements
    assert requirements.endswith("\nmine==2.0\n")
    place = said.index("What is new:")
    assert said[place + 1 : place + 4] == ["plugins/video:", "  - Films are", "    newer."]
    assert not [line for line in said if "theme/" in line or "uncommitted" in line]
    assert list(upgrade(blog, clone)) == ["Your blog has these tools already."]
    (blog / "packages/old.whl").touch()  # a package that there is no longer
    assert "There is nothing new in the changelogs." in list(upgrade(blog, clone))
    assert not (blog / "packages/old.whl").exists()
    append(clone.root / HOSTS, "\n# newer still\n")
    assert next(iter(upgrade(blog, clone))).endswith(" with uncommitted changes).")


def test_newer_files_are_listed_as_long_as_they_differ(clone: Clone, blog: Path) -> None:
    """But not those that only the writer has changed or removed."""
    base, layout, new = (f"{CSS}/{name}.css" for name in ("base", "layout", "new"))
    for name in (base, layout, new, "publishconf.py"):
        append(clone.root / name, "/* ours */\n")
    commit(clone)
    for name in (layout, f"{CSS}/tokens.css"):
        append(blog / name, "/* hers */\n")
    (blog / "theme/templates/search.html").unlink()
    wanted = [
        "Your texts, settings and theme were not touched. There are newer versions of:",
        f"  {base}: you have not changed it; to update it: cp {base} {base}",
        f"  {layout}: you have changed it too; to compare: git diff --no-index {layout} {layout}",
        f"  {new}: new; to add it: mkdir -p {CSS} && cp {new} {new}",
    ]
    for _ in range(2):
        said = list(upgrade(blog, clone))
        place = said.index(wanted[0])
        assert said[place : place + 4] == wanted
        assert said[place + 4].startswith(
            "  publishconf.py: contains your own values; to see what is new in "
        )
        assert said[place + 5 : place + 6] in ([], [""])


def test_clone_that_is_older_or_does_not_know_the_blog_is_refused(clone: Clone, blog: Path) -> None:
    with pytest.raises(WritingError, match="packages is missing here; run this in the folder of a blog"):
        list(upgrade(clone.root, clone))
    assert "FROM is missing" in call(blog, "upgrade", FROM="").stderr
    before = clone.find_commit()
    change(clone)
    list(upgrade(blog, clone))
    assert clone.check_git("checkout", "--quiet", before)
    with pytest.raises(WritingError, match=r"older than your tools \(.*update it: git -C \. pull"):
        list(upgrade(blog, clone))
    (blog / "packages/commits").write_text(f"{'0' * 40}\n{'0' * 40}\n", encoding="utf-8")
    with pytest.raises(WritingError, match="does not have 0000000, the commit of your tools"):
        list(upgrade(blog, clone))
    (blog / "packages/commits").unlink()  # then everything that differs is listed
    append(blog / CSS / "base.css", "/* hers */\n")
    assert [line for line in upgrade(blog, clone) if f"{CSS}/base.css: you have changed it too" in line]


def interrupt(function: Callable[..., Any], moment: int) -> Callable[..., Any]:
    """The function, interrupted at one of its calls."""
    calls = count()

    def run(*arguments: object) -> object:
        if next(calls) == moment:
            raise KeyboardInterrupt
        return function(*arguments)

    return run


def test_interrupted_upgrade_leaves_the_blog_as_it_was(clone: Clone, blog: Path) -> None:
    """While the new tools are made, and at each of the moves that put them into place."""
    before = read_files(blog)
    change(clone)
    for moment in range(1 + 2 * len(REPLACED)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(packages, "write_requirements", interrupt(packages.write_requirements, moment))
            patch.setattr(Path, "rename", interrupt(Path.rename, moment - 1))
            with pytest.raises(KeyboardInterrupt):
                list(upgrade(blog, clone))
        assert read_files(blog) == before
        assert list((blog / ".cache").iterdir()) == []
    list(upgrade(blog, clone))
    assert run_git(blog, "diff", "--name-only").stdout.count("\n") == 3
