"""Headings: their ids, the links to themselves, and links of the text to them."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown, markdown
from markdown.extensions.toc import TocExtension, slugify_unicode
from markdown.postprocessors import Postprocessor
from pelican.plugins.reading.anchors import make_slug
from pelican.plugins.reading.extension import ReadingExtension
from pelican_toolkit.testing.hypotheses import FEW

Read = Callable[..., BeautifulSoup]
Convert = Callable[..., str]


def test_slug_is_ascii_but_for_the_letters_of_other_scripts() -> None:
    slugs = {
        "C’est quoi le tango\u00a0?": "c-est-quoi-le-tango", "Cœur, œuf & ÎLE": "coeur-oeuf-ile",
        "  --  à   la -- une  ": "a-la-une", "2015": "2015", "😀 …": "", "": "", '"><script>': "script",
        "L’été à 10 µm, № 5 : ½ ™ ℃ Ⅳ ②": "l-ete-a-10-um-no-5-1-2-tm-degc-iv-2",
        "İstanbul’da ışık, Łódź, Việt Nam": "istanbul-da-isik-lodz-viet-nam",
        "⚠️ Attention 1️⃣ ʻokina": "attention-1-okina", "Ελλα\u0301δα": "ελλάδα",
        "Сделай сам: Йод": "сделай-сам-йод", "标题 2024（一）": "标题-2024-一",
        "タイトル・ｶﾅ": "タイトル-カナ",
        "گزارش کتاب‌ها، ۱۴۰۳": "گزارش-کتابها-۱۴۰۳", "ﷺ": "صلى-الله-عليه-وسلم",
        "ภาษาไทย": "ภาษาไทย", "हिन्दी": "हिन्दी",
    }  # fmt: skip
    assert {text: make_slug(text) for text in slugs} == slugs


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("# Zéro\n\n## Un été\n\n### Deux\n\n###### Six", "h-zero h-un-ete h-deux h-six"),
        ("## Main\n\n## Comments\n\n## answer-name", "h-main h-comments h-answer-name"),
        ("## Un\n\n## Un\n\n### un !", "h-un h-un-2 h-un-3"),
        ("## Un 2\n\n## Un\n\n## Un", "h-un-2 h-un h-un-3"),
        ("## 😀\n\n## 😀", "h-section h-section-2"),
        ("## Un {#ici}\n\n## Deux", "ici h-deux"),
        ("## Un\n\n## Deux {#h-un}", "h-un-2 h-un"),
        ('<p id="h-un">x</p>\n\n## Un', "h-un-2"),
        ("<p ID = h-un>x</p>\n\n## Un", "h-un-2"),
        ("x <a name=h-un>y</a>\n\n## Un", "h-un-2"),
        ("<iframe id=h-un></iframe>\n\n## Un", "h-un-2"),
        ("## *Un* `deux` \\* &amp; trois", "h-un-deux-trois"),
        ("## Un <em>deux</em>", "h-un-deux"),
        ("## `a<b` & `&lt;`", "h-a-b-lt"),
        ("## &Eacute;t&eacute; &#233; &lt;\n\n## L'*&eacute;t&eacute;*", "h-ete-e h-l-ete"),
        ("> ## Un\n\n- ## Deux", "h-un h-deux"),
        ("Un\n==\n\nDeux\n----", "h-un h-deux"),
        ("## Un[^1]\n\n[^1]: x", "h-un"),
        ("## 标题\n\n## 标题\n\n## سلام", "h-标题 h-标题-2 h-سلام"),
    ],
)
def test_each_heading_has_its_id(read: Read, text: str, ids: str) -> None:
    assert [heading["id"] for heading in read(text).select("h1, h2, h3, h4, h5, h6")] == ids.split()


HEADINGS = st.sampled_from(
    ["Un", "un 2", "Comments", "comments-2", "😀", "标题", "Deux {#un}", 'x <b id="un-3">y</b>']
)


@FEW
@given(st.lists(HEADINGS, max_size=9), st.sampled_from(["", "h-", "section:"]))
def test_no_id_is_there_twice_or_reserved(headings: list[str], prefix: str) -> None:
    headings = list(dict.fromkeys(headings)) + [
        heading for heading in headings if "id" not in heading and "#" not in heading
    ]
    extension = ReadingExtension(anchor_prefix=prefix, reserved_ids=["comments", "un-2"])
    html = markdown("\n\n".join(f"## {heading}" for heading in headings), extensions=["extra", extension])
    page = BeautifulSoup(html, "html.parser")
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids)) >= len(page.select("h2")) == len(headings)
    assert not {"comments", "un-2"} & set(ids)
    assert all(heading["id"] == "un" or heading["id"].startswith(prefix) for heading in page.select("h2"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("## Un *deux* `trois` quatre", "Un <em>deux</em> <code>trois</code> quatre"),
        ('## <span lang="en">One</span> & un', '<span lang="en">One</span> &amp; un'),
        ("## ![Un plat](x.png)", '<img alt="Un plat" src="x.png">'),
    ],
)
def test_the_words_of_a_heading_are_its_link(convert: Convert, text: str, words: str) -> None:
    assert '<a class="heading-link" href="#h-' in convert(text)
    assert f'">{words}</a></h2>' in convert(text)


@pytest.mark.parametrize(
    "heading",
    [
        "*Un [lien](/x)*",
        'Un <a href="/x">lien</a>',
        "Un <BUTTON>bouton</BUTTON>",
        "<https://example.org>",
        "Un[^1]\n\n[^1]: x",
    ],
)
def test_heading_with_a_link_only_gets_an_id(read: Read, heading: str) -> None:
    found = read(f"## {heading}").h2
    assert found["id"]
    assert not found.select(".heading-link, a a, button a, a button")


@pytest.mark.parametrize(
    "html", ["<h2>Un</h2>", "<div>\n<h3>Un</h3>\n</div>", "```\n## Un\n```", "    ## Un", "[TOC]"]
)
def test_html_and_code_of_the_writer_and_markers_are_left_alone(convert: Convert, html: str) -> None:
    converted = convert(html)
    assert "heading-link" not in converted
    assert "<ul" not in converted
    assert not html.startswith("<") or converted == html


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("## 标题\n\n[x](#标题)", "#h-标题"),
        ("## 标题\n\n[x](#h-标题)", "#h-标题"),
        ("## سلام\n\n[x](#%D8%B3%D9%84%D8%A7%D9%85)", "#h-سلام"),
        ("[x](#Ελλάδα)\n\n> ### Ελλα\u0301δα", "#h-ελλάδα"),
        ("## İstanbul\n\n[x](#i\u0307stanbul)", "#h-istanbul"),
        ("# Un\n\n## Deux\n\n### L’été & l’`a<b`\n\n[x](#l’été-l’a-b)", "#h-l-ete-l-a-b"),
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


@pytest.mark.parametrize("is_last", [True, False])
def test_toc_that_the_owner_has_chosen_wins(is_last: bool) -> None:  # noqa: FBT001
    extensions = [TocExtension(slugify=slugify_unicode, permalink=True), ReadingExtension()]
    text = "## L’été\n\n## 标题\n\n## L’été\n\n[x](#l-ete)"
    page = BeautifulSoup(markdown(text, extensions=extensions[:: -1 if is_last else 1]), "html.parser")
    assert [heading["id"] for heading in page.select("h2")] == ["lété", "标题", "lété_1"]
    assert [link["class"] for link in page.select("h2 a")] == [["headerlink"]] * 3
    assert page.select("p a")[0]["href"] == "#lété"


class Counter(Postprocessor):
    """Counts how often it runs."""

    runs = 0

    def run(self, text: str) -> str:  # noqa: D102
        self.runs += 1
        return text


def test_other_extensions_see_the_whole_text_only_and_once() -> None:
    md = Markdown(extensions=["extra", ReadingExtension()])
    md.postprocessors.register(counter := Counter(md), "counter", 0)
    assert md.convert("## &Eacute;t&eacute;\n\n### <b>x</b>").startswith('<h2 id="h-ete">')
    assert counter.runs == 1
