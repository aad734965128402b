"""Verifies an import, staged or done, against a second reading of the export."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pelican.plugins.comments.importing.filing import read_state
from pelican.plugins.comments.importing.wordpress.decoding import read_chunks

from .aliases import is_covered
from .bar import Bar
from .carrying import Carrier
from .options import Choice, Options
from .places import Place
from .plaintext import read_plain
from .preparing import STATE, Job
from .rawreading import RawItem, read_raw_items
from .report import Check
from .survey import Keys
from .verifying import Carriage, Verifier


def verify(job: Job, carrier: Carrier, root: Path, bar: Bar) -> tuple[Check, ...]:
    """The lines of the verification of what is below `root`: the staging folder, or the blog's own."""
    pattern = job.plan.pattern if job.plan.sets_pattern else job.settings["ARTICLE_URL"]
    settings = {**job.settings, "ARTICLE_URL": pattern}
    checker = _Checker(
        job=job, carrier=carrier, root=root, verifier=Verifier(settings, job.zone), removed=_list_removed(job)
    )
    bar.begin("Verifying", len(job.survey.entries))
    keys = Keys()
    seen: set[tuple[str, ...]] = set()
    for item in read_raw_items(read_chunks(source, _ignore) for source in job.export.sources):
        bar.advance()
        identity = (item.type, item.id, item.guid or item.link)
        if identity not in seen:  # an export that was split in time repeats some
            seen.add(identity)
            checker.check(item, job.plan.by_key.get(keys.make(item.type, item.id.lstrip("0"))))
    return checker.verifier.sum_up()


def _ignore(what: str, line: int, count: int) -> None:
    """The first reading has reported it."""


@dataclass(frozen=True, kw_only=True)
class _Checker:
    """Checks one item after the other."""

    job: Job
    carrier: Carrier
    root: Path
    verifier: Verifier
    removed: frozenset[str]
    """Files that an import wrote and that the owner has removed since."""

    def check(self, item: RawItem, place: Place | None) -> None:
        """Check an item that has to be at a place."""
        job = self.job
        if place is None:
            if _is_expected(item, job.options) and read_plain(item.title) not in _list_cut(job):
                self.verifier.miss(item)
            parent = job.targets.by_id.get(int(item.parent)) if item.parent.isdigit() else None
            place = parent if item.type == "attachment" else None
        else:
            name = job.layout.find_root(place).find_text(place)
            if name in self.removed:
                self.verifier.pass_over(item)
                return
            file = self.root / name
            rewrite = self.carrier.open_library(place).rewrite
            carriage = Carriage(
                place=place, path=file, rewrite=rewrite, is_elsewhere=partial(_is_elsewhere, job)
            )
            self.verifier.compare(item, carriage)
        if place is not None and item.comments:
            pings = job.options.pingbacks is Choice.KEEP
            name = f"{job.layout.find_root(place).comments}/{place.slug}"
            there = [one for one in item.comments if f"{name}/{one.id}.md" not in self.removed]
            there = [one for one in there if f"{name}/{one.id}.html" not in self.removed]
            self.verifier.compare_comments(there, self.root / name, place.entry.name, pings=pings)


def _list_removed(job: Job) -> frozenset[str]:
    """What is not compared, as the owner has removed it; an import stages everything anew."""
    root = job.blog.root
    known = read_state(root / STATE) if job.options.only_verifies else ()
    return frozenset(path for path in known if not (root / path).exists())


def _is_elsewhere(job: Job, link: str) -> bool:
    """Whether what was at an address is not a text of the old blog, or is one of the new blog's lists."""
    address = job.roots.read(link)
    return address is None or is_covered(address.path, job.plan.outputs)


def _list_cut(job: Job) -> frozenset[str]:
    """The titles of items that could not be read, which the report lists."""
    return frozenset(read_plain(cut.title) for cut in job.export.cuts)


def _is_expected(item: RawItem, options: Options) -> bool:
    """Whether a text has to be carried: every one but those in the bin and those that were not asked for."""
    if item.type not in {"post", "page"} or item.status in {"trash", "auto-draft", "inherit"}:
        return False
    if item.password or item.status == "private":
        return options.private is Choice.KEEP
    if item.status == "publish":
        return True
    return (options.pending if item.status == "pending" else options.drafts) is Choice.KEEP
