"""A file of redirects in the form that Netlify and Cloudflare Pages read: `/from /to 301`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

_STATUS = re.compile(r"30[12378]!?")
_PATTERN = re.compile(r"\*|/:\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the file: two addresses, or what is wrong with it."""

    number: int
    origin: str = ""
    target: str = ""
    problem: str = ""


def read_lines(source: str) -> Iterator[Line]:
    """The lines that say something."""
    for number, text in enumerate(source.splitlines(), start=1):
        words = re.sub(r"(?:^|\s)#.*", "", text).split()
        if words:
            problem = _find_problem(words)
            origin, target = ("", "") if problem else words[:2]
            yield Line(number=number, origin=origin, target=target, problem=problem)


def _find_problem(words: list[str]) -> str:
    if len(words) == 1:
        return f"{words[0]} leads nowhere; write `/from /to`"
    origin, target, *rest = words
    if not origin.startswith(("/", "?", "http://", "https://")):
        return f"{origin} has to begin with a slash; write `/from /to`"
    if _PATTERN.search(urlsplit(origin).path):
        return f"{origin} is a pattern, and each page needs a line of its own; write whole addresses"
    if not target.startswith(("/", "http://", "https://")) or target.startswith("//"):
        return f"{target} has to begin with a slash or with https://; correct it"
    if len(rest) > 1 or (rest and not _STATUS.fullmatch(rest[0])):
        return f"`{' '.join(rest)}` cannot be done by a page; write no more than `/from /to 301`"
    return ""
