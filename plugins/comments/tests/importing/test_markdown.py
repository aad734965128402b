"""HTML becomes Markdown that is rendered as the same, or no Markdown at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.comments.importing.comparison import compare_html
from pelican.plugins.comments.importing.markdown import build_comment_dialect, convert_html
from pelican.plugins.comments.markup import render_markdown
from pelican_toolkit.testing.hypotheses import FEW

DIALECT = build_comment_dialect()


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Bonjour <b>Anne </b>! 5 * 3, a_b_c, [a-z], 1) x, a &lt; b, #1, C:\\x</p>",
         "Bonjour **Anne** ! 5 * 3, a_b_c, [a-z], 1) x, a < b, #1, C:\\x"),
        ("<p>_with_ *théoriquement* `x` [a](b) &lt;b&gt; &amp;lt; ~~a~~</p>",
         "\\_with\\_ \\*théoriquement\\* \\`x\\` \\[a](b) &lt;b> &amp;lt; \\~\\~a\\~\\~"),
        ("<p>1. a<br>2) b<br>- c<br>> d<br># e<br>---</p>", "1\\. a\n2\\) b\n\\- c\n\\> d\n\\# e\n\\---"),
        ("<p>a<br><br>b<br></p><p>\u00a0</p><p></p>", "a\n\nb"),
        ("<blockquote><p>a</p><p>b</p></blockquote><blockquote>c</blockquote>",
         "> a\n>\n> b\n\n<!-- -->\n\n> c"),
        ("<ul><li>a<ol><li>b</ol><li><p>c</p></ul>", "- a\n    1. b\n- c"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        ("<pre><code>a\n\n  ``` *b*</code></pre>", "````\na\n\n  ``` *b*\n````"),
        ("<p><code>a`b</code> <code>`</code></p>", "``a`b`` `` ` ``"),
        ("<p><a href='http://a.example/b_(c)?d&amp;e'>http://a.example/b_(c)?d&amp;e</a></p>",
         "<http://a.example/b_(c)?d&e>"),
        ("<p>a!<a href='http://a.example/ ('>b ]</a> <i><b>c</b> d</i></p>",
         "a\\![b \\]](http://a.example/%20%28) ***c** d*"),
        ("<p>Merhaba, şöyle <em>güzel</em>. 你好（<strong>很好</strong>）。</p>",
         "Merhaba, şöyle *güzel*. 你好（**很好**）。"),
        ("<table><tr><th>a<th>b|c<tr><td>d<td>e</table>", "| a | b\\|c |\n| --- | --- |\n| d | e |"),
    ],
)  # fmt: skip
def test_comment_becomes_markdown_that_reads_well(html: str, markdown: str) -> None:
    conversion = convert_html(html, dialect=DIALECT)
    assert (conversion.markdown, conversion.kept, conversion.difference) == (markdown, (), None)
    assert compare_html(html, str(render_markdown(markdown))) is None


@pytest.mark.parametrize(
    "html",
    [
        "<p>a <u>b</u></p>",
        "<p>a <img src='http://a.example/b.jpg'></p>",
        "<p>强调<strong>中文。</strong>后</p>",  # CommonMark sees no end of emphasis there
        "<dl><dt>a<dd>b</dl>",
        "<p>a http://a.example</p>",  # would become a link
        "word " * 2500,  # more than a comment may have
    ],
)
def test_comment_that_markdown_cannot_say_is_none(html: str) -> None:
    conversion = convert_html(html, dialect=DIALECT)
    assert conversion.markdown == ""
    assert conversion.difference


ADDRESS = " href='http://a.example/_b_'"
SIGNS = st.text(st.sampled_from("ab 1é中 .*_`~[]()<>&#+-!|:={}\\\"'/^\n\u00a0"), min_size=1, max_size=12)


def write(name: str) -> st.SearchStrategy[str]:
    return st.builds(lambda inner: f"<{name}>{inner}</{name}>", PHRASES)


def escape_all(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


WORDS = SIGNS.map(escape_all)
PHRASES: st.SearchStrategy[str] = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map("".join),
        *(
            inner.map(lambda text, name=name: f"<{name}{ADDRESS * (name == 'a')}>{text}</{name}>")
            for name in ("b", "em", "code", "del", "a")
        ),
        st.just("<br>"),
    ),
    max_leaves=6,
)
BLOCKS = st.recursive(
    st.one_of(*(write(name) for name in ("p", "pre", "blockquote"))),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(f'<li>{part}' for part in parts)}</{name}>",
        st.sampled_from(["ul", "ol"]),
        st.lists(st.one_of(inner, PHRASES), min_size=1, max_size=3),
    ),
    max_leaves=4,
)


@FEW
@given(html=st.lists(BLOCKS, max_size=4).map("".join))
def test_markdown_of_a_comment_is_rendered_as_the_same(html: str) -> None:
    conversion = convert_html(html, dialect=DIALECT)
    if conversion.difference is None:
        assert compare_html(html, str(render_markdown(conversion.markdown))) is None
    else:
        assert conversion.markdown == ""
