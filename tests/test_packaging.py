"""What each plugin's wheel holds: the plugin whole, its documents, and nothing of the site."""

import subprocess
import sys
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

PLUGINS = Path(__file__).parent.parent / "plugins"
EXPECTED = {
    "comments": {
        "locale/fr.po",
        "templates/comments/comment.html",
        "templates/comments/discussion.html",
        "templates/comments/form.html",
    },
    "localization": set(),
    "typography": set(),
    "video": {"templates/video/video.html"},
}


@pytest.fixture(scope="module", params=EXPECTED)
def wheel(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, zipfile.ZipFile]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*command, str(PLUGINS / request.param)], check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return request.param, zipfile.ZipFile(path)


def test_wheel_holds_the_plugin_and_nothing_else(wheel: tuple[str, zipfile.ZipFile]) -> None:
    name, archive = wheel
    package = f"pelican/plugins/{name}/"
    source = PLUGINS / name / package
    modules = {path.name for path in source.glob("*.py")}
    assert {"__init__.py", "plugin.py"} <= modules
    held = {path for path in archive.namelist() if ".dist-info/" not in path}
    assert held == {package + path for path in modules | EXPECTED[name] | {"py.typed"}}


def test_namespace_stays_open(wheel: tuple[str, zipfile.ZipFile]) -> None:
    """An __init__.py in pelican/ or pelican/plugins/ would hide every other plugin."""
    _, archive = wheel
    assert not {"pelican/__init__.py", "pelican/plugins/__init__.py"} & set(archive.namelist())


def test_page_on_the_index_says_what_it_is(wheel: tuple[str, zipfile.ZipFile]) -> None:
    name, archive = wheel
    (path,) = [path for path in archive.namelist() if path.endswith(".dist-info/METADATA")]
    metadata = HeaderParser().parsestr(archive.read(path).decode())
    assert metadata["Name"] == f"pelican-{name}"
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Summary"]
    assert "Framework :: Pelican :: Plugins" in metadata.get_all("Classifier", [])
    assert metadata.get_payload().startswith(f"# pelican-{name}")
    assert [held for held in archive.namelist() if held.endswith("licenses/LICENSE")]
