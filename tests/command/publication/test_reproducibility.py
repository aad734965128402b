"""Two publications of one commit are identical, on whatever day, in whatever folder and locale."""

import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.clones import copy_sources

from .conftest import list_files

PUBLISH = """
import runpy, sys, time_machine
with time_machine.travel(float(sys.argv.pop()), tick=True):
    runpy.run_module("pelican_blog", run_name="__main__", alter_sys=True)
"""
ADDRESS = {"SITEURL": "https://example.github.io/repo", "GITHUB_REPOSITORY": "example/repo"}
FAR = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "2", "LC_ALL": "C", "PYTHONUTF8": "1"}
MACHINES = (  # folder, time, whether its files were created in reverse order, environment
    ("blog", "2026-11-25T08:30", False, {"TZ": "UTC", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"}),
    ("elsewhere/a longer path, with blanks", "2031-02-28T23:59:59", True, FAR),
)


def put_demo(folder: Path) -> None:
    """Replace the blog's texts with those of the demo, which have every feature."""
    shutil.rmtree(folder / "content")
    shutil.copytree(folder / "tests/demo/content", folder / "content")
    shutil.copytree(folder / "tests/demo/templates", folder / "theme/templates", dirs_exist_ok=True)
    shutil.copy(folder / "content/extra/favicon.ico", folder / "content/extra/.nojekyll")
    with (folder / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('DEFAULT_LANG = "fr"\n')


@pytest.mark.slow
def test_same_commit_makes_the_same_site(tmp_path: Path) -> None:
    sites = []
    for folder, time, backwards, variables in MACHINES:
        clone, day = tmp_path / folder, datetime.fromisoformat(f"{time}+00:00").timestamp()
        for path in copy_sources(clone, backwards=backwards):
            os.utime(path, (day, day))
        put_demo(clone)
        environment = {**os.environ, **variables, **ADDRESS, "PYTHONPATH": str(clone / "command")}
        command = [sys.executable, "-c", PUBLISH, "publish", str(day)]
        done = subprocess.run(
            command, cwd=clone, env=environment, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        sites.append({name: (clone / "output" / name).read_bytes() for name in list_files(clone / "output")})
    assert {"index.html", "sitemap.xml", "pagefind/pagefind-entry.json"} <= set(sites[0])
    assert set(sites[0]) == set(sites[1])
    assert [name for name in sites[0] if sites[0][name] != sites[1][name]] == []
