"""Checks of headers: the form of each line, its key, and its value.

`pelican_blog.headers` parses them.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import partial
from html import unescape
from typing import Any

from babel.dates import get_date_format
from markdown.extensions.meta import META_RE
from pelican.contents import Article
from pelican.generators import Generator, PelicanTemplateNotFound
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.settings import KEY as COMMENTS
from pelican.plugins.comments.states import parse_state
from pelican.plugins.discovery.errors import DiscoveryError
from pelican.plugins.discovery.pictures import Place
from pelican.plugins.discovery.pictures import read_header as read_picture
from pelican.plugins.frontmatter.blocks import find_block, normalize
from pelican.plugins.frontmatter.errors import FrontmatterError
from pelican.plugins.frontmatter.fields import read_fields
from pelican.plugins.frontmatter.sources import read_source
from pelican.plugins.frontmatter.words import KEYS as JUDGED_KEYS
from pelican.plugins.frontmatter.words import Rule as Judging
from pelican.plugins.frontmatter.words import simplify
from pelican.plugins.redirects.headers import KEYS as ALIAS_KEYS
from pelican.plugins.video.errors import VideoError
from pelican.plugins.video.metadata import KEYS as VIDEO_KEYS
from pelican.plugins.video.metadata import read_featured_video
from pelican.plugins.video.plugin import KEY as VIDEO
from pelican.utils import set_date_tzinfo
from pelican_toolkit import dates
from pelican_toolkit.languages import is_tag, parse_locale
from unidecode import unidecode

from pelican_blog.building.settings import is_timezone
from pelican_blog.headers import Header, HeaderLine
from pelican_blog.slugs import build_slug, slugify_title

from .reading import Reading
from .rules import WAIVER_KEY, Finding, Problem, Remark, Rule
from .texts import ProofText, SourceFile, find_suffix

_KNOWN_KEYS = (
    *("title", "date", "modified", "category", "tags", "slug", "author", "authors", "summary", "lang"),
    *("status", "template", "translation", "save_as", "url", "timezone", "keywords"),  # all of them Pelican's
    *VIDEO_KEYS,
    "comments",
    *("image", "image_alt"),
    *("categories", "guid", "sticky"),  # of pelican-taxonomy, pelican-discovery and the theme
    *ALIAS_KEYS,
    WAIVER_KEY,
)
_OTHER_NAMES = {
    "auteur": "author",
    "auteurs": "authors",
    "categorie": "category",
    "etiquettes": "tags",
    "langue": "lang",
    **dict.fromkeys(("mot-cle", "mots-cles", "mots_cles"), "tags"),
    "resume": "summary",
    "statut": "status",
}
"""Names of keys in French and in other engines, and what Pelican calls them."""
_OF_MANY_LINES = {"summary", WAIVER_KEY, *ALIAS_KEYS}
"""Keys that may have several lines, which are joined or listed."""
_LINE_FORMS = {
    "rst": "`:{small}: {value}`",
    **dict.fromkeys(("htm", "html"), '`<meta name="{small}" content="{value}">`'),
}
"""The form of a header line in markup other than Markdown, by suffix."""


def check_headers(
    sources: Mapping[str, SourceFile], texts: Iterable[ProofText], reading: Reading, now: datetime
) -> Iterator[Problem]:
    """Problems with the headers of these files that depend on others, the theme or the moment.

    A key that several of them have is the writer's own.
    """
    by_key = {text.source.key: text for text in texts}
    known = _list_known_keys([source.header for source in sources.values()], by_key.values())
    for text in by_key.values():
        yield from text.source.locate(_check_reservation(text))
    for key, source in sources.items():
        if source.says_skip:
            continue  # Pelican ignores the file
        if source.is_markdown:
            yield from source.locate(_check_keys(source.header, known))
        if source.header.entries or not source.is_markdown:
            setting = _Setting(source=source, text=by_key.get(key), reading=reading, now=now)
            yield from source.locate(_check_values(source.header.first, setting))


def _list_known_keys(headers: Iterable[Header], texts: Iterable[ProofText]) -> set[str]:
    """Keys that are no slips: also those that several texts have, or that pelican-frontmatter checks."""
    keys = Counter(key for header in headers for key in {entry.key for entry in header.entries})
    own = {key for key, count in keys.items() if count > 1 and _guess_key(key) != "Status"}
    is_judged = any(hasattr(text.content, "reservation") for text in texts)
    judged = {key for key in keys if JUDGED_KEYS.get(simplify(key), Judging.TAGS) is not Judging.TAGS}
    return own.union(_KNOWN_KEYS, judged if is_judged else ())


def _check_reservation(text: ProofText) -> Iterator[Remark]:
    """What keeps a text back other than Pelican's own `Status:`; nothing without that plugin."""
    reservation = getattr(text.content, "reservation", None)
    if not reservation:
        return
    line, message = text.find_line(reservation.key), reservation.sentence.rstrip(".")
    if not reservation.is_understood:
        yield Remark(line, Rule.STATUS_UNKNOWN, message)
    elif not reservation.is_native:
        yield Remark(line, Rule.HELD_BACK, message)


_CLOSE = 0.8
_SPACE = re.compile(r"^\s{0,3}(?P<key>[A-Za-z0-9_-]+)\s+:")
_LETTERS = re.compile(r"^\s{0,3}(?P<key>[^\W\d_][\w-]*)\s?:(?:\s|$)")
_WIDE = re.compile(r"^\s{0,3}(?P<key>[\w-]+)\s?(?P<colon>[\uff1a\ufe55\ua789\u2236])")
_UNREAD = {
    "in JSON are": re.compile(r"\s*\{"),
    "in a comment (as in Nikola) are": re.compile(r"\s*<!--\s*\n?\s*\.\. "),
}
"""Headers of other engines that are not read, and how they begin."""
_OF_YAML = ("[", "{", '"', "'")
"""First characters of values that only make sense as YAML or TOML."""
_INDENTED = re.compile(r"^\s{1,3}\S")


def check_form(source: SourceFile) -> Iterator[Remark]:
    """Problems with the form of a file's header, whatever its keys and values."""
    if not source.is_markdown or source.says_skip:
        return
    header, lines = source.header, source.text.expandtabs(4).split("\n")
    if unread := _judge_front_matter(source.text, header):
        yield unread
    elif not header.entries:
        yield _judge_beginning(lines)
    elif not header.is_closed:
        yield from _check_end(lines[header.text_line - 1 :], header.text_line)


def _judge_front_matter(text: str, header: Header) -> Remark | None:
    """Why a header that is meant as YAML or TOML cannot be read as such."""
    source = normalize(text)
    block = find_block(source)
    is_meant = any(entry.value.startswith(_OF_YAML) for entry in header.entries)
    if block:
        try:
            read_fields(block)
        except FrontmatterError as error:
            if is_meant or read_source(text, ".md").problem:
                message = f"not valid {block.kind.upper()} ({error}); correct it or quote the value"
                return Remark(error.line, Rule.HEADER_LINE, message)
    elif is_meant and source.split("\n", 1)[0].rstrip() == "---":
        return Remark(1, Rule.HEADER_LINE, "this header is never closed; add a line --- below it")
    return None


def _judge_beginning(lines: list[str]) -> Remark:
    """Why a file has no header: it begins with something else."""
    first = next((number for number, line in enumerate(lines) if line.strip(" -+")), 0)
    if found := _SPACE.match(lines[first]):
        message = f"the space before the colon keeps this from being a header; write `{found['key']}:`"
        return Remark(first + 1, Rule.HEADER_LINE, message)
    if found := _WIDE.match(lines[first]):
        message = f"`{found['colon']}` is not the plain colon that a header needs; write `{found['key']}:`"
        return Remark(first + 1, Rule.HEADER_LINE, message)
    if first and META_RE.match(lines[first]) and not lines[0].strip():
        message = "the header must start on the first line; remove what is above it"
        return Remark(first + 1, Rule.HEADER_LINE, message)
    whose = next((engine for engine, sign in _UNREAD.items() if sign.match("\n".join(lines))), None)
    problem = f"headers {whose} not supported" if whose else "this text has no header"
    message = f"{problem}; start it with a line such as `Title: My title`"
    return Remark(1, Rule.HEADER_MISSING, message)


def _check_end(rest: list[str], number: int) -> Iterator[Remark]:
    """A line that was meant for the header but ends it: Pelican takes all below it for text."""
    line = rest[0]
    or_text = ", or put an empty line above it if this is text"
    ending = "so the header ends here and the rest counts as text"
    message = None
    if found := _SPACE.match(line):
        message = f"there is a space before the colon, {ending}; write `{found['key']}:`{or_text}"
    elif found := _LETTERS.match(line):
        message = f"keys cannot have accents, {ending}; {_advise(found['key'])}{or_text}"
    elif _INDENTED.match(line):
        message = f"a line that continues a value needs four spaces, {ending}; indent it"
    elif _holds_key(rest):
        message = f"this is not a `Key: value` line, {ending}; correct or remove it"
    if message:
        yield Remark(number, Rule.HEADER_LINE, message)


def _holds_key(lines: list[str]) -> bool:
    """Whether a line with a known key comes before the first empty one."""
    for line in lines:
        if not line.strip():
            return False
        found = META_RE.match(line)
        if found and (found["key"].lower() in _KNOWN_KEYS or simplify(found["key"]) in JUDGED_KEYS):
            return True
    return False


def _guess_key(key: str) -> str | None:
    """The known key that was probably meant; slips keep the first letter: `update` is not `date`."""
    near = get_close_matches(key, [known for known in _KNOWN_KEYS if known[0] == key[0]], n=1, cutoff=_CLOSE)
    guess = _OTHER_NAMES.get(key) or next(iter(near), None)
    return guess.capitalize() if guess else None


def _advise(key: str) -> str:
    guess = _guess_key(unidecode(key).lower())
    return f"write `{guess}:`" if guess else "write it without accents"


def _check_keys(header: Header, known: Collection[str]) -> Iterator[Remark]:
    first: dict[str, int] = {}
    for entry in header.entries:
        name = entry.key.capitalize()
        if entry.key in _KNOWN_KEYS and entry.key not in _OF_MANY_LINES and entry.key in first:
            if entry.is_continued:
                message = f"{name} must fit on one line; put all of it in line {first[entry.key]}"
            else:
                message = f"{name} is already set in line {first[entry.key]}; keep one of them"
            yield Remark(entry.line, Rule.KEY_REPEATED, message)
        elif entry.is_continued or entry.key in known:
            pass
        elif guess := _guess_key(entry.key):
            message = f"the key {name} is unknown; did you mean `{guess}:`?"
            rule = Rule.STATUS_UNKNOWN if guess == "Status" else Rule.KEY_UNKNOWN  # it may keep a text back
            yield Remark(entry.line, rule, message)
        first.setdefault(entry.key, entry.line)


_HTML = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);|</?[a-z][^<>]*>", re.IGNORECASE)
_UNFIT = re.compile(r"[\x00-\x20\x7f\s/\\?#%&:;\"'<>\[\]{}|^`]")
"""Characters that have another meaning in an address, or are not allowed there."""
_KNOWN_VIDEO = "https://vimeo.com/1"
"""Stands in for a wrong video, so that other mistakes are found too. It is never fetched."""
_DATE_FORM = "write it like 2026-11-25 or 2026-11-25 18:30"
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
_OLDEST = 1900


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What the values in the header of a file are checked against."""

    source: SourceFile
    text: ProofText | None
    """What Pelican has made of it."""
    reading: Reading
    now: datetime
    """With a time zone."""

    @property
    def settings(self) -> Mapping[str, Any]:
        """Those of the blog."""
        return self.reading.blog.settings

    @property
    def missing(self) -> str | None:
        """The required key that header, settings and file name all lack."""
        known = self.reading.faults.missing
        return known.get(str(self.source.path)) if known else None

    @property
    def date(self) -> datetime | None:
        """As `find_moment` says of its date."""
        return self.text.facts.date if self.text else find_moment("date", self.source, self.settings)

    @property
    def has_text_titles(self) -> bool:
        """Whether a title is plain text: in other markup, or if templates do not escape it, it is HTML."""
        return self.source.is_markdown and bool(self.settings["JINJA_ENVIRONMENT"].get("autoescape"))

    def write_line(self, key: str, value: str) -> str:
        """A line of a header, as the writer has to type it."""
        form = _LINE_FORMS.get(find_suffix(self.source.key), "`{key}: {value}`")
        return form.format(key=key, small=key.lower(), value=value)


def _check_values(entries: Mapping[str, HeaderLine], setting: _Setting) -> Iterator[Remark]:
    for check in (_check_title, _check_date, _check_template, _check_picture, _check_video):
        yield from check(entries, setting)


def check_values(source: SourceFile, settings: Mapping[str, Any]) -> Iterator[Remark]:
    """Problems with the values in the header of a post or page, whatever else there is."""
    if not source.says_skip:
        entries = source.header.first
        yield from _check_words(entries)
        yield from _check_slug(entries, settings)
        yield from _check_days(source, settings)
        yield from _check_comments(entries, settings)


def _check_title(entries: Mapping[str, HeaderLine], setting: _Setting) -> Iterator[Remark]:
    if setting.missing == "title":
        message = f"the title is missing; add a line such as {setting.write_line('Title', 'My title')}"
        yield Remark(1, Rule.TITLE_MISSING, message)
    elif "title" in entries and not entries["title"].value:
        message = f"the title is empty; fill it in, as in {setting.write_line('Title', 'My title')}"
        yield Remark(entries["title"].line, Rule.TITLE_MISSING, message)
    elif "title" in entries and setting.has_text_titles:
        signs = [found[0] for found in _HTML.finditer(entries["title"].value)]
        meant = next((sign for sign in signs if sign[0] == "<" or unescape(sign) != sign), None)
        if meant:
            advice = "remove it" if meant[0] == "<" else f"write {unescape(meant)}"
            message = f"readers would see {meant} in the title as is; {advice}"
            yield Remark(entries["title"].line, Rule.TITLE_MARKUP, message)


def _check_date(entries: Mapping[str, HeaderLine], setting: _Setting) -> Iterator[Remark]:
    """What is wrong with the date of a post at this moment, if anything."""
    if setting.missing == "date":
        line = setting.write_line("Date", f"{setting.now:%Y-%m-%d}")
        yield Remark(1, Rule.DATE_MISSING, f"the date is missing; add a line such as {line}")
    is_coming = setting.source.kind is Article and setting.date and setting.date > setting.now
    if is_coming and not (setting.text and setting.text.says_draft):
        yield Remark(entries["date"].line, *_judge_future(entries["date"], setting))


def find_moment(key: str, source: SourceFile, settings: Mapping[str, Any]) -> datetime | None:
    """The moment that a key of a header names; None if it does not name a day."""
    entry = source.header.first.get(key)
    read = _read_date(entry.value, settings["TIMEZONE"]) if entry else None
    return read[1] if read and read[0].is_whole else None


def _check_days(source: SourceFile, settings: Mapping[str, Any]) -> Iterator[Remark]:
    entries = source.header.first
    for key in ("date", "modified"):
        if entry := entries.get(key):
            read = _read_date(entry.value, settings["TIMEZONE"])
            for finding in _judge_date(entry, read, settings["DEFAULT_LANG"]):
                yield Remark(entry.line, *finding)
    date, modified = (find_moment(key, source, settings) for key in ("date", "modified"))
    if date and modified and _is_before(modified, date, entries["modified"]):
        message = "Modified is before Date; correct one of them"
        yield Remark(entries["modified"].line, Rule.MODIFIED_EARLY, message)


def _read_date(value: str, zone: str) -> tuple[dates.Reading, datetime] | None:
    """A date as it was read, and its moment, by default in the site's time zone; None if unreadable."""
    try:
        read = dates.read_date(value)
        moment: datetime = set_date_tzinfo(read.moment, zone)
        moment.astimezone(UTC)  # fails for offsets of days and for moments before year 1
    except (ValueError, OverflowError):
        return None
    return read, moment


def _judge_date(
    entry: HeaderLine, read: tuple[dates.Reading, datetime] | None, lang: str
) -> Iterator[Finding]:
    """Problems with a date in a header."""
    name, value = entry.key.capitalize(), entry.value
    if not value:
        message = f"{name} is empty; add a date such as 2026-11-25, or remove the line"
        yield Finding(Rule.DATE_INVALID, message)
    elif not read:
        is_form = _ISO.fullmatch(value.replace("_", " "))
        problem = "correct the day or the time" if is_form else _DATE_FORM
        what = f"{value} does not exist" if is_form else f"{value} is not a date the build can read"
        yield Finding(Rule.DATE_INVALID, f"{name}: {what}; {problem}")
    elif not read[0].is_whole:
        yield Finding(Rule.DATE_INVALID, f"{name}: {value} does not say which day; {_DATE_FORM}")
    else:
        yield from _judge_reading(f"{name}: the build", value, *read, lang)


def _judge_reading(
    build: str, value: str, read: dates.Reading, moment: datetime, lang: str
) -> Iterator[Finding]:
    """What dateutil had to guess: which number is the day, and what an unknown time zone means."""
    if read.other_day:
        rule = Rule.DATE_INVALID if _says_day_first(lang) else Rule.DATE_AMBIGUOUS
        reading = f"reads {value} as {moment:%Y-%m-%d}, not as {read.other_day}"
        yield Finding(rule, f"{build} {reading}; write the one you mean")
    if moment.year < _OLDEST:
        message = f"{build} reads {value} as the year {moment.year}; write it in the Gregorian calendar"
        yield Finding(Rule.DATE_AMBIGUOUS, message)
    if read.unknown_zone:
        message = f"{build} ignores the time zone {read.unknown_zone}; write it as +01:00"
        yield Finding(Rule.TIMEZONE_UNKNOWN, message)


def _says_day_first(lang: str) -> bool:
    """Whether dates in a language begin with the day, which dateutil reads as the month."""
    pattern: str = get_date_format("short", locale=parse_locale(lang)).pattern
    return pattern.lstrip("'").startswith("d")


def _is_before(modified: datetime, date: datetime, entry: HeaderLine) -> bool:
    """Whether a text was modified before its date; without an hour, only the days count."""
    return modified.date() < date.date() if ":" not in entry.value else modified < date


def _judge_future(entry: HeaderLine, setting: _Setting) -> Finding:
    where = f"Date: {entry.value} is in the future (in {setting.settings['TIMEZONE']})"
    if setting.settings["WITH_FUTURE_DATES"]:
        draft = setting.write_line("Status", "draft")
        advice = f"but the post would be published now; correct it or add {draft}"
        return Finding(Rule.DATE_FUTURE, f"{where}, {advice}")
    advice = "so the post stays a draft until a build after that; correct it if you did not mean that"
    return Finding(Rule.DATE_SCHEDULED, f"{where}, {advice}")


def _check_words(entries: Mapping[str, HeaderLine]) -> Iterator[Remark]:
    lang, timezone = entries.get("lang"), entries.get("timezone")
    if lang and not is_tag(lang.value):
        problem = f"Lang: {lang.value} is not a language code" if lang.value else "Lang is empty"
        message = f"{problem}; write one such as en, or remove the line"
        yield Remark(lang.line, Rule.LANG_UNKNOWN, message)
    if timezone and not is_timezone(timezone.value):
        message = f"Timezone: {timezone.value} is not a time zone; write one such as Europe/Paris"
        yield Remark(timezone.line, Rule.TEXT_UNBUILDABLE, message)


def _check_template(entries: Mapping[str, HeaderLine], setting: _Setting) -> Iterator[Remark]:
    entry = entries.get("template")
    if entry and entry.value and not _has_template(entry.value, setting.reading.inventory.generators[0]):
        message = f"Template: the theme has no template {entry.value}; correct it, or remove the line"
        yield Remark(entry.line, Rule.TEMPLATE_MISSING, message)


def _has_template(name: str, generator: Generator) -> bool:
    try:
        generator.get_template(name)
    except PelicanTemplateNotFound:
        return False
    return True


def _check_slug(entries: Mapping[str, HeaderLine], settings: Mapping[str, Any]) -> Iterator[Remark]:
    slug, title = entries.get("slug"), entries.get("title")
    if slug and not slug.value:
        message = "Slug is empty; fill it in or remove the line"
        yield Remark(slug.line, Rule.SLUG_INVALID, message)
    elif slug and (_UNFIT.search(slug.value) or slug.value in {".", ".."}):
        better = build_slug(slug.value, settings) or "my-title"
        message = f"Slug: {slug.value} cannot be part of an address; write {better}"
        yield Remark(slug.line, Rule.SLUG_INVALID, message)
    elif not slug and title and title.value and not slugify_title(title.value, settings):
        message = "no address can be made from this title; add a line such as `Slug: my-title`"
        yield Remark(title.line, Rule.SLUG_INVALID, message)


def _check_comments(entries: Mapping[str, HeaderLine], settings: Mapping[str, Any]) -> Iterator[Remark]:
    entry = entries.get("comments")
    if entry and COMMENTS in settings:
        state = settings[COMMENTS].state
        yield from _ask(lambda: parse_state(entry.value, state, ""), entry, Rule.COMMENTS_STATE)


def _check_picture(entries: Mapping[str, HeaderLine], setting: _Setting) -> Iterator[Remark]:
    header = {key: entries[key].value for key in ("image", "image_alt") if key in entries}
    if any(header.values()):
        place = Place(
            content=setting.reading.blog.content,
            siteurl=setting.settings["SITEURL"].rstrip("/"),
            folder=posixpath.dirname(setting.source.key),
        )
        entry = next(entries[key] for key in header)
        yield from _ask(lambda: read_picture(header, place, "", ""), entry, Rule.IMAGE_INVALID)


def _check_video(entries: Mapping[str, HeaderLine], setting: _Setting) -> Iterator[Remark]:
    """Problems with each line about a video, in the plugin's words."""
    videos, content = setting.settings.get(VIDEO), setting.reading.blog.content
    given = {key: entries[key].value for key in VIDEO_KEYS if key in entries and entries[key].value}
    known = {"video": _KNOWN_VIDEO} if "video" in given else {}
    if videos:
        for key in given if known else [*given][:1]:
            read = partial(read_featured_video, {**known, key: given[key]}, content, videos, "")
            yield from _ask(read, entries[key], Rule.VIDEO_INVALID)


def _ask(read: Callable[[], object], entry: HeaderLine, rule: Rule) -> Iterator[Remark]:
    """What a plugin says about its line, in its own words without the name of the file."""
    problems: Iterable[str] = ()
    try:
        read()
    except (CommentsError, DiscoveryError) as error:
        problems = error.problems
    except VideoError as error:
        problems = [str(error)]
    return (Remark(entry.line, rule, problem.removeprefix(": ")) for problem in problems)
