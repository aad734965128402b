"""The real site as first published: its article with three comments, and its pages.

What the writer and her readers add later is checked by `make proofread`, never by tests of the code.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SLUG = "le-blues-du-community-manager"
SEED = (
    f"posts/2015/{SLUG}.md",
    *(f"comments/{SLUG}/{number}.md" for number in (1, 2, 3)),
    *(f"pages/{name}.md" for name in ("a-propos", "merci", "vie-privee")),
    *(f"videos/blues-du-community-manager.{suffix}" for suffix in ("avif", "jpg", "mp4", "webm", "webp")),
    *("extra/.nojekyll", "extra/favicon.ico"),
)
REPOSITORY = {"GITHUB_REPOSITORY": "example/blog"}

BuildFolder = Callable[..., Path]


@pytest.fixture(scope="session")
def seeded_content(make_once: Callable[..., Path]) -> Path:
    """The content folder of that site."""
    return make_once("seeded", _copy_seed) / "content"


def _copy_seed(folder: Path) -> None:
    for name in SEED:
        copy = folder / "content" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "content" / name, copy)


@pytest.fixture(scope="session")
def site_path(build_folder: BuildFolder, seeded_content: Path) -> Path:
    """That site on its own domain as `make publish` builds it; its form leads to GitHub."""
    return build_folder("publishconf.py", seeded_content, SITEURL="https://example.org", **REPOSITORY)


@pytest.fixture(scope="session")
def project_path(build_folder: BuildFolder, seeded_content: Path) -> Path:
    """That site at a project's address, below a path."""
    address = "https://example.github.io/repo"
    return build_folder("publishconf.py", seeded_content, SITEURL=address, **REPOSITORY)
