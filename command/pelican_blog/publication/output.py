"""What the built files must not contain: drafts, pending comments, secrets, and more than GitHub accepts."""

import filecmp
import os
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
"""Bytes per file: GitHub rejects larger ones (“About large files on GitHub”: 100 MiB)."""
SITE_LIMIT = 10**9
"""Bytes per site (“GitHub Pages limits”: “no larger than 1 GB”)."""

_READERS = (MarkdownReader, RstReader, HTMLReader)
_READABLE_SUFFIXES = frozenset(suffix for reader in _READERS for suffix in reader.file_extensions)
_HEADER_LIMIT = 1 << 16
"""Bytes that no header exceeds."""

_Key = TypeVar("_Key", bound=Hashable)
_COMMENT_IDS = re.compile(rb'<[^<>]*\sid="comment-([^"]+)"')
"""Only inside a tag: a reader may write the same words."""
_NOBODY = ReadersWords()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A post or page that is not for readers yet."""

    path: Path
    name: str
    """Its file as named in messages."""
    save_as: str
    """Where Pelican writes it below the output folder; empty if it does not."""
    address: str
    """Where links to it lead."""
    reason: str = "`status: draft`"
    """What makes it a draft: a line of its header, or its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A comment that waits for a decision."""

    path: Path
    post: str
    """The slug of its article, which is also its folder in the inbox."""


class _Private:
    """Drafts and pending comments, indexed so that a built file is compared with few of them."""

    def __init__(self, drafts: Sequence[Draft], waiting: Sequence[Waiting]) -> None:
        """Index them by size, among other things: a copy has the same size."""
        self._drafts, self._waiting = drafts, waiting
        self._drafts_by_place = _group(Path(draft.save_as) for draft in drafts)
        self._drafts_by_size = _group(draft.path.stat().st_size for draft in drafts)
        self._waiting_by_id = _group((comment.post, comment.path.stem) for comment in waiting)
        self._waiting_by_size = _group(comment.path.stat().st_size for comment in waiting)
        self._posts = frozenset(comment.post for comment in waiting)

    def list_drafts(self, path: Path, place: Path, size: int) -> Iterator[Draft]:
        """The drafts whose page or copy a built file is, in order."""
        pages = self._drafts_by_place.get(place, ())
        same_size = self._drafts_by_size.get(size, ())
        for number in sorted({*pages, *same_size}):
            if number in pages or _is_copy(path, self._drafts[number].path):
                yield self._drafts[number]

    def list_waiting(self, path: Path, place: Path, size: int) -> Iterator[Waiting]:
        """The pending comments that a built file shows or is a copy of, in order."""
        shown = {number for key in self._list_ids(path, place) for number in self._waiting_by_id.get(key, ())}
        same_size = self._waiting_by_size.get(size, ())
        for number in sorted({*shown, *same_size}):
            if number in shown or _is_copy(path, self._waiting[number].path):
                yield self._waiting[number]

    def _list_ids(self, path: Path, place: Path) -> Iterator[tuple[str, str]]:
        """The article and id of each comment that a built file may be or show."""
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
    """Every reason why the built files in a folder cannot be published, in the order of the files.

    Readers' words are never a reason.
    """
    sizes = _measure_files(folder)
    private = _Private(drafts, waiting)
    for path, size in sizes.items():
        place = path.relative_to(folder)
        if reason := describe_name(path):
            yield f"{place}: {reason} and would be public; take it out of content/."
        yield from _find_drafts(path, place, size, private)
        yield from _find_waiting(path, place, size, private)
        if size > FILE_LIMIT:
            yield (
                f"{place}: is {size / 2**20:.1f} MiB, and GitHub rejects files over 100 MiB; "
                "make it smaller, or upload it to a video host."
            )
    yield from _find_secrets(sizes, folder, readers)
    yield from _find_links((path for path in sizes if path.suffix == ".html"), folder, drafts, readers)
    total = sum(sizes.values())
    if total > SITE_LIMIT:
        largest = max(sizes, key=lambda path: sizes[path]).relative_to(folder)
        yield (
            f"output: is {total / 10**9:.1f} GB, and GitHub Pages allows 1 GB; "
            f"upload something to a video host. The largest file is {largest}."
        )


def _measure_files(folder: Path) -> dict[Path, int]:
    """The size of each file in a folder, in order."""
    paths = sorted(Path(place, name) for place, _, names in os.walk(folder) for name in names)
    return {path: path.stat().st_size for path in paths if path.is_file()}


def _find_secrets(files: Iterable[Path], folder: Path, readers: ReadersWords) -> Iterator[str]:
    """One message per secret, even if pages, lists and feeds repeat it."""
    found: dict[tuple[str, bytes], list[Path]] = {}
    for path in files:
        for secret in find_secrets(path, readers):
            found.setdefault(secret, []).append(path.relative_to(folder))
    for (what, _), places in found.items():
        others = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
        yield f"{places[0]}{others}: contains {what}; take it out of content/, and revoke it if it is yours."


def _find_drafts(path: Path, place: Path, size: int, private: _Private) -> Iterator[str]:
    draft = next(private.list_drafts(path, place, size), None)
    if draft:
        yield (
            f"{draft.name}: is a draft, but would be public as {place}; "
            f"remove that copy, or publish the draft: it is one because of {draft.reason}."
        )
        return
    if path.suffix[1:].lower() in _READABLE_SUFFIXES:
        yield from _find_copied_draft(path, place)


def _find_copied_draft(path: Path, place: Path) -> Iterator[str]:
    """A message if a post or page was copied as a plain file and would be a draft if it were built."""
    head = path.read_bytes()[:_HEADER_LIMIT].decode(errors="replace")
    # The file name only: the list of a tag `drafts` is in a folder of that name.
    found = judge_reservation(read_words(head, path.suffix.lower()), place.name)
    if found and found.is_understood and found.status != "hidden":
        yield (
            f"{place}: is a draft, but would be public as a copied file; take it out of STATIC_PATHS, "
            f"or publish it: it is a draft because of {found.line}."
        )


def _find_links(
    pages: Iterable[Path], folder: Path, drafts: Sequence[Draft], readers: ReadersWords
) -> Iterator[str]:
    """A message for each draft that pages link to, naming the deepest page: a post, not a list of posts."""
    unwritten = [draft for draft in drafts if not draft.save_as]
    # One pattern for all: from the start they share to the end of an address.
    beginning = commonprefix([draft.address for draft in unwritten])  # noqa: RUF071  # of strings, not paths
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
                f"{draft.name}: is a draft, so readers cannot open it, but {count}; "
                f"remove the link, or publish the draft: it is one because of {draft.reason}."
            )


def _list_addresses(
    page: bytes, link: re.Pattern[bytes], wanted: Collection[str], readers: ReadersWords
) -> Iterator[str]:
    """The wanted addresses that a page links to, each once; links in readers' words do not count."""
    found = set()
    for match in link.finditer(page):
        address = match[1].decode(errors="replace")
        if address in wanted and address not in found and not readers.hold(page, match.start()):
            found.add(address)
            yield address


def _find_waiting(path: Path, place: Path, size: int, private: _Private) -> Iterator[str]:
    for comment in private.list_waiting(path, place, size):
        yield (
            f"{comment.path}: waits for a decision, but would be public in {place}; "
            "decide on it (make comments), or remove that copy."
        )


def _is_copy(path: Path, original: Path) -> bool:
    return filecmp.cmp(path, original, shallow=False)
