"""Settings in the words of other languages: the dict SITE_TRANSLATIONS of pelicanconf.py."""

import difflib
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .errors import LocalizationError
from .languages import is_tag, widen_tag

logger = logging.getLogger(__name__)

NAME = "SITE_TRANSLATIONS"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSetting:
    """A setting as a page may show it."""

    value: Any
    lang: str
    """The language that its words are in."""


def choose_setting(settings: Mapping[str, Any], name: str, lang: str) -> SiteSetting:
    """The setting in a language or a wider one, else as the site has it, which is in DEFAULT_LANG.

    Its value is None where the site has none.
    """
    translations = {"_".join(widen_tag(tag)[:1]): (tag, own) for tag, own in settings.get(NAME, {}).items()}
    for wider in widen_tag(lang):
        tag, own = translations.get(wider, ("", {}))
        if name in own:
            return SiteSetting(value=own[name], lang=tag)
    return SiteSetting(value=settings.get(name), lang=settings["DEFAULT_LANG"])


def check_settings(settings: Mapping[str, Any]) -> None:
    """Raise LocalizationError naming all that is wrong in SITE_TRANSLATIONS at once.

    Of a DEFAULT_LANG that is no tag, which a site may have had before, a warning is logged.
    """
    if not is_tag(settings["DEFAULT_LANG"]):
        logger.warning("%s", _describe_tag("DEFAULT_LANG", settings["DEFAULT_LANG"]))
    if problems := [*_find_problems(settings)]:
        raise LocalizationError("\n".join(problems))


def _find_problems(settings: Mapping[str, Any]) -> Iterator[str]:
    translations = settings.get(NAME, {})
    if not isinstance(translations, dict) or not all(isinstance(own, dict) for own in translations.values()):
        example = "{'en': {'SITESUBTITLE': '…'}}"
        yield f"pelicanconf.py: {NAME} is {translations!r}; write a dict of dicts, such as {example}."
        return
    for tag, own in translations.items():
        if not is_tag(tag):
            yield _describe_tag(NAME, tag)
        for name in own:
            if name not in settings:
                nearest = difflib.get_close_matches(str(name), [*settings], n=1)
                hint = f"did you mean {nearest[0]!r}?" if nearest else "write it untranslated first."
                yield f"pelicanconf.py: {NAME}[{tag!r}] has {name!r}, which is no setting; {hint}"


def _describe_tag(setting: str, tag: object) -> str:
    return f"pelicanconf.py: {setting}: {tag!r} is no language tag; write one such as 'en' or 'fr-CA'."
