"""Comments by GitHub: which issues become comments, what a later label replaces, and what is answered.

Events are dicts in the shape of GitHub's, with what we do not read left out.
"""

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
from pelican.plugins.comments.github import Answer, Outcome, receive_event
from pelican.plugins.comments.intake import Reason
from pelican.plugins.comments.issues import Issue, parse_source
from pelican.plugins.comments.markup import MAX_SOURCE
from pelican.plugins.comments.moderation.actions import anonymise, remove
from pelican.plugins.comments.moderation.checks import check_comments
from pelican.plugins.comments.moderation.filing import Place, find_filed
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.translations import read_wording
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

from .conftest import make_post

SaveComment = Callable[..., Path]
Label = Callable[..., Outcome]

LATER, LAST = "2026-11-24T08:00:00Z", "2026-11-25T08:00:00Z"
OWN, ELSEWHERE = "content/comments/article/gh-58.md", "content/comments/autre/gh-58.md"
DATE = "date: 2026-11-20T10:08:07+01:00"
REMOVED = "status: removed"
LINK = "https://example.org/article/#comment-gh-58"
PUBLISHED = Answer(issue=58, body=f"Publié\u00a0: {LINK}")
ENGLISH = "https://example.org/en/article/#comment-gh-58"


def make_body(post: str = "article", parent: str = "", name: str = "Anne", message: str = "Merci") -> str:
    fields = {"Article": post, "En réponse à": parent or "_No response_", "Nom": name, "Texte": message}
    return "\n\n".join(f"### {label}\n\n{value}" for label, value in fields.items())


def make_event(body: str | None, **changes: Any) -> dict[str, Any]:
    """The event of the label on issue 58; whatever is unusual about it is an argument."""
    writer = changes.get("writer", "anne")
    repository = {"full_name": changes.get("repository", "owner/blog"), "owner": {"login": "owner"}}
    issue = {
        "number": 58,
        "user": {"login": writer} if writer else None,
        "created_at": "2026-11-20T09:08:07Z",
        "updated_at": changes.get("moment", "2026-11-23T18:00:00Z"),
        "body": body,
    }
    return {
        "action": changes.get("action", "labeled"),
        "issue": issue,
        "label": {"name": changes.get("label", "accepté")},
        "repository": {**repository, "id": changes.get("repository_id", 5)},
        "sender": changes.get("sender", {"login": "owner"}),
    }


@pytest.fixture
def label(bilingual: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Label:
    """A function that puts the label on an issue with these fields or this body, beside `content`."""
    monkeypatch.chdir(tmp_path)
    site = replace(bilingual, posts={**bilingual.posts, "autre": make_post("autre")})

    def put(changed: Callable[[Site], Site] = lambda site: site, **fields: Any) -> Outcome:
        own = {name: fields.pop(name) for name in ("post", "parent", "name", "message") if name in fields}
        body, answer = fields.pop("body", make_body(**own)), fields.pop("edits", None)
        event, edits = tmp_path / "event.json", tmp_path / "edits.json"
        event.write_text(json.dumps(make_event(body, **fields)), encoding="utf-8")
        edits.write_text(json.dumps(answer), encoding="utf-8")
        return receive_event(read_event(event, edits if answer else None), changed(site))

    return put


def list_files(site: Site) -> dict[str, str]:
    """Every new or changed file of the site's folder, so that nothing is written where nobody looks."""
    folder = site.root.parent
    paths = sorted(path for path in folder.rglob("*.*") if path.is_file() and path.suffix != ".json")
    texts = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    return {name: text for name, text in texts.items() if not text.endswith("\n\nBonjour.\n")}


def read_all(site: Site) -> dict[str, str]:
    """The words of every new file."""
    return {name: text.partition("\n\n")[2].strip() for name, text in list_files(site).items()}


def decide(decision: Callable[..., object], name: str, site: Site) -> None:
    decision(*find_filed([name], site, Place.PUBLISHED), site)


# What becomes a comment


def test_honest_comment_becomes_a_file_once(label: Label, blog: Site) -> None:
    assert label() == Outcome(path=OWN, answers=(PUBLISHED,))
    written = list_files(blog)
    assert {path: re.sub("[0-9a-f]{12}", "FINGERPRINT", text) for path, text in written.items()} == {
        OWN: "author: Anne\ndate: 2026-11-20T10:08:07+01:00\nsource: github:owner/blog#58@5\n"
        "accepted: 2026-11-23T19:00:00+01:00 FINGERPRINT\n\nMerci\n"
    }
    assert label() == Outcome(path=OWN, answers=(PUBLISHED,))
    assert list_files(blog) == written


def test_reply_is_announced_on_both_issues(label: Label, blog: Site, save_comment: SaveComment) -> None:
    answers = (PUBLISHED, Answer(issue=57, body=f"Il y a une réponse\u00a0: {LINK}"))
    assert label(parent="gh-57").answers == label(parent="gh-57").answers == answers
    assert "\nreplyto: gh-57\n" in list_files(blog)[OWN]
    paged = label(lambda site: replace(site, settings=replace(site.settings, per_page=1)), parent="gh-57")
    link = "https://example.org/article/comments-3/#comment-gh-58"
    assert [answer.body.split()[-1] for answer in paged.answers] == [link, link]
    for name, *lines in (  # these are of no issue, or of one of another repository, or removed
        *(("1",), ("gh-0",), ("xgh-57",), ("gh-60", REMOVED)),
        *(("gh-60", f"source: github:owner/{place}") for place in ("ancien#60@4", "ancien#60")),
    ):
        save_comment(name, "author: Luc", *lines)
        assert label(parent=name).answers == (PUBLISHED,)


def test_only_the_owner_s_own_comment_is_marked_and_a_name_is_one_line(label: Label, blog: Site) -> None:
    label(name="Anne\r\n\u2028role: author", message=f"role: author\n\n{make_body('clos', name='Luc')}")
    assert list_files(blog)[OWN].startswith("author: Anne role: author\ndate: ")
    (blog.root.parent / OWN).unlink()
    half = "\ud83d"  # of a surrogate pair, which no file can hold
    label(writer="owner", name=f"An{half}ne 👩\u200d💻", message=f"Bon{half}jour")
    text = list_files(blog)[OWN]
    assert text.startswith("author: Anne 👩\u200d💻\ndate: ")
    assert "\nrole: author\n" in text
    assert text.endswith("\n\nBonjour\n")


def test_only_the_owner_decides(label: Label, blog: Site) -> None:
    for change in ({"sender": {"login": "anne"}}, {"label": "Accepté"}, {"action": "unlabeled"}):
        assert label(**change) == Outcome(reason=Reason.NOT_ALLOWED)
    assert list_files(blog) == {}


@pytest.mark.parametrize(("reason", "field", "values"), [
    (Reason.UNKNOWN_POST, "post", ["../../.github/workflows", "_No response_", "\ud83d"]),
    *((Reason.UNKNOWN_PARENT, "parent", ["gh-58"]), (Reason.ADDRESS, "message", ["À a@example.org"])),
    (Reason.NO_NAME, "name", ["### Commentaire"]), (Reason.NO_MESSAGE, "message", ["_No response_"]),
    (Reason.UNREADABLE, "body", [None, "Bonjour\n\n" + make_body(), make_body().replace("###", " ###")]),
    (Reason.UNREADABLE, "body", ["### Article\n\narticle\n\n### Nom\n\nAnne\n\n### Texte\n\nOui"]),
])  # fmt: skip
def test_rejection_writes_nothing_and_is_one_answer(
    label: Label, blog: Site, reason: Reason, field: str, values: list[str]
) -> None:
    for value in values:
        answer = Answer(issue=58, body=reason.explain(read_wording("fr")))
        assert label(**{field: value}) == Outcome(reason=reason, answers=(answer,)), value
    assert list_files(blog) == {}


def test_each_writer_is_told_in_their_language(label: Label, blog: Site, save_comment: SaveComment) -> None:
    (answer,) = label(post="article/en", name="\u200b").answers
    assert answer.body == Reason.NO_NAME.explain(read_wording("en"))
    reply = label(post="article/en", parent="gh-57")
    told = Answer(issue=57, body=f"Il y a une réponse\u00a0: {LINK}")
    assert reply.answers == (Answer(issue=58, body=f"Published: {ENGLISH}"), told)
    assert "\nlang: en\n" in list_files(blog)[OWN]
    save_comment("gh-56", "author: Ann", "lang: en")
    (blog.root.parent / OWN).unlink()
    told = Answer(issue=56, body=f"There is a reply: {ENGLISH}")
    assert label(post="article/de", parent="gh-56").answers == (PUBLISHED, told)


WORDS = ("article", "### x", "../", "\n", "\r", "gh-57", "@all", "_No response_", "role: author")
USUAL = {"post": "article", "parent": "gh-57", "name": "Anne", "message": "Merci"}


@SHARED_FIXTURES
@given(st.data())
def test_no_body_gets_out_of_its_place(label: Label, blog: Site, data: st.DataObject) -> None:
    text = st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=5).map("".join)
    outcome = label(**{name: data.draw(text | st.just(value)) for name, value in USUAL.items()})
    if outcome.reason:
        assert [answer.body for answer in outcome.answers] == [outcome.reason.explain(read_wording("fr"))]
    else:
        assert (outcome.path, outcome.answers[0]) == (OWN, PUBLISHED)
        (blog.root.parent / OWN).unlink()
    assert list_files(blog) == {}


def test_what_stops_the_workflow_is_named(label: Label, blog: Site, tmp_path: Path) -> None:
    assert label(writer=None, message="a" * MAX_SOURCE).path  # an account may be deleted
    (blog.root.parent / OWN).unlink()
    with pytest.raises(EventError, match=r"^SITEURL is .*; run: SITEURL=https://…"):
        label(lambda site: replace(site, url=""))
    path, event = tmp_path / "event.json", json.dumps(make_event(""))
    for data in ("{", event.replace('"number": 58', '"number": true'), event.replace("07Z", "07")):
        path.write_text(data)
        with pytest.raises(EventError, match=rf"^{path}: .+; expected the file of an `issues` event"):
            read_event(path)


def test_command_prints_what_to_answer(
    run: Callable[..., Any], blog: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, edits = blog.root.parent / "event.json", blog.root.parent / "edits.json"
    event.write_text(json.dumps(make_event(make_body())))
    edits.write_text(json.dumps(answer_edits()))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run("from-github", "event.json").stderr.startswith("::warning::")
    result = run("from-github", "event.json", "--edits", "edits.json")
    answers = [{"issue": 58, "body": PUBLISHED.body}]
    expected = {"accepted": True, "reason": None, "path": OWN, "answers": answers}
    assert (json.loads(result.stdout), result.stderr) == (expected, "")


# What a later label replaces


def test_label_put_again_replaces_name_text_and_parent(
    label: Label, blog: Site, save_comment: SaveComment
) -> None:
    label(message="Avant")
    save_comment("3", "author: Luc", "replyto: gh-58")
    assert label(name="Anne M.", message="Après", parent="1", moment=LATER).answers == (PUBLISHED,)
    text = list_files(blog)[OWN]
    assert text.startswith(f"author: Anne M.\n{DATE}\nreplyto: 1\nsource: github:")
    assert text.endswith("\n\nAprès\n")
    assert label(message="Avant").reason is Reason.OUTDATED  # an old run that is repeated


def test_comment_moves_to_the_article_that_the_issue_names_now(label: Label, blog: Site) -> None:
    label()
    text = list_files(blog)[OWN]
    for _ in range(2):  # the second time, the first one was interrupted
        outcome = label(post="autre", message="Ailleurs", moment=LATER)
        assert (outcome.path, outcome.describe()["removed"]) == (ELSEWHERE, [OWN])
        assert "https://example.org/autre/#comment-gh-58" in outcome.answers[0].body
        assert read_all(blog) == {ELSEWHERE: "Ailleurs"}
        (blog.root.parent / OWN).write_text(text)


def test_comment_with_replies_neither_moves_nor_becomes_a_reply_to_them(
    label: Label, blog: Site, save_comment: SaveComment
) -> None:
    label()
    reply = save_comment("3", "author: Luc", "replyto: gh-58")
    deep = save_comment("5", "author: Zoé", "replyto: 3")
    before = read_all(blog)
    for parent in ("gh-58", "3", "5"):
        assert label(parent=parent, moment=LATER).reason is Reason.UNKNOWN_PARENT
    assert label(post="autre", moment=LATER).reason is Reason.ANSWERED
    assert read_all(blog) == before
    deep.unlink()
    reply.unlink()
    waiting = save_comment("4", "author: Zoé", "replyto: gh-58", waits=True)
    assert label(post="autre", moment=LATER).reason is Reason.ANSWERED
    waiting.unlink()
    assert label(post="autre", moment=LATER).reason is None


def test_person_answered_is_told_once_and_another_one_again(label: Label, save_comment: SaveComment) -> None:
    save_comment("gh-60", "author: Luc", "source: github:owner/blog#60@5")
    for told, options in (
        ([58, 57], {"parent": "gh-57"}),
        ([58, 57], {"parent": "gh-57"}),  # the same event again
        ([58], {"parent": "gh-57", "message": "Oui", "moment": LATER}),
        ([58, 60], {"parent": "gh-60", "message": "Oui", "moment": LAST}),
    ):
        assert [answer.issue for answer in label(**options).answers] == told


def test_comment_edited_by_hand_stays_and_the_answer_says_so(label: Label, blog: Site) -> None:
    label(message="Un mto")
    path = blog.root.parent / OWN
    text = path.read_text()
    for edited in (text.replace("mto", "mot"), f"role: author\n{text}"):
        path.write_text(edited)
        outcome = label(message="Un mto ou deux", moment=LATER)
        assert outcome.reason is Reason.DECIDED
        assert "a pu être modifié depuis" in outcome.answers[0].body
        assert path.read_text() == edited
    path.write_text(text.replace("mto", "mot"))
    assert (label(message="Un mto").reason, read_all(blog)) == (None, {OWN: "Un mot"})  # the same event
    path.write_bytes(f"\ufeff{text}\n".replace("\n", "\r\n").encode())  # as tools leave files
    assert label(message="Autre", moment=LATER).reason is None
    assert read_all(blog) == {OWN: "Autre"}


def test_comment_that_was_made_anonymous_or_removed_stays_so(label: Label, blog: Site) -> None:
    for decision, reason in ((anonymise, Reason.DECIDED), (remove, Reason.REMOVED)):
        (blog.root.parent / OWN).unlink(missing_ok=True)
        label()
        decide(decision, "gh-58", blog)
        before = list_files(blog)
        for message in ("Merci", "Autre"):
            assert label(message=message, moment=LATER).reason is reason
        assert list_files(blog) == before
    assert before == {OWN: f"{REMOVED}\n{DATE}\nsource: github:owner/blog#58@5\n\n"}
    assert label(post="autre", moment=LATER).reason is Reason.REMOVED
    assert label(repository="owner/neuf", repository_id=6, moment=LATER).reason is None  # another issue
    assert check_comments(blog).problems == ()


# Which issue is which


@pytest.mark.parametrize("place", [{"repository_id": 6}, {"repository_id": None, "repository": "owner/neuf"}])
def test_issue_of_another_repository_is_another_one(label: Label, blog: Site, place: dict[str, Any]) -> None:
    label(message="Un")
    outcome = label(message="Deux", name="Luc", moment=LATER, **place)
    name = outcome.path or ""
    assert re.fullmatch(r"content/comments/article/gh-58-[0-9a-f]{6}\.md", name)
    assert Path(name).stem in outcome.answers[0].body
    assert read_all(blog) == {OWN: "Un", name: "Deux"}
    label(message="Trois", name="Luc", moment=LAST, **place)
    assert read_all(blog) == {OWN: "Un", name: "Trois"}
    assert check_comments(blog).problems == ()


OLD = "source: github:58"


@pytest.mark.parametrize(("reason", "lines"), [
    (Reason.DECIDED, ["author: Anne", "date: 2026-11-20", OLD]), (Reason.DECIDED, ["author: A", DATE[:-6]]),
    (Reason.REMOVED, [REMOVED, DATE, OLD]), (Reason.REMOVED, [REMOVED]),
    # A comment's date is that of its issue: after a move numbers start over, and the dates differ.
    (None, ["author: Luc", "date: 2015-01-02", OLD]), (None, [REMOVED, "date: 2015-01-02"]),
    (None, ["source: wordpress:58"]), (None, ["source: github:o/b#58@9"]),
])  # fmt: skip
def test_comment_of_an_older_version_is_known_and_not_replaced(
    label: Label, save_comment: SaveComment, reason: Reason | None, lines: list[str]
) -> None:
    path = save_comment("gh-58.html", *lines, text="Un")
    before = path.read_text()
    assert label(message="Deux").reason is reason
    if DATE in lines:  # by which it is known though the repository was renamed
        assert label(message="Deux", repository="nouveau/blog").reason is reason
    assert path.read_text() == before


def test_file_is_found_by_its_source_and_has_to_be_readable(label: Label, blog: Site) -> None:
    label()
    path = blog.root.parent / OWN
    path.rename(path.with_name("premier.md"))
    assert label(message="Trois", moment=LAST).path == "content/comments/article/premier.md"
    path.write_text("no header")
    with pytest.raises(EventError, match=r"^comments/article/gh-58\.md: line 1: "):
        label()


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
    assert issue.choose_id([]) == f"gh-{number}"
    assert re.fullmatch(rf"gh-{number}-[a-z0-9]{{1,50}}", issue.choose_id([f"gh-{number}"]))


# What was read, and what changed between sending and deciding


def answer_edits(*edits: tuple[str, str | None], count: int | None = None) -> dict[str, Any]:
    """What the API answers: the newest edit first, and the original text last."""
    nodes = [{"editedAt": date, "editor": {"login": editor} if editor else None} for date, editor in edits]
    found = {"totalCount": len(nodes) if count is None else count, "nodes": nodes}
    return {"data": {"repository": {"issue": {"userContentEdits": found}}}}


FIRST = ("2026-11-20T09:08:07Z", "anne")
LATE, OWNERS = ("2026-11-23T17:59:40Z", "anne"), ("2026-11-23T17:59:50Z", "owner")


@pytest.mark.parametrize(("edits", "is_read"), [
    *(([(f"2026-11-23T{moment}", "anne"), FIRST], False) for moment in ("17:59:00Z", "18:59:59+01:00")),
    ([("2026-11-23T18:00:00Z", None), FIRST], False), ([("2026-11-23T18:00:09Z", "anne"), LATE], False),
    *(([(f"2026-11-23T{moment}", "anne"), FIRST], True) for moment in ("17:58:59Z", "18:00:01Z")),
    ([OWNERS, FIRST], True), ([OWNERS, LATE, FIRST], False),
])  # fmt: skip
def test_text_changed_within_a_minute_before_the_label_is_refused(
    label: Label, blog: Site, edits: list[tuple[str, str | None]], *, is_read: bool
) -> None:
    outcome = label(edits=answer_edits(*edits))
    assert outcome.reason is (None if is_read else Reason.UNREAD)
    assert bool(read_all(blog)) is is_read
    assert is_read or "Relisez-le tel qu’il est maintenant" in outcome.answers[0].body


def test_answer_that_says_nothing_about_edits_is_an_error(label: Label, blog: Site) -> None:
    for edits in (
        {"errors": [{"message": "x"}]},
        answer_edits(FIRST, count=2),
        answer_edits(("hier", "anne")),
    ):
        with pytest.raises(EventError, match=r"edits\.json: "):
            label(edits=edits)
    assert read_all(blog) == {}
    # On the owner's own issue: GitHub lists the original text as an edit too.
    assert label(moment=FIRST[0], edits=answer_edits(FIRST)).reason is None


def test_label_holds_though_the_thread_was_closed_or_hidden_or_the_parent_removed(
    label: Label, blog: Site
) -> None:
    assert label(post="clos").answers[0].body.startswith("Publié")
    (answer,) = label(post="cache", moment=LATER).answers
    assert answer.body.startswith("Accepté, mais non visible")
    assert answer.body.endswith(" https://example.org/cache/#comment-gh-58")
    assert list(read_all(blog)) == ["content/comments/cache/gh-58.md"]
    decide(remove, "article/1", blog)
    assert label(parent="1", moment=LAST).reason is None
    assert check_comments(blog).problems == ()


@SHARED_FIXTURES
@given(st.lists(
    st.tuples(st.sampled_from([OWN, ELSEWHERE]), st.sampled_from(["A", "B"]), st.integers(0, 5)),
    min_size=1, max_size=5,
))  # fmt: skip
def test_issue_has_one_comment_whatever_comes_in_which_order(
    label: Label, blog: Site, labels: list[tuple[str, str, int]]
) -> None:
    """And it is the one that was accepted last."""
    newest, expected = -1, {}
    try:
        for path, message, hour in labels:
            outcome = label(post=path.split("/")[2], message=message, moment=f"2026-11-23T18:0{hour}:00Z")
            if hour >= newest:
                newest, expected = hour, {path: message}
                assert outcome.reason is None
            assert read_all(blog) == expected
    finally:
        for file in blog.comments.rglob("gh-58.md"):
            file.unlink()
