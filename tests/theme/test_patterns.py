"""The page of the demo site that shows every component of the theme once."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]

COMPONENTS = sorted((Path(__file__).parents[2] / "theme/css/components").glob("*.css"))


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_component_stands_on_the_page(demo: ReadPage, path: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    classes = set(re.findall(r"\.([a-z][\w-]*)", css))
    page = demo("composants/index.html")
    assert [name for name in sorted(classes) if not page.select(f".{name}")] == []
