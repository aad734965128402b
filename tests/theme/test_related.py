"""Articles that share tags or the category with an article."""

from collections.abc import Callable

from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]

SITE = "https://demo.example.org"


def test_related_articles_have_their_dates(demo: ReadPage) -> None:
    section = demo("2025/01/10/tout-ce-que-le-texte-permet/index.html").select_one("section.related")
    assert section.find(id=section["aria-labelledby"]).text == "À lire aussi"
    items = [(item.a.text, item.time.text) for item in section.select("li")]
    assert items == [
        ("Un premier texte", "5 février 2023"),
        ("Une tarte en deux langues", "12 mai 2025"),
        ("Des vidéos dans le texte", "2 juin 2024"),
    ]


def test_nobody_is_sent_twice_to_one_article_nor_to_that_which_is_read(pages: Pages) -> None:
    sections = 0
    for path, page in pages.items():
        links = [link["href"] for link in page.select("main > .neighbours a, main > .related a")]
        sections += len(page.select(".related"))
        assert len(set(links)) == len(links) <= 5, path
        assert f"{SITE}/{path.removesuffix('index.html')}" not in links, path
        assert not [link for link in links if "/drafts/" in link or "cache" in link], path
        assert not path.startswith("2") or not [link for link in links if "/en/" in link], path
    assert sections > 5
