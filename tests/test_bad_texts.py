"""What built before a plugin was installed builds after it, whatever is wrong with some texts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

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


@pytest.fixture(scope="session")
def stock() -> dict[str, dict[str, Any]]:
    """What was built without plugins, by its theme."""
    return {}


@pytest.fixture
def build_texts(
    build_site: BuildSite, content_path: Path, tmp_path: Path, stock: dict[str, dict[str, Any]]
) -> Callable[..., dict[str, Any]]:
    """A function that builds the good texts and the bad ones with some plugins.

    It returns the names of the files that were written, and the warnings.
    """
    write_texts(content_path, {**GOOD, **BAD})

    def build(theme: str, plugins: tuple[str, ...] = ()) -> dict[str, Any]:
        if not plugins and theme in stock:
            return stock[theme]
        own = {"IMAGES": {"cache": str(tmp_path / "cache")}} if "images" in plugins else {}
        warnings: list[str] = []
        output = build_site(warnings=warnings, THEME=theme, PLUGINS=[*plugins], **SETTINGS, **own)
        written = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
        for path in sorted(output.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        built = {"written": written, "warnings": "\n".join(warnings)}
        return built if plugins else stock.setdefault(theme, built)

    return build


@pytest.mark.parametrize(
    ("theme", "plugins"),
    [*(("notmyidea", (plugin,)) for plugin in PLUGINS), ("notmyidea", PLUGINS), ("simple", PLUGINS)],
)
def test_what_is_built_without_plugins_is_built_with_them(
    build_texts: Callable[..., dict[str, Any]], theme: str, plugins: tuple[str, ...]
) -> None:
    without, with_plugins = build_texts(theme), build_texts(theme, plugins)
    assert {"good.html", "pages/fine.html", "feeds/all.atom.xml"} <= without["written"]
    assert without["written"] <= with_plugins["written"]
    named = {name for plugin in plugins for name in NAMED_BY.get(plugin, ())}
    assert {name for name in named if name not in with_plugins["warnings"]} == set()
    assert "Please report this" not in with_plugins["warnings"]
