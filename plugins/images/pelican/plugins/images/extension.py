"""Python-Markdown extension: pictures that stand alone become figures; their titles become captions.

    ![What the picture shows](plat.jpg "The caption")

makes a figure with a caption. Several pictures in one paragraph make a gallery of figures.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

# After inline patterns (20) have found the pictures and attr_list (8) their attributes; before abbreviations
# (7) and smart quotes (6), since captions may have them.
_PRIORITY = 7.5


class FigureExtension(Extension):
    """Turns paragraphs of nothing but pictures into figures and galleries."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        """Register the processor that turns the paragraphs."""
        md.treeprocessors.register(_FigureMaker(md), "figure", _PRIORITY)


class _FigureMaker(Treeprocessor):
    """Changes paragraphs in place, so that their attributes (`{: .wide}`) stay."""

    def run(self, root: Element) -> None:
        for paragraph in list(root.iter("p")):
            pictures = [*_list_pictures(paragraph)]
            if len(pictures) == 1:
                _make_figure(paragraph, pictures[0])
            elif pictures:
                _make_gallery(paragraph, pictures)


def _list_pictures(paragraph: Element) -> Iterator[Element]:
    """The pictures, and the links around one picture, of a paragraph with nothing else."""
    children = [child for child in paragraph if child.tag != "br"]
    texts = [paragraph.text, *(child.tail for child in paragraph)]
    if not any(text and text.strip() for text in texts) and None not in map(_find_image, children):
        yield from children


def _find_image(element: Element) -> Element | None:
    """The picture that an element is, or is a link around; else None."""
    if element.tag == "img":
        return element
    if element.tag != "a" or len(element) != 1 or element[0].tag != "img":
        return None
    is_alone = not (element.text or "").strip() and not (element[0].tail or "").strip()
    return element[0] if is_alone else None


def _make_gallery(paragraph: Element, pictures: list[Element]) -> None:
    _empty(paragraph, "div", "gallery")
    for picture in pictures:
        _make_figure(SubElement(paragraph, "p"), picture)


def _make_figure(paragraph: Element, picture: Element) -> None:
    _empty(paragraph, "figure", "figure")
    picture.tail = None
    paragraph.append(picture)
    image = _find_image(picture)
    caption = image.attrib.pop("title", "").strip() if image is not None else ""
    if caption:  # as a title, it would be read aloud twice
        SubElement(paragraph, "figcaption").text = caption


def _empty(paragraph: Element, tag: str, name: str) -> None:
    """Make an empty paragraph into another element, with one more class."""
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.tag, paragraph.text = tag, None
    paragraph.set("class", f"{name} {paragraph.get('class', '')}".strip())
