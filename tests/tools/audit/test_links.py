"""A link, resource or fragment that leads nowhere is found, wherever the site lives."""

from pathlib import Path

from tools.audit.links import find_dead_links, read_pages

ROOT, REPO, DISK = "https://example.org", "https://example.org/repo", "file:///blog"
LIVE = {
    ROOT: [
        *("/", "/b/", "b/#there", "https://example.org/b/#there", "/b/index.html", "#here", "/x.png"),
        *("/x.png#anything", "https://elsewhere.example/gone", "mailto:blog@example.org"),
    ],
    REPO: ["/repo/", "/repo/x.png"],
    DISK: [],
}
DEAD = {
    ROOT: ["/b", "/c/", "/b/#gone", "#gone", "/y.png", "https://example.org/elsewhere"],
    REPO: ["/x.png", "/", "/repository/"],  # they work at the root of a host, as on the writer's machine
    DISK: ["/b/"],  # from the root, where pages are read from the disk
}


def test_dead_links_are_named_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b/index.html").write_text('<p id="there"></p>')
    (tmp_path / "x.png").touch()
    for siteurl, dead in DEAD.items():
        links = "".join(f'<a href="{link}">a</a>' for link in [*dead, *LIVE[siteurl]])
        (tmp_path / "index.html").write_text(f'<p id="here"></p>{links}')
        found = find_dead_links(read_pages(tmp_path), tmp_path, siteurl)
        assert found == [("index.html", f"<a href={link!r}>") for link in dead]


def test_each_picture_of_a_srcset_is_followed_but_no_link_of_a_reader(tmp_path: Path) -> None:
    (tmp_path / "x.png").touch()
    reader = '<div class="comment-body"><p><a href="/nowhere/">a</a></p></div>'
    (tmp_path / "index.html").write_text(f'<img srcset="/x.png 1x, /y.png 2x,">{reader}')
    faults = find_dead_links(read_pages(tmp_path), tmp_path, ROOT)
    assert faults == [("index.html", "<img srcset='/y.png'>")]
