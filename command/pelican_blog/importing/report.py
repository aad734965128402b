"""What an import says at its end, and keeps in `import/`."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

from pelican.plugins.comments.importing.notes import Note
from pelican.plugins.comments.privacy import find_addresses

from .kinds import describe_kind

REPORT, DRY_RUN = "import/report.md", ".cache/import-report"
"""Where the report is, below the blog's folder; and the folder of that of a dry run, which git ignores."""
_SIGN = re.compile(r"[\\`*\[\]<>|]|(?<!\w)_|_(?!\w)")
"""What Markdown would take for more than a sign."""
_MOST_SHOWN = 200
"""Notes of one kind that report.md lists; report.json has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of the verification."""

    name: str
    equal: int
    total: int
    detail: str = ""
    differences: tuple[str, ...] = ()
    """What differs, one line each."""

    @property
    def is_equal(self) -> bool:
        """Whether nothing differs."""
        return self.equal == self.total and not self.differences


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything that an import has to say."""

    checks: tuple[Check, ...]
    notes: tuple[Note, ...]
    written: int = 0
    unchanged: int = 0
    is_done: bool = False
    """Whether everything is in the blog now."""
    is_dry: bool = False

    @property
    def is_right(self) -> bool:
        """Whether nothing differs."""
        return all(check.is_equal for check in self.checks)

    @property
    def status(self) -> int:
        """The exit status: 0 if all is equal, 3 if there are notes to read, 1 if something differs."""
        if not self.is_right:
            return 1
        return 3 if self.notes else 0


def summarize(report: Report) -> Iterator[str]:
    """The lines for the terminal."""
    width = max((len(check.name) for check in report.checks), default=0)
    for check in report.checks:
        detail = f"   {check.detail}" if check.detail else ""
        mark = "" if check.is_equal else "   DIFFERS"
        yield f"{check.name:<{width}}  {check.equal:>7,} of {check.total:,}{detail}{mark}"
        yield from (f"    {hide_addresses(line)}" for line in check.differences[:5])
    for kind, notes in group_notes(report.notes):
        yield f"  {describe_kind(kind)[0]}: {sum(note.count for note in notes):,}"
    if report.is_done:
        yield f"Files: {report.written:,} written, {report.unchanged:,} unchanged. Read {REPORT}."
    elif report.is_dry:
        yield f"Nothing was written: this was a dry run. Its report is {DRY_RUN}/report.md."
    if not report.is_right:
        yield "Please look at what is named above: it is not as it was."


def format_markdown(report: Report) -> str:
    """The report for people."""
    return "\n".join(_list_lines(report))


def _list_lines(report: Report) -> Iterator[str]:
    yield "# What came over from WordPress\n"
    yield "| | equal | of | |\n|---|---:|---:|---|"
    for check in report.checks:
        yield f"| {check.name} | {check.equal:,} | {check.total:,} | {_escape(check.detail)} |"
    differing = [check for check in report.checks if check.differences]
    if differing:
        yield "\n## What differs\n\nPlease look at these texts; they are not as they were.\n"
        for check in differing:
            yield from (f"- {check.name}: {_escape(line)}" for line in check.differences)
    if not report.notes:
        yield "\nEverything was carried, and nothing had to be changed."
    for kind, notes in group_notes(report.notes):
        yield from _list_kind(kind, notes)
    yield ""


def _list_kind(kind: str, notes: Sequence[Note]) -> Iterator[str]:
    title, remedy = describe_kind(kind)
    yield f"\n## {title} ({sum(note.count for note in notes):,})\n"
    remedies = list(dict.fromkeys(note.remedy for note in notes if note.remedy))
    if remedy or len(remedies) == 1:
        yield f"{remedy or _make_sentence(remedies[0])}\n"
    for note in notes[:_MOST_SHOWN]:
        times = f" ({note.count} times)" if note.count > 1 else ""
        own = f" {_make_sentence(note.remedy)}" if note.remedy and (remedy or len(remedies) > 1) else ""
        about = ": ".join(_escape(part) for part in (note.item, note.detail) if part)
        yield f"- {about}{times}{own}"
    if len(notes) > _MOST_SHOWN:
        yield f"- … and {len(notes) - _MOST_SHOWN:,} more: see report.json"


def format_json(report: Report) -> str:
    """The report for programs, in a form that stays the same while the result does."""
    data = {
        "status": report.status,
        "checks": [_hide_all(asdict(check)) for check in report.checks],
        "notes": [_hide_all(asdict(note)) for _, notes in group_notes(report.notes) for note in notes],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def group_notes(notes: Iterable[Note]) -> Iterator[tuple[str, list[Note]]]:
    """The notes by kind, each in its order."""
    ordered = sorted(notes, key=lambda note: note.kind)
    return ((kind, [*own]) for kind, own in groupby(ordered, key=lambda note: note.kind))


def hide_addresses(text: str) -> str:
    """The text without e-mail addresses."""
    for address in find_addresses(text):
        text = text.replace(address, "(an e-mail address)")
    return "(a text with an e-mail address)" if find_addresses(text) else text


def _hide_all(data: dict[str, object]) -> dict[str, object]:
    return {
        key: hide_addresses(value)
        if isinstance(value, str)
        else [hide_addresses(str(one)) for one in value]
        if isinstance(value, tuple)
        else value
        for key, value in data.items()
    }


def _make_sentence(remedy: str) -> str:
    text = _escape(remedy)
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "!", "?")) else ".")


def _escape(text: str) -> str:
    """A text as Markdown shows it on one line."""
    line = " ".join(hide_addresses(text).split())
    return _SIGN.sub(r"\\\g<0>", line)
