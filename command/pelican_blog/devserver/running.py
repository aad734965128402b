"""Builds the site, serves it and receives comments; rebuilds whenever something changes."""

import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.inbox.server import listen

from pelican_blog.building.build import ADVICE, CACHE, OUTPUT, Outcome
from pelican_blog.devserver.builder import OLDEST, Builder
from pelican_blog.devserver.building import SITE, Announcement, Search
from pelican_blog.devserver.indexing import PAUSE, Indexer
from pelican_blog.devserver.news import News, digest_looks
from pelican_blog.devserver.placeholder import Placeholder
from pelican_blog.devserver.server import Server, ServerEndedError
from pelican_blog.devserver.watching import Event, Watcher

SETTINGS = "pelicanconf.py"
USUAL = ("content", "theme", "plugins")
"""The folders to watch until it is known which ones the settings name."""
IGNORED = (OUTPUT, Path(".cache"))
"""What builds write to."""


def main(port: int, options: Sequence[str]) -> int:
    """The exit status: 0 after Ctrl-C or a signal, 1 if it could not continue."""
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
    """Build and serve until stopped.

    Raises CommentsError if the port is in use, ServerEndedError if the server ended.
    """
    events: SimpleQueue[Event] = SimpleQueue()
    with listen("127.0.0.1", port) as listener:
        indexer = Indexer()
        search: Search | None = None
        watcher, server = Watcher(events, IGNORED, [CACHE]), Server(listener, SETTINGS, events)
        placeholder = Placeholder(listener)

        def prepare(announcement: Announcement) -> None:
            nonlocal search
            search = announcement.search
            watcher.watch(announcement.folders, announcement.code)
            server.follow(announcement)

        builder = Builder(SETTINGS, options, prepare)

        def build_now() -> Outcome:
            drain(events)  # changes so far are part of the build that starts now
            indexer.stop()
            outcome = builder.build()
            indexer.is_due = indexer.is_due or outcome.written > 0
            News(title=entitle(outcome), faults=outcome.faults, looks=digest_looks(SITE)).write()
            report(outcome)
            watcher.follow_links()
            if outcome.is_complete:
                builder.begin()
            return outcome

        def wait_long() -> None:
            while not wait_for_change(events, OLDEST):
                builder.begin()

        try:
            watcher.watch(map(Path, USUAL))
            while not (outcome := build_now()).is_complete:
                placeholder.show_faults(outcome.faults)
                wait_for_change(events)
            placeholder.end()
            server.open()
            tell(f"http://localhost:{listener.getsockname()[1]}/ shows it; stop with Ctrl-C.\n")
            while True:
                if search and indexer.is_due:
                    if not wait_for_change(events, PAUSE):
                        indexer.start(search)
                        wait_long()
                else:
                    wait_long()
                build_now()
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C would leave processes running
            indexer.stop()
            builder.end()
            placeholder.end()
            server.end()
            watcher.end()


def report(outcome: Outcome) -> None:
    """Print problems, and in one line what was built."""
    sys.stdout.writelines(f"{notice}\n" for notice in outcome.notices)
    sys.stderr.writelines(f"{fault}\n" for fault in outcome.faults)
    sys.stderr.flush()
    if not outcome.is_complete:
        tell("Nothing was built. Waiting for a change.\n")
    elif outcome.faults:
        problems = count_problems(outcome)
        tell(f"{outcome.describe().removesuffix('.')}, with {problems} (see above). {ADVICE}\n")
    else:
        tell(f"{outcome.describe()}\n")


def entitle(outcome: Outcome) -> str:
    """What pages say above the problems of a build."""
    if not outcome.is_complete:
        return "Nothing was built: this is the site as it was"
    return f"The last build has {count_problems(outcome)}"


def count_problems(outcome: Outcome) -> str:
    """How many problems a build had, in words."""
    count = len(outcome.faults)
    return f"{count} problem{'' if count == 1 else 's'}"


def tell(text: str) -> None:
    """Print this at once, even into a pipe."""
    sys.stdout.write(text)
    sys.stdout.flush()


def drain(events: SimpleQueue[Event]) -> None:
    """Empty the queue, and raise errors in it."""
    while True:
        try:
            judge(events.get_nowait())
        except Empty:
            return


def wait_for_change(events: SimpleQueue[Event], timeout: float | None = None) -> bool:
    """Whether something has changed, perhaps earlier, within these seconds, or ever; raise errors."""
    try:
        judge(events.get(timeout=timeout))
    except Empty:
        return False
    return True


def judge(event: Event) -> None:
    """Raise the event if it is an error."""
    if event:
        raise event
