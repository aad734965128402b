"""The one error of this plugin. Its message says: file → problem → what to do."""

from collections.abc import Iterable


class DiscoveryError(Exception):
    """Headers or settings that the writer must put right before the site can be built."""

    def __init__(self, problems: Iterable[str]) -> None:
        """One message of all the problems, a line each."""
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))
