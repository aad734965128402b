"""What stands between the marks goes, and nothing else does."""

import pytest

from tools.starting.cuts import CutError, cut

FROM, TO, LINE = (f"make start: {words}" for words in ("from here", "to here", "this line"))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("", ""),
        ("a\nb", "a\nb"),
        (f"a\n# {FROM}\nb\n# {TO}\nc\n", "a\nc\n"),
        (f"a\r\n  // {FROM}\r\nb\r\n  // {TO}\r\nc", "a\r\nc"),
        (f"a\n<!-- {FROM} -->\nb\n<!-- {TO} -->\n", "a\n"),
        (f"# {FROM}\nb\n# {TO}\n\nc\n", "\nc\n"),
        (f"a\n\n\n# {FROM}\nb\n# {TO}\n\n\nc\n\n\nd\n", "a\n\n\nc\n\n\nd\n"),
        (f"a\n\n# {FROM}\n# {TO}\nc\n", "a\n\nc\n"),
        (f"# {FROM}\nb\n# {TO}\nc\n# {FROM}\nd\n# {TO}\n", "c\n"),
        (f"| a |\n| b | <!-- {LINE} --> |\n| c |\n", "| a |\n| c |\n"),
        (f"a = 1  # {LINE}\nb = 2\n", "b = 2\n"),
        (f"Run `{FROM}`, and then\n{LINE} goes on\n", f"Run `{FROM}`, and then\n{LINE} goes on\n"),
    ],
)
def test_marked_lines_go(text: str, rest: str) -> None:
    assert cut(text) == rest
    assert cut(rest) == rest


@pytest.mark.parametrize(
    "text",
    [
        f"a\n# {FROM}\nb\n",
        f"a\n# {TO}\nb\n",
        f"# {FROM}\n# {FROM}\n# {TO}\n",
        f"# {TO}\n# {FROM}\n",
    ],
)
def test_mark_without_its_other_one_is_an_error(text: str) -> None:
    with pytest.raises(CutError, match="mark has no other one"):
        cut(text)
