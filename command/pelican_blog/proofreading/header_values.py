"""The values of a header: dates, words that mean something, files that are there, and what keeps it back."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

from pelican.contents import Article
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.settings import KEY as COMMENTS
from pelican.plugins.comments.states import parse_state
from pelican.plugins.discovery.errors import DiscoveryError
from pelican.plugins.discovery.pictures import Place
from pelican.plugins.discovery.pictures import read_header as read_picture
from pelican.plugins.localization.languages import is_tag
from pelican.plugins.video.errors import VideoError
from pelican.plugins.video.metadata import KEYS as VIDEO_KEYS
from pelican.plugins.video.metadata import read_featured_video
from pelican.plugins.video.plugin import KEY as VIDEO
from pelican.plugins.video.settings import VideoSettings

from pelican_blog.building.settings import is_timezone
from pelican_blog.headers import Entry, Header
from pelican_blog.slugs import build_slug, slugify_title

from .dates import judge_date, read_moment
from .rules import Finding, Remark, Rule
from .texts import Text

_HTML = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);|</?[a-z][^<>]*>", re.IGNORECASE)
_UNFIT = re.compile(r"[\x00-\x20\x7f\s/\\?#%&:;\"'<>\[\]{}|^`]")
"""Signs that mean something else in an address, or cannot stand there."""
_KNOWN_VIDEO = "https://vimeo.com/1"
"""Stands in for a video that is wrong, so that it hides no other mistake. Nobody is asked for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the values of a header are judged by."""

    settings: Mapping[str, Any]
    content: Path
    now: datetime
    """With a time zone."""
    has_template: Callable[[str], bool]
    """Whether the theme has a template of this name."""
    missing: str | None = None
    """The key without which Pelican makes no page: neither the header, the settings nor the name have it."""
    folder: str = ""
    """The text's own, below the content folder."""
    is_draft: bool = False
    """Whether readers do not get the text yet, by whatever word."""
    line_form: str = "{key}: {value}"
    """How a line of the header is written in the markup of the text."""

    @property
    def has_text_titles(self) -> bool:
        """Whether a title is text: it is HTML where templates escape nothing, and in other markup."""
        is_escaped = bool(self.settings["JINJA_ENVIRONMENT"].get("autoescape"))
        return is_escaped and self.line_form.startswith("{")

    def write_line(self, key: str, value: str) -> str:
        """A line of a header, as the writer would have to type it."""
        return f"`{self.line_form.format(key=key if self.line_form[0] == '{' else key.lower(), value=value)}`"


def check_header_values(header: Header, kind: type, setting: Setting) -> Iterator[Remark]:
    """What is wrong with the values in the header of a post or a page."""
    entries = header.first
    yield from _check_title(entries, setting)
    yield from _check_dates(entries, kind, setting)
    yield from _check_words(entries)
    yield from _check_slug(entries, setting.settings)
    for check in (_check_template, _check_comments, _check_picture, _check_video):
        yield from check(entries, setting)


def _check_title(entries: Mapping[str, Entry], setting: Setting) -> Iterator[Remark]:
    if setting.missing == "title":
        message = f"the title is missing; add a line such as {setting.write_line('Title', 'My title')}"
        yield Remark(1, Rule.TITLE_MISSING, message)
    elif "title" in entries and not entries["title"].value:
        message = f"the title is empty; write it, as in {setting.write_line('Title', 'My title')}"
        yield Remark(entries["title"].line, Rule.TITLE_MISSING, message)
    elif "title" in entries and setting.has_text_titles:
        signs = [found[0] for found in _HTML.finditer(entries["title"].value)]
        meant = next((sign for sign in signs if sign[0] == "<" or unescape(sign) != sign), None)
        if meant:
            advice = "take it out" if meant[0] == "<" else f"write {unescape(meant)}"
            message = f"readers would see {meant} in the title as it is; {advice}"
            yield Remark(entries["title"].line, Rule.TITLE_MARKUP, message)


def _check_dates(entries: Mapping[str, Entry], kind: type, setting: Setting) -> Iterator[Remark]:
    if setting.missing == "date":
        line = setting.write_line("Date", f"{setting.now:%Y-%m-%d}")
        message = f"the date is missing; add a line such as {line}"
        yield Remark(1, Rule.DATE_MISSING, message)
    dates: dict[str, datetime] = {}
    for key in ("date", "modified"):
        if entry := entries.get(key):
            yield from _place(entry, judge_date(key, entry.value, setting.settings))
            if moment := read_moment(entry.value, setting.settings):
                dates[key] = moment
    if "date" in dates and dates["date"] > setting.now and kind is Article and not setting.is_draft:
        yield from _place(entries["date"], [_judge_future(entries["date"], setting)])
    if len(dates) > 1 and _is_before(dates["modified"], dates["date"], entries["modified"]):
        yield Remark(
            entries["modified"].line, Rule.MODIFIED_EARLY, "Modified is before Date; correct one of them"
        )


def _is_before(modified: datetime, date: datetime, entry: Entry) -> bool:
    """Whether a moment is before another; a day without an hour is so only if that was a later day."""
    return modified.date() < date.date() if ":" not in entry.value else modified < date


def _judge_future(entry: Entry, setting: Setting) -> Finding:
    where = f"Date: {entry.value} is in the future (in {setting.settings['TIMEZONE']})"
    if setting.settings["WITH_FUTURE_DATES"]:
        draft = setting.write_line("Status", "draft")
        advice = f"and the post would be published now; correct it, or add {draft}"
        return Finding(Rule.DATE_FUTURE, f"{where}, {advice}")
    advice = "and the post stays a draft until a build after that; correct it if not meant"
    return Finding(Rule.DATE_SCHEDULED, f"{where}, {advice}")


def _check_words(entries: Mapping[str, Entry]) -> Iterator[Remark]:
    lang, timezone = entries.get("lang"), entries.get("timezone")
    if lang and not is_tag(lang.value):
        named = lang.value or "nothing"
        message = f"Lang: {named} is not a language code; write one, such as en, or remove the line"
        yield Remark(lang.line, Rule.LANG_UNKNOWN, message)
    if timezone and not is_timezone(timezone.value):
        message = f"Timezone: {timezone.value} is not a time zone; write one such as Europe/Paris"
        yield Remark(timezone.line, Rule.TEXT_UNBUILDABLE, message)


def _check_template(entries: Mapping[str, Entry], setting: Setting) -> Iterator[Remark]:
    entry = entries.get("template")
    if entry and entry.value and not setting.has_template(entry.value):
        message = f"Template: the theme has no template {entry.value}; correct it, or remove the line"
        yield Remark(entry.line, Rule.TEMPLATE_MISSING, message)


def _check_slug(entries: Mapping[str, Entry], settings: Mapping[str, Any]) -> Iterator[Remark]:
    slug, title = entries.get("slug"), entries.get("title")
    if slug and not slug.value:
        message = "Slug is empty; write the end of the address behind it, or remove the line"
        yield Remark(slug.line, Rule.SLUG_INVALID, message)
    elif slug and (_UNFIT.search(slug.value) or slug.value in {".", ".."}):
        better = build_slug(slug.value, settings) or "my-title"
        message = f"Slug: {slug.value} cannot be the end of an address; write it as {better}"
        yield Remark(slug.line, Rule.SLUG_INVALID, message)
    elif not slug and title and title.value and not slugify_title(title.value, settings):
        message = "the title holds nothing for an address; add a line such as `Slug: my-title`"
        yield Remark(title.line, Rule.SLUG_INVALID, message)


def _check_comments(entries: Mapping[str, Entry], setting: Setting) -> Iterator[Remark]:
    entry = entries.get("comments")
    if entry and COMMENTS in setting.settings:
        state = setting.settings[COMMENTS].state
        yield from _ask(lambda: parse_state(entry.value, state, ""), entry, Rule.COMMENTS_STATE)


def _check_picture(entries: Mapping[str, Entry], setting: Setting) -> Iterator[Remark]:
    header = {key: entries[key].value for key in ("image", "image_alt") if key in entries}
    if any(header.values()):
        entry = next(entries[key] for key in header)
        place = Place(
            content=setting.content, siteurl=setting.settings["SITEURL"].rstrip("/"), folder=setting.folder
        )
        yield from _ask(lambda: read_picture(header, place, "", ""), entry, Rule.IMAGE_INVALID)


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
    return _ask(lambda: read_featured_video(header, setting.content, videos, ""), entry, Rule.VIDEO_INVALID)


def _ask(read: Callable[[], object], entry: Entry, rule: Rule) -> Iterator[Remark]:
    """What a plugin says of its line, in its own words but for the name of the file."""
    try:
        read()
    except (CommentsError, DiscoveryError) as error:
        yield from (Remark(entry.line, rule, _trim(problem)) for problem in error.problems)
    except VideoError as error:
        yield Remark(entry.line, rule, _trim(str(error)))


def _trim(sentence: str) -> str:
    return sentence.removeprefix(": ")


def _place(entry: Entry, findings: Iterable[Finding]) -> Iterator[Remark]:
    return (Remark(entry.line, *finding) for finding in findings)


def check_reservation(text: Text) -> Iterator[Remark]:
    """What keeps a text back by another word than Pelican's own; nothing where the blog lacks that plugin."""
    reservation = getattr(text.content, "reservation", None)
    if not reservation:
        return
    line, message = text.find_line(reservation.key), reservation.sentence.rstrip(".")
    if not reservation.is_understood:
        yield Remark(line, Rule.STATUS_UNKNOWN, message)
    elif not reservation.is_native:
        yield Remark(line, Rule.HELD_BACK, message)
