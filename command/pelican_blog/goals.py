"""What make was asked for beside a command: words of a value that had no quotes."""

from pelican_blog.errors import WritingError


def check_goals(goals: str, example: str) -> None:
    """Pass where make has one goal at most; `example` is a variable of the command's, with its quotes.

    Raises WritingError.
    """
    command, *others = goals.split() or [""]
    if others:
        raise WritingError(
            f"make takes {' '.join(others)} for a task of its own. "
            f"Write what has blanks in it between quotes, as in: make {command} {example}"
        )
