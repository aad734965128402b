"""The gate: what passes it, what does not and why, and that nothing but one new file ever comes of it."""

import string
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pelican.plugins.comments import keeping
from pelican.plugins.comments.intake import (
    NewComment,
    Origin,
    Reason,
    Rejection,
    Submission,
    examine,
    normalize_message,
)
from pelican.plugins.comments.keeping import format_comment, keep
from pelican.plugins.comments.markup import MAX_SOURCE
from pelican.plugins.comments.privacy import find_shown_addresses
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.storage import read_comment
from pelican.plugins.comments.translations import read_wording
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

SaveComment = Callable[..., Path]

ORIGIN = Origin(id="gh-61", date=datetime(2026, 11, 22, 12, 30, tzinfo=UTC), source="github:61")


def submit(
    post: str = "article", parent: str = "", name: str = "Jeanne", message: str = "Merci !"
) -> Submission:
    return Submission(post=post, parent=parent, name=name, message=message)


def admit(submission: Submission, blog: Site, origin: Origin = ORIGIN) -> NewComment:
    comment = examine(submission, origin, blog)
    assert isinstance(comment, NewComment), comment
    return comment


def list_files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_honest_comment_passes_whole(blog: Site) -> None:
    comment = admit(submit(parent="1", name="  Jérôme ", message="\r\nUn.\r\n\r\nDeux.\r\n"), blog)
    assert comment == NewComment(
        post="article",
        id="gh-61",
        author="Jérôme",
        date=datetime(2026, 11, 22, 13, 30, tzinfo=blog.timezone),
        reply_to="1",
        text="Un.\n\nDeux.",
        source="github:61",
        by_author=False,
    )


@pytest.mark.parametrize(
    ("submission", "reason"),
    [
        (submit(post="inconnu"), Reason.UNKNOWN_POST),
        (submit(post=""), Reason.UNKNOWN_POST),
        (submit(post="../article"), Reason.UNKNOWN_POST),
        (submit(post="article/"), Reason.UNKNOWN_POST),
        (submit(post="Article"), Reason.UNKNOWN_POST),
        (submit(post="clos"), Reason.CLOSED),
        (submit(post="cache"), Reason.CLOSED),
        (submit(post="brouillon"), Reason.UNKNOWN_POST),
        (submit(parent="2"), Reason.UNKNOWN_PARENT),
        (submit(parent="../../article/1"), Reason.UNKNOWN_PARENT),
        (submit(parent="1.md"), Reason.UNKNOWN_PARENT),
        (submit(parent="1\nrole: author"), Reason.UNKNOWN_PARENT),
        (submit(name=""), Reason.NO_NAME),
        (submit(name=" \u200b\u202e "), Reason.NO_NAME),
        (submit(name="x" * 81), Reason.LONG_NAME),
        (submit(message=" \r\n "), Reason.NO_MESSAGE),
        (submit(message="[nothing]: https://example.org"), Reason.NO_MESSAGE),
        (submit(message="x" * (MAX_SOURCE + 1)), Reason.LONG_MESSAGE),
        (submit(message="Écrivez-moi : jeanne@example.org"), Reason.ADDRESS),
        (submit(message="jeanne&#64;example.org"), Reason.ADDRESS),
        (submit(message="*jeanne*@example.org"), Reason.ADDRESS),
        (submit(message="jeanne\\@example.org"), Reason.ADDRESS),
        (submit(message="[x](https://example.org/?a=jeanne&#64;example.org)"), Reason.ADDRESS),
        (submit(message="[x](https://example.org/?a=jeanne%40example.org)"), Reason.ADDRESS),
        (submit(name="jeanne@example.org"), Reason.ADDRESS),
        (submit(name="jeanne\u2060@example.org"), Reason.ADDRESS),
        (submit(name="jeanne\0@example.org"), Reason.ADDRESS),
        (submit(message="jeanne\u200b@exam\u00adple.org"), Reason.ADDRESS),
        (submit(message="jeanne\uff20example.org"), Reason.ADDRESS),
        (submit(message="jeanne&#64;example&period;org"), Reason.ADDRESS),
        (submit(message="*jeanne*&#64;`example`.org"), Reason.ADDRESS),
        (submit(name="Jeanne 192.0.2.7"), Reason.IP_ADDRESS),
        (submit(name="[2001:db8::7]"), Reason.IP_ADDRESS),
    ],
)
def test_submission_is_rejected_with_its_reason(blog: Site, submission: Submission, reason: Reason) -> None:
    assert examine(submission, ORIGIN, blog) == Rejection(reason)


@pytest.mark.parametrize(
    "message",
    [
        *(
            *("\u200b", "\u00ad \ufeff", "\u2800\u2800", "\U0001d159", "\u3164\u115f\uffa0", "\u202e"),
            *("\ufe0f", "\U000e0041", "\u0301"),
        ),
        *("&nbsp;", "&shy;&zwnj;", "&#8203;", "&#12;", "&#x2800;", "\u00a0\u3000"),
        *(
            "[](https://example.org/)",
            "[ ](https://example.org/)",
            "[\u200b](https://example.org/)",
            "[x]: https://a.b",
        ),
        *("![](https://example.org/a.png)", "![ ](https://example.org/a.png)"),
        *("> ", ">>>\n> ", ">" * 100, "> > [](https://example.org/)", "- ", "1. ", "- \n- ", "> - "),
        *(
            *("<br>", "<!-- a -->", "---", "***\n\n---", "```\n```", "```\n \n\t\n```", "~~~\n\u200b\n~~~"),
            *("` `", "**\u200b**", "**&nbsp;**"),
        ),
    ],
)
def test_nothing_to_read_is_no_message(blog: Site, message: str) -> None:
    assert examine(submit(message=message), ORIGIN, blog) == Rejection(Reason.NO_MESSAGE)


@pytest.mark.parametrize(
    "message",
    [
        *(
            *("?", "+1", "!", "…", "🙂", "❤\ufe0f", "👩\u200d🍳", "\U0001faea", "1", "é", "한", "ゝ", "«"),
            *("^^", ":-)", "`x`"),
        ),
        *(
            "> a",
            "- a",
            "https://example.org/",
            "[.](https://example.org/)",
            "![x](https://example.org/a.png)",
            "<b>",
        ),
        *(">" * 30 + " a", "- " * 12 + "a", "1. " * 12 + "a", "> - " * 10 + "a"),
    ],
)
def test_little_is_something(blog: Site, message: str) -> None:
    assert isinstance(examine(submit(message=message), ORIGIN, blog), NewComment)


@pytest.mark.parametrize(
    "message",
    [
        "npm install react@18.2.0 vue@3.4.21",
        "<script src='https://cdn.jsdelivr.net/npm/vue@3.4.21/dist/vue.global.js'>",
        "[carte](https://www.google.com/maps/@48.85,2.35) et https://medium.com/@name.surname",
        "git clone git@github.com:owner/repo.git, et ![](logo@2x.png) aussi",
        "Suivez @jeanne@example.org !",
        "Mon routeur est à 192.168.1.1.",
    ],
)
def test_what_only_looks_like_an_address_passes(blog: Site, message: str) -> None:
    assert isinstance(examine(submit(message=message), ORIGIN, blog), NewComment)


def test_owner_lets_addresses_pass(blog: Site) -> None:
    settings = replace(blog.settings, email="blog@example.org", public_addresses=["example.com"])
    own = replace(blog, settings=settings)
    admit(submit(name="blog@example.org", message="*blog*@example.org ou paul@example.com"), own)
    found = examine(submit(message="blog@example.org et paul@example.org"), ORIGIN, own)
    assert found == Rejection(Reason.ADDRESS)


def test_longest_comment_passes(blog: Site) -> None:
    windows = "é" * 4999 + "\r\n" + "é" * 5000
    assert len(admit(submit(name="x" * 80, message=windows), blog).text) == MAX_SOURCE


@pytest.mark.parametrize(
    ("lines", "is_moderation", "passes"),
    [
        (("author: Paul",), False, True),
        (("author: Paul", "status: removed"), False, False),
        (("author: Paul", "status: removed"), True, True),
        (("author: Paul", "status: lost"), False, False),
        (("author: Paul", "status: draft"), True, False),
        (("author: Paul", "type: pingback"), True, False),
        (("broken",), True, False),
    ],
)
def test_only_what_the_page_shows_can_be_answered(
    blog: Site, save_comment: SaveComment, lines: tuple[str, ...], *, is_moderation: bool, passes: bool
) -> None:
    save_comment("2", *lines)
    answer = examine(submit(parent="2"), ORIGIN, blog, is_moderation=is_moderation)
    assert isinstance(answer, NewComment) is passes


def test_parent_may_bear_its_id_as_a_slug(blog: Site, save_comment: SaveComment) -> None:
    save_comment("ancien", "author: Paul", "slug: c-1")
    assert admit(submit(parent="c-1"), blog).reply_to == "c-1"
    assert examine(submit(parent="ancien"), ORIGIN, blog) == Rejection(Reason.UNKNOWN_PARENT)


def test_moderator_decides_in_a_closed_thread_too(blog: Site) -> None:
    assert isinstance(examine(submit(post="clos"), ORIGIN, blog, is_moderation=True), NewComment)


@pytest.mark.parametrize("published", [True, False])
def test_comment_is_kept_as_it_passed(blog: Site, *, published: bool) -> None:
    comment = admit(submit(parent="1", message="Un.\n\n---\nauthor: x"), blog)
    kept = keep(comment, blog, published=published)
    assert kept.is_new
    assert kept.path == (blog.comments if published else blog.inbox) / "article" / "gh-61.md"
    assert kept.path.read_text(encoding="utf-8") == (
        "author: Jeanne\ndate: 2026-11-22T13:30:00+01:00\nreplyto: 1\nsource: github:61\n\n"
        "Un.\n\n---\nauthor: x\n"
    )


def test_only_we_can_mark_the_author(blog: Site) -> None:
    hers = admit(submit(), blog, replace(ORIGIN, by_author=True))
    assert "\nrole: author\n" in format_comment(hers)
    assert "\nrole: author\n" not in format_comment(admit(submit(name="x\nrole: author"), blog))


@pytest.mark.parametrize("waits", [False, True], ids=["published", "waiting"])
@pytest.mark.parametrize("name", ["gh-61.md", "gh-61.html"])
def test_comment_received_twice_changes_nothing(
    blog: Site, save_comment: SaveComment, name: str, *, waits: bool
) -> None:
    save_comment(name, "author: Jeanne", waits=waits)
    before = list_files(blog.root.parent)
    kept = keep(admit(submit(message="Autre chose."), blog), blog, published=False)
    assert not kept.is_new
    assert list_files(blog.root.parent) == before


@pytest.mark.parametrize("name", ["gh-61.md", "gh-61.html"])
def test_comment_that_was_removed_is_refused_and_not_thanked_for(
    blog: Site, save_comment: SaveComment, name: str
) -> None:
    save_comment(name, "status: removed")
    assert examine(submit(), ORIGIN, blog) == Rejection(Reason.REMOVED)
    assert examine(submit(), ORIGIN, blog, is_moderation=True) == Rejection(Reason.REMOVED)


def test_approval_that_goes_on_meanwhile_doubles_nothing(
    blog: Site, save_comment: SaveComment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever folder is looked into first, an approval publishes before it empties the inbox."""
    waiting = save_comment("gh-61", "author: Jeanne", waits=True)
    looked: list[Path] = []

    def approve_meanwhile(path: Path) -> bool:
        looked.append(path)
        found = path.is_file()
        if len(looked) == 1 and waiting.exists():
            save_comment("gh-61", "author: Jeanne")
            waiting.unlink()
        return found

    monkeypatch.setattr(keeping, "_is_kept", approve_meanwhile)
    assert not keep(admit(submit(), blog), blog, published=False).is_new
    assert not waiting.exists()


@pytest.mark.parametrize("target", ["gone.md", "content/comments/article/1.md"])
def test_symlink_in_the_way_is_neither_followed_nor_taken_for_the_comment(blog: Site, target: str) -> None:
    folder = blog.inbox / "article"
    folder.mkdir(parents=True)
    (folder / "gh-61.md").symlink_to(blog.root.parent / target)
    before = list_files(blog.comments)
    with pytest.raises(FileExistsError):
        keep(admit(submit(), blog), blog, published=False)
    assert list_files(blog.comments) == before
    assert sorted(path.name for path in folder.iterdir()) == ["gh-61.md"]


def test_folder_that_is_a_symlink_is_refused(blog: Site) -> None:
    elsewhere = blog.root.parent / "elsewhere"
    elsewhere.mkdir()
    blog.inbox.mkdir()
    (blog.inbox / "article").symlink_to(elsewhere)
    with pytest.raises(NotADirectoryError):
        keep(admit(submit(), blog), blog, published=False)
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize(("post", "name"), [("..", "a"), ("a/b", "a"), ("article", "../a"), ("article", "")])
def test_nothing_is_kept_under_a_name_that_is_none(blog: Site, post: str, name: str) -> None:
    comment = replace(admit(submit(), blog), post=post, id=name)
    before = list_files(blog.root.parent)
    with pytest.raises(ValueError, match="name no file"):
        keep(comment, blog, published=False)
    assert list_files(blog.root.parent) == before


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_reason_has_a_sentence(reason: Reason, lang: str) -> None:
    sentence = reason.explain(read_wording(lang))
    assert sentence.endswith((".", "?"))
    assert "%" not in sentence


@pytest.mark.parametrize("reason", Reason)
def test_sentence_is_translated(reason: Reason) -> None:
    assert reason.explain(read_wording("fr")) != reason.explain(read_wording("en"))


def test_numbers_in_a_sentence_are_the_limits() -> None:
    assert "80" in Reason.LONG_NAME.explain(read_wording("fr"))
    assert "10\u202f000" in Reason.LONG_MESSAGE.explain(read_wording("fr"))


# What visitors may send: any text, and more often than chance has it, what could do harm.
HARMFUL = [
    *("..", "/", "\\", ".md", "article", "clos", "1", "gh-57", "{filename}", "é", "🙂", "a@example.org"),
    *("\n", "\r", "\u2028", "\x85", "\0", "\x1b[31m", "\u202e"),
    *("---", "author: x", "role: author", "status: removed", "slug: 1", "replyto: 1"),
]
any_text = st.text(st.characters(codec=None), max_size=60) | st.lists(
    st.sampled_from(HARMFUL) | st.text(string.printable, max_size=5), max_size=12
).map("".join)
submissions = st.builds(
    Submission,
    post=st.just("article") | any_text,
    parent=st.sampled_from(["", "1", "gh-57"]) | any_text,
    name=any_text,
    message=any_text,
)


@given(submission=submissions, published=st.booleans())
@SHARED_FIXTURES
def test_no_submission_writes_elsewhere_overwrites_or_forges(
    blog: Site, submission: Submission, *, published: bool
) -> None:
    before = list_files(blog.root.parent)
    comment = examine(submission, ORIGIN, blog)
    if isinstance(comment, Rejection):
        assert list_files(blog.root.parent) == before
        return
    try:
        kept = keep(comment, blog, published=published)
        after = list_files(blog.root.parent)
        expected = (blog.comments if published else blog.inbox) / "article" / "gh-61.md"
        assert after.keys() - before.keys() == {expected}
        assert {path: after[path] for path in before} == before
        read = read_comment(kept.path, timezone=blog.timezone, root=blog.root.parent)
        assert (read.id, read.date, read.source) == ("gh-61", ORIGIN.date, "github:61")
        assert (read.author, read.reply_to) == (comment.author, submission.parent.strip() or None)
        assert (read.website, read.by_author, read.status, read.type) == (None, False, "published", "comment")
        header, _, body = kept.path.read_text(encoding="utf-8").partition("\n\n")
        assert body == f"{normalize_message(submission.message)}\n"
        assert len(header.split("\n")) == 3 + bool(comment.reply_to)
        assert find_shown_addresses(f"{read.author} {read.body}") == []
    finally:
        (blog.inbox / "article" / "gh-61.md").unlink(missing_ok=True)
        (blog.comments / "article" / "gh-61.md").unlink(missing_ok=True)


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
