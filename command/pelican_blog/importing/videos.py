"""The featured video of a post, which plugins and themes of WordPress keep in meta fields."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from pelican.plugins.comments.importing.wordpress.php import unserialize_fully
from pelican.plugins.video.hosts import parse_url

_ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'<>\\\]]+")
_SOURCE = re.compile(
    r"""<(?:iframe|embed|source|video|param)\b[^>]*?\s(?:src|value|data-src)\s*=\s*["']([^"']+)""",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:mp4|m4v|webm|ogv|mov)$", re.IGNORECASE)
_FILM_OR_UNKNOWN = re.compile(r"video/|^$", re.IGNORECASE)
_GENERIC = re.compile(r"video|vid_url|embed|youtube|vimeo|dailymotion", re.IGNORECASE)
_NEVER = re.compile(
    r"^_?oembed|^_fvp_image_url$|thumb|poster|image|width|height|autoplay|position", re.IGNORECASE
)
_SHORTCODE = re.compile(r"\[(?:embed|video|youtube|vimeo|dailymotion)\b[^\]]*\]([^\[]*)", re.IGNORECASE)

_FEATURED_VIDEO_PLUS = "_fvp_video"
_REALLY_SIMPLE = ("rsfv_featured_embed_video", "rsfv_featured_video")
_NUMBERS = frozenset({"rsfv_featured_video", "_ori_fv_attachment_id"})
"""Keys whose value is the id of a film in the media library."""
_KNOWN = (
    "_format_video_embed",
    "td_post_video",
    "_ori_fv_youtube_url",
    "_ori_fv_attachment_id",
    "video_url",
    "enclosure",
)
"""Keys of other plugins and themes, in the order in which they are believed (the post-format interface of
CrowdFavorite and many themes; tagDiv; OriginCode), and core's own for a link to a film in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeaturedVideo:
    """What a post shows above its text."""

    url: str
    """Its page at its host, or a film's own address."""
    key: str
    """The meta key that named it."""
    title: str = ""
    poster_url: str = ""
    """The still that the plugin keeps where the post has no picture."""
    is_known: bool = True
    """Whether our video plugin plays it. It plays a film only if its file is in the blog."""


def find_video(
    meta: Sequence[tuple[str, str]], find_file: Callable[[int], str | None], more_keys: Sequence[str] = ()
) -> FeaturedVideo | None:
    """The featured video that these meta fields name; None for no video.

    `find_file` gives the address of an attachment. `more_keys` are the writer's own, and come first; the last
    resort is any key that speaks of videos and whose value is the address of one.
    """
    values = {key: value for key, value in reversed(meta) if value.strip()}
    for key in _order_keys(values, more_keys):
        is_named = key in more_keys
        if video := _read_field(key, values[key], find_file, is_named=is_named):
            return video
    return None


def is_video_key(key: str) -> bool:
    """Whether a meta key is one that is always looked at."""
    return key in {_FEATURED_VIDEO_PLUS, "_fvp_image_url", "rsfv_source", *_REALLY_SIMPLE, *_KNOWN}


def _order_keys(values: Mapping[str, str], more_keys: Sequence[str]) -> Iterator[str]:
    named = (*more_keys, _FEATURED_VIDEO_PLUS, *_choose_really_simple(values), *_KNOWN)
    yield from (key for key in dict.fromkeys(named) if key in values)
    for key in values:
        if key not in named and _GENERIC.search(key) and not _NEVER.search(key):
            yield key


def _choose_really_simple(values: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of Really Simple Featured Video; `rsfv_source` says which of the two counts."""
    return _REALLY_SIMPLE if values.get("rsfv_source") != "self" else _REALLY_SIMPLE[::-1]


def _read_field(
    key: str, value: str, find_file: Callable[[int], str | None], *, is_named: bool
) -> FeaturedVideo | None:
    data = unserialize_fully(value)
    if key == _FEATURED_VIDEO_PLUS:
        return _read_featured_video_plus(data, find_file)
    if key == "enclosure":
        return _read_enclosure(str(data))
    names_files = is_named or key in _NUMBERS
    for text in _list_texts(data):
        address = find_file(int(text)) if names_files and text.strip().isdigit() else text
        if url := find_video_address(address or ""):
            return _make_video(url, key)
    return None


def _read_enclosure(text: str) -> FeaturedVideo | None:
    """The film of an enclosure: address, length and type, each on a line. WordPress has sounds there, too."""
    lines = [line.strip() for line in text.strip().split("\n")]
    is_film = _is_film(lines[0]) and _FILM_OR_UNKNOWN.match(lines[-1] if len(lines) > 1 else "")
    return _make_video(lines[0], "enclosure") if is_film else None


def _read_featured_video_plus(data: object, find_file: Callable[[int], str | None]) -> FeaturedVideo | None:
    """What `_fvp_video` holds: an array with `provider`, `id` and `full`, its address or its HTML."""
    if not isinstance(data, dict):
        url = find_video_address(str(data))
        return _make_video(url, _FEATURED_VIDEO_PLUS) if url else None
    fields = {str(key): value for key, value in data.items()}
    provider, number = str(fields.get("provider", "")), str(fields.get("id", ""))
    local = find_file(int(number)) if provider == "local" and number.isdigit() else None
    address = local or find_video_address(str(fields.get("full", ""))) or _build_address(provider, number)
    if not address:
        return None
    title, picture = (str(fields.get(name) or "") for name in ("title", "img_url"))
    return _make_video(address, _FEATURED_VIDEO_PLUS, title, picture)


def _build_address(provider: str, number: str) -> str | None:
    pages = {
        "youtube": f"https://www.youtube.com/watch?v={number}",
        "vimeo": f"https://vimeo.com/{number}",
        "dailymotion": f"https://www.dailymotion.com/video/{number}",
    }
    url = pages.get(provider) if number else None
    return url if url and parse_url(url, ()) else None


def find_video_address(text: str) -> str | None:
    """The address of a video in a text: the address itself, HTML or a shortcode. None if there is none."""
    text = unescape(text.strip())
    candidates = [*_SOURCE.findall(text), *_SHORTCODE.findall(text), *_ADDRESS.findall(text)]
    for candidate in candidates:
        url = candidate.strip()
        url = f"https:{url}" if url.startswith("//") else url
        if parse_url(url, ()) or _is_film(url):
            return url
    frames = [f"https:{url}" if url.startswith("//") else url for url in _SOURCE.findall(text)]
    return next((url for url in frames if url.startswith(("http://", "https://"))), None)


def _is_film(url: str) -> bool:
    try:
        return url.startswith(("http://", "https://")) and bool(_FILE.search(urlsplit(url).path))
    except ValueError:
        return False


def _make_video(url: str, key: str, title: str = "", poster_url: str = "") -> FeaturedVideo:
    known = parse_url(url, ())
    return FeaturedVideo(
        url=(known and known.watch_url) or url,
        key=key,
        title=title,
        poster_url=poster_url,
        is_known=bool(known),
    )


def _list_texts(data: object) -> Iterator[str]:
    """All strings in what PHP's serialisation held."""
    if isinstance(data, dict):
        for value in data.values():
            yield from _list_texts(value)
    elif isinstance(data, str | int) and not isinstance(data, bool):
        yield str(data)
