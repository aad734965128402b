"""Posters for the tests of pelican-video."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image


@pytest.fixture
def save_picture(content_path: Path) -> Callable[..., None]:
    """A function that saves grey pictures of one size, in the formats of their suffixes."""

    def save(*names: str, size: tuple[int, int] = (64, 36)) -> None:
        for name in names:
            path = content_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", size, "grey").save(path)

    return save
