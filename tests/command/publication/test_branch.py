"""`make github`: the branch gh-pages of a bare repository beside the blog."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from pelican_blog.publication import branch

from tests.command.publication.conftest import ROOT, Run, git, list_files, write_files, write_post

BRANCH = "github"


@pytest.fixture
def push(publish: Run, monkeypatch: pytest.MonkeyPatch, builds: list[Sequence[str]]) -> Run:
    """A function that runs the command on an output/ that is as it is."""
    monkeypatch.setattr(branch, "publish", builds.append)
    return partial(publish, command=BRANCH)


@pytest.fixture
def builds() -> list[Sequence[str]]:
    """The options of each build that the command would have begun."""
    return []


@pytest.fixture
def remote(blog: Path) -> Path:
    """The blog's remote `origin`."""
    path = blog.parent / "origin.git"
    git(blog, "init", "--quiet", "--bare", str(path))
    git(blog, "remote", "add", "origin", str(path))
    git(blog, "push", "--quiet", "origin", "main")
    return path


def list_branch(remote: Path, branch: str = "gh-pages") -> list[str]:
    return sorted(git(remote, "ls-tree", "-r", "--name-only", branch).splitlines())


def test_branch_has_the_sites_files_and_nothing_else(blog: Path, remote: Path, publish: Run) -> None:
    before = git(remote, "rev-parse", "main"), git(blog, "rev-parse", "HEAD")
    done = publish(command=BRANCH)
    assert done.returncode == 0, done.stderr
    assert "The site is on the branch gh-pages." in done.stdout
    assert "git commit" not in done.stdout
    assert list_branch(remote) == sorted({".nojekyll", *list_files(blog / "output")})
    assert git(remote, "show", "gh-pages:CNAME") == "blog.example.org\n"
    assert git(remote, "log", "--format=%an %ae %s", "gh-pages") == "Anne anne@example.org Publish the site\n"
    assert (git(remote, "rev-parse", "main"), git(blog, "rev-parse", "HEAD")) == before
    assert git(blog, "status", "--porcelain") == ""


def test_what_is_published_and_not_committed_is_said(blog: Path, remote: Path, push: Run) -> None:
    """A text that was changed, and one that is new."""
    git(blog, "branch", "--quiet", "--set-upstream-to=origin/main")
    write_files(blog, {"output/a.html": "here"})
    for name in ("content/posts/tango.md", "content/posts/new.md"):
        write_files(blog, {name: write_post("New")})
        done = push()
        assert done.returncode == 0, done.stderr
        assert "not committed" in done.stdout
        (command,) = re.findall(r"to keep it: (.*)", done.stdout)
        subprocess.run(["sh", "-c", command], cwd=blog, check=True, capture_output=True)
        assert name in list_branch(remote, "main")
    assert "not committed" not in push().stdout


def test_files_are_published_as_they_were_built(
    blog: Path, remote: Path, push: Run, builds: list[Sequence[str]]
) -> None:
    """Whatever their names, and whatever git is told to ignore or to convert."""
    git(blog, "config", "core.autocrlf", "true")
    names = ["dist/a.js", "déjà vu.html", 'a "b"\\c.html', "two\nlines.html", " .gitattributes", "~"]
    write_files(blog, {f"output/{name}": f"{name}\r\n" for name in names})
    write_files(
        blog, {".git/info/exclude": "dist\n", "output/.gitattributes": "* text\n", "away.html": "away"}
    )
    (blog / "output/raw.bin").write_bytes(bytes(range(256)))
    (blog / "output/link.html").symlink_to(blog / "away.html")
    done = push("--verbose")
    assert done.returncode == 0, done.stderr
    assert builds == [("--verbose",)]
    listed = git(remote, "ls-tree", "-r", "-z", "gh-pages").split("\0")[:-1]
    held = {line.partition("\t")[2]: line.split()[:3] for line in listed}
    assert set(held) == {*names, ".nojekyll", ".gitattributes", "raw.bin", "link.html"}
    for name, (mode, _, blob) in held.items():
        built = blog / "output" / name
        assert mode == "100644"
        command = ["git", "-C", str(remote), "cat-file", "blob", blob]
        printed = subprocess.run(command, capture_output=True, check=True).stdout
        assert printed == (built.read_bytes() if built.exists() else b"")


def test_each_run_replaces_the_site_and_keeps_what_was(blog: Path, remote: Path, push: Run) -> None:
    """Also what another machine has pushed meanwhile, until the branch is deleted there."""
    write_files(blog, {"output/old.html": "old"})
    push()
    other = blog.parent / "other"
    git(blog.parent, "clone", "--quiet", "--branch", "gh-pages", str(remote), str(other))
    write_files(other, {"b.html": "there"})
    git(other, "add", "--all")
    git(other, "commit", "--quiet", "--message", "By hand")
    git(other, "push", "--quiet")
    (blog / "output/old.html").unlink()
    write_files(blog, {"output/new.html": "new"})
    for history in (["Publish the site", "By hand", "Publish the site"], ["Publish the site"]):
        done = push()
        assert done.returncode == 0, done.stderr
        assert list_branch(remote) == [".nojekyll", "new.html"]
        assert git(remote, "log", "--format=%s", "gh-pages").splitlines() == history
        git(remote, "branch", "-D", "gh-pages")


def test_push_that_the_remote_refuses_is_said_and_changes_nothing(
    blog: Path, remote: Path, push: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    write_files(blog, {"output/a.html": "here"})
    hook = remote / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'the branch is protected'\nexit 1\n")
    hook.chmod(0o755)
    done = push()
    assert done.returncode == 1
    assert "the branch is protected" in capfd.readouterr().err
    assert done.stderr.endswith("Put that right and run: make github\n")
    assert "Traceback" not in done.stderr
    assert git(remote, "branch", "--list", "gh-pages") == ""


def test_push_that_does_not_end_is_given_up(
    blog: Path, remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(blog, {"output/a.html": "here"})
    program = blog.parent / "bin/git"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\n[ "$1" != push ] || exec sleep 600\nexec {shutil.which("git")} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    monkeypatch.setattr(branch, "PATIENCE", 0.2)
    monkeypatch.chdir(blog)
    with pytest.raises(
        branch.BranchError, match=r"^git push has not ended within 0.2 seconds, .*: make github$"
    ):
        branch.publish_branch()
    assert git(remote, "branch", "--list", "gh-pages") == ""


@pytest.mark.usefixtures("remote")
@pytest.mark.parametrize(
    ("commands", "problem"),
    [
        (
            ["remote remove origin"],
            "There is no git remote 'origin' to push to; create a repository on GitHub, then run: git ",
        ),
        (["remote set-url origin /nowhere/at/all"], "git cannot read the remote 'origin': fatal: "),
        (
            ["switch --quiet --create gh-pages"],
            "You are on the branch gh-pages, which is for the built site alone; ",
        ),
        (["config --global --unset user.email"], "git does not know your email, which a commit bears; run: "),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(
    blog: Path, push: Run, builds: list[Sequence[str]], commands: list[str], problem: str
) -> None:
    """Before anything is built."""
    write_files(blog, {"output/a.html": "here"})
    for command in commands:
        git(blog, *command.split())
    done = push()
    assert done.returncode == 1
    assert done.stderr.startswith(problem)
    assert builds == []
    assert git(blog.parent / "origin.git", "branch", "--list", "gh-pages") == ""


def test_folder_in_no_repository_is_told_so(tmp_path: Path, blog: Path, push: Run) -> None:
    (blog / ".git").rename(tmp_path / "away")
    done = push()
    assert (done.returncode, done.stderr.partition(";")[0]) == (1, "This folder is in no git repository")


def test_repository_that_git_cannot_read_is_said_in_gits_words(blog: Path, push: Run) -> None:
    write_files(blog, {".git/config": "[broken", "output/a.html": "here"})
    done = push()
    assert done.returncode == 1
    assert done.stderr.startswith("git cannot read the repository of this folder: fatal: bad config line")


def test_nothing_is_pushed_that_is_not_published(remote: Path, publish: Run) -> None:
    done = publish(command=BRANCH, SITEURL="http://localhost:8000")
    assert done.returncode == 1
    assert "localhost" in done.stderr
    assert git(remote, "branch", "--list", "gh-pages") == ""


def test_make_github_proofreads_first() -> None:
    """As `make publish` does."""
    command = ["make", "--dry-run", "github"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"pelican-blog ([a-z]+)", printed) == ["proofread", "github"]
