"""Comment files: `Key: value` lines, an empty line, the text.

The format is a superset of pelican_comment_system's (and of its fork minchin.static_comments): a folder
written for them is read as it is.
"""

import re
from datetime import datetime, tzinfo
from pathlib import Path

from markupsafe import Markup
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify
from pelican_toolkit.dates import read_date as parse_date
from pelican_toolkit.errors import Problem
from pelican_toolkit.languages import parse_tag

from .cuts import read_own
from .errors import CommentFileError
from .headers import Header, parse_header
from .markup import clean_name, parse_website, render_markdown, sanitize_html
from .models import Comment, CommentType, Status

COMMENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
RENDERERS = {".md": render_markdown, ".html": sanitize_html}
_STATUSES, _TYPES = tuple(Status), tuple(CommentType)


def parse_comment(source: str, path: Path, *, timezone: tzinfo, root: Path) -> Comment:
    """The comment in this text of the file at `path`.

    Raises CommentFileError with file, problem and remedy.
    """
    name = path.as_posix().removeprefix(f"{root.as_posix()}/")  # relative_to() takes ten times as long
    header, body = parse_header(source, name)
    return _build_comment(header, body, path, timezone)


def _build_comment(header: Header, body: str, path: Path, timezone: tzinfo) -> Comment:
    values = header.values
    status = Status(_choose(header, "status", _STATUSES, default=Status.PUBLISHED))
    is_shown = status in {Status.PUBLISHED, Status.DRAFT}
    return Comment(
        id=read_id(header, path),
        path=header.path,
        author="" if status is Status.REMOVED else _read_author(header, required=is_shown),
        date=read_date(header, timezone),
        body=_read_body(header, read_own(body, values), path) if is_shown else Markup(),
        reply_to=values.get("replyto") or None,
        website=_read_website(header) if is_shown else None,
        by_author=bool(_choose(header, "role", ("", "author"), default="")),
        type=CommentType(_choose(header, "type", _TYPES, default=CommentType.COMMENT)),
        status=status,
        source=values.get("source") or None,
        lang=parse_tag(values.get("lang", "")) if is_shown else None,
    )


def _choose(header: Header, key: str, choices: tuple[str, ...], *, default: str) -> str:
    value = header.values.get(key, "").lower() or default
    if value not in choices:
        raise header.refuse(key, "is unknown", f"write one of: {', '.join(filter(None, choices))}.")
    return value


def read_id(header: Header, path: Path) -> str:
    """The id from the header, else from the file's name. Raises CommentFileError if it is not usable."""
    named = header.values.get("slug") or path.stem
    comment_id = named if COMMENT_ID.fullmatch(named) else slugify_name(named)
    if not COMMENT_ID.fullmatch(comment_id):
        message = f"{named!r} is not an id; name the file with up to 64 of a-z, 0-9 and hyphens."
        raise CommentFileError([Problem("no-id", header.path, message)])
    return comment_id


def _read_author(header: Header, *, required: bool) -> str:
    author = clean_name(header.values.get("author", ""))
    if required and not author:
        message = "no author; add a line such as `author: Jeanne`."
        raise CommentFileError([Problem("no-author", header.path, message)])
    return author


def read_date(header: Header, timezone: tzinfo) -> datetime | None:
    """The date in a header, to the second and aware; None without one.

    Raises CommentFileError if it is not a date.
    """
    value = header.values.get("date", "")
    if not value:
        return None
    try:
        date = _parse_date(value)
        aware = date if date.tzinfo else date.replace(tzinfo=timezone)
        return aware.astimezone(timezone).replace(microsecond=0)
    except (ValueError, OverflowError):
        remedy = "write it like 2015-11-20T14:30:00+01:00."
        raise header.refuse("date", "is not a date", remedy) from None


def _parse_date(value: str) -> datetime:
    """A date in ISO 8601, or in another form that Pelican, and so the older plugins, understand.

    It must have year, month and day, and not as in 05/11/2015, which is May to some and November to others.
    Raises ValueError for any other text.
    """
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        reading = parse_date(value)
    if not reading.is_whole or reading.other_day or reading.unknown_zone:
        raise ValueError
    return reading.moment


def _read_website(header: Header) -> str | None:
    value = header.values.get("website", "")
    website = parse_website(value)
    if value and not website:
        raise header.refuse("website", "is not an http(s) address", "correct it or remove the line.")
    return website


def _read_body(header: Header, body: str, path: Path) -> Markup:
    try:
        markup = RENDERERS[path.suffix.lower()](
            body.rstrip("\n")
        )  # line ends after the text belong to the file
    except ValueError as error:
        raise CommentFileError([Problem("too-long", header.path, f"{error}; shorten it.")]) from error
    if not markup:
        message = "no text; write it below an empty line after the header."
        raise CommentFileError([Problem("no-text", header.path, message)])
    return markup


def slugify_name(name: str) -> str:
    """The slug that Pelican makes of a file's name."""
    return str(slugify(name, regex_subs=DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"]))
