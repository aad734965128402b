"""A link, resource or fragment that leads nowhere is found, wherever the site lives."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tools.audit import links
from tools.audit.findings import Finding
from tools.audit.sites import BuiltSite


def test_link_from_the_root_is_dead_where_pages_are_read_from_the_disk(tmp_path: Path) -> None:
    page = BeautifulSoup('<a href="/nowhere/">a</a>', "html.parser")
    assert len(links.find_dead_links({"index.html": page}, tmp_path, tmp_path.as_uri())) == 1


def test_link_of_a_reader_is_not_followed(tmp_path: Path) -> None:
    page = BeautifulSoup('<div class="comment-body"><p><a href="/nowhere/">a</a></p></div>', "html.parser")
    assert links.find_dead_links({"index.html": page}, tmp_path, "https://example.org") == []


@pytest.mark.parametrize(
    ("link", "leads_somewhere"),
    [
        ("/", True),
        ("/b/", True),
        ("b/#there", True),
        ("https://example.org/b/#there", True),
        ("/b/index.html", True),
        ("#here", True),
        ("/x.png", True),
        ("/x.png#anything", True),
        ("https://elsewhere.example/gone", True),
        ("mailto:blog@example.org", True),
        ("/b", False),
        ("/c/", False),
        ("/b/#gone", False),
        ("#gone", False),
        ("/y.png", False),
        ("https://example.org/elsewhere", False),
    ],
)
def test_dead_link_is_seen(tmp_path: Path, link: str, *, leads_somewhere: bool) -> None:
    sources = {"index.html": f'<p id="here"></p><a href="{link}">a</a>', "b/index.html": '<p id="there"></p>'}
    for path, html in {**sources, "x.png": ""}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(html)
    pages = {path: BeautifulSoup(html, "html.parser") for path, html in sources.items()}
    faults = links.find_dead_links(pages, tmp_path, "https://example.org")
    assert (faults == []) is leads_somewhere


@pytest.mark.parametrize(
    ("link", "leads_somewhere"),
    [("/repo/", True), ("/repo/x.png", True), ("/x.png", False), ("/", False), ("/repository/", False)],
)
def test_link_out_of_the_base_path_is_dead(tmp_path: Path, link: str, *, leads_somewhere: bool) -> None:
    """It works where the site is at the root of its host, as on the writer's machine."""
    page = f'<a href="{link}">a</a>'
    (tmp_path / "index.html").write_text(page)
    (tmp_path / "x.png").touch()
    pages = {"index.html": BeautifulSoup(page, "html.parser")}
    faults = links.find_dead_links(pages, tmp_path, "https://example.org/repo")
    assert (faults == []) is leads_somewhere


def test_each_picture_of_a_srcset_is_followed(tmp_path: Path) -> None:
    (tmp_path / "x.png").touch()
    page = BeautifulSoup('<img srcset="/x.png 1x, /y.png 2x,">', "html.parser")
    faults = links.find_dead_links({"index.html": page}, tmp_path, "https://example.org")
    assert faults == [("index.html", "<img srcset='/y.png'>")]


def test_finding_names_page_and_link(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="nowhere/">a</a>')
    site = BuiltSite(name="demo", base="/repo", folder=tmp_path, siteurl="http://127.0.0.1:1/repo")
    (finding,) = links.check_links(site)
    assert finding == Finding(
        site="demo /repo/",
        page="index.html",
        tool="links",
        rule="leads nowhere",
        where="<a href='nowhere/'>",
    )
