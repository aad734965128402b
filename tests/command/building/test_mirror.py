import os
from errno import EBUSY, EXDEV
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican_blog.building.mirror import Mirror
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

NAMES = st.sampled_from(["a", "b", "a/b", "a/b/c", "b/a", "search/x", "search"])
TREES = st.dictionaries(NAMES, st.binary(max_size=2), max_size=5).filter(
    lambda tree: not any(f"{name}/" in other for name in tree for other in tree)
)


def write_tree(folder: Path, tree: dict[str, bytes]) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.mkdir(exist_ok=True)
    for name, data in tree.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def read_tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@SHARED_FIXTURES
@given(st.lists(st.tuples(TREES, TREES | st.none()), min_size=1, max_size=4))
def test_folder_becomes_equal_whatever_it_was_and_whoever_changed_it(
    tmp_path: Path, steps: list[tuple[dict[str, bytes], dict[str, bytes] | None]]
) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    for tree, spoiled in steps:
        write_tree(source, tree)
        if spoiled is not None:
            write_tree(target, spoiled)
        Mirror(source, target, tmp_path / "record").complete()
        assert read_tree(target) == tree
        assert not [path for path in target.rglob("*") if path.is_dir() and not any(path.iterdir())]


@SHARED_FIXTURES
@given(TREES | st.none(), TREES, TREES, TREES | st.none())
def test_what_was_copied_ahead_counts_if_it_is_still_so(
    tmp_path: Path,
    before: dict[str, bytes] | None,
    tree: dict[str, bytes],
    later: dict[str, bytes],
    spoiled: dict[str, bytes] | None,
) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    if before is None:
        rmtree(target, ignore_errors=True)
    else:
        write_tree(source, before)
        Mirror(source, target, tmp_path / "record").complete()
    write_tree(source, tree)
    mirror = Mirror(source, target, tmp_path / "record")
    mirror.copy_ahead()
    if before is None:
        assert read_tree(tmp_path / "record-fresh") == tree
    for name in {*tree, *later}:
        if tree.get(name) != later.get(name) and (source / name).is_file():
            (source / name).unlink()
    write_tree(source, later)
    if spoiled is not None:
        write_tree(target, spoiled)
    mirror.complete()
    assert read_tree(target) == later
    rmtree(target)
    mirror.copy_ahead()
    mirror.close()
    assert {path.name for path in tmp_path.iterdir()} == {"source", "record"}


def test_target_may_be_where_a_disk_is_mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    replace, rename, rmdir = os.replace, Path.rename, os.rmdir

    def replace_here(old: str | Path, new: str | Path) -> None:
        if (str(target) in str(old)) != (str(target) in str(new)):
            raise OSError(EXDEV, "Invalid cross-device link")
        replace(old, new)

    def refuse(path: Path, new: Path) -> Path:
        if new == target:
            raise OSError(EBUSY, "Device or resource busy")
        return rename(path, new)

    def keep(path: str | Path, **options: Any) -> None:
        if str(path) == str(target):
            raise OSError(EBUSY, "Device or resource busy")
        rmdir(path, **options)

    monkeypatch.setattr(os, "replace", replace_here)
    monkeypatch.setattr(os, "rmdir", keep)
    monkeypatch.setattr(Path, "rename", refuse)
    for tree, old in (({"a": b"1", "b/c": b"2"}, {}), ({"a": b"3", "d/e": b"4"}, None)):
        write_tree(source, tree)
        if old is not None:
            write_tree(target, old)
        Mirror(source, target, tmp_path / "record").complete()
        assert read_tree(target) == tree


def test_what_is_unchanged_is_not_copied_and_what_is_spared_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target, record = tmp_path / "source", tmp_path / "target", tmp_path / "record"
    write_tree(source, {"a": b"1", "b/c": b"2"})
    mirror = Mirror(source, target, record)
    mirror.complete()
    number = (target / "b/c").stat().st_ino
    (source / "a").write_bytes(b"changed")
    (target / "search").mkdir()
    (target / "search/index").write_bytes(b"3")
    mirror.copy_ahead()
    assert read_tree(tmp_path / "record-fresh") == {"a": b"changed"}
    mirror.complete(stays=lambda name: name.startswith("search/"))
    assert read_tree(target) == {"a": b"changed", "b/c": b"2", "search/index": b"3"}
    assert (target / "b/c").stat().st_ino == number
    write_tree(source, {"b": b"a file now"})
    mirror.complete(stays=lambda _: True)
    assert read_tree(target) == {"a": b"changed", "b": b"a file now", "search/index": b"3"}

    mirror.begin_listing()
    write_tree(target, {"b": b"by hand"})
    mirror.complete()
    mirror = Mirror(source, target, record)
    mirror.begin_listing()
    mirror.complete()  # at the latest, this sees what had changed after the first began to look
    assert read_tree(target) == {"b": b"a file now"}

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    write_tree(source, {"a": b"too large"})
    monkeypatch.setattr("shutil.copyfile", refuse)
    with pytest.raises(OSError, match="No space"):
        Mirror(source, target, record).complete()
    assert read_tree(target) == {"b": b"a file now"}
