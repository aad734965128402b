"""Every page of the built sites passes every check, no link of theirs is dead, and any address will do."""

import gzip
import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from urllib.parse import quote

from bs4 import BeautifulSoup

from tests.site import checks
from tests.theme.pages import Pages, ReadPage
from tools.audit.links import find_dead_links, read_pages

_SUFFIXES = "html css js json xml txt svg ico png jpg avif webp mp4 webm"
KINDS = {f".{suffix}" for suffix in _SUFFIXES.split()}
"""What a build makes, and what the theme and texts bring."""
INDEX = {".pagefind", ".pf_fragment", ".pf_index", ".pf_meta"}


def find_faults(pages: Pages) -> list[tuple[str, str, str]]:
    """The path, the check and the fault of each page that does not pass."""
    checked = product(pages.items(), checks.CHECKS)
    return [(path, check.__name__, fault) for (path, page), check in checked for fault in check(page)]


def test_pages_of_the_demo_pass_and_no_link_is_dead(pages: Pages, demo_path: Path) -> None:
    assert len(pages) > 40
    assert find_faults(pages) == []
    assert find_dead_links(pages, demo_path, "https://demo.example.org") == []
    texts = {path: (demo_path / path).read_text(encoding="utf-8") for path in pages}
    marks = ("{{", "{%", "%(", "|attach|", "{static}", "{filename}")  # in attributes too
    assert not [(path, mark) for path, text in texts.items() for mark in marks if mark in text]


def test_old_addresses_lead_on_for_readers_and_search_engines(
    pages: Pages, demo: ReadPage, demo_path: Path, demo_project: ReadPage
) -> None:
    found = {path.relative_to(demo_path).as_posix() for path in demo_path.rglob("*.html")} - {*pages}
    text, category = "2023/02/05/un-premier-texte/", "category/le-site/"
    targets = {"p/12/": text, "2009/vieille-adresse/": text, "category/divers/": category}
    assert {path.removesuffix("index.html") for path in found} == {*targets}
    for old, target in targets.items():
        page, address = demo(f"{old}index.html"), f"https://demo.example.org/{target}"
        assert (demo_path / target / "index.html").is_file()
        assert page.select_one("meta[http-equiv=refresh]")["content"] == f"0; url={address}"
        assert page.select_one("link[rel=canonical]")["href"] == page.select_one("main a")["href"] == address
        skipped = {
            checks.find_wrong_parts,
            checks.find_foreign_resources,
        }  # it has no menus, and names no style sheet
        assert [check(page) for check in checks.CHECKS if check not in skipped and check(page)] == []
        other = str(demo_project(f"{old}index.html").select_one("main a")["href"])
        assert other.endswith(f"/{target}")
        assert other.count("/") > address.count("/")
    sitemap = (demo_path / "sitemap.xml").read_text(encoding="utf-8")
    assert not [old for old in targets if f"/{old}<" in sitemap]
    names = [*demo_path.rglob("*.pf_fragment")]
    indexed = {
        str(json.loads(gzip.decompress(name.read_bytes()).removeprefix(b"pagefind_dcd"))["url"])
        for name in names
    }
    assert f"/{text}" in indexed
    assert not indexed & {f"/{old}" for old in targets}
    assert demo("index.html").select("script[data-folder=p]")
    assert not demo("page/2/index.html").select("script[data-folder]")


def test_pages_of_the_real_site_pass_and_no_link_is_dead(site_path: Path) -> None:
    pages = read_pages(site_path)
    assert "index.html" in pages
    assert find_faults(pages) == []
    assert find_dead_links(pages, site_path, "https://example.org") == []


def test_no_link_of_a_preview_is_dead(demo_preview_path: Path) -> None:
    """Its links are relative, so that it can be read from the disk, at whatever depth."""
    pages = read_pages(demo_preview_path)
    assert find_dead_links(pages, demo_preview_path, demo_preview_path.as_uri()) == []


def test_nothing_that_only_builds_the_site_is_published(site_path: Path, demo_path: Path) -> None:
    for folder in (site_path, demo_path):
        files = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
        assert {path.suffix for path in files if path.name != ".nojekyll"} - KINDS == INDEX
        assert {path.parts[0] for path in files if path.suffix in INDEX} == {"pagefind"}


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


FAULTS = [
    (checks.find_repeated_ids, "<p id=a></p><p id=a></p>", "id 'a' occurs 2 times"),
    (checks.find_repeated_ids, "<nav aria-label=a></nav><nav aria-label=a></nav>", "navigation 'a'"),
    (checks.find_broken_references, "<p aria-labelledby='a b' id=a></p>", "aria-labelledby='b'"),
    (checks.find_broken_references, "<input form=none>", "form='none'"),
    (checks.find_fields_without_label, "<label>a</label><input name=t>", "name='t'"),
    (checks.find_nameless_links, "<a href=/x><img alt=''></a>", "href='/x'"),
    (checks.find_nameless_links, "<button></button>", "<button"),
    (checks.find_skipped_headings, "<h1>a</h1><h3>b</h3>", "h3 follows h1"),
    *(
        (checks.find_unrendered_text, f"<p>{text}</p>", "unrendered")
        for text in ("{{ SITENAME }}", "[a](b)", "by %(name)s")
    ),
    (checks.find_unrendered_text, "<p><a>None</a></p>", "unrendered"),
    (checks.find_this_machine, "<a href=http://localhost:8000/>a</a>", "localhost"),
    (checks.find_spaces_that_break, "<html lang=fr><p>Vraiment ?</p>", "Vraiment ?"),
    (checks.find_spaces_that_break, "<html lang=fr><p>« oui</p>", "« oui"),
    (checks.find_spaces_that_break, '<html lang=fr><meta name=description content="Quoi ?">', "Quoi ?"),
    (checks.find_foreign_resources, "<img src=https://tracker.example/x.gif>", "tracker.example"),
    (checks.find_foreign_resources, "<iframe src=//video.example></iframe>", "video.example"),
    (checks.find_foreign_resources, "<link rel=preconnect href=https://a.example>", "a.example"),
    (checks.find_foreign_resources, "<img srcset='/a.png 1x, https://a.example/b.png 2x'>", "a.example"),
    (checks.find_foreign_resources, "<p style='color:red'>a</p>", "inline"),
    (checks.find_inline_handlers, "<p onclick=x>a</p>", "onclick"),
    (checks.find_inline_handlers, "<script>x</script>", "a script is inside"),
]
NEVER = [
    *("<p>a</p>", "<main><nav>a</nav></main>", "<main><p align=left>a</p></main>"),
    *("<main><img src=x width=1 height=1></main>", "<main><img src=x alt='' width=1></main>"),
    *("<main><a href=/a/index.html>a</a></main>", "<main class=article-body><pre>a</pre></main>"),
    *("<main class=article-body><h2>a</h2></main>", "<main class=article-body><h2 id=a>a</h2></main>"),
    "<main><a class=video-facade><i class=video-icon></i></a></main>",
]


def test_each_check_sees_its_fault() -> None:
    """That they let pass what is right, the pages show."""
    for check, html, fault in FAULTS:
        (seen,) = check(BeautifulSoup(html, "html.parser"))
        assert fault in seen
    wrong = [checks.find_wrong_parts(BeautifulSoup(f"<body>{html}</body>", "html.parser")) for html in NEVER]
    found = [fault for each in wrong for fault in each if " is there " not in fault]
    assert len(found) == len(NEVER)
    assert all(any(fault.endswith(reason) for fault in found) for reason in checks.NEVER.values())
    assert all(sum(" is there 0 times" in fault for fault in each) == len(checks.ONCE) for each in wrong)
