"""The strings and dates of the comments in the language of the page."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

CATALOGUES = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Wording:
    """What the templates say, in one language."""

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

        Midnight sharp is what a date without an hour is read as, and is not said.
        """
        words = format_date(date, "long", locale=self.locale)
        if self.locale.language == "fr" and date.day == 1:
            words = words.replace("1 ", "1er ", 1)
        if (date.hour, date.minute, date.second) == (0, 0, 0):
            return words
        time = format_time(date.time(), "short", locale=self.locale)
        return self.gettext("%(date)s at %(time)s") % {"date": words, "time": time}

    def format_number(self, number: int) -> str:
        """The number with the language's grouping."""
        return format_decimal(number, locale=self.locale)


@lru_cache
def read_wording(lang: str) -> Wording:
    """The wording for a language tag such as `fr` or `fr-CA`; English where there is no catalogue."""
    try:
        locale = Locale.parse(lang.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    for name in (str(locale), locale.language):
        path = CATALOGUES / f"{name}.po"
        if path.is_file():
            return Wording(locale, _read_catalogue(path, name))
    return Wording(locale if locale.language == "en" else Locale("en"), NullTranslations())


def _read_catalogue(path: Path, locale: str) -> NullTranslations:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=locale)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
