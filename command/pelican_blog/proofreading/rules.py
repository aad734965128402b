"""The rules of proofreading, their severity, the problems they find, and waivers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import Enum, StrEnum
from typing import NamedTuple

from pelican_blog.blog import Blog
from pelican_blog.headers import Header


class Severity(StrEnum):
    """Whether a finding stops `make publish`."""

    ERROR = "error"
    """Readers would get something broken, or the build would reject the text."""
    WARNING = "warning"
    """Worth a look; publishing goes on."""


_E, _W = Severity.ERROR, Severity.WARNING


class Rule(Enum):
    """A kind of problem. docs/writing.md lists the same names, severities and sentences."""

    def __init__(self, severity: Severity, summary: str) -> None:
        """Keep its severity and what it finds."""
        self.severity = severity
        self.summary = summary

    @property
    def title(self) -> str:
        """The name by which a writer waives the rule."""
        return self.name.lower().replace("_", "-")

    ADDRESS_INVALID = _E, "an address that cannot work: `htps://`, a path of your disk"
    CODE_BLOCK = _E, "a code block that is never closed, or does not start"
    COLLISION = _E, "two texts with the same slug, address or comment thread"
    COMMENT = _E, "a comment file that is broken or holds a reader's address"
    COMMENTS_STATE = _E, "`Comments:` with an unknown word"
    DATE_FUTURE = _E, "a post from the future that would be published now"
    DATE_INVALID = _E, "a date that does not exist, has no day, or would be misread: `03/02/2026`"
    DATE_MISSING = _E, "a post without `Date:`"
    EMBED_BLOCKED = _E, "an `<iframe>` or `<object>`, which the published page does not show"
    FILE_UNREADABLE = _E, "a file that cannot be read, or is not UTF-8"
    HEADER_LINE = _E, "a line that ends the header too early"
    HEADER_MISSING = _E, "a text without a header"
    IMAGE_BROKEN = _E, "a picture that is broken, not for browsers, or reveals where it was taken"
    IMAGE_INVALID = _E, "`Image:` that does not name a picture"
    IMAGE_REMOTE = _E, "a picture or film from another site, which the published page does not load"
    KEY_REPEATED = _E, "a key that is set twice"
    LANG_UNKNOWN = _E, "`Lang:` that is not a language code"
    LINK_DEAD = _E, "a link, a picture or a menu entry that leads nowhere"
    LINK_DEVSERVER = _E, "a link to a page of this blog on your own machine"
    LINK_DRAFT = _E, "a link to a text that is not published yet"
    LINK_ROOT = _E, "a path that starts with `/` although the blog is in a subfolder of its host"
    SECRET = _E, "a password, key or token"
    SETTINGS = _E, "a menu or proofreading setting in the wrong format"
    SLUG_INVALID = _E, "`Slug:` that cannot be part of an address"
    STATUS_UNKNOWN = _E, "`Status:`, `draft:` or the like with an unknown value"
    TEMPLATE_MISSING = _E, "`Template:` that the theme does not have"
    TEXT_UNBUILDABLE = _E, "a text that the build cannot turn into a page"
    TITLE_MISSING = _E, "a text without `Title:`"
    VIDEO_INVALID = _E, "`Video:` or a related key with a wrong value"

    ADDRESS_BARE = _W, "an address alone on its line that is neither a link nor a video"
    COMMENT_ADDRESS = _W, "an e-mail address in the text of an imported comment, public as it was before"
    COMMENTS_TRANSLATION = (
        _W,
        "a translation whose comments are open or hidden while its original's are closed",
    )
    DATE_AMBIGUOUS = _W, "a date with two readings, such as `03/02/2026` in an English blog"
    DATE_SCHEDULED = _W, "a post from the future that stays a draft until then"
    FILE_IGNORED = _W, "a file that looks like a text and is not published"
    FOOTNOTE = _W, "a footnote without text, or that nothing refers to"
    FOREIGN_MARKUP = _W, "another engine's markup, which readers would see as is"
    HEADINGS = _W, "a heading with one `#`, or that skips a level"
    HELD_BACK = _W, "a text kept back by another engine's word, such as `draft: true`"
    ID_REPEATED = _W, "the same id on two parts of a text"
    IMAGE_ALT = _W, "a picture without alt text"
    IMAGE_SUFFIX = _W, "a picture with the suffix of another format"
    KEY_UNKNOWN = _W, "a misspelled key, such as `Categorie:`"
    LINK_FRAGMENT = _W, "a link to a part of a page that does not exist"
    LINK_STATIC = _W, "`{filename}` before a file that is not a text, where Pelican wants `{static}`"
    LINK_WORDS = _W, "a link without text"
    MARKUP_IGNORED = _W, "a style or script in a text, which the published page ignores"
    MARKUP_UNRENDERED = _W, "`**` or `](` without effect, which readers would see as is"
    MODIFIED_EARLY = _W, "`Modified:` before `Date:`"
    REFERENCE_UNDEFINED = _W, "`[words][name]` whose address is missing"
    TERM_COLLISION = _W, "two tags, categories or authors with the same address"
    TEXT_EMPTY = _W, "a header without text below it"
    TIMEZONE_UNKNOWN = _W, "a date with a time zone that would be ignored"
    TITLE_MARKUP = _W, "HTML in a title, which readers would see as is"
    TRANSLATION_DATE = _W, "a translation with another date than its original"
    WAIVER_UNUSED = _W, "a waiver that waives nothing"


BY_TITLE = {rule.title: rule for rule in Rule}
"""The rules by the names that writers use."""


def suggest_rule(title: str) -> str:
    """Advice for an unknown rule: the most similar name, or where rules are listed."""
    near = get_close_matches(title, BY_TITLE, n=1)
    return f"did you mean {near[0]}?" if near else "docs/writing.md lists the rules"


class Finding(NamedTuple):
    """A problem whose line is not known yet."""

    rule: Rule
    message: str


class Remark(NamedTuple):
    """A problem in a line of a file."""

    line: int
    rule: Rule
    message: str
    """Problem and remedy; a quotation may span two lines."""
    group: str = ""
    """Remarks of a rule with the same group are reported once per text; if empty, each is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something to fix in a file."""

    file: str
    """Its path as the writer knows it."""
    line: int
    rule: Rule
    message: str
    group: str = ""
    """As in the remark."""

    @property
    def is_error(self) -> bool:
        """Whether it stops publication."""
        return self.rule.severity is Severity.ERROR

    @property
    def sort_key(self) -> tuple[str, int, str]:
        """What problems are sorted by."""
        return (self.file, self.line, self.message)

    def __str__(self) -> str:
        """One line, in the format of compilers, which editors make clickable."""
        message = " ".join(self.message.splitlines())
        return f"{self.file}:{self.line}: {self.rule.severity}: {message} [{self.rule.title}]"


def merge_problems(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, with those of the same file, rule and group merged into the first."""
    groups: dict[tuple[str, Rule, str], list[Problem]] = {}
    for problem in sorted(problems, key=lambda problem: problem.sort_key):
        key = (problem.file, problem.rule, problem.group or f"{problem.line}: {problem.message}")
        groups.setdefault(key, []).append(problem)
    for first, *others in groups.values():
        lines = sorted({other.line for other in others} - {first.line})
        also = f" (also in line{'s'[: len(lines) - 1]} {', '.join(map(str, lines))})" if lines else ""
        yield replace(first, message=f"{first.message}{also}")


WAIVER_KEY = "proofread"
"""The key of a header, and the first word of a comment, that waives rules."""
_HEADER = re.compile(r"ignore\s+(?P<rules>.+)", re.IGNORECASE)
_COMMENT = re.compile(rf"\s*{WAIVER_KEY}\s*:\s*ignore\s+(?P<rules>\S.*)", re.IGNORECASE | re.DOTALL)
_RULES = re.compile(r"(?P<rules>.+)")
_MEANT = re.compile(rf"\s*{WAIVER_KEY}\b", re.IGNORECASE)
_FORM = "write `ignore` and the names of rules, as in `ignore headings, image-alt`"
_IGNORED = "PROOFREAD_IGNORE"
_FILES = ("publishconf.py", "pelicanconf.py", "siteconf.py")
"""Where a setting is looked for, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A rule that is not applied somewhere."""

    title: str
    """The name of the rule as written, which may be wrong."""
    place: tuple[str, int]
    """The file and line that it was found in."""
    file: str | None = None
    """The file that it is for; None for all."""
    line: int | None = None
    """The line that it is for; None for all."""

    def covers(self, problem: Problem) -> bool:
        """Whether a problem is waived by this."""
        is_here = self.file in {None, problem.file} and self.line in {None, problem.line}
        return is_here and self.title == problem.rule.title


def read_header_waivers(header: Header, file: str) -> Iterator[Waiver | Problem]:
    """The rules that a header waives for its text, and what could not be understood."""
    for entry in header.entries:
        if entry.key == WAIVER_KEY and entry.value:
            found = _HEADER.fullmatch(entry.value) or (entry.is_continued and _RULES.fullmatch(entry.value))
            if not found:
                message = f"Proofread: {entry.value} is not understood; {_FORM}"
                yield Problem(file=file, line=entry.line, rule=Rule.WAIVER_UNUSED, message=message)
            for title in _split(found["rules"]) if found else ():
                yield Waiver(title=title, place=(file, entry.line), file=file)


def read_comment_waivers(
    comments: Iterable[tuple[int, int, str]], text: str, file: str
) -> Iterator[Waiver | Problem]:
    """The rules that comments in a text waive, each for the next non-empty line.

    A comment has its first line, its last line and its words.
    """
    found = [*comments]
    hidden = {line for first, last, _ in found for line in range(first, last + 1)}
    shown = [
        number
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip() and number not in hidden
    ]
    for first, last, words in found:
        if names := _COMMENT.fullmatch(words):
            target = next((number for number in shown if number > last), last)
            for title in _split(names["rules"]):
                yield Waiver(title=title, place=(file, first), file=file, line=target)
        elif _MEANT.match(words):
            message = f"{' '.join(words.split())} is not understood; write `{WAIVER_KEY}: ignore` and rules"
            yield Problem(file=file, line=first, rule=Rule.WAIVER_UNUSED, message=message)


def read_settings_waivers(blog: Blog) -> Iterator[Waiver | Problem]:
    """The rules that PROOFREAD_IGNORE waives for the whole blog."""
    titles = blog.settings.get(_IGNORED, [])
    if isinstance(titles, list | tuple) and all(isinstance(title, str) for title in titles):
        for title in titles:
            yield Waiver(title=title.strip().lower(), place=find_setting(blog, _IGNORED, title))
    else:
        file, line = find_setting(blog, _IGNORED)
        message = f"{_IGNORED} is {titles!r}; write a list of rules, such as ['headings']"
        yield Problem(file=file, line=line, rule=Rule.SETTINGS, message=message)


def find_setting(blog: Blog, name: str, value: str = "") -> tuple[str, int]:
    """The file and line where a setting has this value, or where it begins; else pelicanconf.py:1."""
    beginning = re.compile(rf"\s*[\"']?{name}\b")
    for file in _FILES:
        path = blog.root / file
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        lines = [*enumerate(text.split("\n"), start=1)]
        first = next((number for number, line in lines if beginning.match(line)), None)
        if first:
            return file, next((number for number, line in lines[first - 1 :] if value in line), first)
    return _FILES[1], 1


def apply_waivers(problems: Iterable[Problem], read: Iterable[Waiver | Problem]) -> list[Problem]:
    """The problems that no waiver in `read` covers, with those in `read`, and the useless waivers."""
    read = tuple(read)
    waivers = [one for one in read if isinstance(one, Waiver)]
    used: set[Waiver] = set()
    kept = []
    for problem in (*problems, *(one for one in read if isinstance(one, Problem))):
        covering = [waiver for waiver in waivers if waiver.covers(problem)]
        used.update(covering)
        if not covering:
            kept.append(problem)
    return kept + [_describe_useless(waiver) for waiver in waivers if waiver not in used]


def _describe_useless(waiver: Waiver) -> Problem:
    file, line = waiver.place
    if waiver.title in BY_TITLE:
        message = f"nothing breaks the rule {waiver.title} here; stop ignoring it"
    else:
        message = f"unknown rule {waiver.title}; {suggest_rule(waiver.title)}"
    return Problem(file=file, line=line, rule=Rule.WAIVER_UNUSED, message=message)


def _split(rules: str) -> list[str]:
    return [title.lower() for title in re.split(r"[\s,;]+", rules) if title]
