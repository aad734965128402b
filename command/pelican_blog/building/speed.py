"""Speeds up one build of Pelican without changing its pages."""

import gc
import os
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

from jinja2 import Environment, runtime
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.runtime import Context
from pelican import generators, readers
from pelican.cache import FileStampDataCacher
from pelican.contents import Content
from pelican.generators import Generator
from pelican.plugins import signals  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import SafeDatetime
from pelican_toolkit.contents import list_contents

from pelican_blog.building.converting import reuse_markdown
from pelican_blog.building.rendering import call_soon, escape_soon, make_globals, summarize_once

_FOUR_DIGITS = 1000
"""The first year that needs no zeros in front."""
_ISO = re.compile("[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}(?: (?:[01][0-9]|2[0-3]):[0-9]{2}(?::[0-9]{2})?)?")
"""A date as most headers have it, which can only be read in one way."""
Divided = tuple[list[Content], list[Content]]
"""Texts, and their translations."""
Divide = Callable[[list[Content], str | Collection[str] | None], Divided]


@contextmanager
def quickened() -> Iterator[None]:
    """Build in about three quarters of the time.

    For one build whose theme does not change meanwhile; afterwards everything is as before.
    """
    trust, addresses = partial(trust_templates, compiled=CompiledTemplates()), Addresses()
    with (
        signals.generator_init.connected_to(trust),
        replaced(
            signals.all_generators_finalized, send=addresses.keep_after(signals.all_generators_finalized.send)
        ),
        replaced(
            FileStampDataCacher,
            _get_file_stamp=ask_if_cached(FileStampDataCacher._get_file_stamp),  # noqa: SLF001  # as below
        ),
        replaced(generators, process_translations=divide_by_group(generators.process_translations)),
        replaced(readers, Markdown=reuse_markdown(), get_date=read_date(readers.get_date)),
        replaced(runtime, escape=escape_soon),
        replaced(Context, call=call_soon(Context.call)),
        replaced(Environment, make_globals=make_globals),
        replaced(
            Content,
            _expand_settings=addresses.make_expander(),
            get_relative_source_path=cut_source_path(Content.get_relative_source_path),
            get_static_links=find_static_links(Content.get_static_links),
            _update_content=resolve_links(Content._update_content),  # noqa: SLF001  # as the others here
            get_summary=summarize_once(vars(Content)["get_summary"]),
        ),
        replaced(SafeDatetime, __format__=format_date),
    ):
        was_enabled = gc.isenabled()
        gc.disable()  # a build makes few reference cycles, and the search takes a tenth of the time
        try:
            yield
        finally:
            gc.freeze()  # else all that the build has made would be searched, at once or at the end
            if was_enabled:
                gc.enable()


@contextmanager
def replaced(owner: object, **values: object) -> Iterator[None]:
    """Give a module or class other attributes meanwhile."""
    before = {name: vars(owner)[name] for name in values if name in vars(owner)}
    for name, value in values.items():
        setattr(owner, name, value)
    try:
        yield
    finally:
        for name in values:
            setattr(owner, name, before[name]) if name in before else delattr(owner, name)


def divide_by_group(divide: Divide) -> Divide:
    """Pelican's own function, called for one group at a time, because its time grows quadratically.

    A group is a text with its translations, by the settings ARTICLE_TRANSLATION_ID and PAGE_TRANSLATION_ID.
    """

    def divide_quickly(
        contents: list[Content], translation_id: str | Collection[str] | None = None
    ) -> Divided:
        if not (translation_id and contents):
            return divide(contents, translation_id)
        names = [translation_id] if isinstance(translation_id, str) else translation_id
        try:
            contents.sort(key=attrgetter(*names))
        except (AttributeError, TypeError):
            return divide(contents, translation_id)  # which reports the problem
        divided = [divide(list(group), names) for _, group in groupby(contents, attrgetter(*names))]
        originals, translations = zip(*divided, strict=True)
        return [*chain.from_iterable(originals)], [*chain.from_iterable(translations)]

    return divide_quickly


class Values:
    """What an address may hold of a text; Pelican's `url_format` finds out all of it each time."""

    def __init__(self, content: Content) -> None:
        """Take the values from a text."""
        self._content = content

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  # any value of a header
        """The value with this name."""
        if name in {"date", "lang", "slug"} and hasattr(self._content, name):
            return getattr(self._content, name)
        return self._content.url_format[name]


def ask_if_cached(
    ask: Callable[[FileStampDataCacher, str], object],
) -> Callable[[FileStampDataCacher, str], object]:
    """As Pelican's own method, which asks four times for the time of each file, even with no cache."""

    def ask_quickly(cacher: FileStampDataCacher, name: str) -> object:
        settings = cacher.settings
        return ask(cacher, name) if settings["CACHE_CONTENT"] or settings["LOAD_CONTENT_CACHE"] else ""

    return ask_quickly


def expand_address(content: Content, key: str, klass: str | None = None) -> str:
    """As Pelican's own method: the address of a text by the setting for it."""
    setting = f"{klass or type(content).__name__}_{key}".upper()
    return str(content.settings[setting]).format_map(Values(content))


class Addresses:
    """The address and file of each text, computed once; Pelican does so some forty times per text."""

    def __init__(self) -> None:
        """Begin with none: plugins may change what they are made of until generators are done."""
        self._files: dict[tuple[int, str, str | None], tuple[Content, str]] = {}
        self._is_final = False

    def keep_after(self, send: Callable[..., Any]) -> Callable[..., Any]:
        """As the signal's own method; when all have heard it, addresses are kept."""

        def send_first(generators: Sequence[Generator], **values: Any) -> Any:  # noqa: ANN401  # as the signal's
            heard = send(generators, **values)
            for generator in generators:
                for content in list_contents(generator):
                    content.override_url = content.url
            self._is_final = True
            for generator in generators:  # all now, whoever asks first
                for content in list_contents(generator):
                    _ = content.save_as
            return heard

        return send_first

    def make_expander(self) -> Callable[..., str]:
        """As Pelican's own method, which `expand_address` is too."""

        def expand(content: Content, key: str, klass: str | None = None) -> str:
            if not self._is_final or not key.endswith("save_as"):
                return expand_address(content, key, klass)
            place = (id(content), key, klass)
            if place not in self._files:
                self._files[place] = (content, expand_address(content, key, klass))
            return self._files[place][1]

        return expand


def may_link(content: Content, text: str) -> bool:
    """Whether a text may hold links such as `{filename}other.md`, by their signs."""
    is_usual = content.settings["INTRASITE_LINK_REGEX"] == DEFAULT_CONFIG["INTRASITE_LINK_REGEX"]
    return not is_usual or "{" in text or "|" in text


def cut_source_path(find: Callable[..., str | None]) -> Callable[..., str | None]:
    """As Pelican's own method, which asks for the current folder to find where in the content a file is."""

    def cut_quickly(content: Content, source_path: str | None = None) -> str | None:
        path, start = source_path or content.source_path or "", f"{content.settings['PATH']}{os.sep}"
        is_clear = os.path.isabs(path) and path == os.path.normpath(path)  # noqa: PTH117  # quick
        if is_clear and path.startswith(start):
            return path.removeprefix(start).replace(os.sep, "/")
        return find(content, source_path)

    return cut_quickly


def find_static_links(find: Callable[[Content], set[str]]) -> Callable[[Content], set[str]]:
    """As Pelican's own method, which searches each text for tags first."""

    def find_quickly(content: Content) -> set[str]:
        text = content._content  # noqa: SLF001  # like Pelican
        may_find = ("static" in text or "attach" in text) and may_link(content, text)
        return find(content) if may_find else set()

    return find_quickly


def resolve_links(update: Callable[[Content, str, str], str]) -> Callable[[Content, str, str], str]:
    """As Pelican's own method, which searches each text for tags first."""

    def update_quickly(content: Content, text: str, siteurl: str) -> str:
        return update(content, text, siteurl) if text and may_link(content, text) else text

    return update_quickly


def read_date(read: Callable[[str], datetime]) -> Callable[[str], datetime]:
    """As Pelican's own function, which takes fifty times as long to find out how a date is written."""

    def read_quickly(text: str) -> datetime:
        if _ISO.fullmatch(text):
            with suppress(ValueError):  # of which the other one knows more
                date: datetime = SafeDatetime.fromisoformat(text)
                return date
        return read(text)

    return read_quickly


def format_date(date: datetime, directives: str) -> str:
    """As Pelican formats it, without its ways around locales where there are only numbers."""
    if directives == "%Y" and date.year >= _FOUR_DIGITS:  # what comes before differs by platform
        return str(date.year)
    if directives == "%m":
        return f"{date.month:02}"
    if directives == "%d":
        return f"{date.day:02}"
    return datetime.__format__(date, directives)


class CompiledTemplates(BytecodeCache):
    """What the generators' environments compile, so that only the first of them does."""

    def __init__(self) -> None:
        """Begin with nothing compiled."""
        self._kept: dict[tuple[str, str], Bucket] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the bucket the code of its template, if that is compiled."""
        if kept := self._kept.get((bucket.key, bucket.checksum)):
            bucket.code = kept.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the bucket with the code of its template."""
        self._kept[bucket.key, bucket.checksum] = bucket


def trust_templates(generator: Generator, compiled: CompiledTemplates) -> None:
    """Have Jinja load each template once, not look at every use for changes and for one to forget."""
    generator.env.auto_reload = False
    generator.env.bytecode_cache = generator.env.bytecode_cache or compiled
    generator.env.cache = {}
