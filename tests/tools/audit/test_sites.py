"""Sites are served as by GitHub Pages, their pages have types, and dead links are found."""

import dataclasses
import sys
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from tests.tools.audit.conftest import MakeSite, ServeFiles
from tools.audit import __main__ as command
from tools.audit import chromium, programs, screenshots, sites
from tools.audit.links import find_dead_links, read_pages
from tools.audit.pages import OTHER, build_types, choose_largest, find_missing_types, name_type
from tools.audit.programs import ToolError
from tools.audit.sites import BuiltSite, build_site, serve_sites

EXAMPLES = {
    "home": ["index.html"],
    "article": ["2015/11/20/le-tango/index.html", "en/2025/05/12/a-tart/index.html"],
    "page": ["a-propos/index.html"],
    "archive": ["archives/index.html"],
    "category": ["category/cuisine/index.html"],
    "tag": ["tag/pain/index.html"],
    "author": ["author/camille/index.html"],
    "404": ["404.html"],
    "search": ["recherche/index.html"],
    "thank-you": ["merci/index.html"],
    OTHER: [
        *("2015/index.html", "2015/11/index.html", "page/2/index.html", "tag/pain/page/2/index.html"),
        *("tags/index.html", "drafts/un-brouillon/index.html"),
    ],
}


def test_type_follows_from_the_path() -> None:
    for name, paths in EXAMPLES.items():
        assert {path: name_type(path) for path in paths} == dict.fromkeys(paths, name)


def test_search_and_thanks_are_where_the_settings_have_them() -> None:
    for path, name, thanks in (
        ("search/index.html", "search", {"thanks_page": "thanks/"}),
        ("thanks/index.html", "thank-you", {"thanks_page": "thanks/"}),
        ("thanks/index.html", "page", {}),
        ("index.html", "home", {}),
        ("recherche/index.html", "page", {}),
    ):
        types = build_types([{"SEARCH_SAVE_AS": "search/index.html", "COMMENTS": thanks}])
        assert next(known for known, pattern in types.items() if pattern.fullmatch(path)) == name


def test_largest_page_of_each_type_is_chosen() -> None:
    sizes = {"index.html": 1, "a/index.html": 2, "b/index.html": 3, "tags/index.html": 4}
    largest = {"home": "index.html", "page": "b/index.html"}
    assert choose_largest(sizes) == largest
    assert choose_largest(sizes, others=True) == {**largest, OTHER: "tags/index.html"}


def test_type_without_a_page_is_found(make_site: MakeSite) -> None:
    """The real blog may lack what only comes with its first text."""
    demo = make_site(["index.html", "archives/index.html", "404.html"])
    missing = {*EXAMPLES} - {"home", "archive", "404", OTHER}
    assert {(found.site, found.page) for found in find_missing_types(demo)} == {
        ("demo /repo/", name) for name in missing
    }
    real = dataclasses.replace(demo, name="real")
    assert [(found.site, found.page) for found in find_missing_types(real)] == [("real /repo/", "search")]


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


FILES = {
    "index.html": "home",
    "404.html": "nothing here",
    "a/index.html": "a",
    "a b.txt": "a text",
    "theme/style.css": "",
}
ANSWERS = {
    "/": (200, b"home"),
    "/a/?q=1": (200, b"a"),
    "/a": (307, b""),
    "/a%20b.txt": (200, b"a text"),
    "/nowhere": (404, b"nothing here"),
    "/nowhere/deep/down/": (404, b"nothing here"),
    "/theme/": (404, b"nothing here"),  # it lists no folder
    "/%2e%2e/%2e%2e/etc/passwd": (404, b"nothing here"),
}


def request(site: BuiltSite, target: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(site.siteurl).netloc, timeout=120)
    connection.request("GET", target)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.mark.parametrize("base", ["", "/repo"])
def test_answer_to_a_path(serve_files: ServeFiles, base: str) -> None:
    """Outside the base path there is nothing, not even the site's 404."""
    site = serve_files(FILES, base)
    for path, answer in ANSWERS.items():
        response, body = request(site, base + path)
        assert (response.status, body) == answer
        assert response.headers["Cache-Control"] == "max-age=600"
    for path in ("/", "/theme/style.css", "/repository/", "/other/repo/") if base else ():
        response, body = request(site, path)
        assert (response.status, body) == (404, b"Not Found")


def test_missing_programs_are_named_with_their_packages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs, "NODE_MODULES", tmp_path / "node_modules")
    result = CliRunner().invoke(command.main, [])
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "no Chromium on this machine; on Debian: apt-get install chromium libatomic1",
        "no Java on this machine; on Debian: apt-get install default-jre-headless",
        "the audit's own tools are not installed; run: make audit",
    ]
    with pytest.raises(SystemExit, match="chromium"):
        screenshots.main()
    for name in chromium.NAMES:
        (tmp_path / name).touch(mode=0o755)
        assert chromium.find_chromium() == str(tmp_path / name)
        (tmp_path / name).unlink()


def test_tool_reads_its_input_may_exit_with_findings_and_is_an_error_if_it_prints_no_json() -> None:
    script = "import sys; print(sys.stdin.read()); sys.exit(1)"
    assert programs.read_json(sys.executable, "-c", script, data='{"a": 1}') == {"a": 1}
    with pytest.raises(programs.ToolError, match="out of memory"):
        programs.read_json(sys.executable, "-c", "import sys; sys.exit('out of memory')")


@pytest.mark.slow
def test_sites_are_served_where_their_links_lead() -> None:
    with serve_sites(("real", ""), ("demo", "/repo")) as served:
        assert [site.label for site in served] == ["real /", "demo /repo/"]
        for site in served:
            home = (site.folder / "index.html").read_text(encoding="utf-8")
            assert f'href="{site.siteurl}/theme/style.css"' in home
            with urlopen(f"{site.siteurl}/", timeout=120) as response:  # noqa: S310  # it is ours
                assert response.read().decode() == home
        folders = [site.folder for site in served]
    assert not any(folder.exists() for folder in folders)


def test_site_that_cannot_be_built_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "conf.py"
    monkeypatch.setitem(sites.SETTINGS, "real", str(settings))
    settings.write_text("raise SystemExit('conf.py: no address; say one.')")
    with pytest.raises(ToolError, match="say one"):
        build_site("real", tmp_path / "output", "nowhere")
    settings.write_text("import time\ntime.sleep(600)\n")
    monkeypatch.setattr(programs, "PATIENCE", 0.2)
    with pytest.raises(ToolError, match=r"within 0\.2 seconds"):
        build_site("real", tmp_path / "output", "nowhere")
