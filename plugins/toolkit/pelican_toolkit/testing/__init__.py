"""Fixtures of pytest for plugins of Pelican: scratch sites that are written from strings and built.

A project names this module in pytest's `addopts`: `-p pelican_toolkit.testing`.
"""

import logging
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from pelican import Pelican  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.log import LimitFilter
from pelican.settings import read_settings

from . import compilation, hypotheses  # noqa: F401  # before any test that goes by them
from .signals import disconnect_plugins

REQUIRE_ALL = "REQUIRE_ALL_TESTS"
"""The switch of a machine that has everything: a test that would be skipped fails instead."""

_PREVIEW = "Feeds generated without SITEURL set properly may not be valid"
"""What Pelican 4.11 says of each preview."""
NO_LISTS = {"DIRECT_TEMPLATES": ["index"], "AUTHOR_SAVE_AS": "", "TAG_SAVE_AS": ""}
NO_FEEDS = dict.fromkeys(
    ["FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS", "TRANSLATION_FEED_ATOM"],
)

SaveFile = Callable[..., Path]
SavePost = Callable[..., None]
BuildSite = Callable[..., Path]
BuildPage = Callable[..., BeautifulSoup]
RunPelican = Callable[..., str]
FindFaults = Callable[..., list[str]]


def pytest_configure() -> None:
    """Let Ctrl-C end what tests start: what a shell runs with `&` ignores it, and hands that down."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where the switch asks for it."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get(REQUIRE_ALL):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which {REQUIRE_ALL} forbids: {report.longreprtext}"
    return report


@pytest.fixture
def content_path(tmp_path: Path) -> Path:
    """The empty content folder of a scratch site."""
    path = tmp_path / "content"
    path.mkdir()
    return path


@pytest.fixture
def save_file(content_path: Path) -> SaveFile:
    """A function that saves a file in the content folder and returns its path."""

    def save(name: str, data: str | bytes = "What it holds does not matter.") -> Path:
        path = content_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return save


@pytest.fixture
def save_post(save_file: SaveFile) -> SavePost:
    """A function that saves a post or page: its file, its title, more header lines, its text."""

    def save(name: str, title: str, *lines: str, text: str = "Words.") -> None:
        header = [f"Title: {title}", "Date: 2015-11-20 10:00", f"Slug: {title.lower()}", *lines]
        save_file(name, "\n".join([*header, "", text, ""]))

    return save


@pytest.fixture
def build_site(tmp_path: Path, content_path: Path, caplog: pytest.LogCaptureFixture) -> BuildSite:
    """A function that builds the scratch site without a warning and returns the output folder.

    `theme` maps the names of templates to their text, in place of Pelican's theme `simple` or above it. Where
    `warnings` is a list, they are put into it.
    """

    def build(
        theme: Mapping[str, str] | None = None, *, warnings: list[str] | None = None, **settings: Any
    ) -> Path:
        templates, output = tmp_path / "templates", tmp_path / "output"
        for name, text in (theme or {}).items():
            path = templates / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        places = {
            "PATH": str(content_path),
            "OUTPUT_PATH": str(output),
            "THEME": "simple",
            "THEME_TEMPLATES_OVERRIDES": [str(templates)],
            "STATIC_PATHS": [],
            "TIMEZONE": "Europe/Paris",
        }
        LimitFilter._raised_messages.clear()  # noqa: SLF001  # else a warning of the build before is no news
        caplog.clear()
        Pelican(read_settings(override={**NO_LISTS, **NO_FEEDS, **places, **settings})).run()
        warned = (record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING)
        said = [message for message in warned if message != _PREVIEW]
        if warnings is None:
            assert said == []
        else:
            warnings[:] = said
        return output

    return build


@pytest.fixture
def build_page(build_site: BuildSite) -> BuildPage:
    """A function that builds the scratch site, with the arguments of build_site, and returns a page of it."""

    def build(name: str, theme: Mapping[str, str] | None = None, **settings: Any) -> BeautifulSoup:
        return read_page(build_site(theme, **settings), name)

    return build


@pytest.fixture
def run_pelican(tmp_path: Path, content_path: Path) -> RunPelican:
    """A function that runs Pelican's command as a writer does, and returns what it prints as one line."""
    settings = tmp_path / "pelicanconf.py"

    def run(*arguments: str, plugin: str, status: int) -> str:
        values = {
            "PLUGINS": [plugin],
            "PATH": content_path.name,
            "SITEURL": "https://example.org",
            "TIMEZONE": "UTC",
        }
        settings.write_text("\n".join(f"{key} = {value!r}" for key, value in values.items()))
        command = [sys.executable, "-m", "pelican", "--log-handler", "plain", "-s", settings.name, *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == status, done.stdout + done.stderr
        return " ".join((done.stdout + done.stderr).split())

    return run


@pytest.fixture(autouse=True)
def _disconnect_plugins() -> Iterator[None]:
    """Leave no plugin connected to Pelican's signals."""
    yield
    disconnect_plugins()


@pytest.fixture(scope="session")
def find_catalogue_faults() -> FindFaults:
    """A function that lists what is wrong with a catalogue, given the folders whose strings it translates."""

    def find(path: Path, *folders: Path) -> list[str]:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.stem, abort_invalid=True)
        messages = [message for message in catalogue if message.id]
        wanted, present = _extract_strings(folders), {_as_tuple(message.id) for message in messages}
        faults = [f"missing: {strings}" for strings in sorted(wanted - present)]
        faults += [f"of no use: {strings}" for strings in sorted(present - wanted)]
        for message in messages:
            faults += [f"{message.id}: {fault}" for fault in _list_faults(message, catalogue)]
        return faults

    return find


def _extract_strings(folders: Iterable[Path]) -> set[tuple[str, ...]]:
    methods, options = [("**.py", "python"), ("**.html", "jinja2")], {"**.html": {"silent": "false"}}
    found = (message for folder in folders for message in extract_from_dir(folder, methods, options))
    return {_as_tuple(strings) for _, _, strings, *_ in found}


def _list_faults(message: Message, catalogue: Catalog) -> Iterator[str]:
    translations = _as_tuple(message.string)
    if message.fuzzy or not all(translations):
        yield "not translated"
    yield from (str(error) for error in message.check(catalogue))
    named, expected = (
        set(re.findall(r"%\((\w+)\)", _as_tuple(text)[-1])) for text in (translations, message.id)
    )
    if named != expected:
        yield f"names the variables {sorted(named)}, not {sorted(expected)}"
    if catalogue.locale and catalogue.locale.language == "fr":
        yield from (f"ordinary space in {text!r}" for text in translations if re.search(r" [:;!?»]|« ", text))


def _as_tuple(strings: str | Iterable[str] | None) -> tuple[str, ...]:
    return (strings,) if isinstance(strings, str) else tuple(strings or ())


def read_page(folder: Path, name: str) -> BeautifulSoup:
    """A page of a built site."""
    return BeautifulSoup((folder / name).read_text(encoding="utf-8"), "html.parser")
