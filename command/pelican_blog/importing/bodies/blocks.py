"""Blocks of the block editor: most are the HTML between two comments, some are only attributes in one."""

import json
import re
from collections.abc import Mapping
from html import escape

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


def resolve_blocks(content: str, job: Job) -> str:
    """The HTML of the blocks, without their comments, and with that of reusable ones in place."""
    pieces: list[str] = []
    place = reused = 0
    while found := _DELIMITER.search(content, place, content.rfind("-->") + 3):
        pieces.append(content[place : found.start()])
        place = found.end()
        name = found["name"].removeprefix("core/")
        if not found["void"]:
            continue
        values = _read_values(found["values"])
        if name == "block" and reused < _MOST_REUSED:
            reused += 1
            content = f"{_find_reused(values, job)}{content[place:]}"
            place = 0
        else:
            pieces.append(_write_block(name, values, job))
    return "".join((*pieces, content[place:]))


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
