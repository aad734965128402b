"""The decisions on comments: what each leaves on the disk, what it refuses, and what happens halfway."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.intake import NewComment, Origin, Submission, examine
from pelican.plugins.comments.keeping import format_comment, keep
from pelican.plugins.comments.models import State
from pelican.plugins.comments.moderation import actions
from pelican.plugins.comments.moderation.actions import anonymise, approve, list_refusals, reject, remove
from pelican.plugins.comments.moderation.checks import check_comments
from pelican.plugins.comments.moderation.filing import Place, find_filed
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.storage import read_comments
from pelican.plugins.comments.threads import build_discussion
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

SaveComment = Callable[..., Path]
ListFiles = Callable[[], dict[str, str]]

DATE = "date: 2026-11-22T13:30:00+01:00"


@pytest.fixture
def list_files(blog: Site) -> ListFiles:
    """A function that lists the comments of the blog by place and name, with what they hold."""

    def list_them() -> dict[str, str]:
        places = {"comments": blog.comments, "inbox": blog.inbox}
        return {
            f"{name}/{path.relative_to(folder).as_posix()}": path.read_text(encoding="utf-8")
            for name, folder in places.items()
            for path in folder.rglob("*")
            if path.is_file()
        }

    return list_them


def approve_named(name: str, blog: Site, *, as_author: bool = False) -> None:
    (filed,) = find_filed([name], blog, Place.INBOX)
    approve(filed, blog, as_author=as_author)


def refuse_approval(name: str, blog: Site) -> str:
    with pytest.raises(CommentsError) as caught:
        approve_named(name, blog)
    return str(caught.value)


def remove_named(name: str, blog: Site) -> bool:
    (filed,) = find_filed([name], blog, Place.PUBLISHED)
    return remove(filed, blog)


def anonymise_named(name: str, blog: Site) -> None:
    (filed,) = find_filed([name], blog, Place.PUBLISHED)
    anonymise(filed, blog)


def test_approved_comment_is_published_as_it_waited(
    blog: Site, save_comment: SaveComment, list_files: ListFiles
) -> None:
    lines = ("author: Nora", DATE, "replyto: 1", "source: github:61")
    waiting = save_comment("gh-61", *lines, text="Un.\n\n    deux", waits=True)
    text = waiting.read_text()
    approve_named("article/gh-61", blog)
    files = list_files()
    assert files["comments/article/gh-61.md"] == text
    assert not [name for name in files if name.startswith("inbox/")]


def test_answer_of_the_author_is_marked(blog: Site, save_comment: SaveComment, list_files: ListFiles) -> None:
    save_comment("a-1", "author: Camille", DATE, "replyto: gh-57", waits=True)
    approve_named("a-1", blog, as_author=True)
    assert list_files()["comments/article/a-1.md"] == (
        f"author: Camille\n{DATE}\nreplyto: gh-57\nrole: author\n\nMerci !\n"
    )


@pytest.mark.parametrize("state", [State.CLOSED, State.HIDDEN])
def test_what_was_sent_in_time_is_published_in_a_thread_that_was_closed_since(
    blog: Site, save_comment: SaveComment, list_files: ListFiles, state: State
) -> None:
    save_comment("a-1", "author: Nora", DATE, waits=True)
    posts = {"article": replace(blog.posts["article"], state=state)}
    approve_named("a-1", replace(blog, posts=posts))
    assert "comments/article/a-1.md" in list_files()


@pytest.mark.parametrize(
    ("lines", "text", "problem"),
    [
        (["author: Nora", DATE], "À nora@example.org", "there is an e-mail address in it"),
        (["author: nora@example.org", DATE], "Merci", "there is an e-mail address in it"),
        (["author: " + "x" * 81, DATE], "Merci", "shorten the line author."),
        (["author: Nora", DATE], "x" * 10_001, "10000 is the most"),
        (["author: Nora", DATE], "", "has no text"),
        (["author: Nora"], "Merci", "has no date; write one like 2015"),
        (["author: Nora", "date: hier"], "Merci", "date 'hier' is no date"),
        ([DATE], "Merci", "has no author"),
        (["author: Nora", DATE, "replyto: 99"], "Merci", "correct the line replyto"),
        (["author: Nora", DATE, "replyto: ../../x"], "Merci", "correct the line replyto"),
        (
            ["author: Nora", DATE, "website: https://example.org/"],
            "Merci",
            "line 3: website is no key of a comment",
        ),
        (
            ["author: Nora", DATE, "email: nora@example.org"],
            "Merci",
            "line 3: email is no key of a comment that waits",
        ),
        (["author: Nora", DATE, "slug: other"], "Merci", "line 3: slug is no key of a comment that waits"),
        (
            ["author: Nora", DATE, "status: removed"],
            "Merci",
            "line 3: status is no key of a comment that waits",
        ),
        (["author: Nora", DATE, "authr: Nora"], "Merci", "did you mean 'author'?"),
        (["Bonjour"], "Merci", "is no `key: value`"),
    ],
)
def test_waiting_file_that_was_edited_badly_is_refused_and_stays(
    blog: Site, save_comment: SaveComment, lines: list[str], text: str, problem: str
) -> None:
    path = save_comment("a-1", *lines, text=text, waits=True)
    before = path.read_text()
    message = refuse_approval("article/a-1", blog)
    assert message.startswith("inbox/article/a-1.md: ")
    assert problem in message
    assert path.read_text() == before
    assert not (blog.comments / "article" / "a-1.md").exists()


def test_comment_of_an_article_that_is_gone_is_refused(blog: Site, save_comment: SaveComment) -> None:
    save_comment("a-1", "author: Nora", DATE, post="ailleurs", waits=True)
    assert "rename its folder to the article's slug" in refuse_approval("a-1", blog)


def test_reply_to_a_comment_that_waits_too_is_refused_until_that_is_approved(
    blog: Site, save_comment: SaveComment, list_files: ListFiles
) -> None:
    save_comment("a-2", "author: Nora", DATE, "replyto: a-1", waits=True)
    save_comment("a-1", "author: Paul", DATE, waits=True)
    assert "the comment it answers waits too; publish article/a-1 first." in refuse_approval("a-2", blog)
    approve_named("a-1", blog)
    approve_named("a-2", blog)
    assert {"comments/article/a-1.md", "comments/article/a-2.md"} <= set(list_files())


class Killed(BaseException):
    """The end of the process, which no handler of ours catches."""


def test_approval_that_was_cut_off_is_finished_by_the_next(
    blog: Site, save_comment: SaveComment, list_files: ListFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_comment("a-1", "author: Nora", DATE, waits=True)

    def die(_: Path) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(actions, "remove_file", die)
        with pytest.raises(Killed):
            approve_named("a-1", blog)
    files = list_files()
    assert files["comments/article/a-1.md"] == files["inbox/article/a-1.md"]
    approve_named("a-1", blog)
    del files["inbox/article/a-1.md"]
    assert list_files() == files


@pytest.mark.parametrize("published", ["gh-57.md", "gh-57.html", "otherwise.md"])
def test_comment_whose_id_is_published_with_another_text_is_refused(
    blog: Site, save_comment: SaveComment, list_files: ListFiles, published: str
) -> None:
    (blog.comments / "article" / "gh-57.md").unlink()
    save_comment(published, "author: Paul", "slug: gh-57")
    save_comment("gh-57", "author: Nora", DATE, waits=True)
    before = list_files()
    message = refuse_approval("article/gh-57", blog)
    assert f"another comment with this id is published as comments/article/{published}" in message
    assert list_files() == before


def test_broken_file_is_not_taken_for_the_comment_that_is_approved(
    blog: Site, save_comment: SaveComment, list_files: ListFiles
) -> None:
    save_comment("a-1", "no header")
    save_comment("a-1", "author: Nora", DATE, waits=True)
    before = list_files()
    assert "another comment with this id is published" in refuse_approval("a-1", blog)
    assert list_files() == before


names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
messages = st.text(st.sampled_from("ab:*_#>-` \t\n\r\u2028\x1b\ufeff\x85é—")) | st.text(
    st.characters(codec="utf-8")
)


@given(name=names, message=messages, parent=st.sampled_from(["", "1"]), by_author=st.booleans())
@SHARED_FIXTURES
def test_whatever_passes_the_gate_is_approved_unchanged(
    blog: Site, name: str, message: str, parent: str, *, by_author: bool
) -> None:
    origin = Origin(
        id="a-1", date=datetime(2026, 11, 22, tzinfo=UTC), source="github:61", by_author=by_author
    )
    comment = examine(Submission(post="article", parent=parent, name=name, message=message), origin, blog)
    assume(isinstance(comment, NewComment))
    assert isinstance(comment, NewComment)
    try:
        keep(comment, blog, published=False)
        approve_named("article/a-1", blog)
        published = (blog.comments / "article" / "a-1.md").read_bytes().decode()
        assert published == format_comment(comment)
        assert not (blog.inbox / "article").exists()
    finally:
        (blog.comments / "article" / "a-1.md").unlink(missing_ok=True)
        (blog.inbox / "article" / "a-1.md").unlink(missing_ok=True)


@pytest.mark.parametrize("lines", [["author: Nora", DATE], ["no header"]])
def test_rejected_comment_is_gone_be_it_readable_or_not(
    blog: Site, save_comment: SaveComment, lines: list[str]
) -> None:
    save_comment("a-1", *lines, waits=True)
    other = save_comment("a-2", "author: Paul", DATE, waits=True)
    (filed,) = find_filed(["a-1"], blog, Place.INBOX)
    reject(filed, blog)
    assert [path.name for path in (blog.inbox / "article").iterdir()] == [other.name]


def test_comment_whose_approval_was_interrupted_is_not_rejected(
    blog: Site, save_comment: SaveComment
) -> None:
    """It would stay published, though whoever decided believes it gone."""
    for waits in (True, False):
        save_comment("a-1", "author: Nora", DATE, waits=waits)
    (filed,) = find_filed(["a-1"], blog, Place.INBOX)
    with pytest.raises(CommentsError, match="is published already, but that was interrupted"):
        reject(filed, blog)
    assert filed.path.exists()


def test_removed_comment_without_replies_is_remembered_and_not_shown(
    blog: Site, list_files: ListFiles
) -> None:
    assert remove_named("article/1", blog) is False
    files = list_files()
    assert files.pop("comments/article/1.md") == "status: removed\n\n"
    assert set(files) == {"comments/article/gh-57.md"}
    assert check_comments(blog).problems == ()
    comments = read_comments(blog.comments / "article", timezone=blog.timezone, root=blog.root)
    assert [thread.comment.id for thread in build_discussion(comments, max_depth=5).threads] == ["gh-57"]


@pytest.mark.parametrize("name", ["a-1.md", "a-1.html"])
def test_removed_comment_that_comes_into_the_inbox_again_is_not_approved(
    blog: Site, save_comment: SaveComment, list_files: ListFiles, name: str
) -> None:
    """As from a backup of the inbox, or by a message that is read again."""
    save_comment(name, "author: Nora", DATE)
    remove_named("article/a-1", blog)
    save_comment("a-1", "author: Nora", DATE, waits=True)
    before = list_files()
    message = refuse_approval("a-1", blog)
    assert message == (
        "inbox/article/a-1.md: it was published once and then removed; "
        "refuse it, or delete what is left of it there."
    )
    assert list_files() == before
    (blog.comments / "article" / name).unlink()
    approve_named("a-1", blog)


def test_comment_of_a_draft_is_still_decided_on(
    blog: Site, save_comment: SaveComment, list_files: ListFiles
) -> None:
    """It came while that was an article."""
    save_comment("a-1", "author: Nora", DATE, post="brouillon", waits=True)
    approve_named("a-1", blog)
    assert "comments/brouillon/a-1.md" in list_files()
    assert check_comments(blog).problems == ()


def test_removed_comment_keeps_by_which_repository_it_came(
    blog: Site, save_comment: SaveComment, list_files: ListFiles
) -> None:
    save_comment("gh-61", "author: Nora", "source: github:owner/blog#61@5")
    remove_named("gh-61", blog)
    assert list_files()["comments/article/gh-61.md"] == "status: removed\nsource: github:owner/blog#61@5\n\n"


def test_comments_below_removed_ones_can_be_removed_without_a_fault_in_the_thread(
    blog: Site, save_comment: SaveComment
) -> None:
    save_comment("2", "author: Nora", "replyto: 1md")
    save_comment("3", "author: Paul", "replyto: 2")
    save_comment("5", "author: Zoé", "replyto: 5")
    assert [remove_named(name, blog) for name in ("1", "2", "3", "5")] == [True, True, False, False]
    comments = read_comments(blog.comments / "article", timezone=blog.timezone, root=blog.root)
    assert [thread.comment.id for thread in build_discussion(comments, max_depth=5).threads] == ["gh-57"]


def test_removed_comment_with_a_reply_leaves_a_tombstone_that_says_nothing_of_it(
    blog: Site, save_comment: SaveComment, list_files: ListFiles
) -> None:
    lines = ("author: Nora", DATE, "replyto: 1", "website: https://example.org/", "slug: ancre")
    save_comment("other", *lines, "role: author", "source: github:61", "email: nora@example.org")
    save_comment("3", "author: Paul", "replyto: ancre")
    assert remove_named("article/ancre", blog) is True
    assert (
        list_files()["comments/article/other.md"] == f"status: removed\n{DATE}\nreplyto: 1\nslug: ancre\n\n"
    )


@pytest.mark.parametrize("status", ["status: published", "status: lost", "status: draft"])
def test_tombstone_stays_for_a_reply_below_another_tombstone(
    blog: Site, save_comment: SaveComment, status: str
) -> None:
    save_comment("2", "status: removed", "replyto: 1")
    save_comment("3", "author: Nora", "replyto: 2", status)
    assert remove_named("1", blog) is True


def test_tombstone_stays_for_a_reply_that_waits(blog: Site, save_comment: SaveComment) -> None:
    save_comment("a-1", "author: Nora", DATE, "replyto: 1", waits=True)
    assert remove_named("1", blog) is True
    approve_named("a-1", blog)


@pytest.mark.parametrize("waits", [False, True])
def test_tombstone_stays_where_a_file_that_cannot_be_read_may_be_a_reply(
    blog: Site, save_comment: SaveComment, *, waits: bool
) -> None:
    save_comment("broken", "replyto 1", waits=waits)
    assert remove_named("article/1", blog) is True


def test_tombstone_stays_for_a_reply_that_names_it_as_the_older_plugins_do(
    blog: Site, save_comment: SaveComment
) -> None:
    save_comment("2", "author: Nora", "replyto: 1md")
    assert remove_named("1", blog) is True


def test_removing_twice_does_no_more(blog: Site, save_comment: SaveComment, list_files: ListFiles) -> None:
    save_comment("2", "author: Nora", "replyto: 1")
    remove_named("1", blog)
    files = list_files()
    assert remove_named("1", blog) is True
    assert list_files() == files


def test_anonymous_comment_keeps_its_text_and_its_place(
    blog: Site, save_comment: SaveComment, list_files: ListFiles
) -> None:
    lines = ("author: Nora", DATE, "replyto: 1md", "website: https://example.org/", "type: comment")
    unknown = ("email: nora@example.org", "ip: 192.0.2.7", "source: github:61")
    save_comment("2", *lines, *unknown, "slug: ancre", text="    code\n\nMerci !\n")
    anonymise_named("ancre", blog)
    files = list_files()
    expected = f"author: Anonyme\n{DATE}\nreplyto: 1md\ntype: comment\nslug: ancre\n\n    code\n\nMerci !\n"
    assert files["comments/article/2.md"] == expected
    anonymise_named("ancre", blog)
    assert list_files() == files


def test_anonymous_has_a_name_in_the_language_of_the_article(blog: Site, list_files: ListFiles) -> None:
    english = {slug: replace(post, lang="en") for slug, post in blog.posts.items()}
    anonymise_named("1", replace(blog, posts=english))
    assert list_files()["comments/article/1.md"] == "author: Anonymous\n\nBonjour.\n"


def test_imported_html_stays_as_it_is_without_its_name(
    blog: Site, save_comment: SaveComment, list_files: ListFiles
) -> None:
    save_comment(
        "2417.html", "author: Nora", "source: wordpress:2417", text="<p>Un &lt;i&gt;</p>\n<p>Deux</p>"
    )
    anonymise_named("2417", blog)
    expected = "author: Anonyme\n\n<p>Un &lt;i&gt;</p>\n<p>Deux</p>\n"
    assert list_files()["comments/article/2417.html"] == expected


@pytest.mark.parametrize("status", ["removed", "lost"])
def test_what_has_no_author_gets_none(
    blog: Site, save_comment: SaveComment, list_files: ListFiles, status: str
) -> None:
    save_comment("2", f"status: {status}", DATE, text="")
    anonymise_named("2", blog)
    assert list_files()["comments/article/2.md"] == f"{DATE}\nstatus: {status}\n\n"


def test_answer_of_the_author_does_not_become_anonymous(
    blog: Site, save_comment: SaveComment, list_files: ListFiles
) -> None:
    save_comment("2", "author: Camille", "role: author")
    before = list_files()
    with pytest.raises(CommentsError, match=r"comments/article/2\.md: is an answer of the article's author"):
        anonymise_named("2", blog)
    assert list_files() == before


def test_disk_that_refuses_is_told_and_nothing_is_lost(
    blog: Site, save_comment: SaveComment, list_files: ListFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_comment("a-1", "author: Nora", DATE, waits=True)
    before = list_files()

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "a-1.md")

    monkeypatch.setattr(actions, "keep", refuse)
    (filed,) = find_filed(["a-1"], blog, Place.INBOX)
    (problem,) = list_refusals(lambda filed: approve(filed, blog), filed)
    assert problem.startswith("article/a-1: No space left on device (a-1.md); ")
    assert list_files() == before


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("a-1", "a-1: is the id of several comments; write one of: article/a-1, clos/a-1."),
        ("article/9", "article/9: no such comment waits"),
        ("gh-57", "gh-57: is published already; to take it back: pelican-comments remove gh-57"),
        ("broken", "broken: is published already"),
        ("inconnu/a-1", "no such comment waits"),
        ("/a-1", "no such comment waits"),
        ("article/a-1.md", "no such comment waits"),
        ("../inbox/article/a-1", "no such comment waits"),
        ("..", "no such comment waits"),
        ("", "no such comment waits"),
        ("a-1\n", "no such comment waits"),
        ("article/link", "no such comment waits"),
        ("linked/a-1", "no such comment waits"),
    ],
)
def test_name_that_means_no_waiting_comment_is_told(
    blog: Site, save_comment: SaveComment, name: str, problem: str
) -> None:
    path = save_comment("a-1", "author: Nora", DATE, waits=True)
    save_comment("a-1", "author: Nora", DATE, post="clos", waits=True)
    save_comment("broken", "no header")
    path.with_name("link.md").symlink_to(path)
    (blog.inbox / "linked").symlink_to(path.parent)
    with pytest.raises(CommentsError) as caught:
        find_filed([name], blog, Place.INBOX)
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("a-1", "a-1: waits for a decision; publish or refuse it with: pelican-comments"),
        ("article/9", "article/9: there is no such comment"),
        ("../comments/article/1", "there is no such comment"),
        ("article/..", "there is no such comment"),
    ],
)
def test_name_that_means_no_published_comment_is_told(
    blog: Site, save_comment: SaveComment, name: str, problem: str
) -> None:
    save_comment("a-1", "author: Nora", DATE, waits=True)
    with pytest.raises(CommentsError) as caught:
        find_filed([name], blog, Place.PUBLISHED)
    assert problem in str(caught.value)


def test_published_file_that_cannot_be_read_is_told_by_its_name(
    blog: Site, save_comment: SaveComment
) -> None:
    save_comment("2", "no header")
    with pytest.raises(CommentsError, match=r"^comments/article/2\.md: line 1: "):
        find_filed(["article/2"], blog, Place.PUBLISHED)


def test_all_names_are_looked_up_and_every_unknown_one_is_told(blog: Site) -> None:
    with pytest.raises(CommentsError) as caught:
        find_filed(["article/8", "1", "article/9", "article/9"], blog, Place.PUBLISHED)
    assert [problem.split(":")[0] for problem in caught.value.problems] == ["article/8", "article/9"]


def test_comment_named_twice_is_found_once(blog: Site) -> None:
    found = find_filed(["1", "article/1", "gh-57"], blog, Place.PUBLISHED)
    assert [filed.name for filed in found] == ["article/1", "article/gh-57"]


def test_language_of_a_comment_stays_with_it_through_every_decision(
    blog: Site, save_comment: SaveComment, list_files: ListFiles
) -> None:
    save_comment("a-1", "author: Nora", DATE, "source: mail", "lang: pt-BR", text="Obrigada", waits=True)
    approve_named("article/a-1", blog)
    assert list_files()["comments/article/a-1.md"].endswith("\nlang: pt-BR\n\nObrigada\n")
    anonymise_named("article/a-1", blog)
    assert list_files()["comments/article/a-1.md"].endswith("\nlang: pt-BR\n\nObrigada\n")


def test_language_that_is_none_is_refused_before_it_is_dropped(
    blog: Site, save_comment: SaveComment, list_files: ListFiles
) -> None:
    save_comment("a-1", "author: Nora", DATE, "lang: english", waits=True)
    before = list_files()
    assert refuse_approval("article/a-1", blog) == (
        "inbox/article/a-1.md: line 3: lang 'english' is not a language tag; "
        "write one such as en, pt-BR or zh-Hant, or remove the line."
    )
    assert list_files() == before
