"""What a list shows of a text."""

from typing import Any

import pytest
from pelican.plugins.reading.elements import is_call, remove_elements, remove_heading_links
from pelican.plugins.reading.excerpts import close_elements, cut_excerpt, find_excerpt, remove_markers

CALL = '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1" role="doc-noteref">1</a></sup>'
LINK = '<a class="heading-link" href="https://example.org/x/#h-un">'
HEADING = f'<h2 id="h-un" lang="fr">{LINK}Un <em>a</em></a></h2>'
SQUARE = "m<sup>2</sup>"
TITLE = '<p class="admonition-title">Note</p>'


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
        (f"<p>Un{CALL} {SQUARE}</p><!--more-->", f"<p>Un {SQUARE}</p>",
         f"<p>Un{CALL} {SQUARE}</p>"),
        (f"{HEADING}<p id=x><!--more-->", '<h2 lang="fr">Un <em>a</em></h2><p id=x></p>',
         f"{HEADING}<p id=x>"),
        ("<h3 class=x ID=y>Un</h3><!--more-->", "<h3 class=x>Un</h3>", "<h3 class=x ID=y>Un</h3>"),
        *((html, "", html) for html in ("", "<p>Un</p>", "<code>&lt;!--more--&gt;</code>", "<!--moreover-->",
                                        "<!-- no more -->", "<!--more", "<!--more<!--")),
    ],
)  # fmt: skip
def test_marker_ends_the_excerpt_and_leaves_nothing(html: str, excerpt: str, rest: str) -> None:
    assert (find_excerpt(html), remove_markers(html)) == (excerpt, rest)


def test_open_elements_are_closed() -> None:
    closed = {
        "<div><p>Un<img src=x>": "</p></div>", "<div><p>Un</div>": "", "</p>Un": "", "<b><i>Un</b>": "",
        "Un": "",
    }  # fmt: skip
    assert {html: close_elements(html).removeprefix(html) for html in closed} == closed


def test_element_goes_with_what_it_holds_unless_it_is_never_closed() -> None:
    html = f"a{CALL}b<sup id=fnref:2><sup>1</sup></sup>c<sup>2</sup>"
    assert remove_elements(html, is_call) == "abc<sup>2</sup>"
    for html in ("a<sup id=fnref:1>b<p>c</p>", "<sup id=", '<sup id="x"><a href="#y">1</a></sup>'):
        assert remove_elements(html, is_call) == html


def test_headings_can_be_had_without_their_links() -> None:
    link = '<p><a class="x heading-link">y</a> <a href="#h-un">z</a></p>'
    assert remove_heading_links(HEADING + link) == f'<h2 id="h-un" lang="fr">Un <em>a</em></h2>{link}'


@pytest.mark.parametrize(
    ("html", "paragraphs", "words", "excerpt"),
    [
        (f"{HEADING}<p>Un{CALL}</p>\n<p>Deux trois</p>", 1, None, "<p>Un</p>"),
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
