"""A photograph, and scratch sites that show pictures."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from .photos import draw, encode

ARTICLE = "<main>{% filter pictures %}{{ article.content | safe }}{% endfilter %}</main>"
THEME = {"article.html": ARTICLE, "page.html": ARTICLE.replace("article", "page"), "category.html": ""}

BuildSite = Callable[..., Path]
Save = Callable[..., Path]


@pytest.fixture(scope="session")
def photo() -> bytes:
    """A photograph of 300 x 180 pixels, of more than 4 kB."""
    return encode(draw(), "JPEG", quality=95)


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache for all tests that are about something else: each picture costs its time once."""
    return tmp_path_factory.mktemp("images")


@pytest.fixture
def build_site(build_site: BuildSite, shared_cache: Path) -> BuildSite:
    """The shared function, with the plugin and a theme that uses its filter."""

    def build(theme: Mapping[str, str] | None = None, **settings: Any) -> Path:
        given = {
            "PLUGINS": ["images"],
            "SITEURL": "https://blog.example",
            "STATIC_PATHS": ["images"],
            **settings,
            "IMAGES": {"cache": str(shared_cache), "widths": [100, 200, 800], **settings.get("IMAGES", {})},
        }
        return build_site({**THEME, **(theme or {})}, **given)

    return build


@pytest.fixture
def save_photo(save_file: Save, photo: bytes) -> Save:
    """A function that saves the photograph in the content folder."""
    return lambda name="images/plat.jpg": save_file(name, photo)


@pytest.fixture
def cache_path(tmp_path: Path) -> Path:
    """A cache for one test alone."""
    return tmp_path / "cache"
