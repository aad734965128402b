"""What git says of the clone that becomes a blog; nothing is changed here."""

from pathlib import Path

from pelican_blog.git import run_git

from tools.starting.errors import StartingError

_SHOWN = 3
"""How many files a message names."""


def check_clean(root: Path) -> None:
    """Pass where git can bring back all that is here.

    Raises StartingError where something is in no commit, new files too: undoing what the disk
    stopped means removing what git does not know. And outside of a repository, such as in an archive that was
    downloaded: there nothing can be brought back, and nobody knows which files are the writer's.
    """
    if _ask(root, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        raise StartingError(
            "This folder is in no git repository, or in one without a commit: nothing could be "
            "brought back. Run: git init && git add --all && git commit --message 'The tools of my blog'"
        )
    if changes := _ask(
        root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", "."
    ):
        names = [entry[3:] for entry in changes.split("\0")[:-1]]
        shown = ", ".join(names[:_SHOWN] + ["…"] * (len(names) > _SHOWN))
        raise StartingError(
            f"{shown}: no commit of git's has that as it is, and it could be lost. Commit it, or put it "
            "away: git stash --include-untracked"
        )


def list_files(root: Path) -> tuple[str, ...]:
    """The paths of all files that git knows, from `root`."""
    return tuple((_ask(root, "ls-files", "-z") or "").split("\0")[:-1])


def describe_commit(root: Path) -> str:
    """The commit that is checked out, and its day."""
    return (_ask(root, "log", "-1", "--format=`%h` (%cs)") or "").strip()


def find_origin(root: Path) -> str:
    """The address of the remote `origin`; empty where there is none."""
    return (_ask(root, "remote", "get-url", "origin") or "").strip()


def find_person(root: Path) -> str:
    """The name that commits bear; empty where git knows none."""
    return (_ask(root, "config", "user.name") or "").strip()


def _ask(root: Path, *arguments: str) -> str | None:
    """What git prints; None where it fails."""
    done = run_git(root, *arguments)
    return done.stdout if done.returncode == 0 else None
