"""Comments by GitHub: an issue that the blog's owner labels becomes a published comment.

Only the event of the label counts: the owner has not accepted later edits, and may not have seen one made
just before.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .acceptance import Published, accept_comment
from .discussions import locate_comment
from .errors import CommentFileError
from .events import Event, EventError, read_event
from .intake import NewComment, Origin, Reason, Rejection, Submission, examine, find_published
from .issues import Issue, find_comment_files, find_issue
from .markup import clean_name
from .models import State
from .site import Site

# GitHub writes each field of an issue form as its label, a blank line and its value, in the form's order.
_LABEL = re.compile(r"^### .+$", re.MULTILINE)
_NO_RESPONSE = "_No response_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A reply to post on an issue. It never contains a visitor's text."""

    issue: int
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of an event, and the answers to post, first that on the issue itself."""

    reason: Reason | None = None
    """Why there is no comment; None if there is one."""
    path: str | None = None
    """The comment's file, as seen from the current folder."""
    removed: tuple[str, ...] = ()
    """The files that it was in before, likewise."""
    answers: tuple[Answer, ...] = ()

    def describe(self) -> dict[str, Any]:
        """The outcome as values for JSON."""
        moved = {"removed": list(self.removed)} if self.removed else {}
        return {
            "accepted": self.reason is None,
            "reason": self.reason,
            "path": self.path,
            **moved,
            "answers": [asdict(answer) for answer in self.answers],
        }


def receive_file(event: Path, edits: Path | None, site: Site) -> Outcome:
    """Like receive_event, with the event in one file and the edits of its issue in another."""
    return receive_event(read_event(event, edits), site)


def receive_event(event: Event, site: Site) -> Outcome:
    """The outcome of an event: a file among the published comments, or why there is none, and the answers.

    An issue has one comment: a later label replaces what is published. Receiving the same event twice changes
    nothing and gives the same answers. Labels by others get no answer, so that nobody can flood an issue.
    Raises EventError if the site's address is unknown, since the answers link to it, or if writing fails.
    """
    if not _is_accepted(event, site):
        return Outcome(reason=Reason.NOT_ALLOWED)
    if not site.url.startswith(("https://", "http://")):
        problem = f"SITEURL is {site.url!r}, so the answers cannot link to the comment; "
        raise EventError([f"{problem}run: SITEURL=https://… pelican-comments --settings publishconf.py …"])
    submission = parse_body(event.body)
    found = _publish(submission, event, site) if submission else Rejection(Reason.UNREADABLE)
    if isinstance(found, Rejection):
        page = site.find_page(submission.post) if submission else None
        wording = site.read_wording(page.lang if page else site.lang)
        answer = Answer(issue=event.number, body=found.reason.explain(wording))
        return Outcome(reason=found.reason, answers=(answer,))
    return Outcome(
        path=os.path.relpath(found.path),
        removed=tuple(os.path.relpath(path) for path in found.removed),
        answers=tuple(_announce(found, event, site)),
    )


def _is_accepted(event: Event, site: Site) -> bool:
    is_label = event.action == "labeled" and event.label == site.settings.accept_label
    return is_label and event.sender == event.owner


def _publish(submission: Submission, event: Event, site: Site) -> Published | Rejection:
    """The published comment of an issue, or why it was rejected. Raises EventError if writing fails."""
    if event.may_be_unread:
        return Rejection(Reason.UNREAD)
    issue = _name_issue(event, site)
    try:
        files, taken = find_comment_files(issue, clean_name(submission.name), event.date, site)
        origin = Origin(
            id=files[0].id if files else issue.choose_id(taken),
            date=event.date,
            source=issue.source,
            by_author=event.writer == event.owner,
        )
        comment = examine(submission, origin, site, is_moderation=True)
        if isinstance(comment, Rejection):
            return comment
        return accept_comment(comment, files, event.moment, site)
    except CommentFileError as error:
        raise EventError(error.problems) from error
    except OSError as error:
        problem = f"{site.comments / submission.post}: cannot write the comment here ({error}); "
        raise EventError([f"{problem}fix that and run this again."]) from error


def _name_issue(event: Event, site: Site) -> Issue:
    return Issue(
        repository=event.repository or site.settings.repository,
        repository_id=event.repository_id,
        number=event.number,
    )


def _announce(found: Published, event: Event, site: Site) -> Iterator[Answer]:
    """The answers on the issue and on its parent's issue, so that GitHub notifies both writers.

    Each is in the language of its writer's page, and links to it. The second needs that issue to be in the
    same repository, since elsewhere its number means another issue.
    """
    comment, post = found.comment, site.posts[found.comment.post]
    _, link = _lead_to(comment, comment.lang, site)
    if post.state is State.HIDDEN:
        text = _("Accepted, but not visible, as the comments on this article are hidden: %(link)s")
        yield Answer(issue=event.number, body=text % {"link": link})
        return
    yield Answer(issue=event.number, body=_("Published: %(link)s") % {"link": link})
    parent = find_published(site, post.slug, comment.reply_to) if comment.reply_to else None
    own = _name_issue(event, site)
    issue = find_issue(parent, site.settings.repository or own.repository) if parent else None
    if parent and issue and found.is_reply_anew and issue.is_beside(own):
        _, link = _lead_to(comment, parent.lang, site)
        yield Answer(issue=issue.number, body=_("There is a reply: %(link)s") % {"link": link})


def _lead_to(comment: NewComment, lang: str | None, site: Site) -> tuple[Callable[[str], str], str]:
    """The gettext of a page's language, and the address of the comment on that page."""
    page = site.posts[comment.post].choose_translation(lang)
    return site.read_wording(page.lang).gettext, locate_comment(site, page, comment.id)


def parse_body(body: str) -> Submission | None:
    """The submission in an issue made by our form (post, parent, name, message); None for any other text.

    Fields are recognised by position, since the labels are in the blog's language. Everything after the
    fourth label is the message, so that nothing written in it can pass for another field.
    """
    before, *values = _LABEL.split(re.sub(r"\r\n?", "\n", body), maxsplit=4)
    if before.strip() or len(values) != 4:  # noqa: PLR2004  # the four fields
        return None
    post, parent, name, message = ("" if value.strip() == _NO_RESPONSE else value.strip() for value in values)
    return Submission(post=post, parent=parent, name=name, message=message)
