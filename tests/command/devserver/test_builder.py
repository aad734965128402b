"""The processes of the dev server that build: which of them makes a page, and what it looks like."""

import os
import signal
from collections.abc import Iterator
from multiprocessing import Pipe
from pathlib import Path

import pytest
from pelican_blog.devserver import building
from pelican_blog.devserver.builder import Builder, build_late

from tests.bad_texts import GOOD, SETTINGS, write_texts
from tests.command.devserver.processes import PATIENCE

CONF = """\
import os
import sys

sys.path.append(os.getcwd())
from words import SITENAME

JINJA_GLOBALS = {"process": os.getpid}
THEME_TEMPLATES_OVERRIDES = ["templates"]
PLUGINS += ["incremental"]
"""


@pytest.fixture
def builder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Builder]:
    """That of a blog whose pages name the process that made them."""
    template = "{{ SITENAME }} {{ process() }} {{ article.content }} {{ article.comments.count }}"
    write_texts(tmp_path / "content", GOOD)
    files = {"words.py": 'SITENAME = "One"\n', "templates/article.html": template}
    write_texts(tmp_path, {**files, "pelicanconf.py": SETTINGS + CONF})
    monkeypatch.chdir(tmp_path)
    builder = Builder("pelicanconf.py", [], lambda _: None)
    yield builder
    builder.end()


def build(builder: Builder) -> tuple[bool, str]:
    """Whether the process that had begun early has built, and the page that it made."""
    early = builder.early
    outcome = builder.build()
    assert (outcome.faults, outcome.is_complete) == ((), True)
    builder.begin()
    assert builder.early
    assert builder.early.connection.poll(PATIENCE)  # it waits
    page = Path(".cache/devserver/good.html").read_text(encoding="utf-8")
    return bool(early and f" {early.process.pid} " in page), page


def test_pages_that_cannot_be_copied_are_told_of_and_the_site_stays_up(builder: Builder) -> None:
    """Such as on a full disk; a file in place of a folder stands for it."""
    build(builder)
    obstacle = Path(".cache/devserver-mirror-fresh")
    obstacle.touch()
    Path("content/other.md").write_text(GOOD["good.md"].replace("good", "other"), encoding="utf-8")
    outcome = builder.build()
    assert not outcome.is_complete
    assert outcome.faults == (f"{obstacle}: File exists; correct that, and save a text again.",)
    assert "Words." in Path(".cache/devserver/good.html").read_text(encoding="utf-8")
    obstacle.unlink()
    build(builder)
    assert Path(".cache/devserver/other.html").is_file()


def test_process_that_began_before_an_edit_builds_it_unless_it_has_read_what_was_edited(
    builder: Builder,
) -> None:
    """What it has read are settings, code and templates, but no text."""
    assert not build(builder)[0]
    for name, source, is_early, words in (
        ("content/good.md", GOOD["good.md"] + "\nEdited.\n", True, "Edited."),
        ("content/good.md", GOOD["good.md"] + "\nAgain.\n", True, "Again."),
        ("content/comments/good/2.md", "author: Paul\n\nMoi aussi.\n", True, " 2"),
        ("words.py", 'SITENAME = "Another"\n', False, "Another "),
        ("pelicanconf.py", f'{SETTINGS}{CONF}SITENAME = "A third"\n', False, "A third "),
        ("templates/article.html", "New: {{ process() }} {{ article.content }}", False, "New: "),
        ("content/good.md", GOOD["good.md"] + "\nA draft.\n", True, "A draft."),
        ("content/other.md", GOOD["good.md"].replace("good", "other"), True, "New: "),
    ):
        Path(name).write_text(source, encoding="utf-8")
        is_built_early, page = build(builder)
        assert (is_built_early, words in page) == (is_early, True), (name, page)
    whole = Path("content/good.md").read_text(encoding="utf-8")
    Path("content/good.md").write_text(whole.replace("Date:", "Day:"), encoding="utf-8")
    assert builder.build().faults
    builder.begin()
    assert builder.early
    assert builder.early.connection.poll(PATIENCE)
    Path("content/good.md").write_text(whole, encoding="utf-8")
    assert "A draft." in build(builder)[1]
    Path("content/other.md").unlink()
    build(builder)
    assert not Path(".cache/devserver/other.html").exists()


def test_other_builds_need_not_wait_for_the_one_that_has_begun(builder: Builder) -> None:
    """Which does not count then, as another one has written what it had compared with."""
    build(builder)
    other = Builder("pelicanconf.py", [], lambda _: None)
    try:
        assert other.build().is_complete
    finally:
        other.end()
    Path("content/good.md").write_text(GOOD["good.md"] + "\nEdited.\n", encoding="utf-8")
    is_early, page = build(builder)
    assert not is_early
    assert "Edited." in page


def test_process_ends_quietly_with_the_one_that_made_it() -> None:
    ours, theirs = Pipe()
    ours.close()
    build_late(theirs, "pelicanconf.py", [])


def test_interrupt_is_not_lost_while_a_process_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    class Process:
        def __init__(self, **_: object) -> None:
            self.start = lambda: os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(building.CONTEXT, "Process", Process)
    with pytest.raises(KeyboardInterrupt):
        building.start_process(print)
