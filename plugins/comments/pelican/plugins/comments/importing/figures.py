"""Pictures that stand alone, with their captions, and galleries."""

from .elements import Element
from .phrases import NoMarkdownError, Style, write_around, write_picture


def is_gallery(block: Element) -> bool:
    """Whether a block is what several pictures in a paragraph become."""
    return block.name == "div" and "gallery" in block.attributes.get("class", "").split()


def is_picture(element: Element) -> bool:
    """Whether an element is a picture, or a link around one."""
    if element.name == "img":
        return True
    children = [child for child in element.children if not (isinstance(child, str) and not child.strip())]
    is_alone = len(children) == 1 and isinstance(children[0], Element) and children[0].name == "img"
    return element.name == "a" and "href" in element.attributes and is_alone


def write_figure(block: Element, style: Style) -> str:
    """A picture with a caption; it must be without markup, since Markdown has it in a title."""
    parts = [child for child in block.children if isinstance(child, Element) or child.strip()]
    captions = [part for part in parts if isinstance(part, Element) and part.name == "figcaption"]
    pictures = [part for part in parts if part not in captions]
    if (
        block.name != "figure"
        or len(pictures) != 1
        or not isinstance(pictures[0], Element)
        or not is_picture(pictures[0])
    ):
        raise NoMarkdownError(block.name)
    texts = [text for caption in captions for text in caption.children]
    if not all(isinstance(text, str) for text in texts):
        raise NoMarkdownError(block.name)
    picture = next(element for element in pictures[0].walk() if element.name == "img")
    caption = " ".join("".join(map(str, texts)).split())
    written = write_picture(picture, style, caption)
    if pictures[0].name == "a":
        return write_around(pictures[0], written)
    return written
