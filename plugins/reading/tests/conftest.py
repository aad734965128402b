"""Markdown as Pelican converts it with this plugin, and a writer's usual extensions."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from markdown import markdown
from pelican.plugins.reading.extension import ReadingExtension

Convert = Callable[..., str]
Read = Callable[..., BeautifulSoup]

OTHERS = (
    "extra",
    "codehilite",
    "admonition",
    "smarty",
    "pymdownx.quotes",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)


@pytest.fixture
def convert() -> Convert:
    """A function that returns the HTML of a Markdown text, with options of the extension."""

    def convert_text(text: str, others: tuple[object, ...] = OTHERS, **options: object) -> str:
        extensions = [*others, ReadingExtension(**options)]
        configurations = {
            "codehilite": {"css_class": "highlight", "guess_lang": False},
            "pymdownx.quotes": {"callouts": True},
            "tables": {"use_align_attribute": True},
        }
        return markdown(text, extensions=extensions, extension_configs=configurations, output_format="html")

    return convert_text


@pytest.fixture
def read(convert: Convert) -> Read:
    """A function that returns the parsed HTML of a Markdown text."""
    return lambda text, **options: BeautifulSoup(convert(text, **options), "html.parser")
