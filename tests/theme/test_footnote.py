"""Footnotes: from the text to the note and back, and not in summaries."""

from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]

RICH = "2025/01/10/tout-ce-que-le-texte-permet/index.html"
ENGLISH = "en/2025/05/12/une-tarte-en-deux-langues/index.html"


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (
            RICH,
            [
                "Retour à l’appel de la note 1",
                "Retour à l’appel de la note 1 (2)",
                "Retour à l’appel de la note 2",
            ],
        ),
        (ENGLISH, ["Back to the text from note 1"]),
    ],
)
def test_way_back_is_named_in_the_language_of_the_page(demo: ReadPage, path: str, names: list[str]) -> None:
    assert [link["aria-label"] for link in demo(path).select("a.footnote-backref")] == names


def test_notes_are_numbered_in_the_order_of_reading(demo: ReadPage) -> None:
    assert [link.text for link in demo(RICH).select("sup > a.footnote-ref")] == ["1", "2", "1"]
    assert demo(RICH).select_one(".footnote li").text.strip().startswith("Ceci est une note")


def test_summaries_have_no_number_of_a_note(demo: ReadPage, demo_path: Path) -> None:
    page = demo(RICH)
    assert "une note et un lien." in page.select_one("meta[name=description]")["content"]
    cards = "".join(card.text for card in demo("tag/code/index.html").select(".article-card-summary"))
    assert "une note et un lien." in cards
    entries = feedparser.parse((demo_path / "feeds/fr.atom.xml").read_bytes()).entries
    (summary,) = (entry.summary for entry in entries if "/tout-ce-que-le-texte-permet/" in entry.link)
    assert "une note et <a" in summary
