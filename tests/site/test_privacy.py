"""No reader's address is published: every file of the built sites is searched."""

import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup
from pelican.plugins.comments.privacy import find_addresses

from tests.site.checks import READERS_WORDS

ROOT = Path(__file__).parents[2]
IP_ADDRESS = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])")
TEXTS = {".html", ".xml", ".css", ".js", ".svg", ".txt", ".json", ".md", ""}


def find_ip_addresses(text: str, suffix: str) -> list[str]:
    """The IP addresses in a file but for those in comments, whose readers may speak of their machines."""
    found = IP_ADDRESS.findall(unquote(text))
    if not found:
        return []
    if suffix != ".html":
        return IP_ADDRESS.findall(unquote(re.sub(r"<content .*?</content>", "", text, flags=re.DOTALL)))
    page = BeautifulSoup(text, "html.parser")
    for element in page.select(f"{READERS_WORDS}, script[type='application/ld+json']"):
        element.decompose()
    return IP_ADDRESS.findall(unquote(str(page)))


def find_in_files(folder: Path) -> dict[str, list[str]]:
    """The e-mail and IP addresses in the texts of a folder, by file."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in TEXTS:
            text = path.read_text(encoding="utf-8")
            found[path.relative_to(folder).as_posix()] = [
                *find_addresses(text),
                *find_ip_addresses(text, path.suffix),
            ]
    return {name: addresses for name, addresses in found.items() if addresses}


def test_address_is_found_unless_a_reader_speaks_of_a_machine(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('<div class="comment-body">Mon routeur est à 192.0.2.1.</div>')
    (tmp_path / "feed.xml").write_text('<entry><content type="html">Et 192.0.2.1 ?</content></entry>')
    assert find_in_files(tmp_path) == {}
    for text, address in (
        ('<a href="mailto:jeanne%40example.org">Jeanne</a>', "jeanne@example.org"),
        ("from 192.0.2.1 at noon", "192.0.2.1"),
    ):
        for name in ("page.html", "feed.xml"):
            (tmp_path / name).write_text(text)
        assert find_in_files(tmp_path) == {"page.html": [address], "feed.xml": [address]}


def test_sites_have_no_address_but_that_of_the_demo_s_authors(
    site_path: Path, demo_path: Path, demo_preview_path: Path
) -> None:
    assert find_in_files(site_path) == find_in_files(demo_preview_path) == {}
    found = find_in_files(demo_path)
    assert {address for addresses in found.values() for address in addresses} == {"commentaires@example.org"}
    assert not [name for name in found if name.endswith(".xml")]


def test_inbox_is_ignored_by_git() -> None:
    """A repository is a publication."""
    command = ["git", "check-ignore", "inbox/article/m-0a1b2c3d4e5f.md"]
    assert subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == 0
