"""What readers get of a text, by patterns alone: its words, its links and its media."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

from pelican.plugins.video.hosts import parse_url
from pelican_toolkit.html import unescape_value

from .bodies import codes, pictures, players

_HIDDEN = re.compile(r"<(script|style|title)\b.*?(?:</\1\s*>|\Z)|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_UNSHOWN = re.compile(
    r"<(iframe|object|video|audio|noembed)\b[^<>]*(?<!/)>.{0,5000}?</\1\s*>", re.DOTALL | re.IGNORECASE
)
"""Elements that hold words for old browsers only; pictures and links in them count."""
_LANGUAGES = "|".join(map(re.escape, codes.NAMES))
_KNOWN = "|".join(map(re.escape, (*codes.NAMES, *pictures.NAMES, *players.NAMES)))
_CODE = re.compile(rf"\[({_LANGUAGES})\b[^\[\]]{{0,200}}\].{{0,50000}}?\[/\1\]", re.DOTALL)
_PLAYER = re.compile(
    rf"\[({'|'.join(players.NAMES)})(?![\w-])[^\[\]]{{0,2000}}\][^\[\]]{{0,2000}}\[/\1\]", re.IGNORECASE
)
"""What it encloses is an address, sizes and the like."""
_SHORTCODE = re.compile(
    rf"\[/?(?:{_KNOWN}|featured-video-plus)(?![\w-])[^\[\]]{{0,2000}}\]",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_URL = re.compile(r"(?:https?:)?//[^\s<>\"']+", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_PICTURED_SMILEY = re.compile(
    r"<img\b[^<>]*\bclass\s*=\s*[\"'][^\"']*(?:wp-smiley|emoji)[^<>]*>", re.IGNORECASE
)
_LINK = re.compile(r"""<a\b[^<>]*?\shref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_MEDIUM = re.compile(
    r"""<(?:img|iframe|video|audio|source|embed)\b[^<>]*?\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE
)
_WITHIN = ("#", "javascript:")
"""Links within a text, whose ids may be others now, and scripts, which no page runs."""


def find_lost_words(old: str, new: str) -> Counter[str]:
    """The words of WordPress's HTML that ours does not show; addresses are left out.

    Where a tag within a word is gone (`x<y>z`), the words differ, but not all of them run together.
    """
    words, shown = _list_words(old), _list_words(new)
    lost = Counter(words) - Counter(shown)
    return Counter() if lost and "".join(words) in "".join(shown) else lost


def _list_words(html: str) -> list[str]:
    shown = _SHORTCODE.sub(" ", _PLAYER.sub(" ", html))
    shown = _UNSHOWN.sub(" ", _hide(shown))
    text = unescape(_TAG.sub(" ", shown))
    return _WORD.findall(unicodedata.normalize("NFC", _URL.sub(" ", text)))


def _hide(html: str) -> str:
    """The HTML without what no browser shows; comments that never end are none here, to save time."""
    before, end, after = html.rpartition("-->")
    return _HIDDEN.sub(" ", before + end) + _HIDDEN.sub(" ", after.replace("<!--", " "))


def count_links(html: str, rewrite: Callable[[str], str]) -> Counter[str]:
    """How often each address is linked to, as the new blog writes it."""
    return _count(_LINK, _CODE.sub(" ", _hide(html)), rewrite)


def count_media(html: str, rewrite: Callable[[str], str]) -> Counter[str]:
    """How often each picture, film, sound or frame is shown; a player counts as the page of its video."""
    shown = _PICTURED_SMILEY.sub(" ", _CODE.sub(" ", _hide(html)))
    return _count(_MEDIUM, shown, rewrite)


def count_all(html: str) -> Counter[str]:
    """All addresses in links and media together, since an embedded page may have become a link to it."""
    return count_links(html, str) + count_media(html, str)


def _count(pattern: re.Pattern[str], html: str, rewrite: Callable[[str], str]) -> Counter[str]:
    found = (unescape_value("".join(groups)).strip() for groups in pattern.findall(html))
    return Counter(_normalize(rewrite(url)) for url in found if url and not url.startswith(_WITHIN))


def _normalize(url: str) -> str:
    full = f"https:{url}" if url.startswith("//") else url
    video = parse_url(full, ()) or parse_url(full.partition("&")[0], ())  # as old players were called
    return unicodedata.normalize("NFC", unquote((video and video.watch_url) or full))
