"""The decisions on comments: what each leaves on the disk, what it refuses, and what happens halfway.

And what `check` finds in the files.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.intake import NewComment, Origin, Submission, examine
from pelican.plugins.comments.keeping import format_comment, keep
from pelican.plugins.comments.moderation import actions
from pelican.plugins.comments.moderation.checks import check_comments
from pelican.plugins.comments.moderation.filing import Place, find_filed
from pelican.plugins.comments.site import Site
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

SaveComment = Callable[..., Path]
ListFiles = Callable[[], dict[str, str]]

DATE = "date: 2026-11-22T13:30:00+01:00"
NORA = ("author: Nora", DATE)


@pytest.fixture
def list_files(blog: Site) -> ListFiles:
    """A function that lists the comments of the blog by place and name, with what they hold."""

    def list_them() -> dict[str, str]:
        paths = [(place, path) for place in (blog.comments, blog.inbox) for path in place.rglob("*.*")]
        return {path.relative_to(place.parent).as_posix(): path.read_text("utf-8") for place, path in paths}

    return list_them


def decide(decision: Callable[..., Any], name: str, blog: Site, place: Place, **options: bool) -> Any:
    (filed,) = find_filed([name], blog, place)
    return decision(filed, blog, **options)


approve = partial(decide, actions.approve, place=Place.INBOX)
reject = partial(decide, actions.reject, place=Place.INBOX)
remove = partial(decide, actions.remove, place=Place.PUBLISHED)
anonymise = partial(decide, actions.anonymise, place=Place.PUBLISHED)


def test_approved_comment_is_published_unchanged_or_as_the_authors(
    blog: Site, save_comment: SaveComment, list_files: ListFiles
) -> None:
    text = save_comment("gh-61", *NORA, "replyto: 1", "lang: pt-BR", waits=True).read_text()
    save_comment("a-1", "author: Camille", DATE, "replyto: gh-57", waits=True)
    approve("article/gh-61", blog)
    approve("a-1", blog, as_author=True)
    files = list_files()
    assert files["comments/article/gh-61.md"] == text
    own = f"author: Camille\n{DATE}\nreplyto: gh-57\nrole: author\n\nMerci !\n"
    assert files["comments/article/a-1.md"] == own
    assert not [name for name in files if name.startswith("inbox/")]


def test_comment_waits_for_its_article_and_its_parent_though_the_article_may_be_closed_or_a_draft(
    blog: Site, save_comment: SaveComment, list_files: ListFiles
) -> None:
    for slug in ("clos", "cache", "brouillon"):
        save_comment("a-2", *NORA, "replyto: a-1", post=slug, waits=True)
        save_comment("a-1", "author: Paul", DATE, post=slug, waits=True)
        with pytest.raises(CommentsError, match=f"publish {slug}/a-1 first"):
            approve(f"{slug}/a-2", blog)
        approve(f"{slug}/a-1", blog)
        approve(f"{slug}/a-2", blog)
        assert f"comments/{slug}/a-2.md" in list_files()
    assert check_comments(blog).problems == ()
    save_comment("a-0", *NORA, post="ailleurs", waits=True)
    with pytest.raises(CommentsError, match="rename its folder"):
        approve("a-0", blog)


@pytest.mark.parametrize(
    ("lines", "text", "problem"),
    [
        ([*NORA], "À nora@example.org", "an e-mail address"),
        (["author: " + "x" * 81, DATE], "a", "shorten the line"),
        *(([*NORA], "", "no text"), (["Bonjour"], "a", "`key: value`"), (["author: Nora"], "a", "no date")),
        ([*NORA, "replyto: ../../x"], "a", "`replyto`"),
        ([*NORA, "status: removed"], "a", "line 3: waiting comments have no key status"),
    ],
)
def test_waiting_file_that_was_edited_badly_is_refused_and_stays(  # noqa: PLR0913
    blog: Site, save_comment: SaveComment, list_files: ListFiles, *, lines: list[str], text: str, problem: str
) -> None:
    save_comment("a-1", *lines, text=text, waits=True)
    before = list_files()
    with pytest.raises(CommentsError, match=r"^inbox/article/a-1\.md: ") as caught:
        approve("article/a-1", blog)
    assert problem in str(caught.value)
    assert list_files() == before


class Killed(BaseException):
    """The end of the process, which no handler of ours catches."""


def test_approval_is_refused_by_a_full_disk_or_interrupted_and_finished_by_the_next(
    blog: Site, save_comment: SaveComment, list_files: ListFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_comment("a-1", *NORA, waits=True)
    before = list_files()
    with monkeypatch.context() as patch:
        patch.setattr(actions, "keep", Mock(side_effect=OSError(28, "No space left on device", "a-1.md")))
        (filed,) = find_filed(["a-1"], blog, Place.INBOX)
        (problem,) = actions.list_refusals(lambda filed: actions.approve(filed, blog), filed)
    assert problem.startswith("article/a-1: No space left on device (a-1.md); ")
    assert list_files() == before
    with monkeypatch.context() as patch:
        patch.setattr(actions, "remove_file", Mock(side_effect=Killed))
        with pytest.raises(Killed):
            approve("a-1", blog)
    files = list_files()
    assert files["comments/article/a-1.md"] == files["inbox/article/a-1.md"]
    with pytest.raises(CommentsError, match="its approval was interrupted"):
        reject("a-1", blog)  # it would stay published
    approve("a-1", blog)
    del files["inbox/article/a-1.md"]
    assert list_files() == files


def test_comment_whose_id_is_published_with_another_text_is_refused(
    blog: Site, save_comment: SaveComment, list_files: ListFiles
) -> None:
    save_comment("a-1", *NORA, waits=True)
    for name, lines in (("otherwise.md", ("author: Paul", "slug: a-1")), ("a-1.md", ["no header"])):
        path = save_comment(name, *lines)
        before = list_files()
        with pytest.raises(CommentsError, match=f"id is published as comments/article/{name}"):
            approve("article/a-1", blog)
        assert list_files() == before
        path.unlink()


names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
messages = st.text(st.sampled_from("ab:*_#>-` \t\n\r\u2028\x1b\ufeff\x85é—")) | st.text(
    st.characters(codec="utf-8")
)


@given(name=names, message=messages, parent=st.sampled_from(["", "1"]), by_author=st.booleans())
@SHARED_FIXTURES
def test_whatever_passes_the_gate_is_approved_unchanged(
    blog: Site, name: str, message: str, parent: str, *, by_author: bool
) -> None:
    date = datetime(2026, 11, 22, tzinfo=UTC)
    origin = Origin(id="a-1", date=date, source="github:61", by_author=by_author)
    comment = examine(Submission(post="article", parent=parent, name=name, message=message), origin, blog)
    assume(isinstance(comment, NewComment))
    assert isinstance(comment, NewComment)
    published = blog.comments / "article" / "a-1.md"
    try:
        keep(comment, blog, published=False)
        approve("article/a-1", blog)
        assert published.read_bytes().decode() == format_comment(comment)
        assert not (blog.inbox / "article").exists()
    finally:
        published.unlink(missing_ok=True)
        (blog.inbox / "article" / "a-1.md").unlink(missing_ok=True)


def test_removed_comment_without_replies_is_remembered_and_not_approved_again(
    blog: Site, save_comment: SaveComment, list_files: ListFiles
) -> None:
    """As it might be from a backup of the inbox, or by a message that is read again."""
    save_comment("gh-61.html", "author: Nora", "source: github:owner/blog#61@5")
    assert [remove(name, blog) for name in ("article/1", "gh-61", "gh-61")] == [False, False, False]
    files = list_files()
    assert files["comments/article/1.md"] == "status: removed\n\n"
    assert files["comments/article/gh-61.html"] == "status: removed\nsource: github:owner/blog#61@5\n\n"
    save_comment("gh-61", *NORA, waits=True)
    before = list_files()
    with pytest.raises(CommentsError, match="published once and then removed"):
        approve("gh-61", blog)
    assert list_files() == before


def test_removed_comment_with_a_reply_leaves_a_tombstone_that_says_nothing_of_it(
    blog: Site, save_comment: SaveComment, list_files: ListFiles
) -> None:
    lines = (*NORA, "replyto: 1", "website: https://example.org/", "slug: ancre", "role: author")
    save_comment("other", *lines, "source: github:61", "email: nora@example.org")
    save_comment("3", "author: Paul", "replyto: ancre")
    for _ in range(2):
        assert remove("article/ancre", blog) is True
        tombstone = f"status: removed\n{DATE}\nreplyto: 1\nslug: ancre\n\n"
        assert list_files()["comments/article/other.md"] == tombstone


def test_tombstone_stays_for_whatever_may_be_below(blog: Site, save_comment: SaveComment) -> None:
    reply = ("author: Nora", DATE, "replyto: 1")
    for lines, waits in ((reply, True), (["replyto 1"], True), (["replyto 1"], False)):
        path = save_comment("a-1", *lines, waits=waits)
        assert remove("article/1", blog) is True
        path.unlink()
    for name, parent in (("2", "1md"), ("3", "2"), ("5", "5")):
        save_comment(name, "author: Nora", f"replyto: {parent}", "status: draft")
    assert [remove(name, blog) for name in ("2", "1", "3", "5")] == [True, True, False, False]
    save_comment("a-1", *reply, waits=True)
    approve("a-1", blog)


def test_anonymous_comment_keeps_its_text_and_its_place(
    blog: Site, save_comment: SaveComment, list_files: ListFiles
) -> None:
    lines = (*NORA, "replyto: 1md", "website: https://example.org/", "type: comment", "email: a@example.org")
    save_comment("2", *lines, "ip: 192.0.2.7", "source: github:61", text="    code\n\nMerci !")
    save_comment("3.html", "author: Nora", "lang: pt-BR", text="<p>&lt;i&gt;</p>\n<p>b</p>")
    save_comment("4", "status: lost", DATE, text="")
    for _ in range(2):
        for name in ("2", "3", "4"):
            anonymise(name, blog)
        files = list_files()
        assert [files[f"comments/article/{name}"] for name in ("2.md", "3.html", "4.md")] == [
            f"author: Anonyme\n{DATE}\nreplyto: 1md\ntype: comment\n\n    code\n\nMerci !\n",
            "author: Anonyme\nlang: pt-BR\n\n<p>&lt;i&gt;</p>\n<p>b</p>\n",
            f"{DATE}\nstatus: lost\n\n",
        ]


def test_name_without_a_comment_is_explained(blog: Site, save_comment: SaveComment) -> None:
    path = save_comment("a-1", *NORA, waits=True)
    save_comment("a-1", *NORA, post="clos", waits=True)
    save_comment("broken", "no header")
    path.with_name("link.md").symlink_to(path)
    (blog.inbox / "linked").symlink_to(path.parent)
    unknown = ("inconnu/a-1", "/a-1", "article/a-1.md", "../inbox/article/a-1", "..", "", "a-1\n")
    problems = dict.fromkeys((*unknown, "article/link", "linked/a-1"), "no such comment is waiting")
    problems |= dict.fromkeys(("gh-57", "broken"), "is already published")
    problems |= {"a-1": "several comments have this id; use one of: article/a-1, clos/a-1."}
    for name, problem in problems.items():
        with pytest.raises(CommentsError) as caught:
            find_filed([name], blog, Place.INBOX)
        assert str(caught.value).startswith(f"{name}: {problem}")
    with pytest.raises(CommentsError) as caught:
        find_filed(["../comments/article/1", "1", "a-1", "a-1"], blog, Place.PUBLISHED)
    assert [problem.split(";")[0] for problem in caught.value.problems] == [
        "../comments/article/1: no such comment",
        "a-1: is waiting for a decision",
    ]
    found = find_filed(["1", "article/1", "gh-57"], blog, Place.PUBLISHED)
    assert [filed.name for filed in found] == ["article/1", "article/gh-57"]


# What `check` finds, which repeats no reader’s address

ADDRESS = "contains an e-mail address, which is public here; remove it."


def check(blog: Site) -> list[str]:
    return [str(problem) for problem in check_comments(blog).problems]


def test_valid_comments_are_counted_and_what_only_looks_wrong_is_passed_over(
    blog: Site, save_comment: SaveComment
) -> None:
    save_comment("2", *NORA, "replyto: 1md", "website: http://192.0.2.7/", "type: comment", "lang:")
    save_comment("3", "status: removed", DATE, "slug: ip", "source: 1.2.3")
    save_comment("a-1", *NORA, "replyto: gh-57", "source: github:61", "lang: zh-Hant", waits=True)
    save_comment("a-2", *NORA, "replyto: a-1", "role: author", waits=True)
    report = check_comments(blog)
    assert (report.problems, report.count) == ((), 6)


def test_public_address_is_passed_over(blog: Site, save_comment: SaveComment) -> None:
    save_comment("a-1", "author: Nora", text="Écrivez à contact@example.org.")
    save_comment("a-2", "author: Nora", text="*contact*@example.org")
    for setting in ({"email": "contact@example.org"}, {"public_addresses": ["example.org"]}):
        settings = replace(blog.settings, **setting)
        assert check(replace(blog, settings=settings)) == []


@pytest.mark.parametrize(
    ("file", "line", "problem"),
    [
        *(
            ("comments/article/a-1.md", line, problem)
            for line, problem in (
                ("E-Mail: x", "line 3: the key 'e-mail' is for a reader's address"),
                ("source: mail:nora@example.org", f"line 3: {ADDRESS}"),
                ("    nora@example.org", f"line 3: {ADDRESS}"),
                ("    192.0.2.7", "line 3: contains an IP address"),
                ("lang: english", "line 3: lang 'english' "),
                ("replyto: 9", "replyto '9' is not a published comment"),
                ("\nUn.\n\nÀ nora@example.org.\nip: 192.0.2.7", f"line 6: {ADDRESS}"),
                ("\n*nora*@example.org", "readers see an e-mail address in its text; remove"),
            )
        ),
        ("comments/article/a-1.html", "\n<p>nora<b>@</b>example.org</p>", "readers see an e-mail address"),
        ("inbox/article/a-1.md", "website: https://example.org/", "line 3: unknown key 'website'"),
        ("inbox/article/gh-57.md", "", "its id is already used by comments/article/gh-57.md"),
        *((f"inbox/article/{name}", "", "is not a valid name") for name in ("a-1.html", "A 1.md")),
    ],
)
def test_problem_of_a_file_is_reported(
    blog: Site, save_comment: SaveComment, file: str, line: str, problem: str
) -> None:
    place, _, name = file.split("/")
    save_comment(name, DATE, "author: Nora", line, waits=place == "inbox")
    (message,) = check(blog)
    assert message.startswith(f"{file}: {problem}")


@pytest.mark.parametrize(
    "lines",
    [
        ["email: nora@example.org", "source: 192.0.2.7"],
        ["Write to nora@example.org", "status: \x1b[31m\u202e"],
        *(["website: mailto:nora@example.org"], ["status: 2001:db8::7"], ["replyto: nora@example.org"]),
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


@pytest.mark.parametrize("waits", [False, True])
def test_stray_files_and_folders_are_reported(blog: Site, save_comment: SaveComment, *, waits: bool) -> None:
    own = save_comment("a-1", *NORA, waits=waits)
    save_comment("a-1", *NORA, post="inconnu", waits=waits)
    place = own.parent.parent
    (place / "lost.md").write_text("author: Nora\n\nMerci.\n")
    (place / "clos").symlink_to(own.parent)
    own.with_name("link.md").symlink_to(own)
    for name in ("notes.txt", ".gitkeep", ".0123456789abcdef.tmp"):  # all but the first unseen
        own.with_name(name).write_text("nora@example.org")
    found = [message.partition("; ")[0].removeprefix(f"{place.name}/") for message in check(blog)]
    assert [message.partition(": ")[0] for message in found[:2]] == ["article/link.md", "article/notes.txt"]
    assert found[2:] == [
        *("clos: is a symlink", "inconnu: no article or page has this slug"),
        "lost.md: is outside the articles' folders",
    ]


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
