"""Changing what is cut from a waiting message: taking lines back, or cutting those with an address."""

from collections.abc import Callable

from pelican.plugins.comments.cuts import KEY, Line, format_lines, parse_lines
from pelican.plugins.comments.durable import replace_file
from pelican.plugins.comments.errors import CommentFileError, CommentsError
from pelican.plugins.comments.headers import Header, format_file, parse_header
from pelican.plugins.comments.parsing import parse_comment
from pelican.plugins.comments.site import Site

from .filing import Filed


def read_lines(filed: Filed) -> tuple[Line, ...]:
    """The lines of a comment's text, with those that were cut. Raises CommentFileError as read_filed does."""
    header, text = _read(filed)
    return parse_lines(text.removesuffix("\n"), header.values)


def take_back(filed: Filed, site: Site) -> None:
    """Put all that was cut back into the text, each line where it was.

    Raises CommentsError if the result is not a valid comment.
    """
    _rewrite(filed, site, lambda line: Line(line.text))


def drop_masked(filed: Filed, site: Site) -> None:
    """Cut the lines in which an address was masked; they can be taken back.

    Raises CommentsError if nothing would be left.
    """
    _rewrite(filed, site, lambda line: Line(line.text, is_cut=line.is_cut or line.is_masked))


def _rewrite(filed: Filed, site: Site, change: Callable[[Line], Line]) -> None:
    header, text = _read(filed)
    lines = parse_lines(text.removesuffix("\n"), header.values)
    changed = [change(line) for line in lines]
    if not any(line.text.strip() for line in changed if not line.is_cut):
        raise CommentsError([f"{filed.name}: nothing would be left; edit the file, or reject it."])
    sign, text = format_lines(changed)
    source = format_file({**header.values, KEY: sign}, text)
    try:
        parse_comment(source, filed.path, timezone=site.timezone, root=site.inbox.parent)
    except CommentFileError as error:
        raise CommentsError([f"{problem} Nothing was changed." for problem in error.problems]) from error
    replace_file(filed.path, source)


def _read(filed: Filed) -> tuple[Header, str]:
    return parse_header(filed.path.read_text(encoding="utf-8-sig"), filed.name)
