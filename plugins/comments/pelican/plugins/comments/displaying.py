"""What is added to a comment's text where it is shown: directions, and words for pictures.

This comes after the sanitiser, which strips such attributes from what visitors send.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape, unescape

from markupsafe import Markup
from pelican_toolkit.html import Kind, Token, read_tokens
from pelican_toolkit.languages import find_direction

_WORDLESS = re.compile(r'(<a(?: [a-z]+="[^"]*")*>)</a>')
_FROM_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_NESTED = {"blockquote", "ol", "p", "pre", "table", "ul"}
_PARAGRAPHS = {"p", "td", "th"}
_BOXES = {"blockquote", "li", "ol", "table", "ul"}
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def has_wordless_links(body: Markup) -> bool:
    """Whether a link has no visible text, as a picture without words becomes."""
    return _WORDLESS.search(body) is not None


def name_wordless_links(body: Markup, word: str) -> Markup:
    """The text with this word in each link without one."""
    return Markup(_WORDLESS.sub(rf"\g<1>{escape(word)}</a>", str(body)))  # noqa: S704  # nothing else is added


def set_directions(body: Markup, lang: str) -> Markup:
    """The text, in a language, with a direction for each of its blocks if they may differ.

    A paragraph runs as its first letter does (`dir="auto"`). So does a block of paragraphs, but there the
    direction is written out, since browsers skip paragraphs that have one of their own
    (https://html.spec.whatwg.org/#contained-text-auto-directionality). Code runs from left to right.
    """
    usual = find_direction(lang, unknown="auto")
    if usual != "rtl" and not _FROM_RIGHT.search(body):
        return body
    writer = _Writer("ltr" if usual == "auto" else usual)
    return Markup("".join(writer.write(str(body))))  # noqa: S704  # directions alone are added


def _holds_blocks(tokens: Sequence[Token], place: int) -> bool:
    """Whether the element of the start tag at a place begins with a block, after white space at most."""
    after = (token for token in tokens[place + 1 : place + 3] if token.source.strip())
    return next((token.kind is Kind.START and token.name in _NESTED for token in after), False)


class _Writer:
    """Rewrites HTML piece by piece; a box gets its direction when its first letter has come."""

    def __init__(self, usual: str) -> None:
        """Run what has no letter in the usual direction."""
        self._usual = usual
        self._pieces: list[str] = []
        self._open: list[int | None] = []  # the boxes around, each with the place of its direction, if any
        self._waiting: list[int] = []  # those of them that have no direction yet
        self._is_code = False

    def write(self, html: str) -> Iterable[str]:
        """The pieces of the same HTML with directions."""
        tokens = [*read_tokens(html)]
        for place, (kind, name, source) in enumerate(tokens):
            if kind is Kind.START:
                self._begin(source, name, is_box=name != "li" or _holds_blocks(tokens, place))
                continue
            if kind is Kind.END:
                self._close(name)
            else:
                self._read_letters(source)
            self._pieces.append(source)
        self._settle(self._usual)
        return self._pieces

    def _begin(self, tag: str, name: str, *, is_box: bool) -> None:
        self._is_code = self._is_code or name == "pre"
        if name in _BOXES and is_box:
            self._pieces += f'{tag[:-1]} dir="', self._usual, '">'
            self._open.append(len(self._pieces) - 2)
            self._waiting.append(len(self._pieces) - 2)
            return
        if name in _BOXES:
            self._open.append(None)
        direction = "ltr" if name == "pre" else "auto" if name in _PARAGRAPHS | _BOXES else ""
        self._pieces.append(f'{tag[:-1]} dir="{direction}">' if direction else tag)

    def _close(self, name: str) -> None:
        self._is_code = self._is_code and name != "pre"
        if name in _BOXES and self._open and self._open.pop() in self._waiting[-1:]:
            self._waiting.pop()

    def _read_letters(self, text: str) -> None:
        if self._waiting and not self._is_code:
            kinds = (_STRONG.get(unicodedata.bidirectional(char)) for char in unescape(text))
            if direction := next(filter(None, kinds), None):
                self._settle(direction)

    def _settle(self, direction: str) -> None:
        for place in self._waiting:
            self._pieces[place] = direction
        self._waiting.clear()
