"""The languages that a blog can be begun in; their texts are in template/, by tag."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What the commands have to know of it."""

    tag: str
    zone: str
    """The time zone where the machine names none."""
    about: str
    """The slug of the page about the blog."""
    privacy: str
    """The slug of the page that says what becomes of readers' data."""


FRENCH = Language(tag="fr", zone="Europe/Paris", about="a-propos", privacy="vie-privee")
ENGLISH = Language(tag="en", zone="UTC", about="about", privacy="privacy")
LANGUAGES = {language.tag: language for language in (FRENCH, ENGLISH)}


def guess_language(locale: str) -> str:
    """The tag of the language that a machine speaks, by what its LANG says: `fr_CA.UTF-8`."""
    return FRENCH.tag if locale.lower().startswith("fr") else ENGLISH.tag
