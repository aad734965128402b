"""The only module that knows Pelican's signals, in the order of a build, from settings to feeds."""

from collections.abc import Mapping
from pathlib import Path
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

from .documents import list_contents, read_document, read_title
from .errors import keep_building
from .feeds import build_feed_id, complete_items
from .json_feed import rename_feed, render_json_feed
from .models import Document, Picture, Site
from .opengraph import list_properties
from .pages import list_pages
from .pictures import read_header, read_picture
from .schema import describe_document, describe_path, describe_site, render_graph
from .settings import KEY, read_settings
from .sitemap import render_robots, render_sitemap

TEMPLATES = Path(__file__).parent / "templates"

Comments = Mapping[str, Any]
"""The comments of a page as schema.org data, from whatever plugin has them."""


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(prepare_settings)
    signals.generator_init.connect(add_templates)
    signals.article_generator_finalized.connect(attach_to_contents)
    signals.page_generator_finalized.connect(attach_to_contents)
    signals.feed_generated.connect(complete_feed)
    signals.feed_written.connect(write_json_feed)
    signals.article_writer_finalized.connect(write_sitemap)


def prepare_settings(pelican: Pelican) -> None:
    """Validate DISCOVERY, and measure the site's own picture."""
    settings = pelican.settings
    image = read_settings(settings.get("DISCOVERY", {})).image
    settings[KEY] = None
    if image:
        where = "pelicanconf.py: DISCOVERY['image']:"
        settings[KEY] = read_picture(Path(settings["PATH"]), image, settings["SITENAME"], where)


def add_templates(generator: Generator) -> None:
    """Offer our templates to the theme, last in line, so that any theme overrides them by name."""
    generator.env.loader.loaders.append(FileSystemLoader(TEMPLATES))
    generator.env.globals["discovery_opengraph"] = list_opengraph
    generator.env.globals["discovery_schema"] = render_schema
    generator.env.filters["json_feed"] = rename_feed


def attach_to_contents(generator: Generator) -> None:
    """Give each article and page its `feed_id`, and the `shared_picture` that its header names, or None.

    Whatever writes a feed about it, as that of its comments, has to name it by this id.
    """
    site_name = generator.settings["SITENAME"]
    site_picture: Picture | None = generator.settings[KEY]
    pictures = {site_picture.path} if site_picture else set()
    for content in list_contents(generator):
        content.feed_id = build_feed_id(site_name, content.lang, content.slug)
        content.shared_picture = None
        source = content.get_relative_source_path()
        with keep_building(source):
            title = read_title(content)
            content.shared_picture = read_header(content.metadata, Path(generator.path), title, source)
        if content.shared_picture:
            pictures.add(content.shared_picture.path)
    generator.context["static_links"].update(pictures)  # what Pelican copies, wherever STATIC_PATHS point


@pass_context
def list_opengraph(context: Context, title: str = "", description: str = "") -> list[tuple[str, str]]:
    """For templates: the OpenGraph properties of the page that is rendered.

    None where the site has no address, as in previews. The texts are a template's, and so may be escaped.
    """
    if not _is_published(context):
        return []
    with keep_building(context["output_file"]):
        document = _find_document(context)
        path = document.path if document else context["output_file"].removesuffix("index.html")
        texts = (Markup(text).unescape() for text in (title, description))  # noqa: S704  # it is printed escaped
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
            text = Markup(description).unescape()  # noqa: S704  # it is serialised as data
            node = describe_document(document, site, text, comments or {})
            return render_graph(node, describe_path(document, site))
        is_first_page = context["output_file"] == context["INDEX_SAVE_AS"]
        return render_graph(describe_site(site)) if is_first_page else Markup()
    return Markup()


def complete_feed(context: Mapping[str, Any], feed: Any) -> None:  # noqa: ANN401  # feedgenerator ships no types
    """Give a feed and its entries ids that outlive an address, and entries addresses that hold anywhere."""
    if not context["SITEURL"]:
        return
    with keep_building(feed.feed["feed_url"]):
        site = _read_site(context)
        originals = context["articles"]
        contents = (content for original in originals for content in (original, *original.translations))
        documents = {content.url: (content.feed_id, read_document(content)) for content in contents}
        complete_items(feed.items, documents, site)
        path = feed.feed["feed_url"].removeprefix(context.get("FEED_DOMAIN") or site.url).lstrip("/")
        feed.feed["id"] = build_feed_id(site.name, path)
        feed.feed["language"] = feed.feed["language"] or site.lang


def write_json_feed(path: str, context: Mapping[str, Any], feed: Any) -> None:  # noqa: ANN401  # as above
    """Write the JSON Feed beside an Atom feed."""
    if context["SITEURL"] and feed.content_type.startswith("application/atom+xml"):
        with keep_building(path):
            document = render_json_feed(feed.feed, feed.items, context.get("AUTHOR"))
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
        name=context["SITENAME"],
        description=context.get("SITESUBTITLE") or "",
        lang=context["DEFAULT_LANG"],
        picture=context[KEY],
    )


def _find_document(context: Context) -> Document | None:
    for name in ("article", "page"):
        content = context.get(name)
        if isinstance(content, Content):  # a theme may use these names for something else
            return read_document(content)
    return None
