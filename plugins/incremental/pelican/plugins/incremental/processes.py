"""Does work in copies of this process, which hand their results back, where such copies are safe."""

import logging
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack, contextmanager, suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from warnings import catch_warnings, simplefilter

from .claims import Claims
from .files import Act, Files, guarded, has_helpers, note_copied, unheard, unwatched, watch
from .leftovers import TooEarlyError
from .store import Store
from .warnings import Warnings

if TYPE_CHECKING:
    from rich.live import Live

logger = logging.getLogger(__name__)
Item = TypeVar("Item")
Task = tuple[Collection[str], Callable[[], object]]
"""The keys of the results that some work puts into the store, and the work."""
Sum = tuple[Mapping[str, bytes], AbstractSet[str], Files, Any]
"""Rows for the store, the keys that were asked for, files written in the output folder, and a result."""
_MOST = 8
"""Processes: more would wait for the first one, which puts together what they made."""
_FEWEST = 100
"""Texts for each process: with fewer, copying it costs more than it saves."""
_PATIENCE = 2.0
"""Seconds that a copy has to end."""
_THREADS = Path("/proc/self/task")


def is_safe() -> bool:
    """Whether this process can be copied.

    A copy has only the thread that made it, and what the others held stays locked, unless it is known what
    they hold. Processes of a plugin's would take a copy for this one. macOS starts threads of its own, and
    Windows knows no copies.
    """
    if sys.platform != "linux" or has_helpers():
        return False
    with unwatched(), suppress(OSError):  # a sandbox may have no /proc
        return len(os.listdir(_THREADS)) == 1 + len(_find_displays())
    return False


def _find_displays() -> Mapping[threading.Thread, "Live"]:
    """The threads that only draw, such as Pelican's “Generating...”, with what they draw."""
    shown = {thread: getattr(thread, "live", None) for thread in threading.enumerate()}
    if not any(shown.values()):
        return {}
    from rich.live import Live  # noqa: PLC0415  # not before: most builds draw nothing

    return {thread: live for thread, live in shown.items() if isinstance(live, Live)}


@contextmanager
def _undrawn() -> Iterator[None]:
    """Have nothing drawn meanwhile, so that no copy of the process misses a lock that the drawing holds."""
    with ExitStack() as locks, catch_warnings():
        for live in _find_displays().values():
            locks.enter_context(live._lock)  # rich's own
        simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of any thread
        yield


def _wait(process: int, options: int = 0) -> bool:
    """Whether a process has ended. The system forgets it at once where the program ignores SIGCHLD."""
    try:
        return os.waitpid(process, options) != (0, 0)
    except ChildProcessError:
        return True


class Worker:
    """A copy of this process, as this process sees it."""

    def __init__(self, process: int | None, pipe: int) -> None:
        """Know its number, None if there could be no copy, and where it hands over what it made."""
        self._process, self._pipe = process, pipe

    def wait(self) -> Any:  # what `work` returns
        """What it hands over; None if it failed."""
        with os.fdopen(self._pipe, "rb") as pipe:
            data = pipe.read()
        if self._process is not None:
            _wait(self._process)
        try:
            return pickle.loads(data)  # noqa: S301  # our own
        except Exception:  # noqa: BLE001  # cut off, as the copy was killed
            return None

    def stop(self) -> None:
        """End it, if nobody needs it any more; it has a moment to remove what it made for itself."""
        os.close(self._pipe)
        if self._process is None:
            return
        os.kill(self._process, signal.SIGTERM)
        deadline = time.monotonic() + _PATIENCE
        while not _wait(self._process, os.WNOHANG):
            if time.monotonic() > deadline:
                os.kill(self._process, signal.SIGKILL)
                _wait(self._process)
                break
            time.sleep(0.001)


class Copy:
    """A copy of a process, as it sees itself."""

    def __init__(self, pipe: int, original: int) -> None:
        """Hand over to the process with this number, through a pipe."""
        self._pipe, self._original = pipe, original

    def go_on(self) -> None:
        """End if the process that waits was killed: the next build waits for the lock that this one holds."""
        if os.getppid() != self._original:
            os._exit(1)

    def end(self, result: Callable[[], object]) -> NoReturn:
        """Hand over a result, and end without what the process would do at its end."""
        try:
            signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # see `Worker.stop`
            data = pickle.dumps(result(), protocol=5)
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            with os.fdopen(self._pipe, "wb") as file:
                file.write(data)
            _end_pools()
        finally:
            os._exit(0)


def _close(pipe: int) -> None:
    with suppress(OSError):
        os.close(pipe)


def _end_pools() -> None:
    """End the processes that plugins have started by Python's own means, as Python does at its end."""
    if pools := sys.modules.get("concurrent.futures.process"):
        pools._python_exit()
    if util := sys.modules.get("multiprocessing.util"):
        util._exit_function()


def _refuse(_path: str, _act: Act) -> None:
    """Do nothing with the output folder or a program: it would be done twice, and in another order."""
    raise TooEarlyError


def copy_process(heard: logging.Handler) -> Worker | Copy:
    """Returns twice: in this process what stands for the copy, and in the copy, where only `heard` hears.

    If the system allows no more processes, it returns once, as if the copy had failed.
    """
    start, end = os.pipe()
    original = os.getpid()  # in the copy it could be too late to ask: it may have been killed
    with _undrawn():
        for stream in (sys.stdout, sys.stderr):
            stream.flush()  # else both would write what is in there
        try:
            with unheard():  # what a copy writes is known
                process: int | None = os.fork()
        except OSError:  # there are too many, or memory is short
            process = None
    if process != 0:
        os.close(end)
        return Worker(process, start)
    os.close(start)
    os.register_at_fork(after_in_child=partial(_close, end))  # nobody shall wait for a plugin's processes
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    logging.getLogger().handlers[:] = [heard]
    return Copy(end, original)


class Team:
    """This process and its copies, which all work for one store."""

    def __init__(
        self, store: Store, heard: Warnings, settings: Mapping[str, Any], *, shares: bool = True
    ) -> None:
        """Be as many as INCREMENTAL_PROCESSES says; in copies, only `heard` hears what is logged.

        Unless the team `shares` tasks, copies only do what this process wants to `begin` with.
        """
        self._store, self._heard, self._shares = store, heard, shares
        wanted = settings.get("INCREMENTAL_PROCESSES")
        if wanted is not None and not (isinstance(wanted, int) and wanted > 0):
            message = (
                "INCREMENTAL_PROCESSES is %r, and has to be a number from 1 on. Correct it in the settings."
            )
            logger.warning(message, wanted)
            wanted = None
        self.size = min(wanted or os.cpu_count() or 1, _MOST)
        self.fewest = 1 if wanted else _FEWEST
        """How many texts or pages are worth a process."""
        self._workers: list[Worker] = []
        self._has_told = False
        self._files, self._known = Files(wants_reads=False, follows_programs=True), frozenset[str]()

    def share(self, tasks: Sequence[Task]) -> None:
        """Have copies begin with the last tasks, if there are many; `Store.get` waits for theirs.

        This process does the first, as it asks for their results, and what a copy cannot do or warns of.
        """
        size = min(self.size, len(tasks) // self.fewest)
        if not self._shares or size <= 1 or not self.may_copy():
            return
        claims, workers = Claims(range(len(tasks))), list[Worker]()
        for _ in range(size - 1):
            worker = self.copy()
            if isinstance(worker, Copy):
                worker.end(partial(self._work_off, tasks, claims, worker))
            workers.append(worker)

        def settle(number: int) -> None:
            if not claims.take_up_to(number):
                while workers:
                    self.take_over(workers.pop(0))

        for number, (keys, _) in enumerate(tasks):
            self._store.expect(keys, partial(settle, number))

    def begin(self, compute: Callable[[], Any]) -> Callable[[], Any]:  # any value
        """A function that returns what `compute` returns, with which a copy begins, if there may be one.

        If a copy fails or warns of something, this process computes it again.
        """
        if self.size == 1 or not self.may_copy():
            return cache(compute)
        worker = self.copy()
        if isinstance(worker, Copy):
            worker.end(partial(self._compute, compute))

        def wait() -> Any:  # as above
            # If not, this is a copy itself, or all is over.
            result = self.take_over(worker) if worker in self._workers else None
            return compute() if result is None else result

        return cache(wait)

    def may_copy(self) -> bool:
        """Whether there may be copies; the log says once why not."""
        if is_safe():
            return True
        if sys.platform == "linux" and not self._has_told:
            logger.info("One process does everything, as something has started a thread, or processes.")
            self._has_told = True
        return False

    def copy(self) -> Worker | Copy:
        """Begin to work in one more process, which ends with what `sum_up` returns."""
        worker = copy_process(self._heard)
        if isinstance(worker, Copy):
            self._workers.clear()  # they are not its own
            self._store.split_off()
            self._known = frozenset(self._store.fresh)
            watch(self._files)
        else:
            self._workers.append(worker)
        return worker

    def stop(self) -> None:
        """End the copies that are still at work."""
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def sum_up(self, result: object = None) -> Sum:
        """In a copy: what it hands over, with a result."""
        rows = {key: row for key, row in self._store.fresh.items() if key not in self._known}
        self._files.add_from_programs()
        self._files.found.clear()
        return rows, self._store.used, self._files, result

    def take_over(self, worker: Worker) -> Any:
        """Wait for a copy, and take what it made; its result, or None if it failed."""
        self._workers.remove(worker)
        handed: Sum | None = worker.wait()
        if handed is None:
            return None
        rows, used, files, result = handed
        self._store.fresh.update(rows)
        self._store.used.update(used)
        note_copied(files)
        return result

    def _compute(self, compute: Callable[[], object]) -> Sum:
        before, result = self._heard.count, compute()
        return self.sum_up(result if self._heard.count == before else None)

    def _work_off(self, tasks: Sequence[Task], claims: Claims, copy: Copy) -> Sum:
        while (number := claims.take_last()) is not None:
            copy.go_on()
            # It fails again, and is reported, where it is asked for.
            with suppress(Exception, TooEarlyError), guarded(_refuse):
                tasks[number][1]()
        return self.sum_up()
