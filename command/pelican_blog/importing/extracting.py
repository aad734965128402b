"""What readers get of a text, by patterns alone: its words, its links and its media."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

from pelican.plugins.video.hosts import parse_url

_HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_LANGUAGES = "code|sourcecode|source|php|css|html|xml|java|javascript|js|python|bash|sql"
_CODE = re.compile(rf"\[({_LANGUAGES})\b[^\[\]]{{0,200}}\].{{0,50000}}?\[/\1\]", re.DOTALL)
_SHORTCODE = re.compile(
    r"\[/?(?:caption|wp_caption|gallery|embed|video|audio|playlist|youtube|vimeo|dailymotion|gist|googlevideo"
    rf"|featured-video-plus|{_LANGUAGES})\b[^\[\]]{{0,2000}}\]",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
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


def count_words(html: str) -> Counter[str]:
    """How often each word is shown, addresses left out; of WordPress's HTML or of ours."""
    shown = _HIDDEN.sub(" ", _SHORTCODE.sub(" ", html))
    text = unescape(_TAG.sub(" ", shown))
    return Counter(_WORD.findall(unicodedata.normalize("NFC", _URL.sub(" ", text))))


def count_links(html: str, rewrite: Callable[[str], str]) -> Counter[str]:
    """How often each address is linked to, as the new blog writes it."""
    return _count(_LINK, _CODE.sub(" ", _HIDDEN.sub(" ", html)), rewrite)


def count_media(html: str, rewrite: Callable[[str], str]) -> Counter[str]:
    """How often each picture, film, sound or frame is shown; a player counts as the page of its video."""
    shown = _PICTURED_SMILEY.sub(" ", _CODE.sub(" ", _HIDDEN.sub(" ", html)))
    return _count(_MEDIUM, shown, rewrite)


def count_all(html: str) -> Counter[str]:
    """All addresses in links and media together, since an embedded page may have become a link to it."""
    return count_links(html, str) + count_media(html, str)


def _count(pattern: re.Pattern[str], html: str, rewrite: Callable[[str], str]) -> Counter[str]:
    found = (unescape("".join(groups)).strip() for groups in pattern.findall(html))
    return Counter(_normalize(rewrite(url)) for url in found if url and not url.startswith(_WITHIN))


def _normalize(url: str) -> str:
    full = f"https:{url}" if url.startswith("//") else url
    video = parse_url(full, ()) or parse_url(full.partition("&")[0], ())  # as old players were called
    return unicodedata.normalize("NFC", unquote((video and video.watch_url) or full))
