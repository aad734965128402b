"""Changing which lines of a waiting comment are cut: none, or also those with an address."""

from collections.abc import Callable, Iterable, Mapping

from pelican.plugins.comments.cuts import KEY, Line, format_lines, parse_lines
from pelican.plugins.comments.errors import CommentFileError, CommentsError
from pelican.plugins.comments.headers import Header, format_file, parse_header
from pelican.plugins.comments.parsing import parse_comment
from pelican.plugins.comments.site import Site
from pelican_toolkit.files import replace_file

from .filing import FiledComment


def read_lines(filed: FiledComment) -> tuple[Line, ...]:
    """The lines of a comment's text, with those that were cut. Raises CommentFileError like read_filed()."""
    return read_file(filed)[1]


def take_back(filed: FiledComment, site: Site) -> None:
    """Put every line that was cut back where it was in the text.

    Raises CommentsError if the result is not a valid comment.
    """
    _change(filed, site, lambda line: Line(line.text))


def drop_masked(filed: FiledComment, site: Site) -> None:
    """Cut the lines in which an address was masked; take_back() restores them.

    Raises CommentsError if nothing would be left.
    """
    _change(filed, site, lambda line: Line(line.text, is_cut=line.is_cut or line.is_masked))


def _change(filed: FiledComment, site: Site, change: Callable[[Line], Line]) -> None:
    header, lines = read_file(filed)
    changed = [change(line) for line in lines]
    if not any(line.text.strip() for line in changed if not line.is_cut):
        raise CommentsError([f"{filed.name}: nothing would be left; edit it, or refuse it."])
    rewrite(filed, site, header.values, changed)


def rewrite(filed: FiledComment, site: Site, values: Mapping[str, str], lines: Iterable[Line]) -> None:
    """Write these values and lines to the file of a waiting comment, if the result is a valid comment.

    Raises CommentsError if not, and leaves the file unchanged.
    """
    sign, text = format_lines(lines)
    source = format_file({**values, KEY: sign}, text)
    try:
        parse_comment(source, filed.path, timezone=site.timezone, root=site.inbox.parent)
    except CommentFileError as error:
        raise CommentsError([f"{problem} Nothing was changed." for problem in error.problems]) from error
    replace_file(filed.path, source)


def read_file(filed: FiledComment) -> tuple[Header, tuple[Line, ...]]:
    """The header of a comment's file, and the lines below it. Raises CommentFileError like read_filed()."""
    header, text = parse_header(filed.path.read_text(encoding="utf-8-sig"), filed.name)
    return header, parse_lines(text.removesuffix("\n"), header.values)
