"""A third language takes one file, made by the commands in CONTRIBUTING.md, and translates every word.

Texts and translations alike are put into Greek letters: a Latin letter on a page then belongs to a word that
is neither data nor passed through gettext.
"""

import json
import re
import shlex
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import feedparser
import pytest
from babel import Locale
from babel.messages.pofile import read_po, write_po
from bs4 import BeautifulSoup, NavigableString
from pelican.plugins.comments.github import Event, receive_event
from pelican.plugins.comments.inbox.notice import render_rejection, render_thanks
from pelican.plugins.comments.intake import Reason, Submission
from pelican.plugins.comments.site import Site, load_site
from pelican.settings import read_settings

from tests.theme.pages import ROOT

pytestmark = pytest.mark.slow  # the demo site is built once more

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

GREEK = str.maketrans("abcdefghijklmnopqrstuvwxyz", "αβκδεφγηιιχλμνοπθρστυβωξψζ")
KEPT = re.compile(
    r"%\(\w+\)s|&\w+;|https?://[^\s)>\]]+"  # variables, entities, addresses
    r"|\]\([^)\s]*|(?<=\]: )\S*[./]\S*|\{[^}]*\}\S*|^\s*(?:```|~~~|:::)\w*|\[TOC\]",  # Markdown's own
    re.MULTILINE,
)
KEPT_IN_HTML = re.compile(f"<[^>]+>|{KEPT.pattern}", re.MULTILINE)
WORDY_KEYS = {"title", "author", "authors", "category", "tags", "summary", "video_title"}
"""Headers whose value is text even if it is a single word."""
SAID = {"alt", "placeholder", "title", "label", "summary", "aria-label", "aria-description"}
META = re.compile(r"(description|title|name|alt|section|tag|author)$")
JSON_WORDS = {"name", "headline", "alternativeHeadline", "description", "text", "caption", "keywords"}
NO_WORDS = re.compile(r"https?://\S+|\S+@\S+|[\w-]+(\.[\w-]+)*\.example\.org|\[\S+\]")
"""Addresses, and the reference in the subject of an e-mail."""


def disguise(text: str, kept: re.Pattern[str] = KEPT_IN_HTML) -> str:
    """The text in Greek letters, except for variables, addresses and markup."""
    parts, end = [], 0
    for match in kept.finditer(text):
        parts += [write_in_greek(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, write_in_greek(text[end:])])


def write_in_greek(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae"))
    letters = [(letter, letter.lower().translate(GREEK)) for letter in plain]
    greek = "".join(letter.upper() if latin.isupper() else letter for latin, letter in letters)
    return unicodedata.normalize("NFC", greek)


def disguise_file(path: Path) -> None:
    """Disguise an article or comment with its header, and move it from French to the third language."""
    head, separator, body = path.read_text(encoding="utf-8").partition("\n\n")
    is_html = path.suffix == ".html" or "comments" not in path.parts  # where Markdown shows HTML as text
    lines = "\n".join(map(disguise_line, head.splitlines()))
    path.write_text(lines + separator + disguise(body, KEPT_IN_HTML if is_html else KEPT), encoding="utf-8")


def disguise_line(line: str) -> str:
    key, colon, value = line.partition(":")
    if key.lower() == "lang" and value.strip() == "fr":
        return f"{key}: {LANG}"
    is_wordy = key.lower() in WORDY_KEYS or " " in value.strip()
    return f"{key}{colon}{disguise(value, KEPT)}" if is_wordy else line


def disguise_catalogue(path: Path) -> None:
    """Translate each message of a catalogue, in each plural form, into itself in Greek letters."""
    with path.open("rb") as file:
        catalogue = read_po(file)
    for message in catalogue:
        if message.id and isinstance(message.id, str):
            message.string = disguise(message.id)
        elif message.id:
            singular, plural = map(disguise, message.id)
            message.string = (singular, *[plural] * (catalogue.num_plurals - 1))
    with path.open("wb") as file:
        write_po(file, catalogue)


def find_escapes(html: str, *names: str) -> list[str]:
    """The texts of a page, visible or not, with Latin letters in anything but these names."""
    months = Locale(LANG).months["format"]["wide"].values()
    allowed = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in (*names, *months)))
    texts = list_texts(BeautifulSoup(html, "html.parser"))
    return [text for text in texts if is_latin(allowed.sub("", NO_WORDS.sub("", text)))]


def is_latin(text: str) -> bool:
    return any(unicodedata.name(letter, "").startswith("LATIN") for letter in text)


def list_texts(page: BeautifulSoup) -> Iterator[str]:
    for text in page.find_all(string=True):
        # Code has no language: the demo's has tags and names of components
        if type(text) is NavigableString and not text.find_parent(["script", "style", "code"]):
            yield str(text)
    for script in page.select('script[type="application/ld+json"]'):
        yield from list_json_texts(json.loads(script.string or "{}"))
    for tag in page.find_all():
        for name, value in tag.attrs.items():
            if name in SAID or (name.startswith("data-") and " " in str(value)):
                yield str(value)
        if tag.name == "meta" and META.search(str(tag.get("name") or tag.get("property") or "")):
            yield str(tag["content"])
        if str(tag.get("href", "")).startswith(("mailto:", "https://github.com/")):
            yield from (value for _, value in parse_qsl(urlsplit(str(tag["href"])).query))


def list_json_texts(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from list_json_texts(item)
    elif isinstance(value, dict):
        yield from (item for key, item in value.items() if key in JSON_WORDS and isinstance(item, str))
        for item in value.values():
            yield from list_json_texts(item)


def run(program: str, *arguments: str, folder: Path) -> None:
    command = [Path(sys.executable).parent / Path(program).name, *arguments]
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


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo site in Greek letters, built with the one catalogue that the commands make."""
    folder = tmp_path_factory.mktemp("third")
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", f"{LANG}.po")
    for name in ("theme", "plugins"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copytree(ROOT / "tests/demo/content", folder / "content")
    shutil.copy(ROOT / "pyproject.toml", folder)
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.split("## A language\n")[1].split("\n## ")[0]
    for command in re.findall(r"^\$ (.*)$", section, re.MULTILINE):
        run(*shlex.split(command), folder=folder)
    disguise_catalogue(folder / f"theme/locale/{LANG}.po")
    for path in [*(folder / "content").rglob("*.md"), *(folder / "content/comments").rglob("*.html")]:
        disguise_file(path)
    run("pelican", "--settings", str(write_settings(folder)), "--fatal=warnings", folder=folder)
    return folder


@pytest.fixture(scope="session")
def site(folder: Path) -> Site:
    """The same site, as the inbox server and the commands see it."""
    return load_site(folder / "greekconf.py")


def test_commands_make_one_file_that_has_all_that_is_asked_for(
    folder: Path, find_catalogue_faults: Callable[..., list[str]]
) -> None:
    known = {path.relative_to(ROOT) for path in ROOT.glob("[pt]*/**/*.po") if path.stem != LANG}
    made = {path.relative_to(folder) for path in folder.rglob("*.po")} - known
    assert made == {Path("theme/locale/de.po")}
    templates = [*folder.glob("plugins/*/pelican/plugins/*/templates"), folder / "theme/templates"]
    modules = [folder / f"plugins/{name}/pelican" for name in ("comments", "reading")]
    assert find_catalogue_faults(folder / "theme/locale/de.po", *modules, *templates) == []


def test_no_word_of_a_page_or_feed_escapes_gettext(folder: Path) -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in (folder / "output").rglob("*.html")}
    texts = {path: text for path, text in texts.items() if f'<html lang="{LANG}"' in text}
    assert len(texts) > 40
    found = {path: find_escapes(text, *NAMES) for path, text in texts.items()}
    assert not {path: escapes for path, escapes in found.items() if escapes}
    for html in ("Bare", '<p title="Bare"></p>', '<a href="mailto:a@example.org?subject=Bare"></a>'):
        assert find_escapes(html)
    feeds = [feedparser.parse(path.read_bytes()) for path in (folder / "output").rglob("*.xml")]
    feeds = [feed for feed in feeds if feed.feed.get("language") == LANG]
    assert feeds
    for feed in feeds:
        entries = [entry for entry in feed.entries if "/en/" not in entry.link]
        said = [feed.feed.title, feed.feed.get("subtitle", "")]
        said += [text for entry in entries for text in (entry.title, entry.get("summary", ""))]
        said += [content.value for entry in entries for content in entry.get("content", ())]
        assert not [text for html in said for text in find_escapes(html, *NAMES)]


def test_no_word_of_what_the_inbox_server_answers_escapes_gettext(site: Site) -> None:
    answers = [render_thanks(site, site.posts[LONG], "")]
    for post in (LONG, "unbekannt"):
        submission = Submission(post=post, parent="gh-57", name="Αννα", message="Ναι.")
        answers += [render_rejection(site, reason, "", submission) for reason in Reason]
    assert not [text for answer in answers for text in find_escapes(bytes(answer.body).decode(), *NAMES)]


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
    assert not [answer.body for answer in answers if find_escapes(answer.body)]
