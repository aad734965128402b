"""One comment per issue: what a later label replaces, what it leaves alone, and which issue is which."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.comments.events import EventError, read_event
from pelican.plugins.comments.github import Outcome, receive_event
from pelican.plugins.comments.intake import Reason
from pelican.plugins.comments.issues import Issue, parse_source
from pelican.plugins.comments.moderation.actions import anonymise, remove
from pelican.plugins.comments.moderation.checks import check_comments
from pelican.plugins.comments.moderation.filing import Place, find_filed
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.storage import read_comments
from pelican.plugins.comments.threads import build_discussion
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

from .conftest import make_post

SaveComment = Callable[..., Path]
Label = Callable[..., Outcome]

LATER, LAST = "2026-11-24T08:00:00Z", "2026-11-25T08:00:00Z"
OWN = "article/gh-58.md"


@pytest.fixture
def two_articles(blog: Site) -> Site:
    """The blog with another open article."""
    return replace(blog, posts={**blog.posts, "autre": make_post("autre")})


@pytest.fixture
def label(two_articles: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Label:
    """A function that puts the label on issue 58; whatever is unusual about it is an argument."""
    monkeypatch.chdir(tmp_path)

    def put(
        *, post: str = "article", parent: str = "", name: str = "Anne", message: str = "Merci", **other: Any
    ) -> Outcome:
        fields = {"Article": post, "En réponse à": parent or "_No response_", "Nom": name, "Texte": message}
        owner, repository_id = {"login": "owner"}, other.get("repository_id", 5)
        event = {
            "action": "labeled",
            "label": {"name": "accepté"},
            "sender": owner,
            "repository": {
                "full_name": other.get("repository", "owner/blog"),
                "id": repository_id,
                "owner": owner,
            },
            "issue": {
                "number": 58,
                "created_at": other.get("created", "2026-11-20T09:08:07Z"),
                "updated_at": other.get("moment", "2026-11-23T18:00:00Z"),
                "user": {"login": "anne"},
                "body": "\n\n".join(f"### {title}\n\n{value}" for title, value in fields.items()),
            },
        }
        path, edits = tmp_path / "event.json", tmp_path / "edits.json"
        path.write_text(json.dumps(event), encoding="utf-8")
        edits.write_text(json.dumps(other.get("edits")), encoding="utf-8")
        return receive_event(read_event(path, edits if other.get("edits") else None), two_articles)

    return put


def read_all(site: Site) -> dict[str, str]:
    """The text of every published file by article and name, but of those that were there from the start."""
    files = {path.relative_to(site.comments).as_posix(): path for path in site.comments.rglob("*.*")}
    names = files.keys() - {"article/1.md", "article/gh-57.md"}
    return {name: files[name].read_text().partition("\n\n")[2].strip() for name in sorted(names)}


def list_faults(site: Site) -> tuple[str, ...]:
    comments = read_comments(site.comments / "article", timezone=site.timezone, root=site.root)
    return build_discussion(comments, max_depth=5).problems


def decide(decision: Callable[..., object], name: str, site: Site) -> None:
    decision(*find_filed([name], site, Place.PUBLISHED), site)


def test_label_put_again_replaces_name_text_and_parent(
    label: Label, blog: Site, save_comment: SaveComment
) -> None:
    label(message="Avant")
    save_comment("3", "author: Luc", "replyto: gh-58")
    outcome = label(name="Anne M.", message="Après", parent="1", moment=LATER)
    assert (outcome.reason, outcome.path) == (None, f"content/comments/{OWN}")
    (answer,) = outcome.answers
    assert (answer.issue, answer.body) == (58, "Publié\u00a0: https://example.org/article/#comment-gh-58")
    text = (blog.comments / OWN).read_text()
    assert text.startswith("author: Anne M.\ndate: 2026-11-20T10:08:07+01:00\nreplyto: 1\nsource: github:")
    assert text.endswith("\n\nAprès\n")
    assert list_faults(blog) == ()


def test_comment_moves_to_the_article_that_the_issue_names_now(label: Label, blog: Site) -> None:
    label()
    text = (blog.comments / OWN).read_text()
    for _ in range(2):  # the second time, the first one was interrupted
        outcome = label(post="autre", message="Ailleurs", moment=LATER)
        assert outcome.path == "content/comments/autre/gh-58.md"
        assert outcome.removed == (f"content/comments/{OWN}",)
        assert outcome.describe()["removed"] == list(outcome.removed)
        assert "https://example.org/autre/#comment-gh-58" in outcome.answers[0].body
        assert read_all(blog) == {"autre/gh-58.md": "Ailleurs"}
        (blog.comments / OWN).write_text(text)


@pytest.mark.parametrize("waits", [False, True])
def test_comment_with_replies_moves_only_once_these_are_removed(
    label: Label, blog: Site, save_comment: SaveComment, *, waits: bool
) -> None:
    label()
    reply = save_comment("3", "author: Luc", "replyto: gh-58", waits=waits)
    before = read_all(blog)
    outcome = label(post="autre", moment=LATER)
    assert (outcome.reason, read_all(blog)) == (Reason.ANSWERED, before)
    assert "reste donc sous l’article" in outcome.answers[0].body
    reply.unlink() if waits else decide(remove, "article/3", blog)
    assert label(post="autre", moment=LATER).reason is None
    assert list_faults(blog) == ()


def test_comment_does_not_become_a_reply_to_itself_or_to_what_is_below_it(
    label: Label, blog: Site, save_comment: SaveComment
) -> None:
    label()
    save_comment("3", "author: Luc", "replyto: gh-58")
    save_comment("4", "author: Zoé", "replyto: 3")
    before = read_all(blog)
    for parent in ("gh-58", "3", "4"):
        assert label(parent=parent, moment=LATER).reason is Reason.UNKNOWN_PARENT
    assert read_all(blog) == before


def test_person_answered_is_told_once_and_another_one_again(label: Label, save_comment: SaveComment) -> None:
    save_comment("gh-60", "author: Luc", "source: github:owner/blog#60@5")
    for told, options in (
        ([58, 57], {"parent": "gh-57"}),
        ([58, 57], {"parent": "gh-57"}),  # the same event again
        ([58], {"parent": "gh-57", "message": "Oui", "moment": LATER}),
        ([58, 60], {"parent": "gh-60", "message": "Oui", "moment": LAST}),
    ):
        assert [answer.issue for answer in label(**options).answers] == told


def test_old_run_that_is_repeated_brings_nothing_back_but_a_new_label_does(label: Label, blog: Site) -> None:
    label(message="Avant")
    label(message="Après", moment=LATER)
    assert label(message="Avant").reason is Reason.OUTDATED
    assert read_all(blog) == {OWN: "Après"}
    assert label(message="Avant", moment=LAST).reason is None
    assert read_all(blog) == {OWN: "Avant"}


def test_comment_edited_by_hand_stays_and_the_answer_says_so(label: Label, blog: Site) -> None:
    label(message="Un mto")
    path = blog.comments / OWN
    text = path.read_text()
    lines = ("role: author", "website: https://example.org/", "lang: en", "slug: ancre")
    for edited in (text.replace("mto", "mot"), *(f"{line}\n{text}" for line in lines)):
        path.write_text(edited)
        outcome = label(message="Un mto ou deux", moment=LATER)
        assert outcome.reason is Reason.DECIDED
        assert "a pu être modifié depuis" in outcome.answers[0].body
        assert path.read_text() == edited
    path.write_text(text.replace("mto", "mot"))
    assert (label(message="Un mto").reason, read_all(blog)) == (None, {OWN: "Un mot"})  # the same event
    for form in (text.replace("\n", "\r\n"), f"{text}\n\n", f"\ufeff{text}"):  # as tools leave files
        path.write_bytes(form.encode())
        assert label(message="Autre", moment=LATER).reason is None
        assert read_all(blog) == {OWN: "Autre"}


@pytest.mark.parametrize(("decision", "reason"), [(remove, Reason.REMOVED), (anonymise, Reason.DECIDED)])
def test_comment_that_was_removed_or_made_anonymous_stays_so(
    label: Label, blog: Site, decision: Callable[..., object], reason: Reason
) -> None:
    label()
    decide(decision, "gh-58", blog)
    before = (blog.comments / OWN).read_text()
    for message in ("Merci", "Autre"):
        assert label(message=message, moment=LATER).reason is reason
    if decision is remove:
        assert label(post="autre", moment=LATER).reason is reason
        assert (
            before == "status: removed\ndate: 2026-11-20T10:08:07+01:00\nsource: github:owner/blog#58@5\n\n"
        )
        assert label(repository="owner/neuf", repository_id=6, moment=LATER).reason is None  # another issue
    assert (blog.comments / OWN).read_text() == before
    assert check_comments(blog).problems == ()
    (blog.comments / OWN).unlink()
    assert label(moment=LATER).reason is None


@pytest.mark.parametrize(
    "copy", ["gh-58 - Copie.md", "Copie de gh-58.md", "gh-58-DESKTOP-AB12.md", "gh-58 2.html"]
)
def test_copy_left_by_a_program_is_not_taken_for_the_comment(label: Label, blog: Site, copy: str) -> None:
    label()
    path = blog.comments / OWN
    path.with_name(copy).write_text(path.read_text())
    assert label(message="Deux", moment=LATER).path == f"content/comments/{OWN}"
    assert read_all(blog) == {OWN: "Deux", f"article/{copy}": "Merci"}
    decide(remove, "gh-58", blog)
    assert label(message="Deux", moment=LATER).reason is Reason.REMOVED


# Which issue is which


@pytest.mark.parametrize(
    "place",
    [
        *({"repository_id": 6, "repository": name} for name in ("owner/blog", "owner/cuisine")),
        *({"repository_id": None, "repository": name} for name in ("owner/neuf", "other/blog")),
    ],
)
def test_issue_of_another_repository_is_another_one(label: Label, blog: Site, place: dict[str, Any]) -> None:
    label(message="Un")
    outcome = label(message="Deux", name="Luc", moment=LATER, **place)
    assert outcome.reason is None
    assert outcome.path
    name = outcome.path.removeprefix("content/comments/")
    assert re.fullmatch(r"article/gh-58-[0-9a-f]{6}\.md", name)
    assert Path(name).stem in outcome.answers[0].body
    assert read_all(blog) == {OWN: "Un", name: "Deux"}
    assert label(message="Deux", name="Luc", moment=LATER, **place) == outcome
    label(message="Trois", name="Luc", moment=LAST, **place)
    assert read_all(blog) == {OWN: "Un", name: "Trois"}
    assert check_comments(blog).problems == ()


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ({}, {"repository": "owner/cuisine"}),  # renamed
        ({}, {"repository": "Owner/Blog", "repository_id": None}),
        ({"repository_id": None}, {"repository": "OWNER/blog"}),
    ],
)
def test_renamed_repository_is_the_same(
    label: Label, blog: Site, first: dict[str, Any], then: dict[str, Any]
) -> None:
    label(**first)
    assert label(message="Deux", moment=LATER, **then).reason is None
    assert read_all(blog) == {OWN: "Deux"}


OLD, LONG_AGO = "date: 2026-11-20T10:08:07+01:00", "date: 2015-01-02T03:04:05+01:00"
REMOVED = "status: removed"


def test_comment_of_an_older_version_is_known_and_not_replaced(
    label: Label, blog: Site, save_comment: SaveComment
) -> None:
    source = "source: github:58"
    anne, anne_m = ("author: Anne", OLD, source), ("author: Anne M.", OLD, source)
    undated = [("author: Anne", *more, source) for more in ([], ["date: 2026-11-20"])]
    anonymous, removed = [("author: Anonyme",), ("author: Anonyme", OLD)], [(REMOVED,), (REMOVED, OLD)]
    for lines in (*undated, anne, anne_m, *anonymous, *removed):
        for name in ("gh-58.md", "gh-58.html"):
            path = save_comment(name, *lines, text="Un")
            assert label(message="Deux").reason is (Reason.REMOVED if lines[0] == REMOVED else Reason.DECIDED)
            assert read_all(blog) == {f"article/{name}": "Un"}
            path.unlink()
    new = {"message": "Deux", "repository": "nouveau/blog"}  # renamed
    for lines in (anne, anne_m, (REMOVED, OLD, source)):
        save_comment("gh-58", *lines, text="Un")
        assert label(**new).reason is (Reason.REMOVED if lines[0] == REMOVED else Reason.DECIDED)
        assert read_all(blog) == {OWN: "Un"}
    path = save_comment("gh-58", *anne, text="Merci")  # which says the same
    before = path.read_text()
    assert label().reason is None
    assert path.read_text() == before
    assert label(**new, created="2027-01-02T03:04:05Z", moment="2027-01-03T00:00:00Z").reason is None
    assert len(read_all(blog)) == 2


def test_same_number_in_an_older_repository_is_another_issue(
    label: Label, blog: Site, save_comment: SaveComment
) -> None:
    """A comment's date is that of its issue: after a move numbers start over, and the dates differ."""
    for lines in (
        *(("author: Luc", LONG_AGO, "source: github:58"), ("author: Anonyme", LONG_AGO)),
        *((REMOVED, "date: 2015-01-02"), ("author: Luc", "source: wordpress:58")),
        *(("author: Luc", f"source: github:{own}") for own in ("ailleurs/blog#58", "owner/blog#58@99")),
    ):
        path = save_comment("gh-58", *lines, text="Un")
        before = path.read_text()
        outcome = label(message="Deux")
        assert (outcome.reason, path.read_text(), len(read_all(blog))) == (None, before, 2)
        (blog.root.parent / (outcome.path or "")).unlink()


def test_file_is_found_by_its_source_and_has_to_be_readable(label: Label, blog: Site) -> None:
    label()
    path = blog.comments / OWN
    path.rename(path.with_name("premier.md"))
    assert label(message="Deux", moment=LATER).path == "content/comments/article/premier.md"
    assert read_all(blog) == {"article/premier.md": "Deux"}
    path.write_text("no header")
    with pytest.raises(EventError, match=r"^comments/article/gh-58\.md: line 1: "):
        label()


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        *(
            (["author: Luc", f"source: github:{own}"], [60])
            for own in ("owner/blog#60@5", "OWNER/blog#60", "60")
        ),
        *((["author: Luc", f"source: github:owner/ancien{own}"], []) for own in ("#60@4", "#60")),
        *((["author: Luc"], [60]), (["author: Luc", "source: mail"], []), ([REMOVED], [])),
    ],
)
def test_reply_is_reported_only_on_an_issue_of_this_repository(
    label: Label, save_comment: SaveComment, lines: list[str], told: list[int]
) -> None:
    save_comment("gh-60", *lines)
    assert [answer.issue for answer in label(parent="gh-60").answers] == [58, *told]


@given(
    repository=st.none() | st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}/[A-Za-z0-9._-]{1,10}", fullmatch=True),
    repository_id=st.none() | st.integers(1, 10**12),
    number=st.integers(1, 10**9),
)
def test_source_is_read_back_and_its_id_is_valid(
    repository: str | None, repository_id: int | None, number: int
) -> None:
    issue = Issue(repository=repository, repository_id=repository_id, number=number)
    assert parse_source(issue.source, None) == issue
    for taken in ([], [f"gh-{number}"]):
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", issue.choose_id(taken))
    assert issue.choose_id([f"gh-{number}"]) != f"gh-{number}"


# What was read


def answer_edits(*edits: tuple[str, str | None], count: int | None = None) -> dict[str, Any]:
    """What the API answers: the newest edit first, and the original text last."""
    nodes = [{"editedAt": date, "editor": {"login": editor} if editor else None} for date, editor in edits]
    found = {"totalCount": len(nodes) if count is None else count, "nodes": nodes}
    return {"data": {"repository": {"issue": {"userContentEdits": found}}}}


FIRST = ("2026-11-20T09:08:07Z", "anne")
LATE, OWNERS = ("2026-11-23T17:59:40Z", "anne"), ("2026-11-23T17:59:50Z", "owner")


@pytest.mark.parametrize(
    ("edits", "is_read"),
    [
        *(
            ([(f"2026-11-23T{moment}", "anne"), FIRST], False)
            for moment in ("17:59:40Z", "17:59:00Z", "18:00:00Z")
        ),
        *(([(LATE[0], editor), FIRST], False) for editor in ("somebody", None)),
        *(([("2026-11-23T18:59:59+01:00", "anne"), FIRST], False), ([FIRST, LATE], False)),
        *(([OWNERS, LATE, FIRST], False), ([("2026-11-23T18:00:09Z", "anne"), LATE, FIRST], False)),
        *(
            ([(f"2026-11-{moment}", "anne"), FIRST], True)
            for moment in ("23T17:58:59Z", "20T10:00:00Z", "23T18:00:01Z")
        ),
        *(([], True), ([OWNERS, FIRST], True), ([("2026-11-30T08:00:00Z", "anne"), LATE, FIRST], False)),
        ([("2026-11-30T08:00:00Z", "anne"), FIRST], True),
    ],
)
def test_text_changed_within_a_minute_before_the_label_is_refused(
    label: Label, blog: Site, edits: list[tuple[str, str | None]], *, is_read: bool
) -> None:
    outcome = label(edits=answer_edits(*edits))
    assert outcome.reason is (None if is_read else Reason.UNREAD)
    assert bool(read_all(blog)) is is_read
    assert is_read or "Relisez-le tel qu’il est maintenant" in outcome.answers[0].body


def test_label_that_was_there_from_the_start_is_a_decision(label: Label) -> None:
    """On the owner's own issue: only she can put it, and GitHub lists the original text as an edit too."""
    assert label(moment=FIRST[0], edits=answer_edits(("2026-11-21T08:00:00Z", "anne"), FIRST)).reason is None


def test_answer_that_says_nothing_about_edits_is_an_error(label: Label, blog: Site) -> None:
    issues = [None, {"userContentEdits": {"totalCount": 1, "nodes": [None]}}]
    for edits in (
        *({"data": {"repository": {"issue": issue}}} for issue in issues),
        {"errors": [{"message": "Could not resolve to an Issue"}]},
        *(answer_edits((date, "anne")) for date in ("hier", "2026-11-23T17:59:40")),
        answer_edits(FIRST, count=2),
    ):
        with pytest.raises(EventError, match=r"edits\.json: "):
            label(edits=edits)
    assert read_all(blog) == {}


# What changed between sending and deciding


def test_label_holds_though_the_thread_was_closed_or_hidden_or_the_parent_removed(
    label: Label, blog: Site
) -> None:
    assert label(post="clos").answers[0].body.startswith("Publié")
    (answer,) = label(post="cache", moment=LATER).answers
    assert answer.body == (
        "Accepté, mais non visible, car les commentaires de cet article sont masqués\u00a0: "
        "https://example.org/cache/#comment-gh-58"
    )
    assert list(read_all(blog)) == ["cache/gh-58.md"]
    decide(remove, "article/1", blog)
    assert label(parent="1", moment=LAST).reason is None
    assert (list(read_all(blog)), list_faults(blog)) == ([OWN], ())


@SHARED_FIXTURES
@given(
    st.lists(
        st.tuples(st.sampled_from(["article", "autre"]), st.sampled_from(["A", "B"]), st.integers(0, 5)),
        min_size=1,
        max_size=5,
    )
)
def test_issue_has_one_comment_whatever_comes_in_which_order(
    label: Label, blog: Site, labels: list[tuple[str, str, int]]
) -> None:
    """And it is the one that was accepted last."""
    newest, expected = -1, {}
    try:
        for post, message, hour in labels:
            outcome = label(post=post, message=message, moment=f"2026-11-23T18:0{hour}:00Z")
            if hour >= newest:
                newest, expected = hour, {f"{post}/gh-58.md": message}
                assert outcome.reason is None
            assert read_all(blog) == expected
    finally:
        for path in blog.comments.rglob("gh-58.md"):
            path.unlink()
