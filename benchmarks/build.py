"""What a build costs before and after a change: two checkouts build the same blog in turn.

    git worktree add /somewhere/before main
    .venv/bin/python benchmarks/build.py /somewhere/before . --posts 1000 3000

For each target it prints the CPU seconds (including Pagefind's) and the elapsed seconds, the median ratio
of the second checkout to the first, and which built files differ. Each build starts without output/ and
.cache/. With one checkout it shows how the time grows with the number of posts. On a busy machine only CPU
ratios mean anything.
"""

import argparse
import compileall
import hashlib
import os
import shutil
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))
from benchmarks.corpus import write_corpus  # the root is not on a script's path
from benchmarks.processes import Cost, run

TARGETS = ("html", "publish", "proofread")
READERS = {"SITEURL": "https://example.org", "GITHUB_REPOSITORY": "example/blog"}
LEFT = (".git", ".venv", ".cache", "output", "inbox", "content", "node_modules", "__pycache__", ".hypothesis")
SHOWN = 8


class Blog:
    """A copy of a checkout with a generated blog."""

    def __init__(self, checkout: Path, folder: Path, content: Path) -> None:
        """Copy the code; use the packages installed here, but our own from the checkout."""
        self.folder, self.name = folder, checkout.name or str(checkout)
        shutil.copytree(checkout, folder, ignore=shutil.ignore_patterns(*LEFT))
        shutil.copytree(content, folder / "content")
        environment = folder / ".venv"
        environment.mkdir()
        for name in ("bin", "lib", "pyvenv.cfg"):
            (environment / name).symlink_to(Path(sys.prefix) / name)
        compileall.compile_dir(folder, quiet=2)  # so the first build does not pay for it
        ours = [*map(str, sorted((folder / "plugins").iterdir())), str(folder / "command")]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
        self._numbers = count()
        self.environment = {**kept, **READERS, "PYTHONPATH": os.pathsep.join(ours)}

    def run(self, target: str) -> Cost:
        """The cost of a Makefile target, which must succeed."""
        for name in ("output", ".cache"):
            # Not removed yet: on ext4 without a journal, what was removed makes new files dear for minutes.
            if (self.folder / name).exists():
                (self.folder / name).rename(self.folder / f"{name}-{next(self._numbers)}")
        return run(["make", "--old-file=.venv/site", target], self.folder, self.environment)

    def read_output(self) -> dict[str, str]:
        """The digest of each built file by path; empty if the target builds none."""
        output = self.folder / "output"
        return {
            path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in output.rglob("*")
            if path.is_file()
        }


def measure(blogs: Sequence[Blog], target: str, rounds: int) -> list[list[Cost]]:
    """The costs of each blog, round by round."""
    return [[blog.run(target) for blog in blogs] for _ in range(rounds)]


def describe_ratio(costs: Sequence[Sequence[Cost]], kind: str) -> str:
    """The median seconds of each blog, and the median ratio of the second to the first."""
    pairs = [[getattr(cost, kind) for cost in pair] for pair in costs]
    seconds = " → ".join(f"{statistics.median(column):.1f}" for column in zip(*pairs, strict=True))
    if len(pairs[0]) == 1:
        return f"{kind} {seconds} s"
    return f"{kind} {seconds} s, × {statistics.median(pair[1] / pair[0] for pair in pairs):.2f}"


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """A summary of the built files that differ, by top-level folder."""
    names = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    if not names:
        return f"{len(before)} built files, all the same"
    folders = Counter(name.partition("/")[0] for name in names)
    kinds = ", ".join(f"{folder} ({count})" for folder, count in folders.most_common(SHOWN))
    examples = ", ".join(names[:SHOWN])
    return f"{len(names)} of {len(before)} built files differ: {kinds}; such as {examples}"


def measure_size(checkouts: Sequence[Path], posts: int, targets: Sequence[str], rounds: int) -> list[float]:
    """The last checkout's median CPU seconds for each target; prints the figures of all checkouts."""
    with tempfile.TemporaryDirectory() as place:
        write_corpus(Path(place, "corpus"), posts)
        content = Path(place, "corpus", "content")
        blogs = [Blog(path.resolve(), Path(place, str(n)), content) for n, path in enumerate(checkouts)]
        seconds = []
        for target in targets:
            costs = measure(blogs, target, rounds)
            seconds.append(statistics.median(pair[-1].cpu for pair in costs))
            figures = ";  ".join(describe_ratio(costs, kind) for kind in ("cpu", "wall"))
            sys.stdout.write(f"{posts:>6} posts  make {target:<10} {figures}\n")
            outputs = [blog.read_output() for blog in blogs]
            if len(outputs) > 1 and any(outputs):
                sys.stdout.write(f"              {compare(*outputs)}\n")
            sys.stdout.flush()
    return seconds


def main() -> None:
    """Print the comparison that the command line asks for."""
    parser = argparse.ArgumentParser(description="Measure builds of one or two checkouts.")
    parser.add_argument("checkouts", nargs="+", type=Path)
    parser.add_argument("--posts", nargs="+", type=int, default=[1_000])
    parser.add_argument("--targets", nargs="+", choices=TARGETS, default=TARGETS)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    if len(given.checkouts) > 2:  # noqa: PLR2004
        parser.error("name one checkout, or two")
    first = measure_size(given.checkouts, given.posts[0], given.targets, given.rounds)
    for posts in given.posts[1:]:
        seconds = measure_size(given.checkouts, posts, given.targets, given.rounds)
        growth = [f"make {t} {s / f:.1f}" for t, s, f in zip(given.targets, seconds, first, strict=True)]
        times = posts / given.posts[0]
        sys.stdout.write(
            f"              {times:.1f} times the posts take these times the cpu: {', '.join(growth)}\n"
        )


if __name__ == "__main__":
    main()
