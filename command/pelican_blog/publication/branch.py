"""Publishes, then puts output/ on the branch gh-pages of the remote `origin`: without GitHub Actions.

On top of what the branch has, and never by force: what others put there stays in its history, and a push that
the remote refuses changes nothing.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile

from pelican.settings import get_settings_from_file

from pelican_blog.git import PATIENCE, has_no_repository, run_git

from .publishing import SETTINGS, publish

REMOTE = "origin"
BRANCH = "gh-pages"
_FOLDER = Path()
_OUTPUT = Path("output")
_HERE = f"refs/remotes/{REMOTE}/{BRANCH}"


class BranchError(Exception):
    """The branch stays as it was; the message says why and what to do."""


def publish_branch() -> None:
    """Commit what is in output/ on top of the remote's branch, and push it.

    Raises BranchError where git refuses.
    """
    try:
        _commit_site()
        command = ["git", "push", REMOTE, f"{_HERE}:refs/heads/{BRANCH}"]
        subprocess.run(command, check=True, timeout=PATIENCE)  # noqa: S603  # no shell
    except subprocess.TimeoutExpired as error:
        raise BranchError(
            f"git push has not ended within {PATIENCE} seconds, so {BRANCH} of {REMOTE} may be as it was; "
            "run again: make github"
        ) from error
    except subprocess.CalledProcessError as error:
        problem = f"The site could not be pushed to {BRANCH} of {REMOTE}; what git says of it stands above"
        raise BranchError(f"{problem}. Put that right and run: make github") from error


def check_repository() -> None:
    """Pass where there is a repository to push from, and the remote answers. Raises BranchError."""
    found = run_git(_FOLDER, "rev-parse", "--git-dir")
    if has_no_repository(found):
        raise BranchError("This folder is in no git repository; run: git init, and commit what is here.")
    if found.returncode:
        raise BranchError(f"git cannot read the repository of this folder: {found.stderr.strip()}")
    if run_git(_FOLDER, "remote", "get-url", REMOTE).returncode:
        raise BranchError(
            f"There is no git remote {REMOTE!r} to push to; create a repository on GitHub, then run: "
            f"git remote add {REMOTE} https://github.com/{_find_name()}.git"
        )
    if run_git(_FOLDER, "symbolic-ref", "--short", "HEAD").stdout.strip() == BRANCH:
        raise BranchError(
            f"You are on the branch {BRANCH}, which is for the built site alone; run: git switch main"
        )
    for key in ("name", "email"):
        if (
            f"GIT_COMMITTER_{key.upper()}" not in os.environ
            and run_git(_FOLDER, "config", f"user.{key}").returncode
        ):
            raise BranchError(
                f"git does not know your {key}, which a commit bears; run: git config --global user.{key} …"
            )
    _fetch_branch()


def _find_name() -> str:
    """The name of the repository, as the settings have it; an example where they have none."""
    with suppress(Exception, SystemExit):  # they are a program, which may raise anything
        return str(get_settings_from_file(SETTINGS).get("GITHUB_REPOSITORY") or "you/blog")
    return "you/blog"


def _fetch_branch() -> None:
    """See to it that git here knows the branch as the remote has it, to commit on top of that."""
    found = run_git(_FOLDER, "ls-remote", "--exit-code", "--heads", REMOTE, BRANCH)
    if found.returncode == 2:  # noqa: PLR2004  # git-ls-remote(1): there is no such branch
        run_git(_FOLDER, "update-ref", "-d", _HERE)
        return
    fetched = (
        found if found.returncode else run_git(_FOLDER, "fetch", "--quiet", REMOTE, f"+{BRANCH}:{_HERE}")
    )
    if fetched.returncode:
        raise BranchError(f"git cannot read the remote {REMOTE!r}: {fetched.stderr.strip()}")


def _commit_site() -> None:
    """Put a commit of all that is in output/ on top of the branch.

    Not through the index, which leaves out what git is told to ignore and changes what it is told to convert.
    """
    with TemporaryFile() as commit:
        commit.writelines(_describe_commit())
        commit.seek(0)
        subprocess.run(["git", "fast-import", "--quiet"], stdin=commit, check=True)  # noqa: S607  # of the PATH


def _describe_commit() -> Iterator[bytes]:
    """The commit in the language of git-fast-import(1): links are followed, as GitHub Pages follows none."""
    committer = run_git(_FOLDER, "var", "GIT_COMMITTER_IDENT").stdout.strip()
    yield f"commit {_HERE}\ncommitter {committer}\n".encode(errors="surrogateescape")
    yield from _describe_data(b"Publish the site")
    if not run_git(_FOLDER, "rev-parse", "--verify", "--quiet", _HERE).returncode:
        yield f"from {_HERE}^0\n".encode()
    yield b"deleteall\nM 644 inline .nojekyll\ndata 0\n"
    for path in sorted(_OUTPUT.rglob("*")):
        if path.is_file():
            name = os.fsencode(path.relative_to(_OUTPUT))
            for character, escaped in ((b"\\", b"\\\\"), (b'"', b'\\"'), (b"\n", b"\\n")):
                name = name.replace(character, escaped)
            yield b'M 644 inline "%s"\n' % name
            yield from _describe_data(path.read_bytes())


def _describe_data(data: bytes) -> Iterator[bytes]:
    yield from (b"data %d\n" % len(data), data, b"\n")


def main(options: Sequence[str]) -> int:
    """The exit status: 0 when the site is published and the branch is what output/ is."""
    try:
        check_repository()
        if status := publish(options):
            return status
        publish_branch()
    except BranchError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(
        f"The site is on the branch {BRANCH}. The first time, choose that branch in the repository's "
        "Settings, Pages, Source: Deploy from a branch.\n"
    )
    if run_git(_FOLDER, "status", "--porcelain", "--", ".").stdout:
        sys.stdout.write(
            "What you have changed here is published but not committed; "
            "to keep it: git add --all && git commit --message 'Publish' && git push\n"
        )
    return 0
