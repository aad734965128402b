"""The plugin in scratch sites: what is written for machines, where, and what stops a build."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from pelican.plugins.discovery.errors import DiscoveryError
from pelican.plugins.discovery.settings import PARTS
from pelican_toolkit.testing import BuildPage, read_page
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES
from pelican_toolkit.testing.signals import disconnect_plugins

from .formats import SITEMAP, find_schema_faults, find_sitemap_faults

BuildSite = Callable[..., Path]
Save = Callable[..., None]
SaveFile = Callable[..., Path]
SavePicture = Callable[..., Path]

SITE = "https://example.org/repo"
PUBLISHED = {
    "SITEURL": SITE, "SITENAME": "Le site", "AUTHOR": "Camille", "PLUGINS": ["discovery"],
    "FEED_IDS": "stable", "DEFAULT_LANG": "fr",
}  # fmt: skip
TEMPLATE = (
    "<head>{% with title = CONTENT.title | e, description = 'Sel &amp; <b>' | e %}"
    "{% include 'discovery/opengraph.html' ignore missing %}{% endwith %}"
    "{% if discovery %}<link href='{{ discovery.json_feed(FEED_ALL_ATOM) }}'>{% endif %}</head>"
    "{% with description = 'Un texte' %}{% include 'discovery/schema.html' ignore missing %}{% endwith %}"
)
THEME = {
    "article.html": TEMPLATE.replace("CONTENT", "article"),
    "page.html": TEMPLATE.replace("CONTENT", "page"),
    "index.html": TEMPLATE.replace("CONTENT.title", "''").replace("'Sel &amp; <b>'", "''"),
}
FEED = {"FEED_ALL_ATOM": "feeds/all.atom.xml"}
HOSTILE = 'Fin </script><script>alert("é")</script> & <b>suite</b> 😉'


def read_properties(page: BeautifulSoup) -> dict[str, str]:
    return {tag["property"]: tag["content"] for tag in page.select("meta[property]")}


def read_graph(page: BeautifulSoup) -> list[dict[str, Any]]:
    (script,) = page.select("script")
    document = json.loads(str(script.string))
    assert not find_schema_faults(document)
    graph: list[dict[str, Any]] = document["@graph"]
    return graph


def read_sitemap(folder: Path) -> dict[str, str | None]:
    """What changed when, by path."""
    source = (folder / "sitemap.xml").read_text(encoding="utf-8")
    assert not find_sitemap_faults(source)
    root = ET.fromstring(source)  # noqa: S314  # our own file
    return {
        url.findtext(f"{SITEMAP}loc", "").removeprefix(SITE): url.findtext(f"{SITEMAP}lastmod")
        for url in root
    }


def test_each_page_is_described(build_site: BuildSite, save_post: Save, save_picture: SavePicture) -> None:
    save_picture("images/un plat.png", (60, 40))
    names = ("Tags: jazz, nuit", "Category: Musique", "Authors: Camille, Dominique")
    save_post(
        "x.md", "Tango", *names, "Modified: 2016-01-02", "Image: images/un plat.png", "Image_alt: Un « plat »"
    )
    save_post("y.md", "Tango", "Lang: en", "Image: https://cdn.example/a b")
    save_post("z.md", "Rock")
    save_post("pages/p.md", "Apropos", "Lang: xx")
    settings = {"DEFAULT_PAGINATION": 1, "SITESUBTITLE": "De tout", "AUTHOR_SAVE_AS": "author/{slug}.html"}
    folder = build_site(THEME, **settings, **PUBLISHED, **FEED)
    page, picture, url = read_page(folder, "tango.html"), f"{SITE}/images/un%20plat.png", f"{SITE}/tango.html"
    published, modified = "2015-11-20T10:00:00+01:00", "2016-01-02T00:00:00+01:00"
    assert [(tag["property"], tag["content"]) for tag in page.select("meta[property]")] == [
        ("og:type", "article"), ("og:site_name", "Le site"), ("og:title", "Tango"),
        ("og:description", "Sel &amp; <b>"), ("og:url", url), ("og:locale", "fr_FR"),
        ("og:locale:alternate", "en_US"), ("og:image", picture), ("og:image:width", "60"),
        ("og:image:height", "40"), ("og:image:alt", "Un « plat »"),
        ("article:published_time", published), ("article:modified_time", modified),
        ("article:tag", "jazz"), ("article:tag", "nuit"),
    ]  # fmt: skip
    assert page.select_one('meta[name="twitter:card"]')["content"] == "summary_large_image"
    assert page.link["href"] == "feeds/all.json"
    posting, way = read_graph(page)
    people = [
        {"@type": "Person", "name": name, "url": f"{SITE}/author/{name.lower()}.html"}
        for name in ("Camille", "Dominique")
    ]
    assert posting == {
        "@type": "BlogPosting", "@id": url, "mainEntityOfPage": url, "headline": "Tango",
        "description": "Un texte", "inLanguage": "fr", "image": picture, "datePublished": published,
        "dateModified": modified, "articleSection": "Musique", "keywords": ["jazz", "nuit"],
        "author": people,
    }  # fmt: skip
    category = (2, "Musique", f"{SITE}/category/musique.html")
    assert [(step["position"], step["name"], step["item"]) for step in way["itemListElement"]] == [
        (1, "Le site", f"{SITE}/"), category, (3, "Tango", url)
    ]  # fmt: skip
    assert read_properties(read_page(folder, "tango-en.html"))["og:image"] == "https://cdn.example/a%20b"
    expected = {"og:type": "website", "og:description": "De tout", "og:locale": "fr_FR"}
    expected |= dict.fromkeys(("og:title", "og:site_name"), "Le site")
    for name, types in (("index.html", ["WebSite"]), ("index2.html", [])):
        page, url = read_page(folder, name), f"{SITE}/{name.removesuffix('index.html')}"
        assert read_properties(page) == {**expected, "og:url": url}
        assert page.select_one('meta[name="twitter:card"]')["content"] == "summary"
        assert ([node["@type"] for node in read_graph(page)] if page.script else []) == types
    page, url = read_page(folder, "pages/apropos-xx.html"), f"{SITE}/pages/apropos-xx.html"
    assert read_properties(page)["og:type"] == "website"
    assert "og:locale" not in read_properties(page)  # of a language that nobody knows
    node = {"@type": "WebPage", "@id": url, "url": url, "name": "Apropos", "inLanguage": "xx"}
    assert read_graph(page)[0] == {**node, "description": "Un texte"}


def list_features(folder: Path) -> set[str]:
    """The parts of the plugin that have left their mark on a site."""
    page, feed = (folder / "tango.html").read_text(), (folder / "feeds/all.atom.xml").read_text()
    robots = folder / "robots.txt"
    features = {
        "opengraph": "og:title" in page, "schema": "ld+json" in page, "robots": robots.exists(),
        "sitemap": (folder / "sitemap.xml").exists(), "json_feed": (folder / "feeds/all.json").exists(),
        "feeds": f'href="{SITE}/tango.html#x"' in feed.replace("&quot;", '"'),
    }  # fmt: skip
    assert features["json_feed"] == ("<link href='feeds/all.json'>" in page)
    assert not robots.exists() or features["sitemap"] == ("Sitemap:" in robots.read_text())
    return {part for part, is_there in features.items() if is_there}


@SHARED_FIXTURES
@given(off=st.sets(st.sampled_from(PARTS)))
@example(off=set(PARTS))
def test_each_part_can_be_switched_off(build_site: BuildSite, save_post: Save, off: set[str]) -> None:
    save_post("x.md", "Tango", text='<a href="#x">x</a>')
    settings = {**PUBLISHED, **FEED, "FEED_IDS": "pelican"}
    folder = build_site(THEME, **settings, DELETE_OUTPUT_DIRECTORY=True, DISCOVERY=dict.fromkeys(off, False))
    assert list_features(folder) == set(PARTS) - off
    if off == set(PARTS):  # then the plugin changes nothing
        feed, files = (folder / "feeds/all.atom.xml").read_text(), {*folder.rglob("*")}
        disconnect_plugins()
        folder = build_site(DELETE_OUTPUT_DIRECTORY=True, **{**settings, "PLUGINS": []})
        assert (folder / "feeds/all.atom.xml").read_text() == feed
        assert {*folder.rglob("*")} == files


@pytest.mark.parametrize("settings", [{}, {"FEED_IDS": "pelican", "DISCOVERY": dict.fromkeys(PARTS, False)}])
def test_article_keeps_the_id_that_its_header_names(
    build_site: BuildSite, save_post: Save, settings: dict[str, Any]
) -> None:
    guid = "http://old.example.org/?post_type=x&p=123"
    save_post("x.md", "Tango", f"Guid: {guid}")
    save_post("y.md", "Rock", "Guid:")
    rss = {"FEED_ALL_RSS": "rss.xml"}
    folder = build_site(**{**PUBLISHED, **FEED, **rss, **settings})
    atom = feedparser.parse((folder / "feeds/all.atom.xml").read_bytes())
    ids = {entry.title: entry.id for entry in atom.entries}
    assert ids["Tango"] == guid
    assert ids["Rock"].startswith("tag:" if settings else "urn:uuid:")
    assert (
        f'<guid isPermaLink="false">{guid.replace("&", "&amp;")}</guid>' in (folder / "rss.xml").read_text()
    )
    if not settings:
        items = json.loads((folder / "feeds/all.json").read_text(encoding="utf-8"))["items"]
        assert guid in [item["id"] for item in items]


@pytest.mark.parametrize("is_escaped", [True, False])
def test_no_title_breaks_anything(build_site: BuildSite, save_file: SaveFile, *, is_escaped: bool) -> None:
    """Where templates escape, the title is text; else it is HTML, as in Pelican's own themes."""
    save_file("x.md", f"Title: {HOSTILE}\nDate: 2015-11-20\nSlug: tango\n\nWords.\n")
    folder = build_site(THEME, **PUBLISHED, **FEED, JINJA_ENVIRONMENT={"autoescape": is_escaped})
    page = BeautifulSoup((folder / "tango.html").read_text(encoding="utf-8"), "html5lib")
    (item,) = json.loads((folder / "feeds/all.json").read_text(encoding="utf-8"))["items"]
    assert read_graph(page)[0]["headline"] == item["title"]
    # A browser takes what looks like a script for one, so its words are none of the title's.
    assert item["title"] == (HOSTILE if is_escaped else "Fin & suite 😉")
    assert read_properties(page)["og:title"] == HOSTILE  # as the template says
    atom = feedparser.parse((folder / "feeds/all.atom.xml").read_bytes(), sanitize_html=False)
    assert not atom.bozo


def test_feeds_have_the_same_entries_with_absolute_addresses(build_site: BuildSite, save_post: Save) -> None:
    link = '<a href="#x">x</a> <a href="{filename}/y.md">y</a>'
    save_post("x.md", "Tango", "Tags: jazz", "Modified: 2016-01-02", "Summary: Un &amp; *deux*", text=link)
    save_post("y.md", "Rock", "Status: draft")
    feeds = {**FEED, "CATEGORY_FEED_ATOM": "{slug}.atom.xml", "FEED_ALL_RSS": "rss.xml"}
    folder = build_site(**PUBLISHED, **feeds, SITESUBTITLE="De tout")
    assert len([*folder.rglob("*.json")]) == 2  # there is none beside the feed in RSS
    for name in ("feeds/all", "misc"):
        source = (folder / f"{name}.atom.xml").read_bytes()
        atom = feedparser.parse(source, sanitize_html=False, resolve_relative_uris=False)
        assert not atom.bozo
        document = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        (entry,), (item,) = atom.entries, document.pop("items")
        assert document == {
            "version": "https://jsonfeed.org/version/1.1", "title": atom.feed.title,
            "home_page_url": f"{SITE}/", "feed_url": f"{SITE}/{name}.json", "description": "De tout",
            "language": "fr", "authors": [{"name": "Camille"}],
        }  # fmt: skip
        assert item == {
            "id": entry.id, "url": f"{SITE}/tango.html", "title": "Tango", "summary": "Un & deux",
            "date_published": "2015-11-20T10:00:00+01:00", "date_modified": "2016-01-02T00:00:00+01:00",
            "authors": [{"name": "Camille"}], "tags": ["misc", "jazz"], "language": "fr",
            "content_html": entry.content[0].value,
        }  # fmt: skip
        assert f'href="{SITE}/tango.html#x"' in item["content_html"]
        assert f'href="{SITE}/drafts/rock.html"' in item["content_html"]
    guid = ET.fromstring((folder / "rss.xml").read_bytes()).find(".//guid")  # noqa: S314  # our own file
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == (item["id"], "false")


@pytest.mark.parametrize("plugins", [["comments", "discovery"], ["discovery", "comments"]])
def test_ids_stay(build_site: BuildSite, save_post: Save, save_file: SaveFile, plugins: list[str]) -> None:
    save_post("x.md", "Tango", "Lang: fr")
    save_post("y.md", "Tango", "Lang: en")
    save_file("comments/tango/1.md", "author: Amina\ndate: 2015-11-21T10:00:00Z\n\nOui.\n")
    found = []
    for address in ("https://example.org", SITE, "https://blog.example"):
        feeds = {"FEED_ALL_ATOM": "all.atom.xml", "CATEGORY_FEED_ATOM": "{slug}.atom.xml", "SITEURL": address}
        folder = build_site(**{**PUBLISHED, **feeds, "PLUGINS": plugins, "FEED_DOMAIN": address})
        names = ("all.atom.xml", "misc.atom.xml", "feeds/comments.atom.xml")
        feeds = [feedparser.parse((folder / name).read_bytes()) for name in names]
        found.append([[feed.feed.id, *(entry.id for entry in feed.entries)] for feed in feeds])
        (comment,) = feeds[-1].entries
        assert comment["thr_in-reply-to"]["ref"] in found[-1][0]
    assert found[0] == found[1] == found[2]
    assert len({feed[0] for feed in found[0]}) == len(found[0])  # no two feeds have the same


def test_sitemap_has_what_is_public_and_lists_once(build_site: BuildSite, save_post: Save) -> None:
    for number in range(3):
        save_post(f"{number}.md", f"Tango{number}", "Tags: jazz")
    save_post("draft.md", "Brouillon", "Status: draft")
    save_post("hidden.md", "Secret", "Status: hidden")
    save_post("pages/p.md", "Apropos", "URL: é & <x>/")
    save_post("pages/h.md", "Cachette", "Status: hidden")
    settings = {
        "DIRECT_TEMPLATES": ["index", "archives", "categories", "tags", "authors", "extra"],
        "AUTHORS_SAVE_AS": "",
        "TAGS_SAVE_AS": "mots/index.html", "TAG_SAVE_AS": "tag/{slug}.html",
        "YEAR_ARCHIVE_SAVE_AS": "{date:%Y}/index.html", "YEAR_ARCHIVE_URL": "{date:%Y}/",
    }  # fmt: skip
    folder = build_site({"extra.html": "x"}, DEFAULT_PAGINATION=2, **PUBLISHED, **settings)
    assert (folder / "index2.html").is_file()
    lists = "/ /2015/ /archives.html /categories.html /category/misc.html /mots/"
    texts = "/tag/jazz.html /tango0.html /tango1.html /tango2.html /%C3%A9%20&%20%3Cx%3E/"
    assert [*read_sitemap(folder)] == f"{lists} {texts}".split()


def test_page_changes_with_what_it_shows(build_site: BuildSite, save_post: Save, save_file: SaveFile) -> None:
    save_file("a.md", "Title: Ancien\nDate: 2010-01-01\nModified: 2022-05-05 12:00\nCategory: a\n\nWords.\n")
    save_post("b.md", "Tango", "Category: b")
    for number, line in enumerate(("date: 2021-06-06T10:00:00Z", "title: Undated", "date: 2021-06-05"), 1):
        save_file(f"comments/tango/{number}.md", f"author: Amina\n{line}\n\nOui.\n")
    save_file("pages/p.md", "Title: Apropos\n\nWords.\n")
    lists = {"DIRECT_TEMPLATES": ["index", "archives"], "PLUGINS": ["comments", "discovery"]}
    settings = {**PUBLISHED, **lists, "DEFAULT_PAGINATION": 1, "COMMENTS": {"per_page": 2}}
    folder = build_site(THEME, **settings)
    edited, commented = "2022-05-05T12:00:00+02:00", "2021-06-06T12:00:00+02:00"
    assert read_sitemap(folder) == {
        "/": commented,  # the newest article, and how many comments it has
        "/ancien.html": edited, "/tango.html": commented, "/tango/comments-2/": commented,
        "/archives.html": edited,  # which say nothing of comments
        "/category/a.html": edited, "/category/b.html": commented, "/pages/apropos.html": None,
    }  # fmt: skip
    assert read_graph(read_page(folder, "tango.html"))[0]["commentCount"] == 3


def test_sitemap_names_the_languages_of_a_page(build_site: BuildSite, save_post: Save) -> None:
    save_post("x.md", "Tango", "Lang: fr")
    save_post("y.md", "Tango", "Lang: en")
    keys = ("ARTICLE_SAVE_AS", "ARTICLE_URL", "ARTICLE_LANG_URL", "ARTICLE_LANG_SAVE_AS")
    folder = build_site(**{**PUBLISHED, "DEFAULT_LANG": "fr", **dict.fromkeys(keys, "{lang}/{slug}.html")})
    source = (folder / "sitemap.xml").read_text(encoding="utf-8")
    for lang, target in {"fr": "fr", "en": "en", "x-default": "fr"}.items():
        link = f'<xhtml:link rel="alternate" hreflang="{lang}" href="{SITE}/{target}/tango.html"/>'
        assert source.count(link) == 2, link


def test_video_with_a_poster_is_described(
    build_page: BuildPage, save_post: Save, save_picture: SavePicture
) -> None:
    save_picture("tango.jpg").with_suffix(".mp4").touch()
    lines = ("Video: tango.mp4", "Video_date: 2011-03-01", "Video_duration: 3:05")
    save_post("x.md", "Tango", *lines)
    page = build_page("tango.html", THEME, **{**PUBLISHED, "PLUGINS": ["video", "discovery"]})
    video = read_graph(page)[0]["video"]
    assert (video["@type"], video["name"], video["duration"]) == ("VideoObject", "Tango", "PT3M5S")
    assert video["uploadDate"].startswith("2011-03-01")
    assert video["thumbnailUrl"] == f"{SITE}/tango.jpg"
    assert (video["contentUrl"], "embedUrl" in video) == (f"{SITE}/tango.mp4", False)


def test_file_of_the_writer_wins(build_site: BuildSite, save_post: Save, save_file: SaveFile) -> None:
    save_post("x.md", "Tango")
    save_file("extra/robots.txt", "User-agent: *\nDisallow: /secret/\n")
    static = {"STATIC_PATHS": ["extra"], "EXTRA_PATH_METADATA": {"extra/robots.txt": {"path": "robots.txt"}}}
    for _ in range(2):  # the second time over the links of the first
        folder = build_site(**PUBLISHED, **static, STATIC_CREATE_LINKS=True)
    assert "Disallow: /secret/" in (folder / "robots.txt").read_text(encoding="utf-8")


def test_moved_picture_is_shared(build_site: BuildSite, save_post: Save, save_picture: SavePicture) -> None:
    for name in ("posts/a.png", "posts/b.png", "images/c.png", "images/site.png"):
        save_picture(name)
    save_post("posts/x.md", "Tango", "Image: {attach}a.png")
    save_post("posts/y.md", "Rock", "Image: b.png", text="![B]({attach}b.png)")
    save_post("posts/z.md", "Soul", "Image: images/c.png")
    moved = {"images/c.png": {"path": "c.png"}, "images/site.png": {"path": "card.png"}}
    folders = {"ARTICLE_PATHS": ["posts"], "ARTICLE_URL": "{slug}/", "ARTICLE_SAVE_AS": "{slug}/index.html"}
    card = {"image": "images/site.png"}
    folder = build_site(THEME, **PUBLISHED, **folders, EXTRA_PATH_METADATA=moved, DISCOVERY=card)
    paths = {"tango/": "tango/a.png", "rock/": "rock/b.png", "soul/": "c.png", "": "card.png"}
    for name, path in paths.items():
        page = read_page(folder / name, "index.html")
        assert read_properties(page)["og:image"] == f"{SITE}/{path}"
        assert (folder / path).is_file()
        assert read_properties(page)["og:image:alt"] == (name.strip("/").title() or "Le site")


def test_bugs_end_no_build(build_site: BuildSite, save_post: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    save_post("x.md", "Tango", "Image: images/a.jpg")
    save_post("y.md", "Rock", "Image_alt: Un plat")
    warnings: list[str] = []
    output = build_site(THEME, warnings=warnings, **PUBLISHED)
    assert sorted(warning.partition(":")[0] for warning in warnings) == ["x.md", "y.md"]
    assert "x.md: Image: no file images/a.jpg in the content folder; correct the path" in "".join(warnings)
    assert "og:image" not in (output / "tango.html").read_text(encoding="utf-8")
    for name in ("read_header", "complete_item", "render_json_feed", "list_pages", "asks_to_attach"):
        monkeypatch.setattr(f"pelican.plugins.discovery.plugin.{name}", lambda *_: 1 / 0)
    for name in ("list_properties", "describe_path"):
        monkeypatch.setattr(f"pelican.plugins.discovery.templating.{name}", lambda *_: 1 / 0)
    output = build_site(THEME, warnings=warnings, **PUBLISHED, FEED_ALL_ATOM="all.atom.xml")
    assert (output / "tango.html").exists()
    assert (output / "all.atom.xml").exists()
    assert {warning.partition(": ")[0].removeprefix(f"{output}/") for warning in warnings} >= {
        "x.md", "tango.html", "all.atom.xml", "sitemap.xml and robots.txt"
    }  # fmt: skip


def test_mistake_in_the_settings_stops_the_build(build_site: BuildSite) -> None:
    with pytest.raises(DiscoveryError, match=r"pelicanconf.py: DISCOVERY\['image'\]: no file x.jpg"):
        build_site(**PUBLISHED, DISCOVERY={"image": "x.jpg"})
    with pytest.raises(DiscoveryError, match="FEED_IDS"):
        build_site(**{**PUBLISHED, "FEED_IDS": "tag"})
