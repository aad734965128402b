"""The Markdown of posts: Python-Markdown as the site sets it, with our own extensions."""

import re
from collections.abc import Mapping
from typing import Any

from markdown import Markdown
from pelican.plugins.comments.importing.escaping import Escaper
from pelican.plugins.comments.importing.markdown import Dialect
from pelican.plugins.images.extension import FigureExtension
from pelican.plugins.video.extension import VideoExtension

_TAGS = frozenset(
    {"abbr", "cite", "dfn", "ins", "kbd", "mark", "q", "samp", "small", "sub", "sup", "u", "var"}
)
_HEADER = "Title: .\n\n"
"""As every text has: without it, `Key: value` at the beginning would be taken for one."""


def build_dialect(settings: Mapping[str, Any]) -> Dialect:
    """The dialect of posts with these settings: those of `MARKDOWN`."""
    markdown = _build_markdown(settings)

    def render(text: str) -> str:
        return markdown.reset().convert(_HEADER + text)

    return Dialect(
        render=render,
        escaper=Escaper(
            escapable=frozenset(markdown.ESCAPED_CHARS),
            line_start=re.compile(r"\d+(?=\.(?:\s|$))|(?=[-+*](?:\s|$)|[#>|]|~~~|-[-\s|:]*$)"),
            line_sign=re.compile(r"(?=:\s|=+\s*$)"),
        ),
        hard_break="  \n",
        tags=_TAGS,
        fences_nest=False,
    )


def _build_markdown(settings: Mapping[str, Any]) -> Markdown:
    """Markdown with the site's extensions, and those with which our plugins change what a text says."""
    configured = settings.get("extension_configs", {})
    others = {key: value for key, value in settings.items() if key not in {"extensions", "extension_configs"}}
    # The site's own, if it has them, come later and replace these.
    extensions = [FigureExtension(), VideoExtension(), *settings.get("extensions", ()), *configured]
    return Markdown(extensions=extensions, extension_configs=configured, **others)
