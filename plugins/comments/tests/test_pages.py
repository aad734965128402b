"""A long discussion in a built site: its further pages, and the links that lead to them."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import feedparser
import pytest
from bs4 import BeautifulSoup
from pelican.plugins.comments.discussions import locate_comment
from pelican.plugins.comments.further_pages import SCRIPT, SHEET
from pelican.plugins.comments.site import load_site
from pelican_toolkit.testing import read_page as read

SaveThread = Callable[..., None]
SavePost = Callable[..., None]
Build = Callable[..., Path]

INCLUDE = '{% block content %}{{ super() }}{% include "comments/discussion.html" %}{% endblock %}'
THEME = {f"{kind}.html": f'{{% extends "!theme/{kind}.html" %}}{INCLUDE}' for kind in ("article", "page")}
SITE = "https://example.org"
SECOND = "tango/comments-2/index.html"


@pytest.fixture
def save_thread(save_file: Callable[..., Path], save_post: SavePost) -> SaveThread:
    """A function that saves an article of seven comments; the fourth and the seventh answer the first."""

    def save(name: str = "tango.md", *lines: str) -> None:
        save_post(name, "Tango", *lines)
        for number in range(1, 8):
            replyto = "replyto: 1\n" if number in {4, 7} else ""
            header = f"author: A{number}\ndate: 2016-01-0{number}\n{replyto}"
            text = (
                "[1](#comment-1), [3](#comment-3), [none](#comment-99)" if number == 3 else f"Words {number}"
            )
            save_file(f"comments/tango/{number}.md", f"{header}\n{text}\n")

    return save


@pytest.fixture
def build(build_site: Callable[..., Path]) -> Build:
    """A function that builds the site in a theme with an include added, three comments to a page."""

    def build_pages(
        theme: Mapping[str, str] | None = None, *, per_page: int | None = 3, **settings: Any
    ) -> Path:
        comments = {"endpoint": "/comments", "per_page": per_page, **settings.pop("COMMENTS", {})}
        ours = {
            "PLUGINS": ["comments"],
            "SITEURL": SITE,
            "DELETE_OUTPUT_DIRECTORY": True,
            "COMMENTS": comments,
        }
        return build_site({**THEME, **(theme or {})}, **{**ours, **settings})

    return build_pages


def list_comments(page: BeautifulSoup) -> str:
    return " ".join(str(article["id"]).removeprefix("comment-") for article in page.select("article.comment"))


def list_links(page: BeautifulSoup, selector: str) -> list[str]:
    return [str(link["href"]) for link in page.select(selector)]


def find_dead_links(output: Path) -> list[str]:
    """The links to comments in the built pages that lead to none."""
    pages = {path.relative_to(output).as_posix(): read(output, str(path)) for path in output.rglob("*.html")}
    ids = {
        urljoin(f"{SITE}/", name.removesuffix("index.html")): {str(tag["id"]) for tag in page.select("[id]")}
        for name, page in pages.items()
    }
    links = [
        urldefrag(urljoin(address, link))
        for address, page in zip(ids, pages.values(), strict=True)
        for link in list_links(page, 'a[href*="#comment"]')
    ]
    assert links
    dead = {f"{address}#{fragment}" for address, fragment in links if fragment not in ids.get(address, set())}
    return sorted(link for link in dead if not link.endswith("#comment-99"))  # which a text names


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
@pytest.mark.parametrize(
    ("url", "first"),
    [("{slug}.html", "tango.html"), ("{slug}/", "tango/index.html"), ("{slug}", "tango.html")],
)
def test_discussion_goes_on_below_the_article_in_any_theme(
    save_thread: SaveThread, build: Build, theme: str, url: str, first: str
) -> None:
    save_thread()
    output = build(THEME=theme, ARTICLE_URL=url, ARTICLE_SAVE_AS=first.replace("tango", "{slug}"))
    assert list_comments(read(output, first)) == "1 4 7"
    second, third = (read(output, f"tango/comments-{number}/index.html") for number in (2, 3))
    assert (list_comments(second), list_comments(third)) == ("2 3 5", "6")
    assert second.html
    assert second.html["lang"] == "en"
    assert second.title
    assert second.title.text.startswith("Tango – comments, page 2")
    assert list_links(second, "link[rel=canonical]") == [f"{SITE}/tango/comments-2/"]
    (back,) = list_links(second, ".comments-back a")
    assert back == f"{SITE}/{url.format(slug='tango')}"
    links = list_links(second, "#comment-3 .comment-body a")
    assert links == [f"{back}#comment-1", "#comment-3", "#comment-99"]
    assert list_links(second, "nav a[rel]") == [back, f"{SITE}/tango/comments-3/"]
    assert not second.select("[data-pagefind-body], details")
    assert [radio["value"] for radio in second.select('article input[form="answer"]')] == ["2", "3", "5"]
    assert [field["value"] for field in second.select('form#answer [name="post"]')] == ["tango"]
    assert not (output / "tango/comments-4").exists()
    if url != "{slug}":  # which this test does not serve
        assert find_dead_links(output) == []


def test_newest_thread_may_come_first(save_thread: SaveThread, build: Build) -> None:
    save_thread()
    output = build(COMMENTS={"order": "newest"})
    pages = [read(output, name) for name in ("tango.html", SECOND, "tango/comments-3/index.html")]
    assert [list_comments(page) for page in pages] == ["6 5 3", "2", "1 4 7"]
    links = [(link.text, link["rel"]) for page in pages[:2] for link in page.select("nav.comments-pages a")]
    earlier = ("Earlier comments", ["next"])
    assert links == [earlier, ("Later comments", ["prev"]), earlier]
    assert find_dead_links(output) == []


def test_theme_without_styles_may_have_ours(save_thread: SaveThread, build: Build) -> None:
    save_thread()
    without = build()
    assert not (without / "theme" / SHEET).exists()
    assert not read(without, "tango.html").select(f'link[href$="{SHEET}"]')
    output = build(COMMENTS={"sheet": True})
    for name in ("tango.html", SECOND):
        assert list_links(read(output, name), ".comments-sheet") == [f"{SITE}/theme/{SHEET}"]
    styled = set(re.findall(r"\.(comment[a-z-]*)", (output / "theme" / SHEET).read_text()))
    assert styled - {
        name for tag in read(output, "tango.html").select("[class]") for name in tag["class"]
    } == {
        *("comments-mentions", "comment-notice", "comment-role", "comment-report")  # not in this thread
    }


def test_large_thread_says_so_and_every_link_leads_to_the_page_of_a_comment(
    save_thread: SaveThread, build: Build
) -> None:
    save_thread()
    output = build(per_page=2, COMMENTS={"email": "a@example.org"})
    first, second = read(output, "tango.html"), read(output, SECOND)
    (on,), (before,) = first.select(".comments-continued a"), second.select(".comments-continued a")
    one, seven = f"{SITE}/tango.html#comment-1", f"{SITE}/tango/comments-2/#comment-7"
    assert (on.text, on["href"]) == ("This thread continues on page 2.", seven)
    assert (before.text, before["href"]) == ("This thread began on page 1.", one)
    assert list_links(second, "#comment-7 .comment-parent a") == [one]
    assert find_dead_links(output) == []
    scripts = [page.select_one('script[type$="ld+json"]') for page in (first, second)]
    described = [json.loads(script.text) for script in scripts if script]
    assert [(page["@id"], page["commentCount"]) for page in described] == [(f"{SITE}/tango.html", 7)] * 2
    assert [[comment["@id"] for comment in page["comment"]] for page in described] == [
        [one, f"{SITE}/tango.html#comment-4"],
        [f"{SITE}/tango/comments-2/#comment-2", seven],
    ]
    assert described[1]["comment"][1]["parentItem"] == {"@id": one}
    for name in ("comments.atom.xml", "comments/tango.atom.xml"):
        newest = feedparser.parse((output / "feeds" / name).read_text())["entries"][0]
        assert (newest["link"], newest["thr_in-reply-to"]["href"]) == (seven, one)
    (report,) = list_links(second, "#comment-7 .comment-report a")
    assert "example.org%2Ftango%2Fcomments-2%2F%23comment-7" in report
    page = read(build(per_page=2, RELATIVE_URLS=True), SECOND)
    assert list_links(page, "#comment-7 .comment-parent a") == ["../../tango.html#comment-1"]
    (script,) = page.select("script[src]")
    assert (script["src"], script["data-start"]) == (f"../../theme/{SCRIPT}", "../../tango.html")
    assert not page.select("link[rel=canonical]")


def test_very_many_comments_are_listed_on_pages_of_their_own(
    save_thread: SaveThread, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pelican.plugins.comments.index.MOST_INLINE", 2)
    monkeypatch.setattr("pelican.plugins.comments.index._MOST_ON_INDEX_PAGE", 3)
    save_thread()
    output = build()
    index_pages = read(output, "tango.html").select(".comments-index li a")
    assert [(entry.text, entry["href"], entry["data-first"]) for entry in index_pages] == [
        ("2 – 5", f"{SITE}/tango/comments-2/numbers-1.html", "2"),
        ("6 – 6", f"{SITE}/tango/comments-2/numbers-2.html", "6"),
    ]
    index_page = read(output, "tango/comments-2/numbers-1.html")
    assert list_links(index_page, ".comments-index a") == [
        f"{SITE}/tango/comments-2/#comment-{number}" for number in (2, 3, 5)
    ]
    assert index_page.select('meta[name="robots"][content="noindex"]')
    assert index_page.title
    assert "Tango – comments 2 to 5" in index_page.title.text
    assert not index_page.select("article, form, .h-entry[data-pagefind-body]")
    assert find_dead_links(output) == []


def test_pages_drafts_and_translations_go_on_too(
    save_thread: SaveThread, save_post: SavePost, build: Build
) -> None:
    save_thread("tango.md", "Lang: en")
    save_thread("tango-fr.md", "Lang: fr")
    output = build()
    french = read(output, "tango-fr.html")
    assert [" ".join(item.text.split()) for item in french.select("details.comments-index li")] == [
        "Page 2 (2 janvier 2016 – 5 janvier 2016) 2, 3, 5",
        "Page 3 (6 janvier 2016) 6",
    ]
    assert list_links(french, "details #comment-5") == [f"{SITE}/tango-fr/comments-2/#comment-5"]
    assert (output / "theme" / SCRIPT).is_file()
    french = read(output, "tango-fr/comments-2/index.html")
    assert french.html
    assert french.html["lang"] == "fr"
    assert "Tango – commentaires, page 2" in french.text
    assert list_comments(french) == "2 3 5"
    assert not french.select("link[hreflang]")
    save_thread("tango.md", "Lang: en", "Status: draft")
    draft = read(build(), "drafts/tango/comments-2/index.html")
    assert draft.select('meta[name="robots"][content="noindex"]')
    save_post("tango-fr.md", "Autre")
    assert not list(build(DRAFT_SAVE_AS="").rglob("comments-2"))  # not written at all
    save_post("tango.md", "Else")
    save_thread("pages/tango.md", "Comments: open")
    assert list_comments(read(build(), "pages/tango/comments-3/index.html")) == "6"


def test_discussion_that_fits_is_whole_and_needs_nothing_more(save_thread: SaveThread, build: Build) -> None:
    save_thread()
    for per_page in (None, 7):
        output = build(per_page=per_page)
        page = read(output, "tango.html")
        assert list_comments(page) == "1 4 7 2 3 5 6"
        assert not page.select("nav.comments-pages, .comments-index, script[src], .comments-continued")
        assert not [path for path in output.rglob("*") if "comments-2" in path.name or path.name == SCRIPT]


MARKED = '{% extends "!simple/article.html" %}' + INCLUDE.replace("{{", "<p data-pagefind-body></p>{{", 1)
EXTENDED = '{% extends "!simple/base.html" %}{% block footer %}Our foot{% endblock %}'
WITHOUT_CONTENT = {
    "base.html": "<html><body>{% block inside %}{% endblock %}</body></html>",
    "article.html": '{% extends "base.html" %}' + INCLUDE.replace("content", "inside"),
    **dict.fromkeys(["index.html", "category.html", "archives.html", "categories.html", "author.html"], ""),
}
OWN_PAGE = "{{ comments_heading }}: {{ article.comments.number }} {{ article.url }}"


def test_further_page_looks_as_the_theme_has_it(save_thread: SaveThread, build: Build) -> None:
    save_thread()
    page = read(build({"article.html": MARKED}), SECOND)
    assert page.select("[data-pagefind-body]")  # searched as the article is
    page = read(build({"base.html": EXTENDED}), SECOND)
    assert ("Our foot" in page.text, list_comments(page)) == (True, "2 3 5")
    page = read(build(WITHOUT_CONTENT), SECOND)  # then it is Pelican's own
    assert ("Our foot" in page.text, list_comments(page)) == (False, "2 3 5")
    own = (build({"comments/page.html": OWN_PAGE}) / SECOND).read_text()
    assert own == "Tango – comments, page 2: 2 tango/comments-2/"


@pytest.mark.parametrize(
    ("header", "article"),
    [
        (f"Save_as: {SECOND}", "{slug}.html"),
        ("Save_as: tango/comments-3/index.html", "{slug}/index.html"),
        ("Url: a/tango", "a/{slug}"),  # which needs a folder of its own name
    ],
)
def test_discussion_stays_on_one_page_where_something_is_in_the_way(
    save_thread: SaveThread, save_post: SavePost, build: Build, header: str, article: str
) -> None:
    save_thread()
    save_post("pages/other.md", "Other", header)
    warnings: list[str] = []
    output = build(warnings=warnings, ARTICLE_SAVE_AS=article)
    (warning,) = warnings
    obstacle = header.partition(" ")[2]
    assert warning.startswith(f"tango.md: all comments are on one page, as {obstacle} is in the way of")
    assert list_comments(read(output, article.format(slug="tango"))) == "1 4 7 2 3 5 6"


def test_page_of_a_comment_is_known_without_a_build(save_thread: SaveThread, tmp_path: Path) -> None:
    save_thread()
    settings = "PATH = 'content'; SITEURL = 'https://example.org/blog'; PLUGINS = ['comments']"
    for per_page, places in ((None, [""] * 3), (3, ["", "comments-2/", "comments-3/"])):
        path = tmp_path / f"conf{per_page}.py"
        path.write_text(
            f"{settings}; COMMENTS = {{'per_page': {per_page}, 'text_filter': lambda html, lang: html}}"
        )
        site = load_site(path)
        for comment_id, place in zip(("7", "5", "6"), places, strict=True):
            address = locate_comment(site, site.posts["tango"], comment_id)
            assert address == f"{SITE}/blog/tango{f'/{place}' if place else '.html'}#comment-{comment_id}"
