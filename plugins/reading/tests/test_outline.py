"""The headings of a text, as a table of contents has them."""

import pytest
from pelican.plugins.reading.outline import Heading, build_outline


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
        "2a 2b 2c": "2a 2b 2c", "2a 3b 3c 2d": "2a(3b 3c) 2d", "2a 3b 2c 3d": "2a(3b) 2c(3d)",
        "3a 3b 2c 3d": "3a 3b 2c(3d)", "3a 3b 3c": "3a 3b 3c", "2a 3b 4c 3d": "2a(3b 3d)",
        "1a 2b 2c 2d 5e": "2b 2c 2d", "2a 2b": "", "2a 2b 4c 4d": "", "": "",
    }  # fmt: skip
    assert {headings: render(build_outline(write(headings))) for headings in outlines} == outlines


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<h2 id="x"><a class="heading-link" href="#x">Un <em>deux</em></a></h2>', "Un deux"),
        ('<h2 id="x">Un<sup id="fnref:1"><a href="#fn:1">1</a></sup> deux</h2>', "Un deux"),
        ('<h2 id="x">Un<a class="headerlink" href="#x">¶</a></h2>', "Un"),
        ('<h2 id="x">m<sup>2</sup></h2>', "m2"),
        ('<h2 id="x">\n Un &amp; &lt;b&gt;\n deux </h2>', "Un & <b> deux"),
        ('<h2 id="x">Quoi\u202f? «\u00a0Rien\u00a0»</h2>', "Quoi\u202f? «\u00a0Rien\u00a0»"),
        ("<H2 CLASS=y ID=x>Un</h2 >", "Un"),
    ],
)
def test_words_are_those_of_the_heading(html: str, text: str) -> None:
    assert build_outline(write("2a 2b") + html)[-1].text == text


@pytest.mark.parametrize(
    "html",
    ["<h2>Sans id</h2>", '<h2 id="">Vide</h2>', '<h2 id="x"> <img src="y"> </h2>',
     '<!-- <h2 id="x">x</h2> -->',
     "<code>&lt;h2 id=&quot;x&quot;&gt;x&lt;/h2&gt;</code>", '<h2 id="x">Ouvert', '<h2 id="x"', "</h2>",
     '<h2 id="x">Ouvert</h3>'],
)  # fmt: skip
def test_other_things_do_not_count(html: str) -> None:
    assert build_outline(write("2a 2b") + html) == ()
