"""Texts in several languages: the links between them, and the language of all that a page holds."""

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from pelican.contents import Page
from pelican.plugins.comments.site import load_site
from pelican.settings import read_settings
from pelican_toolkit.languages import is_tag

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]

ROOT = Path(__file__).parents[2]
SITE = "https://demo.example.org"
FRENCH = "2025/05/12/une-tarte-en-deux-langues/index.html"
ONLY_ENGLISH = "en/2024/03/01/a-text-in-english/index.html"
FRENCH_ALONE = f"""\
import runpy
globals().update(runpy.run_path({str(ROOT / "tests/demo/democonf.py")!r}))
SITE_TRANSLATIONS = {{}}
"""
TRANSLATED = [FRENCH, "vie-privee/index.html"]


def find_language(tag: Tag) -> str:
    return str(next(parent["lang"] for parent in [tag, *tag.parents] if "lang" in parent.attrs))


def find_address(page: BeautifulSoup) -> str:
    return str(page.select_one('link[rel="canonical"]')["href"])


@pytest.mark.parametrize("path", TRANSLATED)
def test_text_leads_to_its_translation_by_the_language_s_own_name(demo: ReadPage, path: str) -> None:
    for own, label, other, lang, name in (
        (path, "Aussi en\xa0:", f"en/{path}", "en", "English"),
        (f"en/{path}", "Also in:", path, "fr", "français"),
    ):
        line = demo(own).select_one("main .translations")
        assert line.text.split("\n")[0] == label
        (link,) = line.select("a")
        assert (link.text, link["lang"], link["hreflang"]) == (name, lang, lang)
        assert link["href"] == f"{SITE}/{other.removesuffix('index.html')}"


@pytest.mark.parametrize("path", [ONLY_ENGLISH, "livre-d-or/index.html", "index.html"])
def test_page_without_translation_does_not_speak_of_any(demo: ReadPage, path: str) -> None:
    assert not demo(path).select(".translations, link[hreflang]")


@pytest.mark.parametrize("path", TRANSLATED)
def test_each_language_names_all_and_itself_for_search_engines(demo: ReadPage, path: str) -> None:
    french, english = demo(path), demo(f"en/{path}")
    expected = {"fr": find_address(french), "en": find_address(english), "x-default": find_address(french)}
    for page in (french, english):
        links = page.select('head link[rel="alternate"][hreflang]')
        assert {link["hreflang"]: link["href"] for link in links} == expected
        assert len(links) == len(expected)


def test_alternates_are_reciprocal(pages: Pages) -> None:
    alternates = {
        find_address(page): {link["href"] for link in page.select("link[hreflang]")}
        for path, page in pages.items()
        if path != "404.html"
    }
    for address, others in alternates.items():
        assert not others or address in others
        assert all(alternates[other] == others for other in others)


def test_every_language_is_a_tag(pages: Pages) -> None:
    for path, page in pages.items():
        values = [
            tag[name] for name, tag in product(("lang", "hreflang"), page.find_all()) if name in tag.attrs
        ]
        assert not [value for value in values if not is_tag(value) and value != "x-default"], path


def test_lists_are_in_the_language_of_the_site_and_prefer_it(demo: ReadPage) -> None:
    page = demo("index.html")
    assert page.html["lang"] == "fr"
    titles = [link.text for link in page.select(".article-card h2 a")]
    assert "Une tarte en deux langues" in titles
    assert "A tart in two languages" not in titles


@pytest.mark.parametrize(
    ("path", "selector"),
    [
        ("archives/index.html", ".archive-list a"),
        ("2024/03/index.html", ".archive-list a"),
        ("tag/texte/page/2/index.html", ".article-card h2 a"),
        ("tag/texte/page/2/index.html", ".article-card .visually-hidden"),
    ],
)
def test_title_in_another_language_says_so_in_a_list(demo: ReadPage, path: str, selector: str) -> None:
    languages = {tag.text.strip("()"): find_language(tag) for tag in demo(path).select(selector)}
    assert languages.pop('A text in English, and "only" there') == "en"
    assert set(languages.values()) <= {"fr"}


def test_summary_in_another_language_says_so(demo: ReadPage) -> None:
    cards = demo("tag/texte/page/2/index.html").select(".article-card")
    languages = {card.h2.a["href"]: find_language(card.select_one(".article-card-summary")) for card in cards}
    assert languages[f"{SITE}/en/2024/03/01/a-text-in-english/"] == "en"


@pytest.mark.parametrize(
    "selector",
    [".site-name > span:last-child", ".article-meta .p-author", ".article-category a", ".article-tags a"],
)
def test_names_that_the_site_has_in_one_language_say_which(demo: ReadPage, selector: str) -> None:
    assert find_language(demo(ONLY_ENGLISH).select_one(selector)) == "fr"
    assert "lang" not in demo(FRENCH).select_one(selector).attrs


def test_menus_and_notice_are_in_the_language_of_the_page_where_the_settings_have_them(
    demo: ReadPage,
) -> None:
    page = demo(ONLY_ENGLISH)
    words = page.select(".site-nav a, .site-footer li a, .site-footer p")
    assert [word.text for word in words[:5]] == ["Archives", "Guest book", "Privacy", "Categories", "Tags"]
    assert {find_language(word) for word in words} == {"en"}
    assert page.select_one('.site-footer a[href$="/en/vie-privee/"]')


def test_words_that_the_settings_do_not_translate_say_their_language_on_a_page_in_another(
    tmp_path: Path,
) -> None:
    (tmp_path / "frenchconf.py").write_text(FRENCH_ALONE, encoding="utf-8")
    english = Page("Words.", {"title": "About", "lang": "en"}, settings=read_settings())
    render = load_site(tmp_path / "frenchconf.py").render
    parts = [render(f"partials/site_{part}.html", page=english) for part in ("header", "footer")]
    page = BeautifulSoup(f'<html lang="en">{"".join(parts)}', "html.parser")
    words = page.select(".site-nav a, .site-footer li a:not([type], [rel]), .site-footer p")
    assert len(words) > 3
    assert {find_language(word) for word in words} == {"fr"}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            ONLY_ENGLISH,
            ["2 thoughts on", "March 1, 2024", "Play the video: How it is done (YouTube)", "(Vimeo)"],
        ),
        (ONLY_ENGLISH, ["March 2, 2024 at 9:05\u202fAM", "2,500 characters at most", "Wrote this article"]),
        (f"en/{FRENCH}", ["One thought on", "May 12, 2025", "June 1, 2025 at 10:00\u202fAM"]),
        (FRENCH, ["Une réflexion sur", "12 mai 2025", "1er juin 2025 à 10:00", "2\u202f500 caractères"]),
        ("archives/index.html", ["1er mars 2024"]),
    ],
)
def test_dates_counts_and_videos_speak_the_language_of_the_page(
    demo: ReadPage, path: str, words: list[str]
) -> None:
    text = " ".join(demo(path).main.text.split(" "))
    assert not [word for word in words if word not in text]


def test_english_text_keeps_its_quotes_and_spaces(demo: ReadPage) -> None:
    page = demo(ONLY_ENGLISH)
    assert page.h1.text == 'A text in English, and "only" there'
    assert 'which "nobody" has translated: why should they? Well!' in page.select_one(".article-body").text
    assert '"quotes" stay as they are!' in page.select_one(".comment-body").text
    french = page.find_all(lang="fr")
    text = "".join(
        string for string in page.main.strings if not {*map(id, string.parents)} & {*map(id, french)}
    )
    assert not {"\u00a0", "«", "»"} & {*text}
