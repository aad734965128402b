"""A scratch site that is read and not written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pelican import Pelican
from pelican.settings import read_settings

Load = Callable[..., Pelican]


@pytest.fixture
def load(content_path: Path) -> Load:
    """A function that returns Pelican for an output folder, with these settings."""

    def build(output: str, **settings: Any) -> Pelican:
        places = {"PATH": str(content_path), "OUTPUT_PATH": output, "THEME": "simple", "TIMEZONE": "UTC"}
        lists = {"DIRECT_TEMPLATES": ["index"], "STATIC_PATHS": ["files"], "ARTICLE_PATHS": ["posts"]}
        return Pelican(read_settings(override={**places, **lists, "PLUGINS": [], **settings}))

    return build
