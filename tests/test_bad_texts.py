"""What built before a plugin was installed builds after it, whatever is wrong with some texts."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_texts import BAD, GOOD, NAMED_BY, write_texts

PLUGINS = ("comments", "discovery", "images", "localization", "pagefind", "reading", "typography", "video")
SETTINGS = {
    "SITEURL": "https://example.org",
    "DEFAULT_LANG": "fr",  # so that typography has something to do
    "STATIC_PATHS": ["images"],
    "ARTICLE_EXCLUDES": ["comments", "pages"],
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "FEED_ALL_RSS": "feeds/all.rss.xml",
    "TRANSLATION_FEED_ATOM": "feeds/{lang}.atom.xml",
}

BuildSite = Callable[..., Path]
Built = tuple[set[str], str]
"""The names of the files that were written, and the warnings."""


STOCK: dict[str, Built] = {}
"""What was built without plugins, by its theme."""


@pytest.fixture
def build_texts(build_site: BuildSite, content_path: Path, tmp_path: Path) -> Callable[..., Built]:
    """A function that builds the good texts and the bad ones in a theme, with some plugins."""
    write_texts(content_path, {**GOOD, **BAD})

    def build(theme: str, *plugins: str) -> Built:
        own = {"IMAGES": {"cache": str(tmp_path / "cache")}} if "images" in plugins else {}
        warnings: list[str] = []
        output = build_site(warnings=warnings, THEME=theme, PLUGINS=[*plugins], **SETTINGS, **own)
        written = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
        shutil.rmtree(output)
        return written, "\n".join(warnings)

    return build


@pytest.mark.parametrize(
    ("theme", "plugins"),
    [*(("notmyidea", (plugin,)) for plugin in PLUGINS), ("notmyidea", PLUGINS), ("simple", PLUGINS)],
)
def test_what_is_built_without_plugins_is_built_with_them(
    build_texts: Callable[..., Built], theme: str, plugins: tuple[str, ...]
) -> None:
    without, _ = STOCK.get(theme) or STOCK.setdefault(theme, build_texts(theme))
    written, warnings = build_texts(theme, *plugins)
    assert {"good.html", "pages/fine.html", "feeds/all.atom.xml"} <= without <= written
    named = {name for plugin in plugins for name in NAMED_BY.get(plugin, ())}
    assert [name for name in named if name not in warnings] == []
    assert "Please report this" not in warnings
