"""Articles and pages as Pelican and other plugins have them → documents.

What other plugins give is used where it is there: `video` as pelican-video has it, `comments` as
pelican-comments has them. Neither is asked for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any

from pelican.contents import Article, Content, Static
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator

from .models import Document, Film, Picture, Term
from .pictures import is_known_everywhere
from .titles import read_name, read_title

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
    """Every article or page of a generator, whatever its status and language; of any other generator none."""
    is_of_pages = isinstance(generator, PagesGenerator)
    lists = _ARTICLES if isinstance(generator, ArticlesGenerator) else _PAGES if is_of_pages else ()
    return chain.from_iterable(getattr(generator, name) for name in lists)


def read_document(content: Content, files: Mapping[str, Static]) -> Document:
    """The article or page for machines; `files` are what Pelican copies, by path in the content."""
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
        authors=tuple(_read_term(author, "AUTHOR", settings) for author in getattr(content, "authors", [])),
        category=_read_term(category, "CATEGORY", settings) if category else None,
        tags=tuple(read_name(tag, settings) for tag in getattr(content, "tags", None) or []),
        picture=_find_shared(content, files) or poster,
        film=_read_film(content, title, poster),
        translations=tuple(translation.lang for translation in content.translations),
    )


def place_picture(picture: Picture, files: Mapping[str, Static]) -> Picture:
    """The picture with its path in the site, which is its path in the content unless the writer moves it."""
    static = files.get(picture.path)
    if static is None:
        return picture
    # Its own property would note the question, and then keep an {attach} of a text from moving the file.
    return replace(picture, path=super(Static, static).url)


def _find_shared(content: Content, files: Mapping[str, Static]) -> Picture | None:
    picture: Picture | None = getattr(content, "shared_picture", None)
    if picture is None:
        return None
    content.content  # noqa: B018  # Pelican resolves its links, of which an {attach} may move the file
    return place_picture(picture, files)


def _read_term(term: Any, kind: str, settings: Mapping[str, Any]) -> Term:  # noqa: ANN401  # Pelican ships no types
    """An author or a category; another plugin may have put a mere name there."""
    name = read_name(getattr(term, "name", term), settings)
    return Term(name=name, path=getattr(term, "url", None) if settings[f"{kind}_SAVE_AS"] else None)


def _find_video(content: Content) -> Any:  # noqa: ANN401  # pelican-video's, if it is there
    """The video as pelican-video has it; without that plugin, the header `Video` is the mere line."""
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
