"""Files of any markup, comments and pictures as they are read, and texts that get in each other's way."""

import re

import pytest
from pelican_blog.blog import Blog
from pelican_blog.errors import WritingError

from .conftest import JPEG, PNG, Check, proofread_with

TEXT = "Title: {0}\nDate: 2025-02-03\n\nTexte.\n"


def test_file_is_read_or_this_is_said_and_a_picture_is_what_it_seems(check: Check) -> None:
    said = """\
posts/a.txt:1 file-ignored ignores .txt files, so this is not published
posts/2025/essai:1 file-ignored without a suffix
posts/b.MD:1 file-ignored rename it to .md
images/a.jpg:1 image-suffix .png
images/d.png:1 image-broken
posts/plat.jpg:1 image-suffix
posts/e.md:5 link-static
posts/e.md:6 link-dead write {static} before
""".splitlines()
    links = "[a]({static}plat.jpg) [b]({attach}notes.txt) [c]({filename}plat.jpg)\n[d]({filename}autre.jpg)\n"
    pictures = {"images/a.jpg": PNG, "images/f.JPEG": JPEG, "posts/plat.jpg": PNG, "posts/autre.jpg": PNG}
    pictures |= {"images/d.png": b"<html>Not found</html>"}
    names = (
        "posts/c.markdown images/a.txt posts/.a.md.txt posts/README posts/notes.txt posts/b.MD posts/a.txt"
    )
    texts = {name: TEXT.format(name) for name in (*names.split(), "posts/2025/essai")}
    check({**pictures, **texts, "posts/e.md": f"{TEXT.format('E')}{links}"}, *said)


COMMENT = "author: Jeanne\n\nOui.\n"


def test_mistakes_in_comments_are_named_and_whose_they_are_once_texts_are_right(
    blog: Blog, check: Check
) -> None:
    """A header that is broken may hide the slug which the folder is named after."""
    files = {
        "posts/2025/essai.md": "Title: Un essai\nDate: 2025-03-04\nSlug: essai\n\nDu texte.\n",
        "comments/essai/1.md": COMMENT,
        "../inbox/essai/m-0a1b2c3d4e5f.md": COMMENT,
        "comments/essai/2.md": "author: Jeanne\nmail: x\n\nOui.\n",
        "comments/essai/3.md": "author: Jo\nsource: wordpress:3\n\njo@example.org\n",
        "../inbox/essai/m-1a1b2c3d4e5f.md": "author: Jo\n\njo@example.org\n",
        "comments/autre/1.md": COMMENT,
    }
    said = """\
comments/essai/2.md:2 comment 'mail'
comments/essai/3.md:4 comment-address
inbox/essai/m-1a1b2c3d4e5f.md:3 comment mail
""".splitlines()
    check(files, *said, "comments/autre:1 comment")
    check({"pages/a.md": "Slug: a\n\nDu texte.\n"}, *said, "pages/a.md:1 title-missing")
    with pytest.raises(WritingError, match="public"):
        proofread_with(blog, COMMENTS={**blog.settings["COMMENTS"], "inbox": "content/inbox"})


TABLE = """
posts/a1.md | Slug: x1
posts/b1.md | Title: U | Slug: x1 → 3 collision content/posts/a1.md has the same slug x1 and language
posts/a2.md | Title: Été ‖ posts/b2.md | Title: Ete → 1 collision content/posts/a2.md
posts/a3.md | Slug: x3 ‖ pages/b3.md | Slug: x3 ‖ posts/c3.md | Slug: x3 | Lang: en
posts/a4.md | Slug: x4 → 3 collision content/pages/b4.md has the same slug x4, so both would show
pages/b4.md | Slug: x4 | Comments: open
posts/d4.md | Slug: x4 | Lang: de | Comments: hidden ‖ posts/a5.md | Slug: x5
posts/b5.md | Date: 2025-02-04 | Slug: x5 | Lang: en → 2 translation-date /en/2025/02/04/x5/
pages/a6.md | Title: Archives → 1 collision /archives/ ‖ pages/b6.md | Slug: tags → 3 collision /tags/
posts/a7.md | Slug: a7 | Tags: C++ | Category: C
posts/b7.md | Slug: b7 | Tags: pain, C# → 4 term-collision C# gets the same address as C++ in
posts/b8.md | Slug: b8 | Category: C ! → 4 term-collision /category/c/
posts/a11.md | Slug: x11 | Lang: en
posts/b11.md | Slug: x11 | Lang: de → 4 collision `Translation: true` to one
posts/a13.md | Slug: x13 | Translation: true → 4 collision remove the line
posts/a16.md | Slug: a16 | Tags: Été, sel | Category: Sel ‖ posts/b16.md | Slug: b16 | Tags: ete
pages/a17.md | Save_as: index.html | Url: index.html
posts/a18.md | Slug: x18 | Comments: closed
posts/b18.md | Slug: x18 | Lang: en → 4 comments-translation content/posts/a18.md, where they are closed
posts/a21.md | Slug: x21 | Comments: open ‖ posts/b21.md | Slug: x21 | Comments: closed | Lang: en
"""


def test_texts_keep_out_of_each_others_way(check: Check) -> None:
    """A row has a file's name, lines of its header, and problems."""
    files, expected = {"comments/x4/1.md": "author: Jo\n\nOui.\n"}, []
    for row in re.split(r"\n| ‖ ", TABLE.strip()):
        start, _, problem = row.partition(" → ")
        name, *lines = start.split(" | ")
        header = {"Title": "T", "Date": "2025-02-03", **dict(line.split(": ", 1) for line in lines)}
        files[name] = "".join(f"{key}: {value}\n" for key, value in header.items()) + "\nTexte.\n"
        expected += [f"{name}:{problem}"] if problem else []
    check(files, *expected)


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


def test_html_and_restructured_text_are_read_as_well(check_table: Check) -> None:
    table = """
TITLE DATE BODY <!-- proofread: ignore link-dead -->¶<a href="/rien/">a</a>
<title></title><meta name="slug" content="essai"> DATE BODY <p>x</p> → 1 title-missing content="My title">
TITLE <meta name="date" content="2026-01-02"> BODY <p>x</p> → 1 date-future `<meta name="status"
TITLE DATE BODY <img src="{static}/images/plat.jpg"><a href="">x</a> → 3 image-alt; 3 address-invalid quotes
TITLE DATE BODY <p id="ici"><a href="/rien/">x</a> <a href="#ici">y</a></p> → 3 link-dead
TITLE DATE BODY <![x[ → 1 text-unbuildable AssertionError
TITLE DATE BODY <iframe src="https://vimeo.com/1"></iframe> → 3 embed-blocked a link to https://vimeo.com/1
"""
    table = table.replace(" BODY ", "</head>¶<body>¶").replace("TITLE", "<title>Essai</title>")
    table = table.replace("DATE", '<meta name="date" content="2025-02-03">')
    check_table(table, "<html><head>ROW\n</body></html>\n", "html")
    table = """
2025-02-03¶¶.. proofread: ignore link-dead¶¶`a </rien/>`_
2026-01-02 → 4 date-future `:status: draft` ‖ hier → 4 date-invalid
2025-02-03¶¶.. nosuch:: x → 6 text-unbuildable correct the text
2025-02-03¶¶Voici [[une page]]. → 6 foreign-markup in the markup of this file
"""
    picture = "\n.. image:: {static}/images/plat.jpg\n   :alt: Un plat\n"
    check_table(table, f"Essai\n=========\n\n:date: ROW\n\nTexte.\n{picture}", "rst")
