"""Gives elements the shape that our pages need: one title, links with a name, films that Pelican finds."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from pelican.plugins.comments.importing.elements import Element, Node

from .models import Job

_HEADING = re.compile("h[1-6]")
_IN_LIBRARY = re.compile(r"wp-image-(\d+)")


def level_headings(root: Element) -> None:
    """Give the headings of a text levels that begin below the page's title and skip none.

    Many writers chose a level for its size. What is below what stays as it was.
    """
    above: list[tuple[str, int]] = []
    for element in root.walk():
        if _HEADING.fullmatch(element.name) and _has_words(element):
            while above and above[-1][0] >= element.name:
                above.pop()
            level = above[-1][1] + 1 if above else 2
            above.append((element.name, level))
            element.name = f"h{min(level, 6)}"


def _has_words(element: Element) -> bool:
    return any(isinstance(child, str) and child.strip() for one in element.walk() for child in one.children)


def shape(element: Element, attributes: dict[str, str], children: list[Node], job: Job) -> Element:
    """The element, tidied, in the shape that our pages need."""
    name = element.name
    if _HEADING.fullmatch(name):
        children = _unwrap_strong(children)
    if name == "video" and {"src", "poster"} <= attributes.keys():
        # Pelican finds one `{static}` in a tag.
        children = [Element("source", {"src": attributes.pop("src")}, []), *children]
    if name == "a" and attributes.get("href"):
        _name_pictures(element, children, job)
    return Element(name, attributes, children)


def _unwrap_strong(children: list[Node]) -> list[Node]:
    """The words of a heading without the bold around all of them, which says nothing."""
    parts = [child for child in children if not (isinstance(child, str) and not child.strip())]
    if len(parts) == 1 and isinstance(parts[0], Element) and parts[0].name in {"b", "strong"}:
        return parts[0].children
    return children


def _name_pictures(link: Element, children: list[Node], job: Job) -> None:
    """Give a picture that is all that a link shows, and has no words, its title or else its file's name."""
    pictures = [child for child in children if isinstance(child, Element)]
    has_words = any(isinstance(child, str) and child.strip() for child in children)
    if has_words or len(pictures) != 1 or pictures[0].name != "img" or pictures[0].attributes.get("alt"):
        return
    source = next((child for child in link.children if isinstance(child, Element)), pictures[0])
    found = _IN_LIBRARY.search(source.attributes.get("class", ""))
    attachment = job.library.find_attachment(int(found[1])) if found else None
    stem = PurePosixPath(unquote(urlsplit(source.attributes.get("src", "")).path)).stem
    title = attachment.title if attachment else ""
    pictures[0].attributes["alt"] = title or re.sub(r"[-_]+", " ", stem).strip()
