"""Writes the pages at old addresses, after all others, so that it knows what is there."""

import logging
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from pelican.contents import Content
from pelican.generators import Generator
from pelican.utils import sanitised_join
from pelican.writers import Writer
from pelican_toolkit.outputs import write_output

from .addresses import build_path, is_query
from .errors import AddressError, keep_building
from .headers import list_aliases
from .lines import read_lines
from .models import Redirect
from .planning import RESERVED, choose_redirects
from .settings import KEY, RedirectsSettings
from .wording import describe_redirect

logger = logging.getLogger(__name__)

SCRIPT = "pelican-redirects.js"
"""Ours, among the theme's files."""
_PUBLIC = {"published", "hidden"}


class RedirectsGenerator(Generator):  # type: ignore[misc]  # Pelican ships no types
    """Reads old addresses from headers and from the file, and writes their pages."""

    def generate_context(self) -> None:
        """Read the old addresses, and tell templates whether any is like `/?p=123`."""
        self.redirects: list[Redirect] = []
        self.problems: list[str] = []
        own: RedirectsSettings = self.settings[KEY]
        for redirect in chain(self._read_headers(), self._read_file()):
            self.redirects.append(redirect)
        has_queries = any(is_query(redirect.path, own.query_folder) for redirect in self.redirects)
        self.context["redirects_folder"] = own.query_folder if has_queries else ""

    def generate_output(self, writer: Writer) -> None:
        """Write a page for each old address at which there is nothing else."""
        contents = (
            {_name_file(content): content for content in filter(_is_open, self._list_contents())}
            if self.redirects
            else {}
        )
        chosen, problems = self._choose(writer, contents) if self.redirects else ([], [])
        if found := [*self.problems, *problems]:  # in one message: the build may end at the first
            logger.warning("%s", "\n".join(found))
        for redirect in chosen:
            with keep_building(redirect.where):
                self._write_page(
                    writer, redirect, redirect.content or contents.get(_find_file(redirect.address))
                )
        if self.context["redirects_folder"]:
            script = Path(__file__).with_name("static") / SCRIPT
            name = f"{self.settings['THEME_STATIC_DIR']}/{SCRIPT}"
            write_output(writer, name, partial(script.read_text, encoding="utf-8"))

    def _choose(self, writer: Writer, contents: Mapping[str, Content]) -> tuple[list[Redirect], list[str]]:
        def name_owner(path: str) -> str:
            return str(contents[path].relative_source_path) if path in contents else f"/{path}"

        return choose_redirects(self.redirects, self._list_taken(writer), name_owner)

    def _write_page(self, writer: Writer, redirect: Redirect, content: Content | None) -> None:
        writer.write_file(
            redirect.path,
            self.get_template("redirects/redirect"),
            self.context,
            relative_urls=self.settings["RELATIVE_URLS"],
            url=redirect.path.removesuffix("index.html"),
            notice=describe_redirect(redirect, content, self.settings),
        )

    def _read_headers(self) -> Iterator[Redirect]:
        moved = (content for content in self._list_contents() if any(list_aliases(content.metadata)))
        for content in sorted(filter(_is_open, moved), key=lambda content: str(content.relative_source_path)):
            where = str(content.relative_source_path)
            for origin in list_aliases(content.metadata):
                yield from self._read(origin, where, content=content)

    def _read_file(self) -> Iterator[Redirect]:
        path = Path(self.path, self.settings[KEY].file)
        if not path.is_file():
            return
        try:
            source = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(f"{path.name}: it cannot be read ({error}); save it as UTF-8")
            return
        for line in read_lines(source):
            where = f"{path.name}: line {line.number}"
            if line.problem:
                self.problems.append(f"{where}: {line.problem}")
            else:
                address = line.target.removeprefix("/")
                yield from self._read(line.origin, where, address=address)

    def _read(self, origin: str, where: str, **target: Any) -> Iterator[Redirect]:  # noqa: ANN401  # of several types
        try:
            path = build_path(origin, self.settings[KEY].query_folder)
        except AddressError as error:
            self.problems.append(f"{where}: {error}")
        else:
            yield Redirect(origin=origin, path=path, where=where, **target)

    def _list_contents(self) -> Iterator[Content]:
        """All articles and pages."""
        return filter(None, self.context["generated_content"].values())

    def _list_taken(self, writer: Writer) -> set[str]:
        """Every file of the site, as far as Pelican knows."""
        output = Path(sanitised_join(writer.output_path))
        files = map(Path, writer._written_files)  # noqa: SLF001  # it has no public way to ask
        written = (file.relative_to(output) for file in files if file.is_relative_to(output))  # or /dev/null
        copied = (static.save_as for static in self.context["staticfiles"])
        return {*RESERVED, *(path.as_posix() for path in written), *copied}


def _is_open(content: Content) -> bool:
    """Whether readers may open it."""
    return content.status in _PUBLIC and bool(content.save_as)


def _name_file(content: Content) -> str:
    return str(content.save_as)


def _find_file(address: str) -> str:
    """The file at an address of the site."""
    path = address.partition("#")[0].partition("?")[0]
    return f"{path}index.html" if not path or path.endswith("/") else path
