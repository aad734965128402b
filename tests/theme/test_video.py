"""Videos as the theme shows them: a poster and a link, nothing of another site before a click."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]

WITH_POSTER = "2023/02/19/une-video-avec-affiche/index.html"
WITHOUT_POSTER = "2023/11/01/une-video-sans-affiche/index.html"
LINK_ONLY = "2024/01/15/un-lien-vers-dailymotion/index.html"
INLINE = "2024/06/02/des-videos-dans-le-texte/index.html"
FILM = "2024/06/30/un-film-de-ce-site/index.html"


@pytest.mark.parametrize("path", [WITH_POSTER, WITHOUT_POSTER, LINK_ONLY, FILM])
def test_featured_video_stands_between_the_title_and_the_text(demo: ReadPage, path: str) -> None:
    children = demo(path).select_one("article.article").find_all(recursive=False)
    classes = [child.get("class", [""])[0] for child in children]
    assert classes[:3] == ["article-header", "video", "article-body"]


def test_icon_of_a_link_is_for_the_eyes_only(pages: Pages) -> None:
    icons = [icon for page in pages.values() for icon in page.select(".video-facade .video-icon")]
    assert icons
    assert all(icon["aria-hidden"] == "true" for icon in icons)


def test_icon_of_a_film_is_a_button_that_waits_for_its_script(pages: Pages) -> None:
    icons = [icon for page in pages.values() for icon in page.select(".video-frame > .video-icon")]
    assert icons
    for icon in icons:
        assert (icon.name, icon["type"], icon.has_attr("hidden")) == ("button", "button", True)
        assert icon.text.startswith("Lire la vidéo")
        assert icon.find_previous_sibling().name == "video"


def test_script_is_loaded_where_there_is_a_video(demo: ReadPage, demo_path: Path) -> None:
    for path in (WITH_POSTER, INLINE, FILM):
        scripts = demo(path).select('script[src$="/theme/js/video.js"]')
        assert [("defer" in script.attrs) for script in scripts] == [True]
    assert (demo_path / "theme/js/video.js").is_file()


def test_script_is_not_loaded_where_there_is_none(pages: Pages) -> None:
    for path, page in pages.items():
        assert bool(page.select('script[src$="/video.js"]')) is bool(page.select("figure.video")), path
