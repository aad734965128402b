"""The articles and pages that generators have read."""

from collections.abc import Iterable, Iterator

from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator

_ARTICLES = (
    *("articles", "translations", "drafts"),
    *("drafts_translations", "hidden_articles", "hidden_translations"),
)
_PAGES = ("pages", "translations", "draft_pages", "draft_translations", "hidden_pages", "hidden_translations")


def list_contents(generator: Generator) -> Iterator[Content]:
    """Every article or page of a generator, drafts and translations too, originals before translations."""
    lists: tuple[str, ...] = ()
    if isinstance(generator, ArticlesGenerator):
        lists = _ARTICLES
    elif isinstance(generator, PagesGenerator):
        lists = _PAGES
    for name in lists:
        yield from getattr(generator, name)


def list_published(originals: Iterable[Content]) -> Iterator[Content]:
    """Every article that Pelican lists (`context["articles"]`), each followed by its translations."""
    for original in originals:
        yield original
        yield from original.translations
