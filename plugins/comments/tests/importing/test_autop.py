import pytest
from pelican.plugins.comments.importing.comparison import compare_html
from pelican.plugins.comments.importing.elements import serialize
from pelican.plugins.comments.importing.parsing import parse_html
from pelican.plugins.comments.importing.wordpress.autop import add_paragraphs


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        (" \n ", ""),
        ("a\nb\n\nc\r\n\r\nd", "<p>a<br>\nb</p>\n<p>c</p>\n<p>d</p>"),
        ("a<br />\nb<br><br>c<br>", "<p>a<br>\nb</p>\n<p>c</p>"),
        ("x\n<ul>\n<li>a</li>\n<li>b\nc</li>\n</ul>\ny",
         "<p>x</p>\n<ul>\n<li>a</li>\n<li>b<br>\nc</li>\n</ul>\n<p>y</p>"),
        ("<div>a</div>b", "<div>a</div>\n<p>b</p>"),
        ("<div>a\n\nb</div>", "<div><p>a</p>\n<p>b</p>\n</div>"),
        ("<blockquote>a</blockquote>", "<blockquote><p>a</p>\n</blockquote>"),
        ("<pre>a\n\nb<br />c</pre>\nd", "<pre>a\n\nb<br />c</pre>\n<p>d</p>"),
        ("<p>a\nb</p>\nc\n<p>d</p>", "<p>a<br>\nb</p>\n<p>c</p>\n<p>d</p>"),
        ("<p>a\n\nb</p>", "<p>a</p>\n<p>b</p>"),
        ("<h2>a</h2>\nb\n<hr />c", "<h2>a</h2>\n<p>b</p>\n<hr />\n<p>c</p>"),
        ("a\n<!--more-->\nb<!--nextpage-->c",
         "<p>a</p>\n\n<!--more-->\n<p>b</p>\n\n<!--nextpage-->\n<p>c</p>"),
        ("<table>\n<tr>\n<td>a\nb</td>\n</tr>\n</table>",
         "<table>\n<tr>\n<td>a<br>\nb</td>\n</tr>\n</table>"),
        ("a <object>\n<param name=a>\n\n<embed>\n</object>\nb",
         "<p>a <object>\n<param name=a>\n\n<embed>\n</object><br>\nb</p>"),
        ("<a href='x'><img src=y></a>\n\n&nbsp;", "<p><a href='x'><img src=y></a></p>\n<p>&nbsp;</p>"),
        ("a <img\nsrc=x> b", "<p>a <img\nsrc=x> b</p>"),
        ("<figure><img><figcaption>a</figcaption></figure>\nb",
         "<figure><img><figcaption>a</figcaption>\n</figure>\n<p>b</p>"),
        ("a <select>\n<option>b\n</option></select>", "<p>a <select>\n<option>b\n</option></select></p>"),
        ("<script>\na\n\nb\n</script>", "<p><script>\na\n\nb\n</script></p>"),
    ],
)  # fmt: skip
def test_paragraphs_and_breaks_are_added(text: str, html: str) -> None:
    assert add_paragraphs(text).strip() == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<strong>a\n\nb</strong> c", "<p><b>a</b></p><p><b>b</b> c</p>"),
        ("<a href=x>\n<h2>a</h2>\n</a>b", "<h2><a href=x>a</a></h2><p>b</p>"),
        ("<b>\n\na\n\n</b>b", "<p><b>a</b></p><p>b</p>"),
        ("a\n</div>\nb", "<p>a</p><p>b</p>"),
        ("<div>a\n<blockquote>b</div>\nc", "<div>a<blockquote>b</blockquote></div><p>c</p>"),
    ],
)
def test_phrases_go_on_in_the_next_paragraph(text: str, html: str) -> None:
    assert compare_html(html, serialize(parse_html(add_paragraphs(text)).children)) is None
