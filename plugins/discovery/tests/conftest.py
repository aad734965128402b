"""Pictures for scratch sites, and a site with one document of each kind."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from pelican.plugins.discovery.models import Document, Film, Picture, Site, Term
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


@pytest.fixture
def site() -> Site:
    return Site(url="https://example.org/repo", name="Le site", description="De tout", lang="fr")


@pytest.fixture
def article() -> Document:
    """An article of which everything is known."""
    day = datetime.fromisoformat("2015-11-20T10:00:00+01:00")
    picture = Picture(path="images/un plat.jpg", width=1200, height=630, alt="Un « plat »")
    film = Film(title="Douze mesures", picture=picture, published=day, duration="PT12S", file="tango.mp4")
    return Document(
        is_article=True, path="2015/tango/", title="Le tango", lang="fr", published=day,
        modified=datetime.fromisoformat("2016-01-02T03:04:05+01:00"),
        authors=(Term(name="Camille", path="author/camille/"), Term(name="Dominique")),
        category=Term(name="Musique", path="category/musique/"), tags=("jazz", "nuit"),
        picture=picture, film=film, translations=("en", "xx"),
    )  # fmt: skip


@pytest.fixture
def page() -> Document:
    """A page of which only what Pelican demands is known."""
    return Document(is_article=False, path="a-propos/", title="À propos", lang="fr")
