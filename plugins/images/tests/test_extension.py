import pytest
from markdown import markdown
from pelican.plugins.images.extension import FigureExtension

EXTENSIONS = ["extra", "codehilite", "toc", "smarty", "admonition"]
A, B, C = '<img alt="A" src="a.jpg">', '<img alt="B" src="b.jpg">', '<img alt="" src="c.jpg">'


def convert(text: str, *extensions: str) -> str:
    return markdown(text, extensions=[*EXTENSIONS, *extensions, FigureExtension()], output_format="html")


def figure(image: str, caption: str = "") -> str:
    caption = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure class="figure">{image}{caption}</figure>'


def gallery(*figures: str) -> str:
    return f'<div class="gallery">{"".join(figures)}</div>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ('![A](a.jpg "Words")', figure(A, "Words")),
        ("![A](a.jpg 'Words')", figure(A, "Words")),
        ("![A](a.jpg)", figure(A)),
        ('![A](a.jpg "")', figure(A)),
        ('![A](a.jpg " ")', figure(A)),
        ('![A][a]\n\n[a]: a.jpg "Words"', figure(A, "Words")),
        ('![A](a.jpg "1 < 2 & *3*")', figure(A, "1 &lt; 2 &amp; *3*")),
        ('![A](a.jpg "L\'été : « oui »")', figure(A, "L&rsquo;été : « oui »")),
        ('![A](a.jpg "A \\* star")', figure(A, "A * star")),
        ('[![A](a.jpg "Words")](b.jpg)', figure(f'<a href="b.jpg">{A}</a>', "Words")),
        (
            '![A](a.jpg "Words"){.wide width=300}',
            figure('<img alt="A" class="wide" src="a.jpg" width="300">', "Words"),
        ),
        (
            '![A](a.jpg "Words")\n{: .wide #x }',
            figure(A, "Words").replace('class="figure"', 'class="figure wide" id="x"'),
        ),
        ("![A](<mon été.jpg>)", figure(A.replace("a.jpg", "mon été.jpg"))),
    ],
)
def test_picture_alone_is_a_figure_with_its_title_as_caption(text: str, html: str) -> None:
    assert convert(f"Before\n\n{text}\n\nAfter") == f"<p>Before</p>\n{html}\n<p>After</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("![A](a.jpg)\n![B](b.jpg)", gallery(figure(A), figure(B))),
        ("![A](a.jpg) ![B](b.jpg)", gallery(figure(A), figure(B))),
        ("![A](a.jpg)  \n![B](b.jpg)", gallery(figure(A), figure(B))),
        ('![A](a.jpg "One")\n![B](b.jpg "Two")', gallery(figure(A, "One"), figure(B, "Two"))),
        (
            "![A](a.jpg)\n[![B](b.jpg)](x)\n![](c.jpg)",
            gallery(figure(A), figure(f'<a href="x">{B}</a>'), figure(C)),
        ),
        (
            "![A](a.jpg)\n![B](b.jpg)\n{: .wide }",
            gallery(figure(A), figure(B)).replace('"gallery"', '"gallery wide"'),
        ),
    ],
)
def test_several_pictures_in_one_paragraph_are_a_gallery(text: str, html: str) -> None:
    assert convert(f"Before\n\n{text}\n\nAfter") == f"<p>Before</p>\n{html}\n<p>After</p>"


def test_line_breaks_of_a_site_that_keeps_them_do_not_count() -> None:
    assert convert("![A](a.jpg)\n![B](b.jpg)", "nl2br") == gallery(figure(A), figure(B))


@pytest.mark.parametrize("text", ['> ![A](a.jpg "Words")', '* One\n\n    ![A](a.jpg "Words")\n\n* Two'])
def test_picture_alone_in_a_quotation_or_a_list_is_a_figure(text: str) -> None:
    assert figure(A, "Words") in convert(text)


@pytest.mark.parametrize(
    "text",
    [
        *('Look: ![A](a.jpg "Words")', '![A](a.jpg "Words") there', "![A](a.jpg)\nWords\n![B](b.jpg)"),
        *("![A](a.jpg), ![B](b.jpg)", "**![A](a.jpg)**", "[![A](a.jpg) words](b.jpg)"),
        *("[words ![A](a.jpg)](b.jpg)", "[![A](a.jpg)![B](b.jpg)](c.jpg)", "[words](b.jpg)"),
        *("[*words*](b.jpg)", '    ![A](a.jpg "Words")', '`![A](a.jpg "Words")`'),
        *('```\n![A](a.jpg "Words")\n```', '* ![A](a.jpg "Words")', '# ![A](a.jpg "Words")'),
        *('| a |\n|---|\n| ![A](a.jpg "Words") |', '<p><img alt="A" src="a.jpg" title="Words"></p>'),
        *('Note[^1]\n\n[^1]: ![A](a.jpg "Words")', "![A](a.jpg", "Words", ""),
    ],
)
def test_anything_else_stays_as_it_is(text: str) -> None:
    assert convert(text) == markdown(text, extensions=EXTENSIONS, output_format="html")
