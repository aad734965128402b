"""A third language takes one file, made by the commands in CONTRIBUTING.md, and translates every word."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from babel.messages.pofile import read_po, write_po

from tests.theme.pages import ROOT

pytestmark = pytest.mark.slow  # the demo site is built once more

CATALOGUE = Path("theme/locale/de.po")
SETTINGS = f"""\
import runpy
globals().update(runpy.run_path({str(ROOT / "tests/demo/democonf.py")!r}))
DEFAULT_LANG = "de"
PATH, THEME, OUTPUT_PATH = "content", "theme", "output"
"""
VARIABLE = re.compile(r"%\(\w+\)s")


def run(program: str, *arguments: str, folder: Path) -> None:
    command = [Path(sys.executable).parent / Path(program).name, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def translate(path: Path) -> list[str]:
    """Translate each message of a catalogue by a sign and its variables, and return the messages."""
    with path.open("rb") as file:
        catalogue = read_po(file)
    found: list[str] = []
    for message in catalogue:
        strings = [message.id] if isinstance(message.id, str) else [*message.id]
        found += filter(None, strings)
        signs = [" ".join(["Ω", *VARIABLE.findall(text)]) for text in strings]
        if message.id:
            message.string = signs[0] if len(signs) == 1 else tuple(signs)
    with path.open("wb") as file:
        write_po(file, catalogue)
    return found


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo site in a third language, built with the one catalogue that the commands make."""
    folder = tmp_path_factory.mktemp("third")
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", CATALOGUE.name)
    for name in ("theme", "plugins"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copytree(ROOT / "tests/demo/content", folder / "content")
    for path in (folder / "content").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub("(?i)^lang: fr$", "Lang: de", text, flags=re.MULTILINE), encoding="utf-8")
    shutil.copy(ROOT / "pyproject.toml", folder)
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.split("## A language\n")[1].split("\n## ")[0]
    for command in re.findall(r"^\$ (.*)$", section, re.MULTILINE):
        run(*shlex.split(command), folder=folder)
    (folder / "words.txt").write_text("\n".join(translate(folder / CATALOGUE)), encoding="utf-8")
    (folder / "thirdconf.py").write_text(SETTINGS)
    run("pelican", "--settings", "thirdconf.py", "--fatal=warnings", folder=folder)
    return folder


@pytest.fixture(scope="session")
def find_english(folder: Path) -> Callable[[str], list[str]]:
    """A function that lists the messages of which a text has words in English, visible or not."""
    messages = (folder / "words.txt").read_text(encoding="utf-8").splitlines()
    parts = {max(VARIABLE.split(message), key=len).strip() for message in messages}
    sentences = {part for part in parts if " " in part}
    words = {message for message in messages if re.fullmatch(r"[A-Z]\w{2,}", message)} - {"Archives"}

    def find(html: str) -> list[str]:
        text = unquote_plus(unescape(html))
        found = [part for part in sentences if part in text]
        return found + [word for word in words if f">{word}<" in html or f'="{word}"' in html]

    assert find('<a href="mailto:a@example.org?subject=Skip+to+content">Contents</a>')
    return find


def test_commands_make_one_file_that_has_all_that_is_asked_for(
    folder: Path, find_catalogue_faults: Callable[..., list[str]]
) -> None:
    known = {path.relative_to(ROOT) for path in ROOT.glob("[pt]*/**/*.po") if path.name != CATALOGUE.name}
    assert {path.relative_to(folder) for path in folder.rglob("*.po")} - known == {CATALOGUE}
    templates = [*folder.glob("plugins/*/pelican/plugins/*/templates"), folder / "theme/templates"]
    modules = [folder / f"plugins/{name}/pelican" for name in ("comments", "reading", "redirects")]
    assert find_catalogue_faults(folder / CATALOGUE, *modules, *templates) == []


def test_no_word_of_a_page_or_feed_escapes_gettext(
    folder: Path, find_english: Callable[[str], list[str]]
) -> None:
    for suffix, mark, least in ((".html", '<html lang="de"', 40), (".xml", 'xml:lang="de"', 5)):
        files = {path: path.read_text(encoding="utf-8") for path in folder.glob(f"output/**/*{suffix}")}
        texts = {path: text for path, text in files.items() if mark in text and 'xml:lang="en"' not in text}
        assert len(texts) > least
        found = {path: find_english(text) for path, text in texts.items()}
        assert not {path: words for path, words in found.items() if words}
