"""The pictures in HTML. Only the tags of pictures are touched: all else stays as it was, byte for byte."""

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape, unescape

from .models import Picture
from .settings import ImageSettings

FindPicture = Callable[[str], Picture | None]
BuildAddress = Callable[[str, str], str]

# Names and values as browsers read them (HTML, 13.2.5.32 to 39): quotes and signs may stand in either.
_NAME, _BARE = r"[^\s/>][^\s/>=]*+", r"""[^\s"'>][^\s>]*+"""
# As in a browser, an unclosed tag or value goes on to the end, which also keeps the reading linear.
_QUOTED = r""""[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z)"""
_REST = rf"""(?: [\s/] | {_NAME} (?: \s*+=\s*+ (?: {_QUOTED} | {_BARE} )? )? )* (?:>|\Z)"""
_TOKENS = re.compile(
    rf"""
    (?P<whole> <(?P<element>picture|script|style|textarea|iframe)(?=[\s/>]) {_REST}
               .*? (?: </(?P=element)(?=[\s/>]) | \Z ) | <!-- .*? (?:-->|\Z) )
  | (?P<tag> <(?P<name>/?[a-z][^\s/>]*+) {_REST} )
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    rf"""(?P<name>{_NAME}) (?: \s*+=\s*+ (?P<value> {_QUOTED} | {_BARE} | ) )?""", re.VERBOSE
)
_GALLERY = re.compile(r"""\sclass\s*=\s*["'](?:[^"']*\s)?gallery[\s"']""", re.IGNORECASE)


def render_pictures(html: str, settings: ImageSettings, find: FindPicture, address: BuildAddress) -> str:
    """The HTML with each picture that `find` knows by its `src` in all its formats, and in its size.

    The first picture is fetched at once, the others when the reader comes near. `address` is given the path
    of a file and the `src` as the writer wrote it.
    """
    return "".join(_render_pieces(html, settings, find, address))


def _render_pieces(
    html: str, settings: ImageSettings, find: FindPicture, address: BuildAddress
) -> Iterator[str]:
    position, first, in_gallery = 0, True, False
    for token in _TOKENS.finditer(html):
        name = (token["name"] or "").lower()
        if name in {"div", "/div"}:  # a gallery holds no other div
            in_gallery = name == "div" and _GALLERY.search(token[0]) is not None
        elif name == "img":
            attributes = _read_attributes(token[0])
            picture = find(attributes.get("src", ""))
            if picture:
                yield html[position : token.start()]
                sizes = settings.gallery_sizes if in_gallery else settings.sizes
                yield _render_picture(token[0], attributes, picture, sizes, address, first=first)
                position = token.end()
        first = first and not _shows_picture(token, name)
    yield html[position:]


def _shows_picture(token: re.Match[str], name: str) -> bool:
    """Whether a reader sees a picture here: an img, a picture in formats made by hand, a film's poster."""
    return (
        name == "img"
        or (token["element"] or "").lower() == "picture"
        or (name == "video" and "poster" in _read_attributes(token[0]))
    )


def _read_attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag; as in a browser, the first of a name counts."""
    attributes: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(tag, re.match(r"<[^\s/>]+", tag).end()):  # type: ignore[union-attr]  # a tag
        value = found["value"] or ""
        if value.startswith(('"', "'")):
            value = value[1:].removesuffix(value[0])
        attributes.setdefault(found["name"].lower(), unescape(value))
    return attributes


def _render_picture(  # noqa: PLR0913  # what stands in the page, and what is to become of it
    tag: str,
    attributes: Mapping[str, str],
    picture: Picture,
    sizes: str,
    address: BuildAddress,
    *,
    first: bool,
) -> str:
    added = {**_measure(attributes, picture), **_time(attributes, first=first)}
    image = _render_image(tag, address(picture.address, attributes["src"]), added)
    if not picture.formats or "srcset" in attributes:
        return image
    given = attributes.get("width", "")
    if given.isdecimal() and int(given) != picture.width:
        sizes = f"{given}px"
    return f"<picture>{_render_sources(picture, sizes, address)}{image}</picture>"


def _render_sources(picture: Picture, sizes: str, address: BuildAddress) -> str:
    sources: list[str] = []
    for form in picture.formats:
        files = ", ".join(f"{address(file.address, '')} {file.width}w" for file in form.candidates)
        sources.append(f"<source{_render_attributes({'type': form.type, 'srcset': files, 'sizes': sizes})}>")
    return "".join(sources)


def _measure(attributes: Mapping[str, str], picture: Picture) -> dict[str, str]:
    """The width and height that a tag lacks; where the writer gave one of them, in proportion to it."""
    width, height = attributes.get("width"), attributes.get("height")
    if not picture.width or (width is not None and height is not None):
        return {}
    if width is not None:
        return {"height": str(_scale(width, picture.height, picture.width))} if width.isdecimal() else {}
    if height is not None:
        return {"width": str(_scale(height, picture.width, picture.height))} if height.isdecimal() else {}
    return {"width": str(picture.width), "height": str(picture.height)}


def _scale(given: str, numerator: int, denominator: int) -> int:
    return max(1, round(int(given) * numerator / denominator))


def _time(attributes: Mapping[str, str], *, first: bool) -> dict[str, str]:
    """When the browser fetches a picture, unless the writer has said so."""
    if not {"loading", "fetchpriority"}.isdisjoint(attributes):
        return {}
    if first:
        return {"fetchpriority": "high"}
    return {"loading": "lazy"} if "decoding" in attributes else {"loading": "lazy", "decoding": "async"}


def _render_attributes(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def _render_image(tag: str, address: str, added: Mapping[str, str]) -> str:
    """The tag with this `src` and what is added; all its other letters stay."""
    attributes = list(_ATTRIBUTE.finditer(tag, len("<img")))
    source, last = next(found for found in attributes if found["name"].lower() == "src"), attributes[-1]
    written = f'{tag[: source.start()]}src="{escape(address)}"{tag[source.end() : last.end()]}'
    empty = '""' if last["value"] == "" else ""  # else `alt=` would take what is added for its value
    return f"{written}{empty}{_render_attributes(added)}{tag[last.end() :] or '>'}"
