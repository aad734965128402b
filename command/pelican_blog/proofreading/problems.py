"""What is found: a place, the rule that found it, and a sentence for the writer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from .rules import Rule, Severity


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
    group: str = ""
    """What remarks of one rule have in common that are to be said once a text; empty where each is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something to put right in a file."""

    file: str
    """Its path as the writer knows it."""
    line: int
    rule: Rule
    message: str
    group: str = ""
    """That of the remark."""

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


def merge_problems(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, with those of one file, rule and group in the place of the first of them."""
    groups: dict[tuple[str, Rule, str], list[Problem]] = {}
    for problem in sorted(problems, key=lambda problem: problem.sort_key):
        key = (problem.file, problem.rule, problem.group or f"{problem.line}: {problem.message}")
        groups.setdefault(key, []).append(problem)
    for first, *others in groups.values():
        lines = sorted({other.line for other in others} - {first.line})
        also = f" (also in line{'s'[: len(lines) - 1]} {', '.join(map(str, lines))})" if lines else ""
        yield replace(first, message=f"{first.message}{also}")
