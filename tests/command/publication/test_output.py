"""Built files next to what must stay private: each is compared with few of them, and none is missed."""

from pathlib import Path

import pytest
from pelican_blog.publication import output
from pelican_blog.publication.output import Draft, Waiting, find_output_obstacles

from .conftest import write_files

DRAFTS = "https://example.org/drafts"


@pytest.fixture
def private(tmp_path: Path) -> tuple[list[Draft], list[Waiting]]:
    """Drafts without pages, and pending comments below one article, each of another size."""
    blog = tmp_path / "blog"
    write_files(blog, {f"posts/{number}.md": "x" * (number + 1) for number in range(30)})
    write_files(blog, {f"inbox/post/c-{number}.md": "y" * (number + 100) for number in range(30)})
    drafts = [
        Draft(path=blog / f"posts/{n}.md", name=f"content/posts/{n}.md", save_as="", address=f"{DRAFTS}/{n}/")
        for n in range(30)
    ]
    return drafts, [Waiting(path=blog / f"inbox/post/c-{n}.md", post="post") for n in range(30)]


def test_each_is_found_among_many(tmp_path: Path, private: tuple[list[Draft], list[Waiting]]) -> None:
    twice = f'<a href="{DRAFTS}/6/">x</a> <a href="{DRAFTS}/6/#y">x</a>'
    site = {
        "post/index.html": f'<article id="comment-c-3"><a href="{DRAFTS}/5/#x">',
        "other/index.html": f'<article id="comment-c-4"><a href="{DRAFTS}/55/">',
        "copy.txt": "x" * 8,
        "other.txt": "y" * 107,
        "post/c-9.md": "",
        "a.html": f'<a href="{DRAFTS}/5/">',
        "b.html": twice,
        "2015/x/index.html": twice,
    }
    write_files(tmp_path / "site", site)
    found = list(find_output_obstacles(tmp_path / "site", drafts=private[0], waiting=private[1]))
    named = [message.removeprefix(f"{tmp_path}/blog/").split(": ")[0] for message in found]
    comments = ["inbox/post/c-7.md", "inbox/post/c-9.md", "inbox/post/c-3.md"]
    assert named == ["content/posts/7.md", *comments, "content/posts/5.md", "content/posts/6.md"]
    assert "2 pages link to it, such as post/index.html" in found[-2]
    assert "2 pages link to it, such as 2015/x/index.html" in found[-1]


def test_files_of_other_sizes_are_not_compared(
    tmp_path: Path, private: tuple[list[Draft], list[Waiting]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output.filecmp, "cmp", lambda *_, **__: pytest.fail("compared for nothing"))
    write_files(tmp_path / "site", {f"{number}.txt": "z" * (number + 1000) for number in range(30)})
    assert not [*find_output_obstacles(tmp_path / "site", drafts=private[0], waiting=private[1])]
