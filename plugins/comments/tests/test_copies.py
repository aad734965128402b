"""The copies that programs leave beside comment files: known by their names, told, and published but once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pelican.plugins.comments.copies import find_original, is_leftover, is_marked_as_copy
from pelican.plugins.comments.moderation.checks import check_comments
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.storage import read_readable_comments

SaveComment = Callable[..., Path]

MARKED = [
    *("9 - Copy", "9 - Copy (2)", "9 - Copie", "9 - Copie (2)", "9 - Kopie", "9 - copia", "9 - Cópia (3)"),
    *("9 - Kopia", "9 - копия", "9 - コピー", "9 - 副本", "9 copy", "9 copy 2", "9 copie", "9 copie 3"),
    *("9 Kopie 2", "9_copy", "9 (copy)", "9 (another copy)", "9 (3rd copy)", "9 (copy 2)", "9 (copie)"),
    *("9 (autre copie)", "9 (3e copie)", "9 (Kopie)", "Copy of 9", "Copie de 9", "Kopie von 9"),
    *("Copia di 9", "9 - Copie - Copie", "9 - Copie (2) copy", "9.sync-conflict-20261125-101010-ABCDEFG"),
    *("9.sync-conflict-20261125-101010", "9 (conflicted copy 2026-11-25 101010)"),
    *("9 (Jeanne's conflicted copy 2026-11-25)", "9 (conflicted copy)", "9 (Case Conflict 1)"),
    *("9 (Copie en conflit de Jeanne 2026-11-25)", "9 (In Konflikt stehende Kopie von Jeanne 2026-11-25)"),
    *("9 (Copia en conflicto de Jeanne 2026-11-25)", "9 (copia in conflitto di Jeanne)"),
    *("9 (Jeanne (iPhone) conflicted copy 2026-11-25)", "9 (SFConflict jeanne 2026-11-25-10-10-10)"),
    *("9 (競合コピー 2026-11-25)", "9_conflict-20261125-101010", "9.Conflict", "9.conflict2"),
    *("9_BACKUP_1234", "9_LOCAL_1234", "9_REMOTE_1234", "9_BASE_1234"),
]
NUMBERED = [
    *("9 (1)", "9(1)", "9 (12)", "9 2", "9 3", "9-JEANNE-PC", "9-DESKTOP-AB12CD3", "9 - Copie (1) (1)"),
    *("9-PC-de-Zoé", "9 [1]", "9 [Conflict]", "9~20261121-170512", "9.orig", "9.old", "9_old", "9 duplicate"),
    *("9 (# Name clash 2026-11-21 abcd #)", "9.md.LOCAL.123", "9 – Kopie", "9 - Sauvegarde", "Copy of 9 (1)"),
    "9 (Jeanne's MacBook's conflicted copy 2026-11-25 (1))",
]
LEFT = [
    *("9.md~", "9.md.~1~", "9.md.bak", "9.md.orig", "9.md.rej", "9.md.old", "9.md.save", "9.md.swp"),
    *("9.md.1", "9.md.txt", ".9.md.un~", ".9.md.kate-swp", "9.md.r12"),
    *(".9.md.swp", ".9.md.swo", ".#9.md", "#9.md#", "._9.md", "~$9.md", "9.md.BAK", "9.html~", "9.md.mine"),
]
INNOCENT = [
    *("9-copy", "copie", "no-conflict", "copie-de-9", "9-2", "gh-58", "gh-58-a1b2c3", "m-0a1b2c3d4e5f"),
    *("2417", "Paul", "un mot", "10 (1)", "10 2", "comment 2"),
]
DATE = "date: 2026-11-22T13:30:00+01:00"


def read(blog: Site) -> tuple[list[str], list[str]]:
    comments, problems = read_readable_comments(
        blog.comments / "article", timezone=blog.timezone, root=blog.root
    )
    return [comment.id for comment in comments], list(problems)


def check(blog: Site) -> dict[str, str]:
    return {problem.file: problem.problem for problem in check_comments(blog).problems}


@pytest.mark.parametrize("name", [*MARKED, *NUMBERED])
@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_copy_is_named_and_not_published_twice(
    blog: Site, save_comment: SaveComment, name: str, suffix: str
) -> None:
    save_comment(f"9{suffix}", "author: Nora", DATE)
    copy = save_comment(f"{name}{suffix}", "author: Nora", DATE)
    assert find_original(copy) == copy.with_name(f"9{suffix}")
    ids, (problem,) = read(blog)
    assert ids == ["1", "9", "gh-57"]
    file = f"comments/article/{name}{suffix}"
    assert problem.startswith(f"{file}: is a copy of 9{suffix} that some program left")
    assert check(blog) == {file: problem.partition(": ")[2]}


@pytest.mark.parametrize("name", MARKED)
def test_copy_in_the_inbox_is_named(blog: Site, save_comment: SaveComment, name: str) -> None:
    save_comment("9", "author: Nora", DATE, waits=True)
    save_comment(f"{name}.md", "author: Nora", DATE, text="Autre chose", waits=True)
    (problem,) = check(blog).values()
    assert problem.startswith("is a copy of 9.md that some program left")


@pytest.mark.parametrize(
    "name", ["9 - Copie", "9.sync-conflict-20261125-101010-ABCDEFG", "9 (conflicted copy)"]
)
@pytest.mark.parametrize("waits", [False, True])
def test_copy_without_its_original_is_named_and_not_lost(
    blog: Site, save_comment: SaveComment, name: str, *, waits: bool
) -> None:
    save_comment(f"{name}.md", "author: Nora", DATE, waits=waits)
    assert list(check(blog).values()) == [
        "is named like a copy that some program made; rename it <id>.md to keep it, or remove it."
    ]
    assert len(read(blog)[0]) == 2 + (not waits)


@pytest.mark.parametrize("name", INNOCENT)
def test_name_that_somebody_chose_is_no_copy(save_comment: SaveComment, name: str) -> None:
    save_comment("9.md", "author: Nora", DATE)
    path = save_comment(f"{name}.md", "author: Nora", DATE)
    assert find_original(path) is None
    assert not is_marked_as_copy(path)
    assert not is_leftover(path)


@pytest.mark.parametrize("name", ["comment 2", "comment (2)", "comment-A1"])
def test_numbers_that_a_writer_gave_are_no_copies(blog: Site, save_comment: SaveComment, name: str) -> None:
    """Folders of older plugins have files of any name."""
    save_comment("comment.md", "author: Nora", DATE, text="Un")
    save_comment(f"{name}.md", "author: Paul", "date: 2026-11-23", text="Deux")
    ids, problems = read(blog)
    assert (len(ids), problems, check(blog)) == (4, [], {})


def test_undated_copy_is_known_by_what_it_says(blog: Site, save_comment: SaveComment) -> None:
    save_comment("9.md", "author: Nora")
    save_comment("9 2.md", "author: Nora")
    assert read(blog)[0] == ["1", "9", "gh-57"]


def test_copy_of_a_removed_comment_shows_it_no_more(blog: Site, save_comment: SaveComment) -> None:
    save_comment("9.md", "status: removed", DATE, text="")
    save_comment("9 (1).md", "author: Nora", DATE)
    assert read(blog)[0] == ["1", "9", "gh-57"]
    assert list(check(blog)) == ["comments/article/9 (1).md"]


@pytest.mark.parametrize("name", LEFT)
@pytest.mark.parametrize("waits", [False, True])
def test_what_editors_put_aside_is_named_and_not_published(
    blog: Site, save_comment: SaveComment, name: str, *, waits: bool
) -> None:
    own = save_comment("9.md", "author: Nora", DATE, waits=waits)
    own.with_name(name).write_text("author: Nora\n\nMerci !\n")
    place = "inbox" if waits else "comments"
    assert check(blog) == {
        f"{place}/article/{name}": "is a leftover of an editor or another tool, "
        "and holds the text of a comment; remove it."
    }
    assert set(read(blog)[0]) <= {"1", "9", "gh-57"}


@pytest.mark.parametrize("name", ["gh-57-DESKTOP-AB12CD3", "gh-57 (2)", "gh-57.bak"])
def test_copy_of_a_name_in_several_parts_is_told(save_comment: SaveComment, name: str) -> None:
    original = save_comment("gh-57", "author: Nora", DATE)
    save_comment("gh", "author: Nora", DATE)
    assert find_original(save_comment(f"{name}.md", "author: Anonyme", DATE)) == original


@pytest.mark.parametrize(
    ("lines", "is_copy"),
    [
        (("author: Nora", "date: 2026-11-22"), True),
        (("author: Paul", "date: 2026-11-22"), False),
        (("author: Nora", "date: 2026-11-23"), False),
    ],
)
def test_comments_of_one_day_by_two_writers_are_no_copies(
    save_comment: SaveComment, lines: tuple[str, ...], *, is_copy: bool
) -> None:
    save_comment("9", "author: Nora", "date: 2026-11-22", text="Avant")
    copy = save_comment("9 bis.md", *lines, text="Après")
    assert bool(find_original(copy)) is is_copy
