"""Language tags and what is known of their languages: words, dates, catalogues; how Pelican reads dates."""

# ruff: noqa: DTZ001  # as Pelican has dates, before it gives them the site's time zone

import os
import re
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

import dateutil.parser
import pytest
from babel.localedata import locale_identifiers
from hypothesis import example, given
from hypothesis import strategies as st
from pelican_toolkit.catalogues import find_catalogues, list_catalogues, read_translations
from pelican_toolkit.dates import read_date
from pelican_toolkit.formats import format_date, format_month, format_number, format_time
from pelican_toolkit.languages import (
    find_direction,
    is_same_language,
    is_tag,
    name_language,
    parse_locale,
    parse_tag,
    widen_tag,
)

PARIS = timezone(timedelta(hours=1))
NO_TAGS = ["", "e", " fr ", "fr\n", "english", "français", "en-", "en US", 'en" onclick="x', "fr.UTF-8"]


def test_language_is_a_tag_or_nothing() -> None:
    tags = ["en", "pt-BR", "zh-Hant-TW", "sl-rozaj-biske", "de-CH-1996", "en-x-twain", "es-419"]
    assert [parse_tag(text) for text in (*tags, "pt_BR", "tlh", "xx")] == [*tags, "pt-BR", "tlh", "xx"]
    assert [tag for tag in (*tags, "FR", "grc") if not is_tag(tag)] == []
    for text in (*NO_TAGS, "en-" + "aaaaaaaa-" * 5 + "a"):
        assert parse_tag(text) is None
        assert not is_tag(text)
    assert [text for text in ("fr_CA", "xx", None, 3) if is_tag(text)] == []
    assert [name for name in locale_identifiers() if not is_tag(name.partition("_")[0])] == []


def test_name_of_a_device_is_no_language_on_windows_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    assert not any(map(is_tag, ("con", "nul", "AUX")))
    assert is_tag("fr")


def test_tag_is_read_however_it_is_written_and_widens_part_by_part() -> None:
    assert is_same_language("pt_BR", "pt-br")
    assert not is_same_language("pt", "pt-BR")
    assert widen_tag("zh-Hant_TW") == ("zh_hant_tw", "zh_hant", "zh")
    locales = {"FR-ca": "fr_CA", "zh-Hant-TW": "zh_Hant_TW", "fr-XX": "fr", "fr-CA-x-private": "fr_CA"}
    for tag, locale in {**locales, "xx": "en", "no language": "en", "": "en"}.items():
        assert str(parse_locale(tag)) == locale
    names = {"FR-x-private": "français", "pt-BR": "português (Brasil)", "ar": "العربية", "grc": "grc"}
    assert {tag: name_language(tag) for tag in names} == names


def test_direction_is_that_of_the_script() -> None:
    rtl = "yi ks FA ar-XX fa_IR az-arab-IR pa-PK uz-AF iw ku-Arab zh-Arab fa-x-latn ar-u-nu-latn ff-Adlm"
    ltr = "zh-Hant az az-Latn ku pa pa-IN sd-Deva fa-Latn-IR xx fr-x-arab en-u-ca-hebrew de-1996"
    assert [tag for tag in rtl.split() if find_direction(tag) != "rtl"] == []
    assert [tag for tag in ltr.split() if find_direction(tag) != "ltr"] == []
    assert [find_direction(tag, "auto") for tag in ("xx", None, "", "fr")] == ["auto"] * 3 + ["ltr"]


def test_dates_and_numbers_are_written_as_the_language_does() -> None:
    texts = {"fr-CA": "1er novembre 2015", "en": "November 1, 2015", "de": "1. November 2015"}
    assert {lang: format_date(date(2015, 11, 1), parse_locale(lang)) for lang in texts} == texts
    fr, en = parse_locale("fr"), parse_locale("en")
    assert format_date(date(2015, 11, 21), fr) == "21 novembre 2015"
    assert format_month(date(2015, 11, 21), parse_locale("ca")) == "novembre del 2015"
    moment = datetime(2015, 12, 1, 0, 30, tzinfo=PARIS)  # in its own zone
    assert format_date(moment, fr) == "1er décembre 2015"
    assert format_month(moment, fr) == "décembre 2015"
    assert format_time(time(14, 30, 59), fr) == "14:30"
    assert format_time(time(14, 30, 59), en).replace("\u202f", " ") == "2:30 PM"
    assert [format_number(1234, locale) for locale in (fr, en)] == ["1\u202f234", "1,234"]


HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
PLURAL = '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
DAYS = 'msgid "a day"\nmsgid_plural "days"\nmsgstr[0] "jour"\nmsgstr[1] "jours"\n'


def save(folder: Path, name: str, **messages: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    pairs = (f'msgid "{message}"\nmsgstr "{words}"\n' for message, words in messages.items())
    path.write_text(HEADER + PLURAL + "\n".join([*pairs, DAYS]), encoding="utf-8")
    return path


def test_first_folder_that_has_a_message_counts_as_the_file_is_today(tmp_path: Path) -> None:
    theme, own = tmp_path / "theme", tmp_path / "own"
    path = save(theme, "fr-CA.po", Hello="Allô")
    save(theme, "fr.po", Hello="Salut", Yes="Ouais")
    save(own, "fr.po", Hello="Bonjour", No="Non")
    paths = find_catalogues([theme, own], "fr-CA")
    assert find_catalogues([theme], "pt") == find_catalogues([own / "none"], "fr") == ()
    assert [*list_catalogues(theme)] == ["fr_ca", "fr"]
    words = read_translations(paths)
    assert read_translations(paths) is words
    assert [words.gettext(message) for message in ("Hello", "No", "Yes")] == ["Allô", "Non", "Yes"]
    assert [words.ngettext("a day", "days", count) for count in (0, 1, 2)] == ["jour", "jour", "jours"]
    os.utime(save(theme, "fr-CA.po", Hello="Bon matin"), ns=(1, 1))
    assert read_translations(paths).gettext("Hello") == "Bon matin"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(UnicodeDecodeError):
        read_translations([path])


def test_date_is_read_with_what_is_guessed() -> None:
    readings = {
        "2025_11_05  18:30": (datetime(2025, 11, 5, 18, 30), None, None),
        "2025-11-05T18:30:00+01:00": (datetime(2025, 11, 5, 18, 30, tzinfo=PARIS), None, None),
        "11/05/2025": (datetime(2025, 11, 5), date(2025, 5, 11), None),
        "11/25/2025": (datetime(2025, 11, 25), None, None),
        "20 Nov 15": (datetime(2015, 11, 20), date(2020, 11, 15), None),
        "2025-11-05 18:30 XYZ": (datetime(2025, 11, 5, 18, 30), None, "XYZ"),
    }
    for text, (moment, other_day, unknown_zone) in readings.items():
        reading = read_date(text)
        assert (reading.moment, reading.is_whole) == (moment, True)
        assert (reading.other_day, reading.unknown_zone) == (other_day, unknown_zone)


def test_part_of_a_date_is_not_whole_and_what_is_no_date_is_refused() -> None:
    for text in ("Nov 2025", "12:30", "31", "Mon Feb 2025", "29 Feb"):
        assert not read_date(text).is_whole
    for text in ("", "hier", "2025-02-30", "0001-01-01 00:00+23:59", "2025-02-03 +99:00", "9" * 30):
        with pytest.raises(ValueError):  # noqa: PT011  # dateutil's words
            read_date(text)


PARTS = "2025 25 05 11 31 Nov Feb 29 18:30 - / . _ T CET +01:00 am".split()  # noqa: SIM905


@pytest.mark.filterwarnings("ignore::dateutil.parser.UnknownTimezoneWarning")
@example(parts=["31", "/", "05", "/", "11"], today=datetime(2025, 11, 5))
@given(parts=st.lists(st.sampled_from([*PARTS, " "]), min_size=1, max_size=8), today=st.datetimes())
def test_whole_date_is_the_same_on_each_day_on_which_it_is_read(parts: list[str], today: datetime) -> None:
    try:
        reading = read_date("".join(parts))
    except ValueError:
        return
    if reading.is_whole:
        default = today.replace(hour=0, minute=0, second=0, microsecond=0)
        text = re.sub(" +", " ", "".join(parts).replace("_", " "))
        assert dateutil.parser.parse(text, default=default) == reading.moment
