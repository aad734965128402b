"""The gate: what passes, what does not and why, and that it never does more than create one file."""

import string
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pelican.plugins.comments.intake import (
    NewComment,
    Origin,
    Reason,
    Rejection,
    Submission,
    examine,
    normalize_message,
)
from pelican.plugins.comments.keeping import keep
from pelican.plugins.comments.markup import MAX_SOURCE
from pelican.plugins.comments.privacy import find_shown_addresses
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.storage import read_comment
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

SaveComment = Callable[..., Path]

ORIGIN = Origin(id="gh-61", date=datetime(2026, 11, 22, 12, 30, 5, 7, tzinfo=UTC), source="github:61")


def submit(**fields: str) -> Submission:
    return Submission(**{"post": "article", "name": "Jeanne", "message": "Merci !", **fields})


def admit(blog: Site, origin: Origin = ORIGIN, **fields: str) -> NewComment:
    comment = examine(submit(**fields), origin, blog)
    assert isinstance(comment, NewComment), comment
    return comment


def find_reason(blog: Site, *, is_moderation: bool = False, **fields: str) -> Reason | None:
    found = examine(submit(**fields), ORIGIN, blog, is_moderation=is_moderation)
    return found.reason if isinstance(found, Rejection) else None


def list_files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_honest_comment_passes_whole(blog: Site, bilingual: Site) -> None:
    comment = admit(blog, parent=" 1 ", name="  Je\u0301ro\u0302me ", message="\r\nUn.\r\rDeux.\r\n")
    assert comment == NewComment(
        post="article",
        id="gh-61",
        author="Jérôme",
        date=datetime(2026, 11, 22, 13, 30, 5, tzinfo=blog.timezone),
        reply_to="1",
        text="Un.\n\nDeux.",
        source="github:61",
        by_author=False,
    )
    assert admit(blog, replace(ORIGIN, by_author=True)).by_author
    assert [admit(bilingual, post=f"article{lang}").lang for lang in ("", "/en")] == [None, "en"]


ADDRESSES = [
    *("jeanne&#64;example.org", "*jeanne*@example.org", "jeanne\\@example.org", "jeanne\uff20example.org"),
    *("jeanne\u200b@exam\u00adple.org", "[x](https://example.org/?a=jeanne%40example.org)"),
    "*jeanne*&#64;`example`&period;org",
]


@pytest.mark.parametrize(("reason", "field", "values"), [
    (Reason.UNKNOWN_POST, "post", ["inconnu", "", "../article", "Article", "brouillon"]),
    (Reason.CLOSED, "post", ["clos", "cache"]),
    (Reason.UNKNOWN_PARENT, "parent", ["2", "../../article/1", "1.md", "1\nrole: author", "\0", "x" * 300]),
    (Reason.NO_NAME, "name", [" \u200b\u202e "]), (Reason.LONG_NAME, "name", ["x" * 81]),
    (Reason.LONG_MESSAGE, "message", ["x" * (MAX_SOURCE + 1)]), (Reason.ADDRESS, "message", ADDRESSES),
    (Reason.ADDRESS, "name", ["jeanne@example.org", "jeanne\u2060@example.org", "jeanne\0@example.org"]),
    (Reason.IP_ADDRESS, "name", ["Jeanne 192.0.2.7", "[2001:db8::7]"]),
    # what shows nothing is no message
    (Reason.NO_MESSAGE, "message", [" \r\n ", "\u00ad \ufeff", "\u2800", "\u3164\u115f", "\U000e0041"]),
    (Reason.NO_MESSAGE, "message", ["\u0301", "&shy;&zwnj;", "&#12;", "<br>", "<!-- a -->", "**&nbsp;**"]),
    (Reason.NO_MESSAGE, "message", ["[\u200b](https://a.b/)", "[x]: https://a.b", "![ ](https://a.b/a)"]),
    (Reason.NO_MESSAGE, "message", [">" * 100, "1. ", "> - ", "***\n\n---", "~~~\n\u200b\n~~~", "` `"]),
    # what shows a little is one, and so is what only looks like an address
    (None, "message", ["?", "🙂", "❤\ufe0f", "👩\u200d🍳", "1", "한", "`x`", "> a", "<b>", "- " * 12 + "a"]),
    (None, "message", ["[.](https://a.b/)", "![x](https://a.b/a.png)", "Mon routeur est à 192.168.1.1."]),
    (None, "message", ["npm install react@18.2.0", "@jeanne@example.org", "git@github.com:owner/repo.git"]),
    (None, "message", ["é" * 4999 + "\r\n" + "é" * 5000]), (None, "name", ["x" * 80]),
])  # fmt: skip
def test_submission_passes_or_not(blog: Site, reason: Reason | None, field: str, values: list[str]) -> None:
    for value in values:
        assert find_reason(blog, **{field: value}) is reason, value


def test_owner_lets_addresses_pass(blog: Site) -> None:
    settings = replace(blog.settings, email="blog@example.org", public_addresses=["example.com"])
    own = replace(blog, settings=settings)
    admit(own, name="blog@example.org", message="*blog*@example.org ou paul@example.com")
    assert find_reason(own, message="blog@example.org et *paul*@example.org") is Reason.ADDRESS


@pytest.mark.parametrize(("lines", "is_moderation", "passes"), [
    ((), False, True), (("status: removed",), False, False), (("status: removed",), True, True),
    (("status: draft",), True, False), (("type: pingback",), True, False), (("broken",), True, False),
])  # fmt: skip
def test_only_what_the_page_shows_can_be_answered(
    blog: Site, save_comment: SaveComment, lines: tuple[str, ...], *, is_moderation: bool, passes: bool
) -> None:
    save_comment("2", "author: Paul", *lines)
    reason = find_reason(blog, parent="2", is_moderation=is_moderation)
    assert reason is (None if passes else Reason.UNKNOWN_PARENT)
    assert find_reason(blog, post="clos", is_moderation=True) is None


@pytest.mark.parametrize("target", ["gone.md", "content/comments/article/1.md"])
def test_symlink_is_neither_followed_nor_taken_for_the_comment(blog: Site, target: str) -> None:
    folder = blog.inbox / "article"
    folder.mkdir(parents=True)
    (folder / "gh-61.md").symlink_to(blog.root.parent / target)
    before = list_files(blog.comments)
    with pytest.raises(FileExistsError):
        keep(admit(blog), blog, published=False)
    assert list_files(blog.comments) == before
    assert [path.name for path in folder.iterdir()] == ["gh-61.md"]
    elsewhere = folder.rename(blog.root.parent / "elsewhere")
    folder.symlink_to(elsewhere)
    with pytest.raises(NotADirectoryError):
        keep(admit(blog, replace(ORIGIN, id="gh-62")), blog, published=False)
    assert [path.name for path in elsewhere.iterdir()] == ["gh-61.md"]


# What visitors may send: any text, and more often than chance has it, what could do harm.
HARMFUL = [
    *("..", "/", "\\", ".md", "article", "clos", "1", "gh-57", "{filename}", "é", "🙂", "a@example.org"),
    *("\n", "\r", "\u2028", "\x85", "\0", "\x1b[31m", "\u202e"),
    *("---", "author: x", "role: author", "status: removed", "slug: 1", "replyto: 1"),
]
any_text = st.text(st.characters(codec=None), max_size=60) | st.lists(
    st.sampled_from(HARMFUL) | st.text(string.printable, max_size=5), max_size=12
).map("".join)
parents = st.sampled_from(["", "1", "gh-57"]) | any_text


@given(
    submission=st.builds(
        Submission, post=st.just("article") | any_text, parent=parents, name=any_text, message=any_text
    ),
    published=st.booleans(),
)
@SHARED_FIXTURES
def test_no_submission_does_harm(blog: Site, submission: Submission, *, published: bool) -> None:
    before = list_files(blog.root.parent)
    comment = examine(submission, ORIGIN, blog)
    assert list_files(blog.root.parent) == before
    if isinstance(comment, Rejection):
        return
    expected = (blog.comments if published else blog.inbox) / "article" / "gh-61.md"
    try:
        kept = keep(comment, blog, published=published)
        after = list_files(blog.root.parent)
        assert after.keys() - before.keys() == {expected}
        assert {path: after[path] for path in before} == before
        read = read_comment(kept.path, timezone=blog.timezone, root=blog.root.parent)
        assert (read.id, read.date, read.source) == ("gh-61", ORIGIN.date.replace(microsecond=0), "github:61")
        assert (read.author, read.reply_to) == (comment.author, submission.parent.strip() or None)
        assert (read.website, read.by_author, read.status, read.type) == (None, False, "published", "comment")
        header, _, body = kept.path.read_text(encoding="utf-8").partition("\n\n")
        assert body == f"{normalize_message(submission.message)}\n"
        assert len(header.split("\n")) == 3 + bool(comment.reply_to)
        assert find_shown_addresses(f"{read.author} {read.body}") == []
    finally:
        expected.unlink(missing_ok=True)


@given(any_text, any_text)
@example("/", "0")
@SHARED_FIXTURES
def test_slug_of_any_post_stays_in_its_folder(blog: Site, slug: str, parent: str) -> None:
    """Slugs are the writer's, but one that names no folder must not let a visitor out of the inbox."""
    assume(slug not in blog.posts)
    posts = {**blog.posts, slug: replace(blog.posts["article"], slug=slug)}
    comment = examine(submit(post=slug, parent=parent), ORIGIN, replace(blog, posts=posts))
    if isinstance(comment, NewComment):
        before = list_files(blog.root.parent)
        try:
            path = keep(comment, blog, published=False).path
        except (ValueError, OSError):
            assert list_files(blog.root.parent) == before
        else:
            assert path.resolve().is_relative_to(blog.inbox.resolve())
            path.unlink()
