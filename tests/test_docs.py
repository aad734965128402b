"""The documents name what there is, and what they name is there."""

import re
import subprocess
from ast import literal_eval
from dataclasses import fields
from pathlib import Path
from urllib.parse import urlsplit

import markdown
import pytest
from bs4 import BeautifulSoup
from pelican.plugins.comments.__main__ import main as comments_command
from pelican.plugins.comments.commenting import Commenting
from pelican.plugins.comments.headers import KNOWN_KEYS
from pelican.plugins.comments.models import CommentType, Discussion, State, Status
from pelican.plugins.comments.plugin import TEMPLATES
from pelican.plugins.comments.settings import CommentsSettings
from pelican.plugins.discovery.plugin import TEMPLATES as DISCOVERY_TEMPLATES
from pelican.plugins.discovery.settings import DiscoverySettings
from pelican.plugins.images.settings import ImageSettings
from pelican.plugins.pagefind.settings import PagefindSettings
from pelican.plugins.reading.settings import ReadingSettings
from pelican.plugins.video.settings import VideoSettings

from tests.clones import list_sources

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    path
    for places in ("*", "docs/*", "command/*", "plugins/*/*", "plugins/*/docs/*")
    for path in ROOT.glob(f"{places}.md")
]
OF_THE_SITE = ["README.md", *(f"docs/{path.name}" for path in sorted(ROOT.glob("docs/*.md")))]
"""What writers and heirs read, the plugins aside."""
TARGETS = (  # noqa: SIM905  # as the issue lists them
    "help html clean serve devserver comments publish github "
    "install lock test coverage browser audit screenshots lint format proofread check new page video "
    "start "
).split()


IN_A_BLOG = {"upgrade"}


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def list_code(text: str) -> set[str]:
    """What a document has between backquotes."""
    return set(re.findall(r"`([^`\n]+)`", text))


def test_make_alone_prints_every_target_with_one_line_of_help() -> None:
    printed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    lines = dict(re.findall(r"^  make ([a-z-]+) +(\S.*)$", printed, re.MULTILINE))
    assert set(lines) == set(TARGETS)
    assert len(printed.splitlines()) == len(lines)


@pytest.mark.parametrize("target", TARGETS)
def test_target_makes_something(target: str) -> None:
    command = ["make", "--dry-run", target, "SITEURL=https://example.org"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert printed.returncode == 0, printed.stderr
    assert printed.stdout


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_document_names_only_targets_that_exist(document: Path) -> None:
    named = set(re.findall(r"(?:^|`|\$ )make ([a-z-]+)", document.read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= {*TARGETS, *IN_A_BLOG}


def test_writers_and_heirs_read_of_every_target() -> None:
    text = "".join(map(read, [*OF_THE_SITE, "CONTRIBUTING.md"]))
    named = set(re.findall(r"(?:`|\$ )make ([a-z-]+)", text))
    assert set(TARGETS) - named <= {"help"}  # `make` alone says what it does


def parse(document: Path) -> BeautifulSoup:
    text = document.read_text(encoding="utf-8")
    return BeautifulSoup(markdown.markdown(text, extensions=["extra"]), "html.parser")


def list_anchors(document: Path) -> set[str]:
    """The fragments that GitHub gives the headings of a document."""
    headings = [heading.text for heading in parse(document).select("h1, h2, h3, h4")]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def leads_somewhere(link: str, document: Path) -> bool:
    """Whether a link is to a host by https, to this machine, or to what is in the repository."""
    parts = urlsplit(link)
    if parts.scheme:
        return parts.scheme == "https" or (parts.scheme, parts.hostname) == ("http", "localhost")
    target = document.parent / parts.path if parts.path else document
    return target.exists() and (not parts.fragment or parts.fragment in list_anchors(target))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_of_a_document_lead_somewhere(document: Path) -> None:
    page = parse(document)
    links = [str(element.get("href") or element.get("src")) for element in page.select("a[href], img[src]")]
    assert [link for link in links if not leads_somewhere(link, document)] == []


@pytest.mark.parametrize(
    "link", ["docs/none.md", "docs/writing.md#none", "#none", "http://example.org/", "ftp://example.org/"]
)
def test_link_that_leads_nowhere_is_seen(link: str) -> None:
    assert not leads_somewhere(link, ROOT / "README.md")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_document_names_only_commands_of_the_comments_that_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|\$ )(?:\.venv/bin/)?pelican-comments(?: --settings \S+)? ([a-z-]+)", text))
    assert named <= set(comments_command.commands)


@pytest.mark.parametrize("document", OF_THE_SITE[1:])
def test_document_is_short_and_readme_leads_to_it(document: str) -> None:
    lines = [line for line in read(document).splitlines() if not line.startswith("|")]  # tables are looked up
    assert 30 < len(lines) <= 120
    assert f"]({document})" in read("README.md")


def test_each_reader_has_a_document() -> None:
    wanted = {"writing", "publishing", "comments", "moving-from-wordpress", "architecture"}
    assert {Path(document).stem for document in OF_THE_SITE} >= wanted
    assert "```mermaid" in read("docs/architecture.md")


def test_readme_is_short() -> None:
    assert len(read("README.md").splitlines()) <= 150


def test_readme_maps_the_repository() -> None:
    text = read("README.md")
    folders = {
        path.split("/")[0] for path in list_sources() if "/" in path and not path.startswith((".", "inbox"))
    }
    assert folders <= {part for code in list_code(text) for part in code.split("/")}


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "plugins").iterdir()))
def test_each_plugin_has_its_documents(name: str) -> None:
    assert read(f"plugins/{name}/README.md").startswith(f"# pelican-{name}\n")
    assert re.search(r"^## \[", read(f"plugins/{name}/CHANGELOG.md"), re.MULTILINE)
    assert f"](plugins/{name}/README.md)" in read("README.md")
    assert f"](../plugins/{name}/README.md)" in read("docs/architecture.md")


def read_table(text: str, heading: str) -> dict[str, list[str]]:
    """The rows of the first table below a heading, by what their first cell has between backquotes."""
    section = text.split(f"# {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line.startswith("|")
    ]
    return {row[0].strip("`"): row[1:] for row in rows[2:]}


def test_every_setting_of_the_comments_is_documented_with_its_default() -> None:
    table = read_table(read("plugins/comments/docs/settings.md"), "Settings")
    assert {key: row[0].strip("`") for key, row in table.items()} == {
        field.name: repr(str(field.default)).replace("'", '"')
        if isinstance(field.default, str)
        else repr(field.default)
        for field in fields(CommentsSettings)
    }


def test_every_key_of_a_comment_file_is_documented_with_its_values() -> None:
    text = read("plugins/comments/docs/files.md")
    table = read_table(text, "Comment files")
    assert set(table) == set(KNOWN_KEYS) - {"slug"}  # which only the older plugins' files need
    assert "`slug:`" in read("plugins/comments/docs/moving.md")
    assert list_code(table["status"][0]) == set(Status)
    assert list_code(table["type"][0]) == set(CommentType)
    assert set(State) <= list_code(text.replace("Comments: ", ""))


def test_a_theme_reads_of_every_template_and_of_all_that_a_discussion_holds() -> None:
    text = read("plugins/comments/docs/themes.md")
    attributes = {field.name for field in fields(Discussion)} - {"problems"}  # which are for the writer
    assert set(read_table(text, "The discussion")) == attributes
    templates = {f"comments/{path.name}" for path in TEMPLATES.glob("comments/*.html")}
    assert set(read_table(text, "Templates")) == templates
    named = set(re.findall(r"`commenting\.(\w+)", text))
    assert "wording" in named
    assert named <= {*dir(Commenting)}


def test_every_setting_of_the_videos_is_documented() -> None:
    text = read("plugins/video/README.md")
    for field in fields(VideoSettings):
        assert f'"{field.name}"' in text


def test_every_setting_and_template_of_discovery_is_documented() -> None:
    text = read("plugins/discovery/README.md")
    assert set(read_table(text, "Setting")) == {field.name for field in fields(DiscoverySettings)}
    templates = {f"discovery/{path.name}" for path in DISCOVERY_TEMPLATES.glob("discovery/*.html")}
    assert templates == set(read_table(text, "In a theme"))


def test_every_setting_of_the_search_is_documented() -> None:
    text = read("plugins/pagefind/README.md")
    for field in fields(PagefindSettings):
        assert f'"{field.name}"' in text


def test_every_setting_of_the_reading_is_documented_with_its_default() -> None:
    table = read_table(read("plugins/reading/README.md"), "Settings")
    assert {key: literal_eval(row[0].strip("`")) for key, row in table.items()} == {
        field.name: list(field.default) if isinstance(field.default, tuple) else field.default
        for field in fields(ReadingSettings)
    }


def test_every_setting_of_the_pictures_is_documented_with_its_default() -> None:
    table = read_table(read("plugins/images/README.md"), "Settings")
    assert {key: row[0].strip("`") for key, row in table.items()} == {
        field.name: repr(list(field.default) if isinstance(field.default, tuple) else field.default).replace(
            "'", '"'
        )
        for field in fields(ImageSettings)
    }
