"""The strings and dates of the comments in the language of the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
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
        words = self.format_day(date)
        if (date.hour, date.minute, date.second) == (0, 0, 0):
            return words
        time = _format_time(date.time().replace(second=0, microsecond=0), self.locale)
        return self.gettext("%(date)s at %(time)s") % {"date": words, "time": time}

    def format_day(self, date: datetime) -> str:
        """The day in words, without the hour."""
        return _format_day(date.date(), self.locale)

    def format_number(self, number: int) -> str:
        """The number with the language's grouping."""
        return format_decimal(number, locale=self.locale)


@lru_cache(maxsize=8192)  # a thread has many comments a day, and a page is built over and over
def _format_day(day: date, locale: Locale) -> str:
    words = format_date(day, "long", locale=locale)
    return words.replace("1 ", "1er ", 1) if locale.language == "fr" and day.day == 1 else words


@lru_cache(maxsize=24 * 60)
def _format_time(moment: time, locale: Locale) -> str:
    return format_time(moment, "short", locale=locale)


def read_wording(lang: str, theme_catalogues: Path | None = None) -> Wording:
    """The wording for a language tag such as `fr` or `fr-CA`; English where there is no catalogue.

    The words of a theme's own `<language>.po` come before ours: so a theme may word things in its own way,
    or speak a language that we do not.
    """
    names = tuple(_widen_tag(lang))
    folders = (theme_catalogues, CATALOGUES) if theme_catalogues else (CATALOGUES,)
    paths = [path for folder in folders if (path := _find_catalogue(folder, names))]
    if not paths:
        locale = _find_locale(names)
        return Wording(locale if locale.language == "en" else Locale("en"), NullTranslations())
    return _merge_catalogues(_find_locale(names), tuple((path, path.stat().st_mtime_ns) for path in paths))


def list_languages(theme_catalogues: Path | None = None) -> set[str]:
    """The languages that there is a catalogue for, ours or the theme's; English needs none."""
    folders = (theme_catalogues, CATALOGUES) if theme_catalogues else (CATALOGUES,)
    return {"en", *(path.stem for folder in folders for path in folder.glob("*.po"))}


def _widen_tag(tag: str) -> Iterator[str]:
    """The tag and those that are wider, the narrowest first: `zh-Hant` gives `zh_hant` and `zh`."""
    parts = tag.lower().replace("-", "_").split("_")
    return ("_".join(parts[:length]) for length in range(len(parts), 0, -1))


def _find_catalogue(folder: Path, names: tuple[str, ...]) -> Path | None:
    present = {path.stem.lower().replace("-", "_"): path for path in sorted(folder.glob("*.po"))}
    return next((present[name] for name in names if name in present), None)


def _find_locale(names: tuple[str, ...]) -> Locale:
    for name in names:
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


@lru_cache
def _merge_catalogues(locale: Locale, stamped: tuple[tuple[Path, int], ...]) -> Wording:
    """The wording of catalogues, of which the first that has a message counts.

    They come with the time of their last change, lest a server go on with the words that it began with.
    """
    first, *others = (_read_catalogue(path, locale) for path, _ in stamped)
    for other in others:
        first.add_fallback(other)
    return Wording(locale, first)


def _read_catalogue(path: Path, locale: Locale) -> NullTranslations:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=locale)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
