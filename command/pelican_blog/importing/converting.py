"""The second reading of an export: every item becomes files, which wait in the staging folder."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pelican.plugins.comments.importing.notes import Note
from pelican.plugins.comments.importing.wordpress.comments import plan_comments
from pelican.plugins.comments.importing.wordpress.models import Item

from .bar import Bar
from .carrying import Carried, Carrier
from .earlier import PLACES, Kept, format_places, list_blogs
from .findings import list_findings
from .options import Choice
from .places import FOLDER, Place
from .preparing import SETTINGS, Job
from .redirects import format_redirects, list_redirects
from .settings_lines import add_pattern, format_pattern, has_pattern
from .staging import Staging
from .survey import Keys
from .tables import format_taxonomy

TAXONOMY, REDIRECTS = "taxonomy.toml", "redirects.txt"
"""The files that the plugins of these names read, below the content folder."""
_IGNORED = "private/\n"


@dataclass(kw_only=True)
class Tallies:
    """What was converted, in numbers, and what the report says of it."""

    notes: list[Note] = field(default_factory=list)
    videos: int = 0
    blocks: int = 0
    kept: int = 0
    comments: Counter[str] = field(default_factory=Counter)
    """How many comments met each fate."""
    files: dict[str, None] = field(default_factory=dict)
    """The files of the media library that come along, from `wp-content/uploads/` on."""
    files_aside: dict[str, None] = field(default_factory=dict)
    """Those of texts that were never public, which may be among the others, too."""

    def add(self, carried: Carried) -> None:
        """Count a text."""
        files = self.files if carried.place.is_in_content else self.files_aside
        files |= dict.fromkeys(carried.files)
        self.videos += carried.has_video
        self.blocks += carried.blocks
        self.kept += carried.kept
        self.notes += carried.notes
        if missing := carried.missing:
            place = carried.place
            first = missing[0] if place.is_in_content else "in a text that is not public"
            detail = first + (f" and {len(missing) - 1} more" if len(missing) > 1 else "")
            name = place.entry.name
            self.notes.append(Note(kind="media-missing", item=name, detail=detail, count=len(missing)))


def convert(job: Job, carrier: Carrier, staging: Staging, bar: Bar) -> Tallies:
    """Stage every file of the import, and say what was done."""
    converter = _Converter(job=job, carrier=carrier, staging=staging)
    staging.write(f"{FOLDER}/.gitignore", _IGNORED)
    _stage_places(job, staging)  # they are moved first: if the rest is not, the next import knows them
    bar.begin("Converting", len(job.survey.entries))
    keys = Keys()
    for item in job.export.read_items():
        converter.convert(item, job.plan.by_key.get(keys.make(item.type, item.id)))
        bar.advance()
    tallies = converter.tallies
    aside = tallies.files_aside.keys() - tallies.files.keys()
    for folder, files in ((job.layout.own.texts, tallies.files), (job.layout.aside.texts, sorted(aside))):
        for path in files:
            source, target = carrier.media.find(path), f"{folder}/{path}"
            if source and not (job.blog.root / target).exists():  # a picture that is there stays as it is
                staging.write(target, source)
    tallies.notes += [*_stage_tables(job, staging, tallies)]
    tallies.notes += list_findings(job)
    return tallies


@dataclass(frozen=True, kw_only=True)
class _Converter:
    """Stages the files of one item after the other."""

    job: Job
    carrier: Carrier
    staging: Staging
    tallies: Tallies = field(default_factory=Tallies)

    def convert(self, item: Item, place: Place | None) -> None:
        """Stage an item that is carried to a place, and its comments."""
        if place is not None:
            self._convert_text(item, place)
        if item.comments:
            self._convert_comments(item, place or self._find_parent(item))

    def _convert_text(self, item: Item, place: Place) -> None:
        carried = self.carrier.carry(item, place)
        self.staging.write(self.job.layout.find_root(place).find_text(place), carried.text)
        self.tallies.add(carried)

    def _find_parent(self, item: Item) -> Place | None:
        """Where the comments of an attachment's page go: under the text that it belongs to."""
        return self.job.targets.by_id.get(item.parent) if item.type == "attachment" else None

    def _convert_comments(self, item: Item, place: Place | None) -> None:
        if place is None:
            about, count = f"{item.type} {item.id}", len(item.comments)
            note = Note(kind="comments-without-text", item=about, detail="left out", count=count)
            self.tallies.notes.append(note)
            return
        job = self.job
        plan = plan_comments(
            item,
            slug=place.slug,
            registered=job.registered,
            timezone=job.zone,
            pingbacks=job.options.pingbacks is Choice.KEEP,
            anonymous=job.anonymous,
        )
        root = job.layout.find_root(place)
        for folder, files in ((root.comments, plan.published), (root.inbox, plan.waiting)):
            for file in files:
                self.staging.write(f"{folder}/{file.path}", file.data)
        self.tallies.comments.update(plan.counts)
        self.tallies.notes += (_name_item(note, place) for note in plan.notes)


def _name_item(note: Note, place: Place) -> Note:
    """The note, about a text whose name may be in the report."""
    return note if place.is_in_content else replace(note, item=place.entry.name)


def _stage_tables(job: Job, staging: Staging, tallies: Tallies) -> Iterator[Note]:
    """Stage what is not one text's: the terms, the redirects, the settings; say what is new in them."""
    if taxonomy := format_taxonomy(job.terms, job.blog.settings):
        staging.write(f"{job.layout.own.texts}/{TAXONOMY}", taxonomy)
    files = {
        one.id: path
        for one in job.survey.attachments.values()
        if (path := job.roots.find_upload(one.url)) and path in tallies.files
    }
    if text := format_redirects(list_redirects(job, files)):
        staging.write(f"{job.layout.own.texts}/{REDIRECTS}", text)
    if job.plan.pattern:
        yield from _stage_pattern(job, staging, job.plan.pattern)


def _stage_places(job: Job, staging: Staging) -> None:
    """Stage where each text is; of those that were never public, where git does not see it."""
    kept: dict[bool, dict[str, Kept]] = {True: {}, False: {}}
    for place in job.plan.places:
        kept[place.is_in_content][place.entry.key] = Kept(slug=place.slug, file=place.file)
    blogs = list_blogs(job.roots)
    staging.write(f"{FOLDER}/{PLACES}", format_places(job.earlier, blogs, kept[True]))
    if kept[False] or job.earlier_aside.texts:
        text = format_places(job.earlier_aside, blogs, kept[False])
        staging.write(f"{job.layout.aside.texts}/{PLACES}", text)


def _stage_pattern(job: Job, staging: Staging, pattern: str) -> Iterator[Note]:
    """Stage settings that give new posts addresses like the old ones, and say so."""
    path = job.blog.root / SETTINGS
    settings = add_pattern(path, pattern) if job.plan.sets_pattern else None
    if settings:
        staging.settings.append(settings)
    if settings or has_pattern(path):
        yield Note(kind="pattern", item="", detail=f"{SETTINGS} gives new posts addresses such as {pattern}")
    elif pattern != job.blog.settings["ARTICLE_URL"]:
        detail = f"the old blog's posts had addresses such as {pattern}, and each says so in its header"
        remedy = (
            f"For new posts to follow, write into {SETTINGS}: {' '.join(format_pattern(pattern).split())}"
        )
        yield Note(kind="pattern", item="", detail=detail, remedy=remedy)
