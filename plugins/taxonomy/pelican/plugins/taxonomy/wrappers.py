"""Pelican's objects for categories, tags and authors, made of terms."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pelican import urlwrappers
from pelican.urlwrappers import Author, Tag, URLWrapper

from .models import Term
from .names import Names

Settings = Mapping[str, Any]


class Category(urlwrappers.Category):  # type: ignore[misc]  # Pelican ships no types, and asks for this name
    """A category that knows its place in the tree."""

    def __init__(self, name: str, settings: Settings) -> None:
        """Begin as a category at the root, with the slug that Pelican makes of its name."""
        super().__init__(name, settings)
        self.description = ""
        self.parent: Category | None = None
        self.children: tuple[Category, ...] = ()
        """Those that have articles, by their slugs."""

    @property
    def ancestors(self) -> "tuple[Category, ...]":
        """From the root to its parent."""
        return (*self.parent.ancestors, self.parent) if self.parent else ()

    @property
    def digest_key(self) -> tuple[object, ...]:
        """What pelican-incremental compares it by: itself, its ancestors, and all that is below it."""
        return (*(_describe(category) for category in (*self.ancestors, self)), _list_below(self))


class Wrappers:
    """The objects of one build, each there once."""

    def __init__(self, names: Mapping[str, Names], settings: Settings) -> None:
        """Take what the file says of each kind."""
        self._names, self._settings = names, settings
        self._categories: dict[str, Category] = {}
        self._unknown: dict[str, Category] = {}
        self._by_slug = {term.slug: term for term in names["categories"].terms}

    def find_category(self, name: str) -> Category:
        """The category with a name, or the first of several."""
        found = self._names["categories"].find(name)
        if found:
            return self._place(found[0])
        return self._unknown.setdefault(name, Category(name, self._settings))

    def find_tag(self, tag: URLWrapper) -> URLWrapper:
        """A tag as the file has it, or as it is."""
        return self._find("tags", tag, Tag)

    def find_author(self, author: URLWrapper) -> URLWrapper:
        """An author as the file has them, or as they are."""
        return self._find("authors", author, Author)

    def link_children(self, shown: Iterable[Category]) -> None:
        """Tell the categories that have articles which of these are below them."""
        for category in sorted({*shown}):
            if category.parent:
                category.parent.children += (category,)

    def _place(self, term: Term) -> Category:
        """The category of a term, below that of its parent."""
        known = self._categories.get(term.slug)
        if known is None:
            known = self._categories[term.slug] = Category(term.name, self._settings)
            known.slug, known.description = term.slug, term.description
            above = self._by_slug.get("/".join(term.slugs[:-1]))
            known.parent = self._place(above) if above else None
        return known

    def _find(self, kind: str, wrapper: URLWrapper, make: type[URLWrapper]) -> URLWrapper:
        found = self._names[kind].find(wrapper.name)
        if not found:
            return wrapper
        made = make(found[0].name, self._settings)
        made.slug, made.description = found[0].slug, found[0].description
        return made


def drop_doubles(wrappers: Iterable[Any]) -> list[Any]:
    """The same, each once: Pelican's are equal if their slugs are."""
    found: dict[str, Any] = {}
    for wrapper in wrappers:
        found.setdefault(wrapper.slug, wrapper)
    return list(found.values())


def list_shown(categories: Collection[Category]) -> tuple[Category, ...]:
    """The categories in whose lists an article stands: its own and all above them."""
    return tuple(dict.fromkeys(above for own in categories for above in (own, *own.ancestors)))


def _describe(category: Category) -> tuple[str, ...]:
    return category.name, category.slug, category.description


def _list_below(category: Category) -> list[object]:
    return [(_describe(child), _list_below(child)) for child in category.children]
