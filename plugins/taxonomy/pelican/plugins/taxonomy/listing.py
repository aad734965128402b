"""Pelican's lists of articles by category, for articles that have several."""

from collections.abc import Callable, ItemsView
from typing import Any

from pelican.contents import Article

from .wrappers import Category, list_shown


class CategoryLists:
    """Stands in for `generator.categories` while Pelican fills it: an article goes into each of its lists.

    Pelican asks for the list of the article's first category and appends to it; then it takes all items.
    """

    def __init__(self, make_list: Callable[[], list[Article]]) -> None:
        """Make lists of the kind that Pelican or another plugin would."""
        self._make_list = make_list
        self._lists: dict[Category, list[Article]] = {}

    def __getitem__(self, category: object) -> "CategoryLists":
        """Itself, whichever category Pelican asks for: the article says where it belongs."""
        return self

    def append(self, article: Any) -> None:  # noqa: ANN401  # Pelican ships no types
        """Put an article into the lists of its categories and of those above them."""
        for category in list_shown(article.categories):
            self._lists.setdefault(category, self._make_list()).append(article)

    def items(self) -> ItemsView[Category, list[Article]]:
        """Each category with its articles."""
        return self._lists.items()
