"""Videos as the theme shows them: a poster and a link, nothing of another site before a click."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]

SITE = "https://demo.example.org"
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


def test_hosted_video_is_a_link_to_its_page_at_its_moment(demo: ReadPage) -> None:
    facade = demo(WITH_POSTER).select_one("figure.video > a.video-facade")
    assert facade["href"] == "https://www.youtube.com/watch?v=DEMO-demo-1&t=5s"
    assert facade["data-embed"].startswith("https://www.youtube-nocookie.com/embed/DEMO-demo-1?")
    assert "start=5" in facade["data-embed"]


def test_link_says_in_french_what_it_plays_where_and_how_long(demo: ReadPage) -> None:
    facade = demo(WITH_POSTER).select_one("a.video-facade")
    name = "Lire la vidéo\xa0: Une démonstration qui n’existe pas (YouTube, 3:12)"
    assert facade.text.strip() == name
    assert facade["data-title"] == "Une démonstration qui n’existe pas"


def test_poster_is_a_file_of_the_site_in_three_formats_that_holds_its_place(
    demo: ReadPage, demo_path: Path
) -> None:
    picture = demo(WITH_POSTER).select_one("a.video-facade > picture")
    image = picture.img
    assert (image["width"], image["height"], image["alt"]) == ("640", "360", "")
    addresses = [source["srcset"] for source in picture.select("source")] + [image["src"]]
    assert [Path(address).suffix for address in addresses] == [".avif", ".webp", ".jpg"]
    assert all((demo_path / address.removeprefix(f"{SITE}/")).is_file() for address in addresses)


def test_video_without_a_poster_shows_a_plain_surface(demo: ReadPage) -> None:
    facade = demo(WITHOUT_POSTER).select_one("a.video-facade")
    assert facade.select_one(".video-blank")
    assert not facade.select("img")
    assert "dnt=1" in facade["data-embed"]


def test_host_without_a_player_stays_a_link(demo: ReadPage) -> None:
    facade = demo(LINK_ONLY).select_one("a.video-facade")
    assert facade["href"] == "https://www.dailymotion.com/video/x0demonstration"
    assert not {"data-embed", "data-title"} & set(facade.attrs)


@pytest.mark.parametrize(
    ("path", "host"), [(WITH_POSTER, "YouTube"), (WITHOUT_POSTER, "Vimeo"), (LINK_ONLY, "Dailymotion")]
)
def test_caption_says_who_will_see_the_reader(demo: ReadPage, path: str, host: str) -> None:
    notice = demo(path).select_one("figcaption .video-notice").text
    assert host in notice
    assert "voit alors votre adresse IP" in notice


def test_film_of_the_site_has_controls_formats_and_a_download(demo: ReadPage, demo_path: Path) -> None:
    film = demo(FILM).select_one("figure.video video")
    assert {"controls", "playsinline"} <= set(film.attrs)
    assert film["preload"] == "none"
    assert film["poster"] == f"{SITE}/videos/petit-film.webp"
    assert film["aria-label"] == "Deux secondes de bleu"
    assert [source["type"] for source in film.select("source")] == ["video/webm", "video/mp4"]
    assert film.a.text == "Télécharger la vidéo"
    addresses = [source["src"] for source in film.select("source")] + [film.a["href"]]
    assert all((demo_path / address.removeprefix(f"{SITE}/")).is_file() for address in addresses)


def test_address_alone_on_its_line_becomes_a_video(demo: ReadPage) -> None:
    facades = demo(INLINE).select(".article-body > figure.video > a.video-facade")
    assert [facade["href"] for facade in facades] == [
        "https://www.youtube.com/watch?v=DEMO-demo-1",
        "https://tube.example.org/w/123456789ABCDEFGHJKLMN",
    ]
    assert facades[0].img["loading"] == "lazy"


def test_address_in_a_sentence_or_in_code_stays_text(demo: ReadPage) -> None:
    body = demo(INLINE).select_one(".article-body")
    assert "comme https://vimeo.com/000000000000, reste du texte" in body.text
    assert body.select_one("pre code").text.strip() == "https://vimeo.com/000000000000"
    assert not body.select('[href*="vimeo.com"], [data-embed*="vimeo.com"]')


def test_icon_of_a_link_is_for_the_eyes_only(demo_pages: Pages) -> None:
    icons = [icon for page in demo_pages.values() for icon in page.select(".video-facade .video-icon")]
    assert icons
    assert all(icon["aria-hidden"] == "true" for icon in icons)


def test_icon_of_a_film_is_a_button_that_waits_for_its_script(demo_pages: Pages) -> None:
    icons = [icon for page in demo_pages.values() for icon in page.select(".video-frame > .video-icon")]
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


def test_script_is_not_loaded_where_there_is_none(demo_pages: Pages) -> None:
    for path, page in demo_pages.items():
        assert bool(page.select('script[src$="/video.js"]')) is bool(page.select("figure.video")), path


def test_script_is_not_loaded_where_there_can_be_none(demo: ReadPage) -> None:
    for path in ("index.html", "archives/index.html", "tags/index.html", "404.html"):
        assert not demo(path).select('script[src$="/theme/js/video.js"]'), path
