"""Does work in copies of this process, which hand their results back, where such copies are safe."""

import logging
import os
import pickle
import signal
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from .files import Files, note_written, watching
from .store import Store

Item = TypeVar("Item")
Task = tuple[Collection[str], Callable[[], object]]
"""The keys of the results that some work puts into the store, and the work."""
_MOST = 8
"""Processes: more would wait for the first one, which puts together what they made."""
_FEWEST = 100
"""Texts for each process: with fewer, copying it costs more than it saves."""
_THREADS = Path("/proc/self/task")


def is_safe() -> bool:
    """Whether this process can be copied.

    A copy has only the thread that made it, and what the others held stays locked. macOS starts threads of
    its own, and Windows knows no copies.
    """
    return sys.platform == "linux" and len(os.listdir(_THREADS)) == 1


def divide(items: Sequence[Item], processes: int, fewest: int) -> list[Sequence[Item]]:
    """The items in as many parts as are worth a process, in their order."""
    parts = max(1, min(processes, len(items) // fewest))
    ends = [len(items) * part // parts for part in range(parts + 1)]
    return [items[start:end] for start, end in pairwise(ends)]


class Worker:
    """A copy of this process that does some work."""

    def __init__(self, work: Callable[[], object], heard: logging.Handler) -> None:
        """Begin; of what is logged there, only `heard` hears."""
        for stream in (sys.stdout, sys.stderr):
            stream.flush()  # else both would write what is in there
        self._pipe, end = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(self._pipe)
            _work(work, end, heard)
        os.close(end)

    def wait(self) -> Any:  # what `work` returns
        """What the work returned; None if it failed."""
        with os.fdopen(self._pipe, "rb") as pipe:
            data = pipe.read()
        os.waitpid(self._process, 0)
        try:
            return pickle.loads(data)  # noqa: S301  # our own
        except Exception:  # noqa: BLE001  # cut off, as the copy was killed
            return None

    def stop(self) -> None:
        """End it, if nobody needs it any more."""
        os.kill(self._process, signal.SIGKILL)
        os.close(self._pipe)
        os.waitpid(self._process, 0)


def _work(work: Callable[[], object], pipe: int, heard: logging.Handler) -> None:
    """Do the work, hand it over, and end without what this process would do at its end."""
    try:
        logging.getLogger().handlers[:] = [heard]
        data = pickle.dumps(work(), protocol=5)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        with os.fdopen(pipe, "wb") as file:
            file.write(data)
    finally:
        os._exit(0)


class Team:
    """This process and its copies, which all work for one store."""

    def __init__(self, store: Store, heard: logging.Handler, settings: Mapping[str, Any]) -> None:
        """Be as many as INCREMENTAL_PROCESSES says; in copies, only `heard` hears what is logged."""
        self._store, self._heard = store, heard
        wanted = settings.get("INCREMENTAL_PROCESSES")
        self._processes = min(wanted or os.cpu_count() or 1, _MOST)
        self._fewest = 1 if wanted else _FEWEST
        self._workers: list[Worker] = []

    def share(self, tasks: Sequence[Task]) -> None:
        """Have copies begin with all tasks but the first, if there are many; `Store.get` waits for theirs.

        What a copy cannot do, or warns of, is left to this process.
        """
        parts = divide(tasks, self._processes, self._fewest)
        for part in parts[1:] if len(parts) > 1 and is_safe() else ():
            worker = Worker(partial(self._work_off, part), self._heard)
            self._workers.append(worker)
            keys = {key for keys, _ in part for key in keys}
            self._store.expect(keys, partial(self._take_over, worker))

    def stop(self) -> None:
        """End the copies that are still at work."""
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def _work_off(self, tasks: Sequence[Task]) -> tuple[Mapping[str, bytes], Collection[str]]:
        """In a copy: the results, and the files that were written in the output folder."""
        files = Files(wants_reads=False)
        self._store.split_off()
        with watching(files):
            for _, work in tasks:
                with suppress(Exception):  # it fails again, and is reported, where it is asked for
                    work()
        return self._store.fresh, files.written

    def _take_over(self, worker: Worker) -> None:
        self._workers.remove(worker)
        if results := worker.wait():
            self._store.fresh.update(results[0])
            note_written(results[1])
