"""Two builds of the same texts are identical, on whatever day and in whatever zone and locale."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import list_files, write_files

TRAVEL = "import time_machine\ntime_machine.travel('2031-02-28T23:59:59Z').start()\n"
ELSEWHERE = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "2", "LC_ALL": "C", "PYTHONUTF8": "1"}


@pytest.mark.slow
def test_same_texts_make_the_same_site(
    tmp_path: Path, demo_path: Path, build_folder: Callable[..., Path]
) -> None:
    write_files(tmp_path, {"sitecustomize.py": TRAVEL})
    again = build_folder("tests/demo/democonf.py", **ELSEWHERE, PYTHONPATH=str(tmp_path))
    names = list_files(demo_path)
    assert {"index.html", "sitemap.xml", "pagefind/pagefind-entry.json"} <= set(names)
    assert list_files(again) == names
    assert [name for name in names if (demo_path / name).read_bytes() != (again / name).read_bytes()] == []
