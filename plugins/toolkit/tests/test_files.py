"""Files are there whole or not at all."""

import errno
import os
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from unittest.mock import Mock

import pytest
from pelican_toolkit import files
from pelican_toolkit.files import create_file, remove_file, replace_file, write_file
from pelican_toolkit.stamps import list_stamps


def list_names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_file_is_created_with_its_folder_and_goes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "a" / "1.md"
    create_file(path, "é\r\n")
    assert path.read_bytes() == b"\xc3\xa9\r\n"
    with pytest.raises(FileExistsError):
        create_file(path, "new")
    assert path.read_bytes() == b"\xc3\xa9\r\n"
    create_file(tmp_path / "a" / "2.jpg", b"\xff\xd8")
    remove_file(path)
    assert list_names(tmp_path) == ["a", "a/2.jpg"]
    remove_file(tmp_path / "a" / "2.jpg")
    assert list_names(tmp_path) == []


def test_file_is_written_or_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    for write, text in ((write_file, "new"), (write_file, "newer"), (replace_file, "newest")):
        write(tmp_path / "1.md", text)
        assert list_names(tmp_path) == ["1.md"]
        assert (tmp_path / "1.md").read_text() == text
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="directory"):
        replace_file(tmp_path / "folder", "new")
    assert list_names(tmp_path) == ["1.md", "folder"]


def test_folder_that_is_a_symlink_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "a").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotADirectoryError, match="is a symlink"):
        create_file(tmp_path / "a" / "1.md", "new")
    assert list_names(tmp_path / "elsewhere") == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_permissions_are_those_of_any_file_or_of_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text("as any program writes it")
    create_file(tmp_path / "2.md", "new")
    assert (tmp_path / "2.md").stat().st_mode == (tmp_path / "1.md").stat().st_mode
    (tmp_path / "1.md").chmod(0o750)
    replace_file(tmp_path / "1.md", "new")
    assert (tmp_path / "1.md").stat().st_mode & 0o777 == 0o750


@pytest.mark.parametrize("write", [create_file, replace_file, write_file])
def test_full_disk_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, str], None]
) -> None:
    (tmp_path / "1.md").write_text("old")
    monkeypatch.setattr(os, "fsync", Mock(side_effect=OSError(errno.ENOSPC, "full")))
    with pytest.raises(OSError, match="full"):
        write(tmp_path / "1.md", "new")
    assert list_names(tmp_path) == ["1.md"]
    assert (tmp_path / "1.md").read_text() == "old"


def test_names_are_on_the_disk_before_the_call_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the file system knows; what can be seen is that each folder is synced after its change."""
    synced: list[Path] = []
    monkeypatch.setattr(files, "sync_folder", synced.append)
    create_file(tmp_path / "a" / "1.md", "text")
    remove_file(tmp_path / "a" / "1.md")
    assert synced == [tmp_path, tmp_path / "a", tmp_path / "a"]


@pytest.mark.parametrize("refusal", [OSError(errno.EOPNOTSUPP, ""), NotImplementedError()])
def test_file_system_without_hard_links_gets_files_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: Exception
) -> None:
    monkeypatch.setattr(os, "link", Mock(side_effect=refusal))
    create_file(tmp_path / "1.md", "new")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "1.md", "newer")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["new"]


def test_stamps_show_changes_even_within_a_tick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b").symlink_to("nowhere")
    (tmp_path / "a").write_text("1")
    monkeypatch.setattr("time.time_ns", lambda: 2**63)
    (settled, link) = list_stamps(tmp_path)
    assert (settled[0], link) == ("a", ("b",))
    monkeypatch.setattr("time.time_ns", lambda: 0)
    fresh = list_stamps(tmp_path)[0]
    assert fresh == (*settled, blake2b(b"1").hexdigest())
    assert list_stamps(tmp_path / "a") == list_stamps(tmp_path / "c") == []
