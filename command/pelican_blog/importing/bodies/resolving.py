"""The HTML that WordPress would have shown for a text: blocks, shortcodes, paragraphs."""

import re

from pelican.plugins.comments.importing.wordpress.autop import add_paragraphs

from . import codes, pictures, players
from .addresses import find_video
from .blocks import has_blocks, insert_reused, resolve_blocks
from .models import MAIL, Job
from .shortcodes import Shortcode, replace_shortcodes

_NEXT_PAGE = re.compile(r"(?:<p>\s*)?<!--\s*nextpage\s*-->(?:\s*</p>)?", re.IGNORECASE)
_LONE_ADDRESS = re.compile(
    r"<pre\b.*?</pre>|^[ \t]*(?P<address>https?://[^\s<>\"\[\]]+)[ \t]*$", re.MULTILINE | re.DOTALL
)
_KEPT_OR_UNKNOWN = re.compile(
    r"""<!--.*?-->|<(?:pre|code)\b.*?</(?:pre|code)>|<[a-z][^<>]*>
      | (?<![\w\[\\])\[(?P<name>[a-z][a-z0-9_-]{1,40})
        (?: (?:[ ]+[\w-]+=(?:"[^"\]]*"|'[^'\]]*'|[^\s"'\[\]]+)){1,30}[ ]*/?\](?![(\[])
          | :https?://[^\s\]]+\]
          | (?:[ ][^\[\]\n]{0,200})?\](?=[^\[\]]{0,5000}\[/(?P=name)\])
        )""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_REMEDY = "write what it showed, or remove it"
_OWN = (*pictures.NAMES, *players.NAMES)


def resolve(content: str, job: Job) -> str:
    """The HTML of a text."""
    is_in_blocks = has_blocks(content)
    html = insert_reused(content, job) if is_in_blocks else content
    html = replace_shortcodes(html, codes.NAMES, codes.write_code)
    html = resolve_shortcodes(html, job)
    html = _KEPT_OR_UNKNOWN.sub(lambda found: _note_unknown(found, job), html)
    if _NEXT_PAGE.search(html):
        job.note("pages-joined", "a text of several pages is one page now, with a rule between them")
        html = _NEXT_PAGE.sub("\n\n<hr>\n\n", html)
    if is_in_blocks:
        return resolve_blocks(html, job)
    return add_paragraphs(_LONE_ADDRESS.sub(_part_address, html))


def resolve_shortcodes(html: str, job: Job) -> str:
    """The HTML with our own shortcodes resolved, as where one encloses others."""
    return replace_shortcodes(html, _OWN, lambda shortcode: _write(shortcode, job))


def _write(shortcode: Shortcode, job: Job) -> str | None:
    is_picture = shortcode.name in pictures.NAMES
    written = (pictures.write_pictures if is_picture else players.write_player)(shortcode, job)
    if written and shortcode.name in {"caption", "wp_caption"} and "[" in (shortcode.content or ""):
        return resolve_shortcodes(written, job)
    if written is None:
        job.note("shortcode-unknown", f"[{shortcode.name}]", _REMEDY)
    return written


def _note_unknown(found: re.Match[str], job: Job) -> str:
    """The shortcode as it is, but for addresses in it that nobody has seen so far: a form's recipient."""
    name = (found["name"] or "").lower()
    if not name:
        return found[0]
    if name not in _OWN:
        job.note("shortcode-unknown", f"[{name}]", _REMEDY)
    hidden = MAIL.sub("", found[0])
    if hidden != found[0]:
        job.note("address-hidden", f"an e-mail address within [{name}], which readers did not see", _REMEDY)
    return hidden


def _part_address(found: re.Match[str]) -> str:
    """The address of a video alone on its line, in a paragraph of its own."""
    is_video = found["address"] and find_video(found["address"])
    return f"\n\n{found[0].strip()}\n\n" if is_video else found[0]
