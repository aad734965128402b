"""The only module that knows Pelican's signals, in the order of a build, from settings to feeds."""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import FileSystemLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from pelican import Pelican
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator
from pelican.plugins import signals
from pelican.utils import sanitised_join
from pelican.writers import Writer

from .documents import list_contents, place_picture, read_document
from .errors import keep_building
from .feeds import build_feed_id, complete_items, find_path
from .json_feed import rename_feed, render_json_feed
from .models import Document, Picture, Site
from .opengraph import list_properties
from .pages import list_pages
from .pictures import Place, asks_to_attach, read_header, read_picture
from .schema import describe_document, describe_path, describe_site, render_graph
from .settings import KEY, STABLE_IDS, read_feed_ids, read_settings
from .sitemap import render_robots, render_sitemap
from .titles import read_name, read_title

TEMPLATES = Path(__file__).parent / "templates"

_CONTENTS = "_DISCOVERY_CONTENTS"
"""Where a build keeps the articles that its feeds are about, in the context that its feeds share."""

Comments = Mapping[str, Any]
"""The comments of a page as schema.org data, from whatever plugin has them."""


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(prepare_settings)
    signals.generator_init.connect(add_templates)
    signals.article_generator_finalized.connect(attach_to_contents)
    signals.page_generator_finalized.connect(attach_to_contents)
    signals.all_generators_finalized.connect(attach_pictures)
    signals.feed_generated.connect(complete_feed)
    signals.feed_written.connect(write_json_feed)
    signals.article_writer_finalized.connect(write_sitemap)


def prepare_settings(pelican: Pelican) -> None:
    """Validate DISCOVERY and FEED_IDS, and measure the site's own picture."""
    settings = pelican.settings
    settings["FEED_IDS"] = read_feed_ids(settings.get("FEED_IDS", "pelican"))
    image = read_settings(settings.get("DISCOVERY", {})).image
    settings[KEY] = None
    if image:
        where = "pelicanconf.py: DISCOVERY['image']:"
        settings[KEY] = read_picture(
            _find_place(settings), image, read_name(settings["SITENAME"], settings), where
        )


def add_templates(generator: Generator) -> None:
    """Offer our templates to the theme, last in line, so that any theme overrides them by name."""
    generator.env.loader.loaders.append(FileSystemLoader(TEMPLATES))
    generator.env.globals["discovery_opengraph"] = list_opengraph
    generator.env.globals["discovery_schema"] = render_schema
    generator.env.filters["json_feed"] = rename_feed


def attach_to_contents(generator: Generator) -> None:
    """Give each article and page its `feed_id`, and the `shared_picture` that its header names, or None.

    Whatever writes a feed about it, as that of its comments, has to name it by this id; where that is None,
    by the one that Pelican makes of its address and date.
    """
    settings, place = generator.settings, _find_place(generator.settings)
    pictures: set[Picture] = {settings[KEY]} if settings[KEY] else set()
    for content in list_contents(generator):
        content.feed_id = content.shared_picture = None
        source = PurePosixPath(content.get_relative_source_path())
        with keep_building(str(source)):
            if settings["FEED_IDS"] == STABLE_IDS:
                content.feed_id = build_feed_id(settings["SITENAME"], content.lang, content.slug)
            own = replace(place, folder=str(source.parent))
            content.shared_picture = read_header(content.metadata, own, read_title(content), str(source))
        if content.shared_picture:
            pictures.add(content.shared_picture)
    files = {picture.path for picture in pictures if picture.width}
    generator.context["static_links"].update(files)  # what Pelican copies, wherever STATIC_PATHS point


def attach_pictures(generators: Sequence[Generator]) -> None:
    """Put the pictures beside their pages for which a header says `{attach}`, as Pelican does for texts."""
    files = generators[0].context["static_content"]
    for content in chain.from_iterable(map(list_contents, generators)):
        with keep_building(content.get_relative_source_path()):
            picture = getattr(content, "shared_picture", None)
            if picture and picture.path in files and asks_to_attach(content.metadata):
                files[picture.path].attach_to(content)


@pass_context
def list_opengraph(context: Context, title: str = "", description: str = "") -> list[tuple[str, str]]:
    """For templates: the OpenGraph properties of the page that is rendered.

    None where the site has no address, as in previews. The texts are a template's, and so HTML.
    """
    if not _is_published(context):
        return []
    with keep_building(context["output_file"]):
        document = _find_document(context)
        path = document.path if document else context["output_file"].removesuffix("index.html")
        texts = (read_name(text, context) for text in (title, description))
        return [*list_properties(_read_site(context), path, document, *texts)]
    return []


@pass_context
def render_schema(context: Context, description: str = "", comments: Comments | None = None) -> Markup:
    """For templates: the JSON-LD of the page that is rendered; empty for lists, and in previews."""
    if not _is_published(context):
        return Markup()
    with keep_building(context["output_file"]):
        site, document = _read_site(context), _find_document(context)
        if document:
            node = describe_document(document, site, read_name(description, context), comments or {})
            return render_graph(node, describe_path(document, site))
        is_first_page = context["output_file"] == context["INDEX_SAVE_AS"]
        return render_graph(describe_site(site)) if is_first_page else Markup()
    return Markup()


def complete_feed(context: MutableMapping[str, Any], feed: Any) -> None:  # noqa: ANN401  # feedgenerator ships no types
    """Give a feed's entries addresses that hold anywhere; and, if FEED_IDS asks, ids that outlive one."""
    if not context["SITEURL"]:
        return
    with keep_building(feed.feed["feed_url"]):
        site, files, contents = _read_site(context), context["static_content"], _index_contents(context)
        paths = [path for item in feed.items if (path := find_path(item, site)) in contents]
        documents = {path: (contents[path].feed_id, read_document(contents[path], files)) for path in paths}
        complete_items(feed.items, documents, site)
        if context["FEED_IDS"] == STABLE_IDS:
            path = feed.feed["feed_url"].removeprefix(context.get("FEED_DOMAIN") or site.url).lstrip("/")
            feed.feed["id"] = build_feed_id(context["SITENAME"], path)
        feed.feed["language"] = feed.feed["language"] or site.lang


def _index_contents(context: MutableMapping[str, Any]) -> Mapping[str, Content]:
    """The articles in the feeds of a build by their addresses, listed once for all of its feeds."""
    if _CONTENTS not in context:
        originals = context["articles"]
        contents = (content for original in originals for content in (original, *original.translations))
        context[_CONTENTS] = {content.url: content for content in contents}
    index: Mapping[str, Content] = context[_CONTENTS]
    return index


def write_json_feed(path: str, context: Mapping[str, Any], feed: Any) -> None:  # noqa: ANN401  # as above
    """Write the JSON Feed beside an Atom feed."""
    if context["SITEURL"] and feed.content_type.startswith("application/atom+xml"):
        with keep_building(path):
            author = context.get("AUTHOR")
            channel = {**feed.feed, "subtitle": read_name(feed.feed["subtitle"] or "", context)}
            document = render_json_feed(channel, feed.items, read_name(author, context) if author else None)
            Path(rename_feed(path)).write_text(document, encoding="utf-8")


def write_sitemap(generator: ArticlesGenerator, writer: Writer) -> None:
    """Write sitemap.xml and robots.txt, but for a name that one of the writer's static files has."""
    if not generator.context["SITEURL"]:
        return
    with keep_building("sitemap.xml"):
        site = _read_site(generator.context)
        files = {
            "sitemap.xml": render_sitemap(site, list_pages(generator)),
            "robots.txt": render_robots(site),
        }
        taken = {static.save_as for static in generator.context["staticfiles"]}
        for name, text in files.items():
            if name not in taken:
                Path(sanitised_join(writer.output_path, name)).write_text(text, encoding="utf-8")


def _is_published(context: Context) -> bool:
    """Whether a page is written for machines elsewhere: to a file, and with addresses that are absolute."""
    return "output_file" in context and bool(context["SITEURL"]) and not context["RELATIVE_URLS"]


def _read_site(context: Mapping[str, Any] | Context) -> Site:
    return Site(
        url=context["SITEURL"].rstrip("/"),
        name=read_name(context["SITENAME"], context),
        description=read_name(context.get("SITESUBTITLE") or "", context),
        lang=context["DEFAULT_LANG"],
        picture=place_picture(context[KEY], context["static_content"]) if context[KEY] else None,
    )


def _find_place(settings: Mapping[str, Any]) -> Place:
    return Place(content=Path(settings["PATH"]), siteurl=settings["SITEURL"].rstrip("/"))


def _find_document(context: Context) -> Document | None:
    for name in ("article", "page"):
        content = context.get(name)
        if isinstance(content, Content):  # a theme may use these names for something else
            return read_document(content, context["static_content"])
    return None
