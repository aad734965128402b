"""The only module that knows Pelican's signals, in the order of a build, from settings to feeds."""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

import pelican_toolkit.extensions
from pelican import Pelican
from pelican.generators import ArticlesGenerator, Generator
from pelican.plugins import signals
from pelican.utils import sanitised_join
from pelican.writers import Writer
from pelican_toolkit.contents import list_contents
from pelican_toolkit.feeds import pair_items
from pelican_toolkit.incremental import pure
from pelican_toolkit.settings import FILE
from pelican_toolkit.titles import read_name, read_title

from .documents import read_document, read_site
from .errors import keep_building
from .feeds import build_feed_id, complete_item, describe_item, read_guid
from .json_feed import rename_feed, render_json_feed
from .pages import list_pages
from .pictures import Place, asks_to_attach, names_picture, read_header, read_picture
from .settings import KEY, PICTURE, STABLE_IDS, read_feed_ids, read_settings
from .sitemap import render_robots, render_sitemap
from .templating import Discovery

TEMPLATES = Path(__file__).parent / "templates"


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(prepare_settings)
    signals.generator_init.connect(add_templates)
    signals.article_generator_finalized.connect(attach_to_contents)
    signals.page_generator_finalized.connect(attach_to_contents)
    signals.all_generators_finalized.connect(attach_pictures)
    signals.feed_generated.connect(complete_feed)
    signals.feed_written.connect(write_json_feed)
    signals.article_writer_finalized.connect(write_documents)


def prepare_settings(pelican: Pelican) -> None:
    """Validate DISCOVERY and FEED_IDS, and measure the site's own picture."""
    settings = pelican.settings
    settings["FEED_IDS"] = read_feed_ids(settings.get("FEED_IDS", "pelican"))
    own = settings[KEY] = read_settings(settings.get("DISCOVERY", {}))
    settings[PICTURE] = None
    if own.image:
        name = read_name(settings["SITENAME"], settings)
        settings[PICTURE] = read_picture(_find_place(settings), own.image, name, FILE, "DISCOVERY['image']")


def add_templates(generator: Generator) -> None:
    """Offer the theme our templates, and the object `discovery` that they ask."""
    pelican_toolkit.extensions.add_templates(generator, TEMPLATES)
    generator.env.globals["discovery"] = Discovery()
    generator.env.filters["json_feed"] = rename_feed  # as themes of older blogs ask


def attach_to_contents(generator: Generator) -> None:
    """Give each article and page its `feed_id`, and the `shared_picture` that its header names, or None.

    Other plugins that write a feed about it, such as that of its comments, have to use this id; if it is
    None, the one that Pelican makes of its URL and date.
    """
    settings, place = generator.settings, _find_place(generator.settings)
    pictures = {settings[PICTURE]} - {None}
    for content in list_contents(generator):
        content.feed_id = content.shared_picture = None
        with keep_building(content):
            content.feed_id = read_guid(content.metadata)
            if content.feed_id is None and settings["FEED_IDS"] == STABLE_IDS:
                content.feed_id = build_feed_id(settings["SITENAME"], content.lang, content.slug)
            if names_picture(content.metadata):
                source = content.get_relative_source_path()
                own = replace(place, folder=str(PurePosixPath(source).parent))
                content.shared_picture = read_header(content.metadata, own, read_title(content), source)
        if content.shared_picture:
            pictures.add(content.shared_picture)
    files = {picture.path for picture in pictures if picture.width}
    generator.context["static_links"].update(files)  # Pelican copies these, whatever STATIC_PATHS says


def attach_pictures(generators: Sequence[Generator]) -> None:
    """Put the pictures for which a header says `{attach}` beside their pages, as Pelican does for texts."""
    files = generators[0].context["static_content"]
    for content in chain.from_iterable(map(list_contents, generators)):
        with keep_building(content):
            picture = getattr(content, "shared_picture", None)
            if picture and picture.path in files and asks_to_attach(content.metadata):
                files[picture.path].attach_to(content)


def complete_feed(context: MutableMapping[str, Any], feed: Any) -> None:  # noqa: ANN401  # feedgenerator ships no types
    """Give a feed its language and its entries absolute URLs; and lasting ids, if FEED_IDS asks for them."""
    is_wanted, has_own_ids = context[KEY].feeds, context["FEED_IDS"] == STABLE_IDS
    if not context["SITEURL"]:
        return
    with keep_building(feed.feed["feed_url"]):
        site = read_site(context)
        for item, content in pair_items(context, feed):
            if is_wanted:
                complete_item(item)
            if is_wanted and content:
                describe_item(item, read_document(content, context["static_content"]), site)
            if content and content.feed_id:  # RSS takes it for a URL unless told otherwise
                item.update(unique_id=content.feed_id, unique_id_is_permalink=False)
        if has_own_ids:
            path = feed.feed["feed_url"].removeprefix(context.get("FEED_DOMAIN") or site.url).lstrip("/")
            feed.feed["id"] = build_feed_id(context["SITENAME"], path)
        if is_wanted:
            feed.feed["language"] = feed.feed["language"] or site.lang


@pure
def write_json_feed(path: str, context: Mapping[str, Any], feed: Any) -> None:  # noqa: ANN401  # as above
    """Write the JSON Feed beside an Atom feed."""
    is_atom = feed.content_type.startswith("application/atom+xml")
    if context[KEY].json_feed and context["SITEURL"] and is_atom:
        with keep_building(path):
            author = context.get("AUTHOR")
            channel = {**feed.feed, "subtitle": read_name(feed.feed["subtitle"] or "", context)}
            document = render_json_feed(channel, feed.items, read_name(author, context) if author else None)
            Path(rename_feed(path)).write_text(document, encoding="utf-8")


def write_documents(generator: ArticlesGenerator, writer: Writer) -> None:
    """Write sitemap.xml and robots.txt, unless one of the writer's static files has the name."""
    own = generator.settings[KEY]
    if not generator.context["SITEURL"]:
        return
    with keep_building("sitemap.xml and robots.txt"):
        site, files = read_site(generator.context), dict[str, str]()
        if own.sitemap:
            files["sitemap.xml"] = render_sitemap(site, list_pages(generator))
        if own.robots:
            files["robots.txt"] = render_robots(site, has_sitemap=own.sitemap)
        taken = {static.save_as for static in generator.context["staticfiles"]}
        for name in files.keys() - taken:
            path = Path(sanitised_join(writer.output_path, name))
            path.write_text(files[name], encoding="utf-8")


def _find_place(settings: Mapping[str, Any]) -> Place:
    return Place(content=Path(settings["PATH"]), siteurl=settings["SITEURL"].rstrip("/"))
