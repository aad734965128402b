"""Settings in the words of other languages: the dict SITE_TRANSLATIONS of pelicanconf.py."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pelican_toolkit.errors import Problem
from pelican_toolkit.languages import is_tag, widen_tag
from pelican_toolkit.settings import FILE, suggest

from .errors import LocalizationError

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
    """Raise LocalizationError naming every problem in SITE_TRANSLATIONS at once.

    A DEFAULT_LANG that is not a language tag, which a site may have had before, is a warning.
    """
    if not is_tag(settings["DEFAULT_LANG"]):
        logger.warning("%s", describe_tag("DEFAULT_LANG", settings["DEFAULT_LANG"]))
    if problems := [*_find_problems(settings)]:
        raise LocalizationError(*problems)


def describe_tag(setting: str, tag: object, file: str = FILE) -> Problem:
    """The problem that a setting, or a line of a text's header, has a value that is not a language tag."""
    return Problem("no-language", file, f"{setting}: {tag!r} is not a language tag; write 'en' or 'fr-CA'.")


def _find_problems(settings: Mapping[str, Any]) -> Iterator[Problem]:
    translations = settings.get(NAME, {})
    if not isinstance(translations, dict) or not all(isinstance(own, dict) for own in translations.values()):
        example = "{'en': {'SITESUBTITLE': '…'}}"
        message = f"{NAME} is {translations!r}, but must be a dict of dicts, such as {example}."
        yield Problem("no-dict", FILE, message)
        return
    for tag, own in translations.items():
        if not is_tag(tag):
            yield describe_tag(NAME, tag)
        for name in own:
            if name not in settings:
                hint = suggest(name, settings, "set it in DEFAULT_LANG first.")
                message = f"{NAME}[{tag!r}] translates {name!r}, which is not set; {hint}"
                yield Problem("unknown-key", FILE, message)
