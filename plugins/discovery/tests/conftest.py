"""Pictures for scratch sites."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

SavePicture = Callable[..., Path]


@pytest.fixture
def save_picture(save_file: Callable[..., Path]) -> SavePicture:
    """A function that saves a picture of the format that its name says."""

    def save(name: str, size: tuple[int, int] = (40, 30)) -> Path:
        data = BytesIO()
        Image.new("RGB", size).save(data, Image.registered_extensions()[Path(name).suffix.lower()])
        return save_file(name, data.getvalue())

    return save
