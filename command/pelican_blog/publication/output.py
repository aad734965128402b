"""What must not be among the built files: drafts, comments that wait, secrets, and more than GitHub takes."""

import filecmp
import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from os.path import commonprefix
from pathlib import Path
from typing import TypeVar

from pelican.plugins.frontmatter.reservations import judge_reservation
from pelican.plugins.frontmatter.sources import read_words
from pelican.readers import HTMLReader, MarkdownReader, RstReader

from .credentials import describe_name, find_secrets
from .readers import ReadersWords

FILE_LIMIT = 100 << 20
"""Bytes of a file: GitHub refuses larger ones (“About large files on GitHub”: 100 MiB)."""
SITE_LIMIT = 10**9
"""Bytes of a site (“GitHub Pages limits”: “no larger than 1 GB”)."""

_READERS = (MarkdownReader, RstReader, HTMLReader)
_TEXTS = frozenset(suffix for reader in _READERS for suffix in reader.file_extensions)
_HEADER_LIMIT = 1 << 16
"""Bytes that no header goes beyond."""

_Key = TypeVar("_Key", bound=Hashable)
_COMMENT_IDS = re.compile(rb'<[^<>]*\sid="comment-([^"]+)"')
"""Only in a tag: a reader may write the same as text."""
_NOBODY = ReadersWords()


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


class _Kept:
    """What must stay at home, ordered so that a built file is compared with the few that it may be."""

    def __init__(self, drafts: Sequence[Draft], waiting: Sequence[Waiting]) -> None:
        """Look at the size of each file: a copy has the same."""
        self._drafts, self._waiting = drafts, waiting
        self._drafts_by_place = _group(Path(draft.save_as) for draft in drafts)
        self._drafts_by_size = _group(draft.source.stat().st_size for draft in drafts)
        self._waiting_by_id = _group((comment.post, comment.source.stem) for comment in waiting)
        self._waiting_by_size = _group(comment.source.stat().st_size for comment in waiting)
        self._posts = frozenset(comment.post for comment in waiting)

    def list_drafts(self, path: Path, place: Path) -> Iterator[Draft]:
        """The drafts that a built file is the page or a copy of, in their order."""
        pages = self._drafts_by_place.get(place, ())
        same_size = self._drafts_by_size.get(path.stat().st_size, ())
        for number in sorted({*pages, *same_size}):
            if number in pages or _is_copy(path, self._drafts[number].source):
                yield self._drafts[number]

    def list_waiting(self, path: Path, place: Path) -> Iterator[Waiting]:
        """The comments that a built file shows or is a copy of, in their order."""
        shown = {number for key in self._list_ids(path, place) for number in self._waiting_by_id.get(key, ())}
        same_size = self._waiting_by_size.get(path.stat().st_size, ())
        for number in sorted({*shown, *same_size}):
            if number in shown or _is_copy(path, self._waiting[number].source):
                yield self._waiting[number]

    def _list_ids(self, path: Path, place: Path) -> Iterator[tuple[str, str]]:
        """The article and the id of each comment that a built file may be, or may show."""
        if path.suffix == ".md":
            yield path.parent.name, path.stem
        posts = self._posts.intersection((*place.parts, place.stem)) if path.suffix == ".html" else ()
        ids = _COMMENT_IDS.findall(path.read_bytes()) if posts else ()
        for comment_id in ids:
            yield from ((post, comment_id.decode(errors="replace")) for post in posts)


def _group(keys: Iterable[_Key]) -> dict[_Key, list[int]]:
    """The numbers of the items that have each key."""
    numbers: dict[_Key, list[int]] = {}
    for number, key in enumerate(keys):
        numbers.setdefault(key, []).append(number)
    return numbers


def find_output_obstacles(
    folder: Path,
    *,
    drafts: Sequence[Draft] = (),
    waiting: Sequence[Waiting] = (),
    readers: ReadersWords = _NOBODY,
) -> Iterator[str]:
    """Why the built files in a folder cannot be published; all reasons, in the order of the files.

    Readers' words are never a reason.
    """
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    kept = _Kept(drafts, waiting)
    for path in files:
        place = path.relative_to(folder)
        if reason := describe_name(path):
            yield f"{place}: {reason}, and every reader could open it; take it out of content/."
        yield from _find_drafts(path, place, kept)
        yield from _find_waiting(path, place, kept)
        if path.stat().st_size > FILE_LIMIT:
            yield (
                f"{place}: has {path.stat().st_size / 2**20:.1f} MiB, and GitHub takes no file of more than "
                "100 MiB; make it smaller, or leave it to a host of videos."
            )
    yield from _find_secrets(files, folder, readers)
    yield from _find_links((path for path in files if path.suffix == ".html"), folder, drafts, readers)
    total = sum(path.stat().st_size for path in files)
    if total > SITE_LIMIT:
        largest = max(files, key=lambda path: path.stat().st_size).relative_to(folder)
        yield (
            f"output: has {total / 10**9:.1f} GB, and a site on GitHub Pages no more than 1 GB; "
            f"leave something to a host of videos. Its largest file is {largest}."
        )


def _find_secrets(files: Iterable[Path], folder: Path, readers: ReadersWords) -> Iterator[str]:
    """One sentence a secret, though pages, lists and feeds may all repeat it."""
    found: dict[tuple[str, bytes], list[Path]] = {}
    for path in files:
        for secret in find_secrets(path, readers):
            found.setdefault(secret, []).append(path.relative_to(folder))
    for (what, _), places in found.items():
        others = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
        yield f"{places[0]}{others}: holds {what}; take it out of content/, and revoke it if it is yours."


def _find_drafts(path: Path, place: Path, kept: _Kept) -> Iterator[str]:
    draft = next(kept.list_drafts(path, place), None)
    if draft:
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


def _find_links(
    pages: Iterable[Path], folder: Path, drafts: Sequence[Draft], readers: ReadersWords
) -> Iterator[str]:
    """Of a text that links to a draft, its own page lies deepest; lists show its beginning."""
    unwritten = [draft for draft in drafts if not draft.save_as]
    # One pattern for all of them: what begins as each does, up to where an address ends.
    beginning = commonprefix([draft.address for draft in unwritten])  # noqa: RUF071  # of texts, not of paths
    link = re.compile(rb'(?=(%b[^"#?]*)["#?])' % re.escape(beginning).encode())
    found: dict[str, list[Path]] = {draft.address: [] for draft in unwritten}
    for path in pages if unwritten else ():
        for address in _list_addresses(path.read_bytes(), link, found.keys(), readers):
            found[address].append(path.relative_to(folder))
    for draft in unwritten:
        if places := found[draft.address]:
            page = max(places, key=lambda place: len(place.parts))
            count = (
                f"{len(places)} pages link to it, such as {page}"
                if len(places) > 1
                else f"{page} links to it"
            )
            yield (
                f"{draft.name}: is a draft, which readers do not get, and {count}; "
                f"take out the link, or publish it: what keeps it back is {draft.reason}."
            )


def _list_addresses(
    page: bytes, link: re.Pattern[bytes], wanted: Collection[str], readers: ReadersWords
) -> Iterator[str]:
    """The wanted addresses that the owner's own words on a page link to, each once."""
    found = set()
    for match in link.finditer(page):
        address = match[1].decode(errors="replace")
        if address in wanted and address not in found and not readers.hold(page, match.start()):
            found.add(address)
            yield address


def _find_waiting(path: Path, place: Path, kept: _Kept) -> Iterator[str]:
    for comment in kept.list_waiting(path, place):
        yield (
            f"{comment.source}: waits for a decision, and readers would find it in {place}; "
            "decide on it (make comments), or take it away from there."
        )


def _is_copy(path: Path, source: Path) -> bool:
    return filecmp.cmp(path, source, shallow=False)
