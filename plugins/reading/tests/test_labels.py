"""The words that the plugin adds, and other small things of the extension."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown
from pelican.plugins.reading.extension import ReadingExtension

Read = Callable[..., BeautifulSoup]
Convert = Callable[..., str]

TEXT = """Un[^1], et encore[^1].

| a |
|---|
| 1 |

<table><tr><td>1</td></tr></table>

> [!CAUTION]
> Un danger.

> [!NOTE]-
> Un détail.

!!! tip
    Une idée.

- [x] un
- [ ] deux

[^1]: Note.
"""
FRENCH = {
    "Table": "Tableau", "Back to the text from note %(number)s": 'Retour de « %(number)s »"><script>',
    "Done": "Fait", "To do": '"><script>', "Note": "Remarque", "Tip": "Astuce", "Caution": "<Attention>",
}  # fmt: skip


@pytest.fixture
def catalogues(tmp_path: Path) -> str:
    """A folder with a French catalogue, one that is not a catalogue, and one with a mistake."""
    entries = (
        f"msgid {ask}\nmsgstr {say}\n"
        for ask, say in ((f'"{a}"', '"' + s.replace('"', '\\"') + '"') for a, s in FRENCH.items())
    )
    (tmp_path / "fr.po").write_text("\n".join(entries), encoding="utf-8")
    (tmp_path / "de.po").write_bytes(b'msgid "\xff"')
    (tmp_path / "es.po").write_text('msgid "Back to the text from note %(number)s"\nmsgstr "100 %"\n')
    return str(tmp_path)


def list_labels(page: BeautifulSoup) -> list[str]:
    tables = [box["aria-label"] for box in page.select(".table-scroll")]
    titles = [title.text.strip() for title in page.select(".admonition-title, summary")]
    boxes = [box["aria-label"] for box in page.select("input[disabled]")]
    return tables + titles + boxes + [link["aria-label"] for link in page.select(".footnote-backref")]


def test_every_label_is_in_the_language_of_the_text(read: Read, catalogues: str) -> None:
    back = "Back to the text from note"
    english = ["Table", "Table", "Caution", "Note", "Tip", "Done", "To do", f"{back} 1", f"{back} 1 (2)"]
    french = [
        *map(FRENCH.get, english[:7]),
        *(f'Retour de « {number} »"><script>' for number in ("1", "1 (2)")),
    ]
    for options, expected in (
        ({}, english), ({"lang": "fr-CA"}, english), ({"catalogues": catalogues, "lang": "it"}, english),
        ({"catalogues": catalogues, "lang": "fr-CA"}, french), ({"catalogues": "/no", "lang": "fr"}, english),
    ):  # fmt: skip
        page = read(TEXT, **options)
        assert list_labels(page) == expected
        assert not page.select("script")
        assert [box.has_attr("checked") for box in page.select("input")] == [True, False]


def test_lines_of_the_header_are_in_its_language_though_they_are_converted_last(catalogues: str) -> None:
    off = dict.fromkeys(("alerts", "tables", "footnotes"), False)
    md = Markdown(extensions=["meta", "pymdownx.tasklist", ReadingExtension(catalogues=catalogues, **off)])
    md.convert("Lang: fr\n\nWords.")
    assert 'aria-label="Fait"' in md.reset().convert("- [x] a")


def test_broken_catalogues_cost_no_text(
    read: Read, catalogues: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert list_labels(read(TEXT, catalogues=catalogues, lang="de"))[0] == "Table"
    assert "Un danger" in read(TEXT, catalogues=catalogues, lang="es", source="posts/x.md").text
    assert [record.args[0] for record in caplog.records] == [catalogues, "posts/x.md"]


@pytest.mark.parametrize(
    "text",
    ["> [!NOTE] Note de l’auteur\n> x", "> [!NOTE] *Note*\n> x", "> [!NOTE] Note *x*\n> y",
      "> Note\n\nDone",
     '<p aria-label="Table">x</p>',
     '<div class="note"><p>Note</p></div>', '`<input type="checkbox" disabled/>`', '!!! note ""\n    Note',
     '!!! danger "Caution"\n    x'],
)  # fmt: skip
def test_words_of_the_writer_are_left_alone(convert: Convert, catalogues: str, text: str) -> None:
    assert convert(text, catalogues=catalogues, lang="fr") == convert(text)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("سلام <https://example.org/a/>", "ltr"),
        ("[https://example.org/a_b/](https://example.org/a_b/)", "ltr"),
        ("[سلام](https://example.org/)", None),
        ("[https://example.org/](/x)", None),
        ("[x](x)", None),
    ],
)
def test_link_whose_words_are_its_address_runs_from_left_to_right(
    read: Read, text: str, direction: str | None
) -> None:
    assert read(text).a.get("dir") == direction
