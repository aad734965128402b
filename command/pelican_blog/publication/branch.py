"""Publishes without GitHub Actions: builds the site, then pushes output/ to the branch gh-pages of `origin`.

The new commit goes on top of the branch, never by force: what others pushed stays in the history, and a push
that the remote rejects changes nothing.
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
_TRACKING_REF = f"refs/remotes/{REMOTE}/{BRANCH}"


class BranchError(Exception):
    """The branch was left as it was; the message says why and what to do."""


def publish_branch() -> None:
    """Commit output/ on top of the remote's branch and push it. Raises BranchError if git fails."""
    try:
        _commit_site()
        command = ["git", "push", REMOTE, f"{_TRACKING_REF}:refs/heads/{BRANCH}"]
        subprocess.run(command, check=True, timeout=PATIENCE)  # noqa: S603  # no shell
    except subprocess.TimeoutExpired as error:
        raise BranchError(
            f"git push did not finish within {PATIENCE} seconds, so {BRANCH} on {REMOTE} may be out of date; "
            "run again: make github"
        ) from error
    except subprocess.CalledProcessError as error:
        raise BranchError(
            f"Could not push the site to {BRANCH} on {REMOTE}: see git's message above; "
            "fix that, then run: make github"
        ) from error


def check_repository() -> None:
    """Check that there is a repository to push from and that the remote answers. Raises BranchError."""
    found = run_git(_FOLDER, "rev-parse", "--git-dir")
    if has_no_repository(found):
        raise BranchError("This folder is not in a git repository; run git init, then commit your files.")
    if found.returncode:
        raise BranchError(f"git cannot read this folder's repository: {found.stderr.strip()}")
    if run_git(_FOLDER, "remote", "get-url", REMOTE).returncode:
        raise BranchError(
            f"No git remote {REMOTE!r} to push to; create a repository on GitHub, then run: "
            f"git remote add {REMOTE} https://github.com/{_find_name()}.git"
        )
    if run_git(_FOLDER, "symbolic-ref", "--short", "HEAD").stdout.strip() == BRANCH:
        raise BranchError(
            f"You are on the branch {BRANCH}, which is only for the built site; run: git switch main"
        )
    for key in ("name", "email"):
        if (
            f"GIT_COMMITTER_{key.upper()}" not in os.environ
            and run_git(_FOLDER, "config", f"user.{key}").returncode
        ):
            raise BranchError(
                f"git does not know your {key} and needs it to commit; run: git config --global user.{key} …"
            )
    _fetch_branch()


def _find_name() -> str:
    """The owner/name in the settings, or an example if they have none."""
    with suppress(Exception, SystemExit):  # settings are a program and may raise anything
        return str(get_settings_from_file(SETTINGS).get("GITHUB_REPOSITORY") or "you/blog")
    return "you/blog"


def _fetch_branch() -> None:
    """Update the local copy of the remote's branch, so that we commit on top of it."""
    found = run_git(_FOLDER, "ls-remote", "--exit-code", "--heads", REMOTE, BRANCH)
    if found.returncode == 2:  # noqa: PLR2004  # git-ls-remote(1): the branch does not exist
        run_git(_FOLDER, "update-ref", "-d", _TRACKING_REF)
        return
    if not found.returncode:
        found = run_git(_FOLDER, "fetch", "--quiet", REMOTE, f"+{BRANCH}:{_TRACKING_REF}")
    if found.returncode:
        raise BranchError(f"git cannot read the remote {REMOTE!r}: {found.stderr.strip()}")


def _commit_site() -> None:
    """Commit everything in output/ on top of the branch.

    Not through the index: that would skip ignored files and convert line endings.
    """
    with TemporaryFile() as commit:
        commit.writelines(_describe_commit())
        commit.seek(0)
        subprocess.run(["git", "fast-import", "--quiet"], stdin=commit, check=True)  # noqa: S607  # git from the PATH


def _describe_commit() -> Iterator[bytes]:
    """The commit in the format of git-fast-import(1), with links resolved: GitHub Pages follows none."""
    committer = run_git(_FOLDER, "var", "GIT_COMMITTER_IDENT").stdout.strip()
    yield f"commit {_TRACKING_REF}\ncommitter {committer}\n".encode(errors="surrogateescape")
    yield from _describe_data(b"Publish the site")
    if not run_git(_FOLDER, "rev-parse", "--verify", "--quiet", _TRACKING_REF).returncode:
        yield f"from {_TRACKING_REF}^0\n".encode()
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
    """The exit status: 0 when the site is published and the branch holds output/."""
    try:
        check_repository()
        if status := publish(options):
            return status
        publish_branch()
    except BranchError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(
        f"The site is on the branch {BRANCH}. The first time, open the repository's Settings, Pages, Source, "
        "choose Deploy from a branch, and select it.\n"
    )
    if run_git(_FOLDER, "status", "--porcelain", "--", ".").stdout:
        sys.stdout.write(
            "Your changes are published but not committed; "
            "to keep them: git add --all && git commit --message 'Publish' && git push\n"
        )
    return 0
