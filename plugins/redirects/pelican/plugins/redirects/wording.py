"""What the page at an old address says, in the language of the text that it leads to."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from pelican.contents import Content
from pelican_toolkit.catalogues import find_catalogues, read_translations
from pelican_toolkit.languages import find_direction
from pelican_toolkit.titles import read_title

from .addresses import is_feed
from .models import Notice, Redirect

CATALOGUES = Path(__file__).parent / "locale"
_KEPT = "/%:@!$&'()*+,;=~?#[]"
"""What a path has of the signs of an address, besides letters and digits; what is quoted stays so."""
_FEEDS = (
    *("FEED_ALL_ATOM", "FEED_ATOM", "FEED_ALL_RSS", "FEED_RSS"),
    *("TRANSLATION_FEED_ATOM", "TRANSLATION_FEED_RSS"),  # one for each language
)


def describe_redirect(redirect: Redirect, content: Content | None, settings: Mapping[str, Any]) -> Notice:
    """The notice for a redirect; `content` is the article or page that it leads to, if it is one."""
    lang = str(getattr(content, "lang", None) or settings["DEFAULT_LANG"])
    paths = find_catalogues([Path(settings["THEME"], "locale"), CATALOGUES], lang)
    _ = read_translations(paths).gettext
    own = lang if paths else "en"
    target = redirect.target
    is_elsewhere = target.startswith(("http://", "https://"))
    feed = _find_feed(redirect, settings)
    address = unquote(target if is_elsewhere else f"/{target}")
    return Notice(
        lang=own,
        direction=find_direction(own),
        heading=_("This page has moved"),
        words=_("It is now here:"),
        label=read_title(content) if content else address,
        label_lang=lang,
        path="" if is_elsewhere else quote(target, safe=_KEPT),
        elsewhere=quote(target, safe=_KEPT) if is_elsewhere else "",
        feed=quote(feed, safe=_KEPT),
        feed_type="application/rss+xml" if "rss" in feed else "application/atom+xml",
    )


def _find_feed(redirect: Redirect, settings: Mapping[str, Any]) -> str:
    """The feed that an old address leads to, or that of the site if it was a feed and leads to a page."""
    if redirect.target.endswith(".xml") and "://" not in redirect.target:
        return redirect.target
    if not is_feed(redirect.origin) or redirect.content:
        return ""
    feed = str(next((settings[name] for name in _FEEDS if settings.get(name)), ""))
    return feed.format(lang=settings["DEFAULT_LANG"])
