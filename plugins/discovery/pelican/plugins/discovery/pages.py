"""The pages that Pelican writes and search engines may list, with the moment of their last change."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import Any

from pelican.contents import Content
from pelican.generators import ArticlesGenerator

from .sitemap import Entry

_LISTS = ("archives", "categories", "tags", "authors")
"""Pelican's direct templates that list all articles or terms. Others, such as 404, are no content."""


def list_pages(generator: ArticlesGenerator) -> Iterator[Entry]:
    """Every published article and page in every language, and the first page of every list."""
    edits = _Edits()
    for original in (*generator.context["articles"], *generator.context["pages"]):
        languages = _list_languages(original)
        for version in (original, *original.translations):
            yield Entry(path=version.url, changed=find_change(version), languages=languages)
            yield from _list_further(version)
    yield from _list_direct(generator, edits)
    yield from _list_terms(generator)
    for period in chain.from_iterable(generator.period_archives.values()):
        yield Entry(path=period["url"], changed=edits.find_newest(period["articles"]))


def find_edit(content: Content) -> datetime | None:
    """When the writer changed it last."""
    edited: datetime | None = getattr(content, "modified", None) or getattr(content, "date", None)
    return edited


def find_change(content: Content) -> datetime | None:
    """When its page changed last: at the writer's edit, or at the newest comment below it."""
    discussion = getattr(content, "comments", None)
    return _find_newest([find_edit(content), getattr(discussion, "newest", None)])


def _list_further(content: Content) -> Iterator[Entry]:
    """The pages on which the comments of a text go on, as pelican-comments has them."""
    for page in getattr(getattr(content, "comments", None), "further", ()):
        yield Entry(path=page.address, changed=getattr(page, "newest_shown", None))


def _list_languages(original: Content) -> tuple[tuple[str, str], ...]:
    """Of what is translated; readers of any other language are for the original."""
    if not original.translations:
        return ()
    versions = sorted((version.lang, version.url) for version in (original, *original.translations))
    return (*versions, ("x-default", original.url))


class _Edits:
    """When texts were edited, each looked up once: a text is in many lists."""

    def __init__(self) -> None:
        self._known: dict[int, datetime | None] = {}

    def find_newest(self, contents: Iterable[Content]) -> datetime | None:
        """The last edit of some texts."""
        return _find_newest(map(self._find, contents))

    def _find(self, content: Content) -> datetime | None:
        if id(content) not in self._known:
            self._known[id(content)] = find_edit(content)
        return self._known[id(content)]


def _list_direct(generator: ArticlesGenerator, edits: _Edits) -> Iterator[Entry]:
    settings, articles = generator.settings, generator.articles
    for name in settings["DIRECT_TEMPLATES"]:
        save_as = settings.get(f"{name.upper()}_SAVE_AS", f"{name}.html")
        if not save_as:
            continue
        path = settings.get(f"{name.upper()}_URL", save_as).removesuffix("index.html")
        if name == "index":
            yield Entry(path=path, changed=_find_change_of_list(articles, name, settings))
        elif name in _LISTS:
            yield Entry(path=path, changed=edits.find_newest(articles))


def _list_terms(generator: ArticlesGenerator) -> Iterator[Entry]:
    settings = generator.settings
    kinds = {"category": generator.categories, "tag": generator.tags.items(), "author": generator.authors}
    for name, terms in kinds.items():
        for term, articles in terms if settings[f"{name.upper()}_SAVE_AS"] else ():
            yield Entry(path=term.url, changed=_find_change_of_list(articles, name, settings))


def _find_change_of_list(articles: list[Content], name: str, settings: dict[str, Any]) -> datetime | None:
    """The last change of the first page of a list; with comments, since lists say how many there are."""
    paginated = settings["PAGINATED_TEMPLATES"]
    length = (paginated[name] or settings["DEFAULT_PAGINATION"] or None) if name in paginated else None
    return _find_newest(map(find_change, articles[:length]))


def _find_newest(dates: Iterable[datetime | None]) -> datetime | None:
    return max((date for date in dates if date), default=None)
