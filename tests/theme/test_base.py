"""What every page has, whatever it shows."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]

SITE = "https://demo.example.org"
THEME = Path(__file__).parents[2] / "theme"
TOUCH_ICON = "theme/img/apple-touch-icon.png"
FRENCH = "2025/05/12/une-tarte-en-deux-langues/index.html"
ENGLISH = f"en/{FRENCH}"


def test_title_of_the_first_level_has_text_and_lies_in_main(pages: Pages) -> None:
    assert not [path for path, page in pages.items() if not page.select_one("main h1").text.strip()]


def test_page_has_each_landmark_once(pages: Pages) -> None:
    landmarks = ("body > header", "body > main", "body > footer", "body > header nav")
    assert not [
        (path, landmark)
        for path, page in pages.items()
        for landmark in landmarks
        if len(page.select(landmark)) != 1
    ]


def test_everything_to_see_lies_in_a_landmark_but_the_skip_link(pages: Pages) -> None:
    for path, page in pages.items():
        names = [child.name for child in page.body.find_all(recursive=False) if child.name != "script"]
        assert names == ["a", "header", "main", "footer"], path


def test_every_navigation_has_a_name_of_its_own(pages: Pages) -> None:
    for path, page in pages.items():
        names = [nav.get("aria-label") for nav in page.select("nav")]
        assert all(names), path
        assert len(set(names)) == len(names), path


def test_first_link_leads_to_main(pages: Pages) -> None:
    for path, page in pages.items():
        link = page.select_one("a")
        assert "skip-link" in link["class"], path
        assert page.select_one(link["href"]).name == "main", path
        assert page.main["tabindex"] == "-1", path


def test_page_is_in_the_language_of_its_text(pages: Pages) -> None:
    languages = {path: page.html["lang"] for path, page in pages.items()}
    assert {path for path, lang in languages.items() if lang != "fr"} == {
        path for path in languages if path.startswith("en/")
    }
    assert languages[ENGLISH] == "en"


def test_words_of_the_theme_follow_the_language_of_the_page(demo: ReadPage) -> None:
    assert demo(FRENCH).select_one(".skip-link").text == "Aller au contenu"
    assert demo(ENGLISH).select_one(".skip-link").text == "Skip to content"
    assert demo(FRENCH).select_one(".comments-title").text == "Une réflexion sur “Une tarte en deux langues”"
    assert demo(ENGLISH).select_one(".comments-title").text == "One thought on “A tart in two languages”"


def test_titles_of_pages_are_unique_and_end_with_the_site(pages: Pages) -> None:
    titles = {path: page.title.text for path, page in pages.items()}
    site = titles["index.html"]
    assert not [
        path for path, title in titles.items() if path != "index.html" and not title.endswith(f" – {site}")
    ]
    assert not [title for title, count in Counter(titles.values()).items() if count > 1]


def test_title_is_the_article_s_typeset_and_escaped_once(demo: ReadPage) -> None:
    page = demo("2024/12/31/l-apostrophe-et-les-guillemets/index.html")
    title = "L’apostrophe & les «\xa0guillemets\xa0»\xa0: mode d’emploi"
    assert page.h1.text == title
    assert page.title.text == f"{title} – Démonstration"


def test_page_has_one_description_that_is_not_empty(pages: Pages) -> None:
    for path, page in pages.items():
        descriptions = [tag["content"] for tag in page.select('meta[name="description"]')]
        assert len(descriptions) == 1, path
        assert descriptions[0].strip(), path
        assert "<" not in descriptions[0], path


def test_descriptions_of_pages_are_unique(pages: Pages) -> None:
    descriptions = Counter(page.select_one('meta[name="description"]')["content"] for page in pages.values())
    assert not [description for description, count in descriptions.items() if count > 1]


def test_icons_are_there_in_the_size_that_is_said(demo: ReadPage, demo_path: Path) -> None:
    links = {link["href"].removeprefix(SITE): link for link in demo("index.html").select('link[rel$="icon"]')}
    assert set(links) == {"/favicon.ico", "/theme/img/logo.svg", "/theme/img/apple-touch-icon.png"}
    with Image.open(demo_path / "favicon.ico") as icon, Image.open(demo_path / TOUCH_ICON) as touch_icon:
        assert icon.size == (32, 32)
        assert touch_icon.size == (180, 180)
    assert links["/favicon.ico"]["sizes"] == "32x32"  # or else Chromium takes it rather than the SVG


def test_recipe_of_the_icons_is_not_published(demo_path: Path) -> None:
    assert (THEME / "static/img/make_icons.py").is_file()
    assert not [*demo_path.rglob("*.py")]


def test_description_of_an_article_is_its_summary_in_plain_text(demo: ReadPage) -> None:
    video = demo("2023/02/19/une-video-avec-affiche/index.html")
    assert video.select_one('meta[name="description"]')["content"] == (
        "Une vidéo de YouTube, son affiche, son titre et sa durée."
    )
    # It begins with a video, whose words are no summary.
    text = demo("2024/06/02/des-videos-dans-le-texte/index.html")
    assert text.select_one('meta[name="description"]')["content"].startswith("Ceci est un texte")


def test_canonical_address_is_absolute_and_the_page_s_own(pages: Pages) -> None:
    for path, page in pages.items():
        canonical = [link["href"] for link in page.select('link[rel="canonical"]')]
        expected = [] if path == "404.html" else [f"{SITE}/{path.removesuffix('index.html')}"]
        assert canonical == expected, path
        assert all(address.endswith("/") for address in canonical), path


def test_preview_has_no_canonical_address(demo_preview_path: Path) -> None:
    page = BeautifulSoup((demo_preview_path / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert not page.select('link[rel="canonical"]')


@pytest.mark.parametrize(
    ("path", "is_indexed"),
    [
        ("index.html", True),
        (FRENCH, True),
        (ENGLISH, True),
        ("livre-d-or/index.html", True),
        ("404.html", False),
        ("drafts/un-brouillon/index.html", False),
        ("drafts/pages/page-en-preparation/index.html", False),
        ("2025/06/02/un-article-cache/index.html", False),
    ],
)
def test_only_what_is_published_is_for_search_engines(demo: ReadPage, path: str, *, is_indexed: bool) -> None:
    robots = demo(path).select('meta[name="robots"]')
    assert ["noindex" in meta["content"] for meta in robots] == ([] if is_indexed else [True])


def test_links_within_the_site_do_not_name_the_file(pages: Pages) -> None:
    assert not [
        (path, tag["href"])
        for path, page in pages.items()
        for tag in page.select("[href]")
        if tag["href"].endswith("index.html")
    ]


def test_no_template_code_is_left_over(demo_path: Path) -> None:
    marks = ("{{", "{%", "%(", "|attach|", "{static}", "{filename}")
    texts = {path: path.read_text(encoding="utf-8") for path in demo_path.rglob("*.html")}
    assert not [(path, mark) for path, text in texts.items() for mark in marks if mark in text]
