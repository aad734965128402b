"""What it costs to build an article with 10,000 and 50,000 comments, and the size of its largest page.

    .venv/bin/python benchmarks/threads.py [COUNT …]

The whole site is built, in this theme, with every way to reply, but without the search, a separate program.
"""

import logging
import sys
import tempfile
import time
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from pelican import Pelican  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.settings import read_settings

sys.path.insert(0, str(Path(__file__).parent.parent))
from benchmarks.comments import write_comments  # a script's own folder is on its path, the root is not

ROOT = Path(__file__).parent.parent
COUNTS = (10_000, 50_000)
ARTICLE = "Title: Le fil\nDate: 2015-11-20 10:00\nSlug: fil\nCategory: Essais\n\nUn texte.\n"


def build_site(folder: Path, count: int) -> float:
    """The CPU seconds to build a site whose only article has this many comments."""
    content = folder / "content"
    write_comments(content / "comments" / "fil", count)
    (content / "posts").mkdir()
    (content / "posts" / "fil.md").write_text(ARTICLE, encoding="utf-8")
    settings = read_settings(str(ROOT / "pelicanconf.py"))
    settings |= {
        "PATH": str(content),
        "OUTPUT_PATH": str(folder / "output"),
        "SITEURL": "https://example.org/blog",
        "RELATIVE_URLS": False,
        "STATIC_PATHS": [],
        "PLUGINS": [name for name in settings["PLUGINS"] if name != "pagefind"],
        "COMMENTS": {**settings["COMMENTS"], "email": "comments@example.org"},
    }
    pelican = Pelican(settings)
    start = time.process_time()
    with redirect_stdout(StringIO()):
        pelican.run()
    return time.process_time() - start


def report(count: int, folder: Path, seconds: float) -> None:
    """Print a row."""
    sizes = {path.stat().st_size: path for path in (folder / "output").rglob("*.*") if path.is_file()}
    pages = len([*(folder / "output").rglob("comments-*/index.html")]) + 1
    largest = max(sizes)
    sys.stdout.write(
        f"{count:>7,} comments {seconds:>7.1f} s, {seconds / count * 1000:.2f} ms each; {pages:>4} pages; "
        f"the largest file has {largest / 1000:.0f} KB: {sizes[largest].relative_to(folder / 'output')}\n"
    )


def main() -> None:
    """Print a row for each size, then how the time grows with the comments."""
    logging.disable()
    counts = [int(argument) for argument in sys.argv[1:]] or COUNTS
    costs: dict[int, float] = {}
    for count in counts:
        with tempfile.TemporaryDirectory() as place:
            costs[count] = build_site(Path(place), count)
            report(count, Path(place), costs[count])
    least, most = min(costs), max(costs)
    ratio = costs[most] / costs[least]
    sys.stdout.write(f"{most / least:.1f} times the comments cost {ratio:.1f} times the time\n")


if __name__ == "__main__":
    main()
