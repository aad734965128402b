"""Problems: every one of a plugin's settings at once, by code and in words, and no build that they end."""

from dataclasses import dataclass

import pytest
from pelican_toolkit.errors import PluginError, make_guard
from pelican_toolkit.settings import Rule, read_settings

guard = make_guard("pelican-x", "its pictures are not shown")


def test_mistake_or_bug_is_a_warning_and_the_build_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    with guard("a.md"):
        raise PluginError("a.md: one.", "b.md: two.")
    with guard("50%s.md"):
        raise ZeroDivisionError("by 0")
    with guard("a.md"):
        pass
    with pytest.raises(KeyboardInterrupt), guard("a.md"):
        raise KeyboardInterrupt
    bug = "its pictures are not shown (ZeroDivisionError: by 0). Please report this to pelican-x."
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", "a.md: one.\nb.md: two."),
        ("WARNING", f"50%s.md: {bug}"),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The settings of a plugin."""

    books: tuple[str, ...] = ()
    height: int = 5


RULES = {
    "books": Rule(lambda value: isinstance(value, list | tuple), "a list of titles"),
    "height": Rule(lambda value: isinstance(value, int) and value > 0, "a number from 1 on"),
}


def read(raw: object) -> Shelf:
    return read_settings("SHELF", raw, Shelf, RULES, PluginError)


def test_every_problem_of_settings_is_named_at_once() -> None:
    assert read({"books": ["A", "B"]}) == Shelf(books=("A", "B"), height=5)
    with pytest.raises(PluginError) as caught:
        read({"hight": 3, 3: 1, "books": "A", "height": 0})
    assert [(problem.code, str(problem)) for problem in caught.value.problems] == [
        ("unknown-key", "pelicanconf.py: SHELF has an unknown key 'hight'; did you mean 'height'?"),
        ("unknown-key", "pelicanconf.py: SHELF has an unknown key 3; known: books, height."),
        ("unusable-value", "pelicanconf.py: SHELF['books'] is 'A', but must be a list of titles."),
        ("unusable-value", "pelicanconf.py: SHELF['height'] is 0, but must be a number from 1 on."),
    ]
    with pytest.raises(PluginError, match=r"^pelicanconf\.py: SHELF is None, but must be a dict\.$"):
        read(None)
