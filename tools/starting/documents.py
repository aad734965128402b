"""The documents of a new blog: whose it is, and what began when."""

import re
from string import Template

from tools.starting.answers import Answers
from tools.starting.errors import StartingError
from tools.starting.languages import FRENCH, Language

END_OF_OURS = "<!-- make start replaces what stands above this line -->\n"
"""In README.md: below it stands what holds of every blog."""
_README = """\
# {sitename}

The blog of {author}, made of Markdown files in `content/`; what readers answer is kept there too, in git.
`make html` builds it, and `make serve` shows it at <http://localhost:8000>.

"""
_CHANGELOG = """\
# Changelog

What changed in this blog and its tools; each plugin in `plugins/` has a changelog of its own. The format is
that of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).

## [Unreleased]

### Added

- An empty blog, begun from the tools as they were in commit {version}.
"""
_SIGNS_OF_GITHUB = "~$|"
"""The site's own Markdown knows no markup with these, and would show the backslash before them."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def change_readme(text: str, answers: Answers) -> str:
    """README.md with a beginning that is about the new blog. Raises StartingError."""
    _, mark, rest = text.partition(END_OF_OURS)
    if not mark:
        raise StartingError(
            f"README.md: the line {END_OF_OURS.strip()} is missing, above which all is replaced; put it back."
        )
    sitename, author = (
        escape_markdown(name, _SIGNS_OF_GITHUB) for name in (answers.sitename, answers.author)
    )
    ours = _README.format(sitename=sitename, author=author)
    return ours + rest.lstrip("\n")


def introduce_author(text: str, answers: Answers) -> str:
    """A text of the new blog with its author's name, after which a sentence may end."""
    return Template(text).substitute(author=escape_markdown(answers.author).removesuffix("."))


def write_changelog(version: str) -> str:
    """CHANGELOG.md of a blog that has no history yet."""
    return _CHANGELOG.format(version=version)


def change_label(text: str, language: Language) -> str:
    """The workflow that publishes comments, for the label in this language. Raises StartingError."""
    ours = f"github.event.label.name == '{FRENCH.label}'"
    if text.count(ours) != 1:
        raise StartingError(
            f".github/workflows/comment.yml: the condition {ours} is not there once; put it back as it was."
        )
    return text.replace(ours, f"github.event.label.name == '{language.label}'")


def escape_markdown(text: str, more: str = "") -> str:
    """A text for the site's Markdown, in which every sign stands for itself; `more` are signs of another."""
    marked = re.sub(rf"[\\`*_\[\]{{}}#{more}]", r"\\\g<0>", text)
    return re.sub("[&<>]", lambda sign: _ENTITIES[sign[0]], marked)
