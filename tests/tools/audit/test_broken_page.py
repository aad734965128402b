"""Each tool finds the faults planted in a page: a check that cannot fail checks nothing."""

import gzip
from collections.abc import Iterator
from hashlib import sha256

import pytest
from playwright.sync_api import Browser

from tools.audit import axe, budgets, lighthouse, links, markup
from tools.audit.chromium import open_browser
from tools.audit.programs import find_missing_tools
from tools.audit.server import GZIP_LEVEL, serve_folder
from tools.audit.sites import BuiltSite

pytestmark = pytest.mark.audit

PAGE = """<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="img-src 'none'">
<title>Une page fautive</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
<main><h1>Une page fautive</h1>
<p id="a">Un paragraphe.</p><p id="a">Un autre.</p>
<img src="dot.svg">
<img src="http://localhost:9/tracker.gif" alt="">
<p class="dark">Gris sur gris, la nuit.</p><p class="mixed">Gris sur dégradé.</p>
<div class="wide">Large</div><div class="enlarged">Plus large</div><div class="fitting">Assez large</div>
<div class="broad">Large partout</div>
<a href="nulle-part/">Un lien</a>
<script src="shift.js"></script><script src="http://localhost:9/tracker.js"></script>
</main>
</body>
</html>
"""
CSS = """
html { background: linear-gradient(white, white); }
@media (prefers-color-scheme: dark) { .dark { color: #333; background: #222; } }
.mixed { background: linear-gradient(#333, #444); }
.wide { inline-size: 600px; colour: red; }
@media (width >= 600px) { .enlarged { inline-size: 25rem; } }
@media (width >= 1000px) { .broad { inline-size: 1500px; } }
@media (width >= 30rem) { .fitting { inline-size: 25rem; } }
""" + "".join(f".a{sha256(bytes([number])).hexdigest()} {{ margin: 0; }}" for number in range(200))
SCRIPT = """
const grow = () => { document.querySelector("h1").style.height = "400px"; };
const paint = then => requestAnimationFrame(() => requestAnimationFrame(then));
addEventListener("load", () => paint(() => paint(grow)));
""" + "".join(f"//{number**9}\n" for number in range(400))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><p/></svg>'
LONG_TASK = """<!DOCTYPE html>
<html lang="fr">
<head><meta charset="utf-8"><title>Une longue tâche</title></head>
<body>
<main><h1>Une longue tâche</h1></main>
<script>
const block = (end = performance.now() + 600) => { while (performance.now() < end); };
addEventListener("load", () => setTimeout(block, 200));
</script>
</body>
</html>
"""

NARROW = "scrolls sideways at 320 px, text of 100 %"
WIDE = "scrolls sideways at 1280 px, text of 100 %"
LARGE = "scrolls sideways at 640 px, text of 200 %"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    missing = find_missing_tools()
    if missing:
        pytest.skip("; ".join(missing))
    folder = tmp_path_factory.mktemp("broken")
    pages = {"index.html": PAGE, "long.html": LONG_TASK}
    for name, text in {**pages, "style.css": CSS, "shift.js": SCRIPT, "dot.svg": SVG}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with serve_folder(folder, "/repo") as siteurl:
        yield BuiltSite(name="scratch", base="/repo", folder=folder, siteurl=siteurl)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


def test_validators_find_faults_of_page_sheet_and_picture_and_a_dead_link(site: BuiltSite) -> None:
    found = [(finding.page, finding.rule) for finding in markup.check_with_vnu(site)]
    rules = {page: " ".join(rule for at, rule in found if at == page) for page, _ in found}
    assert set(rules) == {"index.html", "style.css", "dot.svg"}
    assert "Duplicate ID “a”" in rules["index.html"]
    assert "Content Security Policy" in rules["index.html"]  # of which it knows the page's own origin
    assert "“colour”" in rules["style.css"]
    validated = {(finding.page, finding.rule) for finding in markup.check_with_html_validate(site)}
    assert ("index.html", "no-dup-id") in validated
    dead = links.find_dead_links(links.read_pages(site.folder), site.folder, site.siteurl)
    assert dead == [("index.html", "<a href='nulle-part/'>")]


def test_axe_and_the_narrow_screen_find_faults_in_the_scheme_that_has_them(
    site: BuiltSite, browser: Browser
) -> None:
    with axe.open_page(browser) as page:
        findings = axe.check_page(page, site, "index.html")
    found = {(finding.tool, finding.rule): finding.where for finding in findings}
    reflow = {("reflow", NARROW), ("reflow", LARGE), ("reflow", WIDE)}
    assert set(found) == {("axe", "image-alt"), ("axe", "color-contrast"), *reflow}
    assert found["axe", "image-alt"].count("img") == 4
    for place in ("dark, 1280 px: .dark", "dark, 320 px: .dark", "light, 320 px: .mixed"):
        assert place in found["axe", "color-contrast"]
    assert "div.wide" in found["reflow", NARROW]
    assert found["reflow", LARGE] == "div.enlarged"  # .fitting's media query follows the text's size


def test_every_budget_but_the_total_is_exceeded(site: BuiltSite, browser: Browser) -> None:
    cost = budgets.measure_page(browser, site.visit("index.html"))
    assert {rule for rule, _ in budgets.find_excess(cost)} == {*budgets.LIMITS} - {"total"}
    # What crosses the wire: the policy forbids the pictures, and nothing is at the other origin
    assert cost.total == sum(len(gzip.compress(text.encode(), GZIP_LEVEL)) for text in (PAGE, CSS, SCRIPT))


def test_lighthouse_finds_faults_in_every_category(site: BuiltSite) -> None:
    url = site.link_to("index.html")
    exempt = ["is-crawlable"]
    visits = [{"url": url, "form": form, "exempt": exempt} for form in lighthouse.FORMS]
    *runs, missing = lighthouse.run_once([*visits, {**visits[0], "url": site.visit("404.html")}])
    assert "404" in missing.error
    assert [(run.url, run.form, run.error) for run in runs] == [(url, "mobile", ""), (url, "desktop", "")]
    for run in runs:
        assert max(run.scores[1:]) < lighthouse.FULL
        assert {"image-alt", "errors-in-console", *exempt} <= {fault["rule"] for fault in run.faults}
        assert all(fault["where"] for fault in run.faults)


@pytest.mark.parametrize(("presumed_index", "slowdown"), [(1, lighthouse.PHONE_SLOWDOWN), (10**9, 1)])
def test_lighthouse_finds_a_long_task_however_slow_the_machine_is(
    site: BuiltSite, monkeypatch: pytest.MonkeyPatch, presumed_index: int, slowdown: int
) -> None:
    """As on a machine that is faster than presumed, and as on one too slow for any slowdown."""
    monkeypatch.setattr(lighthouse, "PRESUMED_INDEX", presumed_index)
    visit = {"url": site.link_to("long.html"), "exempt": []}
    phone, desktop = lighthouse.run_once([{**visit, "form": form} for form in lighthouse.FORMS])
    assert (phone.slowdown, desktop.slowdown) == (slowdown, 1)
    for run in (phone, desktop):
        assert run.scores[0] < lighthouse.FULL
        assert "total-blocking-time" in {fault["rule"] for fault in run.faults}
