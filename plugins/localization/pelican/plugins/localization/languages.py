"""Language tags, such as `fr` or `fr-CA`, and what is known of their languages."""

from contextlib import suppress

from babel import Locale, UnknownLocaleError


def widen_tag(tag: str) -> tuple[str, ...]:
    """The tag and those that are wider, the narrowest first: `zh-Hant` gives `zh_hant` and `zh`."""
    parts = tag.lower().replace("-", "_").split("_")
    return tuple("_".join(parts[:length]) for length in range(len(parts), 0, -1))


def parse_locale(tag: str) -> Locale:
    """The locale of a language tag, else of a wider one; English for a language that is unknown."""
    for name in widen_tag(tag):
        with suppress(UnknownLocaleError, ValueError):
            return Locale.parse(name)
    return Locale("en")
