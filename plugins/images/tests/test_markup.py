"""The tags of pictures, what their addresses mean, figures, and that nothing else is touched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown
from pelican.plugins.images.addresses import build_address, locate
from pelican.plugins.images.extension import FigureExtension
from pelican.plugins.images.markup import render_pictures
from pelican.plugins.images.models import Candidate, Format, Picture
from pelican.plugins.images.settings import ImageSettings

ROOT, BASE = "https://blog.example", "https://you.github.io/blog"
PAGE = "2015/11/20/tango/index.html"


def test_address_of_a_file_of_the_site_is_found_and_none_elsewhere() -> None:
    addresses = {
        BASE: ["https://you.github.io/images/a.jpg", "https://you.github.io/blogs/images/a.jpg"],
        "..": ["https://evil.example/a.jpg", "data:image/gif;base64,R0lGODlhAQABAAAAACw="],
        ROOT: [
            *("http://blog.example/images/a.jpg", "https://blog.example.evil/images/a.jpg"),
            *("//evil.example/images/a.jpg", "http://[broken/a.jpg", "mailto:jeanne@example.org"),
        ],
    }
    for siteurl, sources in addresses.items():
        assert [source for source in sources if locate(source, siteurl, PAGE)] == []
    for source in (f" {ROOT}/images/a.jpg?v=2#t ", "//blog.example/images/a.jpg", "../" * 4 + "images/a.jpg"):
        assert "images/a.jpg" in locate(source, ROOT, PAGE)
    assert "images/a.jpg" not in locate("./images/a.jpg", ".", PAGE)  # relative to the page, deep in the site
    assert "images/à 5%.jpg" in locate(f"{ROOT}/images/à%205%.jpg", ROOT, PAGE)
    for name, quoted in {"é, 1.jpg": "%C3%A9%2C%201.jpg", '5%"&<?b#c': "5%25%22%26%3C%3Fb%23c"}.items():
        assert build_address(BASE, f"images/{name}") == f"{BASE}/images/{quoted}"
        assert f"images/{name}" in locate(f"{BASE}/images/{quoted}", BASE, PAGE)
    assert build_address("..", "images/a.jpg", "../images/a.jpg?v=2#x") == "../images/a.jpg?v=2#x"


SETTINGS = ImageSettings(sizes="90vw", gallery_sizes="45vw")
FILES = tuple(Candidate(address=f"a.jpg.{width}w.webp", width=width) for width in (480, 1000))
WEBP = Format(type="image/webp", candidates=FILES)
PICTURES = {
    "a.jpg": Picture(address="a.jpg", width=1000, height=600, formats=(WEBP,)),
    "b.jpg": Picture(address="b.jpg", width=64, height=32, formats=()),
    "c.svg": Picture(address="c.svg", width=0, height=0, formats=()),
}
SOURCE = '<source type="image/webp" srcset="/a.jpg.480w.webp 480w, /a.jpg.1000w.webp 1000w" sizes="{}">'
HIGH = 'fetchpriority="high"'
LAZY = 'loading="lazy" decoding="async"'
SIZE, LARGE = 'width="64" height="32"', 'width="1000" height="600"'
ADDED, GAP, SET = f" {SIZE} {HIGH}", " " * 200_000, ' srcset="a.jpg 1x, a2.jpg 2x"'


def render(html: str) -> str:
    return render_pictures(html, SETTINGS, PICTURES.get, lambda path, _: f"/{path}")


@pytest.mark.parametrize(
    ("tag", "rendered"),
    [
        ("<IMG SRC='b.jpg' ALT=''>", f"<IMG src=\"/b.jpg\" ALT=''{ADDED}>"),
        *((f'<img src="b.jpg"{end}', f'<img src="/b.jpg"{ADDED}{end or ">"}') for end in (" />", "")),
        (
            "<img src=b.jpg title='1 > 0' src=x alt=x/>",
            f"<img src=\"/b.jpg\" title='1 > 0' src=x alt=x/{ADDED}>",
        ),
        ("<img src=b.jpg loading=eager>", f'<img src="/b.jpg" loading=eager {SIZE}>'),
        ("<img src=b.jpg fetchpriority=low>", f'<img src="/b.jpg" fetchpriority=low {SIZE}>'),
        ("<img src=b.jpg alt=>", f'<img src="/b.jpg" alt=""{ADDED}>'),
        ("<img alt= x=y=\n src = b.jpg>", f'<img alt= x=y=\n src="/b.jpg"{ADDED}>'),
        (f"<img src=b.jpg{GAP}alt{GAP}>", f'<img src="/b.jpg"{GAP}alt{ADDED}{GAP}>'),
        (f"<img src=a.jpg{SET}>", f'<img src="/a.jpg"{SET} {LARGE} {HIGH}>'),
        ("<img src=c.svg>", f'<img src="/c.svg" {HIGH}>'),
        (
            '<p>x<img alt="A" src="a.jpg">y</p>',
            f'<p>x<picture>{SOURCE.format("90vw")}<img alt="A" src="/a.jpg" {LARGE} {HIGH}></picture>y</p>',
        ),
        (
            "<img src=b.jpg><img src=b.jpg decoding=sync>",
            f'<img src="/b.jpg"{ADDED}><img src="/b.jpg" decoding=sync {SIZE} loading="lazy">',
        ),
    ],
)
def test_picture_gets_what_the_writer_has_not_given(tag: str, rendered: str) -> None:
    assert render(tag) == rendered


def test_only_the_first_picture_of_whatever_kind_is_loaded_at_once() -> None:
    picture = '<picture><source srcset="x.avif"><img src="x.jpg"></picture>'
    for before in (picture, '<video poster="x.webp"></video>', '<img src="https://evil.example/x.jpg">'):
        assert render(f'{before}<img src="b.jpg">') == f'{before}<img src="/b.jpg" {SIZE} {LAZY}>'
    for before in ("<video controls></video>", "<!-- <img src=x.jpg> -->", "</picture>"):
        assert render(f'{before}<img src="b.jpg">') == f'{before}<img src="/b.jpg" {SIZE} {HIGH}>'


def test_anything_else_stays_as_it_is_byte_for_byte() -> None:
    pieces = [
        *("Words & < > &amp; “quotes”\r\n\t", '<img src="https://evil.example/a.jpg">', '<img alt="a.jpg">'),
        *('<img data-src="a.jpg">', '<image src="a.jpg">', "< img src=a.jpg>", "</img src=a.jpg>"),
        '<picture><source srcset="a.avif"><div><img src="a.jpg"></div></picture>',
        *('<PICTURE><img src="a.jpg"></PICTURE >', "<!-- <img src=a.jpg> -->", "&lt;img src=a.jpg&gt;"),
        *('<script>x = "<img src=a.jpg>"</script>', '<textarea><img src="a.jpg"></textarea>'),
        *("<p title='<img src=\"a.jpg\">'>x</p>", '<img alt= src="a.jpg">', '<img x"src=a.jpg>'),
        *(f"<img>{piece}" * 5_000 for piece in ("<img ", "<img src='", "<picture>", "<!--", "<a ='<")),
    ]
    for html in pieces:
        assert render(html) == html


@given(st.text(alphabet="<>/!-=\"' imgpcturesv\n&;"))
def test_whatever_the_text_nothing_is_lost(html: str) -> None:
    assert render_pictures(f"<img>{html}", SETTINGS, lambda _: None, lambda path, _: path) == f"<img>{html}"


def test_half_a_size_is_completed_and_browsers_choose_by_it() -> None:
    sizes = {
        'width="300"': (["300", "180"], "300px"),
        'height="300"': (["500", "300"], "90vw"),
        'width="7" height="9"': (["7", "9"], "7px"),
        'width="1"': (["1", "1"], "1px"),
        'width="1000"': (["1000", "600"], "90vw"),
        'width="50%"': (["50%"], "90vw"),
        'height="auto"': (["auto"], "90vw"),
    }
    for given_size, (size, shown) in sizes.items():
        html = render(f'<img src="a.jpg" {given_size}>')
        found = [re.findall(rf' {side}="([^"]+)"', html) for side in ("width", "height")]
        assert [one for values in found for one in values] == size
        assert SOURCE.format(shown) in html


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


def test_any_other_text_stays_as_it_is() -> None:
    texts = [
        *('Look: ![A](a.jpg "Words")', '![A](a.jpg "Words") there', "![A](a.jpg)\nWords\n![B](b.jpg)"),
        *("**![A](a.jpg)**", "[![A](a.jpg) words](b.jpg)", "[words ![A](a.jpg)](b.jpg)", "![A](a.jpg"),
        *("[![A](a.jpg)![B](b.jpg)](c.jpg)", "[*words*](b.jpg)", '    ![A](a.jpg "Words")', ""),
        *('* ![A](a.jpg "Words")', '# ![A](a.jpg "Words")', '<p><img alt="A" src="a.jpg" title="Words"></p>'),
        *('| a |\n|---|\n| ![A](a.jpg "Words") |', 'Note[^1]\n\n[^1]: ![A](a.jpg "Words")'),
    ]
    for text in texts:
        assert convert(text) == markdown(text, extensions=EXTENSIONS, output_format="html")
