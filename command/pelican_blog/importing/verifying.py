"""Compares an import with the export by other means than those that made it.

The export is read anew, by patterns; texts as Pelican reads their files, comments as their plugin does.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from pelican.plugins.comments.storage import read_readable_comments
from pelican.readers import MarkdownReader

from .extracting import count_all, count_links, count_media, find_lost_words
from .places import Place
from .rawreading import RawComment, RawItem
from .rawthreads import find_parent, is_in_circle
from .report import Check

_APPROVED = frozenset({"1", "approve", "approved"})
_READERS = frozenset({"", "comment", "review", "wpdiscuz_sticky"})
"""The types of what readers wrote; a shop's reviews are comments on its products."""
_PINGS = frozenset({"pingback", "trackback", "webmention"})
_NUMBER = re.compile(r"\?(?:p|page_id)=\d+$")
"""The end of an address of blogs without permalinks."""
_MOST_NAMED = 8
"""Words or addresses that one line names."""


@dataclass(kw_only=True)
class Tally:
    """One line of the verification, as it grows."""

    name: str
    equal: int = 0
    total: int = 0
    details: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    def add(self, equal: int, total: int, about: str = "", detail: str = "") -> None:
        """Count; `about` names what differs."""
        self.equal += equal
        self.total += total
        if detail:
            self.details[detail] += total
        if equal != total:
            self.differences.append(about)

    def sum_up(self) -> Check:
        """The line."""
        detail = " · ".join(f"{count:,} {name}" for name, count in self.details.items())
        return Check(
            name=self.name,
            equal=self.equal,
            total=self.total,
            detail=detail,
            differences=tuple(self.differences),
        )


@dataclass(frozen=True, kw_only=True)
class Carriage:
    """What there is to compare an item with."""

    place: Place
    path: Path
    """Its file, staged or in the blog."""
    rewrite: Callable[[str], str]
    """What an address in the text should have become."""
    is_elsewhere: Callable[[str], bool] = lambda _: False
    """Whether a link leads out of the old blog, or to what the new blog has in its place."""


class Verifier:
    """Compares items one by one, so that no more than one is in memory."""

    def __init__(self, settings: Mapping[str, Any], zone: tzinfo) -> None:
        """Read with these settings, which plugins have already seen."""
        self._reader, self._zone, self._settings = MarkdownReader(settings), zone, settings
        names = ("posts", "pages", "text", "links", "media", "addresses", "comments", "threads")
        self._tallies = {name: Tally(name=name) for name in names}

    def compare(self, item: RawItem, carriage: Carriage) -> None:
        """Compare one carried item."""
        name = carriage.place.entry.name
        tally = self._tallies["pages" if item.type == "page" else "posts"]
        try:
            html, header = self._reader.read(str(carriage.path))
        except OSError:
            tally.add(0, 1, f"{name}: is not there", "missing")
            return
        kind = "draft" if header.get("status", "published") == "draft" else "published"
        is_right = (kind == "published") == (item.status == "publish" and not item.password)
        tally.add(is_right, 1, f"{name}: is {kind}, and was {item.status}", kind)
        self._compare_text(item, html, carriage)
        self._compare_address(item, header, carriage)

    def pass_over(self, item: RawItem) -> None:
        """Count a text that its owner has removed."""
        self._tallies["pages" if item.type == "page" else "posts"].add(1, 1, detail="removed since")

    def miss(self, item: RawItem) -> None:
        """Count an item that was not carried, and had to be."""
        name = "pages" if item.type == "page" else "posts"
        self._tallies[name].add(0, 1, f"{item.type} {item.id or item.link}: is missing", "missing")

    def compare_comments(
        self, comments: Collection[RawComment], folder: Path, name: str, *, pings: bool
    ) -> None:
        """Compare the comments of an item with the files in a folder; `pings` says that those are carried."""
        times = Counter(one.id for one in comments)
        raw = [one for one in comments if times[one.id] == 1 and one.id.strip("0")]  # others get a new id
        approved = [one for one in raw if one.approved.lower() in _APPROVED]
        answers = [one for one in approved if one.type.lower() in _READERS]
        wanted = [*answers, *(one for one in approved if pings and one.type.lower() in _PINGS)]
        found, problems = read_readable_comments(folder, timezone=self._zone, root=folder.parent)
        ours = {comment.id: comment for comment in found}
        lost = [one.id for one in wanted if one.id and one.id not in ours]
        tally = self._tallies["comments"]
        tally.add(len(wanted) - len(lost), len(wanted), f"{name}: {_shorten(lost)} missing")
        tally.differences.extend(str(problem) for problem in problems)
        carried = {one.id for one in answers}
        parents = {one.id: one.parent for one in raw}
        for one in answers:
            if (mine := ours.get(one.id)) and one.parent not in {"", "0"}:
                parent = find_parent(one.id, parents, carried)
                is_right = mine.reply_to == parent or (
                    mine.reply_to is None and is_in_circle(one.id, parents)
                )
                differs = f"{name}: {one.id} answers {mine.reply_to}, and answered {parent}"
                self._tallies["threads"].add(is_right, 1, differs)

    def sum_up(self) -> tuple[Check, ...]:
        """All lines, without those that count nothing."""
        return tuple(tally.sum_up() for tally in self._tallies.values() if tally.total)

    def _compare_text(self, item: RawItem, html: str, carriage: Carriage) -> None:
        name = carriage.place.entry.name
        tell = _shorten if carriage.place.is_in_content else _hide
        lost = find_lost_words(item.text, html)
        self._tallies["text"].add(not lost, 1, f"{name}: {tell(lost)}")
        shown = count_all(html)
        for tally, count in (("links", count_links), ("media", count_media)):
            wanted = count(item.text, carriage.rewrite)
            missing = wanted - shown
            total = wanted.total()
            self._tallies[tally].add(total - missing.total(), total, f"{name}: {tell(missing)}")

    def _compare_address(self, item: RawItem, header: Mapping[str, Any], carriage: Carriage) -> None:
        """Whether a published text is where it was, or where its old address leads to."""
        place = carriage.place
        try:
            path, number = _read_path(item.link), _NUMBER.search(item.link)
        except ValueError:  # brackets that are no IPv6 address
            path, number = "", None
        path = number[0] if number else path
        if not place.is_public or not path or carriage.is_elsewhere(item.link):
            return
        aliases = str(header.get("aliases", ""))
        known = {
            self._find_url(item.type, header).strip("/"),
            *(one.strip(" /") for one in aliases.split(";")),
        }
        is_there = any(path == one or path.endswith(f"/{one}") for one in known if one)
        self._tallies["addresses"].add(is_there, 1, f"{place.entry.name}: /{path}")

    def _find_url(self, kind: str, header: Mapping[str, Any]) -> str:
        """The address that Pelican gives to a text with this header."""
        if url := header.get("url"):
            return str(url)
        pattern = self._settings["PAGE_URL" if kind == "page" else "ARTICLE_URL"]
        try:
            return str(pattern.format(**{"category": "", "lang": "", "author": "", **header}))
        except (KeyError, ValueError, AttributeError):  # a pattern with metadata of the blog's own
            return ""


def _hide(names: Iterable[str]) -> str:
    """How many words or addresses there are, of a text that is not public."""
    return f"{len([*names])} of them"


def _shorten(names: Iterable[str]) -> str:
    """The first of some words, addresses or ids, in one line."""
    listed = [*names]
    more = f" and {len(listed) - _MOST_NAMED} more" if len(listed) > _MOST_NAMED else ""
    return ", ".join(listed[:_MOST_NAMED]) + more


def _read_path(link: str) -> str:
    """The path of a link, decoded and composed, with single slashes."""
    path = unicodedata.normalize("NFC", unquote(urlsplit(link).path))
    return re.sub("/{2,}", "/", path).strip("/")
