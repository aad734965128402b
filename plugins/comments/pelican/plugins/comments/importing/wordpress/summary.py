"""What the command says when it is done."""

from collections.abc import Iterable, Iterator

from pelican.plugins.comments.importing.filing import NEW_VERSION
from pelican.plugins.comments.importing.notes import Note

from .comments import Fate
from .importing import Outcome
from .masking import mask_line
from .models import REPAIRS, Repair

_CARRIED = {Fate.PUBLISHED: "published", Fate.WAITING: "waiting in the inbox", Fate.PING: "pingbacks"}
_DROPPED = {
    Fate.SPAM: "spam",
    Fate.TRASH: "in the trash",
    Fate.OTHER_TYPE: "of other types",
    Fate.SKIPPED_PING: "pingbacks skipped",
    Fate.EMPTY: "waiting without a text",
}
_FILES = {
    "kept_edited": f"edited since, so not written over; the new versions are beside them, …{NEW_VERSION}",
    "kept_removed": "moved or removed since, so not written again",
    "gone": "no longer in the export; they stay",
}
_SHOWN = 5


def format_summary(outcome: Outcome, *, is_dry_run: bool) -> str:
    """The numbers of an import, then everything that is not as it was, each with its reason."""
    lines = [*_count(outcome), *_tell_files(outcome, is_dry_run=is_dry_run), *_tell_notes(outcome.notes)]
    lines += _tell_repairs(outcome.repairs)
    for cut in outcome.cuts:
        title = f"“{cut.title}”" if cut.title else "a part"
        lines.append(f"{cut.file}, line {cut.line}: {title} is left out: {cut.reason}")
    return "\n".join(map(mask_line, lines))


def _count(outcome: Outcome) -> Iterator[str]:
    counts = outcome.counts
    carried = [f"{counts[fate]} {words}" for fate, words in _CARRIED.items() if counts.get(fate)]
    dropped = [f"{counts[fate]} {words}" for fate, words in _DROPPED.items() if counts.get(fate)]
    if outcome.left_out:
        dropped.append(f"{outcome.left_out} of texts that have no place here")
    total = sum(counts.values()) + outcome.left_out
    done = sum(counts.get(fate, 0) for fate in _CARRIED)
    yield f"comments {done} of {total}{': ' * bool(carried)}{', '.join(carried)}"
    if dropped:
        yield f"not carried over {total - done}: {', '.join(dropped)}"


def _tell_files(outcome: Outcome, *, is_dry_run: bool) -> Iterator[str]:
    filing = outcome.filing
    would = "would be " if is_dry_run else ""
    yield (
        f"files: {len(filing.written)} {would}written, {len(filing.updated)} {would}updated, "
        f"{len(filing.unchanged)} unchanged"
    )
    for name, words in _FILES.items():
        yield from _list(f"{len(paths)} {words}" if (paths := getattr(filing, name)) else "", paths)


def _tell_notes(notes: Iterable[Note]) -> Iterator[str]:
    groups: dict[tuple[str, str, str], list[Note]] = {}
    for note in notes:
        groups.setdefault((note.kind, note.detail, note.remedy), []).append(note)
    for (_, detail, remedy), group in groups.items():
        count = sum(note.count for note in group)
        words = f"{count} x {detail}{'; ' * bool(remedy)}{remedy}"
        yield from _list(words, [note.item for note in group])


def _tell_repairs(repairs: Iterable[Repair]) -> Iterator[str]:
    groups: dict[tuple[str, str], list[Repair]] = {}
    for repair in repairs:
        groups.setdefault((repair.file, repair.what), []).append(repair)
    for (file, what), group in groups.items():
        count = sum(repair.count for repair in group)
        places = [f"line {repair.line}{f', “{repair.item}”' if repair.item else ''}" for repair in group]
        yield from _list(f"{file}: {count} x {REPAIRS[what]}", places)


def _list(title: str, names: Iterable[str]) -> Iterator[str]:
    listed = [*names]
    if title:
        yield f"{title}:"
        yield from (f"    {name}" for name in listed[:_SHOWN])
        if len(listed) > _SHOWN:
            yield f"    and {len(listed) - _SHOWN} more"
