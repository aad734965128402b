"""The strings and dates of the comments in the language of the page."""

from dataclasses import dataclass
from datetime import datetime
from gettext import NullTranslations
from itertools import chain
from pathlib import Path

from babel import Locale
from pelican_toolkit.catalogues import find_catalogues, list_catalogues, read_translations
from pelican_toolkit.formats import format_date, format_number, format_time
from pelican_toolkit.languages import parse_locale

CATALOGUES = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Wording:
    """Our words in one language."""

    locale: Locale
    translations: NullTranslations

    def gettext(self, message: str) -> str:
        """The message translated, or as it is."""
        return self.translations.gettext(message)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """The message translated with the plural rule of the language."""
        return self.translations.ngettext(singular, plural, count)

    def format_date(self, date: datetime) -> str:
        """The date in words, in its own time zone: `20 novembre 2015`, or `1er novembre 2015 à 14:30`.

        Midnight sharp is left out: dates without an hour are read as that.
        """
        words = self.format_day(date)
        if (date.hour, date.minute, date.second) == (0, 0, 0):
            return words
        time = format_time(date.time(), self.locale)
        return self.gettext("%(date)s at %(time)s") % {"date": words, "time": time}

    def format_day(self, date: datetime) -> str:
        """The day in words, without the hour."""
        return format_date(date, self.locale)

    def format_number(self, number: int) -> str:
        """The number with its digits grouped as in the language."""
        return format_number(number, self.locale)


def read_wording(lang: str, theme_catalogues: Path | None = None) -> Wording:
    """The wording for a language tag such as `fr` or `fr-CA`; English if there is no catalogue.

    A theme's own `<language>.po` comes before ours, so that a theme can reword ours or add a language.
    """
    paths = find_catalogues(_list_folders(theme_catalogues), lang)
    locale = parse_locale(lang)
    return Wording(locale if paths or locale.language == "en" else Locale("en"), read_translations(paths))


def list_languages(theme_catalogues: Path | None = None) -> set[str]:
    """The languages with a catalogue, ours or the theme's; English needs none."""
    return {"en", *chain.from_iterable(map(list_catalogues, _list_folders(theme_catalogues)))}


def _list_folders(theme_catalogues: Path | None) -> tuple[Path, ...]:
    return (theme_catalogues, CATALOGUES) if theme_catalogues else (CATALOGUES,)
