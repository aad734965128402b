"""Somebody who guesses the slug of a draft learns nothing: each way in answers as to an unknown slug."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pelican.plugins.comments.events import read_event
from pelican.plugins.comments.github import receive_event
from pelican.plugins.comments.inbox.endpoint import receive_submission
from pelican.plugins.comments.inbox.notice import render_rejection
from pelican.plugins.comments.intake import Reason, Rejection, Submission
from pelican.plugins.comments.site import Site

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def send_form(slug: str, blog: Site, _path: Path) -> object:
    submission = Submission(post=slug, name="Anne", message="Merci")
    assert receive_submission(submission, blog, NOW) == Rejection(Reason.UNKNOWN_POST)
    page = render_rejection(blog, Reason.UNKNOWN_POST, "https://example.org", submission)
    return page.status_code, bytes(page.body).replace(slug.encode(), b"SLUG")


def send_issue(slug: str, blog: Site, path: Path) -> object:
    owner = {"login": "owner"}
    body = f"### A\n\n{slug}\n\n### B\n\n1\n\n### C\n\nAnne\n\n### D\n\nMerci"
    event = {"action": "labeled", "label": {"name": "accepté"}, "sender": owner}
    event["repository"] = {"owner": owner, "full_name": "owner/blog"}
    event["issue"] = {"number": 58, "created_at": "2026-11-20T09:08:07Z", "body": body}
    path.write_text(json.dumps(event))
    outcome = receive_event(read_event(path), blog)
    assert outcome.reason is Reason.UNKNOWN_POST
    return outcome


@pytest.mark.parametrize("send", [send_form, send_issue])
def test_draft_is_answered_as_an_unknown_slug(
    blog: Site, tmp_path: Path, send: Callable[[str, Site, Path], object]
) -> None:
    def list_files() -> list[Path]:
        return [path for place in (blog.comments, blog.inbox) for path in place.rglob("*")]

    before = list_files()
    assert send("brouillon", blog, tmp_path / "sent") == send("brouillin", blog, tmp_path / "sent")
    assert list_files() == before
