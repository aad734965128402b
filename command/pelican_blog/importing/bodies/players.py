"""Shortcodes of films, sound and what other sites show."""

import re
from collections.abc import Mapping
from html import escape, unescape
from types import MappingProxyType

from .addresses import find_video, write_embed
from .models import Attachment, Job
from .shortcodes import Shortcode

_FILMS = ("mp4", "m4v", "webm", "ogv", "flv", "mov", "wmv")
_SOUNDS = ("mp3", "m4a", "ogg", "oga", "wav", "wma", "flac", "aac")
_HOSTS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("youtube", "yt", "tube", "youtube_sc"), "https://www.youtube.com/watch?v={}"),
        **dict.fromkeys(("vimeo", "vimeo_video"), "https://vimeo.com/{}"),
        **dict.fromkeys(("dailymotion", "dm"), "https://www.dailymotion.com/video/{}"),
        **dict.fromkeys(("wpvideo", "videopress"), "https://videopress.com/v/{}"),
        "gist": "https://gist.github.com/{}",
        "archiveorg": "https://archive.org/details/{}",
        "scribd": "https://www.scribd.com/document/{}",
        "ted": "https://www.ted.com/talks/{}",
    }
)
"""Shortcodes that name a page of a host by an id."""
_LINKED = (
    *("embed", "googlevideo", "googlemaps", "soundcloud", "spotify", "instagram", "tweet", "twitter"),
    *("facebook", "pinterest", "slideshare", "flickr", "bandcamp", "mixcloud", "tiktok", "metacafe"),
    *("googleapps", "hulu", "twitchtv", "ustream", "codepen", "kickstarter", "crowdsignal", "polldaddy"),
)
"""Shortcodes that hold an address."""
NAMES = (*_HOSTS, *_LINKED, "video", "audio", "playlist")
_REMEDY = "put the file into your content folder and write its address"


def write_player(shortcode: Shortcode, job: Job) -> str | None:
    """The film, the sound, or the link; None if the shortcode names none."""
    if shortcode.name == "playlist":
        return _write_playlist(shortcode, job)
    if shortcode.name in {"video", "audio"}:
        return _write_media(shortcode, job)
    address = _find_address(shortcode)
    if not address:
        return None
    return write_embed(address, job)


def _find_address(shortcode: Shortcode) -> str:
    values = shortcode.values
    given = next((values[key] for key in ("url", "src", "href", "v", "video", "id") if values.get(key)), "")
    address = unescape(re.sub(r"<[^>]+>", "", given or shortcode.argument)).strip()
    address = re.split(r"[\s,]", address, maxsplit=1)[0]  # a size may follow
    if re.match(r"(?:https?:)?//|[\w.-]+\.\w{2,}/", address):
        return address if re.match("(?:https?:)?//", address) else f"https://{address}"
    form = _HOSTS.get(shortcode.name)
    return form.format(address) if form and re.fullmatch(r"[\w/.-]+(?:[?&][\w=&-]*)?", address) else ""


def _write_media(shortcode: Shortcode, job: Job) -> str | None:
    """The element for a film or a sound of the blog's own, from its attributes or what was uploaded."""
    name, values = shortcode.name, shortcode.values
    kinds = _FILMS if name == "video" else _SOUNDS
    first, _, _ = shortcode.argument.partition("|")
    given = [values[key] for key in ("src", *kinds) if values.get(key)]
    addresses = list(dict.fromkeys(given or ([first] if re.match("https?://|/", first) else [])))
    if not addresses:
        files = [file.url for file in job.library.list_children(job.item) if file.mime.startswith(f"{name}/")]
        addresses = files[-1:]
    if not addresses:
        job.note(f"{name}-missing", f"a shortcode [{name}] whose file the export does not name", _REMEDY)
        return None
    if find_video(addresses[0]):
        return write_embed(addresses[0], job)
    poster = f' poster="{escape(values["poster"])}"' if name == "video" and values.get("poster") else ""
    start = f'<{name} controls preload="none"{poster}'
    if len(addresses) == 1:
        return f'\n\n<div>{start} src="{escape(addresses[0])}"></{name}></div>\n\n'
    sources = "".join(f'<source src="{escape(address)}">' for address in addresses)
    return f"\n\n<div>{start}>{sources}</{name}></div>\n\n"


def _write_playlist(shortcode: Shortcode, job: Job) -> str:
    kind = shortcode.values.get("type", "audio")
    ids = [int(number) for number in re.findall(r"\d{1,18}", shortcode.values.get("ids", ""))]
    found: list[Attachment | None] = [job.library.find_attachment(identity) for identity in ids]
    if not ids:
        files = job.library.list_children(job.item)
        found = [file for file in files if file.mime.startswith(f"{kind}/")]
    items = "".join(
        f'<li><a href="{escape(file.url)}">{file.title or escape(file.url)}</a></li>'
        for file in found
        if file
    )
    if None in found or not items:
        job.note("playlist-file", "files of a playlist that the export does not have", _REMEDY)
    return f"\n\n<ul>{items}</ul>\n\n" if items else ""
