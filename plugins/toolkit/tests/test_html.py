"""HTML in tokens: as a browser reads it, and back to the byte; titles as text."""

from types import SimpleNamespace
from typing import Any

import html5lib
from hypothesis import assume, given
from hypothesis import strategies as st
from markupsafe import Markup
from pelican_toolkit.html import (
    Kind,
    list_attributes,
    read_attributes,
    read_tokens,
    replace_attributes,
    rewrite_tags,
    strip_markup,
)
from pelican_toolkit.titles import read_name, read_title

PIECES = (
    *("<p>", "</p>", "<a href=", "<IMG src=a.jpg", "<img src='a b'", '<img alt="<b>"', "<br/>", "<x-y>"),
    *(">", "/>", "/", "=", '"', "'", "&amp;", "&", "&#39;", " ", "\n", "a", "é", "<", "</", "<3", "a=b"),
    *("=c", "d='e'", "<!--", "-->", "--!>", "<!-->", "<!doctype html>", "<?php", "<![CDATA[", "]]>", "<!>"),
    *("<script>", "</script>", "<ScRiPt src=x>", "</script x>", "<style>", "</style>", "<title>", "</3>"),
    *("</title>", "<textarea>", "</textarea>", "<iframe>", "</iframe>", "<xmp>", "</xmp>", "</scriptx>"),
)
MARKUP = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(MARKUP | st.text())
def test_tokens_joined_are_the_html(html: str) -> None:
    tokens = [*read_tokens(html)]
    assert "".join(token.source for token in tokens) == html
    assert rewrite_tags(html, lambda token: token.source) == html
    assert all(token.source for token in tokens)
    assert all(bool(token.name) == (token.kind not in {Kind.TEXT, Kind.COMMENT}) for token in tokens)


def list_start_tags(html: str) -> list[tuple[str, dict[str, str]]]:
    """The start tags that html5lib's tokenizer finds."""
    start = html5lib.constants.tokenTypes["StartTag"]
    tokens = html5lib._tokenizer.HTMLTokenizer(html)  # noqa: SLF001  # it has no public one
    return [(token["name"], dict(token["data"])) for token in tokens if token["type"] == start]


@given(MARKUP)
def test_tags_are_those_of_a_browser(html: str) -> None:
    """By html5lib, an independent reader of the standard; it knows of raw elements only in a tree."""
    html += ">'>\">"  # which closes whatever is open
    tokens = [*read_tokens(html)]
    assume(all(token.kind is not Kind.RAW and "<!--" not in token.source for token in tokens))
    tags = [token for token in tokens if token.kind is Kind.START]
    ours = [(token.name, read_attributes(token.source)) for token in tags]
    assert ours == list_start_tags(html)


def test_raw_elements_and_comments_are_one_token_each_and_what_is_not_closed_goes_on() -> None:
    html = "<script>if (a<b) '</p>'</SCRIPT ><!-- <p> --><svg><title/></svg><style><b>c</style><textarea><p>"
    assert [(token.kind, token.name) for token in read_tokens(html)] == [
        *((Kind.RAW, "script"), (Kind.COMMENT, "")),
        *((Kind.START, "svg"), (Kind.START, "title"), (Kind.END, "svg")),  # a title that swallows nothing
        *((Kind.RAW, "style"), (Kind.RAW, "textarea")),
    ]
    assert [token.kind for token in read_tokens("<!-->a<?b>c<!d>e</3>f")] == [Kind.COMMENT, Kind.TEXT] * 4
    for html in ('<a href="x>y</a>', "<p", "<!-- <p>", "<style>p {}", "<a href='"):
        assert len([*read_tokens(html)]) == 1


def test_attributes_are_read_as_in_a_browser() -> None:
    tag = """<img SRC=a.jpg alt="x>" / =d  e = 'f &amp; "g"' src=other h= >"""
    assert read_attributes(tag) == {"src": "a.jpg", "alt": "x>", "=d": "", "e": 'f & "g"', "h": ""}
    assert [tag[attribute.start : attribute.end] for attribute in list_attributes(tag)] == [
        *("SRC=a.jpg", 'alt="x>"', "=d", """e = 'f &amp; "g"'""", "src=other", "h= ")
    ]
    assert [attribute.name for attribute in list_attributes(tag) if attribute.is_cut] == ["h"]


def test_value_is_replaced_and_quoted_whatever_the_quotes_were() -> None:
    for tag in ("<img src=a.jpg alt=b>", '<img SRC = "a.jpg" alt=b>'):
        new = replace_attributes(tag, lambda name, value: f'/{value}"<' if name == "src" else None)
        assert new == '<img src="/a.jpg&quot;&lt;" alt=b>'
    assert replace_attributes("<img src>", lambda _name, _value: "x") == '<img src="x">'


@given(*[st.text("ab=/<&é\"'", max_size=6)] * 2)
def test_replaced_value_is_read_back_and_the_others_stay(new: str, other: str) -> None:
    tag = replace_attributes(
        '<a b="1" href=x title="">', lambda name, _value: {"href": new, "title": other}.get(name)
    )
    assert read_attributes(tag) == {"b": "1", "href": new, "title": other}


def test_text_of_a_line_is_without_markup() -> None:
    line = "<b title='>'>A</b> &amp;\n <!-- x --> &lt;b&gt;  3 < 4\u00a0!"
    assert strip_markup(line) == "A & <b> 3 < 4\u00a0!"


PLAIN: dict[str, Any] = {"JINJA_ENVIRONMENT": {}, "TYPOGRIFY": False}
ESCAPING: dict[str, Any] = {**PLAIN, "JINJA_ENVIRONMENT": {"autoescape": True}}
BY_NAME: dict[str, Any] = {**PLAIN, "JINJA_ENVIRONMENT": {"autoescape": lambda name: name.endswith(".html")}}


def test_name_is_html_unless_templates_escape() -> None:
    assert read_name("<b>A</b> &amp; B", PLAIN) == "A & B"
    for settings in (ESCAPING, BY_NAME):
        assert read_name("<b>A</b> &amp; B", settings) == "<b>A</b> &amp; B"
        assert read_name(Markup("A &amp; B"), settings) == "A & B"


def test_title_is_text() -> None:
    def read(reader: str, settings: dict[str, Any] | None, *, is_text: bool = False) -> str:
        content = SimpleNamespace(title="A &amp; <i>B</i>", metadata={"reader": reader}, settings=settings)
        content.title_is_text = is_text
        return read_title(content)

    for reader, settings in (("md", PLAIN), ("rst", ESCAPING), ("md", {**ESCAPING, "TYPOGRIFY": True})):
        assert read(reader, settings) == "A & B"
    for kept in (read("md", ESCAPING), read("rst", PLAIN, is_text=True), read("rst", None)):
        assert kept == "A &amp; <i>B</i>"


def test_references_in_values_are_those_of_a_browser() -> None:
    value = "?a=1&copy=2&sect;=3&copyright&notit;&amp;b&eacute &#233;&copy"
    assert read_attributes(f'<a href="{value}">') == {"href": "?a=1&copy=2§=3&copyright&notit;&bé é©"}
    assert list_start_tags(f'<a href="{value}">') == [("a", read_attributes(f'<a href="{value}">'))]
