"""The object `discovery` of templates."""

from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from pelican.contents import Content
from pelican_toolkit.titles import read_name

from .documents import read_document, read_site
from .errors import keep_building
from .json_feed import rename_feed
from .opengraph import list_properties
from .schema import describe_document, describe_path, describe_site, render_graph
from .settings import KEY, DiscoverySettings


class Discovery:
    """What templates ask of the page that is rendered.

    The texts that they pass on are a template's: HTML, unless the templates escape.
    """

    @pass_context
    def opengraph(self, context: Context, title: str = "", description: str = "") -> list[tuple[str, str]]:
        """The OpenGraph properties of the page; empty in previews, where URLs are not absolute."""
        if not (_read_settings(context).opengraph and _is_published(context)):
            return []
        with keep_building(context["output_file"]):
            content = _find_content(context)
            document = read_document(content, context["static_content"]) if content else None
            path = document.path if document else context["output_file"].removesuffix("index.html")
            texts = (read_name(text, context) for text in (title, description))
            return [*list_properties(read_site(context), path, document, *texts)]
        return []

    @pass_context
    def schema(self, context: Context, description: str = "") -> Markup:
        """The page as JSON-LD, with its comments; empty for lists, and in previews."""
        if not (_read_settings(context).schema and _is_published(context)):
            return Markup()
        with keep_building(context["output_file"]):
            site, content = read_site(context), _find_content(context)
            if content:
                document, text = (
                    read_document(content, context["static_content"]),
                    read_name(description, context),
                )
                node = describe_document(document, site, text, _describe_comments(context, content))
                return render_graph(node, describe_path(document, site))
            is_first_page = context["output_file"] == context["INDEX_SAVE_AS"]
            return render_graph(describe_site(site)) if is_first_page else Markup()
        return Markup()

    @pass_context
    def json_feed(self, context: Context, path: str | None) -> str:
        """The path of the JSON Feed beside an Atom feed; empty if there is none."""
        is_written = path and context["SITEURL"] and _read_settings(context).json_feed
        return rename_feed(path) if path and is_written else ""


def _read_settings(context: Context) -> DiscoverySettings:
    settings: DiscoverySettings = context[KEY]
    return settings


def _is_published(context: Context) -> bool:
    """Whether a page is written to a file, and with absolute URLs."""
    return "output_file" in context and bool(context["SITEURL"]) and not context["RELATIVE_URLS"]


def _find_content(context: Context) -> Content | None:
    contents = (context.get(name) for name in ("article", "page"))
    # A theme may use these names for something else.
    return next((content for content in contents if isinstance(content, Content)), None)


def _describe_comments(context: Context, content: Content) -> dict[str, Any]:
    """The comments as pelican-comments describes them; empty without that plugin, or without comments."""
    commenting = context.get("commenting")
    if not commenting or not getattr(getattr(content, "comments", None), "comments", ()):
        return {}
    return dict(context.call(commenting.schema, content, context["SITEURL"]))
