"""Whatever HTML a text is, its Markdown is rendered as the same by this site's Python-Markdown."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.comments.importing.comparison import compare_html
from pelican.plugins.comments.importing.markdown import Conversion, Dialect, convert_html
from pelican_blog.importing.bodies import build_dialect
from pelican_toolkit.testing.hypotheses import FEW

from siteconf import MARKDOWN

DIALECT = build_dialect(MARKDOWN)


def convert(html: str, dialect: Dialect = DIALECT) -> Conversion:
    conversion = convert_html(html, dialect=dialect)
    assert conversion.difference is None
    assert compare_html(html, DIALECT.render(conversion.markdown)) is None
    return conversion


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>5 * 3 a_b [a-z] 1) C:\\x, a < b & c, AT&amp;T #1 - + > 1.5 | = ~ {x} y</p>",
         "5 * 3 a_b [a-z] 1) C:\\x, a < b & c, AT&T #1 - + > 1.5 | = ~ {x} y"),
        ("<p>_a_ *b* `c` &lt;b&gt; &amp;lt; [d](e) ![f](g) ~~h~~ [^1] \\*</p>",
         "\\_a\\_ \\*b\\* \\`c\\` &lt;b> &amp;lt; \\[d](e) !\\[f](g) \\~\\~h\\~\\~ \\[^1] \\\\\\*"),
        ("<p>1. a<br>- b<br># c<br>#d<br>> e<br>: f<br>===<br>---<br>~~~</p>",
         "1\\. a  \n\\- b  \n\\# c  \n\\#d  \n\\> e  \n&#58; f  \n&#61;==  \n\\---  \n\\~\\~\\~"),
        ("<p>Title: x</p><p>[a]: http://b</p><p>*[HTML]: c</p><p>[TOC]</p>",
         "Title: x\n\n\\[a]: http://b\n\n\\*\\[HTML]: c\n\n[TOC]"),
        ("<p>a {: .b}</p><p>{#c}</p><p><b>d</b>{.e}</p><p>{{ f }} {% g %} {static} |filename|</p>",
         "a \\{: .b}\n\n\\{#c}\n\n**d**\\{.e}\n\n\\{{ f }} {% g %} {static} |filename|"),
        ("<h2>C#</h2><h3 id=a>b</h3><h3 id=h-b>b</h3><h2> </h2><p id=c><a href=#c>d</a></p>",
         "## C\\#\n\n### b {#a}\n\n### b\n\n[d](#c)\n{: #c}"),
        ("<p><a name=a></a>b <a href=#a>c</a> <a name=d>e</a></p>", '<a id="a"></a>b [c](#a) e'),
        ("<ul><li>a<ul><li>b<ol><li>c</ol></ul><li><p>d</p></ul>", "- a\n    - b\n        1. c\n- d"),
        ("<ul><li><p>a</p><p>b</p><li>c</ul>", "- a\n\n    b\n\n- c"),
        ("<ul><li>a</ul><ol><li>b</ol><ul><li>[ ] c</ul>",
         "- a\n\n<!-- -->\n\n1. b\n\n<!-- -->\n\n- \\[ \\] c"),
        ("<ul><li>a<pre class=language-c>b\n\n  c</pre></ul>", "- a\n\n        b\n\n          c"),
        ("<p>| a | b |<br>|---|---|<br>e-mail &amp;amp; x_y_ __z__.py 2*3*4</p>",
         "\\| a | b |  \n\\|---|---|  \ne-mail &amp;amp; x_y\\_ \\_\\_z\\_\\_.py 2\\*3\\*4"),
        ("<ol start=5><li>a</ol>", '<ol start="5"><li>a</li></ol>'),
        ("<blockquote><p>[!NOTE] a</p><ul><li>b</ul></blockquote>", "> \\[!NOTE] a\n>\n> - b"),
        ("<pre class='brush: php; x'>if (a) {\n\n\tb ``` &lt;\n}\n</pre>",
         "````php\nif (a) {\n\n    b ``` <\n}\n````"),
        ("<pre>a <b>b</b></pre>", "<pre>a <b>b</b></pre>"),
        ("<pre><i>a</i>\n```\nb\n```\n</pre>", "<pre><i>a</i>\n&#96;``\nb\n&#96;``\n</pre>"),
        ("<dl><dt>a<dd>b<dd>c<dt>d<dd>e</dl>", "a\n:   b\n:   c\n\nd\n:   e"),
        ("<table><tr><th>a<th>b|c<tr><td><p>1</p><td>2<br><code>3</code></table>",
         "| a | b\\|c |\n| --- | --- |\n| 1 | 2<br>`3` |"),
        ("<table><tr><th>a<th>b<tr><td>c</table>",
         "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td></tr></table>"),
        ("<table><tr><td>a</table>", "<table><tr><td>a</td></tr></table>"),
        ("<p>H<sub>2</sub>O <u>a</u> <abbr title=x>b</abbr> <q>c</q> <kbd>d</kbd></p>",
         'H<sub>2</sub>O <u>a</u> <abbr title="x">b</abbr> <q>c</q> <kbd>d</kbd>'),
        ("<p><b>a <i>b</i></b> <i>c <b>d</b></i> a<b>b</b>c <b> e </b>f <b>中文。</b>后</p>",
         "**a _b_** *c **d*** a**b**c **e** f **中文。**后"),
        ("<p><img src='a b.jpg' alt='[x] \"y\"' title=z width=100 class=alignleft></p>",
         '![\\[x\\] "y"](a%20b.jpg){width=100}'),
        ("<figure><a href=b><img src=a alt=c></a><figcaption>It's \"d\"</figcaption></figure>",
         '[![c](a "It\'s &quot;d&quot;")](b)'),
        ("<figure><img src=a><figcaption><b>c</b></figcaption></figure>",
         '<figure><img src="a"><figcaption><b>c</b></figcaption></figure>'),
        ("<div class=gallery><figure><img src=a alt=b></figure><figure><img src=c></figure></div>",
         "![b](a)\n![](c)"),
        ("<p>https://www.youtube.com/watch?v=AbCdEfGhIjK</p><p>wow!<a href='/x (1'>y</a></p>",
         "https://www.youtube.com/watch?v=AbCdEfGhIjK\n\nwow\\![y](/x%20%281)"),
        ("<div><section><p>a</p></section>b<hr></div>c", "a\n\nb\n\n---\n\nc"),
        ("<p>a</p><details><summary>b</summary>*c*\n\nd</details><p>e</p>",
         "a\n\n<details><summary>b</summary>*c*\n\nd</details>\n\ne"),
        ("<p>a<!--more-->b</p>", "a\n\n<!--more-->\n\nb"),
        ("<p>a\u200bb\u00a0c\u00a0?</p><p>\u00a0</p><p><br></p>", "a\u200bb\u00a0c\u00a0?"),
        ("<div markdown=1>*a*</div><form action=x><input name=y>*b*</form>",
         '\\*a\\*\n\n<form action="x"><input name="y">*b*</form>'),
    ],
)  # fmt: skip
def test_markdown_reads_well_and_says_the_same(html: str, markdown: str) -> None:
    assert convert(html).markdown == markdown


def test_footnotes_are_called_and_written_at_the_end() -> None:
    call = "<sup id=fnref:{0}><a class=footnote-ref href=#fn:{0}>{0}</a></sup>"
    html = (
        f"<p>a{call.format(1)}</p><ul><li>b{call.format(2)}{call.format(1)}</ul><div class=footnote><hr><ol>"
        "<li id=fn:1><p>c</p><p><i>d</i></p></li><li id=fn:2>e</li></ol></div>"
    )
    assert convert(html).markdown == "a[^1]\n\n- b[^2][^1]\n\n[^1]: c\n\n    *d*\n\n[^2]: e"


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<div>x", "<b>x", "<a href=x>y", "*a ", "_a ", "`a ", "[", "![", "[](", "{: ", "<", "&lt;",
     "<ul><li>", "<blockquote>x", "<p>x", "<table><tr><td>x", "<b><i></b></i>x", "a<br>", "<code>x</code> ",
     "<img src=a>", "<li>x", "~~a ", "<figure>"],
)  # fmt: skip
def test_hostile_html_comes_to_an_end_and_keeps_its_words(piece: str) -> None:
    convert(piece * 2_000 + "<p>the end")


@pytest.mark.parametrize(
    ("fails", "markdown"),
    [
        (lambda text: "b" in text and "a" in text and "<p>" not in text, "a\n\n<p>b</p>\n\nc"),
        (lambda text: "a" in text and "c" in text and not text.startswith("<p>"),
         "<p>a</p>\n\n<p>b</p>\n\n<p>c</p>"),
        (lambda text: "a" in text and "c" in text and not text.startswith("<div>"),
         "<div><p>a</p><p>b</p><p>c</p></div>"),
    ],
)  # fmt: skip
def test_blocks_that_change_each_other_stay_html(fails: Callable[[str], bool], markdown: str) -> None:
    dialect = replace(DIALECT, render=lambda text: "" if fails(text) else DIALECT.render(text))
    assert convert("<p>a</p><p>b</p><p>c</p>", dialect).markdown == markdown


def test_text_that_cannot_be_rendered_is_reported() -> None:
    def render(_text: str) -> str:
        raise ValueError("too long")

    conversion = convert_html("<p>a</p>", dialect=replace(DIALECT, render=render))
    assert conversion.markdown == "<div><p>a</p></div>"
    assert conversion.difference
    assert conversion.difference.found == "too long"


def test_everything_can_stay_html() -> None:
    html = "<p>*a* <b>b</b></p><pre>~~~\nc\n</pre><ul><li>d</ul><!--more-->"
    conversion = convert_html(html, dialect=DIALECT, keeps_all=True)
    assert conversion.difference is None
    assert conversion.markdown.startswith("<p>*a* <b>b</b></p>\n\n<pre>")
    assert len(conversion.kept) == conversion.blocks == 4


SIGNS = st.text(st.sampled_from("ab 1é中 .*_`~[]()<>&#+-!|:={}\\\"'/^\n\u00a0"), min_size=1, max_size=12)
WORDS = SIGNS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))


def surround(inner: st.SearchStrategy[str], *tags: str) -> st.SearchStrategy[str]:
    return st.builds(
        lambda text, tag: f"<{tag}>{text}</{tag.split(maxsplit=1)[0]}>", inner, st.sampled_from(tags)
    )


PHRASES: st.SearchStrategy[str] = st.recursive(
    WORDS | st.sampled_from(["<br>", "<img src=a.jpg alt='[x]'>"]),
    lambda inner: (
        st.lists(inner, max_size=3).map("".join)
        | surround(
            inner, "b", "em", "code", "del", "sub", "span", "a href='/x_(1)?b&amp;c'", "a href=#a id=a"
        )
    ),
    max_leaves=6,
)
BLOCKS: st.SearchStrategy[str] = st.recursive(
    PHRASES | surround(PHRASES, "p", "h2", "h3 id=a", "pre", "pre class=language-c", "figure", "td", "th"),
    lambda inner: (
        st.lists(inner, max_size=3).map("".join)
        | surround(inner, "div", "blockquote", "ul><li", "ol><li", "li", "table><tr><td", "dl><dt", "dd")
    ),
    max_leaves=6,
)


@FEW
@given(html=BLOCKS)
def test_any_html_says_the_same_as_markdown(html: str) -> None:
    convert(html)
