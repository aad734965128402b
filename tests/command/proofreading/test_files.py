"""Files beside texts, comments, and texts that get in each other's way."""

import re

import pytest
from pelican_blog.blog import Blog
from pelican_blog.errors import WritingError

from .conftest import JPEG, PNG, Check, proofread_with

TEXT = "Title: {0}\nDate: 2025-02-03\n\nTexte.\n"


def test_file_is_read_or_this_is_said(check: Check) -> None:
    ignored = """\
posts/a.txt:1 file-ignored ignores .txt files, so this is not published
posts/a.md.TXT:1 file-ignored .TXT
posts/2025/essai:1 file-ignored without a suffix
posts/b.MD:1 file-ignored rename it to .md
""".splitlines()
    right = (
        "posts/c.markdown posts/a.xcf images/a.txt extra/a posts/.a.md.txt a.txt posts/README posts/notes.txt"
    )
    names = [*right.split(), *(line.split(":")[0] for line in ignored)]
    offering = f"{TEXT.format('E')}\n[a]({{attach}}notes.txt)\n"
    check({**{name: TEXT.format(name) for name in names}, "posts/e.md": offering}, *ignored)


def test_published_picture_is_what_it_seems(check: Check) -> None:
    pictures = {"images/a.jpg": PNG, "images/d.png": b"<html>Not found</html>", "images/f.JPEG": JPEG}
    said = ("images/a.jpg:1 image-suffix .png", "images/d.png:1 image-broken")
    text = "Title: A\nDate: 2025-02-03\n\n![Un plat]({static}plat.jpg)\n![Un plat]({filename}plat.jpg)\n"
    beside = {"posts/a.md": text, "posts/plat.jpg": PNG, "posts/autre.jpg": PNG}
    check({**pictures, **beside}, *said, "posts/plat.jpg:1 image-suffix", "posts/a.md:5 link-static")
    text = text.replace("![Un plat]({static}plat.jpg)", "Texte.")
    check({"posts/a.md": text}, *said, "posts/a.md:5 link-dead write {static} before")


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
        "../inbox/essai/m-1a1b2c3d4e5f.md": "author: Jo\n\njo@example.org\n",
        "../inbox/essai/x y.md": COMMENT,
        "comments/autre/1.md": COMMENT,
    }
    said = """\
comments/essai/2.md:2 comment 'mail'
inbox/essai/m-1a1b2c3d4e5f.md:3 comment mail
inbox/essai/x y.md:1 comment
""".splitlines()
    check(files, *said, "comments/autre:1 comment")
    check({"pages/a.md": "Slug: a\n\nDu texte.\n"}, *said, "pages/a.md:1 title-missing")
    with pytest.raises(WritingError, match="public"):
        proofread_with(blog, COMMENTS={**blog.settings["COMMENTS"], "inbox": "content/inbox"})


TABLE = """
posts/a1.md | Slug: x1
posts/b1.md | Title: U | Slug: x1 → 3 collision content/posts/a1.md has the same slug x1 and language
posts/a2.md | Title: Été
posts/b2.md | Title: Ete → 1 collision content/posts/a2.md
posts/a3.md | Slug: x3 ‖ pages/b3.md | Slug: x3 ‖ posts/c3.md | Slug: x3 | Lang: en
posts/a4.md | Slug: x4 → 3 collision content/pages/b4.md has the same slug x4, so both would show
pages/b4.md | Slug: x4 | Comments: open
posts/d4.md | Slug: x4 | Lang: de | Comments: hidden ‖ posts/a5.md | Slug: x5
posts/b5.md | Date: 2025-02-04 | Slug: x5 | Lang: en → 2 translation-date /en/2025/02/04/x5/
pages/a6.md | Title: Archives → 1 collision /archives/ ‖ pages/b6.md | Slug: tags → 3 collision /tags/
posts/a7.md | Slug: a7 | Tags: C++ | Category: C | Author: Jo
posts/b7.md | Slug: b7 | Tags: pain, C# → 4 term-collision C# gets the same address as C++ in
posts/b8.md | Slug: b8 | Category: C ! → 4 term-collision /category/c/
posts/b9.md | Slug: b9 | Authors: Lou; Jo? → 4 term-collision /author/jo/
posts/a10.md | Slug: x10 ‖ posts/b10.md | Date: 2025-02-03 18:30 | Slug: x10 | Lang: en
posts/a11.md | Slug: x11 | Lang: en
posts/b11.md | Slug: x11 | Lang: de → 4 collision `Translation: true` to one
posts/a12.md | Slug: x12 | Lang: en ‖ posts/b12.md | Slug: x12 | Lang: de | Translation: true
posts/a13.md | Slug: x13 | Translation: true → 4 collision remove the line
pages/a15.md | Slug: x15 ‖ pages/b15.md | Date: 2025-02-04 | Slug: x15 | Lang: en
posts/a16.md | Slug: a16 | Tags: Pain perdu, Été, sel | Category: Sel
posts/b16.md | Slug: b16 | Tags: pain-perdu, ete
pages/a17.md | Save_as: index.html | Url: index.html
posts/a18.md | Slug: x18 | Comments: closed
posts/b18.md | Slug: x18 | Lang: en → 4 comments-translation content/posts/a18.md
posts/a19.md | Slug: x19 | Comments: hidden
posts/b19.md | Slug: x19 | Comments: open | Lang: en → 4 comments-translation are open, but
posts/a20.md | Slug: x20 | Comments: closed ‖ posts/b20.md | Slug: x20 | Comments: no | Lang: en
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


def test_site_may_do_without_categories(check: Check) -> None:
    text = "Title: A\nDate: 2025-02-03\nSummary: [a](/category/)\n\nTexte.\n"
    check({"posts/a.md": text}, "posts/a.md:3 link-dead", CATEGORY_SAVE_AS="")
