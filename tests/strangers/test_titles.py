"""Titles and names are HTML on a stock Pelican, text if templates escape, and are escaped once either way."""

import json
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from pelican.plugins.comments.inbox.notice import render_thanks
from pelican.plugins.comments.site import load_site

BuildSite = Callable[..., Path]
Save = Callable[..., Path]

SITE = "https://example.org"
SETTINGS: dict[str, Any] = {
    "SITEURL": SITE,
    "SITENAME": "Salt &amp; Pepper",
    "AUTHOR": "Ann &amp; Co",
    "PLUGINS": ["comments", "discovery", "reading", "typography", "video"],
    "COMMENTS": {"email": "blog@example.org"},
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
}
TEMPLATE = """{% with title = article.title, description = "" %}
{% include "discovery/opengraph.html" %}{% endwith %}
{% with description = "" %}{% include "discovery/schema.html" %}{% endwith %}
{% with video = article.video %}{% include "video/video.html" %}{% endwith %}
{% include "comments/discussion.html" %}"""
THEME = {"article.html": TEMPLATE, "comments/schema.html": ""}
HEADER = """Date: 2015-11-20
Slug: tango
Category: R&amp;D
Video: https://vimeo.com/1
Video_title: Rock &amp; Roll"""
TEXTS = {
    "tango.md": f"Title: Tom &amp; Jerry <em>live</em>\n{HEADER}\n\nWords.\n",
    "tango.rst": (
        "Tom & Jerry *live*\n##################\n\n:date: 2015-11-20\n:slug: tango\n:category: R&D\n"
        ":video: https://vimeo.com/1\n:video_title: Rock & Roll\n\nWords.\n"
    ),
    "tango.html": (
        "<html><head><title>Tom &amp; Jerry live</title>"
        '<meta name="date" content="2015-11-20"><meta name="slug" content="tango">'
        '<meta name="category" content="R&amp;D"><meta name="video" content="https://vimeo.com/1">'
        '<meta name="video_title" content="Rock &amp; Roll"></head><body><p>Words.</p></body></html>'
    ),
}
ESCAPING = {"JINJA_ENVIRONMENT": {"autoescape": True}, "SITENAME": "Salt & Pepper", "AUTHOR": "Ann & Co"}


@pytest.fixture
def list_names(build_site: BuildSite, save_file: Save) -> Callable[..., dict[str, str]]:
    """A function that builds a site with one text, and returns what its page and feeds call things."""

    def build(name: str, text: str, **settings: Any) -> dict[str, str]:
        save_file(name, text)
        save_file("comments/tango/1.md", "author: Ada\ndate: 2015-11-21T10:00:00Z\n\nYes.\n")
        folder = build_site(THEME, **{**SETTINGS, **settings})
        return {**_read_page(folder / "tango.html"), **_read_feeds(folder / "feeds")}

    return build


def _read_page(path: Path) -> dict[str, str]:
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    posting, way = json.loads(str(page.select_one("script[type='application/ld+json']").string))["@graph"]
    subject = parse_qs(urlsplit(str(page.select_one(".comment-mail a")["href"])).query)["subject"][0]
    return {
        "heading": page.select_one("#comments").get_text(strip=True).split("“")[1].rstrip("”"),
        "mail": subject.removesuffix(" [tango/1]"),
        "og": page.select_one("meta[property='og:title']")["content"],
        "site": page.select_one("meta[property='og:site_name']")["content"],
        "schema": posting["headline"],
        "author": posting["author"][0]["name"],
        "category": posting["articleSection"],
        "way": "/".join(step["name"] for step in way["itemListElement"]),
        "video": page.select_one(".video-title").get_text(),
    }


def _read_feeds(folder: Path) -> dict[str, str]:
    atom = "{http://www.w3.org/2005/Atom}"
    feeds = [folder / "all.atom.xml", folder / "comments/tango.atom.xml", folder / "comments.atom.xml"]
    roots = [ET.parse(path) for path in feeds]  # noqa: S314  # our own files
    titles = [root.findtext(f"{atom}title", "") for root in roots]
    entries = [root.findtext(f"{atom}entry/{atom}title", "") for root in roots]
    feed = json.loads((folder / "all.json").read_text(encoding="utf-8"))
    return {
        "entry": entries[0],
        "thread": titles[1].split("“")[1].rstrip("”"),
        "comment": entries[1].split("“")[1].rstrip("”"),
        "all comments": titles[2].removeprefix("Comments on "),
        "json": feed["items"][0]["title"],
        "json author": feed["items"][0]["authors"][0]["name"] and feed["authors"][0]["name"],
    }


TITLES = {"heading", "mail", "og", "schema", "entry", "thread", "comment", "json"}
EXPECTED = {
    **dict.fromkeys(TITLES, "Tom & Jerry live"),
    "site": "Salt & Pepper",
    "author": "Ann & Co",
    "category": "R&D",
    "way": "Salt & Pepper/R&D/Tom & Jerry live",
    "video": "Rock & Roll",
    "all comments": "Salt & Pepper",
    "json author": "Ann & Co",
}


@pytest.mark.parametrize("name", TEXTS)
def test_stock_pelican_has_titles_and_names_as_html(
    list_names: Callable[..., dict[str, str]], name: str
) -> None:
    assert list_names(name, TEXTS[name]) == EXPECTED


@pytest.mark.parametrize("plugins", [["comments", "discovery", "video"], SETTINGS["PLUGINS"]])
@pytest.mark.parametrize("name", TEXTS)
def test_escaping_templates_get_text_unless_the_reader_made_html(
    list_names: Callable[..., dict[str, str]], name: str, plugins: list[str]
) -> None:
    text = TEXTS[name].replace("R&amp;D", "R&D").replace("Rock &amp; Roll", "Rock & Roll")
    if name.endswith(".md"):
        text = text.replace("Tom &amp; Jerry <em>live</em>", "Tom & Jerry live")
    found = list_names(name, text, **ESCAPING, PLUGINS=plugins)
    if "typography" not in plugins and name.endswith(".rst"):
        del found["og"]  # the theme prints it from the title
        assert found == {key: value for key, value in EXPECTED.items() if key != "og"}
    elif name.endswith(".html"):  # its authors escape meta values, but Pelican takes them as text
        assert {key: found[key] for key in TITLES - {"og"}} == {key: EXPECTED[key] for key in TITLES - {"og"}}
    else:
        assert found == EXPECTED


@pytest.mark.parametrize("name", ["tango.md", "tango.rst"])
def test_title_about_html_stays_as_written_if_templates_escape(
    list_names: Callable[..., dict[str, str]], name: str
) -> None:
    title = "The tag <em> & more"
    text = TEXTS[name].replace("Tom & Jerry *live*\n##################", f"{title}\n{'#' * 30}")
    found = list_names(name, text.replace("Tom &amp; Jerry <em>live</em>", title), **ESCAPING)
    assert {found[key] for key in TITLES} == {title}


@pytest.mark.parametrize("escaping", [{}, ESCAPING])
def test_typogrify_makes_html_of_every_title(
    list_names: Callable[..., dict[str, str]], monkeypatch: pytest.MonkeyPatch, escaping: dict[str, Any]
) -> None:
    def typogrify(text: str, *_arguments: object, **_options: object) -> str:
        return text.replace(" &amp; ", ' <span class="amp">&amp;</span> ')

    attributes = type("Attr", (), {"set1": 1, "w": 2, "default": 0})
    for name, values in (
        ("smartypants", {"Attr": attributes}),
        ("typogrify", {}),
        ("typogrify.filters", {"typogrify": typogrify}),
    ):
        module = ModuleType(name)
        vars(module).update(values)
        monkeypatch.setitem(sys.modules, name, module)
    found = list_names("tango.md", TEXTS["tango.md"], TYPOGRIFY=True, **escaping)
    assert {found[key] for key in TITLES} == {"Tom & Jerry live"}


@pytest.mark.parametrize("escaping", [False, True])
def test_inbox_server_and_moderator_see_text(
    tmp_path: Path, save_file: Save, monkeypatch: pytest.MonkeyPatch, *, escaping: bool
) -> None:
    save_file("tango.rst", TEXTS["tango.rst"])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # of the settings, which are a program
    values = {**SETTINGS, **(ESCAPING if escaping else {}), "PATH": "content", "TIMEZONE": "UTC"}
    settings = "\n".join(f"{key} = {value!r}" for key, value in values.items())
    (tmp_path / "pelicanconf.py").write_text(settings, encoding="utf-8")
    site = load_site(tmp_path / "pelicanconf.py")
    assert (site.name, site.posts["tango"].title) == ("Salt & Pepper", "Tom & Jerry live")
    page = BeautifulSoup(bytes(render_thanks(site, site.posts["tango"], "").body), "html.parser")
    assert page.title.get_text().endswith(" – Salt & Pepper")
    assert page.select_one(".comment-back").get_text() == "Back to “Tom & Jerry live”"
