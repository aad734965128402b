import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pelican.plugins.images.cache import Cache

FACTS = f"{'0a' * 16}.jpg.1.json"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(folder=tmp_path / "deep/cache")


def age(path: Path, days: int) -> None:
    moment = time.time() - days * 86400
    os.utime(path, (moment, moment))


def list_names(cache: Cache) -> list[str]:
    return [path.name for path in cache.folder.iterdir()]


def test_file_is_made_once(cache: Cache) -> None:
    cache.prune()  # of a folder that is missing
    assert cache.find("a.webp") is None
    made = iter([b"picture"])
    paths = [cache.fetch("a.webp", lambda: next(made)) for _ in range(3)]
    assert {path.read_bytes() for path in paths} == {b"picture"}


def test_interrupted_build_leaves_no_file_but_a_draft_to_prune(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_descriptor: int) -> None:
        age(next(cache.folder.iterdir()), 61)
        cache.prune()
        assert list_names(cache) == []
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(OSError, match="No space"):
        cache.store("a.webp", b"picture")
    assert list_names(cache) == []


def test_two_builds_at_once_leave_one_whole_file(cache: Cache) -> None:
    data = [bytes([number]) * 100_000 for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: cache.store("a.webp", one), data))
    (path,) = cache.folder.iterdir()
    assert path.read_bytes() in data


def test_only_our_files_without_use_for_sixty_days_are_removed(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = ["plat.jpg", "notes.json", ".tmp", f"{FACTS}.bak", "0a.480w.avif"]
    for name in others:
        age(cache.store(name, b"x"), 1000)
    asked = [FACTS, FACTS.replace("0a", "0b"), FACTS.replace("0a", "0c")]
    for name, days in zip(asked, (61, 59, 61), strict=True):
        age(cache.store(name, b"x"), days)
    assert cache.find(asked[2])
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", lambda path: Path(f"{path}.gone").stat())  # another build is faster
        cache.prune()
    cache.prune()
    assert sorted(list_names(cache)) == sorted([*others, *asked[1:]])


def test_what_a_build_makes_has_names_that_are_pruned(
    cache_path: Path,
    build_site: Callable[..., Path],
    save_photo: Callable[..., Path],
    save_post: Callable[..., None],
) -> None:
    save_photo()
    save_post("post.md", "Tango", text="![A]({static}/images/plat.jpg)")
    build_site(IMAGES={"cache": str(cache_path), "widths": [60]})
    made = list(cache_path.iterdir())
    assert {path.suffix for path in made} == {".json", ".avif", ".webp"}
    for path in made:
        age(path, 61)
    Cache(folder=cache_path).prune()
    assert list(cache_path.iterdir()) == []
