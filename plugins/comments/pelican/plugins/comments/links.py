"""Links for replying to a comment or reporting it, and the reference in a reply's subject.

The subject of an e-mail says what it replies to: `[slug/id]`, or `[slug]` for a new thread; on the English
translation the slug becomes `slug%2Fen`.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote, unquote

from markupsafe import Markup, escape
from pelican_toolkit.titles import read_title

from .models import Discussion
from .settings import CommentsSettings
from .translations import Wording

MAX_LINK = 1800
"""Characters of a mailto: link. Windows hands over 2,047 to a mail program, some less."""

_MAX_ID = len("%2F") + 64
_ELLIPSIS = "…"
_TO_COMMENT = re.compile(r'<a href="#comment-([a-z0-9-]+)"')  # in a text its `<` would be `&lt;`
_REFERENCE = re.compile(r"\[([^\[\]/]+)(?:/([^\[\]/]*))?\]")


class Content(Protocol):
    """What a link needs to know about an article or page, Pelican's or one of our posts."""

    @property
    def comments_page(self) -> str:
        """How its links name it: its slug, and its language if it is a translation."""

    @property
    def title(self) -> str:
        """Its title, as `read_title` takes it."""

    @property
    def url(self) -> str:
        """Its address below the site's."""


def build_reply_link(email: str, content: Content, parent: str, wording: Wording) -> str:
    """The link that starts an e-mail in reply to a comment, or to an article if `parent` is empty.

    A mailto: link (RFC 6068) of at most MAX_LINK characters for any slug that can be the name of a folder;
    the title is shortened to fit.
    """
    before, after = _surround_id(email, content.comments_page, read_title(content), name_label(wording))
    return f"{before}%2F{_escape(parent)}{after}" if parent else before + after


@lru_cache(maxsize=16)  # a page has a link for each of its comments, and only the id differs
def _surround_id(email: str, page: str, title: str, label: str) -> tuple[str, str]:
    """What comes before and after the id in a link.

    The page is percent-encoded twice, so that no brackets and no charset of a mail program can spoil it.
    """
    start = f"mailto:{quote(email, safe='@')}?subject="
    reference = _escape(f" [{_escape(page)}")
    end = f"%5D&body={_escape(label)}%20%0D%0A%0D%0A"
    room = MAX_LINK - len(start) - len(reference) - _MAX_ID - len(end)
    return start + _escape(_shorten(" ".join(title.split()), room)) + reference, end


def name_label(wording: Wording) -> str:
    """The label of the reader's name, in the first line of an e-mail that a link starts."""
    return wording.gettext("Name to show:")


def parse_reference(
    subject: str, is_known: Callable[[str], bool] = lambda _: False
) -> tuple[str, str] | None:
    """The page and the id of the comment, or "", that a subject names; None if it names nothing.

    The last pair of brackets with a known slug counts, or else simply the last: titles, mailing lists and
    gateways add brackets of their own. Blanks, full-width signs and escapes that programs put into them do
    not matter. What it names need not exist.
    """
    plain = unicodedata.normalize("NFKC", subject)
    found = _REFERENCE.findall(plain) or _REFERENCE.findall(unquote(plain))
    named = [(unquote("".join(slug.split())), unquote("".join(comment.split()))) for slug, comment in found]
    known = [names for names in named if is_known(names[0])]
    unbroken = [
        names for names, parts in zip(named, found, strict=True) if not re.search(r"\s", "".join(parts))
    ]
    return next(reversed(known or unbroken), None)


def build_report_link(
    settings: CommentsSettings, content: Content, comment_id: str, siteurl: str, wording: Wording
) -> str | None:
    """The link by which a reader reports a comment: an e-mail, else an issue; None if there is neither.

    The text contains the comment's address, the subject no reference: from-mail must not take it for a reply.
    """
    title, page = wording.gettext("Report a comment"), f"{siteurl}/{content.url}"
    start = _begin_report(settings.email, settings.repository, title, page)
    return f"{start}{_escape(comment_id)}%0D%0A%0D%0A" if start else None


@lru_cache(maxsize=16)  # as for replies
def _begin_report(email: str | None, repository: str | None, title: str, page: str) -> str:
    """What comes before the id in a link that reports a comment on a page; empty if there is no way."""
    text = f"{_escape(title)}&body={_escape(f'{page}#comment-')}"
    if email:
        return f"mailto:{quote(email, safe='@')}?subject={text}"
    return f"https://github.com/{repository}/issues/new?title={text}" if repository else ""


def lead_to_pages(body: Markup, discussion: Discussion, siteurl: str, *, in_feed: bool = False) -> Markup:
    """A comment's text, with its links to other comments leading to the right page of the discussion.

    Links within one page stay as they are; in a feed, every link is a full address.
    """

    def lead(link: re.Match[str]) -> str:
        is_here = not in_feed and discussion.numbers.get(link[1], discussion.number) == discussion.number
        return link[0] if is_here else f'<a href="{escape(f"{siteurl}/{discussion.locate(link[1])}")}"'

    return Markup(_TO_COMMENT.sub(lead, body))  # noqa: S704  # it was safe, and addresses are escaped


def split_at_links(body: str) -> list[str]:
    """The parts of a comment's text that are the same on every page and in feeds."""
    return _TO_COMMENT.split(body)[::2]


def _escape(text: str) -> str:
    return quote(text, safe="")


def _shorten(text: str, room: int) -> str:
    """The text, cut so that its escaped form has at most `room` characters, three to a byte."""
    if len(_escape(text)) <= room:
        return text
    kept = text.encode()[: max(0, room // 3 - len(_ELLIPSIS.encode()))]
    return kept.decode(errors="ignore") + _ELLIPSIS
