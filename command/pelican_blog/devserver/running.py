"""Builds the site, serves it and receives comments; builds again whenever something changes."""

import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.inbox.server import listen

from pelican_blog.building.build import ADVICE, OUTPUT, Outcome
from pelican_blog.devserver.building import Announcement, build
from pelican_blog.devserver.placeholder import Placeholder
from pelican_blog.devserver.server import Server, ServerEndedError
from pelican_blog.devserver.watching import Event, Watcher

SETTINGS = "pelicanconf.py"
IGNORED = (OUTPUT, Path(".cache"))
"""What builds write."""


def main(port: int, options: Sequence[str]) -> int:
    """The exit status: 0 when Ctrl-C or a signal ended it, 1 when it could not go on."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        run(port, options)
    except (CommentsError, ServerEndedError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def run(port: int, options: Sequence[str]) -> None:
    """Build and serve until something ends it.

    Raises CommentsError where the port is taken, ServerEndedError where the server has ended.
    """
    events: SimpleQueue[Event] = SimpleQueue()
    with listen("127.0.0.1", port) as listener:
        watcher, server = Watcher(events, IGNORED), Server(listener, SETTINGS, events)
        placeholder = Placeholder(listener)

        def prepare(announcement: Announcement) -> None:
            watcher.watch(announcement.folders)
            server.follow(announcement)

        def build_now() -> Outcome:
            drain(events)  # what has changed until here is in the build that begins
            outcome = build(SETTINGS, options, prepare)
            report(outcome)
            return outcome

        try:
            watcher.watch([Path("content"), Path("theme")])
            while not (outcome := build_now()).is_complete:
                placeholder.show_faults(outcome.faults)
                wait_for_change(events)
            placeholder.end()
            server.open()
            tell(f"http://localhost:{listener.getsockname()[1]}/ shows it; end it with Ctrl-C.\n")
            while True:
                wait_for_change(events)
                build_now()
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C would leave something running
            placeholder.end()
            server.end()
            watcher.end()


def report(outcome: Outcome) -> None:
    """Say what is wrong, and in one line what was built."""
    count = len(outcome.faults)
    sys.stdout.writelines(f"{notice}\n" for notice in outcome.notices)
    sys.stderr.writelines(f"{fault}\n" for fault in outcome.faults)
    sys.stderr.flush()
    if not outcome.is_complete:
        tell("Nothing was built. Waiting for a change.\n")
    elif count:
        problems = f"{count} problem{'' if count == 1 else 's'}"
        tell(f"{outcome.describe().removesuffix('.')}, with {problems} (see above). {ADVICE}\n")
    else:
        tell(f"{outcome.describe()}\n")


def tell(text: str) -> None:
    """Print it now, whoever reads it."""
    sys.stdout.write(text)
    sys.stdout.flush()


def drain(events: SimpleQueue[Event]) -> None:
    """Take out of the queue what has happened, and raise what is an error."""
    while True:
        try:
            judge(events.get_nowait())
        except Empty:
            return


def wait_for_change(events: SimpleQueue[Event]) -> None:
    """Return when something has changed, which may have been long ago; raise what is an error."""
    judge(events.get())


def judge(event: Event) -> None:
    """Raise an event that is an error."""
    if event:
        raise event
