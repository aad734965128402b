"""Markdown for one build: what reads one text reads them all, with the same result as a new one each time."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import BACKTICK_RE, LINK_RE
from markdown.inlinepatterns import InlineProcessor as Pattern
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

RECORDER = "pelican_blog.proofreading.reading"
RESET = frozenset(
    {
        RECORDER,
        *(f"markdown.extensions.{name}" for name in ("extra", "codehilite", "meta")),
        *(f"pymdownx.{name}" for name in ("quotes", "tasklist", "tilde")),
        *(f"pelican.plugins.{name}.extension" for name in ("frontmatter", "images", "reading", "video")),
    }
)
"""The modules of Markdown extensions that keep nothing of a text, or forget it when they are reset."""
META = "meta", 27
"""The name and the priority of the extension that reads headers."""
INLINE = "inline", 20
"""Those of the processor that finds emphasis, links and the like."""
FORMATTER = "pygments_formatter"
"""The option of the extension that highlights code."""


SIGNS = {BACKTICK_RE: "`", LINK_RE: "["}
"""What is in every match of the patterns that take longest to find nowhere."""


class QuickInline(InlineProcessor):
    """Markdown's own, but a pattern that is nowhere in a piece of a text costs one search at most."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """The tree with emphasis, links and the like."""
        self._patterns = [*self.inlinePatterns]  # the registry looks each up by name
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803  # Markdown's
        if isinstance(data, AtomicString):
            return data
        start = 0
        while patternIndex < len(self._patterns):
            pattern = self._patterns[patternIndex]
            if not start and isinstance(pattern, Pattern) and not occurs(pattern, data):
                patternIndex += 1  # noqa: N806
                continue
            found = self._InlineProcessor__applyPattern(pattern, data, patternIndex, start)  # type: ignore[attr-defined]  # a private one
            data, is_found, start = found
            patternIndex += not is_found  # noqa: N806
        return data


def occurs(pattern: Pattern, text: str) -> bool:
    """Whether a pattern is anywhere in a piece of a text."""
    return SIGNS.get(pattern.pattern, "") in text and pattern.compiled_re.search(text) is not None


class Converter(Markdown):
    """Markdown that can be as new again after a text."""

    is_sound = True
    """Whether no text broke off in the middle and left something behind."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # Markdown's own
        """Remember what a reset does not bring back."""
        super().__init__(**options)
        self._header = self.preprocessors[META[0]]
        notes = [one for one in self.registeredExtensions if isinstance(one, FootnoteExtension)]
        self._numbers = [(one, one.unique_prefix) for one in notes]
        self.treeprocessors.register(QuickInline(self), *INLINE)
        for extension in self.registeredExtensions:
            highlighting = extension.config.get(FORMATTER)
            if highlighting and highlighting[0] == "html":
                highlighting[0] = reuse_formatter()

    def convert(self, source: str) -> str:
        """The HTML of a text."""
        self.is_sound = False
        html = super().convert(source)
        self.is_sound = True
        return html

    def renew(self) -> None:
        """Forget the last text; Pelican takes out what reads headers when it has read one."""
        self.preprocessors.register(self._header, *META)
        self.reset()
        for notes, number in self._numbers:
            notes.unique_prefix = number


def reuse_markdown() -> Callable[..., Markdown]:
    """What makes Markdown objects, as the class does, but gives texts with the same options the same one.

    Pelican asks for one for each text. It gets a new one if an extension is not among those in RESET.
    """
    kept: list[tuple[dict[str, Any], Converter]] = []

    def choose(**options: Any) -> Markdown:  # noqa: ANN401  # as above
        names = {str(extension).partition(":")[0] for extension in options["extensions"]}
        if not names <= RESET:
            return Markdown(**options)
        for made_with, converter in kept:
            if converter.is_sound and made_with == options:
                converter.renew()
                return converter
        kept.append((deepcopy(options), Converter(**options)))
        return kept[-1][1]

    return choose


def reuse_formatter() -> Callable[..., object]:
    """What makes Pygments' formatters for HTML, but one for all code with the same options.

    Each new one makes a style sheet, though none is asked for. A formatter keeps nothing of what it formats.
    """
    kept: dict[str, object] = {}

    def choose(**options: object) -> object:
        key = repr(sorted(options.items()))
        if key not in kept:
            from pygments.formatters.html import HtmlFormatter  # type: ignore[import-untyped]  # noqa: PLC0415  # many builds need none

            kept[key] = HtmlFormatter(**options)
        return kept[key]

    return choose
