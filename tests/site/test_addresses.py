"""A site is the same at whatever address it is published: a user's, a project's, or a domain of one's own."""

import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import feedparser
import pytest

ADDRESSES = ("https://example.github.io", "https://example.github.io/repo", "https://blog.example.org")
REPOSITORY = "example/blog"
ADDRESS = b"<the site's address>"

Sites = Mapping[str, Path]
"""The folders of one site, by its address."""


@pytest.fixture(
    scope="module",
    params=[
        "real",
        "demo",
    ],
)
def sites(request: pytest.FixtureRequest, build_folder: Callable[..., Path]) -> Sites:
    if request.param == "demo":
        return {
            address: build_folder("tests/demo/democonf.py", DEMO_SITEURL=address, DEMO_REPOSITORY=REPOSITORY)
            for address in ADDRESSES
        }
    content = request.getfixturevalue("seeded_content")
    return {
        address: build_folder("publishconf.py", content, SITEURL=address, GITHUB_REPOSITORY=REPOSITORY)
        for address in ADDRESSES
    }


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


def test_site_that_moves_sends_subscribers_nothing_again(sites: Sites) -> None:
    first, *others = (read_feed_ids(site) for site in sites.values())
    assert all(ids for ids in first.values())
    assert [ids == first for ids in others] == [True, True]
    assert not [each for ids in first.values() for each in ids if "example" in each]


def test_demo_has_feeds_of_each_kind(build_folder: Callable[..., Path]) -> None:
    """So that the test above compares something, whatever the real site holds."""
    found = read_feed_ids(build_folder("tests/demo/democonf.py"))
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


def test_nothing_but_the_address_differs(sites: Sites) -> None:
    first, *others = (dict(fold_address(site, address)) for address, site in sites.items())
    assert ADDRESS in first["index.html"]
    for other in others:
        assert set(other) == set(first)
        assert [name for name, content in other.items() if content != first[name]] == []
