"""A build is whole or does not happen; all that is wrong is said at once, with file, problem and remedy."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, run
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.incremental.locks import locked
from pelican.utils import process_translations
from pelican_blog.building.speed import divide_by_group

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
HEARS = """\
from pelican.plugins import signals
def go(*more, **values): {{}}['x']
def register(): signals.{}.connect(go)
"""
"""A plugin that fails when it hears of something."""

ROOT = Path(__file__).parents[3]
BEFORE = {"output/old.html": "old", "output/deep/old.html": "old"}
"""An earlier build."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A scratch site that builds, and has been built before."""
    files = {"pelicanconf.py": SETTINGS, "content/tango.md": POST}
    write_texts(tmp_path, {**files, **BEFORE, "content/comments/tango/1.md": "author: Jeanne\n\nBonjour"})
    return tmp_path


def list_output(site: Path) -> set[str]:
    return {str(path.relative_to(site)) for path in (site / "output").rglob("*") if path.is_file()}


@pytest.fixture
def fail(site: Path) -> Callable[..., str]:
    """A function that returns what is said of a build that fails, in some words for the writer, each once."""

    def build(*options: str) -> str:
        done = call(site, "build", *options)
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


def test_build_takes_the_place_of_the_one_before(site: Path) -> None:
    write_texts(site / ".cache", {"site/half.html": "left over", "mirror-fresh/old.html": "left over"})
    done = call(site, "build")
    assert done.returncode == 0, done.stderr
    assert "output/tango.html" in list_output(site)
    assert not {*BEFORE, "output/half.html"} & list_output(site)
    assert {path.name for path in (site / ".cache").iterdir()} == {"site", "mirror", "lock"}
    assert done.stdout.startswith("Built 1 post in ")


def test_build_waits_for_another_to_end(site: Path) -> None:
    """From its first look at output/ on, until output/ is whole."""
    (site / ".cache").mkdir()
    build = [sys.executable, "-m", "pelican_blog", "build"]
    with locked(site / ".cache/lock"):
        process = Popen(build, cwd=site, stdout=DEVNULL, stderr=PIPE, text=True)
        assert process.stderr
        assert process.stderr.readline() == "Another build is using .cache; waiting for it to end.\n"
        write_texts(site, {"output/deep/older.html": "the other build has made it"})
    assert (process.communicate(), process.returncode) == ((None, ""), 0)
    assert not {"output/deep/older.html"} & list_output(site)


def test_verify_compares_the_site_with_one_built_from_nothing(site: Path) -> None:
    settings = SETTINGS.replace("'comments'", "'comments', 'incremental'")
    for lines, status in (("", 0), ("import time\nSITENAME = str(time.time_ns())\n", 1)):
        (site / "pelicanconf.py").write_text(settings + lines)
        call(site, "build")
        done = call(site, "verify")
        assert done.returncode == status, done.stderr
        assert (": 0 pages written" in done.stdout) is (not status)  # what is compared is what there was
        assert {path.name for path in (site / ".cache").iterdir()} == {"site", "mirror", "lock"}
        assert (f"a clean build makes: {len(list_output(site))} files." in done.stdout) is (not status)
    *named, more, advice = done.stderr.splitlines()
    assert named[0] == "output/archives.html: differs"
    assert (len(named), more) == (10, "and 2 more")
    assert "make clean" in advice


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("'comments'", "'coments'", "Cannot load plugin `coments`.*Correct its name in PLUGINS.*comments, "),
        ("'max_depth'", "'max_dept'", "COMMENTS .*'max_dept'.*'max_depth'"),
        ("STATIC_PATHS = []\n", "(\n", "pelicanconf.py:6: SyntaxError: .*correct the settings\\."),
        ("'content'", "'contents'", "^pelicanconf.py: PATH leads to no folder; write"),
        (
            "STATIC_PATHS = []",
            "DEFAULT_PAGINATION = 'x'",
            "^pelicanconf.py: DEFAULT_PAGINATION is 'x'; write",
        ),
        (
            "STATIC_PATHS = []",
            "raise SystemExit",
            "^pelicanconf.py, line 6: this ends the program; take it out",
        ),
    ],
)
def test_mistake_in_settings_is_named(
    site: Path, fail: Callable[..., str], before: str, after: str, said: str
) -> None:
    (site / "pelicanconf.py").write_text(SETTINGS.replace(before, after))
    assert re.search(said, fail(), re.DOTALL)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "import nowhere",
            "^own.py, line 1: nowhere is not installed; correct that, or take own out of PLUGINS",
        ),
        ("def register(:", "^own.py:1: SyntaxError: .*; correct that\\.$"),
        (
            "def register(): {}['x']",
            "^own.py, line 1: KeyError: 'x'; correct that, or take own out of PLUGINS",
        ),
        ("import sys\ndef register(): sys.exit(3)", "^own.py, line 2: this ends the program; take it out"),
        (HEARS.format("article_generator_finalized"), "^The build stopped: own.py, line 2: KeyError: 'x'$"),
        (
            HEARS.format("content_object_init"),
            "^content/tango.md: own.py, line 2: KeyError: 'x'; correct that",
        ),
        (
            HEARS.format("content_written"),
            "^content/tango.md, .*: not written. own.py, line 2: KeyError: 'x'$",
        ),
    ],
)
def test_mistake_in_a_plugin_is_named(site: Path, code: str, said: str) -> None:
    plugins = SETTINGS.replace("'comments']", "'comments', 'own']\nPLUGIN_PATHS = ['.']")
    write_texts(site, {"pelicanconf.py": plugins, "own.py": code})
    # In a process of its own: what a plugin hears would be heard from then on.
    done = run(
        [sys.executable, "-m", "pelican_blog", "build"], cwd=site, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert re.search(said, done.stderr, re.MULTILINE)


def test_text_that_cannot_be_read_is_the_only_fault_where_others_lead_to_it(
    site: Path, fail: Callable[..., str]
) -> None:
    other = "Title: Valse\nDate: 2015-11-21\nSlug: {}\n{}\n[tango]({{filename}}{}tango.md#fin)\n"
    texts = {"valse": other.format("valse", "", "/"), "pages/page": other.format("page", "", "../")}
    texts["tango-en"] = other.format("tango", "Lang: en\nTranslation: true\n", "")
    write_texts(site, {f"content/{name}.md": text for name, text in texts.items()})
    write_texts(site, {"content/tango.md": POST.replace("2015", "2015-20")})
    assert [line.partition(": ")[0] for line in fail().splitlines()[:-2]] == ["content/tango.md"]
    write_texts(
        site, {"content/tango.md": POST, "content/valse.md": texts["valse"].replace("tango.", "tanga.")}
    )
    assert "content/valse.md: no file found for the link /tanga.md#fin; look" in fail()


TEXTS = {
    **{f"content/{name}": text for name, text in (GOOD | BAD | BAD_FOR_PELICAN).items()},
    "content/e.md": POST.replace("tango", "e") + "[x]({attach}../pelicanconf.py)",
    # Of many texts with one dead link, Pelican names five.
    **{f"content/j{n}.md": POST.replace("tango", f"j{n}") + "[x]({filename}/no.md)" for n in range(7)},
}
SAID = (
    "content/bad-video.md: Video: https://evil.example/x ",
    "good/orphan.md: replyto '99' ",
    "content/no-date.md: the header has no line 'date'",
    "content/impossible-date.md: .* is not a valid date; correct the header",
    "content/missing-picture.md: .*no file .* /images/gone.jpg",
    "content/e.md: .*no file .* ../pelicanconf.py",
    "content/no-template.md: Template: contact is not in the theme",
    "content/other-twin.md: has the same Slug as content/twin.md",
    "content/[a-z-]+.md: its page has the address twin.html, which content/",
    "content/list.md: its page has the address archives.html, which a list of the site has too",
    *(f"content/j{number}.md: .*no file .* /no.md" for number in range(7)),
)


def test_every_mistake_in_the_texts_is_named_at_once(site: Path, fail: Callable[..., str]) -> None:
    write_texts(site, {**TEXTS, "pelicanconf.py": SETTINGS_OF_A_BLOG})
    said = fail()
    assert [words for words in SAID if not re.search(words, said)] == []
    assert [name for name in {**BAD, **BAD_FOR_PELICAN} if name not in said] == []


def test_what_is_harmless_or_waived_is_said_and_stops_nothing(site: Path) -> None:
    head = '<meta charset="utf-8"><title>Valse</title><meta name="date" content="2015-11-21">'
    settings = """\
PLUGINS = ['frontmatter', 'comments']
SITEURL, DEFAULT_LANG = 'https://example.org/', 'zh'
LOG_FILTER = [(30, "Unable to find '%s', skipping url replacement.")]
"""
    files = {
        "content/valse.html": f"<html><head>{head}</head><body><p>Text</p></body></html>\n",
        "content/rumba.rst": "Rumba\n#####\n\n:date: 2015-11-22\n:slug: rumba\n\nText\n",
        "content/salsa.md": "---\ntitle: Salsa\ndate: 2015-11-23\ndraft: true\n---\n\nText\n",
        "content/tango.md": f"{POST}[x]({{filename}}/no.md)\n",
        "pelicanconf.py": SETTINGS + settings,
    }
    write_texts(site, files)
    done = call(site, "build")
    assert (done.returncode, done.stderr) == (0, "")
    assert {f"output/{page}.html" for page in ("valse", "rumba", "drafts/salsa")} <= list_output(site)
    for notice in ("`draft: true`", "no localization for 'zh'", "slash from SITEURL"):
        assert notice in done.stdout
    assert done.stdout.splitlines()[-2].startswith("Built 3 posts and 1 draft in ")


JUNK = """
content/posts/.#tango.md content/posts/.secret.md content/posts/._tango.md content/posts/#tango.md#
content/posts/tango.md~ content/posts/.tango.md.swp content/pages/._about.md content/images/.DS_Store
content/images/._a.jpg content/images/a.svg~ content/images/Thumbs.db content/images/.hidden.svg
"""
"""What editors and systems leave beside texts and pictures, and what a writer hides."""


def test_files_of_editors_and_systems_are_no_part_of_the_site(site: Path) -> None:
    (ignored,) = re.findall(r"(?ms)^IGNORE_FILES = .*?^\]", (ROOT / "siteconf.py").read_text())
    settings = "ARTICLE_PATHS, STATIC_PATHS = ['posts'], ['images', 'extra']\n"
    kept = {
        "images/a.svg": "<svg/>",
        "extra/.nojekyll": "",
        "extra/.well-known/a.txt": "",
        "posts/salsa.md": POST,
    }
    write_texts(site, {f"content/{name}": text for name, text in kept.items()})
    write_texts(site, {"pelicanconf.py": f"{SETTINGS}{settings}{ignored}\n"})
    write_texts(site, dict.fromkeys(JUNK.split(), POST.replace("tango", "junk")))
    lock = site / "content/posts/.#salsa.md"
    lock.symlink_to("someone@example.org.1:1")  # Emacs's, of a text that is not saved yet
    done = call(site, "build")
    assert (done.returncode, done.stderr) == (0, "")
    output = list_output(site)
    assert {"output/tango.html", "output/images/a.svg"} <= output
    assert {"output/extra/.nojekyll", "output/extra/.well-known/a.txt"} <= output
    assert not [name for name in output if re.search(r"junk|DS_Store|Thumbs|hidden|~|\._|\.sw", name)]


class Text(SimpleNamespace):
    """What Pelican asks of a text when it looks for translations."""

    __eq__, __hash__ = object.__eq__, object.__hash__


TRANSLATABLE = st.builds(
    Text,
    slug=st.sampled_from("abcdef"),
    lang=st.sampled_from(["en", "fr", "de"]),
    metadata=st.sampled_from([{}, {"translation": "true"}]),
    in_default_lang=st.booleans(),
    source_path=st.just("x.md"),
)


@given(
    st.lists(TRANSLATABLE, max_size=12),
    st.sampled_from(["slug", ["slug"], ("slug", "lang"), None, "none", 3]),
)
def test_translations_are_found_or_a_key_is_refused_as_by_pelican(texts: list[Text], key: Any) -> None:
    places, answers = {id(text): place for place, text in enumerate(texts)}, []
    for divide in (process_translations, divide_by_group(process_translations)):
        for text in texts:
            text.translations = []
        try:
            found = [*divide([*texts], key), *(text.translations for text in texts)]
            answers.append([[places[id(text)] for text in group] for group in found])
        except (AttributeError, TypeError) as error:
            answers.append(str(error))
    assert answers[0] == answers[1]


def test_search_index_that_could_not_be_made_is_made_by_the_next_build(site: Path) -> None:
    page = '<html lang="fr"><body data-pagefind-body>{{ article.content }}</body></html>'
    more = 'PLUGINS = [*PLUGINS, "incremental", "pagefind"]\nTHEME_TEMPLATES_OVERRIDES = ["templates"]\n'
    write_texts(site, {"pelicanconf.py": SETTINGS + more, "templates/article.html": page})
    program = site / "program"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    for _ in range(2):
        done = call(site, "build", PAGEFIND_BINARY_PATH=str(program))
        assert done.returncode == 1
        assert ".cache/site: Pagefind could not make the search index" in done.stderr
    # Nothing was copied in vain.
    assert {path.name for path in (site / ".cache").iterdir()} == {"site", "lock"}
    assert call(site, "build").returncode == 0
    assert (site / "output/pagefind/pagefind.js").is_file()
