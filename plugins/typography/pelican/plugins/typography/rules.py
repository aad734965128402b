"""The rules of French typography, as edits of plain text.

Most rules replace the gap before or after a sign, rarely the sign itself, so that edits can be applied around
the tags of the HTML that the text came from. What is already right gives no edit.

Each pattern takes linear time: a run of spaces or marks is read once, from its start.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .quotes import pair_quotes
from .signs import APOSTROPHE, ELLIPSIS, NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE, SPACE
from .verbatim import EMOTICON, MAY_BE_VERBATIM, VERBATIM

# Not x!=y, x?y=1, !important, ?- nor ![: a mark ends a clause, so nothing of a word follows it.
MARKS = r"[;!?]++(?![\w=/\\(\[-])"
SYMBOLS = "[%\u2030€]"
UNITS = r"(?:h|min|s|ms|[mcdk]?m[23²³]?|[mk]?g|[mcd]?[lL]|°[CF]|[kKMGT][bo]|[kMG]?Hz|k?Wh?|px|[$£¥°]|[kM]€)"

_RULES = rf"""
    (?P<ellipsis> (?<![./\\]) \.{{3}} (?![./\\]) )
  | (?P<apostrophe> (?<=[^\W\d_]) ' (?=[\w«“\ufffc]) )
  | (?P<opening> « {SPACE}*+ (?![\s»]|\Z) )
  | (?P<narrow>
        (?<=[^\s(\[{{«“]) {SPACE}++ (?={MARKS})                        # "Quoi ?"
      | (?<=[^\s(\[{{«“;!?:,/\\<=&\#@$~^|*_+-]) (?={MARKS})            # "Quoi?"
      | (?:(?<=\b[0-9])|(?<=\b[0-9]{{2}})|(?<=\b[0-9]{{3}})) {SPACE} (?=[0-9]{{3}}\b)
    )
  | (?P<wide>
        (?<=\S) {SPACE}*+ (?=»)
      | (?<=[^\s(\[{{«“]) {SPACE}++ (?=:(?![:=/\\]))                   # "Note : oui"
      | (?<=[\w)»”%€°.…\ufffc]) (?=:(?:[\s»”]|\Z))                     # "Note: oui", not "12:30"
      | (?<=[0-9]) {SPACE}*+ (?={SYMBOLS}(?!\w))
      | (?<=[0-9]) {SPACE}++ (?={UNITS}(?![\w'\u2019]))                # not "70h" nor "les 3 m'ont"
      | (?<=[0-9]{SPACE}h) {SPACE} (?=[0-9])                           # "18 h 30"
    )
  | (?P<guillemet> [«»] )  # as they are, or in place of straight quotes
"""
REPLACEMENTS = {
    "ellipsis": ELLIPSIS,
    "apostrophe": APOSTROPHE,
    "opening": "«" + NO_BREAK_SPACE,
    "narrow": NARROW_NO_BREAK_SPACE,
    "wide": NO_BREAK_SPACE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A stretch of a text, empty for an insertion, and what replaces it."""

    start: int
    end: int
    replacement: str


def is_french(lang: str) -> bool:
    """Whether a language tag such as `fr`, `fr-BE` or `fr_CH` is French (`frr` is Frisian)."""
    return re.split("[-_]", lang.lower())[0] == "fr"


def typeset_text(text: str, lang: str) -> str:
    """The plain text in French typography if `lang` is French, else as it is."""
    if not is_french(lang):
        return text
    pieces: list[str] = []
    done = 0
    for edit in find_edits(text):
        pieces += text[done : edit.start], edit.replacement
        done = edit.end
    return "".join(pieces) + text[done:]


def find_edits(text: str) -> Iterator[Edit]:
    """What French typography changes in the text, in order and without overlap."""
    # Pairing keeps every character in its place, so that a match in `paired` is a stretch of `text`.
    paired = pair_quotes(text)
    rules = compile_rules() if MAY_BE_VERBATIM.search(paired) else compile_rules_of_prose()
    for match in rules.finditer(paired):
        replacement = REPLACEMENTS.get(match.lastgroup or "", match[0])
        if text[match.start() : match.end()] != replacement:
            yield Edit(start=match.start(), end=match.end(), replacement=replacement)


@cache  # to compile them takes long, and not every build has a French text to read
def compile_rules() -> re.Pattern[str]:
    """The rules for any text."""
    return re.compile(
        rf"""
        (?: \b | (?!\w) )  # Nothing happens inside a word: to say so first halves the time.
        (?: (?P<verbatim> {VERBATIM} ) | {_RULES} )
        """,
        re.VERBOSE,
    )


@cache
def compile_rules_of_prose() -> re.Pattern[str]:
    """The rules for a text in which MAY_BE_VERBATIM finds nothing: the same edits at a third of the cost."""
    spaces = SPACE.strip("[]")
    return re.compile(
        rf"""
        (?=  # where a rule can begin; the first class alone passes over most letters
            [{spaces}.'«»:;!?%\u2030€]
            (?: (?<!{SPACE}) | (?<=[0-9h]{SPACE}) | (?<!{SPACE}{SPACE}) {SPACE}*+ [«»:;!?%\u2030€] )
        )
        (?: (?P<verbatim> {EMOTICON} ) | {_RULES} )
        """,
        re.VERBOSE,
    )
