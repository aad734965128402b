"""Pelican that continues after a fault: a broken text costs its own page and no other."""

import os
import re
import traceback
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican import Pelican  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.contents import Article, Content, Page
from pelican.generators import Generator, PelicanTemplateNotFound
from pelican.plugins import signals  # type: ignore[attr-defined]  # as above
from pelican.writers import FileOverwriteFailedError, Writer
from pelican_toolkit.contents import list_contents
from pelican_toolkit.incremental import pure

from pelican_blog.building.faults import Faults, describe_error, is_file_within
from pelican_blog.building.settings import check_settings

_SINGLE = ("title", "summary", "slug", "lang", "template", "translation", "url", "save_as")
"""Keys that Pelican expects once; set twice, they become a list and end its build."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What no feed may contain (XML 1.0, 2.2): the whole feed would be unreadable."""
NOT_WRITTEN = "not written."
"""How messages about unwritten pages begin."""
_NAMED = 10
"""How many pages are named for a fault of a template, which may affect all of them."""


class GuardedPelican(Pelican):  # type: ignore[misc]  # as above
    """Pelican for one build, which reports problems and writes everything else."""

    def __init__(self, settings: dict[str, Any], faults: Faults) -> None:
        """Report to `faults`. Raises SystemExit if no text could be read with these settings."""
        check_settings(settings)
        faults.content = Path(settings["PATH"])
        self.contents: tuple[Content, ...] = ()
        """The texts, once all are read."""
        self._faults = faults
        self.meanwhile: Callable[[], object] | None = None
        """For pelican-incremental: called once all is written, while plugins may wait for other programs."""
        self._broken: defaultdict[str, list[str]] = defaultdict(list)
        super().__init__(settings)

    def run(self) -> None:
        """Build the site."""
        with (
            signals.content_object_init.connected_to(check_header),
            signals.page_generator_finalized.connected_to(self._drop_files),  # before files are looked for
            signals.all_generators_finalized.connected_to(self._check_contents),
        ):
            super().run()
        report_unwritten(self._broken, self._faults)

    def _check_contents(self, generators: Sequence[Generator]) -> None:
        for generator in generators:
            contents = [*list_contents(generator)]
            self.contents += (*contents,)
            names = dict.fromkeys(content.template for content in contents)
            missing = {name for name in names if lacks(generator, name)}
            for content in contents if missing else ():
                if content.template in missing:
                    self._faults.report(
                        f"{content.relative_source_path}: Template: {content.template} is not in the theme; "
                        "remove the line, or put that template there."
                    )
                    content.template = content.default_template

    def _drop_files(self, generator: Generator) -> None:
        """Let {static} and {attach} only copy files in the content folder.

        Pelican would stop at a missing one, and publish one from outside. Now it reports a dead link.
        """
        links = generator.context["static_links"]
        links.intersection_update([name for name in links if is_file_within(Path(self.path), name)])

    def _get_writer(self) -> Writer:
        """The writer that Pelican or a plugin chooses; a page or feed that fails affects no other."""
        writer = super()._get_writer()
        writer.write_file = partial(self._write, writer.write_file)
        writer.write_feed = partial(self._write_feed, writer.write_feed)
        return writer

    def _write(self, write: Callable[..., None], name: str, *arguments: Any, **values: Any) -> None:  # noqa: ANN401  # Pelican's
        content = values.get("article") or values.get("page")
        try:
            write(name, *arguments, **values)
        except FileOverwriteFailedError:
            others = (other for other in self.contents if other.save_as == name and other is not content)
            older = next(others, None)
            self._faults.report(describe_clash(name, label(content, name), label(older, name)))
        except Exception as error:  # noqa: BLE001  # a template may raise anything
            self._broken[describe_error(error)].append(label(content, name))

    def _write_feed(self, write: Callable[..., Any], *arguments: Any, **values: Any) -> Any:  # noqa: ANN401  # Pelican's
        try:
            return write(*arguments, **values)
        except Exception as error:  # noqa: BLE001  # as above
            text = find_text(error)
            where = f"{os.path.relpath(text)}: " if text else ""
            self._faults.report(f"{where}a feed cannot be written. {describe_error(error)}")
            return None


def label(content: object, name: str) -> str:
    """How messages call the page with this name: as its text, if it has one."""
    return os.path.relpath(content.source_path) if isinstance(content, Content) else name


def lacks(generator: Generator, template: str) -> bool:
    """Whether a template is not there."""
    try:
        generator.get_template(template)
    except PelicanTemplateNotFound:
        return True
    return False


def report_unwritten(broken: Mapping[str, Sequence[str]], faults: Faults) -> None:
    """Report each problem that keeps pages from being written, once."""
    for problem, pages in broken.items():
        more = f" and {len(pages) - _NAMED} more" if len(pages) > _NAMED else ""
        faults.report(f"{', '.join(pages[:_NAMED])}{more}: {NOT_WRITTEN} {problem}")


@pure
def check_header(content: Content) -> None:
    """Raise ValueError for what would stop the build later without naming the text."""
    if not isinstance(content, Article | Page):
        return
    for key in content.metadata:
        if not isinstance(getattr(type(content), key.lower(), property()), property):
            raise ValueError(f"{key.capitalize()} is a name reserved by Pelican")  # noqa: TRY004  # as below
    for key in _SINGLE:
        if isinstance(content.metadata.get(key), list):
            raise ValueError(f"{key.capitalize()} is set more than once")  # noqa: TRY004  # the writer's slip
    for key in ("date", "modified"):
        check_moment(key, content.metadata.get(key))
    check_addresses(content)
    for name in ("category", "tags", "authors"):
        terms = getattr(content, name, ())
        for term in terms if isinstance(terms, list) else (terms,):
            _ = getattr(term, "slug", None)  # makes Pelican report a missing slug with its text
    texts = (content._content, content.metadata.get("title"), content.metadata.get("slug"))  # noqa: SLF001  # not rendered yet
    if found := CONTROL.search("".join(filter(None, texts))):
        raise ValueError(f"it contains a control character (U+{ord(found[0]):04X}), which breaks feeds")


def check_moment(key: str, moment: object) -> None:
    """Raise ValueError for a date that cannot be compared with others, for sorting."""
    if isinstance(moment, datetime):
        try:
            moment.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise ValueError(f"{key.capitalize()} cannot be compared with other dates ({error})") from error


def check_addresses(content: Content) -> None:
    """Raise ValueError if the header or the text has an invalid address."""
    for found in content._get_intrasite_link_regex().finditer(content._content or ""):  # noqa: SLF001  # like Pelican
        try:
            urlsplit(found["value"])
        except ValueError:
            raise ValueError(f"{found['path']} is not an address") from None
    try:
        urlsplit(content.url)
        str(content.save_as)
        if getattr(content, "slug", "") in {".", ".."}:
            raise ValueError(f"{content.slug} is a folder")  # noqa: TRY301  # like Pelican's own errors
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, KeyError):
            problem = f"the header has no line {str(error.args[0]).capitalize()}, which its address needs"
            raise ValueError(problem) from error  # noqa: TRY004  # it is the writer's slip
        keys = [key.capitalize() for key in ("url", "save_as", "path", "slug") if key in content.metadata]
        raise ValueError(f"{' or '.join(keys) or 'Title'} does not make an address ({error})") from error


def find_text(error: Exception) -> str | None:
    """The path of the text being processed when an error was raised."""
    for frame, _ in reversed([*traceback.walk_tb(error.__traceback__)]):
        for name in ("self", "item"):
            worker = frame.f_locals.get(name)
            if isinstance(worker, Content) and worker.source_path:
                return str(worker.source_path)
    return None


def describe_clash(address: str, newer: str, older: str) -> str:
    """The fault of two pages with the same address; `older` was written there, `newer` was not."""
    if newer == older == address:
        return f"{address}: two lists of the site have this address; correct the …_SAVE_AS settings."
    text, other = (older, newer) if newer == address else (newer, older)
    whose = "a list of the site has" if other == address else f"{other} has"
    return f"{text}: its page has the address {address}, which {whose} too; change its Slug."
