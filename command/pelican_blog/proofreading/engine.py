"""Texts as the site renders them: by Python-Markdown, with all that its settings and its plugins add."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

from bs4 import BeautifulSoup, Tag
from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor
from pelican import Pelican  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.readers import MarkdownReader

from pelican_blog.blog import Blog
from pelican_blog.errors import WritingError

WRITTEN_IN_MARKDOWN = "data-markdown"
"""The attribute of pictures that are not the writer's own HTML, in which alt="" is a decision."""
_LAST = -100
_ADDRESSES = ["a", "img"]
_CODE = ("code", "pre", "script", "style", "textarea")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """What becomes of a text."""

    page: BeautifulSoup
    words: str
    """What readers see of it, without code, in one line."""
    addresses: str
    """Where its links and pictures lead, each in a line."""
    ids: frozenset[str]
    """What the fragment of a link can name."""
    references: frozenset[str] = frozenset()
    """The names, in lower case, that `[…]: address` gives to addresses."""
    notes: frozenset[str] = frozenset()
    """The labels of the footnotes that are there."""
    called: frozenset[str] = frozenset()
    """Those that the text refers to."""


class Engine:
    """One Markdown object for all texts: making one costs as much as rendering a short text."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        """Load the extensions that the settings name, as Pelican does."""
        self._markdown = Markdown(**MarkdownReader(settings).settings["MARKDOWN"])
        self._markdown.treeprocessors.register(_Marker(self._markdown), "proofreading", _LAST)

    def render(self, text: str) -> Rendering:
        """What becomes of a file's text, of which Python-Markdown takes the header away."""
        html = self._markdown.reset().convert(text)
        extensions = self._markdown.registeredExtensions
        notes = [extension for extension in extensions if isinstance(extension, FootnoteExtension)]
        return replace(
            read_html(html),
            references=frozenset(self._markdown.references),
            notes=frozenset(label for extension in notes for label in extension.footnotes),
            called=frozenset(label for extension in notes for label in extension.footnote_order),
        )

    def render_value(self, text: str) -> Rendering:
        """What becomes of a value in the header, which has no header itself: an empty line ends that."""
        return self.render(f"\n{text}")


def _has_name(tag: Tag) -> bool:
    return tag.has_attr("id") or (tag.name == "a" and tag.has_attr("name"))


def read_html(html: str) -> Rendering:
    """A text that is HTML already."""
    page = BeautifulSoup(html, "html.parser")
    ids = frozenset(str(tag.get("id") or tag.get("name")) for tag in page.find_all(_has_name))
    strings = page.find_all(string=True)
    words = "".join(string for string in strings if not string.find_parent(_CODE))
    addresses = "\n".join(str(tag.get("href") or tag.get("src") or "") for tag in page.find_all(_ADDRESSES))
    return Rendering(page=page, words=" ".join(words.split()), addresses=addresses, ids=ids)


class _Marker(Treeprocessor):
    """Marks the pictures in the tree, where the writer's own HTML is not."""

    def run(self, root: Element) -> None:
        for picture in root.iter("img"):
            picture.set(WRITTEN_IN_MARKDOWN, "")


def load_plugins(blog: Blog) -> Blog:
    """The blog with what its plugins add to the settings, once they have found these right.

    Raises WritingError where one of them refuses.
    """
    settings = {**blog.settings}
    try:
        Pelican(settings)
    except Exception as error:  # each has errors of its own
        raise WritingError(str(error)) from error
    return replace(blog, settings=settings)
