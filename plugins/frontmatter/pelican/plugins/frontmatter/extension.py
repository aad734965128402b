"""Front matter for Python-Markdown, in place of its extension `meta`."""

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.meta import MetaPreprocessor

from .fields import read_header
from .meta import build_meta

_NAME = "meta"
_PRIORITY = 27
"""Both as in the extension `meta`: Pelican uses the name to switch it off for values that are Markdown."""


class FrontmatterPreprocessor(MetaPreprocessor):
    """Reads front matter, or `Key: value` lines."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines below the header, whose keys become the Markdown object's `Meta`."""
        header = read_header("\n".join(lines))
        if header is None:
            return super().run(lines)
        self.md.Meta = build_meta(header.fields)  # type: ignore[attr-defined]  # which the extension adds
        return lines[header.block.text_line - 1 :]


class FrontmatterExtension(Extension):
    """Replaces `meta` where that is loaded; a reader that does not load it parses headers itself."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Markdown's name
        """Register the preprocessor."""
        if _NAME in md.preprocessors:
            md.preprocessors.register(FrontmatterPreprocessor(md), _NAME, _PRIORITY)
