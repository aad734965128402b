"""An article's own page: title, data, text, tags."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]

SITE = "https://demo.example.org"
FILM = "2024/06/30/un-film-de-ce-site/index.html"
PLAIN = "2023/02/05/un-premier-texte/index.html"
RICH = "2025/01/10/tout-ce-que-le-texte-permet/index.html"
TYPESET = "2024/12/31/l-apostrophe-et-les-guillemets/index.html"


def test_article_holds_its_title_and_its_text(demo: ReadPage) -> None:
    article = demo(PLAIN).select_one("main article.article")
    assert article.select_one("header > h1").text == "Un premier texte"
    assert article.select_one(".article-body").text.strip().startswith("Ceci est un texte de démonstration")


@pytest.mark.parametrize(
    ("path", "moment", "words"),
    [
        (FILM, "2024-06-30T21:45:00+02:00", "30 juin 2024"),
        ("2023/11/01/une-video-sans-affiche/index.html", "2023-11-01T08:00:00+01:00", "1er novembre 2023"),
        ("en/2025/05/12/une-tarte-en-deux-langues/index.html", "2025-05-12T11:00:00+02:00", "May 12, 2025"),
        ("2025/05/12/une-tarte-en-deux-langues/index.html", "2025-05-12T11:00:00+02:00", "12 mai 2025"),
    ],
)
def test_date_is_in_the_language_of_the_page(demo: ReadPage, path: str, moment: str, words: str) -> None:
    time = demo(path).select_one(".article-meta time.article-date")
    assert (time["datetime"], time.text) == (moment, words)


def test_later_change_is_dated(demo: ReadPage) -> None:
    modified = demo(FILM).select_one(".article-modified")
    assert modified.text == "mis à jour le 14 juillet 2024"
    assert modified.time["datetime"] == "2024-07-14T07:00:00+02:00"


def test_article_that_was_never_changed_does_not_speak_of_it(demo: ReadPage) -> None:
    assert not demo(PLAIN).select(".article-modified")


def test_author_and_category_lead_to_their_articles(demo: ReadPage) -> None:
    links = demo(FILM).select(".article-meta a")
    assert [(link.text, link["href"].removeprefix(SITE)) for link in links] == [
        ("Dominique", "/author/dominique/"),
        ("Vidéos", "/category/videos/"),
    ]


def test_every_author_is_named(demo: ReadPage) -> None:
    authors = demo(RICH).select('.article-meta a[rel="author"]')
    assert [author.text for author in authors] == ["Camille", "Dominique"]


def test_tags_are_a_named_list_of_links(demo: ReadPage) -> None:
    tags = demo(RICH).select_one("ul.article-tags")
    assert tags["aria-label"] == "Étiquettes"
    assert [(link.text, link["href"].removeprefix(SITE)) for link in tags.select('li > a[rel="tag"]')] == [
        ("texte", "/tag/texte/"),
        ("code", "/tag/code/"),
    ]


def test_french_text_is_typeset_and_code_is_not(demo: ReadPage) -> None:
    text = demo(TYPESET).select_one(".article-body").text
    assert "«\xa0au kilomètre\xa0»\xa0: c’est l’outil" in text
    assert "Vraiment\u202f? Oui\u202f!" in text
    assert "1\u202f234\u202f567\xa0€" in text
    assert 'print("l\'été")' in text
    assert "12:30" in text


def test_english_text_is_left_alone(demo: ReadPage) -> None:
    page = demo("en/2025/05/12/une-tarte-en-deux-langues/index.html")
    assert 'French: "apples", butter' in page.select_one(".article-body").text
