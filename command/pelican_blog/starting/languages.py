"""The languages that a blog can be started in; their files are in template/<tag>."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What the commands need to know about a language."""

    tag: str
    zone: str
    """The default time zone, if the machine's is unknown."""
    about: str
    """The slug of the page about the blog."""
    privacy: str
    """The slug of the page about readers' data."""


FRENCH = Language(tag="fr", zone="Europe/Paris", about="a-propos", privacy="vie-privee")
ENGLISH = Language(tag="en", zone="UTC", about="about", privacy="privacy")
LANGUAGES = {language.tag: language for language in (FRENCH, ENGLISH)}


def guess_language(locale: str) -> str:
    """The tag of the language for a locale such as `fr_CA.UTF-8`."""
    return FRENCH.tag if locale.lower().startswith("fr") else ENGLISH.tag
