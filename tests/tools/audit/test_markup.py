"""The validators' reports, as they were recorded, name page and rule."""

from pathlib import Path

import pytest

from tools.audit.findings import Finding
from tools.audit.markup import locate, parse_html_validate, parse_vnu
from tools.audit.sites import BuiltSite

SITES = [
    BuiltSite(name="real", base="", folder=Path("/built/real-0"), siteurl="http://127.0.0.1:4001"),
    BuiltSite(name="demo", base="/repo", folder=Path("/built/demo-1"), siteurl="http://127.0.0.1:4002/repo"),
]


def test_report_of_vnu() -> None:
    report = {
        "version": "26.9.27",
        "messages": [
            {
                "type": "error",
                "url": "http://127.0.0.1:4002/repo/a/",
                "lastLine": 52,
                "lastColumn": 10,
                "message": "Stray start tag “p”.",
                "extract": "</html><p>\n",
            },
            {
                "type": "non-document-error",
                "subType": "io",
                "url": "file:/built/real-0/x.svg",
                "message": "!",
            },
        ],
    }
    assert parse_vnu(report, SITES) == [
        Finding(
            site="demo /repo/",
            page="a/index.html",
            tool="vnu",
            rule="Stray start tag “p”.",
            where="line 52: </html><p>",
        ),
        Finding(site="real /", page="x.svg", tool="vnu", rule="!", where="line ?: "),
    ]


def test_report_of_html_validate() -> None:
    message = {"ruleId": "no-dup-id", "severity": 2, "message": "Duplicate ID “a”", "line": 3, "column": 8}
    report = [{"filePath": "/built/demo-1/index.html", "messages": [message], "errorCount": 1}]
    assert parse_html_validate(report, SITES) == [
        Finding(
            site="demo /repo/",
            page="index.html",
            tool="html-validate",
            rule="no-dup-id",
            where="line 3: Duplicate ID “a”",
        )
    ]


@pytest.mark.parametrize(
    ("address", "located"),
    [
        ("http://127.0.0.1:4001/", ("real /", "index.html")),
        ("http://127.0.0.1:4001/404.html", ("real /", "404.html")),
        ("http://127.0.0.1:4001/a%20b/", ("real /", "a b/index.html")),
        ("/built/demo-1/a/index.html", ("demo /repo/", "a/index.html")),
        ("http://127.0.0.1:9/", ("?", "http://127.0.0.1:9/")),
    ],
)
def test_address_or_file_belongs_to_a_page(address: str, located: tuple[str, str]) -> None:
    assert locate(address, SITES) == located
