"""What of the site's own keeps a file on it that drafts use too, and what does not."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.contents import Static
from pelican.settings import read_settings
from pelican_blog.publication.draft_files import remove_draft_files
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

from plugins.images.tests.photos import draw, encode
from tests.command.publication.conftest import SETTINGS, Run, write_files, write_post

SITE = "https://example.org/blog"
SETTINGS_OF_PELICAN = read_settings()


def remove(folder: Path, name: str, text: str) -> bool:
    """Whether a page of this text leaves the picture of a draft on the site no longer."""
    file = Static("", {"title": "x", "save_as": "a é.jpg", "url": "a%20%C3%A9.jpg"}, read_settings())
    write_files(folder, {"a é.jpg": "a picture", name: text})
    removed = remove_draft_files([file], folder, SITE)
    assert (removed == ("a é.jpg",)) is not (folder / "a é.jpg").exists()
    return bool(removed)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("index.html", f'<img src="{SITE}/a%20%C3%A9.jpg">'),
        ("index.html", f"<img srcset='{SITE}/b.jpg 1x,{SITE}/a%20%C3%A9.jpg 2x'>"),
        ("index.html", '<a href="/blog/a é.jpg">'),
        ("index.html", '<a href="/a é.jpg">'),
        ("x/y/index.html", '<a href="../../a%20%C3%A9.jpg#page=2">'),
        ("theme/style.css", "a { background: url(../a%20%C3%A9.jpg) }"),
        ("feeds/all.atom.xml", f"&lt;img src={SITE}/a%20%C3%A9.jpg&gt;"),
        ("feed.json", f'{{"html": "<img src=\\"{SITE}/a%20%C3%A9.jpg\\">"}}'),
    ],
)
def test_file_that_the_site_names_stays(tmp_path: Path, name: str, text: str) -> None:
    assert not remove(tmp_path, name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("index.html", ""),
        ("index.html", f'<img src="{SITE}/other/a%20%C3%A9.jpg">'),
        ("index.html", '<a href="https://example.com/a%20%C3%A9.jpg">'),
        ("index.html", '<a href="b-a é.jpg">'),
        ("film.mp4", f"{SITE}/a%20%C3%A9.jpg"),
    ],
)
def test_file_that_nothing_names_goes(tmp_path: Path, name: str, text: str) -> None:
    assert remove(tmp_path, name, text)


PIECES = st.sampled_from(
    [
        f"{SITE}/",
        "/blog/",
        "/",
        "../",
        "./",
        '"',
        "'",
        "(",
        "=",
        ",",
        " ",
        "a.jpg",
        "a/b.jpg",
        "a/b.jpg.txt",
        "x/a é",
        "x",
        "a",
    ]
)
NAMES = ["a.jpg", "a/b.jpg", "a/b.jpg.txt", "x/a é", "x/a"]


def find_slowly(name: str, text: str) -> bool:
    """Whether a text names a file, looked for by itself."""
    start = rf"""(?:{re.escape(SITE)}/|["'(=,\s](?:/blog/|/|(?:\.\./)*))"""
    return bool(re.search(start + re.escape(name), text))


@SHARED_FIXTURES
@given(st.lists(PIECES, max_size=12).map("".join))
def test_all_files_are_found_as_each_would_be_alone(tmp_path: Path, text: str) -> None:
    files = [Static("", {"title": "x", "save_as": name, "url": name}, SETTINGS_OF_PELICAN) for name in NAMES]
    write_files(tmp_path, {"index.html": text})
    expected = [name for name in NAMES if not find_slowly(name, text)]
    assert list(remove_draft_files(files, tmp_path, SITE)) == expected


def test_picture_that_a_drafts_header_names_stays_at_home(blog: Path, publish: Run) -> None:
    write_files(
        blog,
        {
            "pelicanconf.py": SETTINGS + "PLUGINS = ['comments', 'discovery']\n",
            "content/posts/secret.md": write_post("Secret", "Status: draft", "Image: images/hush.jpg"),
            "content/posts/other.md": write_post("Other", "Image: images/shown.jpg"),
        },
    )
    for name in ("hush", "shown"):
        (blog / f"content/images/{name}.jpg").write_bytes(encode(draw((640, 360)), "jpeg"))
    done = publish()
    assert done.returncode == 0, done.stderr
    assert "Left out, as only drafts use them: images/hush.jpg\n" in done.stdout
    assert {path.name for path in (blog / "output/images").iterdir()} == {"cat.txt", "shown.jpg"}
