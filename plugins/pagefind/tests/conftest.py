"""Built sites to index."""

from collections.abc import Callable
from pathlib import Path

import pytest

MARKED = (
    '<html lang="{lang}"><body><nav>Menu</nav><article data-pagefind-body><h1>{title}</h1>{text}</article>'
)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The empty output folder of a site."""
    path = tmp_path / "built"
    path.mkdir()
    return path


@pytest.fixture
def save_page(built: Path) -> Callable[..., Path]:
    """A function that saves a page of the built site, marked to be searched, and returns its path."""

    def save(name: str, text: str = "<p>Words.</p>", *, title: str = "Title", lang: str = "fr") -> Path:
        path = built / name / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(MARKED.format(lang=lang, title=title, text=text), encoding="utf-8")
        return path

    return save
