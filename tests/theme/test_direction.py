"""Texts that run from right to left: whole pages, and what stands in a page of the other direction."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

BuildFolder = Callable[..., Path]

ROOT = Path(__file__).parents[2]
CONFIGURATION = """\
import runpy
globals().update(runpy.run_path({demo!r}))
DEFAULT_LANG = {lang!r}
SITE_TRANSLATIONS = {{}}
MENUITEMS = [("Archives", "archives/")]
COMMENTS = {{"endpoint": "https://comments.example.org/new"}}
"""
TEXT = "Title: {title}\nDate: 2025-01-0{day}\nSlug: {slug}\nLang: {lang}\nTags: t\n\n{title}.\n"
TEXTS = [("fa", "kitab", "کتاب"), ("fa", "shahr", "شهر"), ("en", "city", "A city"), ("fr", "ville", "Ville")]


@pytest.fixture(scope="module", params=["fa", "fr"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, build_folder: BuildFolder
) -> tuple[str, Path]:
    """The language of a blog in three languages, and where it is built."""
    folder = tmp_path_factory.mktemp("direction")
    for day, (lang, slug, title) in enumerate(TEXTS, start=1):
        path = folder / "content/posts" / f"{slug}.{lang}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT.format(lang=lang, slug=slug, title=title, day=day), encoding="utf-8")
    comment = folder / "content/comments/kitab/1.md"
    comment.parent.mkdir(parents=True)
    comment.write_text("author: Amina\ndate: 2025-02-01T10:00:00Z\n\nHello!\n", encoding="utf-8")
    settings = folder / "conf.py"
    demo = str(ROOT / "tests/demo/democonf.py")
    settings.write_text(CONFIGURATION.format(demo=demo, lang=request.param), encoding="utf-8")
    return request.param, build_folder(str(settings), folder / "content")


def read_pages(folder: Path) -> dict[str, BeautifulSoup]:
    return {
        path.relative_to(folder).as_posix(): BeautifulSoup(path.read_bytes(), "html.parser")
        for path in folder.rglob("*.html")
    }


def find_nearest(tag: Tag, name: str) -> str:
    return str(next(parent[name] for parent in [tag, *tag.parents] if parent.get(name, "auto") != "auto"))


def test_page_has_the_direction_of_its_language(site: tuple[str, Path]) -> None:
    directions = {path: (page.html["lang"], page.html["dir"]) for path, page in read_pages(site[1]).items()}
    assert {*directions.values()} == {("fa", "rtl"), ("en", "ltr"), ("fr", "ltr")}
    assert directions["index.html"] == (site[0], "rtl" if site[0] == "fa" else "ltr")


def test_whatever_is_in_another_language_has_that_one_s_direction(site: tuple[str, Path]) -> None:
    found = set()
    for page in read_pages(site[1]).values():
        for tag in page.find_all(lang=True):
            found.add((tag["lang"], find_nearest(tag, "dir")))
    assert found == {("fa", "rtl"), ("en", "ltr"), ("fr", "ltr")}


def test_foreign_title_says_its_direction_only_where_it_differs(site: tuple[str, Path]) -> None:
    page = read_pages(site[1])["archives/index.html"]
    directions = {link.text: link.get("dir") for link in page.select(".archive-list a")}
    turned = {"fa": {"A city": "ltr", "Ville": "ltr"}, "fr": {"کتاب": "rtl", "شهر": "rtl"}}[site[0]]
    assert {title: direction for title, direction in directions.items() if direction} == turned


def test_search_knows_the_direction_of_what_it_finds(site: tuple[str, Path]) -> None:
    for page in read_pages(site[1]).values():
        kept = [tag["data-pagefind-meta"] for tag in page.select("main [data-pagefind-meta]")]
        foreign = page.select("[data-pagefind-body]") and page.html["lang"] != site[0]
        assert (f"dir:{page.html['dir']}" in kept) == bool(foreign)
        assert (f"lang:{page.html['lang']}" in kept) == bool(foreign)


def test_comment_has_the_direction_of_its_own_words(site: tuple[str, Path]) -> None:
    (page,) = [page for page in read_pages(site[1]).values() if page.select(".comment")]
    assert page.html["dir"] == "rtl"
    assert page.select_one(".comment-body")["dir"] == "auto"
