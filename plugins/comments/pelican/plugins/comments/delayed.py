"""Discussions that an earlier build has left: their comments are loaded only if somebody asks for them."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import partial
from typing import Any

from pelican_toolkit.incremental import remember, remember_later

from .models import Discussion

KINDS = "outline", "discussion"
"""What is remembered of each."""
Outline = Mapping[str, Any]
"""What is known of a discussion at once, by name; of its further pages, their outlines."""

_LATE = ("threads", "pings", "comments", "shown")
_DERIVED = ("has_comments", "has_threads", "newest", "newest_shown")
_KNOWN = (*(own.name for own in fields(Discussion) if own.name not in {*_LATE, "further"}), *_DERIVED)


def delay(key: str, build: Callable[[], Discussion]) -> Discussion:
    """The discussion that `build` returns, now or in an earlier build; `key` says what it is made from."""
    outline, discussion = KINDS
    load = remember_later(discussion, key, build)
    return DelayedDiscussion(key, remember(outline, key, lambda: build_outline(load())), load)


def find_key(discussion: Discussion) -> str | None:
    """What stands for all that a discussion is made from; None for one that `delay` has not made."""
    return discussion.digest_key if isinstance(discussion, DelayedDiscussion) else None


def empty_page(page: Discussion) -> Discussion:
    """A further page of a discussion without its comments, which are not loaded for that."""
    empty, key = partial(replace, page, shown=(), threads=()), find_key(page)
    if key is None:
        return empty()
    known = {**build_outline(page), "has_threads": False, "newest_shown": None}
    return DelayedDiscussion(f"{key} empty", known, empty)


def build_outline(discussion: Discussion) -> Outline:
    """What is to be known of a discussion, and of its further pages, at once."""
    known = {name: getattr(discussion, name) for name in _KNOWN}
    return {**known, "further": [build_outline(page) for page in discussion.further]}


def _load_page(load: Callable[[], Discussion], place: int) -> Discussion:
    return load().further[place]


class DelayedDiscussion(Discussion):
    """A discussion whose comments are loaded when they are first asked for; its copies are ordinary ones."""

    __slots__ = ("_load", "digest_key", *_DERIVED)
    digest_key: str
    _load: Callable[[], Discussion]
    __class__ = Discussion  # type: ignore[assignment]  # what replace() makes, and what == compares

    def __init__(self, key: str, outline: Outline, load: Callable[[], Discussion]) -> None:
        """Know the outline; `digest_key` stands for all that the discussion is."""
        pages = tuple(
            DelayedDiscussion(f"{key} {page['number']}", page, partial(_load_page, load, place))
            for place, page in enumerate(outline["further"])
        )
        for name, value in {**outline, "further": pages, "digest_key": key, "_load": load}.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # called only for what is not there yet
        """What the outline does not have."""
        if name not in _LATE:
            raise AttributeError(name)
        whole = self._load()
        for late in _LATE:
            object.__setattr__(self, late, getattr(whole, late))
        return getattr(self, name)

    def __reduce_ex__(self, protocol: int) -> Any:  # type: ignore[override]  # noqa: ANN401  # as object's
        """What copies are made of: the discussion itself."""
        return self._load().__reduce_ex__(protocol)
