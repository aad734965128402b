"""The CPU cost of French typography, as ratios measured side by side.

    .venv/bin/python benchmarks/typography.py

A text twice as long should take about twice the time, even one written to take longer.
"""

import statistics
import sys
import time

from pelican.plugins.typography import typeset
from pelican.plugins.typography.rules import typeset_text

LENGTH = 50_000
"""Characters of the shorter text."""
ORDINARY = (
    "Vraiment ? « On pense le faire » : 12 h 30, <em>à 50 %</em>, l'été... Voir https://example.org/a ! "
)
HOSTILE = [
    "<",
    '<a ="',
    "<!--",
    "<code>",
    "&#9",
    " ",
    '"a ',
    "! ",
    " :",
    "« ",
    " »",
    "a'",
    "1 234",
    "a://",
    "www.",
]


def measure(text: str) -> float:
    """The CPU seconds to typeset a text as HTML and as plain text."""
    start = time.process_time()
    typeset(text, "fr")
    typeset_text(text, "fr")
    return time.process_time() - start


def compare(piece: str, pairs: int = 5) -> tuple[float, float]:
    """The median seconds of LENGTH characters of a piece, and the median ratio of twice as many to that."""
    text = piece * (LENGTH // len(piece))
    figures = [(measure(text), measure(text * 2)) for _ in range(pairs)]
    return statistics.median(a for a, _ in figures), statistics.median(b / a for a, b in figures)


def main() -> None:
    """Print the table."""
    for piece in [ORDINARY, *HOSTILE]:
        seconds, ratio = compare(piece)
        name = "ordinary text" if piece == ORDINARY else repr(piece)
        sys.stdout.write(f"{name:<14} {seconds * 1000:>8.1f} ms   twice as much: {ratio:.1f} times that\n")


if __name__ == "__main__":
    main()
