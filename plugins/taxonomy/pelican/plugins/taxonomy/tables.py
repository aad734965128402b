"""The file of terms, in TOML → rows; whatever cannot be used is left out and named."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from pelican_toolkit.settings import suggest

from .models import Row, Terms

KINDS = tuple(field.name for field in fields(Terms))
_KEYS = tuple(field.name for field in fields(Row))
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\]")
"""Characters that would make more than one folder of a slug, or none."""

MakeSlug = Callable[[str, str], str]
"""The slug that Pelican makes of a name, given the kind."""


def read_tables(
    source: str, make_slug: MakeSlug, read_name: Callable[[str], str]
) -> tuple[dict[str, list[Row]], list[str]]:
    """The rows of each kind, and what is wrong with the rest."""
    import tomllib  # noqa: PLC0415  # it takes long to load, and many blogs have no such file

    problems: list[str] = []
    try:
        document = tomllib.loads(source)
    except ValueError as error:
        return {}, [f"it is not valid TOML ({error}); correct it"]
    except RecursionError:
        return {}, ["it is not valid TOML (too much is nested); correct it"]
    problems += [
        f"it has unknown tables [[{kind}]]; {suggest(kind, KINDS)}" for kind in document if kind not in KINDS
    ]
    rows: dict[str, list[Row]] = {}
    for kind in KINDS:
        tables = document.get(kind, [])
        if not isinstance(tables, list) or not all(isinstance(table, Mapping) for table in tables):
            problems.append(f"{kind}: expected tables; write each as [[{kind}]]")
            continue
        found = [_read_row(kind, table, make_slug, read_name, problems) for table in tables]
        rows[kind] = [row for row in found if row]
    return rows, problems


def _read_row(
    kind: str,
    table: Mapping[str, Any],
    make_slug: MakeSlug,
    read_name: Callable[[str], str],
    problems: list[str],
) -> Row | None:
    name = read_name(" ".join(str(table.get("name", "")).split()))
    where = f"[[{kind}]] {name or table.get('slug', '')}".rstrip()
    if not name:
        problems.append(f'{where}: the name is missing; add a line such as name = "Desserts"')
        return None
    problems += [f"{where}: {fault}" for fault in _find_faults(kind, table)]
    values = {key: value for key, value in table.items() if key in _KEYS and isinstance(value, str)}
    slug = values.get("slug", "").strip()
    if slug and (_UNFIT.search(slug) or slug in {".", ".."}):
        problems.append(
            f"{where}: the slug {slug!r} cannot be the name of a folder; write it without slashes"
        )
        slug = ""
    return Row(
        name=name,
        slug=slug or make_slug(kind, name),
        parent=values.get("parent", "").strip() if kind == "categories" else "",
        description=read_name(values.get("description", "").strip()),
    )


def _find_faults(kind: str, table: Mapping[str, Any]) -> Iterator[str]:
    known = [key for key in _KEYS if key != "parent" or kind == "categories"]
    for key, value in table.items():
        if key not in known:
            yield f"unknown key {key}; {suggest(key, known)}"
        elif not isinstance(value, str):
            yield f"{key} is {value!r}, but must be a text in quotes"
