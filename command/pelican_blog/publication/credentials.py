"""Files that look like secrets: by their names, or by what they hold and nothing else does.

The patterns are after those of gitleaks (config/gitleaks.toml); few, so that each hit is one.
"""

import re
import shlex
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from pelican_blog.git import has_no_repository, run_git

from .readers import ReadersWords

NAMES = (
    *(".env", ".env.*", ".netrc", "_netrc", ".npmrc", ".pypirc", ".git-credentials", ".htpasswd", ".pgpass"),
    *("*.pem", "*.key", "*.ppk", "*.p12", "*.pfx", "*.jks", "*.kdbx"),
    *("id_rsa", "id_dsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk"),
    *("credentials*.json", "client_secret*.json", "service?account*.json", "secrets.yaml", "secrets.yml"),
)
_KEY = rb"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]{1,300}?[A-Za-z0-9+/]{40}"
_WORDS = {
    "a token of GitHub's": rb"gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{82}",
    "a key of Amazon's": rb"(?:AKIA|ASIA)(?!.{9}EXAMPLE)[A-Z2-7]{16}\b",
    "a token of Slack's": rb"xox[baprs]-(?:2-)?(?:[0-9]{8,13}-){1,3}[A-Za-z0-9]{20,64}\b",
    "a key of Stripe's": rb"[rs]k_live_[A-Za-z0-9]{24,99}\b",
    "a key of Google's": rb"AIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])",
    "a token of GitLab's": rb"glpat-[0-9A-Za-z_-]{20}",
}
"""What a file holds, by how it is known; each is gitleaks' rule for it, for the lengths that are issued.

private-key; github-pat, github-oauth, github-app-token, github-refresh-token and github-fine-grained-pat;
aws-access-token, of which those in Amazon's own documentation end in EXAMPLE; slack-bot-token and its kin;
stripe-access-token, without those for tests; gcp-api-key; gitlab-pat.
"""
_KINDS = ("a private key", *_WORDS)
_SECRET = re.compile(
    # One pass: where none of the signs is with which any of them begins, nothing else is tried.
    rb"(?=[-gAxrs])(?=(%b)|(?<!\w)(?:(%b)))" % (_KEY, b")|(".join(_WORDS.values()))
)
"""Of several groups that which matches tells the kind; it is looked at, not taken: one may lie in another."""

_NOBODY = ReadersWords()
_STATUS = ("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", ".")
_COPY = re.compile(r"(?:\.(?:bak|old|orig|save)|~)+$")
"""What editors and careful people put behind the name of a file that they keep."""
_HARMLESS = (".env.example", ".env.sample", ".env.template", ".env.dist")
_ENOUGH = 1 << 20
"""How many bytes are read of a file: secrets are short texts, and films are long."""


def describe_name(path: Path) -> str | None:
    """Why a file's name makes it look like a secret; None where it does not."""
    name = _COPY.sub("", path.name.lower())
    is_named = any(fnmatch(name, pattern) for pattern in NAMES) or path.match(".aws/credentials")
    if not is_named or name in _HARMLESS or (name.endswith(".key") and not _is_text(path)):
        return None
    return "is named like a secret"


def _is_text(path: Path) -> bool:
    """Whether a file holds text, unlike a presentation of Keynote's, which ends in .key too; or is gone."""
    head = _read_head(path)
    return b"\0" not in head and not head.startswith(b"PK\3\4")


def describe_contents(path: Path) -> str | None:
    """What secret is in a file; None where there is none, or none that is known, or the file is gone."""
    return next((f"holds {what}" for what, _ in find_secrets(path)), None)


def find_secrets(path: Path, readers: ReadersWords = _NOBODY) -> Iterator[tuple[str, bytes]]:
    """The secrets in a file, readers' words aside, each as it stands there."""
    data = _read_head(path)
    for what, match in _match_secrets(data):
        if not readers.hold(data, match.start()):
            yield what, match[match.lastindex or 0]


def find_secrets_in(data: bytes) -> Iterator[tuple[str, int]]:
    """What secrets are in a text, and where each begins."""
    return ((what, match.start()) for what, match in _match_secrets(data))


def _match_secrets(data: bytes) -> Iterator[tuple[str, re.Match[bytes]]]:
    return ((_KINDS[(match.lastindex or 0) - 1], match) for match in _SECRET.finditer(data))


def _read_head(path: Path) -> bytes:
    """As much of a file as is enough to know it; nothing where it is gone."""
    try:
        with path.open("rb") as file:
            return file.read(_ENOUGH)
    except OSError:
        return b""


def find_uncommitted_secrets(folder: Path, comments: Path | None = None) -> Iterator[str]:
    """Each file below the folder that looks like a secret and would be in git after `git add`.

    Of files that are in git already only what they hold counts, and of those in the folder of the comments,
    which are readers' words, only what they are called. Nothing where the folder is in no repository,
    or where there is no git: then git takes nothing. Where git fails, that is the one obstacle.
    """
    root = run_git(folder, "rev-parse", "--show-cdup")
    if has_no_repository(root):
        return
    status = root if root.returncode else run_git(folder, *_STATUS)
    if status.returncode:
        said = status.stderr.strip()
        yield f"git cannot tell whether it would take a secret; put that right first. It says: {said}"
        return
    for entry in filter(None, status.stdout.split("\0")):
        state, path = entry[:2], folder / root.stdout.strip("\n") / entry[3:]
        is_new = state == "??" or state[0] == "A"
        is_readers = comments and path.resolve().is_relative_to(comments.resolve())
        reason = describe_name(path) if is_new else None
        reason = reason or (None if is_readers else describe_contents(path))
        if reason and path.is_file():
            yield f"{entry[3:]}: {reason}, and is not committed yet; {_advise(state, entry[3:])}"


def _advise(state: str, name: str) -> str:
    if state == "??":
        return "move it out of this folder, or write its name into .gitignore."
    if state[0] == "A":
        return f"run: git rm --cached {shlex.quote(name)}, and write its name into .gitignore."
    return "take the secret out of the file."
