"""What each package's wheel holds, and what someone gets who follows a package's documents."""

import json
import os
import re
import shlex
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pelican_blog.starting.wheels import build_wheels
from pelican_toolkit.testing.sources import find_differences, read_folder

from tests.clones import list_sources
from tools import install
from tools.release import list_packages, read_project

ROOT = Path(__file__).parent.parent
README, GITHUB, MAIL, MODERATION = (
    (ROOT / "plugins" / "comments" / f"{name}.md").read_text(encoding="utf-8")
    for name in ("README", "docs/github", "docs/mail", "docs/moderation")
)
SETTINGS = """\
SITENAME = "Your blog"
SITEURL = "https://blog.example.org"
TIMEZONE = "Europe/London"
PATH = "content"
THEME_TEMPLATES_OVERRIDES = ["templates"]
"""
ARTICLE = "Title: Hello\nDate: 2026-11-20 10:00\nSlug: hello\n\nThe first article of this blog.\n"
"""The settings and the article of someone who has a blog and reads the README."""
PACKAGES = {read_project(folder)[0]: folder for folder in list_packages()}


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel of each of our packages, as blogs get it."""
    built = build_wheels([*PACKAGES.values()], tmp_path_factory.mktemp("wheels"))
    return dict(zip(PACKAGES, built, strict=True))


@pytest.mark.parametrize("name", PACKAGES)
def test_wheel_holds_the_package_and_nothing_else(wheels: dict[str, Path], name: str) -> None:
    """An __init__.py in pelican/ or pelican/plugins/ would hide every other plugin.

    The README is also the package's page on the index, where no link leads out of its folder.
    """
    folder = PACKAGES[name].relative_to(ROOT)
    assert not re.search(r"\]\(\.\./|(?:src|href)=\"\.\./", (ROOT / folder / "README.md").read_text("utf-8"))
    own = [path.removeprefix(f"{folder}/") for path in list_sources() if path.startswith(f"{folder}/pelican")]
    held = zipfile.ZipFile(wheels[name]).namelist()
    assert sorted(path for path in held if ".dist-info/" not in path) == own
    assert not {"pelican/__init__.py", "pelican/plugins/__init__.py"} & {*held}
    assert [path for path in own if path.endswith("py.typed")]


def read_section(heading: str) -> str:
    """The README's section with this heading."""
    return README.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def read_files(section: str) -> dict[str, str]:
    """The files that a section shows; a line with the name in backquotes and a colon precedes each."""
    blocks = re.findall(r"^`([^`\n]+)`:\n\n```\w*\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return dict(blocks)


def read_commands(section: str) -> list[str]:
    """The command lines that a section shows."""
    return re.findall(r"^\$ (.+)$", section, re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Someone with an empty folder, an empty virtual environment and the README."""

    folder: Path
    environment: Mapping[str, str]

    def run(self, command: str, *, status: int = 0) -> str:
        """The output of a command, which must exit with this status."""
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
        """Run a pip install command with uv, which does the same but faster."""
        assert command.startswith("python -m pip install ")
        self.run(command.replace("python -m pip", f"{Path(sys.executable).with_name('uv')} pip"))

    def save_files(self, files: Mapping[str, str]) -> None:
        """Save these files."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


OWN_VARIABLES = re.compile(r"PYTHON|COV|VIRTUAL_ENV$|SITEURL$|GITHUB_")
"""Variables of the tests' environment that a newcomer does not have."""


Welcome = Callable[..., Newcomer]


@pytest.fixture(scope="module")
def welcome(tmp_path_factory: pytest.TempPathFactory, wheels: dict[str, Path]) -> Welcome:
    """A function that gives someone an environment with some of our wheels; the rest comes from the index."""

    def install_for(command: str, *names: str) -> Newcomer:
        folder, elsewhere = tmp_path_factory.mktemp("newcomer"), tmp_path_factory.mktemp("elsewhere")
        needed = [wheels[name] for name in names]
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
            "COLUMNS": "200",  # else what is logged breaks anywhere
            "PATH": f"{folder / 'venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "UV_PYTHON": str(folder / "venv"),
            "UV_CONSTRAINT": str(constraints),
            "UV_FIND_LINKS": ",".join(filter(None, (str(needed[0].parent), indexes.get("UV_FIND_LINKS")))),
        }
        newcomer = Newcomer(folder=folder, environment=environment)
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

    return install_for


@pytest.fixture(scope="module")
def newcomer(welcome: Welcome) -> Newcomer:
    """Someone who has followed the README to install pelican-comments."""
    (command,) = read_commands(read_section("Install"))
    return welcome(command, "pelican-comments", "pelican-toolkit")


def read_pins() -> list[str]:
    """The pins of requirements.txt as constraints, without hashes."""
    return re.findall(
        r"^([^\s#-].*?) \\$", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
    )


@pytest.fixture(scope="module")
def first_thread(newcomer: Newcomer) -> BeautifulSoup:
    """The page of a blog with the README's thread and its way to answer."""
    (setting,) = re.findall(r"^COMMENTS = .+$", read_section("Letting readers answer"), re.MULTILINE)
    blog = {"pelicanconf.py": SETTINGS + setting, "content/hello.md": ARTICLE}
    newcomer.save_files({**blog, **read_files(read_section("A first thread"))})
    assert "Processed 1 article" in newcomer.run("pelican --fatal=warnings")
    page = newcomer.folder / "output" / "hello.html"
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


@pytest.mark.slow
def test_readme_makes_a_threaded_discussion_from_what_is_installed(
    newcomer: Newcomer, first_thread: BeautifulSoup
) -> None:
    roots = first_thread.select(".comments > ol > li > article")
    replies = first_thread.select(".comments > ol > li > ol > li > article")
    assert [comment["id"] for comment in roots] == ["comment-1"]
    assert [comment["id"] for comment in replies] == ["comment-2"]
    assert [word.get_text() for word in first_thread.select("#comment-1 em")] == ["more"]
    (form,) = first_thread.select("form#answer")
    assert (form["action"], form["method"]) == ("https://github.com/you/your-blog/issues/new", "get")
    # GitHub writes the fields into the issue in its form's order, by which the command reads them
    fields = re.findall(r"id: (\w+)\n", read_files(GITHUB)[".github/ISSUE_TEMPLATE/comment.yml"])
    assert fields == ["post", "parent", "name", "message"]
    assert {element["name"] for element in form.select("[name]")} == {*fields, "template"}
    assert "No module named" in newcomer.run('python -c "import pelican.plugins.video"', status=1)

    assert "pelican-comments[moderation]" in newcomer.run("pelican-comments --version", status=1)
    install_extra(newcomer, MODERATION, "moderation")
    printed = newcomer.run("pelican-comments --version")
    assert re.fullmatch(r"pelican-comments, version \d+\.\d+\.\d+\n", printed)


def install_extra(newcomer: Newcomer, document: str, extra: str) -> None:
    """Install an extra as a document says."""
    (command,) = [command for command in read_commands(document) if "pip install" in command]
    assert f'"pelican-comments[{extra}]"' in command
    newcomer.install(command)


@pytest.mark.slow
def test_documented_message_waits_until_it_is_approved(
    newcomer: Newcomer, first_thread: BeautifulSoup
) -> None:
    assert first_thread.select("#comment-2")  # which the message answers
    install_extra(newcomer, MAIL, "mail")
    newcomer.save_files(read_files(MAIL))
    (command,) = [command for command in read_commands(MAIL) if "from-mail" in command]
    newcomer.run(command)
    (waiting,) = json.loads(newcomer.run("pelican-comments list --json"))
    assert (waiting["post"], waiting["author"], waiting["reply_to"]) == ("hello", "Ada", "2")
    newcomer.run(f"pelican-comments approve {waiting['name']}")
    assert "no problems found" in newcomer.run("pelican-comments check")
    newcomer.run("pelican --fatal=warnings")
    assert f'id="comment-{waiting["id"]}"' in (newcomer.folder / "output" / "hello.html").read_text("utf-8")


@pytest.mark.slow
def test_readme_of_incremental_builds_only_what_has_changed(welcome: Welcome) -> None:
    text = (ROOT / "plugins" / "incremental" / "README.md").read_text(encoding="utf-8")
    install_it, *builds = read_commands(text)
    reader = welcome(install_it, "pelican-incremental", "pelican-toolkit")
    posts = {f"content/{name}.md": ARTICLE.replace("hello", name) for name in ("my-post", "other")}
    reader.save_files(posts)
    said = "".join(reader.run(f"sh -c {shlex.quote(command)}") for command in builds)
    counts = re.findall(r"(\d+) pages and feeds written, (\d+) unchanged", said)
    (total, _), (written, kept) = [[int(count) for count in pair] for pair in counts]
    assert counts[0][1] == "0"
    assert (written + kept, kept > 0, written > 0) == (total, True, True)
    reader.run("pelican content --output plain --extra-settings PLUGINS=[]")
    assert not find_differences(read_folder(reader.folder / "output"), read_folder(reader.folder / "plain"))


def test_documented_workflow_has_no_known_weakness_and_uses_our_own_actions(
    tmp_path: Path,
) -> None:
    """Pinned to the same commits, so that an update here is not forgotten there."""
    text = read_files(GITHUB)[".github/workflows/comment.yml"]
    workflow = tmp_path / ".github" / "workflows" / "comment.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text(text, encoding="utf-8")
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [str(zizmor), "--offline", "--no-progress", "--persona", "pedantic", str(workflow)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    ours = (ROOT / ".github" / "workflows" / "comment.yml").read_text(encoding="utf-8")
    used = re.compile(r"uses: (\S+@[0-9a-f]{40})")
    assert used.findall(text)
    assert set(used.findall(text)) <= set(used.findall(ours))
