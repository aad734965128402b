"""The names that the extension gives in English, put into the article's language."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from markupsafe import Markup
from pelican.plugins.reading.labels import translate_labels

Convert = Callable[[str], str]

TEXT = """Un[^1], et encore[^1].

| a |
|---|
| 1 |

> [!CAUTION]
> Un danger.

- [x] un
- [ ] deux

[^1]: Note.
"""
FRENCH = SimpleNamespace(
    table=lambda: "Tableau",
    note=lambda number: Markup(f"Retour de « {number} »"),  # noqa: S704
    task={"Done": "Fait", "To do": "À faire"}.__getitem__,
    alert={"Note": "Remarque", "Tip": "Astuce", "Caution": "Attention"}.__getitem__,
)


def translate(html: str) -> str:
    return translate_labels(html, FRENCH)


def test_every_name_is_translated(convert: Convert) -> None:
    html = translate(convert(TEXT))
    assert 'aria-label="Tableau"' in html
    assert 'aria-label="Retour de « 1 »"' in html
    assert 'aria-label="Retour de « 1 (2) »"' in html
    assert '<p class="admonition-title">Attention</p>' in html
    assert re.findall(r'<input type="checkbox" aria-label="([^"]*)" disabled( checked)?>', html) == [
        ("Fait", " checked"),
        ("À faire", ""),
    ]
    assert 'Table"' not in html
    assert "Back to" not in html


@pytest.mark.parametrize("word", ['"><script>', Markup("&quot;&gt;&lt;script&gt;")])
def test_translation_cannot_leave_its_attribute(convert: Convert, word: str) -> None:
    same = SimpleNamespace(table=lambda: word, **dict.fromkeys(("note", "task", "alert"), lambda _: word))
    html = translate_labels(convert(TEXT), same)
    assert html.count("&gt;&lt;script&gt;") == 6
    assert "<script>" not in html


@pytest.mark.parametrize(
    "text",
    [
        '`aria-label="Table"`',
        '`<div aria-label="Table" class="table-scroll" role="group" tabindex="0">`',
        '    <a aria-label="Back to the text from note 1" class="footnote-backref"',
        "<table><caption>Les prix</caption><tr><td>1</td></tr></table>",
        '<p aria-label="Table">x</p>',
        "> [!NOTE] Note de l’auteur\n> x",
        "> Note\n\nDone",
        '`<p class="admonition-title">Note</p>` `<input type="checkbox" aria-label="Done" disabled>`',
    ],
)
def test_nothing_else_is_touched(convert: Convert, text: str) -> None:
    html = convert(text)
    assert translate(html) == html


def test_words_stay_english_where_a_theme_s_own_template_does_not_know_them(convert: Convert) -> None:
    html = translate_labels(convert(TEXT), SimpleNamespace(table=FRENCH.table, note=FRENCH.note))
    assert '<p class="admonition-title">Caution</p>' in html
    assert 'aria-label="Done"' in html
    assert 'aria-label="Tableau"' in html
