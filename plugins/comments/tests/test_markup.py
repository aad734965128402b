"""Visitors' text is harmless, whatever it holds; html5lib judges, which the sanitiser does not use."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from pelican.plugins.comments.markup import (
    ALLOWED_ATTRIBUTES,
    ALLOWED_SCHEMES,
    ALLOWED_TAGS,
    MAX_SOURCE,
    clean_name,
    parse_website,
    render_markdown,
    sanitize_html,
    strip_tags,
)
from pelican_toolkit.testing.hypotheses import FEW

HOSTILE = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>", "<script\x00>alert(1)</script>",
    "<script/src=data:,alert(1)>", "<img src=x onerror=alert(1)>",
    "<img src=https://tracker.example/pixel.gif>", "<IMG SRC=`javascript:alert(1)`>",
    "![pixel](https://tracker.example/pixel.gif)", '![x](x"onerror="alert(1))', "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>", "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'/></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
    "<iframe src=javascript:alert(1)></iframe>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>", "<embed src=javascript:alert(1)>", "<applet code=evil>",
    "<base href=https://evil.example/>", "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>body{background:url(https://evil.example)}</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>", "<p style='position:fixed;inset:0'>x</p>",
    "<p class=comment-form id=comment-form>x</p>", "<p onclick=alert(1)>x</p>",
    "<p/onmouseover='alert(1)'>x</p>", "<b autofocus tabindex=1 onfocus=alert(1)>x</b>",
    "<a href=javascript:alert(1)>x</a>", "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>", "<a href=' javascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>", "<a href=JaVaScRiPt:alert(1)>x</a>",
    "<a href=vbscript:msgbox(1)>x</a>", "<a href=data:text/html,<script>alert(1)</script>>x</a>",
    "<a href=file:///etc/passwd>x</a>", "<a href=//evil.example>x</a>", "<a href=../../admin>x</a>",
    "<a href=https://evil.example target=_blank rel=opener ping=https://evil.example>x</a>",
    "<a name=comment-1 href=#comment-form>x</a>", "[x](javascript:alert(1))", "[x](JAVASCRIPT:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](<javascript:alert(1)>)", "[x]( javascript:alert(1))",
    "[x](&#x6A;avascript:alert(1))", "[x]: javascript:alert(1)\n\n[x]",
    "[x](https://ok.example 'a\" onmouseover=\"alert(1)')", "<javascript:alert(1)>",
    '<https://ok.example/"onmouseover="alert(1)>', 'https://ok.example/"onmouseover=alert(1)',
    "mailto:somebody@example.org", "<somebody@example.org>",
    "<form action=https://evil.example><input name=parent value=9><button>x</button></form>",
    "<input type=radio form=comment-form name=parent value=9 checked>",
    "<textarea>x</textarea><select><option>x</select>", "</div></article></li></ol></section><h1>Mine</h1>",
    "<h1>Mine</h1>\n\n# Mine\n\nMine\n====", "<!-- <script>alert(1)</script> -->",
    "<!--><script>alert(1)</script>-->", "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x 'y'>]>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>", "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)</script>", "<title><b>x</title><script>alert(1)</script>",
    "<table><td background=javascript:alert(1)>x</table>",
    "<video src=https://evil.example/x autoplay><source onerror=alert(1)></video>",
    "<audio src=https://evil.example/x autoplay>", "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>", "<isindex action=javascript:alert(1)>",
    "<dialog open onclose=alert(1)>", "<x-evil onpointerenter=alert(1) style=display:block>x</x-evil>",
    "<custom:tag xmlns:custom='http://evil.example'>x</custom:tag>", "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```", "{{ config }} {% include '/etc/passwd' %} ${7*7}",
    "{filename}/pages/vie-privee.md [x]({static}/images/x.png)",
    "<abbr title='x\" onmouseover=\"alert(1)'>x</abbr>", "<ol start='1\" onclick=\"alert(1)'><li>x</ol>",
    "\ud7ff\ufffe\uffff\x00\x01\x0b\x7f\x9f",
]  # fmt: skip


def may_lead_to(address: str) -> bool:
    return urlsplit(address).scheme in ALLOWED_SCHEMES or bool(re.fullmatch(r"#comment-[a-z0-9-]+", address))


def find_breaches(html: str) -> Iterator[str]:
    """Whatever in the HTML is not on the allow-list, as an independent parser understands it."""
    for element in html5lib.parseFragment(html, namespaceHTMLElements=True).iter():
        if callable(element.tag):
            yield "a comment"
        elif element.tag != "DOCUMENT_FRAGMENT":
            tag = element.tag.removeprefix("{http://www.w3.org/1999/xhtml}")
            if tag not in ALLOWED_TAGS:
                yield f"<{tag}>"
            for name, value in element.attrib.items():
                if name not in ALLOWED_ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set()):
                    yield f"{tag}[{name}]"
                elif name == "href" and not may_lead_to(value):
                    yield f"href={value}"
                elif name == "rel" and value != "ugc nofollow noopener":
                    yield f"rel={value}"


RENDERERS = [render_markdown, sanitize_html]
Render = Callable[[str], Markup]


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_text_is_harmless(source: str) -> None:
    """And what a browser reads is what the sanitiser meant: nothing turns up at a second parsing."""
    for render in RENDERERS:
        once = render(source)
        assert list(find_breaches(once)) == []
        assert sanitize_html(once) == once


def test_the_judge_sees_a_breach() -> None:
    html = '<p onclick="x">a</p><script>b</script><a href="javascript:c" rel="x">d</a><!-- e -->'
    assert list(find_breaches(html)) == ["p[onclick]", "<script>", "href=javascript:c", "rel=x", "a comment"]


PIECES = [
    "<", ">", "a", "script", "svg", "math", "style", "p", "/", "=", '"', "'", " ", "href", "javascript:",
    "on", "&", ";", "!--", "[", "](", ")", "`", "\n", "#106",
]  # fmt: skip


@FEW
@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_text_breaks_out(source: str) -> None:
    assert list(find_breaches(render_markdown(source))) == []
    assert list(find_breaches(sanitize_html(source))) == []


URL = "https://example.org/a?b=1&amp;c=2"


@pytest.mark.parametrize(("source", "html"), [
    ("Un\nDeux", "Un<br>\nDeux"), ("Un\n\nDeux", "Un</p>\n<p>Deux"), ("😉", "😉"),
    ("{filename}/a.md", "{filename}/a.md"),
    ("*a* **b** ~~c~~ `d`", "<em>a</em> <strong>b</strong> <s>c</s> <code>d</code>"),
    ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"), ("#pas-un-titre", "#pas-un-titre"),
    ("# Un titre", "<strong>Un titre</strong>"),  # a heading would break the page's outline
    ("Voir https://example.org/a?b=1&c=2.", f'Voir <a href="{URL}" rel="ugc nofollow noopener">{URL}</a>.'),
    ("[ici](https://example.org)", '<a href="https://example.org" rel="ugc nofollow noopener">ici</a>'),
    *((text, text) for text in (
        "https: ftp://a.example //b.example mailto:c@example.org 192.0.2.1 x://y",
        "example.org et moi@example.org")),
])  # fmt: skip
def test_paragraph_becomes_html(source: str, html: str) -> None:
    assert render_markdown(source) == f"<p>{html}</p>"


def test_blocks_become_html() -> None:
    assert render_markdown("> cité") == "<blockquote>\n<p>cité</p>\n</blockquote>"
    assert render_markdown("- un\n- deux") == "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>"
    assert render_markdown("2. deux") == '<ol start="2">\n<li>deux</li>\n</ol>'
    assert render_markdown(" \n ") == ""


IMPORTED = (
    '<p><abbr title="t">a</abbr> <b>b</b> <cite>c</cite> <code>d</code> <del>e</del> <em>f</em> <i>g</i><br>'
    "<kbd>h</kbd> <q>i</q> <s>j</s> <strong>k</strong> <sub>l</sub> <sup>m</sup></p><hr><pre>n</pre>"
    '<blockquote>o</blockquote><ol start="2"><li>p</li></ol><ul><li>q</li></ul><table><thead><tr><th>r</th>'
    "</tr></thead><tbody><tr><td>s</td></tr></tbody></table>"
)


def test_what_a_comment_may_have_stays_as_it_was_imported() -> None:
    assert sanitize_html(IMPORTED) == IMPORTED
    assert sanitize_html(f"<div lang=fr title=x>{IMPORTED}</div>\r") == IMPORTED


@pytest.mark.parametrize("depth", [1, 5, 9, 10, 11, 19, 20, 21, 50, 300])
@pytest.mark.parametrize("mark", [">", "> ", "- ", "* ", "1. ", "> - ", "- > 1. "])
def test_text_within_any_depth_is_shown(mark: str, depth: int) -> None:
    source = f"Avant.\n\n{mark * depth}profond & <b>\n\nAprès."
    words = " ".join(strip_tags(render_markdown(source)).split())
    assert words.startswith("Avant. ")
    assert words.endswith("profond & <b> Après.")


QUOTATIONS = ["> #\na\n", "> > ```\n[a]: b\n", ">> #\n>a\n", "- > ***\na\n", "1. > - b\n***\n"]


@pytest.mark.parametrize("source", [
    *("[" * 500, "[a](b" * 500, "https://a.example/ " * 300, "[a " * 300 + "]"),
    *((piece * MAX_SOURCE)[:MAX_SOURCE] for piece in QUOTATIONS),
    "[a " * 300 + "](https://b.example/)", f"{'>' * 30} X", f"{'>' * 30} *un* <b>\ndeux\n\n- trois",
])  # fmt: skip
def test_what_would_take_long_or_is_too_deep_is_shown_as_it_was_written(source: str) -> None:
    body = render_markdown(source)
    assert strip_tags(body).strip() == source.strip()
    assert body.replace("<br>", "").count("<") == 2  # of its only paragraph


@pytest.mark.parametrize(
    "source", ["[a](https://a.example/) " * 190, "https://a.example/ " * 199, "[0, 1[, " * 9]
)
def test_many_links_brackets_and_answers_are_usual(source: str) -> None:
    body = render_markdown(f"{source}\n\n[x](https://b.example/)")
    assert body.count("<a ") == source.count("://") + 1
    asked = "> Que faut-il faire quand on ne sait pas ?\nIl faut lire la page, puis demander.\n" * 120
    assert render_markdown(asked).startswith("<blockquote>")


@pytest.mark.parametrize("render", RENDERERS)
def test_result_is_safe_to_print_and_too_long_a_text_refused(render: Render) -> None:
    assert isinstance(render("x" * MAX_SOURCE), Markup)
    with pytest.raises(ValueError, match=r"10001 characters"):
        render("x" * (MAX_SOURCE + 1))


@pytest.mark.parametrize("piece", [
    *("[a\n\u00a0\n", "[", "<b>", "> ", "*a ", "![", "`", "<", "&", "((", "- ", "[a](", "<!--", "~~"),
    "https://a.b/",
])  # fmt: skip
@pytest.mark.parametrize("render", RENDERERS)
def test_deeply_nested_text_is_rendered(render: Render, piece: str) -> None:
    """How long each takes stands in benchmarks/comments.py."""
    assert list(find_breaches(render((piece * MAX_SOURCE)[:MAX_SOURCE]))) == []


@pytest.mark.parametrize(("text", "name"), [
    *(("Jeanne", "Jeanne"), ("  Jeanne \t\n Dupont ", "Jeanne Dupont"), ("Je\u0301ro\u0302me", "Jérôme")),
    *(("<b>x</b>", "<b>x</b>"), ("a\u202eb\u2066c\u200bd\ufeff", "abcd"), ("a\x00b\x1bc\x7f", "abc"),
    ("a\ud800b\u0378c", "abc")), *((joined, joined) for joined in ("\u0645\u06cc\u200c\u062e", "👩\u200d🍳")),
    *((text, "") for text in ("\u200d\u200c", "\u0301\u0301", "\u3164\u2800\u115f", "\ue000\ud800", "")),
    *(("x" * 200, "x" * 80), ("a \u200b b", "a b"), ("a\u2800b\U0001d159", "ab")),
])  # fmt: skip
def test_names_are_one_visible_line(text: str, name: str) -> None:
    assert clean_name(text) == name


@given(st.text())
def test_cleaning_a_name_again_changes_nothing(text: str) -> None:
    name = clean_name(text)
    assert clean_name(name) == name
    assert len(name) <= 80
    assert "\n" not in name


E = "https://example.org"


def test_websites_are_http_addresses_or_nothing() -> None:
    for text in (
        E,
        f"{E}:8080/",
        f"{E}:1/",
        "https://été.example/",
        "HTTPS://EXAMPLE.org",
        "https://[2001:db8::1]/",
    ):
        assert parse_website(text) == text
    assert parse_website(" http://example.org/a?b=c#d ") == "http://example.org/a?b=c#d"
    assert parse_website(f"{E}/{'x' * 180}") == f"{E}/{'x' * 180}"
    for text in ("www.example.org/blog", "example.org", "a-b.example.org?c", "example.org#d"):
        assert parse_website(text) == f"http://{text}"


@pytest.mark.parametrize("text", [
    "", "Jeanne", "javascript:alert(1)", "javascript://example.org/%0aalert(1)", "JaVaScRiPt:alert(1)",
    "data:text/html,x", "ftp://example.org", "file:///etc/passwd", "//example.org", "https://",
    "https:///path", "https://user:secret@example.org", "https://@example.org", f"{E}@evil.example",
    f'{E}/"onmouseover="x',
    f"{E}/<script>", f"{E}/a b", f"{E}\\@evil.example", f"{E}/\u202egro", "https://exa\u202emple.org/",
    "https://example\uff0eorg/", f"{E}:99999/", f"{E}:x/", f"{E}:0/", "https://[::1", f"{E}/\nx",
    "somebody@example.org", "mailto:somebody@example.org", f"{E}/{'x' * 181}",
    *(f"{E}/{sign}" for sign in "'>`{}|^"),
])  # fmt: skip
def test_what_is_no_http_address_is_no_website(text: str) -> None:
    assert parse_website(text) is None


@given(st.text())
def test_any_text_is_a_website_or_nothing(text: str) -> None:
    website = parse_website(text)
    assert website is None or urlsplit(website).scheme in ALLOWED_SCHEMES
