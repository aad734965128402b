"""Files that look like secrets, by name or by content.

The patterns follow those of gitleaks (config/gitleaks.toml), but only those that hardly ever err.
"""

import re
import shlex
from collections.abc import Iterator
from fnmatch import translate
from pathlib import Path

from pelican_blog.git import has_no_repository, run_git

from .readers import ReadersWords

NAMES = (
    *(".env", ".env.*", ".netrc", "_netrc", ".npmrc", ".pypirc", ".git-credentials", ".htpasswd", ".pgpass"),
    *("*.pem", "*.key", "*.ppk", "*.p12", "*.pfx", "*.jks", "*.kdbx"),
    *("id_rsa", "id_dsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk"),
    *("credentials*.json", "client_secret*.json", "service?account*.json", "secrets.yaml", "secrets.yml"),
)
_NAME = re.compile("|".join(map(translate, NAMES)))
_KEY = rb"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]{1,300}?[A-Za-z0-9+/]{40}"
_WORDS = {
    "a token of GitHub's": rb"gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{82}",
    "a key of Amazon's": rb"(?:AKIA|ASIA)(?!.{9}EXAMPLE)[A-Z2-7]{16}\b",
    "a token of Slack's": rb"xox[baprs]-(?:2-)?(?:[0-9]{8,13}-){1,3}[A-Za-z0-9]{20,64}\b",
    "a key of Stripe's": rb"[rs]k_live_[A-Za-z0-9]{24,99}\b",
    "a key of Google's": rb"AIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])",
    "a token of GitLab's": rb"glpat-[0-9A-Za-z_-]{20}",
}
"""Kinds of secrets with their patterns: gitleaks' rules, limited to the lengths that are actually issued.

private-key; github-pat, github-oauth, github-app-token, github-refresh-token and github-fine-grained-pat;
aws-access-token, except those in Amazon's documentation, which end in EXAMPLE; slack-bot-token and similar;
stripe-access-token, except test keys; gcp-api-key; gitlab-pat.
"""
_KINDS = ("a private key", *_WORDS)
_SIGNS = tuple(
    re.compile(sign)
    for sign in (
        rb"PRIVATE KEY",
        rb"g(?:h[pousr]_|ithub_pat_|lpat-)",
        rb"A(?:KIA|SIA|Iza)",
        rb"xox",
        rb"k_live_",
    )
)
"""What there is in each secret. Python finds what begins with a fixed character at a tenth of the cost."""
_SECRET = re.compile(
    # A single pass: at a character that starts none of them, nothing else is tried.
    rb"(?=[-gAxrs])(?=(%b)|(?<!\w)(?:(%b)))" % (_KEY, b")|(".join(_WORDS.values()))
)
"""The group that matches tells the kind. All is lookahead, since one secret may contain another."""

_NOBODY = ReadersWords()
_STATUS = ("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", ".")
_COPY = re.compile(r"(?:\.(?:bak|old|orig|save)|~)+$")
"""What editors and careful people append to the name of a backup."""
_HARMLESS = (".env.example", ".env.sample", ".env.template", ".env.dist")
_ENOUGH = 1 << 20
"""How many bytes of a file are read: secrets are short, and videos are long."""


def describe_name(path: Path) -> str | None:
    """Why a file's name makes it look like a secret, or None."""
    name = _COPY.sub("", path.name.lower())
    is_named = _NAME.match(name) or path.match(".aws/credentials")
    if not is_named or name in _HARMLESS or (name.endswith(".key") and not _is_text(path)):
        return None
    return "is named like a secret"


def _is_text(path: Path) -> bool:
    """Whether a file is text (or gone), unlike a Keynote presentation, which also ends in .key."""
    head = _read_head(path)
    return b"\0" not in head and not head.startswith(b"PK\3\4")


def describe_contents(path: Path) -> str | None:
    """Which known kind of secret a file contains, or None; also None if the file is gone."""
    return next((f"contains {what}" for what, _ in find_secrets(path)), None)


def find_secrets(path: Path, readers: ReadersWords = _NOBODY) -> Iterator[tuple[str, bytes]]:
    """The secrets in a file, verbatim, except those in readers' words."""
    data = _read_head(path)
    for what, match in _match_secrets(data):
        if not readers.hold(data, match.start()):
            yield what, match[match.lastindex or 0]


def find_secrets_in(data: bytes) -> Iterator[tuple[str, int]]:
    """The kind of each secret in the data, and where it starts."""
    return ((what, match.start()) for what, match in _match_secrets(data))


def _match_secrets(data: bytes) -> Iterator[tuple[str, re.Match[bytes]]]:
    if not any(sign.search(data) for sign in _SIGNS):
        return iter(())
    return ((_KINDS[(match.lastindex or 0) - 1], match) for match in _SECRET.finditer(data))


def _read_head(path: Path) -> bytes:
    """The first megabyte of a file; empty if it is gone."""
    try:
        with path.open("rb") as file:
            return file.read(_ENOUGH)
    except OSError:
        return b""


def find_uncommitted_secrets(folder: Path, comments: Path | None = None) -> Iterator[str]:
    """A message for each file below the folder that looks like a secret and that `git add` would take.

    Files already in git are judged by content only, comment files (readers' words) by name only.
    There are none without git or a repository. If git fails, that is the only message.
    """
    root = run_git(folder, "rev-parse", "--show-cdup")
    if has_no_repository(root):
        return
    status = root if root.returncode else run_git(folder, *_STATUS)
    if status.returncode:
        said = status.stderr.strip()
        yield f"git status failed, so secrets cannot be ruled out; fix that first. git says: {said}"
        return
    for change in filter(None, status.stdout.split("\0")):
        state, name = change[:2], change[3:]
        path = folder / root.stdout.strip("\n") / name
        is_new = state == "??" or state[0] == "A"
        is_readers = comments and path.resolve().is_relative_to(comments.resolve())
        reason = describe_name(path) if is_new else None
        reason = reason or (None if is_readers else describe_contents(path))
        if reason and path.is_file():
            yield f"{name}: {reason} and is not committed yet; {_advise(state, name)}"


def _advise(state: str, name: str) -> str:
    if state == "??":
        return "move it out of this folder, or add it to .gitignore."
    if state[0] == "A":
        return f"run: git rm --cached {shlex.quote(name)}, then add it to .gitignore."
    return "take the secret out of the file."
