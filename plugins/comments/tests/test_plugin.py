"""pelican-comments in a Pelican site: Pelican's own themes with one line more."""

import json
import pickle
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin

import feedparser
import pytest
from bs4 import BeautifulSoup, Tag
from pelican.plugins.comments.further_pages import SCRIPT, SHEET
from pelican.plugins.comments.storage import read_readable_comments
from pelican_toolkit.testing import read_page

SaveFile = Callable[..., Path]
Save = Callable[..., None]
BuildSite = Callable[..., Path]
BuildPage = Callable[..., BeautifulSoup]

INCLUDE = '{% block content %}{{ super() }}{% include "comments/discussion.html" %}{% endblock %}'
THEME = {f"{kind}.html": f'{{% extends "!theme/{kind}.html" %}}{INCLUDE}' for kind in ("article", "page")}
ENDPOINT = {"endpoint": "/comments"}
SITE = "https://example.org"
PUBLIC = {"SITEURL": SITE, "SITENAME": "My blog", "RELATIVE_URLS": False}
SITE_FEED, FEED = "feeds/comments.atom.xml", "feeds/comments/tango.atom.xml"


@pytest.fixture
def save(save_file: SaveFile) -> Save:
    """A function that saves an article, by its slug, or a comment: `jazz#1`, or `#1` for one on tango."""

    def save_either(name: str, *lines: str, file: str = "", text: str = "Words.") -> None:
        slug, is_comment, comment_id = name.partition("#")
        if is_comment:
            file = f"comments/{slug or 'tango'}/{comment_id}.md"
            header = [] if any(line.startswith("author:") for line in lines) else ["author: Jeanne"]
        else:
            header = [f"Title: About {slug}", f"Slug: {slug}", "Date: 2015-11-20 10:00"]
        save_file(file or f"{slug}.md", "\n".join([*header, *lines, "", text]))

    return save_either


@pytest.fixture
def build(build_site: BuildSite) -> BuildSite:
    """The shared build_site, with the plugin and a theme with one line more."""

    def build_ours(theme: Mapping[str, str] | None = None, **settings: Any) -> Path:
        ours = {"PLUGINS": ["comments"], "COMMENTS": ENDPOINT, "DELETE_OUTPUT_DIRECTORY": True}
        return build_site({**THEME, **(theme or {})}, **{**ours, **settings})

    return build_ours


@pytest.fixture
def build_page(build: BuildSite) -> BuildPage:
    """A function that builds the site and returns the article's page."""
    return lambda name="tango.html", **settings: read_page(build(**settings), name)


def find(page: BeautifulSoup | Tag, selector: str) -> Tag:
    (element,) = page.select(selector)
    return element


def read_words(element: Tag) -> str:
    return " ".join(element.text.split())


def list_comments(page: BeautifulSoup) -> str:
    return " ".join(str(article["id"]).removeprefix("comment-") for article in page.select("article.comment"))


def list_links(page: BeautifulSoup, selector: str) -> list[str]:
    return [str(link["href"]) for link in page.select(selector)]


def test_one_include_shows_the_thread_in_any_theme(save: Save, build_page: BuildPage) -> None:
    save("tango")
    save("#1", "date: 2015-11-21", "role: author")
    save("#2", "author: Paul", "replyto: 1", "date: 2015-11-22", "website: https://example.org/")
    for number in range(3, 8):
        save(f"#{number}", f"author: A{number}", f"replyto: {number - 1}")
    page = build_page(theme={"comments/privacy.html": "Of {{ commenting.title(article) }}"})
    assert read_words(find(page, "#comments")) == "7 thoughts on “About tango”"
    parent = find(page, ".comments > ol > li > article#comment-1")
    reply = find(page, ".comments > ol > li > ol > li > article#comment-2")
    assert read_words(find(reply, ".comment-title")) == "Paul in reply to Jeanne"
    assert find(reply, ".comment-parent a")["href"] == "#comment-1"
    assert find(reply, ".comment-author a")["rel"] == ["ugc", "nofollow", "noopener"]
    assert find(parent, "time")["datetime"] == "2015-11-21T00:00:00+01:00"
    for article in (parent, reply):
        assert find(page, f"#{article['aria-labelledby']}") in article.descendants
        assert find(article, "a.comment-permalink")["href"] == f"#{article['id']}"
    assert [article["id"] for article in page.select("[data-role=author]")] == ["comment-1"]
    assert read_words(find(parent, ".comment-role")) == "Wrote this article"
    # the deepest are not indented any further
    assert len(find(page, "#comment-7").find_parents("ol")) == 5
    assert read_words(find(page, "#comment-7 .comment-title")) == "A7 in reply to A6"
    assert "Of About tango" in find(page, "form").text  # a template of the theme by the name of ours
    # which a thread that fits does without
    assert not page.select("nav.comments-pages, .comments-index, script[src], .comments-continued")


def test_removed_and_lost_comments_are_shown_as_such_and_pings_apart(
    save: Save, build_page: BuildPage
) -> None:
    save("tango")
    save("#1", "status: removed", text="Secret")
    save("#2", "author: Paul", "replyto: 1")
    save("#3", "status: lost", "author:")
    save("#4", "author: Ann", "replyto: 3")
    save("#5", "type: pingback", "website: https://example.org/", "author: Her blog")
    save("#7", "type: pingback", "author: Gone", "status: removed")
    page = build_page(DEFAULT_LANG="fr")
    assert read_words(find(page, "#comments")) == "3 réflexions sur “About tango”"
    assert not [name for name in ("Secret", "Jeanne", "Gone") if name in page.text]
    words = {
        "#comment-1 .comment-notice": "Ce commentaire a été supprimé.",
        "#comment-3 .comment-notice": "Ce commentaire n’a pas été conservé.",
        "#comment-2 .comment-title": "Paul en réponse à un commentaire supprimé",
        "#comment-4 .comment-title": "Ann en réponse à un commentaire perdu",
    }
    assert {selector: read_words(find(page, selector)) for selector in words} == words
    assert [radio["value"] for radio in page.select("article.comment input")] == ["2", "4"]
    for gone in ("#comment-1", "#comment-3"):
        assert not page.select(f"{gone} :is(.comment-author, .comment-body, .comment-reply, time)")
    assert [read_words(item) for item in page.select(".comments-mentions > li")] == ["Her blog"]


HOSTILE_NAMES = ('"><img src=x onerror=alert(1)>', "{{ SITENAME }}", "' onclick='x", "&lt;b&gt;")


def test_names_and_titles_are_printed_as_text(save: Save, build_page: BuildPage) -> None:
    """In a theme without autoescape, as Pelican's are."""
    save("tango")
    for number, name in enumerate(HOSTILE_NAMES):
        save(f"#{number}", f"author: {name}", text=name)
        website = "website: https://example.org/?a=1&b=2"
        save(f"#{number}-r", f"author: {name}", f"replyto: {number}", website)
    page = build_page()
    for number, name in enumerate(HOSTILE_NAMES):
        assert read_words(find(page, f"#comment-{number} .comment-author")) == name
        assert read_words(find(page, f"#comment-{number}-r .comment-title")) == f"{name} in reply to {name}"
        assert read_words(find(page, f"#comment-{number} label")) == f"Reply to {name}"
    assert page.select("script:not([type='application/ld+json']), img, [onclick], [onerror]") == []
    assert len(page.select("article.comment")) == 2 * len(HOSTILE_NAMES)


def test_form_has_a_label_and_an_error_for_each_field_and_a_radio_button_for_each_comment(
    save: Save, build_page: BuildPage
) -> None:
    save("tango")
    for name in ("form", "name", "message", "title", "1", "1-title", "name-error", "form-title"):
        save(f"#{name}")
    page = build_page(COMMENTS={**ENDPOINT, "privacy_page": "privacy/"}, **PUBLIC)
    form = find(page, "form#answer")
    assert (form["action"], form["method"], form["accept-charset"]) == ("/comments", "post", ["utf-8"])
    radio = {"type": "radio", "form": "answer", "name": "parent", "value": "1"}
    assert find(page, "article#comment-1 input").attrs == radio
    own = {"type": "radio", "name": "parent", "value": "", "checked": ""}
    assert find(form, "input[name=parent]").attrs == own
    assert find(form, "input[name=post]")["value"] == "tango"
    fields = page.select(".comment-form-field :is(input, textarea)")
    assert [field["name"] for field in fields] == ["name", "message"]
    for field in fields:
        assert (field.has_attr("required"), field["dir"]) == (True, "auto")
        assert find(page, f"label[for={field['id']}]").text
        # hidden in a theme without our style, where the browser says it
        assert find(page, f"#{field['aria-errormessage']}[hidden]").text
    words = "2,500 characters at most. Markdown: **bold**, *italic*, > quotation, `code`, links."
    assert read_words(find(page, "#answer-message-hint")) == words
    assert find(page, ".comment-form-privacy a")["href"] == "https://example.org/privacy/"
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    form = find(build_page(COMMENTS={"repository": "example/blog", "issue_template": "x.yml"}), "form")
    assert (form["action"], form["method"]) == ("https://github.com/example/blog/issues/new", "get")
    assert build_page(COMMENTS={}).select("form, input") == []


def test_state_of_a_thread_is_the_header_s_or_the_setting(save: Save, build: BuildSite) -> None:
    lines = {"open": "'true'", "closed": "Off", "hidden": "hide", "unknown": "maybe"}
    lines |= {"empty": "~", "both": "open\nComments: closed"}
    for slug, word in lines.items():
        save(slug, f"Comments: {word}")
        save(f"{slug}#1")
    save("later", "Status: draft", "Comments: open")
    save("plain", file="pages/plain.md")
    warnings: list[str] = []
    output = build(COMMENTS={**ENDPOINT, "state": "closed"}, warnings=warnings)
    pages = {path.stem: read_page(output, str(path)) for path in output.rglob("*.html")}
    assert {name for name, page in pages.items() if page.select("form")} == {"open", "later"}
    closed = {name for name, page in pages.items() if page.select(".comments-closed")}
    assert closed == {"closed", "unknown", "empty", "both"}
    assert {name for name, page in pages.items() if page.select("#comment-1")} == {"open", *closed}
    assert {name for name in [*lines, "plain"] if not pages[name].select(".comments")} == {"hidden", "plain"}
    assert [warning.partition(";")[0] for warning in warnings] == [
        "both.md: Comments is there more than once",
        "unknown.md: Comments: 'maybe' is unknown",
    ]


def test_comment_files_are_not_articles_pages_or_static_files(save: Save, build: BuildSite) -> None:
    save("tango")
    save("#2", "Title: Not an article", "Date: 2015-01-01")
    for places in ({"ARTICLE_PATHS": [""]}, {"PAGE_PATHS": [""], "ARTICLE_PATHS": ["posts"]}):
        output = build(**places, STATIC_PATHS=[""])
        names = [path.name for path in output.rglob("*")]
        assert not [name for name in names if "not-an-article" in name or name.endswith(".md")]


# Feeds


def read_feed(path: Path) -> Any:
    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo
    return feed


def test_feeds_thread_the_comments_and_are_the_same_at_the_next_build(save: Save, build: BuildSite) -> None:
    save("tango")
    save("#1", "date: 2015-11-21T10:00:00+01:00", text="Un <b>texte</b>\x01")
    more = ("replyto: 1", "date: 2015-11-22T10:00:00+01:00", "website: https://example.org/")
    save("#2", "author: Paul", *more, text="See [above](#comment-1).")
    save("#3", "author: Removed", "status: removed")
    save("#4", "author: Undated", "replyto: 3")
    settings = {**PUBLIC, "FEED_ALL_ATOM": "all.xml", "DEFAULT_LANG": "fr"}
    output = build(**settings)
    feed = read_feed(output / FEED)
    assert feed.feed.title == "Commentaires sur «\u00a0About tango\u00a0»"
    assert (feed.feed.language, feed.feed.link) == ("fr", "https://example.org/tango.html")
    reply, first, undated = feed.entries
    assert undated.updated == "2015-11-20T10:00:00+01:00"  # the article's, as Atom demands one
    assert reply.author_detail == {"name": "Paul", "href": "https://example.org/"}
    assert reply.link == "https://example.org/tango.html#comment-2"
    assert reply.title == "Paul en réponse à Jeanne, sur «\u00a0About tango\u00a0»"
    assert reply["thr_in-reply-to"] == {"ref": first.id, "href": first.link, "type": "text/html"}
    assert first["thr_in-reply-to"]["ref"] == read_feed(output / "all.xml").entries[0].id
    assert first.content[0].value == "<p>Un &lt;b&gt;texte&lt;/b&gt;</p>"
    assert '<a href="https://example.org/tango.html#comment-1"' in reply.content[0].value
    whole = read_feed(output / SITE_FEED)
    assert [entry.id for entry in whole.entries] == [entry.id for entry in feed.entries]
    assert not [path for path in output.rglob("*.*ml") if "Removed" in path.read_text()]
    before = [(output / path).read_bytes() for path in (SITE_FEED, FEED)]
    assert [(build(**settings) / path).read_bytes() for path in (SITE_FEED, FEED)] == before


def test_only_public_threads_with_dated_comments_have_feeds(
    save: Save, save_file: SaveFile, build: BuildSite
) -> None:
    save("tango")
    save("later", "Status: draft")
    save("secret", "Status: hidden")
    save_file("pages/undated.md", "Title: A\nSlug: undated\nComments: open\n\nText")
    for slug in ("later", "secret", "undated"):
        save(f"{slug}#1")

    def list_feeds(**settings: Any) -> tuple[str, list[str]]:
        output = build({"index.html": "{{ comments_feed }}"}, **settings)
        feeds = sorted(path.relative_to(output).as_posix() for path in output.rglob("*.xml"))
        linked = [path.stem for path in output.rglob("*.html") if "comments-feed" in path.read_text()]
        assert linked == ["tango"] * (FEED in feeds)
        links = {entry.link for path in feeds for entry in read_feed(output / path).entries}
        assert links == ({f"{SITE}/tango.html#comment-2"} if feeds else set())
        return (output / "index.html").read_text(), feeds

    assert list_feeds(**PUBLIC) == ("None", [])
    save("#1", "date: 2015-11-21")
    save("#2", "date: 2015-11-22")
    newest = {**PUBLIC, "FEED_MAX_ITEMS": 1}
    assert list_feeds() == ("None", [])  # without an address
    assert list_feeds(**newest) == (SITE_FEED, [SITE_FEED, FEED])
    assert list_feeds(**newest, COMMENTS={"feed": None}) == ("None", [FEED])


def test_mistakes_are_all_named_and_the_rest_is_shown(
    save: Save, save_file: SaveFile, build: BuildSite
) -> None:
    save("tango")
    save("#1", "date: hier")
    save("#2", "status: gone")
    save("#3", "replyto: 7")
    save("tangos#1")
    save_file("comments/7.md", "author: J\n\nText")
    save("..", "Save_as: x1.html", "Url: x1.html", file="1.md")
    save_file("2.md", "Title: …\nDate: 2015-11-20\nSave_as: x2.html\n\nText")  # it would be the folder of all
    save("/about/x", "Save_as: x3.html", file="pages/x.md")  # which has no thread
    # two contents of one slug, except a draft that is a translation, and a page without a thread
    save("jazz")
    save("tango", "Lang: fr", "Comments: open", file="pages/y.md")
    save("jazz", "Lang: es", "Status: draft", file="y.md")
    save("jazz", "Save_as: z.html", file="pages/z.md")
    save("jazz#4")
    warnings: list[str] = []
    output = build(warnings=warnings)
    named = [line.split(": ")[0].removeprefix("comments/") for line in "\n".join(warnings).splitlines()]
    broken = [f"tango/{number}.md" for number in (1, 2, 3)]
    assert sorted(named) == ["1.md", "2.md", "7.md", "pages/y.md", *broken, "tangos"]
    assert find(read_page(output, "tango.html"), "article.comment")["id"] == "comment-3"
    assert [path.name for path in output.glob("x*.html") if "<form" in path.read_text()] == []
    shown = [path.name for path in output.rglob("*.html") if 'id="comment-4"' in path.read_text()]
    assert sorted(shown) == ["jazz-es.html", "jazz.html"]


def test_bug_of_the_plugin_or_of_a_filter_ends_no_build(
    save: Save, build: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    save("tango")
    save("#1")
    warnings: list[str] = []
    build(warnings=warnings, COMMENTS={"text_filter": lambda _html, _lang: 1 / 0})
    (of_filter,) = warnings
    assert of_filter.startswith("comments/tango/1.md: COMMENTS['text_filter'] failed on this text (Zero")
    monkeypatch.setattr("pelican.plugins.comments.attaching.build_pages_of", lambda *_, **__: 1 / 0)
    assert (build(warnings=warnings) / "tango.html").exists()
    assert warnings[-1].startswith("tango.md: its comments are not shown (ZeroDivisionError")


# What an earlier build has left


@pytest.fixture
def keeper(caplog: pytest.LogCaptureFixture) -> SimpleNamespace:
    """Keeps what plugins remember, as pelican-incremental does."""
    kept: dict[str, bytes] = {}

    def remember(kind: str, key: str, compute: Callable[[], Any]) -> Any:
        before = len(caplog.records)
        value = None if kind + key in kept else compute()
        if value is not None and len(caplog.records) == before:
            kept[kind + key] = pickle.dumps(value)
        return value or pickle.loads(kept[kind + key])  # noqa: S301  # our own

    def keep_file(path: Path, key: str, write: Callable[[], object]) -> None:
        place = f"{path.name} {key}"
        if place in kept:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(kept[place])
        else:
            write()
            kept[place] = path.read_bytes()

    return SimpleNamespace(
        begin=cache, keep_file=keep_file, remember=remember, expect=lambda *_: None, share=lambda *_: None
    )


def test_thread_is_read_again_only_if_something_has_changed(
    save: Save, build: BuildSite, content_path: Path, keeper: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And everything is as without what was kept: pages, feeds, and what is said of comments."""
    read: list[str] = []

    def read_folder(folder: Path, **places: Any) -> Any:
        read.append(folder.name)
        return read_readable_comments(folder, **places)

    def list_read() -> str:
        results = []
        for builds in ([], [keeper]):
            monkeypatch.setattr("pelican_toolkit.incremental._builds", builds)
            read.clear()
            warnings: list[str] = []
            output = build(warnings=warnings, **PUBLIC, COMMENTS={**ENDPOINT, "per_page": 2})
            files = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
            results.append((files, warnings))
        assert results[0] == results[1]
        return " ".join(sorted(read))

    monkeypatch.setattr("pelican.plugins.comments.attaching.read_readable_comments", read_folder)
    monkeypatch.setattr("pelican_toolkit.stamps.time.time_ns", lambda: 2**63)  # no change was a moment ago
    for slug in ("tango", "jazz", "waltz"):
        save(slug)
        for number in range(3):
            save(f"{slug}#{number}", "replyto: nobody", text="[1](#comment-2)")
    save("tango", "Lang: fr", file="tango-fr.md")
    save("waltz#broken", "date: never")
    assert list_read() == "jazz tango waltz"
    assert list_read() == "waltz"  # whose broken file has to be told of again
    save("tango#0", text="Other words.")
    assert list_read() == "tango waltz"
    (content_path / "comments/jazz/2.md").rename(content_path / "comments/jazz/5.md")
    assert list_read() == "jazz waltz"
    save("jazz", "Comments: closed")
    assert list_read() == "jazz waltz"
    save("tango", "Save_as: tango/index.html", "URL: tango/")
    save("cha", "Save_as: tango/comments-2/index.html")  # where the second page of a thread would be
    assert list_read() == "cha tango waltz"
    assert list_read() == "tango waltz"


# Languages


def test_comments_are_in_their_own_language_on_each_page(save: Save, build: BuildSite) -> None:
    """Those that name none, or none that exists, are in the language of the original."""
    save("tango")
    save("tango", "Lang: fr", file="tango-fr.md")
    picture = "![](https://example.org/a.png)"
    save("#1", "lang: francais", text=picture)
    save("#2", "lang: fr", text=picture)
    save("#3", "lang: en")
    save("#4", "lang: ar", text="مرحبا\n\nMots")
    text_filter = {"text_filter": lambda html, lang: f"{html}<i>{lang}</i>"}
    output = build(COMMENTS={**ENDPOINT, **text_filter, "email": "blog@example.org"}, **PUBLIC)
    pages = ("tango", "tango", [None, "fr", None, "ar"]), ("tango-fr", "tango/fr", ["en", None, "en", "ar"])
    for name, post, languages in pages:
        page = read_page(output, f"{name}.html")
        bodies = page.select(".comment-body")
        assert [body.get("lang") for body in bodies] == languages
        directions = {None: "auto", "ar": "rtl"}
        assert [body["dir"] for body in bodies] == [directions.get(lang, "ltr") for lang in languages]
        assert [body.select("i")[-1].text for body in bodies] == ["en", "fr", "en", "ar"]
        assert [link.text for link in page.select(".comment-body a")] == ["picture", "image"]
        reference = post.replace("/", "%252F")
        links = list_links(page, ".comment-mail a, .comment-form-mail a")
        assert len([link for link in links if re.search(f"%5B{reference}%(2F|5D)", link)]) == len(links) == 5
    xml = (output / FEED).read_text(encoding="utf-8")
    entries = re.findall(r"<entry(?: xml:lang=\"([^\"]*)\")?>.*?#comment-(\d)\"", xml, re.DOTALL)
    assert {number: lang for lang, number in entries} == {"1": "", "2": "fr", "3": "", "4": "ar"}


# Further pages

SECOND = "tango/comments-2/index.html"


def paged(per_page: int | None = 3, **comments: object) -> dict[str, Any]:
    """The settings of a site with so many comments to a page."""
    return {"SITEURL": SITE, "COMMENTS": {**ENDPOINT, "per_page": per_page, **comments}}


@pytest.fixture
def save_thread(save: Save) -> Save:
    """A function that saves an article of seven comments; the fourth and the seventh answer the first."""

    def save_seven(*lines: str, file: str = "") -> None:
        save("tango", *lines, file=file)
        for number in range(1, 8):
            links = "[1](#comment-1), [3](#comment-3), [none](#comment-99)" if number == 3 else "Words"
            replyto = "replyto: 1" if number in {4, 7} else "replyto:"
            save(f"#{number}", f"author: A{number}", f"date: 2016-01-0{number}", replyto, text=links)

    return save_seven


def find_dead_links(output: Path) -> list[str]:
    """The links to comments in the built pages that lead to none."""
    pages: dict[str, BeautifulSoup] = {}
    for path in output.rglob("*.html"):
        name = path.relative_to(output).as_posix().removesuffix("index.html")
        pages[urljoin(f"{SITE}/", name)] = read_page(output, str(path))
    targets = {f"{address}#{tag['id']}" for address, page in pages.items() for tag in page.select("[id]")}
    links = {
        urljoin(address, link)
        for address, page in pages.items()
        for link in list_links(page, 'a[href*="#comment"]')
    }
    assert links
    return sorted(link for link in links - targets if not link.endswith("#comment-99"))  # which a text names


@pytest.mark.parametrize(("theme", "url"), [("notmyidea", "{slug}.html"), ("simple", "{slug}")])
def test_discussion_goes_on_below_the_article_in_any_theme(
    save_thread: Save, build: BuildSite, theme: str, url: str
) -> None:
    save_thread()
    output = build(**paged(), THEME=theme, ARTICLE_URL=url)
    assert list_comments(read_page(output, "tango.html")) == "1 4 7"
    second, third = (read_page(output, f"tango/comments-{number}/index.html") for number in (2, 3))
    assert (list_comments(second), list_comments(third)) == ("2 3 5", "6")
    assert second.title
    assert second.title.text.startswith("About tango – comments, page 2")
    assert list_links(second, "link[rel=canonical]") == [f"{SITE}/tango/comments-2/"]
    (back,) = list_links(second, ".comments-back a")
    assert back == f"{SITE}/{url.format(slug='tango')}"
    links = list_links(second, "#comment-3 .comment-body a")
    assert links == [f"{back}#comment-1", "#comment-3", "#comment-99"]
    links = [(link.text, link["rel"]) for link in second.select("nav.comments-pages a[rel]")]
    assert links == [("Earlier comments", ["prev"]), ("Later comments", ["next"])]
    assert not second.select("[data-pagefind-body], details")
    assert [radio["value"] for radio in second.select('article input[form="answer"]')] == ["2", "3", "5"]
    assert not (output / "tango/comments-4").exists()


def test_large_thread_says_so_and_every_link_leads_to_the_page_of_a_comment(
    save_thread: Save, build: BuildSite
) -> None:
    save_thread()
    output = build(**paged(2, email="a@example.org"))
    first, second = read_page(output, "tango.html"), read_page(output, SECOND)
    (on,), (before,) = first.select(".comments-continued a"), second.select(".comments-continued a")
    one, seven = f"{SITE}/tango.html#comment-1", f"{SITE}/tango/comments-2/#comment-7"
    assert (on.text, on["href"]) == ("This thread continues on page 2.", seven)
    assert (before.text, before["href"]) == ("This thread began on page 1.", one)
    assert find_dead_links(output) == []
    described = json.loads(find(second, 'script[type$="ld+json"]').text)
    assert (described["@id"], described["commentCount"]) == (f"{SITE}/tango.html", 7)
    last = described["comment"][1]
    assert (last["@id"], last["parentItem"]) == (seven, {"@id": one})
    newest = read_feed(output / FEED).entries[0]
    assert (newest.link, newest["thr_in-reply-to"]["href"]) == (seven, one)
    (report,) = list_links(second, "#comment-7 .comment-report a")
    assert "example.org%2Ftango%2Fcomments-2%2F%23comment-7" in report
    page = read_page(build(**paged(2, sheet=True), RELATIVE_URLS=True), SECOND)
    script = find(page, "script[src]")
    assert (script["src"], script["data-start"]) == (f"../../theme/{SCRIPT}", "../../tango.html")
    assert list_links(page, ".comments-sheet") == [f"../../theme/{SHEET}"]


def test_drafts_and_translations_go_on_too(save_thread: Save, build: BuildSite) -> None:
    save_thread("Lang: en")
    save_thread("Lang: fr", file="tango-fr.md")
    output = build(**paged())
    french = read_page(output, "tango-fr.html")
    entries = [read_words(item) for item in french.select("details.comments-index li")]
    assert entries == ["Page 2 (2 janvier 2016 – 5 janvier 2016) 2, 3, 5", "Page 3 (6 janvier 2016) 6"]
    assert (output / "theme" / SCRIPT).is_file()
    french = read_page(output, "tango-fr/comments-2/index.html")
    assert french.select('html[lang="fr"]')
    assert not french.select("link[hreflang]")
    save_thread("Lang: en", "Status: draft")
    draft = read_page(build(**paged()), "drafts/tango/comments-2/index.html")
    assert draft.select('meta[name="robots"][content="noindex"]')


EXTENDED = '{% extends "!simple/base.html" %}{% block footer %}Our foot{% endblock %}'


def test_further_page_looks_as_the_theme_has_it(save_thread: Save, build: BuildSite) -> None:
    save_thread()
    page = read_page(build({"base.html": EXTENDED}, **paged(order="newest")), SECOND)
    assert ("Our foot" in page.text, list_comments(page)) == (True, "2")


def test_discussion_stays_on_one_page_where_something_is_in_the_way(
    save_thread: Save, save_post: Save, build: BuildSite
) -> None:
    save_thread()
    save_post("pages/other.md", "Other", "Save_as: tango/comments-3/index.html")
    for article, obstacle in (("{slug}.html", "tango/comments-3/index.html"), ("a/{slug}", "a/tango")):
        warnings: list[str] = []
        output = build(**paged(), warnings=warnings, ARTICLE_SAVE_AS=article)
        (warning,) = warnings
        assert warning.startswith(f"tango.md: all comments are on one page, as {obstacle} is in the way of")
        assert list_comments(read_page(output, article.format(slug="tango"))) == "1 4 7 2 3 5 6"
