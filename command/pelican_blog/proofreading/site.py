"""What there is to link to: every page that a build would write, and every file below the content folder.

It also looks for texts that get into each other's way: one slug, one address, one tag under two names.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from pelican.contents import Article, URLWrapper
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.models import State
from pelican.plugins.comments.settings import KEY as COMMENTS
from pelican.plugins.comments.states import read_state
from pelican.plugins.comments.storage import find_files
from pelican.plugins.pagefind.index import FOLDER as PAGEFIND_FOLDER
from pelican_toolkit.inventory import Inventory
from unidecode import unidecode

from pelican_blog.blog import Blog
from pelican_blog.slugs import slugify_title

from .reading import Reading
from .rules import Problem, Rule
from .texts import Source, Text

_NEAR = 0.85
_PARTS = re.compile(r"[\s_.-]+")


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

    def owns(self, path: str) -> bool:
        """Whether a path of the host is one of the site."""
        return f"{path}/".startswith(f"{self.base}/")

    def cut_base(self, path: str) -> str:
        """A path of the host as one of the site, beginning with a slash; one outside of the site as it is."""
        return path.removeprefix(self.base) if self.owns(path) else path

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
        broken=frozenset(
            _guess_slug(source, blog)
            for key, source in sources.items()
            if key not in by_key or not by_key[key].is_dated
        ),
        files=frozenset(files).difference(written),
        copied=frozenset(files).intersection(inventory.generators[0].context["static_content"]),
        spellings={file.lower(): file for file in sorted(files)},
        threads=_list_threads(blog),
    )


def check_collisions(texts: Iterable[Text], site: Site) -> Iterator[Problem]:
    """What is wrong with the texts beside each other; each problem is the later file's."""
    in_order = sorted(texts, key=lambda text: text.source.key)
    slugs: defaultdict[str, list[Text]] = defaultdict(list)
    for text in in_order:
        if getattr(text.content, "slug", None):  # one without a title has none
            slugs[text.content.slug].append(text)
    for group in slugs.values():
        yield from _check_slugs(group, site)
        for kind in {text.source.kind for text in group}:
            translations = [text for text in group if text.source.kind is kind]
            yield from _check_originals(translations)
            yield from _check_states(translations)
            yield from _check_dates(translations)
    yield from _check_places(in_order, site)
    yield from _check_terms(in_order)


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


def _counts_on(name: str, other: str) -> bool:
    """Whether two names differ by their numbers alone, as those of one series of pictures do."""
    return name != other and re.sub(r"\d+", "", name) == re.sub(r"\d+", "", other)


def _list_names(path: str) -> tuple[str, ...]:
    if not path or path.endswith("/"):
        return (f"{path}index.html",)
    return (path, f"{path}/index.html", f"{path}.html")


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


def _list_threads(blog: Blog) -> frozenset[str]:
    """The folders of comments that are not empty."""
    if COMMENTS not in blog.settings:
        return frozenset()
    folders = find_files(blog.content / blog.settings[COMMENTS].path)
    return frozenset(folder.name for folder in folders if folder.is_dir() and any(find_files(folder)))


def _report(text: Text, rule: Rule, message: str, *keys: str) -> Problem:
    return Problem(file=text.source.name, line=text.find_line(*keys), rule=rule, message=message)


def _check_slugs(group: list[Text], site: Site) -> Iterator[Problem]:
    """Texts of one slug that are no translations of each other."""
    first: dict[tuple[type, str], Text] = {}
    for text in group:
        kind, slug = text.source.kind, text.content.slug
        same = first.setdefault((kind, text.content.lang), text)
        other = next((owner for owner in first.values() if owner.source.kind is not kind), None)
        if same is not text:
            message = (
                f"its slug {slug} and its language are those of {same.source.name} too; "
                "give one of them another line `Slug:`, or its own `Lang:` if it is a translation"
            )
            yield _report(text, Rule.COLLISION, message, "slug", "title")
        elif other and slug in site.threads and _shows_thread(text) and _shows_thread(other):
            message = (
                f"its slug {slug} is that of {other.source.name} too, so both would show the same comments; "
                "give one of them another line `Slug:`"
            )
            yield _report(text, Rule.COLLISION, message, "slug", "title")


def _shows_thread(text: Text) -> bool:
    """Whether the comments for its slug are shown below a text."""
    return _read_state(text) is not State.HIDDEN


def _read_state(text: Text) -> State | None:
    with suppress(CommentsError):  # of a word that is unknown, which `check_headers` says
        return read_state(text.content)
    return None


def _check_originals(texts: list[Text]) -> Iterator[Problem]:
    """Texts of one slug of which none, or more than one, is the original of the others."""
    originals = [text for text in texts if not _says_translation(text)]
    is_decided = any(text.content.in_default_lang for text in originals)
    for text in texts if not originals else ():
        message = "it says `Translation: true`, and no text with its slug is the original; remove it"
        yield _report(text, Rule.COLLISION, message, "translation")
    for text in originals[1:] if not is_decided else ():
        if text.content.lang != originals[0].content.lang:
            message = (
                f"neither this nor {originals[0].source.name} is in the language of the blog, so neither "
                "is the original; add `Translation: true` to one of them"
            )
            yield _report(text, Rule.COLLISION, message, "lang", "slug")


def _says_translation(text: Text) -> bool:
    return str(text.content.metadata.get("translation", "false")).lower() != "false"


def _check_states(texts: list[Text]) -> Iterator[Problem]:
    """Translations whose `Comments:` contradicts that of their original, which decides for their thread."""
    if not any(COMMENTS in text.content.settings for text in texts):
        return
    original = _find_original(texts)
    first = _read_state(original)
    for text in texts:
        own = _read_state(text)
        if own and first and own is not first and first is not State.OPEN:
            message = (
                f"its comments are {own}, but those of {original.source.name} are {first}, and it shares "
                "that thread; give both the same line `Comments:`"
            )
            yield _report(text, Rule.COMMENTS_TRANSLATION, message, "comments", "lang")


def _check_dates(texts: list[Text]) -> Iterator[Problem]:
    """Translations that are not where their originals lead one to look for them."""
    posts = [text for text in texts if text.source.kind is Article and text.is_dated]
    original = _find_original(posts) if posts else None
    for text in posts:
        if original and text.content.lang != original.content.lang:
            twin = copy(text.content)
            twin.date = original.content.date
            if twin.url != text.content.url:
                message = (
                    f"its Date is not that of {original.source.name}, whose translation it is, so its "
                    f"address is /{text.content.url} and not /{twin.url}; give both the same Date"
                )
                yield _report(text, Rule.TRANSLATION_DATE, message, "date")


def _find_original(texts: list[Text]) -> Text:
    return next((text for text in texts if text.content.in_default_lang), texts[0])


def _check_places(texts: Iterable[Text], site: Site) -> Iterator[Problem]:
    for text in texts:
        address = name_file(text.content.url) if getattr(text.content, "slug", None) else ""
        takes_place = hasattr(text.content, "override_save_as") and address in site.inventory.pages
        if address in site.others and not takes_place:
            place = f"/{text.content.url} is an address that the site itself uses"
            message = f"{place}; give this another line `Slug:`"
            yield _report(text, Rule.COLLISION, message, "slug", "title")


def _check_terms(texts: Iterable[Text]) -> Iterator[Problem]:
    """Terms of different names that get one address, where the second loses its name."""
    first: dict[tuple[str, str], tuple[str, Text]] = {}
    for text in texts:
        for key, term in list_terms(text):
            name, owner = first.setdefault((key, term.slug), (term.name, text))
            if _simplify(name) != _simplify(term.name):
                message = (
                    f"{term.name} gets the address of {name} in {owner.source.name}, /{term.url}, and would "
                    "be listed as that; write one of them in other letters"
                )
                yield _report(text, Rule.TERM_COLLISION, message, key, "author")


def _simplify(name: str) -> str:
    """What differs between two names that are not the same but for case, accents and hyphens."""
    return _PARTS.sub(" ", unidecode(name).casefold()).strip()
