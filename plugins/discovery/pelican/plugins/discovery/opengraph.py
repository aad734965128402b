"""What chats and social networks show of a page that is shared (https://ogp.me)."""

from collections.abc import Iterator

from .locales import find_locale
from .models import Document, Picture, Site


def list_properties(
    site: Site, path: str, document: Document | None, title: str, description: str
) -> Iterator[tuple[str, str]]:
    """The properties of a page with their values, in order; `document` is None for a list of articles."""
    yield "og:type", "article" if document and document.is_article else "website"
    yield "og:site_name", site.name
    yield "og:title", title or site.name
    if description or site.description:
        yield "og:description", description or site.description
    yield "og:url", site.address(path)
    yield from _list_locales(document, site)
    picture = (document and document.picture) or site.picture
    if picture:
        yield from _describe_picture(picture, site)
    if document and document.is_article:
        yield from _describe_article(document)


def _list_locales(document: Document | None, site: Site) -> Iterator[tuple[str, str]]:
    own = find_locale(document.lang if document else site.lang)
    if own:
        yield "og:locale", own
    for lang in document.translations if document else ():
        other = find_locale(lang)
        if other:
            yield "og:locale:alternate", other


def _describe_picture(picture: Picture, site: Site) -> Iterator[tuple[str, str]]:
    yield "og:image", site.address(picture.path)
    if picture.width and picture.height:
        yield "og:image:width", str(picture.width)
        yield "og:image:height", str(picture.height)
    yield "og:image:alt", picture.alt


def _describe_article(article: Document) -> Iterator[tuple[str, str]]:
    if article.published:
        yield "article:published_time", article.published.isoformat()
    if article.modified:
        yield "article:modified_time", article.modified.isoformat()
    for tag in article.tags:
        yield "article:tag", tag
