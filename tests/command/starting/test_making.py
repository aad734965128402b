"""A blog is made whole or not at all."""

import os
import re
from pathlib import Path

import pytest
from pelican_blog.errors import WritingError
from pelican_blog.git import run_git
from pelican_blog.starting import making
from pelican_blog.starting.clone import Clone
from pelican_blog.starting.making import make_blog
from pelican_blog.starting.report import describe
from pelican_blog.starting.wheels import build_wheels, pin

from .conftest import Choose


def read(name: str) -> str:
    return Path("..", name).read_text(encoding="utf-8")


def test_wheels_are_identical_wherever_they_are_built(clone: Clone, tmp_path: Path) -> None:
    """And leave nothing behind next to their sources."""
    built = []
    packages = [clone.root / "plugins/comments", clone.root / "command"]
    for name, mode in (("here", 0o700), ("elsewhere", 0o755)):
        (tmp_path / name).mkdir()
        for path in clone.root.glob("plugins/*/pelican/plugins/*/*.py"):
            path.chmod(mode)
            os.utime(path, (mode, mode))
        built.append([pin(wheel) for wheel in build_wheels(packages, tmp_path / name)])
    assert built[0] == built[1]
    assert re.match(r"pelican-comments==0\.1\.0 --hash=sha256:[0-9a-f]{64}$", built[0][0])
    status = clone.query_git("status", "--porcelain", "--ignored")
    assert [line for line in status.splitlines() if line[0] in "?!"] == []


def test_git_user_or_else_the_author_signs_the_first_commit(clone: Clone, choose: Choose) -> None:
    answers = choose(AUTHOR="Anne <b> Martin.", SITENAME="A *b* <c> $d | `e`")
    make_blog(clone, answers)
    assert run_git(Path("../garden"), "log", "--format=%an|%ae").stdout == "Anne b Martin|\n"
    readme = read("garden/README.md")
    assert readme.startswith("# A \\*b\\* &lt;c&gt; \\$d \\| \\`e\\`\n\n")
    assert "Anne &lt;b&gt; Martin. " in readme  # one full stop
    assert readme.endswith(" `../clone`.\n")
    assert "another git repository" not in "\n".join(describe(answers))

    signed = "[user]\nname = A. Mo\nemail = anne@example.org\n[commit]\ngpgSign = true\n"
    Path("../home/.gitconfig").write_text(signed)
    clone.query_git("remote", "add", "origin", "https://secret@git.example.org/tools/blog.git")
    run_git(Path(".."), "init", "--quiet")
    answers = choose(BLOG="../other", GITHUB_REPOSITORY="")
    make_blog(clone, answers)
    assert run_git(Path("../other"), "log", "--format=%an|%ae").stdout == "A. Mo|anne@example.org\n"
    assert read("other/README.md").endswith(" https://git.example.org/tools/blog\n")
    assert '"state": "closed"' in read("other/pelicanconf.py")
    assert "No form" in read("other/content/pages/privacy.md")
    assert 'GITHUB_REPOSITORY = ""' in read("other/publishconf.py")
    said = "\n".join(describe(answers))
    assert "so it has no comment form" in said
    assert "It is inside another git repository" in said
    assert Path("../other").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_nothing_is_left_of_a_blog_that_could_not_be_made(
    clone: Clone, choose: Choose, error: BaseException
) -> None:
    before = sorted(Path("..").iterdir())

    def refuse(*_: object) -> None:
        raise error

    for step in ("copy_files", "write_packages", "begin_history"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(making, step, refuse)
            with pytest.raises(type(error)):
                make_blog(clone, choose())
        assert sorted(Path("..").iterdir()) == before
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_AUTHOR_DATE", "never")
        with pytest.raises(WritingError, match=r"git could not make the first commit: .*invalid date"):
            make_blog(clone, choose())
    assert sorted(Path("..").iterdir()) == before
