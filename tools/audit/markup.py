"""What two validators say of the pages, style sheets and SVG pictures."""

from urllib.parse import quote, unquote

from tools.audit.programs import HERE, NODE_MODULES, read_json, run_node
from tools.audit.sites import BuiltSite, Finding

VNU = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
LOOPBACK_ALLOWED = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
DATA_BLOCK = "Inline data block violates Content Security Policy"
"""Our name for vnu's complaint about JSON-LD, which it takes for a script."""
HTML_VALIDATE = "node_modules/html-validate/bin/html-validate.mjs"


def check_with_vnu(site: BuiltSite) -> list[Finding]:
    """The errors and warnings of the W3C's validator.

    It gets pages and style sheets by address, as nothing in a file belongs to the policy's 'self'; but SVGs
    as files, because it takes one for HTML when it gets its address.
    """
    targets = [quote(site.link_to(path), safe=":/%") for path in site.list_files(".html", ".css")]
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
    """html-validate's findings on every page (its preset is in html-validate.json)."""
    files = [str(site.folder / path) for path in site.list_files(".html")]
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
    """The path of the page or file that a validator names by address or as a file."""
    path = address.removeprefix("file:").removeprefix(f"{site.folder}/")
    if path.startswith(site.siteurl):
        path = unquote(path.removeprefix(f"{site.siteurl}/"))
    return f"{path}index.html" if path.endswith("/") or not path else path
