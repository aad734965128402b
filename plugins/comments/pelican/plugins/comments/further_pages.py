"""The further pages of a long discussion: where they can be, and how they are written."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from copy import copy
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template, nodes
from pelican.contents import Content, Page
from pelican.generators import Generator
from pelican.utils import sanitised_join
from pelican.writers import Writer
from pelican_toolkit.titles import read_title

from .delayed import empty_page
from .discussions import build_pages, measure_markup
from .errors import keep_building
from .index import list_index_pages
from .models import Comment, Discussion, State
from .paging import build_page_path
from .settings import CommentsSettings
from .site import find_theme_catalogues
from .translations import Wording, read_wording

SCRIPT, SHEET = "pelican-comments.js", "pelican-comments.css"
"""Files that we put among the theme's. The script follows old links to comments on another page."""
_SEARCHED = b"data-pagefind-body"


def build_pages_of(
    content: Content, prepared: Sequence[Comment], state: State, settings: CommentsSettings, wording: Wording
) -> Discussion:
    """The discussion of an article, paged as the settings say."""
    markup = measure_markup(content, settings, content.settings["SITEURL"], wording)
    return build_pages(prepared, content, settings, state=state, markup=markup)


def find_obstacle(save_as: str, discussion: Discussion, taken: AbstractSet[str]) -> str | None:
    """The file in `taken` that is in the way of a further page; None if nothing is.

    An article's file without a suffix is itself in the way: its further pages need a folder of that name.
    """
    for page in discussion.further:
        path = build_page_path(save_as, page.number)
        if path.startswith(f"{save_as}/"):
            return save_as
        if f"{path}index.html" in taken:
            return f"{path}index.html"
    return None


def write_further_pages(contents: Iterable[Content], generator: Generator, writer: Writer) -> None:
    """Write the further pages of these articles and pages, and the script if there are any."""
    paged = [content for content in contents if content.comments.further and content.save_as]
    find_base_once = cache(partial(find_base, generator.env))
    for content in paged:
        with keep_building(content.relative_source_path):
            _write_pages(content, generator, writer, find_base_once())
    if paged:
        write_static(SCRIPT, generator.settings, writer)


def write_static(name: str, settings: Mapping[str, Any], writer: Writer) -> None:
    """Write our script or style sheet beside the theme's."""
    folder = Path(sanitised_join(writer.output_path, settings["THEME_STATIC_DIR"]))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes((Path(__file__).parent / "static" / name).read_bytes())


def _write_pages(content: Content, generator: Generator, writer: Writer, base: Template) -> None:
    first = content.comments
    wording = read_wording(content.lang, find_theme_catalogues(generator.settings))
    _ = wording.gettext
    write = partial(_write_page, content, generator, writer, comments_base=base)
    title, is_searched = read_title(content), _is_searched(content, writer)
    for page in first.further:
        number = wording.format_number(page.number)
        heading = _("%(title)s – comments, page %(number)s") % {"title": title, "number": number}  # noqa: RUF001  # a dash as before the site's name
        write("index.html", page, comments_heading=heading, comments_are_searched=is_searched)
    for index_page in list_index_pages(first):
        second = empty_page(first.further[0])
        names = {"title": title, "first": index_page.ids[0], "last": index_page.ids[-1]}
        heading = _("%(title)s – comments %(first)s to %(last)s") % names  # noqa: RUF001  # as above
        write(index_page.name, second, comments_heading=heading, comments_index_page=index_page)


def _write_page(
    content: Content, generator: Generator, writer: Writer, name: str, page: Discussion, **values: object
) -> None:
    """Write a file of a further page; its templates see the article with the address of that page."""
    url = page.address if name == "index.html" else page.address + name
    view = copy(content)
    view.override_url, view.override_save_as = url, build_page_path(content.save_as, page.number) + name
    view.comments, view.translations = page, []
    writer.write_file(
        view.save_as,
        generator.env.get_template("comments/page.html"),
        generator.context,
        relative_urls=generator.settings["RELATIVE_URLS"],
        url=url,
        category=getattr(content, "category", None),
        **{"page" if isinstance(content, Page) else "article": view},
        **values,
    )


def _is_searched(content: Content, writer: Writer) -> bool:
    """Whether the theme marks the article for Pagefind: then its further comments are indexed too."""
    first = Path(sanitised_join(writer.output_path, content.save_as))
    return first.is_file() and _SEARCHED in first.read_bytes()


def find_base(env: Environment) -> Template:
    """The theme's base.html, if it has the block `content` as most do; otherwise Pelican's own."""
    name = "base.html" if has_block(env, "base.html", "content") else "!simple/base.html"
    return env.get_template(name)


def has_block(env: Environment, template: str, block: str) -> bool:
    """Whether a template, or one that it extends, has a block of this name."""
    if env.loader is None:
        return False
    source, _, _ = env.loader.get_source(env, template)
    tree = env.parse(source)
    if any(found.name == block for found in tree.find_all(nodes.Block)):
        return True
    parents = [found.template for found in tree.find_all(nodes.Extends)]
    return any(isinstance(parent, nodes.Const) and has_block(env, parent.value, block) for parent in parents)
