"""Recorded reports of the validators become findings with page and rule."""

from pathlib import Path
from typing import Any

import pytest

from tools.audit import markup
from tools.audit.sites import BuiltSite

SITE = BuiltSite(name="demo", base="/repo", folder=Path("/built/demo"), siteurl="http://127.0.0.1:4002/repo")
ADDRESSES = {
    "http://127.0.0.1:4002/repo/": "index.html",
    "http://127.0.0.1:4002/repo/404.html": "404.html",
    "http://127.0.0.1:4002/repo/a%20b/": "a b/index.html",
    "file:/built/demo/x.svg": "x.svg",
}
JSON_LD = '<script type="application/ld+json">{}'


def report(monkeypatch: pytest.MonkeyPatch, printed: Any) -> None:
    for name in ("read_json", "run_node"):
        monkeypatch.setattr(markup, name, lambda *_arguments: printed)


def test_report_of_vnu(monkeypatch: pytest.MonkeyPatch) -> None:
    stray = {"type": "error", "message": "Stray start tag “p”.", "extract": "</html><p>\n", "lastLine": 52}
    script = {"url": SITE.siteurl + "/", "message": "Inline script is forbidden", "extract": JSON_LD}
    messages = [{**stray, "url": url} for url in ADDRESSES] + [script, {**script, "extract": "<script>"}]
    report(monkeypatch, {"messages": messages})
    *strays, data, inline = markup.check_with_vnu(SITE)
    assert strays == [
        SITE.blame(page, "vnu", "Stray start tag “p”.", "line 52: </html><p>") for page in ADDRESSES.values()
    ]
    assert (data.rule, data.where) == (markup.DATA_BLOCK, f"line ?: {JSON_LD}")
    assert inline.rule == script["message"]


def test_report_of_html_validate(monkeypatch: pytest.MonkeyPatch) -> None:
    message = {"ruleId": "no-dup-id", "severity": 2, "message": "Duplicate ID “a”", "line": 3, "column": 8}
    report(monkeypatch, [{"filePath": "/built/demo/a/index.html", "messages": [message], "errorCount": 1}])
    assert markup.check_with_html_validate(SITE) == [
        SITE.blame("a/index.html", "html-validate", "no-dup-id", "line 3: Duplicate ID “a”")
    ]
