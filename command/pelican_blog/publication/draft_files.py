"""The pictures, films and documents that only drafts use: Pelican copies them, and they stay at home too.

Wherever they lie, also below STATIC_PATHS: who puts a picture into a draft expects it to be as private as
the words around it. What a published text, the theme or the settings name is none of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from pelican.contents import Content, Static

_TEXTS = frozenset({".html", ".xml", ".json", ".css", ".js", ".txt", ".webmanifest"})
"""The built files in which an address can stand."""


def select_draft_files(contents: Iterable[Content], files: Mapping[str, Static]) -> tuple[Static, ...]:
    """Which of the files drafts name, and no other text; `files` by their paths below the content folder."""
    named: dict[bool, set[str]] = {True: set(), False: set()}
    for content in contents:
        named[content.status == "draft"].update(_list_files(content))
    return tuple(files[name] for name in sorted(named[True] - named[False]) if name in files)


def _list_files(content: Content) -> Iterator[str]:
    """The files that a text links to, and those that our plugins have found in its header."""
    yield from content.get_static_links()
    if video := getattr(content, "video", None):
        yield from video.paths
    if picture := getattr(content, "shared_picture", None):
        yield picture.path


def remove_draft_files(files: Iterable[Static], folder: Path, siteurl: str) -> tuple[str, ...]:
    """The paths of those files that no built page in a folder names; they are not in it any more."""
    unnamed = {file.save_as: file for file in files}
    find_names = _build_finder(unnamed.values(), siteurl)
    for path in sorted(folder.rglob("*")) if unnamed else ():
        if path.suffix in _TEXTS and path.is_file():
            own = path.relative_to(folder).as_posix()
            for name in find_names(path.read_text(encoding="utf-8", errors="replace")) - {own}:
                unnamed.pop(name, None)
    for name in unnamed:
        (folder / name).unlink(missing_ok=True)
    return tuple(unnamed)


def _build_finder(files: Iterable[Static], siteurl: str) -> Callable[[str], set[str]]:
    """What finds the files that a text links to, by whole addresses and from the root or a folder below it.

    A text is read once for all of them: where a link into one of their folders begins, it is looked up.
    """
    base = urlsplit(siteurl).path
    owners: dict[str, str] = {}
    for file in files:
        for name in (file.url, file.save_as):
            owners[name] = owners[f"{base}/{name}".lstrip("/")] = file.save_as
    lengths = {len(name) for name in owners}
    folders = "|".join(sorted({re.escape(name.partition("/")[0]) for name in owners}))
    link = re.compile(rf"""(?:{re.escape(siteurl)}/|["'(=,\s](?:/|(?:\.\./)*))(?={folders})""")

    def find_names(text: str) -> set[str]:
        starts = (match.end() for match in link.finditer(text))
        names = (text[start : start + length] for start in starts for length in lengths)
        return {owners[name] for name in names if name in owners}

    return find_names
