"""Python-Markdown extension: anchors, code and tables that scroll, footnotes and task lists for all readers.

It works on the tree, where text, code and the writer's own HTML are already apart. It knows no language: the
names that it gives are English until `labels.translate_labels` puts others in their place.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from .addresses import isolate_addresses
from .anchors import PREFIX, RESERVED, add_anchors
from .footnotes import mark_footnotes
from .scrolling import mark_raw_html, wrap_tables
from .tasks import label_box

# After all that Python-Markdown does to the tree, of which unescaping (0) is the last.
_PRIORITY = -10


class ReadingExtension(Extension):
    """Registers the processor."""

    def __init__(self, **options: object) -> None:
        """Take the keys of READING as options."""
        self.config = {
            "anchor_prefix": [PREFIX, "How the id of each heading begins"],
            "reserved_ids": [RESERVED, "The ids that are no heading's"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the processor that works on the finished tree."""
        md.treeprocessors.register(_ReadingProcessor(md, **self.getConfigs()), "reading", _PRIORITY)


class _ReadingProcessor(Treeprocessor):
    """Works on the tree, and on the HTML that Python-Markdown keeps beside it: the writer's own, and code."""

    def __init__(self, md: Markdown, *, anchor_prefix: str, reserved_ids: Sequence[str]) -> None:
        super().__init__(md)
        self._prefix, self._reserved = anchor_prefix, reserved_ids

    def run(self, root: Element) -> None:
        stash = self.md.htmlStash.rawHtmlBlocks
        stash[:] = [mark_raw_html(label_box(html)) if isinstance(html, str) else html for html in stash]
        raw = [html if isinstance(html, str) else "" for html in stash]
        add_anchors(root, raw, self._prefix, self._reserved)
        mark_footnotes(root)
        isolate_addresses(root)
        wrap_tables(root)
