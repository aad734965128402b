"""The discussion of one article or page as its pages show it, and the address of each comment there."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from markupsafe import Markup

from . import links
from .models import Comment, Discussion, State
from .paging import Room
from .settings import CommentsSettings, TextFilter
from .site import Site
from .storage import find_files, read_readable_comments
from .threads import build_discussion
from .translations import Wording

_MARKUP, _RADIO, _LINK = 880, 240, 140
"""Bytes around the words of a comment, of the button to answer it, and around each of its links."""


class Subject(links.Content, Protocol):
    """What a discussion has to know of its article or page, of Pelican's or as one of our posts."""

    @property
    def lang(self) -> str:
        """Its language."""


def build_pages(
    comments: Sequence[Comment],
    subject: Subject,
    settings: CommentsSettings,
    *,
    state: State,
    measure: Callable[[], int],
) -> Discussion:
    """The discussion of these comments, on as many pages as the settings ask for.

    `measure` is asked only where there are several; see measure_markup.
    """
    if settings.text_filter:
        comments = [_filter_text(comment, settings.text_filter, subject.lang) for comment in comments]
    room = None
    if settings.per_page is not None and len(comments) > settings.per_page:
        room = Room(comments=settings.per_page, markup=measure())
    return build_discussion(comments, max_depth=settings.max_depth, state=state, room=room, url=subject.url)


def _filter_text(comment: Comment, text_filter: TextFilter, lang: str) -> Comment:
    return replace(comment, body=Markup(text_filter(str(comment.body), lang)))  # noqa: S704  # a setting, so trusted


def measure_markup(subject: Subject, settings: CommentsSettings, siteurl: str, wording: Wording) -> int:
    """About how many bytes stand around the words of a comment; its links hold the title and the address."""
    reply = links.build_reply_link(settings.email, subject, "1", wording) if settings.email else None
    report = links.build_report_link(settings, subject, "1", siteurl, wording)
    address = f"{siteurl}/{subject.url}"
    parts = [_MARKUP + len(address.encode()), _RADIO if settings.form_action else 0]
    return sum(parts) + sum(_LINK + len(link) for link in (reply, report) if link)


def locate_comment(site: Site, slug: str, comment_id: str) -> str:
    """The address of a published comment, on the page of the discussion that it stands on."""
    post = site.posts[slug]
    folder = site.comments / slug
    if site.settings.per_page is None or sum(1 for _ in find_files(folder)) <= site.settings.per_page:
        return f"{post.url}#comment-{comment_id}"
    comments, _ = read_readable_comments(folder, timezone=site.timezone, root=site.root)
    base = f"{site.url}/" if site.url else ""
    subject = replace(post, url=post.url.removeprefix(base))
    wording = site.read_wording(post.lang)
    measure = partial(measure_markup, subject, site.settings, site.url, wording)
    discussion = build_pages(comments, subject, site.settings, state=post.state, measure=measure)
    return f"{base}{discussion.locate(comment_id)}"
