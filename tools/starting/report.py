"""What the writer reads once her blog has begun."""

import re
from collections.abc import Iterator

from tools.starting.answers import Answers
from tools.starting.plan import Plan


def describe(plan: Plan, answers: Answers, zone: str, origin: str) -> Iterator[str]:
    """The lines to print: what was done, and what comes next."""
    counts = f"{len(plan.written)} files written, {len(plan.removed)} removed"
    yield f"{answers.sitename} is an empty blog now: {counts}."
    yield f"Its name, its menu and its time zone ({zone}) are at the top of pelicanconf.py."
    if answers.repository:
        yield f"Its address will be {answers.address} (publishconf.py)."
    else:
        yield "It has no repository, and so no form for comments. Once it has one:"
        yield "write it and its address in publishconf.py, take `state` out of COMMENTS in pelicanconf.py,"
        yield "and say on the page about privacy what becomes of a comment."
    yield f"Say more in content/pages/{answers.language.about}.md"
    yield f"Read content/pages/{answers.language.privacy}.md: it speaks for you."
    yield ""
    yield "Look at it:   make html, then make serve"
    yield 'Begin a text: make new TITLE="My title"'
    yield "Keep it, before you publish:"
    yield "              git add --all && git commit --message 'Begin my blog'"
    yield f"Publish it:   docs/publishing.md; the label that accepts a comment is: {answers.language.label}"
    if answers.repository and not is_of(origin, answers.repository):
        command = f"git remote {'set-url' if origin else 'add'} origin"
        where = (
            "still pushes to the repository that you cloned" if origin else "knows no repository to push to"
        )
        yield f"              git {where}; to have it push to yours:"
        yield f"              {command} https://github.com/{answers.repository}.git"


def is_of(origin: str, repository: str) -> bool:
    """Whether a remote's address is that of a repository on GitHub, by whatever protocol."""
    place = re.fullmatch(r"(?:.*[/@])?github\.com[:/](.*?)(?:\.git)?/?", origin, re.IGNORECASE)
    return place is not None and place[1].lower() == repository.lower()
