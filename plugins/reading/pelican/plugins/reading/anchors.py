"""An id for each heading, a link to itself, and the links of the text to it."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from html import unescape
from itertools import count
from unicodedata import category, name, normalize
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown.util import HTML_PLACEHOLDER_RE
from unidecode import unidecode

LEVELS = frozenset({"h2", "h3", "h4"})
PREFIX = "h-"
"""WordPress's own: no id of a theme begins so, and no id begins with a digit."""
RESERVED = ("answer", "comments", "main", "related")
"""What themes call parts of a page."""

_RAW_ID = re.compile(r"""\s(?:id|name)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_RAW_LINK = re.compile(r"<(?:a|button)\b", re.IGNORECASE)
# Another plugin may have made the address absolute.
_LINK = re.compile(r'<a class="heading-link" href="[^"#]*#[^"]*">(.*?)</a>(?=</h[234]>)', re.DOTALL)
_ID = re.compile(rf'(<h[234]\b[^>]*?) id="(?:{PREFIX}[^"]*"|[^"]*"(?=[^>]*><a class="heading-link"))')
_FIRST_OF_OTHER_SCRIPTS = "\u0370"  # below it are Latin letters, and signs that any script uses
_OF_ANY_SCRIPT = re.compile("LATIN|^COMBINING|^VARIATION")  # the last are in emoji


def add_anchors(
    root: Element, raw_blocks: Sequence[str], prefix: str = PREFIX, reserved: Collection[str] = RESERVED
) -> None:
    """Every heading has an id that is unique in the tree and in the raw HTML beside it, and links to itself.

    The heading's own words are the link, so that it needs no other name: who listens hears the heading, and
    nothing else. A heading that holds a link (a footnote's call is one) gets the id only. Links of the text
    to a heading lead there, however they spell its id.
    """
    headings = [element for element in root.iter() if element.tag in LEVELS]
    taken = {element.get("id", "") for element in root.iter()} | {*reserved}
    taken.update(found for html in raw_blocks for found in _RAW_ID.findall(html))
    spellings: dict[str, str] = {}
    for heading in headings:
        slug = make_slug(_read_text(heading, raw_blocks))
        anchor = heading.get("id") or _choose_id(f"{prefix}{slug or 'section'}", taken)
        taken.add(anchor)
        heading.set("id", anchor)
        for spelling in filter(None, (slug, make_slug(anchor))):
            spellings.setdefault(spelling, anchor)
    _lead_to_headings(root, taken, spellings)
    for heading in headings:
        if not _holds_link(heading, raw_blocks):
            _link_to_itself(heading)


def make_slug(text: str) -> str:
    """The text in lower case and hyphens: Latin letters in ASCII, those of other scripts as they are (NFKC).

    Empty where it has neither letters nor digits. WordPress keeps the letters of all scripts in the same way.
    """
    letters = "".join(map(_spell, normalize("NFC", text))).lower()
    return re.sub(r"[\s-]+", "-", letters).strip("-")


@cache
def _spell(character: str) -> str:
    """A letter, mark or digit of another script as it is; all else in ASCII, with a hyphen for each sign."""
    kept = normalize("NFKC", character)
    is_other = min(character, kept) >= _FIRST_OF_OTHER_SCRIPTS and category(kept[0])[0] in "LMN"
    if is_other and not _OF_ANY_SCRIPT.search(name(kept[0], "")):
        return kept
    return re.sub(r"[^A-Za-z0-9]", "-", unidecode(character))


def remove_links(html: str) -> str:
    """The HTML without the links of headings to themselves."""
    return _LINK.sub(r"\1", html)


def remove_anchors(html: str) -> str:
    """The HTML without the links of headings to themselves and without the ids that they lead to."""
    return remove_links(_ID.sub(r"\1", html))


def _choose_id(wanted: str, taken: Collection[str]) -> str:
    if wanted not in taken:
        return wanted
    return next(other for number in count(2) if (other := f"{wanted}-{number}") not in taken)


def _lead_to_headings(root: Element, taken: Collection[str], spellings: Mapping[str, str]) -> None:
    """Make `#標題`, `#%E6%A8%99…` or `#Été` the id of the heading with these words, where nothing has it."""
    for link in root.iter("a"):
        place, sign, fragment = link.get("href", "").partition("#")
        written = unquote(fragment)
        if sign and not place and written not in taken and make_slug(written) in spellings:
            link.set("href", f"#{spellings[make_slug(written)]}")


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


def _link_to_itself(heading: Element) -> None:
    link = Element("a", {"class": "heading-link", "href": f"#{heading.get('id')}"})
    link.text, heading.text = heading.text, None
    link[:], heading[:] = heading[:], [link]
