"""The headings of a text, as its table of contents shows them.

They are read from the finished HTML and not from the `toc_tokens` of Markdown: another plugin may have set
quotation marks and spaces since, and texts that are not Markdown have headings too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markdown.extensions.toc import nest_toc_tokens
from pelican_toolkit.html import END, START, Token, read_attributes, read_tokens, strip_markup

from .elements import is_call, remove_elements
from .errors import keep_building

LEAST = 3
"""How many headings make a table of contents: with fewer, a reader finds the parts by scrolling."""

_LEVELS = {"h2": 2, "h3": 3}
_PROBABLE = re.compile(r"<h[23]\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading: its level (2 or 3), its id, its words, and the headings below it."""

    level: int
    id: str
    text: str
    children: tuple["Heading", ...] = ()


class Outline(Sequence[Heading]):
    """The outline of a text, built when it is first looked at: a page that stays as it is needs none."""

    def __init__(self, html: str, source: object) -> None:
        """Take a text, and what to call it if its outline cannot be built."""
        self._html, self._source = html, source

    @property
    def digest_key(self) -> str:
        """What the outline is made from."""
        return self._html

    @cached_property
    def _headings(self) -> tuple[Heading, ...]:
        with keep_building(self._source):
            return build_outline(self._html)
        return ()

    def __len__(self) -> int:
        """How many headings of the highest level there are."""
        return len(self._headings)

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401  # a number or a slice
        """A heading, or some of them."""
        return self._headings[place]


def build_outline(html: str) -> tuple[Heading, ...]:
    """The headings of the second level, each with those of the third below it; () if fewer than three.

    Only those with an id count. Headings of the third level above all of the second are among these.
    """
    if len(_PROBABLE.findall(html)) < LEAST:
        return ()  # most articles: reading their tokens would be slow
    headings: list[Any] = [*_read_headings(html)]
    return _freeze(nest_toc_tokens(headings)) if len(headings) >= LEAST else ()


def _freeze(tokens: Iterable[Mapping[str, Any]]) -> tuple[Heading, ...]:
    return tuple(Heading(**{**token, "children": _freeze(token["children"])}) for token in tokens)


def _read_headings(html: str) -> Iterator[dict[str, Any]]:
    """The headings that have an id and words, as `toc_tokens`."""
    opened, anchor, sources = "", "", list[str]()
    for token in read_tokens(html):
        if token.kind is START and token.name in _LEVELS:
            opened, anchor, sources = token.name, read_attributes(token.source).get("id", ""), []
        elif opened and token.kind is END and token.name == opened:
            words = strip_markup(remove_elements("".join(sources), _is_apart)) if anchor else ""
            if words:
                yield {"level": _LEVELS[opened], "id": anchor, "text": words}
            opened = ""
        elif opened:
            sources.append(token.source)


def _is_apart(tag: Token) -> bool:
    """Whether it is not one of the heading's words: the call of a footnote, or the permalink of `toc`."""
    return is_call(tag) or (tag.name == "a" and read_attributes(tag.source).get("class") == "headerlink")
