"""The way in by GitHub: an issue that the blog's owner labelled becomes a published comment.

All is read from the payload of the `issues` event, which GitHub froze when the label was put: a text that is
edited afterwards is not what the owner accepted
(https://docs.github.com/en/webhooks/webhook-events-and-payloads#issues).
"""

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from .errors import CommentsError
from .intake import Kept, NewComment, Origin, Reason, Rejection, Submission, examine, find_published, keep
from .site import Site

# GitHub writes each field of an issue form as its label, a blank line and its value, in the form's order.
_LABEL = re.compile(r"^### .+$", re.MULTILINE)
_NO_RESPONSE = "_No response_"
_ISSUE_ID = re.compile(r"gh-([1-9][0-9]*)")

_NEEDED: Mapping[str, type] = {
    "action": str,
    "sender.login": str,
    "repository.owner.login": str,
    "issue.number": int,
    "issue.created_at": str,
}


class EventError(CommentsError):
    """A file that is no event of an issue, or a site that cannot answer it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened to an issue. Of its parts only `body` and `label` are anybody's text."""

    action: str
    label: str
    """The label that was put or taken away; empty where it is about none."""
    sender: str
    """Who did it."""
    owner: str
    """Whose repository it is."""
    number: int
    writer: str
    """Who opened the issue; empty where that account is gone."""
    date: datetime
    """When it was opened; aware."""
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What to write on an issue. It holds no visitor's text."""

    issue: int
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an event, and what to answer, first on the issue itself."""

    reason: Reason | None = None
    """Why there is no comment; None where there is one."""
    path: str | None = None
    """The comment's file, as seen from the current folder."""
    answers: tuple[Answer, ...] = ()

    def describe(self) -> dict[str, Any]:
        """The same as values for JSON."""
        return {
            "accepted": self.reason is None,
            "reason": self.reason,
            "path": self.path,
            "answers": [asdict(answer) for answer in self.answers],
        }


def read_event(path: Path) -> Event:
    """The event in the file that a GitHub Action finds at $GITHUB_EVENT_PATH.

    Raises EventError where the file is no JSON or lacks what an event of an issue has.
    """
    payload = _read_json(path)
    needed = {key: _pick(payload, key) for key in _NEEDED}
    missing = [key for key, kind in _NEEDED.items() if type(needed[key]) is not kind]
    date = _parse_date(needed["issue.created_at"])
    if missing or date is None:
        problem = f"{path}: {', '.join(missing) or 'issue.created_at'} is missing or unusable; "
        raise EventError([f"{problem}name the file of an `issues` event, $GITHUB_EVENT_PATH in an Action."])
    return Event(
        action=needed["action"],
        label=_pick_text(payload, "label.name"),
        sender=needed["sender.login"],
        owner=needed["repository.owner.login"],
        number=needed["issue.number"],
        writer=_pick_text(payload, "issue.user.login"),
        date=date,
        body=_pick_text(payload, "issue.body"),
    )


def _read_json(path: Path) -> object:
    try:
        payload: object = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        problem = f"{path}: is no JSON ({error}); "
        raise EventError([f"{problem}name the file of an `issues` event, unchanged."]) from error
    return payload


def _pick(payload: object, key: str) -> Any:  # noqa: ANN401  # whatever stands there
    for part in key.split("."):
        payload = payload.get(part) if isinstance(payload, dict) else None
    return payload


def _pick_text(payload: object, key: str) -> str:
    value = _pick(payload, key)
    return value if isinstance(value, str) else ""


def _parse_date(value: object) -> datetime | None:
    try:
        date = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return date if date.tzinfo else None


def receive_event(event: Event, site: Site) -> Outcome:
    """The outcome of an event: a file among the published comments, or why there is none, and the answers.

    The same event received twice changes nothing and is answered alike. Nobody but the owner gets an answer
    to a label, lest the issue be filled with them. Raises EventError where the site's address is unknown,
    so that no link could be given, or where the disk refuses.
    """
    if not _is_accepted(event, site):
        return Outcome(reason=Reason.NOT_ALLOWED)
    if not site.url.startswith(("https://", "http://")):
        problem = f"SITEURL is {site.url!r}, so the answers could not link to the comment; "
        raise EventError([f"{problem}run: SITEURL=https://… pelican-comments --settings publishconf.py …"])
    submission = parse_body(event.body)
    found = examine(submission, _describe_origin(event), site) if submission else Rejection(Reason.UNREADABLE)
    if isinstance(found, Rejection):
        page = site.find_page(submission.post) if submission else None
        wording = site.read_wording(page.lang if page else site.lang)
        answer = Answer(issue=event.number, body=found.reason.explain(wording))
        return Outcome(reason=found.reason, answers=(answer,))
    kept = _publish(found, site)
    return Outcome(path=os.path.relpath(kept.path), answers=_announce(found, event, site))


def _is_accepted(event: Event, site: Site) -> bool:
    is_label = event.action == "labeled" and event.label == site.settings.accept_label
    return is_label and event.sender == event.owner


def _describe_origin(event: Event) -> Origin:
    return Origin(
        id=f"gh-{event.number}",
        date=event.date,
        source=f"github:{event.number}",
        by_author=event.writer == event.owner,
    )


def _publish(comment: NewComment, site: Site) -> Kept:
    try:
        return keep(comment, site, published=True)
    except OSError as error:
        problem = f"{site.comments / comment.post}: the comment cannot be written there ({error}); "
        raise EventError([f"{problem}put that right, and run this again."]) from error


def _announce(comment: NewComment, event: Event, site: Site) -> tuple[Answer, ...]:
    """The answer on the issue, and on that of the comment it replies to: so GitHub tells both writers.

    Each is in the language of the page that its writer was on, and leads there.
    """
    _, link = _lead_to(comment, comment.lang, site)
    published = Answer(issue=event.number, body=_("Published: %(link)s") % {"link": link})
    parent = _ISSUE_ID.fullmatch(comment.reply_to or "")
    if not parent:
        return (published,)
    answered = find_published(site, comment.post, parent[0])
    _, link = _lead_to(comment, answered.lang if answered else None, site)
    return (published, Answer(issue=int(parent[1]), body=_("There is a reply: %(link)s") % {"link": link}))


def _lead_to(comment: NewComment, lang: str | None, site: Site) -> tuple[Callable[[str], str], str]:
    """How to say something in the language of a page, and the address of the comment there."""
    page = site.posts[comment.post].choose_translation(lang)
    return site.read_wording(page.lang).gettext, f"{page.url}#comment-{comment.id}"


def parse_body(body: str) -> Submission | None:
    """What was sent by an issue form of the fields post, parent, name and message; None for another text.

    The fields are told by their place, since the labels are in the blog's language. All that follows the
    fourth label is the message, so that nothing written in it can pass for another field.
    """
    before, *values = _LABEL.split(re.sub(r"\r\n?", "\n", body), maxsplit=4)
    if before.strip() or len(values) != 4:  # noqa: PLR2004  # the four fields
        return None
    post, parent, name, message = ("" if value.strip() == _NO_RESPONSE else value.strip() for value in values)
    return Submission(post=post, parent=parent, name=name, message=message)
