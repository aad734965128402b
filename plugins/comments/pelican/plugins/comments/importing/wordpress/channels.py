"""What an export says of the whole site, before its items."""

from collections.abc import Iterable, Mapping

from .elements import Element, list_children, read_text
from .models import Author, Channel, Term
from .scalars import decode_slug, decode_text, name_taxonomy, read_number


def read_channel(element: Element) -> Channel:
    """The channel in the element around it."""
    texts: dict[str, str] = {}
    authors: list[Author] = []
    terms: list[Term] = []
    for meaning, name, child in list_children(element):
        if meaning == "wp" and name == "author":
            authors.append(_read_author(_read_fields(child)))
        elif meaning == "wp" and name in _TERMS:
            terms.append(_read_term(_read_fields(child), _TERMS[name]))
        elif meaning in {"", "wp"}:
            texts.setdefault(name, read_text(child))
    return Channel(
        title=decode_text(texts.get("title", "")),
        description=texts.get("description", ""),
        language=texts.get("language", ""),
        link=texts.get("link", ""),
        site_url=texts.get("base_site_url", ""),
        blog_url=texts.get("base_blog_url", ""),
        version=texts.get("wxr_version", ""),
        authors=tuple(author for author in authors if author.login),
        terms=tuple(term for term in terms if term.slug or term.name),
    )


def _read_fields(element: Element) -> dict[str, str]:
    return {name: read_text(child) for _, name, child in list_children(element) if name != "termmeta"}


def _read_author(fields: Mapping[str, str]) -> Author:
    login = decode_text(fields.get("author_login", ""))
    return Author(
        login=login,
        display_name=decode_text(fields.get("author_display_name", "")) or login,
        id=read_number(fields.get("author_id", "")),
    )


_TERMS = {
    "category": ("category", "category_nicename", "cat_name", "category_parent", "category_description"),
    "cat": ("category", "category_nicename", "cat_name", "category_parent", "category_description"),
    "tag": ("post_tag", "tag_slug", "tag_name", "", "tag_description"),
    "term": ("", "term_slug", "term_name", "term_parent", "term_description"),
}
"""The taxonomy of each kind of term, and what its slug, name, parent and description are called."""


def _read_term(fields: Mapping[str, str], keys: tuple[str, ...]) -> Term:
    domain, slug, name, parent, description = keys
    return Term(
        domain=domain or name_taxonomy(fields.get("term_taxonomy", "")),
        slug=decode_slug(fields.get(slug, "")),
        name=decode_text(fields.get(name, "")) or decode_slug(fields.get(slug, "")),
        parent=decode_slug(fields.get(parent, "")),
        description=fields.get(description, ""),
    )


def merge_channels(channels: Iterable[Channel]) -> Channel:
    """One channel of those of several files: the first word counts, authors and terms are united."""
    found = list(channels)
    authors: dict[str, Author] = {}
    terms: dict[tuple[str, str], Term] = {}
    for channel in found:
        for author in channel.authors:
            authors.setdefault(author.login, author)
        for term in channel.terms:
            terms.setdefault((term.domain, term.slug or term.name), term)

    def choose(name: str) -> str:
        return next((value for channel in found if (value := getattr(channel, name))), "")

    return Channel(
        title=choose("title"),
        description=choose("description"),
        language=choose("language"),
        link=choose("link"),
        site_url=choose("site_url"),
        blog_url=choose("blog_url"),
        version=choose("version"),
        authors=tuple(authors.values()),
        terms=tuple(terms.values()),
    )
