"""How commands end that have made or read a whole site."""

import subprocess
import sys

ENDING = """
import atexit, sys
from pelican_blog.__main__ import end_at_once
atexit.register(sys.stdout.write, ", and goodbye")
sys.stdout.write("said")
end_at_once(3)
"""


def test_what_was_said_and_the_status_are_there_though_nothing_is_freed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENDING], capture_output=True, text=True, timeout=600, check=False
    )
    assert (done.stdout, done.stderr, done.returncode) == ("said, and goodbye", "", 3)
