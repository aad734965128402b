"""Scratch sites and posters for the tests of pelican-video."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
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
    "FEED_ALL_ATOM": "all.atom.xml",
    "FEED_ALL_RSS": "all.rss.xml",
}

BuildSite = Callable[..., Path]


@pytest.fixture
def build_site(build_site: BuildSite) -> BuildSite:
    """The shared function, with the plugin and a theme that shows videos."""

    def build(theme: Mapping[str, str] | None = None, **settings: Any) -> Path:
        return build_site({**THEME, **(theme or {})}, **{**SETTINGS, **settings})

    return build


@pytest.fixture
def save_picture(content_path: Path) -> Callable[..., None]:
    """A function that saves grey pictures of one size, in the formats of their suffixes."""

    def save(*names: str, size: tuple[int, int] = (64, 36)) -> None:
        for name in names:
            path = content_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", size, "grey").save(path)

    return save
