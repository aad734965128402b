"""GitHub's Markdown (https://github.github.com/gfm/), as closely as our pages can show it.

What they do not show becomes the nearest thing with the same words: a picture becomes a link, a heading a
bold line, a checkbox a symbol. HTML tags only work where Markdown has no equivalent; others are shown as
written. The sanitiser runs after all this.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .block_rules import read_reference, read_table, skip_comment

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\s([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""", re.IGNORECASE)
_PAIRS = {"kbd": "kbd", "sub": "sub", "sup": "sup", "summary": "strong", "details": "", "picture": ""}
"""Tags that work if opened and closed, and what they become; empty if only their content stays."""
_FRAMES = {"a", "center", "div", "figure", "p", "span"}
"""Tags that may surround a picture copied from a page."""
_ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|\Z)", re.IGNORECASE)
_BOX = re.compile(r"\[([ xX])\][ \t]+\S")
_SIGNS = {" ": "☐", "x": "☑"}
_LANGUAGE = re.compile(r"[\w+#.,:/={}-]*")
"""The language of a block of code; other words after the backticks are a reader's own."""
_WWW = re.compile(r"(?<![^\s(*_~])www(?:\.[\w-]+){2,}(?:[/?#][^\s<]*)?", re.IGNORECASE)
_BEHIND = "?!.,:;*_~'\"»)"
"""What ends a sentence rather than an address."""
_BREAKS = {"softbreak", "hardbreak"}


def build_markdown(*, links: bool) -> MarkdownIt:
    """A parser and renderer of comments; finding bare addresses costs half as much again."""
    markdown = MarkdownIt("commonmark", {"html": True, "breaks": True, "linkify": links})
    # A block of HTML would hide the Markdown in it; a line of hyphens is meant as a rule.
    markdown.enable(["strikethrough", "table"]).disable(["html_block", "lheading"])
    markdown.block.ruler.at("reference", read_reference)
    markdown.block.ruler.at("table", read_table, {"alt": ["paragraph", "reference"]})
    markdown.block.ruler.before("paragraph", "hidden", skip_comment, {"alt": ["paragraph", "blockquote"]})
    markdown.core.ruler.after("inline", "nearest", _write_nearest)
    if links and markdown.linkify:
        markdown.enable("linkify")
        markdown.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
        for schema in ("mailto:", "ftp:", "//"):
            markdown.linkify.add(schema, None)
    return markdown


def _write_nearest(state: StateCore) -> None:
    """Replace what our pages do not show as GitHub does."""
    pairs = _find_pairs(state.tokens)
    kept: list[Token] = []
    is_dropped = False  # the paragraph whose end comes next
    for token in state.tokens:
        if token.type.startswith("heading"):
            token.type, token.tag = token.type.replace("heading", "paragraph"), "p"
        if token.type == "fence" and (info := token.info.strip()):
            is_language = token.content.strip() and _LANGUAGE.fullmatch(info)
            token.content = token.content if is_language else f"{info}\n{token.content}"
        if token.type == "paragraph_close" and is_dropped:
            is_dropped = False
            continue
        if token.type == "inline":
            token.children = [*_write_inline(token.children or [], pairs, state)]
            _render_opening(token, kept)
            if kept[-1].type == "paragraph_open" and not any(map(_is_seen, token.children)):
                is_dropped = bool(kept.pop())
                continue
        kept.append(token)
    state.tokens = kept


def _find_pairs(tokens: Sequence[Token]) -> set[str]:
    """The names of the tags that are both opened and closed."""
    children = [child for token in tokens for child in token.children or ()]
    found = {(match[1], match[2].lower()) for child in children if (match := _match_tag(child))}
    return {name for slash, name in found if not slash and ("/", name) in found}


def _is_seen(token: Token) -> bool:
    return token.type not in _BREAKS and (token.type != "text" or bool(token.content.strip()))


def _render_opening(token: Token, before: Sequence[Token]) -> None:
    """Replace what begins a block in GitHub's own Markdown by what it means."""
    children = token.children or []
    container = [earlier.type for earlier in before[-2:]]
    if before[-1].markup.startswith("#") and before[-1].type == "paragraph_open":
        token.children = _embolden(children) if any(map(_is_seen, children)) else []
    elif container == ["blockquote_open", "paragraph_open"] and (alert := _ALERT.match(token.content)):
        rest = [number for number, child in enumerate(children) if child.type in _BREAKS]
        label = _embolden([_make_text(alert[1].capitalize())])
        token.children = [*label, *children[rest[0] :]] if rest else label
    elif container == ["list_item_open", "paragraph_open"]:
        box = _BOX.match(token.content)
        if box and children[0].type == "text":  # not a link with these letters
            children[0].content = _SIGNS[box[1].lower()] + children[0].content[3:]


def _embolden(children: Sequence[Token]) -> list[Token]:
    return [Token("strong_open", "strong", 1), *children, Token("strong_close", "strong", -1)]


def _write_inline(children: Sequence[Token], pairs: set[str], state: StateCore) -> Iterator[Token]:
    """The parts of a block, without links that have no words."""
    depth = 0
    opened: Token | None = None  # the start of a link that nothing has followed yet
    for token in _drop_frames(children, pairs):
        if token.type == "link_open":
            depth, opened = depth + 1, token
            continue
        if token.type == "link_close":
            depth -= 1
        if not (opened and token.type == "link_close"):
            yield from [opened] if opened else []
            yield from _write_part(token, pairs, state, is_in_link=depth > 0)
        opened = None


def _drop_frames(children: Sequence[Token], pairs: set[str]) -> Iterator[Token]:
    """The same parts without the tags around pictures, except links."""
    names = {match[2].lower() for child in children if (match := _match_tag(child))}
    for token in children:
        match = _match_tag(token) if "img" in names else None
        if match is None or match[2].lower() not in _FRAMES & pairs:
            yield token
        elif match[2].lower() == "a":
            address = _read_attributes(token.content).get("href", "")
            yield Token("link_close", "a", -1) if match[1] else _open_link(address)


def _match_tag(token: Token) -> re.Match[str] | None:
    return _TAG.match(token.content) if token.type == "html_inline" else None


def _read_attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag; the first of a name counts, as in browsers."""
    return {
        name.lower(): unescape(max(values)).strip() for name, *values in reversed(_ATTRIBUTE.findall(tag))
    }


def _write_part(token: Token, pairs: set[str], state: StateCore, *, is_in_link: bool) -> Iterator[Token]:
    if token.type == "image":
        words = "".join(" " if part.type in _BREAKS else part.content for part in token.children or ())
        yield from _link_picture(str(token.attrGet("src") or ""), words, is_in_link=is_in_link)
    elif token.type == "text" and not is_in_link and "www." in token.content.lower():
        yield from _link_addresses(token.content)
    elif token.type == "html_inline":
        yield from _write_tag(token.content, pairs, state, is_in_link=is_in_link)
    else:
        yield token


def _write_tag(source: str, pairs: set[str], state: StateCore, *, is_in_link: bool) -> Iterator[Token]:
    slash, name = match.groups() if (match := _TAG.match(source)) else ("", "")
    name = name.lower()
    if name == "img" and not slash:
        values = _read_attributes(source)
        address = state.md.normalizeLink(values.get("src", ""))
        yield from _link_picture(address, values.get("alt", ""), is_in_link=is_in_link)
    elif name == "br":
        yield Token("hardbreak", "br", 0)
    elif name in pairs and name in _PAIRS:
        if tag := _PAIRS[name]:
            yield Token("html_inline", "", 0, content=f"<{slash}{tag}>")
    elif name != "source" and not source.startswith("<!--"):
        yield _make_text(source)


def _link_picture(address: str, words: str, *, is_in_link: bool) -> Iterator[Token]:
    """A link to a picture, with its words; the words alone if it cannot be linked."""
    text = _make_text(" ".join(words.split()))
    yield from (
        _make_link(address, text)
        if address.startswith(("https://", "http://")) and not is_in_link
        else [text]
    )


def _link_addresses(text: str) -> Iterator[Token]:
    """The text, with what begins with `www.` as a link."""
    done = 0
    for match in _WWW.finditer(text):
        address = match[0].rstrip(_BEHIND)
        yield _make_text(text[done : match.start()])
        yield from _make_link(f"http://{address}", _make_text(address))
        done = match.start() + len(address)
    yield _make_text(text[done:])


def _make_link(address: str, text: Token) -> list[Token]:
    return [_open_link(address), text, Token("link_close", "a", -1)]


def _open_link(address: str) -> Token:
    return Token("link_open", "a", 1, attrs={"href": address})


def _make_text(text: str) -> Token:
    return Token("text", "", 0, content=text)
