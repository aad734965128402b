"""A build is whole or does not happen; what is wrong is said with file, problem and remedy."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

BUILD = Path(__file__).parent.parent.parent / "tools" / "build.py"
POST = "Title: Tango\nDate: 2015-11-20\nSlug: tango\n\nText\n"
SETTINGS = """\
SITEURL = 'https://example.org'
TIMEZONE = 'UTC'
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
        command = [sys.executable, str(BUILD), *(arguments or ["pelicanconf.py"])]
        return subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)

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
            "tango.md: Video: https://video.example/1 is no video of a host",
            "Correct the address or remove the line",
        ],
    ),
    (
        {"content/comments/tango/1.md": "author Jeanne\n\nBonjour"},
        ["comments/tango/1.md: line 1 of the header", "correct it, or leave an empty line"],
    ),
    (
        {"content/comments/tango/2.md": "author: Paul\nreplyto: 7\n\nBonjour"},
        ["comments/tango/2.md: replyto '7' names no published comment", "Correct the id or remove the line"],
    ),
    (
        {"content/other.md": "Date: 2015-11-20\n\nText"},
        ["other.md", "'title'", "Add that line to the header"],
    ),
    (
        {"content/other.md": POST.replace("2015-11-20", "hier")},
        ["other.md", "'hier' is not a valid date", "correct the header"],
    ),
    (
        {"content/tango.md": POST + "![x]({static}/images/no.jpg)"},
        ["images/no.jpg", "Correct the path after {static}"],
    ),
    (
        {"content/tango.md": POST + "[x]({filename}/no.md)"},
        ["no.md", "Look for it in content/ and correct the link"],
    ),
    (
        {"pelicanconf.py": SETTINGS + "THEME_TEMPLATES_OVERRIDES = ['t']", "t/tags.html": "{{ 1 / 0 }}"},
        ["ZeroDivisionError"],  # raised when the article has long been written
    ),
    (
        {"pelicanconf.py": "raise SystemExit('pelicanconf.py: no address; say one.')"},
        ["no address; say one."],
    ),
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
    assert last.startswith("Nothing was changed in output/")
    assert "Traceback" not in done.stderr + done.stdout
    assert "Warning or error encountered" not in done.stderr
    assert read_output(site) == before


def test_nothing_of_a_failed_build_gets_into_the_next(site: Path, run_build: Run) -> None:
    for leftover in (".cache/output/half.html", ".cache/previous/old.html"):
        (site / leftover).parent.mkdir(parents=True)
        (site / leftover).write_text("left over")
    assert run_build().returncode == 0
    assert not {"half.html", "old.html"} & set(read_output(site))


@pytest.mark.parametrize("option", ["-q", "--quiet", "--qui", "-vq"])
def test_quiet_build_is_refused(site: Path, run_build: Run, option: str) -> None:
    """Pelican would not raise what it does not log, and build over every warning."""
    done = run_build("pelicanconf.py", option)
    assert (done.returncode, (site / "output").exists()) == (1, False)
    assert "leave that option out" in done.stderr


def test_build_that_writes_nothing_takes_no_place(site: Path, run_build: Run) -> None:
    assert run_build().returncode == 0
    before = read_output(site)
    assert run_build("pelicanconf.py", "--print-settings", "SITEURL").returncode == 1
    assert read_output(site) == before


def test_debug_shows_the_traceback(site: Path, run_build: Run) -> None:
    (site / "content/comments/tango/1.md").write_text("nothing")
    done = run_build("pelicanconf.py", "--debug")
    assert done.returncode == 1
    assert "Traceback" in done.stderr + done.stdout


def test_option_that_pelican_lacks_is_refused(run_build: Run) -> None:
    done = run_build("pelicanconf.py", "--bogus")
    assert done.returncode == 1
    assert "unrecognized arguments: --bogus" in done.stderr
