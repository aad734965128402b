"""What the published page's policy would not load or apply is named before it is published."""

import pytest

from .conftest import CheckText

TOP = "Title: Essai\nDate: 2025-02-03\nSlug: essai\n\nAvant.\n\n"
"""What follows begins in line 7."""
VIDEO = "write its address alone between empty lines:"
YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"
PLAYER = "https://www.youtube.com/v/abcdefghijk"
SCRIPT = "the published page runs no <script> of a text or of another site; remove it"
NO_EFFECT = (
    "has no effect on the published page, which takes styles and scripts from its own files; remove it"
)
STYLE = "the published page applies no <style> of a text; remove it, or change the theme"


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        (
            '<iframe src="https://www.youtube.com/embed/abcdefghijk?rel=0" allowfullscreen></iframe>',
            f"a video needs no <iframe>; {VIDEO} {YOUTUBE}",
        ),
        (
            "<iframe src='//player.vimeo.com/video/1'></iframe>",
            f"a video needs no <iframe>; {VIDEO} https://vimeo.com/1",
        ),
        (
            f'<object><param name="movie" value="{PLAYER}"><embed src="{PLAYER}"></object>',
            f"a video needs no <object>; {VIDEO} {YOUTUBE}",
        ),
        (
            '<iframe src="https://example.com/carte"></iframe>',
            "the published page shows no <iframe>; write a link, as [its words](https://example.com/carte)",
        ),
        (
            '<embed src="https://example.com/a.pdf">',
            "the published page shows no <embed>; write a link, as [its words](https://example.com/a.pdf)",
        ),
        (
            '<object data="https://example.com/a.svg"></object>',
            "the published page shows no <object>; write a link, as [its words](https://example.com/a.svg)",
        ),
        ("<object></object>", "the published page shows no <object>; remove it"),
        ('<script src="https://example.com/x.js"></script>', SCRIPT),
        ('<script async src="//example.com/x.js"></script>', SCRIPT),
        ('<SCRIPT type="text/javascript">alert(1)</SCRIPT>', SCRIPT),
        ('<script type="module">alert(1)</script>', SCRIPT),
        ("<style>p { color: red }</style>", STYLE),
        ('<p style="color: red">Texte.</p>', f'style="…" {NO_EFFECT}'),
        ('<p style="text-align: center">Texte.</p>', f'style="…" {NO_EFFECT}'),
        ('<p onclick="alert(1)">Texte.</p>', f'onclick="…" {NO_EFFECT}'),
        ('Un mot{: style="color: red" }\n{: style="color: red" }', f'style="…" {NO_EFFECT}'),
        ('<script type="application/ld+json">{}</script>', None),
        ('<script src="{static}/images/plat.jpg"></script>', None),
        ("| a | b |\n|--:|:-:|\n| 1 | 2 |", None),
        ('<p class="style" data-on="x">style="x" on="x"</p>', None),
        ("`<iframe>`, &lt;script>.\n\n    <p style='x' onclick='x'>", None),
    ],
)
def test_what_has_no_effect_is_named(check_text: CheckText, html: str, problem: str | None) -> None:
    assert check_text(f"{TOP}{html}\n\nAprès.\n") == ([f"7: {problem}"] if problem else [])


def test_each_has_its_line(check_text: CheckText) -> None:
    text = '<p style="x">a</p>\n\n`style="x"`\n\n<p style="x">b</p>\n\n'
    text += "<script>a</script>\n\n<script>b</script>\n"
    assert check_text(TOP + text) == [
        *(f'{line}: style="…" {NO_EFFECT}' for line in (7, 11)),
        *(f"{line}: {SCRIPT}" for line in (13, 15)),
    ]


def test_address_that_is_none_is_no_script_of_the_site(check_text: CheckText) -> None:
    assert check_text(f'{TOP}<script src="//[x"></script>\n') == [
        "7: //[x is not an address; correct it",
        f"7: {SCRIPT}",
    ]
