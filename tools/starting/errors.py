"""The one error of `make start`. It may have several sentences, each: what → problem → what to do."""


class StartingError(Exception):
    """Something that must be otherwise before anything is changed."""

    def __init__(self, *problems: str) -> None:
        """Say every problem, one below the other."""
        super().__init__("\n".join(problems))
        self.problems = problems
