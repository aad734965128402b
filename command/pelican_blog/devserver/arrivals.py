"""Tells the writer at the terminal about waiting comments."""

import sys
import time
from collections.abc import Callable
from contextlib import suppress

from pelican.plugins.comments.moderation.arrivals import describe_arrivals
from pelican.plugins.comments.moderation.filing import list_waiting
from pelican.plugins.comments.site import Site

_PAUSE = 1.0
"""Seconds between two looks at the inbox, whose folder may not exist yet."""
_COMMAND = "make comments"


def tell_arrivals(read_site: Callable[[], Site]) -> None:
    """Say how many comments are waiting, if any, and then announce each new one, forever."""
    site = read_site()
    known = {filed.name for filed in list_waiting(site)}
    if known:
        tell(f"{count_waiting(len(known))}: {_COMMAND}")
    while True:
        time.sleep(_PAUSE)
        with suppress(OSError):  # a folder removed while it is listed
            waiting = {filed.name for filed in list_waiting(site)}
            if waiting - known and (arrivals := describe_arrivals(read_site(), known)):
                tell(*arrivals, f"To decide: {_COMMAND}")
            known = waiting


def count_waiting(count: int) -> str:
    """How many comments are waiting, in words."""
    return "1 comment is waiting for you" if count == 1 else f"{count} comments are waiting for you"


def tell(*lines: str) -> None:
    """Print these lines at once and unbroken, since builds print too."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()
