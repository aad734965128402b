"""Compiles each template once in a process.

Pelican compiles each of them for each site, and small sites take little else.
"""

from collections.abc import Hashable
from types import CodeType
from typing import Any

from jinja2 import Environment, ext

_OPTIONS = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline"),
    *("optimized", "autoescape", "finalize", "undefined", "is_async", "newstyle_gettext"),
)
"""What an environment makes of the same source may differ by these, its extensions and its filters.

Extensions that are not Jinja's may read anything, so nothing is kept of what they compile.
"""

_compile = Environment.compile
_compiled: dict[Hashable, CodeType] = {}


def _compile_once(self: Environment, source: Any, *arguments: Any, **options: Any) -> Any:
    if not all(type(extension).__module__ == ext.__name__ for extension in self.extensions.values()):
        return _compile(self, source, *arguments, **options)
    filters = frozenset(
        (name, getattr(apply, "__code__", type(apply))) for name, apply in self.filters.items()
    )
    chosen = tuple(getattr(self, name, None) for name in _OPTIONS)
    key = (type(self), source, arguments, *sorted(options.items()), chosen, tuple(self.extensions), filters)
    if key not in _compiled:
        _compiled[key] = _compile(self, source, *arguments, **options)
    return _compiled[key]


Environment.compile = _compile_once  # type: ignore[method-assign]
