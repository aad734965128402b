"""How long a writer waits after saving, and how much memory edits take, compared to `pelican --autoreload`.

    .venv/bin/python benchmarks/devserver.py [--posts 200] [--edits 50]

Both serve a generated blog with this site's theme and plugins, and take turns, one edit each. The wait ends
when the new words are in the page on disk: Pelican writes one page after the other into output/, articles
first; ours replaces it once all are written. Memory is that of all processes of a dev server, after the
first build and after the last edit.
"""

import argparse
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))
from benchmarks.corpus import (
    COMMENTS_A_POST,
    write_corpus,
)  # the root is not on a script's path

ROOT = Path(__file__).resolve().parents[1]

DONE = re.compile(r"^(?:Built|Done: Processed) ", re.MULTILINE)
LIMIT = 600.0
"""Seconds after which we give up on a build."""
PAGE = "output/2026/01/01/edited/index.html"
"""Of the newest post, which is the one edited."""


class DevServer:
    """A dev server with a blog of its own."""

    def __init__(self, folder: Path, command: list[str], posts: int) -> None:
        """Write the blog and start it; wait for its first build."""
        self.folder = folder
        write_corpus(folder, posts)
        write_post(folder, "Le premier.")
        self.log, self.builds = folder / "log", 0
        with self.log.open("w") as log:
            self.process = subprocess.Popen(  # noqa: S603  # our own
                command,
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.rest()
        time.sleep(2)  # Pelican starts watching after it reports that it is done
        self.before = self.measure()

    def wait_for(self, words: str) -> None:
        """Wait until the newest post's page contains these words."""
        page = self.folder / PAGE
        self._wait(
            lambda: page.is_file() and words in page.read_text(encoding="utf-8"), f"{words!r} in {page}"
        )

    def edit(self, number: int) -> float:
        """The seconds from an edit to its page."""
        start = time.perf_counter()
        write_post(self.folder, f"Édition {number}.")
        self.wait_for(f"Édition {number}.")
        seconds = time.perf_counter() - start
        self.rest()
        time.sleep(0.5)  # as above
        return seconds

    def rest(self) -> None:
        """Wait until it reports another finished build."""
        self.builds += 1
        self._wait(lambda: len(DONE.findall(self.log.read_text(encoding="utf-8"))) >= self.builds, "a build")

    def _wait(self, is_reached: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + LIMIT
        while not is_reached():
            if time.monotonic() > deadline or self.process.poll() is not None:
                sys.exit(
                    f"{self.folder.name}: waited in vain for {what}\n{self.log.read_text(encoding='utf-8')}"
                )
            time.sleep(0.005)

    def list_processes(self) -> list[int]:
        """The processes of its group."""
        return [number for number in list_numbers() if read_group(number) == self.process.pid]

    def measure(self) -> float:
        """The memory of its processes, in MiB."""
        return sum(read_resident(number) for number in self.list_processes()) / 1024

    def end(self) -> None:
        """End it as Ctrl-C does."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(LIMIT)


def list_numbers() -> Iterator[int]:
    """The ids of all processes."""
    return (int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal())


def read_stat(number: int) -> list[str]:
    """The fields of /proc/<number>/stat (proc_pid_stat(5)) from the third on; empty if it has ended."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def read_group(number: int) -> int:
    """The process group of a process."""
    fields = read_stat(number)
    return int(fields[2]) if fields else 0


def read_resident(number: int) -> int:
    """The memory of a process in KiB, counting its share of shared pages (Pss)."""
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def write_post(folder: Path, words: str) -> None:
    """Save the newest post, as an editor does."""
    path = folder / "content/posts/edited.md"
    draft = path.with_suffix(".md~")
    draft.write_text(f"Title: Edited\nDate: 2026-01-01\nSlug: edited\n\n{words}\n", encoding="utf-8")
    draft.replace(path)


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", type=int, default=200)
    parser.add_argument("--edits", type=int, default=50)
    asked = parser.parse_args()
    ours = [sys.executable, "-m", "pelican_blog", "devserver", "--port", "0"]
    theirs = [sys.executable, "-m", "pelican", "content", "--settings", "pelicanconf.py", "--autoreload"]
    with tempfile.TemporaryDirectory() as place:
        servers = [
            DevServer(Path(place, name), command, asked.posts)
            for name, command in (("make devserver", ours), ("pelican --autoreload", theirs))
        ]
        seconds = [[server.edit(number) for server in servers] for number in range(asked.edits)]
        after = [server.measure() for server in servers]
        for server in servers:
            server.end()
    sys.stdout.write(
        f"{asked.posts} posts, {asked.posts * COMMENTS_A_POST:,} comments, {asked.edits} edits\n"
    )
    for server, waits, memory in zip(servers, zip(*seconds, strict=True), after, strict=True):
        wait = f"edit to page {statistics.median(waits):.2f} s (longest {max(waits):.2f})"
        held = f"memory {server.before:.0f} MiB, after the edits {memory:.0f} MiB"
        sys.stdout.write(f"{server.folder.name:<21} {wait}; {held}\n")
    ratio = statistics.median(one / other for one, other in seconds)
    sys.stdout.write(f"ours takes {ratio:.2f} times as long, edit by edit\n")


if __name__ == "__main__":
    main()
