"""What links can lead to: every page that a build would write, and every file in the content folder.

Also finds texts that clash: the same slug, the same address, one tag under two names.
"""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatch
from functools import cached_property, partial
from urllib.parse import unquote, urlsplit

from pelican.contents import Article, URLWrapper
from pelican.generators import Generator
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
from .texts import ProofText, SourceFile, find_address

_NEAR = 0.85
_PARTS = re.compile(r"[\s_.-]+")


@dataclass(frozen=True, kw_only=True)
class Targets:
    """All that a link inside the site may lead to."""

    host: str
    """Empty if the settings do not give the site's address."""
    base: str
    """The path of the site on its host, without a slash at the end; empty at the root."""
    inventory: Inventory
    texts: Mapping[str, ProofText]
    """By the path of the file in the content folder."""
    pages: Mapping[str, ProofText]
    """By the path of the page in the output folder, drafts included."""
    others: frozenset[str]
    """The paths in the output folder of everything else that a build writes."""
    written: frozenset[str]
    """The files of all texts, even if they cannot become pages: that is reported elsewhere."""
    skipped: frozenset[str]
    """Those with `Status: skip`."""
    broken: frozenset[str]
    """The slugs of those that cannot become pages, as far as their headers tell."""
    copied: frozenset[str]
    """The files in the content folder that a build copies, by their paths from there."""
    has_thread: Callable[[str], bool]
    """Whether a slug has comments."""

    @cached_property
    def files(self) -> frozenset[str]:
        """All files in the content folder that are not texts, by their paths from there."""
        return self._listed - self.written

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """All files, those of texts too, by their names in lower case."""
        return {file.lower(): file for file in sorted(self._listed)}

    @cached_property
    def _listed(self) -> frozenset[str]:
        """All files there, listed only for a link that may be dead: most of them are comments."""
        return frozenset(self.inventory.generators[0].get_files([""], extensions=False))

    def holds_file(self, path: str) -> bool:
        """Whether there is a file at a path in the content folder, that of a text or another."""
        return path in self.written or path in self.copied or path in self.files

    def has_id(self, name: str, text: ProofText) -> bool:
        """Whether a fragment names a part of a text's page, whoever wrote it: writer, theme or plugin."""
        if name in text.facts.ids:
            return True
        page = self.inventory.find_page(text.content)
        try:
            return page is not None and name in page.ids
        except Exception:  # noqa: BLE001  # a template may raise anything, and the link is not to blame
            return True

    def may_hold(self, path: str) -> bool:
        """Whether a path may be that of a text that cannot become a page yet."""
        return not self.broken.isdisjoint(path.split("/"))

    def owns(self, path: str) -> bool:
        """Whether a path on the host belongs to the site."""
        return f"{path}/".startswith(f"{self.base}/")

    def cut_base(self, path: str) -> str:
        """A path on the host as a path of the site, with a leading slash; unchanged if outside it."""
        return path.removeprefix(self.base) if self.owns(path) else path

    def find_page(self, path: str) -> ProofText | None:
        """The text whose page is at a path; GitHub Pages adds a slash missing at the end."""
        return next((self.pages[name] for name in _list_names(path) if name in self.pages), None)

    def holds(self, path: str) -> bool:
        """Whether GitHub Pages would serve something else at a path."""
        return path.startswith(PAGEFIND_FOLDER) or any(name in self.others for name in _list_names(path))

    def find_spelling(self, path: str, among: Collection[str]) -> str | None:
        """The file whose name differs only in case, or else has the most similar name."""
        spellings = {key: file for key, file in self.spellings.items() if file in among}
        exact = spellings.get(path.lower())
        if exact:
            return exact
        wanted = path.rpartition("/")[2].lower()
        names = {key.rpartition("/")[2]: file for key, file in spellings.items()}
        near = (name for name in get_close_matches(wanted, names, cutoff=_NEAR))
        return next((names[name] for name in near if not _counts_on(wanted, name)), None)


def list_targets(
    reading: Reading, texts: Iterable[ProofText], sources: Mapping[str, SourceFile], written: Collection[str]
) -> Targets:
    """The targets of a site with these texts; `written` are the files of all texts, even unreadable ones."""
    by_key = {text.source.key: text for text in texts}
    inventory, blog = reading.inventory, reading.blog
    address = urlsplit(blog.settings.get("SITEURL") or "")
    known = inventory.generators[0].context["generated_content"]
    return Targets(
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
        copied=frozenset(_list_copied(inventory.generators[0])),
        has_thread=partial(_has_thread, blog),
    )


def check_collisions(texts: Iterable[ProofText], targets: Targets) -> Iterator[Problem]:
    """Clashes between texts; each problem is reported for the later file."""
    in_order = sorted(texts, key=lambda text: text.source.key)
    slugs: defaultdict[str, list[ProofText]] = defaultdict(list)
    for text in in_order:
        if getattr(text.content, "slug", None):  # there is none without a title
            slugs[text.content.slug].append(text)
    for group in slugs.values():
        yield from _check_slugs(group, targets)
        for kind in {text.source.kind for text in group}:
            translations = [text for text in group if text.source.kind is kind]
            yield from _check_originals(translations)
            if len(translations) > 1:
                yield from _check_states(translations)
                yield from _check_dates(translations)
    yield from _check_places(in_order, targets)
    yield from _check_terms(in_order)


def name_file(address: str) -> str:
    """The path of the file at an address of the site, from its root."""
    path = unquote(address).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def list_terms(text: ProofText) -> Iterator[tuple[str, URLWrapper]]:
    """The categories, tags and authors of a post, each with its key in the header."""
    post = text.content
    if not isinstance(post, Article):
        return
    if hasattr(post, "category"):  # a site may have none
        own = getattr(post, "categories", ()) or (post.category,)  # pelican-taxonomy's
        yield from (("category", category) for category in own)
    yield from (("tags", tag) for tag in getattr(post, "tags", ()))
    yield from (("authors", author) for author in getattr(post, "authors", ()))


def _counts_on(name: str, other: str) -> bool:
    """Whether two names differ only in numbers, like those of a series of pictures."""
    return name != other and re.sub(r"\d+", "", name) == re.sub(r"\d+", "", other)


def _list_names(path: str) -> tuple[str, ...]:
    if not path or path.endswith("/"):
        return (f"{path}index.html",)
    return (path, f"{path}/index.html", f"{path}.html")


def _list_copied(generator: Generator) -> Iterator[str]:
    """What Pelican copies and also lists: not files that its settings ignore, nor those in no folder."""
    ignored = generator.settings["IGNORE_FILES"]
    for file in generator.context["static_content"]:
        parts = file.split("/")
        is_plain = len(parts) > 1 and not {"", ".", ".."} & {*parts}
        is_listed = is_plain and not any(fnmatch(part, sign) for part in parts for sign in ignored)
        if is_listed and os.path.lexists(os.path.join(generator.path, file)):  # noqa: PTH118  # as Pelican does
            yield file


def _guess_slug(source: SourceFile, blog: Blog) -> str:
    header = source.header.first
    title = header["title"].value if "title" in header else ""
    slug = header["slug"].value if "slug" in header else slugify_title(title, blog.settings)
    return slug or source.path.stem


def _list_places(text: ProofText) -> Iterator[str]:
    yield from filter(None, (name_file(text.content.url), text.content.save_as))


def _list_others(inventory: Inventory) -> frozenset[str]:
    lists = {path for path, pages in inventory.pages.items() if any(page.content is None for page in pages)}
    return inventory.files | lists


def _has_thread(blog: Blog, slug: str) -> bool:
    """Whether there are comments in the folder of a slug."""
    if COMMENTS not in blog.settings:
        return False
    folders = find_files(blog.content / blog.settings[COMMENTS].path)
    return any(folder.name == slug and any(find_files(folder)) for folder in folders)


def _report(text: ProofText, rule: Rule, message: str, *keys: str) -> Problem:
    return Problem(file=text.source.name, line=text.find_line(*keys), rule=rule, message=message)


def _check_slugs(group: list[ProofText], targets: Targets) -> Iterator[Problem]:
    """Texts with the same slug that are not translations of each other."""
    first: dict[tuple[type, str], ProofText] = {}
    for text in group:
        kind, slug = text.source.kind, text.content.slug
        same = first.setdefault((kind, text.content.lang), text)
        other = next((owner for owner in first.values() if owner.source.kind is not kind), None)
        if same is not text:
            message = (
                f"{same.source.name} has the same slug {slug} and language; "
                "give one of them another `Slug:`, or its own `Lang:` if it is a translation"
            )
            yield _report(text, Rule.COLLISION, message, "slug", "title")
        elif other and targets.has_thread(slug) and _shows_thread(text) and _shows_thread(other):
            message = (
                f"{other.source.name} has the same slug {slug}, so both would show the same comments; "
                "give one of them another `Slug:`"
            )
            yield _report(text, Rule.COLLISION, message, "slug", "title")


def _shows_thread(text: ProofText) -> bool:
    """Whether the comments for its slug are shown below a text."""
    return _read_state(text) is not State.HIDDEN


def _read_state(text: ProofText) -> State | None:
    with suppress(CommentsError):  # an unknown word, which `check_headers` reports
        return read_state(text.content)
    return None


def _check_originals(texts: list[ProofText]) -> Iterator[Problem]:
    """Texts with the same slug of which none, or more than one, is the original."""
    originals = [text for text in texts if not _says_translation(text)]
    is_decided = any(text.content.in_default_lang for text in originals)
    for text in texts if not originals else ():
        message = "it says `Translation: true`, but no text with this slug is the original; remove the line"
        yield _report(text, Rule.COLLISION, message, "translation")
    for text in originals[1:] if not is_decided else ():
        if text.content.lang != originals[0].content.lang:
            message = (
                f"neither this nor {originals[0].source.name} is in the blog's language, so neither "
                "is the original; add `Translation: true` to one of them"
            )
            yield _report(text, Rule.COLLISION, message, "lang", "slug")


def _says_translation(text: ProofText) -> bool:
    return str(text.content.metadata.get("translation", "false")).lower() != "false"


def _check_states(texts: list[ProofText]) -> Iterator[Problem]:
    """Translations whose `Comments:` contradicts that of the original, whose thread they share."""
    if not any(COMMENTS in text.content.settings for text in texts):
        return
    original = _find_original(texts)
    first = _read_state(original)
    for text in texts:
        own = _read_state(text)
        if own and first and own is not first and first is not State.OPEN:
            message = (
                f"its comments are {own}, but it shares the thread of {original.source.name}, where they "
                f"are {first}; give both the same `Comments:`"
            )
            yield _report(text, Rule.COMMENTS_TRANSLATION, message, "comments", "lang")


def _check_dates(texts: list[ProofText]) -> Iterator[Problem]:
    """Translations whose address does not match that of their original."""
    posts = [text for text in texts if text.source.kind is Article and text.is_dated]
    original = _find_original(posts) if posts else None
    for text in posts:
        if original and text.content.lang != original.content.lang:
            right = find_address(text.content, date=original.content.date)
            if right != text.content.url:
                message = (
                    f"its Date differs from that of its original, {original.source.name}, so its address "
                    f"is /{text.content.url} instead of /{right}; give both the same Date"
                )
                yield _report(text, Rule.TRANSLATION_DATE, message, "date")


def _find_original(texts: list[ProofText]) -> ProofText:
    return next((text for text in texts if text.content.in_default_lang), texts[0])


def _check_places(texts: Iterable[ProofText], targets: Targets) -> Iterator[Problem]:
    for text in texts:
        address = name_file(text.content.url) if getattr(text.content, "slug", None) else ""
        takes_place = hasattr(text.content, "override_save_as") and address in targets.inventory.pages
        if address in targets.others and not takes_place:
            place = f"the site itself uses the address /{text.content.url}"
            message = f"{place}; give this another `Slug:`"
            yield _report(text, Rule.COLLISION, message, "slug", "title")


def _check_terms(texts: Iterable[ProofText]) -> Iterator[Problem]:
    """Terms with different names but the same address, where the second loses its name."""
    first: dict[tuple[str, str], tuple[str, ProofText]] = {}
    for text in texts:
        for key, term in list_terms(text):
            name, owner = first.setdefault((key, term.slug), (term.name, text))
            if name != term.name and _simplify(name) != _simplify(term.name):
                message = (
                    f"{term.name} gets the same address as {name} in {owner.source.name}, /{term.url}, and "
                    "would be listed under that name; spell one of them differently"
                )
                yield _report(text, Rule.TERM_COLLISION, message, key, "author")


def _simplify(name: str) -> str:
    """A name without case, accents and hyphens, for comparison."""
    return _PARTS.sub(" ", unidecode(name).casefold()).strip()
