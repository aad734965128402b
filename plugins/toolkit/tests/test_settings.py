"""The frame for a plugin's settings: every problem at once, by code and in words."""

from dataclasses import dataclass

import pytest
from pelican_toolkit.errors import PluginError
from pelican_toolkit.settings import Rule, read_settings, suggest


class ShelfError(PluginError):
    """The error of a plugin."""


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
    return read_settings("SHELF", raw, Shelf, RULES, ShelfError)


def test_settings_are_frozen_with_their_defaults() -> None:
    assert read({}) == Shelf()
    assert read({"books": ["A", "B"]}) == Shelf(books=("A", "B"))


def test_every_problem_is_named_at_once() -> None:
    with pytest.raises(ShelfError) as caught:
        read({"hight": 3, "zzz": 1, "books": "A", "height": 0})
    assert [(problem.code, str(problem)) for problem in caught.value.problems] == [
        ("unknown-key", "pelicanconf.py: SHELF has an unknown key 'hight'; did you mean 'height'?"),
        ("unknown-key", "pelicanconf.py: SHELF has an unknown key 'zzz'; known: books, height."),
        ("unusable-value", "pelicanconf.py: SHELF['books'] is 'A', but must be a list of titles."),
        ("unusable-value", "pelicanconf.py: SHELF['height'] is 0, but must be a number from 1 on."),
    ]


@pytest.mark.parametrize("raw", [None, [], "books", 3])
def test_setting_must_be_a_dict(raw: object) -> None:
    with pytest.raises(ShelfError, match=r"^pelicanconf\.py: SHELF is .*, but must be a dict\.$"):
        read(raw)


def test_key_that_is_not_text_is_unknown() -> None:
    with pytest.raises(ShelfError, match="unknown key 3; known: "):
        read({3: 1})
    assert suggest("hieght", ["height"]) == "did you mean 'height'?"
