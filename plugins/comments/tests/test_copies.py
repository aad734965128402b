"""Copies that programs leave beside comment files: known by their names, reported, and not published."""

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
DAY = "date: 2026-11-22"
NORA = ("author: Nora", f"{DAY}T13:30:00+01:00")


def read(blog: Site) -> tuple[list[str], list[str]]:
    folder = blog.comments / "article"
    comments, problems = read_readable_comments(folder, timezone=blog.timezone, root=blog.root)
    return [comment.id for comment in comments], list(problems)


def check(blog: Site) -> dict[str, str]:
    return {problem.place: problem.message for problem in check_comments(blog).problems}


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_copy_is_reported_and_not_published_twice(blog: Site, save_comment: SaveComment, suffix: str) -> None:
    save_comment(f"9{suffix}", *NORA)
    for name in (*MARKED, *NUMBERED):
        copy = save_comment(f"{name}{suffix}", *NORA)
        assert find_original(copy) == copy.with_name(f"9{suffix}"), name
        ids, (problem,) = read(blog)
        file = f"comments/article/{name}{suffix}"
        assert (ids, problem.partition(": ")[0]) == (["1", "9", "gh-57"], file)
        assert problem.startswith(f"{file}: ")
        assert f"copy of 9{suffix} " in problem
        assert check(blog) == {file: problem.partition(": ")[2]}
        copy.unlink()


def test_marked_copy_is_reported_whatever_it_says_and_without_its_original(
    blog: Site, save_comment: SaveComment
) -> None:
    original = save_comment("9", *NORA, waits=True)
    for name in MARKED:
        save_comment(f"{name}.md", *NORA, text="Autre chose", waits=True)
        assert "copy of 9.md" in check(blog)[f"inbox/article/{name}.md"]
        original.with_name(f"{name}.md").unlink()
    for post in ("clos", "article"):
        path = save_comment("8 (conflicted copy).md", *NORA, post=post, waits=post == "clos")
        assert "named like a copy" in check(blog)[f"{path.parent.parent.name}/{post}/{path.name}"]
    assert len(read(blog)[0]) == 3  # it may be all that is left


def test_name_chosen_on_purpose_is_not_a_copy(blog: Site, save_comment: SaveComment) -> None:
    save_comment("9.md", *NORA)
    for name in INNOCENT:
        path = save_comment(f"{name}.md", *NORA)
        found = (find_original(path), is_marked_as_copy(path), is_leftover(path))
        assert found == (None, False, False), name
        path.unlink()
    save_comment("comment.md", *NORA, text="Un")  # folders of older plugins have files of any name
    for name in ("comment 2", "comment (2)", "comment-A1"):
        path = save_comment(f"{name}.md", "author: Paul", "date: 2026-11-23", text="Deux")
        ids, problems = read(blog)
        assert (len(ids), problems, check(blog)) == (5, [], {})
        path.unlink()


@pytest.mark.parametrize("waits", [False, True])
def test_leftovers_of_editors_are_reported_and_not_published(
    blog: Site, save_comment: SaveComment, *, waits: bool
) -> None:
    own = save_comment("9.md", *NORA, waits=waits)
    for name in LEFT:
        own.with_name(name).write_text("author: Nora\n\nMerci !\n")
    found = check(blog)
    assert found.keys() == {f"{'inbox' if waits else 'comments'}/article/{name}" for name in LEFT}
    assert [text for text in found.values() if not text.startswith("was left behind by an editor")] == []
    assert set(read(blog)[0]) <= {"1", "9", "gh-57"}


@pytest.mark.parametrize(
    ("original", "copy", "name", "is_copy"),
    [
        (("author: Nora",), ("author: Nora",), "9 2", True),  # the same text, without a date
        (("status: removed", NORA[1]), NORA, "9 (1)", True),  # the same moment
        (("author: Nora", DAY), ("author: Nora", DAY), "9 bis", True),
        (("author: Nora", DAY), ("author: Paul", DAY), "9 bis", False),
        (("author: Nora", DAY), ("author: Nora", "date: 2026-11-23"), "9 bis", False),
    ],
)
def test_copy_has_the_same_text_or_date(  # noqa: PLR0913  # the fixtures and the case
    blog: Site,
    save_comment: SaveComment,
    *,
    original: tuple[str, ...],
    copy: tuple[str, ...],
    name: str,
    is_copy: bool,
) -> None:
    is_undated = len(original) == 1
    save_comment("9", *original, text="Avant")
    path = save_comment(f"{name}.md", *copy, text="Avant" if is_undated else "Après")
    assert bool(find_original(path)) is is_copy
    assert (len(read(blog)[0]) == 3) is is_copy


def test_original_is_the_longest_name(save_comment: SaveComment) -> None:
    original = save_comment("gh-57", *NORA)
    save_comment("gh", *NORA)
    for name in ("gh-57-DESKTOP-AB12CD3", "gh-57 (2)", "gh-57.bak"):
        assert find_original(save_comment(f"{name}.md", "author: Anonyme", NORA[1])) == original
