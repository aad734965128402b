"""No reader's address is published: the built sites are searched through, file by file."""

import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from pelican.plugins.comments.privacy import find_addresses

from tests.site.checks import READERS_WORDS

ROOT = Path(__file__).parents[2]
IP_ADDRESS = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])")
TEXTS = {".html", ".xml", ".css", ".js", ".svg", ".txt", ".json", ".md", ""}


def find_all(path: Path) -> list[str]:
    """The e-mail and IP addresses in a built file, the latter but for what readers say of their machines."""
    text = path.read_text(encoding="utf-8")
    return find_addresses(text) + IP_ADDRESS.findall(unquote(drop_readers_words(text, path.suffix)))


def drop_readers_words(text: str, suffix: str) -> str:
    """A page or a feed without the words of comments."""
    if suffix != ".html":
        return re.sub(r"<content .*?</content>", "", text, flags=re.DOTALL)
    page = BeautifulSoup(text, "html.parser")
    for element in page.select(f"{READERS_WORDS}, script[type='application/ld+json']"):
        element.decompose()
    return str(page)


def find_in_files(folder: Path) -> dict[str, list[str]]:
    """The addresses in the texts of a folder, by file."""
    found = {
        path.relative_to(folder).as_posix(): find_all(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in TEXTS
    }
    return {name: addresses for name, addresses in found.items() if addresses}


def test_machine_that_a_reader_speaks_of_is_none(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('<div class="comment-body">Mon routeur est à 192.0.2.1.</div>')
    (tmp_path / "feed.xml").write_text('<entry><content type="html">Et 192.0.2.1 ?</content></entry>')
    assert find_in_files(tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Jeanne <jeanne@example.org>", "jeanne@example.org"),
        ('<a href="mailto:jeanne%40example.org">Jeanne</a>', "jeanne@example.org"),
        ("from 192.0.2.1 at noon", "192.0.2.1"),
    ],
)
def test_search_finds_an_address(tmp_path: Path, text: str, address: str) -> None:
    (tmp_path / "page.html").write_text(text)
    assert find_in_files(tmp_path) == {"page.html": [address]}


@pytest.mark.parametrize("name", ["site_path", "preview_path"])
def test_real_site_holds_no_address(request: pytest.FixtureRequest, name: str) -> None:
    folder: Path = request.getfixturevalue(name)
    assert (folder / "index.html").is_file()
    assert find_in_files(folder) == {}


def test_demo_site_holds_only_the_address_of_its_authors(demo_path: Path) -> None:
    found = find_in_files(demo_path)
    assert {address for addresses in found.values() for address in addresses} == {"commentaires@example.org"}
    assert not [name for name in found if name.endswith(".xml")]


def test_what_waits_for_a_decision_stays_out_of_git() -> None:
    """A repository is a publication."""
    command = ["git", "check-ignore", "inbox/article/m-0a1b2c3d4e5f.md"]
    assert subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == 0
