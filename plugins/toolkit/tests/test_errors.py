"""Problems in words and in parts, and builds that go on in spite of them."""

import copy
import pickle

import pytest
from pelican_toolkit.errors import PluginError, Problem, make_guard

guard = make_guard("pelican-x", "its pictures are not shown")


def test_problem_is_its_message_and_has_parts() -> None:
    problem = Problem("no-file", "a.md", "no such picture; check its name.", 3)
    assert problem == "a.md: line 3: no such picture; check its name."
    assert (problem.code, problem.place, problem.line) == ("no-file", "a.md", 3)
    assert problem.message == "no such picture; check its name."
    assert Problem("no-file", "a.md", "no such picture.") == "a.md: no such picture."


def test_problem_can_be_copied() -> None:
    problem = Problem("no-file", "a.md", "no such picture.", 3)
    for copied in (copy.deepcopy(problem), pickle.loads(pickle.dumps(problem))):  # noqa: S301  # our own
        assert (copied, copied.code, copied.line) == (problem, "no-file", 3)


def test_error_has_a_line_for_each_problem() -> None:
    error = PluginError("a.md: one.", Problem("two", "b.md", "two."))
    assert str(error) == "a.md: one.\nb.md: two."
    assert error.problems == ("a.md: one.", "b.md: two.")


def test_writers_mistake_is_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    with guard("a.md"):
        raise PluginError("a.md: one.", "b.md: two.")
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", "a.md: one.\nb.md: two.")
    ]


def test_bug_is_a_warning_that_says_where_to_report_it(caplog: pytest.LogCaptureFixture) -> None:
    with guard("50%s.md"):
        raise ZeroDivisionError("by 0")
    assert [record.getMessage() for record in caplog.records] == [
        "50%s.md: its pictures are not shown (ZeroDivisionError: by 0). Please report this to pelican-x."
    ]


def test_what_ends_a_program_still_does(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(KeyboardInterrupt), guard("a.md"):
        raise KeyboardInterrupt
    with guard("a.md"):
        pass
    assert caplog.records == []
