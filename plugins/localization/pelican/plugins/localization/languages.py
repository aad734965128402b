"""Language tags, such as `fr` or `fr-CA`, and what is known of their languages."""

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, lru_cache
from itertools import takewhile

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.localedata import locale_identifiers

_LONGEST = 35
"""Characters of a tag: what RFC 5646, 4.4.1, has room to be kept for."""
_TAG = re.compile(r"([a-z]{2,3})(-[a-z0-9]{2,8}|-[a-z0-9](-[a-z0-9]{1,8})+)*", re.IGNORECASE)


def is_tag(text: object) -> bool:
    """Whether HTML's `lang` and `hreflang` may have this value: a tag (BCP 47) of a language with a name."""
    match = _TAG.fullmatch(text) if isinstance(text, str) and len(text) <= _LONGEST else None
    return match is not None and match[1].lower() in Locale("en").languages


@lru_cache(maxsize=256)
def widen_tag(tag: str) -> tuple[str, ...]:
    """The tag and those that are wider, the narrowest first: `zh-Hant` gives `zh_hant` and `zh`."""
    parts = tag.lower().replace("-", "_").split("_")
    return tuple("_".join(parts[:length]) for length in range(len(parts), 0, -1))


@lru_cache(maxsize=256)  # a page asks for that of its language hundreds of times
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


@lru_cache(maxsize=256)
def find_direction(tag: str) -> str:
    """`rtl` or `ltr`: how the script runs that a language tag names, or else that of its language.

    As the CLDR has it: `fa`, `pa-PK` and `az-Arab` run from right to left, `pa`, `az` and `fa-Latn` do not.
    """
    locale = _list_locales_by_script().get(_find_script(tag))
    return Locale.parse(locale).text_direction if locale else "ltr"


@cache
def _list_locales_by_script() -> Mapping[str, str]:
    """One locale for each script: all that share a script share its direction."""
    return {_find_script(name): name for name in sorted(locale_identifiers())}


def _find_script(tag: str) -> str:
    """The script of a tag, such as `Arab`, else its language's in its region, else its language's; or ""."""
    language, *rest = tag.replace("_", "-").split("-")
    parts = [*takewhile(lambda part: len(part) > 1, rest)]  # not those of an extension, such as -x-…
    if script := next((part for part in parts if len(part) == 4 and part.isalpha()), None):  # noqa: PLR2004
        return script.title()
    likely = get_global("likely_subtags")
    region = next((part.upper() for part in parts if len(part) == 2), "")  # noqa: PLR2004
    language = get_global("language_aliases").get(language.lower(), language.lower())
    subtags = likely.get(f"{language}_{region}") or likely.get(language) or ""
    return subtags.partition("_")[2].partition("_")[0]
