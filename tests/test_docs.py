"""Documents cover every target, setting and template, and name nothing that does not exist."""

import re
import subprocess
from ast import literal_eval
from dataclasses import fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import markdown
import pytest
from bs4 import BeautifulSoup
from pelican.plugins.comments.__main__ import main as comments_command
from pelican.plugins.comments.headers import KNOWN_KEYS
from pelican.plugins.comments.plugin import TEMPLATES
from pelican.plugins.comments.settings import CommentsSettings
from pelican.plugins.discovery.plugin import TEMPLATES as DISCOVERY_TEMPLATES
from pelican.plugins.discovery.settings import DiscoverySettings
from pelican.plugins.images.settings import ImageSettings
from pelican.plugins.pagefind.settings import PagefindSettings
from pelican.plugins.reading.settings import ReadingSettings
from pelican.plugins.video.settings import VideoSettings

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    path
    for places in ("*", "docs/*", "command/*", "plugins/*/*", "plugins/*/docs/*")
    for path in ROOT.glob(f"{places}.md")
]
OF_THE_SITE = ["README.md", *(f"docs/{path.name}" for path in sorted(ROOT.glob("docs/*.md")))]
"""The plugins' own documents are not among them."""
IN_A_BLOG = {"upgrade"}


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def targets() -> set[str]:
    """The targets that `make` alone lists, each with one line of help."""
    printed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = dict(re.findall(r"^  make ([a-z-]+) +(\S.*)$", printed, re.MULTILINE))
    assert len(printed.splitlines()) == len(found)
    return {*found}


def test_every_target_does_something_and_is_documented(targets: set[str]) -> None:
    for target in targets:
        command = ["make", "--dry-run", target, "SITEURL=https://example.org"]
        printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert printed.returncode == 0, printed.stderr
        assert printed.stdout, target
    text = "".join(map(read, [*OF_THE_SITE, "CONTRIBUTING.md"]))
    assert targets - set(re.findall(r"(?:`|\$ )make ([a-z-]+)", text)) <= {"help"}  # `make` alone is enough


def parse(document: Path) -> BeautifulSoup:
    text = document.read_text(encoding="utf-8")
    return BeautifulSoup(markdown.markdown(text, extensions=["extra"]), "html.parser")


def list_anchors(document: Path) -> set[str]:
    """The fragments by which GitHub links to a document's headings."""
    headings = [heading.text for heading in parse(document).select("h1, h2, h3, h4")]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def leads_somewhere(link: str, document: Path) -> bool:
    """Whether a link uses https, is to this machine, or is to something in the repository."""
    parts = urlsplit(link)
    if parts.scheme:
        return parts.scheme == "https" or (parts.scheme, parts.hostname) == ("http", "localhost")
    target = document.parent / parts.path if parts.path else document
    return target.exists() and (not parts.fragment or parts.fragment in list_anchors(target))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_document_names_only_targets_commands_and_places_that_exist(
    document: Path, targets: set[str]
) -> None:
    text = document.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`|\$ )make ([a-z-]+)", text, re.MULTILINE))
    assert named <= targets | IN_A_BLOG
    named = set(re.findall(r"(?:`|\$ )(?:\.venv/bin/)?pelican-comments(?: --settings \S+)? ([a-z-]+)", text))
    assert named <= set(comments_command.commands)
    page = parse(document)
    links = [str(element.get("href") or element.get("src")) for element in page.select("a[href], img[src]")]
    assert [link for link in links if not leads_somewhere(link, document)] == []


@pytest.mark.parametrize(
    ("name", "settings"),
    [("discovery", DiscoverySettings), ("pagefind", PagefindSettings), ("video", VideoSettings)],
)
def test_every_setting_is_documented(name: str, settings: Any) -> None:
    text = read(f"plugins/{name}/README.md")
    documented = {*read_table(text, "Settings")} if name == "discovery" else set(re.findall(r'"(\w+)"', text))
    assert {field.name for field in fields(settings)} <= documented


def test_every_command_key_and_template_is_documented() -> None:
    """What a writer types, and what a theme includes."""
    documents = "".join(
        read(f"plugins/comments/docs/{name}.md")
        for name in ("github", "mail", "moderation", "moving", "server")
    )
    assert set(comments_command.commands) <= set(re.findall(r"pelican-comments ([a-z-]+)", documents))
    table = read_table(read("plugins/comments/docs/files.md"), "Comment files")
    assert set(table) == set(KNOWN_KEYS) - {"slug"}  # which only the older plugins' files need
    for document, folder in (("comments/docs/themes", TEMPLATES), ("discovery/README", DISCOVERY_TEMPLATES)):
        templates = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
        assert [name for name in templates if f"`{name}`" not in read(f"plugins/{document}.md")] == []


def read_table(text: str, heading: str) -> dict[str, list[str]]:
    """The rows of the first table below a heading, by their first cell without its backquotes."""
    section = text.split(f"# {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line.startswith("|")
    ]
    return {row[0].strip("`"): row[1:] for row in rows[2:]}


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("comments/docs/settings", CommentsSettings),
        ("images/README", ImageSettings),
        ("reading/README", ReadingSettings),
    ],
)
def test_every_setting_is_documented_with_its_default(name: str, settings: Any) -> None:
    table = read_table(read(f"plugins/{name}.md"), "Settings")
    documented = {key: literal_eval(row[0].strip("`")) for key, row in table.items()}
    assert {key: (*value,) if isinstance(value, list) else value for key, value in documented.items()} == {
        field.name: field.default for field in fields(settings)
    }
