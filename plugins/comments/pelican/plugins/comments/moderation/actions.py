"""The decisions: what waits is published or refused, what is published is taken back or loses its name.

Each leaves whole files behind, whatever interrupts it, and returns or raises what came of it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from pelican.plugins.comments import cuts
from pelican.plugins.comments.errors import CommentFileError, CommentsError
from pelican.plugins.comments.headers import Header, format_file, parse_header
from pelican.plugins.comments.intake import (
    NewComment,
    Origin,
    Reason,
    Rejection,
    Submission,
    examine,
    find_published,
)
from pelican.plugins.comments.keeping import format_comment, keep
from pelican.plugins.comments.languages import LANGUAGE_REMEDY, NO_LANGUAGE
from pelican.plugins.comments.models import Status
from pelican.plugins.comments.repetition import mark_decided
from pelican.plugins.comments.site import Site
from pelican_toolkit.files import remove_file, replace_file

from .faults import describe_fault
from .filing import Filed, is_answered, list_waiting, read_filed

WAITING_KEYS = ("author", "date", "replyto", "role", "source", "lang", cuts.KEY)
"""What the header of a waiting file may hold: all else the gate would drop without a word."""

_ISSUE_ELSEWHERE = re.compile(r"github:.+#")
"""A source that names the repository of an issue; it names no person."""
_MASKED = (
    "an e-mail address, which would be public, is masked in its text; in pelican-comments moderate press d "
    "to drop that line, or e to edit it."
)


def list_refusals(decision: Callable[[Filed], object], filed: Filed) -> Sequence[str]:
    """Carry out a decision; what kept it from being done, in words, or nothing."""
    try:
        decision(filed)
    except CommentsError as error:
        return error.problems
    except OSError as error:
        cause = f"{error.strerror} ({error.filename})" if error.strerror else error
        return [f"{filed.name}: {cause}; put that right, then do this again."]
    return ()


def approve(filed: Filed, site: Site, *, as_author: bool = False) -> None:
    """Publish a comment that waits; with `as_author` as an answer of the article's own author.

    It passes the gate once more, since its file may have been edited. Stopped halfway, it is there twice,
    and approving it again finishes the job. Raises CommentsError with file, problem and remedy.
    """
    comment = _pass_gate(filed, site, as_author=as_author)
    published = find_published(site, comment.post, comment.id)  # may have another file name: `slug` names it
    path = site.root / published.path if published else keep(comment, site, published=True).path
    if path.read_bytes() != format_comment(comment).encode():
        where = path.relative_to(site.root).as_posix()
        problem = f"{_name_file(filed, site)}: another comment with this id is published as {where}; "
        raise CommentsError([problem + "to publish this one too, rename its file; else refuse it."])
    remove_file(filed.path)


def _pass_gate(filed: Filed, site: Site, *, as_author: bool) -> NewComment:
    comment = read_filed(filed, site)
    header, text = _read_header(filed, site)
    if foreign := [key for key in header.values if key not in WAITING_KEYS]:
        remedy = "remove the line, and add it once the comment is published if it is to stay."
        raise CommentFileError(
            [
                f"{header.path}: line {header.lines[key]}: {key} is no key of a comment that waits; {remedy}"
                for key in foreign
            ]
        )
    if comment.date is None:
        raise CommentFileError([f"{header.path}: has no date; write one like 2015-11-20T14:30:00+01:00."])
    values = header.values
    if values.get("lang") and not comment.lang:
        raise header.refuse("lang", NO_LANGUAGE, LANGUAGE_REMEDY)
    if cuts.MASK in text:
        raise CommentsError([f"{header.path}: {_MASKED}"])
    submission = Submission(
        post=filed.post,
        parent=values.get("replyto", ""),
        name=values.get("author", ""),
        message=text,
    )
    origin = Origin(
        id=filed.id,
        date=comment.date,
        source=values.get("source", ""),
        by_author=as_author or comment.by_author,
    )
    result = examine(submission, origin, site.show_drafts(), is_moderation=True)
    if isinstance(result, Rejection):
        raise CommentsError([f"{header.path}: {_describe_rejection(result.reason, submission, site)}"])
    return replace(result, lang=comment.lang)  # which the writer may have corrected


def _describe_rejection(reason: Reason, submission: Submission, site: Site) -> str:
    parent = f"{submission.post}/{submission.parent}"
    if reason is Reason.UNKNOWN_PARENT and parent in {filed.name for filed in list_waiting(site)}:
        return f"the comment it answers waits too; publish {parent} first."
    return describe_fault(reason)


def check_rejection(filed: Filed, site: Site) -> None:
    """Raise CommentsError where a comment that waits is published too, since that was interrupted."""
    published = find_published(site, filed.post, filed.id)
    if published and published.is_published:
        problem = f"{_name_file(filed, site)}: is published already, but that was interrupted; "
        raise CommentsError([problem + "publish it again, then remove it if it is not to stay."])


def reject(filed: Filed, site: Site) -> None:
    """Remove a comment that waits, for good, whether its file can be read or not.

    It does not come back if its reader sends it again right away.
    Raises CommentsError as check_rejection() does.
    """
    check_rejection(filed, site)
    mark_decided(filed.path, filed.post, filed.id, site, datetime.now(UTC))
    remove_file(filed.path)


def check_removal(filed: Filed, site: Site) -> None:
    """Raise CommentFileError where the file of a published comment cannot be read."""
    read_filed(filed, site)


def remove(filed: Filed, site: Site) -> bool:
    """Take a published comment back; whether readers still see a note in its place, because of replies.

    Its file always stays, without name and text, so that the same comment is recognised if it comes in again,
    by whatever way. Raises CommentFileError if its file cannot be read.
    """
    own = read_filed(filed, site)
    header, _ = _read_header(filed, site)
    kept = {key: header.values.get(key) for key in ("date", "replyto", "slug")}
    source = header.values.get("source", "")
    kept["source"] = source if _ISSUE_ELSEWHERE.match(source) else None
    replace_file(filed.path, format_file({"status": Status.REMOVED, **kept}, ""))
    return is_answered(own.id, filed.post, site)


def check_anonymising(filed: Filed, site: Site) -> None:
    """Raise CommentsError for an answer of the article's own author, and where the file cannot be read."""
    if read_filed(filed, site).by_author:
        remedy = "if a reader wrote it, remove the line role and do this again."
        raise CommentsError([f"{_name_file(filed, site)}: is an answer of the article's author; {remedy}"])


def anonymise(filed: Filed, site: Site) -> None:
    """Take name, website and source from a published comment; its text and its place in the thread stay.

    Doing so again changes nothing. Raises CommentsError as check_anonymising() does.
    """
    check_anonymising(filed, site)
    comment = read_filed(filed, site)
    header, text = _read_header(filed, site)
    post = site.find_post(filed.post)
    wording = site.read_wording(post.lang if post else site.lang)
    author = wording.gettext("Anonymous") if comment.author else None
    kept = {key: header.values.get(key) for key in ("date", "replyto", "type", "status", "slug", "lang")}
    replace_file(filed.path, format_file({"author": author, **kept}, text.strip("\n")))


def _read_header(filed: Filed, site: Site) -> tuple[Header, str]:
    """The values as they stand in the file, and its text without the lines that were cut."""
    header, text = parse_header(filed.path.read_text(encoding="utf-8-sig"), _name_file(filed, site))
    return header, cuts.read_own(text, header.values)


def _name_file(filed: Filed, site: Site) -> str:
    return filed.path.relative_to(filed.place.get_root(site)).as_posix()
