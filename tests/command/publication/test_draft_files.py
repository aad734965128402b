"""Which links keep a file on the site that drafts use too."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.contents import Static
from pelican.settings import read_settings
from pelican_blog.publication.draft_files import remove_draft_files
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

from .conftest import write_files

SITE = "https://example.org/blog"
SETTINGS_OF_PELICAN = read_settings()
NAMES = ["a.jpg", "a/b.jpg", "a/b.jpg.txt", "x/a é", "x/a"]
PIECES = [f"{SITE}/", *"/blog/ / ../ ./ \" ' ( = , x a".split(" "), " ", *NAMES]  # noqa: SIM905  # so it is readable


@pytest.mark.parametrize(
    ("name", "text", "is_removed"),
    [
        ("index.html", f'<img src="{SITE}/a%20%C3%A9.jpg">', False),
        ("index.html", f"<img srcset='{SITE}/b.jpg 1x,{SITE}/a%20%C3%A9.jpg 2x'>", False),
        ("index.html", '<a href="/blog/a é.jpg">', False),
        ("index.html", '<a href="/a é.jpg">', False),
        ("x/y/index.html", '<a href="../../a%20%C3%A9.jpg#page=2">', False),
        ("theme/style.css", "a { background: url(../a%20%C3%A9.jpg) }", False),
        ("feeds/all.atom.xml", f"&lt;img src={SITE}/a%20%C3%A9.jpg&gt;", False),
        ("feed.json", f'{{"html": "<img src=\\"{SITE}/a%20%C3%A9.jpg\\">"}}', False),
        ("index.html", "", True),
        ("index.html", f'<img src="{SITE}/other/a%20%C3%A9.jpg">', True),
        ("index.html", '<a href="https://example.com/a%20%C3%A9.jpg">', True),
        ("index.html", '<a href="b-a é.jpg">', True),
        ("film.mp4", f"{SITE}/a%20%C3%A9.jpg", True),
    ],
)
def test_file_stays_if_the_site_links_to_it(
    tmp_path: Path, name: str, text: str, *, is_removed: bool
) -> None:
    values = {"title": "x", "save_as": "a é.jpg", "url": "a%20%C3%A9.jpg"}
    write_files(tmp_path, {"a é.jpg": "a picture", name: text})
    removed = remove_draft_files([Static("", values, SETTINGS_OF_PELICAN)], tmp_path, SITE)
    assert removed == (("a é.jpg",) if is_removed else ())
    assert (tmp_path / "a é.jpg").exists() is not is_removed


def test_file_that_only_names_itself_is_removed(tmp_path: Path) -> None:
    write_files(tmp_path, {"notes.txt": f"{SITE}/notes.txt"})
    file = Static("", {"title": "x", "save_as": "notes.txt", "url": "notes.txt"}, SETTINGS_OF_PELICAN)
    assert remove_draft_files([file], tmp_path, SITE) == ("notes.txt",)


def find_slowly(name: str, text: str) -> bool:
    """Whether a text links to a file, by a search for that file alone."""
    start = rf"""(?:{re.escape(SITE)}/|["'(=,\s](?:/blog/|/|(?:\.\./)*))"""
    return bool(re.search(start + re.escape(name), text))


@SHARED_FIXTURES
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_all_files_are_found_as_each_would_be_alone(tmp_path: Path, text: str) -> None:
    files = [Static("", {"title": "x", "save_as": name, "url": name}, SETTINGS_OF_PELICAN) for name in NAMES]
    write_files(tmp_path, {"index.html": text})
    expected = [name for name in NAMES if not find_slowly(name, text)]
    assert list(remove_draft_files(files, tmp_path, SITE)) == expected
