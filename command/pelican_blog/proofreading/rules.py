"""The rules of proofreading, how serious each is, and the problems that they find."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import Enum, StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """Whether a finding stops `make publish`."""

    ERROR = "error"
    """Readers would get something broken, or the build would refuse the text."""
    WARNING = "warning"
    """Worth a look; it is printed, and publishing goes on."""


_E, _W = Severity.ERROR, Severity.WARNING


class Rule(Enum):
    """A kind of problem. docs/writing.md lists the same names, severities and sentences."""

    def __init__(self, severity: Severity, summary: str) -> None:
        """Keep how serious it is, and what it finds."""
        self.severity = severity
        self.summary = summary

    @property
    def title(self) -> str:
        """The name by which a writer waives the rule."""
        return self.name.lower().replace("_", "-")

    ADDRESS_INVALID = _E, "an address that cannot work: `htps://`, a path of your disk"
    CODE_BLOCK = _E, "a block of code that is never closed, or that does not begin"
    COLLISION = _E, "two texts with one slug, one address or one thread of comments"
    COMMENT = _E, "a comment file that is broken or holds a reader's address"
    COMMENTS_STATE = _E, "`Comments:` with a word that is unknown"
    DATE_FUTURE = _E, "a post from the future that would be published now"
    DATE_INVALID = _E, "a date that does not exist, says no day, or is read otherwise: `03/02/2026`"
    DATE_MISSING = _E, "a post without `Date:`"
    EMBED_BLOCKED = _E, "an `<iframe>` or `<object>`, which the published page does not show"
    FILE_UNREADABLE = _E, "a file that cannot be read, or is not UTF-8"
    HEADER_LINE = _E, "a line that ends the header too early"
    HEADER_MISSING = _E, "a text without a header"
    IMAGE_BROKEN = _E, "a picture that is broken, not for browsers, or says where it was taken"
    IMAGE_INVALID = _E, "`Image:` that names no picture"
    IMAGE_REMOTE = _E, "a picture or film of another site, which the published page does not load"
    KEY_REPEATED = _E, "a key that may be there once and is there twice"
    LANG_UNKNOWN = _E, "`Lang:` that is not a language code"
    LINK_DEAD = _E, "a link, a picture or a menu entry that leads nowhere"
    LINK_DEVSERVER = _E, "a link to a page of this blog on your own machine"
    LINK_DRAFT = _E, "a link to a text that is not published yet"
    LINK_ROOT = _E, "a path from `/` on, where the blog is in a folder of its host"
    SECRET = _E, "a password, key or token"
    SETTINGS = _E, "a setting of the menus or of proofreading that is not of the right form"
    SLUG_INVALID = _E, "`Slug:` that cannot be part of an address"
    STATUS_UNKNOWN = _E, "`Status:`, `draft:` or the like with a value that is unknown"
    TEMPLATE_MISSING = _E, "`Template:` that the theme does not have"
    TEXT_UNBUILDABLE = _E, "a text that the build cannot turn into a page"
    TITLE_MISSING = _E, "a text without `Title:`"
    VIDEO_INVALID = _E, "`Video:` or a key that goes with it whose value is wrong"

    ADDRESS_BARE = _W, "an address alone on its line that is neither link nor video"
    COMMENTS_TRANSLATION = (
        _W,
        "a translation whose comments are open or hidden while its original's are closed",
    )
    DATE_AMBIGUOUS = _W, "a date with two readings, such as `03/02/2026` in an English blog"
    DATE_SCHEDULED = _W, "a post from the future that stays a draft until then"
    FILE_IGNORED = _W, "a file that looks like a text and is not published"
    FOOTNOTE = _W, "a footnote without text, or that no text refers to"
    FOREIGN_MARKUP = _W, "another engine's markup, which readers would see as it is"
    HEADINGS = _W, "a heading with one `#`, or that skips a level"
    HELD_BACK = _W, "a text that another engine's word keeps back, such as `draft: true`"
    ID_REPEATED = _W, "one id on two parts of a text"
    IMAGE_ALT = _W, "a picture without words for those who cannot see it"
    IMAGE_SUFFIX = _W, "a picture named after another format than its own"
    KEY_UNKNOWN = _W, "a key with a slip in it, such as `Categorie:`"
    LINK_FRAGMENT = _W, "a link to a part of a page that is not there"
    LINK_STATIC = _W, "`{filename}` before a file that is not a text, where Pelican wants `{static}`"
    LINK_WORDS = _W, "a link without words"
    MARKUP_IGNORED = _W, "a style or script in a text, which the published page ignores"
    MARKUP_UNRENDERED = _W, "`**` or `](` that marks nothing, which readers would see as it is"
    MODIFIED_EARLY = _W, "`Modified:` before `Date:`"
    REFERENCE_UNDEFINED = _W, "`[words][name]` whose address is missing"
    TERM_COLLISION = _W, "two tags, categories or authors with one address"
    TEXT_EMPTY = _W, "a header with no text below it"
    TIMEZONE_UNKNOWN = _W, "a date with a time zone that would be ignored"
    TITLE_MARKUP = _W, "HTML in a title, which readers would see as it is"
    TRANSLATION_DATE = _W, "a translation with another date than its original"
    WAIVER_UNUSED = _W, "a waiver that waives nothing"


BY_TITLE = {rule.title: rule for rule in Rule}
"""The rules by the names that writers know."""


def suggest_rule(title: str) -> str:
    """The rule's name that is nearest to this one, as advice; where none is near, where they are listed."""
    near = get_close_matches(title, BY_TITLE, n=1)
    return f"did you mean {near[0]}?" if near else "docs/writing.md lists the rules"


class Finding(NamedTuple):
    """What is wrong, before its line is known."""

    rule: Rule
    message: str


class Remark(NamedTuple):
    """What is wrong in a line of a file."""

    line: int
    rule: Rule
    message: str
    """What is wrong, and what to do; it may quote what the writer has broken over two lines."""
    group: str = ""
    """What remarks of one rule have in common that are to be said once a text; empty where each is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something to put right in a file."""

    file: str
    """Its path as the writer knows it."""
    line: int
    rule: Rule
    message: str
    group: str = ""
    """That of the remark."""

    @property
    def is_error(self) -> bool:
        """Whether it stops publication."""
        return self.rule.severity is Severity.ERROR

    @property
    def sort_key(self) -> tuple[str, int, str]:
        """What problems are put in order by when they are printed."""
        return (self.file, self.line, self.message)

    def __str__(self) -> str:
        """All of it in one line, in the form that compilers use and editors make clickable."""
        message = " ".join(self.message.splitlines())
        return f"{self.file}:{self.line}: {self.rule.severity}: {message} [{self.rule.title}]"


def merge_problems(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, with those of one file, rule and group in the place of the first of them."""
    groups: dict[tuple[str, Rule, str], list[Problem]] = {}
    for problem in sorted(problems, key=lambda problem: problem.sort_key):
        key = (problem.file, problem.rule, problem.group or f"{problem.line}: {problem.message}")
        groups.setdefault(key, []).append(problem)
    for first, *others in groups.values():
        lines = sorted({other.line for other in others} - {first.line})
        also = f" (also in line{'s'[: len(lines) - 1]} {', '.join(map(str, lines))})" if lines else ""
        yield replace(first, message=f"{first.message}{also}")
