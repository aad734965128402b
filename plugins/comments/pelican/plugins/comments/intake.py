"""The gate: what a visitor sent becomes a comment, or is rejected with a reason.

Every channel (issue, e-mail, inbox server) and the moderation go through it. A Submission is the only
untrusted type; every part of a NewComment has been checked.
"""

import re
import unicodedata
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pelican_toolkit.languages import parse_tag

from .characters import drop_unwritable
from .errors import CommentFileError
from .markup import MAX_NAME, MAX_SOURCE, clean_name, render_markdown, says_something
from .models import Comment, CommentType, State, Status
from .parsing import COMMENT_ID, RENDERERS
from .posts import names_a_folder
from .privacy import find_addresses, find_ip_addresses, find_shown_addresses
from .site import Site
from .storage import find_comment, read_comment
from .translations import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What a visitor sent. Untrusted: any field may contain any text."""

    post: str
    """The page it was sent from: an article's slug, with `/` and a language if it is a translation."""
    parent: str = ""
    """The id of the comment it replies to; empty for a new thread."""
    name: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What we know about a submission ourselves, whatever the visitor says."""

    id: str
    """The comment's id, the same whenever the same thing is received again."""
    date: datetime
    """When it was sent; aware."""
    source: str
    """The channel it came through, such as `github:owner/blog#57`."""
    by_author: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewComment:
    """A comment that may be kept: it passed the gate."""

    post: str
    id: str
    author: str
    date: datetime
    reply_to: str | None
    text: str
    source: str
    by_author: bool
    accepted: str | None = None
    """When a label published it, with a fingerprint of the text."""
    lang: str | None = None
    """The language of the translation that it was sent from; None for that of the article."""
    cut: str = ""
    """The sign in front of the lines that only the moderator sees; empty if there are none."""


class Reason(StrEnum):
    """Why a submission is rejected; explain() says it to the reader."""

    UNREADABLE = "unreadable"
    UNKNOWN_POST = "unknown-post"
    CLOSED = "closed"
    UNKNOWN_PARENT = "unknown-parent"
    NO_NAME = "no-name"
    LONG_NAME = "long-name"
    NO_MESSAGE = "no-message"
    LONG_MESSAGE = "long-message"
    ADDRESS = "address"
    IP_ADDRESS = "ip-address"
    REMOVED = "removed"
    """It was published once, and taken back."""
    UNREAD = "unread"
    """It was changed just before the owner accepted it."""
    OUTDATED = "outdated"
    """What was accepted later has taken its place."""
    DECIDED = "decided"
    """What was published of it has been changed by hand since."""
    ANSWERED = "answered"
    """It cannot move to another article, since replies hang below it."""
    NOT_ALLOWED = "not-allowed"
    """Somebody other than the owner wants to publish it."""
    FOREIGN = "foreign"
    ROBOT = "robot"
    TOO_FAST = "too-fast"
    TOO_MANY = "too-many"
    UNAVAILABLE = "unavailable"

    def explain(self, wording: Wording) -> str:
        """The sentence for the reader, in the language of the wording."""
        _ = wording.gettext
        sentences = {
            Reason.UNREADABLE: _("This was not sent with the form below an article."),
            Reason.UNKNOWN_POST: _("This site has no such article."),
            Reason.CLOSED: _("Comments on this article are closed."),
            Reason.UNKNOWN_PARENT: _("The comment you are replying to is no longer there."),
            Reason.NO_NAME: _("Please write your name."),
            Reason.LONG_NAME: _("Your name is too long: it can have at most %(count)s characters."),
            Reason.NO_MESSAGE: _("Please write your comment."),
            Reason.LONG_MESSAGE: _("Your comment is too long: it can have at most %(count)s characters."),
            Reason.ADDRESS: _("Please remove the e-mail address: it would be public."),
            Reason.IP_ADDRESS: _("Please remove the IP address from your name: it would be public."),
            Reason.REMOVED: _("This comment was removed from this site."),
            Reason.UNREAD: _(
                "The text was changed less than a minute before it was accepted, so it was not published. "
                "Please read the current text, then remove the label and add it again."
            ),
            Reason.OUTDATED: _("A later version of this comment has already been published."),
            Reason.DECIDED: _(
                "This comment was published before, and its file may have been edited since, so it "
                "stays as it is. To publish this text instead, delete that file, then label the issue again."
            ),
            Reason.ANSWERED: _("This comment has replies, so it cannot move to another article."),
            Reason.NOT_ALLOWED: _("Only the owner of this blog can publish a comment."),
            Reason.FOREIGN: _("This form was sent from another site."),
            Reason.ROBOT: _("Please leave the hidden field empty."),
            Reason.TOO_FAST: _("That was fast! Please check your comment and send it again."),
            Reason.TOO_MANY: _("That is a lot of comments at once. Please send this one a little later."),
            Reason.UNAVAILABLE: _("Your comment could not be saved. Please send it again."),
        }
        count = wording.format_number(MAX_NAME if self is Reason.LONG_NAME else MAX_SOURCE)
        return sentences[self] % {"count": count}


@dataclass(frozen=True, slots=True)
class Rejection:
    """The answer to a submission that is not accepted."""

    reason: Reason


def examine(
    submission: Submission, origin: Origin, site: Site, *, is_moderation: bool = False
) -> NewComment | Rejection:
    """The comment made of a submission, or why it is rejected. Nothing is written.

    Readers may reply to published comments of an open thread. The owner's decision (`is_moderation`) also
    holds if the thread was closed, or the parent removed, after a reader sent it. It holds for what was sent
    later, too, which is rare, since no page had a form then.
    """
    post = site.find_page(submission.post)
    parent = submission.parent.strip()
    name = unicodedata.normalize("NFC", submission.name).strip()
    text = normalize_message(submission.message)
    if post is None:
        return Rejection(Reason.UNKNOWN_POST)
    if post.state is not State.OPEN and not is_moderation:
        return Rejection(Reason.CLOSED)
    if parent and not _may_be_answered(find_published(site, post.slug, parent), is_moderation=is_moderation):
        return Rejection(Reason.UNKNOWN_PARENT)
    if reason := find_fault(name, text, site.settings.public):
        return Rejection(reason)
    if _was_removed(site, post.slug, origin.id):
        return Rejection(Reason.REMOVED)
    return NewComment(
        post=post.slug,
        id=origin.id,
        author=clean_name(name),
        date=origin.date.astimezone(site.timezone).replace(microsecond=0),
        reply_to=parent or None,
        text=text,
        source=origin.source,
        by_author=origin.by_author,
        lang=parse_tag(post.lang) if post.is_translation else None,
    )


def normalize_message(message: str) -> str:
    """The text of a message as it is kept: lines end in a newline, and neither end is blank."""
    return drop_unwritable(re.sub(r"\r\n?", "\n", message)).strip()


def find_published(site: Site, post: str, comment_id: str) -> Comment | None:
    """The comment of this id below an article; None if it is missing or its file is broken."""
    if not names_a_folder(post) or not COMMENT_ID.fullmatch(comment_id):
        return None
    try:
        return find_comment(site.comments / post, comment_id, timezone=site.timezone, root=site.root)
    except CommentFileError:
        return None


def _may_be_answered(parent: Comment | None, *, is_moderation: bool) -> bool:
    if parent is None or parent.type is not CommentType.COMMENT:
        return False
    return parent.is_published or (is_moderation and parent.status is not Status.DRAFT)


def _was_removed(site: Site, post: str, comment_id: str) -> bool:
    """Whether the same thing was published and removed, so that a tombstone is in its place."""
    for suffix in RENDERERS:
        path = site.comments / post / f"{comment_id}{suffix}"
        with suppress(CommentFileError):
            if path.is_file():
                comment = read_comment(path, timezone=site.timezone, root=site.root)
                return comment.status is Status.REMOVED
    return False


def find_fault(name: str, text: str, public: Collection[str]) -> Reason | None:
    """Why a name or a text is rejected; None if it is fine. `public` addresses are allowed.

    `check` judges files by the same rules, so that what passes here never stops a publication.
    """
    return _find_fault_of_name(name, public) or _find_fault_of_text(text, public)


def _find_fault_of_name(name: str, public: Collection[str]) -> Reason | None:
    author = clean_name(name)
    if not author:
        return Reason.NO_NAME
    if len(name) > MAX_NAME:
        return Reason.LONG_NAME
    if find_addresses(author, public):
        return Reason.ADDRESS
    return Reason.IP_ADDRESS if find_ip_addresses(author) else None


def _find_fault_of_text(text: str, public: Collection[str]) -> Reason | None:
    if len(text) > MAX_SOURCE:
        return Reason.LONG_MESSAGE
    if not says_something(body := render_markdown(text)):
        return Reason.NO_MESSAGE
    has_address = find_addresses(text, public) or find_shown_addresses(body, public)
    return Reason.ADDRESS if has_address else None
