"""Runs programs and measures what they and their children cost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LIMIT = 600.0
"""Seconds after which we give up waiting for a server."""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a run took, including its child processes."""

    cpu: float
    """Seconds, user and system."""
    wall: float
    """Seconds."""
    peak: float
    """MiB of the process that used most; Linux does not report less than this one's."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """The cost of a command, which must succeed."""
    log = folder / "printed.txt"
    with log.open("w") as printed:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603  # no shell
            command, cwd=folder, env=environment, stdout=printed, stderr=printed
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    if status:
        sys.exit(f"{' '.join(command)} failed in {folder}:\n{log.read_text(encoding='utf-8')}")
    return Cost(cpu=usage.ru_utime + usage.ru_stime, wall=wall, peak=usage.ru_maxrss / 1024)


class Server:
    """A running program with its children, which all end with it."""

    def __init__(self, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
        """Start it in a session of its own."""
        self.log = folder / "printed.txt"
        with self.log.open("w") as printed:
            self.process = subprocess.Popen(  # noqa: S603  # no shell
                command, cwd=folder, env=environment, stdout=printed, stderr=printed, start_new_session=True
            )

    def wait_for(self, is_reached: Callable[[], bool], what: str) -> None:
        """Wait until this is true, which is checked every few milliseconds."""
        deadline = time.monotonic() + LIMIT
        while not is_reached():
            if time.monotonic() > deadline or self.process.poll() is not None:
                sys.exit(f"Waited in vain for {what}:\n{self.log.read_text(encoding='utf-8')}")
            time.sleep(0.005)

    def rest(self) -> None:
        """Wait until it has used next to no processor time for a second."""
        used = [self._read_cpu()]

        def is_idle() -> bool:
            time.sleep(1)
            used.append(self._read_cpu())
            return used[-1] - used[-2] < 0.05  # noqa: PLR2004  # some poll for changes

        self.wait_for(is_idle, "a server to have nothing to do")

    def read_memory(self) -> float:
        """The memory of its processes in MiB, counting their shares of shared pages (Pss)."""
        return sum(read_share(number) for number in self._list_processes()) / 1024

    def close(self) -> None:
        """End it and its children."""
        with suppress(ProcessLookupError):  # it has ended by itself
            os.killpg(self.process.pid, signal.SIGINT)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

    def _list_processes(self) -> list[int]:
        """The processes of its session."""
        numbers = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
        return [number for number in numbers if read_stat(number)[3:4] == [str(self.process.pid)]]

    def _read_cpu(self) -> float:
        """The seconds of processor time that its processes, and their ended children, have used."""
        times = [read_stat(number)[11:15] for number in self._list_processes()]
        return sum(map(int, (ticks for fields in times for ticks in fields))) / TICKS


def read_stat(number: int) -> list[str]:
    """The fields of /proc/<number>/stat (proc_pid_stat(5)) from the third on; empty if it has ended."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def read_share(number: int) -> int:
    """The memory of a process in KiB, counting its share of shared pages; 0 if it has ended."""
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
