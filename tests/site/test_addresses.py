"""A site is the same at whatever address it is published: a user's, a project's, or a domain of one's own."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

ADDRESS = b"<the site's address>"


def fold_address(site: Path, address: str) -> Iterator[tuple[str, bytes]]:
    """Each file of a site, by its path, with one word for each mention of the site's address.

    Of the search's index, whose files are named after what they hold, only the texts that it found.
    """
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        is_index = path.suffix in {".pf_index", ".pf_meta"} or path.name == "pagefind-entry.json"
        if not path.is_file() or is_index:
            continue
        content = path.read_bytes()
        if path.suffix == ".pf_fragment":
            content = gzip.decompress(content)
            name = str(json.loads(content.removeprefix(b"pagefind_dcd"))["url"])
        for written in (address, quote(address, safe="")):
            content = content.replace(written.encode(), ADDRESS)
        yield name, content


def test_real_site_differs_in_its_address_alone(site_path: Path, project_path: Path) -> None:
    first = dict(fold_address(site_path, "https://example.org"))
    other = dict(fold_address(project_path, "https://example.github.io/repo"))
    assert ADDRESS in first["index.html"]
    assert {*other} == {*first}
    assert [name for name, content in other.items() if content != first[name]] == []
