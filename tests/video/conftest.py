"""Scratch sites, posters and clips for the tests of pelican-video."""

import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from blinker import ANY, Signal
from bs4 import BeautifulSoup
from pelican import Pelican
from pelican.plugins import signals
from pelican.settings import read_settings
from PIL import Image

ARTICLE = """
{% if article.video %}{% with video = article.video %}{% include "video/video.html" %}{% endwith %}{% endif %}
<main>{{ article.content }}</main>"""
THEME = {
    "article.html": ARTICLE,
    "page.html": ARTICLE.replace("article", "page"),
    "category.html": "",
    "index.html": "{% for article in articles %}<section>{{ article.summary }}</section>{% endfor %}",
}
SETTINGS = {
    "PLUGINS": ["video"],
    "SITEURL": "https://blog.example",
    "FEED_DOMAIN": "https://blog.example",  # without it Pelican warns of a site without SITEURL
    "TIMEZONE": "Europe/Paris",
    "DIRECT_TEMPLATES": ["index"],
    "AUTHOR_SAVE_AS": "",
    "TAG_SAVE_AS": "",
    "STATIC_PATHS": [],
    "FEED_ALL_ATOM": "all.atom.xml",
    "FEED_ALL_RSS": "all.rss.xml",
    "CATEGORY_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "TRANSLATION_FEED_ATOM": None,
}

BuildSite = Callable[..., Path]


@pytest.fixture
def content_path(tmp_path: Path) -> Path:
    """An empty content folder."""
    path = tmp_path / "content"
    path.mkdir()
    return path


@pytest.fixture
def save_picture(content_path: Path) -> Callable[..., None]:
    """A function that saves a grey picture in the content folder, in the format of its suffix."""

    def save(name: str, size: tuple[int, int] = (64, 36)) -> None:
        path = content_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", size, "grey").save(path)

    return save


@pytest.fixture
def save_file(content_path: Path) -> Callable[..., None]:
    """A function that saves a file in the content folder; its bytes do not matter, as no test plays it."""

    def save(name: str, data: bytes | str = b"clip") -> None:
        path = content_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)

    return save


@pytest.fixture
def save_post(save_file: Callable[..., None]) -> Callable[..., None]:
    """A function that saves a post or page: its file, its title, more header lines, its text."""

    def save(name: str, title: str, *lines: str, text: str = "Words.") -> None:
        header = [f"Title: {title}", "Date: 2015-11-20 10:00", f"Slug: {title.lower()}", *lines]
        save_file(name, "\n".join([*header, "", text, ""]))

    return save


@pytest.fixture
def build_site(tmp_path: Path, content_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[BuildSite]:
    """A function that builds a site of the content folder without a warning and returns the output folder."""

    def build(theme: Mapping[str, str] | None = None, **settings: Any) -> Path:
        templates = tmp_path / "theme" / "templates"
        for name, text in {**THEME, **(theme or {})}.items():
            path = templates / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        output = tmp_path / "output"
        places = {"PATH": str(content_path), "OUTPUT_PATH": str(output), "THEME": str(templates.parent)}
        Pelican(read_settings(override={**SETTINGS, **places, **settings})).run()
        assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
        return output

    yield build
    disconnect_plugins()


def disconnect_plugins() -> None:
    """Leave no plugin connected to Pelican's signals, which outlive the site."""
    for signal in vars(signals).values():
        if isinstance(signal, Signal):
            for receiver in list(signal.receivers_for(ANY)):
                if receiver.__module__.startswith("pelican.plugins."):
                    signal.disconnect(receiver)


@pytest.fixture
def build_page(build_site: BuildSite) -> Callable[..., BeautifulSoup]:
    """A function that builds a site, with the arguments of build_site, and returns one of its pages."""

    def build(name: str, *arguments: Any, **settings: Any) -> BeautifulSoup:
        return BeautifulSoup((build_site(*arguments, **settings) / name).read_text(), "html.parser")

    return build
