"""Lists of articles: index, archives, categories, tags, authors; their pages, and the card of an article."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from pelican.settings import read_settings
from pelican_toolkit.testing import read_page

from tests.theme.pages import ROOT, SITE, Pages, ReadPage, list_links, list_paths

PAGES = ["index.html", *(f"page/{number}/index.html" for number in range(2, 6))]
CARDS = ".article-card h2 > a"
PINNED = "2023/11/01/une-video-sans-affiche/"


def find_card(page: BeautifulSoup, title: str) -> Tag:
    return next(card for card in page.select("article.article-card") if card.h2.text == title)


@pytest.fixture(scope="module")
def articles(demo: ReadPage) -> list[str]:
    """The paths of all articles, as the archives have them: newest first, each in one language, no draft."""
    found = list_paths(demo("archives/index.html"), ".archive-list a")
    dates = [path.removeprefix("en/")[:10] for path in found]
    assert (len(found), found[0]) == (13, "2025/05/12/une-tarte-en-deux-langues/")
    assert dates == sorted(dates, reverse=True)
    return found


def test_archives_lead_to_years_and_months_which_have_their_own_articles(
    demo: ReadPage, demo_path: Path, articles: list[str]
) -> None:
    dates = [article.removeprefix("en/") for article in articles]
    periods = {date[:length] for date in dates for length in (5, 8)}
    for period in periods:
        found = list_paths(demo(f"{period}index.html"), ".archive-list a")
        assert found == [article for article in articles if article.removeprefix("en/").startswith(period)]
    built = [*demo_path.glob("[0-9]*/index.html"), *demo_path.glob("[0-9]*/[0-9]*/index.html")]
    assert {f"{path.parent.relative_to(demo_path).as_posix()}/" for path in built} == periods
    page = demo("archives/index.html")
    assert list_links(page, "h2 > a") == [(year, f"{year}/") for year in ("2025", "2024", "2023")]
    assert list_links(page, "h3 > a")[0] == ("mai 2025", "2025/05/")
    for month in page.select("h3"):
        listed = list_paths(month.find_next_sibling("ul"), "a")
        assert listed
        assert all(list_paths(month, "a")[0] in article for article in listed)
    period = demo("2023/11/index.html")
    item = period.select_one(".archive-list li")
    assert (item.time["datetime"], item.time.text) == ("2023-11-01T08:00:00+01:00", "1er novembre 2023")
    assert item.a.text == "Une vidéo sans affiche"
    assert list_paths(period, "main p > a") == ["archives/"]


def test_heading_and_title_name_the_list_and_the_title_its_page(demo: ReadPage) -> None:
    for path, heading in (
        ("2024/", "Archives\xa0: 2024"),
        ("2024/12/", "Archives\xa0: décembre 2024"),
        ("category/le-site/page/2/", "Catégorie\xa0: Le site"),
        ("tag/video/page/2/", "Étiquette\xa0: vidéo"),
        ("author/camille/page/2/", "Articles signés Camille"),
    ):
        page = demo(f"{path}index.html")
        assert page.h1.text.strip() == heading
        assert page.title.text == f"{heading}{' (Page 2)' * ('page' in path)} – Démonstration"
    assert demo("page/2/index.html").title.text == "Page 2 – Démonstration"
    assert {demo(path).h1.text for path in PAGES} == {"Articles"}


LIST = (ROOT / "theme/templates/macros/archive_list.html").read_text(encoding="utf-8")
BARE = {
    "macros/archive_list.html": LIST.replace("{% set most = 500 %}", "{% set most = 5 %}"),
    "base.html": "<title>{% block title %}{% endblock %}</title>{% block main %}{% endblock %}",
    **dict.fromkeys(("article.html", "category.html", "tag.html", "author.html"), ""),
}


def test_too_many_articles_are_split_into_years_and_those_of_a_year_into_months(
    build_site: Callable[..., Path], save_file: Callable[[str, str], Path]
) -> None:
    assert LIST.count("{% set most = 500 %}") == 1
    for number, month in enumerate(["2014-12", "2015-01", *6 * ["2015-06"]]):
        save_file(f"{number}.md", f"Title: A{number}\nDate: {month}-{number + 1:02}\n\nWords.\n")
    ours = read_settings(str(ROOT / "siteconf.py"))
    places = {name: value for name, value in ours.items() if re.fullmatch(r".*ARCHIVES?_(URL|SAVE_AS)", name)}
    own = {"PLUGINS": ["localization"], "DEFAULT_LANG": "fr", "DIRECT_TEMPLATES": ["archives"]}
    output = build_site(BARE, THEME=str(ROOT / "theme"), **places, **own)
    for path, periods, count in (
        ("archives", ["2015 /2015/ 7 articles", "2014 /2014/ Un article"], 0),
        ("2014", [], 1),
        ("2015", ["juin 2015 /2015/06/ 6 articles", "janvier 2015 /2015/01/ Un article"], 0),
        ("2015/06", [], 6),
    ):
        page = read_page(output, f"{path}/index.html")
        items = page.select(".term-list li")
        assert [f"{item.a.text} {item.a['href']} {item.span.text}" for item in items] == periods
        assert len(page.select(".archive-list a")) == count


def test_list_has_exactly_its_articles_newest_first(
    demo: ReadPage, demo_path: Path, articles: list[str]
) -> None:
    expected: dict[str, list[str]] = {"": [PINNED, *articles]}  # it is in its place too, on another page
    for path in articles:
        links = ".article-category a, .article-tags a, .article-meta .p-author"
        for name in list_paths(demo(f"{path}index.html"), links):
            expected.setdefault(name, []).append(path)
    assert len(expected) == 13
    found: dict[str, list[str]] = {}
    paths = [path.relative_to(demo_path).as_posix() for path in demo_path.rglob("index.html")]
    for path in sorted(paths, key=lambda path: (len(path), path)):
        place = re.fullmatch(
            r"((?:category/(?!page/)(?:[^/]+/)+?|tag/[^/]+/|author/[^/]+/)?)(?:page/\d+/)?index.html", path
        )
        if place:
            found.setdefault(place[1], []).extend(list_paths(demo(path), CARDS))
    assert found.pop("category/divers/") == []  # an old address
    assert found == expected  # so nothing is made for what only drafts have


def test_page_of_a_list_links_to_its_neighbours_and_says_its_number(demo: ReadPage) -> None:
    newer, older = "Articles plus récents", "Articles plus anciens"
    for number, path in enumerate(PAGES, start=1):
        nav = demo(path).select_one("nav.pagination")
        assert nav.select_one(".pagination-position").text == f"Page {number} sur 5"
        before = [(newer, f"page/{number - 1}/" if number > 2 else "")] if number > 1 else []
        assert list_links(nav, '[rel="prev"]') == before
        assert list_links(nav, '[rel="next"]') == ([(older, f"page/{number + 1}/")] if number < 5 else [])
    for name in ("category/videos", "tag/texte", "author/camille"):
        assert list_paths(demo(f"{name}/index.html"), ".pagination a") == [f"{name}/page/2/"]
        assert list_paths(demo(f"{name}/page/2/index.html"), '.pagination [rel="prev"]') == [f"{name}/"]
    assert not demo("category/cuisine/index.html").select(".pagination")
    introduction = demo("index.html").select_one(".page-introduction").text
    assert introduction == "Un site de démonstration\u00a0: tout ce que le thème sait montrer"
    assert not demo("page/2/index.html").select(".page-introduction")


def test_overview_counts_published_articles_and_a_list_of_nothing_says_so(
    demo: ReadPage, empty: ReadPage
) -> None:
    categories = "Cuisine Un article Desserts Un article, Fêtes, repas & cie Un article, "
    categories += "Le site 7 articles, Vidéos 5 articles"
    tags = "affiche 2 articles, code Un article, commentaires 3 articles, texte 6 articles, vidéo 5 articles"
    for path, heading, terms in (
        (
            "categories",
            "Catégories",
            categories,
        ),
        ("tags", "Étiquettes", tags),
        ("authors", "Auteurs", "Camille 8 articles, Dominique 6 articles"),
    ):
        page = demo(f"{path}/index.html")
        assert page.h1.text == heading
        assert ", ".join(" ".join(item.text.split()) for item in page.select("ul.term-list > li")) == terms
        for name, target in list_links(page, ".term-list a"):
            assert name in demo(f"{target}index.html").h1.text
    for path in ("index.html", "archives/index.html", "tags/index.html"):
        assert empty(path).select("main p")[-1].text == "Rien ici pour l’instant."
        assert not empty(path).select("main ul")


def test_card_has_title_date_summary_picture_and_comments(demo: ReadPage, pages: Pages) -> None:
    card = find_card(demo("index.html"), "Une discussion close")
    assert list_paths(card, "h2 > a") == ["2025/03/21/une-discussion-close/"]
    assert card.time.text == "21 mars 2025"
    assert card.time["datetime"].startswith("2025-03-21T")
    assert card.select_one(".article-card-summary").text.startswith("Ceci est un texte")
    assert list_links(card, ".article-card-meta a") == [
        ("2 commentaires (Une discussion close)", "2025/03/21/une-discussion-close/#comments")
    ]
    for path, title in (("index.html", "Une discussion masquée"), (PAGES[4], "Un premier texte")):
        assert not find_card(demo(path), title).select(".article-card-meta a")
    picture = find_card(demo(PAGES[3]), "Une vidéo avec affiche").select_one("picture.article-card-picture")
    assert [source["type"] for source in picture.select("source")] == ["image/avif", "image/webp"]
    poster = {"src": f"{SITE}/videos/youtube-DEMO-demo-1.jpg", "width": "640", "height": "360"}
    assert picture.img.attrs == {**poster, "alt": "", "loading": "lazy"}
    image = find_card(demo(PAGES[1]), "Tout ce que le texte permet").select_one(".article-card-picture img")
    assert (image["src"], image["width"], image["alt"]) == (f"{SITE}/images/table.png", "208", "")
    assert not find_card(demo(PAGES[3]), "Une vidéo sans affiche").select("picture, img")
    summaries = [summary for page in pages.values() for summary in page.select(".article-card-summary")]
    assert not [summary for summary in summaries if summary.find() or not summary.text.strip()]
    assert not [summary for summary in summaries if {"<", "&"} & {*summary.text}]
    assert [summary for summary in summaries if "une note et un lien." in summary.text]  # without its number


def test_category_shows_its_place_in_the_tree_and_what_it_is_about(demo: ReadPage) -> None:
    cuisine, desserts = demo("category/cuisine/index.html"), demo("category/cuisine/desserts/index.html")
    assert cuisine.select_one(".page-introduction").text == "Tout ce qui se mange, et comment le faire."
    assert cuisine.select_one("meta[name=description]")["content"].startswith("Tout ce qui se mange")
    assert list_links(cuisine, "nav.subcategories a") == [("Desserts", "category/cuisine/desserts/")]
    assert not cuisine.select(".breadcrumb")
    assert list_links(desserts, ".breadcrumb a") == [("Cuisine", "category/cuisine/")]
    assert not desserts.select(".subcategories, .page-introduction")
    assert demo("tag/texte/index.html").select_one(".page-introduction").text.startswith("Des textes")
    assert not demo("tag/texte/page/2/index.html").select(".page-introduction")
    tree = demo("categories/index.html").select_one(".term-list")
    assert list_paths(tree, "li ul a") == ["category/cuisine/desserts/"]
    assert len(tree.select("a")) == 5


def test_article_names_all_its_categories(demo: ReadPage) -> None:
    meta = demo("2025/05/12/une-tarte-en-deux-langues/index.html").select_one(".article-category")
    assert " ".join(meta.text.split()) == "dans Desserts, Cuisine, Fêtes, repas & cie"
    assert list_paths(meta, "a") == ["category/cuisine/desserts/", "category/cuisine/", "category/fêtes/"]


def test_pinned_article_comes_first_on_the_first_page_alone(demo: ReadPage) -> None:
    marks = {path: demo(path).select(".article-card-pin") for path in [*PAGES, "category/videos/index.html"]}
    assert [path for path, found in marks.items() if found] == ["index.html"]
    (mark,) = marks["index.html"]
    assert mark.text == "Épinglé"
    assert list_paths(mark.find_parent("article"), "h2 a") == [PINNED]
    assert list_paths(demo("index.html"), CARDS)[0] == PINNED
    assert [path for path in PAGES if PINNED in list_paths(demo(path), CARDS)] == ["index.html", PAGES[3]]
