"""Files become texts: their prose without code, their lines as editors count them, in every markup."""

import re

from bs4 import BeautifulSoup
from pelican_blog.blog import Blog
from pelican_blog.proofreading.texts import Prose, read_prose

from .conftest import Check


def read(text: str, *code: str) -> Prose:
    page = BeautifulSoup("".join(f"<pre>{block}</pre>" for block in code), "html.parser")
    return read_prose(f"Title: un mot\n\n{text}", 3, page)


def test_code_and_comments_are_no_prose_and_an_address_is_a_whole_one() -> None:
    for text, code, line in (
        ("``mot ` mot``\n<!-- mot\nmot -->\nmot\n", [], 6),
        ("\\`mot\n`\n", [], 3),
        ("1. un\n\n        mot\n        mot\n\n    mot\n", ["mot\nmot\n"], 8),
        ("```\nmot\n\nmot\n```\n>     a  mot\n\nmot\n", ["mot\n\nmot", "a mot"], 10),
        ("    a\n    b\n\nb mot\n", ["b", "a\nb"], 6),
        ("\n\nune fin\n", [], 5),
    ):
        assert read(text, *code).find_line(re.compile("mot")) == line
    assert [read("a\nb a\n").find_line(re.compile("a"), place) for place in range(3)] == [3, 4, 4]
    for other in ("(/a/b)", "(/c/a)", "(/a.b)", "({static}/a)", "(/a-b)"):
        assert read(f"[b]{other}\n[a](/a). [b]{other}\n").find_address("/a") == 4


TEXT = "Title: {0}\nDate: 2025-02-03\n\nTexte.\n"


def test_file_is_read_line_by_line_as_editors_do_or_is_a_problem(blog: Blog, check: Check) -> None:
    broken = {"posts/0.md": "A: b\n\nÉ\n".encode("cp1252"), "posts/1.md": b"Title: A\n\n\xed\xa0\x80\n"}
    (blog.content / "posts").mkdir()
    (blog.content / "posts" / "9.md").symlink_to("nowhere")
    ends = {"a": "\n", "b": "\r\n", "c": "\r"}
    texts = {name: f"\ufeff{TEXT.format(name)}\u2028\n\n![](/a.jpg)\n" for name in ends}
    files = {f"posts/{name}.md": text.replace("\n", ends[name]) for name, text in texts.items()}
    said = [f"{name}:3 file-unreadable UTF-8" for name in broken]
    said += [f"{name}:7 image-alt; 7 link-dead" for name in files]
    check({**broken, **files}, *said, "posts/9.md:1 file-unreadable No such file")


RST = "Titre\n=====\n\n:date: {0}\n:slug: r\n\nTexte.\n"
HTML = """\
<html><head><title>H</title><meta name="date" content="2025-02-03"><meta name="slug" content="h"></head>
<body><p id="ici"><a href="/rien/">x</a></p></body></html>
"""


def test_other_markup_is_known_to_links(check: Check) -> None:
    links = "[a]({filename}a.html#ici) [b]({filename}b.rst) [c](../../../../2025/02/03/h/) [d](../r/)\n"
    files = {"posts/a.html": HTML, "posts/b.rst": RST.format("2025-02-03"), "posts/c.md": TEXT + links}
    check(files, "posts/a.html:2 link-dead")
    files = {
        "posts/b.rst": RST.format("hier"),
        "posts/c.md": TEXT,
        "posts/2025-02-01-d.html": "<p>Texte.</p>\n",
    }
    said = ("posts/b.rst:4 date-invalid", "posts/2025-02-01-d.html:1 title-missing")
    check(files, "posts/a.html:2 link-dead", *said)


def test_html_is_read_as_well(check_table: Check) -> None:
    table = """
TITLE DATE <meta name="proofread" content="ignore link-dead"> BODY <a href="/rien/">a</a>
TITLE DATE BODY <!-- proofread: ignore link-dead -->¶<a href="/rien/">a</a>
<title></title><meta name="slug" content="essai"> DATE BODY <p>x</p> → 1 title-missing content="My title">
TITLE <meta name="date" content="2026-01-02"> BODY <p>x</p> → 1 date-future `<meta name="status"
TITLE DATE BODY <img src="{static}/images/plat.jpg"><a href="">x</a> → 3 image-alt; 3 address-invalid quotes
TITLE DATE BODY <![x[ → 1 text-unbuildable AssertionError
TITLE DATE BODY <iframe src="https://vimeo.com/1"></iframe> → 3 embed-blocked a link to https://vimeo.com/1
"""
    table = table.replace(" BODY ", "</head>¶<body>¶").replace("TITLE", "<title>Essai</title>")
    table = table.replace("DATE", '<meta name="date" content="2025-02-03">')
    check_table(table, "<html><head>ROW\n</body></html>\n", "html")


def test_restructured_text_is_read_as_well(check_table: Check) -> None:
    table = """
2025-02-03¶:proofread: ignore link-dead¶¶`a </rien/>`_
2025-02-03¶¶.. proofread: ignore link-dead¶¶`a </rien/>`_
2026-01-02 → 4 date-future `:status: draft` ‖ 2025-02-03¶:video_title: x → 5 video-invalid
2025-02-03¶¶.. nosuch:: x → 6 text-unbuildable correct the text
2025-02-03¶¶Voici [[une page]]. → 6 foreign-markup in the markup of this file
"""
    picture = "\n.. image:: {static}/images/plat.jpg\n   :alt: Un plat\n"
    check_table(table, f"Essai\n=========\n\n:date: ROW\n\nTexte.\n{picture}", "rst")
