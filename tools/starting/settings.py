"""The settings files with another blog's values."""

import re
from string import Template

from tools.starting.answers import Answers
from tools.starting.errors import StartingError
from tools.starting.literals import quote

HEADING = "# This blog: what is its own is said here, and nowhere below\n"
_BLOCK = re.compile(r"^# This blog\b.*?(?=^\n# Where things are$)", re.DOTALL | re.MULTILINE)
_CLOSED = '    "state": "closed",  # no form; with a repository in publishconf.py, take this line out\n'


def change_settings(text: str, answers: Answers, zone: str) -> str:
    """pelicanconf.py with the block of this blog's own values for a new one. Raises StartingError."""
    template = (answers.language.folder / "pelicanconf.txt").read_text(encoding="utf-8")
    block = Template(template).substitute(
        sitename=quote(answers.sitename),
        author=quote(answers.author),
        timezone=quote(zone),
        state="" if answers.repository else _CLOSED,
    )
    if len(_BLOCK.findall(text)) != 1:
        raise StartingError(
            "pelicanconf.py: the block between `# This blog` and `# Where things are` is not there, and it "
            "gets your values; put it back: git log -- pelicanconf.py"
        )
    return _BLOCK.sub(lambda _: HEADING + block, text)


def change_publication(text: str, answers: Answers) -> str:
    """publishconf.py with the address and the repository of the new blog, if it has one.

    Raises StartingError.
    """
    for name, value in (("SITEURL", answers.address), ("GITHUB_REPOSITORY", answers.repository)):
        pattern = re.compile(rf'^{name} = "".*$', re.MULTILINE)
        if len(pattern.findall(text)) != 1:
            raise StartingError(
                f'publishconf.py: the line {name} = "" is not there, and it gets your value; '
                "put it back: git log -- publishconf.py"
            )
        if value:
            text = pattern.sub(f"{name} = {quote(value)}", text)
    return text
