"""The markup of every page, the style sheets and the pictures in SVG, as two validators see them."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from tools.audit.findings import Finding
from tools.audit.programs import HERE, NODE_MODULES, run_node, run_tool
from tools.audit.sites import BuiltSite

VNU = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
LOOPBACK_ALLOWED = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
DATA_BLOCK = "Inline data block violates Content Security Policy"
"""What vnu says of JSON-LD, which it takes for a script, apart from what it says of scripts."""
HTML_VALIDATE = "node_modules/html-validate/bin/html-validate.mjs"


def check_with_vnu(sites: Sequence[BuiltSite]) -> list[Finding]:
    """What the W3C's validator says, errors and warnings.

    It gets pages and sheets by their addresses, for in a file nothing is of the policy's 'self'; but pictures
    as files, for by its address it takes an SVG for HTML.
    """
    found = [site.link_to(path) for site in sites for path in site.list_files(".html", ".css")]
    found += [str(site.folder / path) for site in sites for path in site.list_files(".svg")]
    options = ["--format", "json", "--stdout", "--also-check-css", "--also-check-svg"]
    return parse_vnu(run_tool("java", LOOPBACK_ALLOWED, "-jar", VNU, *options, *found), sites)


def parse_vnu(report: Any, sites: Sequence[BuiltSite]) -> list[Finding]:  # noqa: ANN401  # read from JSON
    """The findings in vnu's report."""
    found = []
    for message in report["messages"]:
        site, page = locate(message["url"].removeprefix("file:"), sites)
        extract = " ".join(message.get("extract", "").split())
        where = f"line {message.get('lastLine', '?')}: {extract}"
        rule = message["message"]
        if rule.startswith("Inline script") and '<script type="application/ld+json">' in extract:
            rule = DATA_BLOCK
        found.append(Finding(site=site, page=page, tool="vnu", rule=rule, where=where))
    return found


def check_with_html_validate(sites: Sequence[BuiltSite]) -> list[Finding]:
    """What html-validate says of every page (its preset is in html-validate.json)."""
    files = [str(site.folder / path) for site in sites for path in site.list_pages()]
    options = ["--config", str(HERE / "html-validate.json"), "--formatter", "json"]
    return parse_html_validate(run_node(HTML_VALIDATE, *options, *files), sites)


def parse_html_validate(report: Any, sites: Sequence[BuiltSite]) -> list[Finding]:  # noqa: ANN401  # as above
    """The findings in html-validate's report."""
    found = []
    for file in report:
        site, page = locate(file["filePath"], sites)
        for message in file["messages"]:
            where = f"line {message['line']}: {message['message']}"
            rule = message["ruleId"]
            found.append(Finding(site=site, page=page, tool="html-validate", rule=rule, where=where))
    return found


def locate(address: str, sites: Sequence[BuiltSite]) -> tuple[str, str]:
    """The site and the page that an address or a file belongs to; "?" for what is of no site."""
    for site in sites:
        for start in (f"{site.siteurl}/", f"{site.folder}/"):
            if address.startswith(start):
                page = unquote(address.removeprefix(start))
                return site.label, f"{page}index.html" if page.endswith("/") or not page else page
    return "?", address
