"""Reads the export and the blog once, and decides where everything goes."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pelican import Pelican  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.plugins.comments.importing.filing import read_state
from pelican.plugins.comments.importing.wordpress.wxr import Export, open_export
from pelican.plugins.comments.settings import KEY
from pelican.plugins.comments.site import find_theme_catalogues
from pelican.plugins.comments.translations import read_wording

from pelican_blog.blog import Blog, load_blog
from pelican_blog.errors import WritingError

from .addresses import Roots, find_roots
from .aliases import assign_aliases
from .bar import Bar
from .earlier import PLACES, Earlier, check_blog, read_places
from .links import Targets, list_targets
from .occupied import find_occupied
from .options import Options
from .places import ASIDE, FOLDER, Place, Plan
from .placing import plan_places
from .survey import Survey, survey_export
from .terms import Terms

SETTINGS = "pelicanconf.py"
STATE = f"{FOLDER}/state.json"
_SHARED_HOSTS = frozenset({"wordpress.com", "wordpress.org", "localhost"})
"""Hosts that an export may call its site's, but that are not the blog's alone."""
_MOST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where texts and their comments are, as paths below the blog's root."""

    texts: str
    comments: str
    inbox: str
    """For comments that wait for a decision."""

    def find_text(self, place: Place) -> str:
        """The file of a text."""
        return f"{self.texts}/{place.file}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The folders of a blog, and those for what was never public."""

    own: Folders
    aside: Folders

    def find_root(self, place: Place) -> Folders:
        """The folders for a text."""
        return self.own if place.is_in_content else self.aside


@dataclass(frozen=True, kw_only=True)
class Job:
    """An import that is about to be done."""

    options: Options
    blog: Blog
    settings: Mapping[str, Any]
    """As plugins have changed them, which readers of texts need."""
    published: Mapping[str, Any]
    """The settings of the published site, which has feeds."""
    zone: ZoneInfo
    layout: Layout
    earlier: Earlier
    earlier_aside: Earlier
    export: Export
    survey: Survey
    roots: Roots
    plan: Plan
    targets: Targets
    terms: Terms
    aliases: Mapping[str, tuple[str, ...]]
    """The further addresses of texts, by their keys."""

    @cached_property
    def anonymous(self) -> str:
        """The name of those who gave none, in the blog's language."""
        settings = self.blog.settings
        return read_wording(settings["DEFAULT_LANG"], find_theme_catalogues(settings)).gettext("Anonymous")

    @cached_property
    def registered(self) -> frozenset[str]:
        """The ids of the blog's own writers."""
        return frozenset(str(author.id) for author in self.survey.channel.authors if author.id)


def prepare(options: Options, settings: Path, published: Path, bar: Bar) -> Job:
    """Read the export and the blog; nothing is written.

    Raises ExportError if the export cannot be read, and WritingError if the blog cannot.
    """
    logging.getLogger("pelican.settings").setLevel(logging.ERROR)  # nothing is published here
    blog = load_blog(settings)
    pelican = Pelican({**blog.settings})
    export = open_export(options.exports, recover=options.recovers)
    bar.begin("Reading the export")
    survey = survey_export(export, bar.advance)
    roots = find_roots([*_list_own_addresses(survey)], [one.url for one in survey.attachments.values()])
    layout = _find_layout(blog, pelican.settings)
    earlier, aside = (read_places(blog.root / folder / PLACES) for folder in (FOLDER, layout.aside.texts))
    check_blog(earlier, roots, f"{FOLDER}/{PLACES}")
    bar.begin("Reading the blog")
    zone = ZoneInfo(blog.settings["TIMEZONE"])
    plan = plan_places(
        survey,
        roots=roots,
        options=options,
        settings=blog.settings,
        zone=zone,
        taken=find_occupied(blog, survey, read_state(blog.root / STATE), earlier, aside),
    )
    return Job(
        options=options,
        blog=blog,
        settings=pelican.settings,
        published=load_blog(published).settings if published.is_file() else blog.settings,
        zone=zone,
        layout=layout,
        earlier=earlier,
        earlier_aside=aside,
        export=export,
        survey=survey,
        roots=roots,
        plan=plan,
        targets=list_targets(plan.places, survey, roots),
        terms=Terms(survey=survey, public=frozenset(one.entry.key for one in plan.places if one.is_public)),
        aliases=assign_aliases(plan.places, plan.outputs),
    )


def _list_own_addresses(survey: Survey) -> Iterator[str]:
    """Addresses of the old blog: those that the export states, and the host that most of its texts are at."""
    channel = survey.channel
    for url in (channel.blog_url, channel.link, channel.site_url):
        if url and (urlsplit(url).hostname or "") not in _SHARED_HOSTS:
            yield url
    hosts: dict[str, int] = {}
    texts = [entry for entry in survey.entries if entry.type in {"post", "page"} and entry.link]
    for entry in texts:
        host = _find_host(entry.link)
        hosts[host] = hosts.get(host, 0) + 1
    yield from (f"https://{host}" for host, count in hosts.items() if host and count > len(texts) * _MOST)


def _find_host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _find_layout(blog: Blog, settings: Mapping[str, Any]) -> Layout:
    content = blog.show(blog.content)
    is_outside = not blog.content.resolve().is_relative_to(blog.root.resolve())
    if is_outside or KEY not in settings:
        problem = "is outside of the blog's folder" if is_outside else "has no comments"
        raise WritingError(
            f"pelicanconf.py: {content} {problem}; `make import` needs a blog as `make start` makes it."
        )
    own = Folders(texts=content, comments=f"{content}/{settings[KEY].path}", inbox=settings[KEY].inbox)
    aside = f"{FOLDER}/{ASIDE}"
    return Layout(own=own, aside=Folders(texts=aside, comments=f"{aside}/comments", inbox=f"{aside}/inbox"))
