"""The plugin in scratch sites: what is written for machines, where, and what stops a build."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest
from bs4 import BeautifulSoup
from feedgenerator import Atom1Feed
from pelican.plugins.discovery.errors import DiscoveryError
from pelican.plugins.discovery.plugin import complete_feed
from pelican.plugins.discovery.settings import KEY
from pelican.settings import read_settings

from .formats import SITEMAP, find_json_feed_faults, find_schema_faults, find_sitemap_faults

BuildSite = Callable[..., Path]
BuildPage = Callable[..., BeautifulSoup]
RunPelican = Callable[..., str]
Save = Callable[..., None]
SavePicture = Callable[..., Path]

SITE = "https://example.org/repo"
PUBLISHED = {
    "SITEURL": SITE,
    "SITENAME": "Le site",
    "AUTHOR": "Camille",
    "PLUGINS": ["discovery"],
    "FEED_IDS": "stable",
    "DEFAULT_LANG": "fr",
}
TEMPLATE = (
    "<head>{% with title = CONTENT.title | e, description = 'Sel &amp; <b>' | e %}"
    "{% include 'discovery/opengraph.html' %}{% endwith %}</head>"
    "{% with description = 'Un texte' %}{% include 'discovery/schema.html' %}{% endwith %}"
)
THEME = {
    "article.html": TEMPLATE.replace("CONTENT", "article"),
    "page.html": TEMPLATE.replace("CONTENT", "page"),
    "index.html": TEMPLATE.replace("CONTENT.title", "''"),
}
ESCAPED = {"JINJA_ENVIRONMENT": {"autoescape": True}}
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


def test_article_is_described(build_page: BuildPage, save_post: Save, save_picture: SavePicture) -> None:
    save_picture("images/plat.png", (60, 40))
    save_post(
        "x.md", "Tango", "Tags: jazz", "Category: Musique", "Image: images/plat.png", "Image_alt: Un plat"
    )
    page = build_page("tango.html", THEME, **PUBLISHED)
    properties = read_properties(page)
    assert properties["og:type"] == "article"
    assert properties["og:url"] == f"{SITE}/tango.html"
    assert properties["og:description"] == "Sel &amp; <b>"
    assert properties["og:locale"] == "fr_FR"
    assert properties["og:image"] == f"{SITE}/images/plat.png"
    assert properties["og:image:alt"] == "Un plat"
    assert properties["article:published_time"] == "2015-11-20T10:00:00+01:00"
    assert page.select_one('meta[name="twitter:card"]')["content"] == "summary_large_image"
    posting, way = read_graph(page)
    assert posting["headline"] == "Tango"
    assert posting["description"] == "Un texte"
    assert posting["image"] == f"{SITE}/images/plat.png"
    assert [step["name"] for step in way["itemListElement"]] == ["Le site", "Musique", "Tango"]


def test_page_is_described(build_page: BuildPage, save_post: Save) -> None:
    save_post("pages/x.md", "Tango")
    page = build_page("pages/tango.html", THEME, **PUBLISHED)
    assert read_properties(page)["og:type"] == "website"
    assert page.select_one('meta[name="twitter:card"]')["content"] == "summary"
    assert [node["@type"] for node in read_graph(page)] == ["WebPage", "BreadcrumbList"]


def test_first_page_describes_the_site_and_the_following_ones_nothing(
    build_site: BuildSite, save_post: Save
) -> None:
    save_post("x.md", "Tango")
    save_post("y.md", "Rock")
    folder = build_site(THEME, DEFAULT_PAGINATION=1, **PUBLISHED)
    first, second = (
        BeautifulSoup((folder / name).read_text(encoding="utf-8"), "html.parser")
        for name in ("index.html", "index2.html")
    )
    assert [node["@type"] for node in read_graph(first)] == ["WebSite"]
    assert read_properties(first)["og:url"] == f"{SITE}/"
    assert not second.select("script")
    assert read_properties(second)["og:url"] == f"{SITE}/index2.html"


@pytest.mark.parametrize(
    "settings", [{"SITEURL": ""}, {"RELATIVE_URLS": True}], ids=["no address", "preview"]
)
def test_preview_says_nothing_to_machines(
    build_page: BuildPage, save_post: Save, settings: dict[str, object]
) -> None:
    save_post("x.md", "Tango")
    page = build_page("tango.html", THEME, **{**PUBLISHED, **settings})
    assert not page.select("meta, script")


def test_site_without_an_address_has_no_sitemap_and_no_json_feed(
    build_site: BuildSite, save_post: Save
) -> None:
    save_post("x.md", "Tango")
    feed = {"FEED_ALL_ATOM": "feeds/all.atom.xml", "FEED_DOMAIN": "https://example.org"}
    folder = build_site(**{**PUBLISHED, **feed, "SITEURL": ""})
    assert (folder / "feeds/all.atom.xml").is_file()
    assert not [*folder.rglob("*.json"), *folder.glob("sitemap.xml"), *folder.glob("robots.txt")]


@pytest.mark.parametrize("is_escaped", [True, False])
def test_no_title_breaks_anything(
    build_site: BuildSite, save_file: Callable[..., Path], *, is_escaped: bool
) -> None:
    """Where templates escape, the title is text; else it is HTML, as in Pelican's own themes."""
    save_file("x.md", f"Title: {HOSTILE}\nDate: 2015-11-20\nSlug: tango\n\nWords.\n")
    feed = {"FEED_ALL_ATOM": "feeds/all.atom.xml"}
    folder = build_site(THEME, **PUBLISHED, **feed, **(ESCAPED if is_escaped else {}))
    page = BeautifulSoup((folder / "tango.html").read_text(encoding="utf-8"), "html5lib")
    title = HOSTILE if is_escaped else 'Fin alert("é") & suite 😉'
    assert read_graph(page)[0]["headline"] == title
    assert read_properties(page)["og:title"] == HOSTILE  # as the template says
    atom = feedparser.parse((folder / "feeds/all.atom.xml").read_bytes(), sanitize_html=False)
    assert not atom.bozo
    (item,) = json.loads((folder / "feeds/all.json").read_text(encoding="utf-8"))["items"]
    assert item["title"] == title


def test_feeds_have_the_same_entries_with_addresses_that_hold_anywhere(
    build_site: BuildSite, save_post: Save
) -> None:
    link = '<a href="#x">x</a> <a href="{filename}/y.md">y</a>'
    save_post("x.md", "Tango", "Tags: jazz", "Modified: 2016-01-01", text=link)
    save_post("y.md", "Rock", "Status: draft")
    folder = build_site(**PUBLISHED, FEED_ALL_ATOM="feeds/all.atom.xml", CATEGORY_FEED_ATOM="{slug}.atom.xml")
    for name in ("feeds/all", "misc"):
        source = (folder / f"{name}.atom.xml").read_bytes()
        atom = feedparser.parse(source, sanitize_html=False, resolve_relative_uris=False)
        assert not atom.bozo
        document = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        assert not find_json_feed_faults(document)
        (entry,), (item,) = atom.entries, document["items"]
        assert document["feed_url"] == f"{SITE}/{name}.json"
        assert document["language"] == item["language"] == "fr"
        assert item["id"] == entry.id
        assert item["content_html"] == entry.content[0].value
        assert f'href="{SITE}/tango.html#x"' in item["content_html"]
        assert f'href="{SITE}/drafts/rock.html"' in item["content_html"]
        assert item["tags"] == ["misc", "jazz"]


def test_feed_that_is_not_atom_gets_no_json_feed(build_site: BuildSite, save_post: Save) -> None:
    save_post("x.md", "Tango")
    folder = build_site(**PUBLISHED, FEED_ALL_RSS="all.rss.xml")
    assert not [*folder.rglob("*.json")]
    guid = ET.fromstring((folder / "all.rss.xml").read_bytes()).find(".//guid")  # noqa: S314  # our own file
    assert guid is not None
    assert (guid.text or "").startswith("urn:uuid:")
    assert guid.get("isPermaLink") == "false"


@pytest.mark.parametrize("plugins", [["comments", "discovery"], ["discovery", "comments"]])
def test_ids_are_the_same_wherever_the_site_is(
    build_site: BuildSite, save_post: Save, save_file: Callable[..., Path], plugins: list[str]
) -> None:
    save_post("x.md", "Tango", "Lang: fr")
    save_post("y.md", "Tango", "Lang: en")
    save_file("comments/tango/1.md", "author: Amina\ndate: 2015-11-21T10:00:00Z\n\nOui.\n")
    found = []
    for address in ("https://example.org", SITE, "https://blog.example"):
        feeds = {"FEED_ALL_ATOM": "all.atom.xml", "CATEGORY_FEED_ATOM": "{slug}.atom.xml", "SITEURL": address}
        folder = build_site(**{**PUBLISHED, **feeds, "PLUGINS": plugins, "FEED_DOMAIN": address})
        parsed = [feedparser.parse(path.read_bytes()) for path in sorted(folder.rglob("*.atom.xml"))]
        found.append([[feed.feed.id, *(entry.id for entry in feed.entries)] for feed in parsed])
        comments = ET.parse(folder / "feeds/comments.atom.xml")  # noqa: S314  # our own file
        reply = comments.find(".//{http://purl.org/syndication/thread/1.0}in-reply-to")
        assert reply is not None
        assert reply.get("ref") in {
            entry.id for entry in feedparser.parse((folder / "all.atom.xml").read_bytes()).entries
        }
    assert found[0] == found[1] == found[2]
    ids = [name for feed in found[0] for name in feed]
    assert all(name.startswith("urn:uuid:") for name in ids)
    assert len({feed[0] for feed in found[0]}) == len(found[0])  # of no two feeds


def test_sitemap_has_what_is_public_and_the_first_page_of_lists(
    build_site: BuildSite, save_post: Save
) -> None:
    for number in range(3):
        save_post(f"{number}.md", f"Tango{number}", "Tags: jazz")
    save_post("draft.md", "Brouillon", "Status: draft")
    save_post("hidden.md", "Secret", "Status: hidden")
    save_post("pages/p.md", "Apropos")
    save_post("pages/h.md", "Cachette", "Status: hidden")
    lists = ["index", "archives", "categories", "tags", "authors", "extra"]
    settings = {
        "DIRECT_TEMPLATES": lists,
        "AUTHORS_SAVE_AS": "",
        "TAGS_SAVE_AS": "mots/index.html",
        "TAG_SAVE_AS": "tag/{slug}.html",
        "YEAR_ARCHIVE_SAVE_AS": "{date:%Y}/index.html",
        "YEAR_ARCHIVE_URL": "{date:%Y}/",
    }
    folder = build_site({"extra.html": "x"}, DEFAULT_PAGINATION=2, **PUBLISHED, **settings)
    assert (folder / "index2.html").is_file()
    assert [*read_sitemap(folder)] == [
        "/",
        "/2015/",
        "/archives.html",
        "/categories.html",
        "/category/misc.html",
        "/mots/",
        "/pages/apropos.html",
        "/tag/jazz.html",
        "/tango0.html",
        "/tango1.html",
        "/tango2.html",
    ]


def test_page_changed_when_what_it_shows_changed(
    build_site: BuildSite, save_post: Save, save_file: Callable[..., Path]
) -> None:
    modified = "Modified: 2020-05-05 12:00"
    save_file("a.md", f"Title: Ancien\nDate: 2010-01-01\n{modified}\nCategory: a\n\nWords.\n")
    save_post("b.md", "Tango", "Category: b")
    save_file("comments/tango/1.md", "author: Amina\ndate: 2021-06-06T10:00:00Z\n\nOui.\n")
    save_file("comments/tango/2.md", "author: Amina\n\nQuand ?\n")
    save_file("pages/p.md", "Title: Apropos\n\nWords.\n")
    lists = {"DIRECT_TEMPLATES": ["index", "archives"], "PLUGINS": ["comments", "discovery"]}
    changed = read_sitemap(build_site(DEFAULT_PAGINATION=1, **{**PUBLISHED, **lists}))
    assert changed == {
        "/": "2021-06-06T12:00:00+02:00",  # the newest article, and how many comments it has
        "/ancien.html": "2020-05-05T12:00:00+02:00",
        "/archives.html": "2020-05-05T12:00:00+02:00",  # which say nothing of comments
        "/tango.html": "2021-06-06T12:00:00+02:00",
        "/category/a.html": "2020-05-05T12:00:00+02:00",
        "/category/b.html": "2021-06-06T12:00:00+02:00",
        "/pages/apropos.html": None,
    }


@pytest.mark.parametrize(("default", "original"), [("en", "en"), ("fr", "fr"), ("de", "fr")])
def test_translated_page_names_its_languages(
    build_site: BuildSite, save_post: Save, default: str, original: str
) -> None:
    save_post("x.md", "Tango", "Lang: fr")
    save_post("y.md", "Tango", "Lang: en", *(["Translation: true"] if default == "de" else []))
    settings = {**PUBLISHED, "DEFAULT_LANG": default, "ARTICLE_SAVE_AS": "{lang}/{slug}.html"}
    urls = dict.fromkeys(("ARTICLE_URL", "ARTICLE_LANG_URL", "ARTICLE_LANG_SAVE_AS"), "{lang}/{slug}.html")
    source = (build_site(**settings, **urls) / "sitemap.xml").read_text(encoding="utf-8")
    assert not find_sitemap_faults(source)
    for lang, target in {"fr": "fr", "en": "en", "x-default": original}.items():
        link = f'<xhtml:link rel="alternate" hreflang="{lang}" href="{SITE}/{target}/tango.html"/>'
        assert source.count(link) == 2, link


def test_file_of_the_writer_s_takes_the_place_of_ours(
    build_site: BuildSite, save_post: Save, save_file: Callable[..., Path]
) -> None:
    save_post("x.md", "Tango")
    save_file("extra/robots.txt", "User-agent: *\nDisallow: /secret/\n")
    static = {"STATIC_PATHS": ["extra"], "EXTRA_PATH_METADATA": {"extra/robots.txt": {"path": "robots.txt"}}}
    build_site(**PUBLISHED, **static, STATIC_CREATE_LINKS=True)
    folder = build_site(**PUBLISHED, **static, STATIC_CREATE_LINKS=True)  # over the links of the first
    assert "Disallow: /secret/" in (folder / "robots.txt").read_text(encoding="utf-8")


def test_pictures_are_published_wherever_they_are(
    build_page: BuildPage, save_post: Save, save_picture: SavePicture, tmp_path: Path
) -> None:
    save_picture("elsewhere/a.png")
    save_picture("elsewhere/site.png")
    save_post("x.md", "Tango", "Image: elsewhere/a.png")
    page = build_page("index.html", THEME, **PUBLISHED, DISCOVERY={"image": "elsewhere/site.png"})
    assert read_properties(page)["og:image"] == f"{SITE}/elsewhere/site.png"
    assert read_properties(page)["og:image:alt"] == "Le site"
    assert {path.name for path in (tmp_path / "output/elsewhere").iterdir()} == {"a.png", "site.png"}


def test_all_mistakes_are_named_and_left_out(
    build_site: BuildSite, save_post: Save, caplog: pytest.LogCaptureFixture
) -> None:
    save_post("x.md", "Tango", "Image: images/a.jpg")
    save_post("y.md", "Rock", "Image_alt: Un plat")
    page = (build_site(THEME, warnings=[], **PUBLISHED) / "tango.html").read_text(encoding="utf-8")
    assert sorted(message.partition(":")[0] for message in caplog.messages) == ["x.md", "y.md"]
    assert "og:image" not in page


def test_picture_is_shared_from_where_the_writer_moves_it(
    build_site: BuildSite, save_post: Save, save_picture: SavePicture
) -> None:
    for name in ("posts/a.png", "posts/b.png", "images/c.png", "images/site.png"):
        save_picture(name)
    save_post("posts/x.md", "Tango", "Image: {attach}a.png")
    save_post("posts/y.md", "Rock", "Image: b.png", text="![B]({attach}b.png)")
    save_post("posts/z.md", "Soul", "Image: images/c.png")
    moved = {"images/c.png": {"path": "c.png"}, "images/site.png": {"path": "card.png"}}
    folders = {"ARTICLE_PATHS": ["posts"], "ARTICLE_URL": "{slug}/", "ARTICLE_SAVE_AS": "{slug}/index.html"}
    folder = build_site(
        THEME, **PUBLISHED, **folders, EXTRA_PATH_METADATA=moved, DISCOVERY={"image": "images/site.png"}
    )
    for name, path in {
        "tango/": "tango/a.png",
        "rock/": "rock/b.png",
        "soul/": "c.png",
        "": "card.png",
    }.items():
        page = BeautifulSoup((folder / name / "index.html").read_text(encoding="utf-8"), "html.parser")
        assert read_properties(page)["og:image"] == f"{SITE}/{path}"
        assert (folder / path).is_file()


def test_picture_elsewhere_is_shared_as_it_is(build_page: BuildPage, save_post: Save) -> None:
    save_post("x.md", "Tango", "Image: https://cdn.example/a b.jpg?w=1", "Image_alt: Un plat")
    page = build_page("tango.html", THEME, **PUBLISHED)
    properties = {key: value for key, value in read_properties(page).items() if key.startswith("og:image")}
    address = "https://cdn.example/a%20b.jpg?w=1"
    assert properties == {"og:image": address, "og:image:alt": "Un plat"}
    assert read_graph(page)[0]["image"] == address


def test_fault_of_the_plugin_ends_no_build(
    build_site: BuildSite, save_post: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("read_header", "complete_items", "render_json_feed", "list_pages", "list_properties"):
        monkeypatch.setattr(f"pelican.plugins.discovery.plugin.{name}", lambda *_: 1 / 0)
    save_post("x.md", "Tango")
    warnings: list[str] = []
    output = build_site(THEME, warnings=warnings, **PUBLISHED, FEED_ALL_ATOM="all.atom.xml")
    assert (output / "tango.html").exists()
    assert (output / "all.atom.xml").exists()
    assert {warning.partition(": ")[0].removeprefix(f"{output}/") for warning in warnings} >= {
        "x.md",
        "tango.html",
        "all.atom.xml",
        "sitemap.xml",
    }


def test_missing_picture_of_the_site_stops_the_build(build_site: BuildSite) -> None:
    with pytest.raises(DiscoveryError, match=r"pelicanconf.py: DISCOVERY\['image'\]: there is no file x.jpg"):
        build_site(**PUBLISHED, DISCOVERY={"image": "x.jpg"})


def test_writer_reads_the_message(run_pelican: RunPelican, save_post: Save) -> None:
    save_post("x.md", "Tango", "Image: images/a.jpg")
    printed = run_pelican("--fatal", "errors", plugin="discovery", status=0)
    assert "x.md: Image: there is no file images/a.jpg in the content folder; correct the path" in printed


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (("Video: tango.mp4",), "2015-11-20T10:00:00+01:00"),  # a file of the site's own came out with it
        (("Video: tango.mp4", "Video_date: 2014-07-01"), "2014-07-01T00:00:00+02:00"),
        (("Video: tango.mp4", "Video_date: 2014-07-01T08:00:00Z"), "2014-07-01T08:00:00+00:00"),
        (("Video: https://vimeo.com/76979871", "Video_date: 2014-07-01"), "2014-07-01T00:00:00+02:00"),
        (("Video: https://vimeo.com/76979871",), None),
    ],
)
def test_video_is_described_where_its_publication_is_known(
    build_page: BuildPage,
    save_post: Save,
    save_picture: SavePicture,
    lines: tuple[str, ...],
    date: str | None,
) -> None:
    save_picture("tango.jpg").with_suffix(".mp4").touch()
    for name in ("tango.avif", "videos/vimeo-76979871.jpg"):
        save_picture(name)
    save_post("x.md", "Tango", *lines)
    page = build_page("tango.html", THEME, **{**PUBLISHED, "PLUGINS": ["video", "discovery"]})
    video = read_graph(page)[0].get("video", {})
    assert video.get("uploadDate") == date
    assert read_properties(page)["og:image"].endswith(".jpg")
    if date:
        assert video["name"] == "Tango"
        assert video["thumbnailUrl"] == read_properties(page)["og:image"]
        assert ("contentUrl" in video) != ("embedUrl" in video)


def test_poster_that_few_can_show_is_not_shared(
    build_page: BuildPage, save_post: Save, save_file: Callable[..., Path], save_picture: SavePicture
) -> None:
    save_file("tango.mp4")
    save_picture("tango.avif")
    save_post("x.md", "Tango", "Video: tango.mp4")
    page = build_page("tango.html", THEME, **{**PUBLISHED, "PLUGINS": ["video", "discovery"]})
    assert "og:image" not in read_properties(page)
    assert "video" not in read_graph(page)[0]


def test_articles_are_listed_once_for_all_feeds() -> None:
    listed = 0

    class Articles(list[Any]):
        def __iter__(self) -> Iterator[Any]:
            nonlocal listed
            listed += 1
            return super().__iter__()

    settings = {**read_settings(), **PUBLISHED, "FEED_IDS": "stable", KEY: None}
    context = {**settings, "static_content": {}, "articles": Articles()}
    for name in ("a.xml", "b.xml", "c.xml"):
        complete_feed(
            context, Atom1Feed(title="Le site", link=SITE, description="", feed_url=f"{SITE}/{name}")
        )
    assert listed == 1
