"""The languages of feeds: of each feed as a whole, of its entries, and which feed a page may offer."""

from collections.abc import Iterable, Mapping
from typing import Any

from pelican.contents import Content

PATTERNS = ("TRANSLATION_FEED_ATOM", "TRANSLATION_FEED_RSS")


def list_published(originals: Iterable[Content]) -> list[Content]:
    """The articles that Pelican lists, and their translations."""
    return [content for original in originals for content in (original, *original.translations)]


def choose_feed(settings: Mapping[str, Any], articles: Iterable[Content], lang: str) -> str | None:
    """The path of the feed in a language, else in DEFAULT_LANG; None where there is no article in either."""
    pattern = settings.get("TRANSLATION_FEED_ATOM")
    present = {content.lang.lower(): content.lang for content in list_published(articles)}
    for wanted in (lang, settings["DEFAULT_LANG"]):
        if pattern and wanted.lower() in present:
            return str(pattern).format(lang=present[wanted.lower()])
    return None


def find_feed_language(context: Mapping[str, Any], address: str, langs: Iterable[str]) -> str:
    """The language of the feed at this address: its articles', or DEFAULT_LANG for one of all languages."""
    patterns = [str(context.get(f"{name}_URL") or context.get(name) or "") for name in PATTERNS]
    for lang in sorted(langs):
        for pattern in filter(None, patterns):
            if f"/{address}".endswith(f"/{pattern.format(lang=lang).lstrip('/')}"):
                return lang
    return str(context["DEFAULT_LANG"])
