"""What is added to a comment's text where it is shown: directions, and words for pictures.

This comes after the sanitiser, which strips such attributes from what visitors send.
"""

import re
import unicodedata
from collections.abc import Iterable
from html import escape, unescape

from markupsafe import Markup
from pelican_toolkit.languages import find_direction

_WORDLESS = re.compile(r'(<a(?: [a-z]+="[^"]*")*>)</a>')
_FROM_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_TOKEN = re.compile(r'<(?P<slash>/?)(?P<name>[a-z][a-z0-9]*)(?P<rest>(?:[^<>"]|"[^"]*")*)>|[^<]+|<')
_NESTED = re.compile(r"\s*<(?:p|ul|ol|blockquote|pre|table)\b")
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
        for token in _TOKEN.finditer(html):
            name = token["name"]
            if name is None:
                self._read_letters(token[0])
                self._pieces.append(token[0])
            elif token["slash"]:
                self._close(name)
                self._pieces.append(token[0])
            else:
                self._begin(token, name, is_box=name != "li" or bool(_NESTED.match(html, token.end())))
        self._settle(self._usual)
        return self._pieces

    def _begin(self, token: re.Match[str], name: str, *, is_box: bool) -> None:
        self._is_code = self._is_code or name == "pre"
        if name in _BOXES and is_box:
            self._pieces += f'<{name}{token["rest"]} dir="', self._usual, '">'
            self._open.append(len(self._pieces) - 2)
            self._waiting.append(len(self._pieces) - 2)
            return
        if name in _BOXES:
            self._open.append(None)
        direction = "ltr" if name == "pre" else "auto" if name in _PARAGRAPHS | _BOXES else ""
        self._pieces.append(f'<{name}{token["rest"]} dir="{direction}">' if direction else token[0])

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
