"""The decisions: waiting comments are published or refused, published ones removed or made anonymous.

Each leaves complete files behind, even if it is interrupted.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from pelican.plugins.comments import cuts
from pelican.plugins.comments.errors import CommentFileError, CommentsError
from pelican.plugins.comments.headers import WAITING_KEYS, Header, format_file, parse_header
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
from pelican_toolkit.errors import Problem
from pelican_toolkit.files import remove_file, replace_file

from .faults import describe_fault
from .filing import FiledComment, is_answered, list_waiting, read_filed

_ISSUE_ELSEWHERE = re.compile(r"github:.+#")
"""A source that names the repository of an issue, and so no person."""
_MASKED = (
    "an e-mail address, which would be public, is masked in its text; in pelican-comments moderate press d "
    "to drop that line, or e to edit it."
)


def list_refusals(decision: Callable[[FiledComment], object], filed: FiledComment) -> Sequence[str]:
    """Carry out a decision, and return why it could not be done, if so."""
    try:
        decision(filed)
    except CommentsError as error:
        return error.problems
    except OSError as error:
        cause = f"{error.strerror} ({error.filename})" if error.strerror else error
        return [f"{filed.name}: {cause}; fix that and try again."]
    return ()


def approve(filed: FiledComment, site: Site, *, as_author: bool = False) -> None:
    """Publish a waiting comment; with `as_author`, mark it as the article's author's.

    It passes the gate once more, since its file may have been edited. If this is interrupted, it is there
    twice, and approving it again finishes the job. Raises CommentsError with file, problem and remedy.
    """
    comment = _pass_gate(filed, site, as_author=as_author)
    published = find_published(
        site, comment.post, comment.id
    )  # perhaps in a file of another name: see `slug`
    path = site.root / published.path if published else keep(comment, site, published=True).path
    if path.read_bytes() != format_comment(comment).encode():
        where = path.relative_to(site.root).as_posix()
        problem = f"{_name_file(filed, site)}: another comment with this id is published as {where}; "
        raise CommentsError([problem + "rename this file to publish it too, or refuse it."])
    remove_file(filed.path)


def _pass_gate(filed: FiledComment, site: Site, *, as_author: bool) -> NewComment:
    comment = read_filed(filed, site)
    header, text = _read_header(filed, site)
    if foreign := [key for key in header.values if key not in WAITING_KEYS]:
        remedy = "remove the line; you can add it after publishing."
        raise CommentFileError(
            [
                Problem(
                    "foreign-key",
                    header.path,
                    f"waiting comments have no key {key}; {remedy}",
                    header.lines[key],
                )
                for key in foreign
            ]
        )
    if comment.date is None:
        message = "no date; add one, such as date: 2015-11-20T14:30:00+01:00."
        raise CommentFileError([Problem("no-date", header.path, message)])
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
        return f"the comment it replies to is waiting too; publish {parent} first."
    return describe_fault(reason)


def check_rejection(filed: FiledComment, site: Site) -> None:
    """Raise CommentsError if a waiting comment is already published, since its approval was interrupted."""
    published = find_published(site, filed.post, filed.id)
    if published and published.is_published:
        problem = f"{_name_file(filed, site)}: is already published, but its approval was interrupted; "
        raise CommentsError([problem + "publish it again, then remove it if you don't want it."])


def reject(filed: FiledComment, site: Site) -> None:
    """Delete a waiting comment for good, even if its file cannot be read.

    It does not come back if its reader sends it again right away. Raises CommentsError like
    check_rejection().
    """
    check_rejection(filed, site)
    mark_decided(filed.path, filed.post, filed.id, site, datetime.now(UTC))
    remove_file(filed.path)


def check_removal(filed: FiledComment, site: Site) -> None:
    """Raise CommentFileError if the file of a published comment cannot be read."""
    read_filed(filed, site)


def remove(filed: FiledComment, site: Site) -> bool:
    """Remove a published comment, and return whether readers see a note in its place, because of replies.

    Its file stays, without name and text, so that the same comment is recognised if it comes in again.
    Raises CommentFileError if its file cannot be read.
    """
    own = read_filed(filed, site)
    header, _ = _read_header(filed, site)
    kept = {key: header.values.get(key) for key in ("date", "replyto", "slug")}
    source = header.values.get("source", "")
    kept["source"] = source if _ISSUE_ELSEWHERE.match(source) else None
    replace_file(filed.path, format_file({"status": Status.REMOVED, **kept}, ""))
    return is_answered(own.id, filed.post, site)


def check_anonymising(filed: FiledComment, site: Site) -> None:
    """Raise CommentsError if the article's author wrote the comment, or its file cannot be read."""
    if read_filed(filed, site).by_author:
        remedy = "if a reader wrote it, remove the line `role` and try again."
        raise CommentsError([f"{_name_file(filed, site)}: was written by the article's author; {remedy}"])


def anonymise(filed: FiledComment, site: Site) -> None:
    """Take name, website and source off a published comment; its text and its place in the thread stay.

    Doing it again changes nothing. Raises CommentsError like check_anonymising().
    """
    check_anonymising(filed, site)
    comment = read_filed(filed, site)
    header, text = _read_header(filed, site)
    post = site.find_post(filed.post)
    wording = site.read_wording(post.lang if post else site.lang)
    author = wording.gettext("Anonymous") if comment.author else None
    kept = {key: header.values.get(key) for key in ("date", "replyto", "type", "status", "slug", "lang")}
    replace_file(filed.path, format_file({"author": author, **kept}, text.strip("\n")))


def _read_header(filed: FiledComment, site: Site) -> tuple[Header, str]:
    """The header of the file, and its text without the lines that were cut."""
    header, text = parse_header(filed.path.read_text(encoding="utf-8-sig"), _name_file(filed, site))
    return header, cuts.read_own(text, header.values)


def _name_file(filed: FiledComment, site: Site) -> str:
    return filed.path.relative_to(filed.place.get_root(site)).as_posix()
