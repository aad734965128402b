"""The file of terms: the tree of categories, and the slugs that names do not tell."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pelican_blog.slugs import slugify_title

from .terms import CATEGORY, TAG, Terms

_LOGIN = re.compile(r"[^a-z0-9_-]+")


def format_taxonomy(terms: Terms, settings: Mapping[str, Any]) -> str:
    """The file in TOML, as the plugin taxonomy reads it; empty if there is nothing to say.

    All categories are in it, and of tags and authors those whose address cannot be told from the name.
    """
    return "\n".join(_list_tables(terms, settings))


def _list_tables(terms: Terms, settings: Mapping[str, Any]) -> Iterator[str]:
    for term in terms.list_terms(CATEGORY):
        yield _format(
            "categories", name=term.name, slug=term.slug, parent=term.parent, description=term.description
        )
    for term in terms.list_terms(TAG):
        if term.description or not terms.is_plain(term) or term.slug != slugify_title(term.name, settings):
            yield _format("tags", name=term.name, slug=term.slug, description=term.description)
    for author in terms.survey.channel.authors:
        slug = _LOGIN.sub("-", author.login.lower()).strip("-")
        if author.display_name and slug and slug != slugify_title(author.display_name, settings):
            yield _format("authors", name=author.display_name, slug=slug)


def _format(kind: str, **values: str) -> str:
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value)
    return "\n".join([f"[[{kind}]]", *lines, ""])
