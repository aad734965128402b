"""What is found: a place, and a sentence for the writer."""

from dataclasses import dataclass

Remark = tuple[int, str]
"""A line, and what is wrong there and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """Something to put right in a file."""

    file: str
    """Its path as the writer knows it."""
    line: int
    message: str
    """What is wrong, and what to do; it may quote what the writer has broken over two lines."""

    def __str__(self) -> str:
        """All of it in one line, in the form that editors can click."""
        return " ".join(f"{self.file}:{self.line}: {self.message}".splitlines())
