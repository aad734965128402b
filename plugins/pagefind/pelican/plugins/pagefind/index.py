"""Makes the index of a built site with Pagefind's program, completely or not at all."""

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import closing
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from pelican_toolkit.errors import Problem
from pelican_toolkit.html import Kind, read_attributes, read_tokens
from pelican_toolkit.incremental import keep_folder

from .errors import PagefindError
from .program import Files, Program, ProgramError
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
        files = _make_files(site, languages, parts, settings)
        with TemporaryDirectory(dir=site, prefix=".pagefind-") as folder:
            _write_files(fresh := Path(folder, FOLDER), files)
            shutil.rmtree(target, ignore_errors=True)
            fresh.rename(target)
    except ProgramError as error:
        message = f"Pagefind could not make the search index. It says:\n{error}"
        raise PagefindError(Problem("failed", str(site), message)) from error
    except OSError as error:
        cause = ": ".join(filter(None, (error.filename, error.strerror or str(error))))
        message = f"the search index cannot be made ({cause}); correct that and build again."
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


def _make_files(
    site: Path,
    languages: Mapping[str, str],
    parts: Mapping[str, AbstractSet[str]],
    settings: PagefindSettings,
) -> Files:
    """The files of an index that joins all parts, as Pagefind makes it of a site in several languages."""
    options = {"root_selector": f"[{MARK}]", "exclude_selectors": settings.exclude_selectors}
    files, entries = {}, []
    for part, spoken in parts.items():
        with TemporaryDirectory(prefix="pagefind-", dir=_find_memory()) as folder:
            chosen = [page for page, language in languages.items() if language in spoken]
            gather(chosen, site.resolve(), pages := Path(folder, "pages"))
            # In a folder of its own, so that no stray pagefind.toml or .yml is obeyed.
            with closing(Program(Path(folder))) as program:
                made = program.make_index(pages, {**options, "force_language": part})
        files.update(made)
        entries.append(json.loads(made[ENTRY]))
    joint = {name: index for entry in entries for name, index in entry["languages"].items()}
    files[ENTRY] = json.dumps({**entries[0], "languages": joint}).encode()
    return {name: files[name] for name in files if not any(fnmatch(name, pattern) for pattern in SPARE)}


def _write_files(folder: Path, files: Files) -> None:
    for parent in {str(Path(name).parent) for name in files}:
        (folder / parent).mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
