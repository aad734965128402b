"""Which article each item of a feed is about: Pelican's signal `feed_generated` does not say."""

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from feedgenerator.django.utils.encoding import iri_to_uri
from pelican.contents import Content
from pelican.writers import Writer

from .contents import list_published

_INDEX = "_TOOLKIT_ARTICLES_BY_LINK"


def pair_items(
    context: MutableMapping[str, Any],
    feed: Any,  # noqa: ANN401  # feedgenerator ships no types
) -> Iterator[tuple[dict[str, Any], Content | None]]:
    """Each item of a feed with its article, or with None where a plugin has added something else.

    Call it with what the signal `feed_generated` passes on. The links are computed once a build and kept in
    the context.
    """
    if _INDEX not in context:
        context[_INDEX] = _index_articles(context)
    index: Mapping[str, Content] = context[_INDEX]
    for item in feed.items:
        yield item, index.get(item["link"])


def _index_articles(context: Mapping[str, Any]) -> dict[str, Content]:
    """The published articles and their translations by the links that Pelican's writer gives their items."""
    join = Writer("", settings=context).urljoiner
    mark = "?ref=feed" if context["FEED_APPEND_REF"] else ""
    return {
        iri_to_uri(f"{join(context['SITEURL'], article.url)}{mark}"): article
        for article in list_published(context["articles"])
    }
