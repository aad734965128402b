"""Sites for the tests: scratch sites written from strings, and the demo site, built once."""

import fcntl
import gzip
import json
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from pelican import Pelican
from pelican.log import LimitFilter
from pelican.plugins.comments.site import Site, load_site
from pelican.settings import read_settings

from tests import compilation, hypotheses  # noqa: F401  # before any test that goes by them
from tests.plugin_signals import disconnect_plugins

pytest_plugins = [
    "tests.browser.fixtures",
    "tests.article.fixtures",
]

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "tests" / "demo"
REQUIRE_ALL = "REQUIRE_ALL_TESTS"
"""The switch that .ci/run sets: a test that would be skipped fails instead."""

NO_LISTS = {"DIRECT_TEMPLATES": ["index"], "AUTHOR_SAVE_AS": "", "TAG_SAVE_AS": ""}
NO_FEEDS = dict.fromkeys(
    ["FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS", "TRANSLATION_FEED_ATOM"],
)

SaveFile = Callable[..., Path]
SavePost = Callable[..., None]
BuildSite = Callable[..., Path]
BuildPage = Callable[..., BeautifulSoup]
BuildFolder = Callable[..., Path]
MakeOnce = Callable[[str, Callable[[Path], object]], Path]
RunPelican = Callable[..., str]
FindFaults = Callable[..., list[str]]
ReadPage = Callable[[str], BeautifulSoup]
ReadIndex = Callable[[Path], dict[str, dict[str, Any]]]


def pytest_configure() -> None:
    """Let Ctrl-C end what tests start: what a shell runs with `&` ignores it, and hands that down."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in a folder named `browser`, so that `make test` leaves it to `make browser`."""
    for item in items:
        if "browser" in item.path.relative_to(ROOT).parts:
            item.add_marker(pytest.mark.browser)


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
        said = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
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
        return _read_page(build_site(theme, **settings), name)

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


def _as_tuple(strings: str | Iterable[str]) -> tuple[str, ...]:
    return (strings,) if isinstance(strings, str) else tuple(strings)


@pytest.fixture(scope="session")
def make_once(tmp_path_factory: pytest.TempPathFactory) -> MakeOnce:
    """A function that has a folder filled once a run, whichever process of the run asks first.

    It returns the folder; what fills it is called with it, empty.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own

    def make(name: str, fill: Callable[[Path], object]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)  # the process before failed
                folder.mkdir()
                fill(folder)
                done.touch()
        return folder

    return make


@pytest.fixture(scope="session")
def build_folder(make_once: MakeOnce) -> BuildFolder:
    """A function that builds a site as make does, without a warning, once a run, and returns its folder.

    It takes the settings file, another content folder than the settings', and the environment. No test may
    change what is in the folder.
    """

    def build(settings: str, content: Path | None = None, **environment: str) -> Path:
        own = {key: value for key, value in os.environ.items() if key not in {"SITEURL", "GITHUB_REPOSITORY"}}
        command = [sys.executable, "-m", "pelican", *([content] if content else []), "--settings", settings]

        def fill(output: Path) -> None:
            run = subprocess.run(
                [*command, "--output", output, "--fatal=warnings"],
                cwd=ROOT,
                env={**own, **environment},  # GitHub's machines have a repository of their own
                capture_output=True,
                text=True,
                check=False,
            )
            assert run.returncode == 0, run.stdout + run.stderr

        inputs = repr((settings, content, sorted(environment.items())))
        return make_once(f"site-{sha256(inputs.encode()).hexdigest()[:16]}", fill)

    return build


@pytest.fixture(scope="session")
def nameless_publishconf() -> str:
    """This blog's publishconf.py, as it was before it named an address, a repository or a server."""
    text = (ROOT / "publishconf.py").read_text(encoding="utf-8")
    nameless, count = re.subn(r'^(SITEURL|GITHUB_REPOSITORY) = "[^"]*"', r'\1 = ""', text, flags=re.MULTILINE)
    assert count == 2
    nameless, count = re.subn(
        r'^    "endpoint": [^,]*,', '    "endpoint": None,', nameless, flags=re.MULTILINE
    )
    assert count == 1
    return nameless


@pytest.fixture(scope="session")
def demo_path(build_folder: BuildFolder) -> Path:
    """The demo site, which has every feature, in the site's own theme; its form leads to a server."""
    return build_folder("tests/demo/democonf.py")


@pytest.fixture(scope="session")
def demo_project_path(build_folder: BuildFolder) -> Path:
    """The demo site as `make publish` builds it for a project's address; its form leads to GitHub."""
    environment = {"DEMO_SITEURL": "https://example.org/repo", "DEMO_REPOSITORY": "example/blog"}
    return build_folder("tests/demo/democonf.py", **environment)


@pytest.fixture(scope="session")
def demo_preview_path(build_folder: BuildFolder) -> Path:
    """The demo site as `make html` builds a site."""
    return build_folder("tests/demo/democonf.py", DEMO_SITEURL="")


@pytest.fixture(scope="session")
def long_threads_path(make_once: MakeOnce, build_folder: BuildFolder) -> Path:
    """A site in this theme with two long discussions: `long` of 330 comments and `longer` of 900."""
    content = make_once("long-threads", _write_long_threads)
    return build_folder("tests/demo/democonf.py", content, DEMO_SITEURL="https://demo.example.org/repo")


def _write_long_threads(content: Path) -> None:
    (content / "posts").mkdir()
    for slug, count in (("long", 330), ("longer", 900)):
        header = f"Title: Un fil {slug}\nDate: 2025-01-01 10:00\nSlug: {slug}\nCategory: Essais"
        (content / "posts" / f"{slug}.md").write_text(f"{header}\n\nAlors.\n", encoding="utf-8")
        folder = content / "comments" / slug
        folder.mkdir(parents=True)
        for number in range(1, count + 1):
            replyto = f"replyto: {number - number % 3}\n" if number % 3 and number > 3 else ""
            date = f"2025-{number // 80 + 1:02}-{number % 80 // 4 + 1:02}"
            text = f"author: Lecteur {number}\ndate: {date}\n{replyto}\nLe mot numéro{number}.\n"
            (folder / f"{number}.md").write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def demo_blog() -> Site:
    """The demo site as the inbox server of `make devserver` knows it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEMO_SITEURL", "")
        return load_site(DEMO / "democonf.py")


@pytest.fixture(scope="session")
def empty(make_once: MakeOnce, build_folder: BuildFolder) -> ReadPage:
    """A function that returns a page of a blog that has nothing yet, with the demo's settings."""
    content = make_once("empty", lambda _: None)
    return _make_reader(build_folder("tests/demo/democonf.py", content, DEMO_SITEURL=""))


@pytest.fixture(scope="session")
def demo(demo_path: Path) -> ReadPage:
    """A function that returns a page of the demo site by its path."""
    return _make_reader(demo_path)


@pytest.fixture(scope="session")
def demo_project(demo_project_path: Path) -> ReadPage:
    """A function that returns a page of the demo site whose form leads to GitHub, by its path."""
    return _make_reader(demo_project_path)


@pytest.fixture(scope="session")
def read_index() -> ReadIndex:
    """A function that returns what the index of a built site holds of each page, by its address."""

    def read(site: Path) -> dict[str, dict[str, Any]]:
        fragments = [
            json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
            for path in (site / "pagefind" / "fragment").iterdir()
        ]
        return {fragment["url"]: fragment for fragment in fragments}

    return read


def _make_reader(folder: Path) -> ReadPage:
    @cache
    def read(path: str) -> BeautifulSoup:
        return _read_page(folder, path)

    return read


def _read_page(folder: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((folder / name).read_text(encoding="utf-8"), "html.parser")
