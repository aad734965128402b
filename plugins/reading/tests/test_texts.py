"""What is read from finished HTML: reading time, excerpt, outline; and which articles are related."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.reading.durations import count_minutes
from pelican.plugins.reading.elements import is_call, remove_elements, remove_heading_links
from pelican.plugins.reading.excerpts import cut_excerpt, find_excerpt, remove_markers
from pelican.plugins.reading.outline import Heading, build_outline
from pelican.plugins.reading.relations import Entry, relate_entries


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
