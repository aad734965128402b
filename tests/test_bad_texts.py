"""What built before a plugin was installed builds after it, whatever is wrong with some texts."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_texts import BAD, GOOD, write_texts

PLUGINS = (
    "comments",
    "discovery",
    "images",
    "localization",
    "pagefind",
    "reading",
    "redirects",
    "taxonomy",
    "typography",
    "video",
)
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


@pytest.mark.parametrize("theme", ["notmyidea", "simple"])
def test_what_is_built_without_plugins_is_built_with_them(
    build_site: BuildSite, content_path: Path, tmp_path: Path, theme: str
) -> None:
    write_texts(content_path, {**GOOD, **BAD})
    warnings: list[str] = []

    def build(*plugins: str, **own: object) -> set[str]:
        output = build_site(warnings=warnings, THEME=theme, PLUGINS=[*plugins], **SETTINGS, **own)
        written = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
        shutil.rmtree(output)
        return written

    without, written = build(), build(*PLUGINS, IMAGES={"cache": str(tmp_path / "cache")})
    assert {"good.html", "pages/fine.html", "feeds/all.atom.xml"} <= without <= written
    assert "Please report this" not in "\n".join(warnings)
