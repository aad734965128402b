"""What machines read of a page, a site or a feed, as each format wants it."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.discovery.feeds import build_feed_id, make_absolute
from pelican.plugins.discovery.json_feed import rename_feed, render_json_feed
from pelican.plugins.discovery.locales import find_locale
from pelican.plugins.discovery.models import Document, Film, Picture, Site, Term
from pelican.plugins.discovery.opengraph import list_properties
from pelican.plugins.discovery.schema import describe_document, describe_path, describe_site
from pelican.plugins.discovery.sitemap import Entry, render_robots, render_sitemap

SITE = Site(url="https://example.org/repo", name="Le site", description="De tout", lang="fr")
URL = f"{SITE.url}/2015/tango/"
DAY, LATER = "2015-11-20T10:00:00+01:00", "2016-01-02T03:04:05+01:00"
MOMENT = datetime.fromisoformat(DAY)
PICTURE = Picture(path="images/un plat.jpg", width=1200, height=630, alt="Un « plat »")
ARTICLE = Document(  # of which everything is known
    is_article=True, path="2015/tango/", title="Le tango", lang="fr",
    published=MOMENT, modified=datetime.fromisoformat(LATER),
    authors=(Term(name="Camille", path="author/camille/"), Term(name="Dominique")),
    category=Term(name="Musique", path="category/musique/"), tags=("jazz", "nuit"), picture=PICTURE,
    film=Film(title="Douze mesures", picture=PICTURE, published=MOMENT, duration="PT12S", file="tango.mp4"),
    translations=("en", "xx"),
)  # fmt: skip
PAGE = Document(is_article=False, path="a-propos/", title="À propos", lang="xx")


def test_opengraph_says_all_that_is_known_of_an_article_and_no_more_of_a_page() -> None:
    assert [*list_properties(SITE, ARTICLE.path, ARTICLE, "Le tango", "Un texte")] == [
        ("og:type", "article"), ("og:site_name", "Le site"), ("og:title", "Le tango"),
        ("og:description", "Un texte"), ("og:url", URL), ("og:locale", "fr_FR"),
        ("og:locale:alternate", "en_US"), ("og:image", f"{SITE.url}/images/un%20plat.jpg"),
        ("og:image:width", "1200"), ("og:image:height", "630"), ("og:image:alt", "Un « plat »"),
        ("article:published_time", DAY), ("article:modified_time", LATER),
        ("article:tag", "jazz"), ("article:tag", "nuit"),
    ]  # fmt: skip
    expected = {
        "og:type": "website", "og:site_name": "Le site", "og:title": "Le site", "og:description": "De tout",
        "og:url": f"{SITE.url}/",
    }  # fmt: skip
    assert dict(list_properties(SITE, "", None, "", "")) == {**expected, "og:locale": "fr_FR"}
    pictured = replace(SITE, picture=Picture(path="https://cdn.example/a b", alt="A"))
    picture = {"og:image": "https://cdn.example/a%20b", "og:image:alt": "A"}
    assert dict(list_properties(pictured, "", PAGE, "", "")) == {**expected, **picture}


def test_language_gets_the_territory_where_it_is_spoken_most() -> None:
    locales = {
        "FR": "fr_FR", "en_gb": "en_GB", "br": "br_FR", "zh-Hant": "zh_TW", "zh-Hant-HK": "zh_HK",
        **dict.fromkeys(("", "xx", "klingon-empire", '"><script>')),
    }  # fmt: skip
    assert {tag: find_locale(tag) for tag in locales} == locales


def test_schema_says_all_that_is_known_of_an_article_and_no_more_of_a_page() -> None:
    picture = f"{SITE.url}/images/un%20plat.jpg"
    comments = {"@id": "ignored", "commentCount": 2, "comment": [{"@type": "Comment"}]}
    expected = {
        "@type": "BlogPosting", "@id": URL, "mainEntityOfPage": URL, "headline": "Le tango",
        "description": "Un texte", "inLanguage": "fr", "image": picture,
        "video": {
            "@type": "VideoObject", "name": "Douze mesures", "description": "Un texte",
            "thumbnailUrl": picture,
            "uploadDate": DAY, "duration": "PT12S", "contentUrl": f"{SITE.url}/tango.mp4",
        },
        "datePublished": DAY, "dateModified": LATER,
        "author": [
            {"@type": "Person", "name": "Camille", "url": f"{SITE.url}/author/camille/"},
            {"@type": "Person", "name": "Dominique"},
        ],
        "articleSection": "Musique", "keywords": ["jazz", "nuit"],
        "commentCount": 2, "comment": [{"@type": "Comment"}],
    }  # fmt: skip
    assert describe_document(ARTICLE, SITE, "Un texte", comments) == expected
    unchanged = describe_document(replace(ARTICLE, modified=None), SITE, "Un texte", comments)
    assert unchanged == {**expected, "dateModified": DAY}
    url = f"{SITE.url}/a-propos/"
    page = {"@type": "WebPage", "@id": url, "url": url, "name": "À propos", "inLanguage": "xx"}
    assert describe_document(PAGE, SITE, "", {}) == page
    home = {"@id": f"{SITE.url}/", "url": f"{SITE.url}/", "name": "Le site", "inLanguage": "fr"}
    assert describe_site(SITE) == {"@type": "WebSite", **home, "description": "De tout"}


def test_path_to_an_article_has_steps_that_have_pages() -> None:
    steps = describe_path(ARTICLE, SITE)["itemListElement"]
    found = [(step["position"], step["name"], step["item"]) for step in steps]
    category, here = (2, "Musique", f"{SITE.url}/category/musique/"), (3, "Le tango", URL)
    assert found == [(1, "Le site", f"{SITE.url}/"), category, here]
    without = describe_path(replace(ARTICLE, category=Term(name="Musique")), SITE)["itemListElement"]
    assert [step["name"] for step in without] == ["Le site", "Le tango"]


def test_pages_are_in_the_sitemap_once_each_in_the_order_of_their_paths_and_robots_are_led_there() -> None:
    moment = datetime.fromisoformat("2015-11-20T10:00:00.123456+01:00")
    entries = [
        Entry(path=path, changed=changed)
        for path, changed in (("é & <x>/", None), ("a/", moment), ("a/", None))
    ]
    first = f"<url>\n  <loc>{SITE.url}/a/</loc>\n  <lastmod>{DAY}</lastmod>\n</url>\n"
    second = f"<url>\n  <loc>{SITE.url}/%C3%A9%20&amp;%20%3Cx%3E/</loc>\n</url>\n"
    assert render_sitemap(SITE, entries).endswith(f'xhtml">\n{first}{second}</urlset>\n')
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {SITE.url}/sitemap.xml\n"
    assert render_robots(SITE, has_sitemap=True) == robots


def test_json_feed_says_what_the_atom_feed_says_and_is_beside_it() -> None:
    feed = {
        "title": "Le site", "link": "https://example.org/", "feed_url": "https://example.org/all.atom.xml",
        "subtitle": "De tout", "language": "fr",
    }  # fmt: skip
    bare: dict[str, Any] = {
        "unique_id": "urn:x", "link": "https://example.org/x/", "title": 'Dire "oui" & </script> 😉',
        "description": None, "content": None, "pubdate": MOMENT, "updateddate": None, "author_name": None,
        "categories": [],
    }  # fmt: skip
    complete = {
        **bare, "description": "<p>Une «&nbsp;<em title='>'>table</em>\u00a0»</p>\n", "content": "<p>Une</p>",
        "updateddate": datetime.fromisoformat("2016-01-02T03:04:05.5+01:00"), "author_name": "Camille",
        "categories": ["Musique", "jazz"], "language": "en", "image": "https://example.org/x.jpg",
    }  # fmt: skip
    described = {"id": "urn:x", "url": bare["link"], "title": bare["title"], "date_published": DAY}
    assert json.loads(render_json_feed(feed, [bare, complete], "La rédaction")) == {
        "version": "https://jsonfeed.org/version/1.1", "title": "Le site",
        "home_page_url": "https://example.org/", "feed_url": "https://example.org/all.json",
        "description": "De tout", "language": "fr", "authors": [{"name": "La rédaction"}],
        "items": [
            {**described, "content_html": ""},
            {**described, "content_html": "<p>Une</p>", "summary": "Une «\u00a0table\u00a0»",
             "date_modified": LATER, "authors": [{"name": "Camille"}], "tags": ["Musique", "jazz"],
             "language": "en", "image": "https://example.org/x.jpg"},
        ],
    }  # fmt: skip
    assert json.loads(render_json_feed(feed, [], None))["items"] == []
    renamed = {"feeds/all.xml": "feeds/all.json", "a.xml/atom": "a.xml/atom.json"}
    assert {path: rename_feed(path) for path in renamed} == renamed


def test_id_depends_on_names_and_on_no_address() -> None:
    ids = {build_feed_id(*names) for names in (("A", "fr", "x"), ("B", "fr", "x"), ("A", "en", "x"), ("A",))}
    assert len(ids) == 4
    # If it ever changes, every reader gets everything anew.
    assert build_feed_id("A", "fr", "x") == "urn:uuid:dc8d0aea-4a27-58a7-b667-bf58f4bbe9bb"


@pytest.mark.parametrize(
    ("html", "absolute"),
    [
        ('<a href="Ma soupe été.jpg">x</a>', f'<a href="{URL}Ma%20soupe%20été.jpg">x</a>'),
        ('<img\nsrc = " /plat.jpg "/>', '<img\nsrc="https://example.org/plat.jpg"/>'),
        ('<img srcset="a.jpg 1x,b.jpg 2x, c,, d,e (1,2) ">',
         f'<img srcset="{URL}a.jpg 1x,{URL}b.jpg 2x, {URL}c,, {URL}d,e (1,2) ">'),
        ('<SOURCE SRCSET=",a.webp,">', f'<SOURCE srcset=",{URL}a.webp,">'),
        *((html, html) for html in (
            '<p>href="x" and a &lt;a href="x"&gt;, 1 < 2</p>', '<a href="http://[le-site]/">x</a>',
            '<script>"<a href=x>"</script>',
        )),
    ],
)  # fmt: skip
def test_addresses_are_made_absolute_and_all_else_stays(html: str, absolute: str) -> None:
    assert make_absolute(html, URL) == absolute


NAMES = st.sampled_from(["href", "HREF", "src", "Poster", "cite", "title", "data-src", "x:href", "srcset"])
ADDRESSES = st.sampled_from(
    ["a.jpg", "/b", "../c?d=1&e", "#f", "//g.example/h", "https://i.example", "mailto:j", "k l", ""]
)
SPACES = st.sampled_from([" ", "\n", "  ", "/", " / "])


@st.composite
def write_tags(draw: st.DrawFn) -> str:
    """A start tag of an element that holds nothing, in any legal spelling."""
    tag = "<" + draw(st.sampled_from(["b", "IMG", "iframe", "custom-x"]))
    for _ in range(draw(st.integers(0, 3))):
        value = draw(ADDRESSES).replace("&", draw(st.sampled_from(["&", "&amp;"])))
        quote, sign = draw(st.sampled_from("'\" ")), draw(st.sampled_from(["=", " = ", "=\n"]))
        quoted = f"{quote}{value}{quote}" if quote != " " else value
        bare = quote == " " and (" " in value or not value)
        tag += draw(SPACES) + draw(NAMES) + ("" if bare else sign + quoted)
    return tag + draw(st.sampled_from([">", " >", "\n>", " />"]))


OTHERS = st.sampled_from(["a < b &amp; c", "<!-- <b href=x> -->", "</b>", "</iframe>", "href=x"])


@given(st.lists(write_tags() | OTHERS, max_size=6).map("".join))
def test_a_browser_finds_the_same_page_with_absolute_addresses(html: str) -> None:
    before, after = (
        html5lib.parseFragment(text, namespaceHTMLElements=False) for text in (html, make_absolute(html, URL))
    )
    for element in before.iter():
        for name, value in element.attrib.items():
            if name in {"href", "src", "poster", "cite"}:
                element.set(name, urljoin(URL, value).replace(" ", "%20"))
            elif name == "srcset" and value:
                url, _, rest = value.partition(" ")
                element.set(name, urljoin(URL, url) + (rest and f" {rest}"))
    assert html5lib.serialize(before) == html5lib.serialize(after)
