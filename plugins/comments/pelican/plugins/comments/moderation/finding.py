"""Finding comments by name or by words, in all articles and in the inbox."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from pelican.plugins.comments.copies import find_original, is_leftover
from pelican.plugins.comments.errors import CommentFileError, CommentsError
from pelican.plugins.comments.headers import parse_header
from pelican.plugins.comments.models import Comment, Status
from pelican.plugins.comments.parsing import parse_comment
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.storage import is_comment_file

from .filing import FiledComment, Place, list_folders
from .reading import Reading

_PASSED_OVER = {"Mn", "Me", "Cc", "Cf"}
"""Accents, and invisible characters."""
_WHOLE = str.maketrans({**dict(zip("łøđðħŧ\u0131", "loddhti", strict=True)), "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not decompose."""


def find_comments(words: str, site: Site) -> tuple[list[Reading], list[str]]:
    """The comments with these words in name, text, website or source, and messages about other such files.

    Published ones come first, in the order of the files. Capitals, accents, blanks and the width of letters
    do not matter. Raises CommentsError if there is nothing to look for.
    """
    wanted = fold(words)
    if not wanted:
        raise CommentsError(["there is nothing to look for; give a name or some words."])
    readings: list[Reading] = []
    others: list[str] = []
    for place, path in _list_files(site):
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        name = path.relative_to(place.get_root(site)).as_posix()
        try:
            comment = _read(path, text, place, site)
        except CommentFileError as error:
            others += error.problems if wanted in fold(text) else ()
            continue
        if comment and any(wanted in fold(part) for part in _list_parts(comment, text, name)):
            filed = FiledComment(place=place, post=path.parent.name, id=comment.id, path=path)
            readings.append(
                Reading(filed=filed, comment=comment, post=site.find_post(filed.post), parent=None)
            )
        elif not comment and wanted in fold(text):
            others.append(f"{name}: contains these words, though readers do not see it; remove the file.")
    return readings, others


def fold(text: str) -> str:
    """The text for comparison: NFKC, without case, accents and invisible characters, with single blanks."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = (char for char in plain if char.isspace() or unicodedata.category(char) not in _PASSED_OVER)
    return " ".join("".join(kept).translate(_WHOLE).split())


def _list_files(site: Site) -> Iterator[tuple[Place, Path]]:
    """Every file in the articles' folders, including leftovers of editors."""
    for place in (Place.PUBLISHED, Place.INBOX):
        for folder in list_folders(place, site):
            for path in sorted(folder.iterdir()):
                if path.is_file() and not path.is_symlink():
                    yield place, path


def _read(path: Path, text: str, place: Place, site: Site) -> Comment | None:
    """The comment in a file; None if it is a copy, a leftover or no comment file.

    Raises CommentFileError if it cannot be read.
    """
    if not is_comment_file(path) or is_leftover(path) or find_original(path):
        return None
    return parse_comment(text, path, timezone=site.timezone, root=place.get_root(site))


def _list_parts(comment: Comment, text: str, name: str) -> Iterator[str]:
    """The texts of a comment that are searched."""
    yield from (comment.author, comment.website or "", comment.body.striptags())
    if comment.status is not Status.REMOVED:
        yield comment.source or ""
    yield parse_header(text, name)[1]  # the Markdown, which has the targets of links
