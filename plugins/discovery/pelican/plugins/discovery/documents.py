"""Articles and pages as Pelican and other plugins have them → documents.

What other plugins give is used where it is there: `video` as pelican-video has it, `comments` as
pelican-comments has them. Neither is asked for.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any

from markupsafe import Markup
from pelican.contents import Article, Content
from pelican.generators import ArticlesGenerator, Generator

from .models import Document, Film, Picture, Term
from .pictures import is_known_everywhere

_ARTICLES = (
    "articles",
    "translations",
    "hidden_articles",
    "hidden_translations",
    "drafts",
    "drafts_translations",
)
_PAGES = ("pages", "translations", "hidden_pages", "hidden_translations", "draft_pages", "draft_translations")


def list_contents(generator: Generator) -> Iterator[Content]:
    """Every article or page of a generator of them, whatever its status and language."""
    lists = _ARTICLES if isinstance(generator, ArticlesGenerator) else _PAGES
    return chain.from_iterable(getattr(generator, name) for name in lists)


def read_document(content: Content) -> Document:
    """The article or page for machines."""
    settings = content.settings
    category = getattr(content, "category", None)
    title = read_title(content)
    poster = _read_poster(content, title)
    return Document(
        is_article=isinstance(content, Article),
        path=content.url,
        title=title,
        lang=content.lang,
        published=getattr(content, "date", None),
        modified=getattr(content, "modified", None),
        authors=tuple(_read_term(a, settings["AUTHOR_SAVE_AS"]) for a in getattr(content, "authors", [])),
        category=_read_term(category, settings["CATEGORY_SAVE_AS"]) if category else None,
        tags=tuple(str(tag) for tag in getattr(content, "tags", [])),
        picture=getattr(content, "shared_picture", None) or poster,
        film=_read_film(content, title, poster),
        translations=tuple(translation.lang for translation in content.translations),
    )


def read_title(content: Content) -> str:
    """The title as text. Where the templates escape what they print, it is text already."""
    if content.settings["JINJA_ENVIRONMENT"].get("autoescape"):
        return str(content.title)
    return Markup(content.title).striptags()  # noqa: S704  # the theme prints it as it is, so it is HTML


def _read_term(term: Any, save_as: str) -> Term:  # noqa: ANN401  # Pelican ships no types
    return Term(name=term.name, path=term.url if save_as else None)


def _find_video(content: Content) -> Any:  # noqa: ANN401  # another plugin's
    """The video that pelican-video has put there; without it, this is the line of the header."""
    video = getattr(content, "video", None)
    return video if hasattr(video, "poster") else None


def _read_poster(content: Content, title: str) -> Picture | None:
    video = _find_video(content)
    poster = video.poster if video else None
    if video is None or poster is None or not is_known_everywhere(poster.fallback.path):
        return None
    alt = video.title or title
    return Picture(path=poster.fallback.path, width=poster.width, height=poster.height, alt=alt)


def _read_film(content: Content, title: str, poster: Picture | None) -> Film | None:
    """The video, where all is known of it that search engines require."""
    video = _find_video(content)
    published = _find_publication(content) if video else None
    if video is None or poster is None or published is None:
        return None
    return Film(
        title=video.title or title,
        picture=poster,
        published=published,
        duration=video.duration,
        file=video.sources[-1].path if video.sources else None,
        player=video.embed_url,
    )


def _find_publication(content: Content) -> datetime | None:
    """When the video was first published: as its header says; for a file of this site, with its article."""
    date: datetime | None = content.video.date
    if date is None:
        return getattr(content, "date", None) if content.video.sources else None
    return date if date.tzinfo else date.replace(tzinfo=content.timezone)
