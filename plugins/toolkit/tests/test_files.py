"""Files are there whole or not at all."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pelican_toolkit import files
from pelican_toolkit.files import create_file, remove_file, replace_file, write_file


@pytest.fixture
def disk_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)


def list_names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_file_is_created_with_its_folder_and_nothing_else(tmp_path: Path) -> None:
    create_file(tmp_path / "a" / "1.md", "é\n")
    assert list_names(tmp_path) == ["a", "a/1.md"]
    assert (tmp_path / "a" / "1.md").read_bytes() == b"\xc3\xa9\n"


def test_file_may_hold_any_bytes(tmp_path: Path) -> None:
    create_file(tmp_path / "1.jpg", b"\xff\xd8\r\n")
    assert (tmp_path / "1.jpg").read_bytes() == b"\xff\xd8\r\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_file_may_be_read_by_whoever_may_read_the_others(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text("old")
    create_file(tmp_path / "2.md", "new")
    replace_file(tmp_path / "1.md", "new")
    assert (tmp_path / "2.md").stat().st_mode == (tmp_path / "1.md").stat().st_mode
    ordinary = tmp_path / "3.md"
    ordinary.write_text("as any program writes it")
    assert (tmp_path / "2.md").stat().st_mode == ordinary.stat().st_mode


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_script_that_is_replaced_can_still_be_run(tmp_path: Path) -> None:
    script = tmp_path / "run"
    script.write_text("old")
    script.chmod(0o750)
    replace_file(script, "new")
    assert (script.read_text(), script.stat().st_mode & 0o777) == ("new", 0o750)


def test_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text("old")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "1.md", "new")
    assert list_names(tmp_path) == ["1.md"]
    assert (tmp_path / "1.md").read_text() == "old"


def test_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text("old")
    replace_file(tmp_path / "1.md", "new")
    assert list_names(tmp_path) == ["1.md"]
    assert (tmp_path / "1.md").read_text() == "new"


@pytest.mark.usefixtures("disk_is_full")
@pytest.mark.parametrize("write", [create_file, replace_file, write_file])
def test_full_disk_leaves_what_was_there(tmp_path: Path, write: Callable[[Path, str], None]) -> None:
    (tmp_path / "1.md").write_text("old")
    with pytest.raises(OSError, match="No space"):
        write(tmp_path / "1.md", "new")
    assert list_names(tmp_path) == ["1.md"]
    assert (tmp_path / "1.md").read_text() == "old"


def test_replacing_what_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="directory"):
        replace_file(tmp_path / "folder", "new")
    assert list_names(tmp_path) == ["folder"]


def test_names_are_on_the_disk_before_the_call_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the file system knows; what can be seen is that each folder is synced after its change."""
    synced: list[Path] = []
    monkeypatch.setattr(files, "sync_folder", synced.append)
    create_file(tmp_path / "a" / "1.md", "text")
    remove_file(tmp_path / "a" / "1.md")
    assert synced == [tmp_path, tmp_path / "a", tmp_path / "a"]


def test_removing_the_last_file_takes_its_folder_along(tmp_path: Path) -> None:
    for name in ("1.md", "2.md"):
        create_file(tmp_path / "a" / name, "text")
    remove_file(tmp_path / "a" / "1.md")
    assert list_names(tmp_path) == ["a", "a/2.md"]
    remove_file(tmp_path / "a" / "2.md")
    assert list_names(tmp_path) == []


@pytest.mark.parametrize("refusal", [PermissionError(errno.EPERM, ""), OSError(errno.EOPNOTSUPP, ""), None])
def test_file_system_without_hard_links_gets_files_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: OSError | None
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise refusal or NotImplementedError

    monkeypatch.setattr(os, "link", refuse)
    create_file(tmp_path / "1.md", "new")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "1.md", "newer")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["new"]


def test_system_without_links_at_all_gets_files_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "link")
    create_file(tmp_path / "1.md", "new")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["new"]


def test_name_reserved_in_vain_is_given_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.delattr(os, "link")
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="broken"):
        create_file(tmp_path / "1.md", "new")
    assert list_names(tmp_path) == []


def test_full_disk_is_not_taken_for_a_lack_of_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(OSError, match="No space"):
        create_file(tmp_path / "1.md", "new")
    assert list_names(tmp_path) == []


def test_file_is_written_whether_or_not_there_is_one(tmp_path: Path) -> None:
    for text in ("new", "newer"):
        write_file(tmp_path / "1.md", text)
        assert list_names(tmp_path) == ["1.md"]
        assert (tmp_path / "1.md").read_text() == text


def test_file_system_that_syncs_no_folders_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    create_file(tmp_path / "1.md", "new")
    monkeypatch.setattr(os, "fsync", refuse)
    files.sync_folder(tmp_path)
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.EIO, "broken")))
    with pytest.raises(OSError, match="broken"):
        files.sync_folder(tmp_path)
