"""What the writer answers, checked and in the form in which it is used."""

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
"""What templates, Pelican or a reader would take for a slip."""
_FORGE = re.compile(r"(?:https?://(?:www\.)?github\.com/|(?:ssh://)?git@github\.com[:/])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Whose blog it will be, and where."""

    sitename: str
    author: str
    repository: str
    """owner/name on GitHub; empty for none."""
    language: Language
    zone: str
    folder: Path

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
    """What is asked, and `read`, which returns the answer as it is used or raises WritingError."""

    variable: str
    text: str
    read: Callable[[str], str]


def read_name(text: str) -> str:
    """A name in one line, without what nobody sees. Raises WritingError for one that cannot be shown."""
    name = clean_line(text)
    if not name:
        raise WritingError("The name is missing; write one.")
    if len(name) > LONGEST_NAME:
        raise WritingError(f"The name is too long; write at most {LONGEST_NAME} letters.")
    if found := _UNRENDERED.search(name):
        raise WritingError(
            f"With {found[0]!r} in it, the name looks like a slip of Markdown or of a template; "
            "write it without that."
        )
    return name


def read_author(text: str) -> str:
    """A name of which something can be in an address. Raises WritingError."""
    name = read_name(text)
    if not slugify_title(name, DEFAULT_CONFIG):
        raise WritingError("The author's page needs an address; write a name that has a letter in it.")
    return name


def read_repository(text: str) -> str:
    """owner/name, also where the repository's address is given; empty for none. Raises WritingError."""
    name = _FORGE.sub("", text.strip(), count=1).removesuffix("/").removesuffix(".git")
    if not text.strip():
        return ""
    if not REPOSITORY.fullmatch(name) or set(name.partition("/")[2]) == {"."}:
        raise WritingError(
            "That is not the owner/name of a repository on GitHub; write what follows https://github.com/ "
            "in its address: you/blog"
        )
    return name


def read_language(text: str) -> str:
    """The tag of a language that a blog can be begun in. Raises WritingError."""
    tag = text.strip().lower()
    if tag not in LANGUAGES:
        raise WritingError(f"There is no template in that language; write {' or '.join(LANGUAGES)}.")
    return tag


def read_zone(text: str) -> str:
    """The name of a time zone. Raises WritingError."""
    zones = {zone.lower(): zone for zone in available_timezones()}
    if zone := zones.get(text.strip().replace(" ", "_").lower()):
        return zone
    raise WritingError("That is not a time zone; write one such as Europe/Paris, America/Toronto or UTC.")


def read_folder(text: str) -> str:
    """Where a new folder can be made, outside of the clone that this runs in. Raises WritingError."""
    if not text.strip():
        raise WritingError("The folder is missing; write where it should be, such as ../my-blog")
    folder = Path(text.strip()).expanduser()
    if folder.resolve().is_relative_to(Path.cwd()):
        raise WritingError("That is in the clone; write a folder beside it, such as ../my-blog")
    if folder.is_symlink() or (folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))):
        raise WritingError("It exists and is not empty; write a new folder.")
    return str(folder)


QUESTIONS = (
    Question(variable="SITENAME", text="The blog's name", read=read_name),
    Question(variable="AUTHOR", text="Its author's name, as readers will see it", read=read_author),
    Question(
        variable="GITHUB_REPOSITORY",
        text="Its repository on GitHub, such as you/blog (empty: none, and no form for comments)",
        read=read_repository,
    ),
    Question(variable="LANGUAGE", text=f"Its language, {' or '.join(LANGUAGES)}", read=read_language),
    Question(variable="TIMEZONE", text="The time zone of its dates", read=read_zone),
    Question(variable="BLOG", text="The new folder for it", read=read_folder),
)


def read_all(typed: Mapping[str, str]) -> dict[str, str]:
    """The answers among those that were typed, by their variables. Raises WritingError with all problems."""
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
    """Whose blog it will be, by answers to all questions; names get the spaces and quotes of the language."""
    language = LANGUAGES[given["LANGUAGE"]]
    return Answers(
        sitename=typeset_text(given["SITENAME"], language.tag),
        author=typeset_text(given["AUTHOR"], language.tag),
        repository=given["GITHUB_REPOSITORY"],
        language=language,
        zone=given["TIMEZONE"],
        folder=Path(given["BLOG"]),
    )
