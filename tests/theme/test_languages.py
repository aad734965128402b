"""Texts in several languages: links between them, and the language and direction of each part."""

from collections.abc import Callable
from copy import copy
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup, Tag
from jinja2 import Environment, FileSystemLoader
from pelican.contents import Page
from pelican.plugins.comments.site import load_site
from pelican.settings import read_settings
from pelican_toolkit.languages import is_tag

from tests.theme.pages import (
    ENGLISH,
    FRENCH,
    ONLY_ENGLISH,
    ROOT,
    Pages,
    ReadPage,
    list_links,
    strip_site,
)

BuildFolder = Callable[..., Path]

TRANSLATED = [FRENCH, "vie-privee/index.html"]
CONFIGURATION = """\
import runpy
globals().update(runpy.run_path({demo!r}))
DEFAULT_LANG = {lang!r}
SITE_TRANSLATIONS = {{}}
"""


def find_nearest(tag: Tag, name: str) -> str:
    """The value of an attribute of an element, or of the nearest around it, other than `auto`."""
    return str(next(parent[name] for parent in [tag, *tag.parents] if parent.get(name, "auto") != "auto"))


def configure(lang: str, more: str = "") -> str:
    return CONFIGURATION.format(demo=str(ROOT / "tests/demo/democonf.py"), lang=lang) + more


# Translations


@pytest.mark.parametrize("path", TRANSLATED)
def test_text_links_to_its_translation_by_the_language_s_own_name(demo: ReadPage, path: str) -> None:
    for own, label, other, lang, name in (
        (path, "Aussi en\xa0:", f"en/{path}", "en", "English"),
        (f"en/{path}", "Also in:", path, "fr", "français"),
    ):
        line = demo(own).select_one("main .translations")
        assert line.text.split("\n")[0] == label
        assert list_links(line, "a") == [(name, other.removesuffix("index.html"))]
        assert (line.a["lang"], line.a["hreflang"]) == (lang, lang)


def test_alternates_are_the_same_in_each_language_and_nowhere_else(pages: Pages) -> None:
    for path, page in pages.items():
        links = [(link["hreflang"], strip_site(link["href"])) for link in page.select("link[hreflang]")]
        french = path.removeprefix("en/")
        if french in TRANSLATED:
            own = french.removesuffix("index.html")
            assert sorted(links) == [("en", f"en/{own}"), ("fr", own), ("x-default", own)]
        else:
            assert not links, path
            assert not page.select("main > .h-entry .article-header > .translations"), path


def test_draft_names_no_translation_to_search_engines() -> None:
    environment = Environment(loader=FileSystemLoader(ROOT / "theme/templates"), autoescape=True)
    render = environment.get_template("partials/translation_links.html").render
    translation = SimpleNamespace(lang="en", url="en/a/")
    for status, count in (("draft", 0), ("published", 2)):
        article = SimpleNamespace(lang="fr", url="a/", status=status, translations=[translation])
        assert render(article=article).count("hreflang") == count


# The language of each part


def test_page_is_in_the_language_of_its_text_and_lists_in_that_of_the_site(pages: Pages) -> None:
    for path, page in pages.items():
        assert page.html["lang"] == ("en" if path.startswith("en/") else "fr"), path
        values = [tag.get(name) for name, tag in product(("lang", "hreflang"), page.find_all())]
        assert not [value for value in values if value and not is_tag(value) and value != "x-default"], path
    titles = [link.text for link in pages["index.html"].select(".article-card h2 a")]
    assert "Une tarte en deux langues" in titles
    assert "A tart in two languages" not in titles


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            ONLY_ENGLISH,
            "Skip to content|2 thoughts on|March 1, 2024|Play the video: How it is done (YouTube)",
        ),
        (ONLY_ENGLISH, "March 2, 2024 at 9:05\u202fAM|2,500 characters at most|Wrote this article|(Vimeo)"),
        (
            ENGLISH,
            "One thought on “A tart in two languages”|June 1, 2025 at 10:00\u202fAM|Leave a comment|Pia",
        ),
        (
            FRENCH,
            "Aller au contenu|Une réflexion sur|12 mai 2025|Pia|1er juin 2025 à 10:00|2\u202f500 caractères",
        ),
        ("archives/index.html", "1er mars 2024"),
    ],
)
def test_words_dates_and_numbers_are_in_the_language_of_the_page(
    demo: ReadPage, path: str, words: str
) -> None:
    text = " ".join(demo(path).body.text.split(" "))
    assert not [part for part in words.split("|") if part not in text]


def test_title_and_summary_in_another_language_say_so_in_a_list(demo: ReadPage) -> None:
    title = 'A text in English, and "only" there'
    for path, selector in (
        ("archives/index.html", ".archive-list a"),
        ("tag/texte/page/2/index.html", ".article-card h2 a"),
        ("tag/texte/page/2/index.html", ".article-card .visually-hidden"),
    ):
        found = {tag.text.strip("()"): find_nearest(tag, "lang") for tag in demo(path).select(selector)}
        assert found.pop(title) == "en"
        assert {*found.values()} <= {"fr"}
    cards = demo("tag/texte/page/2/index.html").select(".article-card")
    foreign = [
        card for card in cards if find_nearest(card.select_one(".article-card-summary"), "lang") == "en"
    ]
    assert [card.h2.text for card in foreign] == [title]


@pytest.mark.parametrize(
    "selector",
    [".site-name > span:last-child", ".article-meta .p-author", ".article-category a", ".article-tags a"],
)
def test_names_in_the_language_of_the_site_say_so_on_a_page_in_another(demo: ReadPage, selector: str) -> None:
    assert find_nearest(demo(ONLY_ENGLISH).select_one(selector), "lang") == "fr"
    assert not demo(FRENCH).select_one(selector).has_attr("lang")


def test_menus_and_notice_are_translated_by_the_settings(demo: ReadPage) -> None:
    page = demo(ONLY_ENGLISH)
    words = page.select(".site-nav a, .site-footer li a, .site-footer p")
    assert [word.text for word in words[:5]] == ["Archives", "Guest book", "Privacy", "Categories", "Tags"]
    assert {find_nearest(word, "lang") for word in words} == {"en"}
    assert page.select_one('.site-footer a[href$="/en/vie-privee/"]')


def test_settings_that_are_not_translated_say_their_language(tmp_path: Path) -> None:
    (tmp_path / "frenchconf.py").write_text(configure("fr"), encoding="utf-8")
    english = Page("Words.", {"title": "About", "lang": "en"}, settings=read_settings())
    render = load_site(tmp_path / "frenchconf.py").render
    parts = [render(f"partials/site_{part}.html", page=english) for part in ("header", "footer")]
    page = BeautifulSoup(f'<html lang="en">{"".join(parts)}', "html.parser")
    words = page.select(".site-nav a, .site-footer li a:not([type], [rel]), .site-footer p")
    assert len(words) > 3
    assert {find_nearest(word, "lang") for word in words} == {"fr"}


def test_english_text_is_not_typeset_as_french(demo: ReadPage) -> None:
    page = demo(ONLY_ENGLISH)
    assert page.h1.text == 'A text in English, and "only" there'
    assert 'which "nobody" has translated: why should they? Well!' in page.select_one(".article-body").text
    assert '"quotes" stay as they are!' in page.select_one(".comment-body").text
    main = copy(page.main)
    for tag in main.find_all(lang="fr"):
        tag.clear()
    assert not {"\u00a0", "«", "»"} & {*main.text}


# Texts that run from right to left

TEXTS = [("fa", "kitab", "کتاب"), ("fa", "shahr", "شهر"), ("en", "city", "A city"), ("fr", "ville", "Ville")]
DIRECTIONS = {("fa", "rtl"), ("en", "ltr"), ("fr", "ltr")}
TURNED = {"fa": {"A city": "ltr", "Ville": "ltr"}, "fr": {"کتاب": "rtl", "شهر": "rtl"}}


@pytest.mark.parametrize("lang", TURNED)
def test_page_and_what_it_quotes_have_the_direction_of_their_language(
    tmp_path: Path, save_file: Callable[..., Path], build_folder: BuildFolder, lang: str
) -> None:
    for day, (own, slug, title) in enumerate(TEXTS, start=1):
        header = f"Title: {title}\nDate: 2025-01-0{day}\nSlug: {slug}\nLang: {own}\nTags: t"
        save_file(f"posts/{slug}.{own}.md", f"{header}\n\n{title}.\n")
    save_file("comments/kitab/1.md", "author: Amina\ndate: 2025-02-01T10:00:00Z\n\nHello!\n")
    settings = tmp_path / "conf.py"
    more = 'MENUITEMS = [("Archives", "archives/")]\nCOMMENTS = {"endpoint": "https://comments.example.org/new"}\n'
    settings.write_text(configure(lang, more), encoding="utf-8")
    output = build_folder(str(settings), tmp_path / "content")
    pages = {
        path.relative_to(output).as_posix(): BeautifulSoup(path.read_bytes(), "html.parser")
        for path in output.rglob("*.html")
    }
    assert {(page.html["lang"], page.html["dir"]) for page in pages.values()} == DIRECTIONS
    assert pages["index.html"].html["lang"] == lang
    quoted = [tag for page in pages.values() for tag in page.find_all(lang=True)]
    assert {(tag["lang"], find_nearest(tag, "dir")) for tag in quoted} == DIRECTIONS
    titles = pages["archives/index.html"].select(".archive-list a")
    assert {link.text: link["dir"] for link in titles if link.has_attr("dir")} == TURNED[lang]
    for page in pages.values():  # search.js shows a result by these
        kept = {tag["data-pagefind-meta"] for tag in page.select("main [data-pagefind-meta]")}
        is_foreign = bool(page.select("[data-pagefind-body]")) and page.html["lang"] != lang
        for name in ("dir", "lang"):
            assert (f"{name}:{page.html[name]}" in kept) == is_foreign
    (commented,) = [page for page in pages.values() if page.select(".comment")]
    assert commented.html["dir"] == "rtl"
    assert commented.select_one(".comment-body")["dir"] == "auto"
