"""URLs and ids in feeds."""

from urllib.parse import urljoin

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.discovery.feeds import build_feed_id, make_absolute

BASE = "https://example.org/repo/2015/tango/"


@pytest.mark.parametrize(
    ("html", "absolute"),
    [
        ('<a href="../autre/?a=1&amp;b">x</a>', '<a href="https://example.org/repo/2015/autre/?a=1&amp;b">x</a>'),
        ('<a href="Ma soupe été.jpg">x</a>', f'<a href="{BASE}Ma%20soupe%20été.jpg">x</a>'),
        ("<img alt='' src=plat.jpg>", f"<img alt='' src=\"{BASE}plat.jpg\">"),
        ('<img\nsrc = " /plat.jpg "/>', '<img\nsrc="https://example.org/plat.jpg"/>'),
        ('<img srcset="a.jpg 1x,b.jpg 2x, c,, d,e (1,2) ">',
         f'<img srcset="{BASE}a.jpg 1x,{BASE}b.jpg 2x, {BASE}c,, {BASE}d,e (1,2) ">'),
        ('<SOURCE SRCSET=",a.webp,">', f'<SOURCE srcset=",{BASE}a.webp,">'),
        ("<video poster=p.jpg></video>", f'<video poster="{BASE}p.jpg"></video>'),
        ('<iframe src="x">a<a href=b></iframe>', f'<iframe src="{BASE}x">a<a href=b></iframe>'),
        *((html, html) for html in (
            '<a href="https://elsewhere.example/x?a=1&amp;b=2">x</a>',
            '<a href="mailto:moi@example.org">x</a>',
            '<p>href="x" and a &lt;a href="x"&gt;, 1 < 2</p>', '<a title=\'href="x"\' data-src="y">x</a>',
            "<code>src='x'</code>", '<a href="http://[le-site]/">x</a>', "<!-- <a href=x> -->", "",
            '<script>"<a href=x>"</script>', '<img srcset="">',
        )),
    ],
)  # fmt: skip
def test_addresses_are_made_absolute_and_all_else_stays(html: str, absolute: str) -> None:
    assert make_absolute(html, BASE) == absolute


NAMES = st.sampled_from(["href", "HREF", "src", "Poster", "cite", "title", "data-src", "x:href", "srcset"])
URLS = st.sampled_from(
    ["a.jpg", "/b", "../c?d=1&e", "#f", "//g.example/h", "https://i.example", "mailto:j", "k l", ""]
)
SPACE = st.sampled_from([" ", "\n", "  ", "/", " / "])


@st.composite
def write_tags(draw: st.DrawFn) -> str:
    """A start tag of an element that holds nothing, in any legal spelling."""
    tag = "<" + draw(st.sampled_from(["b", "IMG", "iframe", "custom-x"]))
    for _ in range(draw(st.integers(0, 3))):
        value, quote = (
            draw(URLS).replace("&", draw(st.sampled_from(["&", "&amp;"]))),
            draw(st.sampled_from("'\" ")),
        )
        sign = draw(st.sampled_from(["=", " = ", "=\n"]))
        quoted = f"{quote}{value}{quote}" if quote != " " else value
        bare = quote == " " and (" " in value or not value)
        tag += draw(SPACE) + draw(NAMES) + ("" if bare else sign + quoted)
    return tag + draw(st.sampled_from([">", " >", "\n>", " />"]))


PIECES = st.one_of(
    write_tags(), st.sampled_from(["a < b &amp; c", "<!-- <b href=x> -->", "</b>", "</iframe>", "href=x"])
)


@given(st.lists(PIECES, max_size=6).map("".join))
def test_a_browser_finds_the_same_page_with_absolute_addresses(html: str) -> None:
    before, after = (
        html5lib.parseFragment(text, namespaceHTMLElements=False)
        for text in (html, make_absolute(html, BASE))
    )
    for element in before.iter():
        for name, value in element.attrib.items():
            if name in {"href", "src", "poster", "cite"}:
                element.set(name, urljoin(BASE, value).replace(" ", "%20"))
            elif name == "srcset" and value:
                url, _, rest = value.partition(" ")
                element.set(name, urljoin(BASE, url) + (rest and f" {rest}"))
    assert html5lib.serialize(before) == html5lib.serialize(after)


def test_id_depends_on_names_and_on_no_address() -> None:
    ids = {build_feed_id(*names) for names in (("A", "fr", "x"), ("B", "fr", "x"), ("A", "en", "x"), ("A",))}
    assert len(ids) == 4
    # If it ever changes, every reader gets everything anew.
    assert build_feed_id("A", "fr", "x") == "urn:uuid:dc8d0aea-4a27-58a7-b667-bf58f4bbe9bb"
