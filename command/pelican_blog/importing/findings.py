"""What the report says of the whole export: what stayed behind, what was mended, and what to look at."""

from collections import Counter
from collections.abc import Iterator

from pelican.plugins.comments.importing.notes import Note
from pelican.plugins.comments.importing.wordpress.models import REPAIRS

from .fates import Fate
from .preparing import Job
from .videos import is_video_key

SILENT = {Fate.DROPPED: "status-dropped", Fate.SKIPPED: "skipped", Fate.FOREIGN: "foreign-type"}
_COMMON_META = (
    "_edit_",
    "_wp_",
    "_oembed",
    "_encloseme",
    "_pingme",
    "_thumbnail_id",
    "_publicize",
    "_menu_item",
)
"""Beginnings of the keys that WordPress itself keeps for its own work."""


def list_findings(job: Job) -> Iterator[Note]:
    """The notes that are about no single text that came over."""
    yield from (*_list_fates(job), *_list_repairs(job), *_list_advice(job))


def _list_fates(job: Job) -> Iterator[Note]:
    """What was not carried, counted by type or status."""
    counts: Counter[tuple[str, str]] = Counter()
    for entry, fate in job.plan.fates:
        if kind := SILENT.get(fate):
            counts[kind, entry.type if fate is Fate.FOREIGN else f"{entry.type}, {entry.status}"] += 1
    for (kind, what), count in sorted(counts.items()):
        yield Note(kind=kind, item=what, detail="left out", count=count)


def _list_repairs(job: Job) -> Iterator[Note]:
    for repair in job.export.repairs:
        about = f"{repair.file}, line {repair.line}" + (f", {repair.item}" if repair.item else "")
        yield Note(kind=repair.what, item=about, detail=REPAIRS[repair.what], count=repair.count)
    for cut in job.export.cuts:
        yield Note(kind="item-cut", item=f"{cut.file}, line {cut.line}, {cut.title}", detail=cut.reason)


def _list_advice(job: Job) -> Iterator[Note]:
    """What the writer should know of the whole blog."""
    for place in job.plan.places:
        kept = job.earlier.texts.get(place.entry.key)
        if not place.is_in_content and kept and (job.blog.content / kept.file).exists():
            yield Note(
                kind="made-private", item=place.entry.name, detail=f"{job.layout.own.texts}/{kept.file}"
            )
    language, own = job.survey.channel.language, job.blog.settings["DEFAULT_LANG"]
    if language and language[:2].lower() != own[:2].lower():
        yield Note(kind="language", item="", detail=f"WordPress says {language}, pelicanconf.py says {own}")
    for key, count in sorted(job.survey.meta_keys.items()):
        if not key.startswith(_COMMON_META) and not is_video_key(key):
            yield Note(kind="meta", item=key, detail="not read", count=count)
