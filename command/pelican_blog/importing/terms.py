"""The names of categories, tags and authors, as headers write them, and their table."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pelican.plugins.comments.importing.wordpress.models import Item, Term

from .survey import Survey

CATEGORY, TAG = "category", "post_tag"
_COAUTHOR = "author"
_CUTS = ";"
"""What separates names in a header."""


def _is_in_circle(slug: str, parents: Mapping[str, str]) -> bool:
    """Whether a term is its own ancestor."""
    seen: set[str] = set()
    above = parents[slug]
    while above and above not in seen:
        seen.add(above)
        above = parents.get(above, "")
    return slug in seen


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The categories and tags of an export."""

    survey: Survey
    public: frozenset[str]
    """The keys of the published texts."""

    def list_used(self, domain: str) -> Iterator[Term]:
        """The categories or tags whose lists have a post, their own or one below."""
        return (term for term in self.list_terms(domain) if term.slug in self._used[domain])

    def list_categories(self, item: Item) -> tuple[str, ...]:
        """What the header calls the categories of a post, the deepest in the tree first."""
        own = [
            self._by_slug.get((CATEGORY, term.slug), term) for term in item.terms if term.domain == CATEGORY
        ]
        ordered = sorted(own, key=lambda term: -len(self.list_ancestors(term)))
        return tuple(dict.fromkeys(self.name(term) for term in ordered if term.name))

    def list_tags(self, item: Item) -> tuple[str, ...]:
        """What the header calls the tags of a post: their names, or slugs where a name is not enough."""
        own = (self._by_slug.get((TAG, term.slug), term) for term in item.terms if term.domain == TAG)
        return tuple(
            dict.fromkeys(term.name if self.is_plain(term) else term.slug for term in own if term.name)
        )

    def list_authors(self, item: Item) -> tuple[str, ...]:
        """The names of a text's authors; several if the plugin Co-Authors Plus was used."""
        together = [term.name for term in item.terms if term.domain == _COAUTHOR and term.name]
        known = self.survey.authors.get(item.creator)
        alone = known.display_name if known and known.display_name else item.creator
        return tuple(dict.fromkeys(self._find_display_name(name) for name in together)) or (
            (alone,) if alone else ()
        )

    def name(self, term: Term) -> str:
        """What a header calls a category: its name, or its path where others have the same name."""
        if self.is_plain(term):
            return term.name
        if _CUTS in term.name:
            return term.slug
        return "/".join(one.name for one in (*self.list_ancestors(term), term))

    def is_plain(self, term: Term) -> bool:
        """Whether a header can call a term by its name: no other has it, and no semicolon cuts it."""
        return self._names[term.domain, term.name] <= 1 and _CUTS not in term.name

    def list_ancestors(self, term: Term) -> tuple[Term, ...]:
        """The categories above one, the topmost first; a circle ends where it began."""
        found: list[Term] = []
        seen = {term.slug}
        above = self._by_slug.get((CATEGORY, term.parent))
        while above and above.slug not in seen:
            seen.add(above.slug)
            found.insert(0, above)
            above = self._by_slug.get((CATEGORY, above.parent))
        return tuple(found)

    def find_path(self, term: Term) -> str:
        """The slugs of a category and those above it, as its address has them."""
        return "/".join(one.slug for one in (*self.list_ancestors(term), term))

    def list_terms(self, domain: str) -> Iterator[Term]:
        """The terms of a taxonomy that have a name, in the order of the export."""
        own = (term for term in self.survey.terms if term.domain == domain and term.name)
        return (self._by_slug.get((domain, term.slug), term) for term in own)

    @cached_property
    def _by_slug(self) -> Mapping[tuple[str, str], Term]:
        """The terms, and categories each below another one of the export or at the top."""
        found = {(term.domain, term.slug): term for term in self.survey.terms if term.slug}
        categories = [term for (domain, _), term in found.items() if domain == CATEGORY]
        parents = {term.slug: self._find_parent(term, categories) for term in categories}
        for slug, parent in parents.items():
            above = "" if _is_in_circle(slug, parents) else parent
            found[CATEGORY, slug] = replace(found[CATEGORY, slug], parent=above)
        return found

    def _find_parent(self, term: Term, categories: Sequence[Term]) -> str:
        """The slug of the category above; exports of old say its name."""
        if not term.parent:
            return ""
        named = [one.slug for one in categories if term.parent in {one.slug, one.name}]
        return term.parent if term.parent in named else next(iter(named), "")

    @cached_property
    def _used(self) -> Mapping[str, frozenset[str]]:
        """The slugs of each taxonomy whose lists have a post."""
        found: dict[str, set[str]] = {CATEGORY: set(), TAG: set()}
        for entry in self.survey.entries:
            if entry.key in self.public and entry.type == "post":
                for term in entry.terms:
                    found.setdefault(term.domain, set()).add(term.slug)
        for slug in [*found[CATEGORY]]:
            known = self._by_slug.get((CATEGORY, slug))
            found[CATEGORY].update(one.slug for one in (self.list_ancestors(known) if known else ()))
        return {domain: frozenset(slugs) for domain, slugs in found.items()}

    @cached_property
    def _names(self) -> Counter[tuple[str, str]]:
        return Counter((term.domain, term.name) for term in self.survey.terms)

    def _find_display_name(self, name: str) -> str:
        known = self.survey.authors.get(name)
        return known.display_name if known and known.display_name else name
