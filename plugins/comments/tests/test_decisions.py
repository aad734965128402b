"""One comment for each issue: what a later label replaces, what it leaves alone, and which issue is which."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.events import EventError, read_event
from pelican.plugins.comments.github import Answer, Outcome, receive_event
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


@pytest.fixture
def two_articles(blog: Site) -> Site:
    """The blog with another open article."""
    return replace(blog, posts={**blog.posts, "autre": make_post("autre")})


@pytest.fixture
def label(two_articles: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Label:
    """A function that puts the label on an issue, of which one names what is not as usual."""
    monkeypatch.chdir(tmp_path)

    def put(  # noqa: PLR0913  # all that an issue has
        *,
        number: int = 58,
        post: str = "article",
        parent: str = "",
        name: str = "Anne",
        message: str = "Merci",
        moment: str = "2026-11-23T18:00:00Z",
        created: str = "2026-11-20T09:08:07Z",
        repository: str = "owner/blog",
        repository_id: int | None = 5,
        edits: object = None,
        site: Site = two_articles,
    ) -> Outcome:
        fields = {"Article": post, "En réponse à": parent or "_No response_", "Nom": name, "Texte": message}
        body = "\n\n".join(f"### {title}\n\n{value}" for title, value in fields.items())
        owner = {"login": "owner"}
        event = {
            "action": "labeled",
            "label": {"name": "accepté"},
            "sender": owner,
            "repository": {"full_name": repository, "id": repository_id, "owner": owner},
            "issue": {
                "number": number,
                "created_at": created,
                "updated_at": moment,
                "user": {"login": "anne"},
                "body": body,
            },
        }
        path = tmp_path / "event.json"
        path.write_text(json.dumps(event), encoding="utf-8")
        edits_path = tmp_path / "edits.json"
        edits_path.write_text(json.dumps(edits), encoding="utf-8")
        return receive_event(read_event(path, edits_path if edits else None), site)

    return put


def read_all(site: Site) -> dict[str, str]:
    """Every published file by article and name, but those that were there from the first."""
    files = {
        path.relative_to(site.comments).as_posix(): path.read_text() for path in site.comments.rglob("*.*")
    }
    return {name: text for name, text in files.items() if name not in {"article/1.md", "article/gh-57.md"}}


def read_text(site: Site, name: str = "article/gh-58.md") -> str:
    return (site.comments / name).read_text(encoding="utf-8").partition("\n\n")[2].strip()


LATER = "2026-11-24T08:00:00Z"


def test_label_put_again_replaces_name_text_and_parent(label: Label, blog: Site) -> None:
    label(message="Avant")
    outcome = label(name="Anne M.", message="Après", parent="1", moment=LATER)
    assert outcome.reason is None
    assert outcome.path == "content/comments/article/gh-58.md"
    assert outcome.answers == (
        Answer(issue=58, body="Publié\u00a0: https://example.org/article/#comment-gh-58"),
    )
    (text,) = read_all(blog).values()
    assert text.startswith("author: Anne M.\ndate: 2026-11-20T10:08:07+01:00\nreplyto: 1\nsource: github:")
    assert text.endswith("\n\nAprès\n")


def test_comment_moves_to_the_article_that_the_issue_names_now(label: Label, two_articles: Site) -> None:
    label()
    outcome = label(post="autre", message="Ailleurs", moment=LATER)
    assert outcome.path == "content/comments/autre/gh-58.md"
    assert outcome.removed == ("content/comments/article/gh-58.md",)
    assert outcome.describe()["removed"] == ["content/comments/article/gh-58.md"]
    assert "https://example.org/autre/#comment-gh-58" in outcome.answers[0].body
    assert list(read_all(two_articles)) == ["autre/gh-58.md"]


def test_replies_stay_below_a_comment_that_is_replaced(
    label: Label, blog: Site, save_comment: SaveComment
) -> None:
    label()
    save_comment("3", "author: Luc", "replyto: gh-58")
    assert label(message="Après", moment=LATER).reason is None
    comments = read_comments(blog.comments / "article", timezone=blog.timezone, root=blog.root)
    assert build_discussion(comments, max_depth=5).problems == ()


@pytest.mark.parametrize("waits", [False, True])
def test_comment_with_replies_does_not_move_and_the_answer_says_so(
    label: Label, blog: Site, save_comment: SaveComment, *, waits: bool
) -> None:
    label()
    save_comment("3", "author: Luc", "replyto: gh-58", waits=waits)
    before = read_all(blog)
    outcome = label(post="autre", moment=LATER)
    assert outcome.reason is Reason.ANSWERED
    assert "reste donc sous l’article" in outcome.answers[0].body
    assert read_all(blog) == before


def test_comment_whose_reply_was_removed_moves_and_leaves_a_thread_without_faults(
    label: Label, blog: Site, save_comment: SaveComment
) -> None:
    label()
    save_comment("3", "author: Luc", "replyto: gh-58")
    remove(*find_filed(["article/3"], blog, Place.PUBLISHED), blog)
    assert label(post="autre", moment=LATER).reason is None
    comments = read_comments(blog.comments / "article", timezone=blog.timezone, root=blog.root)
    assert build_discussion(comments, max_depth=5).problems == ()


@pytest.mark.parametrize("parent", ["gh-58", "3", "4"])
def test_comment_does_not_become_a_reply_to_itself_or_to_what_is_below_it(
    label: Label, blog: Site, save_comment: SaveComment, parent: str
) -> None:
    label()
    save_comment("3", "author: Luc", "replyto: gh-58")
    save_comment("4", "author: Zoé", "replyto: 3")
    before = read_all(blog)
    assert label(parent=parent, moment=LATER).reason is Reason.UNKNOWN_PARENT
    assert read_all(blog) == before


def test_who_is_answered_is_told_once_and_again_where_it_is_somebody_else(
    label: Label, save_comment: SaveComment
) -> None:
    save_comment("gh-60", "author: Luc", "source: github:owner/blog#60@5")
    assert [answer.issue for answer in label(parent="gh-57").answers] == [58, 57]
    assert [answer.issue for answer in label(parent="gh-57").answers] == [58, 57]  # the same event again
    assert [answer.issue for answer in label(parent="gh-57", message="Oui", moment=LATER).answers] == [58]
    moment = "2026-11-25T08:00:00Z"
    assert [answer.issue for answer in label(parent="gh-60", message="Oui", moment=moment).answers] == [
        58,
        60,
    ]


def test_old_run_that_is_repeated_brings_nothing_back(label: Label, blog: Site) -> None:
    label(message="Avant")
    label(message="Après", moment=LATER)
    before = read_all(blog)
    assert label(message="Avant").reason is Reason.OUTDATED
    assert read_all(blog) == before


def test_old_text_comes_back_where_the_owner_wants_it(label: Label, blog: Site) -> None:
    label(message="Avant")
    label(message="Après", moment=LATER)
    assert label(message="Avant", moment="2026-11-25T08:00:00Z").reason is None
    assert read_text(blog) == "Avant"


def test_comment_corrected_by_hand_stays_and_the_answer_says_so(label: Label, blog: Site) -> None:
    label(message="Un mto")
    path = blog.comments / "article" / "gh-58.md"
    path.write_text(path.read_text(encoding="utf-8").replace("mto", "mot"), encoding="utf-8")
    again = label(message="Un mto")
    assert (again.reason, read_text(blog)) == (None, "Un mot")  # the same event: nothing is new
    outcome = label(message="Un mto ou deux", moment=LATER)
    assert outcome.reason is Reason.DECIDED
    assert "a pu être modifié depuis" in outcome.answers[0].body
    assert read_text(blog) == "Un mot"


@pytest.mark.parametrize("line", ["role: author", "website: https://example.org/", "lang: en", "slug: ancre"])
def test_line_that_was_added_by_hand_stays(label: Label, blog: Site, line: str) -> None:
    label()
    path = blog.comments / "article" / "gh-58.md"
    path.write_text(f"{line}\n{path.read_text()}")
    assert label(message="Autre", moment=LATER).reason is Reason.DECIDED
    assert path.read_text().startswith(line)


@pytest.mark.parametrize("changed", ["\r\n", "blank lines at the end", "a byte order mark"])
def test_what_tools_do_to_a_file_is_no_decision(label: Label, blog: Site, changed: str) -> None:
    label()
    path = blog.comments / "article" / "gh-58.md"
    text = path.read_text()
    forms = {"\r\n": text.replace("\n", "\r\n"), "blank lines at the end": f"{text}\n\n"}
    path.write_bytes(forms.get(changed, f"\ufeff{text}").encode())
    assert label(message="Autre", moment=LATER).reason is None
    assert read_text(blog) == "Autre"


@pytest.mark.parametrize("post", ["article", "autre"])
@pytest.mark.parametrize("message", ["Merci", "Autre"])
def test_removed_comment_does_not_come_back(label: Label, blog: Site, post: str, message: str) -> None:
    label()
    remove(*find_filed(["gh-58"], blog, Place.PUBLISHED), blog)
    before = read_all(blog)
    assert label(post=post, message=message, moment=LATER).reason is Reason.REMOVED
    assert read_all(blog) == before
    (text,) = before.values()
    assert text == "status: removed\ndate: 2026-11-20T10:08:07+01:00\nsource: github:owner/blog#58@5\n\n"
    assert check_comments(blog).problems == ()


def test_removed_comment_is_published_again_once_what_is_left_of_it_is_deleted(
    label: Label, blog: Site
) -> None:
    label()
    remove(*find_filed(["gh-58"], blog, Place.PUBLISHED), blog)
    (blog.comments / "article" / "gh-58.md").unlink()
    assert label().reason is None


@pytest.mark.parametrize("message", ["Merci", "Autre"])
def test_anonymous_comment_stays_so(label: Label, blog: Site, message: str) -> None:
    label()
    anonymise(*find_filed(["gh-58"], blog, Place.PUBLISHED), blog)
    before = read_all(blog)
    assert label(message=message, moment=LATER).reason is Reason.DECIDED
    assert read_all(blog) == before


@pytest.mark.parametrize(
    "copy", ["gh-58 - Copie.md", "Copie de gh-58.md", "gh-58-DESKTOP-AB12.md", "gh-58 2.html"]
)
def test_copy_that_a_program_left_is_not_taken_for_the_comment(label: Label, blog: Site, copy: str) -> None:
    label()
    path = blog.comments / "article" / "gh-58.md"
    left = path.with_name(copy)
    left.write_text(path.read_text())
    assert label(message="Deux", moment=LATER).path == "content/comments/article/gh-58.md"
    assert (read_text(blog), read_text(blog, f"article/{copy}")) == ("Deux", "Merci")
    remove(*find_filed(["gh-58"], blog, Place.PUBLISHED), blog)
    assert label(message="Deux", moment=LATER).reason is Reason.REMOVED


def test_move_that_was_cut_off_is_finished_by_the_same_label(label: Label, two_articles: Site) -> None:
    label()
    old = two_articles.comments / "article" / "gh-58.md"
    text = old.read_text()
    label(post="autre", moment=LATER)
    old.write_text(text)
    assert label(post="autre", moment=LATER).removed == ("content/comments/article/gh-58.md",)
    assert list(read_all(two_articles)) == ["autre/gh-58.md"]


# Which issue is which

ELSEWHERE: dict[str, dict[str, Any]] = {
    "another id": {"repository_id": 6},
    "another id under the same name": {"repository_id": 6, "repository": "owner/blog"},
    "another name where no id is known": {"repository_id": None, "repository": "owner/neuf"},
    "another owner": {"repository_id": None, "repository": "other/blog"},
}


@pytest.mark.parametrize("place", ELSEWHERE.values(), ids=ELSEWHERE)
def test_issue_of_another_repository_is_another_one(label: Label, blog: Site, place: dict[str, Any]) -> None:
    label(message="Un")
    first = read_text(blog)
    outcome = label(message="Deux", name="Luc", moment=LATER, **place)
    assert outcome.reason is None
    assert re.fullmatch(r"content/comments/article/gh-58-[0-9a-f]{6}\.md", outcome.path or "")
    assert (first, read_text(blog), read_text(blog, f"article/{Path(outcome.path or '').name}")) == (
        "Un",
        "Un",
        "Deux",
    )
    assert outcome.path
    assert Path(outcome.path).stem in outcome.answers[0].body
    assert label(message="Deux", name="Luc", moment=LATER, **place) == outcome
    label(message="Trois", name="Luc", moment="2026-11-25T08:00:00Z", **place)
    assert len(read_all(blog)) == 2
    assert check_comments(blog).problems == ()


def test_issue_of_another_repository_is_not_kept_out_by_one_that_was_removed(
    label: Label, blog: Site
) -> None:
    label()
    remove(*find_filed(["gh-58"], blog, Place.PUBLISHED), blog)
    assert label(repository="owner/neuf", repository_id=6, moment=LATER).reason is None
    assert label(moment=LATER).reason is Reason.REMOVED


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ({"repository": "owner/blog"}, {"repository": "owner/cuisine"}),
        ({"repository": "owner/blog"}, {"repository": "Owner/Blog", "repository_id": None}),
        ({"repository": "owner/blog", "repository_id": None}, {"repository": "OWNER/blog"}),
    ],
    ids=["renamed", "the id is not known then", "the id is known then"],
)
def test_repository_that_is_renamed_is_the_same(
    label: Label, blog: Site, first: dict[str, Any], then: dict[str, Any]
) -> None:
    label(**first)
    assert label(message="Deux", moment=LATER, **then).reason is None
    assert list(read_all(blog)) == ["article/gh-58.md"]
    assert read_text(blog) == "Deux"


OLD = "date: 2026-11-20T10:08:07+01:00"


@pytest.mark.parametrize(
    "lines",
    [
        ["author: Anne", OLD, "source: github:58"],
        ["author: Anne M.", OLD, "source: github:58"],
        ["author: Anne", "date: 2026-11-20", "source: github:58"],
        ["author: Anne", "source: github:58"],
        ["author: Anonyme", OLD],
        ["author: Anonyme"],
    ],
)
@pytest.mark.parametrize("name", ["gh-58", "gh-58.html"])
def test_comment_of_an_older_version_is_known_and_not_replaced(
    label: Label, blog: Site, save_comment: SaveComment, lines: list[str], name: str
) -> None:
    path = save_comment(name, *lines, text="Un")
    assert label(message="Deux").reason is Reason.DECIDED
    assert list(read_all(blog)) == [f"article/{path.name}"]
    assert read_text(blog, f"article/{path.name}") == "Un"


@pytest.mark.parametrize("lines", [["author: Anne", OLD], ["author: Anne M.", OLD], ["status: removed", OLD]])
def test_comment_of_an_older_version_is_known_where_the_repository_has_another_name_by_now(
    label: Label, blog: Site, save_comment: SaveComment, lines: list[str]
) -> None:
    path = save_comment("gh-58", *lines, "source: github:58", text="Un")
    assert label(message="Deux", repository="nouveau/blog").reason in {Reason.DECIDED, Reason.REMOVED}
    assert list(read_all(blog)) == [f"article/{path.name}"]
    later = {
        "repository": "nouveau/blog",
        "created": "2027-01-02T03:04:05Z",
        "moment": "2027-01-03T00:00:00Z",
    }
    assert label(message="Deux", **later).reason is None
    assert len(read_all(blog)) == 2


def test_comment_of_an_older_version_that_says_the_same_is_published(
    label: Label, save_comment: SaveComment
) -> None:
    path = save_comment("gh-58", "author: Anne", OLD, "source: github:58", text="Merci")
    before = path.read_text()
    assert label().reason is None
    assert path.read_text() == before


@pytest.mark.parametrize("lines", [["status: removed"], ["status: removed", OLD]])
def test_comment_that_an_older_version_removed_stays_so(
    label: Label, save_comment: SaveComment, lines: list[str]
) -> None:
    save_comment("gh-58", *lines, text="")
    assert label().reason is Reason.REMOVED


@pytest.mark.parametrize(
    "lines",
    [
        ["author: Luc", "date: 2015-01-02T03:04:05+01:00", "source: github:58"],
        ["author: Anonyme", "date: 2015-01-02T03:04:05+01:00"],
        ["status: removed", "date: 2015-01-02"],
        ["author: Luc", "source: github:ailleurs/blog#58"],
        ["author: Luc", "source: github:owner/blog#58@99"],
        ["author: Luc", "source: wordpress:58"],
    ],
)
def test_what_an_older_repository_left_under_this_number_is_another_one(
    label: Label, blog: Site, save_comment: SaveComment, lines: list[str]
) -> None:
    """An issue's date is that of its opening: after a move the numbers begin anew, and the dates differ."""
    path = save_comment("gh-58", *lines, text="Un")
    before = path.read_text()
    outcome = label(message="Deux")
    assert (outcome.reason, path.read_text(), len(read_all(blog))) == (None, before, 2)


def test_comment_that_was_given_another_file_name_is_found_by_its_source(label: Label, blog: Site) -> None:
    label()
    path = blog.comments / "article" / "gh-58.md"
    path.rename(path.with_name("premier.md"))
    assert label(message="Deux", moment=LATER).path == "content/comments/article/premier.md"
    assert read_text(blog, "article/premier.md") == "Deux"


def test_file_of_its_id_that_cannot_be_read_is_an_error(label: Label, save_comment: SaveComment) -> None:
    save_comment("gh-58", "no header")
    with pytest.raises(EventError, match=r"^comments/article/gh-58\.md: line 1: "):
        label()


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["author: Luc", "source: github:owner/blog#60@5"], [60]),
        (["author: Luc", "source: github:OWNER/blog#60"], [60]),
        (["author: Luc", "source: github:60"], [60]),
        (["author: Luc"], [60]),
        (["author: Luc", "source: github:owner/ancien#60@4"], []),
        (["author: Luc", "source: github:owner/ancien#60"], []),
        (["author: Luc", "source: mail"], []),
        (["status: removed"], []),
    ],
)
def test_reply_is_told_on_an_issue_of_this_repository_only(
    label: Label, save_comment: SaveComment, lines: list[str], told: list[int]
) -> None:
    save_comment("gh-60", *lines)
    assert [answer.issue for answer in label(parent="gh-60").answers] == [58, *told]


@given(
    repository=st.none() | st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}/[A-Za-z0-9._-]{1,10}", fullmatch=True),
    repository_id=st.none() | st.integers(1, 10**12),
    number=st.integers(1, 10**9),
)
def test_source_is_read_back_and_its_id_is_one(
    repository: str | None, repository_id: int | None, number: int
) -> None:
    issue = Issue(repository=repository, repository_id=repository_id, number=number)
    assert parse_source(issue.source, None) == issue
    for taken in ([], [f"gh-{number}"]):
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", issue.choose_id(taken))
    assert issue.choose_id([f"gh-{number}"]) != f"gh-{number}"


# What was read


def answer_edits(*edits: tuple[str, str | None], count: int | None = None) -> dict[str, Any]:
    """What the API answers: the newest edit first, and the first text last."""
    nodes = [{"editedAt": date, "editor": {"login": editor} if editor else None} for date, editor in edits]
    found = {"totalCount": len(nodes) if count is None else count, "nodes": nodes}
    return {"data": {"repository": {"issue": {"userContentEdits": found}}}}


FIRST = ("2026-11-20T09:08:07Z", "anne")


@pytest.mark.parametrize(
    ("edits", "reason"),
    [
        ([], None),
        ([("2026-11-23T17:59:40Z", "anne"), FIRST], Reason.UNREAD),
        ([("2026-11-23T17:59:00Z", "anne"), FIRST], Reason.UNREAD),
        ([("2026-11-23T18:00:00Z", "anne"), FIRST], Reason.UNREAD),
        ([("2026-11-23T18:59:59+01:00", "anne"), FIRST], Reason.UNREAD),
        ([("2026-11-23T17:59:40Z", "somebody"), FIRST], Reason.UNREAD),
        ([("2026-11-23T17:59:40Z", None), FIRST], Reason.UNREAD),
        ([("2026-11-23T17:58:59Z", "anne"), FIRST], None),
        ([("2026-11-20T10:00:00Z", "anne"), FIRST], None),
        ([("2026-11-23T17:59:40Z", "owner"), FIRST], None),
        ([("2026-11-23T17:59:50Z", "owner"), ("2026-11-23T17:59:30Z", "anne"), FIRST], Reason.UNREAD),
        ([("2026-11-23T18:00:01Z", "anne"), FIRST], None),
        ([("2026-11-23T18:00:09Z", "anne"), ("2026-11-23T17:59:40Z", "anne"), FIRST], Reason.UNREAD),
        ([FIRST, ("2026-11-23T17:59:40Z", "anne")], Reason.UNREAD),
    ],
)
def test_text_that_was_changed_within_a_minute_before_the_label_is_refused(
    label: Label, blog: Site, edits: list[tuple[str, str | None]], reason: Reason | None
) -> None:
    outcome = label(edits=answer_edits(*edits))
    assert outcome.reason is reason
    assert bool(read_all(blog)) is (reason is None)
    if reason:
        (answer,) = outcome.answers
        assert "Relisez-le tel qu’il est maintenant" in answer.body


def test_label_that_is_there_from_the_first_is_a_decision(label: Label) -> None:
    """Of the owner's own issue: only she can put it, and GitHub lists the first text as an edit too."""
    assert label(moment=FIRST[0], edits=answer_edits(("2026-11-21T08:00:00Z", "anne"), FIRST)).reason is None


def test_run_that_is_repeated_later_judges_as_it_did(label: Label) -> None:
    edits = [("2026-11-30T08:00:00Z", "anne"), ("2026-11-23T17:59:40Z", "anne"), FIRST]
    assert label(edits=answer_edits(*edits)).reason is Reason.UNREAD
    assert label(edits=answer_edits(edits[0], FIRST)).reason is None


@pytest.mark.parametrize(
    "edits",
    [
        {"data": {"repository": {"issue": None}}},
        {"errors": [{"message": "Could not resolve to an Issue"}]},
        answer_edits(("hier", "anne")),
        answer_edits(("2026-11-23T17:59:40", "anne")),
        {"data": {"repository": {"issue": {"userContentEdits": {"totalCount": 1, "nodes": [None]}}}}},
        answer_edits(FIRST, count=2),
    ],
)
def test_answer_by_which_nothing_can_be_told_is_an_error(label: Label, blog: Site, edits: object) -> None:
    with pytest.raises(EventError, match=r"edits\.json: "):
        label(edits=edits)
    assert read_all(blog) == {}


# Decided later than sent


def test_label_holds_in_a_thread_that_was_closed_since(label: Label, blog: Site) -> None:
    assert label(post="clos").answers[0].body.startswith("Publié")
    assert list(read_all(blog)) == ["clos/gh-58.md"]


def test_label_in_a_hidden_thread_says_that_nobody_sees_it(label: Label, blog: Site) -> None:
    (answer,) = label(post="cache").answers
    assert answer.body == (
        "Accepté, mais non visible, car les commentaires de cet article sont masqués\u00a0: "
        "https://example.org/cache/#comment-gh-58"
    )
    assert list(read_all(blog)) == ["cache/gh-58.md"]


def test_label_holds_below_a_comment_that_was_removed_since(label: Label, blog: Site) -> None:
    remove(*find_filed(["article/1"], blog, Place.PUBLISHED), blog)
    assert label(parent="1").reason is None
    comments = read_comments(blog.comments / "article", timezone=blog.timezone, root=blog.root)
    discussion = build_discussion(comments, max_depth=5)
    assert (discussion.problems, discussion.count) == ((), 2)


@SHARED_FIXTURES
@given(
    labels=st.lists(
        st.tuples(st.sampled_from(["article", "autre"]), st.sampled_from(["A", "B"]), st.integers(0, 5)),
        min_size=1,
        max_size=5,
    )
)
def test_issue_has_one_comment_whatever_comes_in_which_order(
    label: Label, two_articles: Site, labels: list[tuple[str, str, int]]
) -> None:
    """And what is there afterwards is what was accepted last."""
    newest = -1
    try:
        for post, message, hour in labels:
            outcome = label(post=post, message=message, moment=f"2026-11-23T18:0{hour}:00Z")
            if hour >= newest:
                newest, expected = hour, {f"{post}/gh-58.md": message}
                assert outcome.reason is None
            assert {name: text.strip()[-1] for name, text in read_all(two_articles).items()} == expected
    except CommentsError as error:
        raise AssertionError(error) from error
    finally:
        for path in two_articles.comments.rglob("gh-58.md"):
            path.unlink()
