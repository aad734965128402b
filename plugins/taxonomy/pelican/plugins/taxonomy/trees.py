"""Rows → terms in their places; no row is lost, whatever its parent is."""

from collections.abc import Sequence

from .models import Row, Term


def place_rows(rows: Sequence[Row]) -> tuple[tuple[Term, ...], list[str]]:
    """The terms of these rows, and what is wrong with parents and addresses."""
    problems: list[str] = []
    parents = _find_parents(rows, problems)
    for number, row in enumerate(rows):
        if number in _climb(number, parents):
            chain = " → ".join(rows[member].name for member in (number, *_climb(number, parents)))
            problems.append(f"{row.name} is its own ancestor ({chain}); give it another parent")
            parents[number] = None
    terms: dict[str, Term] = {}
    for number in range(len(rows)):
        term = _build_term(number, rows, parents)
        first = terms.setdefault(term.slug, term)
        if first is not term:
            problems.append(
                f"{term.name} has the same slug as {first.name}, {term.slug}; give it another one"
            )
    return tuple(terms.values()), problems


def _find_parents(rows: Sequence[Row], problems: list[str]) -> dict[int, int | None]:
    """The number of each row's parent."""
    parents: dict[int, int | None] = {}
    for number, row in enumerate(rows):
        parents[number] = _find_row(row.parent, rows) if row.parent else None
        if row.parent and parents[number] is None:
            problems.append(
                f"the parent of {row.name}, {row.parent}, does not exist; write the slug of a category"
            )
    return parents


def _find_row(wanted: str, rows: Sequence[Row]) -> int | None:
    """The row that a parent names by its slug, by the slugs of its ancestors and its own, or by its name."""
    above, _, last = wanted.strip("/").rpartition("/")
    by_slug = [number for number, row in enumerate(rows) if row.slug == last]
    if above:
        nearest = above.rpartition("/")[2]
        by_slug = [number for number in by_slug if rows[number].parent in {above, nearest}]
    by_name = [number for number, row in enumerate(rows) if row.name == wanted]
    return next(iter(by_slug or by_name), None)


def _climb(number: int, parents: dict[int, int | None]) -> list[int]:
    """The ancestors of a row from the nearest on, until there is no more or one comes again."""
    found: list[int] = []
    above = parents[number]
    while above is not None and above not in found:
        found.append(above)
        above = parents[above]
    return found


def _build_term(number: int, rows: Sequence[Row], parents: dict[int, int | None]) -> Term:
    line = [*reversed(_climb(number, parents)), number]
    return Term(
        names=tuple(rows[member].name for member in line),
        slugs=tuple(rows[member].slug for member in line),
        description=rows[number].description,
    )
