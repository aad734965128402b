"""Audits both sites as readers get them, prints one table and every failure, and fails if there are any.

    make audit

Every page of both sites, below / and below /repo/, goes through axe, vnu, html-validate, the link checks, the
budgets, and wide and narrow screens. Lighthouse sees the largest page of each type, once: the real site's at
the root, the demo's below /repo/. A base path only changes addresses, and a wrong one costs a link or a
request, which are counted below both; running Lighthouse below both would take eight minutes more.

CI has time for less: `--pages=types` builds each site once and visits the largest page of each type (links
and markup are still checked on all pages), and `--lighthouse=phone` runs it on the demo as a phone.
"""

import os
import signal
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import click
from rich.console import Console

from tools.audit import axe, lighthouse, links, markup
from tools.audit.budgets import Cost, find_excess, leave_out_pictures, measure_page
from tools.audit.chromium import WaitError, open_browser
from tools.audit.exemptions import apply_exemptions, list_exempt_rules
from tools.audit.pages import choose_largest, find_missing_types
from tools.audit.programs import ToolError, find_missing_tools
from tools.audit.report import WIDTH, Scores, print_report
from tools.audit.sites import BuiltSite, Finding, serve_sites

PLACES = (("real", ""), ("real", "/repo"), ("demo", ""), ("demo", "/repo"))
"""The sites, each with the base path below which it is served."""


def say(words: str) -> None:
    """Report progress on standard error."""
    click.echo(f"{words}…", err=True)


def read_site(site: BuiltSite) -> list[Finding]:
    """The problems in a site's files."""
    say(f"Reading the pages of {site.label}: links, vnu, html-validate")
    dead = links.find_dead_links(links.read_pages(site.folder), site.folder, site.siteurl)
    found = [site.blame(path, "links", "leads nowhere", link) for path, link in dead]
    validated = markup.check_with_vnu(site) + markup.check_with_html_validate(site)
    return find_missing_types(site) + found + validated


def choose_pages(site: BuiltSite, pages: str) -> list[str]:
    """The paths of all pages, or of the largest of each `types`."""
    paths = site.list_pages()
    sizes = {path: (site.folder / path).stat().st_size for path in paths}
    return paths if pages == "all" else [*choose_largest(sizes, others=True).values()]


def visit_pages(site: BuiltSite, paths: Iterable[str]) -> tuple[dict[str, Cost], list[Finding]]:
    """What pages cost, by their addresses; the budgets they exceed, and what axe and narrow screens find."""
    say(f"Visiting the pages of {site.label}: budgets, axe, reflow")
    costs: dict[str, Cost] = {}
    found: list[Finding] = []
    with open_browser() as browser, axe.open_page(browser) as page:
        for path in paths:
            costs[site.link_to(path)] = cost = measure_page(browser, site.visit(path))
            found += list_excess(site, path, cost) + axe.check_page(page, site, path)
    return costs, found


def list_excess(site: BuiltSite, path: str, cost: Cost) -> list[Finding]:
    """The budgets a page exceeds; pictures count only in the demo, where they are made to fit."""
    excess = find_excess(leave_out_pictures(cost) if site.name == "real" else cost)
    return [site.blame(path, "budget", rule, where) for rule, where in excess]


def score_pages(
    site: BuiltSite, costs: Mapping[str, Cost], forms: Sequence[str]
) -> tuple[Scores, list[Finding]]:
    """Lighthouse's scores of the largest page of each type in these forms, and what keeps them below 100."""
    # Not visit(): Lighthouse refuses the status 404, and sees 404.html by its own address
    visited = [path for path in site.list_pages() if site.link_to(path) in costs]
    sizes = {path: costs[site.link_to(path)].total for path in visited}
    pages = [*choose_largest(sizes).values()]
    say(f"Running Lighthouse two or three times on {len(pages)} pages of {site.label}: {', '.join(forms)}")
    if os.getloadavg()[0] > (os.cpu_count() or 1):
        say("This machine is busy, so performance scores may come out too low")
    exempt = {site.link_to(path): list_exempt_rules("lighthouse", path) for path in pages}
    runs = lighthouse.run_lighthouse(exempt, forms)
    slowdown = lighthouse.describe_slowdown(chain.from_iterable(runs.values()))
    if slowdown:
        say(slowdown)
    found = [
        site.blame(path, "lighthouse", rule, where)
        for path in pages
        for form in forms
        for rule, where in lighthouse.find_faults(runs[site.link_to(path), form])
    ]
    return {key: lighthouse.score_runs(done) for key, done in runs.items()}, found


def audit(sites: Sequence[BuiltSite], pages: str, extent: str) -> list[Finding]:
    """All findings that are not exempt, once the table of measurements is printed."""
    found = [finding for site in sites for finding in read_site(site)]
    costs: dict[str, Cost] = {}
    scores: Scores = {}
    for site in sites:
        measured, broken = visit_pages(site, choose_pages(site, pages))
        costs |= measured
        found += broken
    seen, forms = {
        "full": ((sites[0], sites[-1]), lighthouse.FORMS),  # the real one at /, the demo below /repo/
        "phone": (sites[-1:], lighthouse.FORMS[:1]),
        "none": ((), ()),
    }[extent]
    for site in seen:
        marks, faults = score_pages(site, costs, forms)
        scores |= marks
        found += faults
    partial = {"lighthouse": extent != "full", "budget": pages != "all"}
    findings = apply_exemptions(found, skipped=[tool for tool, is_partial in partial.items() if is_partial])
    print_report(Console(width=WIDTH), sites, findings, costs, scores)
    return findings


@click.command()
@click.option(
    "--pages",
    type=click.Choice(["all", "types"]),
    default="all",
    help="Which pages are opened: all, below / and below /repo/, or the largest of each type.",
)
@click.option(
    "--lighthouse",
    "extent",
    type=click.Choice(["full", "phone", "none"]),
    default="full",
    help="What Lighthouse sees: both sites, the demo as on a phone, or nothing.",
)
def main(pages: str, extent: str) -> None:
    """Audit both sites as readers get them; fail if anything is found."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # leave nothing running
    missing = find_missing_tools()
    if missing:
        sys.exit("\n".join(missing))
    try:
        say("Building both sites")
        with serve_sites(*(PLACES if pages == "all" else (PLACES[0], PLACES[-1]))) as sites:
            count = len(audit(sites, pages, extent))
    except (ToolError, WaitError) as error:
        sys.exit(str(error))
    click.echo(f"{count} failure{'s' * (count > 1)}" if count else "Every page passes every audit.")
    sys.exit(bool(count))


if __name__ == "__main__":
    main()
