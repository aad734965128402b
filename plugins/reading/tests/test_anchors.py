"""Headings: their ids, and the links to themselves."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from markdown import markdown
from markdown.extensions.toc import TocExtension, slugify_unicode
from pelican.plugins.reading.anchors import make_slug, remove_anchors, remove_links
from pelican.plugins.reading.extension import ReadingExtension

Read = Callable[[str], BeautifulSoup]
Convert = Callable[[str], str]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("C’est quoi le tango\u00a0?", "c-est-quoi-le-tango"),
        ("Cœur, œuf & ÎLE", "coeur-oeuf-ile"),
        ("  --  à   la -- une  ", "a-la-une"),
        ("2015", "2015"),
        ("L’été à 10 µm, № 5 : ½ ™ ℃ Ⅳ ②", "l-ete-a-10-um-no-5-1-2-tm-degc-iv-2"),
        ("İstanbul’da ışık, Łódź, Việt Nam", "istanbul-da-isik-lodz-viet-nam"),
        ("⚠️ Attention 1️⃣ ʻokina", "attention-1-okina"),
        ("Ελλάδα", "ελλάδα"),
        ("Ελλα\u0301δα", "ελλάδα"),
        ("Сделай сам: Йод", "сделай-сам-йод"),
        ("标题 2024（一）", "标题-2024-一"),
        ("タイトル・ｶﾅ", "タイトル-カナ"),
        ("گزارش کتاب‌ها، ۱۴۰۳", "گزارش-کتابها-۱۴۰۳"),
        ("ﷺ", "صلى-الله-عليه-وسلم"),
        ("ภาษาไทย", "ภาษาไทย"),
        ("हिन्दी", "हिन्दी"),
        ("😀 …", ""),
        ("", ""),
        ('"><script>', "script"),
    ],
)
def test_slug_is_ascii_but_for_the_letters_of_other_scripts(text: str, slug: str) -> None:
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
        ("## 标题\n\n## 标题\n\n## سلام", ["h-标题", "h-标题-2", "h-سلام"]),
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
        '<h2>Un <em>deux</em></h2>\n<p><a href="#h-un-deux">x</a></p>\n<h3>Trois</h3>'
    )


def test_link_of_a_heading_goes_though_its_address_was_made_absolute(convert: Convert) -> None:
    html = convert("## Un").replace('href="#', 'href="https://example.org/x/#')
    assert remove_links(html) == '<h2 id="h-un">Un</h2>'


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("## 标题\n\n[x](#标题)", "#h-标题"),
        ("## 标题\n\n[x](#h-标题)", "#h-标题"),
        ("## سلام دنیا\n\n[x](#سلام-دنیا)", "#h-سلام-دنیا"),
        ("## سلام\n\n[x](#%D8%B3%D9%84%D8%A7%D9%85)", "#h-سلام"),
        ("[x](#Ελλάδα)\n\n## Ελλα\u0301δα", "#h-ελλάδα"),
        ("## İstanbul\n\n[x](#i\u0307stanbul)", "#h-istanbul"),
        ("## L’été\n\n[x](#l’été)", "#h-l-ete"),
        ("## Un {#été}\n\n[x](#e\u0301te\u0301) [y](#un)", "#été"),
        ("## Un {#ici}\n\n[x](#un)", "#ici"),
        ("## Un\n\n## Un\n\n[x](#un)", "#h-un"),
        ("## Deux\n\n<p id='deux'>x</p>\n\n[x](#deux)", "#deux"),
        ("## Deux\n\n[y](#deux)\n\n<p><a name=deux>x</a></p>", "#deux"),
        ("## Comments\n\n[x](#comments)", "#comments"),
        ("## Un\n\n[x](#deux)", "#deux"),
        ("## Un\n\n[x](#)", "#"),
        ("## Un\n\n[x](a.md#un)", "a.md#un"),
        ("## 😀\n\n[x](#😀)", "#😀"),
    ],
)
def test_link_of_the_text_finds_its_heading_however_it_is_spelt(read: Read, text: str, href: str) -> None:
    assert read(text).select("p a")[0]["href"] == href


def test_prefix_is_the_blog_s_own_and_no_id_is_a_part_of_the_theme() -> None:
    text = "## Un\n\n## Comments\n\n[x](#un)\n\n## 2024"
    page = BeautifulSoup(markdown(text, extensions=[ReadingExtension(anchor_prefix="")]), "html.parser")
    assert [heading["id"] for heading in page.select("h2")] == ["un", "comments-2", "2024"]
    assert page.select("p a")[0]["href"] == "#un"


def test_ids_of_another_extension_stay() -> None:
    """Whoever used Python-Markdown's `toc` keeps it, and with it every address."""
    text = "## L’été\n\n## 标题\n\n## L’été"
    extensions = [TocExtension(slugify=slugify_unicode), ReadingExtension()]
    page = BeautifulSoup(markdown(text, extensions=extensions), "html.parser")
    assert [heading["id"] for heading in page.select("h2")] == ["lété", "标题", "lété_1"]
    assert [link["href"] for link in page.select("h2 a")] == ["#lété", "#标题", "#lété_1"]
