"""What GitHub shows of a comment is what a page shows of it, as near as it can."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.comments.markup import MAX_SOURCE, render_markdown, sanitize_html

from .test_markup import find_breaches

A = "https://example.org/a.png"
ASSET = "https://github.com/user-attachments/assets/1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"


def link(words: str, address: str = A) -> str:
    return f'<a href="{address}" rel="ugc nofollow noopener">{words}</a>'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        # as GitHub writes it where a picture is dropped into the field, and other ways to write it
        (f'<img width="640" height="480" alt="Un chat" src="{ASSET}" />', f"<p>{link('Un chat', ASSET)}</p>"),
        (f"<IMG SRC={A} ALT=chat>", f"<p>{link('chat')}</p>"),
        (f"<img alt='Un  chat\nnoir' src='{A}'>", f"<p>{link('Un chat noir')}</p>"),
        (f'Voir <img src="{A}" alt="ça"> ici', f"<p>Voir {link('ça')} ici</p>"),
        (
            f'<img src="{A}" alt="a &quot;b&quot; <c> d&#39;e">',
            f"<p>{link('a &quot;b&quot; &lt;c&gt; d&#39;e')}</p>",
        ),
        (f'<img src="{A}" alt="x" onerror="alert(1)" title=" src=y">', f"<p>{link('x')}</p>"),
        (f'<img alt="x" alt="y" src="{A}">', f"<p>{link('x')}</p>"),
        (f"![Un *chat*]({A})", f"<p>{link('Un chat')}</p>"),
        (f'![x]({A} "titre")', f"<p>{link('x')}</p>"),
        (f"![x][r]\n\n[r]: {A}", f"<p>{link('x')}</p>"),
        (f"![a]({A}) ![b]({A})", f"<p>{link('a')} {link('b')}</p>"),
        (f"Quoi !![x]({A})", f"<p>Quoi !{link('x')}</p>"),
        # within a link it is that link's words
        (f"[![x]({A})](https://example.org/)", f"<p>{link('x', 'https://example.org/')}</p>"),
        (f'[<img src="{A}" alt="x">](https://example.org/)', f"<p>{link('x', 'https://example.org/')}</p>"),
        (
            f'<a href="https://example.org/"><img src="{A}" alt="x"></a>',
            f"<p>{link('x', 'https://example.org/')}</p>",
        ),
        # with what is copied around it
        (f'<p align="center"><img src="{A}" alt="x"></p>', f"<p>{link('x')}</p>"),
        (f'<picture><source srcset="b.png"><img src="{A}" alt="x"></picture>', f"<p>{link('x')}</p>"),
        # nothing to lead to
        ('<img src="a.png" alt="x">', "<p>x</p>"),
        ('<img src="data:image/png;base64,AA" alt="x">', "<p>x</p>"),
        ("![x](a.png)", "<p>x</p>"),
        ('<img alt="x">', "<p>x</p>"),
        ("<img>", ""),
        ("![](a.png)", ""),
        # words are put in where it is shown (see displaying)
        (f"![]({A})", f"<p>{link('')}</p>"),
        (f'<img src="{A}" alt="">', f"<p>{link('')}</p>"),
        # code is code
        (f'`<img src="{A}">`', f'<p><code>&lt;img src="{A}"&gt;</code></p>'),
    ],
)
def test_picture_is_a_link_with_its_words(source: str, html: str) -> None:
    assert render_markdown(source) == html.replace("&quot;", '"').replace("&#39;", "'")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("[x](#comment-1)", '<p><a href="#comment-1" rel="ugc nofollow noopener">x</a></p>'),
        ("[x](#comment-gh-57)", '<p><a href="#comment-gh-57" rel="ugc nofollow noopener">x</a></p>'),
        ("[x](#comment-w-0a1b)", '<p><a href="#comment-w-0a1b" rel="ugc nofollow noopener">x</a></p>'),
        *(
            (f"[x]({address})", '<p><a rel="ugc nofollow noopener">x</a></p>')
            for address in (
                *("#comment-form", "#answer", "#comments", "#comment-1/../2", "#comment-É1", "#Comment-1"),
                *("a#comment-1", "/a", "../a", "//example.org/a", "?a"),
            )
        ),
    ],
)
def test_of_relative_links_those_to_comments_are_kept(source: str, html: str) -> None:
    assert render_markdown(source) == html


TABLE = (
    "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n"
    "<tbody>\n<tr>\n<td>1</td>\n<td><strong>2</strong></td>\n</tr>\n</tbody>\n</table>"
)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("| a | b |\n|---|--:|\n| 1 | **2** |", TABLE),
        ("a | b\n-|-\n1 | **2**", TABLE),
        ("Avant :\n| a | b |\n|---|---|\n| 1 | **2** |", f"<p>Avant :</p>\n{TABLE}"),
        ("a | b\n1 | 2", "<p>a | b<br>\n1 | 2</p>"),
        ("# Titre *x*\nSuite", "<p><strong>Titre <em>x</em></strong></p>\n<p>Suite</p>"),
        ("###### Titre ##", "<p><strong>Titre</strong></p>"),
        ("> # Titre", "<blockquote>\n<p><strong>Titre</strong></p>\n</blockquote>"),
        (
            "Titre\n---\nSuite",
            "<p>Titre</p>\n<hr>\n<p>Suite</p>",
        ),  # a line, as in mails; GitHub's is a heading
        ("- [x] fait\n- [ ] à faire", "<ul>\n<li>☑ fait</li>\n<li>☐ à faire</li>\n</ul>"),
        ("1. [X] *fait*", "<ol>\n<li>☑ <em>fait</em></li>\n</ol>"),
        ("[x] hors liste", "<p>[x] hors liste</p>"),
        ("- [x](https://example.org/)", f"<ul>\n<li>{link('x', 'https://example.org/')}</li>\n</ul>"),
        ("> [!NOTE]\n> Mot", "<blockquote>\n<p><strong>Note</strong><br>\nMot</p>\n</blockquote>"),
        (
            "> [!warning]\n>\n> Mot",
            "<blockquote>\n<p><strong>Warning</strong></p>\n<p>Mot</p>\n</blockquote>",
        ),
        ("> [!AUTRE]\n> Mot", "<blockquote>\n<p>[!AUTRE]<br>\nMot</p>\n</blockquote>"),
        ("[!NOTE]\nMot", "<p>[!NOTE]<br>\nMot</p>"),
        ("Un[^1].\n\n[^1]: Mot", "<p>Un[^1].</p>\n<p>[^1]: Mot</p>"),
        (
            "Un[^1].\n\n[^1]: https://example.org/",
            f"<p>Un[^1].</p>\n<p>[^1]: {link('https://example.org/', 'https://example.org/')}</p>",
        ),
        ("@anne #12 GH-12 owner/blog#12", "<p>@anne #12 GH-12 owner/blog#12</p>"),
        ("Bravo :smile: 12:30:45", "<p>Bravo :smile: 12:30:45</p>"),
        ("Un\\\nDeux  \nTrois", "<p>Un<br>\nDeux<br>\nTrois</p>"),
        ("~~un~~ ~5 à ~6", "<p><s>un</s> ~5 à ~6</p>"),
        ("```python\nx = 1\n```", "<pre><code>x = 1\n</code></pre>"),
        ("a [](https://example.org/) b", "<p>a  b</p>"),
    ],
)
def test_markdown_of_github_is_understood(source: str, html: str) -> None:
    assert render_markdown(source) == html


@pytest.mark.parametrize(
    ("row", "last"),
    [
        ("| 1 | 2 | 3 | *4* |", "2 | 3 | <em>4</em>"),
        ("1 | 2 | 3", "2 | 3"),
        ("| 1 | 2 | 3", "2 | 3"),
        ("1|2|", "2"),
        ("| 1 | 2 || 3 |", "2 |  | 3"),
        (r"| 1 | a \| b | c |", "a | b | c"),
        ("| 1 |", ""),
    ],
)
@pytest.mark.parametrize("mark", ["", "> ", "- "])
def test_cell_without_a_column_is_kept(row: str, last: str, mark: str) -> None:
    inside = mark.replace("-", " ")
    body = render_markdown(f"{mark}| a | b |\n{inside}|-|-|\n{inside}{row}\n{inside}x | y")
    assert f"<td>1</td>\n<td>{last}</td>\n" in body
    assert "<td>x</td>\n<td>y</td>\n" in body
    assert "<th>a</th>\n<th>b</th>\n" in body


@pytest.mark.parametrize("columns", [2, 30, 100, 1600])
def test_table_is_not_much_longer_than_its_source(columns: int) -> None:
    source = f"{'|a' * columns}|\n{'|-' * columns}|\n" + "|\n" * MAX_SOURCE
    assert len(render_markdown(source[:MAX_SOURCE])) < 12 * MAX_SOURCE


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("```npm install x\ny\n```", "npm install x\ny\n"),
        ("``` Merci beaucoup !", "Merci beaucoup !\n"),
        ("```merci", "merci\n"),
        ("~~~ merci~~~", "merci~~~\n"),
        ("```<b>x</b>\ny\n```", "&lt;b&gt;x&lt;/b&gt;\ny\n"),
        *((f"```{language}\ny\n```", "y\n") for language in ("", "python", "c++", "c#", "js,x", "{.sh}")),
    ],
)
def test_words_behind_backticks_are_kept(source: str, code: str) -> None:
    assert str(render_markdown(source)) == f"<pre><code>{code}</code></pre>"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("[Nora]: merci", "<p>[Nora]: merci</p>"),
        ("[Nora]: d'accord.\nEt [toi] ?", "<p>[Nora]: d'accord.<br>\nEt [toi] ?</p>"),
        ("[a]\n\n[a]: <https://a.example/>", f"<p>{link('a', 'https://a.example/')}</p>"),
        ("[a]\n\n[a]:\n  HTTP://a.example/", f"<p>{link('a', 'HTTP://a.example/')}</p>"),
        ("[a]\n\n[a]: #comment-1 'b'", f"<p>{link('a', '#comment-1')}</p>"),
    ],
)
def test_what_defines_no_address_is_text(source: str, html: str) -> None:
    assert render_markdown(source) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("www.example.org", link("www.example.org", "http://www.example.org")),
        ("(www.example.org/a_b_c).", f"({link('www.example.org/a_b_c', 'http://www.example.org/a_b_c')})."),
        ("Un www.example.org, deux", f"Un {link('www.example.org', 'http://www.example.org')}, deux"),
        ("[www.example.org](https://example.org/)", link("www.example.org", "https://example.org/")),
        ("https://www.example.org/", link("https://www.example.org/", "https://www.example.org/")),
        ("www. exemple", "www. exemple"),
        ("www.x", "www.x"),
        ("awww.example.org @www.example.org", "awww.example.org @www.example.org"),
        ("`www.example.org`", "<code>www.example.org</code>"),
    ],
)
def test_address_that_begins_with_www_is_a_link(source: str, html: str) -> None:
    assert render_markdown(source) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("H<sub>2</sub>O, x<SUP>2</SUP>", "<p>H<sub>2</sub>O, x<sup>2</sup></p>"),
        ('<kbd class="x">Ctrl</kbd>', "<p><kbd>Ctrl</kbd></p>"),
        ("Un<br>deux<br />trois", "<p>Un<br>\ndeux<br>\ntrois</p>"),
        (
            "<details>\n<summary>Titre</summary>\n\nTexte **gras**\n\n</details>",
            "<p><br>\n<strong>Titre</strong></p>\n<p>Texte <strong>gras</strong></p>",
        ),
        # a word about a tag, which is closed nowhere
        ("La balise <kbd> et <details>", "<p>La balise &lt;kbd&gt; et &lt;details&gt;</p>"),
        # what Markdown has a sign for, and what is no tag of a text
        ("<b>en clair</b> <i>x</i>", "<p>&lt;b&gt;en clair&lt;/b&gt; &lt;i&gt;x&lt;/i&gt;</p>"),
        ("<div>\n**gras**\n</div>", "<p>&lt;div&gt;<br>\n<strong>gras</strong><br>\n&lt;/div&gt;</p>"),
        ("<Lou> & <3", "<p>&lt;Lou&gt; &amp; &lt;3</p>"),
    ],
)
def test_tags_are_understood_where_markdown_has_no_sign(source: str, html: str) -> None:
    assert render_markdown(source) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<!-- rien -->", ""),
        ("<!-- un\n\ndeux -->", ""),
        ("<!---->\n\n<!-- -->", ""),
        ("<!-- un -->\nMot", "<p>Mot</p>"),
        ("Mot\n<!-- un\n\ndeux -->\nMot", "<p>Mot</p>\n<p>Mot</p>"),
        ("Un <!-- rien --> mot", "<p>Un  mot</p>"),
        ("<!-- un --> mot", "<p> mot</p>"),
        ("> <!-- un\n> deux -->\n> mot", "<blockquote>\n<p>mot</p>\n</blockquote>"),
        ("- un\n\n  <!-- deux\n\n  trois -->", "<ul>\n<li>\n<p>un</p>\n</li>\n</ul>"),
        # what is never closed is text, lest all that follows go
        ("<!-- un\n\ndeux", "<p>&lt;!-- un</p>\n<p>deux</p>"),
        ("> <!-- un\n\n-->", "<blockquote>\n<p>&lt;!-- un</p>\n</blockquote>\n<p>--&gt;</p>"),
        ("`<!-- code -->`", "<p><code>&lt;!-- code --&gt;</code></p>"),
        ("```\n<!-- code -->\n```", "<pre><code>&lt;!-- code --&gt;\n</code></pre>"),
        ("    <!-- code -->", "<pre><code>&lt;!-- code --&gt;\n</code></pre>"),
        ("#", ""),
    ],
)
def test_comment_in_html_is_not_seen(source: str, html: str) -> None:
    assert render_markdown(source) == html


PIECES = [
    *("<img ", 'src="https://a.b/c"', 'alt="', '"', ">", "<a ", 'href="', "</a>", "<br>", "<kbd>", "</kbd>"),
    *("<!--", "-->"),
]
SIGNS = [
    *("![", "](", ")", "[", "#comment-1", "# ", "\n", "> ", "- ", "[x] ", "| a |", "|-|", "www.a.b"),
    *("<svg>", "[!NOTE]", "`"),
]


@given(st.lists(st.sampled_from([*PIECES, *SIGNS, "<script>", "javascript:", "x"]), max_size=30).map("".join))
def test_no_text_of_these_signs_breaks_out(source: str) -> None:
    html = render_markdown(source)
    assert list(find_breaches(html)) == []
    assert sanitize_html(html) == html


@pytest.mark.parametrize(
    "piece",
    [
        *("<img ", "<img>", "<a><img>", "<!--\n", "<!-- -->", "www.a.", "# a\n", "- [ ] a\n", "[^a]: b\n"),
        *("| a |\n|-|\n", "x\n<!-- a\n"),
    ],
)
def test_text_of_one_sign_is_rendered(piece: str) -> None:
    """How long each takes stands in benchmarks/comments.py."""
    assert list(find_breaches(render_markdown((piece * MAX_SOURCE)[:MAX_SOURCE]))) == []
