"""What a file's header says, whatever its form, including what Pelican does not read.

Pelican ends a header at the first line that is not `Key: value`: to it, `Draft : true`, with French spacing,
is text. Nor does it read Nikola's header, which is a comment, or YAML with a typo.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from types import SimpleNamespace

from markdown.extensions.meta import MetaPreprocessor

from . import words
from .blocks import Block, find_block, normalize
from .errors import FrontmatterError
from .fields import Field, read_fields

_KEY = r"(?P<key>[^\W\d][\w .?-]{0,40}?)"
_LINE = re.compile(rf"""^\s{{0,3}}["']?{_KEY}["']?\s*[:=\uff1a]\s*(?P<value>.*)$""")
_ITEM = re.compile(r"^\s*-\s+(?P<value>.*)$|^\s{4,}(?P<value_below>\S.*)$")
_NIKOLA = re.compile(rf"^\.\. {_KEY}:(?:\s+(?P<value>.*))?$")
_DOCINFO = re.compile(rf"^:{_KEY}:(?:\s+(?P<value>.*))?$")
_FIRST = re.compile(r"""^\s{0,3}["']?[^\W\d][\w.-]*["']?\s*[:=]""")
_UNDERLINE = re.compile(r"^([^\w\s])\1*\s*$")
_ABOVE = re.compile(r"(?:[\s\u200b\ufeff]|<!--.*?-->)*", re.DOTALL)
"""What may precede a header invisibly."""
_META = re.compile(
    r"""<meta\s+name=["']?(?P<key>[\w-]+)["']?\s+contents?=["']?(?P<value>[^"'>]*)["']?""", re.IGNORECASE
)
_HEAD = re.compile(r"<body|</head", re.IGNORECASE)
_STRAYS = 2
"""How many lines, empty ones included, may separate a header from a line that slipped out of it."""
_BEHIND = re.compile(r"(?<!\s)\s+#.*$")

Words = dict[str, list[object]]
"""Each key of a header, in lower case, with its values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a file says above its text."""

    words: Words
    """Every key that its header may have, whatever its form."""
    problem: str | None
    """Why its front matter cannot be read in full, and what to do; None if nothing is wrong."""


def read_source(text: str, suffix: str) -> Source:
    """What a file's header says; `suffix` is that of the file's name, such as `.md`.

    A block that is not YAML is read as `Key: value` lines; if all of its lines are, nothing is wrong.
    """
    text = normalize(text)
    above = _ABOVE.match(text)
    body = text[above.end() :] if above else text
    block = find_block(body)
    if block is None:
        comments = _read_nikola(above[0] if above else "")
        return Source(words=_collect([*comments, *_read_other(body, suffix)]), problem=None)
    problem = None
    fields: tuple[Field, ...] = ()
    try:
        fields = read_fields(block)
    except FrontmatterError as error:
        if body == text and _begins_with_key(block):
            problem = _describe(block, error, text)
    pairs = ((field.key, field.value) for field in fields)
    return Source(words=_collect(pairs if fields else _read_broken(block)), problem=problem)


def read_words(text: str, suffix: str) -> Words:
    """Every key that a file's header may have; `suffix` is that of the file's name, such as `.md`."""
    return read_source(text, suffix).words


def _read_other(text: str, suffix: str) -> Iterator[tuple[str, object]]:
    """The keys of a header without marks around it."""
    if suffix == ".rst":
        yield from _read_rst(text.split("\n"))
    elif suffix in {".html", ".htm"}:
        yield from _read_head(text)
    else:
        yield from _read_json(text)
        yield from _read_lines(text.split("\n"))


def _collect(pairs: Iterable[tuple[str, object]]) -> Words:
    found: Words = {}
    for key, value in pairs:
        found.setdefault(key.strip().lower(), []).append(value)
    return found


def _read_broken(block: Block) -> Iterator[tuple[str, object]]:
    """The keys of a block that does not parse, if it is meant as a header."""
    if _begins_with_key(block):
        yield from _read_lines(block.source.split("\n"), is_fenced=True)


def _begins_with_key(block: Block) -> bool:
    """Whether it is meant as a header rather than text between two rules."""
    return _FIRST.match(block.source.lstrip("\n")) is not None


def _read_lines(lines: Iterable[str], *, is_fenced: bool = False) -> Iterator[tuple[str, object]]:
    """The keys of lines meant as a header.

    Without marks, the first other line ends it; but a line just below that keeps the text from readers may
    have slipped out of it.
    """
    key, strays = "", 0
    for line in lines:
        if line.strip() in {"---", "+++"}:
            continue
        bare = line.lstrip("*- ")
        found, is_astray = _LINE.match(bare), strays > 0 or bare != line.lstrip()
        if key and not strays and (item := _ITEM.match(line)):
            yield key, _clean(item["value"] or item["value_below"])
        elif found and (not is_astray or _is_plain_reservation(found["key"], found["value"])):
            key = found["key"]
            yield key, _clean(found["value"])
        elif not is_fenced:
            strays += 1
            if not key or strays > _STRAYS:
                return


def _is_plain_reservation(key: str, value: str) -> bool:
    """Whether a line is a key that keeps a text back, with a word that does, rather than prose."""
    rule = words.KEYS.get(words.simplify(key), words.Rule.TAGS)
    return rule is not words.Rule.TAGS and words.simplify(value) in words.TRUE | words.FALSE | words.BACK


def _clean(value: str) -> str:
    """A value without quotes, and without what is a comment in YAML and TOML."""
    return _BEHIND.sub("", value).strip().strip("\"'")


def _read_nikola(comments: str) -> Iterator[tuple[str, object]]:
    """Nikola's header in Markdown and HTML."""
    for line in comments.split("\n"):
        if pair := _NIKOLA.match(line.strip()):
            yield pair["key"], (pair["value"] or "").strip()


def _read_head(text: str) -> Iterator[tuple[str, object]]:
    """The `<meta>` elements of an HTML page."""
    if end := _HEAD.search(text):
        for found in _META.finditer(text, 0, end.start()):
            yield found["key"], found["value"]


def _read_rst(lines: list[str]) -> Iterator[tuple[str, object]]:
    """The fields and Nikola's comments above the text; the title and its lines are skipped."""
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if found := _DOCINFO.match(line) or _NIKOLA.match(line):
            yield found["key"], (found["value"] or "").strip()
        elif line[:1].strip() and not line.startswith("..") and not any(map(_UNDERLINE.match, (line, below))):
            return


def _read_json(text: str) -> Iterator[tuple[str, object]]:
    """Hugo's header in JSON."""
    if text.startswith("{"):
        with suppress(ValueError, RecursionError):
            value, _ = json.JSONDecoder().raw_decode(text)
            yield from value.items()


def _describe(block: Block, error: FrontmatterError, text: str) -> str | None:
    lines = text.split("\n")[: block.text_line - 1]
    unread = 1 if block.kind == "toml" else _find_unread(lines)
    if not unread:
        return None
    return (
        f"line {error.line} is not {block.kind.upper()} ({error}), so everything from line {unread} on "
        "would appear as text; fix it, or put its value in quotes."
    )


def _find_unread(lines: list[str]) -> int:
    """The first line of a block that Pelican would show as text; 0 if it reads all of it as `Key: value`."""
    rest = MetaPreprocessor(SimpleNamespace()).run([*lines])  # type: ignore[arg-type]  # it only sets `Meta`
    for number, line in enumerate(rest, start=len(lines) - len(rest) + 1):
        if line.strip():
            return number if _LINE.match(line) or _ITEM.match(line) else 0
    return 0
