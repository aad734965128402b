"""Files that look like secrets: by their names, or by what they hold and nothing else does.

The patterns are after those of gitleaks (config/gitleaks.toml); few, so that each hit is one.
"""

import re
import shlex
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

NAMES = (
    *(".env", ".env.*", ".netrc", "_netrc", ".npmrc", ".pypirc", ".git-credentials", ".htpasswd"),
    *("*.pem", "*.key", "*.ppk", "*.p12", "*.pfx", "*.jks", "*.kdbx"),
    *("id_rsa", "id_dsa", "id_ecdsa", "id_ed25519"),
    *("credentials*.json", "client_secret*.json", "service?account*.json"),
)
PATTERNS = {
    "a private key": re.compile(
        rb"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]{1,300}?[A-Za-z0-9+/]{40}"
    ),
    "a token of GitHub's": re.compile(rb"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{82})"),
    "a key of Amazon's": re.compile(rb"\b(?:AKIA|ASIA)(?!.{9}EXAMPLE)[A-Z2-7]{16}\b"),
}
"""What a file holds, by how it is known. The keys in Amazon's own documentation end in EXAMPLE."""

_HARMLESS = (".env.example", ".env.sample", ".env.template", ".env.dist")
_ENOUGH = 1 << 20
"""How many bytes are read of a file: secrets are short texts, and films are long."""


def describe_name(path: Path) -> str | None:
    """Why a file's name makes it look like a secret; None where it does not."""
    name = path.name.lower()
    if name in _HARMLESS or not any(fnmatch(name, pattern) for pattern in NAMES):
        return None
    return "is named like a secret"


def describe_contents(path: Path) -> str | None:
    """What secret is in a file; None where there is none, or none that is known, or the file is gone."""
    return next((f"holds {what}" for what, _ in find_secrets(path)), None)


def find_secrets(path: Path) -> Iterator[tuple[str, bytes]]:
    """What secrets are in a file, and each as it stands there."""
    try:
        with path.open("rb") as file:
            head = file.read(_ENOUGH)
    except OSError:
        return
    for what, pattern in PATTERNS.items():
        yield from ((what, match[0]) for match in pattern.finditer(head))


def find_uncommitted_secrets(folder: Path) -> Iterator[str]:
    """Each file below the folder that looks like a secret and would be in git after `git add`.

    Of files that are in git already only what they hold counts. Nothing where the folder is in no repository,
    or where there is no git: then git says nothing of it.
    """
    root = Path(_ask_git(folder, "rev-parse", "--show-cdup").strip("\n"))
    status = ("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", ".")
    for entry in filter(None, _ask_git(folder, *status).split("\0")):
        state, path = entry[:2], folder / root / entry[3:]
        is_new = state == "??" or state[0] == "A"
        reason = (describe_name(path) if is_new else None) or describe_contents(path)
        if reason and path.is_file():
            yield f"{entry[3:]}: {reason}, and is not committed yet; {_advise(state, entry[3:])}"


def _advise(state: str, name: str) -> str:
    if state == "??":
        return "move it out of this folder, or write its name into .gitignore."
    if state[0] == "A":
        return f"run: git rm --cached {shlex.quote(name)}, and write its name into .gitignore."
    return "take the secret out of the file."


def _ask_git(folder: Path, *arguments: str) -> str:
    """What git prints; nothing where it fails."""
    command = ["git", "--no-optional-locks", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  # a fixed command
    except FileNotFoundError:
        return ""
    return "" if done.returncode else done.stdout.decode(errors="surrogateescape")
