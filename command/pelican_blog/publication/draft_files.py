"""Images, videos and documents that only drafts use: Pelican copies them, so we remove them from the output.

This includes files below STATIC_PATHS: an image in a draft should be as private as the words around it. Files
that a published text, the theme or the settings also use stay.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from pelican.contents import Content, Static

_LINKING_SUFFIXES = frozenset({".html", ".xml", ".json", ".css", ".js", ".txt", ".webmanifest"})
"""Built files that can contain addresses."""


def select_draft_files(contents: Iterable[Content], files: Mapping[str, Static]) -> tuple[Static, ...]:
    """The files that only drafts refer to; `files` is keyed by path below the content folder."""
    named: dict[bool, set[str]] = {True: set(), False: set()}
    for content in contents:
        named[content.status == "draft"].update(_list_files(content))
    return tuple(files[name] for name in sorted(named[True] - named[False]) if name in files)


def _list_files(content: Content) -> Iterator[str]:
    """The files that a post or page links to, and those that our plugins found in its header."""
    yield from content.get_static_links()
    if video := getattr(content, "video", None):
        yield from video.paths
    if picture := getattr(content, "shared_picture", None):
        yield picture.path


def remove_draft_files(files: Iterable[Static], folder: Path, siteurl: str) -> tuple[str, ...]:
    """Remove those of the files that no built file in the folder refers to, and return their paths."""
    unnamed = {file.save_as: file for file in files}
    find_names = _build_finder(unnamed.values(), siteurl)
    for path in sorted(folder.rglob("*")) if unnamed else ():
        if path.suffix in _LINKING_SUFFIXES and path.is_file():
            own = path.relative_to(folder).as_posix()
            for name in find_names(path.read_text(encoding="utf-8", errors="replace")) - {own}:
                unnamed.pop(name, None)
    for name in unnamed:
        (folder / name).unlink(missing_ok=True)
    return tuple(unnamed)


def _build_finder(files: Iterable[Static], siteurl: str) -> Callable[[str], set[str]]:
    """A function that finds the files a page links to by absolute address, root-relative or relative path.

    It scans a page once for all files: where a link into one of their folders starts, it looks the link up.
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
