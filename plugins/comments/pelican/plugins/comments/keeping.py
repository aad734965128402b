"""Writing a comment that has passed the gate to its file, waiting or published."""

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
    """Where a comment is on disk."""

    path: Path
    is_new: bool
    """False if it was there before: receiving a comment again changes nothing."""


def keep(comment: NewComment, site: Site, *, published: bool) -> Kept:
    """Save a comment in the inbox, or as published; on return it is safely on disk.

    If one of this id is already waiting or published, nothing is written. Raises OSError if the disk
    refuses, and ValueError for an invalid slug or id, which examine() does not let through.
    """
    if not names_a_folder(comment.post) or not COMMENT_ID.fullmatch(comment.id):
        raise ValueError(f"{comment.post!r} and {comment.id!r} name no file of a comment")
    if path := find_kept(site, comment.post, comment.id, is_published=published):
        return Kept(path, is_new=False)
    target = (site.comments if published else site.inbox) / comment.post / f"{comment.id}.md"
    try:
        create_file(target, format_comment(comment))
    except FileExistsError:  # written by another process meanwhile
        if not _is_kept(target):
            raise
        return Kept(target, is_new=False)
    return Kept(target, is_new=True)


def find_kept(site: Site, post: str, comment_id: str, *, is_published: bool = False) -> Path | None:
    """The file of the comment of this id, waiting or published, or None; with `is_published`, not waiting.

    Slug and id must be valid.
    """
    # The inbox first: a simultaneous approval publishes a comment before it removes it from there.
    folders = (site.comments,) if is_published else (site.inbox, site.comments)
    paths = (folder / post / f"{comment_id}{suffix}" for folder in folders for suffix in RENDERERS)
    return next((path for path in paths if _is_kept(path)), None)


def _is_kept(path: Path) -> bool:
    """Whether a comment is there, and then also safely on disk, even if another process just wrote it."""
    if not path.is_file() or path.is_symlink():
        return False
    sync_folder(path.parent)
    return True


def format_comment(comment: NewComment) -> str:
    """The text of a comment's file."""
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
