"""Language tags: which text is one, and in which direction its language runs."""

import re
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

NO_LANGUAGE = "is no language tag"
LANGUAGE_REMEDY = "write one such as en, pt-BR or zh-Hant, or remove the line."

_LONGEST = 35
"""Characters that every program has to take (RFC 5646, 4.4.1)."""
_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*(-[a-z0-9](-[a-z0-9]{1,8})+)*", re.IGNORECASE)
_SCRIPT_LENGTH = 4


def parse_language(text: str) -> str | None:
    """The language tag (BCP 47) that a text is, as `lang` in HTML wants it; None for another text.

    `pt_BR`, as locales are named, is `pt-BR`.
    """
    tag = text.replace("_", "-")
    return tag if len(tag) <= _LONGEST and _TAG.fullmatch(tag) else None


def is_same_language(one: str, other: str) -> bool:
    """Whether two tags are the same, however they are written."""
    return one.replace("_", "-").lower() == other.replace("_", "-").lower()


@lru_cache(maxsize=256)
def find_direction(tag: str | None) -> str:
    """`rtl` or `ltr`: how the script of a language runs; `auto` where the language is not known."""
    script = _find_script(tag) if tag else ""
    locale = _list_locales().get(script)
    return Locale.parse(locale).text_direction if locale else "auto"


@cache
def _list_locales() -> dict[str, str]:
    """One locale for each script: all that share a script share its direction."""
    return {_find_script(name): name for name in sorted(locale_identifiers())}


def _find_script(tag: str) -> str:
    """The script that a tag names, such as `Arab`, else that of its language; empty where it is unknown."""
    language, *rest = tag.replace("_", "-").split("-")
    for part in rest:
        if len(part) == _SCRIPT_LENGTH and part.isalpha():
            return part.title()
    likely = get_global("likely_subtags")
    region = next((part.upper() for part in rest if len(part) == 2), "")  # noqa: PLR2004  # as regions are
    subtags = str(likely.get(f"{language.lower()}_{region}") or likely.get(language.lower()) or "")
    return subtags.partition("_")[2].partition("_")[0]
