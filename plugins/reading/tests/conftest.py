"""Markdown as Pelican converts it with this plugin, and a writer's usual extensions."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from markdown import markdown
from pelican.plugins.reading.extension import ReadingExtension

Convert = Callable[[str], str]
Read = Callable[[str], BeautifulSoup]


@pytest.fixture
def convert() -> Convert:
    """A function that returns the HTML of a Markdown text."""

    def convert_text(text: str) -> str:
        as_on_github = ["pymdownx.quotes", "pymdownx.tasklist", "pymdownx.tilde"]
        extensions = ["extra", "codehilite", "admonition", "smarty", *as_on_github, ReadingExtension()]
        configurations = {
            "codehilite": {"css_class": "highlight", "guess_lang": False},
            "pymdownx.quotes": {"callouts": True},
            "pymdownx.tilde": {"subscript": False},
        }
        return markdown(text, extensions=extensions, extension_configs=configurations, output_format="html")

    return convert_text


@pytest.fixture
def read(convert: Convert) -> Read:
    """A function that returns the parsed HTML of a Markdown text."""
    return lambda text: BeautifulSoup(convert(text), "html.parser")
