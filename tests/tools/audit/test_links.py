"""A link, resource or fragment that leads nowhere is found, wherever the site lives."""

from pathlib import Path

import pytest

from tools.audit.links import find_dead_links, read_pages

ROOT = "https://example.org"
REPO = "https://example.org/repo"


LIVE = {
    ROOT: [
        *("/", "/b/", "b/#there", "https://example.org/b/#there", "/b/index.html", "#here", "/x.png"),
        *("/x.png#anything", "https://elsewhere.example/gone", "mailto:blog@example.org"),
    ],
    REPO: ["/repo/", "/repo/x.png"],
}
DEAD = {
    ROOT: ["/b", "/c/", "/b/#gone", "#gone", "/y.png", "https://example.org/elsewhere"],
    REPO: ["/x.png", "/", "/repository/"],  # they work at the root of a host, as on the writer's machine
    "file:///blog": ["/b/"],  # from the root, where pages are read from the disk
}


def list_cases(links: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(siteurl, link) for siteurl, among in links.items() for link in among]


def find_dead(folder: Path, siteurl: str, link: str) -> list[tuple[str, str]]:
    (folder / "b").mkdir()
    (folder / "b/index.html").write_text('<p id="there"></p>')
    (folder / "index.html").write_text(f'<p id="here"></p><a href="{link}">a</a>')
    (folder / "x.png").touch()
    return find_dead_links(read_pages(folder), folder, siteurl)


@pytest.mark.parametrize(("siteurl", "link"), list_cases(LIVE))
def test_link_that_leads_somewhere_is_left_alone(tmp_path: Path, siteurl: str, link: str) -> None:
    assert find_dead(tmp_path, siteurl, link) == []


@pytest.mark.parametrize(("siteurl", "link"), list_cases(DEAD))
def test_dead_link_is_named(tmp_path: Path, siteurl: str, link: str) -> None:
    assert find_dead(tmp_path, siteurl, link) == [("index.html", f"<a href={link!r}>")]


def test_each_picture_of_a_srcset_is_followed_but_no_link_of_a_reader(tmp_path: Path) -> None:
    (tmp_path / "x.png").touch()
    reader = '<div class="comment-body"><p><a href="/nowhere/">a</a></p></div>'
    (tmp_path / "index.html").write_text(f'<img srcset="/x.png 1x, /y.png 2x,">{reader}')
    faults = find_dead_links(read_pages(tmp_path), tmp_path, ROOT)
    assert faults == [("index.html", "<img srcset='/y.png'>")]
