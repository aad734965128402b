"""Shorter ways to what templates ask for most often: results of functions, and summaries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FunctionType, MethodType
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from pelican.contents import Content
from pelican.settings import DEFAULT_CONFIG

_PLAIN = frozenset({FunctionType, MethodType})
_CONTEXT = pass_context(lambda _: None).jinja_pass_arg  # type: ignore[attr-defined]  # Jinja's mark


def may_link(content: Content, text: str) -> bool:
    """Whether a text may hold links such as `{filename}other.md`, by their signs."""
    is_usual = content.settings["INTRASITE_LINK_REGEX"] == DEFAULT_CONFIG["INTRASITE_LINK_REGEX"]
    return not is_usual or "{" in text or "|" in text


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Raw:
    """What Pelican makes a summary from, with the links as they are written."""

    metadata: Mapping[str, Any]
    settings: Mapping[str, Any]
    content: str


def summarize_once(summarize: Callable[[Any, str], str]) -> Callable[[Content, str], str]:
    """As Pelican's own method, which cuts a text anew for pages at each depth, as their links differ.

    A beginning without links is the same on all pages.
    """
    known: dict[Content, str] = {}

    def summarize_quickly(content: Content, siteurl: str) -> str:
        if "summary" in content.metadata:
            return summarize(content, siteurl)
        if content not in known:
            raw = Raw(metadata=content.metadata, settings=content.settings, content=content._content)  # noqa: SLF001  # like Pelican
            known[content] = summarize(raw, siteurl)
        cut = known[content]
        return summarize(content, siteurl) if may_link(content, cut) else cut

    return summarize_quickly
