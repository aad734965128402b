"""What is made of a text: its HTML, beside a writer's usual extensions, and what is read from that."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown
from pelican.plugins.reading.anchors import make_slug
from pelican.plugins.reading.durations import count_minutes
from pelican.plugins.reading.elements import is_call, remove_elements, remove_heading_links
from pelican.plugins.reading.excerpts import cut_excerpt, find_excerpt, remove_markers
from pelican.plugins.reading.extension import ReadingExtension
from pelican.plugins.reading.outline import Heading, build_outline
from pelican.plugins.reading.relations import Entry, relate_entries
from pelican.plugins.reading.scrolling import focus_raw_code, wrap_raw_table
from pelican_toolkit.testing.hypotheses import FEW

OTHERS = (
    *("extra", "codehilite", "admonition", "smarty"),
    *("pymdownx.quotes", "pymdownx.tasklist", "pymdownx.tilde"),
)
CONFIGURATIONS = {
    "codehilite": {"css_class": "highlight", "guess_lang": False},
    "pymdownx.quotes": {"callouts": True},
    "tables": {"use_align_attribute": True},
}


def convert(text: str, others: tuple[object, ...] = OTHERS, **options: object) -> str:
    """The HTML of a Markdown text, with options of the extension."""
    extensions = [*others, ReadingExtension(**options)]
    return markdown(text, extensions=extensions, extension_configs=CONFIGURATIONS, output_format="html")


def read(text: str, **options: object) -> BeautifulSoup:
    """The parsed HTML of a Markdown text."""
    return BeautifulSoup(convert(text, **options), "html.parser")


def test_slug_is_ascii_but_for_the_letters_of_other_scripts() -> None:
    slugs = {
        "C’est quoi le tango\u00a0?": "c-est-quoi-le-tango", "  --  à   la -- une  ": "a-la-une",
        '😀 "><script>': "script",
        "L’été à 10 µm, № 5 : ½ ™ ℃ Ⅳ ②": "l-ete-a-10-um-no-5-1-2-tm-degc-iv-2",
        "İstanbul’da ışık, Łódź, Việt Nam": "istanbul-da-isik-lodz-viet-nam",
        "⚠️ Attention 1️⃣ ʻokina": "attention-1-okina", "Ελλα\u0301δα": "ελλάδα",
        "タイトル・ｶﾅ（一）": "タイトル-カナ-一",
        "گزارش کتاب‌ها، ۱۴۰۳": "گزارش-کتابها-۱۴۰۳", "हिन्दी": "हिन्दी",
    }  # fmt: skip
    assert {text: make_slug(text) for text in slugs} == slugs


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("# Un été\n\n###### Six\n\n> ## Sept\n\nHuit\n----", "h-un-ete h-six h-sept h-huit"),
        ("## Main\n\n## Comments\n\n## answer-name", "h-main h-comments h-answer-name"),
        ("## Un 2\n\n## Un\n\n## 😀\n\n### …\n\n## Deux {#h-un}", "h-un-2 h-un-3 h-section h-section-2 h-un"),
        ("<p ID = h-un>x</p>\n\nx <a name=h-un-2>y</a>\n\n<iframe id=h-un-3></iframe>\n\n## Un", "h-un-4"),
        ("## *Un* `a<b` \\* &amp; <em>deux</em>[^1]\n\n[^1]: x", "h-un-a-b-deux"),
        ("## &Eacute;t&eacute; &#233; &lt;\n\n## L'*&eacute;t&eacute;*", "h-ete-e h-l-ete"),
    ],
)
def test_each_heading_has_its_id(text: str, ids: str) -> None:
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


def test_the_words_of_a_heading_are_its_link_unless_they_hold_one_or_are_html() -> None:
    link = '<a class="heading-link" href="#h-un-a-b-deux-trois">'
    words = '<em>Un</em> <code>a&lt;b</code> &amp; <span lang="en">deux</span> trois'
    html = convert('## *Un* `a<b` & <span lang="en">deux</span> trois')
    assert html == f'<h2 id="h-un-a-b-deux-trois">{link}{words}</a></h2>'
    for heading in ("*Un [lien](/x)*", "<BUTTON>Un</BUTTON>", "<https://example.org>", "Un[^1]\n\n[^1]: x"):
        found = read(f"## {heading}").h2
        assert found["id"]
        assert not found.select(".heading-link, a a, button a, a button")
    for text in ("<h2>Un</h2>", "<div>\n<h3>Un</h3>\n</div>", "```\n## Un\n```", "[TOC]"):
        html = convert(text)
        assert html == text or not text.startswith("<")
        assert not BeautifulSoup(html, "html.parser").select(".heading-link, ul")


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("## سلام\n\n[x](#%D8%B3%D9%84%D8%A7%D9%85)", "#h-سلام"),
        ("[x](#Ελλάδα)\n\n> ### Ελλα\u0301δα", "#h-ελλάδα"),
        ("# Un\n\n## Deux\n\n### L’été & l’`a<b`\n\n[x](#l’été-l’a-b)", "#h-l-ete-l-a-b"),
        ("## Un {#été}\n\n[x](#e\u0301te\u0301) [y](#un)", "#été"),
        ("## Deux\n\n<p id='deux'>x</p>\n\n[x](#deux)", "#deux"),
        ("## Comments\n\n[x](#comments)", "#comments"),
        ("## Un\n\n[x](a.md#un)", "a.md#un"),
        ("## 😀\n\n[x](#😀)", "#😀"),
    ],
)
def test_link_of_the_text_finds_its_heading_however_it_is_spelt(text: str, href: str) -> None:
    assert read(text).select("p a")[0]["href"] == href


def test_notes_have_roles_and_names_and_are_kept_out_of_the_search() -> None:
    text = "Un[^a], deux[^b] et encore un[^a].\n\n[^a]: Note *une*.\n[^b]:\n    Note deux.\n\n    Sa suite."
    page = read(text)
    assert page.select_one("div.footnote")["role"] == "doc-endnotes"
    calls, back = page.select("sup > a"), page.select("a.footnote-backref")
    assert [link["role"] for link in (*calls, *back)] == ["doc-noteref"] * 3 + ["doc-backlink"] * 3
    names = [f"Back to the text from note {number}" for number in ("1", "1 (2)", "2")]
    assert [link["aria-label"] for link in back] == names
    assert all(link.has_attr("data-pagefind-ignore") for link in (*calls, *back))
    assert [(link.text, link.get("title")) for link in back] == [("↩\ufe0e", None)] * 3


@pytest.mark.parametrize("labels", [("1", "a:b"), ("été", "note-1", "à b", "note-2"), ("note-1", '"><b>')])
def test_call_and_note_lead_to_each_other_by_plain_ids(labels: tuple[str, ...]) -> None:
    calls = " ".join(f"[^{label}] [^{label}]" for label in labels)
    notes = "\n".join(f"[^{label}]: {number}" for number, label in enumerate(labels))
    page = read(f"[x](#fn-x) [y](/x#fn:é) {calls}\n\n{notes}")
    ids = [element["id"] for element in page.select("[id]")]
    assert len(set(ids)) == len(ids) == 3 * len(labels)
    assert all(name.isascii() and " " not in name and '"' not in name for name in ids)
    assert [link["href"] for link in page.select("p > a")][:2] == ["#fn-x", "/x#fn:é"]
    for number, call in enumerate(page.select("sup")):
        note = page.find(id=call.a["href"].removeprefix("#"))
        assert note.p.find(string=True).strip() == str(number // 2)
        assert f"#{call['id']}" in [link["href"] for link in note.select("a")]


TEXT = """Un[^1], et encore[^1].

| a |
|---|
| 1 |

<table><tr><td>1</td></tr></table>

> [!CAUTION]
> Un danger.

> [!NOTE]-
> Un détail.

!!! tip
    Une idée.

- [x] un
- [ ] deux

[^1]: Note.
"""
FRENCH = {
    "Table": "Tableau", "Back to the text from note %(number)s": 'Retour de « %(number)s »"><script>',
    "Done": "Fait", "To do": '"><script>', "Note": "Remarque", "Tip": "Astuce", "Caution": "<Attention>",
}  # fmt: skip


@pytest.fixture
def catalogues(tmp_path: Path) -> str:
    """A folder with a French catalogue."""
    quote = str.maketrans({'"': '\\"'})
    entries = (f'msgid "{ask}"\nmsgstr "{say.translate(quote)}"\n' for ask, say in FRENCH.items())
    (tmp_path / "fr.po").write_text("\n".join(entries), encoding="utf-8")
    return str(tmp_path)


def list_labels(page: BeautifulSoup) -> list[str]:
    tables = [box["aria-label"] for box in page.select(".table-scroll")]
    titles = [title.text.strip() for title in page.select(".admonition-title, summary")]
    boxes = [box["aria-label"] for box in page.select("input[disabled]")]
    return tables + titles + boxes + [link["aria-label"] for link in page.select(".footnote-backref")]


def test_every_label_is_in_the_language_of_the_text(catalogues: str) -> None:
    names = ["Table", "Table", "Caution", "Note", "Tip", "Done", "To do"]
    notes = ["Back to the text from note 1", "Back to the text from note 1 (2)"]
    assert list_labels(read(TEXT, lang="fr-CA")) == names + notes
    page = read(TEXT, catalogues=catalogues, lang="fr-CA")
    notes = [f'Retour de « {number} »"><script>' for number in ("1", "1 (2)")]
    assert list_labels(page) == [*map(FRENCH.get, names), *notes]
    assert not page.select("script")
    assert [box.has_attr("checked") for box in page.select("input")] == [True, False]


@pytest.mark.parametrize(
    "text",
    ["> [!NOTE] Note de l’auteur\n> x", "> [!NOTE] *Note*\n> x", "> [!NOTE] Note *x*\n> y",
     '<div class="note"><p>Note</p></div>', '`<input type="checkbox" disabled/>`', '!!! note ""\n    Note',
     '!!! danger "Caution"\n    x'],
)  # fmt: skip
def test_words_of_the_writer_are_left_alone(catalogues: str, text: str) -> None:
    assert convert(text, catalogues=catalogues, lang="fr") == convert(text)


TABLE = "| a | b | c | d |\n|---|--:|:-:|:--|\n| 1 | 2 | 3 | 4 |"
BOX = '<div aria-label="{}" class="table-scroll" role="group" tabindex="0">'


@pytest.mark.parametrize("others", [("extra",), ("tables",)], ids=["styles", "attributes"])
def test_table_is_in_a_box_and_its_columns_are_aligned_by_classes(others: tuple[str]) -> None:
    quoted = "\n".join(f"> {line}" for line in TABLE.splitlines())
    page = read(f"Avant\n\n{TABLE}\n\nAprès\n\n{quoted}", others=others)
    assert str(page).count(BOX.format("Table") + "<table>") == len(page.select("table")) == 2
    assert [element.text for element in page.find_all("p", recursive=False)] == ["Avant", "Après"]
    expected = [None, ["align-right"], ["align-center"], None]
    for row in page.select("tr"):
        assert [cell.get("class") for cell in row.find_all(["th", "td"])] == expected
    assert not page.select("[style], [align]")


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ('\n<TABLE class="x">\n<tr><td><table></table></td></tr>\n</TABLE>\n', "T"),
        ('<table><caption><b>Les</b>\n "prix" &amp; &lt;</caption></table>', "Les &#34;prix&#34; &amp; &lt;"),
    ],
)
def test_table_written_in_html_stays_as_it_is_in_a_box(html: str, name: str) -> None:
    assert wrap_raw_table(html, "T") == f"{BOX.format(name)}{html}</div>"
    assert read(f'<div markdown="1">\n\n{TABLE}\n\n</div>').select("div > .table-scroll > table")


@pytest.mark.parametrize(
    "html",
    ["", "<table", "<p>1</p>", "</table><table>", "<table><caption>Les prix", "<div><table></table></div>",
     "<table></table><p>2</p>", "<table></table><table></table>", "<table><table></table>",
     '<pre class="x" tabindex=0>1</pre>', "<prefix>1</prefix>", "<p><pre>1</pre>", "<!-- <pre>1</pre> -->"],
)  # fmt: skip
def test_other_html_is_left_alone(html: str) -> None:
    assert wrap_raw_table(html, "T") == focus_raw_code(html) == html


@pytest.mark.parametrize(
    "text",
    ["    :::python\n    x = 1", '``` {.python hl_lines="1"}\nx = 1\n```', '<pre class="x">x = 1</pre>'],
)
def test_code_takes_the_focus(text: str) -> None:
    for others in (("extra",), ("extra", "codehilite")):
        (block,) = read(text, others=others).select("pre")
        assert block["tabindex"] == "0"
        assert "x = 1" in block.text


@pytest.mark.parametrize(
    "html",
    ["l’été ", "1,5 ", "porte-monnaie\u00a0» ! … — ", "mot<br>", "<p>mot</p>", "<em>m</em>ot ",
     'mot<sup id="fnref:1"><a href="#fn:1">1</a></sup> ', "&eacute;t&eacute; ",
     '<!-- trois mots ici --><img alt="cinq mots > que voici donc">mot ', "<code>mot</code> ",
     "<div><pre><code>a <b>b</b></code></pre></div>mot ", "mot</pre> ",
     "<script>a b</script><style>b {c: d}</style>mot "],
)  # fmt: skip
def test_two_hundred_words_that_are_read_take_a_minute(html: str) -> None:
    """One word 299 times gives one minute, and 300 times two; two words would give more, and none one."""
    assert [count_minutes(html * number) for number in (0, 299, 300, 499, 500)] == [1, 1, 2, 2, 3]


CALL = '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1" role="doc-noteref">1</a></sup>'
LINK = '<a class="heading-link" href="https://example.org/x/#h-un">'
HEADING = f'<h2 id="h-un" lang="fr">{LINK}Un <em>a</em></a></h2>'
SQUARE = "m<sup>2</sup>"
TITLE = '<p class="admonition-title">Note</p>'


@pytest.mark.parametrize(
    ("html", "excerpt", "rest"),
    [
        ("<p>Un</p>\n<p><!-- more --></p>\n<p>Deux</p>", "<p>Un</p>", "<p>Un</p>\n<p>Deux</p>"),
        ("<p>Un</p><!--MORE La suite…--><p>Deux</p>", "<p>Un</p>", "<p>Un</p><p>Deux</p>"),
        ("<p>Un<br><em>deux<!--more--></em></p>", "<p>Un<br><em>deux</em></p>", "<p>Un<br><em>deux</em></p>"),
        ("<ul><li>1</li></p><b><i>2</b><!--more--></ul>", "<ul><li>1</li></p><b><i>2</b></ul>",
         "<ul><li>1</li></p><b><i>2</b></ul>"),
        ("<p>1</p><!--more--><p>2</p><!--more--><p>3</p>", "<p>1</p>", "<p>1</p><p>2</p><p>3</p>"),
        ("<!--more--><p>Un</p>", "", "<p>Un</p>"),
        (f"<p>Un{CALL} {SQUARE}</p><!--more-->", f"<p>Un {SQUARE}</p>", f"<p>Un{CALL} {SQUARE}</p>"),
        (f"{HEADING}<p id=x><!--more-->", '<h2 lang="fr">Un <em>a</em></h2><p id=x></p>',
         f"{HEADING}<p id=x>"),
        ("<h3 class=x ID=y>Un</h3><!--more-->", "<h3 class=x>Un</h3>", "<h3 class=x ID=y>Un</h3>"),
        *((html, "", html) for html in ("<code>&lt;!--more--&gt;</code>", "<!--moreover-->",
                                        "<!-- no more -->", "<!--more", "<!--more<!--")),
    ],
)  # fmt: skip
def test_marker_ends_the_excerpt_and_leaves_nothing(html: str, excerpt: str, rest: str) -> None:
    assert find_excerpt(html) == excerpt
    assert remove_markers(html) == rest


def test_element_goes_with_what_it_holds_unless_it_is_never_closed() -> None:
    html = f"a{CALL}b<sup id=fnref:2><sup>1</sup></sup>c<sup>2</sup>"
    assert remove_elements(html, is_call) == "abc<sup>2</sup>"
    for html in ("a<sup id=fnref:1>b<p>c</p>", "<sup id=", '<sup id="x"><a href="#y">1</a></sup>'):
        assert remove_elements(html, is_call) == html
    link = '<p><a class="x heading-link">y</a> <a href="#h-un">z</a></p>'
    assert remove_heading_links(HEADING + link) == f'<h2 id="h-un" lang="fr">Un <em>a</em></h2>{link}'


@pytest.mark.parametrize(
    ("html", "paragraphs", "words", "excerpt"),
    [
        (f"{HEADING}<p>Un{CALL}</p>\n<p>Deux trois</p>", 2, None, "<p>Un</p><p>Deux trois</p>"),
        (f"{HEADING}<p>Un{CALL}</p>\n<p>Deux</p>", None, 3, '<h2 lang="fr">Un <em>a</em></h2><p>Un …</p>'),
        (f"<p>Un{CALL}</p>\n<p>Deux</p>", None, None, "<p>Un</p>\n<p>Deux</p>"),
        (f'<div class="admonition note">\n{TITLE}\n<p>Un</p>\n</div>\n<p>Deux</p>', 1, None, "<p>Un</p>"),
        ("<p>Un</p><p>Deux</p>", 1, None, ""),  # Pelican's own will do
    ],
)
def test_excerpt_is_cut_as_pelican_does_it(html: str, paragraphs: Any, words: Any, excerpt: str) -> None:
    settings = {"SUMMARY_MAX_PARAGRAPHS": paragraphs, "SUMMARY_MAX_LENGTH": words, "SUMMARY_END_SUFFIX": "…"}
    assert cut_excerpt(html, settings) == excerpt


def render(headings: tuple[Heading, ...]) -> str:
    """The outline in a line: `2a(3b 3c) 2d`."""
    return " ".join(
        f"{heading.level}{heading.id}" + (f"({render(heading.children)})" if heading.children else "")
        for heading in headings
    )


def write(headings: str) -> str:
    """HTML of headings such as `2a`, a heading of the second level with the id `a`."""
    return "\n".join(f'<h{name[0]} id="{name[1:]}">{name}</h{name[0]}>' for name in headings.split())


def test_headings_are_nested_from_three_on() -> None:
    outlines = {
        "2a 3b 3c 2d": "2a(3b 3c) 2d", "3a 3b 2c 3d": "3a 3b 2c(3d)", "2a 3b 4c 3d": "2a(3b 3d)",
        "1a 2b 2c 2d 5e": "2b 2c 2d", "2a 2b 4c 4d": "", "": "",
    }  # fmt: skip
    assert {headings: render(build_outline(write(headings))) for headings in outlines} == outlines


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<h2 id="x"><a class="heading-link" href="#x">Un <em>deux</em></a></h2>', "Un deux"),
        ('<h2 id="x">Un<sup id="fnref:1"><a href="#fn:1">1</a></sup> m<sup>2</sup></h2>', "Un m2"),
        ('<H2 CLASS=y ID=x>Un<a class="headerlink" href="#x">¶</a></h2 >', "Un"),
        ('<h2 id="x">\n Un &amp; &lt;b&gt;\n deux\u202f? </h2>', "Un & <b> deux\u202f?"),
        *((html, None) for html in (
            "<h2>Sans id</h2>", '<h2 id="">Vide</h2>', '<h2 id="x"> <img src="y"> </h2>',
            '<!-- <h2 id="x">x</h2> -->', '<h2 id="x">Ouvert', '<h2 id="x"', "</h2>",
            '<h2 id="x">Ouvert</h3>')),
    ],
)  # fmt: skip
def test_words_are_those_of_headings_that_have_an_id(html: str, text: str | None) -> None:
    outline = build_outline(write("2a 2b") + html)
    assert [heading.text for heading in outline][2:] == ([text] if text else [])
    assert bool(outline) == bool(text)


START = datetime(2015, 11, 20, tzinfo=UTC)


def relate_slowly(entries: Sequence[Entry], number: int, limit: int) -> tuple[int, ...]:
    """What the docstring says, by comparing each entry with each."""
    entry = entries[number]

    def rank(other: int) -> tuple[int, bool, timedelta, int, int]:
        found = entries[other]
        shared, distance = len(entry.tags & found.tags), abs(found.date - entry.date)
        return -shared, found.category != entry.category, distance, abs(other - number), -other

    others = [
        other
        for other, found in enumerate(entries)
        if abs(other - number) > 1 and (entry.tags & found.tags or found.category == entry.category)
    ]
    return tuple(sorted(others, key=rank)[:limit])


ENTRIES = st.builds(
    Entry,
    date=st.integers(0, 9).map(lambda day: START + timedelta(days=day)),
    category=st.sampled_from("abc"),
    tags=st.frozensets(st.sampled_from("uvwxyz")),
)


@given(st.lists(ENTRIES, max_size=40), st.integers(1, 4))
def test_related_entries_are_those_of_a_slow_search(entries: list[Entry], limit: int) -> None:
    entries.sort(key=lambda entry: entry.date)
    expected = [relate_slowly(entries, number, limit) for number in range(len(entries))]
    assert relate_entries(entries, limit) == expected
