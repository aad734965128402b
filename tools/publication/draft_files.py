"""The pictures, films and documents that only drafts use: Pelican copies them, and they stay at home too.

Wherever they lie, also below STATIC_PATHS: who puts a picture into a draft expects it to be as private as
the words around it. What a published text, the theme or the settings name is none of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
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
    unnamed = {file.save_as: _match_address(file, siteurl) for file in files}
    for path in sorted(folder.rglob("*")) if unnamed else ():
        if path.suffix in _TEXTS and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            own = path.relative_to(folder).as_posix()
            unnamed = {name: link for name, link in unnamed.items() if name == own or not link.search(text)}
    for name in unnamed:
        (folder / name).unlink(missing_ok=True)
    return tuple(unnamed)


def _match_address(file: Static, siteurl: str) -> re.Pattern[str]:
    """What finds links to a file: whole ones, and those from the root or from a folder below it."""
    base = re.escape(urlsplit(siteurl).path)
    names = "|".join(map(re.escape, {file.url, file.save_as}))
    return re.compile(rf"""(?:{re.escape(siteurl)}/|["'(=,\s](?:{base}/|/|(?:\.\./)*))(?:{names})""")
