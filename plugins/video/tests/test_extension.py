from html import escape

import pytest
from markdown import markdown
from pelican.plugins.video.extension import VideoExtension, replace_placeholders

URL = "https://youtu.be/dQw4w9WgXcQ"
TUBE = "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv"


def convert(text: str) -> str:
    extensions = [
        "extra",
        "codehilite",
        "toc",
        "smarty",
        "admonition",
        VideoExtension(peertube=["tube.example"]),
    ]
    return markdown(text, extensions=extensions, output_format="html")


def build_placeholder(url: str) -> str:
    return f'<p data-video="{escape(url)}"><a href="{escape(url)}">{escape(url)}</a></p>'


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (URL, URL),
        (f"Before\n\n{URL}\n\nAfter", URL),
        (f"  {URL}  ", URL),
        (f"{URL}\n", URL),
        (f"{URL}  \n", URL),
        (
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=9",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=9",
        ),
        ("https://youtu.be/_bcdefgh_-x", "https://youtu.be/_bcdefgh_-x"),
        ("https://youtu.be/__cdefg__-x", "https://youtu.be/__cdefg__-x"),
        ("https://youtu.be/a---b--cdef", "https://youtu.be/a---b--cdef"),
        ("https://vimeo.com/76979871", "https://vimeo.com/76979871"),
        ("https://dai.ly/x7tgad0", "https://dai.ly/x7tgad0"),
        (TUBE, TUBE),
        (f"> {URL}", URL),
        (f"* First\n\n    {URL}\n\n* Second", URL),
    ],
)
def test_address_alone_becomes_a_placeholder(text: str, url: str) -> None:
    html = convert(text)
    assert build_placeholder(url) in html
    assert html.count("data-video") == 1


def test_each_address_becomes_a_placeholder_of_its_own() -> None:
    html = convert(f"{URL}\n\n{TUBE}")
    assert html == f"{build_placeholder(URL)}\n{build_placeholder(TUBE)}"


@pytest.mark.parametrize(
    "text",
    [
        f"Look at {URL}",
        f"{URL} is fine.",
        f"{URL}\n{URL}",
        f"{URL}\nand then",
        f"{URL} {URL}",
        f"**{URL}**",
        f"    {URL}",
        f"```\n{URL}\n```",
        f"~~~ text\n\n{URL}\n\n~~~",
        f"`{URL}`",
        f"``{URL}``",
        f"* {URL}",
        f"* see {URL}\n* {URL}",
        f"1. {URL}",
        f"# {URL}",
        f"[{URL}]({URL})",
        f"[text]({URL})",
        f"<{URL}>",
        f"[text]: {URL}",
        f"<p>{URL}</p>",
        f"<div>\n{URL}\n</div>",
        f"<!--\n\n{URL}\n\n-->",
        f"| a |\n|---|\n| {URL} |",
        f"Note[^1]\n\n[^1]: {URL}",
        "https://evil.example/watch?v=dQw4w9WgXcQ",
        "https://youtu.be/short",
        "https://other.example/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "youtu.be/dQw4w9WgXcQ",
        f"{URL}\\",
        "",
    ],
)
def test_anything_else_stays_as_it_is(text: str) -> None:
    plain = markdown(
        text, extensions=["extra", "codehilite", "toc", "smarty", "admonition"], output_format="html"
    )
    assert convert(text) == plain


def test_placeholder_becomes_what_is_rendered_of_its_address() -> None:
    url = "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=9"
    html = convert(f"Before\n\n{url}\n\n`{url}`")
    replaced = replace_placeholders(html, lambda found: f"<b>{found}</b>")
    assert replaced.splitlines()[:2] == ["<p>Before</p>", f"<b>{url}</b>"]
    assert "<code>" in replaced


def test_placeholder_stays_where_nothing_is_rendered() -> None:
    assert replace_placeholders(build_placeholder(URL), lambda _: None) == build_placeholder(URL)
