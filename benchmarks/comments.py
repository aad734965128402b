"""The CPU cost of comments, as ratios measured side by side.

    .venv/bin/python benchmarks/comments.py

Reading is compared with Pelican's own reader, which pelican_comment_system and its fork call for each file.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from markupsafe import Markup
from pelican.contents import Content
from pelican.plugins.comments.markup import MAX_SOURCE, render_markdown
from pelican.plugins.comments.models import Comment
from pelican.plugins.comments.storage import read_comments
from pelican.plugins.comments.threads import build_discussion
from pelican.readers import Readers
from pelican.settings import read_settings

START = datetime(2015, 11, 20, tzinfo=UTC)
TEXT = (
    "Il faut jongler avec les communautés, les outils et ne pas s’y perdre. *Vraiment* : on pense le faire "
    "sur son compte perso, les fautes de frappe et j’en passe 😉 Et vous, vous avez du temps parfois ? "
)
MAX_NAMED = 20
LINK = "Voir https://example.org/a"
HOSTILE = [
    *("[", "<b>", "> ", "*a ", "![", "`", "<", "((", "- ", "[a](", "<!--", "~~", "https://a.b/", "**_"),
    *("://", "[://a", "[a][://", "https://[", "[a]([a][", "&#1;", "*a", "_*a", "|a", "[a]: b\n", "a@b.c "),
    *("<img>", "<a><img>", "<!-- -->", "<!--\n", "www.a.b ", "| a |\n|-|\n", "<kbd></kbd>"),
    *("> #\na\n", ">> #\n> a\n", "[^a]: b\n> > ```\n", "x\n<!-- a\n", "[a\n\u00a0\n", "a|b\n-|-\n"),
]
MIXED = ["> [|\n" * 5 + "[a]" * 3300, "x:[a]( " * 200 + "://`[" * 2000, "\\a [" * 10 + "_" * 9900]
MIXED += ["|a" * 99 + "|\n" + "|-" * 99 + "|\n" + "|\n" * 4800, "x\n<!-- a\n" * 900 + "-->"]
"""The most expensive of thousands of such mixtures that were tried."""


def measure(work: Callable[[], object]) -> float:
    """The CPU seconds that the work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measure_pairs(one: Callable[[], object], other: Callable[[], object], pairs: int) -> tuple[float, float]:
    """The median seconds of the first work and the median ratio of the second to it; they take turns."""
    figures = [(measure(one), measure(other)) for _ in range(pairs)]
    return statistics.median(a for a, _ in figures), statistics.median(b / a for a, b in figures)


def write_comments(folder: Path, count: int) -> None:
    """Write comments of some 70 words; two in three are replies, one in ten has a link."""
    chance = random.Random(1)  # noqa: S311  # the same texts at every run
    folder.mkdir(parents=True)
    for number in range(count):
        replyto = f"replyto: {chance.randrange(number)}\n" if number % 3 else ""
        date = (START + timedelta(minutes=number)).isoformat()
        text = TEXT[chance.randrange(30) :]
        end = LINK if number % 10 == 0 else "Bonne journée !"
        (folder / f"{number}.md").write_text(
            f"author: Jeanne\ndate: {date}\n{replyto}\n{text}\n\n{text}\n\n{end}\n"
        )


def read_all(folder: Path) -> None:
    """Read the folder and build its threads, as pelican-comments does."""
    build_discussion(read_comments(folder, timezone=UTC, root=folder.parent), max_depth=5)


def read_all_by_pelican(folder: Path) -> None:
    """Read each file with Pelican's readers into a Content."""
    readers = Readers(
        read_settings(override={"PATH": str(folder), "TIMEZONE": "UTC", "SITEURL": "https://example.org"})
    )
    for path in folder.iterdir():
        readers.read_file(base_path=str(folder), path=path.name, content_class=Content)


def build_chain(length: int) -> None:
    """Build one thread in which each comment replies to the previous one."""
    names = [str(number) for number in range(length)]
    build_discussion(
        (
            Comment(id=name, path=name, author="J", date=START, body=Markup("x"), reply_to=before)
            for name, before in zip(names, [None, *names], strict=False)
        ),
        max_depth=5,
    )


def report(what: str, seconds: float, ratio: str) -> None:
    """Print a row."""
    sys.stdout.write(f"{what:<58} {seconds * 1000:>10.1f} ms   {ratio}\n")


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as place:
        small, large = Path(place, "small"), Path(place, "large")
        write_comments(small, 1_000)
        write_comments(large, 10_000)
        seconds, ratio = measure_pairs(lambda: read_all(small), lambda: read_all_by_pelican(small), 5)
        report("read and thread 1,000 comments", seconds, f"Pelican's reader: {ratio:.1f} times that")
        seconds, ratio = measure_pairs(lambda: read_all(small), lambda: read_all(large), 3)
        report("read and thread 10,000 comments", seconds * ratio, f"{ratio:.1f} times that of 1,000")
    seconds, ratio = measure_pairs(lambda: build_chain(10_000), lambda: build_chain(100_000), 3)
    report("thread 100,000 comments in one chain", seconds * ratio, f"{ratio:.1f} times that of 10,000")
    ordinary = (TEXT * MAX_SOURCE)[:MAX_SOURCE]
    for piece in (*HOSTILE, *MIXED):
        hostile = (piece * MAX_SOURCE)[:MAX_SOURCE]
        seconds, ratio = measure_pairs(lambda: render_markdown(ordinary), lambda: render_markdown(hostile), 5)  # noqa: B023  # called at once
        named = piece if len(piece) < MAX_NAMED else f"{piece[:MAX_NAMED]}…"
        report(f"render 10,000 characters of {named!r}", seconds * ratio, f"{ratio:.1f} times ordinary text")


if __name__ == "__main__":
    main()
