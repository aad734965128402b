"""A site is the same at whatever address it is published: a user's, a project's, or a domain of one's own."""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import feedparser
import pytest

ADDRESS = b"<the site's address>"


def list_ids(path: Path) -> list[str]:
    """The id of a feed in Atom or JSON Feed, and those of its entries."""
    if path.suffix == ".json":
        return [item["id"] for item in json.loads(path.read_text(encoding="utf-8"))["items"]]
    parsed = feedparser.parse(path.read_bytes())
    return [parsed.feed.id, *(entry.id for entry in parsed.entries)]


def read_feed_ids(site: Path) -> dict[str, list[str]]:
    """The ids in each feed of a site, by its path."""
    paths = [path for path in sorted((site / "feeds").rglob("*")) if path.is_file()]
    return {path.relative_to(site).as_posix(): list_ids(path) for path in paths}


def fold_address(site: Path, address: str) -> Iterator[tuple[str, bytes]]:
    """Each file of a site, by its path, with one word for each mention of the site's address.

    Of the search's index, whose files are named after what they hold, only the texts that it found.
    """
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if not path.is_file():
            continue
        content = path.read_bytes()
        if path.suffix == ".pf_fragment":
            content = gzip.decompress(content)
            name = str(json.loads(content.removeprefix(b"pagefind_dcd"))["url"])
        elif path.suffix in {".pf_index", ".pf_meta"} or path.name == "pagefind-entry.json":
            continue
        for written in (address, quote(address, safe="")):
            content = content.replace(written.encode(), ADDRESS)
        yield name, content


def compare(*sites: tuple[Path, str]) -> dict[str, list[str]]:
    """The ids in the feeds of a site, once it has been found to be the same at both addresses."""
    first, other = (dict(fold_address(site, address)) for site, address in sites)
    assert ADDRESS in first["index.html"]
    assert {*other} == {*first}
    assert [name for name, content in other.items() if content != first[name]] == []
    ids, other_ids = (read_feed_ids(site) for site, _ in sites)
    assert other_ids == ids
    assert all(ids.values())
    assert not [each for found in ids.values() for each in found if "example" in each]
    return ids


def test_real_site_differs_in_its_address_alone(site_path: Path, project_path: Path) -> None:
    compare((site_path, "https://example.org"), (project_path, "https://example.github.io/repo"))


@pytest.mark.slow
def test_demo_site_differs_in_its_address_alone_and_sends_subscribers_nothing_again(
    build_folder: Callable[..., Path], demo_project_path: Path
) -> None:
    settings = {"DEMO_SITEURL": "https://blog.example.org", "DEMO_REPOSITORY": "example/blog"}
    own_path = build_folder("tests/demo/democonf.py", **settings)
    ids = compare((own_path, "https://blog.example.org"), (demo_project_path, "https://example.org/repo"))
    names = ("fr.atom.xml", "fr.json", "comments.atom.xml", "category/cuisine.atom.xml")
    assert {f"feeds/{name}" for name in names} <= {*ids}
