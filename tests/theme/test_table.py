"""Tables: they scroll in a box, so that the page does not."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]

RICH = "2025/01/10/tout-ce-que-le-texte-permet/index.html"
ENGLISH = "en/2025/05/12/une-tarte-en-deux-langues/index.html"


@pytest.mark.parametrize(("path", "name"), [(RICH, "Tableau"), (ENGLISH, "Table")])
def test_box_takes_the_focus_and_is_named_in_the_language_of_the_page(
    demo: ReadPage, path: str, name: str
) -> None:
    box = demo(path).select_one(".table-scroll:has(> table)")
    assert (box["role"], box["tabindex"], box["aria-label"]) == ("group", "0", name)


def test_columns_are_aligned_without_style(demo: ReadPage) -> None:
    page = demo(RICH)
    cells = page.select("thead th, tbody tr:first-child td")
    classes = [None, ["align-right"], ["align-center"], None]
    assert [cell.get("class") for cell in cells] == classes * 2
    assert not page.select("[style], [align]")
