"""What the writer answers, checked and in the form in which it is written down."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pelican.plugins.comments.settings import REPOSITORY
from pelican.plugins.typography.rules import typeset_text
from pelican.settings import DEFAULT_CONFIG
from pelican_blog.headers import clean_line
from pelican_blog.slugs import slugify_title

from tools.starting.errors import StartingError
from tools.starting.languages import FRENCH, LANGUAGES, Language
from tools.starting.literals import measure, quote

LONGEST_NAME = 90
"""Columns: with these a line of the settings is full."""
LONGEST_REPOSITORY = 75
"""Characters: the same of the address that is made of it."""

_UNRENDERED = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{#|\{(?:filename|static|attach)\}|\]\(|\*\*|^#{1,6}(?= )|%\([a-z]+\)s|^None$"
)
"""What the checks of the built pages (tests/site/checks.py) take for a slip."""
_FORGE = re.compile(r"(?:https?://(?:www\.)?github\.com/|(?:ssh://)?git@github\.com[:/])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Whose blog it will be."""

    sitename: str
    author: str
    repository: str
    """owner/name on GitHub; empty for none."""
    language: Language

    @property
    def address(self) -> str:
        """Where GitHub Pages shows the repository's site; empty where there is no repository."""
        if not self.repository:
            return ""
        owner, name = self.repository.split("/")
        host = f"{owner.lower()}.github.io"
        return f"https://{host}" if name.lower() == host else f"https://{host}/{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, and `read`, which returns the answer as it is used or raises StartingError."""

    variable: str
    text: str
    read: Callable[[str], str]


def read_name(text: str) -> str:
    """A name in one line, without what nobody sees. Raises StartingError for one that cannot be shown."""
    name = clean_line(text)
    if not name:
        raise StartingError("The name is missing; write one.")
    if measure(quote(typeset_text(name, FRENCH.tag))) > LONGEST_NAME:  # as long as it can become
        raise StartingError("The name is too long for a line of the settings; write at most 80 letters.")
    if found := _UNRENDERED.search(name):
        raise StartingError(
            f"With {found[0]!r} in it, the name would look like a slip of Markdown or of a template, and the "
            "tests of the built pages would fail; write it without that."
        )
    return name


def read_author(text: str) -> str:
    """A name of which something can be in an address. Raises StartingError."""
    name = read_name(text)
    if not slugify_title(name, DEFAULT_CONFIG):
        raise StartingError("The author's page needs an address; write a name that has a letter in it.")
    return name


def read_repository(text: str) -> str:
    """owner/name, also where the repository's address is given; empty for none. Raises StartingError."""
    name = _FORGE.sub("", text.strip(), count=1).removesuffix("/").removesuffix(".git")
    if not text.strip():
        return ""
    if not REPOSITORY.fullmatch(name) or set(name.partition("/")[2]) == {"."}:
        raise StartingError(
            "That is no owner/name of a repository on GitHub; write it as in https://github.com/you/blog, "
            "without what stands before: you/blog"
        )
    if len(name) > LONGEST_REPOSITORY:
        raise StartingError(
            f"It is too long for a line of publishconf.py; name one of at most {LONGEST_REPOSITORY} letters."
        )
    return name


def read_language(text: str) -> str:
    """The tag of a language that a blog can be begun in. Raises StartingError."""
    tag = text.strip().lower()
    if tag not in LANGUAGES:
        raise StartingError(f"No blog can be begun in that language; write {' or '.join(LANGUAGES)}.")
    return tag


QUESTIONS = (
    Question(variable="SITENAME", text="The blog's name", read=read_name),
    Question(variable="AUTHOR", text="Its author's name, as readers shall see it", read=read_author),
    Question(
        variable="GITHUB_REPOSITORY",
        text="Its repository on GitHub, such as you/blog (empty: none, and no form for comments)",
        read=read_repository,
    ),
    Question(variable="LANGUAGE", text=f"Its language, {' or '.join(LANGUAGES)}", read=read_language),
)


def read_all(typed: Mapping[str, str]) -> dict[str, str]:
    """The answers among those that were typed, by their variables. Raises StartingError with all problems."""
    answers: dict[str, str] = {}
    problems: list[str] = []
    for question in QUESTIONS:
        if question.variable in typed:
            try:
                answers[question.variable] = question.read(typed[question.variable])
            except StartingError as error:
                problems.append(f"{question.variable}={typed[question.variable]}: {error}")
    if problems:
        raise StartingError(*problems)
    return answers


def build_answers(given: Mapping[str, str]) -> Answers:
    """Whose blog it will be, by answers to all questions; names get the spaces and quotes of the language."""
    language = LANGUAGES[given["LANGUAGE"]]
    return Answers(
        sitename=typeset_text(given["SITENAME"], language.tag),
        author=typeset_text(given["AUTHOR"], language.tag),
        repository=given["GITHUB_REPOSITORY"],
        language=language,
    )
