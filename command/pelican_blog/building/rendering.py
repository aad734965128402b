"""Shorter ways to what templates ask for most often: results of functions, and summaries."""

from collections import ChainMap
from collections.abc import Callable, Iterator, MutableMapping
from types import FunctionType, MethodType
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]  # its own inner loop
from pelican.contents import Content

_PLAIN = frozenset({FunctionType, MethodType})
_CONTEXT = pass_context(lambda _: None).jinja_pass_arg  # type: ignore[attr-defined]  # Jinja's mark


def call_soon(call: Callable[..., Any]) -> Callable[..., Any]:
    """As Jinja's own method, which looks up twice whether a function takes a context, and passes it on."""

    def call_quickly(
        context: Context,
        called: Any,  # noqa: ANN401  # whatever a template calls, with whatever it gives
        /,
        *arguments: Any,  # noqa: ANN401
        _loop_vars: object = None,
        _block_vars: object = None,
        **options: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        if type(called) in _PLAIN:
            wanted = getattr(called, "jinja_pass_arg", None)
            try:
                if wanted is None:
                    return called(*arguments, **options)
                if wanted is _CONTEXT and not (_loop_vars or _block_vars):
                    return called(context, *arguments, **options)
            except StopIteration as stop:
                called, arguments, options = _fail, (stop,), {}
        return call(context, called, *arguments, _loop_vars=_loop_vars, _block_vars=_block_vars, **options)

    return call_quickly


def _fail(error: Exception) -> None:
    raise error


class Globals(ChainMap[str, Any]):
    """What Jinja makes of a template's own globals and the environment's; each include lists their names."""

    def __iter__(self) -> Iterator[str]:
        """The names, which are the environment's alone for most templates."""
        return super().__iter__() if len(self.maps) > 2 or self.maps[0] else iter(self.maps[-1])  # noqa: PLR2004


def make_globals(environment: Environment, own: MutableMapping[str, Any] | None) -> Globals:
    """As Jinja's own method: the globals of a template."""
    return Globals({} if own is None else own, environment.globals)


def escape_soon(value: Any) -> str:  # noqa: ANN401  # whatever a template prints
    """As markupsafe's own function, except that what it escapes is not marked: templates join it at once."""
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    return value if kind is Markup else escape(value)


def summarize_once(summarize: Callable[[Content, str], str]) -> Callable[[Content, str], str]:
    """As Pelican's own method, which cuts a text anew for pages at each depth, as their links differ.

    A summary without attributes has no links, and is the same on all pages.
    """
    known: dict[Content, tuple[object, str, str]] = {}

    def summarize_quickly(content: Content, siteurl: str) -> str:
        header, text = content.metadata.get("summary"), content._content  # noqa: SLF001  # as Pelican
        made_from, body, summary = known.get(content, (None, "", ""))
        if summary and made_from is header and body is text:  # a plugin may change either at any time
            return summary
        summary = summarize(content, siteurl)
        if "=" not in summary:
            known[content] = header, text, summary
        return summary

    return summarize_quickly
