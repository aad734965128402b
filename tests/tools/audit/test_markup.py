"""The validators' reports, as they were recorded, name page and rule."""

from pathlib import Path
from typing import Any

import pytest

from tools.audit import markup
from tools.audit.sites import BuiltSite

SITE = BuiltSite(name="demo", base="/repo", folder=Path("/built/demo"), siteurl="http://127.0.0.1:4002/repo")


def report(monkeypatch: pytest.MonkeyPatch, printed: Any) -> None:
    for name in ("read_json", "run_node"):
        monkeypatch.setattr(markup, name, lambda *_arguments: printed)


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("http://127.0.0.1:4002/repo/", "index.html"),
        ("http://127.0.0.1:4002/repo/404.html", "404.html"),
        ("http://127.0.0.1:4002/repo/a%20b/", "a b/index.html"),
        ("file:/built/demo/x.svg", "x.svg"),
    ],
)
def test_report_of_vnu(monkeypatch: pytest.MonkeyPatch, address: str, page: str) -> None:
    message = {"type": "error", "url": address, "message": "Stray start tag “p”.", "extract": "</html><p>\n"}
    report(monkeypatch, {"messages": [{**message, "lastLine": 52}, message]})
    assert markup.check_with_vnu(SITE) == [
        SITE.blame(page, "vnu", "Stray start tag “p”.", f"line {line}: </html><p>") for line in ("52", "?")
    ]


def test_report_of_html_validate(monkeypatch: pytest.MonkeyPatch) -> None:
    message = {"ruleId": "no-dup-id", "severity": 2, "message": "Duplicate ID “a”", "line": 3, "column": 8}
    report(monkeypatch, [{"filePath": "/built/demo/a/index.html", "messages": [message], "errorCount": 1}])
    assert markup.check_with_html_validate(SITE) == [
        SITE.blame("a/index.html", "html-validate", "no-dup-id", "line 3: Duplicate ID “a”")
    ]
