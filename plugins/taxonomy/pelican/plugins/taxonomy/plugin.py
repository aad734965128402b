"""The only module that knows Pelican's signals."""

import logging
from collections.abc import Iterator, Mapping, MutableMapping
from html import unescape
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.contents import Article, Author, Category, Tag
from pelican.generators import ArticlesGenerator, StaticGenerator
from pelican.plugins import signals
from pelican_toolkit.contents import list_contents
from pelican_toolkit.feeds import pair_items
from pelican_toolkit.titles import escapes

from .errors import keep_building
from .listing import CategoryLists
from .models import Term
from .names import Names, list_names
from .settings import KEY, read_settings
from .tables import KINDS, read_tables
from .trees import place_rows
from .wrappers import Wrappers, drop_doubles, list_shown

logger = logging.getLogger(__name__)

_KINDS = {"categories": Category, "tags": Tag, "authors": Author}


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(prepare_settings)
    signals.article_generator_pretaxonomy.connect(sort_articles)
    signals.static_generator_finalized.connect(keep_back)
    signals.feed_generated.connect(complete_feed)


def prepare_settings(pelican: Pelican) -> None:
    """Validate TAXONOMY."""
    pelican.settings[KEY] = read_settings(pelican.settings.get("TAXONOMY", {}))


def sort_articles(generator: ArticlesGenerator) -> None:
    """Give each article its `categories`, and have Pelican list it in all of them."""
    settings, path = generator.settings, _find_file(generator.settings)
    names, problems = read_terms(path, settings)
    wrappers = Wrappers(names, settings)
    for article in list_contents(generator):
        article.categories = ()
        with keep_building(article):
            problems += _sort_article(article, names, wrappers)
    problems = [*dict.fromkeys(problems)]
    if problems:  # in one message: the build may end at the first
        logger.warning("%s", "\n".join(problems))
    shown = (list_shown(article.categories) for article in generator.articles)
    wrappers.link_children(category for group in shown for category in group)
    generator.categories = CategoryLists(getattr(generator.categories, "default_factory", None) or list)


def read_terms(path: Path, settings: Mapping[str, Any]) -> tuple[dict[str, Names], list[str]]:
    """What the file says, if there is one, and what is wrong with it."""
    if not path.is_file():
        return {kind: Names(()) for kind in KINDS}, []

    def make_slug(kind: str, name: str) -> str:
        return str(_KINDS[kind](name, settings).slug)

    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return {kind: Names(()) for kind in KINDS}, [
            f"{path.name}: it cannot be read ({error}); save it as UTF-8"
        ]
    rows, problems = read_tables(source, make_slug, unescape if escapes(settings) else str)
    names = {}
    for kind in KINDS:
        terms, faults = place_rows(rows.get(kind, ()))
        names[kind], problems = Names(terms), problems + faults
    return names, [f"{path.name}: {problem}" for problem in problems]


def keep_back(generator: StaticGenerator) -> None:
    """Do not publish the file of terms, even if it is in a folder of STATIC_PATHS."""
    own = generator.settings[KEY].file
    generator.staticfiles[:] = [
        file for file in generator.staticfiles if file.get_relative_source_path() != own
    ]


def complete_feed(context: MutableMapping[str, Any], feed: Any) -> None:  # noqa: ANN401  # feedgenerator ships no types
    """Name all categories of an entry, where Pelican names the first."""
    with keep_building(feed.feed["feed_url"]):
        for item, article in pair_items(context, feed):
            names = [str(category) for category in getattr(article, "categories", ())]
            if len(names) > 1:
                item["categories"] = [*names, *(item["categories"] or ())[1:]]


def _find_file(settings: Mapping[str, Any]) -> Path:
    return Path(settings["PATH"], settings[KEY].file)


def _sort_article(article: Any, names: Mapping[str, Names], wrappers: Wrappers) -> Iterator[str]:  # noqa: ANN401  # Pelican ships no types
    """Replace what Pelican has made of an article's terms; yields what its header leaves open."""
    written = [*dict.fromkeys(_list_written(article, names["categories"]))]
    article.categories = tuple(drop_doubles(map(wrappers.find_category, written)))
    if article.categories:
        article.category = article.metadata["category"] = article.categories[0]
    tags, authors = _list_wrappers(article, "tags", Tag), _list_wrappers(article, "authors", Author)
    if tags:
        article.tags = article.metadata["tags"] = drop_doubles(map(wrappers.find_tag, tags))
    if authors:
        article.authors = drop_doubles(map(wrappers.find_author, authors))
        article.author = article.authors[0]
    asked = {"categories": written, "tags": [tag.name for tag in tags]}
    for kind, texts in asked.items():
        yield from _list_doubts(article, kind, texts, names[kind])


def _list_wrappers(article: Any, name: str, kind: type) -> list[Any]:  # noqa: ANN401  # as above
    """What Pelican has made of a header's tags or authors; nothing if it is another plugin's."""
    found = getattr(article, name, None)
    is_pelicans = isinstance(found, list) and all(isinstance(item, kind) for item in found)
    return found if is_pelicans and found else []


def _list_written(article: Article, names: Names) -> Iterator[str]:
    """The names of its categories as its header has them, in `category` and `categories`."""
    first = getattr(article, "category", None)
    more = [*list_names(article.metadata.get("categories"))]
    is_default = first is not None and str(first) == article.settings.get("DEFAULT_CATEGORY")
    if first is not None and not (is_default and more):
        parts = [str(first)] if is_default else names.split(str(first))
        is_folder = parts != [str(first)] and str(first) == Path(article.relative_dir).name
        yield from [str(first)] if is_folder else parts
    is_list = not isinstance(article.metadata.get("categories"), str)
    for text in more:
        yield from [text] if is_list else names.split(text)


def _list_doubts(article: Article, kind: str, asked: list[str], names: Names) -> Iterator[str]:
    for name in asked:
        found = names.find(name)
        if len(found) > 1:
            yield (
                f"{article.relative_source_path}: several {kind} are called {name}; "
                f"write one of {', '.join(map(_spell, found))}"
            )


def _spell(term: Term) -> str:
    return "/".join(term.names) if len(term.names) > 1 else term.slug
