"""The values of a header: dates that are dates, words that mean something, files that are there."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pelican.contents import Article
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.settings import KEY as COMMENTS
from pelican.plugins.comments.site import parse_state
from pelican.plugins.discovery.errors import DiscoveryError
from pelican.plugins.discovery.pictures import read_header as read_picture
from pelican.plugins.localization.languages import is_tag
from pelican.plugins.video.errors import VideoError
from pelican.plugins.video.metadata import KEYS as VIDEO_KEYS
from pelican.plugins.video.metadata import read_featured_video
from pelican.plugins.video.plugin import KEY as VIDEO
from pelican.plugins.video.settings import VideoSettings
from pelican.utils import get_date, set_date_tzinfo

from tools.headers import Entry, Header
from tools.proofreading.problems import Remark
from tools.slugs import build_slug, slugify_title

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[ T_]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?")
_FORM = "write year, month, day, as in 2026-11-25 or 2026-11-25 18:30"
_DAY_FIRST = re.compile(
    r"(?P<first>\d{1,2})(?P<sign>[/.-])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4})(?P<hour> \d\d:\d\d)?",
    re.ASCII,
)
_UNFIT = re.compile(r"[\x00-\x20\x7f\s/\\?#%&:;\"'<>\[\]{}|^`]")
"""Signs that mean something else in an address, or cannot stand there."""
_SKIP = "skip"
_KNOWN_VIDEO = "https://vimeo.com/1"
"""Stands in for a video that is wrong, so that it hides no other mistake. Nobody is asked for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the values of a header are judged by."""

    settings: Mapping[str, Any]
    content: Path
    now: datetime
    """With a time zone."""
    given: frozenset[str] = frozenset()
    """The keys that the settings or the file's path have a value for."""


def check_header_values(header: Header, kind: type, setting: Setting) -> Iterator[Remark]:
    """What is wrong with the values in the header of a post or a page."""
    entries = index_entries(header)
    yield from _check_title(entries, setting)
    yield from _check_dates(entries, kind, setting)
    yield from _check_words(entries, kind)
    yield from _check_slug(entries, setting.settings)
    for check in (_check_comments, _check_picture, _check_video):
        yield from check(entries, setting)


def index_entries(header: Header) -> dict[str, Entry]:
    """The first line of each key."""
    entries: dict[str, Entry] = {}
    for entry in header.entries:
        entries.setdefault(entry.key, entry)
    return entries


def parse_date(value: str, settings: Mapping[str, Any]) -> datetime | None:
    """The moment that Pelican reads in a date in ISO 8601; None for what is no date, or in another form."""
    if not _ISO.fullmatch(value):
        return None
    try:
        moment: datetime = set_date_tzinfo(get_date(value.replace("_", " ")), settings["TIMEZONE"])
        moment.astimezone(UTC)  # which no offset of days, and no moment before the first year, survives
    except (ValueError, OverflowError):
        return None
    return moment


def _check_title(entries: Mapping[str, Entry], setting: Setting) -> Iterator[Remark]:
    if "title" not in setting.given.union(entries):
        yield 1, "the title is missing; add a line such as `Title: My title`"
    elif "title" in entries and not entries["title"].value:
        yield entries["title"].line, "the title is missing; write it behind `Title:`"


def _check_dates(entries: Mapping[str, Entry], kind: type, setting: Setting) -> Iterator[Remark]:
    status = entries["status"].value.lower() if "status" in entries else ""
    if kind is Article and status != "draft" and "date" not in setting.given.union(entries):
        yield 1, f"the date is missing; add a line such as `Date: {setting.now:%Y-%m-%d}`"
    dates: dict[str, datetime] = {}
    for key in ("date", "modified"):
        entry = entries.get(key)
        moment = parse_date(entry.value, setting.settings) if entry else None
        if entry and moment:
            dates[key] = moment
        elif entry:
            yield entry.line, _describe_date(entry)
    if "date" in dates and dates["date"] > setting.now and kind is Article and status != "draft":
        yield entries["date"].line, _describe_future(entries["date"], setting.settings)
    if len(dates) > 1 and _is_before(dates["modified"], dates["date"], entries["modified"]):
        yield entries["modified"].line, "Modified is before Date; correct one of them"


def _is_before(modified: datetime, date: datetime, entry: Entry) -> bool:
    """Whether a moment is before another; a day without an hour is so only if that was a later day."""
    is_day = len(entry.value) == len("2026-02-03")
    return modified.date() < date.date() if is_day else modified < date


def _describe_date(entry: Entry) -> str:
    name = entry.key.capitalize()
    if not entry.value:
        return f"{name} is empty; write a date behind it, such as 2026-11-25, or remove the line"
    if _ISO.fullmatch(entry.value):
        return f"{name}: there is no {entry.value}; correct the day or the hour"
    readings = " or ".join(_list_readings(entry.value))
    advice = f"write {readings} (year, month, day)" if readings else _FORM
    return f"{name}: {entry.value} is not in the form of a date here; {advice}"


def _list_readings(value: str) -> Iterator[str]:
    """The days that a date of another form may mean: with its day first, then with its month first."""
    found = _DAY_FIRST.fullmatch(value)
    if found:
        for day, month in dict.fromkeys(
            [(found["first"], found["second"]), (found["second"], found["first"])]
        ):
            with suppress(ValueError):
                yield f"{date(int(found['year']), int(month), int(day))}{found['hour'] or ''}"


def _describe_future(entry: Entry, settings: Mapping[str, Any]) -> str:
    where = f"{entry.value} is in the future (in {settings['TIMEZONE']})"
    if settings["WITH_FUTURE_DATES"]:
        return f"Date: {where}, and the post would be published now; correct it, or add `Status: draft`"
    return f"Date: {where}, and the post would stay a draft until a build after that; correct it if not meant"


def _check_words(entries: Mapping[str, Entry], kind: type) -> Iterator[Remark]:
    status, lang = entries.get("status"), entries.get("lang")
    allowed = kind.allowed_statuses  # type: ignore[attr-defined]  # of Pelican's contents
    if status and status.value and status.value.lower() not in allowed:
        yield (
            status.line,
            f"Status: {status.value} is unknown; write {', '.join(allowed[:-1])} or {allowed[-1]}",
        )
    elif (
        status and status.value != _SKIP == status.value.lower()
    ):  # it stops the build, as no other status does
        yield status.line, f"Status: {status.value} is spelled in small letters alone; write {_SKIP}"
    if lang and not is_tag(lang.value):
        named = lang.value or "nothing"
        yield lang.line, f"Lang: {named} is no code of a language; write one, such as en, or remove the line"


def _check_slug(entries: Mapping[str, Entry], settings: Mapping[str, Any]) -> Iterator[Remark]:
    slug, title = entries.get("slug"), entries.get("title")
    if slug and not slug.value:
        yield slug.line, "Slug is empty; write the end of the address behind it, or remove the line"
    elif slug and (_UNFIT.search(slug.value) or slug.value in {".", ".."}):
        better = build_slug(slug.value, settings) or "my-title"
        yield slug.line, f"Slug: {slug.value} cannot be the end of an address; write it as {better}"
    elif not slug and title and title.value and not slugify_title(title.value, settings):
        yield title.line, "the title holds nothing for an address; add a line such as `Slug: my-title`"


def _check_comments(entries: Mapping[str, Entry], setting: Setting) -> Iterator[Remark]:
    entry = entries.get("comments")
    if entry and COMMENTS in setting.settings:
        yield from _ask(lambda: parse_state(entry.value, setting.settings[COMMENTS].state, ""), entry)


def _check_picture(entries: Mapping[str, Entry], setting: Setting) -> Iterator[Remark]:
    header = {key: entries[key].value for key in ("image", "image_alt") if key in entries}
    if any(header.values()):
        entry = next(entries[key] for key in header)
        yield from _ask(lambda: read_picture(header, setting.content, "", ""), entry)


def _check_video(entries: Mapping[str, Entry], setting: Setting) -> Iterator[Remark]:
    """One line after the other, in the plugin's words."""
    videos = setting.settings.get(VIDEO)
    given = {key: entries[key].value for key in VIDEO_KEYS if key in entries and entries[key].value}
    if not videos:
        return
    if "video" not in given:
        yield from (
            remark
            for key in [*given][:1]
            for remark in _ask_video({key: given[key]}, entries[key], setting, videos)
        )
        return
    for key, value in given.items():
        yield from _ask_video({"video": _KNOWN_VIDEO, key: value}, entries[key], setting, videos)


def _ask_video(
    header: Mapping[str, str], entry: Entry, setting: Setting, videos: VideoSettings
) -> Iterator[Remark]:
    return _ask(lambda: read_featured_video(header, setting.content, videos, ""), entry)


def _ask(read: Callable[[], object], entry: Entry) -> Iterator[Remark]:
    """What a plugin says of its line, in its own words but for the name of the file."""
    try:
        read()
    except (CommentsError, DiscoveryError) as error:
        yield from ((entry.line, _trim(problem)) for problem in error.problems)
    except VideoError as error:
        yield entry.line, _trim(str(error))


def _trim(sentence: str) -> str:
    return sentence.removeprefix(": ")
