"""A text without what its new site would ignore or forbid: the tree that Markdown is made from."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from pelican.plugins.comments.importing.elements import (
    BLOCKS,
    MORE,
    PHRASES,
    Element,
    Node,
    is_raw,
    serialize,
)
from pelican_toolkit.html import VOID

from .embeds import replace_embeds
from .footnotes import replace_footnotes
from .models import Job
from .shaping import level_headings, shape

_BY_ATTRIBUTE = {
    "href": "a",
    **dict.fromkeys(("name", "download", "hreflang"), "a"),
    "title": "a abbr acronym",
    "src": "img audio video source track",
    **dict.fromkeys(("alt", "width", "height"), "img"),
    **dict.fromkeys(("colspan", "rowspan", "scope", "headers", "style"), "td th"),
    "span": "col colgroup",
    **dict.fromkeys(("start", "reversed"), "ol"),
    "type": "ol source",
    "value": "li",
    **dict.fromkeys(("controls", "loop", "muted", "preload", "autoplay"), "audio video"),
    "poster": "video",
    "media": "source",
    **dict.fromkeys(("kind", "srclang", "label", "default"), "track"),
    "cite": "blockquote q ins del",
    "datetime": "ins del time",
    "open": "details",
    "class": "pre code a div",
}
"""The elements that keep an attribute. All keep `id`, `lang` and `dir`."""
_STYLED = (BLOCKS | PHRASES | {"audio", "img", "picture", "source", "track", "video"}) - {
    *("fieldset", "form", "label", "legend"),
}
"""Elements of which only those are kept; forms, drawings and formulas keep all but styles and scripts."""
_OWN_CLASSES = {"gallery", "footnote", "footnote-ref", "footnote-backref"}
_URLS = {"href", "src", "poster", "cite"}
_ALIGNMENT = re.compile(r"text-align:\s*(left|right|center)", re.IGNORECASE)
_BACKGROUND = re.compile(r"url\(\s*['\"]?([^'\")]+)", re.IGNORECASE)
_MODERN = {"acronym": "abbr", "b": "strong", "dir": "ul", "i": "em", "strike": "s", "tt": "code"}
"""What elements of old are called now."""
_KNOWN = (
    BLOCKS
    | PHRASES
    | VOID
    | {
        *(
            "area",
            "audio",
            "button",
            "canvas",
            "datalist",
            "iframe",
            "map",
            "math",
            "meter",
            "object",
            "optgroup",
        ),
        *(
            "option",
            "output",
            "progress",
            "rp",
            "rt",
            "ruby",
            "script",
            "select",
            "svg",
            "template",
            "textarea",
        ),
        *("video", MORE),
    }
)
"""Others are names of programs (`<o:p>`) or no names at all: browsers show what is in them."""
_BARE = {"span", "font", "big", "nobr"}
_DATA = re.compile(r"(?!.*javascript)[\w.+-]+/[\w.+-]+", re.IGNORECASE)
_PLAIN = {"id", "lang", "dir"}


def tidy(root: Element, job: Job) -> Element:
    """The tree of the text as our site shows it; whatever is left out is noted."""
    replace_footnotes(root, job)
    replace_embeds(root, job)
    level_headings(root)
    targets = {
        element.attributes.get("href", "")[1:]
        for element in root.walk()
        if element.name == "a" and element.attributes.get("href", "").startswith("#")
    }
    return Element(root.name, {}, [*_tidy_all(root.children, job, targets)])


def _tidy_all(nodes: list[Node], job: Job, targets: set[str]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, str) or node.name == "svg":
            yield node
        elif _is_removed(node, job):
            continue
        elif node.name == "img" and {"wp-smiley", "emoji"} & set(node.attributes.get("class", "").split()):
            yield node.attributes.get("alt", "")
        else:
            yield from _tidy_element(node, job, targets)


def _is_removed(element: Element, job: Job) -> bool:
    if element.name == "style" or (element.name == "script" and not _is_data(element)):
        source = " ".join(serialize([element]).split())[:80]
        job.note(f"{element.name}-removed", source, f"published pages take no {element.name} from a text")
        return True
    is_source = element.name == "source" and not element.attributes.get("src")  # of a <picture>
    return is_source or element.name in {"meta", "link", "head", "title", "base"}


def _is_data(script: Element) -> bool:
    """Whether a script is data for search engines."""
    return bool(_DATA.fullmatch(script.attributes.get("type", ""))) and not script.attributes.get("src")


def _tidy_element(element: Element, job: Job, targets: set[str]) -> Iterator[Node]:
    children = element.children if is_raw(element) else [*_tidy_all(element.children, job, targets)]
    _unveil(element)
    attributes = dict(_list_attributes(element, job, targets))
    is_bare = element.name in _BARE and not attributes.keys() & _PLAIN
    if is_bare or element.name in {"noscript", "picture"} or element.name not in _KNOWN:
        yield from children
        return
    if element.name in {"ul", "ol"}:
        children = _adopt_lists(children)
    name = "div" if element.name == "center" else _MODERN.get(element.name, element.name)
    yield shape(Element(name, element.attributes, element.children), attributes, children, job)


def _unveil(element: Element) -> None:
    """Give a picture its address where it waits for a script to do so."""
    if element.name == "img" and element.attributes.get("src", "data:").startswith("data:"):
        names = ("data-src", "data-lazy-src", "data-original")
        hidden = next((element.attributes[name] for name in names if element.attributes.get(name)), "")
        if hidden:
            element.attributes["src"] = hidden


def _list_attributes(element: Element, job: Job, targets: set[str]) -> Iterator[tuple[str, str]]:
    for name, value in element.attributes.items():
        if name == "style" and (found := _BACKGROUND.search(value)):
            job.note("background-picture", found[1], "show it as a picture in the text")
        if name.startswith("on") or not _is_kept(element, name):
            continue
        if tidied := _tidy_value(element, name, value, job, targets):
            yield name, tidied
        elif not value and name != "id":
            yield name, value


def _is_kept(element: Element, name: str) -> bool:
    is_its_own = element.name in _BY_ATTRIBUTE.get(name, "").split()
    return is_its_own or name in _PLAIN or element.name not in _STYLED


def _tidy_value(element: Element, name: str, value: str, job: Job, targets: set[str]) -> str:
    if name in _URLS:
        return _rewrite(element, value, job)
    if name == "style":
        found = _ALIGNMENT.search(value) if element.name in {"td", "th"} else None
        return f"text-align: {found[1].lower()}" if found else ""
    if name == "class" and element.name not in {"pre", "code"}:
        return " ".join(word for word in value.split() if word in _OWN_CLASSES)
    if name == "id" and not re.fullmatch("h[1-6]", element.name):
        return value if value in targets or value.startswith(("fn:", "fnref:")) else ""
    return value


def _rewrite(element: Element, value: str, job: Job) -> str:
    address = value.strip()
    if address.lower().startswith(("javascript:", "vbscript:")):
        job.note("script-link", "a link that runs a script leads nowhere now", "write where it should lead")
        return ""
    if address.startswith("//"):
        address = f"https:{address}"
    written = job.library.rewrite(re.sub(r"[{}|]", lambda found: quote(found[0]), address))
    is_shown = element.name in {"img", "video", "audio", "source"}
    if written.startswith("{static}") or (is_shown and written != address):
        job.media[address] = None
    return written


def _adopt_lists(children: list[Node]) -> list[Node]:
    """The items of a list, with a list between two as part of the one before, as it looks."""
    items: list[Node] = []
    for child in children:
        if not isinstance(child, Element) or child.name not in {"ul", "ol"}:
            items.append(child)
            continue
        before = next((item for item in reversed(items) if isinstance(item, Element)), None)
        if before is not None and before.name == "li":
            before.children.append(child)
        else:
            items.append(Element("li", {}, [child]))
    return items
