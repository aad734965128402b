"""The tags of pictures, and that nothing else is touched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.images.markup import render_pictures
from pelican.plugins.images.models import Candidate, Format, Picture
from pelican.plugins.images.settings import ImageSettings

SETTINGS = ImageSettings(sizes="90vw", gallery_sizes="45vw")
FILES = tuple(Candidate(address=f"a.jpg.{width}w.webp", width=width) for width in (480, 1000))
PICTURES = {
    "a.jpg": Picture(
        address="a.jpg", width=1000, height=600, formats=(Format(type="image/webp", candidates=FILES),)
    ),
    "b.jpg": Picture(address="b.jpg", width=64, height=32, formats=()),
    "c.svg": Picture(address="c.svg", width=0, height=0, formats=()),
}
SOURCE = '<source type="image/webp" srcset="/a.jpg.480w.webp 480w, /a.jpg.1000w.webp 1000w" sizes="{}">'
HIGH = 'fetchpriority="high"'
LAZY = 'loading="lazy" decoding="async"'


def render(html: str) -> str:
    return render_pictures(html, SETTINGS, PICTURES.get, lambda path, _: f"/{path}")


def test_picture_gets_its_formats_its_size_and_its_time() -> None:
    assert render('<p>x<img alt="A" src="a.jpg">y</p>') == (
        f'<p>x<picture>{SOURCE.format("90vw")}<img alt="A" src="/a.jpg" width="1000" height="600" {HIGH}>'
        "</picture>y</p>"
    )


def test_picture_without_formats_gets_its_size_alone() -> None:
    assert render("<img src='b.jpg' alt=''>") == f'<img src="/b.jpg" alt=\'\' width="64" height="32" {HIGH}>'


def test_picture_of_unknown_size_is_given_none() -> None:
    assert render('<img src="c.svg">') == f'<img src="/c.svg" {HIGH}>'


def test_all_but_the_first_wait_for_the_reader() -> None:
    html = render('<img src="b.jpg"><img src="b.jpg"><img src="b.jpg">')
    assert (html.count(HIGH), html.count(LAZY)) == (1, 2)


@pytest.mark.parametrize(
    "before",
    [
        '<picture><source srcset="x.avif"><img src="x.jpg"></picture>',
        '<img src="https://evil.example/x.jpg">',
        '<video controls poster="x.webp"></video>',
    ],
)
def test_picture_above_of_whatever_kind_is_the_first(before: str) -> None:
    html = render(f'{before}<img src="b.jpg">')
    assert html.startswith(before)
    assert LAZY in html
    assert HIGH not in html


@pytest.mark.parametrize("before", ["<video controls></video>", "<p>Words.</p>", "<!-- <img src=x.jpg> -->"])
def test_what_shows_no_picture_is_not_the_first(before: str) -> None:
    assert HIGH in render(f'{before}<img src="b.jpg">')


@pytest.mark.parametrize(
    "html",
    [
        "",
        "Words & < > &amp; “quotes”\r\n\t",
        '<img src="https://evil.example/a.jpg">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
        "<img>",
        '<img alt="a.jpg">',
        '<img data-src="a.jpg">',
        '<image src="a.jpg">',
        '<imgs src="a.jpg">',
        '<picture><source srcset="a.avif"><img src="a.jpg"></picture>',
        '<PICTURE><img src="a.jpg"></PICTURE >',
        '<!-- <img src="a.jpg"> -->',
        '<script>x = "<img src=a.jpg>"</script>',
        '<style>a { content: "<img src=a.jpg>" }</style>',
        '<textarea><img src="a.jpg"></textarea>',
        "<p title='<img src=\"a.jpg\">'>x</p>",
        '<a title="> <img src=a.jpg>">x</a>',
        "&lt;img src=a.jpg&gt;",
        "<pre><code>&lt;img src=&quot;a.jpg&quot;&gt;</code></pre>",
        '<picture><img src="a.jpg">',
        "<p title='",
        "< img src=a.jpg>",
        '<img alt= src="a.jpg">',
        '<img x"src=a.jpg>',
    ],
)
def test_anything_else_stays_as_it_is_byte_for_byte(html: str) -> None:
    assert render(html) == html


@pytest.mark.parametrize(
    ("tag", "rendered"),
    [
        ("<IMG SRC='b.jpg' ALT=x>", f'<IMG src="/b.jpg" ALT=x width="64" height="32" {HIGH}>'),
        ('<img src="b.jpg" />', f'<img src="/b.jpg" width="64" height="32" {HIGH} />'),
        ("<img src=b.jpg alt=>", f'<img src="/b.jpg" alt="" width="64" height="32" {HIGH}>'),
        ("<img alt= x=y= src=b.jpg>", f'<img alt= x=y= src="/b.jpg" width="64" height="32" {HIGH}>'),
        ('<img alt=a="> src=b.jpg>', '<img alt=a="> src=b.jpg>'),
        ("<img src=b.jpg alt=x/>", f'<img src="/b.jpg" alt=x/ width="64" height="32" {HIGH}>'),
        ("<img src=b.jpg>", f'<img src="/b.jpg" width="64" height="32" {HIGH}>'),
        ('<img\n  src = "b.jpg"\n>', f'<img\n  src="/b.jpg" width="64" height="32" {HIGH}\n>'),
        ('<img src="b.jpg"', f'<img src="/b.jpg" width="64" height="32" {HIGH}>'),
        (
            '<img class="wide" src="b.jpg" title="1 > 0" data-x=\'"\'>',
            f'<img class="wide" src="/b.jpg" title="1 > 0" data-x=\'"\' width="64" height="32" {HIGH}>',
        ),
        ('<img src="b.jpg" src="a.jpg">', f'<img src="/b.jpg" src="a.jpg" width="64" height="32" {HIGH}>'),
        ('<img src="b.jpg" loading="eager">', '<img src="/b.jpg" loading="eager" width="64" height="32">'),
        (
            '<img src="b.jpg" fetchpriority="low">',
            '<img src="/b.jpg" fetchpriority="low" width="64" height="32">',
        ),
    ],
)
def test_what_the_writer_gave_survives(tag: str, rendered: str) -> None:
    assert render(tag) == rendered


def test_decoding_of_the_writer_survives() -> None:
    html = render('<img src="b.jpg"><img src="b.jpg" decoding="sync">')
    assert html.endswith('<img src="/b.jpg" decoding="sync" width="64" height="32" loading="lazy">')


@pytest.mark.parametrize(
    ("given", "size"),
    [
        ('width="300"', ("300", "180")),
        ('height="300"', ("500", "300")),
        ('width="7" height="9"', ("7", "9")),
        ('width="1"', ("1", "1")),
    ],
)
def test_half_a_size_is_completed_in_proportion(given: str, size: tuple[str, str]) -> None:
    html = render(f'<img src="a.jpg" {given}>')
    found = [re.findall(rf' {side}="(\d+)"', html) for side in ("width", "height")]
    assert found == [[size[0]], [size[1]]]


@pytest.mark.parametrize("given", ['width="50%"', 'height="auto"'])
def test_size_that_is_no_number_is_left_to_the_writer(given: str) -> None:
    html = render(f'<img src="b.jpg" {given}>')
    assert len(re.findall(r" (?:width|height)=", html)) == 1


@pytest.mark.parametrize(
    ("given", "sizes"), [('width="300"', "300px"), ('width="1000"', "90vw"), ('width="x"', "90vw")]
)
def test_browser_chooses_for_the_width_that_the_writer_gave(given: str, sizes: str) -> None:
    assert SOURCE.format(sizes) in render(f'<img src="a.jpg" {given}>')


def test_files_that_the_writer_chose_are_not_added_to() -> None:
    html = render('<img src="a.jpg" srcset="a.jpg 1x, a2.jpg 2x">')
    assert html == f'<img src="/a.jpg" srcset="a.jpg 1x, a2.jpg 2x" width="1000" height="600" {HIGH}>'


def test_pictures_of_a_gallery_are_chosen_for_its_columns() -> None:
    html = render(
        '<div class="x gallery"><figure><img src="a.jpg"></figure><img src="a.jpg"></div>'
        '<img src="a.jpg"><div class="galleryish"><img src="a.jpg"></div>'
    )
    assert re.findall(r'sizes="(\w+)"', html) == ["45vw", "45vw", "90vw", "90vw"]


def test_address_of_the_writer_is_read_and_written_as_html() -> None:
    pictures = {"a&b.jpg?x=1&y": PICTURES["b.jpg"]}
    html = render_pictures(
        '<img src="a&amp;b.jpg?x=1&y">', SETTINGS, pictures.get, lambda _, source: f'"{source}'
    )
    assert 'src="&quot;a&amp;b.jpg?x=1&amp;y"' in html


def test_address_without_quotes_may_hold_an_equals_sign() -> None:
    pictures = {"/b.jpg?v=1": PICTURES["b.jpg"]}
    html = render_pictures("<img src=/b.jpg?v=1>", SETTINGS, pictures.get, lambda _, source: source)
    assert html == f'<img src="/b.jpg?v=1" width="64" height="32" {HIGH}>'


def test_many_spaces_in_a_tag_stay() -> None:
    spaces = " " * 200_000
    html = render(f'<img src="b.jpg"{spaces}alt{spaces}>')
    assert html == f'<img src="/b.jpg"{spaces}alt width="64" height="32" {HIGH}{spaces}>'


@given(st.text(alphabet="<>/!-=\"' imgpcturesv\n&;"))
def test_whatever_the_text_is_nothing_is_lost_where_no_picture_is_known(html: str) -> None:
    assert render_pictures(html, SETTINGS, lambda _: None, lambda path, _: path) == html


@pytest.mark.parametrize(
    "piece", ["<img ", "<img src='", "<picture ", "<picture>", "<!--", '<p title="', "<img =", "<a ='<"]
)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    assert render(piece * 20_000) == piece * 20_000
