"""Titles and names as text, whatever the templates take them for."""

from types import SimpleNamespace
from typing import Any

import pytest
from markupsafe import Markup
from pelican_toolkit.titles import escapes, read_name, read_title

PLAIN: dict[str, Any] = {"JINJA_ENVIRONMENT": {}, "TYPOGRIFY": False}
ESCAPING: dict[str, Any] = {"JINJA_ENVIRONMENT": {"autoescape": True}, "TYPOGRIFY": False}
BY_NAME: dict[str, Any] = {
    "JINJA_ENVIRONMENT": {"autoescape": lambda name: name.endswith(".html")},
    "TYPOGRIFY": False,
}


@pytest.mark.parametrize(("settings", "does"), [(PLAIN, False), (ESCAPING, True), (BY_NAME, True)])
def test_templates_escape_as_the_settings_say(settings: dict[str, Any], *, does: bool) -> None:
    assert escapes(settings) is does
    assert read_name("<b>A</b> &amp; B", settings) == ("<b>A</b> &amp; B" if does else "A & B")
    assert read_name(Markup("A &amp; B"), settings) == "A & B"


@pytest.mark.parametrize(
    ("reader", "settings", "is_text", "title"),
    [
        ("md", PLAIN, False, "A & B"),
        ("md", ESCAPING, False, "A &amp; <i>B</i>"),
        ("rst", ESCAPING, False, "A & B"),
        ("html", ESCAPING, False, "A & B"),
        ("md", {**ESCAPING, "TYPOGRIFY": True}, False, "A & B"),
        ("rst", PLAIN, True, "A &amp; <i>B</i>"),
    ],
)
def test_title_is_text(reader: str, settings: dict[str, Any], title: str, *, is_text: bool) -> None:
    content = SimpleNamespace(title="A &amp; <i>B</i>", metadata={"reader": reader}, settings=settings)
    content.title_is_text = is_text
    assert read_title(content) == title


def test_title_of_what_is_not_pelicans_is_text() -> None:
    assert read_title(SimpleNamespace(title="A &amp; B")) == "A &amp; B"
