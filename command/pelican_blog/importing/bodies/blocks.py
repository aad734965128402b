"""Blocks of the block editor: most are the HTML between two comments, some are only attributes in one."""

import json
import re
from collections.abc import Mapping
from html import escape

from pelican.plugins.comments.importing.wordpress.autop import add_paragraphs

from .models import Job

_DELIMITER = re.compile(
    r"<!--\s+(?P<slash>/?)wp:(?P<name>[a-z0-9_/-]+)\s*(?P<values>.*?)\s*(?P<void>/?)-->", re.DOTALL
)
_MOST_REUSED = 50
"""Reusable blocks in a text, so that those which hold each other come to an end."""
_SILENT = {"spacer", "separator", "more", "nextpage", "footnotes", "paragraph", "missing", "freeform", "html"}
_REMEDY = "write what it showed, or leave it out: such blocks are made anew at each view"


def has_blocks(content: str) -> bool:
    """Whether a text was written in the block editor, so that its paragraphs are marked."""
    return "<!-- wp:" in content


def insert_reused(content: str, job: Job) -> str:
    """The content with that of reusable blocks in place; one that holds itself comes to an end."""
    pieces: list[str] = []
    place = reused = 0
    while found := _find_delimiter(content, place):
        pieces.append(content[place : found.start()])
        place = found.end()
        if _is_reused(found) and reused < _MOST_REUSED:
            reused += 1
            content, place = f"{_find_reused(_read_values(found['values']), job)}{content[place:]}", 0
        elif not _is_reused(found):
            pieces.append(found[0])
    return "".join((*pieces, content[place:]))


def resolve_blocks(content: str, job: Job) -> str:
    """The HTML of the blocks, without their comments."""
    pieces: list[str] = []
    place = 0
    while found := _find_delimiter(content, place):
        pieces.append(content[place : found.start()])
        place = found.end()
        name = found["name"].removeprefix("core/")
        if found["void"]:
            pieces.append(_write_block(name, _read_values(found["values"]), job))
        elif name == "shortcode" and not found["slash"]:  # the only block whose paragraphs are not marked
            end = _find_delimiter(content, place)
            text = content[place : end.start() if end else len(content)]
            pieces.append(add_paragraphs(text))
            place += len(text)
    return "".join((*pieces, content[place:]))


def _find_delimiter(content: str, place: int) -> re.Match[str] | None:
    return _DELIMITER.search(content, place, content.rfind("-->") + 3)


def _is_reused(found: re.Match[str]) -> bool:
    return bool(found["void"]) and found["name"] in {"block", "core/block"}


def _read_values(text: str) -> Mapping[str, object]:
    try:
        values = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _find_reused(values: Mapping[str, object], job: Job) -> str:
    ref = values.get("ref")
    content = job.library.find_block(ref) if isinstance(ref, int) else None
    if content is None:
        job.note("reusable-block", f"a reusable block ({ref}) that the export does not have", _REMEDY)
    return content or ""


def _write_block(name: str, values: Mapping[str, object], job: Job) -> str:
    """The HTML of a block that has no content of its own."""
    url = values.get("url")
    if (name == "embed" or name.startswith("core-embed/")) and isinstance(url, str):
        return f"<p>{escape(url)}</p>"
    if name == "social-link" and isinstance(url, str):
        label = values.get("label") or str(values.get("service", url)).capitalize()
        return f'<li><a href="{escape(url)}">{escape(str(label))}</a></li>'
    if name not in _SILENT:
        job.note("dynamic-block", f"the block {name}", _REMEDY)
    return ""
