"""A page of each type of each site, with scripts on and off: without them only the search is lost."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.fixtures import DEMO, serve_published, wait_until, watch_errors
from tools.audit.pages import OTHER, name_type

ISSUES = "https://github.com/example/blog/issues/new"
SITES = {
    "project_path": ("https://example.github.io/repo", ISSUES),
    "demo_path": (DEMO, "https://commentaires.example.org/recevoir"),
    "demo_project_path": ("https://example.org/repo", ISSUES),
}
"""Each site's address and its form's: the real site, and the demo, which has every feature."""
READ = """() => ({
  heading: document.querySelector("h1").checkVisibility(),
  width: document.documentElement.scrollWidth,
  text: document.body.innerText,
  icons: [...document.querySelectorAll("button.video-icon")].map((icon) => icon.innerText),
  links: [...document.links].filter((link) => link.checkVisibility()).map((link) => link.href),
  fields: [...document.querySelectorAll("input:not(.task-list-item input), textarea, select, button")].filter(
    (field) => field.checkVisibility() && !field.matches(":enabled:not([readonly])")).length,
  senders: [...document.forms].filter(
    (form) => form.checkVisibility() && !form.querySelector("button:enabled")).length,
  actions: [...document.forms].map((form) => form.action),
})"""


Visits = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What a reader meets on each page of a site, 320 px wide, and what the browser requested and logged."""

    folder: Path
    siteurl: str
    receiver: str
    on: Visits
    off: Visits
    errors: list[str]
    asked: list[str]


def choose_pages(folder: Path) -> list[str]:
    """The largest page of each type and set of scripts; of other pages, of each form of address."""
    chosen: dict[tuple[str, ...], Path] = {}
    for page in sorted(folder.rglob("*.html"), key=lambda page: (page.stat().st_size, page)):
        if 'http-equiv="refresh"' in page.read_text(encoding="utf-8"):
            continue  # an old address: see test_redirects.py
        path = page.relative_to(folder).as_posix()
        name, parts = name_type(path), re.sub(r"\d+", "0", path).split("/")
        kind = (name,) if name != OTHER else (parts[0], *("page" for part in parts if part == "page"))
        scripts = re.findall(r'<script [^>]*\bsrc="(?:[^"]*/)?([^"]+)"', page.read_text(encoding="utf-8"))
        chosen[str(len(parts)), *kind, *sorted(scripts)] = page
    return [page.relative_to(folder).as_posix().removesuffix("index.html") for page in chosen.values()]


@pytest.fixture(scope="module", params=SITES)
def walk(request: pytest.FixtureRequest, browser: Browser) -> Walk:
    folder: Path = request.getfixturevalue(request.param)
    siteurl, receiver = SITES[request.param]
    errors: list[str] = []
    visits: dict[bool, dict[str, Any]] = {True: {}, False: {}}
    options: Any = {"viewport": {"width": 320, "height": 640}, "reduced_motion": "reduce"}
    asked: list[str] = []
    for scripts, found in visits.items():
        with browser.new_context(java_script_enabled=scripts, **options) as context:
            serve_published(context, folder, siteurl)
            page = context.new_page()
            watch_errors(page, errors)
            page.on("request", lambda request: asked.append(request.url))
            for path in choose_pages(folder):
                response = page.goto(f"{siteurl}/{path}")
                assert response, path
                found[path] = {"status": response.status, **page.evaluate(READ)}
    on, off = visits.values()
    return Walk(folder=folder, siteurl=siteurl, receiver=receiver, on=on, off=off, errors=errors, asked=asked)


def test_every_page_is_whole(walk: Walk) -> None:
    """It fits a small screen, its forms can be filled in and lead to the right place; no error is logged."""
    whole = {"status": 200, "heading": True, "width": 320, "fields": 0, "senders": 0}
    for visits in (walk.on, walk.off):
        assert [path for path, visit in visits.items() if {**visit, **whole} != visit] == []
        actions = {action for visit in visits.values() for action in visit["actions"]}
        assert actions - {walk.receiver} <= {f"{walk.siteurl}/{path}" for path in visits}
        assert actions > {walk.receiver}
    types = {name_type(f"{path}index.html") for path in walk.on}
    assert types > {"home", "article", "page", "archive", "search"}
    assert walk.errors == []
    assert len(walk.asked) > len(walk.on)
    assert [url for url in walk.asked if not url.startswith(f"{walk.siteurl}/")] == []


def test_scripts_add_nothing_but_the_search_form_and_the_play_icon(walk: Walk) -> None:
    searches = 0
    for path, on in walk.on.items():
        off = walk.off[path]
        assert on["links"] == off["links"], path
        icons = {line.strip() for icon in on["icons"] for line in icon.splitlines()}
        added, lost = list_lines(on) - list_lines(off) - icons, list_lines(off) - list_lines(on)
        file = walk.folder / path
        page = BeautifulSoup((file / "index.html" if file.is_dir() else file).read_text(), "html.parser")
        search = page.select("form[role=search]")
        said = {element.text for form in search for element in form.select("label, button")}
        without = {element.text for element in page.select(".search-without")}
        assert (added, lost) == (said, without if search else set()), path
        searches += bool(search)
    assert searches


def list_lines(visit: Mapping[str, Any]) -> set[str]:
    """The lines of the visible text."""
    return {line.strip() for line in visit["text"].splitlines()} - {""}


def test_404_page_is_whole_at_any_depth(walk: Walk, browser: Browser) -> None:
    paths = ["nowhere", "nowhere/", "2015/11/20/nowhere/", "a/b/c/d/e.html", "feeds/nowhere.atom.xml"]
    with browser.new_context() as context:
        serve_published(context, walk.folder, walk.siteurl)
        page = context.new_page()
        for path in paths:
            response = page.goto(f"{walk.siteurl}/{path}")
            assert response, path
            assert response.status == 404, path
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            expect(page.locator("header a").first).to_have_js_property("href", f"{walk.siteurl}/")
            rules = page.evaluate("[...document.styleSheets].map((sheet) => sheet.cssRules.length > 0)")
            assert rules == [True], path


REFUSAL = re.compile("Content Security Policy|Trusted")
BREACHES = (
    "document.createElement('script').text = '1'",
    "document.body.innerHTML = '<p>'",
    "document.body.setAttribute('style', 'color: red')",
    "new Image().src = 'https://elsewhere.example/x.png'",
    "fetch('https://elsewhere.example/').catch(() => 0)",
    "document.body.append(Object.assign(document.createElement('iframe'), {src: 'https://elsewhere.example'}))",
    "WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))",
)


def test_policy_stops_what_it_forbids(open_page: Callable[..., Page], demo_path: Path) -> None:
    """Even a script of the page's own; and watch_errors() notices."""
    page = open_page(f"{DEMO}/404.html", site=(demo_path, DEMO), errors_allowed="")
    errors: list[str] = []
    watch_errors(page, errors)
    scripts = iter(BREACHES)

    def answer(route: Route) -> None:
        route.fulfill(body=next(scripts), content_type="text/javascript")

    page.context.route("**/theme/js/video.js", answer)
    for script in BREACHES:
        errors.clear()
        page.goto(f"{DEMO}/2023/02/19/une-video-avec-affiche/")
        wait_until(page, f"the browser logs a breach: {script}", lambda: any(map(REFUSAL.search, errors)))
