"""Files that are no texts: names, pictures as the plugin that publishes them finds them, and comments."""

import pytest
from pelican_blog.blog import Blog
from pelican_blog.errors import WritingError

from .conftest import JPEG, PNG, Check, draw, proofread_with

TEXT = "Title: {0}\nDate: 2025-02-03\n\nTexte.\n"


def test_file_is_read_or_this_is_said(check: Check) -> None:
    ignored = """\
posts/a.txt:1 file-ignored ignores .txt files, so this is not published
pages/a.docx:1 file-ignored .docx
posts/a.md.TXT:1 file-ignored .TXT
posts/2025/essai:1 file-ignored without a suffix
posts/b.MD:1 file-ignored rename it to .md
"""
    right = """
posts/c.markdown posts/d.mkd posts/a.jpg posts/a.xcf images/a.txt extra/a posts/.a.md.txt a.txt posts/README
posts/notes.txt posts/recette.docx
"""
    names = [*right.split(), *(line.split(":")[0] for line in ignored.splitlines())]
    offering = f"{TEXT.format('E')}\n[a]({{attach}}notes.txt) [b]({{static}}/posts/recette.docx)\n"
    check({**{name: TEXT.format(name) for name in names}, "posts/e.md": offering}, *ignored.splitlines())


def test_published_picture_is_what_it_seems(check: Check) -> None:
    files = {"a.jpg": PNG, "b.png": draw("WEBP"), "c.jpg": b"", "d.png": b"<html>Not found</html>"}
    right = {"e.jpg": JPEG, "f.JPEG": JPEG, "g.txt": b"x"}
    said = """\
images/a.jpg:1 image-suffix .png
images/b.png:1 image-suffix .webp
images/c.jpg:1 image-broken
images/d.png:1 image-broken
""".splitlines()
    pictures = {f"images/{name}": data for name, data in (files | right).items()}
    text = "Title: A\nDate: 2025-02-03\n\n![Un plat]({static}plat.jpg)\n![Un plat]({filename}plat.jpg)\n"
    beside = {"posts/a.md": text, "posts/plat.jpg": PNG, "posts/autre.jpg": PNG}
    check({**pictures, **beside}, *said, "posts/plat.jpg:1 image-suffix", "posts/a.md:5 link-static")
    text = text.replace("![Un plat]({static}plat.jpg)", "Texte.")
    check({"posts/a.md": text}, *said, "posts/a.md:5 link-dead write {static} before")


POST = {"posts/2025/essai.md": "Title: Un essai\nDate: 2025-03-04\nSlug: essai\n\nDu texte.\n"}
COMMENT = "author: Jeanne\n\nOui.\n"


def test_mistakes_in_comments_are_named_and_whose_they_are_once_texts_are_right(check: Check) -> None:
    """A header that is broken may hide the slug which the folder is named after."""
    files = {
        "comments/essai/1.md": COMMENT,
        "../inbox/essai/m-0a1b2c3d4e5f.md": COMMENT,
        "comments/essai/2.md": "author: Jeanne\nmail: x\n\nOui.\n",
        "comments/essai/3.md": "date: 2025-01-01\n\nOui.\n",
        "../inbox/essai/m-1a1b2c3d4e5f.md": "author: Jo\n\njo@example.org\n",
        "../inbox/essai/x y.md": COMMENT,
        "comments/autre/1.md": COMMENT,
    }
    said = """\
comments/essai/2.md:2 comment 'mail'
comments/essai/3.md:1 comment author
inbox/essai/m-1a1b2c3d4e5f.md:3 comment mail
inbox/essai/x y.md:1 comment
""".splitlines()
    check({**POST, **files}, *said, "comments/autre:1 comment")
    check({"pages/a.md": "Slug: a\n\nDu texte.\n"}, *said, "pages/a.md:1 title-missing")


def test_inbox_that_would_be_public_is_refused(blog: Blog) -> None:
    with pytest.raises(WritingError, match="public"):
        proofread_with(blog, COMMENTS={**blog.settings["COMMENTS"], "inbox": "content/inbox"})
