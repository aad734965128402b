"""Python-Markdown extension: anchors, code and tables that scroll, footnotes, task lists and alerts.

It works on the tree, where text, code and the writer's own HTML are already apart.
"""

from contextvars import ContextVar
from dataclasses import fields
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from .addresses import isolate_addresses
from .alerts import translate_alerts
from .anchors import HeadingExtension, lead_to_headings
from .errors import keep_building
from .footnotes import mark_footnotes
from .labels import Labels, read_labels
from .scrolling import focus_code, focus_raw_code, wrap_raw_table, wrap_tables
from .settings import ReadingSettings
from .tasks import label_box

LABELLED = ("footnotes", "tables", "tasks", "alerts")
"""The parts that add words."""
PARTS = ("anchors", "code", "addresses", *LABELLED)
"""The keys of READING that this extension obeys."""

SOURCE: ContextVar[str] = ContextVar("SOURCE", default="a text")
"""The file that is being read. A Markdown object may convert several, one after the other."""

# After all that Python-Markdown does to the tree, of which unescaping (0) is the last.
_PRIORITY = -10


class ReadingExtension(Extension):
    """Registers the processors."""

    def __init__(self, **options: object) -> None:
        """Take the keys of READING as options, and what says which words to add."""
        self.config: dict[str, list[Any]] = {
            **{field.name: [field.default, "A key of READING"] for field in fields(ReadingSettings)},
            "catalogues": ["", "The folder with a catalogue for each language"],
            "lang": ["en", "The language of a text whose header does not name one"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the processors; a `toc` that the site's owner has chosen comes before ours."""
        options = self.getConfigs()
        if options["anchors"] and "toc" not in md.treeprocessors:
            headings = HeadingExtension(options["anchor_prefix"], options["reserved_ids"])
            headings.extendMarkdown(md)  # by the name `toc`: one that is loaded later takes its place
        md.treeprocessors.register(_ReadingProcessor(md, options), "reading", _PRIORITY)


class _ReadingProcessor(Treeprocessor):
    """Works on the tree, and on the HTML that Python-Markdown keeps beside it: the writer's own, and code."""

    def __init__(self, md: Markdown, options: dict[str, Any]) -> None:
        super().__init__(md)
        self._options = options
        self._source = ""
        self._labels = Labels()

    def run(self, root: Element) -> None:
        if self._source != SOURCE.get():  # afterwards Pelican converts lines of the header, and Meta is empty
            self._source = SOURCE.get()
            values = getattr(self.md, "Meta", {}).get("lang") or [""]
            self._labels = self._read_labels(str(values[0]).strip() or self._options["lang"])
        with keep_building(self._source):
            self._improve(root)

    def _read_labels(self, lang: str) -> Labels:
        folder = self._options["catalogues"]
        return read_labels(Path(folder), lang) if folder else Labels()

    def _improve(self, root: Element) -> None:
        options, stash = self._options, self.md.htmlStash.rawHtmlBlocks
        stash[:] = [self._improve_raw(html) if isinstance(html, str) else html for html in stash]
        if options["anchors"]:
            tokens = getattr(self.md, "toc_tokens", [])
            lead_to_headings(root, stash, options["reserved_ids"], tokens)
        if options["footnotes"]:
            mark_footnotes(root, self._labels)
        if options["addresses"]:
            isolate_addresses(root)
        if options["alerts"]:
            translate_alerts(root, self._labels.list_alerts())
        if options["code"]:
            focus_code(root)
        if options["tables"]:
            wrap_tables(root, self._labels.table)

    def _improve_raw(self, html: str) -> str:
        if self._options["tasks"]:
            html = label_box(html, self._labels)
        if self._options["tables"]:
            html = wrap_raw_table(html, self._labels.table)
        return focus_raw_code(html) if self._options["code"] else html
