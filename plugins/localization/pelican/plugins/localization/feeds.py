"""Which language a feed is in, and which feed a page offers its readers."""

from collections.abc import Iterable, Mapping
from typing import Any

PATTERNS = ("TRANSLATION_FEED_ATOM", "TRANSLATION_FEED_RSS")


def choose_feed(settings: Mapping[str, Any], langs: Iterable[str], lang: str) -> str | None:
    """The path of the feed in a language, else in DEFAULT_LANG; None if no article has either, by `langs`."""
    pattern = settings.get("TRANSLATION_FEED_ATOM")
    present = {own.lower(): own for own in langs}
    for wanted in (lang, settings["DEFAULT_LANG"]):
        if pattern and wanted.lower() in present:
            return str(pattern).format(lang=present[wanted.lower()])
    return None


def find_feed_language(context: Mapping[str, Any], address: str, langs: Iterable[str]) -> str:
    """The language of the feed at an address: that of TRANSLATION_FEED_*, else DEFAULT_LANG."""
    patterns = [str(context.get(f"{name}_URL") or context.get(name) or "") for name in PATTERNS]
    for lang in sorted(langs):
        for pattern in filter(None, patterns):
            if f"/{address}".endswith(f"/{pattern.format(lang=lang).lstrip('/')}"):
                return lang
    return str(context["DEFAULT_LANG"])
