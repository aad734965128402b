"""Articles and pages as Pelican and other plugins have them → documents.

Other plugins' attributes are used if they are there, such as `video` of pelican-video.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from jinja2.runtime import Context
from pelican.contents import Article, Content, Static
from pelican_toolkit.titles import read_name, read_title

from .models import Document, Film, Picture, Site, Term
from .pictures import is_known_everywhere
from .settings import PICTURE


def read_site(context: Mapping[str, Any] | Context) -> Site:
    """The site as a whole, of the context of a build or of a template."""
    picture: Picture | None = context[PICTURE]
    return Site(
        url=context["SITEURL"].rstrip("/"),
        name=read_name(context["SITENAME"], context),
        description=read_name(context.get("SITESUBTITLE") or "", context),
        lang=context["DEFAULT_LANG"],
        picture=place_picture(picture, context["static_content"]) if picture else None,
    )


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
    """The picture with its path in the site: that in the content, unless the writer moves the file."""
    static = files.get(picture.path)
    if static is None:
        return picture
    # The property of Static would note that it was asked, and then not let an {attach} move the file.
    return replace(picture, path=super(Static, static).url)


def _find_shared(content: Content, files: Mapping[str, Static]) -> Picture | None:
    picture: Picture | None = getattr(content, "shared_picture", None)
    if picture is None:
        return None
    content.content  # noqa: B018  # Pelican resolves its links, of which an {attach} may move the file
    return place_picture(picture, files)


def _read_term(term: Any, kind: str, settings: Mapping[str, Any]) -> Term:  # noqa: ANN401  # Pelican ships no types
    """An author or a category; another plugin may have put just a name there."""
    name = read_name(getattr(term, "name", term), settings)
    return Term(name=name, path=getattr(term, "url", None) if settings[f"{kind}_SAVE_AS"] else None)


def _find_video(content: Content) -> Any:  # noqa: ANN401  # pelican-video's, if it is there
    """The video as pelican-video has it; without that plugin, `video` is just the line of the header."""
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
    """The video, if everything is known of it that search engines require."""
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
    """When the video was first published: its header says so; a file of this site came with its article."""
    date: datetime | None = content.video.date
    if date is None:
        return getattr(content, "date", None) if content.video.sources else None
    return date if date.tzinfo else date.replace(tzinfo=content.timezone)
