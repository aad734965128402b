"""The files of the media library that come along: what an import copies into the blog."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from pelican.plugins.comments.importing.wordpress.wxr import Export

from pelican_blog.errors import WritingError

from .addresses import Roots, is_safe
from .survey import Survey

UPLOADS = "wp-content/uploads/"
_LIKELY = re.compile(r"uploads|files\.wordpress\.com|\.wp\.com")
_ADDRESS = re.compile(
    r"(?:https?:)?//[^\s\"'<>\[\]()\\]+\.\w{2,5}(?![\w/])|/wp-content/uploads/[^\s\"'<>\[\]()\\]+"
)


@dataclass(frozen=True, kw_only=True)
class Media:
    """Where files of the media library can be had from."""

    content: Path
    """The blog's content folder, which keeps their addresses: `content/wp-content/uploads/…`."""
    aside: Path
    """The folder for those that only texts use that were never public."""
    folders: tuple[Path, ...] = ()
    """Copies of WordPress's folder `uploads`, the one to prefer first."""

    def has(self, path: str) -> bool:
        """Whether a file, by its path from `wp-content/uploads/` on, is in a copy or in the blog already."""
        return self.find(path) is not None or (is_safe(path) and (self.content / path).is_file())

    def has_aside(self, path: str) -> bool:
        """Whether a text that is not public has a file: it is one of the blog's, or lies beside that text."""
        return self.has(path) or (is_safe(path) and (self.aside / path).is_file())

    def find(self, path: str) -> Path | None:
        """The copy of a file; None if there is none, or if it is no plain file within its folder."""
        name = path.removeprefix(UPLOADS)
        found = (folder / name for folder in self.folders) if is_safe(path) else ()
        return next((file for file in found if _is_plain(file, self.folders)), None)


def _is_plain(file: Path, folders: Iterable[Path]) -> bool:
    if file.is_symlink() or not file.is_file():
        return False
    return any(file.resolve().is_relative_to(folder.resolve()) for folder in folders)


def list_wanted(export: Export, survey: Survey, roots: Roots) -> Mapping[str, str]:
    """The address of each file of the media library, by its path from `wp-content/uploads/` on.

    Those of the library itself, and those that texts and meta fields name: other sizes, and files that were
    removed from the library.
    """
    wanted: dict[str, str] = {}
    for attachment in survey.attachments.values():
        if path := roots.find_upload(attachment.url):
            wanted.setdefault(path, attachment.url)
    for item in export.read_items():
        for text in (item.content, item.excerpt, *(value for _, value in item.meta)):
            for url in _ADDRESS.findall(unescape(text)) if _LIKELY.search(text) else ():
                if path := roots.find_upload(url):
                    wanted.setdefault(path, url)
    return wanted


def find_uploads(folder: Path, wanted: Iterable[str]) -> Path:
    """The folder that holds the years' folders: this one, or one below it that WordPress would have.

    Raises WritingError if none of the wanted files is there.
    """
    choices = [folder, folder / "uploads", folder / "wp-content" / "uploads"]
    names = [path.removeprefix(UPLOADS) for path in wanted]
    counts = {choice: sum((choice / name).is_file() for name in names) for choice in choices}
    best = max(choices, key=lambda choice: counts[choice])
    if names and not counts[best]:
        raise WritingError(
            f"--uploads {folder}: has none of the {len(names):,} files of the export, such as {names[0]}; "
            "name your copy of wp-content/uploads, which has a folder for each year."
        )
    return best
