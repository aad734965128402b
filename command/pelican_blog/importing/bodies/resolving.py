"""The HTML that WordPress would have shown for a text: blocks, shortcodes, paragraphs."""

import re

from pelican.plugins.comments.importing.wordpress.autop import add_paragraphs
from pelican.plugins.comments.importing.wordpress.mending import close_frames, show_unfinished

from . import codes, pictures, players
from .addresses import find_video
from .blocks import has_blocks, insert_reused, resolve_blocks
from .highlighted import escape_highlighted
from .models import MAIL, Job
from .shortcodes import Shortcode, replace_shortcodes

_NEXT_PAGE = re.compile(r"(?:<p>\s*)?<!--\s*nextpage\s*-->(?:\s*</p>)?", re.IGNORECASE)
_LONE_ADDRESS = re.compile(
    r"<pre\b.*?(?:</pre>|\Z)|^[ \t]*(?P<address>https?://[^\s<>\"\[\]]+)[ \t]*$", re.MULTILINE | re.DOTALL
)
_WRAPPER = 'wp-block-embed__wrapper">'
_KEPT_OR_UNKNOWN = re.compile(
    r"""<!--.*?-->|<(?:pre|code)\b.*?(?:</(?:pre|code)>|\Z)|<[a-z][^<>]*>
      | (?<![\w\[\\])\[(?P<name>[a-z][a-z0-9_-]{1,40})
        (?: (?:[ ]+[\w-]+=(?:"[^"\]]*"|'[^'\]]*'|[^\s"'\[\]]+)){1,30}[ ]*/?\](?![(\[])
          | :https?://[^\s\]]+\]
          | (?P<bare>(?:[ ][^\[\]\n]{0,200})?\])
        )""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_END = re.compile(r"\[/([a-z][a-z0-9_-]{1,40})\]", re.IGNORECASE)
_USUAL = re.compile(
    r"[a-z]{2,}(?:[_-][a-z]{2,})+|archives|cforms|powerpress|print|products|sitemap|slideshow|tagcloud|tubepress"
)
"""Names without attributes that are no words in brackets."""
_LANGUAGE = re.compile(r"<!--:[a-z]{2}-->|\[:[a-z]{2}\]", re.IGNORECASE)
"""Marks of qTranslate, which has a text in each language in one."""
_REMEDY = "write what it showed, or remove it"
_OWN = (*pictures.NAMES, *players.NAMES)


def resolve(content: str, job: Job) -> str:
    """The HTML of a text."""
    is_in_blocks = has_blocks(content)
    html = insert_reused(content, job) if is_in_blocks else content
    html = escape_highlighted(close_frames(show_unfinished(html)))
    html = replace_shortcodes(html, codes.NAMES, codes.write_code)
    html = resolve_shortcodes(html, job)
    ends = frozenset(name.lower() for name in _END.findall(html))
    html = _KEPT_OR_UNKNOWN.sub(lambda found: _note_unknown(found, job, ends), html)
    if _LANGUAGE.search(html):
        job.note("languages-joined", "a text in several languages, one after the other", "keep one of them")
    if _NEXT_PAGE.search(html):
        job.note("pages-joined", "a text of several pages is one page now, with a rule between them")
        html = _NEXT_PAGE.sub("\n\n<hr>\n\n", html)
    if is_in_blocks:
        return resolve_blocks(_LONE_ADDRESS.sub(_mark_address, html), job)
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


def _note_unknown(found: re.Match[str], job: Job, ends: frozenset[str]) -> str:
    """The shortcode as it is, but for addresses in it that nobody has seen so far: a form's recipient."""
    name = (found["name"] or "").lower()
    is_word = found["bare"] and name not in ends and not (found["bare"] == "]" and _USUAL.fullmatch(name))
    if not name or is_word:
        return found[0]
    if name not in _OWN:
        job.note("shortcode-unknown", f"[{name}]", _REMEDY)
    hidden = MAIL.sub("", found[0])
    if hidden != found[0]:
        job.note("address-hidden", f"an e-mail address within [{name}], which readers did not see", _REMEDY)
    return hidden


def _mark_address(found: re.Match[str]) -> str:
    """The same in a text of blocks, where empty lines part nothing; a block of a video has its own way."""
    before = found.string[max(0, found.start() - len(_WRAPPER) - 9) : found.start()].rstrip()
    is_video = found["address"] and find_video(found["address"]) and not before.endswith(_WRAPPER)
    return f"<p>{found[0].strip()}</p>" if is_video else found[0]


def _part_address(found: re.Match[str]) -> str:
    """The address of a video alone on its line, in a paragraph of its own."""
    is_video = found["address"] and find_video(found["address"])
    return f"\n\n{found[0].strip()}\n\n" if is_video else found[0]
