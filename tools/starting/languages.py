"""The languages that a blog can be begun in, and what each of them decides."""

from dataclasses import dataclass
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language for a new blog; its texts lie in a folder of TEMPLATES."""

    tag: str
    label: str
    """What the owner puts on an issue to accept the comment in it."""
    issue_form: str
    search: str
    zone: str
    """The time zone where the machine's is not known."""
    about: str
    """The slug of the page about the blog."""
    privacy: str
    """The slug of the page that says what becomes of readers' data."""

    @property
    def folder(self) -> Path:
        """Where its texts lie."""
        return TEMPLATES / self.tag


FRENCH = Language(
    tag="fr",
    label="accepté",
    issue_form="commentaire.yml",
    search="recherche",
    zone="Europe/Paris",
    about="a-propos",
    privacy="vie-privee",
)
ENGLISH = Language(
    tag="en",
    label="accepted",
    issue_form="comment.yml",
    search="search",
    zone="UTC",
    about="about",
    privacy="privacy",
)
LANGUAGES = {language.tag: language for language in (FRENCH, ENGLISH)}


def guess_language(locale: str) -> str:
    """The tag of the language that a machine speaks, by what its LANG says: `fr_CA.UTF-8`."""
    return FRENCH.tag if locale.lower().startswith("fr") else ENGLISH.tag
