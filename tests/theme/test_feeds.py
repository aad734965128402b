"""The feeds, and the pages' links to them."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup

from plugins.discovery.tests.formats import find_json_feed_faults

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]

SITE = "https://demo.example.org"
ARTICLES = ["feeds/fr.atom.xml", "feeds/en.atom.xml"]
FEEDS = [
    *ARTICLES,
    "feeds/category/cuisine.atom.xml",
    "feeds/category/le-site.atom.xml",
    "feeds/category/videos.atom.xml",
    "feeds/comments.atom.xml",
    "feeds/comments/a-text-in-english.atom.xml",
    "feeds/comments/composants.atom.xml",
    "feeds/comments/livre-d-or.atom.xml",
    "feeds/comments/un-film-de-ce-site.atom.xml",
    "feeds/comments/une-discussion-close.atom.xml",
    "feeds/comments/une-longue-discussion.atom.xml",
    "feeds/comments/une-tarte-en-deux-langues.atom.xml",
]
ENGLISH = {"feeds/en.atom.xml", "feeds/comments/a-text-in-english.atom.xml"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ATOM = "{http://www.w3.org/2005/Atom}"


def list_slugs(path: Path) -> list[str]:
    entries = feedparser.parse(path.read_bytes()).entries
    return [entry.link.removeprefix(SITE).rstrip("/").rpartition("/")[2] for entry in entries]


def test_nothing_but_these_feeds_is_written(demo_path: Path) -> None:
    found = {path.relative_to(demo_path).as_posix() for path in demo_path.rglob("*.xml")}
    assert {path for path in found if "feeds/" in path} == set(FEEDS)


@pytest.mark.parametrize("path", FEEDS)
def test_feed_is_well_formed_and_says_its_language_and_address(demo_path: Path, path: str) -> None:
    source = (demo_path / path).read_bytes()
    parsed = feedparser.parse(source)
    assert not parsed.bozo
    assert parsed.entries
    root = ET.fromstring(source)  # noqa: S314  # our own file
    assert root.get(LANG) == ("en" if path in ENGLISH else "fr")
    assert root.find(f'{ATOM}link[@rel="self"]').get("href") == f"{SITE}/{path}"


@pytest.mark.parametrize("path", FEEDS)
def test_entries_are_complete_and_their_ids_unique(demo_path: Path, path: str) -> None:
    entries = feedparser.parse((demo_path / path).read_bytes()).entries
    for entry in entries:
        assert entry.title
        assert entry.author
        assert entry.updated_parsed
        assert entry.link.startswith(f"{SITE}/")
        assert entry.content[0].value
    assert len({entry.id for entry in entries}) == len(entries)


def test_feed_of_the_site_s_language_has_its_articles_and_no_draft(demo_path: Path, demo: ReadPage) -> None:
    archived = [link["href"] for link in demo("archives/index.html").select(".archive-list a")]
    entries = feedparser.parse((demo_path / "feeds/fr.atom.xml").read_bytes()).entries
    assert [entry.link for entry in entries] == [link for link in archived if f"{SITE}/en/" not in link]


def test_feed_of_another_language_has_translations_and_what_there_is_in_it_only(demo_path: Path) -> None:
    assert list_slugs(demo_path / "feeds/en.atom.xml") == ["une-tarte-en-deux-langues", "a-text-in-english"]


def test_entry_in_another_language_than_its_feed_says_so(demo_path: Path) -> None:
    root = ET.fromstring((demo_path / "feeds/category/le-site.atom.xml").read_bytes())  # noqa: S314  # our own
    languages = {
        entry.find(f"{ATOM}link").get("href").removeprefix(SITE): entry.get(LANG)
        for entry in root.iter(f"{ATOM}entry")
    }
    assert languages.pop("/en/2024/03/01/a-text-in-english/") == "en"
    assert set(languages.values()) == {None}


def test_article_has_one_id_in_all_feeds_and_shares_it_with_none(demo_path: Path) -> None:
    entries = [
        entry
        for path in FEEDS
        if "comments" not in path
        for entry in feedparser.parse((demo_path / path).read_bytes()).entries
    ]
    links = {entry.link for entry in entries}
    assert len(links) == len({entry.id for entry in entries}) == len({(e.link, e.id) for e in entries}) == 14


def test_feed_of_a_category_has_its_articles(demo_path: Path) -> None:
    assert list_slugs(demo_path / "feeds/category/videos.atom.xml") == [
        "un-film-de-ce-site",
        "des-videos-dans-le-texte",
        "un-lien-vers-dailymotion",
        "une-video-sans-affiche",
        "une-video-avec-affiche",
    ]


def test_comments_that_are_hidden_are_in_no_feed(demo_path: Path) -> None:
    assert not [path for path in FEEDS if "que personne ne voit" in (demo_path / path).read_text()]


def test_page_offers_the_feeds_of_the_site(pages: Pages) -> None:
    for path, page in pages.items():
        links = page.select('link[rel="alternate"][type="application/atom+xml"]')
        addresses = [link["href"] for link in links]
        own = f"{SITE}/feeds/{page.html['lang']}.atom.xml"
        assert addresses[:2] == [own, f"{SITE}/feeds/comments.atom.xml"], path
        assert page.select_one('.site-footer a[href$=".atom.xml"]')["href"] == own, path
        assert all(link["title"] for link in links), path


def test_page_offers_the_articles_as_a_json_feed_too(pages: Pages) -> None:
    for path, page in pages.items():
        links = page.select('link[rel="alternate"][type="application/feed+json"]')
        assert [(link["href"], link["title"]) for link in links] == [
            (f"{SITE}/feeds/{page.html['lang']}.json", "Démonstration")
        ], path


def test_first_and_later_pages_of_a_category_offer_its_feed(pages: Pages) -> None:
    feed = 'link[rel="alternate"][href$="/feeds/category/videos.atom.xml"]'
    links = [(path, link["title"]) for path, page in pages.items() for link in page.select(feed)]
    assert links == [
        ("category/videos/index.html", "Démonstration - Vidéos"),
        ("category/videos/page/2/index.html", "Démonstration - Vidéos"),
    ]


@pytest.mark.parametrize("path", FEEDS[:4])
def test_json_feed_is_valid_and_has_the_entries_of_the_atom_feed(demo_path: Path, path: str) -> None:
    source = (demo_path / path.replace(".atom.xml", ".json")).read_text(encoding="utf-8")
    document = json.loads(source)
    assert not find_json_feed_faults(document)
    assert document["feed_url"] == f"{SITE}/{path.replace('.atom.xml', '.json')}"
    atom = feedparser.parse((demo_path / path).read_bytes(), sanitize_html=False, resolve_relative_uris=False)
    texts = [
        (item["id"], item["url"], item["title"], item["content_html"].strip()) for item in document["items"]
    ]
    assert texts == [(entry.id, entry.link, entry.title, entry.content[0].value) for entry in atom.entries]


def test_article_with_comments_offers_their_feed(demo: ReadPage) -> None:
    page = demo("2025/03/21/une-discussion-close/index.html")
    link = page.select_one('link[href$="/feeds/comments/une-discussion-close.atom.xml"]')
    assert link["title"] == "Commentaires sur «\xa0Une discussion close\xa0»"


def test_article_without_comments_offers_no_feed_of_them(demo: ReadPage) -> None:
    assert not demo("2023/02/05/un-premier-texte/index.html").select('[href*="/feeds/comments/"]')


def test_no_two_feeds_have_one_id(demo_path: Path) -> None:
    assert len({feedparser.parse((demo_path / path).read_bytes()).feed.id for path in FEEDS}) == len(FEEDS)
