"""Recognises readers' words in built files: they never stop a publication, since the owner has read them.

In a comment, a word that looks like a token is not the owner's secret, and a link to a draft was a guess.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from xml.sax.saxutils import escape as escape_xml

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import escape
from pelican.contents import Content
from pelican.plugins.comments.links import split_at_links
from pelican.plugins.comments.markup import strip_tags
from pelican.plugins.comments.models import Comment

_HEAD = 12
"""Bytes to compare first, before a whole comment."""


class ReadersWords:
    """The words of comments as they appear in pages, feeds and JSON-LD; computed on first use."""

    def __init__(self, contents: Iterable[Content] = ()) -> None:
        """Take the comments below these posts and pages."""
        self._contents = tuple(contents)

    def hold(self, data: bytes, start: int) -> bool:
        """Whether a reader wrote what begins at this position of a built file."""
        head = data[start : start + _HEAD]
        return any(_covers(word, head, data, start) for word in self._forms if head in word)

    @cached_property
    def _forms(self) -> frozenset[bytes]:
        comments = (comment for content in self._contents for comment in _list_comments(content))
        return frozenset(form.encode() for comment in comments for form in _list_forms(comment))


def _list_comments(content: Content) -> Iterator[Comment]:
    if discussion := getattr(content, "comments", None):
        yield from (comment for comment, _ in discussion.comments)
        yield from discussion.pings


def _list_forms(comment: Comment) -> Iterator[str]:
    """A comment's words in HTML, in XML, and in JSON inside HTML, as Jinja and pelican-discovery write it."""
    for part in split_at_links(str(comment.body)):
        yield from (part, escape_xml(part))
    yield from _list_json_forms(strip_tags(comment.body))
    for text in filter(None, (comment.author, comment.website)):
        yield from (str(escape(text)), escape_xml(text), *_list_json_forms(text))


def _list_json_forms(text: str) -> Iterator[str]:
    for is_ascii in (True, False):
        yield str(htmlsafe_json_dumps(text, dumps=json.dumps, ensure_ascii=is_ascii))


def _covers(word: bytes, head: bytes, data: bytes, start: int) -> bool:
    """Whether the data contains the word so that it covers the position where these bytes begin."""
    place = word.find(head)
    while place >= 0:
        if data.startswith(word, start - place) and start >= place:
            return True
        place = word.find(head, place + 1)
    return False
