"""Comments beside the texts that they belong to."""

from dataclasses import replace

import pytest
from pelican_blog.blog import Blog
from pelican_blog.errors import WritingError
from pelican_blog.proofreading.report import proofread

from .conftest import NOW, Check, leave_out, save

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
