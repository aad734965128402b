"""What becomes of the addresses in texts: links to texts, and the files of the media library."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import quote

from pelican.plugins.comments.importing.notes import Note
from pelican.plugins.comments.importing.wordpress.models import Item

from .addresses import Address, Roots
from .places import Place
from .plaintext import fold
from .survey import Attachment, Survey

_SIGNS = frozenset(" \"#%&'()*<>?[\\]^`{|}_")
"""What would end an address in Markdown or HTML, or mean something there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What addresses of the old blog lead to."""

    by_path: Mapping[str, Place]
    """Carried texts by their old path, folded, without slashes around it."""
    by_id: Mapping[int, Place]
    attachments_by_path: Mapping[str, Attachment]
    """Attachments by the path of their page, in the same form."""


def list_targets(places: Sequence[Place], survey: Survey, roots: Roots) -> Targets:
    """What addresses of the old blog lead to."""
    by_path: dict[str, Place] = {}
    for place in places:
        for path in (place.old.path if place.old else "", place.url):
            if path.strip("/"):
                by_path.setdefault(_simplify(path), place)
    pages: dict[str, Attachment] = {}
    for attachment in survey.attachments.values():
        address = roots.read(attachment.link)
        if address and address.path:
            pages.setdefault(_simplify(address.path), attachment)
    return Targets(
        by_path=by_path,
        by_id={place.entry.id: place for place in reversed(places) if place.entry.id is not None},
        attachments_by_path=pages,
    )


def _simplify(path: str) -> str:
    return fold(path.strip("/").removesuffix("index.php").rstrip("/"))


@dataclass(kw_only=True)
class Library:
    """What the conversion of one text asks about the rest of the blog; it remembers the files asked for."""

    survey: Survey
    roots: Roots
    targets: Targets
    name: str
    """What the report calls the item."""
    is_there: Callable[[str], bool]
    """Whether a file of the media library, by its path from `wp-content/uploads/` on, comes along."""
    is_public: bool
    used: dict[str, str] = field(default_factory=dict)
    """The addresses of the library's files in the text, by the path of each."""
    notes: list[Note] = field(default_factory=list)

    def find_attachment(self, number: int) -> Attachment | None:
        """The attachment with this id; None if the export has none."""
        return self.survey.attachments.get(number)

    def list_children(self, item: Item) -> Sequence[Attachment]:
        """The attachments of a text, in the order of WordPress's galleries."""
        return self.survey.children.get(item.id, ()) if item.id is not None else ()

    def find_block(self, number: int) -> str | None:
        """The content of a reusable block; None if the export has none."""
        return self.survey.blocks.get(number)

    def find_file(self, url: str) -> str:
        """The path of a file of the media library below the content folder; empty if it does not come along.

        The file is then remembered as one of the text's.
        """
        path = self.roots.find_upload(url)
        if path is None:
            return ""
        self.used[path] = url
        return path if self.is_there(path) else ""

    def rewrite(self, url: str) -> str:
        """What the text should hold in place of an address: one that works in the new blog, or the same."""
        path = self.roots.find_upload(url)
        if path is not None:
            return self._rewrite_file(url, path)
        address = self.roots.read(url)
        return self._rewrite_link(url, address) if address else url

    def _rewrite_file(self, url: str, path: str) -> str:
        for candidate in (path, _enlarge(path)):
            if candidate and self.is_there(candidate):
                self.used[candidate] = url
                return f"{{static}}/{_quote(candidate)}"
        self.used[path] = url
        return url

    def _rewrite_link(self, url: str, address: Address) -> str:
        fragment = f"#{address.fragment}" if address.fragment else ""
        if address.number is None and not address.path:
            return url if address.query else "{index}"
        place = self._find_place(address)
        if place is None:
            if attachment := self._find_attachment(address):
                return self.rewrite(attachment.url)
            self.notes.append(self._note("link-unresolved", url, "not in the export"))
            return url
        if self.is_public and not place.is_public:
            self.notes.append(self._note("link-not-public", url, "it leads to a text that is not public"))
            return url
        return f"{{filename}}/{_quote(place.file)}{fragment}"

    def _find_place(self, address: Address) -> Place | None:
        if address.number is not None:
            return self.targets.by_id.get(address.number)
        return self.targets.by_path.get(_simplify(address.path))

    def _find_attachment(self, address: Address) -> Attachment | None:
        if address.number is not None:
            return self.survey.attachments.get(address.number)
        return self.targets.attachments_by_path.get(_simplify(address.path))

    def _note(self, kind: str, url: str, reason: str) -> Note:
        return Note(kind=kind, item=self.name, detail=f"{url}: {reason}")


def _quote(path: str) -> str:
    """A path that Markdown, HTML and Pelican all read as one: the letters of all scripts stay readable."""
    return "".join(quote(char) if char in _SIGNS else char for char in path)


def _enlarge(path: str) -> str | None:
    """The original of a scaled picture, `dish-300x200.jpg`; None for any other."""
    name = PurePosixPath(path)
    stem, _, size = name.stem.rpartition("-")
    width, _, height = size.partition("x")
    return str(name.with_name(stem + name.suffix)) if stem and width.isdigit() and height.isdigit() else None
