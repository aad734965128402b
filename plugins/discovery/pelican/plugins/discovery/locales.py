"""Language tags → the locales of OpenGraph."""

from babel.core import get_global, parse_locale


def find_locale(tag: str) -> str | None:
    """The locale of a language tag with the territory that OpenGraph demands: `fr_FR` for `fr`.

    A territory that the tag names stays (`fr_CA`), else it is the likeliest of Unicode CLDR (likely
    subtags: `zh_TW` for `zh-Hant`). None for a language that CLDR does not know.
    """
    try:
        language, territory, script = parse_locale(tag.replace("-", "_"))[:3]
    except ValueError:
        return None
    if territory:
        return f"{language}_{territory}"
    known = get_global("likely_subtags")
    likely = known.get(f"{language}_{script}") or known.get(language)
    return f"{language}_{parse_locale(likely)[1]}" if likely else None
