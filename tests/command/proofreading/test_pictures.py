"""Pictures whose files are not what they seem, as the plugin that publishes them finds them."""

import pytest
from pelican_blog.blog import Blog
from pelican_blog.proofreading.report import proofread

from .conftest import JPEG, NOW, PNG, Check, draw, leave_out, save

TEXT = "Title: A\nDate: 2025-02-03\n\n![Un plat]({static}plat.jpg)\n"
SAVE = "Save it again as JPEG or PNG"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.jpg", PNG, "this is a PNG picture named .jpg. Rename it to .png, here and in the text"),
        (
            "a.png",
            draw("WEBP"),
            "this is a WEBP picture named .png. Rename it to .webp, here and in the text",
        ),
        ("a.jpg", b"", f"this file is broken, or no picture. {SAVE}"),
        ("a.png", b"<html><body>Not found</body></html>", f"this file is broken, or no picture. {SAVE}"),
        ("a.jpg", JPEG, None),
        ("a.JPEG", JPEG, None),
        ("a.txt", b"x", None),
    ],
)
def test_file_of_a_picture_is_what_it_seems(check: Check, name: str, data: bytes, said: str | None) -> None:
    assert check({f"images/{name}": data}) == ([f"content/images/{name}:1: {said}"] if said else [])


def test_picture_beside_a_text_is_judged_if_it_is_published(check: Check) -> None:
    (printed,) = check({"posts/a.md": TEXT, "posts/plat.jpg": PNG, "posts/autre.jpg": PNG})
    assert printed.startswith("content/posts/plat.jpg:1: this is a PNG picture")


def test_blog_without_the_plugin_has_its_pictures_as_they_are(blog: Blog) -> None:
    save(blog, {"images/a.jpg": PNG})
    assert proofread(leave_out(blog, "images"), NOW).problems == ()
