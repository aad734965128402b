"""Sites for the tests: scratch sites written from strings; the demo site and the real one, built once."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from blinker import ANY, Signal
from bs4 import BeautifulSoup
from pelican import Pelican
from pelican.plugins import signals
from pelican.settings import read_settings

ROOT = Path(__file__).parent.parent
REQUIRE_ALL = "REQUIRE_ALL_TESTS"
"""The switch that .ci/run sets: a test that would be skipped fails instead."""

NO_LISTS = {"DIRECT_TEMPLATES": ["index"], "AUTHOR_SAVE_AS": "", "TAG_SAVE_AS": ""}
NO_FEEDS = dict.fromkeys(
    ["FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS", "TRANSLATION_FEED_ATOM"],
)

SaveFile = Callable[[str, str | bytes], Path]
BuildSite = Callable[..., Path]
ReadPage = Callable[[str], BeautifulSoup]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[Any]:
    """Turn a skip into a failure where the switch asks for it."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get(REQUIRE_ALL):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which {REQUIRE_ALL} forbids: {report.longrepr[2]}"
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

    def save(name: str, data: str | bytes) -> Path:
        path = content_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return save


@pytest.fixture
def build_site(tmp_path: Path, content_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[BuildSite]:
    """A function that builds the scratch site without a warning and returns the output folder.

    `theme` maps the names of templates to their text, in place of Pelican's theme `simple` or above it.
    """

    def build(theme: Mapping[str, str] | None = None, **settings: Any) -> Path:
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
        Pelican(read_settings(override={**NO_LISTS, **NO_FEEDS, **places, **settings})).run()
        assert not [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
        return output

    yield build
    _disconnect_plugins()


def _disconnect_plugins() -> None:
    """Leave no plugin connected to Pelican's signals, which outlive a site."""
    for signal in vars(signals).values():
        if isinstance(signal, Signal):
            for receiver in list(signal.receivers_for(ANY)):
                if receiver.__module__.startswith("pelican.plugins."):
                    signal.disconnect(receiver)


@pytest.fixture(scope="session")
def site_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site as `make publish` builds it, for https://example.org and an issue form on GitHub."""
    output = tmp_path_factory.mktemp("site")
    published = {"SITEURL": "https://example.org", "GITHUB_REPOSITORY": "example/blog"}
    return _run_pelican(output, "content", ROOT / "publishconf.py", published)


@pytest.fixture(scope="session")
def preview_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site as `make html` builds it."""
    return _run_pelican(tmp_path_factory.mktemp("preview"), "content", ROOT / "pelicanconf.py", {})


@pytest.fixture(scope="session")
def demo_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo site, which has every feature, in the site's own theme."""
    demo = Path(__file__).parent / "demo"
    return _run_pelican(tmp_path_factory.mktemp("demo"), "tests/demo/content", demo / "democonf.py", {})


@pytest.fixture(scope="session")
def site(site_path: Path) -> ReadPage:
    """A function that returns a page of the real site by its path."""
    return _make_reader(site_path)


@pytest.fixture(scope="session")
def demo(demo_path: Path) -> ReadPage:
    """A function that returns a page of the demo site by its path."""
    return _make_reader(demo_path)


def _make_reader(folder: Path) -> ReadPage:
    @cache
    def read(path: str) -> BeautifulSoup:
        return BeautifulSoup((folder / path).read_text(encoding="utf-8"), "html.parser")

    return read


def _run_pelican(output: Path, content: str, settings: Path, environment: Mapping[str, str]) -> Path:
    command = [sys.executable, "-m", "pelican", content, "--settings", settings, "--output", output]
    env = {**os.environ, **environment}
    run = subprocess.run(
        [*command, "--fatal=warnings"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return output
