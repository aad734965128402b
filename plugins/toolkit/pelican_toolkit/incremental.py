"""What plugins tell pelican-incremental about their work; without that plugin nothing is heard."""

import marshal
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol, TypeVar
from weakref import ref

from blinker import Signal

Function = TypeVar("Function", bound=Callable[..., Any])
Value = TypeVar("Value")


class Build(Protocol):
    """A build that keeps what has not changed."""

    def remember(self, kind: str, key: str, compute: Callable[[], Any]) -> Any:  # noqa: ANN401  # any value
        """The result of `compute`, or what it was in an earlier build."""

    def share(self, kinds: Sequence[str], tasks: Mapping[str, Callable[[], object]]) -> None:
        """Begin in other processes with results that no earlier build has left."""

    def begin(self, compute: Callable[[], Any]) -> Callable[[], Any]:
        """A function that returns what `compute` returns, which another process may have begun with."""

    def expect(self, kind: str, key: str) -> None:
        """Keep the result of an earlier build for the next one, too."""

    def identify_text(self, content: object) -> str | None:
        """What stands for all that a text was read from; None if it is read anew in each build."""

    def note_file(self, path: Path) -> None:
        """Note that a page needs a file of the output folder."""

    def keep_file(self, path: Path, key: str, write: Callable[[], object]) -> None:
        """Write a file of the output, unless it is as an earlier build wrote it with the same key."""

    def keep_folder(self, path: Path, key: str) -> bool:
        """Whether a folder of the output is as it was left with the same key."""

    def offer(self, kind: str, look_up: Callable[[str], object]) -> None:
        """Compare what is read by `note_read` with what this function returns."""

    def note_read(self, kind: str, key: str) -> None:
        """Note that the page being rendered depends on what is offered with this key."""

    def unnoted(self) -> AbstractContextManager[None]:
        """Do not note meanwhile which files are read."""

    def at_end(self, begin: Callable[[], Callable[[], object]]) -> None:
        """Call this when nothing is written any more, and what it returns when all else is done."""

    def note_moment(self, moment: datetime) -> None:
        """Note that a text is read differently before and after a moment."""


_builds: list[Build] = []


def attach(build: Build) -> None:
    """Tell a build from now on."""
    _builds.append(build)


def detach(build: Build) -> None:
    """Tell it no longer."""
    _builds.remove(build)


def pure(function: Function) -> Function:
    """Promise of a signal's receiver that its work need not be done again.

    It changes only the content or the file that it is given, by nothing but that and the settings. The
    moments that it compares with the clock it notes.
    """
    function.is_pure = True  # type: ignore[attr-defined]  # functions take any attribute
    return function


def is_pure(signal: Signal) -> bool:
    """Whether every receiver of a signal, whoever it wants to hear, has promised to be pure."""
    return not list_impure(signal)


def list_impure(signal: Signal) -> list[str]:
    """The names of a signal's receivers that have not promised to be pure, such as `sitemap.add_page`."""
    receivers = (found() if isinstance(found, ref) else found for found in signal.receivers.values())
    return [
        name_receiver(receiver)
        for receiver in receivers
        if receiver is not None and not getattr(receiver, "is_pure", False)
    ]


def name_receiver(receiver: Callable[..., object]) -> str:
    """The name of a signal's receiver with its module, for messages."""
    while isinstance(receiver, partial):
        receiver = receiver.func
    return f"{receiver.__module__}.{getattr(receiver, '__qualname__', type(receiver).__qualname__)}"


def remember(kind: str, key: str, compute: Callable[[], Value]) -> Value:
    """The result of `compute`; perhaps from an earlier build with equal settings and code.

    The key says everything else that the result depends on. It has to be picklable, and is not kept if a
    warning was logged.
    """
    return _builds[-1].remember(kind, key, compute) if _builds else compute()


def remember_later(kind: str, key: str, compute: Callable[[], Value]) -> Callable[[], Value]:
    """A function that returns what `remember` would, computed or loaded when it is first called.

    A result of an earlier build is kept for the next one even if nobody calls it.
    """
    if _builds:
        _builds[-1].expect(kind, key)
    known: list[Value] = []  # in a tenth of the time of `cache`: thousands of these are made, and few called

    def load() -> Value:
        if not known:
            known.append(remember(kind, key, compute))
        return known[0]

    return load


def share(kinds: Sequence[str], tasks: Mapping[str, Callable[[], object]]) -> None:
    """Begin in other processes, if there are many tasks, with results that are then asked for in their order.

    Each task, by its key, calls `remember` with that for each of the kinds.
    """
    if _builds:
        _builds[-1].share(kinds, tasks)


def begin(compute: Callable[[], Value]) -> Callable[[], Value]:
    """A function that returns what `compute` returns, which another process begins with if there may be one.

    Worth it for what takes long and comes to little, such as the digest of many files. Its result has to be
    picklable, and not None.
    """
    return _builds[-1].begin(compute) if _builds else cache(compute)


def identify_text(content: object) -> str | None:
    """What stands for all that an article or page was read from, for a key.

    None if it is read anew in each build, so that nothing made from it can be remembered.
    """
    return _builds[-1].identify_text(content) if _builds else None


def build_key(*parts: object) -> str:
    """A key for `remember`, made of numbers, strings, None, and lists or tuples of these."""
    try:
        data = marshal.dumps(parts, 2)  # type: ignore[arg-type]  # that version writes what values are, not which objects
    except ValueError:  # a subclass of str, such as Markup
        data = repr(parts).encode()
    return blake2b(data, digest_size=16).hexdigest()


def note_file(path: Path) -> None:
    """Note that the page being rendered needs this file of the output folder, written now or before."""
    if _builds:
        _builds[-1].note_file(path)


def keep_file(path: Path, key: str, write: Callable[[], object]) -> None:
    """Have a file of the output written, unless it is as an earlier build wrote it with the same key.

    With the settings, the key says all that is written. A file of which something was warned is not kept,
    and one that nobody asks for is removed.
    """
    if _builds:
        _builds[-1].keep_file(path, key, write)
    else:
        write()


def keep_folder(path: Path, key: str) -> bool:
    """Whether a folder of the output is as an earlier build left it, with the same key, which says it all.

    If not, the caller empties and fills it. A build in which nobody asks for the folder removes it.
    """
    return bool(_builds) and _builds[-1].keep_folder(path, key)


def offer(kind: str, look_up: Callable[[str], object]) -> None:
    """Before pages are rendered: offer what they may read, by its key, as `note_read` then says."""
    if _builds:
        _builds[-1].offer(kind, look_up)


def note_read(kind: str, key: str) -> None:
    """Note that the page being rendered depends on what is offered with this key, and not on the rest."""
    if _builds:
        _builds[-1].note_read(kind, key)


def unnoted() -> AbstractContextManager[None]:
    """Do not note which files are read meanwhile: their names say all that they hold, as in a cache."""
    return _builds[-1].unnoted() if _builds else nullcontext()


def at_end(begin: Callable[[], Callable[[], object]]) -> None:
    """At `finalized`: have this called when all have heard that, as they may write, too.

    What it returns, which may wait for another process, is called when the build has done all else.
    """
    if _builds:
        _builds[-1].at_end(begin)
    else:
        begin()()


def note_moment(moment: datetime) -> None:
    """Note that the text being read gives another result before and after this moment."""
    if _builds:
        _builds[-1].note_moment(moment)
