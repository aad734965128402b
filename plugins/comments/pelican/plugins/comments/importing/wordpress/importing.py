"""Brings the comments of an export over to a Pelican site that has the articles already."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class _Plan:
    files: list[PlannedFile] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    counts: Counter[Fate] = field(default_factory=Counter)
    left_out: int = 0


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
    channel = export.read_channel()
    plan = _plan_all(export.read_items(), site, channel, pingbacks=pingbacks)
    filing = file_all(
        plan.files,
        root=_find_root(site),
        state=state,
        is_dry_run=is_dry_run,
        is_withdrawn=is_withdrawn,
    )
    return Outcome(
        counts=plan.counts,
        left_out=plan.left_out,
        notes=tuple(plan.notes),
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


def _plan_all(items: Iterator[Item], site: Site, channel: Channel, *, pingbacks: bool) -> _Plan:
    plan, taken = _Plan(), dict[str, str]()
    registered = {str(author.id) for author in channel.authors if author.id}
    base = _simplify(urlsplit(channel.link).path)
    anonymous = site.read_wording(site.lang).gettext("Anonymous")
    paths = {_simplify(site.find_path(post)): post for post in site.posts.values()}
    for item in items:
        if not item.comments:
            continue
        post = _find_post(item, site, paths, base)
        if obstacle := _find_obstacle(item, post, taken):
            plan.left_out += len(item.comments)
            plan.notes.append(obstacle)
            continue
        assert post is not None  # noqa: S101  # _find_obstacle names it otherwise
        taken[post.slug] = name_item(item)
        comments = plan_comments(
            item,
            slug=post.slug,
            registered=registered,
            timezone=site.timezone,
            pingbacks=pingbacks,
            anonymous=anonymous,
        )
        plan.files += _place(comments.published, site.comments, site)
        plan.files += _place(comments.waiting, site.inbox, site)
        plan.notes += comments.notes
        if comments.published and post.state is State.HIDDEN:
            plan.notes.append(_describe_hidden(post))
        plan.counts.update(comments.counts)
    return plan


def _find_post(item: Item, site: Site, paths: Mapping[str, Post], base: str) -> Post | None:
    """The article or page at the address of an item, else the one with its slug.

    `base` is the path of the old site, if it was in a folder of its host.
    """
    path = _simplify(urlsplit(item.link).path)
    below = path.removeprefix(f"{base}/") if path != base else ""
    at_address = (paths.get(path) if path else None) or (paths.get(below) if below else None)
    return at_address or (site.posts.get(item.slug) if item.slug else None)


def _simplify(path: str) -> str:
    return unquote(path).strip("/").removesuffix("index.html").removesuffix(".html").strip("/")


def _find_obstacle(item: Item, post: Post | None, taken: Mapping[str, str]) -> Note | None:
    """Why the comments of an item stay behind."""
    if item.status not in _PUBLIC or item.password:
        kind, detail, remedy = "text-not-public", "is not public, nor are its comments", ""
    elif post is None:
        kind, detail = "text-missing", "this site has no article or page with its slug or address"
        remedy = "add it, or set its slug, and run this again"
    elif post.slug in taken:
        kind, detail = "text-same", f"has the slug of “{taken[post.slug]}”, whose comments are there already"
        remedy = "give one of them another slug, and run this again"
    else:
        return None
    return Note(kind=kind, item=name_item(item), detail=detail, remedy=remedy, count=len(item.comments))


def _describe_hidden(post: Post) -> Note:
    detail, remedy = "shows no comments", "write `Comments: open` or `Comments: closed` into its header"
    return Note(kind="text-hides-comments", item=post.slug, detail=detail, remedy=remedy)


def _place(files: Sequence[PlannedFile], folder: Path, site: Site) -> Iterator[PlannedFile]:
    below = folder.absolute().relative_to(_find_root(site)).as_posix()
    yield from (PlannedFile(path=f"{below}/{file.path}", data=file.data) for file in files)
