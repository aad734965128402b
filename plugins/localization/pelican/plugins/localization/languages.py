"""Language tags, such as `fr` or `fr-CA`, and what is known of their languages."""

import re
from contextlib import suppress

from babel import Locale, UnknownLocaleError

_TAG = re.compile(r"([a-z]{2,3})(-[a-z0-9]{2,8}|-[a-z0-9](-[a-z0-9]{1,8})+)*", re.IGNORECASE)


def is_tag(text: object) -> bool:
    """Whether HTML's `lang` and `hreflang` may have this value: a tag (BCP 47) of a language with a name."""
    match = _TAG.fullmatch(text) if isinstance(text, str) else None
    return match is not None and match[1].lower() in Locale("en").languages


def widen_tag(tag: str) -> tuple[str, ...]:
    """The tag and those that are wider, the narrowest first: `zh-Hant` gives `zh_hant` and `zh`."""
    parts = tag.lower().replace("-", "_").split("_")
    return tuple("_".join(parts[:length]) for length in range(len(parts), 0, -1))


def find_locale(tag: str) -> Locale | None:
    """The locale of a language tag, else of a wider one; None for a language whose dates are not known."""
    for name in widen_tag(tag):
        with suppress(UnknownLocaleError, ValueError):
            return Locale.parse(name)
    return None


def parse_locale(tag: str) -> Locale:
    """The locale of a language tag, else of a wider one; English for a language that is unknown."""
    return find_locale(tag) or Locale("en")


def name_language(tag: str) -> str:
    """The language in its own words, `English` or `français`; the tag where these are unknown."""
    locale = find_locale(tag)
    return (locale and locale.get_display_name()) or tag
