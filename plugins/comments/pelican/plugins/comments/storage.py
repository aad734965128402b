"""Folders of comments: which of their files hold a comment, and which comment answers which."""

import os
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import partial
from itertools import chain
from operator import attrgetter
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from pelican_toolkit.errors import Problem
from pelican_toolkit.handing import hand_on
from pelican_toolkit.incremental import build_key
from pelican_toolkit.stamps import list_stamps

from .copies import find_original
from .errors import CommentFileError
from .headers import Header, parse_header
from .models import Comment
from .parsing import RENDERERS, parse_comment, read_id, slugify_name

_SLUG = re.compile(r"^ {0,3}slug:", re.IGNORECASE | re.MULTILINE)
"""A line that may set an id. It may also be in the text: only parsing the header can tell."""


def read_comments(folder: Path, *, timezone: tzinfo, root: Path) -> tuple[Comment, ...]:
    """The comments in a folder, in the order of their file names; none if the folder is missing.

    Dates without an offset are in `timezone`; `root` is what the paths in messages are relative to.
    Raises CommentFileError naming every file that cannot be read.
    """
    comments, problems = read_readable_comments(folder, timezone=timezone, root=root)
    if problems:
        raise CommentFileError(problems)
    return comments


def read_readable_comments(
    folder: Path, *, timezone: tzinfo, root: Path
) -> tuple[tuple[Comment, ...], tuple[Problem, ...]]:
    """As read_comments, but returns the problems as a second value instead of raising them."""
    files = read_files(folder, timezone=timezone, root=root)
    comments = [file.comment for file in files if file.comment]
    return resolve_replies(comments), tuple(chain.from_iterable(file.problems for file in files))


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFile:
    """A file in an article's folder."""

    path: Path
    source: str | None = None
    """Its text; None if it cannot be a comment."""
    comment: Comment | None = None
    problems: tuple[Problem, ...] = ()
    """Why no comment can be read from it."""


def read_files(folder: Path, *, timezone: tzinfo, root: Path) -> tuple[CommentFile, ...]:
    """The files in a folder, in the order of their names; a build and a check read them once."""

    def read() -> tuple[CommentFile, ...]:
        return tuple(_read_file(path, timezone=timezone, root=root) for path in find_files(folder))

    return hand_on(("comments", folder, timezone, root), read)


def know_threads(folder: Path, look: Callable[[], Mapping[str, str]] | None = None) -> Mapping[str, str]:
    """The digests of the threads in a folder, for which a build and a check `look` once."""
    return hand_on(("threads", folder), look or partial(digest_threads, folder))


def digest_threads(folder: Path) -> Mapping[str, str]:
    """By the names of the threads in a folder, what stands for the files of each."""
    return {entry.name: digest_thread(Path(entry)) for entry in scan_files(folder)}


def digest_thread(folder: Path) -> str:
    """What stands for the files of a thread; they differ if it does."""
    return build_key(list_stamps(folder))


def _read_file(path: Path, *, timezone: tzinfo, root: Path) -> CommentFile:
    if original := find_original(path):
        problem = Problem("copy", path.relative_to(root).as_posix(), describe_copy(original))
        return CommentFile(path=path, problems=(problem,))
    source = None
    try:
        source = read_source(path, root=root)
        comment = parse_comment(source, path, timezone=timezone, root=root)
    except CommentFileError as error:
        if isinstance(error.__cause__, UnicodeDecodeError):  # its lines may be wrong as well
            with suppress(OSError):  # it may have gone by now
                source = path.read_text(encoding="utf-8-sig", errors="replace")
        return CommentFile(path=path, source=source, problems=error.problems)
    return CommentFile(path=path, source=source, comment=comment)


def describe_copy(original: Path) -> str:
    """The message about a file that is a copy of this one."""
    return (
        f"a copy of {original.name} that some program left, so it is not shown; keep the right text in "
        f"{original.name} and remove this file."
    )


def find_comment(folder: Path, comment_id: str, *, timezone: tzinfo, root: Path) -> Comment | None:
    """The comment with this id in a folder, or None.

    `reply_to` is what the file says; only reading the whole folder resolves older plugins' ids.
    Raises CommentFileError if the file named after the id cannot be read; other broken files are skipped.
    """
    for suffix in RENDERERS:  # the usual case: the file is named after the id
        path = folder / f"{comment_id}{suffix}"
        if path.is_file() or path.is_symlink():
            comment = read_comment(path, timezone=timezone, root=root)
            if comment.id == comment_id:
                return comment
    for path in find_files(folder):
        if _find_id(path, root) == comment_id:
            with suppress(CommentFileError):
                return read_comment(path, timezone=timezone, root=root)
    return None


def _find_id(path: Path, root: Path) -> str | None:
    """The id of a file, parsed only if necessary; None if it cannot be read."""
    with suppress(CommentFileError):
        source = read_source(path, root=root)
        named = path.relative_to(root).as_posix()
        return read_id(parse_header(source, named)[0] if _SLUG.search(source) else Header(named, {}), path)
    return None


def find_files(folder: Path) -> Iterator[Path]:
    """The files in a folder, without those that editors and systems leave behind."""
    return (folder / entry.name for entry in scan_files(folder))


def scan_files(folder: Path) -> list[os.DirEntry[str]]:
    """As find_files, with what the file system says of each at once; by name."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return sorted((entry for entry in entries if not _is_leftover(entry.name)), key=attrgetter("name"))


NEW_VERSION = ".import-new"
"""What a name ends in if an import would have overwritten what the owner edited."""


def _is_leftover(name: str) -> bool:
    return name.startswith((".", "#", "~")) or name.endswith(("~", ".bak", ".swp", ".tmp", NEW_VERSION))


def resolve_replies(comments: Sequence[Comment]) -> tuple[Comment, ...]:
    """The comments with their parents' ids in `reply_to`.

    The older plugins' id of a file is its slugified name with the extension: `replyto: 1md` means `1.md`.
    """
    ids = {comment.id for comment in comments}
    if all(comment.reply_to is None or comment.reply_to in ids for comment in comments):
        return tuple(comments)
    aliases: dict[str, str] = {}
    for comment in comments:
        name = PurePosixPath(comment.path)
        for alias in (slugify_name(name.name), name.name.lower(), name.stem.lower()):
            aliases.setdefault(alias, comment.id)
    return tuple(_resolve_reply(comment, ids, aliases) for comment in comments)


def _resolve_reply(comment: Comment, ids: set[str], aliases: Mapping[str, str]) -> Comment:
    named = comment.reply_to
    if named is None or named in ids:
        return comment
    for candidate in (named.lower(), slugify_name(named)):
        if candidate in ids or candidate in aliases:
            return replace(comment, reply_to=candidate if candidate in ids else aliases[candidate])
    return comment


def is_comment_file(path: Path) -> bool:
    """Whether a path is a file that may hold a comment; a symlink may not."""
    try:
        return path.suffix.lower() in RENDERERS and S_ISREG(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


def read_comment(path: Path, *, timezone: tzinfo, root: Path) -> Comment:
    """The comment in one file.

    Raises CommentFileError with file, problem and remedy.
    """
    return parse_comment(read_source(path, root=root), path, timezone=timezone, root=root)


def read_source(path: Path, *, root: Path) -> str:
    """The text of a comment file, its header included.

    Raises CommentFileError with file, problem and remedy.
    """
    if not is_comment_file(path):
        message = "not a comment file: expected a plain file named <id>.md or <id>.html."
        raise _refuse("no-comment", path, root, message)
    try:
        return _read_text(path)
    except UnicodeDecodeError as error:
        message = f"not in UTF-8 (byte {error.start}); save it in that encoding."
        raise _refuse("no-utf-8", path, root, message) from error
    except OSError as error:
        raise _refuse("unreadable", path, root, f"cannot read the file: {error.strerror}.") from error


def _refuse(code: str, path: Path, root: Path, message: str) -> CommentFileError:
    return CommentFileError([Problem(code, path.relative_to(root).as_posix(), message)])


def _read_text(path: Path) -> str:
    """As `Path.read_text` in the encoding `utf-8-sig`, which costs half as much again for a short file."""
    text = path.read_bytes().removeprefix(BOM_UTF8).decode()
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
