"""Reading exports of WordPress (WXR 1.0 to 1.2) as streams: no more than one item is in memory."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

from .channels import merge_channels
from .models import REPAIRS, Author, Channel, Cut, Item, Repair, Term, WrittenComment
from .reading import FileReader, ReadItem
from .sources import Source, find_sources

__all__ = [
    "REPAIRS",
    "Author",
    "Channel",
    "Cut",
    "Export",
    "Item",
    "Repair",
    "Term",
    "WrittenComment",
    "open_export",
]


def open_export(paths: Sequence[Path], *, recover: bool = False) -> "Export":
    """The export in these files, archives and folders; nothing but their names is checked yet.

    With `recover`, items that cannot be read are left out and listed in `cuts`. Raises ExportError.
    """
    return Export(find_sources(paths), recover=recover)


class Export:
    """An export of one or several files, which can be read as often as needed.

    Every reading raises ExportError if a file is no export, or not well-formed XML.
    """

    def __init__(self, sources: Iterable[Source], *, recover: bool) -> None:
        """Read these files, in this order."""
        self._sources, self._recover = tuple(sources), recover
        self._repairs: dict[Repair, None] = {}
        self._cuts: dict[Cut, None] = {}

    @property
    def sources(self) -> tuple[Source, ...]:
        """The files, for who wants to read them by other means."""
        return self._sources

    @property
    def repairs(self) -> list[Repair]:
        """What has been mended in what was read so far."""
        return [*self._repairs]

    @property
    def cuts(self) -> list[Cut]:
        """The items that were left out of what was read so far."""
        return [*self._cuts]

    def read_channel(self) -> Channel:
        """What the files say of the site."""
        return merge_channels(
            FileReader(source, recover=self._recover).read_channel() for source in self._sources
        )

    def read_items(self) -> Iterator[Item]:
        """The items of all files. One that comes again is skipped, and reported if it is another version."""
        seen: dict[object, str] = {}
        for source in self._sources:
            reader = FileReader(source, recover=self._recover)
            for read in reader.read_items():
                self._take_over(reader)
                if self._is_new(read, seen):
                    yield read.item
            self._take_over(reader)

    def _take_over(self, reader: FileReader) -> None:
        for repair in reader.take_repairs():
            self._repairs[repair] = None
        for cut in reader.take_cuts():
            self._cuts[cut] = None

    def _is_new(self, read: ReadItem, seen: dict[object, str]) -> bool:
        """Whether an item is none of those before; `seen` has the file of each.

        Two files with an item of the same id and guid hold it in two versions; otherwise they are two items.
        """
        item, digest = read.item, blake2b(read.text.encode(), digest_size=16).digest()
        if digest in seen:
            return False
        own, version = (item.type, item.id), (item.type, item.id, item.guid)
        is_version = item.id is not None and seen.get(version, item.file) != item.file
        if is_version or (item.id is not None and own in seen):
            what = "other-version" if is_version else "same-id"
            repair = Repair(file=item.file, line=item.line, item=read.title, what=what)
            self._repairs[repair] = None
        for key in (digest, own, version):
            seen.setdefault(key, item.file)
        return not is_version
