"""How much an incremental build does, and what it says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pelican_toolkit.testing.forks import Forks

from .site import Site, read_folder

SCRIPT = Path(__file__).with_name("builder.py")


@pytest.fixture(scope="module")
def builder() -> Iterator[Forks]:
    forks = Forks(SCRIPT, 0)
    yield forks
    forks.close()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Three posts, a page, two images; built without the plugin that does what plugins do."""
    site = Site(tmp_path)
    site.settings["PLUGINS"] = []
    for name in ("foot", "special", "page"):
        path = tmp_path / f"templates/{name}.html"
        path.write_text(
            path.read_text().replace("| shout", "").replace("gadget()", "").replace("aside()", "")
        )
    return site
