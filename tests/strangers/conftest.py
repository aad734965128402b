"""Builds of a stranger's blog in this process, with plugins and without.

Its texts, in content/, are like those of public blogs: many languages, formats and habits of other engines.
"""

import logging
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pelican import Pelican
from pelican.log import LimitFilter
from pelican.settings import read_settings
from pelican_toolkit.testing.signals import disconnect_plugins
from PIL import Image

PLUGINS = sorted(path.parent.name for path in (Path(__file__).parents[2] / "plugins").glob("*/pelican"))
SITE = "https://example.org/blog"
ATOM = "{http://www.w3.org/2005/Atom}"
ADAPTED = """{% extends "!theme/KIND.html" %}
{% block head %}{{ super() }}{% if discovery %}
{% with title = KIND.title, description = KIND.summary %}
{% include "discovery/opengraph.html" %}{% endwith %}{% endif %}{% endblock %}
{% block content %}{{ super() }}{% if KIND.video %}{% with video = KIND.video %}
{% include "video/video.html" ignore missing %}{% endwith %}{% endif %}
{% include "comments/discussion.html" ignore missing %}
{% if discovery %}{% with description = KIND.summary %}
{% include "discovery/schema.html" %}{% endwith %}{% endif %}{% endblock %}"""
ADOPTED = {f"{kind}.html": ADAPTED.replace("KIND", kind) for kind in ("article", "page")}
"""A stranger's theme, adapted as our READMEs say."""


def draw(kind: str) -> bytes:
    """A picture of more than 4 kB in the given format."""
    buffer = BytesIO()
    Image.effect_noise((120, 80), 90).convert("RGB").save(buffer, kind)
    return buffer.getvalue()


def draw_pictures() -> dict[str, bytes]:
    """The blog's pictures by their paths; some are not of the type in their name."""
    photo = draw("JPEG")
    return {
        "images/Mon été.jpg": photo,
        "images/soir.png": draw("PNG"),
        "images/lie.jpg": draw("WEBP"),
        "images/broken.jpg": photo[:900],
        "images/empty.gif": b"",
        "images/error.jpg": b"<!DOCTYPE html><title>404</title>",
        "images/drawing.png": b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>',
        "zhongwen/cha.webp": draw("WEBP"),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The output of a build."""

    output: Path
    messages: tuple[str, ...]
    """Warnings and errors."""

    @property
    def files(self) -> set[str]:
        """The paths of all files."""
        return {path.relative_to(self.output).as_posix() for path in self.output.rglob("*") if path.is_file()}

    def read_page(self, name: str) -> BeautifulSoup:
        """A page."""
        return BeautifulSoup((self.output / name).read_text(encoding="utf-8"), "html.parser")

    def read_words(self, name: str) -> set[str]:
        """The words of a page except addresses, which plugins may replace."""
        page = self.read_page(name)
        for script in page.select("script"):
            script.decompose()
        text = BeautifulSoup(page.get_text(" "), "html.parser").get_text(
            " "
        )  # as a template may escape twice
        return set(re.findall(r"\w+", re.sub(r"https?:\S+", "", text)))

    def read_ids(self) -> dict[str, list[str]]:
        """The ids in each feed, its own first, as a strict reader finds them."""
        return {name: _read_ids(self.output / name) for name in self.files if name.endswith(".xml")}


Build = Callable[..., Built]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the blog's content, and a cache for its pictures."""
    folder = tmp_path_factory.mktemp("stranger")
    shutil.copytree(Path(__file__).parent / "content", folder / "content")
    for name, data in draw_pictures().items():
        path = folder / "content" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.fixture(scope="session")
def stock() -> dict[str, Built]:
    """A cache of the build without plugins or settings."""
    return {}


@pytest.fixture
def build(
    tmp_path_factory: pytest.TempPathFactory,
    caplog: pytest.LogCaptureFixture,
    folder: Path,
    stock: dict[str, Built],
) -> Iterator[Build]:
    """A function that builds the blog with plugins, templates that override the theme's, and settings."""
    cache = tmp_path_factory.mktemp("cache")

    def build(plugins: list[Any] | None, templates: dict[str, str] | None = None, **settings: Any) -> Built:
        is_stock = (plugins, templates, settings) == ([], None, {})
        if is_stock and stock:
            return stock[""]
        disconnect_plugins("tests.strangers")
        LimitFilter._raised_messages.clear()  # noqa: SLF001  # Pelican warns of nothing twice in a process
        caplog.clear()
        output = tmp_path_factory.mktemp("output")
        overrides = tmp_path_factory.mktemp("templates")
        for name, text in (templates or {}).items():
            (overrides / name).write_text(text)
        values = {
            "PATH": str(folder / "content"),
            "OUTPUT_PATH": str(output),
            "CACHE_PATH": str(cache),
            "THEME_TEMPLATES_OVERRIDES": [str(overrides)],
            "THEME": "simple",
            "SITENAME": "Salt &amp; Pepper",
            "SITEURL": SITE,
            "RELATIVE_URLS": False,
            "TIMEZONE": "Europe/Paris",
            "ARTICLE_EXCLUDES": ["comments", "pages"],  # as the comments plugin's README says
            "PLUGINS": plugins,
            "IMAGES": {"cache": str(folder / "pictures"), "widths": [60, 120]},
        }
        Pelican(read_settings(override={**values, **settings})).run()
        found = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
        built = Built(output=output, messages=tuple(found))
        if is_stock:
            stock[""] = built
        return built

    yield build
    disconnect_plugins("tests.strangers")


def _read_ids(path: Path) -> list[str]:
    root = ET.fromstring(path.read_bytes())  # noqa: S314  # our own file
    if root.tag == "rss":
        return [guid.text or "" for guid in root.iter("guid")]
    return [name.text or "" for name in root.iter(f"{ATOM}id")]
