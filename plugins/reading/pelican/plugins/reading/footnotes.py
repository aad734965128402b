"""Footnotes as DPUB-ARIA describes them: https://www.w3.org/TR/dpub-aria-1.1/."""

import re
from collections.abc import Mapping
from itertools import count
from xml.etree.ElementTree import Element

from .labels import Labels

BACK = "↩\ufe0e"
"""The selector keeps it a text character; phones would show an emoji."""
IGNORED = "data-pagefind-ignore"
"""Keeps the links out of the index of Pagefind; without Pagefind it does nothing."""

_PLAIN = re.compile(r"[\w:.-]+", re.ASCII)


def mark_footnotes(root: Element, labels: Labels) -> None:
    """Calls, notes and the links back have their roles; the links back say where they lead."""
    for notes in root.iter("div"):
        if notes.get("class") == "footnote":
            notes.set("role", "doc-endnotes")
            items = [item for item in notes.iter("li") if item.get("id", "").startswith("fn")]
            for number, item in enumerate(items, start=1):
                _name_ways_back(item, number, labels)
            _make_ids_plain(root, items)
    for link in root.iter("a"):
        if link.get("class") == "footnote-ref":
            link.set("role", "doc-noteref")
            link.set(IGNORED, "")


def _name_ways_back(item: Element, number: int, labels: Labels) -> None:
    links = [link for link in item.iter("a") if link.get("class") == "footnote-backref"]
    for place, link in enumerate(links, start=1):
        link.attrib.pop("title", None)
        link.set("aria-label", labels.name_way_back(str(number) if place == 1 else f"{number} ({place})"))
        link.set("role", "doc-backlink")
        link.set(IGNORED, "")
        link.text = BACK


def _make_ids_plain(root: Element, items: list[Element]) -> None:
    """Make ids of the writer's labels that are ASCII and have no spaces (HTML 3.2.6)."""
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
