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


WIDE = '<img alt="A" class="wide" src="a.jpg" width="300">'
CLASSED = figure(A, "Words").replace('class="figure"', 'class="figure wide" id="x"')


@pytest.mark.parametrize(
    ("text", "html"),
    [
        *(("![A](a.jpg)", figure(A)), ('![A](a.jpg " ")', figure(A))),
        ('![A](a.jpg "1 < 2 & *3*")', figure(A, "1 &lt; 2 &amp; *3*")),
        ('![A][a]\n\n[a]: a.jpg "L\'été : « oui »"', figure(A, "L&rsquo;été : « oui »")),
        ('![A](a.jpg "A \\* star")', figure(A, "A * star")),
        ('[![A](a.jpg "Words")](b.jpg)', figure(f'<a href="b.jpg">{A}</a>', "Words")),
        ('![A](a.jpg "Words"){.wide width=300}', figure(WIDE, "Words")),
        ('![A](a.jpg "Words")\n{: .wide #x }', CLASSED),
        *((f"![A](a.jpg){gap}![B](b.jpg)", gallery(figure(A), figure(B))) for gap in (" ", "  \n")),
        (
            '![A](a.jpg "One")\n[![B](b.jpg "Two")](x)\n![](c.jpg)\n{: .wide }',
            gallery(figure(A, "One"), figure(f'<a href="x">{B}</a>', "Two"), figure(C)).replace(
                'ry"', 'ry wide"', 1
            ),
        ),
    ],
)
def test_pictures_alone_are_figures_with_their_titles_as_captions(text: str, html: str) -> None:
    assert convert(f"Before\n\n{text}\n\nAfter", "nl2br") == f"<p>Before</p>\n{html}\n<p>After</p>"
    assert html in convert("* One\n\n    " + text.replace("\n", "\n    ") + "\n\n* Two")


def test_anything_else_stays_as_it_is() -> None:
    texts = [
        *('Look: ![A](a.jpg "Words")', '![A](a.jpg "Words") there', "![A](a.jpg)\nWords\n![B](b.jpg)"),
        *("**![A](a.jpg)**", "[![A](a.jpg) words](b.jpg)", "[words ![A](a.jpg)](b.jpg)", "![A](a.jpg"),
        *("[![A](a.jpg)![B](b.jpg)](c.jpg)", "[*words*](b.jpg)", '    ![A](a.jpg "Words")', ""),
        *('```\n![A](a.jpg "Words")\n```', '* ![A](a.jpg "Words")', '# ![A](a.jpg "Words")'),
        *('| a |\n|---|\n| ![A](a.jpg "Words") |', '<p><img alt="A" src="a.jpg" title="Words"></p>'),
        'Note[^1]\n\n[^1]: ![A](a.jpg "Words")',
    ]
    for text in texts:
        assert convert(text) == markdown(text, extensions=EXTENSIONS, output_format="html")
