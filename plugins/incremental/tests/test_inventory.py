"""What nobody makes any more goes, whatever became of the build that made it; the user's own files stay."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from pelican.plugins.incremental.files import Files, hooked, watching
from pelican.plugins.incremental.inventory import Inventory
from pelican_toolkit.testing.forks import Forks
from pelican_toolkit.testing.sources import find_differences, read_folder

from .sites import BUILDER, Site

BESIDE = """
import os, pathlib, shutil, subprocess
from pelican.plugins import signals

FOLDER = pathlib.Path(__file__).parent

def write_beside(path, context):
    pathlib.Path(f"{path}.txt").write_text("beside")

def finish(pelican):
    output = pathlib.Path(pelican.output_path)
    if (output / "four.html").exists():
        subprocess.run(["touch", output / "four.program"])
        shutil.copytree(FOLDER / "templates", output / "copying")
        os.rename(output / "copying", output / "four")
    for way in (FOLDER / "end").read_text().split():
        if way == "killed":
            os._exit(1)
        raise (SystemExit if way == "stops" else RuntimeError)("as asked")

def register():
    signals.content_written.connect(write_beside)
    signals.finalized.connect(finish)
"""


@pytest.fixture(scope="module")
def builder() -> Iterator[Forks]:
    forks = Forks(BUILDER, 0)
    yield forks
    forks.close()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site in whose output folder is a file of the user's, with a plugin that fails when it is to."""
    site = Site(tmp_path / "site")
    site.settings |= {"DELETE_OUTPUT_DIRECTORY": False, "PLUGINS": ["gadget", "beside"]}
    (site.root / "beside.py").write_text(BESIDE)
    (site.root / "end").write_text("")
    site.output.mkdir()
    (site.output / "mine.txt").write_text("mine")
    return site


def check(builder: Forks, site: Site) -> None:
    """Check that a build leaves what a clean one makes, and the user's own file."""
    builder.call(**site.arguments())
    shutil.rmtree(site.clean, ignore_errors=True)
    builder.call(**site.arguments(clean=True))
    expected = {**read_folder(site.clean), "mine.txt": b"mine"}
    assert find_differences(read_folder(site.output), expected) == []


@pytest.mark.parametrize("is_first", [False, True])
@pytest.mark.parametrize("end", ["fails", "stops", "killed"])
def test_what_a_failed_build_has_made_goes(builder: Forks, site: Site, end: str, *, is_first: bool) -> None:
    if not is_first:
        builder.call(**site.arguments())
    site.save("posts/four.md", "Title: four\nDate: 2020-01-04\n\nPublished by mistake.\n")
    (site.root / "end").write_text(end)
    with pytest.raises(RuntimeError):
        builder.call(**site.arguments())
    assert {"four.html", "four.html.txt", "four.program", "four"} <= {
        path.name for path in site.output.iterdir()
    }
    if end == "killed":
        (site.output / "four.program").unlink()  # of which nobody could hear
    (site.root / "end").write_text("")
    (site.root / "content/posts/four.md").unlink()
    check(builder, site)


@pytest.mark.parametrize("is_lost", [False, True])
def test_what_was_made_before_the_rest_was_lost_goes(builder: Forks, site: Site, *, is_lost: bool) -> None:
    site.save("posts/four.md", "Title: four\nDate: 2020-01-04\n\nWords.\n")
    builder.call(**site.arguments())
    (site.root / "content/posts/four.md").unlink()
    if is_lost:
        (database,) = site.cache.rglob("results.db")
        database.unlink()
    else:
        (site.root / "beside.py").write_text(f"{BESIDE}\n")
    check(builder, site)


def test_full_build_begins_without_what_was_made_and_is_followed_by_others(
    builder: Forks, site: Site
) -> None:
    site.settings["INCREMENTAL"] = False
    check(builder, site)
    assert not site.cache.exists()
    for is_incremental in (True, False, True):
        site.settings["INCREMENTAL"] = is_incremental
        site.save("posts/four.md", "Title: four\nDate: 2020-01-04\n\nWords.\n")
        builder.call(**site.arguments())
        assert (site.output / "four.program").exists()
        (site.root / "content/posts/four.md").unlink()
        site.settings["INCREMENTAL"] = not is_incremental
        check(builder, site)


def test_list_grows_before_a_file_is_made_and_leaves_out_what_was_there(tmp_path: Path) -> None:
    pelican = SimpleNamespace(output_path=str(tmp_path / "output"), output_retention=["retained"])
    for name in ("retained", "folder"):
        (tmp_path / "output" / name).mkdir(parents=True)
    (tmp_path / "output/mine").touch()
    names = ["mine", "one", "retained/one", "folder/one\nof two"]
    files = Files(wants_reads=False, follows_programs=True)
    with hooked(pelican.output_path), watching(files):
        for again in (False, True):
            inventory = Inventory(tmp_path / "made", pelican)
            with inventory.growing(files):
                for name in names:
                    Path(pelican.output_path, name).write_text("made")
            expected = {"one", "folder/one\nof two"}
            if again:
                inventory.keep({f"{pelican.output_path}/one", f"{pelican.output_path}/mine/", "/elsewhere"})
                expected = {"one", "mine/"}
            found = Inventory(tmp_path / "made", pelican)
            assert {path.removeprefix(f"{pelican.output_path}/") for path in found.others} == expected
    with (tmp_path / "made").open("ab") as file:
        file.write(b"Pcut off")
    assert Inventory(tmp_path / "made", pelican).pages == set()
