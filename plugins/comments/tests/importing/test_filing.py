"""Imported files are written all or none, and never over what the owner did."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.importing.filing import NEW_VERSION, Filing, PlannedFile, file_all, read_state
from pelican.plugins.comments.importing.moving import Transaction

File = Callable[..., Filing]


@pytest.fixture
def file(tmp_path: Path) -> File:
    """A function that files texts by path in a blog."""

    def file_texts(is_dry_run: bool = False, **texts: str | bytes | Path) -> Filing:  # noqa: FBT001, FBT002
        planned = [PlannedFile(path=name.replace("_", "/"), data=data) for name, data in texts.items()]
        state = tmp_path / "import" / "state.json"
        return file_all(planned, root=tmp_path, state=state, is_dry_run=is_dry_run)

    return file_texts


def list_all(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_second_run_changes_nothing(file: File, tmp_path: Path) -> None:
    assert file(a_1="Été\n", a_b_2=b"\0x") == Filing(written=("a/1", "a/b/2"))
    before = list_all(tmp_path)
    assert before.keys() == {"a/1", "a/b/2", "import/state.json"}
    times = [path.stat().st_mtime_ns for path in tmp_path.rglob("*")]
    assert file(a_1="Été\n", a_b_2=b"\0x") == Filing(unchanged=("a/1", "a/b/2"))
    assert list_all(tmp_path) == before
    assert [path.stat().st_mtime_ns for path in tmp_path.rglob("*")] == times


def test_what_changed_at_the_source_is_updated(file: File, tmp_path: Path) -> None:
    file(a="1", b="1", c="1")
    assert file(a="2", b="1") == Filing(updated=("a",), unchanged=("b",), gone=("c",))
    assert (tmp_path / "a").read_text() == "2"
    assert (tmp_path / "c").exists()
    assert file(a="2", b="1").has_changes is False


def test_what_the_owner_edited_stays_and_the_new_version_lies_beside(file: File, tmp_path: Path) -> None:
    file(a="1")
    (tmp_path / "a").write_text("mine")
    assert file(a="1") == Filing(unchanged=("a",))  # it has nothing new
    beside = tmp_path / f"a{NEW_VERSION}"
    assert not beside.exists()
    for data in ("2", "1"):
        assert file(a=data) == Filing(kept_edited=("a",))
        assert (tmp_path / "a").read_text() == "mine"
        assert beside.read_text() == data
        beside.unlink()
        assert file(a=data) == Filing(unchanged=("a",))
        assert not beside.exists()  # it was offered once
    (tmp_path / "a").write_text("1")
    assert file(a="2") == Filing(updated=("a",))


def test_files_that_no_import_wrote_are_the_owners(file: File, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    (tmp_path / "b").write_text("same")
    (tmp_path / "c").symlink_to("nowhere")
    assert file(a="1", b="same", c="x") == Filing(kept_edited=("a", "c"), unchanged=("b",))
    assert (tmp_path / "c").is_symlink()


def test_what_the_owner_moved_or_removed_does_not_come_back(file: File, tmp_path: Path) -> None:
    file(a="1")
    (tmp_path / "a").unlink()
    assert file(a="1") == file(a="2") == Filing(kept_removed=("a",))
    assert not (tmp_path / "a").exists()


def test_a_text_in_another_form_takes_the_place_of_the_old_one(file: File, tmp_path: Path) -> None:
    plan = {"1.md": "a", "2.md": "a", "3.md": "a"}
    file(**plan)
    (tmp_path / "2.md").write_text("mine")
    (tmp_path / "3.md").unlink()
    plan = {"1.html": "b", "2.html": "b", "3.html": "b"}
    expected = Filing(updated=("1.html",), kept_edited=("2.html",), kept_removed=("3.html",))
    assert file(is_dry_run=True, **plan) == expected
    assert file(**plan) == expected
    assert list_all(tmp_path).keys() == {"1.html", "2.md", f"2.html{NEW_VERSION}", "import/state.json"}
    before = list_all(tmp_path)
    assert file(**plan).unchanged == ("1.html", "2.html")
    assert list_all(tmp_path) == before
    assert file(**{"1.md": "c"}) == Filing(updated=("1.md",), gone=("2.md",))


def test_other_ends_of_lines_are_no_edit(file: File, tmp_path: Path) -> None:
    file(a="1\n2\n")
    (tmp_path / "a").write_bytes(b"1\r\n2\r\n")
    assert file(a="1\n2\n") == Filing(unchanged=("a",))
    assert file(a="1\n3\n") == Filing(updated=("a",))


def test_a_large_file_is_copied_in_parts(file: File, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pelican.plugins.comments.importing.filing._PART", 2)
    source = tmp_path / "film"
    for data in (b"1\r\n2\r\n\r\r", b"1\r", b"", b"\r\n"):
        source.write_bytes(data)
        assert file(a=source).unchanged == ()
        assert (tmp_path / "a").read_bytes() == source.read_bytes() == data
        assert file(a=data).unchanged == file(a=data.replace(b"\r\n", b"\n")).unchanged == ("a",)
    source.write_bytes(b"\r2")
    assert file(a=source).updated == ("a",)


def test_a_dry_run_writes_nothing_and_says_the_same(file: File, tmp_path: Path) -> None:
    assert file(is_dry_run=True, a_1="1") == Filing(written=("a/1",))
    assert not [*tmp_path.iterdir()]
    file(a_1="1")
    before = list_all(tmp_path)
    assert file(is_dry_run=True, a_1="2") == Filing(updated=("a/1",))
    assert list_all(tmp_path) == before


@pytest.mark.parametrize("step", range(9))
def test_a_failed_run_leaves_everything_as_it_was(
    file: File, tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    file(a_1="1", b="1")
    (tmp_path / "b").write_text("mine")
    before, folders = list_all(tmp_path), {path for path in tmp_path.rglob("*") if path.is_dir()}
    count = 0

    def fail(original: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            nonlocal count
            count += 1
            if count == step + 1:
                raise OSError("disk full")
            return original(*arguments, **options)

        return call

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copy2", fail(shutil.copy2))
        patch.setattr(Path, "replace", fail(Path.replace))
        patch.setattr(Path, "write_bytes", fail(Path.write_bytes))
        patch.setattr("pelican.plugins.comments.importing.filing.write_file", fail(lambda *_: None))
        try:
            file(a_1="2", b="2", new_c="3")
        except OSError:
            assert list_all(tmp_path) == before
            assert {path for path in tmp_path.rglob("*") if path.is_dir()} == folders
        else:
            assert step == 8


@pytest.mark.parametrize("step", range(4))
def test_a_killed_run_loses_nothing_and_the_next_one_ends_it(
    file: File, tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    file(a="1", b="1", c="1")
    replaced: list[Path] = []

    def replace(source: Path, target: Path) -> Path:
        if len(replaced) == step:
            raise OSError("killed")
        replaced.append(target)
        return original(source, target)

    original = Path.replace
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        patch.setattr(Transaction, "__exit__", lambda *_: None)  # nobody tidies up
        with suppress(OSError):
            file(a="2", b="2", c="2")
    assert [(tmp_path / name).read_text() for name in "abc"] == ["2"] * step + ["1"] * (3 - step)
    file(a="2", b="2", c="2")
    assert list_all(tmp_path).keys() == {"a", "b", "c", "import/state.json"}
    assert [(tmp_path / name).read_text() for name in "abc"] == ["2"] * 3


@pytest.mark.parametrize(
    "path", ["../a", "a/../../b", "/etc/x", "", ".", "a\\b", "a\0", "C:/x", "a\nb", "link/x"]
)
def test_no_path_leaves_the_root(tmp_path: Path, path: str) -> None:
    root = tmp_path / "blog"
    root.mkdir()
    (root / "link").symlink_to(tmp_path)
    with pytest.raises(CommentsError, match="nothing was written"):
        file_all(
            [PlannedFile(path="ok", data="1"), PlannedFile(path=path, data="1")], root=root, state=root / "s"
        )
    assert [one.name for one in tmp_path.rglob("*")] == ["blog", "link"]


def test_two_texts_for_one_file_are_refused(tmp_path: Path) -> None:
    planned = [PlannedFile(path="a", data="1"), PlannedFile(path="a", data="2")]
    with pytest.raises(CommentsError, match="two texts"):
        file_all(planned, root=tmp_path, state=tmp_path / "s")
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": 1}'])
def test_a_damaged_state_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "s").write_text(text)
    with pytest.raises(CommentsError, match="damaged"):
        read_state(tmp_path / "s")
