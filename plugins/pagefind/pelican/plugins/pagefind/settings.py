"""The dict PAGEFIND of pelicanconf.py, validated once and frozen."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, fields

from .errors import PagefindError


@dataclass(frozen=True, slots=True, kw_only=True)
class PagefindSettings:
    """Every key of PAGEFIND with its default; the README explains each."""

    exclude_selectors: tuple[str, ...] = ()


def read_settings(raw: object) -> PagefindSettings:
    """The settings that the dict PAGEFIND asks for.

    Raises PagefindError naming every unknown key and every unusable value at once.
    """
    if not isinstance(raw, dict):
        raise PagefindError(
            f"pelicanconf.py: PAGEFIND is {raw!r}; write a dict, such as {{'exclude_selectors': []}}."
        )
    selectors = raw.get("exclude_selectors", [])
    problems = [*_find_unknown_keys(raw), *_find_unusable_selectors(selectors)]
    if problems:
        raise PagefindError("\n".join(problems))
    return PagefindSettings(exclude_selectors=tuple(selectors))


def _find_unknown_keys(raw: dict[object, object]) -> Iterator[str]:
    known = [field.name for field in fields(PagefindSettings)]
    for key in raw:
        if key not in known:
            nearest = difflib.get_close_matches(str(key), known, n=1)
            hint = f"did you mean {nearest[0]!r}?" if nearest else f"the keys are {', '.join(known)}."
            yield f"pelicanconf.py: PAGEFIND has no key {key!r}; {hint}"


def _find_unusable_selectors(selectors: object) -> Iterator[str]:
    name = "pelicanconf.py: PAGEFIND['exclude_selectors']"
    if not isinstance(selectors, list | tuple):
        yield f"{name} is {selectors!r}; write a list of CSS selectors."
        return
    for selector in selectors:
        if not (isinstance(selector, str) and selector.strip()):
            yield f"{name} holds {selector!r}; write a CSS selector, such as '.byline'."
