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


@pytest.fixture
def fail(site: Path, run_build: Run) -> Callable[..., str]:
    """A function that returns what is said of a build that fails, in some words for the writer, each once."""

    def build(*options: str) -> str:
        done = run_build(*options)
        said = done.stderr.splitlines()
        assert (done.returncode, list_output(site)) == (1, {*BEFORE})
        assert all((site / name).read_text() == "old" for name in BEFORE)
        assert said[-2:] == [
            "make proofread lists every problem in the texts, with its file and line.",
            "output/ was left untouched. Fix the problems above and try again.",
        ]
        assert "Traceback" not in done.stderr + done.stdout
        assert len(set(said)) == len(said)
        return done.stderr

    return build


def test_build_takes_the_place_of_the_one_before(site: Path, run_build: Run) -> None:
    write_texts(site / ".cache", {"output/half.html": "left over", "output-before/old.html": "left over"})
    done = run_build()
    assert done.returncode == 0, done.stderr
    assert "output/tango.html" in list_output(site)
    assert not {*BEFORE, "output/half.html"} & list_output(site)
    assert list((site / ".cache").iterdir()) == []
    assert done.stdout.startswith("Built 1 post in ")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("'comments'", "'coments'", "Cannot load plugin `coments`.*Correct its name in PLUGINS.*comments, "),
        ("'max_depth'", "'max_dept'", "COMMENTS .*'max_dept'.*'max_depth'"),
        ("PATH,", "raise SystemExit('No address.')\nPATH,", "No address\\."),
        ("STATIC_PATHS = []\n", "(\n", "pelicanconf.py:6: SyntaxError: .*correct the settings\\."),
        ("STATIC_PATHS = []\n", "1 / 0\n", "pelicanconf.py:6: ZeroDivisionError: division by zero"),
    ],
)
def test_mistake_in_settings_is_named(
    site: Path, fail: Callable[..., str], before: str, after: str, said: str
) -> None:
    (site / "pelicanconf.py").write_text(SETTINGS.replace(before, after))
    assert re.search(said, fail(), re.DOTALL)


TEXTS = {
    "content/a.md": f"Video: https://video.example/1\n{POST.replace('ango', 'a')}",
    "content/comments/tango/2.md": "author Jeanne\n\nBonjour",
    "content/comments/tango/3.md": "author: Paul\nreplyto: 7\n\nBonjour",
    "content/b.md": "Date: 2015-11-20\n\nText",
    "content/c.md": POST.replace("2015-11-20", "hier"),
    "content/d.md": POST.replace("tango", "d") + "![x]({static}/images/no.jpg)",
    "content/e.md": POST.replace("tango", "e") + "[x]({attach}../pelicanconf.py)",
    "content/f.md": POST.replace("tango", "f").replace("Slug", "Summary: [x]({filename}/no.md)\nSlug"),
    "content/g.md": POST.replace("Slug: tango", "Template: contact\nSlug: g"),
    "content/h.md": POST,
    "content/i.md": POST.replace("Slug: tango", "Slug: tags"),
    # Of many texts with one dead link, Pelican names five.
    **{f"content/j{n}.md": POST.replace("tango", f"j{n}") + "[x]({filename}/no.md)" for n in range(7)},
}
SAID = (
    "content/a.md: Video: https://video.example/1 ",
    "comments/tango/2.md: .*line 1",
    "tango/3.md: replyto '7' ",
    "content/b.md: the header has no line 'title'",
    "content/c.md: 'hier' is not a valid date; correct the header",
    *(f"content/{text}.md: .*no file .* {link}" for text, link in (("d", "/images/no.jpg"), ("f", "/no.md"))),
    "content/e.md: .*no file .* ../pelicanconf.py",
    "content/g.md: Template: contact is not in the theme",
    "content/h.md: has the same Slug as content/tango.md",
    "content/[a-z]+.md: its page has the address tango.html, which content/",
    "content/i.md: its page has the address tags.html, which a list of the site has too",
    *(f"content/j{number}.md: .*no file .* /no.md" for number in range(7)),
)


def test_every_mistake_in_the_texts_is_named_at_once(site: Path, fail: Callable[..., str]) -> None:
    write_texts(site, TEXTS)
    said = fail()
    assert [words for words in SAID if not re.search(words, said)] == []
    write_texts(site, {"pelicanconf.py": SETTINGS_OF_A_BLOG})
    write_texts(site / "content", {**GOOD, **BAD, **BAD_FOR_PELICAN})
    said = fail()
    assert [name for name in {**BAD, **BAD_FOR_PELICAN} if name not in said] == []


def test_template_that_fails_is_named_with_its_line(site: Path, fail: Callable[..., str]) -> None:
    files = {"t/tags.html": "\n{{ 1 / 0 }}", "t/article.html": "{% if %}", "t/authors.html": "{{ 1 / 0 }}"}
    write_texts(site, {"pelicanconf.py": f"{SETTINGS}THEME_TEMPLATES_OVERRIDES = ['t']\n", **files})
    said = fail()
    assert "t/article.html, line 1: TemplateSyntaxError" in said
    (site / "t/article.html").write_text("{{ article.title / 0 }}")
    posts = {f"content/{letter}.md": POST.replace("tango", letter) for letter in "abcdefghijkl"}
    write_texts(site, posts)
    said = fail()
    assert "tags.html: not written. t/tags.html, line 2: ZeroDivisionError" in said
    assert re.search("content/a.md, .* and 3 more: not written. t/article.html, line 1: TypeError", said)


def test_what_the_site_waives_is_no_fault(site: Path, run_build: Run) -> None:
    waived = """LOG_FILTER = [(30, "Unable to find '%s', skipping url replacement.")]\n"""
    text = POST + '<img src="a.jpg" alt="">\n\n[x]({filename}/no.md)\n'  # alt="" is right for an ornament
    write_texts(site, {"content/tango.md": text, "pelicanconf.py": SETTINGS + waived})
    done = run_build()
    assert done.returncode == 0, done.stderr


def test_options_are_pelicans(site: Path, fail: Callable[..., str], run_build: Run) -> None:
    """A quiet build hears of faults all the same, and one that writes nothing takes no place."""
    assert run_build("--print-settings", "SITEURL").returncode == 1
    assert "unrecognized arguments: --bogus" in fail("--bogus")
    write_texts(site, {"content/other.md": POST.replace("2015-11-20", "hier")})
    for option in ("-q", "--qui", "-vq"):
        assert "content/other.md: 'hier' is not a valid date" in fail(option)
    done = run_build("--debug")
    assert (done.returncode, "Traceback" in done.stderr + done.stdout) == (1, True)


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
        "`draft: true`",
        "content/samba.png: ",
        "Docutils has no localization for 'zh'",
        "valse.html does not have a 'name' attribute",
        "trailing slash from SITEURL",
    ):
        assert notice in done.stdout
    assert done.stdout.splitlines()[-2].startswith("Built 4 posts and 1 draft in ")
