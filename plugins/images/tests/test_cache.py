import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pelican.plugins.images.cache import Cache, replace_file

DAY = 86400


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(folder=tmp_path / "deep/cache")


def age(path: Path, days: int) -> None:
    moment = time.time() - days * DAY
    os.utime(path, (moment, moment))


def test_file_is_made_once(cache: Cache) -> None:
    made: list[bytes] = []

    def make() -> bytes:
        made.append(b"picture")
        return made[0]

    paths = {cache.fetch("a.webp", make) for _ in range(3)}
    assert [path.read_bytes() for path in paths] == made == [b"picture"]


def test_file_that_was_never_made_is_not_found(cache: Cache) -> None:
    assert cache.find("a.webp") is None


def test_interrupted_build_leaves_no_file(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        cache.store("a.webp", b"picture")
    assert list(cache.folder.iterdir()) == []


def test_file_that_cannot_be_replaced_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"old")

    def refuse(*_arguments: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        replace_file(path, b"new")
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("a.jpg", b"old")]


def test_two_builds_at_once_leave_one_whole_file(cache: Cache) -> None:
    data = [bytes([number]) * 100_000 for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: cache.store("a.webp", one), data))
    (path,) = cache.folder.iterdir()
    assert path.read_bytes() in data


FACTS, PICTURE, DRAFT = f"{'0a' * 16}.jpg.1.json", f"{'0a' * 16}-{'1b' * 4}.480w.avif", f".{'0a' * 8}.tmp"


@pytest.mark.parametrize("name", [FACTS, PICTURE, DRAFT])
def test_file_without_use_for_sixty_days_is_removed_and_others_stay(cache: Cache, name: str) -> None:
    kept = name.replace("0a", "0b")
    age(cache.store(kept, b"x"), 59)
    age(cache.store(name, b"x"), 61)
    cache.prune()
    assert [path.name for path in cache.folder.iterdir()] == [kept]


@pytest.mark.parametrize("name", ["plat.jpg", "notes.json", ".tmp", f"{FACTS}.bak", "0a.480w.avif"])
def test_old_file_that_another_made_stays(cache: Cache, name: str) -> None:
    age(cache.store(name, b"x"), 1000)
    cache.prune()
    assert cache.find(name)


def test_what_a_build_makes_has_names_that_are_pruned(
    cache_path: Path,
    build_site: Callable[..., Path],
    save_photo: Callable[..., Path],
    save_post: Callable[..., Path],
) -> None:
    save_photo()
    save_post("post.md", "Tango", text="![A]({static}/images/plat.jpg)")
    build_site(IMAGES={"cache": str(cache_path)})
    made = list(cache_path.iterdir())
    assert {path.suffix for path in made} == {".json", ".avif", ".webp"}
    for path in made:
        age(path, 61)
    Cache(folder=cache_path).prune()
    assert list(cache_path.iterdir()) == []


def test_file_that_a_build_asks_for_stays(cache: Cache) -> None:
    age(cache.store(FACTS, b"x"), 61)
    assert cache.find(FACTS)
    cache.prune()
    assert cache.find(FACTS)


def test_cache_that_is_not_there_is_pruned_in_peace(cache: Cache) -> None:
    cache.prune()
    assert not cache.folder.exists()


def test_file_that_another_build_removes_first_is_no_error(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    age(cache.store(FACTS, b"x"), 61)

    def vanish(path: Path) -> None:
        raise FileNotFoundError(path)

    monkeypatch.setattr(Path, "unlink", vanish)
    cache.prune()
