"""The CPU cost of reading an e-mail, as ratios measured side by side.

    .venv/bin/python benchmarks/mail.py

A message twice as long should take about twice the time, even one written to take longer.
"""

import statistics
import sys
import time
from datetime import UTC, datetime

from pelican.plugins.comments.mail.messages import read_message

LENGTH = 25_000
"""Characters of the shorter message."""
HEAD = "From: Jeanne <jeanne@example.org>\r\nSubject: [article/1]\r\n\r\nMerci !\r\n"
LINES = {
    "ordinary text": "Un mot de plus, puis un autre, comme on en écrit.",
    "quotation": "> x",
    "introductions": "Le lun. 3 nov. 2025 à 10:12, Paul <cite@example.org> a écrit :",
    "broken ones": "On Mon, Nov 3, 2025 at 10:12 AM Paul  x",
    "headers": "De : x",
    "signatures": "Envoyé de mon iPhone",
    "bars": "_" * 40,
    "colons": ":",
    "spaces": " ",
}


def measure(line: str, length: int) -> float:
    """The CPU seconds to read a message that repeats a line."""
    message = (HEAD + f"{line}\r\n" * (length // (len(line) + 2))).encode()
    start = time.process_time()
    read_message(message, now=datetime(2026, 1, 1, tzinfo=UTC))
    return time.process_time() - start


def main() -> None:
    """Print the table."""
    for name, line in LINES.items():
        pairs = [(measure(line, LENGTH), measure(line, 2 * LENGTH)) for _ in range(5)]
        seconds = statistics.median(short for short, _ in pairs)
        ratio = statistics.median(long / short for short, long in pairs)
        sys.stdout.write(f"{name:<14} {seconds * 1000:>8.1f} ms   twice as much: {ratio:.1f} times that\n")


if __name__ == "__main__":
    main()
