"""Writing a comment that has passed the gate to its file, in the inbox or among the published ones."""

from dataclasses import dataclass
from pathlib import Path

from pelican_toolkit.files import create_file, sync_folder

from . import cuts
from .headers import format_file
from .intake import NewComment
from .parsing import COMMENT_ID, RENDERERS
from .posts import names_a_folder
from .site import Site


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a comment is on the disk."""

    path: Path
    is_new: bool
    """Whether it was not there before: the same comment received twice changes nothing."""


def keep(comment: NewComment, site: Site, *, published: bool) -> Kept:
    """Put a comment into the inbox, or among the published ones; it is on the disk on return.

    Where a comment of this id waits there already or is published, nothing is written. Raises OSError where
    the disk refuses, and ValueError for a slug or an id that is none, which examine() does not let through.
    """
    if not names_a_folder(comment.post) or not COMMENT_ID.fullmatch(comment.id):
        raise ValueError(f"{comment.post!r} and {comment.id!r} name no file of a comment")
    if path := find_kept(site, comment.post, comment.id, is_published=published):
        return Kept(path, is_new=False)
    target = (site.comments if published else site.inbox) / comment.post / f"{comment.id}.md"
    try:
        create_file(target, format_comment(comment))
    except FileExistsError:  # somebody was faster
        if not _is_kept(target):
            raise
        return Kept(target, is_new=False)
    return Kept(target, is_new=True)


def find_kept(site: Site, post: str, comment_id: str, *, is_published: bool = False) -> Path | None:
    """Where a comment of this id waits or is published, on the disk; or only where it is published.

    The slug and the id must be such as name a file of a comment.
    """
    # The inbox first: an approval that goes on meanwhile publishes before it empties the inbox.
    folders = (site.comments,) if is_published else (site.inbox, site.comments)
    paths = (folder / post / f"{comment_id}{suffix}" for folder in folders for suffix in RENDERERS)
    return next((path for path in paths if _is_kept(path)), None)


def _is_kept(path: Path) -> bool:
    """Whether a comment is there; if so, on the disk, though somebody else may just be writing it."""
    if not path.is_file() or path.is_symlink():
        return False
    sync_folder(path.parent)
    return True


def format_comment(comment: NewComment) -> str:
    """The file of a comment."""
    values = {
        "author": comment.author,
        "date": comment.date.isoformat(),
        "replyto": comment.reply_to,
        "role": "author" if comment.by_author else None,
        "source": comment.source,
        "accepted": comment.accepted,
        "lang": comment.lang,
        cuts.KEY: comment.cut,
    }
    return format_file(values, comment.text)
