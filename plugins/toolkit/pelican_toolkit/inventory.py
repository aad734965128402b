"""What a build would write: Pelican's own generators, with a writer that records and renders nothing."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from html import unescape
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Protocol

from pelican import Pelican, writers  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.contents import Content, Static
from pelican.generators import Generator, StaticGenerator
from pelican.plugins import signals  # type: ignore[attr-defined]  # as above
from pelican.writers import Writer

from .contents import list_contents
from .incremental import build_key, identify_text, is_pure, remember, remember_later

_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+))"""
_IDS = (re.compile(rf"<[^<>]*?\sid{_VALUE}"), re.compile(rf"<a\s(?:[^<>]*?\s)?name{_VALUE}"))


_LONG = 100
"""Characters of a name; every system allows 255 bytes."""


class Template(Protocol):
    """A template of Jinja's."""

    name: str | None
    """Its file's, below the folders of templates."""

    def render(self, context: Mapping[str, Any]) -> str:
        """The page."""
        ...


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page that a build would write."""

    path: str
    """Below the output folder."""
    content: Content | None
    """The article or page that it shows; None for lists and the like."""
    template: Template = field(repr=False)
    context: Mapping[str, Any] = field(repr=False)

    def render(self) -> str:
        """The page as a build would write it. Raises what its template raises."""
        return self.template.render(self.context)

    @cached_property
    def ids(self) -> frozenset[str]:
        """What the fragment of a link can name on the page, rendered once for that. Raises as `render`."""
        return find_ids(self.render())


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """What there is of a site, and what a build would write; complete until `take_inventory` ends."""

    generators: tuple[Generator, ...]
    contents: tuple[Content, ...]
    """Every article and page, drafts too."""
    pages: Mapping[str, tuple[Page, ...]]
    """By their paths below the output folder: of several with one path, a build writes the first."""
    unwritten: tuple[Page, ...]
    """The pages that the settings give no path, such as those of drafts in what readers get."""
    files: frozenset[str]
    """Everything else by its path below the output folder: feeds, copies, what plugins write."""

    def find_page(self, content: Content) -> Page | None:
        """The page of an article or a page, written or not; None for one that Pelican passes over."""
        return self._by_content.get(id(content))

    @cached_property
    def _by_content(self) -> dict[int, Page]:
        written = (page for pages in self.pages.values() for page in pages[:1])
        return {id(page.content): page for page in (*self.unwritten, *written) if page.content}


def find_ids(html: str) -> frozenset[str]:
    """What the fragment of a link can name in a page: ids, and the older names of anchors."""
    return frozenset(unescape("".join(found)) for pattern in _IDS for found in pattern.findall(html))


@contextmanager
def take_inventory(load: Callable[[str], Pelican]) -> Iterator[Inventory]:
    """What a build of a site would write; nothing of it is, but into a folder that is gone afterwards.

    `load` is given that folder for OUTPUT_PATH, and returns Pelican. Raises what makes a build of Pelican's
    raise. Plugins are not told that the site is written (`finalized`), since it is not.
    """
    with TemporaryDirectory(prefix="pelican-") as folder:
        pelican = load(folder)
        recorder = _Recorder(pelican, Path(folder))
        with (
            signals.finalized.muted(),
            signals.all_generators_finalized.connected_to(recorder.keep_generators),
        ):
            pelican.run()
        yield recorder.sum_up()


class _Imagined:
    """Stands in for `os` and `open` where pages are written: there are no files, but the same errors."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # anything of the module
        return getattr(os, name)

    def makedirs(self, folder: str, **options: Any) -> None:  # noqa: ANN401  # as os.makedirs
        places, place = list[str](), folder
        while place not in self._folders and place != os.path.dirname(place):  # noqa: PTH120  # quick
            places.append(place)
            place = os.path.dirname(place)  # noqa: PTH120  # as above
        taken = next(
            (place for place in places if place in self._files or _is_there(os.path.isfile, place)), None
        )
        if taken:
            self._make_real(taken)
        if taken or not _is_plain(folder):
            os.makedirs(folder, **options)  # noqa: PTH103  # raises what a build would
        self._folders.update(places)

    def open(self, name: str, mode: str, *, encoding: str) -> IO[Any]:
        if _is_plain(name) and name not in self._folders and not _is_there(os.path.isdir, name):
            self._files.add(name)
            return StringIO()
        if name in self._folders:
            Path(name).mkdir(parents=True, exist_ok=True)
        elif not _is_plain(name):
            Path(name).parent.mkdir(parents=True, exist_ok=True)  # it may have been plain, and so imagined
        return open(name, mode, encoding=encoding)  # noqa: PTH123  # in its place

    def _make_real(self, file: str) -> None:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        Path(file).touch()


def _is_there(kind: Callable[[str], bool], path: str) -> bool:
    """Whether there is something of a kind: most often there is nothing, which this says soonest."""
    return os.access(path, os.F_OK) and kind(path)


def _is_plain(path: str) -> bool:
    """Whether every system can have a file with this name."""
    longest = max(map(len, path.split(os.sep)))  # noqa: PTH206  # quick
    return path.isprintable() and longest < _LONG and len(path) < _LONG * 2


class _Recorder:
    """Takes the place of what Pelican writes and copies with, for one run."""

    def __init__(self, pelican: Pelican, folder: Path) -> None:
        self._folder = folder
        self._generators: Sequence[Generator] = ()
        self._pages: dict[str, tuple[Page, ...]] = {}
        self._unwritten: list[Page] = []
        self._imagined = _Imagined()
        self._noted: set[str] = set()
        self._choose_writer, self._choose_generators = pelican._get_writer, pelican._get_generator_classes  # noqa: SLF001  # its hooks
        pelican._get_writer = self._get_writer  # noqa: SLF001  # its hooks
        pelican._get_generator_classes = self._get_generators  # noqa: SLF001  # its hooks
        pelican.delete_outputdir = False

    def keep_generators(self, generators: Sequence[Generator]) -> None:
        self._generators = generators

    def sum_up(self) -> Inventory:
        return Inventory(
            generators=tuple(self._generators),
            contents=tuple(content for generator in self._generators for content in list_contents(generator)),
            pages=self._pages,
            unwritten=tuple(self._unwritten),
            files=frozenset((self._list_files() | self._noted).difference(self._pages)),
        )

    def _get_writer(self) -> Writer:
        writer = self._choose_writer()
        writer.write_file = partial(self._record, writer.write_file)
        writer.write_feed = partial(self._write_feed, writer.write_feed)
        writer.note_output = self._noted.add
        return writer

    def _write_feed(
        self,
        write: Callable[..., Any],
        elements: Sequence[Content],
        context: Mapping[str, Any],
        path: str | None = None,
        *arguments: Any,  # noqa: ANN401  # Pelican's
        **values: Any,  # noqa: ANN401  # as above
    ) -> Any:  # noqa: ANN401  # as above
        """Write a feed of the texts that have made none before, or leave empty files in its place."""
        shown = elements[: context["FEED_MAX_ITEMS"]]
        texts = [identify_text(content) for content in shown]
        if not path or not all(texts):
            return write(elements, context, path, *arguments, **values)
        key = build_key(texts, self._addresses, path, arguments, sorted(values.items()))
        marks = [build_key(text, self._addresses, arguments[1:], values.get("feed_type")) for text in texts]
        fits = [remember_later("feed-text", mark, _not_yet) for mark in marks]
        written: list[str] | None = None

        def try_out() -> list[str]:
            nonlocal written
            new = [content for content, is_known in zip(shown, fits, strict=True) if not is_known()]
            written = self._list_written(
                partial(write, new or shown[:1], context, path, *arguments, **values)
            )
            return written

        known = remember("feed-files", key, try_out)
        if written is None and path not in known:  # it has failed before, and the writer has to hear of it
            return write(elements, context, path, *arguments, **values)
        if written and path in written and remember("feed-files", key, _not_yet):  # and nothing was warned of
            for mark in marks:
                remember("feed-text", mark, lambda: True)
        self._touch(known)
        return None

    def _list_written(self, write: Callable[[], object]) -> list[str]:
        """The files that there are after writing and were not before."""
        before = self._list_files()
        write()
        return sorted(self._list_files() - before)

    def _touch(self, names: Iterable[str]) -> None:
        for name in names:
            file = self._folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()

    @cached_property
    def _addresses(self) -> str:
        """What stands for all that links in texts may lead to."""
        contents = (content for generator in self._generators for content in list_contents(generator))
        return build_key(sorted((str(content.source_path), str(content.url)) for content in contents))

    def _list_files(self) -> set[str]:
        files = (path for path in self._folder.rglob("*") if path.is_file())
        return {path.relative_to(self._folder).as_posix() for path in files}

    def _get_generators(self) -> list[Callable[..., Generator]]:
        return [_PlaceKeeper if kind is StaticGenerator else kind for kind in self._choose_generators()]

    def _record(
        self,
        write: Callable[..., None],
        name: str,
        template: Template,
        context: Mapping[str, Any],
        *arguments: Any,  # noqa: ANN401  # Pelican's
        **values: Any,  # noqa: ANN401  # as above
    ) -> None:
        content = next((values[key] for key in ("article", "page") if key in values), None)
        own = content if isinstance(content, Content) else None
        if not name:
            whole = {**context, **values, "output_file": ""}
            self._unwritten.append(Page(path="", content=own, template=template, context=whole))
            return

        def keep(local: Mapping[str, Any]) -> None:
            path = str(local["output_file"])
            page = Page(path=path, content=own, template=template, context=local)
            others = self._pages.get(path, ())
            # A text that says Save_as takes the place of a list, be that written before or after it.
            self._pages[path] = (page, *others) if values.get("override_output") else (*others, page)

        with self._imagining():
            write(name, _Unrendered(keep), context, *arguments, **values)

    @contextmanager
    def _imagining(self) -> Iterator[None]:
        """Write no files meanwhile, unless a plugin may look at what was written."""
        if not is_pure(signals.content_written):
            yield
            return
        writers.os, writers.open = self._imagined, self._imagined.open
        try:
            yield
        finally:
            writers.os = os
            del writers.open


def _not_yet() -> None:
    """Nothing, which is not remembered."""


class _Unrendered:
    """Stands in for a template, and keeps what a page would be made of."""

    def __init__(self, keep: Callable[[Mapping[str, Any]], None]) -> None:
        self._keep = keep

    def render(self, context: Mapping[str, Any]) -> str:
        self._keep(context)
        return ""


class _PlaceKeeper(StaticGenerator):  # type: ignore[misc]  # Pelican ships no types
    """Leaves an empty file in the place of each that is copied: films are long."""

    def _link_or_copy_staticfile(self, static: Static) -> None:
        path = Path(self.output_path, static.save_as)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
