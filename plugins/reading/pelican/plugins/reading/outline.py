"""The headings of a text, as its table of contents shows them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

LEAST = 3
"""So many headings make a table of contents: with fewer, one sees the parts by scrolling."""

_LEVELS = {"h2": 2, "h3": 3}
_PROBABLE = re.compile(r"<h[23]\b", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\n\f\r]+")  # not those that French sets before a sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading: its level (2 or 3), its id, its words, and the headings below it."""

    level: int
    id: str
    text: str
    children: tuple["Heading", ...] = ()


def build_outline(html: str) -> tuple[Heading, ...]:
    """The headings of the second level, with those of the third in them; () where there are fewer than three.

    Only those with an id count, whatever gave it to them. One of the third level above all of the second
    stands beside these.
    """
    if len(_PROBABLE.findall(html)) < LEAST:
        return ()  # most articles: parsing them would cost as much as a fifth of converting them
    reader = _HeadingReader()
    reader.feed(html)
    reader.close()
    return _nest(reader.headings) if len(reader.headings) >= LEAST else ()


def _nest(headings: Iterable[Heading]) -> tuple[Heading, ...]:
    tops: list[tuple[Heading, list[Heading]]] = []
    for heading in headings:
        if heading.level == min(_LEVELS.values()) or not tops or tops[-1][0].level == heading.level:
            tops.append((heading, []))
        else:
            tops[-1][1].append(heading)
    return tuple(
        Heading(level=top.level, id=top.id, text=top.text, children=tuple(below)) for top, below in tops
    )


class _HeadingReader(HTMLParser):
    """Collects the headings that have an id and words; the number of a footnote is none of these."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[Heading] = []
        self._open: tuple[str, str] | None = None
        self._words: list[str] = []
        self._in_call = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("id") or ""
        if tag in _LEVELS and name:
            self._open, self._words = (tag, name), []
        elif tag == "sup" and name.startswith("fnref"):
            self._in_call = True

    def handle_data(self, data: str) -> None:
        if self._open and not self._in_call:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "sup":
            self._in_call = False
        elif self._open and tag == self._open[0]:
            text = _SPACES.sub(" ", "".join(self._words)).strip(" ")
            if text:
                self.headings.append(Heading(level=_LEVELS[tag], id=self._open[1], text=text))
            self._open = None
