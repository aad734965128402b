"""Frames, players and figures of the block editor in a tree, as what our site shows in their place."""

import re
from collections.abc import Iterator

from pelican.plugins.comments.importing.elements import PHRASES, Element, Node
from pelican.plugins.comments.importing.parsing import parse_html

from .addresses import find_video, write_embed
from .models import Job

_FRAMES = {"iframe", "object", "embed", "frame", "applet"}
_SOURCES = ("src", "data-src", "data", "data-lazy-src")
_GIST = re.compile(r"(https?://gist\.github\.com/[\w/-]+?)(?:\.js)?(?:[?#].*)?")
_GALLERY = {"gallery", "wp-block-gallery", "blocks-gallery-grid", "tiled-gallery"}
_GALLERY_PARTS = {"a", "br", "div", "figcaption", "figure", "img", "li", "p", "span", "ul"}
_ADDRESS = re.compile(r"https?://\S+")


def replace_embeds(element: Element, job: Job) -> None:
    """Change the tree: what comes from elsewhere becomes an address or a link, and galleries are ours."""
    element.children = [*_replace_all(element, job)]


def _replace_all(parent: Element, job: Job) -> Iterator[Node]:
    for child in parent.children:
        if isinstance(child, str):
            yield child
        elif child.name in _FRAMES:
            yield from _replace_frame(child, job)
        elif child.name == "script" and (gist := _GIST.fullmatch(child.attributes.get("src", ""))):
            yield from parse_html(write_embed(gist[1], job)).children
        elif child.name == "figure" and "wp-block-embed" in child.attributes.get("class", ""):
            yield from _replace_figure(child, job)
        elif _is_gallery(child):
            yield from _write_gallery(child)
        else:
            replace_embeds(child, job)
            yield from _part_paragraph(child) if child.name == "p" else [child]


def _replace_frame(frame: Element, job: Job) -> Iterator[Node]:
    """The address that a frame shows; what it holds for old browsers if there is none."""
    addresses = (element.attributes.get(name, "") for element in frame.walk() for name in _SOURCES)
    values = (
        element.attributes.get("value", "")
        for element in frame.walk()
        if element.attributes.get("name", "").lower() in {"movie", "src", "flashvars"}
    )
    address = next((text for text in (*addresses, *values) if re.match(r"(?:https?:)?//", text)), "")
    if address:
        yield from parse_html(write_embed(address, job, frame.attributes.get("title", ""))).children
        return
    job.note("frame-removed", f"a <{frame.name}> without an address", "the published page would not show it")
    yield from (child for child in frame.children if isinstance(child, Element) and frame.name == "object")


def _replace_figure(figure: Element, job: Job) -> Iterator[Node]:
    """What a figure embeds, and its caption below."""
    captions = [child for child in _list_elements(figure) if child.name == "figcaption"]
    words = "".join(_list_texts(figure)).strip()
    parts = [part for part in _walk_outside_captions(figure) if part is not figure]
    if _ADDRESS.fullmatch(words) and all(part.name == "div" or part in captions for part in parts):
        yield from parse_html(write_embed(words, job)).children
    else:
        others = Element("div", {}, [child for child in figure.children if child not in captions])
        replace_embeds(others, job)
        yield from others.children
    for caption in captions:
        replace_embeds(caption, job)
        yield Element("p", {}, caption.children)


def _walk_outside_captions(element: Element) -> Iterator[Element]:
    """This element and all within it, but nothing in captions."""
    yield element
    for child in _list_elements(element) if element.name != "figcaption" else ():
        yield from _walk_outside_captions(child)


def _list_texts(element: Element) -> Iterator[str]:
    """The texts of an element but not of its caption."""
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.name != "figcaption":
            yield from _list_texts(child)


def _part_paragraph(paragraph: Element) -> Iterator[Element]:
    """The paragraph, with what stands alone in it apart: other paragraphs, and lone addresses."""
    run: list[Node] = []
    for line in _split_lines(paragraph):
        lone = line[0] if len(line) == 1 else ""
        if isinstance(lone, Element) and lone.name == "p":
            yield from _close_run(paragraph, run)
            yield lone
            run = []
            continue
        address = lone.strip() if isinstance(lone, str) else ""
        if _ADDRESS.fullmatch(address) and find_video(address):
            yield from _close_run(paragraph, run)
            yield Element("p", {}, [address])
            run = []
            continue
        linked = [Element("a", {"href": address}, [address])] if _ADDRESS.fullmatch(address) else line
        run += [*([Element("br")] if run else []), *linked]
    yield from _close_run(paragraph, run)


def _close_run(paragraph: Element, run: list[Node]) -> Iterator[Element]:
    if any(isinstance(node, Element) or node.strip() for node in run):
        yield Element("p", paragraph.attributes, run)


def _split_lines(paragraph: Element) -> Iterator[list[Node]]:
    """The parts between breaks; paragraphs within, which came in place of frames, are parts of their own."""
    line: list[Node] = []
    for child in paragraph.children:
        for node in _lift_paragraphs(child):
            if isinstance(node, Element) and node.name in {"br", "p"}:
                yield _trim(line)
                line = []
                if node.name == "p":
                    yield [node]
            else:
                line.append(node)
    yield _trim(line)


def _trim(line: list[Node]) -> list[Node]:
    while line and isinstance(line[0], str) and not line[0].strip():
        line = line[1:]
    while line and isinstance(line[-1], str) and not line[-1].strip():
        line = line[:-1]
    return line


def _lift_paragraphs(node: Node) -> Iterator[Node]:
    """The node, and behind it the paragraphs that came in place of frames in it."""
    if isinstance(node, str) or node.name not in PHRASES:
        yield node
        return
    lifted: list[Element] = []
    _take_out(node, lifted)
    if node.children or not lifted:
        yield node
    yield from lifted


def _take_out(element: Element, lifted: list[Element]) -> None:
    kept: list[Node] = []
    for child in element.children:
        if isinstance(child, Element) and child.name == "p":
            lifted.append(child)
            continue
        if isinstance(child, Element):
            _take_out(child, lifted)
        kept.append(child)
    element.children = kept


def _is_gallery(element: Element) -> bool:
    """Whether an element holds nothing but pictures and their captions, and says that it is a gallery."""
    is_named = _GALLERY & set(element.attributes.get("class", "").split())
    holds_pictures = is_named and all(part.name in _GALLERY_PARTS for part in _walk_outside_captions(element))
    return bool(holds_pictures) and not "".join(_list_texts(element)).strip()


def _write_gallery(gallery: Element) -> Iterator[Element]:
    """The gallery as the Markdown of our site writes it, and its own caption below."""
    figures: list[Element] = []
    captions: list[Element] = []
    _collect_figures(gallery, None, figures, captions)
    yield Element("div", {"class": "gallery"}, [*figures])
    yield from (Element("p", {}, caption.children) for caption in captions)


def _collect_figures(
    element: Element, link: Element | None, figures: list[Element], captions: list[Element]
) -> None:
    """Add a figure for each picture, with the link around it and its caption; other captions are apart."""
    number = len(figures)
    own: list[Element] = []
    for child in _list_elements(element):
        if child.name == "img":
            figures.append(Element("figure", {}, [Element("a", link.attributes, [child]) if link else child]))
        elif child.name == "figcaption":
            own.append(child)
        else:
            _collect_figures(child, child if child.name == "a" else link, figures, captions)
    if len(figures) == number + 1:
        figures[-1].children += own
    else:
        captions += own


def _list_elements(element: Element) -> Iterator[Element]:
    return (child for child in element.children if isinstance(child, Element))
