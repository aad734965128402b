"""Task lists: boxes that cannot be ticked, with a name for those who hear them."""

from collections.abc import Callable

from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]


def test_box_says_whether_the_task_is_done_in_the_language_of_the_page(demo: ReadPage) -> None:
    boxes = demo("composants/index.html").select(".article-body .task-list-item input")
    assert [(box["aria-label"], "checked" in box.attrs) for box in boxes] == [
        ("Fait", True),
        ("À faire", False),
        ("Fait", True),
    ]
    assert all(box["type"] == "checkbox" and "disabled" in box.attrs for box in boxes)


def test_what_is_struck_out_is_so_for_everybody(demo: ReadPage) -> None:
    assert demo("composants/index.html").select_one(".task-list-item del").text == "Éplucher"
