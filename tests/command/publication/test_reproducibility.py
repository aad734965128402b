"""Two publications of one commit are identical, on whatever day, in whatever folder and locale."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup

from tests.clones import copy_sources

from .conftest import list_files

PUBLISH = """
import runpy, sys, time_machine
with time_machine.travel(float(sys.argv.pop()), tick=True):
    runpy.run_module("pelican_blog", run_name="__main__", alter_sys=True)
"""
ADDRESS = {"SITEURL": "https://example.github.io/repo", "GITHUB_REPOSITORY": "example/repo"}
TOLD = ("datetime.now()", "os.getcwd()", "hash('x')", "time.tzname")


class Machine(NamedTuple):
    """What differs between machines."""

    folder: str
    day: datetime
    backwards: bool
    """Whether its files were created in reverse order, in which a folder may list them."""
    environment: dict[str, str]


MACHINES = (
    Machine(
        *("blog", datetime(2026, 11, 25, 8, 30, tzinfo=UTC), False),
        environment={"TZ": "UTC", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"},
    ),
    Machine(
        *("elsewhere/a longer path, with blanks", datetime(2031, 2, 28, 23, 59, 59, tzinfo=UTC), True),
        environment={"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "2", "LC_ALL": "C", "PYTHONUTF8": "1"},
    ),
)


def put_demo(folder: Path) -> None:
    """Replace the blog's texts with those of the demo, which have every feature."""
    shutil.rmtree(folder / "content")
    shutil.copytree(folder / "tests/demo/content", folder / "content")
    shutil.copytree(folder / "tests/demo/templates", folder / "theme/templates", dirs_exist_ok=True)
    shutil.copy(folder / "content/extra/favicon.ico", folder / "content/extra/.nojekyll")
    with (folder / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('DEFAULT_LANG = "fr"\n')


def build_twice(folder: Path, *, demo: bool = False, more_settings: str = "") -> tuple[Path, Path]:
    """The site as each of the two machines builds it."""
    built = []
    for machine in MACHINES:
        clone, day = folder / machine.folder, machine.day.timestamp()
        for path in copy_sources(clone, backwards=machine.backwards):
            os.utime(path, (day, day))
        if demo:
            put_demo(clone)
        with (clone / "publishconf.py").open("a", encoding="utf-8") as file:
            file.write(more_settings)
        environment = {**os.environ, **machine.environment, **ADDRESS, "PYTHONPATH": str(clone / "command")}
        command = [sys.executable, "-c", PUBLISH, "publish", str(day)]
        done = subprocess.run(
            command, cwd=clone, env=environment, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        built.append(clone / "output")
    return built[0], built[1]


@pytest.mark.slow
@pytest.mark.parametrize("demo", [False, True])
def test_same_commit_makes_the_same_site(tmp_path: Path, *, demo: bool) -> None:
    first, second = build_twice(tmp_path, demo=demo)
    files = list_files(first)
    assert {"index.html", "sitemap.xml", "pagefind/pagefind-entry.json"} <= set(files)
    assert files == list_files(second)
    assert [name for name in files if (first / name).read_bytes() != (second / name).read_bytes()] == []


@pytest.mark.slow
def test_differences_between_machines_would_be_noticed(tmp_path: Path) -> None:
    told = " + '|' + ".join(f"str({each})" for each in TOLD)
    more = f"import time\nfrom datetime import datetime\nSITESUBTITLE = {told}\n"
    pages = [(site / "index.html").read_bytes() for site in build_twice(tmp_path, more_settings=more)]
    subtitles = [BeautifulSoup(page, "html.parser").select_one(".page-introduction") for page in pages]
    first, second = (subtitle.get_text().split("|") for subtitle in subtitles if subtitle)
    assert len(first) == len(second) == len(TOLD)
    assert [told for told, *said in zip(TOLD, first, second, strict=True) if said[0] == said[1]] == []
