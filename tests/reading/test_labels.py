"""The names that the extension gives in English, put into the article's language."""

from collections.abc import Callable

import pytest
from markupsafe import Markup
from pelican.plugins.reading.labels import translate_labels

Convert = Callable[[str], str]

TEXT = "Un[^1], et encore[^1].\n\n| a |\n|---|\n| 1 |\n\n[^1]: Note."


def translate(html: str) -> str:
    return translate_labels(html, "Tableau", lambda number: Markup(f"Retour de « {number} »"))  # noqa: S704


def test_every_name_is_translated(convert: Convert) -> None:
    html = translate(convert(TEXT))
    assert 'aria-label="Tableau"' in html
    assert 'aria-label="Retour de « 1 »"' in html
    assert 'aria-label="Retour de « 1 (2) »"' in html
    assert 'Table"' not in html
    assert "Back to" not in html


@pytest.mark.parametrize("word", ['"><script>', Markup("&quot;&gt;&lt;script&gt;")])
def test_translation_cannot_leave_its_attribute(convert: Convert, word: str) -> None:
    html = translate_labels(convert(TEXT), word, lambda _: word)
    assert html.count("&gt;&lt;script&gt;") == 3
    assert "<script>" not in html


@pytest.mark.parametrize(
    "text",
    [
        '`aria-label="Table"`',
        '`<div aria-label="Table" class="table-scroll" role="group" tabindex="0">`',
        '    <a aria-label="Back to the text from note 1" class="footnote-backref"',
        "<table><caption>Les prix</caption><tr><td>1</td></tr></table>",
        '<p aria-label="Table">x</p>',
    ],
)
def test_nothing_else_is_touched(convert: Convert, text: str) -> None:
    html = convert(text)
    assert translate(html) == html
