"""A blog that builds without our plugins builds with them too, with the same pages, words and ids."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from jinja2 import select_autoescape
from markdown.extensions.codehilite import CodeHiliteExtension
from pelican import Pelican
from pelican.contents import Article
from pelican.log import LimitFilter
from pelican.plugins import signals
from pelican.settings import read_settings
from pelican_toolkit.testing import read_page
from pelican_toolkit.testing.signals import disconnect_plugins

from .blog import ADOPTED, PLUGINS, write_content

Build = Callable[..., Path]

ATOM = "{http://www.w3.org/2005/Atom}"
RELATIVE = {"RELATIVE_URLS": True}
SETTINGS: list[dict[str, Any]] = [  # many at once, because builds are slow
    {"SITEURL": "", "DEFAULT_DATE": "fs", "OUTPUT_SOURCES": True, "READERS": {"html": None}}
    | {"MARKDOWN": {"extensions": ["extra", CodeHiliteExtension(css_class="x"), "toc"]}}
    | {"JINJA_ENVIRONMENT": {"trim_blocks": True, "extensions": ["jinja2.ext.do"]}}
    | {"WITH_FUTURE_DATES": False, "SUMMARY_MAX_LENGTH": None, "DEFAULT_METADATA": {"category": "x"}}
    | {"DEFAULT_PAGINATION": 2, "CATEGORY_SAVE_AS": "", "CATEGORY_FEED_ATOM": None}
    | {"STATIC_PATHS": ["images", "nowhere", "zhongwen"]}
    | {"EXTRA_PATH_METADATA": {"images/soir.png": {"path": "a.png"}}},
    {**RELATIVE, "DEFAULT_LANG": "fr", "USE_FOLDER_AS_CATEGORY": False, "DEFAULT_CATEGORY": "R&D"}
    | {"SLUGIFY_SOURCE": "basename", "ARTICLE_TRANSLATION_ID": None, "FORMATTED_FIELDS": []}
    | {"DEFAULT_METADATA": {"comments": False, "image": None, "tags": "all"}, "STATIC_PATHS": []}
    | {"SUMMARY_MAX_LENGTH": 0, "SUMMARY_MAX_PARAGRAPHS": 1}
    | {"INTRASITE_LINK_REGEX": r"[{|@](?P<what>filename|static|attach)[|}@]"}
    | {"MARKDOWN": {"extensions": ("markdown.extensions.extra", "markdown.extensions.meta")}}
    | {"MENUITEMS": (("Tarte", "{filename}/cuisine/tarte.rst"),)},
    {"ARTICLE_URL": "{date:%Y}/{slug}/", "ARTICLE_SAVE_AS": "{date:%Y}/{slug}/index.html"}
    | {"AUTHOR_SAVE_AS": "", "TAG_SAVE_AS": "", "DIRECT_TEMPLATES": ["index", "archives"]}
    | {"YEAR_ARCHIVE_SAVE_AS": "{date:%Y}/index.html", "FEED_ALL_RSS": "rss.xml", "FEED_MAX_ITEMS": 3}
    | {"TAG_FEED_ATOM": "feeds/tag-{slug}.atom.xml", "FEED_APPEND_REF": True}
    | {"FEED_DOMAIN": "https://feeds.example.org", "DEFAULT_LANG": "zh_CN"}
    | {"JINJA_ENVIRONMENT": {"autoescape": select_autoescape(["html"])}, "MARKDOWN": {"extensions": []}}
    | {"FILENAME_METADATA": r"(?P<slug>[^.]+)", "PATH_METADATA": r"(?P<folder>.*)/.*"},
]
ODD: dict[str, object] = {
    "comments": True,
    "image": {"url": "a.jpg"},
    "video": ["a", "b"],
    "video_title": 7,
    "feed_id": 3,
} | {"related_posts": None, "outline": "", "reading_minutes": "2", "shared_picture": "x", "image_alt": 4}
"""What other plugins may leave in a text: values of other types under names that ours use too."""


def set_oddly(content: Any) -> None:
    if isinstance(content, Article):
        content.metadata.update(ODD)
        vars(content).update(ODD)


STRANGER = ModuleType("tests.strangers.stranger")
STRANGER.register = lambda: signals.content_object_init.connect(set_oddly)  # type: ignore[attr-defined]


@pytest.fixture
def build(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Build]:
    """A function that builds the blog with plugins, templates that override the theme's, and settings."""
    write_content(tmp_path / "content")

    def build(plugins: list[Any] | None, templates: dict[str, str] | None = None, **settings: Any) -> Path:
        disconnect_plugins("tests.strangers")
        LimitFilter._raised_messages.clear()  # noqa: SLF001  # Pelican warns of nothing twice in a process
        caplog.clear()
        output, overrides = (Path(mkdtemp(dir=tmp_path)) for _ in range(2))
        for name, text in (templates or {}).items():
            (overrides / name).write_text(text)
        values = {
            "PATH": str(tmp_path / "content"),
            "OUTPUT_PATH": str(output),
            "CACHE_PATH": str(tmp_path / "cache"),
            "THEME_TEMPLATES_OVERRIDES": [str(overrides)],
            "THEME": "simple",
            "SITENAME": "Salt &amp; Pepper",
            "SITEURL": "https://example.org/blog",
            "RELATIVE_URLS": False,
            "TIMEZONE": "Europe/Paris",
            "ARTICLE_EXCLUDES": ["comments", "pages"],  # as the comments plugin's README says
            "PLUGINS": plugins,
            "IMAGES": {"cache": str(tmp_path / "pictures"), "widths": [60, 120]},
        }
        Pelican(read_settings(override={**values, **settings})).run()
        bugs = [text for record in caplog.records if "Please report" in (text := record.getMessage())]
        assert not bugs
        return output

    yield build
    disconnect_plugins("tests.strangers")


def read_words(path: Path) -> set[str]:
    """The words of a page except addresses, which plugins may replace."""
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    for script in page.select("script"):
        script.decompose()
    text = BeautifulSoup(page.get_text(" "), "html.parser").get_text(" ")  # it may be escaped twice
    return set(re.findall(r"\w+", re.sub(r"https?:\S+", "", text)))


def find_losses(stock: Path, built: Path) -> list[str]:
    """What a build lacks compared with the one without plugins."""
    names = {path.relative_to(stock).as_posix() for path in stock.rglob("*") if path.is_file()}
    assert len(names) > 15
    losses = sorted(name for name in names if not (built / name).is_file())
    for name in names - {*losses}:
        is_list = name.startswith(("author", "category", "tag", "index", "archives", "categories", "theme/"))
        if name.endswith(".html") and not is_list:
            missing = read_words(stock / name) - read_words(built / name)
            losses += [f"{name}: lacks {sorted(missing)}"] if missing else []
        if name.endswith(".xml"):
            own, ids = (
                re.findall(r"<(?:id|guid)\b.*?</", (site / name).read_text(encoding="utf-8"))
                for site in (built, stock)
            )
            losses += [f"{name}: other ids {own}"] if own != ids else []
    return losses


def test_each_plugin_keeps_every_page_and_word_and_all_may_be_discovered(build: Build) -> None:
    stock = build([])
    for plugins in (*([name] for name in PLUGINS), None):
        assert not find_losses(stock, build(plugins)), plugins


@pytest.mark.slow
@pytest.mark.parametrize("settings", SETTINGS, ids=["no address", "relative", "own addresses"])
def test_all_plugins_work_with_any_settings(build: Build, settings: dict[str, Any]) -> None:
    assert not find_losses(build([], **settings), build(PLUGINS, **settings))


@pytest.mark.parametrize(
    ("theme", "settings"),
    [
        ("simple", RELATIVE),
        ("notmyidea", {"FEED_ALL_RSS": "rss.xml", "FEED_APPEND_REF": True, "DEFAULT_LANG": "fr"}),
    ],
)
def test_theme_that_includes_our_templates_shows_everything(
    build: Build, theme: str, settings: dict[str, Any]
) -> None:
    built = build(PLUGINS, ADOPTED, THEME=theme, **settings)
    assert not find_losses(build([], THEME=theme, **settings), built)
    page = read_page(built, "un-dimanche-a-la-mer.html")
    assert page.select("#comment-1")
    assert bool(page.select("meta[property='og:image']")) is ("FEED_ALL_RSS" in settings)


def test_other_plugins_may_leave_any_value(build: Build) -> None:
    stock = build([STRANGER])
    for plugins in (PLUGINS, PLUGINS[::-1]):
        assert not find_losses(stock, build([STRANGER, *plugins], ADOPTED))


@pytest.mark.parametrize("escapes", [False, True])
def test_title_is_escaped_once_whether_it_is_html_or_text(
    build: Build, tmp_path: Path, *, escapes: bool
) -> None:
    """Pelican's own themes take a title for HTML; templates that escape take it for text, but for reST's."""
    title = "Tom & <em>" if escapes else "Tom & Jerry live"
    written = title if escapes else "Tom &amp; Jerry <em>live</em>"
    for name, text in (
        ("tango.md", f"Title: {written}\nDate: 2015-11-20\nSlug: tango\n"),
        ("valse.rst", "Tom & Jerry *live*\n##################\n\n:date: 2015-11-20\n:slug: valse\n"),
    ):
        (tmp_path / "content" / name).write_text(f"{text}\nWords.\n")
        (tmp_path / "content/comments" / name[:5]).mkdir()
        comment = "author: Ada\ndate: 2015-11-21T10:00:00Z\n\nYes.\n"
        (tmp_path / "content/comments" / name[:5] / "1.md").write_text(comment)
    settings = {"JINJA_ENVIRONMENT": {"autoescape": escapes}, "COMMENTS": {"email": "blog@example.org"}}
    output = build(PLUGINS, ADOPTED, **settings)
    feed = ET.parse(output / "feeds/all.atom.xml")  # noqa: S314  # our own file
    for slug, expected in (("tango", title), ("valse", "Tom & Jerry live")):
        page = read_page(output, f"{slug}.html")
        assert page.select_one("#comments").text == f"One thought on “{expected}”"
        assert page.select_one("meta[property='og:title']")["content"] == expected
        subject = parse_qs(urlsplit(str(page.select_one(".comment-mail a")["href"])).query)["subject"]
        assert subject == [f"{expected} [{slug}/1]"]
        scripts = [json.loads(str(script.string)) for script in page.select("script[type]")]
        assert expected in [script["@graph"][0]["headline"] for script in scripts if "@graph" in script]
        assert expected in [title.text for title in feed.iterfind(f"{ATOM}entry/{ATOM}title")]
        thread = ET.parse(output / f"feeds/comments/{slug}.atom.xml")  # noqa: S314  # our own file
        assert thread.findtext(f"{ATOM}title", "").endswith(f"“{expected}”")
