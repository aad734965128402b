"""Announcing new comments in the inbox to a writer who is busy with something else."""

from collections.abc import Collection

from pelican.plugins.comments.characters import neutralize
from pelican.plugins.comments.errors import CommentFileError
from pelican.plugins.comments.site import Site

from .filing import FiledComment, list_waiting
from .reading import read_in_context, shorten

_FIRST_WORDS = 70


def describe_arrivals(site: Site, known: Collection[str]) -> list[str]:
    """Two lines about each waiting comment whose name is not `known`: author and article, then the text.

    They are safe to print, and visitors' text is indented. For a file that cannot be read, they say why.
    """
    return [_describe(filed, site) for filed in list_waiting(site) if filed.name not in known]


def _describe(filed: FiledComment, site: Site) -> str:
    try:
        reading = read_in_context(filed, site)
    except CommentFileError as error:
        return neutralize(f"A comment that cannot be read is waiting: {error.problems[0]}")
    author = neutralize(reading.comment.author)
    return (
        f"A comment by {author} on “{reading.title}” is waiting:\n    {shorten(reading.text, _FIRST_WORDS)}"
    )
