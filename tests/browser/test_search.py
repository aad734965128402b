"""The search as a reader meets it: by mouse and keyboard, below any path, scripts off, and when it fails."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pelican.plugins.pagefind.index import write_index
from pelican.plugins.pagefind.settings import PagefindSettings
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.fixtures import wait_until
from tests.browser.published import serve_published

DEMO = "https://demo.example.org"
PROJECT = "https://example.org/repo"
FAILED = "La recherche n’a pas pu être chargée. Tout se trouve aussi ici\u00a0:"

OpenPage = Callable[..., Page]
OpenSearch = Callable[..., Page]


@pytest.fixture
def open_search(open_page: OpenPage, demo_path: Path) -> OpenSearch:
    """A function that opens the search page of the demo site, its policy in force."""

    def open_address(query: str = "", **options: object) -> Page:
        page = open_page("about:blank", **options)
        serve_published(page.context, demo_path, DEMO)
        page.goto(f"{DEMO}/recherche/{query}")
        return page

    return open_address


TEXTS = [
    ("zh-Hans", "ltr", "旅行日记", "上周末我坐火车去了北京，参观了故宫博物院。"),
    ("zh-TW", "ltr", "夜市", "我們參觀臺北的夜市，珍珠奶茶最受遊客歡迎。"),
    ("ja", "ltr", "東京の桜", "四月になると東京の公園で桜が咲き始めます。"),
    ("th", "ltr", "กรุงเทพ", "กรุงเทพมหานครเป็นเมืองหลวงของประเทศไทย"),
    ("fa", "rtl", "کتاب‌ها", "این کتاب درباره‌ی تاریخ ایران نوشته شده است."),
]
PAGE = """<!DOCTYPE html><html lang="{0}"><title>{2}</title>
<div data-pagefind-body data-pagefind-meta="lang:{0}"><h1>{2}</h1>
<p data-pagefind-meta="dir:{1}">{3}</p></div>"""


def save_site_in_many_scripts(demo: Path, site: Path) -> Path:
    """The search page of the demo site, one French text of it, and a text in each of five languages."""
    for name in ("recherche", "theme", "2025/01/10/tout-ce-que-le-texte-permet"):
        shutil.copytree(demo / name, site / name)
    for text in TEXTS:
        path = site / text[0] / "index.html"
        path.parent.mkdir()
        path.write_text(PAGE.format(*text), encoding="utf-8")
    write_index(site, "fr", PagefindSettings())
    return site


def find_field(page: Page) -> Locator:
    return page.get_by_role("search").get_by_label("Mots à chercher")


def find_results(page: Page) -> Locator:
    return page.locator("main ol").get_by_role("listitem")


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("epice", "Tout ce que le texte permet"),  # les « épices »
        ("éplucherons", "Tout ce que le texte permet"),  # « éplucher »
        ("cannelles", "Tout ce que le texte permet"),
        ("repondaient", "Une discussion close"),  # « répondre »
        ("LEVAIN indéchiffrables", None),
        ("Amina", "Une longue discussion"),  # who commented
        ("dailymotion", "Un lien vers Dailymotion"),  # in its title alone
        ("apples", "A tart in two languages"),
    ],
)
def test_reader_finds(open_search: OpenSearch, query: str, title: str | None) -> None:
    page = open_search()
    find_field(page).fill(query)
    if title is None:
        expect(page.get_by_role("status")).to_contain_text("Aucun résultat.")
        expect(find_results(page)).to_have_count(0)
    else:
        expect(find_results(page).get_by_role("heading", level=2, name=title, exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("北京", "旅行日记"),
        ("博物院", "旅行日记"),  # without spaces around it
        ("參觀臺北的夜市", "夜市"),  # three words at once
        ("公園", "東京の桜"),
        ("เมืองหลวง", "กรุงเทพ"),
        ("تاریخ", "کتاب‌ها"),
        ("cannelles", "Tout ce que le texte permet"),  # the site's own language keeps its stems
    ],
)
def test_reader_finds_words_of_any_script_on_a_site_in_french(
    open_page: OpenPage, demo_path: Path, tmp_path: Path, query: str, title: str
) -> None:
    site = save_site_in_many_scripts(demo_path, tmp_path / "site")
    page = open_page("about:blank")
    serve_published(page.context, site, DEMO)
    page.goto(f"{DEMO}/recherche/?q={query}")
    expect(find_results(page).get_by_role("link", name=title, exact=True)).to_be_visible()
    expect(find_results(page)).to_have_count(1)


def test_result_in_another_script_says_its_language_and_direction(
    open_page: OpenPage, demo_path: Path, tmp_path: Path
) -> None:
    site = save_site_in_many_scripts(demo_path, tmp_path / "site")
    page = open_page("about:blank")
    serve_published(page.context, site, DEMO)
    page.goto(f"{DEMO}/recherche/?q=تاریخ")
    expect(find_results(page)).to_have_attribute("lang", "fa")
    expect(find_results(page)).to_have_attribute("dir", "rtl")


def test_results_come_as_one_types(open_search: OpenSearch) -> None:
    page = open_search()
    find_field(page).press_sequentially("canne")
    expect(page.get_by_role("status")).to_have_text("Un résultat")
    expect(find_results(page).locator("mark")).to_have_text("cannelle")


def test_result_says_title_date_and_where_the_words_stand(open_search: OpenSearch) -> None:
    page = open_search("?q=pommes beurre")
    result = find_results(page).filter(has_text="Une tarte en deux langues")
    expect(result).to_contain_text("12 mai 2025")
    expect(result.locator("mark")).to_have_text(["pommes,", "beurre,"])
    expect(result.get_by_role("link")).to_have_attribute("href", "/2025/05/12/une-tarte-en-deux-langues/")


def test_english_article_is_found_and_read_aloud_in_english(open_search: OpenSearch) -> None:
    result = find_results(open_search("?q=apples"))
    expect(result).to_have_attribute("lang", "en")
    expect(result).to_contain_text("May 12, 2025")


@pytest.mark.parametrize(("query", "number"), [("démonstration", "19"), ("pommes", "3")])
def test_number_of_results_is_announced(open_search: OpenSearch, query: str, number: str) -> None:
    page = open_search(f"?q={query}")
    expect(page.get_by_role("status")).to_have_text(f"{number} résultats")
    expect(find_results(page)).to_have_count(int(number))


def test_only_the_first_results_are_fetched_and_the_reader_is_told(open_search: OpenSearch) -> None:
    page = open_search()
    page.get_by_role("status").evaluate("element => { element.dataset.most = 3 }")
    find_field(page).fill("démonstration")
    expect(page.get_by_role("status")).to_contain_text("19 résultats, dont voici les")
    expect(find_results(page)).to_have_count(3)


def test_nothing_is_loaded_before_a_word_is_typed(open_search: OpenSearch, demo_path: Path) -> None:
    page = open_search()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    find_field(page).focus()
    find_field(page).press("Space")
    page.wait_for_timeout(600)
    assert len(asked) >= 3
    assert [url for url in asked if "/pagefind/" in url] == []
    find_field(page).fill("pommes")
    expect(page.get_by_role("status")).to_have_text("3 résultats")
    loaded = {url.removeprefix(f"{DEMO}/pagefind/").split("?")[0] for url in asked if "/pagefind/" in url}
    assert {"pagefind.js", "pagefind-entry.json", "wasm.fr.pagefind"} <= loaded
    assert sum((demo_path / "pagefind" / name).stat().st_size for name in loaded) < 140_000


def test_search_is_an_address(open_search: OpenSearch) -> None:
    page = open_search("?q=pommes+%26+%3Cb%3E")
    expect(find_field(page)).to_have_value("pommes & <b>")
    find_field(page).fill("pommes & beurre")
    page.wait_for_url(f"{DEMO}/recherche/?q=pommes%20%26%20beurre")
    page.reload()
    expect(find_field(page)).to_have_value("pommes & beurre")
    expect(find_results(page).first).to_be_visible()


def test_emptied_field_empties_the_page(open_search: OpenSearch) -> None:
    page = open_search("?q=pommes")
    expect(find_results(page)).to_have_count(3)
    find_field(page).fill("")
    expect(find_results(page)).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("")
    assert page.url == f"{DEMO}/recherche/"


def test_keyboard_is_enough_and_back_leads_back_to_the_results(open_search: OpenSearch) -> None:
    page = open_search()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("cannelle")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Un résultat")
    expect(find_field(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Chercher")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{DEMO}/2025/01/10/tout-ce-que-le-texte-permet/")
    page.go_back()
    expect(find_field(page)).to_have_value("cannelle")
    expect(find_results(page)).to_have_count(1)


@pytest.mark.parametrize(
    "query", ["</script><b>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "%00", "((((", "\\"]
)
def test_hostile_query_is_a_query(open_search: OpenSearch, query: str) -> None:
    page = open_search()
    find_field(page).fill(query)
    expect(page.get_by_role("status")).not_to_have_text("")
    expect(page.get_by_role("status")).not_to_have_text("Recherche en cours…")
    page.reload()
    expect(find_field(page)).to_have_value(query)
    assert page.locator("main :is(b, img, svg, script:not([src]))").count() == 0


def test_code_in_an_excerpt_stays_text(open_search: OpenSearch) -> None:
    """The demo's code has “->”, which Pagefind escapes."""
    results = find_results(open_search("?q=peser"))
    expect(results).to_contain_text("-> float")


def test_last_search_wins(open_search: OpenSearch, demo_path: Path) -> None:
    """The first one's answer comes late, when the reader has typed on."""
    page = open_search()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.context.route("**/wasm.fr.pagefind", hold)
    find_field(page).fill("pommes")
    expect(page.get_by_role("status")).to_have_text("Recherche en cours…")
    wait_until(page, "the search asks for its program", lambda: held)
    find_field(page).fill("cannelle")
    page.wait_for_timeout(600)
    for route in held:
        route.fulfill(path=demo_path / "pagefind" / "wasm.fr.pagefind")
    expect(page.get_by_role("status")).to_have_text("Un résultat")
    assert page.url.endswith("?q=cannelle")


@pytest.mark.parametrize("file", ["wasm.fr.pagefind", "*.pf_meta", "*.pf_fragment"])
def test_search_recovers_from_a_file_that_did_not_come(browser: Browser, demo_path: Path, file: str) -> None:
    with browser.new_context() as context:
        serve_published(context, demo_path, DEMO)
        context.route(f"**/{file}", lambda route: route.abort(), times=1)
        page = context.new_page()
        page.goto(f"{DEMO}/recherche/?q=cannelle")
        expect(page.get_by_role("status")).to_have_text(FAILED)
        find_field(page).press("Enter")
        expect(page.get_by_role("status")).to_have_text("Un résultat")


def test_search_works_below_a_path(open_page: OpenPage, demo_project_path: Path) -> None:
    """As a project's site on GitHub Pages."""
    page = open_page("about:blank")
    serve_published(page.context, demo_project_path, PROJECT)
    page.goto(f"{PROJECT}/")
    page.get_by_role("link", name="Recherche").click()
    find_field(page).fill("cannelle")
    find_results(page).get_by_role("link", name="Tout ce que le texte permet").click()
    page.wait_for_url(f"{PROJECT}/2025/01/10/tout-ce-que-le-texte-permet/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tout ce que le texte permet")


def test_search_works_in_the_preview(open_page: OpenPage, demo_preview: str) -> None:
    page = open_page(f"{demo_preview}/recherche/?q=cannelle")
    find_results(page).first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.startswith(demo_preview)


def test_scripts_off_offer_the_archives_instead(open_search: OpenSearch) -> None:
    page = open_search(scripts=False)
    expect(page.locator("form")).to_be_hidden()
    expect(page.get_by_text("La recherche a besoin de JavaScript.")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Toutes les archives").click()
    expect(page).to_have_url(f"{DEMO}/archives/")


@pytest.mark.parametrize("missing", ["pagefind.js", "pagefind-entry.json", "wasm.fr.pagefind"])
def test_search_that_cannot_be_loaded_says_so_and_offers_the_archives(
    browser: Browser, demo_path: Path, missing: str
) -> None:
    with browser.new_context() as context:
        serve_published(context, demo_path, DEMO)
        context.route(f"**/{missing}*", lambda route: route.abort())
        page = context.new_page()
        page.goto(f"{DEMO}/recherche/?q=pommes")
        expect(page.get_by_role("status")).to_have_text(FAILED)
        expect(page.get_by_role("main").get_by_role("link", name="Toutes les archives")).to_be_visible()


def test_search_that_is_opened_from_the_disk_says_so(browser: Browser, demo_preview_path: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((demo_preview_path / "recherche" / "index.html").as_uri())
        find_field(page).fill("pommes")
        expect(page.get_by_role("status")).to_have_text(FAILED)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_fit_a_small_screen(open_search: OpenSearch, scheme: str) -> None:
    page = open_search("?q=huitième", viewport={"width": 320, "height": 640}, color_scheme=scheme)
    expect(find_results(page)).not_to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_form_appears_without_moving_anything(open_search: OpenSearch) -> None:
    page = open_search()
    page.reload()
    shifts = page.evaluate(
        """() => new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries().length))
          .observe({ type: "layout-shift", buffered: true }) || setTimeout(() => resolve(0), 500))"""
    )
    assert shifts == 0
