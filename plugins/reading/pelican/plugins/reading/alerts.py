"""Titles for the alerts of pymdownx.quotes and the boxes of `admonition`, which have English ones."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element


def translate_alerts(root: Element, titles: Mapping[str, str]) -> None:
    """Each alert whose title is only its kind, such as `Note`, has the one that `titles` gives for it."""
    for box in root.iter():
        kinds = {kind.title() for kind in box.get("class", "").split()} & titles.keys()
        title = box[0] if kinds and len(box) else None
        if title is not None and (title.get("class") == "admonition-title" or title.tag == "summary"):
            words = (title.text or "").strip()
            if words in kinds and not len(title):
                title.text = titles[words]
