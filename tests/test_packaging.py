"""What each plugin's wheel holds, and what a newcomer gets by following the documents of the comments."""

import json
import os
import re
import shlex
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.parser import HeaderParser
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import click
import pytest
from bs4 import BeautifulSoup
from pelican.plugins.comments.__main__ import main
from pelican_blog.starting.wheels import build_wheels

from tools import install

ROOT = Path(__file__).parent.parent
PLUGINS = ROOT / "plugins"
COMMENTS = PLUGINS / "comments"
README, GITHUB, MAIL, SERVER, MODERATION = (
    (COMMENTS / f"{name}.md").read_text(encoding="utf-8")
    for name in ("README", "docs/github", "docs/mail", "docs/server", "docs/moderation")
)
BLOG = {
    "pelicanconf.py": """\
SITENAME = "Your blog"
SITEURL = "https://blog.example.org"
TIMEZONE = "Europe/London"
PATH = "content"
THEME_TEMPLATES_OVERRIDES = ["templates"]
""",
    "content/hello.md": "Title: Hello\nDate: 2026-11-20 10:00\nSlug: hello\n\nWords.\n",
}
"""What somebody has who reads the README: a blog with an article."""
EXPECTED = {
    "comments": {
        "locale/fr.po",
        "static/pelican-comments.css",
        "static/pelican-comments.js",
        "templates/comments/comment.html",
        "templates/comments/discussion.html",
        "templates/comments/elsewhere.html",
        "templates/comments/form.html",
        "templates/comments/notice.html",
        "templates/comments/notice_text.html",
        "templates/comments/page.html",
        "templates/comments/page_text.html",
        "templates/comments/pages.html",
        "templates/comments/privacy.html",
        "templates/comments/schema.html",
    },
    "discovery": {"templates/discovery/opengraph.html", "templates/discovery/schema.html"},
    "frontmatter": set(),
    "images": set(),
    "localization": set(),
    "pagefind": set(),
    "reading": {"templates/reading/labels.html"},
    "typography": set(),
    "video": {"templates/video/video.html"},
}


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel of each of our packages in plugins/, as blogs get it."""
    folders = sorted(path.parent for path in PLUGINS.glob("*/pyproject.toml"))
    built = build_wheels(folders, tmp_path_factory.mktemp("wheels"))
    return {folder.name: wheel for folder, wheel in zip(folders, built, strict=True)}


@pytest.fixture(params=EXPECTED)
def wheel(request: pytest.FixtureRequest, wheels: dict[str, Path]) -> tuple[str, zipfile.ZipFile]:
    return request.param, zipfile.ZipFile(wheels[request.param])


def test_wheel_holds_the_plugin_and_nothing_else(wheel: tuple[str, zipfile.ZipFile]) -> None:
    """An __init__.py in pelican/ or pelican/plugins/ would hide every other plugin."""
    name, archive = wheel
    package = f"pelican/plugins/{name}/"
    source = PLUGINS / name / package
    modules = {path.relative_to(source).as_posix() for path in source.rglob("*.py")}
    assert {"__init__.py", "plugin.py"} <= modules
    held = {path for path in archive.namelist() if ".dist-info/" not in path}
    assert held == {package + path for path in modules | EXPECTED[name] | {"py.typed"}}


def test_page_on_the_index_says_what_it_is(wheel: tuple[str, zipfile.ZipFile]) -> None:
    name, archive = wheel
    (path,) = [path for path in archive.namelist() if path.endswith(".dist-info/METADATA")]
    metadata = HeaderParser().parsestr(archive.read(path).decode())
    assert metadata["Name"] == f"pelican-{name}"
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Summary"]
    assert "Framework :: Pelican :: Plugins" in metadata.get_all("Classifier", [])
    assert metadata.get_payload().startswith(f"# pelican-{name}")
    assert [held for held in archive.namelist() if held.endswith("licenses/LICENSE")]


def read_section(heading: str) -> str:
    """What the README has below a heading, down to the next of its level."""
    return README.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def read_files(section: str) -> dict[str, str]:
    """The files that a section shows: a line of its own names each, in backquotes and with a colon."""
    blocks = re.findall(r"^`([^`\n]+)`:\n\n```\w*\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return dict(blocks)


def read_commands(section: str) -> list[str]:
    """The command lines that a section shows."""
    return re.findall(r"^\$ (.+)$", section, re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody with an empty folder, an empty virtual environment and the README."""

    folder: Path
    environment: Mapping[str, str]

    def run(self, command: str, *, status: int = 0) -> str:
        """What a command prints; it has to end with this status."""
        done = subprocess.run(
            shlex.split(command),
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == status, f"$ {command}\n{done.stdout}"
        return done.stdout

    def install(self, command: str) -> None:
        """Install what a command for pip asks for, by uv: the same, and in no time."""
        assert command.startswith("python -m pip install ")
        self.run(command.replace("python -m pip", f"{Path(sys.executable).with_name('uv')} pip"))

    @contextmanager
    def start(self, command: str) -> Iterator[subprocess.Popen[str]]:
        """A command that goes on running, and is ended with the block at the latest."""
        process = subprocess.Popen(
            shlex.split(command),
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        with process:
            try:
                yield process
            finally:
                process.kill()

    def save_files(self, files: Mapping[str, str]) -> None:
        """Save files, by their paths."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


OWN_VARIABLES = re.compile(r"PYTHON|COV|VIRTUAL_ENV$|SITEURL$|GITHUB_")
"""What of the tests' environment a stranger does not have."""


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory, wheels: dict[str, Path]) -> Newcomer:
    """Somebody who has installed the plugin as the README says: its wheel, and the rest from the index."""
    folder, elsewhere = tmp_path_factory.mktemp("newcomer"), tmp_path_factory.mktemp("elsewhere")
    needed = [wheels["comments"], wheels["toolkit"]]
    constraints = elsewhere / "constraints.txt"
    pins = [*read_pins(), *("==".join(wheel.name.split("-")[:2]) for wheel in needed)]
    constraints.write_text("\n".join(pins), encoding="utf-8")
    venv.EnvBuilder(symlinks=True).create(folder / "venv")
    own = {key: value for key, value in os.environ.items() if not OWN_VARIABLES.match(key)}
    indexes = install.translate_settings([sys.executable, "-m", "pip"])
    environment = {
        **own,
        **indexes,
        **install.UV_VARIABLES,
        "PATH": f"{folder / 'venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "UV_PYTHON": str(folder / "venv"),
        "UV_CONSTRAINT": str(constraints),
        "UV_FIND_LINKS": ",".join(filter(None, (str(needed[0].parent), indexes.get("UV_FIND_LINKS")))),
    }
    newcomer = Newcomer(folder=folder, environment=environment)
    (command,) = read_commands(read_section("Install"))
    try:
        newcomer.install(command)
    except AssertionError as error:
        if re.search("Failed to fetch|network was disabled", str(error)):
            pytest.skip(f"uv reaches no package index: {error}")
        raise
    (packages,) = folder.glob("venv/lib/python3*/site-packages")
    for archive in map(zipfile.ZipFile, needed):
        modules = [name for name in archive.namelist() if name.endswith(".py")]
        assert [name for name in modules if (packages / name).read_bytes() != archive.read(name)] == []
    return newcomer


def read_pins() -> list[str]:
    """What requirements.txt pins, as constraints without the hashes."""
    return re.findall(
        r"^([^\s#-].*?) \\$", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
    )


@pytest.fixture(scope="module")
def first_thread(newcomer: Newcomer) -> BeautifulSoup:
    """The page of the article, with the README's thread and its way to answer."""
    (setting,) = re.findall(r"^COMMENTS = .+$", read_section("Letting readers answer"), re.MULTILINE)
    settings = BLOG["pelicanconf.py"] + setting
    newcomer.save_files({**BLOG, **read_files(read_section("A first thread")), "pelicanconf.py": settings})
    assert "Processed 1 article" in newcomer.run("pelican --fatal=warnings")
    page = newcomer.folder / "output" / "hello.html"
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def test_readme_makes_a_threaded_discussion(first_thread: BeautifulSoup) -> None:
    roots = first_thread.select(".comments > ol > li > article")
    replies = first_thread.select(".comments > ol > li > ol > li > article")
    assert [comment["id"] for comment in roots] == ["comment-1"]
    assert [comment["id"] for comment in replies] == ["comment-2"]
    assert [word.get_text() for word in first_thread.select("#comment-1 em")] == ["more"]


def test_form_leads_to_the_issues_of_the_repository(first_thread: BeautifulSoup) -> None:
    (form,) = first_thread.select("form#answer")
    assert form["action"] == "https://github.com/you/your-blog/issues/new"
    assert form["method"] == "get"


def test_nothing_of_this_repository_is_within_reach_of_the_newcomer(newcomer: Newcomer) -> None:
    code = "import sys, pelican.plugins.comments as own; print(own.__file__, *sys.path, sep=chr(10))"
    places = [Path(place) for place in newcomer.run(f'python -c "{code}"').splitlines()]
    assert places[0].is_relative_to(newcomer.folder / "venv")
    assert not [place for place in places if place.is_relative_to(ROOT)]
    assert "No module named" in newcomer.run('python -c "import pelican.plugins.video"', status=1)


def test_command_says_its_version(newcomer: Newcomer) -> None:
    printed = newcomer.run("pelican-comments --version")
    assert re.fullmatch(r"pelican-comments, version \d+\.\d+\.\d+\n", printed)


@pytest.mark.parametrize(
    ("arguments", "status"), [("show hello/1 --json", 0), ("approve hello/1", 1), ("accept", 2)]
)
def test_exit_status_is_the_documented_one(
    newcomer: Newcomer, first_thread: BeautifulSoup, arguments: str, status: int
) -> None:
    assert first_thread.select("#comment-1")
    newcomer.run(f"pelican-comments {arguments}", status=status)


def test_documented_issue_form_is_what_the_command_reads(
    newcomer: Newcomer, first_thread: BeautifulSoup
) -> None:
    """GitHub writes an issue as each field's label and value, in the form's order."""
    form = read_files(GITHUB)[".github/ISSUE_TEMPLATE/comment.yml"]
    inputs = first_thread.select("form#answer [name]")
    names = [str(element["name"]) for element in inputs if element["name"] != "template"]
    fields = re.findall(r"id: (\w+)\n +attributes:\n +label: (.+)", form)
    assert [name for name, _ in fields] == ["post", "parent", "name", "message"]
    assert set(names) == {name for name, _ in fields}
    sent = {"post": "hello", "parent": "2", "name": "Ada", "message": "Me too."}
    save_event(newcomer, "\n\n".join(f"### {label}\n\n{sent[name]}" for name, label in fields))
    outcome = json.loads(newcomer.run("pelican-comments from-github event.json"))
    assert outcome["accepted"], outcome
    assert "replyto: 2\n" in (newcomer.folder / outcome["path"]).read_text(encoding="utf-8")


def save_event(newcomer: Newcomer, body: str) -> None:
    event = {
        "action": "labeled",
        "label": {"name": "accepted"},
        "sender": {"login": "you"},
        "repository": {"owner": {"login": "you"}},
        "issue": {
            "number": 57,
            "created_at": "2026-11-21T18:00:00Z",
            "user": {"login": "ada"},
            "body": body,
        },
    }
    (newcomer.folder / "event.json").write_text(json.dumps(event), encoding="utf-8")


def test_documented_message_waits_until_it_is_approved(
    newcomer: Newcomer, first_thread: BeautifulSoup
) -> None:
    assert first_thread.select("#comment-2")  # which the message answers
    newcomer.save_files(read_files(MAIL))
    (command,) = read_commands(MAIL)
    assert "from-mail" in command
    newcomer.run(command)
    (waiting,) = json.loads(newcomer.run("pelican-comments list --json"))
    assert (waiting["post"], waiting["author"], waiting["reply_to"]) == ("hello", "Ada", "2")
    newcomer.run(f"pelican-comments approve {waiting['name']}")
    assert "no problems found" in newcomer.run("pelican-comments check")
    newcomer.run("pelican --fatal=warnings")
    assert f'id="comment-{waiting["id"]}"' in (newcomer.folder / "output" / "hello.html").read_text("utf-8")


def test_documented_workflow_has_no_known_weakness(tmp_path: Path) -> None:
    workflow = tmp_path / ".github" / "workflows" / "comment.yml"
    workflow.parent.mkdir(parents=True)
    text = read_files(GITHUB)[".github/workflows/comment.yml"]
    workflow.write_text(text, encoding="utf-8")
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [str(zizmor), "--offline", "--no-progress", "--persona", "pedantic", str(workflow)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_documented_workflow_uses_the_actions_of_our_own() -> None:
    """Pinned to the same commits, so that one that is renewed here is renewed there."""
    theirs = read_files(GITHUB)[".github/workflows/comment.yml"]
    ours = (ROOT / ".github" / "workflows" / "comment.yml").read_text(encoding="utf-8")
    used = re.compile(r"uses: (\S+@[0-9a-f]{40})")
    assert used.findall(theirs)
    assert set(used.findall(theirs)) <= set(used.findall(ours))


def test_server_says_what_to_install_and_then_receives_the_form(
    newcomer: Newcomer, first_thread: BeautifulSoup
) -> None:
    assert first_thread.select("#comment-1")  # which the form answers
    refusal = newcomer.run("pelican-comments serve", status=1)
    assert re.match("Error: (starlette|uvicorn) is not installed; run: python -m pip install ", refusal)
    remedy = refusal.partition("run: ")[2]
    assert shlex.split(remedy) in [shlex.split(command) for command in read_commands(SERVER)]
    newcomer.install(remedy.strip())

    (setting,) = re.findall(r'`(COMMENTS = \{"endpoint": "/.+?\})`', SERVER)
    settings = BLOG["pelicanconf.py"] + setting
    (newcomer.folder / "inboxconf.py").write_text(settings, encoding="utf-8")
    newcomer.run("pelican --settings inboxconf.py --fatal=warnings")
    with newcomer.start("pelican-comments --settings inboxconf.py serve --port 0") as server:
        assert server.stdout
        (address,) = re.findall(r"http://(localhost:\d+)/", server.stdout.readline())
        (form,) = BeautifulSoup(fetch(address, "/hello.html"), "html.parser").select("form#answer")
        fields = {str(field["name"]): "" for field in form.select("[name]")}
        typed = {"post": "hello", "parent": "1", "name": "Noor", "message": "Hello!"}
        thanks = fetch(address, str(form["action"]), {**fields, **typed})
    assert "Thank you" in thanks
    waiting = json.loads(newcomer.run("pelican-comments list --json"))
    assert [comment["reply_to"] for comment in waiting if comment["author"] == "Noor"] == ["1"]


def fetch(address: str, path: str, fields: Mapping[str, str] | None = None) -> str:
    """The page at a path of a server, or the one that a form of its own leads to."""
    connection = HTTPConnection(address, timeout=60)
    headers = {"Origin": f"http://{address}", "Content-Type": "application/x-www-form-urlencoded"}
    with closing(connection):
        connection.request("POST" if fields else "GET", path, urlencode(fields or {}), headers)
        return connection.getresponse().read().decode()


def test_every_command_is_documented() -> None:
    assert isinstance(main, click.Group)
    documents = f"{GITHUB}{MAIL}{SERVER}{MODERATION}"
    assert set(main.commands) <= set(re.findall(r"pelican-comments ([a-z-]+)", documents))
