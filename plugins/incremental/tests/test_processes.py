"""Work in copies of the process, and what becomes of it."""

import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from pelican.plugins.incremental import processes
from pelican.plugins.incremental.claims import Claims
from pelican.plugins.incremental.processes import Team
from pelican.plugins.incremental.store import Store
from pelican.plugins.incremental.warnings import Warnings

OWN = str(os.getpid()).encode()
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there processes are copied")


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs the tests may have threads, which hold nothing that these tests need."""
    monkeypatch.setattr(processes, "is_safe", lambda: True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "results.db")) as store:
        yield store


def share(
    store: Store, number: int, wanted: int | None = 2, work: Callable[[], object] = lambda: None
) -> Team:
    """A team that shares as many tasks; each puts the number of its process into the store."""

    def put(key: str) -> None:
        work()
        store.put(key, str(os.getpid()).encode())

    team = Team(store, Warnings(), {"INCREMENTAL_PROCESSES": wanted})
    team.share([((f"text {task}",), lambda key=f"text {task}": put(key)) for task in range(number)])
    return team


def test_results_of_copies_are_in_the_store_once_they_are_asked_for(store: Store, tmp_path: Path) -> None:
    read, write = os.pipe()
    share(store, 9, wanted=3, work=lambda: os.write(write, b"x"))
    for _ in range(9):  # before this process asks for one
        os.read(read, 1)
    made = [store.get(f"text {task}") for task in range(9)]
    assert not {None, OWN} & {*made}
    store.save()
    with closing(Store(tmp_path / "results.db")) as later:
        assert later.get("text 5") == made[5]


def test_this_process_does_the_first_tasks_until_a_copy_has_done_the_next(store: Store) -> None:
    begun, go = os.pipe(), os.pipe()
    share(store, 9, work=lambda: os.write(begun[1], b"x") and os.read(go[0], 1))
    os.write(go[1], b"xx")  # for the last two
    for _ in range(3):
        os.read(begun[0], 1)
    made = [store.get(f"text {task}") for task in range(6)]
    assert made == [None] * 6
    os.write(go[1], b"x")
    assert store.get("text 0") is None
    made = [store.get(f"text {task}") for task in (6, 7, 8)]
    assert not {None, OWN} & {*made}


def test_copies_may_be_forgotten_as_soon_as_they_end(store: Store) -> None:
    """As where a program ignores that its children end, which others inherit."""
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        read, write = os.pipe()
        team = share(store, 9, wanted=3, work=lambda: os.write(write, b"x"))
        for _ in range(9):  # before this process asks for one
            os.read(read, 1)
        made = [store.get(f"text {task}") for task in range(9)]
        team.stop()
    finally:
        signal.signal(signal.SIGCHLD, before)
    assert not {None, OWN} & {*made}


def test_each_number_is_taken_once() -> None:
    claims = Claims(range(3, 9))
    assert (claims.take_first(), claims.take_last()) == (3, 8)
    assert [claims.take_up_to(number) for number in (4, 8, 3, 5)] == [True, False, True, True]
    assert (claims.take_last(), claims.take_first()) == (7, 6)
    assert (claims.take_last(), claims.take_first()) == (None, None)
    assert not claims.take_up_to(7)


def test_few_tasks_are_not_shared(store: Store) -> None:
    share(store, 150, wanted=None)
    assert store.get("text 149") is None


def test_what_a_copy_begins_with_is_computed_here_if_it_fails(store: Store) -> None:
    teams = {wanted: share(store, 0, wanted) for wanted in (1, 2)}
    number: Callable[[], int] = teams[2].begin(os.getpid)
    assert number() == number() != os.getpid()
    assert teams[1].begin(os.getpid)() == os.getpid()
    assert teams[2].begin(lambda: os.getpid() if os.getpid() == int(OWN) else sys.exit("no"))() == int(OWN)


def test_what_a_copy_remembers_is_kept_and_what_it_warns_of_is_done_again(store: Store) -> None:
    team = share(store, 0)

    def compute() -> int:
        store.put("text own", b"made")
        return os.getpid()

    begun = team.begin(compute)
    assert store.get("text own") is None
    assert begun() != int(OWN)
    assert store.get("text own") == b"made"

    def warn() -> int:
        logging.getLogger().warning("This is said by the process that is heard.")
        return os.getpid()

    assert team.begin(warn)() == int(OWN)


@pytest.mark.parametrize("end", [lambda: os._exit(1), lambda: sys.exit("no"), lambda: 1 / 0])
def test_work_that_fails_is_left_to_this_process(store: Store, end: Callable[[], None]) -> None:
    share(store, 4, work=end)
    assert [store.get(f"text {task}") for task in range(4)] == [None] * 4
    store.put("text 3", b"own")
    assert store.get("text 3") == b"own"


def test_work_is_done_alone_where_no_more_processes_are_allowed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fork() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", fork)
    team = share(store, 4)
    assert [store.get(f"text {task}") for task in range(4)] == [None] * 4
    assert team.begin(os.getpid)() == os.getpid()
    share(store, 4).stop()


def test_copies_say_nothing_and_end_with_their_team(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    fork, copies = os.fork, list[int]()
    read, write = os.pipe()
    monkeypatch.setattr(os, "fork", lambda: copies.append(process := fork()) or process)
    share(store, 4, work=lambda: os.write(write, b"x") and logging.getLogger().error("said"))
    os.read(read, 1)
    assert store.get("text 3")
    share(store, 4, work=signal.pause).stop()
    assert len(copies) == 2
    for process in copies:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("is_early", [True, False])
def test_copies_end_with_the_process_that_waits(
    store: Store, monkeypatch: pytest.MonkeyPatch, *, is_early: bool
) -> None:
    """It is killed before its copy can look at anything, or later; the pipe is open as long as one lives."""
    read, write = os.pipe()
    fork, killed = os.fork, os.fork()
    if not killed:
        original = os.getpid()

        def outlive() -> None:
            while os.getppid() == original:
                time.sleep(0.001)

        def fork_and_die() -> int:
            if fork():
                os.kill(original, signal.SIGKILL)
            outlive()
            return 0

        def work() -> None:
            os.write(write, b"x")
            outlive()

        if is_early:
            monkeypatch.setattr(os, "fork", fork_and_die)
        share(store, 8, work=work)
        os.read(read, 1)
        os.kill(original, signal.SIGKILL)
    os.waitpid(killed, 0)
    os.close(write)
    assert os.read(read, 1) == b""


def test_copy_ends_with_the_processes_that_it_has_started(store: Store) -> None:
    def compute() -> int:
        executor = ProcessPoolExecutor(1, multiprocessing.get_context("fork"))
        return executor.submit(os.getpid).result()

    number = share(store, 0).begin(compute)()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


BESIDE_ANOTHER = """
import multiprocessing, signal
from pelican.plugins.incremental.processes import is_safe

process = multiprocessing.get_context("fork").Process(target=signal.pause, daemon=True)
for change in (process.start, process.kill):
    print(is_safe())
    change()
    print(is_safe())
process.join()
print(is_safe())
"""


def test_process_with_others_that_wait_for_work_is_not_copied() -> None:
    """At its end, a copy would end them, too."""
    shown = subprocess.run([sys.executable, "-c", BESIDE_ANOTHER], capture_output=True, text=True, check=True)
    first, second, third, _, last = shown.stdout.split()
    assert [first, second, third, last] == ["True", "False", "False", "True"]


UNDER_A_DISPLAY = """
import logging, os, threading
from pathlib import Path
from pelican.plugins.incremental.processes import Team, is_safe
from pelican.plugins.incremental.store import Store
from pelican.plugins.incremental.warnings import Warnings
from rich.console import Console

with Console().status("Generating..."):
    team = Team(Store(Path("results.db")), Warnings(), {"INCREMENTAL_PROCESSES": 2})
    worker = team.begin(os.getpid)
    print(worker() != os.getpid(), threading.active_count(), is_safe())
    threading.Thread(target=threading.Event().wait, daemon=True).start()
    print(is_safe())
logging.basicConfig(level="INFO", format="%(message)s")
print([team.begin(os.getpid)() == os.getpid() for _ in range(2)])
"""


def test_what_pelican_shows_of_its_work_does_not_keep_the_process_from_being_copied(tmp_path: Path) -> None:
    """Its own command draws that in a thread; any other thread keeps the process from being copied."""
    shown = subprocess.run(
        [sys.executable, "-c", UNDER_A_DISPLAY], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert shown.stdout.splitlines() == ["True 2 True", "False", "[True, True]"]
    message = "One process does everything, as something has started a thread, or processes."
    assert shown.stderr.splitlines() == [message]
