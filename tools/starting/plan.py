"""All changes that make a blog of a clone, computed before the first of them is made."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.starting.answers import Answers
from tools.starting.cuts import CutError, cut
from tools.starting.documents import change_label, change_readme, introduce_author, write_changelog
from tools.starting.errors import StartingError
from tools.starting.languages import FRENCH, Language
from tools.starting.settings import change_publication, change_settings

ARTICLE = "content/posts/2015/le-blues-du-community-manager.md"
OURS = (
    ".github/workflows/checks.yml",
    ARTICLE,
    "content/comments/le-blues-du-community-manager/",
    *(
        f"content/videos/blues-du-community-manager.{suffix}"
        for suffix in ("avif", "jpg", "mp4", "webm", "webp")
    ),
    "content/videos/make_blues.py",
    "docs/images/article.png",
    "docs/images/thread.png",
    "tests/article/",
    "tests/tools/starting/",
    "tools/starting/",
)
"""What goes: files, and folders with all that git knows in them."""
IN_FRENCH = (
    "content/pages/a-propos.md",
    "content/pages/merci.md",
    "content/pages/vie-privee.md",
    f".github/ISSUE_TEMPLATE/{FRENCH.issue_form}",
)
"""What goes from a blog in another language, and may be replaced in a French one."""
FOLDERS = ("content/comments", "content/images", "content/posts", "content/videos")
"""What the build and the writer look for, though git keeps no empty folder."""

Edit = Callable[[str], str]
"""From a file's text to the new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clone:
    """What is there: what git knows, by paths from `root`, and the commit that is checked out."""

    root: Path
    files: tuple[str, ...]
    commit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Every change, by paths from the root."""

    written: tuple[tuple[str, str], ...]
    """Each path with its text."""
    removed: tuple[str, ...]


def check_fresh(clone: Clone) -> None:
    """Pass where no blog has been started yet. Raises StartingError."""
    if ARTICLE not in clone.files:
        raise StartingError(
            f"{ARTICLE}: is not here, so this blog has been started before, and nothing is replaced. "
            "Its values are in pelicanconf.py and publishconf.py."
        )


def plan_start(clone: Clone, answers: Answers, zone: str) -> Plan:
    """The changes for these answers in a fresh clone. Raises StartingError with all problems."""
    texts = dict(_read_templates(answers))
    removed = {name for name in clone.files if _is_ours(name, answers.language)} - {*texts}
    edits = _list_edits(clone, answers, zone)
    problems = [
        *(f"{name}: is there already; give it another name." for name in _find_taken(clone, texts)),
        *(f"{name}: is missing; put it back: git log -- {name}" for name in {*edits} - {*clone.files}),
    ]
    for name in sorted({*clone.files} - removed - {*texts}):
        try:
            texts |= _edit_file(clone.root / name, name, edits.get(name, str))
        except StartingError as error:
            problems += error.problems
    if problems:
        raise StartingError(*problems)
    texts |= dict.fromkeys(_list_keepers(({*clone.files} | {*texts}) - removed), "")
    return Plan(written=tuple(sorted(texts.items())), removed=tuple(sorted(removed)))


def _read_templates(answers: Answers) -> Iterator[tuple[str, str]]:
    """What is written as it stands: each path and its text, the later ones in the place of the earlier."""
    for name in ("files", *(["files-without-form"] if not answers.repository else [])):
        folder = answers.language.folder / name
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                text = path.read_text(encoding="utf-8")
                yield path.relative_to(folder).as_posix(), introduce_author(text, answers)


def _is_ours(name: str, language: Language) -> bool:
    ours = OURS if language is FRENCH else (*OURS, *IN_FRENCH)
    return any(name == own or (own.endswith("/") and name.startswith(own)) for own in ours)


def _find_taken(clone: Clone, texts: Mapping[str, str]) -> Iterator[str]:
    """Where a text of the new blog would replace another one than ours."""
    for name in texts:
        path = clone.root / name
        if name not in IN_FRENCH and (path.exists() or path.is_symlink()):
            yield name


def _list_edits(clone: Clone, answers: Answers, zone: str) -> dict[str, Edit]:
    """What changes in a file beyond what is cut out of it."""
    return {
        "CHANGELOG.md": lambda _: write_changelog(clone.commit),
        "README.md": lambda text: change_readme(text, answers),
        "pelicanconf.py": lambda text: change_settings(text, answers, zone),
        "publishconf.py": lambda text: change_publication(text, answers),
        ".github/workflows/comment.yml": lambda text: change_label(text, answers.language),
    }


def _edit_file(path: Path, name: str, edit: Edit) -> dict[str, str]:
    """The new text of a file by its name; nothing where it stays as it is. Raises StartingError."""
    if path.is_symlink() or not path.is_file():  # which may be another repository
        return {}
    try:
        text = path.read_bytes().decode()
        edited = cut(edit(text))
    except UnicodeDecodeError:  # a picture, a film
        return {}
    except (CutError, OSError) as error:
        raise StartingError(f"{name}: {error}; put the file back: git log -- {name}") from error
    return {name: edited} if edited != text else {}


def _list_keepers(names: set[str]) -> Iterator[str]:
    """The file by which git keeps each of FOLDERS that would be empty."""
    for folder in FOLDERS:
        if not any(name.startswith(f"{folder}/") for name in names):
            yield f"{folder}/.gitkeep"
