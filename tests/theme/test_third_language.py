"""A third language takes one file, made by the commands in CONTRIBUTING.md, and translates every word."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from pelican.plugins.comments.github import Event, receive_event
from pelican.plugins.comments.inbox.notice import render_rejection, render_thanks
from pelican.plugins.comments.intake import Reason, Submission
from pelican.plugins.comments.site import Site, load_site
from pelican.settings import read_settings

from tests.theme.disguise import disguise, disguise_catalogue, disguise_file, find_escapes

pytestmark = pytest.mark.slow  # the demo site is built twice more

ROOT = Path(__file__).parents[2]
LANG = "de"
NAMES = ("YouTube", "Vimeo", "Dailymotion", "PeerTube", "Deutsch", "English")
LONG = "une-longue-discussion"
WORDS = ("SITENAME", "SITESUBTITLE", "AUTHOR", "DEFAULT_CATEGORY", "SITE_NOTICE")
MENUS = ("MENUITEMS", "FOOTER_ITEMS", "SOCIAL")

SETTINGS = f"""\
import runpy
globals().update(runpy.run_path({str(ROOT / "tests/demo/democonf.py")!r}))
DEFAULT_LANG = {LANG!r}
"""


def list_commands() -> list[list[str]]:
    """The commands of CONTRIBUTING.md that make a catalogue."""
    section = (
        (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## A language\n")[1].split("\n## ")[0]
    )
    return [shlex.split(line) for line in re.findall(r"^\$ (.*)$", section, re.MULTILINE)]


def run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def write_settings(folder: Path) -> Path:
    """The demo site's settings in the third language, for the texts and the theme in a folder."""
    demo = read_settings(str(ROOT / "tests/demo/democonf.py"))
    values = {name: disguise(demo[name]) for name in WORDS}
    values |= {name: [(disguise(label), url) for label, url in demo[name]] for name in MENUS}
    places = {"PATH": folder / "content", "THEME": folder / "theme", "OUTPUT_PATH": folder / "output"}
    values |= {name: str(path) for name, path in places.items()}
    overrides = [folder / "theme/css", folder / "theme/static/img", ROOT / "tests/demo/templates"]
    values["THEME_TEMPLATES_OVERRIDES"] = [str(path) for path in overrides]
    path = folder / "greekconf.py"
    path.write_text(SETTINGS + "\n".join(f"{name} = {value!r}" for name, value in values.items()))
    return path


def build(folder: Path) -> Path:
    settings = str(folder / "greekconf.py")
    run([sys.executable, "-m", "pelican", "--settings", settings, "--fatal=warnings"], folder)
    return folder / "output"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo site in Greek letters, built with the one catalogue that the commands make."""
    folder = tmp_path_factory.mktemp("third")
    for name in ("theme", "plugins"):
        shutil.copytree(
            ROOT / name,
            folder / name,
            ignore=shutil.ignore_patterns("__pycache__", "*.egg-info", f"{LANG}.po"),
        )
    shutil.copytree(ROOT / "tests/demo/content", folder / "content")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for program, *arguments in list_commands():
        run([str(Path(sys.executable).parent / Path(program).name), *arguments], folder)
    disguise_catalogue(folder / f"theme/locale/{LANG}.po")
    for path in [*(folder / "content").rglob("*.md"), *(folder / "content/comments").rglob("*.html")]:
        disguise_file(path, LANG)
    write_settings(folder)
    build(folder)
    return folder


@pytest.fixture(scope="session")
def site(folder: Path) -> Site:
    """The same site, as the inbox server and the commands see it."""
    return load_site(folder / "greekconf.py")


def list_escapes(output: Path) -> dict[str, list[str]]:
    found = {}
    for path in sorted(output.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        if f'<html lang="{LANG}"' in html and (escapes := find_escapes(html, LANG, *NAMES)):
            found[path.relative_to(output).as_posix()] = escapes
    return found


def test_commands_make_one_file(folder: Path) -> None:
    known = {path.relative_to(ROOT) for path in ROOT.glob("[pt]*/**/*.po") if path.stem != LANG}
    made = {path.relative_to(folder) for path in folder.rglob("*.po")} - known
    assert made == {Path("theme/locale/de.po")}


def test_file_that_the_commands_make_has_all_that_is_asked_for(
    folder: Path, find_catalogue_faults: Callable[..., list[str]]
) -> None:
    templates = [*folder.glob("plugins/*/pelican/plugins/*/templates"), folder / "theme/templates"]
    modules = [folder / f"plugins/{name}/pelican" for name in ("comments", "reading")]
    assert find_catalogue_faults(folder / "theme/locale/de.po", *modules, *templates) == []


def test_no_word_of_a_page_escapes_gettext(folder: Path) -> None:
    pages = [
        path for path in (folder / "output").rglob("*.html") if f'<html lang="{LANG}"' in path.read_text()
    ]
    assert len(pages) > 40
    assert list_escapes(folder / "output") == {}


def test_no_word_of_a_feed_escapes_gettext(folder: Path) -> None:
    feeds = [feedparser.parse(path.read_bytes()) for path in (folder / "output").rglob("*.xml")]
    feeds = [feed for feed in feeds if feed.feed.get("language") == LANG]
    assert feeds
    for feed in feeds:
        entries = [entry for entry in feed.entries if "/en/" not in entry.link]
        texts = [feed.feed.title, feed.feed.get("subtitle", "")]
        texts += [text for entry in entries for text in (entry.title, entry.get("summary", ""))]
        texts += [content.value for entry in entries for content in entry.get("content", ())]
        assert not [text for html in texts for text in find_escapes(html, LANG, *NAMES)]


@pytest.mark.parametrize("post", [LONG, "unbekannt", None])
def test_no_word_of_a_refusal_escapes_gettext(site: Site, post: str | None) -> None:
    submission = Submission(post=post, parent="gh-57", name="Αννα", message="Ναι.") if post else None
    for reason in Reason:
        html = bytes(render_rejection(site, reason, "", submission).body).decode()
        assert reason.explain(site.read_wording(LANG)) in html
        assert find_escapes(html, LANG, *NAMES) == []


def test_no_word_of_thanks_escapes_gettext(site: Site) -> None:
    html = bytes(render_thanks(site, site.posts[LONG], "").body).decode()
    assert find_escapes(html, LANG, *NAMES) == []


def test_no_word_of_an_answer_on_github_escapes_gettext(site: Site) -> None:
    fields = {"post": LONG, "parent": "gh-57", "name": "Anna", "message": "Ja."}
    event = Event(
        action="labeled",
        label=site.settings.accept_label,
        sender="owner",
        owner="owner",
        number=58,
        writer="anna",
        date=datetime(2026, 11, 20, tzinfo=UTC),
        body="\n\n".join(f"### {name}\n\n{value}" for name, value in fields.items()),
    )
    answers = receive_event(event, site).answers
    assert [answer.issue for answer in answers] == [58, 57]
    assert not [answer.body for answer in answers if find_escapes(answer.body, LANG)]


# What is looked for is found

END = """<a href="mailto:a@example.org?subject=Bare nine"></a><input type="submit" value="Bare ten">
<script type="application/ld+json">{"a": [{"headline": "Bare eleven"}]}</script>
<script>let word</script><style>a {}</style><!-- word --><p class="word" id="word">α</p></body>"""
BARE = {
    "partials/site_footer.html": ("<p", '<p title="Bare one" data-x="Bare two"'),
    "macros/article_card.html": ("</article>", "Bare three</article>"),
    "partials/article_meta.html": ("{% set authors %}", "{% set authors %}Bare four "),
    "404.html": ("{% block main %}", '{% block main %}{{ gettext("Tag: %(name)s", name="Bare five") }}'),
    "comments/notice.html": (
        "{% block main %}",
        '{% block main %}<img alt="Bare six"><input placeholder="Bare seven">',
    ),
    "index.html": ("{% block title %}", "{% block title %}Bare eight – "),
    "base.html": ("</body>", END),
}
NUMBERS = "one two three four five six seven eight nine ten eleven"


def test_bare_word_in_any_template_is_found_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "theme", tmp_path / "theme")
    (tmp_path / "content/posts").mkdir(parents=True)
    shutil.copy(next(folder.glob(f"content/posts/*/{LONG}.md")), tmp_path / "content/posts")
    for name, (old, new) in BARE.items():
        path = tmp_path / "theme/templates" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    path = write_settings(tmp_path)
    site = load_site(path)
    pages = list_escapes(build(tmp_path))
    notice = bytes(render_thanks(site, site.posts[LONG], "").body).decode()
    found = {text for escapes in (*pages.values(), find_escapes(notice, LANG)) for text in escapes}
    assert {number for number in NUMBERS.split() if any(f"Bare {number}" in text for text in found)} == {
        *NUMBERS.split()
    }
    assert not [text for text in found if "word" in text]
