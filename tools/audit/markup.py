"""The markup of every page, the style sheets and the pictures in SVG, as two validators see them."""

from urllib.parse import unquote

from tools.audit.programs import HERE, NODE_MODULES, read_json, run_node
from tools.audit.sites import BuiltSite, Finding

VNU = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
LOOPBACK_ALLOWED = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
DATA_BLOCK = "Inline data block violates Content Security Policy"
"""What vnu says of JSON-LD, which it takes for a script, apart from what it says of scripts."""
HTML_VALIDATE = "node_modules/html-validate/bin/html-validate.mjs"


def check_with_vnu(site: BuiltSite) -> list[Finding]:
    """What the W3C's validator says, errors and warnings.

    It gets pages and sheets by their addresses, for in a file nothing is of the policy's 'self'; but pictures
    as files, for by its address it takes an SVG for HTML.
    """
    targets = [site.link_to(path) for path in site.list_files(".html", ".css")]
    targets += [str(site.folder / path) for path in site.list_files(".svg")]
    options = ["--format", "json", "--stdout", "--also-check-css", "--also-check-svg"]
    report = read_json("java", LOOPBACK_ALLOWED, "-jar", VNU, *options, *targets)
    found = []
    for message in report["messages"]:
        extract = " ".join(message.get("extract", "").split())
        rule = message["message"]
        if rule.startswith("Inline script") and '<script type="application/ld+json">' in extract:
            rule = DATA_BLOCK
        where = f"line {message.get('lastLine', '?')}: {extract}"
        found.append(site.blame(locate(message["url"], site), "vnu", rule, where))
    return found


def check_with_html_validate(site: BuiltSite) -> list[Finding]:
    """What html-validate says of every page (its preset is in html-validate.json)."""
    files = [str(site.folder / path) for path in site.list_pages()]
    options = ["--config", str(HERE / "html-validate.json"), "--formatter", "json"]
    return [
        site.blame(
            locate(file["filePath"], site),
            "html-validate",
            found["ruleId"],
            f"line {found['line']}: {found['message']}",
        )
        for file in run_node(HTML_VALIDATE, *options, *files)
        for found in file["messages"]
    ]


def locate(address: str, site: BuiltSite) -> str:
    """The path of the page, or file, that a validator names by its address or as a file."""
    path = address.removeprefix("file:").removeprefix(f"{site.folder}/")
    if path.startswith(site.siteurl):
        path = unquote(path.removeprefix(f"{site.siteurl}/"))
    return f"{path}index.html" if path.endswith("/") or not path else path
