"""Whoever guesses the slug of a draft learns nothing: each door answers as to a slug that is none."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pelican.plugins.comments.events import read_event
from pelican.plugins.comments.github import Outcome, receive_event
from pelican.plugins.comments.inbox.endpoint import receive_submission
from pelican.plugins.comments.inbox.notice import render_rejection
from pelican.plugins.comments.intake import Reason, Rejection, Submission
from pelican.plugins.comments.mail.reception import receive_messages
from pelican.plugins.comments.site import Site

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SLUGS = ("brouillon", "brouillin")
"""That of a draft, and one that is none."""


def list_files(blog: Site) -> list[Path]:
    return [path for place in (blog.comments, blog.inbox) for path in place.rglob("*")]


def test_form_for_a_draft_is_answered_as_one_for_nothing(blog: Site) -> None:
    before = list_files(blog)
    pages = []
    for slug in SLUGS:
        submission = Submission(post=slug, name="Anne", message="Merci")
        assert receive_submission(submission, blog, NOW) == Rejection(Reason.UNKNOWN_POST)
        page = render_rejection(blog, Reason.UNKNOWN_POST, "https://example.org", submission)
        pages.append((page.status_code, bytes(page.body).replace(slug.encode(), b"SLUG")))
    assert pages[0] == pages[1]
    assert list_files(blog) == before


def test_message_for_a_draft_is_answered_as_one_for_nothing(blog: Site, tmp_path: Path) -> None:
    before = list_files(blog)
    texts = []
    for slug in SLUGS:
        path = tmp_path / "message.eml"
        path.write_text(f"From: Anne <anne@example.org>\nSubject: [{slug}]\n\nMerci\n")
        (receipt,) = receive_messages([path], blog)
        texts.append(receipt.text)
    assert texts[0] == texts[1]
    assert list_files(blog) == before


@pytest.mark.parametrize("parent", ["_No response_", "1"])
def test_issue_for_a_draft_is_answered_as_one_for_nothing(blog: Site, tmp_path: Path, parent: str) -> None:
    before = list_files(blog)
    outcomes: list[Outcome] = []
    for slug in SLUGS:
        body = f"### A\n\n{slug}\n\n### B\n\n{parent}\n\n### C\n\nAnne\n\n### D\n\nMerci"
        owner = {"login": "owner"}
        event = {
            "action": "labeled",
            "label": {"name": "accepté"},
            "sender": owner,
            "repository": {"owner": owner, "full_name": "owner/blog"},
            "issue": {"number": 58, "created_at": "2026-11-20T09:08:07Z", "body": body},
        }
        path = tmp_path / "event.json"
        path.write_text(json.dumps(event))
        outcomes.append(receive_event(read_event(path), blog))
    assert outcomes[0] == outcomes[1]
    assert outcomes[0].reason is Reason.UNKNOWN_POST
    assert list_files(blog) == before
