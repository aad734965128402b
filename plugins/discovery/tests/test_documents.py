"""What machines read of a page, a site or a feed, as each format wants it."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.discovery.feeds import build_feed_id, make_absolute
from pelican.plugins.discovery.json_feed import rename_feed, render_json_feed
from pelican.plugins.discovery.locales import find_locale

URL = "https://example.org/repo/2015/tango/"


def test_language_gets_the_territory_where_it_is_spoken_most() -> None:
    locales = {
        "FR": "fr_FR", "en_gb": "en_GB", "br": "br_FR", "zh-Hant": "zh_TW", "zh-Hant-HK": "zh_HK",
        **dict.fromkeys(("", "xx", "klingon-empire", '"><script>')),
    }  # fmt: skip
    assert {tag: find_locale(tag) for tag in locales} == locales


def test_json_feed_is_beside_its_atom_feed_and_may_lack_almost_everything() -> None:
    names = {"a/all.atom.xml": "a/all.json", "all.xml": "all.json", "a.xml/atom": "a.xml/atom.json"}
    assert {name: rename_feed(name) for name in names} == names
    feed = {"title": "A", "link": "/", "feed_url": "atom.xml", "subtitle": None, "language": None}
    item: dict[str, Any] = {"unique_id": "urn:x", "link": "/x/", "title": '"</script> 😉', "categories": []}
    item["pubdate"] = datetime(2015, 11, 20, 10, tzinfo=UTC)
    item |= dict.fromkeys(("description", "content", "updateddate", "author_name"))
    document = json.loads(render_json_feed(feed, [item], None))
    described = {"id": "urn:x", "url": "/x/", "title": '"</script> 😉', "content_html": ""}
    assert document["items"] == [{**described, "date_published": "2015-11-20T10:00:00+00:00"}]
    assert document.keys() == {"version", "title", "home_page_url", "feed_url", "items"}
    assert json.loads(render_json_feed(feed, [], None))["items"] == []


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
