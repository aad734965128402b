"""Alerts: a title in the language of the page, and the words of the text."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]


def test_alert_has_its_title_in_the_language_of_the_page(demo: ReadPage) -> None:
    alerts = demo("composants/index.html").select(".article-body .admonition")
    titles = {tuple(alert["class"]): alert.select_one(".admonition-title").text for alert in alerts}
    assert titles == {
        ("admonition", "note"): "Remarque",
        ("admonition", "tip"): "Astuce",
        ("admonition", "important"): "Important",
        ("admonition", "warning"): "Avertissement",
        ("admonition", "caution"): "Attention",
    }


@pytest.mark.parametrize(("kind", "selector"), [("note", "p a[href='#code']"), ("caution", "ul > li")])
def test_alert_holds_what_a_text_may_hold(demo: ReadPage, kind: str, selector: str) -> None:
    assert demo("composants/index.html").select(f".admonition.{kind} > {selector}")


def test_nothing_of_the_marks_is_left(demo: ReadPage) -> None:
    text = demo("composants/index.html").select_one(".article-body").text
    assert not [mark for mark in ("[!", "[x]", "[ ]", "~~") if mark in text]
