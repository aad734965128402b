"""Reads the texts of a site with Pelican, and keeps what its readers return before plugins change it."""

import logging
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC
from functools import partial
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any, NoReturn, Self
from xml.etree import ElementTree as ET
from zlib import crc32

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from pelican.contents import Article, Content
from pelican.generators import Generator
from pelican.plugins import signals  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.plugins.incremental import remembering
from pelican.readers import BaseReader, Readers
from pelican.utils import SafeDatetime
from pelican_toolkit.incremental import build_key, identify_text, remember
from pelican_toolkit.inventory import Inventory, Page, find_ids, take_inventory

from pelican_blog.blog import Blog
from pelican_blog.building.build import DEBUG, listening
from pelican_blog.building.converting import RECORDER
from pelican_blog.building.faults import Faults, describe_error, describe_exit, explain
from pelican_blog.building.guarding import GuardedPelican
from pelican_blog.building.speed import may_link, quickened
from pelican_blog.errors import WritingError

from .trees import Element, String, grow_tree

WRITTEN_IN_MARKDOWN = "data-markdown"
"""The attribute of pictures that are not the writer's own HTML, in which alt="" is a decision."""
AS_WRITTEN = ("code", "pre", "script", "style", "textarea")
"""Elements whose text is not prose."""
_LAST = -100
_LINKED = ("generated_content", "static_content")
_GROUPS = 64
"""Of texts whose links are resolved together: after an edit, one of them is."""


class StandIn(SafeDatetime):  # type: ignore[misc]  # Pelican has no types
    """A stand-in for a date that cannot be read."""

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        """Keep texts with it from being remembered: builds leave them out."""
        raise TypeError("this stands for a date that cannot be read")


SOME_DAY = StandIn(2000, 1, 1, tzinfo=UTC)  # without a zone, Pelican would replace it


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """What a text becomes."""

    page: Element
    words: str
    """What readers see, without code, in one line."""
    addresses: str
    """The addresses of its links and pictures, one per line."""
    ids: frozenset[str]
    """What the fragment of a link can name."""
    references: frozenset[str] = frozenset()
    """Names of addresses from `[…]: address` lines, in lower case."""
    notes: frozenset[str] = frozenset()
    """The labels of its footnotes."""
    called: frozenset[str] = frozenset()
    """The labels that the text refers to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a reader made of a file."""

    text: Rendering
    fields: dict[str, Rendering]
    """What it made of the header values that are Markdown too, by key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A site whose texts were read."""

    inventory: Inventory
    blog: Blog
    """With the settings as plugins changed them."""
    find_made: Callable[[Content], Made]
    """What a reader made of the file of a text."""
    faults: Faults
    """What a build would complain about before it writes pages."""


@contextmanager
def read_blog(blog: Blog) -> Iterator[Reading]:
    """The blog as a build reads it before it writes.

    Raises WritingError if the settings, a plugin or the theme would stop a build.
    """
    faults, recorder = Faults(), _Recorder()

    def load(folder: str) -> GuardedPelican:
        pelican = _load(blog.settings, folder, faults)
        stack.enter_context(remembering(pelican, shares=False))  # so the recorder hears of each text
        return pelican

    with ExitStack() as stack:
        stack.enter_context(listening(faults, logging.WARNING))
        stack.enter_context(quickened())
        stack.enter_context(signals.generator_init.connected_to(recorder.follow))
        stack.enter_context(_dating(faults))
        with _explaining(faults):
            inventory = stack.enter_context(take_inventory(load))
        _resolve_links(inventory, faults)
        own = replace(blog, settings=inventory.generators[0].settings)
        yield Reading(
            inventory=inventory,
            blog=own,
            find_made=recorder.find,
            faults=faults,
        )


@contextmanager
def _dating(faults: Faults) -> Iterator[None]:
    """Read posts whose date is missing or unreadable too, so that the rest of them is checked.

    The faults get what a build would say, which leaves such a post out.
    """
    read_file, process, is_valid = Readers.read_file, BaseReader.process_metadata, Content.is_valid
    at_work = ""

    def read(readers: Readers, base_path: str, path: str, *arguments: object, **options: object) -> object:
        nonlocal at_work
        at_work = str(Path(base_path, path))
        return read_file(readers, base_path, path, *arguments, **options)

    def process_date(reader: BaseReader, name: str, value: object) -> object:
        try:
            return process(reader, name, value)
        except ValueError as error:
            if name not in {"date", "modified"}:
                raise
            faults.report(f"{os.path.relpath(at_work)}: {explain(error)}")
            return SOME_DAY

    def add_date(content: Content) -> bool:
        valid = is_valid(content)  # reports what is missing
        if isinstance(content, Article) and not hasattr(content, "date"):
            content.date, content.locale_date = SOME_DAY, str(SOME_DAY.date())
            return bool(is_valid(content))
        return bool(valid)

    Readers.read_file, BaseReader.process_metadata, Content.is_valid = read, process_date, add_date
    try:
        yield
    finally:
        Readers.read_file, BaseReader.process_metadata, Content.is_valid = read_file, process, is_valid


def _load(settings: Mapping[str, Any], folder: str, faults: Faults) -> GuardedPelican:
    """Pelican with these settings, which stay unchanged."""
    own = {**settings, "OUTPUT_PATH": folder, "CACHE_CONTENT": False, "LOAD_CONTENT_CACHE": False}
    own["INCREMENTAL"] = False
    own["MARKDOWN"] = deepcopy(settings["MARKDOWN"])  # readers and plugins add to it
    return GuardedPelican(own, faults)


def _resolve_links(inventory: Inventory, faults: Faults) -> None:
    """Make Pelican report links to missing files, as it does when it writes the pages.

    A group of texts in whose links nothing was wrong is passed over while they and all addresses stay.
    """
    context = inventory.generators[0].context
    places = [(key, one and one.url) for kind in _LINKED for key, one in context[kind].items()]
    addresses = build_key(sorted(places, key=itemgetter(0)))
    groups: defaultdict[int, list[Content]] = defaultdict(list)
    for content in inventory.contents:
        if may_link(content, content._content):  # noqa: SLF001  # not rendered yet
            groups[crc32(str(content.source_path).encode()) % _GROUPS].append(content)
    moves_files = any("attach" in text._content for group in groups.values() for text in group)  # noqa: SLF001
    for group in groups.values():
        resolve = partial(_resolve_group, group, faults)
        texts = [identify_text(content) for content in group]
        is_known = all(texts) and not moves_files  # which is done again for each page
        _ = remember("links", build_key(addresses, texts), resolve) if is_known else resolve()


def _resolve_group(group: Iterable[Content], faults: Faults) -> bool | None:
    """True if the links of these texts can be resolved, None if not; warnings are logged."""
    is_right: bool | None = True
    for content in group:
        try:
            content.get_content(content.settings["SITEURL"])
        except Exception as error:  # noqa: BLE001  # it may raise anything
            faults.report(f"{os.path.relpath(content.source_path)}: {explain(error)}")
            is_right = None
    return is_right


def _choose_pages(inventory: Inventory) -> Iterable[Page]:
    """One page of each kind: the same template, and the same keys in the header of its text."""
    kinds: dict[tuple[object, ...], Page] = {}
    for page in chain.from_iterable(inventory.pages.values()):
        keys = frozenset(page.content.metadata) if page.content else frozenset()
        kinds.setdefault((page.template.name, type(page.content), keys), page)
    return kinds.values()


def find_unwritten(inventory: Inventory) -> Mapping[str, Sequence[str]]:
    """The pages that the theme cannot render, by error: some templates do not suit every text.

    One page of each kind is tried.
    """
    broken: defaultdict[str, list[str]] = defaultdict(list)
    for page in _choose_pages(inventory):
        try:
            page.render()
        except Exception as error:  # noqa: BLE001  # a template may raise anything
            label = os.path.relpath(page.content.source_path) if page.content else page.path
            broken[describe_error(error)].append(label)
    return broken


@contextmanager
def _explaining(faults: Faults) -> Iterator[None]:
    """Raise WritingError for whatever else stops a build, with everything found until then."""
    try:
        yield
    except WritingError:
        raise
    except SystemExit as stop:
        raise WritingError(describe_exit(stop)) from None
    except Exception as error:
        own_words = type(error).__module__.startswith("pelican.plugins.")
        reason = str(error) if own_words else f"A build would stop: {describe_error(error)}\n{DEBUG}"
        raise WritingError("\n".join([*faults.messages, reason])) from error


class _Recorder(Extension):
    """Keeps what readers, such as Python-Markdown, return for each file."""

    def __init__(self) -> None:
        super().__init__()
        self._made: dict[str, Made] = {}
        self._readers: dict[str, BaseReader] = {}
        self._converted: list[Rendering] = []

    def __str__(self) -> str:
        """The name by which builds know it as one that keeps nothing from text to text."""
        return RECORDER

    def __deepcopy__(self, _: object) -> Self:
        """Itself: options of Markdown are copied."""
        return self

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        md.treeprocessors.register(_Marker(md), "proofreading", _LAST)
        md.postprocessors.register(_Keeper(md, self._converted), "proofreading", _LAST)

    def follow(self, generator: Generator) -> None:
        """Keep what the readers of a generator return from now on."""
        options = generator.settings["MARKDOWN"]
        extensions = [*(options.get("extensions") or ())]
        if self not in extensions:  # the settings are no others for that: see pelican-incremental
            options["extensions"] = [*extensions, self]
        for suffix, reader in generator.readers.readers.items():
            if suffix != "static":
                reader.read = partial(self._read, reader, reader.read)
                self._readers[suffix] = reader

    def find(self, content: Content) -> Made:
        """What a reader made of the file of a text, which is read for that if a build has read it before."""
        path = str(content.source_path)
        if path not in self._made:
            self._readers[os.path.splitext(path)[1][1:]].read(path)  # noqa: PTH122  # as Pelican does
        return self._made[path]

    def _read(
        self, reader: BaseReader, read: Callable[[str], tuple[str, dict[str, Any]]], path: str
    ) -> tuple[str, dict[str, Any]]:
        self._converted.clear()
        html, metadata = read(path)
        text, *values = self._converted or [read_html(html or "")]
        keys = [key for key in metadata if key in reader.settings["FORMATTED_FIELDS"]]
        self._made[path] = Made(text=text, fields=dict(zip(keys, values, strict=False)))
        return html, metadata


@dataclass
class _Keeper(Postprocessor):
    """Keeps the final result for each text."""

    md: Markdown
    converted: list[Rendering] = field(repr=False)

    def run(self, text: str) -> str:
        self.converted.append(_describe(self.md, text))
        return text.replace(f' {WRITTEN_IN_MARKDOWN}=""', "")


def _describe(md: Markdown, html: str) -> Rendering:
    extensions: Sequence[Extension] = md.registeredExtensions
    notes = [extension for extension in extensions if isinstance(extension, FootnoteExtension)]
    return read_html(
        html,
        references=frozenset(md.references),
        notes=frozenset(label for extension in notes for label in extension.footnotes),
        called=frozenset(label for extension in notes for label in extension.footnote_order),
    )


class _Marker(Treeprocessor):
    """Marks pictures written in Markdown; the writer's own HTML is not in the tree."""

    def run(self, root: ET.Element) -> None:
        for picture in root.iter("img"):
            picture.set(WRITTEN_IN_MARKDOWN, "")


def read_html(html: str, **known: frozenset[str]) -> Rendering:
    """What an HTML text becomes, with what else is known of it."""
    page = grow_tree(html)
    words = "".join(_list_prose(page))
    addresses = "\n".join(_read_address(tag) for tag in page.list_named("a", "img"))
    return Rendering(
        page=page, words=" ".join(words.split()), addresses=addresses, ids=find_ids(html), **known
    )


def _list_prose(page: Element) -> Iterator[str]:
    parts: list[Element | String] = [page]
    while parts:
        part = parts.pop()
        if isinstance(part, String):
            yield part.text
        elif part.name not in AS_WRITTEN:
            parts += reversed(part.parts)


def _read_address(tag: Element) -> str:
    return tag.attrs.get("href") or tag.attrs.get("src") or ""
