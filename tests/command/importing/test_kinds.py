"""Everything that the code can report has a title that a writer understands."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pelican_blog.importing
import pytest
from pelican.plugins.comments.importing.wordpress.comment_notes import _DETAILS
from pelican.plugins.comments.importing.wordpress.models import REPAIRS
from pelican_blog.importing.findings import SILENT
from pelican_blog.importing.kinds import _KINDS, describe_kind

FOLDER = Path(pelican_blog.importing.__file__).parent
FILED = {"edited", "removed", "not-here-anymore"}


def list_kinds() -> Iterator[str]:
    """Patterns of the kinds of all notes that the modules make."""
    for path in FOLDER.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and (kind := find_kind(call)) is not None:
                yield from list_patterns(kind)


def find_kind(call: ast.Call) -> ast.expr | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in {"note", "_note"} and call.args:
        return call.args[0]
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    return named.get("kind") if name == "Note" else None


def list_patterns(kind: ast.expr) -> Iterator[str]:
    if isinstance(kind, ast.IfExp):
        yield from (*list_patterns(kind.body), *list_patterns(kind.orelse))
    elif isinstance(kind, ast.Constant):
        yield re.escape(str(kind.value))
    elif isinstance(kind, ast.JoinedStr):
        yield "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z]+" for part in kind.values
        )


PATTERNS = {*list_kinds(), *map(re.escape, {*_DETAILS, *REPAIRS, *SILENT.values(), *FILED})}


@pytest.mark.parametrize("pattern", sorted(PATTERNS))
def test_every_kind_has_a_title(pattern: str) -> None:
    assert [kind for kind in _KINDS if re.fullmatch(pattern, kind)]


@pytest.mark.parametrize("kind", sorted(_KINDS))
def test_every_title_is_used_and_reads_well(kind: str) -> None:
    assert any(re.fullmatch(pattern, kind) for pattern in PATTERNS)
    title, remedy = describe_kind(kind)
    assert title[0].isupper()
    assert title[-1] not in ".!?:"
    assert not remedy or remedy.endswith((".", "`."))
