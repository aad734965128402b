"""Where each text goes: its file, its slug and its address."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Any

from pelican_blog.slugs import LONGEST, build_slug

from .addresses import Address, Roots, choose_file, is_safe
from .fates import CARRIED, Fate, decide
from .moments import read_moment
from .options import Options
from .permalinks import Example, recognize_pattern
from .places import Occupied, Place, Plan
from .plaintext import fold
from .survey import Entry, Survey

_LONGEST_STEM = 100
"""Bytes of a file's name; Chinese and Turkish letters take several."""
_SLUG = re.compile(r"\w(?:[\w.~-]*\w)?")
"""What WordPress makes, in any script; a file may say anything."""
_RESERVED = frozenset(
    {"aux", "con", "nul", "prn", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
)
"""Names that no file can have on Windows."""


def plan_places(  # noqa: PLR0913  # all by name
    survey: Survey,
    *,
    roots: Roots,
    options: Options,
    settings: Mapping[str, Any],
    zone: tzinfo,
    taken: Occupied,
) -> Plan:
    """Where every carried text goes; the same export always gives the same plan."""
    fates = tuple((entry, decide(entry, options)) for entry in survey.entries)
    carried = [(entry, fate) for entry, fate in fates if fate in CARRIED]
    moments = {e.key: read_moment(e.date, e.date_gmt, zone, e.pub_date) for e, _ in carried}
    pattern = recognize_pattern(_list_examples(carried, roots, moments))
    sets_pattern = pattern not in {None, settings["ARTICLE_URL"]} and not taken.has_posts
    planner = _Planner(
        roots=roots,
        settings=settings,
        pattern=pattern if sets_pattern and pattern else settings["ARTICLE_URL"],
        taken=taken,
        by_id=survey.by_id,
    )
    # What readers know comes first: a draft gives way to a published text with the same slug.
    ordered = sorted(carried, key=lambda pair: (list(Fate).index(pair[1]), pair[0].number))
    placed = {entry.key: planner.place(entry, fate, moments[entry.key]) for entry, fate in ordered}
    return Plan(
        places=tuple(placed[entry.key] for entry, _ in carried),
        fates=fates,
        pattern=pattern,
        sets_pattern=sets_pattern,
        outputs=taken.outputs,
    )


def _list_examples(
    carried: list[tuple[Entry, Fate]], roots: Roots, moments: Mapping[str, datetime | None]
) -> Iterator[Example]:
    for entry, fate in carried:
        old = roots.read(entry.link)
        if entry.type == "post" and fate is Fate.PUBLISHED and old and old.path and not old.query:
            yield Example(path=old.path, slug=entry.slug, moment=moments[entry.key])


class _Planner:
    """Gives out slugs, files and addresses, each once."""

    def __init__(
        self,
        *,
        roots: Roots,
        settings: Mapping[str, Any],
        pattern: str,
        taken: Occupied,
        by_id: Mapping[int, Entry],
    ) -> None:
        self._roots, self._settings, self._pattern, self._by_id = roots, settings, pattern, by_id
        self._taken, self._outputs = taken, set(taken.outputs)
        kept = [*taken.kept.values(), *taken.kept_aside.values()]
        self._slugs = {*taken.slugs, *_RESERVED, *(fold(one.slug) for one in kept)}
        self._files = {fold(file) for file in (*taken.files, *(one.file for one in kept))}

    def place(self, entry: Entry, fate: Fate, moment: datetime | None) -> Place:
        kept = self._taken.find_kept(entry, fate)
        slug = kept.slug if kept else self._choose_slug(entry)
        old = self._roots.read(entry.link)
        regular = self._build_address(entry, slug, moment)
        url, save_as = self._choose_address(old if fate is Fate.PUBLISHED else None, regular)
        return Place(
            entry=entry,
            fate=fate,
            moment=moment,
            slug=slug,
            file=kept.file if kept else self._choose_path(entry, slug, moment),
            url=url,
            save_as=save_as,
            is_regular=(url, save_as) == regular,
            old=old,
            moved=bool(old and old.path and old.path.rstrip("/") != url.rstrip("/")),
        )

    def _choose_slug(self, entry: Entry) -> str:
        wanted = entry.slug
        if not _SLUG.fullmatch(wanted):
            choices = (build_slug(text, self._settings) for text in (wanted, entry.title, entry.beginning))
            wanted = next(filter(None, choices), f"{entry.type}-{entry.id or entry.number}")
        return self._claim(_shorten(wanted), self._slugs, "{}-{}")

    def _choose_address(self, old: Address | None, regular: tuple[str, str]) -> tuple[str, str]:
        """The address and output file: the old ones if they are free, else regular, else numbered ones."""
        choices = [regular]
        if old and old.path and not old.query and is_safe(old.path):
            choices.insert(0, choose_file(old.path))
        for url, save_as in choices:
            if not self._is_taken(save_as):
                self._outputs.add(fold(save_as))
                return url, save_as
        folder = choices[0][0].rstrip("/").removesuffix(".html")
        numbered = self._claim(f"{folder}/index.html", self._outputs, "{}-{}/index.html", cut="/index.html")
        return numbered.removesuffix("index.html"), numbered

    def _is_taken(self, save_as: str) -> bool:
        """Whether something else is written there, or where a folder would have to be."""
        name = fold(save_as)
        parts = name.split("/")
        above = {"/".join(parts[:length]) for length in range(1, len(parts))}
        return name in self._outputs or bool(above & self._outputs)

    def _build_address(self, entry: Entry, slug: str, moment: datetime | None) -> tuple[str, str]:
        if entry.type == "page":
            return self._fill("PAGE_URL", slug, moment), self._fill("PAGE_SAVE_AS", slug, moment)
        url = self._expand(self._pattern, slug, moment)
        if self._pattern == self._settings["ARTICLE_URL"]:
            return url, self._fill("ARTICLE_SAVE_AS", slug, moment)
        return choose_file(url)

    def _fill(self, setting: str, slug: str, moment: datetime | None) -> str:
        return self._expand(self._settings[setting], slug, moment)

    def _expand(self, pattern: str, slug: str, moment: datetime | None) -> str:
        values = {"slug": slug, "date": moment or datetime(1970, 1, 1), "lang": "", "category": ""}  # noqa: DTZ001  # formatted only
        try:
            return pattern.format(**values)
        except (
            KeyError,
            ValueError,
            IndexError,
            AttributeError,
        ):  # a pattern with metadata of the blog's own
            return f"{slug}/"

    def _choose_path(self, entry: Entry, slug: str, moment: datetime | None) -> str:
        kind = "PAGE_PATHS" if entry.type == "page" else "ARTICLE_PATHS"
        folders = [self._settings[kind][0]]
        if entry.type == "page":
            folders += self._list_ancestors(entry)
        elif moment:
            folders.append(f"{moment:%Y}")
        stem = "/".join([*folders, slug])
        return self._claim(f"{stem}.md", self._files, "{}-{}.md", cut=".md")

    def _list_ancestors(self, entry: Entry) -> list[str]:
        """The slugs of the pages above one, the topmost first; a circle ends where it began."""
        found: list[str] = []
        seen = {entry.id}
        above = self._by_id.get(entry.parent)
        while above and above.id not in seen and above.type == "page":
            seen.add(above.id)
            if above.slug and is_safe(above.slug):
                found.insert(0, _shorten(above.slug))
            above = self._by_id.get(above.parent)
        return found

    def _claim(self, wanted: str, taken: set[str], pattern: str, *, cut: str = "") -> str:
        """The name, or the first free numbered one (WordPress's own way), which is then taken."""
        found, number = wanted, 2
        while fold(found) in taken:
            found, number = pattern.format(wanted.removesuffix(cut), number), number + 1
        taken.add(fold(found))
        return found


def _shorten(slug: str) -> str:
    """A slug that can name a file on every system."""
    if len(slug) <= LONGEST and len(slug.encode()) <= _LONGEST_STEM:
        return slug
    cut = slug.encode()[:_LONGEST_STEM].decode(errors="ignore")[:LONGEST]
    return cut.rpartition("-")[0] or cut
