"""Visitors' text is harmless, whatever it holds; html5lib judges, which the sanitiser does not use.

And what a text gets where it is shown, and what in it is an address.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from pelican.plugins.comments.displaying import has_wordless_links, name_wordless_links, set_directions
from pelican.plugins.comments.markup import (
    ALLOWED_ATTRIBUTES,
    ALLOWED_SCHEMES,
    ALLOWED_TAGS,
    MAX_HTML,
    MAX_SOURCE,
    clean_name,
    parse_website,
    render_markdown,
    sanitize_html,
    strip_tags,
)
from pelican.plugins.comments.privacy import find_addresses, find_ip_addresses, find_shown_addresses
from pelican_toolkit.testing.hypotheses import FEW

HOSTILE = [
    "<script\x00>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "![pixel](https://tracker.example/pixel.gif)", '![x](x"onerror="alert(1))',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'/></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<p style='position:fixed;inset:0'>x</p>", "<p/onmouseover='alert(1)'>x</p>",
    "<a href='java\tscript:alert(1)'>x</a>", "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>", "<a href=JaVaScRiPt:alert(1)>x</a>",
    "<a href=data:text/html,<script>alert(1)</script>>x</a>", "<a href=//evil.example>x</a>",
    "<a href=https://evil.example target=_blank rel=opener ping=https://evil.example>x</a>",
    "<a name=comment-1 href=#comment-form>x</a>", "[x](<javascript:alert(1)>)",
    "[x]: javascript:alert(1)\n\n[x]", "[x](https://ok.example 'a\" onmouseover=\"alert(1)')",
    '<https://ok.example/"onmouseover="alert(1)>', 'https://ok.example/"onmouseover=alert(1)',
    "<somebody@example.org>", "</div></article></li></ol></section><h1>Mine</h1>",
    "<h1>Mine</h1>\n\n# Mine\n\nMine\n====", "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<title><b>x</title><script>alert(1)</script>", "<details open ontoggle=alert(1)>x</details>",
    "<x-evil onpointerenter=alert(1) style=display:block>x</x-evil>",
    "```html\n<script>alert(1)</script>\n```", "<abbr title='x\" onmouseover=\"alert(1)'>x</abbr>",
    "<ol start='1\" onclick=\"alert(1)'><li>x</ol>", *(mark * 600 for mark in ("<b>", "*a ", "<!--")),
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
    ("Un\nDeux", "<p>Un<br>\nDeux</p>"), ("{filename}/a.md", "<p>{filename}/a.md</p>"),
    ("1 < 2 & *3*", "<p>1 &lt; 2 &amp; <em>3</em></p>"), (" \n ", ""),
    ("#pas-un-titre", "<p>#pas-un-titre</p>"),
    ("# Un titre", "<p><strong>Un titre</strong></p>"),  # a heading would break the page's outline
    ("Voir https://example.org/a?b=1&c=2.",
     f'<p>Voir <a href="{URL}" rel="ugc nofollow noopener">{URL}</a>.</p>'),
    *((text, f"<p>{text}</p>") for text in (
        "https: ftp://a.example //b.example mailto:c@example.org 192.0.2.1 x://y",
        "example.org et moi@example.org")),
    ("a | b\n-|-", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n</table>"),
])  # fmt: skip
def test_markdown_becomes_html(source: str, html: str) -> None:
    assert render_markdown(source) == html


PLAIN = [
    "a",
    "a\n",
    "a \n",
    "\n",
    "\n ",
    "é.",
    ': "',
    "\xa0a",
    "a\u2003\n",
    "- ",
    "3. ",
    "=",
    "www.a.b",
    "http://a.b",
]


@given(st.lists(st.sampled_from(PLAIN), max_size=30).map("".join))
def test_plain_text_is_shown_as_the_parser_would_show_it(source: str) -> None:
    """A comment of HTML shows nothing, and sends a text to the parser."""
    assert render_markdown(source) == render_markdown(f"{source}\n\n<!-- -->")


IMPORTED = (
    '<p><abbr title="t">a</abbr> <b>b</b> <cite>c</cite> <code>d</code> <del>e</del> <em>f</em> <i>g</i><br>'
    "<kbd>h</kbd> <q>i</q> <s>j</s> <strong>k</strong> <sub>l</sub> <sup>m</sup></p><hr><pre>n</pre>"
    '<blockquote>o</blockquote><ol start="2"><li>p</li></ol><ul><li>q</li></ul><table><thead><tr><th>r</th>'
    "</tr></thead><tbody><tr><td>s</td></tr></tbody></table>"
)


def test_what_a_comment_may_have_stays_as_it_was_imported() -> None:
    assert sanitize_html(IMPORTED) == IMPORTED
    assert sanitize_html(f"<div lang=fr title=x>{IMPORTED}</div>\r") == IMPORTED


@pytest.mark.parametrize("depth", [9, 10, 19, 20, 21, 300])
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


def test_many_links_brackets_and_answers_are_usual() -> None:
    for source in ("[a](https://a.example/) " * 190, "https://a.example/ " * 199, "[0, 1[, " * 9):
        body = render_markdown(f"{source}\n\n[x](https://b.example/)")
        assert body.count("<a ") == source.count("://") + 1
    asked = "> Que faut-il faire quand on ne sait pas ?\nIl faut lire la page, puis demander.\n" * 120
    assert render_markdown(asked).startswith("<blockquote>")


@pytest.mark.parametrize(("render", "most"), [(render_markdown, MAX_SOURCE), (sanitize_html, MAX_HTML)])
def test_result_is_safe_to_print_and_too_long_a_text_refused(render: Render, most: int) -> None:
    assert isinstance(render("x" * most), Markup)
    with pytest.raises(ValueError, match=rf"{most + 1} characters"):
        render("x" * (most + 1))


@pytest.mark.parametrize(("text", "name"), [
    ("  Jeanne \t\n Dupont ", "Jeanne Dupont"), ("Je\u0301ro\u0302me", "Jérôme"), ("<b>x</b>", "<b>x</b>"),
    ("a\u202eb\u2066c\u200bd\ufeff", "abcd"), ("a\x00b\x1bc\ud800\u0378", "abc"),
    *((joined, joined) for joined in ("\u0645\u06cc\u200c\u062e", "👩\u200d🍳")),
    *((text, "") for text in ("\u200d\u200c", "\u0301\u0301", "\u3164\u2800\u115f", "\ue000\ud800", "")),
    ("x" * 200, "x" * 80), ("a \u200b b", "a b"), ("a\u2800b\U0001d159", "ab"),
])  # fmt: skip
def test_names_are_one_visible_line(text: str, name: str) -> None:
    assert clean_name(text) == name


E = "https://example.org"


def test_websites_are_http_addresses_or_nothing() -> None:
    for text in (f"{E}:1/", "https://été.example/", "HTTPS://EXAMPLE.org", f"{E}/{'x' * 180}"):
        assert parse_website(f" {text} ") == text
    for text in ("www.example.org/blog", "a-b.example.org?c"):
        assert parse_website(text) == f"http://{text}"


@pytest.mark.parametrize("text", [
    "", "Jeanne", "javascript://example.org/%0aalert(1)", "JaVaScRiPt:alert(1)", "ftp://example.org",
    "//example.org", "https:///path", "https://user:secret@example.org",
    f'{E}/"onmouseover="x', f"{E}/<script>", f"{E}/a b", f"{E}\\@evil.example", f"{E}/\u202egro",
    "https://example\uff0eorg/", f"{E}:99999/", f"{E}:0/", "https://[::1", f"{E}/\nx",
    "mailto:somebody@example.org", f"{E}/{'x' * 181}", *(f"{E}/{sign}" for sign in "'>`{}|^"),
])  # fmt: skip
def test_what_is_no_http_address_is_no_website(text: str) -> None:
    assert parse_website(text) is None


@given(st.text())
def test_any_text_is_a_name_and_a_website_or_nothing(text: str) -> None:
    name, website = clean_name(text), parse_website(text)
    assert clean_name(name) == name
    assert len(name) <= 80
    assert website is None or urlsplit(website).scheme in ALLOWED_SCHEMES


# Where a text is shown

AR, HE = "مرحبا", "שלום"


@pytest.mark.parametrize(("source", "html"), [
    (f"Bonjour\n\n{AR}", f"<p dir=auto>Bonjour</p>\n<p dir=auto>{AR}</p>"),
    (f"> & {HE}\n\nOui",
     f"<blockquote dir=rtl>\n<p dir=auto>&amp; {HE}</p>\n</blockquote>\n<p dir=auto>Oui</p>"),
    (f"> 12\n>\n> - {AR}\n> - un", ("<blockquote dir=rtl>\n<p dir=auto>12</p>\n<ul dir=rtl>\n"
     f"<li dir=auto>{AR}</li>\n<li dir=auto>un</li>\n</ul>\n</blockquote>")),
    (f"> ```\n> {AR}\n> ```\n> mot", (f"<blockquote dir=ltr>\n<pre dir=ltr><code>{AR}\n</code></pre>\n"
     "<p dir=auto>mot</p>\n</blockquote>")),
    (f"> 12\n\n{AR}", f"<blockquote dir=ltr>\n<p dir=auto>12</p>\n</blockquote>\n<p dir=auto>{AR}</p>"),
])  # fmt: skip
def test_each_paragraph_runs_in_its_own_direction(source: str, html: str) -> None:
    assert set_directions(render_markdown(source), "fr") == re.sub(r"dir=(\w+)", r'dir="\1"', html)


@given(st.lists(st.sampled_from(["> ", "- ", "1. ", "\n", "\n\n", AR, "mot ", "`", "```\n", "*", "|"])))
def test_nothing_but_directions_is_added(pieces: list[str]) -> None:
    body = render_markdown("".join(pieces))
    directed = set_directions(body, "ar")
    assert re.sub(r' dir="(auto|ltr|rtl)"', "", directed) == body
    assert not re.search(r"<(p|li|ul|ol|blockquote|table|td|th|pre)(?! [^>]*dir=)[ >]", directed)


def test_picture_without_words_has_a_word_and_links_with_words_keep_them() -> None:
    for source in ("![](https://a.b/a.png)", "[![](https://a.b/c.png)](https://a.b/a.png)"):
        body = render_markdown(source)
        assert has_wordless_links(body)
        link = '<p><a href="https://a.b/a.png" rel="ugc nofollow noopener">a&lt;b</a></p>'
        assert name_wordless_links(body, "a<b") == link
    body = render_markdown("[*mot*](https://example.org/) [**a**`b`](https://example.org/) `<a></a>`")
    assert not has_wordless_links(body)
    assert name_wordless_links(body, "image") == body


# E-mail and IP addresses

MAIL = "nora@example.org"


@pytest.mark.parametrize(("text", "addresses"), [
    *((text, [MAIL]) for text in (
        f"Écrivez à {MAIL}.", f"mailto:{MAIL}?subject=x", f"mailto://{MAIL}", f"{MAIL}.Merci", f"{MAIL}Merci",
        f"https://example.org/?to={MAIL}", f"https://example.org/#{MAIL}", f"(https://example.org/a){MAIL}",
        f"*{MAIL}*", "nora@example。org")),
    *((text, text.split(", ")) for text in (
        "nora@163.com, nora@4.example.org, nora@mail.test, nora@v2.org, nora@EXAMPLE.ORG, nora@a.co.uk",
        "jérôme@exemple.example.org, nora@пример.рф, nora@xn--e1afmkfd.xn--p1ai, नोरा@उदाहरण.भारत",
        f"nora@{'a.' * 125}example.org")),
    ("<jeanne.martin+blog@mail.example.org>", ["jeanne.martin+blog@mail.example.org"]),
    (f"{MAIL}paul@example.org", [MAIL, "paul@example.org"]),
    # in scripts that part no words
    ("请写到nora@example.org谢谢", [f"请写到{MAIL}"]), ("nora@例子.中国谢谢", ["nora@例子.中国"]),
    (f"{MAIL}とb@example.org", [MAIL, "とb@example.org"]),
])  # fmt: skip
def test_addresses_are_found(text: str, addresses: list[str]) -> None:
    assert find_addresses(text) == addresses


@pytest.mark.parametrize("text", [
    "@jeanne@example.org.org est mon compte", "jeanne@localhost", "3 @ 2.50", "a@b..org .@a",
    f"nora@{'a.' * 127}example.org", "@app.route, a@b.T, W@x.shape, nora@192.0.2.1",
    # packages and their versions
    "react@18.2.0 vue@^3.4 lodash@4.17.21-beta.1 @types/node@20.11.5, @vue/cli@latest, pkg@next",
    "vue@3.4.21/dist/vue.global.js", "On passe à react@18.2.0.Et ça marche", "a@b.cox谢谢", "pkg@latest.js",
    # paths of URLs, and who logs in there
    "cdn.jsdelivr.net/npm/vue@next.com/dist", "https://medium.com/@name.surname",
    "https://user@host/ ftp://user@ftp.example.org/", "https://esm.sh/preact@10.19.3?deps=x@1.2.3",
    # files, units of systemd, machines of one's own
    " ".join(f"a@v2.{kind}" for kind in ("cc", "md", "mov", "pl", "ps", "py", "rs", "sh", "so", "zip")),
    "logo@2x.png archive@2024.zip getty@tty1.service pi@raspberrypi.local",
    # remotes of git and ssh
    "git clone git@github.com:owner/repo.git", "ssh -T git@gitlab.com", "git add o nora@a.org:blog.git",
    "rsync nora@host.example.org:site/a/ .", "scp a.txt deploy@web.example.org:/var/www/",
])  # fmt: skip
def test_what_only_looks_like_an_address_is_left_alone(text: str) -> None:
    assert find_addresses(text) == []


@pytest.mark.parametrize("text", [
    *(f"no{sign}ra{sign}@exa{sign}mple.{sign}org" for sign in "\u200b\u2060\ufeff\u00ad\u202e\ufe0f\x7f"),
    *(f"nora{sign}@example{sign}.org" for sign in "\u2800\u034f\u3164\U000e0041\x01\ufdd0\U0001fffe"),
    *(f"nora{at}example.org" for at in ("\uff20", "\ufe6b", "&#64;", "&#x40;", "&commat;", "%40", "&#064")),
    *(f"nora@example{dot}org" for dot in ("\uff0e", "\u3002", "\uff61", "\u2024", "&period;", "%2E")),
    "\uff4e\uff4f\uff52\uff41@\uff45xample.\U0001d428rg",
    "https://example.org/?a=nora%40example.org",
])  # fmt: skip
def test_disguise_is_seen_through(text: str) -> None:
    assert find_addresses(text) == [MAIL]


def test_addresses_in_html_are_found_where_they_are_read_and_in_links() -> None:
    link = '<a href="https://example.org/?a=nora%40example.org">x</a>'
    for html in (f'<abbr title="{MAIL}">x</abbr>', link):
        assert {*find_shown_addresses(html)} == {MAIL}
    assert find_shown_addresses('<a href="https://medium.com/@name.surname">vue@3.4.21</a>') == []
    # the owner lets some pass
    text = "Contact@example.org, nora@example.org, a@mail.example, a@www.mail.example"
    assert find_addresses(text, {"contact@example.org", "mail.example"}) == [MAIL, "a@www.mail.example"]


def test_ip_addresses_are_found() -> None:
    for text in ("192.0.2.7", "Nora (192.0.2.7)", "[2001:db8::7] Nora", "Nora ::1", "'192.0.2.7';"):
        assert len(find_ip_addresses(text)) == 1, text
    for text in ("Nora 1.2.3", "::", "12:30", "R2:D2", "v192.0.2.7", ""):
        assert find_ip_addresses(text) == [], text


@pytest.mark.parametrize("text", [
    "a.-" * 30_000 + "@", "@" * 100_000, "a@" + "a." * 50_000, "a@a.a" * 20_000, "https://(" * 10_000,
    "a.b/" * 25_000, "x@a." + "\u4e2d" * 100_000, "&#" * 50_000,
])  # fmt: skip
def test_long_text_without_an_address_ends(text: str) -> None:
    assert find_addresses(text) == []
