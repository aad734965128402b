"""What must not be among the built files: drafts, comments that wait, secrets, and more than GitHub takes."""

import filecmp
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pelican.plugins.frontmatter.reservations import judge_reservation
from pelican.plugins.frontmatter.sources import read_words
from pelican.readers import HTMLReader, MarkdownReader, RstReader

from .credentials import describe_name, find_secrets

FILE_LIMIT = 100 << 20
"""Bytes of a file: GitHub refuses larger ones (“About large files on GitHub”: 100 MiB)."""
SITE_LIMIT = 10**9
"""Bytes of a site (“GitHub Pages limits”: “no larger than 1 GB”)."""

_READERS = (MarkdownReader, RstReader, HTMLReader)
_TEXTS = frozenset(suffix for reader in _READERS for suffix in reader.file_extensions)
_HEADER_LIMIT = 1 << 16
"""Bytes that no header goes beyond."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text that is not for readers yet."""

    source: Path
    name: str
    """Its file, as messages say it."""
    save_as: str
    """Where below the output folder Pelican writes it; empty for nowhere."""
    address: str
    """Where links to it lead."""
    reason: str = "`status: draft`"
    """What makes it one: the line of its header, or its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A comment that waits for a decision."""

    source: Path
    post: str
    """The slug of its article, which names its folder in the inbox."""

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        return f"{self.post}/{self.source.stem}"


def find_output_obstacles(
    folder: Path, *, drafts: Sequence[Draft] = (), waiting: Sequence[Waiting] = ()
) -> Iterator[str]:
    """Why the built files in a folder cannot be published; all reasons, in the order of the files."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    for path in files:
        place = path.relative_to(folder)
        if reason := describe_name(path):
            yield f"{place}: {reason}, and every reader could open it; take it out of content/."
        yield from _find_drafts(path, place, drafts)
        yield from _find_waiting(path, place, waiting)
        if path.stat().st_size > FILE_LIMIT:
            yield (
                f"{place}: has {path.stat().st_size / 2**20:.1f} MiB, and GitHub takes no file of more than "
                "100 MiB; make it smaller, or leave it to a host of videos."
            )
    yield from _find_secrets(files, folder)
    yield from _find_links((path for path in files if path.suffix == ".html"), folder, drafts)
    total = sum(path.stat().st_size for path in files)
    if total > SITE_LIMIT:
        largest = max(files, key=lambda path: path.stat().st_size).relative_to(folder)
        yield (
            f"output: has {total / 10**9:.1f} GB, and a site on GitHub Pages no more than 1 GB; "
            f"leave something to a host of videos. Its largest file is {largest}."
        )


def _find_secrets(files: Iterable[Path], folder: Path) -> Iterator[str]:
    """One sentence a secret, though pages, lists and feeds may all repeat it."""
    found: dict[tuple[str, bytes], list[Path]] = {}
    for path in files:
        for secret in find_secrets(path):
            found.setdefault(secret, []).append(path.relative_to(folder))
    for (what, _), places in found.items():
        others = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
        yield f"{places[0]}{others}: holds {what}; take it out of content/, and revoke it if it is yours."


def _find_drafts(path: Path, place: Path, drafts: Sequence[Draft]) -> Iterator[str]:
    for draft in drafts:
        if place == Path(draft.save_as or ".") or _is_copy(path, draft.source):
            yield (
                f"{draft.name}: is a draft, and readers would find it in {place}; "
                f"take it away from there, or publish it: what keeps it back is {draft.reason}."
            )
            return
    if path.suffix[1:].lower() in _TEXTS:
        yield from _find_copied_draft(path, place)


def _find_copied_draft(path: Path, place: Path) -> Iterator[str]:
    """What is wrong with a text that was copied as a file, and would be a draft if it were built."""
    head = path.read_bytes()[:_HEADER_LIMIT].decode(errors="replace")
    # by its name alone: the list of a tag `drafts` lies in a folder of that name
    found = judge_reservation(read_words(head, path.suffix.lower()), place.name)
    if found and found.is_understood and found.status != "hidden":
        yield (
            f"{place}: is a draft, and every reader could open it; take it out of STATIC_PATHS, "
            f"or publish it: what keeps it back is {found.line}."
        )


def _find_links(pages: Iterable[Path], folder: Path, drafts: Sequence[Draft]) -> Iterator[str]:
    """Of a text that links to a draft, its own page lies deepest; lists show its beginning."""
    links = {
        draft: re.compile(rf'{re.escape(draft.address)}["#?]'.encode())
        for draft in drafts
        if not draft.save_as
    }
    found: dict[Draft, list[Path]] = {}
    for path in pages if links else ():
        text = path.read_bytes()
        for draft, link in links.items():
            if link.search(text):
                found.setdefault(draft, []).append(path.relative_to(folder))
    for draft, places in found.items():
        page = max(places, key=lambda place: len(place.parts))
        count = (
            f"{len(places)} pages link to it, such as {page}" if len(places) > 1 else f"{page} links to it"
        )
        yield (
            f"{draft.name}: is a draft, which readers do not get, and {count}; "
            f"take out the link, or publish it: what keeps it back is {draft.reason}."
        )


def _find_waiting(path: Path, place: Path, waiting: Sequence[Waiting]) -> Iterator[str]:
    for comment in waiting:
        is_shown = (
            path.suffix == ".html"
            and comment.post in (*place.parts, place.stem)
            and f'id="comment-{comment.source.stem}"'.encode() in path.read_bytes()
        )
        if is_shown or path.match(f"{comment.name}.md") or _is_copy(path, comment.source):
            yield (
                f"{comment.source}: waits for a decision, and readers would find it in {place}; "
                "decide on it (make comments), or take it away from there."
            )


def _is_copy(path: Path, source: Path) -> bool:
    return path.stat().st_size == source.stat().st_size and filecmp.cmp(path, source, shallow=False)
