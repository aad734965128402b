"""Brings the comments of an export over to a Pelican site that has the articles already."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pelican.plugins.comments.headers import read_lines
from pelican.plugins.comments.importing.filing import Filing, PlannedFile, file_all
from pelican.plugins.comments.importing.notes import Note
from pelican.plugins.comments.models import State
from pelican.plugins.comments.parsing import RENDERERS
from pelican.plugins.comments.posts import Post
from pelican.plugins.comments.site import Site

from .comments import Fate, plan_comments
from .models import Channel, Cut, Item, Repair
from .reading import name_item
from .wxr import open_export

_PUBLIC = frozenset({"publish", "inherit", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an import did, or would do."""

    counts: Mapping[Fate, int]
    """The comments of the texts that the site has, by what became of them."""
    left_out: int
    """The comments of all other texts."""
    notes: tuple[Note, ...]
    filing: Filing
    repairs: tuple[Repair, ...]
    cuts: tuple[Cut, ...]


def import_comments(  # noqa: PLR0913  # all by name
    site: Site,
    exports: Sequence[Path],
    *,
    state: Path,
    recover: bool = False,
    pingbacks: bool = True,
    is_dry_run: bool = False,
) -> Outcome:
    """File the comments of these exports among those of a site; `state` keeps what was written.

    Raises CommentsError if an export cannot be read; nothing is written then.
    """
    export = open_export(exports, recover=recover)
    planner = _Planner(site, export.read_channel(), pingbacks=pingbacks)
    filing = file_all(
        planner.plan_all(export.read_items()),
        root=_find_root(site),
        state=state,
        is_dry_run=is_dry_run,
        is_withdrawn=is_withdrawn,
    )
    return Outcome(
        counts=planner.counts,
        left_out=planner.left_out,
        notes=tuple(planner.notes),
        filing=filing,
        repairs=tuple(export.repairs),
        cuts=tuple(export.cuts),
    )


def is_withdrawn(path: str, data: bytes) -> bool:
    """Whether the file of an imported comment was removed or made anonymous, after which it has no source."""
    if not path.endswith(tuple(RENDERERS)):
        return False
    lines = read_lines(data.decode(errors="replace"))[0]
    return all(line.key != "source" for line in lines) and any(
        line.key in {"author", "status"} for line in lines
    )


def _find_root(site: Site) -> Path:
    """The folder that both the published and the waiting comments are in."""
    return Path(os.path.commonpath([site.comments.absolute(), site.inbox.absolute()]))


class _Planner:
    """Plans the files of one item after the other, and counts; no more than one is in memory."""

    def __init__(self, site: Site, channel: Channel, *, pingbacks: bool) -> None:
        self.notes: list[Note] = []
        self.counts: Counter[Fate] = Counter()
        self.left_out = 0
        self._site, self._root, self._pingbacks = site, _find_root(site), pingbacks
        self._registered = {str(author.id) for author in channel.authors if author.id}
        self._anonymous = site.read_wording(site.lang).gettext("Anonymous")
        self._base = _read_path(channel.link)
        self._posts = {_simplify(site.find_path(post)): post for post in site.posts.values()}
        self._taken: dict[str, str] = {}

    def plan_all(self, items: Iterable[Item]) -> Iterator[PlannedFile]:
        for item in items:
            if item.comments:
                place = self._find_place(item)
                if isinstance(place, Note):
                    self.left_out += len(item.comments)
                    self.notes.append(place)
                else:
                    self._taken[place.slug] = name_item(item)
                    yield from self._plan(item, place)

    def _plan(self, item: Item, post: Post) -> Iterator[PlannedFile]:
        plan = plan_comments(
            item,
            slug=post.slug,
            registered=self._registered,
            timezone=self._site.timezone,
            pingbacks=self._pingbacks,
            anonymous=self._anonymous,
        )
        self.notes += plan.notes
        self.counts.update(plan.counts)
        if plan.published and post.state is State.HIDDEN:
            self.notes.append(_describe_hidden(post))
        for folder, files in ((self._site.comments, plan.published), (self._site.inbox, plan.waiting)):
            below = folder.absolute().relative_to(self._root).as_posix()
            yield from (PlannedFile(path=f"{below}/{file.path}", data=file.data) for file in files)

    def _find_place(self, item: Item) -> Post | Note:
        """The article or page of an item, or why its comments stay behind."""
        post = self._find_post(item)
        if item.status not in _PUBLIC or item.password:
            kind, detail, remedy = "text-not-public", "is not public, nor are its comments", ""
        elif post is None:
            kind, detail = "text-missing", "this site has no article or page with its slug or address"
            remedy = "add it, or set its slug, and run this again"
        elif post.slug in self._taken:
            first = self._taken[post.slug]
            kind, detail = "text-same", f"has the slug of “{first}”, whose comments are there already"
            remedy = "give one of them another slug, and run this again"
        else:
            return post
        return Note(kind=kind, item=name_item(item), detail=detail, remedy=remedy, count=len(item.comments))

    def _find_post(self, item: Item) -> Post | None:
        """The article or page at the address of an item, else the one with its slug."""
        path = _read_path(item.link)
        below = "" if path == self._base else path.removeprefix(f"{self._base}/")  # it was in a folder
        for one in filter(None, (path, below)):
            if one in self._posts:
                return self._posts[one]
        return self._site.posts.get(item.slug) if item.slug else None


def _read_path(address: str) -> str:
    try:
        return _simplify(urlsplit(address).path)
    except ValueError:  # brackets that are no IPv6 address
        return ""


def _simplify(path: str) -> str:
    return unquote(path).strip("/").removesuffix("index.html").removesuffix(".html").strip("/")


def _describe_hidden(post: Post) -> Note:
    detail, remedy = "shows no comments", "write `Comments: open` or `Comments: closed` into its header"
    return Note(kind="text-hides-comments", item=post.slug, detail=detail, remedy=remedy)
