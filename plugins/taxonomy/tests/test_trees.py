"""No term is lost and none is its own ancestor, whatever the file says."""

from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.taxonomy.models import Row
from pelican.plugins.taxonomy.names import Names
from pelican.plugins.taxonomy.tables import read_tables
from pelican.plugins.taxonomy.trees import place_rows

SLUGS = st.sampled_from("abcdef")
ROWS = st.lists(
    st.builds(Row, name=st.sampled_from(["A", "B", "C/D", "E; F"]), slug=SLUGS, parent=SLUGS | st.just("")),
    max_size=8,
)


@given(rows=ROWS)
def test_each_row_has_one_place_and_one_address(rows: list[Row]) -> None:
    terms, problems = place_rows(rows)
    slugs = [term.slug for term in terms]
    assert len({*slugs}) == len(slugs)
    assert len(slugs) + sum("same slug" in problem for problem in problems) == len(rows)
    assert {term.slugs[-1] for term in terms} == {row.slug for row in rows}
    for term in terms:  # everything above it is there too
        assert term.slugs[:-1] == () or "/".join(term.slugs[:-1]) in slugs
    known = {row.slug for row in rows} | {row.name for row in rows}
    if not problems:
        assert all(row.parent in known for row in rows if row.parent)


@given(rows=ROWS)
def test_every_term_is_found_by_its_path(rows: list[Row]) -> None:
    terms, _ = place_rows(rows)
    names = Names(terms)
    for term in terms:
        assert names.find(term.slug) == (term,)
        assert term in names.find("/".join(term.names))
        assert {found.name for found in names.find(term.name)} == {term.name}
        assert names.split(term.name) == [term.name]


@given(source=st.text())
def test_any_file_is_read_or_named(source: str) -> None:
    rows, problems = read_tables(source, lambda _, name: name, str)
    assert rows or problems
