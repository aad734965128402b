"""The one comment of an issue: published by the owner's label, replaced by a later one, or left alone.

The comment's file records when it was accepted and a fingerprint of the text, so that edits made by hand can
be told from what an earlier label published.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2s
from pathlib import Path

from pelican_toolkit.files import remove_file, replace_file

from .intake import NewComment, Reason, Rejection
from .issues import CommentFile
from .keeping import format_comment, keep
from .models import Status
from .moderation.filing import Place, is_answered, read_folder
from .site import Site
from .threads import leads_to

_UNSIGNED = re.compile(r"^(?:source|accepted):.*\n", re.MULTILINE)
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A comment that a label published."""

    comment: NewComment
    path: Path
    """Where it is."""
    removed: tuple[Path, ...] = ()
    """Where it was before."""
    is_reply_anew: bool = True
    """Whether to tell the person who is answered: not again if only the text was replaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Issued:
    """A file of the issue's comment, with what it says about its acceptance."""

    file: CommentFile
    moment: datetime
    """When it was accepted; long ago if an older version wrote it or it was anonymised."""
    accepted: str
    """The fingerprint of what was accepted; empty in those cases."""
    found: str
    """The fingerprint of what is there now."""


def take_fingerprint(text: str) -> str:
    """A short hash of what a comment's file says, regardless of where it came from."""
    header, blank, body = text.partition("\n\n")
    said = _UNSIGNED.sub("", f"{header}\n") + blank + body.rstrip()
    return blake2s(said.encode(errors="replace"), digest_size=6).hexdigest()


def accept_comment(
    comment: NewComment, files: Sequence[CommentFile], moment: datetime, site: Site
) -> Published | Rejection:
    """Publish the comment that a label accepted at this moment, replacing what earlier labels published.

    Repeating a label changes nothing. A comment that was removed, or edited by hand, stays as it is. Raises
    OSError if the disk refuses, or if another comment already has the id.
    """
    if any(file.values.get("status", "").lower() == Status.REMOVED for file in files):
        return Rejection(Reason.REMOVED)
    fingerprint = take_fingerprint(format_comment(comment))
    signed = replace(comment, accepted=f"{moment.astimezone(site.timezone).isoformat()} {fingerprint}")
    if not files:
        return Published(comment=comment, path=keep(signed, site, published=True).path)
    issued = sorted(
        (_describe(file) for file in files), key=lambda own: (own.moment, own.file.post == comment.post)
    )
    current = issued[-1]
    is_there = current.file.post == comment.post and fingerprint in {current.accepted, current.found}
    if not is_there and (reason := _find_objection(current, comment, moment, site)):
        return Rejection(reason)
    # A later label on the same text is noted in the file, so that an older run does not undo it.
    is_noted = current.moment >= moment or current.accepted != current.found
    path = current.file.path if is_there and is_noted else _put_in_place(signed, current.file, site)
    is_reply_anew = current.moment == moment or current.file.values.get("replyto") != comment.reply_to
    return Published(
        comment=comment, path=path, removed=_clear_away(issued, path), is_reply_anew=is_reply_anew
    )


def _describe(file: CommentFile) -> _Issued:
    moment, _, accepted = file.values.get("accepted", "").partition(" ")
    try:
        date = datetime.fromisoformat(moment)
    except ValueError:
        date = _NEVER
    is_usable = date.tzinfo is not None
    return _Issued(
        file=file,
        moment=date if is_usable else _NEVER,
        accepted=accepted if is_usable else "",
        found=take_fingerprint(file.text),
    )


def _find_objection(current: _Issued, comment: NewComment, moment: datetime, site: Site) -> Reason | None:
    """Why what is published may not be replaced."""
    if current.moment > moment:
        return Reason.OUTDATED
    if current.accepted != current.found:
        return Reason.DECIDED
    if current.file.post != comment.post:
        return Reason.ANSWERED if is_answered(current.file.id, current.file.post, site) else None
    thread, _ = read_folder(Place.PUBLISHED, comment.post, site)
    return Reason.UNKNOWN_PARENT if leads_to(comment.reply_to, comment.id, thread) else None


def _put_in_place(comment: NewComment, file: CommentFile, site: Site) -> Path:
    if file.post == comment.post:
        replace_file(file.path, format_comment(comment))
        return file.path
    kept = keep(comment, site, published=True)
    if not kept.is_new:
        raise FileExistsError(f"{kept.path}: another comment has this id; rename it")
    return kept.path


def _clear_away(issued: Sequence[_Issued], path: Path) -> tuple[Path, ...]:
    """Remove what an earlier label published elsewhere, and say where that was."""
    left = [own.file.path for own in issued if own.file.path != path and own.accepted == own.found]
    for other in left:
        remove_file(other)
    return tuple(left)
