"""Single values of an export, as what they mean."""

import re
import unicodedata
from html import unescape
from urllib.parse import unquote

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_ELSEWHERE = {"tag": "post_tag"}
"""Taxonomies under the names that WordPress wrote before 3.0."""


def decode_slug(value: str) -> str:
    """A slug as people read it, in NFC; WordPress keeps other letters than Latin percent-encoded."""
    return unicodedata.normalize("NFC", unquote(value).replace("\ufffd", "")).strip()


def decode_text(html: str) -> str:
    """The text that a short piece of HTML shows, such as a name, in one line."""
    return " ".join(unescape(_TAG.sub("", html)).split())


def read_number(value: str) -> int | None:
    """The number that a value is, or None."""
    return int(value) if re.fullmatch(r"-?[0-9]{1,18}", value) else None


def name_taxonomy(value: str) -> str:
    """The name of a taxonomy today."""
    return _ELSEWHERE.get(value, value)
