"""An id for each heading, and a link to itself."""

import re
from collections.abc import Collection, Sequence
from html import unescape
from itertools import count
from xml.etree.ElementTree import Element

from markdown.util import HTML_PLACEHOLDER_RE
from unidecode import unidecode

LEVELS = frozenset({"h2", "h3", "h4"})
PREFIX = "h-"
"""WordPress's own: no id of a theme begins so, and no id begins with a digit."""

_RAW_ID = re.compile(rf"""\sid\s*=\s*["']?({PREFIX}[^"'\s>]+)""", re.IGNORECASE)
_RAW_LINK = re.compile(r"<(?:a|button)\b", re.IGNORECASE)
# Another plugin may have made the address absolute.
_LINK = re.compile(r'<a class="heading-link" href="[^"#]*#[^"]*">(.*?)</a>(?=</h[234]>)', re.DOTALL)
_ID = re.compile(rf'(?<=<h[234]) id="{PREFIX}[^"]*"')


def add_anchors(root: Element, raw_blocks: Sequence[str]) -> None:
    """Every heading has an id that is unique in the tree and in the raw HTML beside it, and links to itself.

    The heading's own words are the link, so that it needs no other name: who listens hears the heading, and
    nothing else. A heading that holds a link (a footnote's call is one) gets the id only.
    """
    headings = [element for element in root.iter() if element.tag in LEVELS]
    taken = {element.get("id") for element in root.iter()}
    taken.update(name for html in raw_blocks for name in _RAW_ID.findall(html))
    for heading in headings:
        name = heading.get("id") or _choose_id(_read_text(heading, raw_blocks), taken)
        taken.add(name)
        heading.set("id", name)
        if not _holds_link(heading, raw_blocks):
            _link_to_itself(heading, name)


def make_slug(text: str) -> str:
    """The text in ASCII letters (lower case), digits and hyphens; empty if it cannot be written so."""
    return re.sub(r"[^a-z0-9]+", "-", unidecode(text).lower()).strip("-")


def remove_links(html: str) -> str:
    """The HTML without the links of headings to themselves."""
    return _LINK.sub(r"\1", html)


def remove_anchors(html: str) -> str:
    """The HTML without the links of headings to themselves and without the ids that they lead to."""
    return _ID.sub("", remove_links(html))


def _choose_id(text: str, taken: Collection[str | None]) -> str:
    name = f"{PREFIX}{make_slug(text) or 'section'}"
    if name not in taken:
        return name
    return next(other for number in count(2) if (other := f"{name}-{number}") not in taken)


def _read_text(element: Element, raw_blocks: Sequence[str]) -> str:
    """The text of a heading as it is read, without the numbers of its footnotes and without raw tags."""
    if element.tag == "sup" and element.get("id", "").startswith("fnref"):
        return ""
    # Python-Markdown escapes code in the tree, and keeps a character reference beside it, as it keeps tags.
    parts = [_unescape(element.text or "", raw_blocks)]
    for child in element:
        parts += [_read_text(child, raw_blocks), _unescape(child.tail or "", raw_blocks)]
    return "".join(parts)


def _unescape(text: str, raw_blocks: Sequence[str]) -> str:
    def read_raw(placeholder: re.Match[str]) -> str:
        html = raw_blocks[int(placeholder[1])]
        return unescape(html) if html.startswith("&") else ""

    return HTML_PLACEHOLDER_RE.sub(read_raw, unescape(text))


def _holds_link(heading: Element, raw_blocks: Sequence[str]) -> bool:
    if heading.find(".//a") is not None:
        return True
    numbers = HTML_PLACEHOLDER_RE.findall("".join(heading.itertext()))
    return any(_RAW_LINK.search(raw_blocks[int(number)]) for number in numbers)


def _link_to_itself(heading: Element, name: str) -> None:
    link = Element("a", {"class": "heading-link", "href": f"#{name}"})
    link.text, heading.text = heading.text, None
    link[:], heading[:] = heading[:], [link]
