"""Comment files: what is read from them, what is refused, the folders of the older plugins, and copies.

Programs leave copies beside comment files: they are known by their names, reported, and not published.
"""

from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock
from zoneinfo import ZoneInfo

import pytest
from pelican.plugins.comments.copies import find_original, is_leftover, is_marked_as_copy
from pelican.plugins.comments.errors import CommentFileError
from pelican.plugins.comments.markup import MAX_SOURCE
from pelican.plugins.comments.models import Comment
from pelican.plugins.comments.moderation.checks import check_comments
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.storage import find_comment, read_comments, read_readable_comments
from pelican_toolkit.errors import Problem

SaveComment = Callable[..., Path]

PARIS = ZoneInfo("Europe/Paris")
LINE_ENDS = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""What splitlines() goes by too."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "comments" / "tango"
    path.mkdir(parents=True)
    return path


def save(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())


def read(folder: Path) -> dict[str, Comment]:
    comments = read_comments(folder, timezone=PARIS, root=folder.parent.parent)
    return {comment.id: comment for comment in comments}


def read_one(folder: Path, text: str, name: str = "1.md") -> Comment:
    (folder / name).write_bytes(text.encode())
    (comment,) = read(folder).values()
    return comment


def refuse(folder: Path, text: str | bytes, name: str = "1.md") -> tuple[Problem, ...]:
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(CommentFileError) as caught:
        read(folder)
    assert {problem.place for problem in caught.value.problems} == {f"comments/tango/{name}"}
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "author", "body"),
    [
        ("author: J\ndate:\nreplyto:\nwebsite:\nsource:\nlang:\n\nText", "J", "<p>Text</p>"),
        ("---\nauthor: J\n---\nText", "J", "<p>Text</p>"),
        ("author: J\r\n\r\nText", "J", "<p>Text</p>"),
        ("\ufeffAuthor: Jeanne\n    Dupont\nStatus: PUBLISHED\n\nText", "Jeanne Dupont", "<p>Text</p>"),
        ("author: J\nstatus: lost\nwebsite: https://example.org\nlang: fr\n\nSecret", "J", ""),
        ("author: J\nstatus: removed\nwebsite: https://example.org\nlang: fr\n\nSecret", "", ""),
        ("author: J\nemail: j@example.org\nip: 192.0.2.1\n\nText", "J", "<p>Text</p>"),
        # a name could make its bearer the article's author, if any other character began a line
        *((f"author: J{end}role: author\n\nText", None, "<p>Text</p>") for end in LINE_ENDS),
    ],
)
def test_header_ends_at_an_empty_line(folder: Path, text: str, author: str | None, body: str) -> None:
    comment = read_one(folder, text)
    assert (comment.author if author is not None else None, comment.body) == (author, body)
    assert (comment.date, comment.reply_to, comment.website, comment.lang) == (None, None, None, None)
    assert (comment.by_author, comment.source) == (False, None)


def test_dates_are_in_the_site_s_time_zone_to_the_second(folder: Path) -> None:
    dates = {
        "2015-07-20 14:30:00.123456": "14:30:00+02:00",
        "Fri, 20 Nov 2015 14:30:00 +0000": "15:30:00+01:00",
    }
    for value, expected in dates.items():
        assert str(read_one(folder, f"author: J\ndate: {value}\n\nText").date).endswith(f"20 {expected}")


@pytest.mark.parametrize(
    ("text", "code", "line", "remedy"),
    [
        ("Bonjour\n\nTexte", "no-key", 1, "`key: value` line; correct it, or leave an empty line between"),
        ("author: J\nreplytoo: 1\n\nText", "unknown-key", 2, "'replytoo'; did you mean 'replyto'?"),
        # a date has to be whole, unambiguous, in a known zone and within the calendar
        ("author: J\ndate: hier\n\nText", "unusable-value", 2, "write it like 2015-11-20T14:30:00+01:00."),
        *(
            (f"author: J\n    K\ndate: {date}\n\nText", "unusable-value", 3, "date ")
            for date in ("05/11/2015", "14:30", "20 Nov 2015 10:00 PDT", "9999-12-31T23:59Z")
        ),
        ("author: J\nwebsite: javascript:x\n\nText", "unusable-value", 2, "correct it or remove the line."),
        ("author: \u200b\n\nText", "no-author", None, "add a line such as `author: Jeanne`."),
        ("author: J\n", "no-text", None, "write it below an empty line after the header."),
        (f"author: J\n\n{'x' * (MAX_SOURCE + 1)}", "too-long", None, "10000 is the most; shorten it."),
        (b"author: J\xe9r\xf4me\n\nText", "no-utf-8", None, "(byte 9); save it in that encoding."),
    ],
)
def test_broken_file_is_refused_with_code_line_and_remedy(
    folder: Path, text: str | bytes, code: str, line: int | None, remedy: str
) -> None:
    (problem,) = refuse(folder, text)
    assert (problem.code, problem.line, remedy in problem.message) == (code, line, True), problem


def test_what_is_no_comment_file_is_named_and_leftovers_are_ignored(folder: Path, tmp_path: Path) -> None:
    leftovers = (".DS_Store", "1.md~", ".1.md.swp", "#1.md#", "~1.md", "1.bak", "1.swp", "1.md.tmp")
    save(folder, dict.fromkeys(leftovers, "x"))
    assert read(folder) == read(folder / "nothing") == {}
    save(folder, dict.fromkeys(("3.md", "README"), "author: J\n\nText"))
    (tmp_path / "secret.md").write_text("author: J\n\nSecret")
    (folder / "1.md").symlink_to(tmp_path / "secret.md")
    (folder / "2.md").mkdir()
    with pytest.raises(CommentFileError) as caught:
        read(folder)
    assert [(problem.code, problem.place) for problem in caught.value.problems] == [
        ("no-comment", f"comments/tango/{name}") for name in ("1.md", "2.md", "README")
    ]
    assert "expected a plain file named <id>.md or <id>.html" in caught.value.problems[0]


def test_file_that_cannot_be_opened_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", Mock(side_effect=PermissionError(13, "Permission denied")))
    (problem,) = refuse(folder, "author: A\n\nText.")
    assert (problem.code, problem.message) == ("unreadable", "cannot read the file: Permission denied.")


def test_html_is_sanitised(folder: Path) -> None:
    html = "<p>1. <b onclick=x>a</b></p><script>x</script>"
    assert read_one(folder, f"author: J\n\n{html}", "1.html").body == "<p>1. <b>a</b></p>"


# Folders written for pelican_comment_system or minchin.static_comments


def test_older_plugins_ids_are_understood(folder: Path) -> None:
    """Their id of a file is its slugified name with the suffix."""
    headers = [
        *(("x", "slug: c-1"), ("y", "replyto: C-1"), ("z", "replyto: xmd")),
        *(("A B", "post_id: 1"), ("b", "replyto: A B"), ("c", "replyto: a-bmd")),
    ]
    save(folder, {f"{name}.md": f"Author: Ann\n{header}\n\nText" for name, header in headers})
    replies = " ".join(f"{key}:{comment.reply_to}" for key, comment in read(folder).items())
    assert replies == "a-b:None b:a-b c:a-b c-1:None y:c-1 z:c-1"


# One comment of many


def find(folder: Path, comment_id: str) -> str | None:
    """The file of the comment of this id."""
    comment = find_comment(folder, comment_id, timezone=PARIS, root=folder.parent.parent)
    return Path(comment.path).name if comment else None


def test_comment_is_found_by_its_id(folder: Path) -> None:
    assert find(folder / "nothing", "1") is None
    texts = {
        "front.md": "---\nSlug: Other\nauthor: a\n---\n\nText.\n",
        "text.md": "author: a\n\nslug: not-a-header\n",
        "other file.md": "slug: broken\nno header\n\nText.\n",
    }
    plain = ("2.html", "Été à Paris.md", "upper.MD", "picture.png")
    save(folder, {**dict.fromkeys(plain, "author: a\n\nText.\n"), **texts})
    (folder / "linked").symlink_to(folder / "2.html")
    ids = ["2", "ete-a-paris", "upper", "other", "text"]
    assert [find(folder, comment_id) for comment_id in ids] == [*plain[:3], *list(texts)[:2]]
    for nothing in ("front", "not-a-header", "broken", "picture", "linked", "4", ""):
        assert find(folder, nothing) is None
    save(folder, {"1.md": "no header\n\nText.\n"})
    with pytest.raises(CommentFileError, match=r"comments/tango/1\.md: "):
        find(folder, "1")


# Copies that programs leave

MARKED = [
    *("9 - Copie (2)", "9 - Cópia (3)", "9 - コピー", "9_copy", "9 (3rd copy)", "9 (copy 2)", "Copia di 9"),
    *("9 - Copie - Copie", "9.sync-conflict-20261125-101010-ABCDEFG", "9.Conflict"),
    *("9 (Jeanne (iPhone) conflicted copy 2026-11-25)", "9 (Case Conflict 1)", "9 (競合コピー 2026-11-25)"),
]
NUMBERED = [
    *("9 (1)", "9(1)", "9 2", "9-DESKTOP-AB12CD3", "9-PC-de-Zoé", "9 [Conflict]", "9~20261121-170512"),
    *("9.orig", "9_old", "9 duplicate", "9.md.LOCAL.123", "9 – Kopie", "9 - Copie (1) (1)"),
]
LEFT = [
    *("9.md~", "9.md.~1~", "9.md.BAK", "9.md.orig", "9.md.1", "9.md.r12", "9.md.txt", ".9.md.un~", "9.html~"),
    *(".9.md.kate-swp", ".9.md.swo", ".#9.md", "#9.md#", "._9.md", "~$9.md"),
]
INNOCENT = ["9-copy", "copie", "no-conflict", "9-2", "gh-58-a1b2c3", "2417", "Paul", "10 (1)", "10 2"]
NORA = ("author: Nora", "date: 2026-11-22T13:30:00+01:00")


def test_copy_is_known_by_its_name_and_what_it_says(save_comment: SaveComment) -> None:
    original = save_comment("9", *NORA)
    for name in (*MARKED, *NUMBERED, *INNOCENT):
        same = save_comment(f"{name}.md", *NORA)
        assert find_original(same) == (None if name in INNOCENT else original), name
        other = save_comment(f"{name}.md", "author: Paul", "date: 2026-11-23", text="Autre chose")
        assert find_original(other) == original or name not in MARKED, name
        assert is_marked_as_copy(other) or name not in MARKED
        assert not (name in INNOCENT and (is_marked_as_copy(other) or is_leftover(other)))
        other.unlink()


def test_copy_has_the_same_moment_or_the_same_day_and_author(save_comment: SaveComment) -> None:
    day = "date: 2026-11-22"
    for original, copy, is_copy in (
        (("status: removed", NORA[1]), NORA, True),
        (("author: Nora", day), ("author: Nora", day), True),
        (("author: Nora", day), ("author: Paul", day), False),
    ):
        save_comment("gh", *original)  # a shorter name, which does not count
        path = save_comment("gh-57", *original, text="Avant")
        copied = save_comment("gh-57-DESKTOP-AB12CD3.md", *copy, text="Après")
        assert find_original(copied) == (path if is_copy else None)


def test_copies_and_leftovers_are_reported_and_not_published(blog: Site, save_comment: SaveComment) -> None:
    save_comment("9.html", *NORA)
    for name in ("9 copy.html", "9 (1).html"):
        save_comment(name, *NORA)
    save_comment("8 (conflicted copy).md", *NORA)  # it may be all that is left
    save_comment("8 (conflicted copy).md", *NORA, post="clos", waits=True)
    for name in LEFT:
        (blog.comments / "article" / name).write_text("author: Nora\n\nMerci !\n")
    comments, copies = read_readable_comments(blog.comments / "article", timezone=PARIS, root=blog.root)
    assert [comment.id for comment in comments] == ["1", "8-conflicted-copy", "9", "gh-57"]
    assert [problem.code for problem in copies if "9.html" in problem] == ["copy", "copy"]
    problems = check_comments(blog).problems
    named = [problem.place.rpartition("/")[2] for problem in problems]
    copied = ["9 (1).html", "9 copy.html", *["8 (conflicted copy).md"] * 2]
    assert sorted(named) == sorted([*copied, *LEFT])
