"""No reader's address is published: the built sites are searched through, file by file."""

import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest
from pelican.plugins.comments.privacy import find_addresses

ROOT = Path(__file__).parents[2]
TEXTS = {".html", ".xml", ".css", ".js", ".svg", ".txt", ".json", ".md", ""}


def find_in_files(folder: Path) -> dict[str, list[str]]:
    """The addresses in the texts of a folder, by file, written plainly or in the encoding of a link."""
    found = {
        path.relative_to(folder).as_posix(): find_addresses(unquote(path.read_text(encoding="utf-8")))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in TEXTS
    }
    return {name: addresses for name, addresses in found.items() if addresses}


@pytest.mark.parametrize(
    "text", ["Jeanne <jeanne@example.org>", '<a href="mailto:jeanne%40example.org">Jeanne</a>']
)
def test_search_finds_an_address(tmp_path: Path, text: str) -> None:
    (tmp_path / "page.html").write_text(text)
    assert find_in_files(tmp_path) == {"page.html": ["jeanne@example.org"]}


@pytest.mark.parametrize("name", ["site", "preview"])
def test_real_site_holds_no_address(request: pytest.FixtureRequest, name: str) -> None:
    folder: Path = request.getfixturevalue(f"{name}_path")
    assert len(list(folder.rglob("*.html"))) > 10
    assert find_in_files(folder) == {}


def test_demo_site_holds_only_the_address_of_its_authors(demo_path: Path) -> None:
    found = find_in_files(demo_path)
    assert {address for addresses in found.values() for address in addresses} == {"commentaires@example.org"}
    assert not [name for name in found if name.endswith(".xml")]


def test_what_waits_for_a_decision_stays_out_of_git() -> None:
    """A repository is a publication."""
    command = ["git", "check-ignore", "inbox/article/m-0a1b2c3d4e5f.md"]
    assert subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == 0


def test_comments_in_the_repository_hold_no_address() -> None:
    assert find_in_files(ROOT / "content" / "comments") == {}
