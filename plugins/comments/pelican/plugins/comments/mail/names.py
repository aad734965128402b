"""The name to show: what the writer put after or below the label that our link provided."""

import quopri
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from pelican.plugins.comments.cuts import Line
from pelican.plugins.comments.links import name_label
from pelican.plugins.comments.markup import MAX_NAME
from pelican.plugins.comments.translations import list_languages, read_wording

from .words import GREETINGS, PARTICLES

_QUOTED_PRINTABLE = re.compile(r"=[0-9A-F]{2}")
_MAX_WORDS = 5
_MAX_BELOW = 40
"""Characters of a name on a line of its own: a sentence is longer."""


def _fold(label: str) -> str:
    """The letters of a label, without the blanks, accents, marks and capitals that programs change."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", label.casefold())))


_GREETINGS = frozenset(map(_fold, GREETINGS))


def take_name(
    lines: Sequence[Line], own: Sequence[Line], sender: str, catalogues: Path | None
) -> tuple[str, list[Line]]:
    """The name given in the text, and the lines without it and its label, in any language.

    The name is empty if there is no label, or no name with it. It is looked for in `own`: the same lines,
    with other people's cut. `sender`, the name in the message's From, helps to tell a name from the text.
    """
    found = _find_label(own, _list_labels(catalogues))
    if not found:
        return "", list(lines)
    number, value = found
    before, behind = list(lines[:number]), list(lines[number + 1 :])
    if not value:
        name, behind = _take_from_below(behind, sender)
        return name, before + behind
    has_text = any(line.text.strip() and not line.is_cut for line in (*before, *behind))
    if has_text and len(value) <= MAX_NAME:
        return value, before + behind
    name, rest = _split_line(value, sender)
    return name, [*before, Line(rest), *behind]


def _list_labels(catalogues: Path | None) -> set[str]:
    wordings = (read_wording(lang, catalogues) for lang in list_languages(catalogues))
    return {_fold(name_label(wording)) for wording in wordings}


def _find_label(lines: Sequence[Line], labels: set[str]) -> tuple[int, str] | None:
    """The number of the first line with a label, and what follows the label."""
    for number, line in enumerate(lines):
        if line.is_cut or line.text.lstrip().startswith(">"):
            continue
        value = _read_value(_decode_leftovers(line.text).replace("：", ":").replace("**", ""), labels)
        if value is not None:
            return number, value
    return None


def _read_value(line: str, labels: set[str]) -> str | None:
    """What follows a label, even if it is bold or lost its colon; None if there is no label."""
    label, colon, value = line.partition(":")
    if colon and _fold(label) in labels:
        is_bold = label.lstrip().startswith(("*", "_"))
        return (value.strip().strip("*_") if is_bold else value).strip()
    words = line.split() if len(line) < MAX_NAME else []
    for count in range(1, len(words)):
        name = " ".join(words[count:]).lstrip("-–—= ")
        if _fold("".join(words[:count])) in labels and _looks_like_name(name):
            return name
    return None


def _take_from_below(lines: list[Line], sender: str) -> tuple[str, list[Line]]:
    """The name on the first line with text below its label, and the lines without it."""
    number = next((number for number, line in enumerate(lines) if line.text.strip()), None)
    if number is None or lines[number].is_cut:
        return "", lines
    name = lines[number].text.replace("**", "").strip()
    rest = lines[number + 1 :]
    has_text = any(line.text.strip() and not line.is_cut for line in rest)
    stands_apart = number == 0 and bool(rest) and not rest[0].text.strip()
    is_sender = _fold(name) in {_fold(sender), *map(_fold, sender.split())}
    if has_text and _looks_like_name(name) and (stands_apart or is_sender):
        return name, lines[:number] + rest
    return "", lines


def _looks_like_name(text: str) -> bool:
    """Whether a line looks like a name: a few capitalised words, and no greeting."""
    words = text.split()
    return (
        len(text) <= _MAX_BELOW
        and 0 < len(words) <= _MAX_WORDS
        and not re.search(r"[.,;:!?…)\]]$|[@/\\<>=*_#`()]|\d{3}", text)
        and _fold(words[0]) not in _GREETINGS
        and all(_begins_name(word) or (word in PARTICLES and number) for number, word in enumerate(words))
    )


def _begins_name(word: str) -> bool:
    return word[0].isalpha() and not word[0].islower()


def _split_line(line: str, sender: str) -> tuple[str, str]:
    """The name at the start of a line, and the text after it; the whole line if no text follows."""
    words = line.split()
    count = _count_sender(words, sender) or _count_name(words)
    name = " ".join(words[:count])
    rest = re.sub(r"^[\s,;:.!–—-]+", "", line[_measure(line, count) :])
    return (name.rstrip(" ,;:.!–—-"), rest) if rest else (line, "")


def _measure(line: str, count: int) -> int:
    """How many characters this many words of a line take."""
    ends = [found.end() for found in re.finditer(r"\S+", line)]
    return ends[count - 1] if count else 0


def _count_sender(words: Sequence[str], sender: str) -> int:
    """How many of the first words are part of the sender's name."""
    known = set(map(_fold, sender.split())) - {""}
    return next((number for number, word in enumerate(words) if _fold(word) not in known), len(words))


def _count_name(words: Sequence[str]) -> int:
    """How many of the first words are probably a name, if a sentence follows on the same line."""
    count = len(list(_take_name_words(words)))
    if count == len(words) or words[count - 1].endswith((",", ";", ":", ".", "!", "–", "—")):
        return count
    # The last capitalised word usually begins the sentence.
    return count if _fold(words[count]) in _GREETINGS else max(1, count - 1)


def _take_name_words(words: Sequence[str]) -> Iterator[str]:
    for number, word in enumerate(words[:_MAX_WORDS]):
        is_opening = number > 0 and _fold(word) in _GREETINGS
        if number and (is_opening or not (_begins_name(word) or word in PARTICLES)):
            return
        yield word
        if word.endswith((",", ";", ":", ".", "!", "–", "—")):
            return


def _decode_leftovers(line: str) -> str:
    """The line, decoded if it is still quoted-printable: some programs encode a link's text twice."""
    if not _QUOTED_PRINTABLE.search(line):
        return line
    return quopri.decodestring(line.encode(errors="replace")).decode(errors="replace")
