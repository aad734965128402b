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


def has_branch(remote: Path) -> bool:
    return bool(git(remote, "branch", "--list", "gh-pages"))


def test_branch_has_exactly_the_sites_files(blog: Path, remote: Path, publish: Run) -> None:
    """Changes that are only there are mentioned, with a command that commits them."""
    refused = publish(command="github", SITEURL="http://localhost:8000")
    assert (refused.returncode, has_branch(remote)) == (1, False)
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


def test_files_are_pushed_as_they_were_built(
    blog: Path, remote: Path, push: Run, builds: list[Sequence[str]]
) -> None:
    """Whatever their names, and whatever git is told to ignore or convert."""
    git(blog, "config", "core.autocrlf", "true")
    names = ["dist/a.js", 'déjà "b"\\c.html', "two\nlines.html", " .gitattributes", "~"]
    write_files(blog, {f"output/{name}": f"{name}\r\n" for name in names})
    write_files(blog, {".git/info/exclude": "dist\n", "output/.gitattributes": "* text\n"})
    (blog / "output/raw.bin").write_bytes(bytes(range(256)))
    (blog / "output/link.html").symlink_to(blog / "publishconf.py")
    done = push("--verbose")
    assert done.returncode == 0, done.stderr
    assert builds == [("--verbose",)]
    listed = git(remote, "ls-tree", "-r", "-z", "gh-pages").split("\0")[:-1]
    pushed = {line.partition("\t")[2]: line.split()[:3] for line in listed}
    assert set(pushed) == {*names, ".nojekyll", ".gitattributes", "a.html", "raw.bin", "link.html"}
    for name, (mode, _, blob) in pushed.items():
        built = blog / "output" / name
        assert mode == "100644"
        command = ["git", "-C", str(remote), "cat-file", "blob", blob]
        printed = subprocess.run(command, capture_output=True, check=True).stdout
        assert printed == (built.read_bytes() if built.exists() else b"")


def test_each_run_replaces_the_site_and_keeps_the_history(blog: Path, remote: Path, push: Run) -> None:
    """Including what another machine has pushed, until the branch is deleted there."""
    push()
    other = blog.parent / "other"
    git(blog.parent, "clone", "--quiet", "--branch", "gh-pages", str(remote), str(other))
    write_files(other, {"b.html": "there"})
    commit(other)
    git(other, "push", "--quiet")
    (blog / "output/a.html").rename(blog / "output/new.html")
    for history in (["Publish the site", "By hand", "Publish the site"], ["Publish the site"]):
        done = push()
        assert done.returncode == 0, done.stderr
        assert list_branch(remote) == [".nojekyll", "new.html"]
        assert git(remote, "log", "--format=%s", "gh-pages").splitlines() == history
        git(remote, "branch", "-D", "gh-pages")


def test_push_that_fails_or_hangs_changes_nothing(
    blog: Path, remote: Path, push: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    hook = remote / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'the branch is protected'\nexit 1\n")
    hook.chmod(0o755)
    done = push()
    assert done.returncode == 1
    assert "the branch is protected" in capfd.readouterr().err
    assert done.stderr.endswith("fix that, then run: make github\n")
    program = blog.parent / "bin/git"
    script = f'#!/bin/sh\n[ "$1" != push ] || exec sleep 600\nexec {shutil.which("git")} "$@"\n'
    write_files(program.parent, {"git": script})
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    monkeypatch.setattr(branch, "PATIENCE", 0.2)
    assert push().stderr.startswith("git push did not finish within 0.2 seconds")
    assert not has_branch(remote)


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
    assert not has_branch(remote)
