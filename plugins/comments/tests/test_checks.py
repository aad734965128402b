"""What `check` finds in the comment files of a site; it repeats no reader's address."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pelican.plugins.comments.moderation.checks import check_comments
from pelican.plugins.comments.site import Site

SaveComment = Callable[..., Path]

DATE = "date: 2026-11-22T13:30:00+01:00"
NORA = ("author: Nora", DATE)
ADDRESS = "contains an e-mail address, which is public here; remove it."


def check(blog: Site) -> list[str]:
    return [str(problem) for problem in check_comments(blog).problems]


def check_one(blog: Site, name: str = "comments/article/a-1.md") -> list[str]:
    """The problems of one file; no other may have any."""
    report = check_comments(blog)
    assert {problem.place for problem in report.problems} <= {name}
    return [str(problem).removeprefix(f"{name}: ") for problem in report.problems]


def test_valid_comments_are_counted_and_each_file_is_read_once(
    blog: Site, save_comment: SaveComment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_comment("2", *NORA, "replyto: 1md", "website: https://example.org/@nora")
    save_comment("3", "status: removed", DATE)
    save_comment("a-1", *NORA, "replyto: gh-57", "source: github:61", waits=True)
    save_comment("a-2", *NORA, "replyto: a-1", "role: author", waits=True)
    opened: list[Path] = []
    open_file = Path.open
    monkeypatch.setattr(
        Path, "open", lambda path, *more, **other: opened.append(path) or open_file(path, *more, **other)
    )
    report = check_comments(blog)
    assert (report.problems, report.count, len(opened), len(set(opened))) == ((), 6, 6, 6)
    assert (
        check_comments(
            replace(blog, comments=tmp_path / "none", root=tmp_path, inbox=tmp_path / "none")
        ).count
        == 0
    )


KEYS = ("avatar_url", "email", "e-mail", "author_email", "ip", "comment-author-ip")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        *((f"{key}: x", f"the key {key!r} is for a reader's address") for key in KEYS),
        *((f"{key}: x", f"unknown key {key!r} (allowed: author, date") for key in ("rating", "recipe")),
        *((line, ADDRESS) for line in ("source: mail:nora@example.org", "    nora@example.org")),
        *(
            (f"source:{value}", "contains an IP address")
            for value in ("192.0.2.7", " form (192.0.2.7)", "[2001:db8::7]")
        ),
        *(("    192.0.2.7", "contains an IP address"), ("E-Mail:", "the key 'e-mail' is for a reader's")),
    ],
)
def test_line_of_a_header_is_reported(blog: Site, save_comment: SaveComment, line: str, problem: str) -> None:
    save_comment("a-1", DATE, "author: Nora", line)
    (message,) = check_one(blog)
    assert message.startswith(f"line 3: {problem}")


def test_line_that_only_looks_wrong_is_passed_over(blog: Site, save_comment: SaveComment) -> None:
    lines = (
        *("source: wordpress:2417", "website: http://192.0.2.7/", "slug: ip", "type: comment"),
        "source: 1.2.3",
    )
    for number, line in enumerate(lines):
        save_comment(f"a-{number}", "author: Nora", line)
    for number, lang in enumerate(("en", "pt-BR", "pt_BR", "zh-Hant", "")):
        save_comment(f"b-{number}", *NORA, f"lang: {lang}")
        save_comment(f"c-{number}", *NORA, f"lang: {lang}", waits=True)
    assert check(blog) == []


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a-1.md", "Un.\n\nÀ nora@example.org.\nip: 192.0.2.7", f"line 5: {ADDRESS}"),
        *(
            (name, text, f"line 3: {ADDRESS}")
            for name in ("a-1.md", "a-1.html")
            for text in ("nora&#64;example.org", "<p>nora&commat;example.org</p>", "nora\u200b@example.org")
        ),
        *(("a-1.md", text, "readers see an e-mail") for text in (r"nora\@example.org", "*nora*@example.org")),
        ("a-1.html", "<p>nora<b>@</b>example.org</p>", "readers see an e-mail address in its text; remove"),
    ],
)
def test_address_in_the_text_is_reported(
    blog: Site, save_comment: SaveComment, name: str, text: str, problem: str
) -> None:
    save_comment(name, "author: Nora", text=text)
    (message,) = check_one(blog, f"comments/article/{name}")
    assert message.startswith(problem)


@pytest.mark.parametrize("setting", [{"email": "contact@example.org"}, {"public_addresses": ["example.org"]}])
def test_public_address_is_passed_over(
    blog: Site, save_comment: SaveComment, setting: dict[str, Any]
) -> None:
    save_comment("a-1", "author: Nora", text="Écrivez à contact@example.org.")
    save_comment("a-2", "author: Nora", text="*contact*@example.org")
    assert check(replace(blog, settings=replace(blog.settings, **setting))) == []


@pytest.mark.parametrize(
    "lines",
    [
        *(["email: nora@example.org", "source: 192.0.2.7"], ["Write to nora@example.org"]),
        *(["192.0.2.7 is mine"], ["website: mailto:nora@example.org"], ["date: nora@example.org"]),
        *(["date: 192.0.2.7"], ["status: 2001:db8::7"], ["replyto: nora@example.org"]),
        *(["replyto: 192.0.2.7"], ["status: \x1b[31m\u202e"]),
    ],
)
@pytest.mark.parametrize("waits", [False, True])
def test_message_repeats_no_address_and_steers_no_terminal(
    blog: Site, save_comment: SaveComment, lines: list[str], *, waits: bool
) -> None:
    save_comment("a-1", "author: nora@example.org", *lines, text="À paul@example.org", waits=waits)
    save_comment("a-1\x1b[2J.md", "author: Nora", waits=waits)
    messages = "\n".join(check(blog))
    assert f"line {3 + len(lines)}: {ADDRESS}" in messages
    for hidden in ("nora@", "paul@", "192.0.2.7", "2001:db8", "\x1b", "\u202e"):
        assert hidden not in messages


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["author: Nora", "replyto: 9"], "replyto '9'"), (["author: Nora", "replyto: a-1"], "circle"),
        (["author: Nora", "slug: 1"], "the id '1', so"), (["author: Nora", "replytoo: 1"], "did you mean"),
        (["author: Nora", "date: demain"], "date 'demain'"), (["no header"], "line 1: 'no header'"),
        ([DATE], "no author"), ([*NORA, "lang: en US"], "line 3: lang 'en US' "),
        *(([*NORA, f"lang: {one}"], f"line 3: lang '{one}' ") for one in ("english", "français", "e", "en-")),
    ],
)  # fmt: skip
def test_problem_of_a_published_file_is_reported(
    blog: Site, save_comment: SaveComment, lines: list[str], problem: str
) -> None:
    save_comment("a-1", *lines)
    assert any(problem in message for message in check_one(blog))


@pytest.mark.parametrize(
    ("name", "lines", "problem"),
    [
        ("a-1.md", [*NORA, "replyto: 9"], "replyto '9' is not"), ("a-1.md", ["no header"], "line 1: "),
        ("gh-57.md", NORA, "its id is already used by comments/article/gh-57.md"),
        ("a-1.md", ["author: Nora", "website: https://example.org/"], "line 2: unknown key 'website'"),
        *((name, ["author: Nora"], "is not a valid name") for name in ("a-1.html", "A 1.md")),
        ("a-1.md", [*NORA, "lang: english"], "line 3: lang 'english' "),
    ],
)  # fmt: skip
def test_problem_of_a_waiting_file_is_reported(
    blog: Site, save_comment: SaveComment, name: str, lines: list[str], problem: str
) -> None:
    save_comment(name, *lines, waits=True)
    (message,) = check_one(blog, f"inbox/article/{name}")
    assert message.startswith(problem)


def test_published_and_waiting_comments_are_checked_together(blog: Site, save_comment: SaveComment) -> None:
    save_comment("2", "author: Nora", "date: 2026-11-20", "replyto: a-1")
    save_comment("a-1", *NORA, waits=True)  # which is not published
    (message,) = check(blog)
    assert message.startswith("comments/article/2.md: replyto 'a-1' is not a published")
    save_comment("a-1", *NORA, "replyto: 2", waits=True)
    assert sorted("circle" in message for message in check(blog)) == [False, True]


@pytest.mark.parametrize("waits", [False, True])
def test_stray_files_and_folders_are_reported(blog: Site, save_comment: SaveComment, *, waits: bool) -> None:
    own = save_comment("a-1", *NORA, waits=waits)
    save_comment("a-1", *NORA, post="inconnu", waits=waits)
    place = own.parent.parent
    (place / "lost.md").write_text("author: Nora\n\nMerci.\n")
    (place / "clos").symlink_to(own.parent)
    own.with_name("link.md").symlink_to(own)
    own.with_name("folder").mkdir()
    for name in ("notes.txt", ".gitkeep", ".DS_Store", ".0123456789abcdef.tmp"):  # all but the first unseen
        own.with_name(name).write_text("nora@example.org")
    found = [message.partition("; ")[0].removeprefix(f"{place.name}/") for message in check(blog)]
    assert [message.partition(": ")[0] for message in found[:3]] == [
        *("article/folder", "article/link.md", "article/notes.txt"),
    ]
    assert found[3:] == [
        *("clos: is a symlink", "inconnu: no article or page has this slug"),
        "lost.md: is outside the articles' folders",
    ]


def test_issue_that_was_published_twice_is_reported(blog: Site, save_comment: SaveComment) -> None:
    """Older versions did so if it was edited to name another article."""
    for name, source, post in (
        *(("gh-61", "github:61", "article"), ("gh-61", "github:61", "clos"), ("m-1", "mail", "article")),
        *(("gh-62", "github:owner/blog#61@5", "clos"), ("m-2", "mail", "article")),
    ):
        save_comment(name, *NORA, f"source: {source}", post=post)
    save_comment("gh-61-0a1b2c", "author: Nora", "date: 2015-01-01", "source: github:61", post="clos")
    (message,) = check(blog)
    assert message.startswith(
        "comments/clos/gh-61.md: comes from the same issue as comments/article/gh-61.md; "
    )


def test_every_problem_of_every_file_is_reported_at_once(blog: Site, save_comment: SaveComment) -> None:
    save_comment("a-1", "author: Nora", "email: x", "rating: 5", "replyto: 9", text="nora@example.org")
    save_comment("a-2", "no header", "ip: 192.0.2.7")
    save_comment("a-3").write_bytes(b"author: Nora\n\n\xff\xfe nora@example.org\n")
    save_comment("a-3", "author: Paul", "replyto: 8", waits=True)
    save_comment("a-4", "author: Paul", post="inconnu")
    assert [(problem.place, problem.line) for problem in check_comments(blog).problems] == [
        *(("comments/article/a-1.md", line) for line in (None, 2, 3, 6)),
        *(("comments/article/a-2.md", line) for line in (1, 2)),
        *(("comments/article/a-3.md", line) for line in (None, 3)),
        *(("comments/inconnu", None), ("inbox/article/a-3.md", None)),
    ]
