"""What is found: a place, the rule that found it, and a sentence for the writer."""

from dataclasses import dataclass
from typing import NamedTuple

from tools.proofreading.rules import Rule, Severity


class Finding(NamedTuple):
    """What is wrong, before its line is known."""

    rule: Rule
    message: str


class Remark(NamedTuple):
    """What is wrong in a line of a file."""

    line: int
    rule: Rule
    message: str
    """What is wrong, and what to do; it may quote what the writer has broken over two lines."""


def list_more(lines: list[int]) -> str:
    """Which other lines a remark is true of, as the end of its sentence; empty for none."""
    if not lines:
        return ""
    return f" (also in line{'s'[: len(lines) - 1]} {', '.join(map(str, lines))})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something to put right in a file."""

    file: str
    """Its path as the writer knows it."""
    line: int
    rule: Rule
    message: str

    @property
    def is_error(self) -> bool:
        """Whether it stops publication."""
        return self.rule.severity is Severity.ERROR

    @property
    def sort_key(self) -> tuple[str, int, str]:
        """What problems are put in order by when they are printed."""
        return (self.file, self.line, self.message)

    def __str__(self) -> str:
        """All of it in one line, in the form that compilers use and editors make clickable."""
        message = " ".join(self.message.splitlines())
        return f"{self.file}:{self.line}: {self.rule.severity}: {message} [{self.rule.title}]"
