"""Comment files: `Key: value` lines, an empty line, the text.

The format is a superset of pelican_comment_system's (and of its fork minchin.static_comments): a folder
written for them is read as it is.
"""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path, PurePosixPath

from dateutil.parser import UnknownTimezoneWarning
from dateutil.parser import parse as parse_date
from markupsafe import Markup
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from .copies import find_original
from .cuts import read_own
from .errors import CommentFileError
from .headers import Header, parse_header
from .languages import parse_language
from .markup import clean_name, parse_website, render_markdown, sanitize_html
from .models import Comment, CommentType, Status

COMMENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
RENDERERS = {".md": render_markdown, ".html": sanitize_html}

_UNAMBIGUOUS_DATE = re.compile(r"\d{4}[-/. ]|(?=.*[A-Za-z]{3})(?=.*\b\d{4}\b)(?!.*\d\D\d{1,2}\D\d{4})")
_SLUG = re.compile(r"^ {0,3}slug:", re.IGNORECASE | re.MULTILINE)
"""Where a header may name an id; what the text says is sorted out by who reads the header."""
_NO_DATE = (ValueError, OverflowError, UnknownTimezoneWarning)


def read_comments(folder: Path, *, timezone: tzinfo, root: Path) -> tuple[Comment, ...]:
    """The comments in a folder, in the order of their file names; none where there is no such folder.

    Dates without an offset are in `timezone`; `root` is what the paths in messages are relative to.
    Raises CommentFileError naming every file that cannot be read.
    """
    comments, problems = read_readable_comments(folder, timezone=timezone, root=root)
    if problems:
        raise CommentFileError(problems)
    return comments


def read_readable_comments(
    folder: Path, *, timezone: tzinfo, root: Path
) -> tuple[tuple[Comment, ...], tuple[str, ...]]:
    """As read_comments, but what cannot be read is told in the second value instead of raised."""
    comments: list[Comment] = []
    problems: list[str] = []
    for path in find_files(folder):
        if original := find_original(path):
            problems.append(f"{path.relative_to(root).as_posix()}: {describe_copy(original)}")
            continue
        try:
            comments.append(read_comment(path, timezone=timezone, root=root))
        except CommentFileError as error:
            problems.extend(error.problems)
    return resolve_replies(comments), tuple(problems)


def describe_copy(original: Path) -> str:
    """What is wrong with a file that is a copy of this one, and what to do."""
    return (
        f"is a copy of {original.name} that a program left, so it is not shown; keep what is right as "
        f"{original.name}, and remove the other."
    )


def find_comment(folder: Path, comment_id: str, *, timezone: tzinfo, root: Path) -> Comment | None:
    """The comment of this id in a folder, or None; files that cannot be read are passed over.

    It names its parent as its file does: who wants to know of a thread reads the whole folder.
    Raises CommentFileError where the file of that name is one of these.
    """
    for suffix in RENDERERS:  # the usual case: the file bears the name of the id
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
    """The id that a file names, of which no more is read than it needs; None where it cannot be read."""
    with suppress(CommentFileError):
        source = read_source(path, root=root)
        named = path.relative_to(root).as_posix()
        return _read_id(parse_header(source, named)[0] if _SLUG.search(source) else Header(named, {}), path)
    return None


def find_files(folder: Path) -> Iterator[Path]:
    """What lies in the folder, without those that editors and systems leave behind."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if not path.name.startswith((".", "#", "~")) and not path.name.endswith(
            ("~", ".bak", ".swp", ".tmp")
        ):
            yield path


def _slugify(name: str) -> str:
    return str(slugify(name, regex_subs=DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"]))


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
        for alias in (_slugify(name.name), name.name.lower(), name.stem.lower()):
            aliases.setdefault(alias, comment.id)
    return tuple(_resolve_reply(comment, ids, aliases) for comment in comments)


def _resolve_reply(comment: Comment, ids: set[str], aliases: Mapping[str, str]) -> Comment:
    named = comment.reply_to
    if named is None or named in ids:
        return comment
    for candidate in (named.lower(), _slugify(named)):
        if candidate in ids or candidate in aliases:
            return replace(comment, reply_to=candidate if candidate in ids else aliases[candidate])
    return comment


def is_comment_file(path: Path) -> bool:
    """Whether a path is that of a file in which a comment can be; a symlink is none."""
    return path.suffix.lower() in RENDERERS and path.is_file() and not path.is_symlink()


def read_comment(path: Path, *, timezone: tzinfo, root: Path) -> Comment:
    """The comment in one file.

    Raises CommentFileError with file, problem and remedy.
    """
    return parse_comment(read_source(path, root=root), path, timezone=timezone, root=root)


def read_source(path: Path, *, root: Path) -> str:
    """The text of a comment file, its header included.

    Raises CommentFileError with file, problem and remedy.
    """
    name = path.relative_to(root).as_posix()
    if not is_comment_file(path):
        raise CommentFileError(
            [f"{name}: is no comment file; a comment is a plain file named <id>.md or <id>.html."]
        )
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommentFileError(
            [f"{name}: is not in UTF-8 (byte {error.start}); save it in that encoding."]
        ) from error
    except OSError as error:
        raise CommentFileError([f"{name}: cannot be read ({error.strerror}); put that right."]) from error


def parse_comment(source: str, path: Path, *, timezone: tzinfo, root: Path) -> Comment:
    """The comment in the text of the file at a path, which is not read again.

    Raises CommentFileError with file, problem and remedy.
    """
    header, body = parse_header(source, path.relative_to(root).as_posix())
    return _build_comment(header, body, path, timezone)


def _build_comment(header: Header, body: str, path: Path, timezone: tzinfo) -> Comment:
    values = header.values
    status = Status(_choose(header, "status", tuple(Status), default=Status.PUBLISHED))
    is_shown = status in {Status.PUBLISHED, Status.DRAFT}
    return Comment(
        id=_read_id(header, path),
        path=header.path,
        author="" if status is Status.REMOVED else _read_author(header, required=is_shown),
        date=read_date(header, timezone),
        body=_read_body(header, read_own(body, values), path) if is_shown else Markup(),
        reply_to=values.get("replyto") or None,
        website=_read_website(header) if is_shown else None,
        by_author=bool(_choose(header, "role", ("", "author"), default="")),
        type=CommentType(_choose(header, "type", tuple(CommentType), default=CommentType.COMMENT)),
        status=status,
        source=values.get("source") or None,
        lang=parse_language(values.get("lang", "")) if is_shown else None,
    )


def _choose(header: Header, key: str, choices: tuple[str, ...], *, default: str) -> str:
    value = header.values.get(key, "").lower() or default
    if value not in choices:
        raise header.refuse(key, "is unknown", f"write one of: {', '.join(filter(None, choices))}.")
    return value


def _read_id(header: Header, path: Path) -> str:
    named = header.values.get("slug") or path.stem
    comment_id = named if COMMENT_ID.fullmatch(named) else _slugify(named)
    if not COMMENT_ID.fullmatch(comment_id):
        raise CommentFileError(
            [f"{header.path}: {named!r} is no id; name the file with up to 64 of a-z, 0-9 and hyphens."],
        )
    return comment_id


def _read_author(header: Header, *, required: bool) -> str:
    author = clean_name(header.values.get("author", ""))
    if required and not author:
        raise CommentFileError([f"{header.path}: has no author; add a line such as `author: Jeanne`."])
    return author


def read_date(header: Header, timezone: tzinfo) -> datetime | None:
    """The date that a header names, to the second and aware; None where it names none.

    Raises CommentFileError where it is no date.
    """
    value = header.values.get("date", "")
    if not value:
        return None
    try:
        date = _parse_date(value)
        aware = date if date.tzinfo else date.replace(tzinfo=timezone)
        return aware.astimezone(timezone).replace(microsecond=0)
    except _NO_DATE:
        remedy = "write it like 2015-11-20T14:30:00+01:00."
        raise header.refuse("date", "is no date", remedy) from None


def _parse_date(value: str) -> datetime:
    """A date in ISO 8601, or in one of the forms that Pelican, and so the older plugins, understand.

    But it has to name year, month and day, and not as 05/11/2015, which is May to some, November to others.
    Raises an error of _NO_DATE for any other text.
    """
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        if not _UNAMBIGUOUS_DATE.match(value):
            raise
    with warnings.catch_warnings():
        warnings.simplefilter("error", UnknownTimezoneWarning)
        date: datetime = parse_date(value, default=datetime(2000, 1, 1))  # noqa: DTZ001  # a naive one is meant
        if date != parse_date(value, default=datetime(1904, 2, 2)):  # noqa: DTZ001
            raise ValueError
    return date


def _read_website(header: Header) -> str | None:
    value = header.values.get("website", "")
    website = parse_website(value)
    if value and not website:
        raise header.refuse("website", "is no http(s) address", "correct it or remove the line.")
    return website


def _read_body(header: Header, body: str, path: Path) -> Markup:
    try:
        markup = RENDERERS[path.suffix.lower()](body.rstrip("\n"))  # the last line's end is the file's
    except ValueError as error:
        raise CommentFileError([f"{header.path}: {error}; shorten it."]) from error
    if not markup:
        raise CommentFileError(
            [f"{header.path}: has no text; write it below an empty line after the header."]
        )
    return markup
