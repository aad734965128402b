"""Audits both sites as readers get them, prints one table and each failure, and fails if there is one.

    make audit

Every page of both sites, below / and below /repo/, goes through axe, vnu, html-validate, the checks of links,
the budgets and a screen of 320 px. Lighthouse sees the largest page of each type, once: of the real site at
the root, of the demo below /repo/. A base path changes addresses and nothing else, and a wrong one costs a
link or a request, which are counted below both; Lighthouse below both would take eight minutes more.
"""

import argparse
import os
import signal
import sys
from collections.abc import Iterable, Mapping, Sequence

from playwright.sync_api import Browser
from rich.console import Console

from tools.audit import axe, lighthouse, links, markup
from tools.audit.budgets import Cost, find_excess, leave_out_pictures, measure_page
from tools.audit.chromium import WaitError, open_browser
from tools.audit.exemptions import apply_exemptions, list_exempt_rules
from tools.audit.findings import Finding
from tools.audit.pages import OTHER, find_missing_types, group_pages
from tools.audit.programs import ToolError, find_missing_tools
from tools.audit.report import WIDTH, Results, Scores, print_report
from tools.audit.sites import BASES, BuildError, BuiltSite, serve_sites

LIGHTHOUSE_BASES = {("real", ""), ("demo", "/repo")}
TOOLS = {"pages", "links", "vnu", "html-validate", "budget", "axe", "reflow"}

Costs = dict[tuple[str, str], Cost]
AllScores = dict[tuple[str, str, str], Scores]


def say(words: str) -> None:
    """Tell whoever waits what goes on."""
    sys.stderr.write(f"{words}…\n")


def read_sites(sites: Sequence[BuiltSite]) -> list[Finding]:
    """What is wrong with the files of the sites."""
    say("Reading pages: links, vnu, html-validate")
    found = [finding for site in sites for finding in find_missing_types(site.label, site.list_pages())]
    found += [finding for site in sites for finding in links.check_links(site)]
    return found + markup.check_with_vnu(sites) + markup.check_with_html_validate(sites)


def weigh_pages(browser: Browser, sites: Iterable[BuiltSite]) -> Costs:
    """What each page costs."""
    costs = {}
    for site in sites:
        say(f"Weighing the pages of {site.label}")
        for path in site.list_pages():
            costs[site.label, path] = measure_page(browser, site.visit(path))
    return costs


def look_at_pages(browser: Browser, sites: Iterable[BuiltSite]) -> list[Finding]:
    """What axe and a narrow screen find on each page."""
    found = []
    with axe.open_page(browser) as page:
        for site in sites:
            say(f"Looking at the pages of {site.label} with axe")
            for path in site.list_pages():
                for tool, rule, where in axe.check_page(page, site.visit(path)):
                    found.append(Finding(site=site.label, page=path, tool=tool, rule=rule, where=where))
    return found


def list_excess(costs: Costs) -> list[Finding]:
    """Each budget that a page exceeds; of the demo with its pictures, which are made to fit."""
    return [
        Finding(site=site, page=path, tool="budget", rule=rule, where=where)
        for (site, path), cost in costs.items()
        for rule, where in find_excess(leave_out_pictures(cost) if site.startswith("real ") else cost)
    ]


def choose_pages(sites: Iterable[BuiltSite], costs: Costs) -> dict[str, tuple[str, str]]:
    """The site and path of the largest page of each type, by its address."""
    chosen = {}
    for site in sites:
        if (site.name, site.base) in LIGHTHOUSE_BASES:
            for name, pages in group_pages(site.list_pages()).items():
                if pages and name != OTHER:
                    _, path = max((costs[site.label, path].total, path) for path in pages)
                    # Not visit(): Lighthouse refuses the status 404, and sees 404.html by its own address
                    chosen[site.link_to(path)] = site.label, path
    return chosen


def score_pages(chosen: Mapping[str, tuple[str, str]]) -> tuple[AllScores, list[Finding]]:
    """Lighthouse's scores of the pages at some addresses, and what keeps them from 100."""
    say(f"Running Lighthouse on {len(chosen)} pages, twice or three times as a phone and as a desktop")
    if os.getloadavg()[0] > (os.cpu_count() or 1):
        say("This machine has much else to do, so that the marks for performance may come out too low")
    exempt = {url: list_exempt_rules("lighthouse", path) for url, (_, path) in chosen.items()}
    scores, found = {}, []
    for (url, form), runs in lighthouse.run_lighthouse(exempt).items():
        site, path = chosen[url]
        scores[site, path, form] = lighthouse.score_runs(runs, exempt[url])
        for rule, where in lighthouse.find_faults(runs):
            found.append(Finding(site=site, page=path, tool="lighthouse", rule=rule, where=where))
    return scores, found


def audit(sites: Sequence[BuiltSite], *, quick: bool) -> Results:
    """All that is measured and found, exemptions aside."""
    found = read_sites(sites)
    with open_browser() as browser:
        costs = weigh_pages(browser, sites)
        found += list_excess(costs) + look_at_pages(browser, sites)
    scores, faults = ({}, []) if quick else score_pages(choose_pages(sites, costs))
    tools = TOOLS if quick else TOOLS | {"lighthouse"}
    return Results(findings=apply_exemptions(found + faults, tools), costs=costs, scores=scores)


def main(arguments: Sequence[str]) -> int:
    """The exit status: 0 if nothing was found."""
    parser = argparse.ArgumentParser(prog="make audit")
    parser.add_argument(
        "--quick", action="store_true", help="without Lighthouse, which takes most of the time"
    )
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # and so leave nothing running
    missing = find_missing_tools()
    if missing:
        sys.exit("\n".join(missing))
    try:
        say("Building both sites, below / and below /repo/")
        with serve_sites(*BASES) as sites:
            results = audit(sites, quick=options.quick)
            print_report(Console(width=WIDTH), sites, results)
    except (BuildError, ToolError, WaitError) as error:
        sys.exit(str(error))
    count = len(results.findings)
    sys.stdout.write(f"{count} failure{'s' * (count > 1)}\n" if count else "Every page passes every audit.\n")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
