"""The addresses of the site that are no text's: lists, archives, files, and what themes and plugins write."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pelican.plugins
from pelican.contents import Article, Content, Static, URLWrapper
from pelican.generators import Generator
from pelican.plugins.comments.settings import KEY as COMMENTS
from pelican.plugins.pagefind.index import FOLDER as PAGEFIND_FOLDER
from pelican.readers import path_metadata

_ID = re.compile(r"""\bid=["']([^"']+)["']""")
_EXPRESSION = re.compile(r"\{\{.*?\}\}")
_OF_PLUGINS = ("sitemap.xml", "robots.txt")
_PERIODS = ("YEAR", "MONTH", "DAY")


def load_templates(settings: Mapping[str, Any]) -> Callable[[str], bool]:
    """A function that says whether the build finds a template of a name, asked of Pelican itself."""

    @cache
    def list_names() -> frozenset[str]:
        places = (settings[key] for key in ("PATH", "THEME", "OUTPUT_PATH"))
        return frozenset(Generator({}, settings, *places).env.list_templates())

    return lambda name: any(f"{name}{ending}" in list_names() for ending in settings["TEMPLATE_EXTENSIONS"])


def name_file(address: str) -> str:
    """The path of the file at an address of the site, which begins at its root."""
    path = unquote(address).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def list_others(
    contents: Iterable[Content], files: Iterable[str], settings: Mapping[str, Any]
) -> frozenset[str]:
    """The paths below the output folder of lists and of files that are copied, wherever texts lead to."""
    posts = [post for post in contents if isinstance(post, Article) and post.status == "published"]
    return frozenset(
        (
            *_list_terms(posts),
            *_list_periods(posts, settings),
            *_list_direct(settings),
            *_list_statics(files, settings),
            *settings["TEMPLATE_PAGES"].values(),
            *_OF_PLUGINS,
        )
    )


def _list_terms(posts: Iterable[Article]) -> Iterator[str]:
    """The lists of categories, tags and authors that posts have."""
    for post in posts:
        yield from (term.save_as for _, term in list_terms(post) if term.save_as)


def _list_periods(posts: Iterable[Article], settings: Mapping[str, Any]) -> Iterator[str]:
    patterns = [settings[f"{period}_ARCHIVE_SAVE_AS"] for period in _PERIODS]
    for post in posts:
        if hasattr(post, "date"):
            yield from (pattern.format(date=post.date) for pattern in patterns if pattern)


def _list_direct(settings: Mapping[str, Any]) -> Iterator[str]:
    for name in settings["DIRECT_TEMPLATES"]:
        yield settings.get(f"{name.upper()}_SAVE_AS", f"{name}.html")


def _list_statics(files: Iterable[str], settings: Mapping[str, Any]) -> Iterator[str]:
    """Where the files come to lie that are copied in any case; EXTRA_PATH_METADATA may say where."""
    folders = tuple(f"{folder.strip('/')}/" for folder in settings["STATIC_PATHS"])
    for file in files:
        if f"{file}/".startswith(folders):
            path = str(Path(settings["PATH"], file))
            metadata = path_metadata(full_path=path, source_path=file, settings=settings)
            yield Static("", {"title": "", **metadata}, settings, path).save_as


def list_terms(post: Article) -> Iterator[tuple[str, URLWrapper]]:
    """The category, the tags and the authors of a post, each with the key of the header that names it."""
    if hasattr(post, "category"):  # a site may do without
        yield "category", post.category
    yield from (("tags", tag) for tag in getattr(post, "tags", ()))
    yield from (("authors", author) for author in getattr(post, "authors", ()))


def list_folders(lists: Iterable[str], settings: Mapping[str, Any]) -> tuple[str, ...]:
    """What the paths begin with that only a build can list: feeds, the theme, the search, older pages."""
    patterns = [settings["THEME_STATIC_DIR"], PAGEFIND_FOLDER]
    patterns += [value for key, value in settings.items() if "FEED_" in key and isinstance(value, str)]
    if COMMENTS in settings:
        patterns += [settings[COMMENTS].feed or "", settings[COMMENTS].article_feed or ""]
    firsts = {re.split("[/{]", pattern.strip("/"))[0] for pattern in patterns} - {""}
    folders = {first if "." in first else f"{first}/" for first in firsts}
    return tuple(sorted(folders.union(_list_pagination(lists, settings))))


def _list_pagination(lists: Iterable[str], settings: Mapping[str, Any]) -> Iterator[str]:
    """What the addresses of the further pages of each list begin with."""
    rules = [rule.URL.partition("{number}") for rule in settings["PAGINATION_PATTERNS"]]
    for path in lists:
        base, _, extension = path.removesuffix("/index.html").removesuffix("index.html").partition(".")
        for begin, number, _ in rules:
            if number:
                name = {"base_name": base, "name": base, "url": base, "save_as": path}
                yield begin.format(**name, extension=extension).lstrip("/")


def read_theme_ids(settings: Mapping[str, Any]) -> re.Pattern[str]:
    """A pattern of the ids in the templates of theme and plugins; what these put into them is anything."""
    plugins = [Path(place) for place in pelican.plugins.__path__]
    templates = [*Path(settings["THEME"], "templates").rglob("*.html")]
    templates += [path for place in plugins for path in sorted(place.glob("*/templates/**/*.html"))]
    ids = {name for path in templates for name in _ID.findall(path.read_text(encoding="utf-8"))}
    patterns = (".+".join(map(re.escape, _EXPRESSION.split(name))) for name in sorted(ids))
    return re.compile("|".join(patterns) or "(?!)")
