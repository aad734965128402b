import re

import pytest
from bs4 import BeautifulSoup
from pelican_blog.proofreading.texts import Prose, read_prose

HEADER = "Title: un mot\n\n"


def read(text: str, *code: str) -> Prose:
    page = BeautifulSoup("".join(f"<pre>{block}</pre>" for block in code), "html.parser")
    return read_prose(HEADER + text, 3, page)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("un\n\nle mot\n", [], 5),
        ("`mot`\n\nmot\n", [], 5),
        ("``mot ` mot``\nmot\n", [], 4),
        ("<!-- mot\nmot -->\nmot\n", [], 5),
        ("    mot\n\nmot\n", ["mot\n"], 5),
        ("1. un\n\n        mot\n        mot\n\n    mot\n", ["mot\nmot\n"], 8),
        ("```\nmot\n\nmot\n```\nmot\n", ["mot\n\nmot"], 8),
        (">     a  mot\n\nmot\n", ["a mot"], 5),
        ("    a\n    b\n\nb mot\n", ["b", "a\nb"], 6),
        ("\\`mot\n`\n", [], 3),
        ("mot\n", ["autre", ""], 3),
    ],
)
def test_code_and_comments_are_no_prose(text: str, code: list[str], line: int) -> None:
    prose = read(text, *code)
    assert prose.find_line(re.compile("mot")) == line
    assert len(prose.text) == len(HEADER + text)
    assert prose.text.count("\n") == (HEADER + text).count("\n")


def test_place_is_counted_and_else_the_nearest() -> None:
    prose = read("\n\na\nb a\n")
    assert [prose.find_line(re.compile("a"), place) for place in range(4)] == [5, 6, 6, 6]
    assert prose.find_line(re.compile("z"), 1) == prose.first_line == 5


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[b](/a/b)\n[a](/a)\n", 4),
        ("[b](/c/a)\n<a href=/a>\n", 4),
        ("[b](/a.b)\n[a](/a). [b](/a.b)\n", 4),
        ("[b]({static}/a)\n[r]: /a\n", 4),
        ("[b](|static|/a)\n[r]: /a\n", 4),
        *((f"[b](/a{sign}b)\n(/a)\n", 4) for sign in "-%#?"),
    ],
)
def test_address_is_a_whole_one(text: str, line: int) -> None:
    assert read(text).find_address("/a") == line
