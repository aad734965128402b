"""Makes the index of a built site with Pagefind's program, completely or not at all."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from pelican_toolkit.errors import Problem
from pelican_toolkit.html import Kind, read_attributes, read_tokens
from pelican_toolkit.incremental import keep_folder

from .errors import PagefindError
from .settings import PagefindSettings

FOLDER = "pagefind"
"""The index's place in the site; results' addresses are relative to it."""
MARK = "data-pagefind-body"
"""The attribute of what is searched."""
SPARE = ("*-ui.js", "*-ui.css", "pagefind-highlight.js")
"""Pagefind's own search forms: 400 KB that a theme's form does not use."""
ENTRY = "pagefind-entry.json"
UNSPACED = ("zh", "ja", "th")
"""Languages without spaces between words; Pagefind's extended program cuts their texts into words."""


def has_index(site: Path) -> bool:
    """Whether a site still has the index that an earlier build made of the same pages.

    Raises PagefindError if something else is at its address.
    """
    _check_address(target := site / FOLDER)
    return keep_folder(target, sha256(repr(sorted(list_pages(site).items())).encode()).hexdigest())


def forget_index(site: Path) -> None:
    """Have the next build make a new index: this one could not."""
    keep_folder(site / FOLDER, "")


def write_index(site: Path, lang: str, settings: PagefindSettings) -> bool:
    """Whether the site has anything to search; if so, its folder FOLDER holds a new index, and no old one.

    Raises PagefindError if the index cannot be made; an older one then stays as it was.
    """
    _check_address(target := site / FOLDER)
    languages = read_languages(site, list_pages(site))
    parts = plan_parts(lang, set(languages.values()))
    if not parts:
        shutil.rmtree(target, ignore_errors=True)
        return False
    try:
        with TemporaryDirectory(dir=site, prefix=".pagefind-") as folder:
            fresh = [Path(folder, name) for name in parts]
            for (name, spoken), part in zip(parts.items(), fresh, strict=True):
                with TemporaryDirectory(prefix="pagefind-", dir=_find_memory()) as gathered:
                    chosen = [page for page, language in languages.items() if language in spoken]
                    gather(chosen, site.resolve(), Path(gathered))
                    if said := _run_pagefind(Path(gathered), part, name, settings):
                        message = "Pagefind could not make the search index. It says:\n"
                        raise PagefindError(
                            Problem("failed", str(site), message + said.replace(gathered, str(site)))
                        )
            _join_parts(fresh)
            shutil.rmtree(target, ignore_errors=True)
            fresh[0].rename(target)
    except (OSError, json.JSONDecodeError) as error:
        message = f"the search index cannot be made ({error}); correct that and build again."
        raise PagefindError(Problem("unwritable", str(target), message)) from error
    return True


def _check_address(target: Path) -> None:
    # An index contains no pages: a page there is the writer's, even beside an older index.
    if target.exists() and (not (target / ENTRY).is_file() or any(target.rglob("*.html"))):
        message = "a page or file of the site is where the search index goes; give it another address."
        raise PagefindError(Problem("address-taken", str(target), message))


def list_pages(site: Path) -> dict[str, tuple[int, ...]]:
    """The pages of a site by their paths in it, with what changes whenever a page does."""
    pages: dict[str, tuple[int, ...]] = {}
    for folder, _, names in os.walk(site):
        for name in names:
            path = f"{folder}/{name}"
            if name.endswith(".html") and os.path.isfile(path):  # noqa: PTH113  # thousands; some links lead nowhere
                found = os.stat(path)  # noqa: PTH116  # as above
                stamp = (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
                pages[os.path.relpath(path, site)] = stamp
    return pages


def read_languages(site: Path, pages: Iterable[str]) -> dict[str, str]:
    """Those of these pages that have the attribute MARK, each with its language, such as `fr`, or ""."""
    texts = ((page, (site / page).read_bytes()) for page in pages)
    marked = ((page, text.decode(errors="replace")) for page, text in texts if MARK.encode() in text)
    return {page: _find_language(text) for page, text in marked}


def _find_language(page: str) -> str:
    """The language of a page's <html>, which is its first tag."""
    first = next((token for token in read_tokens(page) if token.kind is Kind.START), None)
    if first is None or first.name != "html":
        return ""
    return read_attributes(first.source).get("lang", "").partition("-")[0].lower()


def plan_parts(lang: str, languages: AbstractSet[str]) -> dict[str, AbstractSet[str]]:
    """The parts of the index, DEFAULT_LANG's first: the language of each, and the languages of its pages.

    A part in one of the languages UNSPACED cuts all its texts into words and knows no other language's stems.
    So if the site's own language is not one of them, each of them that occurs gets a part of its own.
    """
    apart = () if lang in UNSPACED else [language for language in UNSPACED if language in languages]
    parts = {lang: languages - {*apart}, **{language: {language} for language in apart}}
    return {language: spoken for language, spoken in parts.items() if spoken}


def gather(pages: Iterable[str], site: Path, folder: Path) -> None:
    """Fill an empty folder with links to these pages of a site, or with copies where there are no links.

    Given the whole site, Pagefind would read all its lists of posts for nothing.
    """
    for page in sorted(pages):  # the order in which Pagefind comes across them shows in the index
        (folder / page).parent.mkdir(parents=True, exist_ok=True)
        try:
            (folder / page).symlink_to(site / page)
        except OSError:  # on Windows it takes a right
            shutil.copyfile(site / page, folder / page)


def _find_memory() -> str | None:
    """A folder in memory, as a disk can take a second for a thousand links; None where there is none."""
    folder = "/dev/shm"  # noqa: S108  # what is made there has a name that nobody can guess
    return folder if os.access(folder, os.W_OK) else None


def _join_parts(parts: Sequence[Path]) -> None:
    """Make one index in the first part's folder, as Pagefind does for a site in several languages."""
    entries = [json.loads((part / ENTRY).read_bytes()) for part in parts]  # it fails if the disk was full
    for part in parts[1:]:
        shutil.copytree(part, parts[0], dirs_exist_ok=True)
    languages = {name: index for entry in entries for name, index in entry["languages"].items()}
    (parts[0] / ENTRY).write_text(json.dumps({**entries[0], "languages": languages}), encoding="utf-8")
    for path in [path for pattern in SPARE for path in parts[0].glob(pattern)]:
        path.unlink()


def _run_pagefind(site: Path, output: Path, lang: str, settings: PagefindSettings) -> str:
    """What Pagefind says of its failure; nothing if there is an index."""
    command = [
        *(_find_program(), "--quiet"),
        *("--site", str(site.resolve()), "--output-path", str(output.resolve())),
        *("--root-selector", f"[{MARK}]", "--force-language", lang),
    ]
    for excluded in settings.exclude_selectors:
        command += ["--exclude-selectors", excluded]
    # Run in a folder of its own, so that no stray pagefind.toml or .yml is obeyed.
    done = subprocess.run(  # noqa: S603  # its own arguments, without a shell
        command, cwd=output.parent, capture_output=True, text=True, check=False
    )
    if not done.returncode and (output / ENTRY).is_file():
        return ""
    return (done.stderr + done.stdout).strip() or f"exit status {done.returncode}"


def _find_program() -> str:
    from pagefind.service import get_executable  # noqa: PLC0415  # takes a while, and most builds keep their index

    program = get_executable()
    if program is None or not program.is_file():
        place = f" at {program}" if program else ""
        message = f"its program is missing{place}; run: pip install 'pagefind[extended]'"
        raise PagefindError(Problem("missing", "Pagefind", message))
    return str(program)
