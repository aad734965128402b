"""Footnotes as DPUB-ARIA describes them: https://www.w3.org/TR/dpub-aria-1.1/."""

import re
from collections.abc import Mapping
from itertools import count
from xml.etree.ElementTree import Element

from .labels import NOTE

BACK = "↩\ufe0e"
"""The selector keeps it a sign of the text: telephones would show an emoji."""

_PLAIN = re.compile(r"[\w:.-]+", re.ASCII)
_CALL = re.compile(r'<sup id="fnref[^"]*"><a class="footnote-ref"[^>]*>[^<]*</a></sup>')


def mark_footnotes(root: Element) -> None:
    """Calls, notes and their ways back have their roles; the ways back say in words where they lead."""
    for notes in root.iter("div"):
        if notes.get("class") == "footnote":
            notes.set("role", "doc-endnotes")
            items = [item for item in notes.iter("li") if item.get("id", "").startswith("fn")]
            for number, item in enumerate(items, start=1):
                _name_ways_back(item, number)
            _make_ids_plain(root, items)
    for link in root.iter("a"):
        if link.get("class") == "footnote-ref":
            link.set("role", "doc-noteref")


def remove_calls(html: str) -> str:
    """The HTML without the calls of footnotes, for where their notes are not."""
    return _CALL.sub("", html)


def _name_ways_back(item: Element, number: int) -> None:
    links = [link for link in item.iter("a") if link.get("class") == "footnote-backref"]
    for place, link in enumerate(links, start=1):
        link.attrib.pop("title", None)
        link.set("aria-label", NOTE.format(number if place == 1 else f"{number} ({place})"))
        link.set("role", "doc-backlink")
        link.text = BACK


def _make_ids_plain(root: Element, items: list[Element]) -> None:
    """Ids are of ASCII and without spaces (HTML 3.2.6), whatever the writer's labels for the notes."""
    written = [item.get("id", "").partition(":")[2] for item in items]
    free = (name for number in count(1) if (name := f"note-{number}") not in written)
    labels = {label: next(free) for label in written if not _PLAIN.fullmatch(label)}
    if not labels:
        return
    for element in root.iter():
        for name in ("id", "href"):
            value = element.get(name, "")
            if value.lstrip("#").startswith("fn"):
                element.set(name, _rename(value, labels))


def _rename(reference: str, labels: Mapping[str, str]) -> str:
    """A reference, such as `#fnref2:été`, with the new label."""
    kind, separator, label = reference.partition(":")
    return f"{kind}{separator}{labels.get(label, label)}"
