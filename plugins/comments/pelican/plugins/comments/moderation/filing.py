"""Where the files of comments are, waiting or published, and which ones a name means."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pelican.plugins.comments.errors import CommentFileError, CommentsError
from pelican.plugins.comments.models import Comment
from pelican.plugins.comments.parsing import COMMENT_ID
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.storage import (
    find_comment,
    find_files,
    read_comment,
    read_readable_comments,
    scan_files,
)
from pelican.plugins.comments.threads import has_live_reply


class Place(StrEnum):
    """Where a comment's file is, which decides whether it is public."""

    INBOX = "waiting"
    PUBLISHED = "published"

    def get_folder(self, site: Site) -> Path:
        """The folder with one subfolder per article."""
        return site.inbox if self is Place.INBOX else site.comments

    def get_root(self, site: Site) -> Path:
        """The folder that paths in messages are relative to."""
        return site.inbox.parent if self is Place.INBOX else site.root


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledComment:
    """A comment in the folder of its article, waiting or published."""

    place: Place
    post: str
    """The slug of the article or page, which is also the name of the folder."""
    id: str
    path: Path

    @property
    def name(self) -> str:
        """Its name on the command line."""
        return f"{self.post}/{self.id}"

    @property
    def waits(self) -> bool:
        """Whether it waits for a decision."""
        return self.place is Place.INBOX


def list_folders(place: Place, site: Site) -> Iterator[Path]:
    """The articles' folders in a place, without symlinks."""
    for entry in scan_files(place.get_folder(site)):
        if entry.is_dir(follow_symlinks=False):
            yield Path(entry)


def list_waiting(site: Site) -> Iterator[FiledComment]:
    """Every waiting comment, even if it cannot be read."""
    for folder in list_folders(Place.INBOX, site):
        for path in find_files(folder):
            if names_a_waiting_comment(path) and path.is_file() and not path.is_symlink():
                yield FiledComment(place=Place.INBOX, post=folder.name, id=path.stem, path=path)


def names_a_waiting_comment(path: Path) -> bool:
    """Whether a file is named as the gate names files: `<id>.md`."""
    return path.suffix == ".md" and bool(COMMENT_ID.fullmatch(path.stem))


def read_folder(place: Place, post: str, site: Site) -> tuple[tuple[Comment, ...], tuple[str, ...]]:
    """The comments of an article in a place, and the problems of those that cannot be read."""
    folder = place.get_folder(site) / post
    return read_readable_comments(folder, timezone=site.timezone, root=place.get_root(site))


def is_answered(comment_id: str, post: str, site: Site) -> bool:
    """Whether a comment has a reply, published or waiting; any file that cannot be read might be one."""
    published, unreadable = read_folder(Place.PUBLISHED, post, site)
    waiting, unreadable_too = read_folder(Place.INBOX, post, site)
    return bool(unreadable or unreadable_too) or has_live_reply(comment_id, (*published, *waiting))


def read_filed(filed: FiledComment, site: Site) -> Comment:
    """The comment in this file, as part of its thread.

    Raises CommentFileError with file, problem and remedy.
    """
    comment = read_comment(filed.path, timezone=site.timezone, root=filed.place.get_root(site))
    if filed.waits or comment.reply_to is None:
        return comment
    thread, _ = read_folder(filed.place, filed.post, site)  # where the older plugins' `1md` becomes `1`
    return next(own for own in thread if own.path == comment.path)


def find_filed(names: Iterable[str], site: Site, *places: Place) -> list[FiledComment]:
    """The comments of these names, each once; if one is in several places, the one in the first.

    A name is `SLUG/ID`, or the id alone if no other comment has it. It is compared with existing files, never
    used as a path. Raises CommentsError listing every name that matches no comment, or several.
    """
    found: dict[str, FiledComment] = {}
    problems: list[str] = []
    for name in names:
        try:
            filed = _find_one(name, site, places)
            found[filed.name] = filed
        except CommentsError as error:
            problems.extend(error.problems)
    if problems:
        raise CommentsError([*dict.fromkeys(problems)])
    return list(found.values())


def _find_one(name: str, site: Site, places: Sequence[Place]) -> FiledComment:
    matches: dict[str, FiledComment] = {}
    for place in places:
        for filed in _match(name, site, place):
            matches.setdefault(filed.name, filed)
    if not matches:
        raise CommentsError([_explain_absence(name, site, places)])
    if len(matches) > 1:
        raise CommentsError([f"{name}: several comments have this id; use one of: {', '.join(matches)}."])
    return next(iter(matches.values()))


def _match(name: str, site: Site, place: Place) -> Iterator[FiledComment]:
    """The comments in a place that match a name.

    Raises CommentFileError if a file of this name cannot be read.
    """
    post, slash, comment_id = name.rpartition("/")
    if not COMMENT_ID.fullmatch(comment_id):
        return
    if place is Place.INBOX:
        for filed in list_waiting(site):
            if filed.id == comment_id and (not slash or filed.post == post):
                yield filed
        return
    for folder in list_folders(place, site):
        if not slash or folder.name == post:
            comment = find_comment(folder, comment_id, timezone=site.timezone, root=site.root)
            if comment:
                path = site.root / comment.path
                yield FiledComment(place=place, post=folder.name, id=comment_id, path=path)


def _explain_absence(name: str, site: Site, places: Sequence[Place]) -> str:
    if Place.PUBLISHED not in places and _is_somewhere(name, site, Place.PUBLISHED):
        return f"{name}: is already published; to take it back, run: pelican-comments remove {name}"
    if Place.INBOX not in places and _is_somewhere(name, site, Place.INBOX):
        return f"{name}: is waiting for a decision; to publish or refuse it, run: pelican-comments moderate"
    if Place.PUBLISHED not in places:
        return f"{name}: no such comment is waiting; to list those that are, run: pelican-comments list"
    return (
        f"{name}: no such comment; names are SLUG/ID, for the folder and file in {site.comments.name}/; "
        "to list waiting comments, run: pelican-comments list"
    )


def _is_somewhere(name: str, site: Site, place: Place) -> bool:
    try:
        return any(_match(name, site, place))
    except CommentFileError:
        return True
