"""`make github`: pushing to the branch gh-pages of a bare repository next to the blog."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from pelican_blog.publication import branch

from .conftest import Run, commit, git, list_files, write_files, write_post


@pytest.fixture
def builds() -> list[Sequence[str]]:
    """The options of each build that the command would have started."""
    return []


@pytest.fixture
def push(publish: Run, monkeypatch: pytest.MonkeyPatch, builds: list[Sequence[str]]) -> Run:
    """A function that runs the command on output/ as it is."""
    monkeypatch.setattr(branch, "publish", builds.append)
    return partial(publish, command="github")


@pytest.fixture
def remote(blog: Path) -> Path:
    """The blog's remote `origin`."""
    path = blog.parent / "origin.git"
    git(blog, "init", "--quiet", "--bare", str(path))
    git(blog, "remote", "add", "origin", str(path))
    git(blog, "push", "--quiet", "--set-upstream", "origin", "main")
    write_files(blog, {"output/a.html": "here"})
    return path


def list_branch(remote: Path, branch: str = "gh-pages") -> list[str]:
    return sorted(git(remote, "ls-tree", "-r", "--name-only", branch).splitlines())


def test_branch_has_exactly_the_sites_files(blog: Path, remote: Path, publish: Run) -> None:
    """Changes that are only there are mentioned, with a command that commits them."""
    refused = publish(command="github", SITEURL="http://localhost:8000")
    assert (refused.returncode, git(remote, "branch")) == (1, "* main\n")
    before = git(remote, "rev-parse", "main"), git(blog, "rev-parse", "HEAD")
    done = publish(command="github")
    assert done.returncode == 0, done.stderr
    assert "The site is on the branch gh-pages." in done.stdout
    assert "not committed" not in done.stdout
    assert list_branch(remote) == sorted({".nojekyll", *list_files(blog / "output")})
    assert git(remote, "show", "gh-pages:CNAME") == "blog.example.org\n"
    assert git(remote, "log", "--format=%an %ae %s", "gh-pages") == "Anne anne@example.org Publish the site\n"
    assert (git(remote, "rev-parse", "main"), git(blog, "rev-parse", "HEAD")) == before
    assert git(blog, "status", "--porcelain") == ""
    write_files(blog, {"content/posts/new.md": write_post("New")})
    (command,) = re.findall(r"not committed; to keep them: (.*)", publish(command="github").stdout)
    subprocess.run(["sh", "-c", command], cwd=blog, check=True, capture_output=True)
    assert "content/posts/new.md" in list_branch(remote, "main")


def test_each_run_pushes_what_was_built_and_keeps_the_history(
    blog: Path, remote: Path, push: Run, builds: list[Sequence[str]], capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever the files' names, whatever git ignores or converts, and what another machine has pushed."""
    git(blog, "config", "core.autocrlf", "true")
    names = ["dist/a.js", 'déjà "b"\\c.html', "two\nlines.html", " .gitattributes", "~"]
    write_files(blog, {f"output/{name}": f"{name}\r\n" for name in names})
    write_files(blog, {".git/info/exclude": "dist\n"})
    (blog / "output/raw.bin").write_bytes(bytes(range(256)))
    (blog / "output/link.html").symlink_to(blog / "publishconf.py")
    assert push("--verbose").returncode == 0
    assert builds == [("--verbose",)]
    other = blog.parent / "other"
    git(blog.parent, "clone", "--quiet", "--branch", "gh-pages", str(remote), str(other))
    assert len(list_branch(remote)) == len(list_files(blog / "output")) + 1  # .nojekyll
    for name in list_files(blog / "output"):
        assert (other / name).read_bytes() == (blog / "output" / name).read_bytes()
        assert not (other / name).is_symlink()

    write_files(other, {"b.html": "there"})
    commit(other)
    git(other, "push", "--quiet")
    shutil.rmtree(blog / "output")
    write_files(blog, {"output/new.html": "new"})
    for history in (["Publish the site", "By hand", "Publish the site"], ["Publish the site"]):
        assert push().returncode == 0
        assert list_branch(remote) == [".nojekyll", "new.html"]
        assert git(remote, "log", "--format=%s", "gh-pages").splitlines() == history
        git(remote, "branch", "-D", "gh-pages")
    write_files(remote, {"hooks/pre-receive": "#!/bin/sh\necho 'the branch is protected'\nexit 1\n"})
    (remote / "hooks/pre-receive").chmod(0o755)
    done = push()
    assert done.returncode == 1
    assert "the branch is protected" in capfd.readouterr().err
    assert done.stderr.endswith("fix that, then run: make github\n")


def test_what_is_missing_is_said_before_anything_is_built(
    blog: Path, remote: Path, push: Run, builds: list[Sequence[str]]
) -> None:
    """The blog loses one thing after the other, from the last that is checked to the first."""
    for command, problem in (
        ("git remote set-url origin /nowhere/at/all", "git cannot read the remote 'origin': fatal: "),
        ("git config --global --unset user.email", "git does not know your email"),
        ("git switch --quiet --create gh-pages", "You are on the branch gh-pages"),
        ("git remote remove origin", "No git remote.* git remote add origin https://github.com/a/b.git"),
        ("git config core.bare maybe", "git cannot read this folder's repository: fatal: "),
        ("rm -r .git", "This folder is not in a git repository"),
    ):
        subprocess.run(command.split(), cwd=blog, check=True)
        done = push(GITHUB_REPOSITORY="a/b")
        assert done.returncode == 1
        assert re.match(problem, done.stderr)
    assert builds == []
    assert git(remote, "branch") == "* main\n"
