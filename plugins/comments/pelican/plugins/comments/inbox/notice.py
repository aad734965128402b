"""The pages that the inbox server responds with, in the theme's look or in none."""

import time
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from pelican.plugins.comments.intake import Reason, Submission
from pelican.plugins.comments.models import State
from pelican.plugins.comments.posts import Post
from pelican.plugins.comments.site import Site
from starlette.responses import HTMLResponse, Response

from .form import stamp_forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The content of comments/notice.html; all of it is text that has to be escaped."""

    heading: str
    lang: str
    alert: str = ""
    """Why a comment was refused."""
    text: str = ""
    """What happens next."""
    back_url: str
    back_title: str


def render_rejection(site: Site, reason: Reason, base: str, submission: Submission | None) -> Response:
    """The page that says why a comment was refused, with the form and everything the reader typed.

    If the form would be useless, or is unknown, it shows the text or says where it is.
    """
    post = site.find_page(submission.post) if submission else None
    lang = post.lang if post else site.lang
    wording = site.read_wording(lang)
    _ = wording.gettext
    text = ""
    if submission is None:
        text = _("Go back in your browser to find what you wrote.")
    elif reason is Reason.UNKNOWN_PARENT:
        text = _("If you send it again, it becomes a comment of its own.")
        submission = replace(submission, parent="")
    notice = Notice(
        heading=_("Your comment has not been sent"),
        lang=lang,
        alert=reason.explain(wording),
        text=text,
        back_url=_find_address(site, post, base),
        back_title=post.title if post else site.name,
    )
    return _render(site, notice, post if post and post.state is State.OPEN else None, submission)


def render_thanks(site: Site, post: Post, base: str) -> Response:
    """The page that thanks for a comment, if the site has none of its own."""
    _ = site.read_wording(post.lang).gettext
    notice = Notice(
        heading=_("Thank you for your comment"),
        lang=post.lang,
        text=_("Your comment appears here once it has been read and accepted."),
        back_url=_find_address(site, post, base),
        back_title=post.title,
    )
    return _render(site, notice, None, None)


def _find_address(site: Site, post: Post | None, base: str) -> str:
    """The address of the article, or else of the site, for a reader who came from `base`."""
    return urljoin(f"{base or site.url}/", site.find_path(post) if post else "")


def _render(site: Site, notice: Notice, post: Post | None, kept: Submission | None) -> Response:
    wording = site.read_wording(notice.lang)
    html = site.render(
        "comments/notice.html",
        notice=notice,
        site_name=site.name,
        content=post,
        kept=kept,
        wording=wording,
        _=wording.gettext,
        ngettext=wording.ngettext,
    )
    return HTMLResponse(stamp_forms(html, time.time()))
