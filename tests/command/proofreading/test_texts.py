import re

import pytest
from bs4 import BeautifulSoup
from pelican_blog.blog import Blog
from pelican_blog.proofreading.texts import Prose, read_prose

from .conftest import JPEG, Check

HEADER = "Title: un mot\n\n"


def read(text: str, *code: str) -> Prose:
    page = BeautifulSoup("".join(f"<pre>{block}</pre>" for block in code), "html.parser")
    return read_prose(HEADER + text, 3, page)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("un\n\nle mot\n", [], 5),
        ("`mot`\n\nmot\n", [], 5),
        ("``mot ` mot``\nmot\n", [], 4),
        ("<!-- mot\nmot -->\nmot\n", [], 5),
        ("    mot\n\nmot\n", ["mot\n"], 5),
        ("1. un\n\n        mot\n        mot\n\n    mot\n", ["mot\nmot\n"], 8),
        ("```\nmot\n\nmot\n```\nmot\n", ["mot\n\nmot"], 8),
        (">     a  mot\n\nmot\n", ["a mot"], 5),
        ("    a\n    b\n\nb mot\n", ["b", "a\nb"], 6),
        ("\\`mot\n`\n", [], 3),
        ("mot\n", ["autre", ""], 3),
    ],
)
def test_code_and_comments_are_no_prose(text: str, code: list[str], line: int) -> None:
    prose = read(text, *code)
    assert prose.find_line(re.compile("mot")) == line
    assert len(prose.text) == len(HEADER + text)
    assert prose.text.count("\n") == (HEADER + text).count("\n")


def test_place_is_counted_and_else_the_nearest() -> None:
    prose = read("\n\na\nb a\n")
    assert [prose.find_line(re.compile("a"), place) for place in range(4)] == [5, 6, 6, 6]
    assert prose.find_line(re.compile("z"), 1) == prose.first_line == 5


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[b](/a/b)\n[a](/a)\n", 4),
        ("[b](/c/a)\n<a href=/a>\n", 4),
        ("[b](/a.b)\n[a](/a). [b](/a.b)\n", 4),
        ("[b]({static}/a)\n[r]: /a\n", 4),
        ("[b](|static|/a)\n[r]: /a\n", 4),
        *((f"[b](/a{sign}b)\n(/a)\n", 4) for sign in "-%#?"),
    ],
)
def test_address_is_a_whole_one(text: str, line: int) -> None:
    assert read(text).find_address("/a") == line


TEXT = "Title: {0}\nDate: 2025-02-03\n\nTexte.\n"
FORM = "write year, month, day, as in 2026-11-25 or 2026-11-25 18:30"
NO_PICTURE = "correct the path, which starts there, or put the file there."
NOT_UTF8 = "this is not UTF-8; save the file in that encoding"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("Title: Été\n".encode("latin-1"), 1),
        ("Title: A\n\nUn été\n".encode("cp1252"), 3),
        ("Title: A\n".encode("utf-16"), 1),
        (b"Title: A\n\n\xed\xa0\x80\n", 3),
    ],
)
def test_text_is_in_utf8(check: Check, data: bytes, line: int) -> None:
    found = check({"posts/a.md": data, "posts/b.md": TEXT.format("B")})
    assert found == [f"content/posts/a.md:{line}: {NOT_UTF8}"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_editors_do(check: Check, newline: str) -> None:
    text = f"\ufeff{TEXT.format('A')}\u2028\n\n![](/a.jpg)\n".replace("\n", newline)
    assert [line.split(" ")[0] for line in check({"posts/a.md": text})] == ["content/posts/a.md:7:"] * 2


def test_file_that_cannot_be_read_is_a_problem(blog: Blog, check: Check) -> None:
    check({"posts/b.md": TEXT.format("B")})
    (blog.content / "posts" / "a.md").symlink_to("nowhere")
    message = "it cannot be read (No such file or directory); look at what it is, and whether you may read it"
    assert check({}) == [f"content/posts/a.md:1: {message}"]


HTML = """\
<html><head><title>H</title><meta name="date" content="2025-02-03"><meta name="slug" content="h"></head>
<body><p id="ici"><a href="/rien/">x</a></p></body></html>
"""
RST = "Titre\n=====\n\n:date: {0}\n:slug: r\n\nTexte.\n"


def test_other_markup_is_known_to_links(check: Check) -> None:
    links = "\n[a]({filename}a.html#ici) [b]({filename}b.rst) [c](../../../../2025/02/03/h/) [d](../r/)\n"
    files = {
        "posts/a.html": HTML,
        "posts/b.rst": RST.format("2025-02-03"),
        "posts/c.md": TEXT.format("C") + links,
    }
    nothing = "/rien/ leads to nothing on this site; correct or remove it"
    assert check(files) == [f"content/posts/a.html:2: {nothing}"]
    assert check({"posts/b.rst": RST.format("hier"), "posts/c.md": TEXT.format("C")}) == [
        f"content/posts/a.html:2: {nothing}",
        f"content/posts/b.rst:4: Date: hier is not a date that the build can read; {FORM}",
    ]
    skipped = RST.format("2025-02-03\n:status: skip")
    assert check({"posts/b.rst": skipped}) == [f"content/posts/a.html:2: {nothing}"]


UNCLEAR = "does not say whether it is for readers; write `status: draft` or `status: published` in its place"
DRAFT = '`<meta name="status" content="draft">`'


def write_html(title: str = "H", body: str = "<p>x</p>", **metadata: str) -> str:
    values = {"date": "2025-02-03", **metadata}
    head = "".join(f'<meta name="{name}" content="{value}">' for name, value in values.items() if value)
    return f"<html><head><title>{title}</title>{head}</head>\n<body>\n{body}\n</body></html>\n"


UNKNOWN = "unknown status keyword 'x' in marked section"
NO_WORDS = 'for those who cannot see it; describe it in its tag: alt="…", or alt="" if it says nothing'
FUTURE = "is in the future (in Europe/Paris), and the post would be published now; correct it, or add"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (write_html(), []),
        (write_html(date="2025-02-03 18:30"), []),
        (
            write_html(title=""),
            ['1: the title is empty; write it, as in `<meta name="title" content="My title">`'],
        ),
        (
            write_html(date=""),
            ['1: the date is missing; add a line such as `<meta name="date" content="2026-01-01">`'],
        ),
        (write_html(date="2026-01-02"), [f"1: Date: 2026-01-02 {FUTURE} {DRAFT}"]),
        (write_html(date="2026-01-02 10:00"), [f"1: Date: 2026-01-02 10:00 {FUTURE} {DRAFT}"]),
        (write_html(date="2026-01-02", status="draft"), []),
        (write_html(modified="2025-02-02"), ["1: Modified is before Date; correct one of them"]),
        (write_html(slug="a b"), ["1: Slug: a b cannot be the end of an address; write it as a-b"]),
        (write_html(status="Skip"), ["1: kept back as a draft because of `status: Skip`"]),
        (write_html(status="fini"), [f"1: kept back as a draft, because `status: fini` {UNCLEAR}"]),
        (
            write_html(body='<img src="{static}/images/a.jpg">'),
            [f"3: image images/a.jpg has no alt text {NO_WORDS}"],
        ),
        (
            write_html(body="<![x["),
            [f"1: it cannot be read (AssertionError: {UNKNOWN}); correct the header or the text"],
        ),
        (write_html(body="<object></object>"), ["3: the published page shows no <object>; remove it"]),
        (
            write_html(body='<iframe src="https://vimeo.com/1"></iframe>'),
            ["3: the published page shows no <iframe>; write a link to https://vimeo.com/1"],
        ),
    ],
)
def test_html_is_read_as_well(check: Check, text: str, problems: list[str]) -> None:
    printed = check({"posts/a.html": text, "images/a.jpg": JPEG})
    assert printed == [f"content/posts/a.html:{problem}" for problem in problems]


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ("2025-02-03", []),
        ("2026-01-02", [f"4: Date: 2026-01-02 {FUTURE} `:status: draft`"]),
        ("2025-02-03\n:status: SKIP", ["5: kept back as a draft because of `status: SKIP`"]),
        (
            "2025-02-03\n:video_title: x",
            ["5: Video_title is given without Video; add a Video line or remove this one."],
        ),
        (
            "2025-02-03\n:image: x.jpg",
            [f"5: Image: there is no file x.jpg in the content folder; {NO_PICTURE}"],
        ),
    ],
)
def test_values_of_restructured_text_are_read_as_well(check: Check, lines: str, problems: list[str]) -> None:
    picture = "\n.. image:: {static}/images/a.jpg\n   :alt: Un plat\n"
    printed = check({"posts/a.rst": RST.format(lines) + picture, "images/a.jpg": JPEG})
    assert printed == [f"content/posts/a.rst:{problem}" for problem in problems]
