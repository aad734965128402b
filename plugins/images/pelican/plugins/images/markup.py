"""The pictures in HTML. Only their tags are changed: everything else stays as it was, byte for byte."""

from collections.abc import Callable, Iterator, Mapping
from html import escape

from pelican_toolkit.html import Kind, list_attributes, read_attributes, read_tokens

from .models import Picture
from .settings import ImageSettings

FindPicture = Callable[[str], Picture | None]
BuildAddress = Callable[[str, str], str]

_HEEDED = {"div", "img", "picture", "video"}


def render_pictures(html: str, settings: ImageSettings, find: FindPicture, address: BuildAddress) -> str:
    """The HTML with each picture that `find` knows by its `src` in all its formats, and with its size.

    The first picture is loaded at once, the others when the reader comes near. `address` is given the path of
    a file and the `src` as the writer wrote it.
    """
    return "".join(_render_pieces(html, settings, find, address)) if "<img" in html.lower() else html


def _render_pieces(
    html: str, settings: ImageSettings, find: FindPicture, address: BuildAddress
) -> Iterator[str]:
    is_first, in_gallery, in_picture = True, False, False
    for kind, name, source in read_tokens(html):
        if name not in _HEEDED:
            yield source
            continue
        piece, is_start = source, kind is Kind.START
        if name == "picture":  # of the writer's own
            in_picture = is_start
            is_first = is_first and not in_picture
        elif name == "div":  # a gallery contains no other div
            in_gallery = is_start and "gallery" in read_attributes(source).get("class", "").split()
        elif is_start and not in_picture:
            if name == "img":
                sizes = settings.gallery_sizes if in_gallery else settings.sizes
                piece = _render_tag(source, sizes, find, address, is_first=is_first)
            is_first = is_first and name == "video" and "poster" not in read_attributes(source)
        yield piece


def _render_tag(tag: str, sizes: str, find: FindPicture, address: BuildAddress, *, is_first: bool) -> str:
    """The tag as a picture in all formats; as it is if `find` does not know it."""
    values = read_attributes(tag)
    picture = find(values.get("src", ""))
    if picture is None:
        return tag
    added = {**_measure(values, picture), **_time(values, is_first=is_first)}
    image = _render_image(tag, address(picture.address, values["src"]), added)
    if not picture.formats or "srcset" in values:
        return image
    given = values.get("width", "")
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
    """The width and height that a tag lacks, in proportion to the one that the writer gave if any."""
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


def _time(attributes: Mapping[str, str], *, is_first: bool) -> dict[str, str]:
    """When the browser loads a picture, unless the writer has said so."""
    if not {"loading", "fetchpriority"}.isdisjoint(attributes):
        return {}
    if is_first:
        return {"fetchpriority": "high"}
    return {"loading": "lazy"} if "decoding" in attributes else {"loading": "lazy", "decoding": "async"}


def _render_attributes(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def _render_image(tag: str, address: str, added: Mapping[str, str]) -> str:
    """The tag with this `src` and what is added; the rest of it stays."""
    attributes = list_attributes(tag)
    source, last = next(attribute for attribute in attributes if attribute.name == "src"), attributes[-1]
    written = f'{tag[: source.start]}src="{escape(address)}"{tag[source.end : last.end]}'
    empty = '""' if last.is_cut else ""  # else `alt=` would take what is added for its value
    return f"{written}{empty}{_render_attributes(added)}{tag[last.end :] or '>'}"
