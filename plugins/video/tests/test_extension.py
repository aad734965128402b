from html import escape

import pytest
from markdown import markdown
from pelican.plugins.video.extension import VideoExtension

URL = "https://youtu.be/dQw4w9WgXcQ"
LONG = "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=9"
TUBE = "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv"
EXTENSIONS = ["extra", "codehilite", "toc", "smarty", "admonition"]


def convert(text: str) -> str:
    video = VideoExtension(peertube=["tube.example"])
    return markdown(text, extensions=[*EXTENSIONS, video], output_format="html")


def build_placeholder(url: str) -> str:
    return f'<p data-video="{escape(url)}"><a href="{escape(url)}">{escape(url)}</a></p>'


@pytest.mark.parametrize(
    ("text", "url"),
    [
        *((f"Before\n\n{URL}  \n\nAfter", URL), (f"  {URL}", URL), (f"* A\n\n    {URL}\n\n* B", URL)),
        *[
            (f"> {url}", url)
            for url in (LONG, TUBE, "https://youtu.be/__cdefg__-x", "https://youtu.be/a---b--cdef")
        ],
    ],
)
def test_address_alone_becomes_a_placeholder(text: str, url: str) -> None:
    html = convert(text)
    assert build_placeholder(url) in html
    assert html.count("data-video") == 1


def test_anything_else_stays_as_it_is() -> None:
    texts = [
        *(f"Look at {URL}", f"{URL} is fine.", f"{URL}\n{URL}", f"    {URL}", f"~~~ text\n\n{URL}\n\n~~~"),
        *(f"`{URL}`", f"**{URL}**", f"* {URL}", f"# {URL}", f"<{URL}>", f"[{URL}]({URL})", f"[text]: {URL}"),
        *(f"<div>\n{URL}\n</div>", f"| a |\n|---|\n| {URL} |", f"Note[^1]\n\n[^1]: {URL}", f"{URL}\\"),
        *(f"<!--\n\n{URL}\n\n-->", "https://evil.example/watch?v=dQw4w9WgXcQ", TUBE.replace("tube", "x"), ""),
    ]
    for text in texts:
        assert convert(text) == markdown(text, extensions=EXTENSIONS, output_format="html")
