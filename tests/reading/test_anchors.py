"""Headings: their ids, and the links to themselves."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from pelican.plugins.reading.anchors import make_slug, remove_anchors, remove_links

Read = Callable[[str], BeautifulSoup]
Convert = Callable[[str], str]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("C’est quoi le tango\u00a0?", "c-est-quoi-le-tango"),
        ("Cœur, œuf & ÎLE", "coeur-oeuf-ile"),
        ("  --  à   la -- une  ", "a-la-une"),
        ("2015", "2015"),
        ("Ελλάδα", "ellada"),
        ("😀 …", ""),
        ("", ""),
        ('"><script>', "script"),
    ],
)
def test_slug_is_ascii(text: str, slug: str) -> None:
    assert make_slug(text) == slug


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("## Un été\n\n### Deux\n\n#### Trois", ["h-un-ete", "h-deux", "h-trois"]),
        ("# Un\n\n##### Cinq", [None, None]),
        ("## Main\n\n## Comments\n\n## answer-name", ["h-main", "h-comments", "h-answer-name"]),
        ("## Un\n\n## Un\n\n### un !", ["h-un", "h-un-2", "h-un-3"]),
        ("## Un 2\n\n## Un\n\n## Un", ["h-un-2", "h-un", "h-un-3"]),
        ("## 😀\n\n## 😀", ["h-section", "h-section-2"]),
        ("## Un {#ici}\n\n## Deux", ["ici", "h-deux"]),
        ("## Un\n\n## Deux {#h-un}", ["h-un-2", "h-un"]),
        ('<p id="h-un">x</p>\n\n## Un', ["h-un-2"]),
        ("<p ID = h-un>x</p>\n\n## Un", ["h-un-2"]),
        ("## *Un* `deux` \\* &amp; trois", ["h-un-deux-trois"]),
        ("## Un <em>deux</em>", ["h-un-deux"]),
        ("## `a<b` & `&lt;`", ["h-a-b-lt"]),
        ("## &Eacute;t&eacute; &#233; &lt;", ["h-ete-e"]),
        ("## L'*&eacute;t&eacute;*", ["h-l-ete"]),
        ("> ## Un\n\n- ## Deux", ["h-un", "h-deux"]),
        ("Un\n==\n\nDeux\n----", [None, "h-deux"]),
        ("## Un[^1]\n\n[^1]: x", ["h-un"]),
    ],
)
def test_each_heading_has_its_id(read: Read, text: str, ids: list[str | None]) -> None:
    assert [heading.get("id") for heading in read(text).find_all(["h1", "h2", "h3", "h4", "h5"])] == ids


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("## Un *deux* `trois` quatre", "Un <em>deux</em> <code>trois</code> quatre"),
        ("## *Un*", "<em>Un</em>"),
        ('## <span lang="en">One</span> & un', '<span lang="en">One</span> &amp; un'),
        ("## ![Un plat](x.png)", '<img alt="Un plat" src="x.png">'),
    ],
)
def test_the_words_of_a_heading_are_its_link(convert: Convert, text: str, words: str) -> None:
    assert f'">{words}</a></h2>' in convert(text)


@pytest.mark.parametrize(
    "text",
    [
        "## Un [lien](/x)",
        "## *Un [lien](/x)*",
        '## Un <a href="/x">lien</a>',
        "## Un <BUTTON>bouton</BUTTON>",
        "## Un <https://example.org>",
        "## Une note[^1]\n\n[^1]: x",
    ],
)
def test_heading_with_a_link_gets_no_other(read: Read, text: str) -> None:
    heading = read(text).h2
    assert heading["id"]
    assert not heading.select(".heading-link")
    assert not heading.select("a a, button a, a button")


@pytest.mark.parametrize(
    "html",
    ["<h2>Un</h2>", '<h2 class="x">Un</h2>', "<div>\n<h3>Un</h3>\n</div>", "```\n## Un\n```", "    ## Un"],
)
def test_what_the_writer_wrote_as_html_or_code_is_left_alone(convert: Convert, html: str) -> None:
    converted = convert(html)
    assert "heading-link" not in converted
    assert not html.startswith("<") or converted == html


def test_heading_can_be_had_without_its_link_and_without_its_id(convert: Convert) -> None:
    html = convert("## Un *deux*\n\n[x](#h-un-deux)\n\n### Trois {#ici}")
    assert remove_links(html) == (
        '<h2 id="h-un-deux">Un <em>deux</em></h2>\n<p><a href="#h-un-deux">x</a></p>\n<h3 id="ici">Trois</h3>'
    )
    assert remove_anchors(html) == (
        '<h2>Un <em>deux</em></h2>\n<p><a href="#h-un-deux">x</a></p>\n<h3 id="ici">Trois</h3>'
    )


def test_link_of_a_heading_goes_though_its_address_was_made_absolute(convert: Convert) -> None:
    html = convert("## Un").replace('href="#', 'href="https://example.org/x/#')
    assert remove_links(html) == '<h2 id="h-un">Un</h2>'
