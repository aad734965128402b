"""Python-Markdown extension: the address of a known host, alone in its paragraph, becomes a video.

WordPress does the same. Pelican has no templates while it reads Markdown, so the extension leaves a
placeholder, which the plugin replaces once everything is read. It is a paragraph with a link to the video:
still useful if it stays (in a `Summary:` that is one address).
"""

import re
from collections.abc import Callable, Collection
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from .hosts import parse_url

# Before inline patterns (20), which see emphasis in the id _bcdefgh_-x; after footnotes (50) and code (30).
_PRIORITY = 25
_PLACEHOLDER = re.compile(r'<p data-video="(?P<url>[^"]*)">.*?</p>')


class VideoExtension(Extension):
    """Marks paragraphs that are one address of a known host."""

    def __init__(self, **configuration: object) -> None:
        """Take `peertube`, the host names of PeerTube instances."""
        self.config: dict[str, list[Any]] = {"peertube": [[], "Host names of PeerTube instances"]}
        super().__init__(**configuration)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        """Register the processor that marks the paragraphs."""
        md.treeprocessors.register(_VideoMarker(md, self.getConfig("peertube")), "video", _PRIORITY)


class _VideoMarker(Treeprocessor):
    """Works on the tree, where code, lists and HTML are already apart from text."""

    def __init__(self, md: Markdown, peertube_hosts: Collection[str]) -> None:
        super().__init__(md)
        self._peertube_hosts = peertube_hosts

    def run(self, root: Element) -> None:
        for paragraph in root.iter("p"):
            url = (paragraph.text or "").strip()
            if len(paragraph) == 0 and parse_url(url, self._peertube_hosts):
                paragraph.text = None
                paragraph.set("data-video", url)
                SubElement(paragraph, "a", href=url).text = AtomicString(url)


def replace_placeholders(html: str, render_video: Callable[[str], str | None]) -> str:
    """The HTML with `render_video` of each address; where that is None, the placeholder stays."""
    return _PLACEHOLDER.sub(lambda found: render_video(unescape(found["url"])) or found[0], html)
