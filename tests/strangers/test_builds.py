"""A blog that builds without our plugins builds with them too, with the same pages, words and ids."""

from types import ModuleType
from typing import Any

import pytest
from jinja2 import StrictUndefined, select_autoescape
from markdown.extensions.codehilite import CodeHiliteExtension
from pelican.contents import Article
from pelican.plugins import signals

from tests.strangers.conftest import ADOPTED, PLUGINS, Build, Built

RELATIVE = {"RELATIVE_URLS": True}
SETTINGS: dict[str, dict[str, Any]] = {  # many at once, because builds are slow
    "no address, dates of files, no pictures, sources, Markdown by objects": (
        {"SITEURL": "", "DEFAULT_DATE": "fs", "STATIC_PATHS": [], "OUTPUT_SOURCES": True}
        | {"MARKDOWN": {"extensions": ["extra", CodeHiliteExtension(css_class="x"), "toc"]}}
        | {"JINJA_ENVIRONMENT": {"trim_blocks": True, "extensions": ["jinja2.ext.do"]}}
        | {"READERS": {"html": None}}
    ),
    "relative, French, names of files, metadata, short summaries, links and Markdown of their own": (
        {**RELATIVE, "DEFAULT_LANG": "fr", "USE_FOLDER_AS_CATEGORY": False, "DEFAULT_CATEGORY": "R&D"}
        | {"SLUGIFY_SOURCE": "basename", "ARTICLE_TRANSLATION_ID": None, "FORMATTED_FIELDS": []}
        | {"DEFAULT_METADATA": {"comments": False, "image": None, "tags": "all"}}
        | {"SUMMARY_MAX_LENGTH": 0, "SUMMARY_MAX_PARAGRAPHS": 1}
        | {"INTRASITE_LINK_REGEX": r"[{|@](?P<what>filename|static|attach)[|}@]"}
        | {"MARKDOWN": {"extensions": ("markdown.extensions.extra", "markdown.extensions.meta")}}
        | {"MENUITEMS": (("Tarte", "{filename}/cuisine/tarte.rst"),)}
    ),
    "relative without an address, long summaries, no pages of categories, files elsewhere": (
        {**RELATIVE, "SITEURL": "", "WITH_FUTURE_DATES": False, "SUMMARY_MAX_LENGTH": None}
        | {"DEFAULT_PAGINATION": 2, "CATEGORY_SAVE_AS": "", "CATEGORY_FEED_ATOM": None}
        | {"DEFAULT_METADATA": {"category": "x"}, "STATIC_PATHS": ["images", "nowhere", "zhongwen"]}
        | {"EXTRA_PATH_METADATA": {"images/soir.png": {"path": "a.png"}}}
    ),
    "addresses, few lists, all kinds of feeds, escaping by choice, Chinese": (
        {"ARTICLE_URL": "{date:%Y}/{slug}/", "ARTICLE_SAVE_AS": "{date:%Y}/{slug}/index.html"}
        | {"AUTHOR_SAVE_AS": "", "TAG_SAVE_AS": "", "DIRECT_TEMPLATES": ["index", "archives"]}
        | {"YEAR_ARCHIVE_SAVE_AS": "{date:%Y}/index.html", "FEED_ALL_RSS": "rss.xml", "FEED_MAX_ITEMS": 3}
        | {"TAG_FEED_ATOM": "feeds/tag-{slug}.atom.xml", "FEED_APPEND_REF": True}
        | {"FEED_DOMAIN": "https://feeds.example.org", "DEFAULT_LANG": "zh_CN"}
        | {"JINJA_ENVIRONMENT": {"autoescape": select_autoescape(["html"])}}
        | {"FILENAME_METADATA": r"(?P<slug>[^.]+)", "PATH_METADATA": r"(?P<folder>.*)/.*"}
    ),
    "Markdown of nothing, escaping, Persian": (
        {"MARKDOWN": {"extensions": []}, "JINJA_ENVIRONMENT": {"autoescape": True}, "DEFAULT_LANG": "fa"}
    ),
}
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


def find_losses(stock: Built, built: Built) -> list[str]:
    """What a build lacks compared with the one without plugins, and its internal errors."""
    losses = [f"{name} is missing" for name in sorted(stock.files - built.files)]
    losses += [f"{message}" for message in built.messages if "Please report" in message]
    for name in stock.files & built.files:
        is_list = name.startswith(("author", "category", "tag", "index", "archives", "categories", "theme/"))
        if name.endswith(".html") and not is_list:
            missing = stock.read_words(name) - built.read_words(name)
            losses += [f"{name}: lacks {sorted(missing)}"] if missing else []
    own = built.read_ids()
    losses += [f"{name}: other ids {own[name]}" for name, ids in stock.read_ids().items() if own[name] != ids]
    return losses


@pytest.mark.parametrize("name", PLUGINS)
def test_each_plugin_keeps_every_page_and_word(build: Build, name: str) -> None:
    stock = build([])
    assert len(stock.files) > 30
    assert not find_losses(stock, build([name]))


@pytest.mark.slow
@pytest.mark.parametrize("name", SETTINGS)
def test_all_plugins_work_with_any_settings(build: Build, name: str) -> None:
    assert not find_losses(build([], **SETTINGS[name]), build(PLUGINS, **SETTINGS[name]))


@pytest.mark.parametrize(
    ("theme", "settings"),
    [
        ("simple", RELATIVE),
        pytest.param("notmyidea", {"SITEURL": ""}, marks=pytest.mark.slow),
        ("notmyidea", {"FEED_ALL_RSS": "rss.xml", "FEED_APPEND_REF": True, "DEFAULT_LANG": "fr"}),
    ],
)
def test_theme_that_includes_our_templates_shows_everything(
    build: Build, theme: str, settings: dict[str, Any]
) -> None:
    built = build(PLUGINS, ADOPTED, THEME=theme, **settings)
    assert not find_losses(build([], THEME=theme, **settings), built)
    page = built.read_page("un-dimanche-a-la-mer.html")
    assert page.select("#comment-1")
    assert bool(page.select("meta[property='og:image']")) is ("FEED_ALL_RSS" in settings)


def test_other_plugins_may_leave_any_value(build: Build) -> None:
    stock = build([STRANGER])
    for plugins in (PLUGINS, PLUGINS[::-1]):
        assert not find_losses(stock, build([STRANGER, *plugins], ADOPTED))


@pytest.mark.slow
@pytest.mark.parametrize("layer", ["reader", "generator"])
def test_texts_from_a_cache_are_the_same(build: Build, layer: str) -> None:
    settings = {"CACHE_CONTENT": True, "LOAD_CONTENT_CACHE": True, "CONTENT_CACHING_LAYER": layer}
    stock = build([])
    for _ in range(2):
        assert not find_losses(stock, build(PLUGINS, ADOPTED, **settings))


@pytest.mark.parametrize("plugins", [None, [f"pelican.plugins.{name}" for name in PLUGINS]])
def test_plugins_may_be_discovered_or_named_in_full(build: Build, plugins: list[str] | None) -> None:
    assert not find_losses(build([]), build(plugins))


def test_strict_undefined_variables_do_not_stop_a_build(build: Build) -> None:
    settings: dict[str, Any] = {"DIRECT_TEMPLATES": [], "THEME_STATIC_PATHS": []}
    settings["JINJA_ENVIRONMENT"] = {"undefined": StrictUndefined}
    plain = {f"{kind}.html": f"<main>{{{{ {kind}.content }}}}</main>" for kind in ("article", "page")}
    plain |= dict.fromkeys(("author.html", "category.html", "tag.html"), "A list.")
    assert not find_losses(build([], plain, **settings), build(PLUGINS, plain, **settings))
