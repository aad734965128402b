"""Two publications of one commit are the same to the byte, on whatever day, in whatever folder and locale."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.clones import copy_sources
from tests.command.publication.conftest import list_files

PUBLISH = """
import runpy, sys, time_machine
with time_machine.travel(float(sys.argv.pop()), tick=True):
    runpy.run_module("pelican_blog", run_name="__main__", alter_sys=True)
"""
ADDRESS = {"SITEURL": "https://example.github.io/repo", "GITHUB_REPOSITORY": "example/repo"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What one machine has otherwise than another."""

    folder: str
    day: datetime
    environment: dict[str, str]
    backwards: bool
    """Whether its files came last first, which a folder may list them by."""


MACHINES = (
    Machine(
        folder="blog",
        day=datetime(2026, 11, 25, 8, 30, tzinfo=UTC),
        environment={"TZ": "UTC", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"},
        backwards=False,
    ),
    Machine(
        folder="elsewhere/a longer path, with blanks",
        day=datetime(2031, 2, 28, 23, 59, 59, tzinfo=UTC),
        environment={"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "2", "LC_ALL": "C", "PYTHONUTF8": "1"},
        backwards=True,
    ),
)


def clone_sources(folder: Path, machine: Machine) -> None:
    """Copy the repository, its files as old as the machine's clone of it is."""
    for path in copy_sources(folder, backwards=machine.backwards):
        os.utime(path, (machine.day.timestamp(), machine.day.timestamp()))


def put_demo(folder: Path) -> None:
    """Put the texts of the demo, which have every feature, in the place of the blog's own."""
    shutil.rmtree(folder / "content")
    shutil.copytree(folder / "tests/demo/content", folder / "content")
    shutil.copytree(folder / "tests/demo/templates", folder / "theme/templates", dirs_exist_ok=True)
    shutil.copy(folder / "content/extra/favicon.ico", folder / "content/extra/.nojekyll")
    with (folder / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('DEFAULT_LANG = "fr"\n')


def publish(folder: Path, machine: Machine) -> Path:
    """The site, built there on its day."""
    done = subprocess.run(
        [sys.executable, "-c", PUBLISH, "publish", str(machine.day.timestamp())],
        cwd=folder,
        env={**os.environ, **machine.environment, **ADDRESS, "PYTHONPATH": str(folder / "command")},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"


def build_twice(folder: Path, *, demo: bool = False, more_settings: str = "") -> tuple[Path, Path]:
    """The site as each of the two machines builds it."""
    built = []
    for machine in MACHINES:
        clone = folder / machine.folder
        clone_sources(clone, machine)
        if demo:
            put_demo(clone)
        with (clone / "publishconf.py").open("a", encoding="utf-8") as file:
            file.write(more_settings)
        built.append(publish(clone, machine))
    return built[0], built[1]


def find_differences(first: Path, second: Path) -> list[str]:
    """The files that are not the same in two folders."""
    names = {*list_files(first), *list_files(second)}
    files = {name: [folder / name for folder in (first, second)] for name in sorted(names)}
    return [
        name
        for name, pair in files.items()
        if not all(path.is_file() for path in pair) or pair[0].read_bytes() != pair[1].read_bytes()
    ]


@pytest.mark.parametrize(
    "demo",
    [
        pytest.param(False, id="the real site"),
        pytest.param(True, id="the demo's texts"),
    ],
)
def test_same_commit_makes_the_same_site(tmp_path: Path, *, demo: bool) -> None:
    first, second = build_twice(tmp_path, demo=demo)
    assert {"index.html", "sitemap.xml", "pagefind/pagefind-entry.json"} <= set(list_files(first))
    assert find_differences(first, second) == []


TOLD = ("datetime.now()", "os.getcwd()", "hash('x')", "time.tzname")


def test_what_differs_between_machines_would_be_seen(tmp_path: Path) -> None:
    """Were the site to say any of it."""
    told = " + '|' + ".join(f"str({each})" for each in TOLD)
    more = f"import time\nfrom datetime import datetime\nSITESUBTITLE = {told}\n"
    pages = [(site / "index.html").read_bytes() for site in build_twice(tmp_path, more_settings=more)]
    assert pages[0] != pages[1]
    subtitles = [BeautifulSoup(page, "html.parser").select_one(".page-introduction") for page in pages]
    first, second = (subtitle.get_text().split("|") for subtitle in subtitles if subtitle)
    assert len(first) == len(second) == len(TOLD)
    assert [told for told, *said in zip(TOLD, first, second, strict=True) if said[0] == said[1]] == []
