"""Shortcodes of pictures: captions and galleries."""

import re
from collections.abc import Sequence
from html import escape, unescape

from .models import Attachment, Job
from .shortcodes import Shortcode

NAMES = ("caption", "wp_caption", "gallery")
_PICTURE = re.compile(
    r"(?P<picture>(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(?P<words>.*)", re.DOTALL | re.IGNORECASE
)


def write_pictures(shortcode: Shortcode, job: Job) -> str | None:
    """The figure or gallery of a shortcode; None if it is not complete."""
    if shortcode.name == "gallery":
        return _write_gallery(shortcode, job)
    return None if shortcode.content is None else _write_caption(shortcode, shortcode.content)


def _write_caption(shortcode: Shortcode, content: str) -> str:
    """The figure; its words are an attribute in old texts, and follow the picture in newer ones."""
    found = _PICTURE.search(content)
    before = content[: found.start()].strip() if found else content.strip()
    picture = before + (found["picture"] if found else "")
    # The attribute may hold HTML, and its signs may be entities of entities.
    words = shortcode.values.get("caption") or (found["words"] if found else "")
    words = re.sub(r"\s*\n\s*", " ", words.strip())
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    return f"\n\n<figure>{picture}{caption}</figure>\n\n"


def _write_gallery(shortcode: Shortcode, job: Job) -> str:
    pictures = _list_pictures(shortcode, job)
    if not pictures:
        job.note("gallery-empty", "a gallery whose pictures the export does not name", "add its pictures")
        return ""
    is_linked = shortcode.values.get("link") == "file"
    figures = "".join(_write_figure(picture, is_linked=is_linked) for picture in pictures)
    return f'\n\n<div class="gallery">{figures}</div>\n\n'


def _list_pictures(shortcode: Shortcode, job: Job) -> Sequence[Attachment]:
    values = shortcode.values
    chosen = _read_ids(values.get("ids") or values.get("include") or "")
    if chosen:
        found = [job.library.find_attachment(identity) for identity in chosen]
        for identity, picture in zip(chosen, found, strict=True):
            if picture is None:
                job.note(
                    "gallery-picture", f"picture {identity} of a gallery, which the export does not have"
                )
        pictures = [picture for picture in found if picture]
    else:
        excluded = _read_ids(values.get("exclude", ""))
        children = job.library.list_children(job.item)
        pictures = [
            picture
            for picture in children
            if picture.mime.startswith("image/") and picture.id not in excluded
        ]
    if values.get("orderby", "").lower() == "title":
        pictures.sort(key=lambda picture: picture.title)
    elif values.get("orderby", "").upper() == "ID":
        pictures.sort(key=lambda picture: picture.id)
    return pictures[::-1] if values.get("order", "").upper() == "DESC" else pictures


def _read_ids(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d{1,18}", text)]


def _write_figure(picture: Attachment, *, is_linked: bool) -> str:
    image = f'<img src="{escape(picture.url)}" alt="{escape(unescape(picture.alt))}">'
    if is_linked:
        image = f'<a href="{escape(picture.url)}">{image}</a>'
    words = " ".join(picture.caption.split())
    return f"<figure>{image}{f'<figcaption>{words}</figcaption>' if words else ''}</figure>"
