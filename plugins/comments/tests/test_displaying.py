"""What a comment's text gets where it is shown."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from pelican.plugins.comments.displaying import has_wordless_links, name_wordless_links, set_directions
from pelican.plugins.comments.markup import render_markdown

AR, HE = "مرحبا", "שלום"


@pytest.mark.parametrize(("source", "html"), [
    (f"Bonjour\n\n{AR}", f"<p dir=auto>Bonjour</p>\n<p dir=auto>{AR}</p>"),
    (f"{HE}\n\nBonjour", f"<p dir=auto>{HE}</p>\n<p dir=auto>Bonjour</p>"),
    (f"> {AR}\n\nOui", f"<blockquote dir=rtl>\n<p dir=auto>{AR}</p>\n</blockquote>\n<p dir=auto>Oui</p>"),
    (f"- {AR}\n- un", f"<ul dir=rtl>\n<li dir=auto>{AR}</li>\n<li dir=auto>un</li>\n</ul>"),
    (f"1. un\n\n2. {AR}", ("<ol dir=ltr>\n<li dir=ltr>\n<p dir=auto>un</p>\n</li>\n"
     f"<li dir=rtl>\n<p dir=auto>{AR}</p>\n</li>\n</ol>")),
    (f"> > {AR}\n>\n> un", (f"<blockquote dir=rtl>\n<blockquote dir=rtl>\n<p dir=auto>{AR}</p>\n"
     "</blockquote>\n<p dir=auto>un</p>\n</blockquote>")),
    (f"> 12\n>\n> - {AR}", ("<blockquote dir=rtl>\n<p dir=auto>12</p>\n"
     f"<ul dir=rtl>\n<li dir=auto>{AR}</li>\n</ul>\n</blockquote>")),
    (f"{AR}\n\n```\n{AR}\n```", f"<p dir=auto>{AR}</p>\n<pre dir=ltr><code>{AR}\n</code></pre>"),
    (f"> ```\n> {AR}\n> ```\n> mot", (f"<blockquote dir=ltr>\n<pre dir=ltr><code>{AR}\n</code></pre>\n"
     "<p dir=auto>mot</p>\n</blockquote>")),
    (f"> 12\n\n{AR}", f"<blockquote dir=ltr>\n<p dir=auto>12</p>\n</blockquote>\n<p dir=auto>{AR}</p>"),
    (f"a | {AR}\n-|-\n1 | 2", ("<table dir=ltr>\n<thead>\n<tr>\n<th dir=auto>a</th>\n"
     f"<th dir=auto>{AR}</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td dir=auto>1</td>\n"
     "<td dir=auto>2</td>\n</tr>\n</tbody>\n</table>")),
    (f"> & {AR}", f"<blockquote dir=rtl>\n<p dir=auto>&amp; {AR}</p>\n</blockquote>"),
])  # fmt: skip
def test_each_paragraph_runs_in_its_own_direction(source: str, html: str) -> None:
    assert set_directions(render_markdown(source), "fr") == re.sub(r"dir=(\w+)", r'dir="\1"', html)


def test_text_has_directions_only_where_they_may_differ() -> None:
    body = render_markdown("> Été\n\n- un\n- Привет, Γειά, 你好\n\n`code`")
    assert set_directions(body, "fr") == body
    assert set_directions(render_markdown("Merci !"), "ar") == '<p dir="auto">Merci !</p>'
    assert set_directions(render_markdown("> 12"), "ar").startswith('<blockquote dir="rtl">')
    # the HTML of a filter need not be balanced
    odd = Markup("</ul></li><ul><li>{} < ").format(AR)
    assert set_directions(odd, "fr").startswith("</ul></li><ul dir=")


PIECES = st.sampled_from(["> ", "- ", "1. ", "\n", "\n\n", AR, "mot ", "`", "```\n", "*", "|"])


@given(st.lists(PIECES).map("".join))
def test_nothing_but_directions_is_added(source: str) -> None:
    body = render_markdown(source)
    directed = set_directions(body, "ar")
    assert re.sub(r' dir="(auto|ltr|rtl)"', "", directed) == body
    assert not re.search(r"<(p|li|ul|ol|blockquote|table|td|th|pre)(?! [^>]*dir=)[ >]", directed)


@pytest.mark.parametrize("source", ["![](https://a.b/a.png)", "[![](https://a.b/c.png)](https://a.b/a.png)"])
def test_picture_without_words_has_a_word(source: str) -> None:
    body = render_markdown(source)
    assert has_wordless_links(body)
    link = '<p><a href="https://a.b/a.png" rel="ugc nofollow noopener">a&lt;b</a></p>'
    assert name_wordless_links(body, "a<b") == link


def test_links_with_words_keep_them() -> None:
    body = render_markdown("[*mot*](https://example.org/) [**a**`b`](https://example.org/) `<a></a>`")
    assert not has_wordless_links(body)
    assert name_wordless_links(body, "image") == body
