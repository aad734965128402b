"""The plugin in scratch sites: what is at old addresses, and what never is."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from pelican.plugins.redirects.plugin import TEMPLATES
from pelican_toolkit.testing import read_page

BuildSite = Callable[..., Path]
Save = Callable[..., Any]

SITE = "https://example.org/blog"
SETTINGS: dict[str, Any] = {
    "PLUGINS": ["redirects"],
    "SITEURL": SITE,
    "DEFAULT_LANG": "fr",
    "ARTICLE_URL": "{date:%Y}/{slug}/",
    "ARTICLE_SAVE_AS": "{date:%Y}/{slug}/index.html",
    "ARTICLE_LANG_URL": "{lang}/{date:%Y}/{slug}/",
    "ARTICLE_LANG_SAVE_AS": "{lang}/{date:%Y}/{slug}/index.html",
    "DRAFT_SAVE_AS": "",
}
HOME = {"index.html": "<head>{% include 'redirects/queries.html' %}</head>"}


@pytest.fixture
def build(build_site: BuildSite) -> BuildSite:
    def build(theme: Any = None, **settings: Any) -> Path:
        return build_site(theme, **{**SETTINGS, **settings})

    return build


def list_redirects(output: Path) -> dict[str, str]:
    """Where each redirect page leads, by its file."""
    files = [path for path in output.rglob("*") if path.is_file() and b"refresh" in path.read_bytes()]
    pages = {path.relative_to(output).as_posix(): read_page(output, str(path)) for path in files}
    return {
        path: str(page.select("main a")[0]["href"]).removeprefix(f"{SITE}/") for path, page in pages.items()
    }


ALIASES = [
    ("Aliases: /ancien/", {"ancien/index.html"}),
    ("Aliases: /a/b; /2011/11/vieux-slug/", {"a/b/index.html", "2011/11/vieux-slug/index.html"}),
    ("Aliases: /a,b/, /c;d.html", {"a,b/index.html", "c;d.html"}),
    ("Aliases: vieux/; autre.php", {"vieux/index.html", "autre.php/index.html"}),
    ("Aliases: /a/\n    /b/", {"a/index.html", "b/index.html"}),
    ("Redirect_from: /a.HTM", {"a.HTM"}),
    ("Alias: http://old.example.org/a/?replytocom=5#respond", {"a/index.html"}),
    ("Aliases: /%C3%A9t%C3%A9/%e5%bc%a0/", {"été/张/index.html"}),
    ("Aliases: /e\u0301te\u0301/ ; /a%20b/", {"été/index.html", "a b/index.html"}),
    (
        "Aliases: /?p=0123; ?page_id=7&preview=true; /index.php?attachment_id=9",
        {f"p/{n}/index.html" for n in (123, 7, 9)},
    ),
    ("Aliases: /2015/tarte/; /2015/tarte; /2015/tarte/index.html; //x//y/", {"x/y/index.html"}),
    ("Aliases:", set()),
]


@pytest.mark.parametrize(("header", "files"), ALIASES)
def test_every_old_address_of_a_text_leads_to_it(
    save_post: Save, build: BuildSite, header: str, files: set[str]
) -> None:
    save_post("a.md", "Tarte", header)
    assert list_redirects(build()) == dict.fromkeys(files, "2015/tarte/")


REFUSED = [
    ("/../secret/", "cannot be the address"),
    ("/a/%2e%2e/b/", "cannot be the address"),
    ("/a%00b/", "cannot be the address"),
    ("/a%5Cb/", "cannot be the address"),
    (f"/{'é' * 200}/", "cannot be the address"),
    ("/%e9/", "is not an address"),
    ("http://[x/", "is not an address"),
    ("/", "is the home page"),
    ("/?feed=rss2", "gets the home page"),
    ("/?p=x", "gets the home page"),
    ("/robots.txt", "is the address of /robots.txt"),
    ("/index.html", "is the address of /index.html"),
    ("/2015/soupe/", "is the address of b.md"),
    ("/2015/", "is the address of"),
    ("/index.html/x/", "is the address of /index.html"),
    ("/images/a.png/", "is the address of /images/a.png"),
    ("/soupes/", "already leads to /2015/soupe/ (b.md)"),
]


@pytest.mark.parametrize("refused", REFUSED)
def test_page_never_takes_the_place_of_another_nor_leaves_the_folder(
    save_post: Save, save_file: Save, build: BuildSite, tmp_path: Path, refused: tuple[str, str]
) -> None:
    alias, reason = refused
    save_post("b.md", "Soupe", "Aliases: /soupes/")
    save_post("c.md", "Tarte", f"Aliases: {alias}; /ok/")
    save_file("images/a.png")
    before = sorted(path for path in tmp_path.rglob("*") if "output" not in path.parts)
    said: list[str] = []
    settings = {"YEAR_ARCHIVE_SAVE_AS": "{date:%Y}/index.html", "YEAR_ARCHIVE_URL": "{date:%Y}/"}
    output = build(warnings=said, STATIC_PATHS=["images"], **settings)
    (warning,) = said
    assert warning.startswith("c.md: ")
    assert reason in warning
    assert list_redirects(output) == {"soupes/index.html": "2015/soupe/", "ok/index.html": "2015/tarte/"}
    left = sorted(path for path in tmp_path.rglob("*") if "output" not in path.parts)
    assert [path for path in left if path not in before and "templates" not in path.parts] == []


def test_file_leads_anywhere_and_each_wrong_line_is_named(
    save_file: Save, save_post: Save, build: BuildSite
) -> None:
    save_post("a.md", "Tarte")
    save_file(
        "redirects.txt",
        "\ufeff# from  to\n/a/ /2015/tarte/ 301\n/b /2015/tarte/#comment-3   # a comment\n\n"
        "/c/ https://example.com/x?y=1&z=2 302!\n/d/ /\n/e/* /x/\n/f/ /x/ 200\n/g/\n"
        "h /x/\n/i/ //evil.example/\n/j/:slug /x/\n/k/ javascript:alert(1)\n/a/ /autre/\n",
    )
    said: list[str] = []
    output = build(warnings=said, STATIC_PATHS=[""])
    assert list_redirects(output) == {
        "a/index.html": "2015/tarte/",
        "b/index.html": "2015/tarte/#comment-3",
        "c/index.html": "https://example.com/x?y=1&z=2",
        "d/index.html": "",
    }
    (warning,) = said
    lines = [line.split(": ")[1] for line in warning.splitlines()]
    assert lines == [f"line {number}" for number in (7, 8, 9, 10, 11, 12, 13, 14)]
    assert not (output / "redirects.txt").exists()
    assert read_page(output, "c/index.html").select_one("link[rel=canonical]")["href"].endswith("?y=1&z=2")


def test_page_leads_readers_and_search_engines_on_in_their_language(
    save_post: Save, build: BuildSite
) -> None:
    save_post("a.md", "Tarte", "Aliases: /vieux/")
    save_post("b.md", "Cake", "Lang: en", "Aliases: /old/")
    save_post("c.md", "Kek", "Lang: tr", "Aliases: /eski/")
    save_post("d.md", "Tom & <Jerry>", "Aliases: /tom/")
    output = build(JINJA_ENVIRONMENT={"autoescape": True})
    page = read_page(output, "vieux/index.html")
    target = f"{SITE}/2015/tarte/"
    assert page.select_one("meta[http-equiv=refresh]")["content"] == f"0; url={target}"
    assert [link["href"] for link in page.select("link[rel=canonical]")] == [target]
    assert not page.select("meta[name=robots], script, link[rel=alternate]")
    assert page.html["lang"] == "fr"
    assert page.h1.text == page.title.text == "Cette page a changé d’adresse"
    assert page.p.text == "Elle se trouve désormais ici\u00a0: Tarte"
    assert page.select_one("main a")["href"] == target
    assert page.body["data-pagefind-ignore"] == "all"
    english = read_page(output, "old/index.html")
    assert (english.html["lang"], english.p.text) == ("en", "It is now here: Cake")
    turkish = read_page(output, "eski/index.html")
    assert (turkish.html["lang"], turkish.select_one("main a")["lang"]) == ("en", "tr")
    assert read_page(output, "tom/index.html").select_one("main a").text == "Tom & <Jerry>"


@pytest.mark.parametrize("depth", [1, 3])
def test_links_of_a_preview_are_relative_and_have_no_canonical(
    save_post: Save, build: BuildSite, depth: int
) -> None:
    old = "/".join("abc"[:depth])
    save_post("x.md", "Tarte", f"Aliases: /{old}/")
    output = build(SITEURL="", RELATIVE_URLS=True)
    page = read_page(output, f"{old}/index.html")
    target = str(page.select_one("main a")["href"])
    assert urljoin(f"https://x.example/{old}/", target) == "https://x.example/2015/tarte/"
    assert page.select_one("meta[http-equiv=refresh]")["content"] == f"0; url={target}"
    assert not page.select("link")


def test_drafts_have_no_old_addresses_and_hidden_texts_and_pages_do(
    save_post: Save, build: BuildSite
) -> None:
    save_post("a.md", "Secret", "Status: draft", "Aliases: /secret-plan/")
    save_post("b.md", "Hidden", "Status: hidden", "Aliases: /b/")
    save_post("pages/c.md", "Page", "Aliases: /c/")
    save_post("d.md", "Moved", "Url: 2011/x/", "Save_as: 2011/x/index.html", "Aliases: /d/")
    save_post("e.md", "Home", "Url: home/", "Save_as: index.html", "Aliases: /e/")
    output = build()
    assert list_redirects(output) == {
        "e/index.html": "home/",
        "b/index.html": "2015/hidden/",
        "c/index.html": "pages/page.html",
        "d/index.html": "2011/x/",
    }
    assert not [path for path in output.rglob("*") if path.is_file() and b"secret" in path.read_bytes()]


FEEDS = [
    ("/feed/ /feeds/all.atom.xml", "feed/index.html", "feeds/all.atom.xml", "application/atom+xml"),
    ("/rss.xml /feeds/all.rss.xml", "rss.xml", "feeds/all.rss.xml", "application/rss+xml"),
    ("/comments/feed/ /", "comments/feed/index.html", "feeds/all.atom.xml", "application/atom+xml"),
    (
        "/category/x/feed/atom/ /a/",
        "category/x/feed/atom/index.html",
        "feeds/all.atom.xml",
        "application/atom+xml",
    ),
    ("/x/ /a/", "x/index.html", "", ""),
]


@pytest.mark.parametrize("case", FEEDS)
def test_page_at_the_old_address_of_a_feed_names_the_new_one(
    save_file: Save, save_post: Save, build: BuildSite, case: tuple[str, str, str, str]
) -> None:
    line, name, feed, kind = case
    save_post("a.md", "A")
    save_file("redirects.txt", line)
    output = build(FEED_ALL_ATOM="feeds/all.atom.xml")
    if name.endswith(".xml"):  # browsers read it as XML
        assert ET.parse(output / name).getroot().tag == "{http://www.w3.org/1999/xhtml}html"  # noqa: S314  # our own file
    links = read_page(output, name).select("link[rel=alternate]")
    assert [(link["href"], link["type"]) for link in links] == ([(f"{SITE}/{feed}", kind)] if feed else [])
    own = {"FEED_ALL_ATOM": None, "TRANSLATION_FEED_ATOM": "feeds/{lang}.atom.xml"}
    links = read_page(build(**own), name).select("link[rel=alternate]")
    expected = feed.replace("all.atom", "fr.atom") if ".xml" not in line else feed
    assert [link["href"] for link in links] == ([f"{SITE}/{expected}"] if feed else [])


@pytest.mark.parametrize("folder", ["p", "old"])
def test_home_page_has_the_script_only_if_an_address_needs_it(
    save_post: Save, build: BuildSite, folder: str
) -> None:
    save_post("a.md", "Tarte", "Aliases: /?p=12")
    output = build(HOME, REDIRECTS={"query_folder": folder}, DEFAULT_PAGINATION=1)
    (script,) = read_page(output, "index.html").select("script")
    assert script["data-folder"] == folder
    assert (output / script["src"].removeprefix(f"{SITE}/")).stat().st_size < 256
    assert list_redirects(output) == {f"{folder}/12/index.html": "2015/tarte/"}
    save_post("a.md", "Tarte", "Aliases: /p/12/")
    output = build(HOME, REDIRECTS={"query_folder": "other"})
    assert not read_page(output, "index.html").select("script")


def test_catalogue_has_every_word(find_catalogue_faults: Callable[..., list[str]]) -> None:
    package = TEMPLATES.parent
    for path in (package / "locale").glob("*.po"):
        assert find_catalogue_faults(path, package) == []


@pytest.mark.parametrize(
    "value", [[], {"files": "x"}, {"file": ""}, {"query_folder": "../p"}, {"query_folder": ""}]
)
def test_wrong_settings_stop_the_build(build: BuildSite, value: object) -> None:
    with pytest.raises(Exception, match="REDIRECTS"):
        build(REDIRECTS=value)
