"""What a blog is made of, computed from this repository as it stands; nothing is written."""

import json
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from markdown import markdown
from pelican.plugins.typography import typeset
from pelican_blog.headers import read_header

from tests.site import checks
from tests.test_workflows import find_faults, lint_workflows
from tools.starting.documents import END_OF_OURS, escape_markdown
from tools.starting.errors import StartingError
from tools.starting.languages import LANGUAGES
from tools.starting.plan import ARTICLE, Clone, Plan, check_fresh, plan_start

from .conftest import ROOT, TYPED, MakePlan, choose

NAMES_OF_OURS = re.compile(rb"blues|ma cuisine du web|community.manager", re.IGNORECASE)
MARK = re.compile(rb"make start")


def list_started(plan: Plan, known: tuple[str, ...]) -> dict[str, bytes]:
    """All files of the blog that the plan makes."""
    stays = {name: (ROOT / name).read_bytes() for name in known if name not in plan.removed}
    return stays | {name: text.encode() for name, text in plan.written}


def write(files: Mapping[str, str | bytes], folder: Path) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def run_settings(plan: Plan, folder: Path, name: str = "publishconf.py") -> dict[str, Any]:
    """The settings in a file of the blog's, by a Python that knows no others."""
    write({"publishconf.py": (ROOT / "publishconf.py").read_bytes(), **dict(plan.written)}, folder)
    program = (
        "import json, runpy, sys; print(json.dumps(runpy.run_path(sys.argv[1]), default=str, skipkeys=True))"
    )
    environment = {
        key: value for key, value in os.environ.items() if key not in {"SITEURL", "GITHUB_REPOSITORY"}
    }
    command = [sys.executable, "-c", program, name]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    settings: dict[str, Any] = json.loads(done.stdout)
    return settings


@pytest.mark.parametrize("language", TYPED)
def test_nothing_that_stays_names_this_blog(
    make_plan: MakePlan, known: tuple[str, ...], language: str
) -> None:
    """But the licence, which is not one without the name of those who give it."""
    files = list_started(make_plan(language), known)
    assert len(files) > 400
    named = [name for name, data in files.items() if NAMES_OF_OURS.search(name.encode() + data)]
    assert {name.split("/")[-1] for name in named} == {"LICENSE"}


@pytest.mark.parametrize("language", TYPED)
def test_nothing_that_stays_is_for_this_command(
    make_plan: MakePlan, known: tuple[str, ...], language: str
) -> None:
    files = list_started(make_plan(language), known)
    assert [name for name, data in files.items() if MARK.search(data)] == []
    assert [name for name in files if "starting" in name] == []
    assert b"GITHUB_REPOSITORY" in files["Makefile"]


@pytest.mark.parametrize("language", TYPED)
def test_settings_are_the_new_blogs(make_plan: MakePlan, tmp_path: Path, language: str) -> None:
    settings = run_settings(make_plan(language), tmp_path)
    ours = runpy.run_path(str(ROOT / "pelicanconf.py"))
    typed, texts = TYPED[language], LANGUAGES[language]
    repository = typed["GITHUB_REPOSITORY"]
    assert settings["SITENAME"] == typed["SITENAME"]
    assert settings["AUTHOR"] == "Anne"
    assert settings["DEFAULT_LANG"] == language
    assert settings["TIMEZONE"] == "Europe/Paris"
    assert settings["SITEURL"] == f"https://anne.github.io/{repository.split('/')[1]}"
    assert settings["SEARCH_SAVE_AS"] == f"{texts.search}/index.html"
    comments = settings["COMMENTS"]
    assert (comments["repository"], comments["accept_label"]) == (repository, texts.label)
    assert comments["issue_template"] == texts.issue_form
    assert "state" not in comments
    assert {name for name in ours if name.isupper()} <= set(settings)
    same = ("PLUGINS", "ARTICLE_URL", "MARKDOWN", "IMAGES", "PAGEFIND", "STATIC_PATHS")
    assert {name: settings[name] for name in same} == json.loads(
        json.dumps({name: ours[name] for name in same})
    )


@pytest.mark.parametrize("language", TYPED)
def test_every_address_of_the_settings_is_that_of_a_page(
    make_plan: MakePlan, tmp_path: Path, language: str
) -> None:
    plan = make_plan(language)
    settings = run_settings(plan, tmp_path, "pelicanconf.py")
    files = list_started(plan, tuple(f"content/pages/{name}" for name in ("merci.md",) if language == "fr"))
    slugs = {
        read_header(text.decode())["slug"][0]
        for name, text in files.items()
        if name.startswith("content/pages/")
    }
    asked = {
        *(url for _, url in settings["MENUITEMS"] + settings["FOOTER_ITEMS"]),
        settings["COMMENTS"]["privacy_page"],
        settings["COMMENTS"]["thanks_page"],
    }
    own = {"archives/", "categories/", "tags/", "authors/", settings["SEARCH_URL"]}
    assert asked - own == {f"{slug}/" for slug in slugs}


@pytest.mark.parametrize("language", TYPED)
def test_blog_without_a_repository_has_no_form_and_says_so(
    make_plan: MakePlan, tmp_path: Path, language: str
) -> None:
    plan = make_plan(language, GITHUB_REPOSITORY="")
    settings = run_settings(plan, tmp_path)
    assert settings["SITEURL"] == ""
    assert settings["COMMENTS"]["repository"] is None
    assert settings["COMMENTS"]["state"] == "closed"
    (privacy,) = [
        text for name, text in plan.written if re.fullmatch(r"content/pages/(vie-privee|privacy)\.md", name)
    ]
    assert "GitHub" not in privacy


@pytest.mark.parametrize("repository", ["anne/blog", ""])
@pytest.mark.parametrize("language", TYPED)
def test_pages_are_whole_and_clean(make_plan: MakePlan, language: str, repository: str) -> None:
    pages = {
        name: text
        for name, text in make_plan(language, GITHUB_REPOSITORY=repository).written
        if name.startswith("content/pages/")
    }
    assert len(pages) == {"fr": 2, "en": 3}[language]
    for name, text in pages.items():
        header = read_header(text)
        body = typeset(markdown(text.split("\n\n", 1)[1]), language)
        html = f'<html lang="{language}"><h1>{header["title"][0]}</h1>{body}</html>'
        page = BeautifulSoup(html, "html.parser")
        assert [fault for check in checks.CHECKS for fault in check(page)] == [], name
        assert {"title", "slug", "summary"} <= set(header)
        assert ("CNIL" in text) == (language == "fr" and bool(repository) and "vie-privee" in name)
        assert not re.search("['\"]", re.sub(r"\]\(.*?\)", "", text)), "a straight quote"


@pytest.mark.parametrize("language", TYPED)
def test_workflows_and_issue_form_are_valid(
    make_plan: MakePlan, known: tuple[str, ...], tmp_path: Path, language: str
) -> None:
    files = list_started(make_plan(language), known)
    write({name: data for name, data in files.items() if name.startswith(".github/")}, tmp_path)
    assert find_faults(tmp_path) == []
    assert lint_workflows(tmp_path) == ""
    texts = LANGUAGES[language]
    comment = (tmp_path / ".github/workflows/comment.yml").read_text(encoding="utf-8")
    assert f"github.event.label.name == '{texts.label}'" in comment
    (form,) = (tmp_path / ".github/ISSUE_TEMPLATE").iterdir()
    assert form.name == texts.issue_form
    values = yaml.safe_load(form.read_text(encoding="utf-8"))
    assert [field["id"] for field in values["body"][1:]] == ["post", "parent", "name", "message"]
    said = re.sub(r"#.*", "", form.read_text(encoding="utf-8"))
    assert not re.search(r"[ ][;!?»]|« |\w :", said)


@pytest.mark.parametrize("language", TYPED)
def test_documents_are_the_new_blogs(make_plan: MakePlan, language: str) -> None:
    written = dict(make_plan(language).written)
    beginning, rest = written["README.md"].split("## Two commands\n")
    assert beginning == (
        f"# {TYPED[language]['SITENAME']}\n\n"
        "The blog of Anne, made of Markdown files in `content/`; "
        "what readers answer is kept there too, in git.\n"
        "`make html` builds it, and `make serve` shows it at <http://localhost:8000>.\n\n"
    )
    assert (ROOT / "README.md").read_text(encoding="utf-8").endswith(rest)
    assert rest.count("\n## ") > 1
    assert written["CHANGELOG.md"].endswith(
        "## [Unreleased]\n\n### Added\n\n"
        "- An empty blog, begun from the tools as they were in commit `0a1b2c3` (2026-11-25).\n"
    )


@pytest.mark.parametrize(
    ("author", "said"),
    [
        ("Anne", "Anne."),
        ("J. R.", "J. R."),
        ("Anne & <b>Paul</b>", "Anne & <b>Paul</b>."),
        ("*Anne* `a` [b](c) $HOME ${x} \\", "*Anne* `a` [b](c) $HOME ${x} \\."),
        ("~~a~~ | b_c_d {.x} # e", "~~a~~ | b_c_d {.x} # e."),
    ],
)
@pytest.mark.parametrize("language", TYPED)
def test_page_about_the_blog_is_true_as_it_is(
    make_plan: MakePlan, language: str, author: str, said: str
) -> None:
    name = f"content/pages/{LANGUAGES[language].about}.md"
    text = dict(make_plan(language, AUTHOR=author).written)[name]
    page = BeautifulSoup(markdown(text.split("\n\n", 1)[1], extensions=["extra"]), "html.parser")
    assert [element.name for element in page.find_all(name=True)] == ["p"]
    begin = {"fr": "Ce blog est écrit par", "en": "This blog is written by"}[language]
    assert page.text == f"{begin} {said}"


@pytest.mark.parametrize(
    "text",
    ["Le *jardin*", "a_b_c", "`x` \\ # | ~", "<b>A</b> & B", "[a](b)", "!$x$ {y}", "1. a", "<!-- a", "a -->"],
)
def test_name_in_the_readme_is_no_markup(text: str) -> None:
    escaped = escape_markdown(text, "~$|")
    page = BeautifulSoup(markdown(f"# {escaped}", extensions=["extra"]), "html.parser")
    assert [element.name for element in page.find_all(name=True)] == ["h1"]
    assert re.sub(r"\\([~$|])", r"\1", page.text) == text  # which are signs to GitHub alone


@pytest.mark.parametrize("language", TYPED)
def test_what_goes_is_ours_alone(make_plan: MakePlan, known: tuple[str, ...], language: str) -> None:
    removed = make_plan(language).removed
    assert ARTICLE in removed
    assert {name.split("/")[0] for name in removed} <= {"content", "docs", "tests", "tools", ".github"}
    assert set(removed) <= set(known)
    plan = make_plan(language)
    left = [name for name in list_started(plan, known) if name.startswith("content/")]
    pages = {"fr": {"a-propos", "vie-privee", "merci"}, "en": {"about", "privacy", "thanks"}}[language]
    assert set(left) == {
        *(f"content/pages/{name}.md" for name in pages),
        *(f"content/{folder}/.gitkeep" for folder in ("comments", "images", "posts", "videos")),
        "content/extra/.nojekyll",
        "content/extra/favicon.ico",
    }


def plan_for(files: Mapping[str, str | None], known: tuple[str, ...], folder: Path) -> Plan:
    """The plan for this repository with other files in it, or without one."""
    for name in known:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((ROOT / name).read_bytes())
    for name, text in files.items():
        if text is None:
            (folder / name).unlink()
        else:
            write({name: text}, folder)
    names = tuple({*known, *files} - {name for name, text in files.items() if text is None})
    return plan_start(Clone(root=folder, files=names, commit=""), choose("en"), "UTC")


def test_what_the_writer_has_already_stays(known: tuple[str, ...], tmp_path: Path) -> None:
    hers = {
        "content/posts/2026/hers.md": "Title: Hers\nDate: 2026-11-25\n\nWords.\n",
        "content/comments/hers/1.md": "author: Paul\n\nWords.\n",
        "content/pages/books.md": "Title: Books\n\nWords.\n",
        "content/videos/film.mp4": "film",
        "notes.txt": "a blues\n",
    }
    plan = plan_for(hers, known, tmp_path)
    names = {name for name, _ in plan.written} | {*plan.removed}
    assert names & set(hers) == set()
    keepers = {name for name in names if name.endswith(".gitkeep")}
    assert keepers == set()


@pytest.mark.parametrize(
    ("files", "problems"),
    [
        ({"content/pages/about.md": "Title: About me\n"}, ["content/pages/about.md: is there already"]),
        ({"README.md": "# A blog\n"}, [f"README.md: the line {END_OF_OURS.strip()} is missing"]),
        ({"pelicanconf.py": "# This blog\nA = 1\n"}, ["pelicanconf.py: the block between"]),
        ({"publishconf.py": "SITEURL = ''\n"}, ["publishconf.py: the line SITEURL"]),
        ({".github/workflows/comment.yml": "on: push\n"}, [".github/workflows/comment.yml: the condition"]),
        ({"publishconf.py": None}, ["publishconf.py: is missing; put it back"]),
        ({"more.txt": "# make start: from here\n"}, ["more.txt: the last mark has no other one"]),
        (
            {"README.md": None, "content/pages/thanks.md": "", "more.txt": "# make start: to here\n"},
            ["README.md: is missing", "content/pages/thanks.md: is there already", "more.txt: line 1"],
        ),
    ],
)
def test_what_stands_in_the_way_is_said_at_once(
    known: tuple[str, ...], tmp_path: Path, files: dict[str, str | None], problems: list[str]
) -> None:
    with pytest.raises(StartingError) as caught:
        plan_for(files, known, tmp_path)
    said = sorted(caught.value.problems)
    assert len(said) == len(problems)
    assert all(line.startswith(problem) for line, problem in zip(said, problems, strict=True)), said


def test_blog_that_has_been_started_is_not_started_again(make_plan: MakePlan, known: tuple[str, ...]) -> None:
    check_fresh(Clone(root=ROOT, files=known, commit=""))
    started = tuple(list_started(make_plan("en"), known))
    with pytest.raises(StartingError, match="has been started before, and nothing is replaced"):
        check_fresh(Clone(root=ROOT, files=started, commit=""))
