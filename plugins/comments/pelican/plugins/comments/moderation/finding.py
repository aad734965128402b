"""Finding what somebody wrote, or where something is said, in all articles and in what waits."""

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

from .filing import Filed, Place, list_folders
from .reading import Reading

_PASSED_OVER = {"Mn", "Me", "Cc", "Cf"}
"""Accents, and what nobody sees."""
_WHOLE = str.maketrans({**dict(zip("łøđðħŧ\u0131", "loddhti", strict=True)), "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take for one with an accent, or for two."""


def find_comments(words: str, site: Site) -> tuple[list[Reading], list[str]]:
    """The comments in whose name, text, website or source these words stand, and other files that hold them.

    What is published comes first, in the order of the files. Tombstones say nothing, and are left out.
    Capitals, accents, blanks and the width of letters do not count. Raises CommentsError where no word is
    left to look for.
    """
    wanted = fold(words)
    if not wanted:
        raise CommentsError(["there is nothing to look for; write a name or some words."])
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
            filed = Filed(place=place, post=path.parent.name, id=comment.id, path=path)
            readings.append(
                Reading(filed=filed, comment=comment, post=site.find_post(filed.post), parent=None)
            )
        elif not comment and wanted in fold(text):
            others.append(f"{name}: is no comment that readers see, but holds these words; remove the file.")
    return readings, others


def fold(text: str) -> str:
    """The text as it is compared: NFKC without case, accents and what cannot be seen, one blank for many."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = (char for char in plain if char.isspace() or unicodedata.category(char) not in _PASSED_OVER)
    return " ".join("".join(kept).translate(_WHOLE).split())


def _list_files(site: Site) -> Iterator[tuple[Place, Path]]:
    """Every file in the folders of the articles, be it one that an editor put aside."""
    for place in (Place.PUBLISHED, Place.INBOX):
        for folder in list_folders(place, site):
            for path in sorted(folder.iterdir()):
                if path.is_file() and not path.is_symlink():
                    yield place, path


def _read(path: Path, text: str, place: Place, site: Site) -> Comment | None:
    """The comment in a file; None where it is a copy, put aside by an editor, or no comment at all.

    Raises CommentFileError where it cannot be read.
    """
    if not is_comment_file(path) or is_leftover(path) or find_original(path):
        return None
    return parse_comment(text, path, timezone=site.timezone, root=place.get_root(site))


def _list_parts(comment: Comment, text: str, name: str) -> Iterator[str]:
    """What a comment says, and of whom."""
    yield from (comment.author, comment.website or "", comment.body.striptags())
    if comment.status is not Status.REMOVED:
        yield comment.source or ""
    yield parse_header(text, name)[1]  # in which the targets of links stand as they were written
