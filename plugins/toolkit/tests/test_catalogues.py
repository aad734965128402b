"""Catalogues from .po files, by language and in the order of their folders."""

import os
from pathlib import Path

import pytest
from pelican_toolkit.catalogues import find_catalogues, list_catalogues, read_translations

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def save(folder: Path, name: str, **messages: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    pairs = (f'msgid "{message}"\nmsgstr "{words}"\n' for message, words in messages.items())
    path.write_text(HEADER + "\n".join(pairs), encoding="utf-8")
    return path


def test_catalogue_is_that_of_the_tag_or_a_wider_one(tmp_path: Path) -> None:
    fr, pt, hant = (save(tmp_path, name) for name in ("fr.po", "pt_BR.po", "zh-Hant.po"))
    assert list_catalogues(tmp_path) == {"fr": fr, "pt_br": pt, "zh_hant": hant}
    assert list_catalogues(tmp_path / "none") == {}
    for tag, path in {"fr-CA": fr, "FR": fr, "pt-BR": pt, "zh-Hant-TW": hant}.items():
        assert find_catalogues([tmp_path], tag) == (path,)
    for tag in ("pt", "zh", "de", ""):
        assert find_catalogues([tmp_path], tag) == ()


def test_first_folder_that_has_a_message_counts(tmp_path: Path) -> None:
    theme, own = tmp_path / "theme", tmp_path / "own"
    save(theme, "fr-CA.po", Hello="Allô")
    save(theme, "fr.po", Hello="Salut", Yes="Ouais")
    save(own, "fr.po", Hello="Bonjour", No="Non")
    words = read_translations(find_catalogues([theme, own], "fr-CA"))
    assert [words.gettext(message) for message in ("Hello", "No", "Yes")] == ["Allô", "Non", "Yes"]
    assert words.ngettext("one", "several", 2) == "several"
    assert read_translations(()).gettext("Hello") == "Hello"


def test_plural_is_the_languages(tmp_path: Path) -> None:
    path = tmp_path / "fr.po"
    plural = 'msgid "a day"\nmsgid_plural "days"\nmsgstr[0] "jour"\nmsgstr[1] "jours"\n'
    path.write_text(HEADER.rstrip() + '\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n' + plural)
    words = read_translations([path])
    assert [words.ngettext("a day", "days", count) for count in (0, 1, 2)] == ["jour", "jour", "jours"]


def test_file_is_read_again_when_it_has_changed(tmp_path: Path) -> None:
    path = save(tmp_path, "fr.po", Hello="Salut")
    assert read_translations([path]) is read_translations([path])
    os.utime(save(tmp_path, "fr.po", Hello="Bonjour"), ns=(1, 1))
    assert read_translations([path]).gettext("Hello") == "Bonjour"


def test_file_that_is_not_a_catalogue_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "fr.po").write_bytes(b"\xff\xfe")
    with pytest.raises(UnicodeDecodeError):
        read_translations([tmp_path / "fr.po"])
