"""The discussion of an article or page as it is shown, and the address of each of its comments."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from markupsafe import Markup
from pelican_toolkit.languages import is_same_language, parse_tag

from . import links
from .characters import drop_unwritable
from .displaying import has_wordless_links, name_wordless_links, set_directions
from .errors import CommentsError
from .models import Comment, Discussion, State
from .paging import PageSize
from .posts import Post
from .settings import CommentsSettings, TextFilter
from .site import Site
from .storage import read_readable_comments
from .threads import build_discussion
from .translations import Wording

ReadWording = Callable[[str], Wording]

_MARKUP, _RADIO, _LINK = 880, 240, 140
"""Bytes of HTML: around the words of a comment, for its radio button, and around each of its links."""


class Article(links.Content, Protocol):
    """An article or page that has a discussion: Pelican's object, or one of our posts."""

    @property
    def lang(self) -> str:
        """Its language."""


def prepare_comments(
    comments: Iterable[Comment],
    article: Article,
    settings: CommentsSettings,
    *,
    thread_lang: str,
    read_wording: ReadWording,
) -> list[Comment]:
    """The comments as they are shown below an article or one of its translations.

    Each gets the typography and the direction of its own language. `thread_lang` is the language of the
    original article, and of comments that name none; `read_wording` returns our words in a language.
    """
    usual = parse_tag(thread_lang) or thread_lang
    prepared: list[Comment] = []
    for comment in comments:
        lang, body = comment.lang or usual, comment.body
        if has_wordless_links(body):
            body = name_wordless_links(body, read_wording(lang).gettext("picture"))
        if settings.text_filter:
            body = _filter_text(settings.text_filter, body, lang, comment.path)
        named = None if is_same_language(lang, article.lang) else lang
        prepared.append(replace(comment, body=set_directions(body, lang), lang=named))
    return prepared


def _filter_text(text_filter: TextFilter, body: Markup, lang: str, path: str) -> Markup:
    try:
        html = text_filter(str(body), lang)
    except Exception as error:  # a function of the owner's, which may raise anything
        problem = f"{path}: COMMENTS['text_filter'] failed on this text ({type(error).__name__}: {error}); "
        remedy = "fix that function, or report this to its authors."
        raise CommentsError([problem + remedy]) from error
    return Markup(drop_unwritable(html))  # noqa: S704  # a setting, so trusted


def build_pages(
    prepared: Sequence[Comment],
    article: Article,
    settings: CommentsSettings,
    *,
    state: State,
    markup: int,
) -> Discussion:
    """The discussion of these comments, paged as the settings say; `markup` is from measure_markup."""
    page_size = PageSize(comments=settings.per_page, markup=markup) if settings.per_page else None
    return build_discussion(
        prepared,
        max_depth=settings.max_depth,
        order=settings.order,
        state=state,
        page_size=page_size,
        url=article.url,
    )


def measure_markup(article: Article, settings: CommentsSettings, siteurl: str, wording: Wording) -> int:
    """Roughly how many bytes of HTML surround the text of a comment, including its links."""
    reply = links.build_reply_link(settings.email, article, "1", wording) if settings.email else None
    report = (
        links.build_report_link(settings, article, "1", siteurl, wording) if settings.takes_reports else None
    )
    address = f"{siteurl}/{article.url}"
    parts = [_MARKUP + len(address.encode()), _RADIO if settings.form_action else 0]
    return sum(parts) + sum(_LINK + len(link) for link in (reply, report) if link)


def locate_comment(site: Site, post: Post, comment_id: str) -> str:
    """The address of a published comment of an article or translation, on the right page of its thread."""
    if site.settings.per_page is None:
        return f"{post.url}#comment-{comment_id}"
    folder = site.comments / post.slug
    comments, _ = read_readable_comments(folder, timezone=site.timezone, root=site.root)
    base = f"{site.url}/" if site.url else ""
    article = replace(post, url=post.url.removeprefix(base))
    thread_lang = site.posts[post.slug].lang
    prepared = prepare_comments(
        comments, article, site.settings, thread_lang=thread_lang, read_wording=site.read_wording
    )
    markup = measure_markup(article, site.settings, site.url, site.read_wording(post.lang))
    discussion = build_pages(prepared, article, site.settings, state=post.state, markup=markup)
    return f"{base}{discussion.locate(comment_id)}"
