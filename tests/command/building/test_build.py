"""A build is whole or does not happen; all that is wrong is said at once, with file, problem and remedy."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.bad_texts import BAD, BAD_FOR_PELICAN, GOOD, write_texts
from tests.bad_texts import SETTINGS as SETTINGS_OF_A_BLOG

ROOT = Path(__file__).parents[3]
POST = "Title: Tango\nDate: 2015-11-20\nSlug: tango\n\nText\n"
SETTINGS = """\
PATH, TIMEZONE = 'content', 'UTC'
SITEURL = 'https://example.org'
PLUGINS = ['video', 'comments']
COMMENTS = {'max_depth': 5}
VIDEO = {'peertube': []}
STATIC_PATHS = []
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A scratch site that builds."""
    files = {
        "pelicanconf.py": SETTINGS,
        "content/tango.md": POST,
        "content/comments/tango/1.md": "author: Jeanne\n\nBonjour",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.fixture
def run_build(site: Path) -> Run:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pelican_blog", "build", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, check=False)

    return run


def read_output(site: Path) -> dict[str, tuple[bytes, int]]:
    output = site / "output"
    files = [path for path in output.rglob("*") if path.is_file()]
    return {str(path.relative_to(output)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_build_takes_the_place_of_the_one_before(site: Path, run_build: Run) -> None:
    (site / "output").mkdir()
    (site / "output" / "old.html").write_text("old")
    done = run_build()
    assert done.returncode == 0, done.stderr
    assert "tango.html" in read_output(site)
    assert "old.html" not in read_output(site)
    assert list((site / ".cache").iterdir()) == []
    assert done.stdout.startswith("Built 1 post in ")


MISTAKES = [
    (
        {"pelicanconf.py": SETTINGS.replace("'comments'", "'coments'")},
        ["Cannot load plugin `coments`", "Correct its name in PLUGINS of pelicanconf.py", "comments, "],
    ),
    (
        {"pelicanconf.py": SETTINGS.replace("'max_depth'", "'max_dept'")},
        ["pelicanconf.py: COMMENTS has no key 'max_dept'; did you mean 'max_depth'?"],
    ),
    (
        {"pelicanconf.py": SETTINGS.replace("'peertube'", "'peertub'")},
        ["pelicanconf.py: VIDEO has no key 'peertub'; did you mean 'peertube'?"],
    ),
    (
        {"content/tango.md": "Video: https://video.example/1\n" + POST},
        [
            "content/tango.md: Video: https://video.example/1 is no video of a host",
            "Correct the address or remove the line",
        ],
    ),
    (
        {"content/comments/tango/1.md": "author Jeanne\n\nBonjour"},
        ["comments/tango/1.md: line 1: ", "correct it, or leave an empty line"],
    ),
    (
        {"content/comments/tango/2.md": "author: Paul\nreplyto: 7\n\nBonjour"},
        ["comments/tango/2.md: replyto '7' names no published comment", "Correct the id or remove the line"],
    ),
    (
        {"content/other.md": "Date: 2015-11-20\n\nText"},
        ["content/other.md: the header has no line 'title'; add that line to the header."],
    ),
    (
        {"content/other.md": POST.replace("2015-11-20", "hier")},
        ["content/other.md: 'hier' is not a valid date; correct the header"],
    ),
    (
        {"content/tango.md": POST + "![x]({static}/images/no.jpg)"},
        ["content/tango.md: there is no file for the link /images/no.jpg; look for it in content/"],
    ),
    (
        {"content/tango.md": POST + "[x]({attach}../pelicanconf.py)"},
        ["content/tango.md: there is no file for the link ../pelicanconf.py"],
    ),
    (
        {"content/tango.md": POST + "[x]({filename}/no.md)"},
        ["content/tango.md: there is no file for the link /no.md; look for it in content/"],
    ),
    (
        {"content/tango.md": POST.replace("Slug", "Summary: [x]({filename}/no.md)\nSlug")},
        ["content/tango.md: there is no file for the link /no.md"],
    ),
    (
        {"pelicanconf.py": SETTINGS + "THEME_TEMPLATES_OVERRIDES = ['t']", "t/tags.html": "\n{{ 1 / 0 }}"},
        ["tags.html: not written. t/tags.html, line 2: ZeroDivisionError"],
    ),
    (
        {"pelicanconf.py": SETTINGS + "THEME_TEMPLATES_OVERRIDES = ['t']", "t/article.html": "{% if %}"},
        ["t/article.html, line 1: TemplateSyntaxError"],
    ),
    (
        {"content/tango.md": POST.replace("Slug", "Template: contact\nSlug")},
        ["content/tango.md: Template: contact is not in the theme; remove the line"],
    ),
    (
        {"content/a.md": POST},
        [
            "content/a.md: has the Slug of content/tango.md; change it",
            "its page has the address tango.html, which content/",
        ],
    ),
    (
        {"content/tango.md": POST.replace("Slug: tango", "Slug: tags")},
        ["content/tango.md: its page has the address tags.html, which a list of the site has too"],
    ),
    (
        {"pelicanconf.py": "raise SystemExit('pelicanconf.py: no address; say one.')"},
        ["no address; say one."],
    ),
    (
        {"pelicanconf.py": SETTINGS + "(\n"},
        ["pelicanconf.py:7: SyntaxError: ", "correct the settings."],
    ),
    ({"pelicanconf.py": SETTINGS + "1 / 0"}, ["pelicanconf.py:7: ZeroDivisionError: division by zero"]),
]


@pytest.mark.parametrize(("files", "expected"), MISTAKES)
def test_mistake_is_named_and_leaves_the_output_as_it_was(
    site: Path, run_build: Run, files: dict[str, str], expected: list[str]
) -> None:
    assert run_build().returncode == 0
    before = read_output(site)
    for name, text in files.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(text)
    done = run_build()
    assert done.returncode == 1
    for words in expected:
        assert words in done.stderr
    *_, advice, last = done.stderr.splitlines()
    assert advice == "make proofread names every mistake in the texts, with its file and its line."
    assert last.startswith("output/ was left untouched.")
    assert "Traceback" not in done.stderr + done.stdout
    assert len(set(done.stderr.splitlines())) == len(done.stderr.splitlines())
    assert read_output(site) == before


def test_every_bad_text_is_named_at_once(site: Path, run_build: Run) -> None:
    (site / "pelicanconf.py").write_text(SETTINGS_OF_A_BLOG)
    write_texts(site / "content", GOOD)
    assert run_build().returncode == 0
    before = read_output(site)
    texts = {**BAD, **BAD_FOR_PELICAN}
    write_texts(site / "content", texts)
    done = run_build()
    assert (done.returncode, read_output(site)) == (1, before)
    assert [name for name in texts if name not in done.stderr] == []
    assert "Traceback" not in done.stderr


def test_two_texts_with_one_dead_link_are_both_named(site: Path, run_build: Run) -> None:
    names = [f"{letter}.md" for letter in "abcdefg"]  # Pelican falls silent after the fifth
    for name in names:
        (site / "content" / name).write_text(POST.replace("tango", name[0]) + "[x]({filename}/no.md)")
    said = run_build().stderr
    assert [
        name for name in names if f"content/{name}: there is no file for the link /no.md" not in said
    ] == []


def test_what_the_site_waives_is_no_fault(site: Path, run_build: Run) -> None:
    (site / "content/tango.md").write_text(POST + '<img src="a.jpg" alt="">\n\n[x]({filename}/no.md)\n')
    message = "Unable to find '%s', skipping url replacement."
    (site / "pelicanconf.py").write_text(f"{SETTINGS}LOG_FILTER = [(30, {message!r})]\n")
    done = run_build()
    assert done.returncode == 0, done.stderr  # alt="" is right for an ornament


def test_nothing_of_a_failed_build_gets_into_the_next(site: Path, run_build: Run) -> None:
    for leftover in (".cache/output/half.html", ".cache/previous/old.html"):
        (site / leftover).parent.mkdir(parents=True)
        (site / leftover).write_text("left over")
    assert run_build().returncode == 0
    assert not {"half.html", "old.html"} & set(read_output(site))


@pytest.mark.parametrize("option", ["-q", "--quiet", "--qui", "-vq"])
def test_quiet_build_hears_of_faults_all_the_same(site: Path, run_build: Run, option: str) -> None:
    (site / "content/other.md").write_text("Date: 2015-11-20\n\nText")
    done = run_build(option)
    assert (done.returncode, (site / "output").exists()) == (1, False)
    assert "content/other.md: the header has no line 'title'" in done.stderr


def test_build_that_writes_nothing_takes_no_place(site: Path, run_build: Run) -> None:
    assert run_build().returncode == 0
    before = read_output(site)
    assert run_build("--print-settings", "SITEURL").returncode == 1
    assert read_output(site) == before


def test_debug_shows_the_traceback(site: Path, run_build: Run) -> None:
    (site / "content/other.md").write_text(POST.replace("2015-11-20", "hier"))
    done = run_build("--debug")
    assert done.returncode == 1
    assert "Traceback" in done.stderr + done.stdout


def test_option_that_pelican_lacks_is_refused(run_build: Run) -> None:
    done = run_build("--bogus")
    assert done.returncode == 1
    assert "unrecognized arguments: --bogus" in done.stderr


def test_what_is_harmless_is_said_and_stops_nothing(site: Path, run_build: Run) -> None:
    head = '<meta charset="utf-8"><title>Valse</title><meta name="date" content="2015-11-21">'
    files = {
        "valse.html": f"<html><head>{head}</head><body><p>Text</p></body></html>\n",
        "rumba.rst": "Rumba\n#####\n\n:date: 2015-11-22\n:slug: rumba\n\nText\n",
        "salsa.md": "---\ntitle: Salsa\ndate: 2015-11-23\ndraft: true\n---\n\nText\n",
        "samba.md": POST.replace("ango", "amba").replace("Text", "![A picture]({filename}samba.png)"),
    }
    for name, text in files.items():
        (site / "content" / name).write_text(text)
    Image.new("RGB", (4, 4)).save(site / "content/samba.png", "JPEG")
    plugins = "STATIC_PATHS = ['']\nPLUGINS = ['frontmatter', 'images', 'comments']\n"
    plugins += "SITEURL = 'https://example.org/'\nDEFAULT_LANG = 'zh'\n"
    (site / "pelicanconf.py").write_text(SETTINGS + plugins)
    done = run_build()
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert {"valse.html", "rumba.html", "tamba.html", "drafts/salsa.html"} <= set(read_output(site))
    notices = done.stdout
    assert "content/salsa.md: kept back as a draft because of `draft: true`." in notices
    assert "content/samba.png: this is a JPEG picture named .png." in notices or "JPG picture" in notices
    assert "Docutils has no localization for 'zh'" in notices
    assert "valse.html does not have a 'name' attribute" in notices
    assert "trailing slash from SITEURL" in notices
