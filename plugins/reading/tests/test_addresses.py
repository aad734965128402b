"""Addresses in the text keep their own direction."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

Read = Callable[[str], BeautifulSoup]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("سلام <https://example.org/a/>", "ltr"),
        ("[https://example.org/a_b/](https://example.org/a_b/)", "ltr"),
        ("[سلام](https://example.org/)", None),
        ("[https://example.org/](/x)", None),
        ("[x](x)", None),
    ],
)
def test_link_whose_words_are_its_address_runs_from_left_to_right(
    read: Read, text: str, direction: str | None
) -> None:
    assert read(text).a.get("dir") == direction
