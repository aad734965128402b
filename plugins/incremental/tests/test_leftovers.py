"""What is hidden of the build before goes when somebody meets it, and nothing else."""

from pathlib import Path

from pelican.plugins.incremental.files import Act
from pelican.plugins.incremental.leftovers import Leftovers

LATER = 2**63
"""When a build may start for which all files are old."""


def write(path: Path, text: str = "") -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return str(path)


def test_what_is_hidden_goes_when_somebody_meets_it(tmp_path: Path) -> None:
    paths = [write(tmp_path / name) for name in ("asked", "kept", "folder/one", "folder/two")]
    leftovers = Leftovers(str(tmp_path), LATER)
    leftovers.add(paths)
    leftovers.confirm([paths[1]])
    for path in paths[:2]:
        leftovers.meet(path, Act.OPEN)
    assert {path.name for path in tmp_path.iterdir()} == {"kept", "folder"}
    leftovers.meet(str(tmp_path / "folder"), Act.NEED_FOLDER)
    leftovers.meet(str(tmp_path / "folder"), Act.OPEN)
    assert (tmp_path / "folder").is_dir()  # as somebody has made it
    leftovers.meet(str(tmp_path / "folder"), Act.LIST)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["kept"]


def test_folder_of_leftovers_goes_as_one(tmp_path: Path) -> None:
    leftovers = Leftovers(str(tmp_path), LATER)
    leftovers.add([write(tmp_path / "folder/below/one")])
    write(tmp_path / "other/one")
    for name in ("folder", "other"):
        leftovers.meet(str(tmp_path / name), Act.MAKE_FOLDER)
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


def test_what_a_program_has_written_meanwhile_stays_unless_it_is_early(tmp_path: Path) -> None:
    leftovers = Leftovers(str(tmp_path), start=0)
    new, early = write(tmp_path / "new"), write(tmp_path / "early")
    leftovers.add([new])
    leftovers.add([early], are_early=True)
    leftovers.remove([new, early])
    assert {path.name for path in tmp_path.iterdir()} == {"new"}


def test_what_is_of_somebody_else_stays(tmp_path: Path) -> None:
    output = tmp_path / "output"
    leftovers = Leftovers(str(output), LATER)
    write(output / "mine/text")
    write(tmp_path / "elsewhere/text")
    (output / "link").symlink_to(tmp_path / "elsewhere")
    paths = [str(output / "mine"), str(output / "link/text")]
    leftovers.add(paths)
    for path in paths:
        leftovers.meet(path, Act.OPEN)
    assert (output / "mine/text").is_file()
    assert (output / "link/text").is_file()
