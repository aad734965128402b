"""The writer's answers to the questions of `make start`, checked and normalized."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import available_timezones

from pelican.plugins.comments.settings import REPOSITORY
from pelican.plugins.typography.rules import typeset_text
from pelican.settings import DEFAULT_CONFIG

from pelican_blog.errors import WritingError
from pelican_blog.slugs import slugify_title
from pelican_blog.writing.headers import clean_line

from .languages import LANGUAGES, Language

LONGEST_NAME = 80
_UNRENDERED = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{#|\{(?:filename|static|attach)\}|\]\(|\*\*|^#{1,6}(?= )|%\([a-z]+\)s|^None$"
)
"""What templates or Pelican would interpret, and what looks like a mistake to readers."""
_FORGE = re.compile(r"(?:https?://(?:www\.)?github\.com/|(?:ssh://)?git@github\.com[:/])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers to all questions, ready to use."""

    sitename: str
    author: str
    repository: str
    """owner/name on GitHub, or empty."""
    language: Language
    zone: str
    folder: Path

    @property
    def address(self) -> str:
        """The site's address on GitHub Pages; empty without a repository."""
        if not self.repository:
            return ""
        owner, name = self.repository.split("/")
        host = f"{owner.lower()}.github.io"
        return f"https://{host}" if name.lower() == host else f"https://{host}/{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, and `read`, which returns the normalized answer or raises WritingError."""

    variable: str
    prompt: str
    read: Callable[[str], str]


def read_name(text: str) -> str:
    """A name in one line, without invisible characters. Raises WritingError if it cannot be used."""
    name = clean_line(text)
    if not name:
        raise WritingError("The name is missing; enter one.")
    if len(name) > LONGEST_NAME:
        raise WritingError(f"The name is too long; use at most {LONGEST_NAME} characters.")
    if found := _UNRENDERED.search(name):
        raise WritingError(f"The name contains {found[0]!r}, which looks like markup; leave that out.")
    return name


def read_author(text: str) -> str:
    """A name that an address can be made from. Raises WritingError."""
    name = read_name(text)
    if not slugify_title(name, DEFAULT_CONFIG):
        raise WritingError("The author's page needs an address; use a name with a letter or a digit.")
    return name


def read_repository(text: str) -> str:
    """owner/name, also from a repository's address; empty for none. Raises WritingError."""
    name = _FORGE.sub("", text.strip(), count=1).removesuffix("/").removesuffix(".git")
    if not text.strip():
        return ""
    if not REPOSITORY.fullmatch(name) or set(name.partition("/")[2]) == {"."}:
        raise WritingError(
            "That is not the owner/name of a repository on GitHub; enter what follows https://github.com/ "
            "in its address: you/blog"
        )
    return name


def read_language(text: str) -> str:
    """The tag of a language that we have a template for. Raises WritingError."""
    tag = text.strip().lower()
    if tag not in LANGUAGES:
        raise WritingError(f"There is no template in that language; choose {' or '.join(LANGUAGES)}.")
    return tag


def read_zone(text: str) -> str:
    """The name of a time zone. Raises WritingError."""
    zones = {zone.lower(): zone for zone in available_timezones()}
    if zone := zones.get(text.strip().replace(" ", "_").lower()):
        return zone
    raise WritingError("That is not a time zone; enter one such as Europe/Paris, America/Toronto or UTC.")


def read_folder(text: str) -> str:
    """A folder that can be made, outside the clone that this runs in. Raises WritingError."""
    if not text.strip():
        raise WritingError("The folder is missing; enter one, such as ../my-blog")
    folder = Path(text.strip()).expanduser()
    if folder.resolve().is_relative_to(Path.cwd()):
        raise WritingError("That is inside the clone; choose a folder next to it, such as ../my-blog")
    if folder.is_symlink() or (folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))):
        raise WritingError("It already exists and is not empty; choose a new folder.")
    return str(folder)


QUESTIONS = (
    Question(variable="SITENAME", prompt="Name of the blog", read=read_name),
    Question(variable="AUTHOR", prompt="Author's name, as readers will see it", read=read_author),
    Question(
        variable="GITHUB_REPOSITORY",
        prompt="Repository on GitHub, such as you/blog (empty for none: then there is no comment form)",
        read=read_repository,
    ),
    Question(variable="LANGUAGE", prompt=f"Language, {' or '.join(LANGUAGES)}", read=read_language),
    Question(variable="TIMEZONE", prompt="Time zone", read=read_zone),
    Question(variable="BLOG", prompt="New folder for the blog", read=read_folder),
)


def read_all(typed: Mapping[str, str]) -> dict[str, str]:
    """The normalized answers that were typed, by variable. Raises WritingError with all problems."""
    answers: dict[str, str] = {}
    problems: list[str] = []
    for question in QUESTIONS:
        if question.variable in typed:
            try:
                answers[question.variable] = question.read(typed[question.variable])
            except WritingError as error:
                problems.append(f"{question.variable}={typed[question.variable]}: {error}")
    if problems:
        raise WritingError("\n".join(problems))
    return answers


def build_answers(given: Mapping[str, str]) -> Answers:
    """The answers from values for all variables; names get the language's spaces and quotes."""
    language = LANGUAGES[given["LANGUAGE"]]
    return Answers(
        sitename=typeset_text(given["SITENAME"], language.tag),
        author=typeset_text(given["AUTHOR"], language.tag),
        repository=given["GITHUB_REPOSITORY"],
        language=language,
        zone=given["TIMEZONE"],
        folder=Path(given["BLOG"]),
    )
