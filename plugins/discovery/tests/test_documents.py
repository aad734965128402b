"""What feeds say, as each format wants it, and the picture that a header names."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.discovery.errors import DiscoveryError
from pelican.plugins.discovery.feeds import build_feed_id, make_absolute
from pelican.plugins.discovery.models import Picture
from pelican.plugins.discovery.pictures import Place, asks_to_attach, read_header

Save = Callable[..., Path]
Read = Callable[..., Picture | None]
URL = "https://example.org/repo/2015/tango/"


def test_id_depends_on_names_and_on_no_address() -> None:
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


@pytest.fixture
def read(content_path: Path) -> Read:
    """A function that reads the header of posts/x.md in a site at https://example.org/blog."""
    place = Place(content=content_path, siteurl="https://example.org/blog", folder="posts")

    def read(**metadata: Any) -> Picture | None:
        return read_header(metadata, place, "Le titre", "posts/x.md")

    return read


@pytest.mark.parametrize(
    "value",
    [" {static}/images/plat.jpg ", "/images/plat.jpg", "{attach}/images/plat.jpg", "|static|images/plat.jpg",
     r"images\plat.jpg", "{static}../images/plat.jpg", "./../images/plat.jpg", '"images/plat.jpg"',
     "images/pl%61t.jpg", "images/plat.jpg?v=2#top", "/blog/images/plat.jpg",
     "http://EXAMPLE.org/blog/images/plat.jpg", "//example.org/blog/images/plat.jpg",
     ["images/plat.jpg", "images/plat.jpg", ""]],
)  # fmt: skip
def test_header_names_a_picture_that_is_measured(save_picture: Save, read: Read, value: object) -> None:
    save_picture("images/plat.jpg", (640, 480))
    expected = Picture(path="images/plat.jpg", width=640, height=480, alt="Un plat")
    assert read(image=value, image_alt=" Un plat ") == expected


def test_picture_may_be_beside_the_text_and_the_marker_means_that_one(save_picture: Save, read: Read) -> None:
    save_picture("posts/plat.jpg")
    expected = Picture(path="posts/plat.jpg", width=40, height=30, alt="Le titre")
    for value in ("plat.jpg", "./plat.jpg", "{attach}plat.jpg", "|attach|plat.jpg"):
        assert read(image=value) == expected
    save_picture("plat.jpg")
    found = [read(image=value) for value in ("plat.jpg", "{static}plat.jpg", "{static}/plat.jpg")]
    assert [picture.path for picture in found if picture] == ["plat.jpg", "posts/plat.jpg", "plat.jpg"]
    values = {"{attach}a.jpg": True, "|attach|a.jpg": True, "{static}a.jpg": False, None: False}
    assert {value: asks_to_attach({"image": value}) for value in values} == values


@pytest.mark.parametrize(
    ("name", "value"),
    [("Mon été.jpg", "Mon%20e%CC%81t%C3%A9.jpg"), ("Mon e\u0301te\u0301.jpg", "Mon été.jpg"),
     ("Tom & Jerry.jpg", "Tom &amp; Jerry.jpg"), ("a#b%.jpg", "a#b%.jpg"), ("a:b.jpg", "a:b.jpg")],
)  # fmt: skip
def test_name_is_decoded_where_it_must_be(save_picture: Save, read: Read, name: str, value: str) -> None:
    save_picture(name)
    assert read(image=value) == Picture(path=name, width=40, height=30, alt="Le titre")


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("//cdn.example/a", "https://cdn.example/a"),
        ("HTTP://cdn.example/a.PNG?w=2", "http://cdn.example/a.PNG?w=2"),
        ("https://example.org/other/a.jpg", "https://example.org/other/a.jpg"),
        *((nothing, None) for nothing in ("  ", None, False, [])),
    ],
)
def test_picture_elsewhere_is_named_without_its_size(read: Read, value: object, address: str | None) -> None:
    assert read(image=value, image_alt="") == (Picture(path=address, alt="Le titre") if address else None)


@pytest.mark.parametrize(
    ("code", "header"),
    [
        *(("missing-picture", {"image": name}) for name in (
            "../../secret.jpg", "{static}/../secret.jpg", "images", "x" * 5000, "a\0b.jpg",
            "data:image/png;base64,AAAA", 2015)),
        *(("unusable-value", {"image": name}) for name in ({"url": "a.jpg"}, "https:///a.jpg", "https://[a.jpg")),
        *(("unusual-format", {"image": name}) for name in (
            "https://cdn.example/a.SVG?x", "plat.avif", "plat-avif.jpg", "images/a.svg")),
        *(("unreadable-picture", {"image": name}) for name in ("faux.jpg", "vide.png")),
        ("repeated-key", {"image": ["a.jpg", "b.jpg"]}),
        ("repeated-key", {"image": "x.jpg", "image_alt": ["a", "b"]}),
        ("lonely-alt", {"image_alt": "Un plat"}),
    ],
)  # fmt: skip
def test_mistake_is_named(save_file: Save, save_picture: Save, read: Read, code: str, header: Any) -> None:
    save_file("plat-avif.jpg", save_picture("plat.avif").read_bytes())
    save_file("images/a.svg", "<svg/>")
    save_file("faux.jpg", "not a picture")
    save_file("vide.png", "")
    save_picture("../secret.jpg")
    with pytest.raises(DiscoveryError) as caught:
        read(**header)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == (code, "posts/x.md")
