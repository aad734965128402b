"""Language tags, such as `fr` or `fr-CA` (BCP 47), and what the CLDR knows of their languages."""

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, lru_cache
from itertools import takewhile

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.localedata import exists, locale_identifiers

_LONGEST = 35
"""Characters of a tag that every program has to take (RFC 5646, 4.4.1)."""
_TAG = re.compile(r"([a-z]{2,3})(-[a-z0-9]{2,8}|-[a-z0-9](-[a-z0-9]{1,8})+)*", re.IGNORECASE)


def parse_tag(text: str) -> str | None:
    """The language tag that a text is, as `lang` in HTML wants it; None if it is not one.

    `pt_BR`, as locales are named, is `pt-BR`.
    """
    tag = text.replace("_", "-")
    return tag if len(tag) <= _LONGEST and _TAG.fullmatch(tag) else None


def is_tag(text: object) -> bool:
    """Whether HTML's `lang` and `hreflang` may have this value: a tag of a language that the CLDR knows."""
    match = _TAG.fullmatch(text) if isinstance(text, str) and len(text) <= _LONGEST else None
    language = match[1].lower() if match else ""
    with suppress(ValueError):  # on Windows, `con` is no name of a file
        if exists(language):  # as most blogs' have a locale, and to see that loads nothing
            return True
    return language in Locale("en").languages


def is_same_language(one: str, other: str) -> bool:
    """Whether two tags are the same, however they are written."""
    return one.replace("_", "-").lower() == other.replace("_", "-").lower()


@lru_cache(maxsize=256)
def widen_tag(tag: str) -> tuple[str, ...]:
    """The tag and the wider ones, the narrowest first: `zh-Hant` gives `zh_hant` and `zh`."""
    parts = tag.lower().replace("-", "_").split("_")
    return tuple("_".join(parts[:length]) for length in range(len(parts), 0, -1))


@lru_cache(maxsize=256)  # a page asks for its language's hundreds of times
def find_locale(tag: str) -> Locale | None:
    """The locale of a language tag, else of a wider one; None if the CLDR does not know the language."""
    for name in widen_tag(tag):
        with suppress(UnknownLocaleError, ValueError):
            return Locale.parse(name)
    return None


def parse_locale(tag: str) -> Locale:
    """The locale of a language tag, else of a wider one, else English."""
    return find_locale(tag) or Locale("en")


def name_language(tag: str) -> str:
    """The language in its own words, `English` or `français`; the tag where these are unknown."""
    locale = find_locale(tag)
    return (locale and locale.get_display_name()) or tag


@lru_cache(maxsize=256)
def find_direction(tag: str | None, unknown: str = "ltr") -> str:
    """`rtl` or `ltr`: the direction of the script that a tag names, or else of its language's; or `unknown`.

    As the CLDR has it: `fa`, `pa-PK` and `az-Arab` run from right to left, `pa`, `az` and `fa-Latn` do not.
    """
    if not tag:
        return unknown
    script, locale = _find_script(tag), find_locale(tag)
    if not locale or _find_script(str(locale)) != script:  # which is seldom: to list all takes long
        name = _list_locales_by_script().get(script)
        locale = Locale.parse(name) if name else None
    return locale.text_direction if locale else unknown


@cache
def _list_locales_by_script() -> Mapping[str, str]:
    """One locale for each script: all that share a script share its direction."""
    locales = {_find_script(name): name for name in sorted(locale_identifiers())}
    locales.pop("", None)
    return locales


def _find_script(tag: str) -> str:
    """The script of a tag, such as `Arab`, else its language's in its region, else its language's; or ""."""
    language, *rest = tag.replace("_", "-").split("-")
    parts = [*takewhile(lambda part: len(part) > 1, rest)]  # not an extension's, such as -x-…
    if script := next((part for part in parts if len(part) == 4 and part.isalpha()), None):  # noqa: PLR2004
        return script.title()
    likely = get_global("likely_subtags")
    region = next((part.upper() for part in parts if len(part) == 2), "")  # noqa: PLR2004
    language = get_global("language_aliases").get(language.lower(), language.lower())
    subtags = str(likely.get(f"{language}_{region}") or likely.get(language) or "")
    return subtags.partition("_")[2].partition("_")[0]
