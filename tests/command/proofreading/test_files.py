"""Files that are no texts: names, pictures as the plugin that publishes them finds them, and comments."""

from dataclasses import replace

import pytest
from pelican_blog.blog import Blog
from pelican_blog.errors import WritingError
from pelican_blog.proofreading.report import proofread

from .conftest import JPEG, NOW, PNG, Check, draw, leave_out, save

TEXT = "Title: {0}\nDate: 2025-02-03\n\nTexte.\n"
NOWHERE = "and so this is published nowhere; save it as Markdown, in .md"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        (
            "posts/a.txt",
            f"Pelican passes over files in .txt, {NOWHERE}",
        ),
        (
            "pages/a.docx",
            f"Pelican passes over files in .docx, {NOWHERE}",
        ),
        (
            "posts/a.md.TXT",
            f"Pelican passes over files in .TXT, {NOWHERE}",
        ),
        (
            "posts/2025/essai",
            f"Pelican passes over files without a suffix, {NOWHERE}",
        ),
        ("posts/a.MD", "Pelican passes over files in .MD; spell it .md"),
        *((name, None) for name in ("posts/a.markdown", "posts/a.mkd", "posts/a.jpg", "posts/a.xcf")),
        *((name, None) for name in ("images/a.txt", "extra/a", "posts/.a.md.txt", "a.txt")),
    ],
)
def test_file_is_read_or_this_is_said(check: Check, name: str, problem: str | None) -> None:
    assert check({name: TEXT.format("A")}) == ([f"content/{name}:1: {problem}"] if problem else [])


def test_file_that_a_text_offers_is_no_text(check: Check) -> None:
    text = f"{TEXT.format('A')}\n[a]({{attach}}notes.txt) [b]({{static}}/posts/recette.docx)\n"
    assert check({"posts/a.md": text, "posts/notes.txt": "x", "posts/recette.docx": "x"}) == []


WITH_PICTURE = "Title: A\nDate: 2025-02-03\n\n![Un plat]({static}plat.jpg)\n"
BROKEN = "this file is broken or not a picture; save it again as JPEG or PNG"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.jpg", PNG, "its format is PNG, but its suffix is .jpg; rename it to .png, here and in the text"),
        (
            "a.png",
            draw("WEBP"),
            "its format is WEBP, but its suffix is .png; rename it to .webp, here and in the text",
        ),
        ("a.jpg", b"", BROKEN),
        ("a.png", b"<html><body>Not found</body></html>", BROKEN),
        ("a.jpg", JPEG, None),
        ("a.JPEG", JPEG, None),
        ("a.txt", b"x", None),
    ],
)
def test_file_of_a_picture_is_what_it_seems(check: Check, name: str, data: bytes, said: str | None) -> None:
    assert check({f"images/{name}": data}) == ([f"content/images/{name}:1: {said}"] if said else [])


def test_picture_beside_a_text_is_judged_if_it_is_published(check: Check) -> None:
    (printed,) = check({"posts/a.md": WITH_PICTURE, "posts/plat.jpg": PNG, "posts/autre.jpg": PNG})
    assert printed.startswith("content/posts/plat.jpg:1: its format is PNG")


def test_blog_without_the_plugin_has_its_pictures_as_they_are(blog: Blog) -> None:
    save(blog, {"images/a.jpg": PNG})
    assert proofread(leave_out(blog, "images"), NOW).problems == ()


POST = {"posts/2025/essai.md": "Title: Un essai\nDate: 2025-03-04\nSlug: essai\n\nDu texte.\n"}
COMMENT = "author: Jeanne\n\nOui.\n"
BROKEN = {"pages/a.md": "Slug: a\n\nDu texte.\n"}
NO_TITLE = "content/pages/a.md:1: the title is missing; add a line such as `Title: My title`"


def test_comment_that_is_right_passes(check: Check) -> None:
    assert check({**POST, "comments/essai/1.md": COMMENT, "../inbox/essai/m-0a1b2c3d4e5f.md": COMMENT}) == []


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "content/comments/essai/1.md",
            "author: Jeanne\nmail: x\n\nOui.\n",
            ":2: the key 'mail' is for a reader's address, which is public here; remove the line",
        ),
        (
            "content/comments/essai/1.md",
            "date: 2025-01-01\n\nOui.\n",
            ":1: has no author; add a line such as `author: Jeanne`",
        ),
        (
            "inbox/essai/m-0a1b2c3d4e5f.md",
            "author: Jo\n\njo@example.org\n",
            ":3: there is an e-mail address in it, which is public here; remove it",
        ),
        (
            "inbox/essai/x y.md",
            COMMENT,
            ":1: is no name of a comment that waits; name it <id>.md, with an id of a-z, 0-9 and hyphens, or",
        ),
    ],
)
def test_mistake_is_named_with_its_file_and_line(check: Check, name: str, text: str, said: str) -> None:
    (printed,) = check({**POST, f"../{name}": text})
    assert printed.startswith(f"{name}{said}")


def test_comments_of_no_text_are_named(check: Check) -> None:
    (printed,) = check({**POST, "comments/autre/1.md": COMMENT})
    assert printed.startswith("content/comments/autre:1: no article or page has this slug; ")


def test_mistakes_of_texts_and_comments_are_named_together(check: Check) -> None:
    printed = check({**POST, **BROKEN, "comments/essai/1.md": "author: Jo\nautre: x\n\nOui.\n"})
    assert printed[1] == NO_TITLE
    assert printed[0].startswith("content/comments/essai/1.md:2: the key 'autre' is none of")


def test_whose_comments_are_is_asked_once_the_texts_are_right(check: Check) -> None:
    """A header that is broken may hide the slug which the folder is named after."""
    assert check({**BROKEN, "comments/essai/1.md": COMMENT}) == [NO_TITLE]


def test_blog_without_comments_has_none_to_read(blog: Blog) -> None:
    save(blog, {**POST, "comments/essai/1.md": "nothing"})
    report = proofread(leave_out(blog, "comments"), NOW)
    assert (report.comments, report.problems) == (0, ())


def test_inbox_that_would_be_public_is_refused(blog: Blog) -> None:
    settings = {**blog.settings, "COMMENTS": {**blog.settings["COMMENTS"], "inbox": "content/inbox"}}
    with pytest.raises(WritingError, match="what waits there would be public"):
        proofread(replace(blog, settings=settings), NOW)
