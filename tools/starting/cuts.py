"""What is there for `make start` alone in files that stay: between marks, each a comment and a line.

    # make start: from here
    # make start: to here

Where no such line can stand, as in a table, a line that ends with the comment `make start: this line` is one.
"""

import re

_FROM = re.compile(r"^\W*make start: from here\W*$")
_TO = re.compile(r"^\W*make start: to here\W*$")
_LINE = re.compile(r"\bmake start: this line\W*$")


class CutError(ValueError):
    """Marks that do not belong together."""


def cut(text: str) -> str:
    """The text without what stands between the marks, and without the marks; other texts as they are.

    Blank lines after a cut go if there are some before it. Raises CutError where a mark misses its other one.
    """
    kept: list[str] = []
    inside = after = False
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        if (_TO if not inside else _FROM).match(line):
            raise CutError(f"line {number}: its mark has no other one")
        if _FROM.match(line) or _TO.match(line):
            inside, after = not inside, inside
        elif not inside and not _LINE.search(line):
            if after and not line.strip() and kept and not kept[-1].strip():
                continue
            after = False
            kept.append(line)
    if inside:
        raise CutError("the last mark has no other one")
    return "".join(kept)
