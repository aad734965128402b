import pytest
from markdown import markdown
from pelican.plugins.images.extension import FigureExtension

EXTENSIONS = ["extra", "codehilite", "toc", "smarty", "admonition"]
A, B = '<img alt="A" src="a.jpg">', '<img alt="B" src="b.jpg">'
FIGURE, END, WORDS = '<figure class="figure">', "</figure>", "<figcaption>Words</figcaption></figure>"
TWO = f"{FIGURE}{A}{END}{FIGURE}{B}{END}"


def convert(text: str, *extensions: str) -> str:
    return markdown(text, extensions=[*EXTENSIONS, *extensions, FigureExtension()], output_format="html")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ('![A](a.jpg " ")', f"{FIGURE}{A}{END}"),
        ('![A](a.jpg "1 < *3* \\*")', f"{FIGURE}{A}<figcaption>1 &lt; *3* *</figcaption>{END}"),
        ('![A][a]\n\n[a]: a.jpg "L\'été"', f"{FIGURE}{A}<figcaption>L&rsquo;été</figcaption>{END}"),
        ('[![A](a.jpg "Words")](b.jpg)', f'{FIGURE}<a href="b.jpg">{A}</a>{WORDS}'),
        ('![A](a.jpg "Words"){.wide}', f'{FIGURE}<img alt="A" class="wide" src="a.jpg">{WORDS}'),
        ('![A](a.jpg "Words")\n{: .wide #x }', f'<figure class="figure wide" id="x">{A}{WORDS}'),
        *((f"![A](a.jpg){gap}![B](b.jpg)", f'<div class="gallery">{TWO}</div>') for gap in (" ", "  \n")),
        (
            '![A](a.jpg)\n![B](b.jpg)\n[![A](a.jpg "Words")](x)\n{: .wide }',
            f'<div class="gallery wide">{TWO}{FIGURE}<a href="x">{A}</a>{WORDS}</div>',
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
        *('* ![A](a.jpg "Words")', '# ![A](a.jpg "Words")', '<p><img alt="A" src="a.jpg" title="Words"></p>'),
        *('| a |\n|---|\n| ![A](a.jpg "Words") |', 'Note[^1]\n\n[^1]: ![A](a.jpg "Words")'),
    ]
    for text in texts:
        assert convert(text) == markdown(text, extensions=EXTENSIONS, output_format="html")
