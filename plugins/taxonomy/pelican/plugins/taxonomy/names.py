"""What a header calls a term → the term."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from unicodedata import normalize

from pelican.readers import ensure_metadata_list

from .models import Term

_SLASH = re.compile(r"\s*/\s*")


class Names:
    """The terms of one kind by all that they can be called."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Learn the names of these terms."""
        self.terms = tuple(terms)
        ways: tuple[Callable[[Term], str], ...] = (
            lambda term: term.name,
            lambda term: _SLASH.sub("/", "/".join(term.names)),
            lambda term: term.slug,
            lambda term: term.slugs[-1],
            lambda term: term.name.casefold(),
        )
        self._indexes = tuple(_index(self.terms, way) for way in ways)
        self._found: dict[str, tuple[Term, ...]] = {}

    def find(self, name: str) -> tuple[Term, ...]:
        """The term that is called so; several if the name does not say which, none if it is unknown.

        In this order: a name that one term has, a path of names such as `Cuisine/Desserts`, a slug.
        """
        if not self.terms:
            return ()
        if name not in self._found:  # each is asked for by many articles
            self._found[name] = self._look_up(name)
        return self._found[name]

    def _look_up(self, name: str) -> tuple[Term, ...]:
        exact = normalize("NFC", " ".join(name.split()))
        asked = (exact, _SLASH.sub("/", exact), exact.strip("/"), exact, exact.casefold())
        found = [index.get(key, ()) for index, key in zip(self._indexes, asked, strict=True)]
        return next((terms for terms in found if len(terms) == 1), next(filter(None, found), ()))

    def split(self, text: str) -> list[str]:
        """The names in a line of a header, as Pelican splits tags; the name of a term is never split."""
        return [text] if self.find(text) else ensure_metadata_list(text)


def _index(terms: Iterable[Term], way: Callable[[Term], str]) -> Mapping[str, tuple[Term, ...]]:
    index: defaultdict[str, tuple[Term, ...]] = defaultdict(tuple)
    for term in terms:
        index[normalize("NFC", way(term))] += (term,)
    return dict(index)


def list_names(value: object) -> Iterator[str]:
    """The texts in a header's value: one, or each of a list."""
    for item in value if isinstance(value, list | tuple) else (value,):
        if isinstance(item, str) and item.strip():
            yield item
