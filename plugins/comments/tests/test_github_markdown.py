"""A page shows of a comment what GitHub shows of it, as nearly as it can."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.comments.markup import MAX_SOURCE, render_markdown, sanitize_html

from .test_markup import find_breaches

A = "https://example.org/a.png"
SITE = "https://example.org/"
ASSET = "https://github.com/user-attachments/assets/1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"


def link(words: str, address: str = A) -> str:
    return f'<a href="{address}" rel="ugc nofollow noopener">{words}</a>'


@pytest.mark.parametrize(("source", "html"), [
    # as GitHub writes it where a picture is dropped into the field, and other ways to write it
    (f'<img width="640" height="480" alt="Un chat" src="{ASSET}" />', link("Un chat", ASSET)),
    (f'<img src="{A}" alt="a &quot;b&quot; <c> d&#39;e">', link("a \"b\" &lt;c&gt; d'e")),
    (f'<img alt="x" alt="y" src="{A}" onerror="alert(1)" title=" src=y">', link("x")),
    (f"![Un *chat*\nnoir]({A})", link("Un chat noir")), (f"![x][r]\n\n[r]: {A}", link("x")),
    # within a link it is that link's words
    (f"[![x]({A})]({SITE})", link("x", SITE)),
    (f'<a href="{SITE}"><img src="{A}" alt="x"></a>', link("x", SITE)),
    # nothing to lead to, or nothing to say: words are put in where it is shown (see displaying)
    ('<img src="data:image/png;base64,AA" alt="x">', "x"), ("![x](a.png)", "x"), (f"![]({A})", link("")),
    ("<img>", ""),
    # of relative links only those to comments are kept
    ("[x](#comment-w-0a1b)", link("x", "#comment-w-0a1b")),
    *((f"[x]({address})", '<a rel="ugc nofollow noopener">x</a>') for address in (
        "#answer", "#comment-1/../2", "a#comment-1", "/a", "//example.org/a", "#comment-" + "1" * 65)),
    # what begins with www. is an address
    ("(www.example.org/a_b_c).", f"({link('www.example.org/a_b_c', 'http://www.example.org/a_b_c')})."),
    *((text, text) for text in ("www.x", "awww.example.org @www.example.org")),
    # tags are understood where Markdown has no sign, if they are closed
    ('<kbd class="x">a</kbd><br />x<SUP>2</SUP>', "<kbd>a</kbd><br>\nx<sup>2</sup>"),
    ("La balise <kbd>, <b>en clair</b>, <3", "La balise &lt;kbd&gt;, &lt;b&gt;en clair&lt;/b&gt;, &lt;3"),
    ("Un\\\nDeux  \nTrois", "Un<br>\nDeux<br>\nTrois"), ("~~un~~ ~5 à ~6", "<s>un</s> ~5 à ~6"),
    # what defines no address is text
    ("[Nora]: oui.\nEt [toi] ?", "[Nora]: oui.<br>\nEt [toi] ?"), ("a | b\n1 | 2", "a | b<br>\n1 | 2"),
    ("[a]\n\n[a]: #comment-1 'b'", link("a", "#comment-1")),
    # a comment in HTML is not seen
    ("Un <!-- rien --> mot", "Un  mot"), ("<!---->\n\n<!-- a\n\nb -->", ""),
])  # fmt: skip
def test_paragraph_is_shown_as_on_github(source: str, html: str) -> None:
    assert render_markdown(source) == (html and f"<p>{html}</p>")


TABLE = (
    "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n"
    "<tbody>\n<tr>\n<td>1</td>\n<td><strong>2</strong></td>\n</tr>\n</tbody>\n</table>"
)


@pytest.mark.parametrize(("source", "html"), [
    ("Avant :\n| a | b |\n|---|--:|\n| 1 | **2** |", f"<p>Avant :</p>\n{TABLE}"),
    ("###### Titre *x* ##\nSuite", "<p><strong>Titre <em>x</em></strong></p>\n<p>Suite</p>"),
    (f"- [X] *a*\n- [x]({SITE})", f"<ul>\n<li>☑ <em>a</em></li>\n<li>{link('x', SITE)}</li>\n</ul>"),
    ("> [!NOTE]\n> Mot", "<blockquote>\n<p><strong>Note</strong><br>\nMot</p>\n</blockquote>"),
    ("<details>\n<summary>Titre</summary>\n\nTexte **gras**\n\n</details>",
     "<p><br>\n<strong>Titre</strong></p>\n<p>Texte <strong>gras</strong></p>"),
    # words behind backticks that are not a language are kept
    *((source, f"<pre><code>{code}</code></pre>") for source, code in (
        ("```c++\ny\n```", "y\n"), ("```npm install x\ny\n```", "npm install x\ny\n"),
        ("~~~ merci~~~", "merci~~~\n"), ("```\n<!-- code -->\n```", "&lt;!-- code --&gt;\n"))),
    # a comment that is never closed is text, so that nothing after it gets lost
    ("- un\n\n  <!-- deux\n\ntrois -->",
     "<ul>\n<li>\n<p>un</p>\n<p>&lt;!-- deux</p>\n</li>\n</ul>\n<p>trois --&gt;</p>"),
    ("<!--" + "\n\nx" * 60 + "\n-->", "<p>&lt;!--</p>\n" + "<p>x</p>\n" * 59 + "<p>x<br>\n--&gt;</p>"),
])  # fmt: skip
def test_block_is_shown_as_on_github(source: str, html: str) -> None:
    assert render_markdown(source) == html


@pytest.mark.parametrize("mark", ["", "> ", "- "])
def test_cell_without_a_column_is_kept(mark: str) -> None:
    inside = mark.replace("-", " ")
    for row, last in (("| 1 | 2 || *4* |", "2 |  | <em>4</em>"), (r"| 1 | a \| b | c", "a | b | c")):
        body = render_markdown(f"{mark}| a | b |\n{inside}|-|-|\n{inside}{row}\n{inside}x | y")
        assert f"<td>1</td>\n<td>{last}</td>\n" in body
        assert "<td>x</td>\n<td>y</td>\n" in body


def test_table_is_not_much_longer_than_its_source() -> None:
    source = f"{'|a' * 100}|\n{'|-' * 100}|\n" + "|\n" * MAX_SOURCE
    assert len(render_markdown(source[:MAX_SOURCE])) < 12 * MAX_SOURCE


PIECES = [
    "<img ", 'src="https://a.b/c"', 'alt="', '"', ">", "<a ", 'href="', "</a>", "<br>", "<kbd>", "</kbd>",
    "<!--", "-->", "![", "](", ")", "[", "#comment-1", "# ", "\n", "> ", "- ", "[x] ", "| a |", "|-|",
    "www.a.b", "<svg>", "[!NOTE]", "`", "<script>", "javascript:", "x",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_text_of_these_signs_breaks_out(source: str) -> None:
    html = render_markdown(source)
    assert list(find_breaches(html)) == []
    assert sanitize_html(html) == html
