"""E-mail and IP addresses in texts that are or will be public."""

import re
from collections.abc import Collection, Sequence
from functools import cache
from html import unescape
from ipaddress import ip_address
from urllib.parse import unquote

from publicsuffixlist import PublicSuffixList

from .characters import reveal

_LETTERS = r"\w+.\-\u0300-\u036f\u064b-\u065f\u0900-\u0eff"
r"""What names and hosts are made of: \w and the marks of Arabic and Indian scripts, which it leaves out."""
# A handle such as @jeanne@example.org is not an address: its first @ keeps it from matching.
_CANDIDATE = re.compile(rf"(?<![{_LETTERS}@])(?P<local>[{_LETTERS}]+)@(?P<host>(?:(?!_)[{_LETTERS}])+)")
_REMOTE = re.compile(r"::?[\w~.-]*/(?!/)|:[\w~.-]+\.git\b|:~")
"""What follows a host in a shell: `git@example.org:owner/repo.git`, `me@host:/var/www`, `me@host:~$`."""
_IN_URL = re.compile(
    # From `https://`, or from a host with a slash behind it, up to the query: no part of that is an address.
    r"(?:(?<![a-z0-9+.-])(?!mailto:)[a-z][a-z0-9+.-]*://[^\s<>\"()?#]*|(?<![\w@.-])(?:[\w-]+\.)+[a-z]{2,}/)"
    r"(?:[^\s<>\"()?#]|\([^\s<>\"()?#]*\))*",
    re.IGNORECASE,
)
_SIGN = re.compile("[@%&\ufe60\ufe6a\ufe6b\uff05\uff06\uff20]")
"""What there is in each text with an address: a sign for it, one that encodes it, or a wide one."""
_TOP_LEVEL = re.compile(r"(?:xn--[a-z0-9-]+|[a-z]+)(?![a-z0-9])|[^\W\d_a-z]\S*", re.IGNORECASE)
_NEXT_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FEWEST_SIGNS = re.compile(r":.*:|\..*\..*\.")
"""Of an IP address; most words have fewer, and Python takes long to say that they are none."""
_FORMATS = frozenset({"cc", "md", "mov", "pl", "ps", "py", "rs", "sh", "so", "zip"})
"""Top-level domains that are file extensions too."""
_VERSION = re.compile(r"v?\d+x?")
_MOST_LABELS, _LONGEST = 127, 63
"""Of a domain's name, and of a label (RFC 1035, 2.3.4)."""
_RESERVED = frozenset({"example", "invalid", "test"})
"""Top-level domains for examples and tests (RFC 2606)."""


def find_addresses(text: str, public: Collection[str] = ()) -> list[str]:
    """The e-mail addresses that a text shows, however they are encoded or disguised.

    `public` are addresses that the owner allows, and domains all of whose addresses are, in lower case.
    """
    if not _SIGN.search(text):
        return []
    read = reveal(unescape(text)).replace("。", ".")  # a separator too (RFC 3490, 3.1)
    if "@" not in read and "%40" not in read:
        return []
    read = unquote(_IN_URL.sub(" ", read))
    found: list[str] = []
    start = 0
    while match := _CANDIDATE.search(read, start):
        start = match.end("local") + 1
        if host := _find_host(match["host"], is_glued=read.startswith("@", match.end())):
            rest = read[start + len(host) :]
            if match["local"] != "git" and not _REMOTE.match(rest):
                found.append(f"{match['local']}@{host}")
            read, start = rest, 0  # if no blanks separate words, the next address may begin here
    return [address for address in found if not _is_public(address.lower(), public)]


def find_shown_addresses(html: str, public: Collection[str] = ()) -> list[str]:
    """The e-mail addresses in HTML, in its text and in its attributes."""
    read = re.sub(r"<[^<>]*>", "", html)  # as in `<em>jeanne</em>@example.org`
    return [found for text in (html, read) for found in find_addresses(text, public)]


def _find_host(run: str, *, is_glued: bool) -> str:
    """The longest mail host at the start of what follows an `@`; empty if there is none.

    `is_glued` says that another `@` follows, so that the next address begins somewhere in it.
    """
    labels = run.split(".")[:_MOST_LABELS]
    for number in range(len(labels) - 1, 0, -1):
        names, top = labels[:number], _find_top_level(labels[number], is_glued=is_glued)
        if top and all(names) and not _is_version(names, top):
            return ".".join([*names, top])
    return ""


def _find_top_level(label: str, *, is_glued: bool) -> str:
    """The top-level domain that a label is, or begins with if no blank separates it from what follows."""
    match = _TOP_LEVEL.match(label)
    if not match:
        return ""
    if is_glued or not label[0].isascii():  # in scripts that do not separate words
        ends = [*range(min(match.end(), _LONGEST), 1, -1)]
    else:
        ends = [match.end(), *(place.start() for place in _NEXT_WORD.finditer(label, 0, match.end()))]
    return next((label[:end] for end in ends if _is_top_level(label[:end].lower())), "")


@cache
def _read_suffixes() -> PublicSuffixList:
    """Mozilla's list of the domains below which anybody can register one; its package includes it."""
    return PublicSuffixList(accept_unknown=False, only_icann=True)


def _is_top_level(name: str) -> bool:
    return name in _RESERVED or _read_suffixes().publicsuffix(f"x.{name}") is not None


def _is_version(names: Sequence[str], top: str) -> bool:
    """Whether it only looks like a host: `18.2.0.Et` begins a sentence, `2x.zip` and `v3.md` name files."""
    return all(map(_VERSION.fullmatch, names)) and (len(names) > 1 or top in _FORMATS)


def _is_public(address: str, public: Collection[str]) -> bool:
    return address in public or address.partition("@")[2] in public


def find_ip_addresses(text: str) -> list[str]:
    """The IP addresses in a text, such as servers log of their visitors, each between blanks."""
    return [word for word in text.split() if _FEWEST_SIGNS.search(word) and _is_ip(word)]


def _is_ip(word: str) -> bool:
    try:
        ip_address(word.strip("[](),;'\""))
    except ValueError:
        return False
    return word.strip(":") != ""  # two colons alone are an address (RFC 4291), but not a reader's
