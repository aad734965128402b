"""What a list shows of a text."""

import pytest
from pelican.plugins.reading.excerpts import (
    clean_excerpt,
    close_elements,
    cut_excerpt,
    find_excerpt,
    remove_markers,
)

CALL = '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1" role="doc-noteref">1</a></sup>'
HEADING = '<h2 id="h-un"><a class="heading-link" href="#h-un">Un</a></h2>'


@pytest.mark.parametrize(
    ("html", "excerpt", "rest"),
    [
        ("<p>Un</p>\n<!--more-->\n<p>Deux</p>", "<p>Un</p>", "<p>Un</p>\n<p>Deux</p>"),
        ("<p>Un</p>\n<p><!-- more --></p>\n<p>Deux</p>", "<p>Un</p>", "<p>Un</p>\n<p>Deux</p>"),
        ("<p>Un</p><!--MORE La suite…--><p>Deux</p>", "<p>Un</p>", "<p>Un</p><p>Deux</p>"),
        ("<p>Un <!--more-->deux</p>", "<p>Un</p>", "<p>Un deux</p>"),
        ("<p>Un<br><em>deux<!--more--></em></p>", "<p>Un<br><em>deux</em></p>", "<p>Un<br><em>deux</em></p>"),
        ("<ul><li>1</li><!--more--><li>2</li></ul>", "<ul><li>1</li></ul>", "<ul><li>1</li><li>2</li></ul>"),
        ("<p>1</p><!--more--><p>2</p><!--more--><p>3</p>", "<p>1</p>", "<p>1</p><p>2</p><p>3</p>"),
        ("<!--more--><p>Un</p>", "", "<p>Un</p>"),
        ("<p>Un</p><!--more-->", "<p>Un</p>", "<p>Un</p>"),
        (f"<p>Un{CALL}</p><!--more-->", "<p>Un</p>", f"<p>Un{CALL}</p>"),
        (f"{HEADING}<!--more-->", "<h2>Un</h2>", HEADING),
    ],
)
def test_marker_ends_the_excerpt_and_leaves_nothing(html: str, excerpt: str, rest: str) -> None:
    assert (find_excerpt(html), remove_markers(html)) == (excerpt, rest)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>Un</p>",
        "<code>&lt;!--more--&gt;</code>",
        "<!--moreover-->",
        "<!-- no more -->",
        "<!--more",
        "<!--more<!--",
    ],
)
def test_what_is_no_marker_is_left_alone(html: str) -> None:
    assert (find_excerpt(html), remove_markers(html)) == ("", html)


@pytest.mark.parametrize(
    ("html", "closed"),
    [
        ("<div><p>Un<img src=x>", "<div><p>Un<img src=x></p></div>"),
        ("<div><p>Un</div>", "<div><p>Un</div>"),
        ("</p>Un", "</p>Un"),
        ("<b><i>Un</b>", "<b><i>Un</b>"),
        ("Un", "Un"),
    ],
)
def test_open_elements_are_closed(html: str, closed: str) -> None:
    assert close_elements(html) == closed


@pytest.mark.parametrize(
    ("paragraphs", "words", "excerpt"),
    [
        (1, None, "<p>Un</p>"),
        (2, None, "<p>Un</p><p>Deux trois</p>"),
        (None, 2, "<h2>Un</h2>\n<p>Un …</p>"),
        (None, None, "<h2>Un</h2>\n<p>Un</p>\n<p>Deux trois</p>"),
    ],
)
def test_excerpt_is_cut_as_pelican_does_it(paragraphs: int | None, words: int | None, excerpt: str) -> None:
    settings = {
        "SUMMARY_MAX_PARAGRAPHS": paragraphs,
        "SUMMARY_MAX_LENGTH": words,
        "SUMMARY_END_SUFFIX": "…",
    }
    assert cut_excerpt(f"{HEADING}\n<p>Un{CALL}</p>\n<p>Deux trois</p>", settings) == excerpt


def test_pelican_s_own_excerpt_is_left_to_it_where_it_would_do() -> None:
    assert (
        cut_excerpt("<p>Un</p><p>Deux</p>", {"SUMMARY_MAX_PARAGRAPHS": 1, "SUMMARY_MAX_LENGTH": None}) == ""
    )


def test_excerpt_does_not_begin_with_the_title_of_an_alert() -> None:
    html = (
        '<div class="admonition note">\n<p class="admonition-title">Note</p>\n<p>Un</p>\n</div>\n<p>Deux</p>'
    )
    settings = {"SUMMARY_MAX_PARAGRAPHS": 1, "SUMMARY_MAX_LENGTH": None}
    assert cut_excerpt(html, settings) == "<p>Un</p>"


def test_links_and_ids_of_the_writer_are_kept() -> None:
    html = '<h2 id="ici">Un</h2><p><a href="#ici">deux</a> m<sup>2</sup></p>'
    assert clean_excerpt(html) == html
