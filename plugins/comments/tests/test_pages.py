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
from pelican.plugins.comments.further_pages import SCRIPT
from pelican.plugins.comments.site import Site, load_site

SaveFile = Callable[..., Path]
SavePost = Callable[..., None]
BuildSite = Callable[..., Path]
Build = Callable[..., Path]

INCLUDE = '{% block content %}{{ super() }}{% include "comments/discussion.html" %}{% endblock %}'
SITE = "https://example.org"


@pytest.fixture
def save_thread(save_file: SaveFile, save_post: SavePost) -> Callable[..., None]:
    """A function that saves an article of seven comments; the fourth and the seventh answer the first."""

    def save(name: str = "tango.md", *lines: str) -> None:
        save_post(name, "Tango", *lines)
        for number in range(1, 8):
            replyto = "replyto: 1\n" if number in {4, 7} else ""
            header = f"author: A{number}\ndate: 2016-01-0{number}\n{replyto}"
            save_file(f"comments/tango/{number}.md", f"{header}\nWords number {number}.\n")

    return save


@pytest.fixture
def build(build_site: BuildSite) -> Build:
    """A function that builds the site in a theme of Pelican's with an include more, three comments a page."""

    def build_pages(
        theme: Mapping[str, str] | None = None,
        *,
        base: str = "simple",
        per_page: int | None = 3,
        **settings: Any,
    ) -> Path:
        templates = {
            f"{kind}.html": f'{{% extends "!theme/{kind}.html" %}}{INCLUDE}' for kind in ("article", "page")
        }
        comments = {"endpoint": "/comments", "per_page": per_page, **settings.pop("COMMENTS", {})}
        return build_site(
            {**templates, **(theme or {})},
            **{"THEME": base, "PLUGINS": ["comments"], "SITEURL": SITE, "COMMENTS": comments, **settings},
        )

    return build_pages


def read(output: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((output / name).read_text(encoding="utf-8"), "html.parser")


def list_comments(page: BeautifulSoup) -> list[str]:
    return [str(article["id"]).removeprefix("comment-") for article in page.select("article.comment")]


def find_dead_links(output: Path) -> list[str]:
    """The links to comments in the built pages that lead to none."""
    pages = {path.relative_to(output).as_posix(): read(output, str(path)) for path in output.rglob("*.html")}
    ids = {
        urljoin(f"{SITE}/", name.removesuffix("index.html")): {str(tag["id"]) for tag in page.select("[id]")}
        for name, page in pages.items()
    }
    links = [
        urldefrag(urljoin(address, str(link["href"])))
        for address, page in zip(ids, pages.values(), strict=True)
        for link in page.select('a[href*="#comment"]')
    ]
    assert links
    return [f"{address}#{fragment}" for address, fragment in links if fragment not in ids.get(address, set())]


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
@pytest.mark.parametrize(
    ("url", "first"),
    [("{slug}.html", "tango.html"), ("{slug}/", "tango/index.html"), ("{slug}", "tango.html")],
)
def test_discussion_goes_on_below_the_article_in_any_theme(
    save_thread: Callable[..., None], build: Build, theme: str, url: str, first: str
) -> None:
    save_thread()
    output = build(base=theme, ARTICLE_URL=url, ARTICLE_SAVE_AS=first.replace("tango", "{slug}"))
    assert list_comments(read(output, first)) == ["1", "4", "7"]
    second, third = (read(output, f"tango/comments-{number}/index.html") for number in (2, 3))
    assert (list_comments(second), list_comments(third)) == (["2", "3", "5"], ["6"])
    assert second.html
    assert second.html["lang"] == "en"
    assert second.title
    assert second.title.text.startswith("Tango – comments, page 2")
    assert [link["href"] for link in second.select("link[rel=canonical]")] == [f"{SITE}/tango/comments-2/"]
    back = second.select_one(".comments-back a")
    assert back
    assert back["href"] == f"{SITE}/{url.format(slug='tango')}"
    assert "What" not in second.text
    assert [link["href"] for link in second.select("nav a[rel]")] == [
        back["href"],
        f"{SITE}/tango/comments-3/",
    ]
    assert not (output / "tango/comments-4").exists()
    if url != "{slug}":  # which this test does not serve
        assert find_dead_links(output) == []


def test_newest_thread_may_come_first(save_thread: Callable[..., None], build: Build) -> None:
    save_thread()
    output = build(COMMENTS={"order": "newest"})
    names = ("tango.html", "tango/comments-2/index.html", "tango/comments-3/index.html")
    first, second, third = (read(output, name) for name in names)
    assert [list_comments(page) for page in (first, second, third)] == [
        *(["6", "5", "3"], ["2"], ["1", "4", "7"])
    ]
    links = [(link.text, link.get("rel")) for link in second.select("nav.comments-pages a")]
    assert links == [("Later comments", ["prev"]), ("Earlier comments", ["next"])]
    assert [link.text for link in first.select("nav.comments-pages a")] == ["Earlier comments"]
    assert find_dead_links(output) == []


def test_theme_without_styles_may_have_ours(save_thread: Callable[..., None], build: Build) -> None:
    save_thread()
    sheet = "theme/pelican-comments.css"
    without = build()
    assert not (without / sheet).exists()
    assert not read(without, "tango.html").select('link[href$="comments.css"]')
    output = build(COMMENTS={"sheet": True})
    for name in ("tango.html", "tango/comments-2/index.html"):
        (link,) = read(output, name).select(".comments-sheet")
        assert link["href"] == f"{SITE}/{sheet}"
    styled = set(re.findall(r"\.(comment[a-z-]*)", (output / sheet).read_text()))
    page = read(output, "tango.html")
    assert styled - {name for tag in page.select("[class]") for name in tag["class"]} == {
        *("comments-mentions", "comment-notice", "comment-role", "comment-report")  # not in this thread
    }


def test_form_and_its_radio_buttons_are_on_every_page(save_thread: Callable[..., None], build: Build) -> None:
    save_thread()
    page = read(build(), "tango/comments-2/index.html")
    assert [radio["value"] for radio in page.select('article input[form="answer"]')] == ["2", "3", "5"]
    assert [field["value"] for field in page.select('form#answer [name="post"]')] == ["tango"]


def test_large_thread_says_so_and_links_whom_a_reply_answers(
    save_thread: Callable[..., None], build: Build
) -> None:
    save_thread()
    output = build(per_page=2)
    first, second = read(output, "tango.html"), read(output, "tango/comments-2/index.html")
    (on,), (before,) = first.select(".comments-continued a"), second.select(".comments-continued a")
    assert (on.text, on["href"]) == (
        "This thread continues on page 2.",
        f"{SITE}/tango/comments-2/#comment-7",
    )
    assert (before.text, before["href"]) == ("This thread began on page 1.", f"{SITE}/tango.html#comment-1")
    (parent,) = second.select("#comment-7 .comment-parent a")
    assert parent["href"] == f"{SITE}/tango.html#comment-1"
    assert find_dead_links(output) == []


def test_page_describes_its_own_comments_as_those_of_the_article(
    save_thread: Callable[..., None], build: Build
) -> None:
    save_thread()
    output = build(per_page=2)
    described = [
        json.loads(script.text)
        for name in ("tango.html", "tango/comments-2/index.html")
        for script in read(output, name).select('script[type="application/ld+json"]')
    ]
    assert [(page["@id"], page["commentCount"]) for page in described] == [(f"{SITE}/tango.html", 7)] * 2
    assert [[comment["@id"] for comment in page["comment"]] for page in described] == [
        [f"{SITE}/tango.html#comment-1", f"{SITE}/tango.html#comment-4"],
        [f"{SITE}/tango/comments-2/#comment-2", f"{SITE}/tango/comments-2/#comment-7"],
    ]
    assert described[1]["comment"][1]["parentItem"] == {"@id": f"{SITE}/tango.html#comment-1"}


def test_feeds_and_reports_lead_to_the_page_of_a_comment(
    save_thread: Callable[..., None], build: Build
) -> None:
    save_thread()
    output = build(per_page=2, COMMENTS={"email": "a@example.org"})
    for name in ("comments.atom.xml", "comments/tango.atom.xml"):
        newest = feedparser.parse((output / "feeds" / name).read_text())["entries"][0]
        assert newest["link"] == f"{SITE}/tango/comments-2/#comment-7"
        assert newest["thr_in-reply-to"]["href"] == f"{SITE}/tango.html#comment-1"
    (report,) = read(output, "tango/comments-2/index.html").select("#comment-7 .comment-report a")
    assert "example.org%2Ftango%2Fcomments-2%2F%23comment-7" in str(report["href"])


def test_links_are_relative_where_pelican_is_told_so(save_thread: Callable[..., None], build: Build) -> None:
    save_thread()
    page = read(build(per_page=2, RELATIVE_URLS=True), "tango/comments-2/index.html")
    assert [link["href"] for link in page.select("#comment-7 .comment-parent a")] == [
        "../../tango.html#comment-1"
    ]
    (script,) = page.select("script[src]")
    assert (script["src"], script["data-start"]) == (f"../../theme/{SCRIPT}", "../../tango.html")
    assert not page.select("link[rel=canonical]")


def test_first_page_names_the_comments_that_are_elsewhere(
    save_thread: Callable[..., None], build: Build
) -> None:
    save_thread()
    output = build(DEFAULT_LANG="fr")
    index = read(output, "tango.html").select_one("details.comments-index")
    assert index
    assert [" ".join(item.text.split()) for item in index.select("li")] == [
        "Page 2 (2 janvier 2016 – 5 janvier 2016) 2, 3, 5",
        "Page 3 (6 janvier 2016) 6",
    ]
    (link,) = index.select("#comment-5")
    assert link["href"] == f"{SITE}/tango/comments-2/#comment-5"
    assert (output / "theme" / SCRIPT).is_file()
    assert not read(output, "tango/comments-2/index.html").select("details")


def test_very_many_comments_are_named_on_pages_of_their_own(
    save_thread: Callable[..., None], build: Build, monkeypatch: pytest.MonkeyPatch
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
    assert [link["href"] for link in index_page.select(".comments-index a")] == [
        f"{SITE}/tango/comments-2/#comment-{number}" for number in (2, 3, 5)
    ]
    assert index_page.select('meta[name="robots"][content="noindex"]')
    assert not index_page.select("article, form, .h-entry[data-pagefind-body]")
    assert find_dead_links(output) == []


def test_pages_drafts_and_translations_go_on_too(save_thread: Callable[..., None], build: Build) -> None:
    save_thread("tango.md", "Lang: en")
    save_thread("tango-fr.md", "Lang: fr")
    output = build()
    french = read(output, "tango-fr/comments-2/index.html")
    assert french.html
    assert french.html["lang"] == "fr"
    assert french.h1
    assert "Tango – commentaires, page 2" in french.text
    assert list_comments(french) == ["2", "3", "5"]
    assert not french.select("link[hreflang]")
    save_thread("tango.md", "Lang: en", "Status: draft")
    output = build()
    draft = read(output, "drafts/tango/comments-2/index.html")
    assert draft.select('meta[name="robots"][content="noindex"]')


def test_page_goes_on_in_its_folder(save_thread: Callable[..., None], build: Build) -> None:
    save_thread("pages/tango.md", "Comments: open")
    assert list_comments(read(build(), "pages/tango/comments-3/index.html")) == ["6"]


def test_draft_that_is_not_written_has_no_further_pages(
    save_thread: Callable[..., None], build: Build
) -> None:
    save_thread("tango.md", "Status: draft")
    output = build(DRAFT_SAVE_AS="")
    assert not [path for path in output.rglob("*") if "comments-2" in path.name or path.name == SCRIPT]


@pytest.mark.parametrize("per_page", [None, 7, 200])
def test_discussion_that_fits_is_whole_and_needs_nothing_more(
    save_thread: Callable[..., None], build: Build, per_page: int | None
) -> None:
    save_thread()
    output = build(per_page=per_page)
    page = read(output, "tango.html")
    assert len(list_comments(page)) == 7
    assert not page.select("nav.comments-pages, .comments-index, script[src], .comments-continued")
    assert not [path for path in output.rglob("*") if "comments-2" in path.name or path.name == SCRIPT]


def test_page_is_searched_where_the_article_is(save_thread: Callable[..., None], build: Build) -> None:
    save_thread()
    assert not read(build(), "tango/comments-2/index.html").select("[data-pagefind-body]")
    marked = INCLUDE.replace("{{", "<p data-pagefind-body></p>{{", 1)
    output = build({"article.html": f'{{% extends "!simple/article.html" %}}{marked}'})
    assert read(output, "tango/comments-2/index.html").select("[data-pagefind-body]")


def test_theme_without_a_block_of_that_name_gets_pelican_s_own_page(
    save_thread: Callable[..., None], build: Build
) -> None:
    save_thread()
    theme = {
        "base.html": "<html><body>{% block inside %}{% endblock %}</body></html>",
        "article.html": '{% extends "base.html" %}' + INCLUDE.replace("content", "inside"),
        "index.html": "",
        **dict.fromkeys(["category.html", "archives.html", "categories.html", "author.html"], ""),
    }
    output = build(theme)
    assert list_comments(read(output, "tango/comments-2/index.html")) == ["2", "3", "5"]


def test_block_may_be_in_what_the_base_extends(save_thread: Callable[..., None], build: Build) -> None:
    save_thread()
    theme = {"base.html": '{% extends "!simple/base.html" %}{% block footer %}Our foot{% endblock %}'}
    page = read(build(theme), "tango/comments-2/index.html")
    assert "Our foot" in page.text
    assert list_comments(page) == ["2", "3", "5"]


def test_theme_has_a_page_of_its_own_by_name(save_thread: Callable[..., None], build: Build) -> None:
    save_thread()
    text = "{{ comments_heading }}: {{ article.comments.number }} {{ article.url }}"
    output = build({"comments/page.html": text})
    text = (output / "tango/comments-2/index.html").read_text()
    assert text == "Tango – comments, page 2: 2 tango/comments-2/"


@pytest.mark.parametrize(
    "case",
    [
        ("Save_as: tango/comments-2/index.html", "{slug}.html", "tango/comments-2/index.html"),
        ("Save_as: tango/comments-3/index.html", "{slug}/index.html", "tango/comments-3/index.html"),
        ("Save_as: other.html", "a/{slug}", "a/tango"),
    ],
)
def test_discussion_stays_on_one_page_where_something_is_in_the_way(
    save_thread: Callable[..., None], save_post: SavePost, build: Build, case: tuple[str, str, str]
) -> None:
    header, article, obstacle = case
    save_thread()
    save_post("pages/other.md", "Other", header)
    warnings: list[str] = []
    output = build(warnings=warnings, ARTICLE_SAVE_AS=article)
    (warning,) = warnings
    assert warning.startswith(f"tango.md: all its comments are on one page, as {obstacle} is in the way of")
    assert len(list_comments(read(output, article.format(slug="tango")))) == 7


def test_link_from_one_comment_to_another_leads_to_its_page(
    save_thread: Callable[..., None], build: Build
) -> None:
    save_thread()
    text = '<a href="#comment-1">one</a> <a href="#comment-3">three</a> <a href="#comment-99">none</a>'
    settings = {"text_filter": lambda html, _: text if "number 3" in html else html}
    page = read(build(COMMENTS=settings), "tango/comments-2/index.html")
    assert [link["href"] for link in page.select("#comment-3 .comment-body a")] == [
        f"{SITE}/tango.html#comment-1",
        "#comment-3",
        "#comment-99",
    ]


@pytest.fixture
def site(save_thread: Callable[..., None], tmp_path: Path) -> Site:
    save_thread()
    settings = tmp_path / "pelicanconf.py"
    settings.write_text(
        "PATH = 'content'; SITEURL = 'https://example.org/blog'; TIMEZONE = 'UTC'; PLUGINS = ['comments']\n"
        "COMMENTS = {'per_page': 3, 'text_filter': lambda html, lang: html}\n"
    )
    return load_site(settings)


@pytest.mark.parametrize(
    ("comment_id", "place"), [("7", "tango.html"), ("5", "tango/comments-2/"), ("6", "tango/comments-3/")]
)
def test_page_of_a_comment_is_known_without_a_build(site: Site, comment_id: str, place: str) -> None:
    address = locate_comment(site, site.posts["tango"], comment_id)
    assert address == f"https://example.org/blog/{place}#comment-{comment_id}"
