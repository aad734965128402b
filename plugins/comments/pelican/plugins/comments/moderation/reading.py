"""A comment as the moderator reads it: what readers will see, as text that is safe to print in a terminal."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from markupsafe import Markup
from pelican.plugins.comments.characters import neutralize
from pelican.plugins.comments.cuts import Line
from pelican.plugins.comments.errors import CommentFileError
from pelican.plugins.comments.intake import find_published
from pelican.plugins.comments.models import Comment
from pelican.plugins.comments.posts import Post
from pelican.plugins.comments.site import Site

from .cutting import read_lines
from .filing import FiledComment, list_waiting, read_filed

_UNDATED = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A comment with everything needed to decide on it."""

    filed: FiledComment
    comment: Comment
    post: Post | None
    """None if the article is gone."""
    parent: Comment | None
    lines: tuple[Line, ...] = ()
    """Its text as in the file, with the lines that were cut."""

    @property
    def cut(self) -> list[str]:
        """The lines that were cut from the message, and will not be published."""
        return [neutralize(line.text) for line in self.lines if line.is_cut]

    @property
    def masked(self) -> list[str]:
        """The lines in which an address was masked, so that they cannot be published."""
        return [neutralize(line.text) for line in self.lines if line.is_masked]

    @property
    def title(self) -> str:
        """The title of the article, in one line of plain text."""
        if self.post is None:
            return f"{neutralize(self.filed.post)} (no such article)"
        return neutralize(" ".join(self.post.title.split()))

    @property
    def state(self) -> str:
        """`waiting`, or the status of a published comment, such as `published` or `removed`."""
        return self.filed.place if self.filed.waits else self.comment.status

    @property
    def text(self) -> str:
        """What readers will see."""
        return render_plain(self.comment.body)

    def describe(self) -> dict[str, object]:
        """Everything as JSON types, for scripts."""
        comment, parent = self.comment, self.parent
        return {
            "name": self.filed.name,
            "state": self.state,
            "post": self.filed.post,
            "title": self.title,
            "url": self.post.url if self.post else None,
            "id": self.filed.id,
            "author": neutralize(comment.author),
            "role": "author" if comment.by_author else None,
            "date": comment.date.isoformat() if comment.date else None,
            "reply_to": neutralize(comment.reply_to) if comment.reply_to else None,
            "parent": {"author": neutralize(parent.author), "text": render_plain(parent.body)}
            if parent
            else None,
            "website": comment.website,
            "type": comment.type,
            "source": neutralize(comment.source) if comment.source else None,
            "lang": comment.lang,
            "text": self.text,
            "cut": self.cut,
            "masked": self.masked,
        }


def render_plain(body: Markup) -> str:
    """The text that readers see, each link with its target; safe to print."""
    from markdownify import markdownify  # noqa: PLC0415  # it takes long, and checks show no text

    html = f"<div>{body}</div>"  # around a bare address, which would be warned about
    try:
        text = markdownify(html, escape_asterisks=False, escape_underscores=False)
    except RecursionError:  # hundreds of nested tags, which only an import may have
        text = body.striptags()
    return neutralize("\n".join(line.rstrip(" ") for line in text.strip("\n").split("\n")))


def shorten(text: str, length: int) -> str:
    """The beginning of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def read_waiting(site: Site) -> tuple[list[Reading], list[str]]:
    """The waiting comments, oldest first, and the problems of those that cannot be read."""
    readings: list[Reading] = []
    problems: list[str] = []
    for filed in list_waiting(site):
        try:
            readings.append(read_in_context(filed, site))
        except CommentFileError as error:
            problems.extend(error.problems)
    return sorted(readings, key=lambda reading: reading.comment.date or _UNDATED), problems


def read_in_context(filed: FiledComment, site: Site) -> Reading:
    """A comment with its article and the comment that it replies to.

    Raises CommentFileError if its file cannot be read.
    """
    comment = read_filed(filed, site)
    return Reading(
        filed=filed,
        comment=comment,
        post=site.find_post(filed.post),
        parent=find_parent(comment, filed.post, site),
        lines=read_lines(filed) if filed.waits else (),
    )


def find_parent(comment: Comment, post: str, site: Site) -> Comment | None:
    """The comment that one on this article replies to, published or waiting, or None."""
    if comment.reply_to is None:
        return None
    if published := find_published(site, post, comment.reply_to):
        return published
    waiting = (filed for filed in list_waiting(site) if filed.name == f"{post}/{comment.reply_to}")
    with suppress(CommentFileError):
        return next((read_filed(filed, site) for filed in waiting), None)
    return None
