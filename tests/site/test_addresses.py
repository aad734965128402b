"""A site is the same at whatever address it is published: a user's, a project's, or a domain of one's own."""

import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import feedparser
import pytest

REPOSITORY = "example/blog"
ADDRESS = b"<the site's address>"

Sites = Mapping[str, Path]
"""The folders of one site, by its address."""


@pytest.fixture
def real_sites(site_path: Path, project_path: Path) -> Sites:
    """The real site on a domain of its own and below a path."""
    return {"https://example.org": site_path, "https://example.github.io/repo": project_path}


@pytest.fixture
def demo_sites(build_folder: Callable[..., Path], demo_project_path: Path) -> Sites:
    """The demo site on a domain of its own and below a path."""
    settings = {"DEMO_SITEURL": "https://blog.example.org", "DEMO_REPOSITORY": REPOSITORY}
    own_path = build_folder("tests/demo/democonf.py", **settings)
    return {"https://blog.example.org": own_path, "https://example.org/repo": demo_project_path}


def list_ids(path: Path) -> list[str]:
    """The id of a feed in Atom or JSON Feed, and those of its entries."""
    if path.suffix == ".json":
        return [item["id"] for item in json.loads(path.read_text(encoding="utf-8"))["items"]]
    parsed = feedparser.parse(path.read_bytes())
    return [parsed.feed.id, *(entry.id for entry in parsed.entries)]


def read_feed_ids(site: Path) -> dict[str, list[str]]:
    """The ids in each feed of a site, by its path."""
    folder = site / "feeds"
    return {
        path.relative_to(folder).as_posix(): list_ids(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_demo_has_feeds_of_each_kind(demo_path: Path) -> None:
    """So that the test below compares something, whatever the real site holds."""
    found = read_feed_ids(demo_path)
    assert {"fr.atom.xml", "fr.json", "comments.atom.xml", "category/cuisine.atom.xml"} <= set(found)
    assert min(map(len, found.values())) > 0


def fold_address(site: Path, address: str) -> Iterator[tuple[str, bytes]]:
    """Each file of a site, by its path, with one word wherever it says where the site is.

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


@pytest.mark.parametrize("name", ["real_sites", "demo_sites"])
def test_site_that_moves_differs_in_its_address_alone_and_sends_subscribers_nothing_again(
    request: pytest.FixtureRequest, name: str
) -> None:
    sites: Sites = request.getfixturevalue(name)
    first, other = (dict(fold_address(site, address)) for address, site in sites.items())
    assert ADDRESS in first["index.html"]
    assert set(other) == set(first)
    assert [name for name, content in other.items() if content != first[name]] == []
    ids, other_ids = (read_feed_ids(site) for site in sites.values())
    assert all(ids.values())
    assert other_ids == ids
    assert not [each for found in ids.values() for each in found if "example" in each]
