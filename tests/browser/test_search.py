"""The search as a reader meets it: by mouse and keyboard, below any path, scripts off, and when it fails."""

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pelican.plugins.pagefind.index import write_index
from pelican.plugins.pagefind.settings import PagefindSettings
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.fixtures import DEMO, press_tab_until_focused, wait_until, watch_requests

PROJECT = "https://example.org/repo"
LONG_TEXT = "2025/01/10/tout-ce-que-le-texte-permet/"
FAILED = "La recherche n’a pas pu être chargée. Tout se trouve aussi ici\u00a0:"
TEXTS = [
    ("zh-TW", "ltr", "夜市", "我們參觀臺北的夜市，珍珠奶茶最受遊客歡迎。"),
    ("fa", "rtl", "کتاب‌ها", "این کتاب درباره‌ی تاریخ ایران نوشته شده است."),
]
PAGE = """<!DOCTYPE html><html lang="{0}"><title>{2}</title>
<div data-pagefind-body data-pagefind-meta="lang:{0}"><h1>{2}</h1>
<p data-pagefind-meta="dir:{1}">{3}</p></div>"""

OpenPage = Callable[..., Page]


@pytest.fixture
def open_search(open_demo: OpenPage) -> OpenPage:
    """A function that opens the demo site's search page."""
    return lambda query="", **options: open_demo(f"recherche/{query}", **options)


def find_field(page: Page) -> Locator:
    return page.get_by_role("search").get_by_label("Mots à chercher")


def find_results(page: Page) -> Locator:
    return page.locator("main ol").get_by_role("listitem")


def search(page: Page, query: str) -> None:
    """Type a query and wait for its results; the address names it once they are there."""
    find_field(page).fill(query)
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == {"q": [query]})


def test_reader_finds(open_search: OpenPage) -> None:
    page = open_search()
    for query, title in {
        "epice": "Tout ce que le texte permet",  # les « épices »
        "éplucherons": "Tout ce que le texte permet",  # « éplucher »
        "cannelles": "Tout ce que le texte permet",
        "repondaient": "Une discussion close",  # « répondre »
        "Amina": "Une longue discussion",  # who commented
        "dailymotion": "Un lien vers Dailymotion",  # in its title alone
        "apples": "A tart in two languages",
    }.items():
        search(page, query)
        expect(find_results(page).get_by_role("heading", level=2, name=title, exact=True)).to_be_visible()
    search(page, "LEVAIN indéchiffrables")
    expect(page.get_by_role("status")).to_contain_text("Aucun résultat.")
    expect(find_results(page)).to_have_count(0)


def test_reader_finds_words_of_any_script_on_a_site_in_french(
    open_page: OpenPage, demo_path: Path, tmp_path: Path
) -> None:
    """Each query finds one text; the result has its language and direction."""
    site = tmp_path / "site"
    for name in ("recherche", "theme", LONG_TEXT):
        shutil.copytree(demo_path / name, site / name)
    for text in TEXTS:
        (site / text[0]).mkdir()
        (site / text[0] / "index.html").write_text(PAGE.format(*text), encoding="utf-8")
    write_index(site, "fr", PagefindSettings())
    page = open_page(f"{DEMO}/recherche/", site=(site, DEMO))
    for query, title in {
        "參觀臺北的夜市": "夜市",  # three words at once, without spaces around them
        "cannelles": "Tout ce que le texte permet",  # the site's own language keeps its stems
        "تاریخ": "کتاب‌ها",
    }.items():
        search(page, query)
        expect(find_results(page).get_by_role("link", name=title, exact=True)).to_be_visible()
        expect(find_results(page)).to_have_count(1)
    expect(find_results(page)).to_have_attribute("lang", "fa")
    expect(find_results(page)).to_have_attribute("dir", "rtl")


def test_results_appear_while_typing_and_say_what_was_found(open_search: OpenPage) -> None:
    page = open_search()
    status = page.get_by_role("status")
    find_field(page).press_sequentially("canne")
    expect(status).to_have_text("Un résultat")
    expect(find_results(page).locator("mark")).to_have_text("cannelle")

    search(page, "pommes beurre")
    result = find_results(page).filter(has_text="Une tarte en deux langues")
    expect(result).to_contain_text("12 mai 2025")
    expect(result.locator("mark")).to_have_text(["pommes,", "beurre,"])
    expect(result.get_by_role("link")).to_have_attribute("href", "/2025/05/12/une-tarte-en-deux-langues/")

    search(page, "apples")  # in an English text, to be read aloud in English
    expect(find_results(page)).to_have_attribute("lang", "en")
    expect(find_results(page)).to_contain_text("May 12, 2025")
    search(page, "peser")  # beside code, whose “->” Pagefind escapes
    expect(find_results(page)).to_contain_text("-> float")

    search(page, "pommes")
    expect(status).to_have_text("3 résultats")
    expect(find_results(page)).to_have_count(3)
    page.get_by_role("status").evaluate("element => { element.dataset.most = 2 }")
    find_field(page).press("Enter")
    expect(status).to_contain_text("3 résultats, dont voici les")
    expect(find_results(page)).to_have_count(2)
    find_field(page).fill("")
    expect(find_results(page)).to_have_count(0)
    expect(status).to_have_text("")
    expect(page).to_have_url(f"{DEMO}/recherche/")


def test_nothing_is_loaded_before_a_word_is_typed(open_search: OpenPage, demo_path: Path) -> None:
    page = open_search()
    page.clock.install()
    asked = watch_requests(page)
    page.reload()
    find_field(page).focus()
    find_field(page).press("Space")
    page.clock.run_for(600)  # more than the search waits while one types
    assert len(asked) >= 3
    assert [url for url in asked if "/pagefind/" in url] == []
    find_field(page).fill("pommes")
    expect(page.get_by_role("status")).to_have_text("3 résultats")
    loaded = {url.removeprefix(f"{DEMO}/pagefind/").split("?")[0] for url in asked if "/pagefind/" in url}
    assert {"pagefind.js", "pagefind-entry.json", "wasm.fr.pagefind"} <= loaded
    assert sum((demo_path / "pagefind" / name).stat().st_size for name in loaded) < 140_000


def test_keyboard_is_enough_and_back_leads_back_to_the_results(open_search: OpenPage) -> None:
    page = open_search()
    press_tab_until_focused(page, "[name=q]")
    page.keyboard.type("cannelle")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Un résultat")
    expect(find_field(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Chercher")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{DEMO}/{LONG_TEXT}")
    page.go_back()
    expect(find_field(page)).to_have_value("cannelle")
    expect(find_results(page)).to_have_count(1)


def test_query_is_an_address_however_hostile(open_search: OpenPage) -> None:
    page = open_search("?q=pommes+%26+%3Cb%3E")
    expect(find_field(page)).to_have_value("pommes & <b>")
    for query in ("</script><b>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "%00", "((\\"):
        search(page, query)
        expect(page.get_by_role("status")).to_contain_text("résultat")
        page.reload()
        expect(find_field(page)).to_have_value(query)
        expect(page.get_by_role("status")).to_contain_text("résultat")
        expect(page.locator("main :is(b, img, svg, script:not([src]))")).to_have_count(0)


def test_last_search_wins(open_search: OpenPage, demo_path: Path) -> None:
    """Even if the first one's results come late, when the reader has typed on."""
    page, held = open_search(), list[Route]()
    page.context.route("**/wasm.fr.pagefind", lambda route: held.append(route))  # noqa: PLW0108  # Playwright marks it
    find_field(page).fill("pommes")
    expect(page.get_by_role("status")).to_have_text("Recherche en cours…")
    wait_until(page, "the search asks for its program", lambda: held)
    find_field(page).fill("cannelle")
    find_field(page).press("Enter")
    for route in held:
        route.fulfill(path=demo_path / "pagefind" / "wasm.fr.pagefind")
    expect(page.get_by_role("status")).to_have_text("Un résultat")
    expect(page).to_have_url(f"{DEMO}/recherche/?q=cannelle")


def test_search_works_below_a_path(open_page: OpenPage, demo_project_path: Path) -> None:
    """As a project's site on GitHub Pages."""
    page = open_page(f"{PROJECT}/", site=(demo_project_path, PROJECT))
    page.get_by_role("link", name="Recherche").click()
    find_field(page).fill("cannelle")
    find_results(page).get_by_role("link", name="Tout ce que le texte permet").click()
    page.wait_for_url(f"{PROJECT}/{LONG_TEXT}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tout ce que le texte permet")


def test_search_says_why_it_cannot_work_from_the_disk(open_page: OpenPage, demo_preview_path: Path) -> None:
    page = open_page((demo_preview_path / "recherche" / "index.html").as_uri(), errors_allowed="")
    find_field(page).fill("pommes")
    expect(page.get_by_role("status")).to_have_text(FAILED)


def test_search_whose_file_fails_to_load_says_so_offers_the_archives_and_recovers(
    open_search: OpenPage,
) -> None:
    page = open_search(errors_allowed="")
    for file in ("pagefind.js*", "pagefind-entry.json*", "wasm.fr.pagefind", "*.pf_meta", "*.pf_fragment"):
        page.context.route(f"**/{file}", lambda route: route.abort())
        page.goto(f"{DEMO}/recherche/?q=cannelle")
        expect(page.get_by_role("status")).to_have_text(FAILED)
        expect(page.get_by_role("main").get_by_role("link", name="Toutes les archives")).to_be_visible()
        page.context.unroute(f"**/{file}")
        if file != "pagefind.js*":  # a browser imports a module once
            find_field(page).press("Enter")
            expect(page.get_by_role("status")).to_have_text("Un résultat")
