from html import escape

import pytest
from markdown import markdown
from pelican.plugins.video.extension import VideoExtension, replace_placeholders

URL = "https://youtu.be/dQw4w9WgXcQ"
LONG = "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=9"
TUBE = "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv"
EXTENSIONS = ["extra", "codehilite", "toc", "smarty", "admonition"]


def convert(text: str) -> str:
    return markdown(
        text, extensions=[*EXTENSIONS, VideoExtension(peertube=["tube.example"])], output_format="html"
    )


def build_placeholder(url: str) -> str:
    return f'<p data-video="{escape(url)}"><a href="{escape(url)}">{escape(url)}</a></p>'


@pytest.mark.parametrize(
    ("text", "url"),
    [
        *((f"Before\n\n{URL}\n\nAfter", URL), (f"  {URL}  ", URL), (f"{URL}\n", URL), (f"{URL}  \n", URL)),
        *((f"> {URL}", URL), (f"* First\n\n    {URL}\n\n* Second", URL)),
        *[(url, url) for url in (URL, LONG, TUBE, "https://vimeo.com/76979871", "https://dai.ly/x7tgad0")],
        *[(url, url) for url in (f"https://youtu.be/{name}" for name in ("_bcdefgh_-x", "__cdefg__-x"))],
        *[(url, url) for url in ("https://youtu.be/a---b--cdef",)],
    ],
)
def test_address_alone_becomes_a_placeholder(text: str, url: str) -> None:
    html = convert(text)
    assert build_placeholder(url) in html
    assert html.count("data-video") == 1


@pytest.mark.parametrize(
    "text",
    [
        *(f"Look at {URL}", f"{URL} is fine.", f"{URL}\n{URL}", f"{URL}\nand then", f"{URL} {URL}"),
        *(f"    {URL}", f"```\n{URL}\n```", f"~~~ text\n\n{URL}\n\n~~~", f"`{URL}`", f"``{URL}``"),
        *(f"**{URL}**", f"* {URL}", f"* see {URL}\n* {URL}", f"1. {URL}", f"# {URL}", f"<{URL}>"),
        *(f"[{URL}]({URL})", f"[text]({URL})", f"[text]: {URL}", f"<p>{URL}</p>", f"<div>\n{URL}\n</div>"),
        *(f"| a |\n|---|\n| {URL} |", f"Note[^1]\n\n[^1]: {URL}", f"<!--\n\n{URL}\n\n-->", f"{URL}\\"),
        "https://evil.example/watch?v=dQw4w9WgXcQ",
        *("https://youtu.be/short", TUBE.replace("tube", "other"), "youtu.be/dQw4w9WgXcQ", ""),
    ],
)
def test_anything_else_stays_as_it_is(text: str) -> None:
    assert convert(text) == markdown(text, extensions=EXTENSIONS, output_format="html")


def test_each_placeholder_becomes_what_is_rendered_of_its_address() -> None:
    html = convert(f"{LONG}\n\n{TUBE}\n\n`{LONG}`")
    assert html.startswith(f"{build_placeholder(LONG)}\n{build_placeholder(TUBE)}\n<p><code>")
    replaced = replace_placeholders(html, lambda url: f"<b>{url}</b>" if url == LONG else None)
    assert replaced == html.replace(build_placeholder(LONG), f"<b>{LONG}</b>")
