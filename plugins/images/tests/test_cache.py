import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pelican.plugins.images.cache import Cache

BuildSite = Callable[..., Path]
Save = Callable[..., Path | None]


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(folder=tmp_path / "deep/cache")


def age(path: Path, days: int) -> None:
    moment = time.time() - days * 86400
    os.utime(path, (moment, moment))


def list_names(cache: Cache) -> list[str]:
    return sorted(path.name for path in cache.folder.iterdir())


def test_file_is_made_once_even_after_an_interruption(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.prune()  # of a folder that is missing
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            cache.store("a.webp", b"picture")
    (draft,) = cache.folder.iterdir()
    age(draft, 61)
    cache.prune()
    assert list_names(cache) == []
    made = iter([b"picture"])
    paths = [cache.fetch("a.webp", lambda: next(made)) for _ in range(3)]
    assert {path.read_bytes() for path in paths} == {b"picture"}


def test_only_our_files_without_use_for_sixty_days_are_removed(
    cache: Cache, build_site: BuildSite, save_photo: Save, save_post: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_photo()
    save_post("post.md", "Tango", text="![A]({static}/images/plat.jpg)")
    build_site(IMAGES={"cache": str(cache.folder), "widths": [60]})
    made = sorted(cache.folder.iterdir())
    assert {path.suffix for path in made} == {".json", ".avif", ".webp"}
    others = ["plat.jpg", "notes.json", ".tmp", f"{made[0].name}.bak", "0a.480w.avif"]
    for path in (*made, *(cache.store(name, b"x") for name in others)):
        age(path, 61)
    age(made[0], 59)
    assert cache.find(made[1].name)  # which a build asks for
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", lambda path: Path(f"{path}.gone").stat())  # another build is faster
        cache.prune()
    cache.prune()
    assert list_names(cache) == sorted([*others, made[0].name, made[1].name])
