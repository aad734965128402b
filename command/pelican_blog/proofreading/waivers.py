"""What the writer has decided not to hear of: in the settings, in a header, above a line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pelican_blog.headers import Header

from .problems import Problem
from .prose import Prose
from .rules import BY_TITLE, Rule, suggest_rule

WAIVER_KEY = "proofread"
"""The key of a header, and the first word of a comment, that waives rules."""
_HEADER = re.compile(r"ignore\s+(?P<rules>.+)", re.IGNORECASE)
_COMMENT = re.compile(rf"\s*{WAIVER_KEY}\s*:\s*ignore\s+(?P<rules>\S.*)", re.IGNORECASE | re.DOTALL)
_RULES = re.compile(r"(?P<rules>.+)")
_MEANT = re.compile(rf"\s*{WAIVER_KEY}\b", re.IGNORECASE)
_FORM = "write `ignore` and the names of rules, as in `ignore headings, image-alt`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One rule that is not to be applied."""

    title: str
    """The rule's name as it was written, which may be wrong."""
    place: tuple[str, int]
    """The file and line that it stands in."""
    file: str | None = None
    """The file that it is for; None for all."""
    line: int | None = None
    """The line that it is for; None for all."""

    def covers(self, problem: Problem) -> bool:
        """Whether a problem is one that nobody wants to hear of."""
        is_here = self.file in {None, problem.file} and self.line in {None, problem.line}
        return is_here and self.title == problem.rule.title


def read_header_waivers(header: Header, file: str) -> Iterator[Waiver | Problem]:
    """The rules that a header waives for its text; what it says and cannot be understood."""
    for entry in header.entries:
        if entry.key == WAIVER_KEY and entry.value:
            found = _HEADER.fullmatch(entry.value) or (entry.is_continued and _RULES.fullmatch(entry.value))
            if not found:
                message = f"Proofread: {entry.value} is not understood; {_FORM}"
                yield Problem(file=file, line=entry.line, rule=Rule.WAIVER_UNUSED, message=message)
            for title in _split(found["rules"]) if found else ():
                yield Waiver(title=title, place=(file, entry.line), file=file)


def read_comment_waivers(prose: Prose, text: str, file: str) -> Iterator[Waiver | Problem]:
    """The rules that comments in a text waive, each for the next line that is not empty."""
    lines = text.split("\n")
    comments = {line for first, last, _ in prose.comments for line in range(first, last + 1)}
    for first, last, comment in prose.comments:
        found = _COMMENT.fullmatch(comment)
        if not found and _MEANT.match(comment):
            message = f"{' '.join(comment.split())} is not understood; write `{WAIVER_KEY}: ignore` and rules"
            yield Problem(file=file, line=first, rule=Rule.WAIVER_UNUSED, message=message)
        if found:
            below = (
                number
                for number in range(last + 1, len(lines) + 1)
                if lines[number - 1].strip() and number not in comments
            )
            target = next(below, last)
            for title in _split(found["rules"]):
                yield Waiver(title=title, place=(file, first), file=file, line=target)


def apply_waivers(problems: Iterable[Problem], waivers: Iterable[Waiver]) -> list[Problem]:
    """The problems that no waiver covers, and the waivers that cover none."""
    used: set[Waiver] = set()
    kept = []
    all_waivers = tuple(waivers)
    for problem in problems:
        covering = [waiver for waiver in all_waivers if waiver.covers(problem)]
        used.update(covering)
        if not covering:
            kept.append(problem)
    return kept + [_describe_useless(waiver) for waiver in all_waivers if waiver not in used]


def _describe_useless(waiver: Waiver) -> Problem:
    file, line = waiver.place
    if waiver.title in BY_TITLE:
        message = f"nothing breaks the rule {waiver.title} here; remove it from what is ignored"
    else:
        message = f"no rule is called {waiver.title}; {suggest_rule(waiver.title)}"
    return Problem(file=file, line=line, rule=Rule.WAIVER_UNUSED, message=message)


def _split(rules: str) -> list[str]:
    return [title.lower() for title in re.split(r"[\s,;]+", rules) if title]
