"""Events are dicts of the shape that GitHub's are recorded in, with what we do not read left out."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.comments.__main__ import main
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.events import EventError, read_event
from pelican.plugins.comments.github import Answer, Outcome, parse_body, receive_event
from pelican.plugins.comments.intake import Reason, Submission
from pelican.plugins.comments.markup import MAX_SOURCE
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.translations import read_wording
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

SaveComment = Callable[..., Path]
Receive = Callable[..., Outcome]

LINK = "https://example.org/article/#comment-gh-58"
PUBLISHED = Answer(issue=58, body=f"Publié\u00a0: {LINK}")


def make_body(
    post: str = "article", parent: str = "_No response_", name: str = "Anne", message: str = "Merci\u202f!"
) -> str:
    fields = {"Article": post, "En réponse à": parent, "Nom": name, "Commentaire": message}
    return "\n\n".join(f"### {label}\n\n{value}" for label, value in fields.items())


def make_event(body: str | None = None, *, writer: str = "anne", sender: str = "owner") -> dict[str, Any]:
    return {
        "action": "labeled",
        "issue": {
            "url": "https://api.github.com/repos/owner/blog/issues/58",
            "html_url": "https://github.com/owner/blog/issues/58",
            "number": 58,
            "title": "Commentaire",
            "user": {"login": writer, "id": 1001, "type": "User"},
            "labels": [{"id": 7, "name": "accepté", "color": "0e8a16", "default": False}],
            "state": "open",
            "locked": False,
            "comments": 0,
            "created_at": "2026-11-20T09:08:07Z",
            "updated_at": "2026-11-23T18:00:00Z",
            "author_association": "NONE",
            "body": make_body() if body is None else body,
        },
        "label": {"id": 7, "name": "accepté", "color": "0e8a16", "default": False},
        "repository": {
            "id": 5,
            "name": "blog",
            "full_name": "owner/blog",
            "private": False,
            "owner": {"login": "owner", "id": 1000, "type": "User"},
            "default_branch": "main",
        },
        "sender": {"login": sender, "id": 1000, "type": "User"},
    }


@pytest.fixture
def receive(blog: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Receive:
    """A function that receives a payload as the command does, beside the folder `content`."""
    monkeypatch.chdir(tmp_path)

    def run(payload: object, site: Site = blog) -> Outcome:
        path = tmp_path / "event.json"
        path.write_text(json.dumps(payload), encoding="utf-8")
        return receive_event(read_event(path), site)

    return run


def list_files(site: Site) -> dict[str, str]:
    """Every file of the site's folder by its path, so that nothing is written where nobody looks."""
    folder = site.root.parent
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != "event.json"]
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in paths}


def test_honest_comment_becomes_a_file(receive: Receive, blog: Site) -> None:
    before = list_files(blog)
    outcome = receive(make_event())
    assert outcome == Outcome(path="content/comments/article/gh-58.md", answers=(PUBLISHED,))
    written = {
        path: re.sub("[0-9a-f]{12}", "FINGERPRINT", text)
        for path, text in list_files(blog).items()
        if path not in before
    }
    assert written == {
        "content/comments/article/gh-58.md": (
            "author: Anne\ndate: 2026-11-20T10:08:07+01:00\nsource: github:owner/blog#58@5\n"
            "accepted: 2026-11-23T19:00:00+01:00 FINGERPRINT\n\nMerci\u202f!\n"
        )
    }


def test_reply_is_told_on_both_issues(receive: Receive, blog: Site) -> None:
    outcome = receive(make_event(make_body(parent="gh-57")))
    assert outcome.answers == (PUBLISHED, Answer(issue=57, body=f"Il y a une réponse\u00a0: {LINK}"))
    assert "\nreplyto: gh-57\n" in (blog.comments / "article" / "gh-58.md").read_text(encoding="utf-8")


def test_answer_leads_to_the_page_of_a_long_thread(receive: Receive, blog: Site) -> None:
    site = replace(blog, settings=replace(blog.settings, per_page=1))
    link = "https://example.org/article/comments-3/#comment-gh-58"
    published, replied = receive(make_event(make_body(parent="gh-57")), site).answers
    assert published == Answer(issue=58, body=f"Publié\u00a0: {link}")
    assert replied.body.endswith(f" {link}")


def test_reply_to_a_comment_without_an_issue_is_told_on_its_own(receive: Receive, blog: Site) -> None:
    assert receive(make_event(make_body(parent="1"))).answers == (PUBLISHED,)
    assert "\nreplyto: 1\n" in (blog.comments / "article" / "gh-58.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["gh-0", "gh-07", "gh-x", "gh-5-7", "xgh-57"])
def test_id_that_only_resembles_an_issues_leads_to_none(
    receive: Receive, save_comment: SaveComment, name: str
) -> None:
    save_comment(name, "author: Luc")
    assert receive(make_event(make_body(parent=name))).answers == (PUBLISHED,)


def test_owners_own_comment_is_marked(receive: Receive, blog: Site) -> None:
    receive(make_event(writer="owner"))
    assert "\nrole: author\n" in (blog.comments / "article" / "gh-58.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["owner", "Anne\nrole: author", "Anne\r\nrole: author", "Anne\u2028role: author"]
)
def test_nobody_else_is_marked_whatever_the_name(receive: Receive, blog: Site, name: str) -> None:
    receive(make_event(make_body(name=name, message="role: author")))
    assert (
        "\nrole:" not in (blog.comments / "article" / "gh-58.md").read_text(encoding="utf-8").split("\n\n")[0]
    )


def test_account_that_is_gone_still_has_its_comment(receive: Receive) -> None:
    event = make_event()
    event["issue"]["user"] = None
    assert receive(event).path


def test_same_event_twice_changes_nothing_and_is_answered_alike(receive: Receive, blog: Site) -> None:
    first = receive(make_event(make_body(parent="gh-57")))
    files = list_files(blog)
    assert receive(make_event(make_body(parent="gh-57"))) == first
    assert list_files(blog) == files


def test_comment_that_was_removed_since_is_not_announced_as_published(receive: Receive, blog: Site) -> None:
    receive(make_event(make_body()))
    path = blog.comments / "article" / "gh-58.md"
    path.write_text("status: removed\n\n")
    again = receive(make_event(make_body()))
    assert again.reason is Reason.REMOVED
    assert [answer.body for answer in again.answers] == ["Ce commentaire a été retiré de ce site."]
    assert path.read_text() == "status: removed\n\n"


NOT_DECISIONS: dict[str, dict[str, Any]] = {
    "somebody else's label": {"sender": {"login": "anne"}},
    "another label": {"label": {"name": "bug"}},
    "the label's name in other letters": {"label": {"name": "Accepté"}},
    "label taken away": {"action": "unlabeled"},
    "issue opened": {"action": "opened", "label": None},
    "issue edited": {"action": "edited"},
}


@pytest.mark.parametrize("change", NOT_DECISIONS.values(), ids=NOT_DECISIONS)
def test_what_is_no_decision_of_the_owners_has_neither_file_nor_answer(
    receive: Receive, blog: Site, change: dict[str, Any]
) -> None:
    before = list_files(blog)
    assert receive(make_event() | change) == Outcome(reason=Reason.NOT_ALLOWED)
    assert list_files(blog) == before


REJECTED = {
    "unknown article": (make_body(post="ailleurs"), Reason.UNKNOWN_POST),
    "path upwards": (make_body(post="../../.github/workflows"), Reason.UNKNOWN_POST),
    "path upwards from an article": (make_body(post="article/../article"), Reason.UNKNOWN_POST),
    "article and more": (make_body(post="article\n../x"), Reason.UNKNOWN_POST),
    "absolute path": (make_body(post="/etc"), Reason.UNKNOWN_POST),
    "no article": (make_body(post="_No response_"), Reason.UNKNOWN_POST),
    "half a character for an article": (make_body(post="\ud83d"), Reason.UNKNOWN_POST),
    "draft": (make_body(post="brouillon"), Reason.UNKNOWN_POST),
    "unknown parent": (make_body(parent="99"), Reason.UNKNOWN_PARENT),
    "itself for a parent": (make_body(parent="gh-58"), Reason.UNKNOWN_PARENT),
    "path for a parent": (make_body(parent="../article/1"), Reason.UNKNOWN_PARENT),
    "no name": (make_body(name="_No response_"), Reason.NO_NAME),
    "name of controls": (make_body(name="\x00\u202e\u200b"), Reason.NO_NAME),
    "long name": (make_body(name="A" * 81), Reason.LONG_NAME),
    "no message": (make_body(message="_No response_"), Reason.NO_MESSAGE),
    "message over the limit": (make_body(message="a" * (MAX_SOURCE + 1)), Reason.LONG_MESSAGE),
    "address in the message": (make_body(message="À anne@example.org"), Reason.ADDRESS),
    "address for a name": (make_body(name="anne@example.org"), Reason.ADDRESS),
    "nothing at all": ("", Reason.UNREADABLE),
    "no form": ("Bonjour, votre site ne marche pas.", Reason.UNREADABLE),
    "three fields": ("### Article\n\narticle\n\n### Nom\n\nAnne\n\n### Texte\n\nOui", Reason.UNREADABLE),
    "text before the form": ("Bonjour\n\n" + make_body(), Reason.UNREADABLE),
    "smaller headings": (make_body().replace("###", "####"), Reason.UNREADABLE),
    "indented headings": (make_body().replace("###", " ###"), Reason.UNREADABLE),
}


@pytest.mark.parametrize(("body", "reason"), REJECTED.values(), ids=REJECTED)
def test_rejection_writes_nothing_and_is_one_answer(
    receive: Receive, blog: Site, body: str, reason: Reason
) -> None:
    before = list_files(blog)
    outcome = receive(make_event(body))
    assert (outcome.reason, outcome.path) == (reason, None)
    assert outcome.answers == (Answer(issue=58, body=reason.explain(read_wording("fr"))),)
    assert list_files(blog) == before


def test_issue_without_a_text_is_rejected(receive: Receive) -> None:
    event = make_event()
    event["issue"]["body"] = None
    assert receive(event).reason is Reason.UNREADABLE


def test_message_of_the_greatest_length_is_taken(receive: Receive) -> None:
    assert receive(make_event(make_body(message="a" * MAX_SOURCE))).path


@pytest.mark.parametrize(
    ("lang", "answer"),
    [("en", f"Published: {LINK}"), ("fr-CA", PUBLISHED.body), ("de", f"Published: {LINK}")],
)
def test_answer_is_in_the_language_of_the_article(
    receive: Receive, blog: Site, lang: str, answer: str
) -> None:
    post = replace(blog.posts["article"], lang=lang)
    assert receive(make_event(), replace(blog, posts={"article": post})).answers[0].body == answer


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_answer_about_no_article_is_in_the_language_of_the_site(
    receive: Receive, blog: Site, lang: str
) -> None:
    (answer,) = receive(make_event(make_body(post="x")), replace(blog, lang=lang)).answers
    assert answer.body == Reason.UNKNOWN_POST.explain(read_wording(lang))


SPOOF = "Vrai texte\n\n### Article\n\nclos\n\n### Nom\n\nLe propriétaire\n\n### Commentaire\n\n_No response_"


def test_headings_in_the_message_are_part_of_it(receive: Receive, blog: Site) -> None:
    receive(make_event(make_body(message=SPOOF)))
    text = (blog.comments / "article" / "gh-58.md").read_text(encoding="utf-8")
    assert text.startswith("author: Anne\n")
    assert text.endswith(f"\n\n{SPOOF}\n")


def test_heading_for_a_name_gains_nothing(receive: Receive, blog: Site) -> None:
    before = list_files(blog)
    assert receive(make_event(make_body(name="### Commentaire"))).reason is Reason.NO_NAME
    assert list_files(blog) == before


BODIES = {
    "lines end as on Windows": make_body(message="Un\n\nDeux").replace("\n", "\r\n"),
    "lines end in both ways": make_body(message="Un\n\nDeux").replace("\n", "\r\n", 3),
    "labels in another language": make_body(message="Un\n\nDeux").replace("Commentaire", "Comment"),
    "labels all alike": "### a\n\narticle\n\n### a\n\n\n\n### a\n\nAnne\n\n### a\n\nUn\n\nDeux",
    "blank lines around": f"\n\n{make_body(message='Un')}\n\nDeux\n\n",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_fields_are_told_by_their_place(body: str) -> None:
    assert parse_body(body) == Submission(post="article", parent="", name="Anne", message="Un\n\nDeux")


@pytest.mark.parametrize("emoji", ["👩\u200d💻", "🇫🇷", "é\u0301", "𝒜"])
def test_emoji_and_accents_come_through(receive: Receive, blog: Site, emoji: str) -> None:
    receive(make_event(make_body(name=f"Anne {emoji}", message=f"Bravo {emoji}")))
    text = (blog.comments / "article" / "gh-58.md").read_text(encoding="utf-8")
    assert text.endswith(f"\n\nBravo {emoji}\n")


def test_half_a_character_is_left_out(receive: Receive, blog: Site) -> None:
    """JSON may name one half of a surrogate pair, which no file can hold."""
    receive(make_event(make_body(name="An\ud83dne", message="Bon\ude00jour")))
    text = (blog.comments / "article" / "gh-58.md").read_text(encoding="utf-8")
    assert text.startswith("author: Anne\n")
    assert text.endswith("\n\nBonjour\n")


@pytest.mark.parametrize("name", ["Anne\nMarie", "Anne\r\nMarie", "Anne\x00 \u202eMarie", "Anne\t Marie"])
def test_name_becomes_one_line(receive: Receive, blog: Site, name: str) -> None:
    receive(make_event(make_body(name=name)))
    text = (blog.comments / "article" / "gh-58.md").read_text(encoding="utf-8")
    assert text.startswith("author: Anne Marie\ndate: ")


USUAL = {"post": "article", "parent": "gh-57", "name": "Anne", "message": "Merci"}


@SHARED_FIXTURES
@given(data=st.data())
def test_no_body_gets_into_an_answer_or_out_of_its_place(
    receive: Receive, blog: Site, data: st.DataObject
) -> None:
    words = st.sampled_from(
        ["article", "### x", "../", "\n", "\r", "gh-57", "@all", "_No response_", "role: author"]
    )
    text = st.lists(words | st.text(max_size=5), max_size=5).map("".join)
    fields = {name: data.draw(text | st.just(usual), name) for name, usual in USUAL.items()}
    outcome = receive(make_event(make_body(**fields)))
    if outcome.reason:
        assert [answer.body for answer in outcome.answers] == [outcome.reason.explain(read_wording("fr"))]
    else:
        assert outcome.path == "content/comments/article/gh-58.md"
        assert outcome.answers[0] == PUBLISHED
        Path(outcome.path).unlink()
    names = {"content/comments/article/1.md", "content/comments/article/gh-57.md"}
    assert set(list_files(blog)) == names


@pytest.mark.parametrize("url", ["", "example.org", "//example.org"])
def test_site_without_an_address_is_an_error_before_anything_is_written(
    receive: Receive, blog: Site, url: str
) -> None:
    before = list_files(blog)
    with pytest.raises(EventError, match=r"^SITEURL is .*; run: SITEURL=https://…"):
        receive(make_event(), replace(blog, url=url))
    assert list_files(blog) == before


def test_folder_that_is_a_symlink_is_an_error(receive: Receive, blog: Site, tmp_path: Path) -> None:
    folder = blog.comments / "article"
    (target := tmp_path / "elsewhere").mkdir()
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.symlink_to(target)
    with pytest.raises(EventError, match=r"article: the comment cannot be written there .*symlink"):
        receive(make_event())
    assert not list(target.iterdir())


@pytest.mark.parametrize(
    "key",
    [
        *("action", "sender", "sender.login", "repository", "repository.owner.login", "issue.number"),
        "issue.created_at",
    ],
)
def test_event_that_lacks_something_is_named(tmp_path: Path, key: str) -> None:
    event = make_event()
    *parents, last = key.split(".")
    place = event
    for parent in parents:
        place = place[parent]
    del place[last]
    path = tmp_path / "event.json"
    path.write_text(json.dumps(event))
    with pytest.raises(EventError, match=rf"^{path}: {key}\S* is missing or unusable; name the file"):
        read_event(path)


def test_event_that_lacks_much_names_it_all(tmp_path: Path) -> None:
    path = tmp_path / "event.json"
    path.write_text("{}")
    with pytest.raises(
        EventError, match=r"action, sender.login, repository.owner.login, issue.number, issue.cre"
    ):
        read_event(path)


BAD_ISSUES: dict[str, dict[str, Any]] = {
    "number as text": {"number": "58"},
    "number that is a truth": {"number": True},
    "date that is none": {"created_at": "hier"},
    "date without an offset": {"created_at": "2026-11-20T09:08:07"},
}


@pytest.mark.parametrize("change", BAD_ISSUES.values(), ids=BAD_ISSUES)
def test_issue_that_cannot_be_used_is_an_error(receive: Receive, change: dict[str, Any]) -> None:
    event = make_event()
    event["issue"] |= change
    with pytest.raises(EventError, match=rf"issue\.{next(iter(change))} is missing or unusable"):
        receive(event)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe{}", b"[]", b'"issue"', b"null"])
def test_file_that_is_no_event_is_an_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "event.json"
    path.write_bytes(data)
    with pytest.raises(CommentsError, match=rf"^{path}: .+; name the file of an `issues` event"):
        read_event(path)


def test_command_prints_what_to_answer(blog: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pelican.plugins.comments.moderation.commands.load_site", lambda _: blog)
    path = tmp_path / "event.json"
    path.write_text(json.dumps(make_event()))
    run = CliRunner().invoke(main, ["from-github", str(path)])
    assert run.exit_code == 0
    assert json.loads(run.stdout) == {
        "accepted": True,
        "reason": None,
        "path": "content/comments/article/gh-58.md",
        "answers": [{"issue": 58, "body": PUBLISHED.body}],
    }


def test_command_prints_a_rejection_alike(
    blog: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pelican.plugins.comments.moderation.commands.load_site", lambda _: blog)
    path = tmp_path / "event.json"
    path.write_text(json.dumps(make_event(sender="anne")))
    run = CliRunner().invoke(main, ["from-github", str(path)])
    assert run.exit_code == 0
    assert json.loads(run.stdout) == {"accepted": False, "reason": "not-allowed", "path": None, "answers": []}


def test_command_says_what_is_wrong_with_a_file(
    blog: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pelican.plugins.comments.moderation.commands.load_site", lambda _: blog)
    path = tmp_path / "event.json"
    path.write_text("nothing")
    run = CliRunner().invoke(main, ["from-github", str(path)])
    assert (run.exit_code, run.stdout) == (1, "")
    assert f"Error: {path}: is no JSON" in run.stderr


@pytest.mark.parametrize(
    ("actions", "options", "warns"), [("true", [], True), ("true", ["--edits"], False), ("", [], False)]
)
def test_command_warns_in_a_workflow_that_does_not_ask_for_edits(  # noqa: PLR0913  # three are fixtures
    blog: Site,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    actions: str,
    options: list[str],
    *,
    warns: bool,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_ACTIONS", actions)
    monkeypatch.setattr("pelican.plugins.comments.moderation.commands.load_site", lambda _: blog)
    (tmp_path / "event.json").write_text(json.dumps(make_event()))
    found = {"userContentEdits": {"totalCount": 0, "nodes": []}}
    (tmp_path / "edits.json").write_text(json.dumps({"data": {"repository": {"issue": found}}}))
    run = CliRunner().invoke(main, ["from-github", "event.json", *options, *(["edits.json"] * len(options))])
    assert json.loads(run.stdout)["accepted"]
    assert run.stderr.startswith("::warning::") is warns


ENGLISH = "https://example.org/en/article/#comment-gh-58"


def test_comment_from_a_translation_is_answered_in_its_language(receive: Receive, bilingual: Site) -> None:
    outcome = receive(make_event(make_body(post="article/en")), bilingual)
    assert outcome.answers == (Answer(issue=58, body=f"Published: {ENGLISH}"),)
    assert outcome.path == "content/comments/article/gh-58.md"
    assert "\nlang: en\n" in (bilingual.comments / "article" / "gh-58.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("post", ["article", "article/fr", "article/de", "article/EN-x-y"])
def test_comment_from_no_known_translation_is_in_the_language_of_the_original(
    receive: Receive, bilingual: Site, post: str
) -> None:
    assert receive(make_event(make_body(post=post)), bilingual).answers == (PUBLISHED,)
    assert "\nlang:" not in (bilingual.comments / "article" / "gh-58.md").read_text(encoding="utf-8")


def test_each_writer_is_told_in_the_language_of_the_own_page(
    receive: Receive, bilingual: Site, save_comment: SaveComment
) -> None:
    reply = receive(make_event(make_body(post="article/en", parent="gh-57")), bilingual)
    assert reply.answers[1] == Answer(issue=57, body=f"Il y a une réponse\u00a0: {LINK}")
    save_comment("gh-56", "author: Ann", "lang: en")
    (bilingual.comments / "article" / "gh-58.md").unlink()
    reply = receive(make_event(make_body(parent="gh-56")), bilingual)
    assert reply.answers == (PUBLISHED, Answer(issue=56, body=f"There is a reply: {ENGLISH}"))


@pytest.mark.parametrize(("post", "lang"), [("article/en", "en"), ("article/de", "fr"), ("clos/en", "fr")])
def test_refusal_is_in_the_language_of_the_page(
    receive: Receive, bilingual: Site, post: str, lang: str
) -> None:
    outcome = receive(make_event(make_body(post=post, name="_No response_")), bilingual)
    assert outcome.reason
    assert [answer.body for answer in outcome.answers] == [outcome.reason.explain(read_wording(lang))]


def test_comment_that_is_none_of_html_is_refused(receive: Receive) -> None:
    assert receive(make_event(make_body(message="<!-- Écrivez ici. -->"))).reason is Reason.NO_MESSAGE
