"""The whole site, link by link, with scripts on and off: without them only the search is lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from tests.browser.fixtures import is_skipped_transition, wait_until
from tests.browser.published import serve_published
from tools.audit.chromium import wait_for

ISSUES = "https://github.com/example/blog/issues/new"
SITES = {
    "site_path": ("https://example.org", ISSUES),
    "user_path": ("https://example.github.io", ISSUES),
    "project_path": ("https://example.github.io/repo", ISSUES),
    "demo_path": ("https://demo.example.org", "https://commentaires.example.org/recevoir"),
    "demo_project_path": ("https://example.org/repo", ISSUES),
}
"""Where each site is, and where its form leads.

The real one on a domain of its own, as a user's and as a project's; the demo, which has every feature.
"""
NOT_PAGES = (".xml", ".json", ".css", ".js", ".png", ".jpg", ".webp", ".avif", ".svg", ".mp4", ".webm")
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
  assets: [
    ...[...document.querySelectorAll("[src], link[href], [poster]")].flatMap(
      (element) => [element.src, element.href, element.poster]),
    ...[...document.querySelectorAll("[srcset]")].flatMap(
      (element) => element.srcset.split(",").map(
        (part) => new URL(part.trim().split(" ")[0], document.baseURI).href)),
    ...[...document.querySelectorAll("meta[property='og:image']")].map((element) => element.content),
    ...[...document.links].map((link) => link.href),
  ].filter(Boolean),
})"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a reader meets at an address, on a screen of 320 px."""

    status: int
    heading: bool
    width: int
    text: str
    icons: list[str]
    links: list[str]
    fields: int
    senders: int
    actions: list[str]
    assets: list[str]
    """What the page is made of or leads to, in every format and width."""

    @property
    def lines(self) -> set[str]:
        """The lines of the visible text."""
        return {line.strip() for line in self.text.splitlines()} - {""}


Walk = Mapping[str, Visit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Walks:
    """A site walked both ways, by address, and what the browser complained of."""

    folder: Path
    siteurl: str
    receiver: str
    on: Walk
    off: Walk
    complaints: list[str]
    files: Mapping[str, int]
    """The status of each file of the site that a page names and that is no page."""


def walk_site(page: Page, siteurl: str, others: Iterable[str]) -> dict[str, Visit]:
    """What stands at each address that links lead to, from the home page and some others on."""
    visits: dict[str, Visit] = {}
    waiting = [f"{siteurl}/", *(f"{siteurl}/{path}" for path in others)]
    while waiting:
        address = waiting.pop()
        response = page.goto(address)
        assert response, address
        visits[address] = Visit(status=response.status, **page.evaluate(READ))
        found = {urldefrag(link).url for link in visits[address].links}
        inside = {link for link in found if link.startswith(f"{siteurl}/") and not link.endswith(NOT_PAGES)}
        waiting += sorted(inside - set(visits) - set(waiting))
    return visits


def fetch_files(page: Page, visits: Walk, siteurl: str) -> dict[str, int]:
    """The status of all that the pages are made of and lead to, below the site's address, but the pages."""
    named = {urldefrag(address).url for visit in visits.values() for address in visit.assets}
    named -= {*visits, f"{siteurl}/favicon.ico"}  # every request for which Playwright stops
    files = sorted(address for address in named if address.startswith(f"{siteurl}/"))
    page.goto(f"{siteurl}/robots.txt")  # which has no policy: pages may not fetch by script
    fetch = "(url) => fetch(url).then((response) => response.status)"
    return {address: wait_for(page, f"{address} is fetched", fetch, address) for address in files}


def watch(page: Page, complaints: list[str]) -> None:
    """Note each error that the browser logs, which includes each breach of the page's policy."""

    def note(text: str) -> None:
        complaints.append(f"{page.url}: {text}")

    page.on("console", lambda message: note(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: None if is_skipped_transition(error) else note(str(error)))


@pytest.fixture(scope="module", params=SITES)
def walks(request: pytest.FixtureRequest, browser: Browser) -> Walks:
    folder: Path = request.getfixturevalue(request.param)
    siteurl, receiver = SITES[request.param]
    complaints: list[str] = []
    found: list[Walk] = []
    for scripts in (True, False):
        with browser.new_context(
            java_script_enabled=scripts, viewport={"width": 320, "height": 640}, reduced_motion="reduce"
        ) as context:
            serve_published(context, folder, siteurl)
            page = context.new_page()
            watch(page, complaints)
            found.append(walk_site(page, siteurl, ["404.html"]))
    on, off = found
    with browser.new_context() as context:
        serve_published(context, folder, siteurl)
        files = fetch_files(context.new_page(), on, siteurl)
    return Walks(
        folder=folder,
        siteurl=siteurl,
        receiver=receiver,
        on=on,
        off=off,
        complaints=complaints,
        files=files,
    )


def test_walk_comes_to_every_page_that_is_published(walks: Walks) -> None:
    pages = {
        path.relative_to(walks.folder).as_posix().removesuffix("index.html"): path
        for path in walks.folder.rglob("*.html")
    }
    for visits in (walks.on, walks.off):
        walked = {address.removeprefix(f"{walks.siteurl}/") for address in visits}
        missed = {name: BeautifulSoup(pages[name].read_text(), "html.parser") for name in set(pages) - walked}
        assert [name for name, page in missed.items() if not page.select('meta[content="noindex"]')] == []
        assert walked - set(pages) == set()


def test_every_page_is_there_with_its_heading(walks: Walks) -> None:
    for visits in (walks.on, walks.off):
        assert [
            address for address, visit in visits.items() if visit.status != 200 or not visit.heading
        ] == []


def test_browser_has_nothing_to_complain_of(walks: Walks) -> None:
    """No error, no request that fails, no breach of the policy."""
    assert walks.complaints == []


def test_nothing_is_wider_than_a_small_screen(walks: Walks) -> None:
    for visits in (walks.on, walks.off):
        assert {address: visit.width for address, visit in visits.items() if visit.width > 320} == {}


def test_every_field_can_be_filled_in_and_every_form_sent(walks: Walks) -> None:
    for visits in (walks.on, walks.off):
        assert [address for address, visit in visits.items() if visit.fields or visit.senders] == []


def test_every_file_is_there_that_a_page_names(walks: Walks) -> None:
    assert {address: status for address, status in walks.files.items() if status != 200} == {}
    kinds = {Path(address).suffix for address in walks.files}
    assert {".css", ".js", ".svg"} <= kinds
    assert (".xml" in kinds) == any(walks.folder.glob("feeds/**/*.xml"))  # a blog without a text has no feed


def test_forms_lead_to_pages_and_to_who_receives_comments(walks: Walks) -> None:
    for visits in (walks.on, walks.off):
        actions = {action for visit in visits.values() for action in visit.actions}
        assert actions & set(visits)  # the search is on every site
        assert actions - set(visits) <= {walks.receiver}
        has_thread = any("<textarea" in path.read_text() for path in walks.folder.rglob("*.html"))
        assert has_thread == (walks.receiver in actions)


@pytest.mark.parametrize("site", SITES)
def test_page_for_what_is_not_there_is_whole_at_any_depth(
    request: pytest.FixtureRequest, browser: Browser, site: str
) -> None:
    folder, (siteurl, _) = request.getfixturevalue(site), SITES[site]
    paths = ["nowhere", "nowhere/", "2015/11/20/nowhere/", "a/b/c/d/e.html", "feeds/nowhere.atom.xml"]
    complaints: list[str] = []
    with browser.new_context() as context:
        serve_published(context, folder, siteurl)
        page = context.new_page()
        watch(page, complaints)
        for path in paths:
            response = page.goto(f"{siteurl}/{path}")
            assert response, path
            assert response.status == 404, path
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            assert page.locator("header a").first.evaluate("(link) => link.href") == f"{siteurl}/", path
            assert page.evaluate("[...document.styleSheets].map((sheet) => sheet.cssRules.length > 0)") == [
                True
            ]
    status = "Failed to load resource: the server responded with a status of 404 (Not Found)"
    assert complaints == [
        f"{siteurl}/{path}: {status}" for path in paths
    ]  # of the pages, and nothing of theirs


def test_scripts_add_nothing_but_the_search_form_and_the_play_icon(walks: Walks) -> None:
    assert set(walks.on) == set(walks.off)
    searches = {address for address in walks.on if read_search(walks, address)}
    assert searches
    for address, on in walks.on.items():
        off = walks.off[address]
        assert on.links == off.links, address
        icons = {line.strip() for icon in on.icons for line in icon.splitlines()}
        added, lost = on.lines - off.lines - icons, off.lines - on.lines
        assert (added, lost) == (read_search(walks, address) or (set(), set())), address


def read_search(walks: Walks, address: str) -> tuple[set[str], set[str]] | None:
    """What a page with a search says with scripts alone, and without them; None for a page that has none."""
    path = walks.folder / address.removeprefix(f"{walks.siteurl}/")
    page = BeautifulSoup((path / "index.html" if path.is_dir() else path).read_text(), "html.parser")
    if not page.select("form[role=search]"):
        return None
    said = [element.text for element in page.select("form[role=search] :is(label, button)")]
    return set(said), {element.text for element in page.select(".search-without")}


def open_demo(page: Page, folder: Path, path: str, complaints: list[str]) -> None:
    watch(page, complaints)
    serve_published(page.context, folder, "https://demo.example.org")
    page.goto(f"https://demo.example.org/{path}")


def test_policy_lets_the_search_and_the_players_work(browser: Browser, demo_path: Path) -> None:
    complaints: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        open_demo(page, demo_path, "recherche/?q=affiche", complaints)
        expect(page.get_by_role("status")).to_contain_text("résultats")
        context.route(
            "https://www.youtube-nocookie.com/**",
            lambda route: route.fulfill(body="player", content_type="text/html"),
        )
        page.get_by_role("link", name="Une vidéo avec affiche").click()
        page.locator("a.video-facade").click()
        expect(page.frame_locator(".video > iframe").get_by_text("player")).to_be_visible()
        page.goto("https://demo.example.org/2024/06/30/un-film-de-ce-site/")
        page.get_by_role("button", name="Lire la vidéo").click()
        expect(page.locator(".video-icon")).to_have_count(0)
    assert complaints == []


BREACHES = {
    "script in the page": "document.createElement('script').text = '1'",
    "text as markup": "document.body.innerHTML = '<p>'",
    "style in the page": "document.body.setAttribute('style', 'color: red')",
    "picture from elsewhere": "new Image().src = 'https://elsewhere.example/x.png'",
    "request elsewhere": "fetch('https://elsewhere.example/').catch(() => 0)",
    "frame of a stranger": (
        "document.body.append(Object.assign(document.createElement('iframe'), {src: 'https://elsewhere.example'}))"
    ),
    "engine on another page": "WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))",
}


@pytest.mark.parametrize("script", BREACHES.values(), ids=BREACHES)
def test_policy_stops_what_it_forbids(browser: Browser, demo_path: Path, script: str) -> None:
    """As a script of the page, which the policy governs; and the watch sees it."""
    complaints: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.route(
            "**/theme/js/video.js",
            lambda route: route.fulfill(body=script, content_type="text/javascript"),
        )
        open_demo(page, demo_path, "2023/02/19/une-video-avec-affiche/", complaints)
        wait_until(page, "the browser complains", lambda: complaints)
    assert [text for text in complaints if "Content Security Policy" in text or "Trusted" in text]
