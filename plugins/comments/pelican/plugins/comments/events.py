"""What GitHub says about an issue: the event of a label, and when the issue's text was edited.

The event is a snapshot that GitHub took when the label was put on
(https://docs.github.com/en/webhooks/webhook-events-and-payloads#issues). It does not say when the text was
edited: its `updated_at` is the time of the label. So the API is asked
(https://docs.github.com/en/graphql/reference/objects#usercontentedit).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from .errors import CommentsError

READING_TIME = timedelta(minutes=1)
"""How long a text must have stood unchanged for a label to mean that the owner has read it."""

_EDITS = "data.repository.issue.userContentEdits"
_NEEDED: Mapping[str, type] = {
    "action": str,
    "sender.login": str,
    "repository.owner.login": str,
    "issue.number": int,
    "issue.created_at": str,
}


class EventError(CommentsError):
    """A file without what GitHub says about an issue, or a site that cannot answer it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change of an issue's text."""

    date: datetime
    editor: str
    """Who made it; empty if that account was deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened to an issue. Only `body` and `label` may contain any text."""

    action: str
    label: str
    """The label that was added or removed; empty for another event."""
    sender: str
    """Who did it."""
    owner: str
    """Whose repository it is."""
    number: int
    writer: str
    """Who opened the issue; empty if that account was deleted."""
    date: datetime
    """When it was opened; aware."""
    body: str
    updated: datetime | None = None
    """When the issue last changed, which is when the event happened; aware."""
    repository: str = ""
    """`owner/name`; empty if the event does not say."""
    repository_id: int | None = None
    """GitHub's id, which survives renames and transfers."""
    edits: tuple[Edit, ...] = ()
    """The changes of its text that are known, in any order."""

    @property
    def moment(self) -> datetime:
        """When it happened; aware."""
        return self.updated or self.date

    @property
    def may_be_unread(self) -> bool:
        """Whether anybody but the sender changed the text just before.

        Later edits are not in `body`. GitHub lists the original text as an edit too.
        """
        return any(
            edit.editor != self.sender
            and edit.date > self.date
            and timedelta() <= self.moment - edit.date <= READING_TIME
            for edit in self.edits
        )


def read_event(path: Path, edits: Path | None = None) -> Event:
    """The event in the file at $GITHUB_EVENT_PATH of a GitHub Action, with the edits that the API listed.

    Raises EventError if a file is not JSON or lacks something.
    """
    payload = _read_json(path, "the file of an `issues` event, unchanged")
    needed = {key: _pick(payload, key) for key in _NEEDED}
    missing = [key for key, kind in _NEEDED.items() if type(needed[key]) is not kind]
    date = _parse_date(needed["issue.created_at"])
    if missing or date is None:
        problem = f"{path}: {', '.join(missing) or 'issue.created_at'} is missing or unusable; "
        raise EventError(
            [f"{problem}expected the file of an `issues` event, $GITHUB_EVENT_PATH in an Action."]
        )
    repository_id = _pick(payload, "repository.id")
    return Event(
        action=needed["action"],
        label=_pick_text(payload, "label.name"),
        sender=needed["sender.login"],
        updated=_parse_date(_pick(payload, "issue.updated_at")),
        owner=needed["repository.owner.login"],
        repository=_pick_text(payload, "repository.full_name"),
        repository_id=repository_id if type(repository_id) is int else None,
        number=needed["issue.number"],
        writer=_pick_text(payload, "issue.user.login"),
        date=date,
        body=_pick_text(payload, "issue.body"),
        edits=_read_edits(edits) if edits else (),
    )


def _read_edits(path: Path) -> tuple[Edit, ...]:
    answer = _pick(_read_json(path, "what the API answered to the query for the edits"), _EDITS)
    nodes = _pick(answer, "nodes")
    listed = nodes if isinstance(nodes, list) else [None]
    dates = [_parse_date(_pick(node, "editedAt")) for node in listed]
    if None in dates:
        problem = f"{path}: {_EDITS} is missing or unusable; "
        raise EventError([f"{problem}expected the API's answer to the query in docs/github.md."])
    count = _pick(answer, "totalCount")
    if type(count) is int and count > len(listed):  # the one that matters may be missing
        raise EventError(
            [f"{path}: the issue was edited {count} times, more than any reader would; close it."]
        )
    return tuple(
        Edit(date=date, editor=_pick_text(node, "editor.login"))
        for date, node in zip(dates, listed, strict=True)
        if date
    )


def _read_json(path: Path, meant: str) -> object:
    try:
        payload: object = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise EventError([f"{path}: not JSON ({error}); expected {meant}."]) from error
    return payload


def _pick(payload: object, key: str) -> Any:  # noqa: ANN401  # any JSON value
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
