"""What there is to link to: every page that a build would write, and every file below the content folder."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from pelican.contents import Article, URLWrapper
from pelican.generators import Generator, PelicanTemplateNotFound
from pelican.plugins.comments.settings import KEY as COMMENTS
from pelican.plugins.comments.storage import find_files
from pelican.plugins.pagefind.index import FOLDER as PAGEFIND_FOLDER
from pelican_toolkit.inventory import Inventory

from pelican_blog.blog import Blog
from pelican_blog.slugs import slugify_title

from .reading import Reading
from .texts import Source, Text

_NEAR = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """All that a link inside the site may lead to."""

    host: str
    """Empty where the settings do not say the site's address."""
    base: str
    """The path that the site is at, without a slash at its end: empty at the root of its host."""
    inventory: Inventory
    texts: Mapping[str, Text]
    """By the path of the file below the content folder."""
    pages: Mapping[str, Text]
    """By the path of the page below the output folder, drafts too."""
    others: frozenset[str]
    """The paths below the output folder of all else that a build writes."""
    written: frozenset[str]
    """The files of all texts, those too of which no page can be made: they have problems of their own."""
    skipped: frozenset[str]
    """Those that Pelican is told not to read."""
    broken: frozenset[str]
    """The slugs of those of which no page can be made, as far as their headers tell."""
    files: frozenset[str]
    """All files below the content folder that are no texts, by their paths from there."""
    copied: frozenset[str]
    """Those of them that a build copies."""
    spellings: Mapping[str, str]
    """These files, and those of texts, by what they are called in small letters."""
    threads: frozenset[str]
    """The slugs that there are comments for."""

    def has_id(self, name: str, text: Text) -> bool:
        """Whether a fragment names a part of a text's page: what the writer made, or theme and plugins."""
        if name in text.rendering.ids:
            return True
        page = self.inventory.find_page(text.content)
        try:
            return page is not None and name in page.ids
        except Exception:  # noqa: BLE001  # a template may raise anything, and that is no fault of the link's
            return True

    def may_hold(self, path: str) -> bool:
        """Whether a path may be that of a text of which no page can be made for now."""
        return not self.broken.isdisjoint(path.split("/"))

    def has_thread(self, slug: str) -> bool:
        """Whether readers have answered what has this slug."""
        return slug in self.threads

    def cut_base(self, path: str) -> str:
        """A path of the host as one of the site, beginning with a slash; one outside of the site as it is."""
        return path.removeprefix(self.base) if f"{path}/".startswith(f"{self.base}/") else path

    def find_page(self, path: str) -> Text | None:
        """The text whose page is at a path, which may lack the slash at its end: GitHub Pages adds it."""
        return next((self.pages[name] for name in _list_names(path) if name in self.pages), None)

    def holds(self, path: str) -> bool:
        """Whether there is something else at a path, as GitHub Pages serves it."""
        return path.startswith(PAGEFIND_FOLDER) or any(name in self.others for name in _list_names(path))

    def find_spelling(self, path: str, among: Collection[str]) -> str | None:
        """Which of these files is called so in small or capital letters, or else has the nearest name."""
        spellings = {key: file for key, file in self.spellings.items() if file in among}
        exact = spellings.get(path.lower())
        if exact:
            return exact
        wanted = path.rpartition("/")[2].lower()
        names = {key.rpartition("/")[2]: file for key, file in spellings.items()}
        near = (name for name in get_close_matches(wanted, names, cutoff=_NEAR))
        return next((names[name] for name in near if not _counts_on(wanted, name)), None)


def _counts_on(name: str, other: str) -> bool:
    """Whether two names differ by their numbers alone, as those of one series of pictures do."""
    return name != other and re.sub(r"\d+", "", name) == re.sub(r"\d+", "", other)


def _list_names(path: str) -> tuple[str, ...]:
    if not path or path.endswith("/"):
        return (f"{path}index.html",)
    return (path, f"{path}/index.html", f"{path}.html")


def _list_threads(blog: Blog) -> frozenset[str]:
    """The folders of comments that are not empty."""
    if COMMENTS not in blog.settings:
        return frozenset()
    folders = find_files(blog.content / blog.settings[COMMENTS].path)
    return frozenset(folder.name for folder in folders if folder.is_dir() and any(find_files(folder)))


def name_file(address: str) -> str:
    """The path of the file at an address of the site, which begins at its root."""
    path = unquote(address).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def list_terms(text: Text) -> Iterator[tuple[str, URLWrapper]]:
    """The category, the tags and the authors of a post, each with the key of the header that names it."""
    post = text.content
    if not isinstance(post, Article):
        return
    if hasattr(post, "category"):  # a site may do without
        yield "category", post.category
    yield from (("tags", tag) for tag in getattr(post, "tags", ()))
    yield from (("authors", author) for author in getattr(post, "authors", ()))


def has_template(name: str, generator: Generator) -> bool:
    """Whether the build finds a template of this name."""
    try:
        generator.get_template(name)
    except PelicanTemplateNotFound:
        return False
    return True


def build_site(
    reading: Reading, texts: Iterable[Text], sources: Mapping[str, Source], written: Collection[str]
) -> Site:
    """The site of these texts, among `sources`; all files that are `written` to be texts are known."""
    by_key = {text.source.key: text for text in texts}
    inventory, blog = reading.inventory, reading.blog
    files = inventory.generators[0].get_files([""], extensions=False)
    address = urlsplit(blog.settings.get("SITEURL") or "")
    known = inventory.generators[0].context["generated_content"]
    return Site(
        host=address.netloc,
        base=address.path.rstrip("/"),
        inventory=inventory,
        texts=by_key,
        pages={path: text for text in by_key.values() for path in _list_places(text)},
        others=_list_others(inventory),
        written=frozenset(written),
        skipped=frozenset(file for file in written if file not in known),
        broken=frozenset(_guess_slug(sources[key], blog) for key in sources.keys() - by_key.keys()),
        files=frozenset(files).difference(written),
        copied=frozenset(files).intersection(inventory.generators[0].context["static_content"]),
        spellings={file.lower(): file for file in sorted(files)},
        threads=_list_threads(blog),
    )


def _guess_slug(source: Source, blog: Blog) -> str:
    header = source.header.first
    title = header["title"].value if "title" in header else ""
    slug = header["slug"].value if "slug" in header else slugify_title(title, blog.settings)
    return slug or source.path.stem


def _list_places(text: Text) -> Iterator[str]:
    yield from filter(None, (name_file(text.content.url), text.content.save_as))


def _list_others(inventory: Inventory) -> frozenset[str]:
    lists = {path for path, pages in inventory.pages.items() if any(page.content is None for page in pages)}
    return inventory.files | lists
