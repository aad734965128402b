"""Shortcodes: `[name a="b"]`, and `[name]…[/name]`. A bracket is one only if its name is known."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from html import unescape

_VALUE = r"""
    "[^"\n]*" | '[^'\n]*' | [“”„″«][^“”″»\]\n]*[”″“»] | &quot;(?:(?!&quot;)[^\]\n])*&quot; | [^\s\]"']+
    """
_STRICT = re.compile(
    rf"(?:(?:\s+|(?<=[\"'”″»]))[\w:-]+\s*=\s*(?:{_VALUE})|\s+(?!/\])[^\s\]=\"']+|\s+\"[^\"\n]*\")*\s*(?P<void>/?)\]",
    re.VERBOSE,
)
"""What follows a name, with brackets in quotes."""
_LOOSE = re.compile(r"[^\[\]<>]*?(?P<void>/?)\]")
_PAIR = re.compile(
    rf"(?P<name>[\w:-]+)\s*=\s*(?P<value>{_VALUE})|(?P<bare>\"[^\"\n]*\"|'[^'\n]*'|[^\s\"']+)", re.VERBOSE
)
_LONGEST = 3000
_QUOTES = re.compile(r"&(?:quot|#34|#x22|ldquo|rdquo|#822[01]|#8243|laquo|raquo);|[“”„″«»]")
_EDGES = "\"'“”„″«»\u2018\u2019\u2032"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcode:
    """A shortcode in a text."""

    name: str
    """In lower case."""
    values: Mapping[str, str]
    """By name, in lower case; unescaped."""
    positional: tuple[str, ...]
    content: str | None
    """What it encloses; None if it does not enclose anything."""
    source: str

    @property
    def argument(self) -> str:
        """What it is about, however it was given: `[a=x]`, `[a x]` or `[a]x[/a]`."""
        given = (*self.positional, self.content or "")
        return next((value.strip() for value in given if value.strip()), "")


def replace_shortcodes(text: str, names: Collection[str], replace: Callable[[Shortcode], str | None]) -> str:
    """The text with `replace` of each shortcode of these names; where that is None, it stays.

    `[[name]]` is how one writes about a shortcode: it loses its outer brackets, and stays as well.
    """
    longest_first = sorted(names, key=len, reverse=True)
    start = re.compile(
        rf"\[(?P<escape>\[?)(?P<name>{'|'.join(map(re.escape, longest_first))})(?=[\s\]=:/])", re.IGNORECASE
    )
    ends = _Ends(text)
    pieces: list[str] = []
    place = 0
    while found := start.search(text, place):
        tag = _match_tag(text, found.end())
        if tag is None:
            pieces.append(text[place : found.end()])
            place = found.end()
            continue
        end = tag.end()
        content = None
        closing = None if tag["void"] else ends.find(found["name"].lower(), end)
        if closing and not _begins_again(found["name"], text, end, closing.start()):
            content, end = text[end : closing.start()], closing.end()
        source = text[found.start() : end]
        if found["escape"] and text[end : end + 1] == "]":
            replaced, end = source[1:].replace("[", "&#91;"), end + 1
        elif found["escape"]:
            pieces.append(text[place : found.start() + 1])
            place = found.start() + 1
            continue
        else:
            shortcode = _read_shortcode(found["name"], text[found.end() : tag.end() - 1], content, source)
            replaced = source if (new := replace(shortcode)) is None else new
        pieces += text[place : found.start()], replaced
        place = end
    return "".join((*pieces, text[place:]))


def _match_tag(text: str, place: int) -> re.Match[str] | None:
    """The rest of a tag after its name; none is so long that finding its end would take time."""
    limit = place + _LONGEST
    if text.find("]", place, limit) < 0:
        return None
    return _STRICT.match(text, place, limit) or _LOOSE.match(text, place, limit)


def _begins_again(name: str, text: str, place: int, limit: int) -> bool:
    """Whether what an end tag ends has begun later: `[vimeo 1] [vimeo]2[/vimeo]`."""
    return bool(re.compile(rf"\[{re.escape(name)}[\s\]=]", re.IGNORECASE).search(text, place, limit))


class _Ends:
    """Finds end tags; remembers what it did not find, so that many shortcodes without one take no time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last: dict[str, int] = {}

    def find(self, name: str, place: int) -> re.Match[str] | None:
        if name not in self._last:
            ends = re.finditer(rf"\[/{re.escape(name)}\s*\]", self._text, re.IGNORECASE)
            self._last[name] = max((found.start() for found in ends), default=-1)
        if self._last[name] < place:
            return None
        return re.compile(rf"\[/{re.escape(name)}\s*\]", re.IGNORECASE).search(self._text, place)


def _read_shortcode(name: str, written: str, content: str | None, source: str) -> Shortcode:
    values: dict[str, str] = {}
    positional: list[str] = []
    written = (
        written.strip().removesuffix("/") if not re.search(r"https?:\S*/$", written) else written.strip()
    )
    if re.search(r"=\s*(?:&\w+;|&#\w+;|[“”„″«])", written):
        written = _QUOTES.sub('"', written)
    if written.startswith((":", "=")):  # `[youtube=URL&w=320]`, as WordPress.com had it
        first, _, written = written[1:].lstrip().partition(" ")
        positional.append(unescape(first).strip(_EDGES))
    for found in _PAIR.finditer(written):
        if found["name"]:
            values.setdefault(found["name"].lower(), unescape(found["value"].strip(_EDGES)))
        else:
            positional.append(unescape(found["bare"]).strip(_EDGES))
    return Shortcode(
        name=name.lower(), values=values, positional=tuple(positional), content=content, source=source
    )
