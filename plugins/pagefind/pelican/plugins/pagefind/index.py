"""Makes the index of a built site with Pagefind's program, whole or not at all."""

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from tempfile import TemporaryDirectory

from pagefind.service import get_executable

from .errors import PagefindError
from .settings import PagefindSettings

FOLDER = "pagefind"
"""Where the index lies in the site; a result's address is found from it."""
MARK = "data-pagefind-body"
"""The attribute of what is searched. Without a single one Pagefind would index all pages, drafts too."""
SPARE = ("*-ui.js", "*-ui.css", "pagefind-highlight.js")
"""Pagefind's own forms, 400 KB that a theme's form has no use for."""
ENTRY = "pagefind-entry.json"
UNSPACED = ("zh", "ja", "th")
"""Languages without spaces between words, which Pagefind's extended program finds all the same."""

_LANG = re.compile(rb"""<html\b[^>]*?\slang\s*=\s*["']?([a-z]+)""", re.IGNORECASE)


def write_index(site: Path, lang: str, settings: PagefindSettings) -> bool:
    """Whether the site has anything to search; then its folder FOLDER holds a new index, and no old one.

    Raises PagefindError when the index cannot be made; an older one then stays as it was.
    """
    target = site / FOLDER
    # An index holds no page: one that lies there is the writer's, even beside an index of before.
    if target.exists() and (not (target / ENTRY).is_file() or any(target.rglob("*.html"))):
        raise PagefindError(
            f"{target}: something of the site has the address of the search index; give it another."
        )
    parts = plan_parts(lang, find_languages(site))
    if not parts:
        shutil.rmtree(target, ignore_errors=True)
        return False
    try:
        with TemporaryDirectory(dir=site, prefix=".pagefind-") as folder:
            fresh = [Path(folder, name) for name in parts]
            for (name, selector), part in zip(parts.items(), fresh, strict=True):
                _run_pagefind(site, part, name, selector, settings)
            _join_parts(fresh)
            shutil.rmtree(target, ignore_errors=True)
            fresh[0].rename(target)
    except OSError as error:
        raise PagefindError(f"{target}: the search index cannot be made: {error}.") from error
    return True


def find_languages(site: Path) -> set[str]:
    """The languages, such as `fr` and `zh`, of the pages in a folder that bear the attribute MARK."""
    pages = (path.read_bytes() for path in site.rglob("*.html"))
    found = (_LANG.search(page) for page in pages if MARK.encode() in page)
    return {language[1].decode().lower() if language else "" for language in found}


def plan_parts(lang: str, languages: AbstractSet[str]) -> dict[str, str]:
    """The parts of the index, DEFAULT_LANG's first: the language of each, and the selector of what it holds.

    A part in one of the languages UNSPACED cuts all its texts into words, and knows no stems of another
    language: so where the site's own is none of them, each that occurs has a part to itself.
    """
    if not languages or lang in UNSPACED:
        return {lang: f"[{MARK}]"} if languages else {}
    apart = {language: f'[lang|="{language}" i]' for language in UNSPACED if language in languages}
    parts = {language: f"html{own} [{MARK}]" for language, own in apart.items()}
    if languages <= apart.keys():
        return parts
    others = "".join(f":not({own})" for own in apart.values())
    return {lang: f"html{others} [{MARK}]" if others else f"[{MARK}]", **parts}


def _join_parts(parts: Sequence[Path]) -> None:
    """Make one index in the first part's folder, such as Pagefind writes for a site in several languages."""
    entries = [json.loads((part / ENTRY).read_bytes()) for part in parts]
    for part in parts[1:]:
        shutil.copytree(part, parts[0], dirs_exist_ok=True)
    languages = {name: index for entry in entries for name, index in entry["languages"].items()}
    (parts[0] / ENTRY).write_text(json.dumps({**entries[0], "languages": languages}), encoding="utf-8")
    for path in [path for pattern in SPARE for path in parts[0].glob(pattern)]:
        path.unlink()


def _run_pagefind(site: Path, output: Path, lang: str, selector: str, settings: PagefindSettings) -> None:
    command = [
        *(_find_program(), "--quiet"),
        *("--site", str(site.resolve()), "--output-path", str(output.resolve())),
        *("--root-selector", selector, "--force-language", lang),
    ]
    for excluded in settings.exclude_selectors:
        command += ["--exclude-selectors", excluded]
    # From a folder of its own, where no file pagefind.toml or .yml that happens to lie about is obeyed.
    done = subprocess.run(  # noqa: S603  # its own arguments, without a shell
        command, cwd=output.parent, capture_output=True, text=True, check=False
    )
    if done.returncode or not (output / ENTRY).is_file():
        said = (done.stderr + done.stdout).strip() or f"exit status {done.returncode}"
        raise PagefindError(f"{site}: Pagefind could not make the search index. It says:\n{said}")


def _find_program() -> str:
    program = get_executable()
    if program is None or not program.is_file():
        raise PagefindError(
            f"Pagefind's program is missing{f' at {program}' if program else ''}; "
            "run: pip install 'pagefind[extended]'"
        )
    return str(program)
