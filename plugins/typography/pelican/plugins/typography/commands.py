"""Recognises commands and code in running text that nobody marked as code.

A command must keep its quotes, so that it can be copied: `rm -rf "$HOME"`. Only signs that French prose does
not use count; without them, a quotation is a quotation.
"""

import re

_VARIABLE = r"\$ (?!(?:US|CA|AU|NZ|HK)[DN]?\b) [A-Za-z_{(@*]"  # not the price "$US"
# A terminal's prompt, or Python's: $, #, and the signs that newer shells show.
_PROMPT = re.compile(
    r"""\s*+ (?: (?:\([\w.-]++\)\s)? (?:[\w.-]++@[\w.-]++[^\s$\#]*+\s?)? [$\u276f\u279c] \s (?=[a-z_./~({])
             | \#\s(?:apt|apt-get|cd|rm|su|sudo|systemctl)\s
             | PS\s[A-Z]:\\ | [A-Z]:\\[^<>|"\s]*+> | >>>\s )""",
    re.VERBOSE,
)
_HAS_PROMPT = re.compile(r"\s*+(?:[$#(\u276f\u279c>]|PS\s|[A-Z]:\\|[\w.-]++@)")
# A command and its words, up to an option with a quoted value or to a quoted variable.
_COMMAND = re.compile(
    rf"""\s*+ (?:sudo\s)? (?:~|\.{{1,2}})?/?[a-z][a-z0-9_./-]*+ (?: \s [\w./:@=+~\[-]++ ){{0,6}}?
              (?: \s --?[A-Za-z][\w-]*+ [\s=]["'] | \s "{_VARIABLE} )""",
    re.VERBOSE,
)
_CONTROL = re.compile(r";\s(?:do|done|elif|else|esac|fi|then)\b")
# Commands that are not French words, and programs with a subcommand, before a quotation.
_NAMED = re.compile(
    r"""(?: ^\s*+ | [;&|]\s | \bsudo\s )
        (?: awk | bash | cat | cd | chmod(?:\s[0-7]{3,4})? | chown | cp | curl | echo | e?grep
          | ffmpeg | ln | ls | mkdir | mv | nano | printf | python3? | rm | rmdir | rsync | scp | sed
          | ssh(?:\s[\w-]++(?=\s\Z))? | tail | tar(?:\s[cfjtvxz]{2,6})? | unzip | vim? | wget | xargs
          | (?:apt|apt-get|brew|cargo|composer|docker|gem|go|npm|npx|pip|pip3|pipx|systemctl|uv|yarn)
            \s (?:add|get|i|install|restart|run|start|stop) )
        (?: \s (?: --?[A-Za-z][\w-]*+ | (?=[\w~-]*+[@/:.]) [\w@/:.~-]++ ) ){0,6} \s \Z""",
    re.VERBOSE,
)
_BEFORE = re.compile(r"(?:[=\\{]|\{\s|\w\s==?\s|\w\(|\S\s-[A-Za-z]\s|\S\s--[A-Za-z][\w-]{1,30}[\s=])\Z")
_INSIDE = re.compile(
    rf"(?<!\w){_VARIABLE} | \$[0-9@*?\#]\Z | \\ | \A\*\.\w | \A\.{{1,2}}/ | && | \|\| | \{{\{{", re.VERBOSE
)
_BEHIND = re.compile(r"[=\\]|\s?\}|\s\|\s[a-z]")
_REACH = 80
"""How many characters before a quote are looked at, so that hostile texts stay cheap."""


def is_command(line: str) -> bool:
    """Whether a line is what one types into a terminal."""
    if _HAS_PROMPT.match(line):
        return _PROMPT.match(line) is not None
    if not _begins_small(line):
        return False
    return _CONTROL.search(line) is not None or ('"' in line and _COMMAND.match(line) is not None)


def _begins_small(line: str) -> bool:
    """Whether a line begins as commands do and sentences do not."""
    first = line.lstrip()[:1]
    return first.islower() or first in {".", "/", "~"}


def quotes_code(line: str, opening: int, closing: int) -> bool:
    """Whether the pair of straight quotes at these places in a line belongs to a command or code."""
    before = line[max(0, opening - _REACH) : opening]
    if _BEFORE.search(before) or _BEHIND.match(line, closing + 1):
        return True
    if opening <= _REACH and _begins_small(before) and _NAMED.search(before):
        return True
    return _INSIDE.search(line[opening + 1 : closing]) is not None
