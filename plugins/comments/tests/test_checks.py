"""What `check` finds in the comment files of a site, and that it repeats no reader's address."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pelican.plugins.comments.moderation.checks import check_comments
from pelican.plugins.comments.site import Site

SaveComment = Callable[..., Path]

DATE = "date: 2026-11-22T13:30:00+01:00"


def check(blog: Site) -> list[str]:
    return [str(problem) for problem in check_comments(blog).problems]


def check_one(blog: Site, name: str = "comments/article/a-1.md") -> list[str]:
    """The problems of one file; there must be none in any other."""
    report = check_comments(blog)
    assert {problem.file for problem in report.problems} <= {name}
    return [str(problem).removeprefix(f"{name}: ") for problem in report.problems]


def test_sound_comments_are_counted(blog: Site, save_comment: SaveComment) -> None:
    save_comment("2", "author: Nora", DATE, "replyto: 1md", "website: https://example.org/@nora")
    save_comment("3", "status: removed", DATE)
    save_comment("a-1", "author: Nora", DATE, "replyto: gh-57", "source: github:61", waits=True)
    save_comment("a-2", "author: Nora", DATE, "replyto: a-1", "role: author", waits=True)
    report = check_comments(blog)
    assert report.problems == ()
    assert report.count == 6


def test_each_file_is_read_once(
    blog: Site, save_comment: SaveComment, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_comment("2", "author: Nora", DATE, "replyto: 1md")
    save_comment("a-1", "author: Nora", DATE, "replyto: gh-57", waits=True)
    opened: list[str] = []
    open_file = Path.open
    monkeypatch.setattr(
        Path,
        "open",
        lambda path, *args, **kwargs: opened.append(path.name) or open_file(path, *args, **kwargs),
    )
    assert check_comments(blog).count == len(opened)
    assert sorted(opened) == sorted(set(opened))


def test_site_without_any_comment_is_sound(blog: Site, tmp_path: Path) -> None:
    report = check_comments(replace(blog, comments=tmp_path / "none", root=tmp_path))
    assert (report.count, report.problems) == (0, ())


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("avatar_url: x", "the key 'avatar_url' is for a reader's address"),
        ("email: nora@example.org", "the key 'email' is for a reader's address"),
        ("e-mail: nora@example.org", "the key 'e-mail' is for a reader's address"),
        ("E-Mail:", "the key 'e-mail' is for a reader's address"),
        ("author_email: x", "the key 'author_email' is for a reader's address"),
        ("ip: 192.0.2.7", "the key 'ip' is for a reader's address"),
        ("comment-author-ip: x", "the key 'comment-author-ip' is for a reader's address"),
        ("rating: 5", "the key 'rating' is none of author, date, replyto"),
        ("recipe: tarte", "the key 'recipe' is none of author, date, replyto"),
        ("source: mail:nora@example.org", "there is an e-mail address in it"),
        ("    nora@example.org", "there is an e-mail address in it"),
        ("source: 192.0.2.7", "there is an IP address in it"),
        ("source:192.0.2.7", "there is an IP address in it"),
        ("source: form (192.0.2.7)", "there is an IP address in it"),
        ("source: [2001:db8::7]", "there is an IP address in it"),
        ("    192.0.2.7", "there is an IP address in it"),
    ],
)
def test_line_of_a_header_is_told(blog: Site, save_comment: SaveComment, line: str, problem: str) -> None:
    save_comment("a-1", DATE, "author: Nora", line)
    (message,) = check_one(blog)
    assert message.startswith(f"line 3: {problem}")
    assert message.endswith(("remove it.", "remove the line."))


@pytest.mark.parametrize(
    "line",
    ["source: wordpress:2417", "website: http://192.0.2.7/", "slug: ip", "type: comment", "source: 1.2.3"],
)
def test_line_that_only_looks_like_it_is_passed_over(
    blog: Site, save_comment: SaveComment, line: str
) -> None:
    save_comment("a-1", "author: Nora", line)
    assert check(blog) == []


def test_address_in_the_text_is_told_with_its_line(blog: Site, save_comment: SaveComment) -> None:
    save_comment("a-1", "author: Nora", text="Un.\n\nÀ nora@example.org.\nip: 192.0.2.7")
    assert check_one(blog) == ["line 5: there is an e-mail address in it, which is public here; remove it."]


@pytest.mark.parametrize(
    "text", ["nora&#64;example.org", "<p>nora&commat;example.org</p>", "nora\u200b@example.org"]
)
@pytest.mark.parametrize("name", ["a-1.md", "a-1.html"])
def test_disguised_address_is_told_with_its_line(
    blog: Site, save_comment: SaveComment, name: str, text: str
) -> None:
    save_comment(name, "author: Nora", text=text)
    (message,) = check_one(blog, f"comments/article/{name}")
    assert message == "line 3: there is an e-mail address in it, which is public here; remove it."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a-1.md", r"nora\@example.org"),
        ("a-1.md", "*nora*@example.org"),
        ("a-1.html", "<p>nora<b>@</b>example.org</p>"),
    ],
)
def test_address_that_only_readers_see_is_told(
    blog: Site, save_comment: SaveComment, name: str, text: str
) -> None:
    save_comment(name, "author: Nora", text=text)
    (message,) = check_one(blog, f"comments/article/{name}")
    assert message == "readers see an e-mail address in its text; remove it."


@pytest.mark.parametrize("text", ["Écrivez à contact@example.org.", "*contact*@example.org"])
@pytest.mark.parametrize("setting", [{"email": "contact@example.org"}, {"public_addresses": ["example.org"]}])
def test_address_that_may_be_public_is_passed_over(
    blog: Site, save_comment: SaveComment, setting: dict[str, Any], text: str
) -> None:
    save_comment("a-1", "author: Nora", text=text)
    assert check(replace(blog, settings=replace(blog.settings, **setting))) == []


@pytest.mark.parametrize(
    "lines",
    [
        ["author: Nora", "email: nora@example.org", "source: 192.0.2.7"],
        ["author: Nora", "Write to nora@example.org"],
        ["author: Nora", "192.0.2.7 is mine"],
        ["author: nora@example.org", "website: mailto:nora@example.org"],
        ["author: Nora", "date: nora@example.org"],
        ["author: Nora", "date: 192.0.2.7"],
        ["author: Nora", "status: 2001:db8::7"],
        ["author: Nora", "replyto: nora@example.org"],
        ["author: Nora", "replyto: 192.0.2.7"],
    ],
)
@pytest.mark.parametrize("waits", [False, True])
def test_no_address_is_repeated(
    blog: Site, save_comment: SaveComment, lines: list[str], *, waits: bool
) -> None:
    save_comment("a-1", *lines, text="À paul@example.org", waits=waits)
    messages = "\n".join(check(blog))
    assert "line 4: there is an e-mail address in it" in messages.replace("line 5", "line 4")
    for address in ("nora@", "paul@", "192.0.2.7", "2001:db8"):
        assert address not in messages


def test_message_steers_no_terminal(blog: Site, save_comment: SaveComment) -> None:
    save_comment("a-1\x1b[2J.md", "author: Nora", "status: \x1b[31m\u202e")
    assert check(blog)
    assert not {"\x1b", "\u202e"} & set("".join(check(blog)))


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["author: Nora", "replyto: 9"], "replyto '9' names no published comment of this article"),
        (["author: Nora", "replyto: a-1"], "replyto 'a-1' makes a circle of replies"),
        (["author: Nora", "slug: 1"], "the id '1' is that of an earlier comment"),
        (["author: Nora", "replytoo: 1"], "unknown key 'replytoo'; did you mean 'replyto'?"),
        (["author: Nora", "date: demain"], "date 'demain' is no date"),
        (["no header"], "line 1: 'no header' is no `key: value`"),
        ([DATE], "has no author"),
    ],
)
def test_problem_that_the_build_tells_is_told(
    blog: Site, save_comment: SaveComment, lines: list[str], problem: str
) -> None:
    save_comment("a-1", *lines)
    assert any(problem in message for message in check_one(blog))


def test_reply_to_what_only_waits_is_told(blog: Site, save_comment: SaveComment) -> None:
    save_comment("a-1", "author: Nora", DATE, waits=True)
    save_comment("2", "author: Paul", "replyto: a-1")
    (message,) = check(blog)
    assert message.startswith("comments/article/2.md: replyto 'a-1' names no published comment")


@pytest.mark.parametrize(
    ("name", "lines", "problem"),
    [
        ("a-1.md", ["author: Nora", DATE, "replyto: 9"], "replyto '9' names no published comment"),
        (
            "gh-57.md",
            ["author: Nora", DATE],
            "its id is that of comments/article/gh-57.md, which is published",
        ),
        ("a-1.md", ["author: Nora", "website: https://example.org/"], "line 2: the key 'website' is none of"),
        ("a-1.html", ["author: Nora"], "is no name of a comment that waits; name it <id>.md"),
        ("A 1.md", ["author: Nora"], "is no name of a comment that waits; name it <id>.md"),
        ("a-1.md", ["no header"], "line 1: "),
    ],
)
def test_problem_of_what_waits_is_told(
    blog: Site, save_comment: SaveComment, name: str, lines: list[str], problem: str
) -> None:
    save_comment(name, *lines, waits=True)
    (message,) = check_one(blog, f"inbox/article/{name}")
    assert message.startswith(problem)


def test_id_that_is_published_already_is_told_once(blog: Site, save_comment: SaveComment) -> None:
    save_comment("2", "author: Nora", "date: 2026-11-20")
    save_comment("2", "author: Nora", DATE, waits=True)
    (message,) = check(blog)
    assert message.startswith("inbox/article/2.md: its id is that of comments/article/2.md")


def test_circle_of_what_waits_and_what_is_published_is_told(blog: Site, save_comment: SaveComment) -> None:
    save_comment("2", "author: Nora", "date: 2026-11-20", "replyto: a-1")
    save_comment("a-1", "author: Paul", DATE, "replyto: 2", waits=True)
    assert ["circle" in message for message in check(blog)] == [True, False]


@pytest.mark.parametrize("waits", [False, True])
def test_what_lies_about_is_told(blog: Site, save_comment: SaveComment, *, waits: bool) -> None:
    own = save_comment("a-1", "author: Nora", DATE, waits=waits)
    save_comment("a-1", "author: Nora", DATE, post="inconnu", waits=waits)
    place = own.parent.parent
    (place / "lost.md").write_text("author: Nora\n\nMerci.\n")
    (place / "clos").symlink_to(own.parent)
    own.with_name("link.md").symlink_to(own)
    own.with_name("folder").mkdir()
    own.with_name("notes.txt").write_text("x")
    for unseen in (".gitkeep", ".DS_Store", ".0123456789abcdef.tmp"):
        own.with_name(unseen).write_text("nora@example.org")
    problems = {
        "article/folder": "is no comment file; a comment is a plain file named <id>.md or <id>.html.",
        "article/link.md": "is no comment file; a comment is a plain file named <id>.md or <id>.html.",
        "article/notes.txt": "is no comment file; a comment is a plain file named <id>.md or <id>.html.",
        "clos": "is a symlink; put the folder itself in its place.",
        "inconnu": "no article or page has this slug; name the folder as the slug, or remove it.",
        "lost.md": "lies outside of the articles' folders; "
        "put it into the folder named as the article's slug, or remove it.",
    }
    assert check(blog) == [f"{place.name}/{name}: {problem}" for name, problem in problems.items()]


def test_issue_that_was_published_twice_is_told(blog: Site, save_comment: SaveComment) -> None:
    """As older versions did where it had been edited, and then named another article."""
    save_comment("gh-61", "author: Nora", DATE, "source: github:61")
    save_comment("gh-61", "author: Nora", DATE, "source: github:61", post="clos")
    save_comment("gh-62", "author: Nora", DATE, "source: github:owner/blog#61@5", post="clos")
    save_comment("gh-61-0a1b2c", "author: Nora", "date: 2015-01-01", "source: github:61", post="clos")
    save_comment("m-1", "author: Nora", DATE, "source: mail")
    save_comment("m-2", "author: Nora", DATE, "source: mail")
    (problem,) = check(blog)
    assert problem == (
        "comments/clos/gh-61.md: comes from the same issue as comments/article/gh-61.md, "
        "but an issue has one comment; remove one."
    )


def test_file_that_is_no_text_is_told(blog: Site, save_comment: SaveComment) -> None:
    save_comment("a-1").write_bytes(b"author: Nora\n\n\xff\xfe nora@example.org\n")
    assert check_one(blog) == [
        "is not in UTF-8 (byte 14); save it in that encoding.",
        "line 3: there is an e-mail address in it, which is public here; remove it.",
    ]


def test_every_problem_of_every_file_is_told_at_once(blog: Site, save_comment: SaveComment) -> None:
    save_comment("a-1", "author: Nora", "email: x", "rating: 5", "replyto: 9", text="nora@example.org")
    save_comment("a-2", "no header", "ip: 192.0.2.7")
    save_comment("a-3", "author: Paul", "replyto: 8", waits=True)
    save_comment("a-4", "author: Paul", post="inconnu")
    problems = [(problem.file, problem.line) for problem in check_comments(blog).problems]
    assert problems == [
        ("comments/article/a-1.md", None),
        ("comments/article/a-1.md", 2),
        ("comments/article/a-1.md", 3),
        ("comments/article/a-1.md", 6),
        ("comments/article/a-2.md", 1),
        ("comments/article/a-2.md", 2),
        ("comments/inconnu", None),
        ("inbox/article/a-3.md", None),
    ]


@pytest.mark.parametrize("lang", ["english", "en US", "français", "e", "en-"])
@pytest.mark.parametrize("waits", [False, True])
def test_language_that_is_none_is_named(
    blog: Site, save_comment: SaveComment, lang: str, *, waits: bool
) -> None:
    save_comment("a-1", "author: Nora", DATE, f"lang: {lang}", waits=waits)
    name = f"{'inbox' if waits else 'comments'}/article/a-1.md"
    remedy = "write one such as en, pt-BR or zh-Hant, or remove the line."
    assert check_one(blog, name) == [f"line 3: lang {lang!r} is not a language tag; {remedy}"]


@pytest.mark.parametrize("lang", ["en", "pt-BR", "pt_BR", "zh-Hant", ""])
def test_language_is_no_fault(blog: Site, save_comment: SaveComment, lang: str) -> None:
    save_comment("a-1", "author: Nora", DATE, f"lang: {lang}")
    save_comment("a-2", "author: Nora", DATE, f"lang: {lang}", waits=True)
    assert check(blog) == []
