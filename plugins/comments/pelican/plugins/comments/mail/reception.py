"""Comments by e-mail: messages that the owner saved become comments waiting in the inbox."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from pelican.plugins.comments.cuts import Line, format_lines
from pelican.plugins.comments.intake import NewComment, Reason, Rejection, examine, normalize_message
from pelican.plugins.comments.keeping import keep
from pelican.plugins.comments.markup import MAX_SOURCE
from pelican.plugins.comments.models import State
from pelican.plugins.comments.moderation.reading import shorten
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.translations import read_wording

from .messages import MAX_FILE, Letter, read_message
from .refusals import Refusal

_FIRST_WORDS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of one file."""

    text: str
    """A line for the owner: the file, and where its comment is or why there is none, and what was cut."""
    is_kept: bool


def receive_messages(files: Iterable[Path], site: Site) -> Iterator[Received]:
    """Put the comment of each message into the inbox, and yield what became of each file.

    The same message received twice changes nothing.
    """
    for file in files:
        text, is_kept = _receive_message(file, site)
        yield Received(text=f"{file}: {text}", is_kept=is_kept)


def _receive_message(file: Path, site: Site) -> tuple[str, bool]:
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except OSError as error:
        return f"cannot read the file ({error.strerror}); expected a message saved as .eml.", False
    letter = read_message(
        data,
        now=datetime.now(UTC),
        find_title=partial(_find_title, site=site),
        catalogues=site.theme_catalogues,
        public=site.settings.public,
    )
    if isinstance(letter, Refusal):
        return str(letter), False
    if isinstance(letter, Rejection):
        return _explain(letter.reason), False
    text, is_kept = _keep_letter(letter, site)
    return f"{text}{_describe_lines(letter.lines)}", is_kept


def _find_title(slug: str, site: Site) -> str | None:
    page = site.find_page(slug)
    return page.title if page else None


def _keep_letter(letter: Letter, site: Site) -> tuple[str, bool]:
    found = examine(letter.submission, letter.origin, site, is_moderation=True)
    if isinstance(found, Rejection):
        return _explain(found.reason), False
    try:
        kept = keep(_add_cut(found, letter.lines), site, published=False)
    except OSError as error:
        return f"cannot save the comment ({error}); fix that and run this again.", False
    closed = "" if site.posts[found.post].state is State.OPEN else "; that thread is now closed"
    return f"{'waiting' if kept.is_new else 'already there'} as {found.post}/{found.id}{closed}", True


def _explain(reason: Reason) -> str:
    return f"rejected: {reason.explain(read_wording('en'))}"


def _add_cut(comment: NewComment, lines: Sequence[Line]) -> NewComment:
    """The comment with what was cut from its message, up to the length that a comment may have."""
    kept: list[Line] = []
    room, dropped = MAX_SOURCE, 0
    for line in lines:
        room -= len(line.text) if line.is_cut else 0
        if not line.is_cut or room >= 0:
            kept.append(line)
        else:
            dropped += 1
    if dropped:
        kept.append(Line(f"({dropped} more lines in the message)", is_cut=True))
    sign, text = format_lines(kept)
    return replace(comment, text=normalize_message(text), cut=sign) if sign else comment


def _describe_lines(lines: Sequence[Line]) -> str:
    """What was cut, and where an address was masked, so that the owner need not look for it."""
    cut = [line.text for line in lines if line.is_cut and line.text.strip()]
    masked = [line.text for line in lines if line.is_masked]
    told = []
    if cut:
        told.append(f"{_count(cut)} cut, from “{shorten(cut[0], _FIRST_WORDS)}”")
    if masked:
        told.append(f"an e-mail address masked in {_count(masked)}, “{shorten(masked[0], _FIRST_WORDS)}”")
    return f" ({'; '.join(told)})" if told else ""


def _count(lines: Sequence[str]) -> str:
    return f"{len(lines)} line{'' if len(lines) == 1 else 's'}"
