"""Texts in several languages: links between them, and the language and direction of each part."""

from collections.abc import Callable
from itertools import product
from pathlib import Path

from bs4 import Tag
from pelican_toolkit.languages import is_tag
from pelican_toolkit.testing import read_page

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

PRIVACY = "vie-privee/index.html"


def find_nearest(tag: Tag, name: str) -> str:
    """The value of an attribute of an element, or of the nearest around it, other than `auto`."""
    return str(next(parent[name] for parent in [tag, *tag.parents] if parent.get(name, "auto") != "auto"))


def test_text_links_to_its_translation_and_names_it_to_search_engines(demo: ReadPage, pages: Pages) -> None:
    for own, label, other, lang, name in (
        (FRENCH, "Aussi en\xa0:", ENGLISH, "en", "English"),
        (f"en/{PRIVACY}", "Also in:", PRIVACY, "fr", "français"),
    ):
        line = demo(own).select_one("main .translations")
        assert line.text.split("\n")[0] == label
        assert list_links(line, "a") == [(name, other.removesuffix("index.html"))]
        assert (line.a["lang"], line.a["hreflang"]) == (lang, lang)
    for path, page in pages.items():
        links = [(link["hreflang"], strip_site(link["href"])) for link in page.select("link[hreflang]")]
        french = path.removeprefix("en/")
        if french in {FRENCH, PRIVACY}:
            own = french.removesuffix("index.html")
            assert sorted(links) == [("en", f"en/{own}"), ("fr", own), ("x-default", own)]
        else:
            assert not links, path
            assert not page.select("main > .h-entry .article-header > .translations"), path


def test_page_is_in_the_language_of_its_text_and_lists_in_that_of_the_site(pages: Pages) -> None:
    for path, page in pages.items():
        assert page.html["lang"] == ("en" if path.startswith("en/") else "fr"), path
        values = [tag.get(name) for name, tag in product(("lang", "hreflang"), page.find_all())]
        assert not [value for value in values if value and not is_tag(value) and value != "x-default"], path
    for path, words in (
        (
            ONLY_ENGLISH,
            "Skip to content|2 thoughts on|March 1, 2024|Play the video: How it is done (YouTube)",
        ),
        (ONLY_ENGLISH, "March 2, 2024 at 9:05\u202fAM|2,500 characters at most|Wrote this article|(Vimeo)"),
        (
            FRENCH,
            "Aller au contenu|Une réflexion sur|12 mai 2025|1er juin 2025 à 10:00|2\u202f500 caractères",
        ),
        ("archives/index.html", "1er mars 2024"),
    ):
        text = " ".join(pages[path].body.text.split(" "))
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
    summaries = {
        card.h2.text: find_nearest(card.select_one(".article-card-summary"), "lang") for card in cards
    }
    assert [name for name, lang in summaries.items() if lang == "en"] == [title]


def test_names_of_the_site_say_their_language_and_settings_are_translated(demo: ReadPage) -> None:
    page = demo(ONLY_ENGLISH)
    names = (
        ".site-name > span:last-child",
        ".article-meta .p-author",
        ".article-category a",
        ".article-tags a",
    )
    for selector in names:
        assert find_nearest(page.select_one(selector), "lang") == "fr"
        assert not demo(FRENCH).select_one(selector).has_attr("lang")
    words = page.select(".site-nav a, .site-footer li a, .site-footer p")
    assert [word.text for word in words[:5]] == ["Archives", "Guest book", "Privacy", "Categories", "Tags"]
    assert {find_nearest(word, "lang") for word in words} == {"en"}
    assert 'which "nobody" has translated: why should they? Well!' in page.select_one(".article-body").text
    assert '"quotes" stay as they are!' in page.select_one(".comment-body").text


TEXTS = [("fa", "kitab", "کتاب"), ("fa", "shahr", "شهر"), ("en", "city", "A city"), ("fr", "ville", "Ville")]
DIRECTIONS = {("fa", "rtl"), ("en", "ltr"), ("fr", "ltr")}
SETTINGS = """\
import runpy
globals().update(runpy.run_path({demo!r}))
DEFAULT_LANG, SITE_TRANSLATIONS = "fa", {{}}
MENUITEMS = [("Archives", "archives/")]
COMMENTS = {{"endpoint": "https://comments.example.org/new"}}
"""


def test_page_and_what_it_quotes_have_the_direction_of_their_language(
    tmp_path: Path, save_file: Callable[..., Path], build_folder: Callable[..., Path]
) -> None:
    for day, (own, slug, title) in enumerate(TEXTS, start=1):
        header = f"Title: {title}\nDate: 2025-01-0{day}\nSlug: {slug}\nLang: {own}\nTags: t"
        save_file(f"posts/{slug}.{own}.md", f"{header}\n\n{title}.\n")
    save_file("comments/kitab/1.md", "author: Amina\ndate: 2025-02-01T10:00:00Z\n\nHello!\n")
    settings = tmp_path / "conf.py"
    settings.write_text(SETTINGS.format(demo=str(ROOT / "tests/demo/democonf.py")), encoding="utf-8")
    output = build_folder(str(settings), tmp_path / "content")
    paths = [path.relative_to(output).as_posix() for path in output.rglob("*.html")]
    pages = {path: read_page(output, path) for path in paths}
    assert {(page.html["lang"], page.html["dir"]) for page in pages.values()} == DIRECTIONS
    assert pages["index.html"].html["lang"] == "fa"
    quoted = [tag for page in pages.values() for tag in page.find_all(lang=True)]
    assert {(tag["lang"], find_nearest(tag, "dir")) for tag in quoted} == DIRECTIONS
    titles = pages["archives/index.html"].select(".archive-list a")
    turned = {link.text: link["dir"] for link in titles if link.has_attr("dir")}
    assert turned == {"A city": "ltr", "Ville": "ltr"}
    for page in pages.values():  # search.js shows a result by these
        kept = {tag["data-pagefind-meta"] for tag in page.select("main [data-pagefind-meta]")}
        is_foreign = bool(page.select("[data-pagefind-body]")) and page.html["lang"] != "fa"
        for name in ("dir", "lang"):
            assert (f"{name}:{page.html[name]}" in kept) == is_foreign
        words = page.select(".site-nav a, .site-footer li a:not([type], [rel]), .site-footer p")
        assert {find_nearest(word, "lang") for word in words} == {"fa"}  # of settings without translation
    (commented,) = [page for page in pages.values() if page.select(".comment")]
    assert commented.html["dir"] == "rtl"
    assert commented.select_one(".comment-body")["dir"] == "auto"
