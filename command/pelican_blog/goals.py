"""Detects values typed without quotes, which make takes for more goals."""

from pelican_blog.errors import WritingError


def check_goals(goals: str, example: str) -> None:
    """Pass if make has at most one goal; `example` is a variable of the command, with quotes.

    Raises WritingError.
    """
    command, *others = goals.split() or [""]
    if others:
        raise WritingError(
            f"make takes {' '.join(others)} for a target. "
            f"Write values with spaces between quotes, as in: make {command} {example}"
        )
