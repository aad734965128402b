"""Audits both sites as readers get them, prints one table and each failure, and fails if there is one.

    make audit

Every page of both sites, below / and below /repo/, goes through axe, vnu, html-validate, the checks of links,
the budgets and screens wide and narrow. Lighthouse sees the largest page of each type, once: of the real site
at the root, of the demo below /repo/. A base path changes addresses and nothing else, and a wrong one costs a
link or a request, which are counted below both; Lighthouse below both would take eight minutes more.
`--lighthouse=phone` is what CI has time for: one page of each type, the demo's, as a phone sees it.
"""

import os
import signal
import sys
from collections.abc import Mapping, Sequence

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


def say(words: str) -> None:
    """Tell whoever waits what goes on."""
    click.echo(f"{words}…", err=True)


def read_site(site: BuiltSite) -> list[Finding]:
    """What is wrong with the files of a site."""
    say(f"Reading the pages of {site.label}: links, vnu, html-validate")
    dead = links.find_dead_links(links.read_pages(site.folder), site.folder, site.siteurl)
    found = [site.blame(path, "links", "leads nowhere", link) for path, link in dead]
    validated = markup.check_with_vnu(site) + markup.check_with_html_validate(site)
    return find_missing_types(site) + found + validated


def visit_pages(site: BuiltSite) -> tuple[dict[str, Cost], list[Finding]]:
    """What each page costs, by its address; which budgets it exceeds, what axe and a narrow screen find."""
    say(f"Visiting the pages of {site.label}: budgets, axe, reflow")
    costs: dict[str, Cost] = {}
    found: list[Finding] = []
    with open_browser() as browser, axe.open_page(browser) as page:
        for path in site.list_pages():
            costs[site.link_to(path)] = cost = measure_page(browser, site.visit(path))
            found += list_excess(site, path, cost) + axe.check_page(page, site, path)
    return costs, found


def list_excess(site: BuiltSite, path: str, cost: Cost) -> list[Finding]:
    """Each budget that a page exceeds; of the demo with its pictures, which are made to fit."""
    excess = find_excess(leave_out_pictures(cost) if site.name == "real" else cost)
    return [site.blame(path, "budget", rule, where) for rule, where in excess]


def score_pages(
    site: BuiltSite, costs: Mapping[str, Cost], forms: Sequence[str]
) -> tuple[Scores, list[Finding]]:
    """Lighthouse's scores of the largest page of each type in these forms, and what keeps them from 100."""
    # Not visit(): Lighthouse refuses the status 404, and sees 404.html by its own address
    sizes = {path: costs[site.link_to(path)].total for path in site.list_pages()}
    pages = [*choose_largest(sizes).values()]
    say(f"Running Lighthouse two or three times on {len(pages)} pages of {site.label}: {', '.join(forms)}")
    if os.getloadavg()[0] > (os.cpu_count() or 1):
        say("This machine has much else to do, so that the marks for performance may come out too low")
    exempt = {site.link_to(path): list_exempt_rules("lighthouse", path) for path in pages}
    runs = lighthouse.run_lighthouse(exempt, forms)
    found = [
        site.blame(path, "lighthouse", rule, where)
        for path in pages
        for form in forms
        for rule, where in lighthouse.find_faults(runs[site.link_to(path), form])
    ]
    return {key: lighthouse.score_runs(done) for key, done in runs.items()}, found


def audit(sites: Sequence[BuiltSite], extent: str = "full") -> list[Finding]:
    """All that is found, exemptions aside, when the table of what was measured is printed."""
    found = [finding for site in sites for finding in read_site(site)]
    costs: dict[str, Cost] = {}
    scores: Scores = {}
    for site in sites:
        measured, broken = visit_pages(site)
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
    findings = apply_exemptions(found, skipped=[] if extent == "full" else ["lighthouse"])
    print_report(Console(width=WIDTH), sites, findings, costs, scores)
    return findings


@click.command()
@click.option(
    "--lighthouse",
    "extent",
    type=click.Choice(["full", "phone", "none"]),
    default="full",
    help="What Lighthouse sees, which takes most of the time: all, the demo as a phone, or nothing.",
)
def main(extent: str) -> None:
    """Audit both sites as readers get them; fail if there is anything to find."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # and so leave nothing running
    missing = find_missing_tools()
    if missing:
        sys.exit("\n".join(missing))
    try:
        say("Building both sites, below / and below /repo/")
        with serve_sites("", "/repo") as sites:
            count = len(audit(sites, extent))
    except (ToolError, WaitError) as error:
        sys.exit(str(error))
    click.echo(f"{count} failure{'s' * (count > 1)}" if count else "Every page passes every audit.")
    sys.exit(bool(count))


if __name__ == "__main__":
    main()
