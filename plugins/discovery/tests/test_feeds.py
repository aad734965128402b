import pytest
from pelican.plugins.discovery.feeds import build_feed_id, complete_items, make_absolute
from pelican.plugins.discovery.models import Document, Site

BASE = "https://example.org/repo/2015/tango/"


@pytest.mark.parametrize(
    ("html", "absolute"),
    [
        ('<a href="#fn:1">1</a>', f'<a href="{BASE}#fn:1">1</a>'),
        (
            '<a href="../autre/?a=1&amp;b">x</a>',
            '<a href="https://example.org/repo/2015/autre/?a=1&amp;b">x</a>',
        ),
        ('<a href="Ma soupe été.jpg">x</a>', f'<a href="{BASE}Ma%20soupe%20été.jpg">x</a>'),
        ("<img alt='' src='plat.jpg'>", f"<img alt='' src='{BASE}plat.jpg'>"),
        ('<img\nsrc="/plat.jpg"/>', '<img\nsrc="https://example.org/plat.jpg"/>'),
        (
            '<img srcset="a.jpg 1x, b.jpg 2x" sizes="1px">',
            f'<img srcset="{BASE}a.jpg 1x, {BASE}b.jpg 2x" sizes="1px">',
        ),
        ('<source srcset="a.webp">', f'<source srcset="{BASE}a.webp">'),
        ('<video poster="p.jpg"></video>', f'<video poster="{BASE}p.jpg"></video>'),
    ],
)
def test_address_is_made_absolute(html: str, absolute: str) -> None:
    assert make_absolute(html, BASE) == absolute


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://elsewhere.example/x?a=1&amp;b=2">x</a>',
        '<a href="mailto:moi@example.org">x</a>',
        '<p>href="x" and a &lt;a href="x"&gt;, 1 < 2</p>',
        '<a title=\'href="x"\' data-src="y">x</a>',
        "<code>src='x'</code>",
        "<p>unclosed <a href=",
        '<a href="http://[le-site]/">x</a>',
        "",
    ],
)
def test_all_else_stays_as_it_is(html: str) -> None:
    assert make_absolute(html, BASE) == html


def test_id_depends_on_names_and_on_no_address() -> None:
    ids = {build_feed_id(*names) for names in (("A", "fr", "x"), ("B", "fr", "x"), ("A", "en", "x"), ("A",))}
    assert len(ids) == 4
    # Were it ever another, every reader would get everything anew.
    assert build_feed_id("A", "fr", "x") == "urn:uuid:dc8d0aea-4a27-58a7-b667-bf58f4bbe9bb"


@pytest.mark.parametrize("mark", ["", "?ref=feed"])
def test_item_that_is_an_article_is_completed(site: Site, article: Document, mark: str) -> None:
    item = {
        "link": f"https://example.org/repo/2015/tango/{mark}",
        "title": "Le",
        "content": '<a href="#a">a</a>',
        "description": None,
    }
    complete_items([item], {"2015/tango/": ("urn:x", article)}, site)
    assert item["unique_id"] == "urn:x"
    assert item["title"] == "Le tango"
    assert item["content"] == f'<a href="{item["link"]}#a">a</a>'


def test_item_of_another_plugin_keeps_its_id(site: Site) -> None:
    item = {"link": "https://example.org/repo/x/", "content": None, "description": "x", "unique_id": "own"}
    complete_items([item], {}, site)
    assert item["unique_id"] == "own"
