"""The files of posts and pages: those that Pelican reads, and those that it would pass over in silence."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from pelican.contents import Article, Page
from pelican.readers import HTMLReader, MarkdownReader, RstReader

from pelican_blog.blog import Blog
from pelican_blog.proofreading.problems import Problem
from pelican_blog.proofreading.rules import Rule

MARKDOWN = frozenset(MarkdownReader.file_extensions)
_READABLE = MARKDOWN.union(HTMLReader.file_extensions, RstReader.file_extensions)
_WRITTEN = frozenset(
    {
        "",
        "doc",
        "docx",
        "markdn",
        "mdx",
        "mkdn",
        "adoc",
        "asciidoc",
        "ipynb",
        "odt",
        "org",
        "textile",
        "pages",
        "rtf",
        "text",
        "txt",
    }
)
"""What writers save texts as; a picture or a recording beside a text may have any name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that is read as a post or a page."""

    key: str
    """Its path below the content folder, as links in braces name it."""
    name: str
    """Its path as the writer knows it."""
    path: Path
    kind: type[Article] | type[Page]
    text: str
    """All of it, with line feeds only."""


def list_files(folder: Path, ignored: Iterable[str]) -> tuple[str, ...]:
    """The paths below a folder, as the disk spells them, of all files that Pelican does not ignore."""
    patterns = tuple(ignored)
    return tuple(sorted(_walk(folder, patterns)))


def _walk(folder: Path, patterns: tuple[str, ...]) -> Iterator[str]:
    """All files below a folder; links are followed, as by Pelican, but to no folder that they stand in."""
    for place, folders, names in os.walk(folder, followlinks=True):
        above = {path.resolve() for path in (Path(place), *Path(place).parents)}
        folders[:] = [
            name
            for name in folders
            if not _is_ignored(name, patterns) and Path(place, name).resolve() not in above
        ]
        for name in names:
            if not _is_ignored(name, patterns):
                yield Path(place, name).relative_to(folder).as_posix()


def _is_ignored(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def list_texts(files: Iterable[str], settings: Mapping[str, Any]) -> dict[str, type[Article] | type[Page]]:
    """Which of the files lie where Pelican looks for posts and for pages."""
    places: dict[str, type[Article | Page]] = {}
    for file in files:
        for kind, name in ((Article, "ARTICLE"), (Page, "PAGE")):
            is_in = lies_in(file, settings[f"{name}_PATHS"])
            if is_in and not lies_in(file, settings[f"{name}_EXCLUDES"]):
                places.setdefault(file, kind)
    return places


def lies_in(file: str, folders: Iterable[str]) -> bool:
    """Whether a file is in one of these folders, of which "" is that of all."""
    return any(not folder or f"{file}/".startswith(f"{folder.strip('/')}/") for folder in folders)


def is_markdown(file: str) -> bool:
    """Whether Pelican reads it as Markdown."""
    return find_suffix(file) in MARKDOWN


def is_readable(file: str) -> bool:
    """Whether Pelican reads it as a text, in any markup."""
    return find_suffix(file) in _READABLE


def find_name_problem(file: str) -> str | None:
    """Why Pelican passes over a file that looks like a text; None where it reads it, or where it is none."""
    suffix = find_suffix(file)
    if is_readable(file) or Path(file).name.startswith("."):
        return None
    if suffix.lower() in _READABLE:
        return f"Pelican passes over files in .{suffix}; spell it .{suffix.lower()}"
    is_custom = (
        not suffix and file.rpartition("/")[2].isupper()
    )  # README, LICENSE, CNAME: no text of a blog's
    if suffix.lower() in _WRITTEN and not is_custom:
        ending = f"files in .{suffix}" if suffix else "files without a suffix"
        return f"Pelican passes over {ending}, and so this is published nowhere; save it as Markdown, in .md"
    return None


def find_suffix(file: str) -> str:
    """The end of a file's name by which Pelican chooses its reader, without the dot."""
    return os.path.splitext(file)[1][1:]  # noqa: PTH122  # as Pelican does, to whom `.md` has no suffix


def read_source(file: str, kind: type[Article] | type[Page], blog: Blog) -> Source | Problem:
    """The text in a file, or why there is none."""
    path = blog.content / file
    name = blog.show(path)
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "this is not UTF-8; save the file in that encoding"
        return Problem(file=name, line=line, rule=Rule.FILE_UNREADABLE, message=message)
    except OSError as error:
        message = f"it cannot be read ({error.strerror}); look at what it is, and whether you may read it"
        return Problem(file=name, line=1, rule=Rule.FILE_UNREADABLE, message=message)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(key=file, name=name, path=path, kind=kind, text=text)
