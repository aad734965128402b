"""Why a text is kept from readers, in any engine's words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Literal

from pelican.utils import get_date
from pelican_toolkit.incremental import note_moment

from . import words
from .words import Flag, Rule, simplify

Status = Literal["draft", "hidden", "skip"]

_NATIVE: tuple[Status, ...] = ("draft", "hidden", "skip")
"""The statuses that Pelican knows, besides `published`."""
_LIKELY = ("draft", "private", "hidden", "published", "publish", "pending", "brouillon")
_NEAR = 0.7
_YEAR = re.compile(r"\d{4}")
_NESTED = ("extra", "params")
"""Where Zola and Hugo keep a writer's own keys."""
_PLACES = ("folder", "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """What keeps a text from readers, or out of lists."""

    key: str
    """In lower case; `folder` or `name` if it is not the header that says so but the file's path."""
    value: str
    status: Status
    """What the text becomes in Pelican."""
    is_understood: bool
    """Whether the value clearly says so; else the text is kept back because nobody can tell."""
    is_native: bool = False
    """Whether Pelican itself understands it, so that no message is needed."""
    meant: str = ""
    """The known word nearest to a misspelt one."""

    @property
    def line(self) -> str:
        """What the header says, or the file's path."""
        if self.key in _PLACES:
            return f"its {self.key} {self.value}"
        return f"`{self.key}: {self.value}`" if self.value else f"`{self.key}:`"

    @property
    def sentence(self) -> str:
        """What happens to the text and why, and what to do if that is unclear."""
        if self.is_understood:
            fate = "published, but in no list," if self.status == "hidden" else "kept back as a draft"
            return f"{fate} because of {self.line}."
        hint = f" (did you mean {self.meant}?)" if self.meant else ""
        return (
            f"kept back as a draft, because {self.line} does not say whether to publish it{hint}; "
            "write `status: draft` or `status: published` instead."
        )


def judge_reservation(
    metadata: Mapping[str, object], path: str, *, now: datetime | None = None
) -> Reservation | None:
    """Why the text with this metadata is kept from readers, or None if it is for everyone.

    `path` is its file's, below the content folder. `now` has the site's time zone, in which dates without an
    offset are read. Of several reasons, the most restrictive is returned, and of those the clearest.
    """
    found = [*_judge_path(path), *_judge_keys(metadata, now or datetime.now(UTC))]
    return min(found, key=_rank, default=None)


def judge_status(value: object) -> Literal["published", "draft", "hidden"] | None:
    """Pelican's name for any engine's status; None for an unknown word."""
    word = simplify(str(value))
    if word in words.PUBLIC | words.TRUE:
        return "published"
    if word in words.UNLISTED:
        return "hidden"
    return "draft" if word in words.BACK | words.FALSE else None


def _rank(reservation: Reservation) -> tuple[bool, bool, bool]:
    return (reservation.status == "hidden", not reservation.is_understood, not reservation.is_native)


def _judge_path(path: str) -> Iterator[Reservation]:
    place = PurePosixPath(path.replace("\\", "/"))
    for folder in place.parts[:-1]:
        if folder.lower() in words.FOLDERS:
            yield _reserve("folder", folder)
    if place.stem.lower().endswith(words.SUFFIX):
        yield _reserve("name", place.name)


def _judge_keys(metadata: Mapping[str, object], now: datetime) -> Iterator[Reservation]:
    for key, value in metadata.items():
        rule = words.KEYS.get(simplify(key))
        if rule is Rule.TAGS:
            yield from _judge_tags(key, value)
        elif rule is Rule.BUILD:
            yield from _judge_build(key, value)
        elif rule:
            for text in _list_texts(value):
                yield from _judge(key.lower(), text, rule, now)
        elif key.lower() in _NESTED:
            for table in _list_tables(value):
                yield from _judge_keys(table, now)


def _list_texts(value: object) -> Iterator[str]:
    """The values of a key, each as text: a key may be used twice."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from _list_texts(item)
    else:
        yield "" if value is None else str(value).strip()


def _list_tables(value: object) -> Iterator[Mapping[str, object]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Mapping):
            yield item


def _judge(key: str, value: str, rule: Rule | Flag, now: datetime) -> Iterator[Reservation]:
    if isinstance(rule, Flag):
        yield from _judge_flag(key, value, rule, now)
    elif rule in {Rule.FROM, Rule.UNTIL}:
        yield from _judge_date(key, value, rule, now)
    elif rule is Rule.PASSWORD:
        if value.strip("\"'~ ") and simplify(value) not in words.FALSE | words.NOTHING:
            yield _reserve(key, "…")
    elif value:
        yield from _judge_word(key, value, is_sure=rule is Rule.STATUS)


def _judge_word(key: str, value: str, *, is_sure: bool) -> Iterator[Reservation]:
    for native in _NATIVE if key == "status" else ():
        if value == native or (value.lower() == native and native != "skip"):  # `skip` only in lower case
            yield replace(_reserve(key, value, native), is_native=True)
            return
    word, status = simplify(value), judge_status(value)
    if not is_sure:
        if word in words.BACK_ANYWHERE:
            yield _reserve(key, value)
    elif status is None:
        yield _doubt(key, value)
    elif status != "published":
        yield _reserve(key, value, status)


def _judge_flag(key: str, value: str, flag: Flag, now: datetime) -> Iterator[Reservation]:
    word, status = simplify(value), judge_status(value)
    if word in words.TRUE | words.FALSE:
        if (word in words.TRUE) is flag.when:
            yield _reserve(key, value, flag.status)
    elif flag.is_sure and not flag.when and _YEAR.search(value):  # the day of publication
        yield from _judge_date(key, value, Rule.FROM, now)
    elif flag.is_sure and not flag.when and status:  # Metalsmith's `publish: draft`
        if status != "published":
            yield _reserve(key, value, status)
    elif flag.is_sure:
        yield _doubt(key, value)


def _judge_date(key: str, value: str, rule: Rule, now: datetime) -> Iterator[Reservation]:
    word = simplify(value)
    if not value or word in words.FALSE | words.NOTHING:
        return
    moment = _parse_date(value, now)
    if moment is None:
        yield _reserve(key, value) if word in words.TRUE else _doubt(key, value)
        return
    note_moment(moment)
    if (moment > now) if rule is Rule.FROM else (moment <= now):
        yield _reserve(key, value)


def _parse_date(value: str, now: datetime) -> datetime | None:
    """The moment that Pelican reads in a date with a year; None for anything else."""
    try:
        moment: datetime = get_date(value.strip("\"'").replace("_", " "))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)
        moment.astimezone(UTC)  # an offset of days raises here
    except (ValueError, OverflowError, TypeError):
        return None
    return moment if _YEAR.search(value) else None


def _judge_tags(key: str, value: object) -> Iterator[Reservation]:
    for text in _list_texts(value):
        for tag in re.split("[,;]", text.strip("[]")):
            if simplify(tag) in words.TAGS_BACK:
                yield _reserve(key, tag)


def _judge_build(key: str, value: object) -> Iterator[Reservation]:
    for options in _list_tables(value):
        for option, choice in options.items():
            word = simplify(str(choice))
            if simplify(option) == "render" and word not in words.BUILD_ALWAYS:
                yield _choose(f"{key}.{option}", str(choice), "draft", word in words.RENDER_NEVER)
            elif simplify(option) == "list" and word not in words.BUILD_ALWAYS:
                yield _choose(f"{key}.{option}", str(choice), "hidden", word in words.LIST_NEVER)


def _choose(key: str, value: str, status: Status, is_known: bool) -> Reservation:  # noqa: FBT001  # by place
    return _reserve(key, value, status) if is_known else _doubt(key, value)


def _reserve(key: str, value: str, status: Status = "draft") -> Reservation:
    return Reservation(key=key.lower(), value=" ".join(value.split()), status=status, is_understood=True)


def _doubt(key: str, value: str) -> Reservation:
    near = get_close_matches(simplify(value), _LIKELY, n=1, cutoff=_NEAR)
    return replace(_reserve(key, value), is_understood=False, meant="".join(near))
