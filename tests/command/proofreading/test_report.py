"""What is printed, and the command as the writer runs it, on a blog of its own and on both sites here."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pelican_blog.proofreading.report import Report, format_github, format_text
from pelican_blog.proofreading.rules import Problem, Rule

from tests.bad_texts import write_texts
from tests.command.calling import call

from .conftest import ROOT

ERROR = Problem(file="content/a,b.md", line=3, rule=Rule.LINK_DEAD, message="100% of it\nleads: nowhere")
WARNING = Problem(file="content/c.md", line=1, rule=Rule.HEADINGS, message="# is reserved")
REPORT = Report(texts=2, comments=0, problems=(ERROR, WARNING))


def test_problem_is_one_line_with_its_severity_and_its_rule_and_all_are_counted() -> None:
    assert format_text(REPORT).splitlines() == [
        "content/a,b.md:3: error: 100% of it leads: nowhere [link-dead]",
        "content/c.md:1: warning: # is reserved [headings]",
        "1 error and 1 warning in 2 files, of 2 texts read.",
    ]
    warnings = replace(REPORT, problems=(WARNING, replace(WARNING, line=2)))
    assert (REPORT.errors, warnings.errors) == (1, 0)
    last = "2 warnings in 1 file, of 2 texts read. Warnings do not stop `make publish`."
    assert format_text(warnings).splitlines()[-1] == last
    assert format_text(replace(REPORT, texts=1, problems=())) == "1 text read, no problems found."
    with_comment = format_text(replace(REPORT, texts=1, comments=1, problems=(ERROR,)))
    assert with_comment.splitlines()[-1] == "1 error in 1 file, of 1 text and 1 comment read."


def test_workflow_gets_annotations() -> None:
    """https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions."""
    assert format_github(REPORT).splitlines() == [
        "::error file=content/a%2Cb.md,line=3,title=link-dead::100%25 of it leads: nowhere",
        "::warning file=content/c.md,line=1,title=headings::# is reserved",
        "1 error and 1 warning in 2 files, of 2 texts read.",
    ]
    assert format_github(replace(REPORT, problems=())) == "2 texts read, no problems found."


TEXTS = {
    "posts/2026/tarte.md": "Title: A\nDate: 2025-02-03\nSlug: tarte\nCategorie: A\n\n# Une [tarte](/a/)\n",
    "posts/2026/tarte-bis.md": "Title: La tarte\nDate: 9999-01-01\nSlug: tarte\n\nTexte.\n",
    "posts/2026/notes.txt": "Des notes.\n",
    "comments/a/1.md": "author: Jo\nautre: x\n\nTexte.\n",
}
PRINTED = """\
content/posts/2026/notes.txt:1: warning: Pelican ignores .txt files, so this is not published; save it as \
Markdown (.md) [file-ignored]
content/posts/2026/tarte-bis.md:2: error: Date: 9999-01-01 is in the future (in Europe/Paris), but the post \
would be published now; correct it or add `Status: draft` [date-future]
content/posts/2026/tarte.md:3: error: content/posts/2026/tarte-bis.md has the same slug tarte and language; \
give one of them another `Slug:`, or its own `Lang:` if it is a translation [collision]
content/posts/2026/tarte.md:4: warning: the key Categorie is unknown; did you mean `Category:`? [key-unknown]
content/posts/2026/tarte.md:6: warning: # is reserved for the page title; start with ## [headings]
content/posts/2026/tarte.md:6: error: /a/ leads nowhere on this site; correct or remove it [link-dead]
4 errors and 3 warnings in 4 files, of 2 texts and 1 comment read.
"""


def test_make_proofread_prints_every_mistake_at_once(tmp_path: Path, nameless_publishconf: str) -> None:
    """In a repository whose address nobody knows yet."""
    write_texts(
        tmp_path / "content", {**TEXTS, **{f"{name}/.keep": "" for name in ("pages", "images", "videos")}}
    )
    own = 'DEFAULT_LANG, TIMEZONE = "fr", "Europe/Paris"\nMENUITEMS, FOOTER_ITEMS = [], []\n'
    settings = (ROOT / "pelicanconf.py").read_text(encoding="utf-8") + own
    write_texts(tmp_path, {"publishconf.py": nameless_publishconf, "pelicanconf.py": settings})
    shutil.copy(ROOT / "tools/blog.mk", tmp_path / "Makefile")
    shutil.copy(ROOT / "siteconf.py", tmp_path)
    (tmp_path / "theme").symlink_to(ROOT / "theme")
    make = ("make", "--assume-old=.venv/site", f"BIN={Path(sys.executable).parent}", "proofread")
    unwanted = {"MAKEFLAGS", "MAKELEVEL", *ADDRESSES}
    env = {key: value for key, value in os.environ.items() if key not in unwanted}
    done = subprocess.run(make, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    first, _, others = done.stdout.partition("\n")
    assert re.fullmatch(r"content/comments/a/1\.md:2: error: .*'autre'.* \[comment\]", first), done.stderr
    assert others == PRINTED


ADDRESSES = ("SITEURL", "GITHUB_REPOSITORY", "DEMO_SITEURL", "DEMO_REPOSITORY")


@pytest.mark.parametrize("settings", ["publishconf.py", "tests/demo/democonf.py"])
def test_both_sites_are_clean_as_they_are(monkeypatch: pytest.MonkeyPatch, settings: str) -> None:
    for name in ADDRESSES:
        monkeypatch.delenv(name, raising=False)
    done = call(ROOT, "proofread", "--settings", settings)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.endswith(" read, no problems found.\n")
    assert not done.stdout.startswith("0 ")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", "nowhere.py: no such file"),
        ("A = 1\nB = 1 / 0\n", "nowhere.py:2: ZeroDivisionError: division by zero"),
        ("A = 1\nB = (\n", "nowhere.py:2: SyntaxError: '(' was never closed"),
        ('PLUGINS, VIDEO = ["video"], {"peertub": []}\n', "'peertub'"),
        ('TIMEZONE = "Lune"\n', "TIMEZONE is 'Lune', which is not a time zone"),
        ('SITEURL = "http://[x"\n', "SITEURL is 'http://[x', which is not an address"),
        ('DIRECT_TEMPLATES = ["x"]\n', "PelicanTemplateNotFound: [templates] unable to load x"),
        ('raise SystemExit("No.")\n', "No."),
    ],
)
@pytest.mark.parametrize("form", ["text", "github"])
def test_settings_that_are_wrong_are_said_to_be(tmp_path: Path, settings: str, said: str, form: str) -> None:
    if settings:
        (tmp_path / "nowhere.py").write_text(f"{settings}PATH = '.'\n", encoding="utf-8")
    done = call(tmp_path, "proofread", "--settings=nowhere.py", f"--format={form}")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert done.stderr.startswith("Error: ")
    assert said in done.stderr
    if form == "github":
        assert done.stdout.startswith("::error::")
        assert said in done.stdout
