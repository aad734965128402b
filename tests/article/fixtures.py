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
REPOSITORY = "example/blog"

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


def publish(build_folder: BuildFolder, content: Path, address: str) -> Path:
    """That site as `make publish` builds it for an address; its form leads to GitHub."""
    return build_folder("publishconf.py", content, SITEURL=address, GITHUB_REPOSITORY=REPOSITORY)


@pytest.fixture(scope="session")
def site_path(build_folder: BuildFolder, seeded_content: Path) -> Path:
    """That site on its own domain."""
    return publish(build_folder, seeded_content, "https://example.org")


@pytest.fixture(scope="session")
def user_path(build_folder: BuildFolder, seeded_content: Path) -> Path:
    """That site at a user's address."""
    return publish(build_folder, seeded_content, "https://example.github.io")


@pytest.fixture(scope="session")
def project_path(build_folder: BuildFolder, seeded_content: Path) -> Path:
    """That site at a project's address, below a path."""
    return publish(build_folder, seeded_content, "https://example.github.io/repo")


@pytest.fixture(scope="session")
def preview_path(build_folder: BuildFolder, seeded_content: Path) -> Path:
    """That site as `make html` builds it."""
    return build_folder("pelicanconf.py", seeded_content)
