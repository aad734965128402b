"""An import from beginning to end: survey, plan, convert, verify, and only then write."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from pelican.plugins.comments.importing.filing import Filing, PlannedFile, file_all
from pelican.plugins.comments.importing.notes import Note
from pelican.plugins.comments.importing.wordpress.importing import is_withdrawn
from pelican_toolkit.files import replace_file, write_file

from pelican_blog.errors import WritingError

from .bar import Bar
from .bodies.dialect import build_dialect
from .carrying import Carrier
from .checking import verify
from .converting import Tallies, convert
from .fetching import Fetcher, fetch_media
from .media import UPLOADS, Media, find_uploads, list_wanted
from .options import Choice, Options
from .places import FOLDER
from .preparing import SETTINGS, STATE, Job, Layout, prepare
from .report import DRY_RUN, Check, Report, format_json, format_markdown
from .staging import Staging, open_staging
from .waiving import waive

_DOWNLOADS = Path(".cache", "import-media")
"""Where downloads are kept from one run to the next."""


def run_import(options: Options, settings: Path, published: Path, bar: Bar) -> Report:
    """What an import did. Unless the run is dry, the blog holds the texts afterwards, also those that differ.

    Raises ExportError if the export cannot be read, and WritingError if the blog cannot.
    """
    job = prepare(options, settings, published, bar)
    if not job.plan.places:
        raise WritingError(_describe_emptiness(job))
    media, notes = _find_media(job, bar)
    carrier = Carrier(
        survey=job.survey,
        roots=job.roots,
        targets=job.targets,
        terms=job.terms,
        media=media,
        options=options,
        zone=job.zone,
        aliases=job.aliases,
        dialect=build_dialect(job.settings["MARKDOWN"]),
    )
    if options.only_verifies:
        return Report(checks=verify(job, carrier, job.blog.root, bar), notes=())
    with open_staging(job.blog.root) as staging:
        tallies = convert(job, carrier, staging, bar)
        checks = _complete(verify(job, carrier, staging.folder, bar), tallies)
        tallies.notes += [*notes, *waive(job, staging, bar)]
        report = Report(checks=checks, notes=tuple(tallies.notes), is_dry=options.is_dry)
        root, layout = job.blog.root, job.layout
        if options.is_dry:
            _write_report(report, root / DRY_RUN)
            return report
        del job, carrier, tallies  # a hundred thousand files need the memory
        return _finish(root, layout, staging, report)


def build_options(exports: tuple[Path, ...], chosen: Mapping[str, Any]) -> Options:
    """The options as they were typed."""
    words = {name: Choice(chosen[name]) for name in ("drafts", "private", "pending", "pingbacks")}
    return Options(exports=exports, **{**chosen, **words})


def _describe_emptiness(job: Job) -> str:
    names = ", ".join(path.name for path in job.options.exports)
    types = sorted({entry.type or "without a type" for entry in job.survey.entries})
    found = f"only items of the types {', '.join(types)}" if types else "no items"
    return f"{names}: there are {found} in it. In WordPress, choose Tools → Export → All content."


def _find_media(job: Job, bar: Bar) -> tuple[Media, list[Note]]:
    """Where the files of the media library are, after downloading them if that was asked for."""
    options = job.options
    media = Media(content=job.blog.content, aside=job.blog.root / job.layout.aside.texts)
    if not (options.uploads or options.fetches_media):
        return media, []
    wanted = list_wanted(job.export, job.survey, job.roots)
    folders = (find_uploads(options.uploads, wanted),) if options.uploads else ()
    media = replace(media, folders=folders)
    if not options.fetches_media:
        return media, []
    downloads = job.blog.root / _DOWNLOADS
    missing = {path: url for path, url in wanted.items() if not media.has(path)}
    bar.begin("Downloading", len(missing))
    notes = [*fetch_media(missing, downloads, Fetcher(allows_host=job.roots.owns), bar.advance)]
    return replace(media, folders=(*folders, downloads)), notes


def _complete(checks: Iterable[Check], tallies: Tallies) -> tuple[Check, ...]:
    """The lines of the verification, with what conversion alone can count."""
    missing = sum(note.count for note in tallies.notes if note.kind == "media-missing")
    details = {
        "comments": _describe_comments(tallies),
        "media": f"{missing:,} not here yet" if missing else "",
    }
    found = [replace(check, detail=details.get(check.name, check.detail)) for check in checks]
    markdown = Check(
        name="blocks", equal=tallies.blocks, total=tallies.blocks, detail=f"{tallies.kept:,} kept as HTML"
    )
    videos = Check(name="videos", equal=tallies.videos, total=tallies.videos)
    return (*found, *(check for check in (markdown, videos) if check.total))


def _describe_comments(tallies: Tallies) -> str:
    """How many comments are no reader's published ones, and what became of them."""
    words = {
        "waiting": "in inbox/",
        "ping": "pings",
        "spam": "spam, left out",
        "trash": "in the bin, left out",
    }
    return " · ".join(
        f"{count:,} {words[fate]}" for fate, count in tallies.comments.items() if count and fate in words
    )


def _finish(root: Path, layout: Layout, staging: Staging, report: Report) -> Report:
    """Move everything into the blog, and keep the report there."""
    aside = f"{layout.aside.texts}/"
    filings = [
        file_all(
            _list_planned(staging, aside, is_aside=is_aside),
            root=root,
            state=root / state,
            is_withdrawn=partial(_is_withdrawn, (layout.own.comments, layout.own.inbox)),
        )
        for is_aside, state in ((False, STATE), (True, f"{aside}state.json"))  # first what git ignores
    ]
    if staging.settings:
        replace_file(root / SETTINGS, staging.settings[0])
    notes = (
        *report.notes,
        *(note for filing in filings for note in _list_filing(filing, layout.own.inbox)),
    )
    done = replace(
        report,
        notes=notes,
        is_done=True,
        written=sum(len(filing.written) + len(filing.updated) for filing in filings),
        unchanged=sum(len(filing.unchanged) for filing in filings),
    )
    _write_report(done, root / FOLDER)
    return done


def _write_report(report: Report, folder: Path) -> None:
    for name, text in (("report.md", format_markdown(report)), ("report.json", format_json(report))):
        _write_if_changed(folder / name, text)


def _is_withdrawn(folders: tuple[str, str], path: str, data: bytes) -> bool:
    """Whether a file is a comment that the owner has removed or made anonymous since."""
    return path.startswith(folders) and is_withdrawn(path, data)


def _list_planned(staging: Staging, aside: str, *, is_aside: bool) -> Iterator[PlannedFile]:
    """The staged files. What is aside is listed apart, since git must not see it."""
    for path in staging.files:
        if path.startswith(aside) is is_aside:
            yield PlannedFile(path=path, data=staging.folder / path)


def _list_filing(filing: Filing, inbox: str) -> Iterator[Note]:
    gone = [path for path in filing.gone if UPLOADS not in path]  # a copy is needed only once
    removed = [path for path in filing.kept_removed if not path.startswith(f"{inbox}/")]  # decided on
    for kind, paths in (
        ("edited", filing.kept_edited),
        ("removed", removed),
        ("not-here-anymore", gone),
    ):
        yield from (Note(kind=kind, item=path, detail="") for path in paths)


def _write_if_changed(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, text)
