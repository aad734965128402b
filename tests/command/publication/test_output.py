"""Built files beside what must stay at home: each is compared with the few that it may be; none is missed."""

from pathlib import Path

import pytest
from pelican_blog.publication import output
from pelican_blog.publication.output import Draft, Waiting, find_output_obstacles

from tests.command.publication.conftest import write_files


def build_drafts(folder: Path, count: int) -> list[Draft]:
    """Drafts of as many sizes, which the site has no pages of."""
    write_files(folder, {f"posts/{number}.md": "x" * (number + 1) for number in range(count)})
    return [
        Draft(
            source=folder / f"posts/{number}.md",
            name=f"content/posts/{number}.md",
            save_as="",
            address=f"https://example.org/drafts/{number}/",
        )
        for number in range(count)
    ]


def build_waiting(folder: Path, count: int) -> list[Waiting]:
    """Comments of as many sizes that wait below one article."""
    write_files(folder, {f"inbox/post/c-{number}.md": "y" * (number + 100) for number in range(count)})
    return [Waiting(source=folder / f"inbox/post/c-{number}.md", post="post") for number in range(count)]


def test_each_is_found_among_many(tmp_path: Path) -> None:
    drafts, waiting = build_drafts(tmp_path / "blog", 30), build_waiting(tmp_path / "blog", 30)
    site = {
        "post/index.html": '<article id="comment-c-3"><a href="https://example.org/drafts/5/#x">',
        "other/index.html": '<article id="comment-c-4"><a href="https://example.org/drafts/55/">',
        "copy.txt": "x" * 8,
        "other.txt": "y" * 107,
        "post/c-9.md": "",
        "a.html": '<a href="https://example.org/drafts/5/">',
    }
    write_files(tmp_path / "site", site)
    found = find_output_obstacles(tmp_path / "site", drafts=drafts, waiting=waiting)
    named = [message.removeprefix(f"{tmp_path}/blog/").split(": ")[0] for message in found]
    assert named == [
        "content/posts/7.md",
        "inbox/post/c-7.md",
        "inbox/post/c-9.md",
        "inbox/post/c-3.md",
        "content/posts/5.md",
    ]


def test_draft_with_two_links_is_named_once(tmp_path: Path) -> None:
    (draft,) = build_drafts(tmp_path / "blog", 1)
    page = f'<a href="{draft.address}">x</a> <a href="{draft.address}#y">x</a>'
    write_files(tmp_path / "site", {"index.html": page, "2015/x/index.html": page})
    (message,) = find_output_obstacles(tmp_path / "site", drafts=[draft])
    assert "2 pages link to it, such as 2015/x/index.html" in message


def test_files_of_other_sizes_are_not_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output.filecmp, "cmp", lambda *_, **__: pytest.fail("compared for nothing"))
    drafts, waiting = build_drafts(tmp_path / "blog", 30), build_waiting(tmp_path / "blog", 30)
    write_files(tmp_path / "site", {f"{number}.txt": "z" * (number + 1000) for number in range(30)})
    assert not [*find_output_obstacles(tmp_path / "site", drafts=drafts, waiting=waiting)]
