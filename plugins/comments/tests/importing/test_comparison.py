import pytest
from pelican.plugins.comments.importing.comparison import compare_html
from pelican.plugins.comments.importing.elements import serialize
from pelican.plugins.comments.importing.parsing import parse_html


@pytest.mark.parametrize(
    ("html", "well_formed"),
    [
        ("<p>a<p>b</div>c", "<p>a</p><p>bc</p>"),
        ("<p>a</p></b>b</div>c</p>d", "<p>a</p>bc<p></p>d"),
        ("<dl><dd>a<blockquote>b<dd>c</dl>", "<dl><dd>a<blockquote>b<dd>c</dd></blockquote></dd></dl>"),
        ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e",
         "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>e"),
        ("<b>a<p>b</b>c</p>", "<b>a</b><p><b>b</b>c</p>"),
        ("<b>a<i>b</b>c</i>", "<b>a<i>b</i></b><i>c</i>"),
        ("<p><b>a<p>b", "<p><b>a</b></p><p><b>b</b></p>"),
        ("<p><span>a<p>b", "<p><span>a</span></p><p>b</p>"),
        ("<a href=x><h2>a</h2><p>b</a>c", '<h2><a href="x">a</a></h2><p><a href="x">b</a>c</p>'),
        ("<a href=x>a<a href=y>b", '<a href="x">a</a><a href="y">b</a>'),
        ("<table><tr><td><b>a<td>b<tr><th>c</table>d",
         "<table><tr><td><b>a</b></td><td>b</td></tr><tr><th>c</th></tr></table>d"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
        ("<b></b><i>a</i><i>b</i>", "<i>ab</i>"),
        ("a & b < c &amp;lt; &eacute;<br/></br>", "a &amp; b &lt; c &amp;lt; é<br><br>"),
        ("<pre>\n\na\n</pre>", "<pre>\n\na\n</pre>"),
        ("<!-- a --><p>b<!--more c-->d", "<p>b</p><!--more c-->d"),
        ("<script>if (a < b) '<b>'</script><iframe src='x'>&amp;</iframe>",
         "<script>if (a < b) '<b>'</script><iframe src=\"x\">&amp;</iframe>"),
        ('<img alt src="a&quot;b" onclick \'x=1 markdown=1>', '<img alt="" src="a&quot;b" onclick>'),
        ("<p><video src=a controls>a</video>c", '<p><video src="a" controls>a</video>c</p>'),
        ("<svg viewBox=x><path d=a /><g><path/></g></svg>b<math><mi>c",
         '<svg viewbox="x"><path d=a /><g><path/></g></svg>b<math><mi>c</math>'),
        ("<p><o:p>a<b>b</p>c", "<p><o:p>a<b>b</b></o:p></p><b>c</b>"),
        ("<object data=a><param name=b><embed src=c></object>d",
         '<object data="a"><param name="b"><embed src="c"></object>d'),
        ("<h2>a<h3>b</h2>c", "<h2>a</h2><h3>b</h3>c"),
        ("<select><option>a<option>b</select>", "<select><option>a</option><option>b</option></select>"),
    ],
)  # fmt: skip
def test_tree_is_what_browsers_make_of_the_html(html: str, well_formed: str) -> None:
    assert serialize(parse_html(html).children) == well_formed
    assert serialize(parse_html(well_formed).children) == well_formed


@pytest.mark.parametrize(
    "start",
    [
        "<div>",
        "<b>",
        "<ul><li>",
        "<table><tr><td>",
        "<blockquote>x",
        "<svg>",
        "<a href=x>",
        "<i><b></i>",
        "<object>" + "<b>x" * 20,
    ],
)
def test_tree_is_never_too_deep_and_keeps_every_word(start: str) -> None:
    root = parse_html(start * 10_000 + "the end")
    assert serialize(root.children).count("the end") == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a  b\n</p>", "<p>a b</p>"),
        ("<div>a<div>b</div></div>", "<p>a</p><p>b</p>"),
        ("<p><b>a </b>b</p>", "<p><strong>a</strong> b</p>"),
        ("<ul><li><p>a</p></li></ul>", "<ul><li>a</li></ul>"),
        ("<p>a<br><br>b<br></p>", "<p>a</p><p>b</p>"),
        ("<pre>a\tb  \nc</pre>", "<pre><code><span></span>a   b\nc\n</code></pre>"),
        ("<p style='x' class='y'>a\u00a0b</p>", "<p>a b</p>"),
        ("<p><a href='/é x'>a</a></p>", "<p><a href='/%C3%A9%20x' rel=nofollow>a</a></p>"),
        ("<h2 id=a>b</h2>", "<h2 id=h-b><a class=heading-link href=#h-b>b</a></h2>"),
        (
            "<p>https://vimeo.com/1</p>",
            "<p data-video=x><a href=https://vimeo.com/1>https://vimeo.com/1</a></p>",
        ),
    ],
)
def test_what_reads_the_same_is_the_same(one: str, other: str) -> None:
    assert compare_html(one, other) is None


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("<p>a_b</p>", "<p>ab</p>", "text"),
        ("<p>a b</p>", "<p>ab</p>", "text"),
        ("<p>a</p>b", "<p>ab</p>", "text"),
        ("<p>a <a href=x>b</a></p>", "<p>a b</p>", "links"),
        ("<a href=x>a</a> <a href=y>b</a>", "<a href=y>a</a> <a href=x>b</a>", "links"),
        ("<p><img src=a></p>", "<p></p>", "media"),
        ("<iframe src=a></iframe>", "<iframe src=b></iframe>", "media"),
        ("<video><source src=a></video>", "<video></video>", "media"),
        ("<p>a <b>b</b></p>", "<p>a <i>b</i></p>", "structure"),
        ("<p>a <b>b</b> c</p>", "<p>a <b>b c</b></p>", "structure"),
        ("<p>a</p><p>b</p>", "<p>a b</p>", "structure"),
        ("<p>a<br>b</p>", "<p>a b</p>", "structure"),
        ("<ol start=5><li>a</ol>", "<ol><li>a</ol>", "structure"),
        ("<ul><li>a<ul><li>b</ul></ul>", "<ul><li>a<li>b</ul>", "structure"),
        ("<pre>a\n b</pre>", "<pre>a\nb</pre>", "structure"),
        ("<img src=a alt=b>", "<img src=a alt=c>", "structure"),
        ("<td>a<td>b", "<th>a<td>b", "structure"),
    ],
)
def test_difference_is_named(one: str, other: str, kind: str) -> None:
    assert [difference and difference.kind for difference in (compare_html(one, other),)] == [kind]


def test_an_id_counts_if_something_leads_to_it() -> None:
    one, other = "<h2 id=there>a</h2>", "<h2>a</h2>"
    assert compare_html(one, other) is None
    assert compare_html(one, other, anchors={"there"}) is not None
    assert compare_html(one, "<h2><a name=there></a>a</h2>", anchors={"there"}) is None


def test_difference_shows_where_the_words_part() -> None:
    words = "word " * 50
    difference = compare_html(f"<p>{words}here {words}</p>", f"<p>{words}there {words}</p>")
    assert difference
    assert difference.expected[20:24] == "here"
    assert difference.found[20:25] == "there"
