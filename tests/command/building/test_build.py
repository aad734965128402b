"""A build is whole or does not happen; all that is wrong is said at once, with file, problem and remedy."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from plugins.images.tests.photos import draw, encode
from tests.bad_texts import BAD, BAD_FOR_PELICAN, GOOD, write_texts
from tests.bad_texts import SETTINGS as SETTINGS_OF_A_BLOG
from tests.command.calling import call

POST = "Title: Tango\nDate: 2015-11-20\nSlug: tango\n\nText\n"
SETTINGS = """\
PATH, TIMEZONE = 'content', 'UTC'
SITEURL = 'https://example.org'
PLUGINS = ['video', 'comments']
COMMENTS = {'max_depth': 5}
VIDEO = {'peertube': []}
STATIC_PATHS = []
"""

Run = Callable[..., CompletedProcess[str]]


BEFORE = {"output/old.html": "old", "output/deep/old.html": "old"}
"""An earlier build."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A scratch site that builds, and has been built before."""
    files = {"pelicanconf.py": SETTINGS, "content/tango.md": POST}
    write_texts(tmp_path, {**files, **BEFORE, "content/comments/tango/1.md": "author: Jeanne\n\nBonjour"})
    return tmp_path


@pytest.fixture
def run_build(site: Path) -> Run:
    return partial(call, site, "build")


def list_output(site: Path) -> set[str]:
    return {str(path.relative_to(site)) for path in (site / "output").rglob("*") if path.is_file()}


def is_as_before(site: Path) -> bool:
    return list_output(site) == {*BEFORE} and all((site / name).read_text() == "old" for name in BEFORE)


def test_build_takes_the_place_of_the_one_before(site: Path, run_build: Run) -> None:
    write_texts(site / ".cache", {"output/half.html": "left over", "output-before/old.html": "left over"})
    done = run_build()
    assert done.returncode == 0, done.stderr
    assert "output/tango.html" in list_output(site)
    assert not {*BEFORE, "output/half.html"} & list_output(site)
    assert list((site / ".cache").iterdir()) == []
    assert done.stdout.startswith("Built 1 post in ")


OVERRIDES = "THEME_TEMPLATES_OVERRIDES = ['t']"
MISTAKES = [
    (
        {"pelicanconf.py": SETTINGS.replace("'comments'", "'coments'")},
        "Cannot load plugin `coments`.*Correct its name in PLUGINS of pelicanconf.py.*comments, ",
    ),
    (
        {"pelicanconf.py": SETTINGS.replace("'max_depth'", "'max_dept'")},
        "pelicanconf.py: COMMENTS has no key 'max_dept'; did you mean 'max_depth'\\?",
    ),
    (
        {"content/tango.md": "Video: https://video.example/1\n" + POST},
        "tango.md: Video: https://video.example/1 is not a video that.*correct the address or remove the l",
    ),
    (
        {"content/comments/tango/1.md": "author Jeanne\n\nBonjour"},
        "comments/tango/1.md: line 1: .*correct it, or leave an empty line",
    ),
    (
        {"content/comments/tango/2.md": "author: Paul\nreplyto: 7\n\nBonjour"},
        "tango/2.md: replyto '7' names no published comment.*Correct the id or remove the line",
    ),
    (
        {"content/other.md": "Date: 2015-11-20\n\nText"},
        "content/other.md: the header has no line 'title'; add that line to the header.",
    ),
    (
        {"content/other.md": POST.replace("2015-11-20", "hier")},
        "content/other.md: 'hier' is not a valid date; correct the header",
    ),
    *(
        (
            {"content/tango.md": text},
            f"content/tango.md: there is no file for the link {link}; look for it in",
        )
        for text, link in (
            (POST + "![x]({static}/images/no.jpg)", "/images/no.jpg"),
            (POST + "[x]({attach}../pelicanconf.py)", "../pelicanconf.py"),
            (POST + "[x]({filename}/no.md)", "/no.md"),
            (POST.replace("Slug", "Summary: [x]({filename}/no.md)\nSlug"), "/no.md"),
        )
    ),
    (
        {"pelicanconf.py": SETTINGS + OVERRIDES, "t/tags.html": "\n{{ 1 / 0 }}"},
        "tags.html: not written. t/tags.html, line 2: ZeroDivisionError",
    ),
    (
        {"pelicanconf.py": SETTINGS + OVERRIDES, "t/article.html": "{% if %}"},
        "t/article.html, line 1: TemplateSyntaxError",
    ),
    (
        {"content/tango.md": POST.replace("Slug", "Template: contact\nSlug")},
        "content/tango.md: Template: contact is not in the theme; remove the line",
    ),
    (
        {"content/a.md": POST},
        "content/a.md: has the Slug of content/tango.md; change it.*address tango.html, which content/",
    ),
    (
        {"content/tango.md": POST.replace("Slug: tango", "Slug: tags")},
        "content/tango.md: its page has the address tags.html, which a list of the site has too",
    ),
    ({"pelicanconf.py": "raise SystemExit('pelicanconf.py: no address; say one.')"}, "no address; say one."),
    ({"pelicanconf.py": SETTINGS + "(\n"}, "pelicanconf.py:7: SyntaxError: .*correct the settings."),
    ({"pelicanconf.py": SETTINGS + "1 / 0"}, "pelicanconf.py:7: ZeroDivisionError: division by zero"),
]


@pytest.mark.parametrize(("files", "expected"), MISTAKES)
def test_mistake_is_named_and_leaves_the_output_as_it_was(
    site: Path, run_build: Run, files: dict[str, str], expected: str
) -> None:
    write_texts(site, files)
    done = run_build()
    assert done.returncode == 1
    assert re.search(expected, done.stderr, re.DOTALL)
    *_, advice, last = done.stderr.splitlines()
    assert advice == "make proofread names every mistake in the texts, with its file and its line."
    assert last.startswith("output/ was left untouched.")
    assert "Traceback" not in done.stderr + done.stdout
    assert len(set(done.stderr.splitlines())) == len(done.stderr.splitlines())
    assert is_as_before(site)


def test_every_bad_text_is_named_at_once(site: Path, run_build: Run) -> None:
    texts = {**BAD, **BAD_FOR_PELICAN}
    write_texts(site, {"pelicanconf.py": SETTINGS_OF_A_BLOG})
    write_texts(site / "content", {**GOOD, **texts})
    done = run_build()
    assert (done.returncode, is_as_before(site)) == (1, True)
    assert [name for name in texts if name not in done.stderr] == []
    assert "Traceback" not in done.stderr


def test_each_of_many_texts_with_one_dead_link_is_named(site: Path, run_build: Run) -> None:
    names = [f"{letter}.md" for letter in "abcdefg"]  # Pelican falls silent after the fifth
    write_texts(
        site / "content", {name: POST.replace("tango", name[0]) + "[x]({filename}/no.md)" for name in names}
    )
    said = run_build().stderr
    missed = [name for name in names if f"content/{name}: there is no file for the link /no.md" not in said]
    assert missed == []


def test_what_the_site_waives_is_no_fault(site: Path, run_build: Run) -> None:
    waived = """LOG_FILTER = [(30, "Unable to find '%s', skipping url replacement.")]\n"""
    text = POST + '<img src="a.jpg" alt="">\n\n[x]({filename}/no.md)\n'  # alt="" is right for an ornament
    write_texts(site, {"content/tango.md": text, "pelicanconf.py": SETTINGS + waived})
    done = run_build()
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("option", ["-q", "--qui", "-vq"])
def test_quiet_build_hears_of_faults_all_the_same(site: Path, run_build: Run, option: str) -> None:
    write_texts(site, {"content/other.md": "Date: 2015-11-20\n\nText"})
    done = run_build(option)
    assert (done.returncode, is_as_before(site)) == (1, True)
    assert "content/other.md: the header has no line 'title'" in done.stderr


def test_build_that_writes_nothing_takes_no_place(site: Path, run_build: Run) -> None:
    assert run_build("--print-settings", "SITEURL").returncode == 1
    assert is_as_before(site)


def test_debug_shows_the_traceback(site: Path, run_build: Run) -> None:
    write_texts(site, {"content/other.md": POST.replace("2015-11-20", "hier")})
    done = run_build("--debug")
    assert done.returncode == 1
    assert "Traceback" in done.stderr + done.stdout


def test_option_that_pelican_lacks_is_refused(run_build: Run) -> None:
    done = run_build("--bogus")
    assert done.returncode == 1
    assert "unrecognized arguments: --bogus" in done.stderr


def test_what_is_harmless_is_said_and_stops_nothing(site: Path, run_build: Run) -> None:
    head = '<meta charset="utf-8"><title>Valse</title><meta name="date" content="2015-11-21">'
    plugins = "STATIC_PATHS = ['']\nPLUGINS = ['frontmatter', 'images', 'comments']\n"
    plugins += "SITEURL = 'https://example.org/'\nDEFAULT_LANG = 'zh'\n"
    files = {
        "content/valse.html": f"<html><head>{head}</head><body><p>Text</p></body></html>\n",
        "content/rumba.rst": "Rumba\n#####\n\n:date: 2015-11-22\n:slug: rumba\n\nText\n",
        "content/salsa.md": "---\ntitle: Salsa\ndate: 2015-11-23\ndraft: true\n---\n\nText\n",
        "content/samba.md": POST.replace("ango", "amba").replace("Text", "![A picture]({filename}samba.png)"),
        "content/samba.png": encode(draw(), "JPEG"),
        "pelicanconf.py": SETTINGS + plugins,
    }
    write_texts(site, files)
    done = run_build()
    assert (done.returncode, done.stderr) == (0, "")
    pages = ("valse", "rumba", "tamba", "drafts/salsa")
    assert {f"output/{page}.html" for page in pages} <= list_output(site)
    for notice in (
        "content/salsa.md: kept back as a draft because of `draft: true`.",
        "content/samba.png: its format is JPG, but its suffix is .png;",
        "Docutils has no localization for 'zh'",
        "valse.html does not have a 'name' attribute",
        "trailing slash from SITEURL",
    ):
        assert notice in done.stdout
