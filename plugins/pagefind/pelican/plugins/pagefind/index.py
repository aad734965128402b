"""Makes the index of a built site with Pagefind's program, whole or not at all."""

import shutil
import subprocess
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
    if not has_marked_page(site):
        shutil.rmtree(target, ignore_errors=True)
        return False
    try:
        with TemporaryDirectory(dir=site, prefix=".pagefind-") as folder:
            fresh = Path(folder, FOLDER)
            _run_pagefind(site, fresh, lang, settings)
            for path in [path for pattern in SPARE for path in fresh.glob(pattern)]:
                path.unlink()
            shutil.rmtree(target, ignore_errors=True)
            fresh.rename(target)
    except OSError as error:
        raise PagefindError(f"{target}: the search index cannot be made: {error}.") from error
    return True


def has_marked_page(site: Path) -> bool:
    """Whether any page in a folder bears the attribute MARK."""
    mark = MARK.encode()
    return any(mark in path.read_bytes() for path in site.rglob("*.html"))


def _run_pagefind(site: Path, output: Path, lang: str, settings: PagefindSettings) -> None:
    command = [
        *(_find_program(), "--quiet"),
        *("--site", str(site.resolve()), "--output-path", str(output.resolve())),
        *("--root-selector", f"[{MARK}]", "--force-language", lang),
    ]
    for selector in settings.exclude_selectors:
        command += ["--exclude-selectors", selector]
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
            "run: pip install 'pagefind[bin]'"
        )
    return str(program)
