"""A blog is there whole, or not at all, and is the writer's."""

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


def test_wheels_are_the_same_to_the_byte_wherever_they_are_built(clone: Clone, tmp_path: Path) -> None:
    """And leave nothing behind beside their sources."""
    built = []
    for name, mode in (("here", 0o700), ("elsewhere", 0o755)):
        (tmp_path / name).mkdir()
        for path in clone.root.glob("plugins/*/pelican/plugins/*/*.py"):
            path.chmod(mode)
            os.utime(path, (mode, mode))
        built.append(list(build_wheels(clone.list_packages(), tmp_path / name)))
    assert [pin(wheel) for wheel in built[0]] == [pin(wheel) for wheel in built[1]]
    assert pin(built[0][0]).startswith("pelican-blog==0.1.0 --hash=sha256:")
    assert not [
        line for line in clone.ask("status", "--porcelain", "--ignored").splitlines() if line[0] in "?!"
    ]


def test_author_signs_where_git_knows_nobody_and_else_who_it_knows(clone: Clone, choose: Choose) -> None:
    make_blog(clone, choose(AUTHOR="Anne <b> Martin"))
    assert run_git(Path("../garden"), "log", "--format=%an|%ae").stdout == "Anne b Martin|\n"
    Path("../home/.gitconfig").write_text(
        "[user]\nname = A. Mo\nemail = anne@example.org\n[commit]\ngpgSign = true\n"
    )
    make_blog(clone, choose(BLOG="../other"))
    assert run_git(Path("../other"), "log", "--format=%an|%ae").stdout == "A. Mo|anne@example.org\n"


def test_blog_without_a_repository_has_no_form_and_says_so(clone: Clone, choose: Choose) -> None:
    answers = choose(GITHUB_REPOSITORY="")
    make_blog(clone, answers)
    assert '"state": "closed"' in Path("../garden/pelicanconf.py").read_text(encoding="utf-8")
    assert "No form of this site" in Path("../garden/content/pages/privacy.md").read_text(encoding="utf-8")
    assert 'GITHUB_REPOSITORY = ""' in Path("../garden/publishconf.py").read_text(encoding="utf-8")
    assert "no form for comments. Once it has one" in "\n".join(describe(answers))


def test_readme_says_where_the_tools_are(clone: Clone, choose: Choose) -> None:
    make_blog(clone, choose(SITENAME="A *b* <c> $d | `e`"))
    readme = Path("../garden/README.md").read_text(encoding="utf-8")
    assert readme.startswith("# A \\*b\\* &lt;c&gt; \\$d \\| \\`e\\`\n\nThe blog of Anne. ")
    assert readme.endswith("`docs/` in `../clone`.\n")
    clone.ask("remote", "add", "origin", "https://secret@git.example.org/tools/blog.git")
    make_blog(clone, choose(BLOG="../other", AUTHOR="A. B."))
    readme = Path("../other/README.md").read_text(encoding="utf-8")
    assert readme.endswith("`docs/` in https://git.example.org/tools/blog\n")
    assert "The blog of A. B. Its posts" in readme


@pytest.mark.parametrize("step", ["copy_files", "write_packages", "begin_history"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_nothing_is_left_of_a_blog_that_could_not_be_made(
    clone: Clone, choose: Choose, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    before = sorted(Path("..").iterdir())

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(making, step, refuse)
    with pytest.raises(type(error)):
        make_blog(clone, choose())
    assert sorted(Path("..").iterdir()) == before
    monkeypatch.undo()


def test_git_that_refuses_is_quoted(clone: Clone, choose: Choose, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_AUTHOR_DATE", "never")
    with pytest.raises(WritingError, match=r"git could not begin the history of the blog: .*invalid date"):
        make_blog(clone, choose())
    assert not Path("../garden").exists()


def test_blog_within_another_repository_is_told_of(clone: Clone, choose: Choose) -> None:
    run_git(Path(".."), "init", "--quiet")
    answers = choose()
    make_blog(clone, answers)
    assert re.search(
        r"It is inside another git repository, .*, which will not keep its files",
        "\n".join(describe(answers)),
    )
