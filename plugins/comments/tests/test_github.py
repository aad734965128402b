"""Events are dicts in the shape of GitHub's, with what we do not read left out."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.comments.__main__ import main
from pelican.plugins.comments.events import EventError, read_event
from pelican.plugins.comments.github import Answer, Outcome, parse_body, receive_event
from pelican.plugins.comments.intake import Reason, Submission
from pelican.plugins.comments.markup import MAX_SOURCE
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.translations import read_wording
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

SaveComment = Callable[..., Path]
Receive = Callable[..., Outcome]

PATH = "content/comments/article/gh-58.md"
LINK = "https://example.org/article/#comment-gh-58"
PUBLISHED = Answer(issue=58, body=f"Publié\u00a0: {LINK}")
ENGLISH = "https://example.org/en/article/#comment-gh-58"


def make_body(
    post: str = "article", parent: str = "_No response_", name: str = "Anne", message: str = "Merci\u202f!"
) -> str:
    fields = {"Article": post, "En réponse à": parent, "Nom": name, "Commentaire": message}
    return "\n\n".join(f"### {label}\n\n{value}" for label, value in fields.items())


def make_event(body: str | None = None, *, writer: str = "anne", **changes: object) -> dict[str, Any]:
    issue = {
        "number": 58,
        "user": {"login": writer},
        "created_at": "2026-11-20T09:08:07Z",
        "updated_at": "2026-11-23T18:00:00Z",
        "body": make_body() if body is None else body,
    }
    repository = {"id": 5, "full_name": "owner/blog", "owner": {"login": "owner"}}
    label, sender = {"name": "accepté"}, {"login": "owner"}
    event = {"action": "labeled", "issue": issue, "label": label, "repository": repository, "sender": sender}
    return event | changes


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


def test_honest_comment_becomes_a_file_once(receive: Receive, blog: Site) -> None:
    before = list_files(blog)
    assert receive(make_event()) == Outcome(path=PATH, answers=(PUBLISHED,))
    written = list_files(blog)
    assert {path: re.sub("[0-9a-f]{12}", "FINGERPRINT", text) for path, text in written.items()} == before | {
        PATH: "author: Anne\ndate: 2026-11-20T10:08:07+01:00\nsource: github:owner/blog#58@5\n"
        "accepted: 2026-11-23T19:00:00+01:00 FINGERPRINT\n\nMerci\u202f!\n"
    }
    assert receive(make_event()) == Outcome(path=PATH, answers=(PUBLISHED,))
    assert list_files(blog) == written
    (blog.root.parent / PATH).write_text("status: removed\n\n")
    removed = Answer(issue=58, body="Ce commentaire a été retiré de ce site.")
    assert receive(make_event()) == Outcome(reason=Reason.REMOVED, answers=(removed,))


def test_reply_is_announced_on_both_issues(receive: Receive, blog: Site) -> None:
    event = make_event(make_body(parent="gh-57"))
    answers = (PUBLISHED, Answer(issue=57, body=f"Il y a une réponse\u00a0: {LINK}"))
    assert receive(event).answers == receive(event).answers == answers
    assert "\nreplyto: gh-57\n" in list_files(blog)[PATH]
    long = replace(blog, settings=replace(blog.settings, per_page=1))
    link = "https://example.org/article/comments-3/#comment-gh-58"
    assert [answer.body.split()[-1] for answer in receive(event, long).answers] == [link, link]


@pytest.mark.parametrize("name", ["1", "gh-0", "gh-07", "gh-x", "gh-5-7", "xgh-57"])
def test_reply_to_a_comment_without_an_issue(
    receive: Receive, blog: Site, save_comment: SaveComment, name: str
) -> None:
    save_comment(name, "author: Luc")
    assert receive(make_event(make_body(parent=name))).answers == (PUBLISHED,)
    assert f"\nreplyto: {name}\n" in list_files(blog)[PATH]


def test_only_the_owner_s_own_comment_is_marked(receive: Receive, blog: Site) -> None:
    for name in ("owner", *(f"Anne{end}role: author" for end in ("\n", "\r\n", "\u2028"))):
        receive(make_event(make_body(name=name, message="role: author")))
        assert "\nrole:" not in list_files(blog)[PATH].split("\n\n")[0]
        (blog.root.parent / PATH).unlink()
    receive(make_event(writer="owner"))
    assert "\nrole: author\n" in list_files(blog)[PATH]


@pytest.mark.parametrize("change", [
    *({"sender": {"login": "anne"}}, {"label": {"name": "bug"}}, {"label": {"name": "Accepté"}}),
    *({"action": "unlabeled"}, {"action": "opened", "label": None}, {"action": "edited"}),
])  # fmt: skip
def test_only_the_owner_decides(receive: Receive, blog: Site, change: dict[str, Any]) -> None:
    before = list_files(blog)
    assert receive(make_event(**change)) == Outcome(reason=Reason.NOT_ALLOWED)
    assert list_files(blog) == before


REJECTED = [
    (Reason.UNKNOWN_POST, "post", ["../../.github/workflows", "article\n../x", "_No response_", "\ud83d"]),
    *((Reason.UNKNOWN_PARENT, "parent", ["99", "gh-58"]), (Reason.ADDRESS, "message", ["À a@example.org"])),
    (Reason.NO_NAME, "name", ["_No response_", "\x00\u202e\u200b", "### Commentaire"]),
    (Reason.NO_MESSAGE, "message", ["_No response_", "<!-- Écrivez ici. -->"]),
    (Reason.UNREADABLE, "", ["", "Bonjour, votre site ne marche pas.", "Bonjour\n\n" + make_body()]),
    (Reason.UNREADABLE, "", ["### Article\n\narticle\n\n### Nom\n\nAnne\n\n### Texte\n\nOui"]),
    (Reason.UNREADABLE, "", [make_body().replace("###", marks) for marks in ("####", " ###")]),
]


@pytest.mark.parametrize(("reason", "field", "values"), REJECTED)
def test_rejection_writes_nothing_and_is_one_answer(
    receive: Receive, blog: Site, reason: Reason, field: str, values: list[str]
) -> None:
    before = list_files(blog)
    for value in values:
        outcome = receive(make_event(make_body(**{field: value}) if field else value))
        answer = Answer(issue=58, body=reason.explain(read_wording("fr")))
        assert outcome == Outcome(reason=reason, answers=(answer,)), value
    assert list_files(blog) == before


def test_issue_may_lack_its_writer_but_not_its_text(receive: Receive) -> None:
    event = make_event(make_body(message="a" * MAX_SOURCE))
    event["issue"]["user"] = None
    assert receive(event).path
    event["issue"]["body"] = None
    assert receive(event).reason is Reason.UNREADABLE


def test_answer_is_in_the_language_of_the_page_or_else_of_the_site(receive: Receive, blog: Site) -> None:
    for lang in ("en", "fr-CA", "de"):
        answer = PUBLISHED.body if lang == "fr-CA" else f"Published: {LINK}"
        post = replace(blog.posts["article"], lang=lang)
        assert receive(make_event(), replace(blog, posts={"article": post})).answers[0].body == answer
        (unknown,) = receive(make_event(make_body(post="x")), replace(blog, lang=lang)).answers
        assert unknown.body == Reason.UNKNOWN_POST.explain(read_wording(lang))


def test_comment_from_a_translation_is_answered_in_its_language(receive: Receive, bilingual: Site) -> None:
    outcome = receive(make_event(make_body(post="article/en")), bilingual)
    assert outcome == Outcome(path=PATH, answers=(Answer(issue=58, body=f"Published: {ENGLISH}"),))
    assert "\nlang: en\n" in list_files(bilingual)[PATH]
    for post in ("article", "article/fr", "article/de", "article/EN-x-y"):
        (bilingual.root.parent / PATH).unlink()
        assert receive(make_event(make_body(post=post)), bilingual).answers == (PUBLISHED,)
        assert "\nlang:" not in list_files(bilingual)[PATH]
    for post, lang in (("article/en", "en"), ("article/de", "fr"), ("clos/en", "fr")):
        outcome = receive(make_event(make_body(post=post, name="_No response_")), bilingual)
        assert [answer.body for answer in outcome.answers] == [Reason.NO_NAME.explain(read_wording(lang))]


def test_each_writer_is_told_in_their_language(
    receive: Receive, bilingual: Site, save_comment: SaveComment
) -> None:
    reply = receive(make_event(make_body(post="article/en", parent="gh-57")), bilingual)
    assert reply.answers[1] == Answer(issue=57, body=f"Il y a une réponse\u00a0: {LINK}")
    save_comment("gh-56", "author: Ann", "lang: en")
    (bilingual.root.parent / PATH).unlink()
    reply = receive(make_event(make_body(parent="gh-56")), bilingual)
    assert reply.answers == (PUBLISHED, Answer(issue=56, body=f"There is a reply: {ENGLISH}"))


SPOOF = "Vrai texte\n\n### Article\n\nclos\n\n### Nom\n\nLe propriétaire\n\n### Commentaire\n\n_No response_"


@pytest.mark.parametrize(("sent", "author", "text"), [
    (("Anne", SPOOF), "Anne", SPOOF),
    *(((f"Anne {sign}", sign), f"Anne {sign}", sign) for sign in ("👩\u200d💻", "🇫🇷", "𝒜")),
    # JSON may name one half of a surrogate pair, which no file can hold
    (("An\ud83dne", "Bon\ude00jour"), "Anne", "Bonjour"),
    *(((f"Anne{blank}Marie", "x"), "Anne Marie", "x") for blank in ("\n", "\r\n", "\x00 \u202e", "\t ")),
])  # fmt: skip
def test_name_becomes_one_line_and_text_stays_as_it_is(
    receive: Receive, blog: Site, sent: tuple[str, str], author: str, text: str
) -> None:
    receive(make_event(make_body(name=sent[0], message=sent[1])))
    written = list_files(blog)[PATH]
    assert written.startswith(f"author: {author}\ndate: ")
    assert written.endswith(f"\n\n{text}\n")


TWO = make_body(message="Un\n\nDeux")
BODIES = [
    *(TWO.replace("\n", "\r\n"), TWO.replace("\n", "\r\n", 3), TWO.replace("Commentaire", "Comment")),
    *("### a\n\narticle\n\n### a\n\n\n\n### a\n\nAnne\n\n### a\n\nUn\n\nDeux", f"\n\n{TWO}\n\n"),
]


def test_fields_are_known_by_their_place() -> None:
    for body in BODIES:
        assert parse_body(body) == Submission(post="article", name="Anne", message="Un\n\nDeux"), body


WORDS = ("article", "### x", "../", "\n", "\r", "gh-57", "@all", "_No response_", "role: author")
USUAL = {"post": "article", "parent": "gh-57", "name": "Anne", "message": "Merci"}


@SHARED_FIXTURES
@given(st.data())
def test_no_body_gets_out_of_its_place(receive: Receive, blog: Site, data: st.DataObject) -> None:
    before = list_files(blog)
    text = st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=5).map("".join)
    outcome = receive(
        make_event(make_body(**{name: data.draw(text | st.just(value)) for name, value in USUAL.items()}))
    )
    if outcome.reason:
        assert [answer.body for answer in outcome.answers] == [outcome.reason.explain(read_wording("fr"))]
    else:
        assert (outcome.path, outcome.answers[0]) == (PATH, PUBLISHED)
        (blog.root.parent / PATH).unlink()
    assert list_files(blog) == before


@pytest.mark.parametrize("url", ["", "example.org", "//example.org"])
def test_site_without_an_address_is_an_error(receive: Receive, blog: Site, url: str) -> None:
    before = list_files(blog)
    with pytest.raises(EventError, match=r"^SITEURL is .*; run: SITEURL=https://…"):
        receive(make_event(), replace(blog, url=url))
    assert list_files(blog) == before


def test_folder_that_is_a_symlink_is_an_error(receive: Receive, blog: Site, tmp_path: Path) -> None:
    folder, target = blog.comments / "article", tmp_path / "elsewhere"
    folder.rename(tmp_path / "moved")
    target.mkdir()
    folder.symlink_to(target)
    with pytest.raises(EventError, match=r"article: .*symlink"):
        receive(make_event())
    assert not list(target.iterdir())


@pytest.mark.parametrize(("key", "value"), [
    *((key, None) for key in ("action", "sender", "sender.login", "repository")),
    *((key, None) for key in ("repository.owner.login", "issue.number", "issue.created_at")),
    *(("issue.number", value) for value in ("58", True)),
    *(("issue.created_at", value) for value in ("hier", "2026-11-20T09:08:07")),
])  # fmt: skip
def test_what_an_event_lacks_is_named(tmp_path: Path, key: str, value: object) -> None:
    event = make_event()
    *parents, last = key.split(".")
    place = event
    for parent in parents:
        place = place[parent]
    place[last] = value
    path = tmp_path / "event.json"
    path.write_text(json.dumps(event))
    with pytest.raises(EventError, match=rf"^{path}: {key}\S* is missing or unusable; expected the file"):
        read_event(path)
    for data in (b"{}", b"", b"{", b"\xff\xfe{}", b"[]", b'"issue"', b"null"):
        path.write_bytes(data)
        with pytest.raises(EventError, match=rf"^{path}: .+; expected the file of an `issues` event"):
            read_event(path)


@pytest.fixture
def run(blog: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """A function that runs `from-github` on a file with this text."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pelican.plugins.comments.moderation.commands.load_site", lambda _: blog)

    def run_it(text: str, *options: str) -> Result:
        Path("event.json").write_text(text)
        return CliRunner().invoke(main, ["from-github", "event.json", *options])

    return run_it


def test_command_prints_what_to_answer(run: Callable[..., Result]) -> None:
    accepted = run(json.dumps(make_event()))
    answers = [{"issue": 58, "body": PUBLISHED.body}]
    assert accepted.exit_code == 0
    assert json.loads(accepted.stdout) == {"accepted": True, "reason": None, "path": PATH, "answers": answers}
    rejected = run(json.dumps(make_event(sender={"login": "anne"})))
    assert rejected.exit_code == 0
    reason = {"accepted": False, "reason": "not-allowed", "path": None, "answers": []}
    assert json.loads(rejected.stdout) == reason
    failed = run("nothing")
    assert (failed.exit_code, failed.stdout) == (1, "")
    assert "Error: event.json: " in failed.stderr


@pytest.mark.parametrize(
    ("actions", "options", "warns"),
    [("true", [], True), ("true", ["--edits", "edits.json"], False), ("", [], False)],
)
def test_command_warns_in_a_workflow_that_does_not_ask_for_edits(
    run: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    actions: str,
    options: list[str],
    *,
    warns: bool,
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", actions)
    found = {"userContentEdits": {"totalCount": 0, "nodes": []}}
    Path("edits.json").write_text(json.dumps({"data": {"repository": {"issue": found}}}))
    result = run(json.dumps(make_event()), *options)
    assert json.loads(result.stdout)["accepted"]
    assert result.stderr.startswith("::warning::") is warns
