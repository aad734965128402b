"""Pelican's lists of articles by period, tag, category and author, made quick to fill.

Pelican looks for each article in each of these lists from its beginning: some ten seconds at 10,000 articles,
and four times that at twice as many. What stands in them stays the same.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any

from pelican.contents import Article
from pelican.generators import ArticlesGenerator

Periods = Mapping[str, list[dict[str, Any]]]
BuildPeriods = Callable[[Sequence[Article], Sequence[Article], Mapping[str, Any]], Periods]


class Members(list[Article]):
    """A list that knows what is in it without a search; Pelican asks this of one that is complete."""

    _found: frozenset[Article] = frozenset()

    def __contains__(self, article: object) -> bool:
        """Whether this very article is in the list: articles are compared by identity."""
        if len(self._found) != len(self):
            self._found = frozenset(self)
        return article in self._found

    @property
    def digest_key(self) -> list[Article]:
        """What pelican-incremental compares it by."""
        return [*self]


def prepare_lists(generator: ArticlesGenerator) -> None:
    """Have a generator that has not read anything yet put its articles into lists that are quick to ask."""
    for name in ("tags", "categories", "authors"):
        setattr(generator, name, defaultdict(Members))
    # Pelican has no public way to change how it groups periods; a version without this one needs none.
    if build := getattr(generator, "_build_period_archives", None):
        generator._build_period_archives = group_quickly(build)  # noqa: SLF001


def group_quickly(build: BuildPeriods) -> BuildPeriods:
    """As Pelican's own function, which is given no articles to look for: `dates` has those of each period."""

    def build_periods(
        dates: Sequence[Article], articles: Sequence[Article], settings: Mapping[str, Any]
    ) -> Periods:
        periods = build(dates, (), settings)
        places = {id(article): place for place, article in enumerate(articles)}
        for period in chain.from_iterable(periods.values()):
            listed = (article for article in period["dates"] if id(article) in places)
            period["articles"] = sorted(listed, key=lambda article: places[id(article)])
        return periods

    return build_periods
