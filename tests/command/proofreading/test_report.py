"""What is printed, and the command as the writer runs it, on a blog of its own and on both sites here."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pelican_blog.proofreading.report import Report, format_github, format_text
from pelican_blog.proofreading.rules import Problem, Rule

from .conftest import ROOT

ERROR = Problem(file="content/a,b.md", line=3, rule=Rule.LINK_DEAD, message="100% of it\nleads: nowhere")
WARNING = Problem(file="content/c.md", line=1, rule=Rule.HEADINGS, message="# is reserved")
REPORT = Report(texts=2, comments=0, problems=(ERROR, WARNING))


def test_problem_is_one_line_with_its_severity_and_its_rule() -> None:
    assert format_text(REPORT).splitlines() == [
        "content/a,b.md:3: error: 100% of it leads: nowhere [link-dead]",
        "content/c.md:1: warning: # is reserved [headings]",
        "1 error and 1 warning in 2 files, of 2 texts read.",
    ]


def test_warnings_alone_are_said_not_to_stop() -> None:
    report = replace(REPORT, problems=(WARNING, replace(WARNING, line=2)))
    assert report.errors == 0
    last = "2 warnings in 1 file, of 2 texts read. Warnings do not stop `make publish`."
    assert format_text(report).splitlines()[-1] == last


def test_count_speaks_of_one_as_of_one() -> None:
    report = Report(texts=1, comments=0, problems=())
    assert format_text(report) == "1 text read, no problems found."
    assert format_text(replace(report, comments=1, problems=(ERROR,))).splitlines()[-1] == (
        "1 error in 1 file, of 1 text and 1 comment read."
    )


def test_workflow_gets_annotations() -> None:
    """https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions."""
    assert format_github(REPORT).splitlines() == [
        "::error file=content/a%2Cb.md,line=3,title=link-dead::100%25 of it leads: nowhere",
        "::warning file=content/c.md,line=1,title=headings::# is reserved",
        "1 error and 1 warning in 2 files, of 2 texts read.",
    ]
    assert format_github(replace(REPORT, problems=())) == "2 texts read, no problems found."


TEXTS = {
    "posts/2026/pain.md": """\
Title: Le pain
Date: 03/02/2026
Tags : pain, levain

Texte.
""",
    "posts/2026/tarte.md": """\
Title: La tarte
Date: 2025-02-03
Slug: la-tarte
Categorie: Cuisine
Video: https://example.com/film

# La tarte

![]({static}/images/tarte.jpg)

![La tarte](http://example.com/tarte.jpg)

Voir [le pain]({filename}pain.md#levain), [la soupe](/2025/02/04/la-soupe/) et la note[^1].

    ![](dans-du-code.jpg)

https://example.com/autre-film
""",
    "posts/2026/tarte-bis.md": "Title: La tarte\nDate: 9999-01-01\nSlug: la-tarte\n\nTexte.\n",
    "posts/2026/notes.txt": "Des notes.\n",
    "pages/a-propos.md": "À propos de ce blog.\n",
}
PRINTED = """\
content/pages/a-propos.md:1: error: it does not begin with a header; begin it with a line such as \
`Title: My title` [header-missing]
content/posts/2026/notes.txt:1: warning: Pelican passes over files in .txt, and so this is published \
nowhere; save it as Markdown, in .md [file-ignored]
content/posts/2026/pain.md:2: error: Date: the build reads 03/02/2026 as 2026-03-02, not as \
2026-02-03; write the day you mean [date-invalid]
content/posts/2026/pain.md:3: error: no space may stand before the colon, so this ends the header, \
and all from here on would be text; write `Tags:`, or, if this is text, an empty line above it \
[header-line]
content/posts/2026/tarte-bis.md:2: error: Date: 9999-01-01 is in the future (in Europe/Paris), and \
the post would be published now; correct it, or add `Status: draft` [date-future]
content/posts/2026/tarte.md:3: error: its slug la-tarte and its language are those of \
content/posts/2026/tarte-bis.md too; give one of them another line `Slug:`, or its own `Lang:` if it \
is a translation [collision]
content/posts/2026/tarte.md:4: warning: the key Categorie is unknown; if you mean Category, write \
`Category:` [key-unknown]
content/posts/2026/tarte.md:5: error: Video: https://example.com/film is not a video that this site \
can show (YouTube, Vimeo, Dailymotion, PeerTube hosts in VIDEO["peertube"], or a .webm or .mp4 file in \
the content folder); correct the address or remove the line. [video-invalid]
content/posts/2026/tarte.md:7: warning: # is reserved for the title of the page; start with ## \
[headings]
content/posts/2026/tarte.md:9: warning: image images/tarte.jpg has no alt text for those who cannot \
see it; describe it between the brackets: ![…]({static}/images/tarte.jpg) [image-alt]
content/posts/2026/tarte.md:9: error: there is no file for {static}/images/tarte.jpg; correct the \
path: from content/ if it starts with a slash, else from this text's folder [link-dead]
content/posts/2026/tarte.md:11: error: http://example.com/tarte.jpg is fetched without encryption \
and would not show; save the file in content/ and write {static}/ and its path [image-remote]
content/posts/2026/tarte.md:13: error: /2025/02/04/la-soupe/ leads to nothing on this site; correct \
or remove it [link-dead]
content/posts/2026/tarte.md:13: warning: nothing in content/posts/2026/pain.md has the id levain; \
give the heading one: ## Its words {#its-id} [link-fragment]
content/posts/2026/tarte.md:13: warning: the footnote 1 has no text; add a line `[^1]: ` with it (no \
space before :) [footnote]
content/posts/2026/tarte.md:17: warning: https://example.com/autre-film is not a video of a host \
that this site knows, and would stay plain text; to make it a link, write \
<https://example.com/autre-film> [address-bare]
9 errors and 7 warnings in 5 files, of 4 texts read.
"""

UNWANTED = {"MAKEFLAGS", "MAKELEVEL", "SITEURL", "GITHUB_REPOSITORY", "DEMO_SITEURL", "DEMO_REPOSITORY"}

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run() -> Run:
    """A function that runs a command in a folder, with these tests' packages and no address of a site."""

    def call(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
        env = {key: value for key, value in os.environ.items() if key not in UNWANTED}
        return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)

    return call


@pytest.fixture
def folder(tmp_path: Path, nameless_publishconf: str) -> Path:
    """A repository without a text, whose address nobody knows yet."""
    for name in ("posts", "pages", "images", "videos", "extra"):
        (tmp_path / "content" / name).mkdir(parents=True)
    shutil.copy(ROOT / "tools/blog.mk", tmp_path / "Makefile")
    shutil.copy(ROOT / "siteconf.py", tmp_path)
    (tmp_path / "publishconf.py").write_text(nameless_publishconf, encoding="utf-8")
    settings = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    own = 'DEFAULT_LANG, TIMEZONE = "fr", "Europe/Paris"\nMENUITEMS, FOOTER_ITEMS = [], []\n'
    own += 'ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"\n'
    (tmp_path / "pelicanconf.py").write_text(settings + own, encoding="utf-8")
    (tmp_path / "theme").symlink_to(ROOT / "theme")
    return tmp_path


def write_texts(folder: Path) -> None:
    for name, text in TEXTS.items():
        path = folder / "content" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "settings",
    [
        "publishconf.py",
        "pelicanconf.py",
        "tests/demo/democonf.py",
    ],
)
def test_both_sites_are_clean_as_they_are(run: Run, settings: str) -> None:
    done = run(ROOT, sys.executable, "-m", "pelican_blog", "proofread", "--settings", settings)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.endswith(" read, no problems found.\n")
    assert not done.stdout.startswith("0 ")


def test_every_mistake_is_printed_at_once(folder: Path, run: Run) -> None:
    write_texts(folder)
    done = run(folder, sys.executable, "-m", "pelican_blog", "proofread")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == PRINTED


def test_make_proofread_reads_texts_and_comments(folder: Path, run: Run) -> None:
    make = ("make", "--assume-old=.venv/site", f"BIN={Path(sys.executable).parent}", "proofread")
    (folder / "content/pages/a.md").write_text("Title: A\n\nTexte.\n", encoding="utf-8")
    done = run(folder, *make)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "1 text read, no problems found.\n"

    write_texts(folder)
    comment = folder / "content/comments/a/1.md"
    comment.parent.mkdir(parents=True)
    comment.write_text("author: Jo\nautre: x\n\nTexte.\n", encoding="utf-8")
    done = run(folder, *make)
    assert done.returncode != 0
    first, *others, _ = done.stdout.splitlines()
    assert first.startswith("content/comments/a/1.md:2: error: the key 'autre' is none of")
    assert others == PRINTED.splitlines()[:-1]
    assert done.stdout.endswith("\n10 errors and 7 warnings in 6 files, of 5 texts and 1 comment read.\n")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", "nowhere.py: there is no such file"),
        ("A = 1\nB = 1 / 0\n", "nowhere.py:2: ZeroDivisionError: division by zero; correct that line."),
        ("A = 1\nB = (\n", "nowhere.py:2: SyntaxError: '(' was never closed; correct that line."),
        ('PATH, PLUGINS, VIDEO = ".", ["video"], {"peertub": []}\n', "VIDEO has an unknown key 'peertub'"),
        (
            'PATH, TIMEZONE = ".", "Lune"\n',
            "pelicanconf.py: TIMEZONE is 'Lune', which is not a time zone; write",
        ),
        (
            'PATH, SITEURL = ".", "http://[x"\n',
            "pelicanconf.py: SITEURL is 'http://[x', which is not an address;",
        ),
        (
            'PATH, DIRECT_TEMPLATES = ".", ["x"]\n',
            "A build would stop: PelicanTemplateNotFound: [templates] unable to load x",
        ),
    ],
)
def test_settings_that_are_wrong_are_said_to_be(tmp_path: Path, run: Run, settings: str, said: str) -> None:
    path = tmp_path / "nowhere.py"
    if settings:
        path.write_text(settings, encoding="utf-8")
    done = run(ROOT, sys.executable, "-m", "pelican_blog", "proofread", "--settings", str(path))
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    annotated = run(
        ROOT, sys.executable, "-m", "pelican_blog", "proofread", "--format=github", f"--settings={path}"
    )
    assert annotated.returncode == 1
    assert annotated.stdout.startswith("::error::")
    assert said in annotated.stdout
