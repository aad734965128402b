"""The archives: of everything, of a year, of a month."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]
BuildSite = Callable[..., Path]

ROOT = Path(__file__).parents[2]
SITE = "https://demo.example.org"
ARTICLES = [  # the newest first
    "2025/05/12/une-tarte-en-deux-langues/",
    "2025/04/02/une-discussion-masquee/",
    "2025/03/21/une-discussion-close/",
    "2025/03/20/une-longue-discussion/",
    "2025/01/10/tout-ce-que-le-texte-permet/",
    "2024/12/31/l-apostrophe-et-les-guillemets/",
    "2024/06/30/un-film-de-ce-site/",
    "2024/06/02/des-videos-dans-le-texte/",
    "en/2024/03/01/a-text-in-english/",
    "2024/01/15/un-lien-vers-dailymotion/",
    "2023/11/01/une-video-sans-affiche/",
    "2023/02/19/une-video-avec-affiche/",
    "2023/02/05/un-premier-texte/",
]
DATES = [article.removeprefix("en/") for article in ARTICLES]
YEARS = sorted({date[:5] for date in DATES})
MONTHS = sorted({date[:8] for date in DATES})


def list_articles(page: BeautifulSoup) -> list[str]:
    return [link["href"].removeprefix(f"{SITE}/") for link in page.select(".archive-list a")]


@pytest.mark.parametrize("period", ["", *YEARS, *MONTHS])
def test_period_holds_exactly_its_articles_the_newest_first(demo: ReadPage, period: str) -> None:
    page = demo(f"{period or 'archives/'}index.html")
    assert list_articles(page) == [
        article for article in ARTICLES if article.removeprefix("en/").startswith(period)
    ]


def test_periods_without_articles_have_no_page(demo_path: Path) -> None:
    found = {
        f"{path.parent.relative_to(demo_path).as_posix()}/"
        for pattern in ("[0-9]*/index.html", "[0-9]*/[0-9]*/index.html")
        for path in demo_path.glob(pattern)
    }
    assert found - {"2025/06/"} == {*YEARS, *MONTHS}  # a hidden article lies in 2025/06/, which has no page
    assert not (demo_path / "2025/06/index.html").exists()


def test_years_and_months_are_headings_that_lead_to_their_archives(demo: ReadPage) -> None:
    page = demo("archives/index.html")
    years = [(link.text, link["href"]) for link in page.select("h2 > a")]
    assert years == [(year.rstrip("/"), f"{SITE}/{year}") for year in reversed(YEARS)]
    months = [link["href"].removeprefix(f"{SITE}/") for link in page.select("h3 > a")]
    assert months == [*reversed(MONTHS)]
    assert page.select_one("h3 > a").text == "mai 2025"


def test_article_stands_below_its_own_month(demo: ReadPage) -> None:
    for month in demo("archives/index.html").select("h3"):
        prefix = month.a["href"].removeprefix(f"{SITE}/")
        articles = month.find_next_sibling("ul").select("a")
        assert articles
        assert all(prefix in link["href"] for link in articles)


def test_article_has_its_date(demo: ReadPage) -> None:
    item = demo("2023/11/index.html").select_one(".archive-list li")
    assert item.time.text == "1er novembre 2023"
    assert item.time["datetime"] == "2023-11-01T08:00:00+01:00"
    assert item.a.text == "Une vidéo sans affiche"


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("archives/index.html", "Archives"),
        ("2024/index.html", "Archives\xa0: 2024"),
        ("2024/12/index.html", "Archives\xa0: décembre 2024"),
    ],
)
def test_heading_names_the_period(demo: ReadPage, path: str, heading: str) -> None:
    assert demo(path).h1.text.strip() == heading
    assert demo(path).title.text.strip() == f"{heading} – Démonstration"


def test_period_leads_back_to_all_archives(demo: ReadPage) -> None:
    links = [link["href"] for link in demo("2024/06/index.html").select("main p > a")]
    assert links == [f"{SITE}/archives/"]


MANY: dict[str, Any] = {
    "THEME": str(ROOT / "theme"),
    "PLUGINS": ["localization"],
    "DEFAULT_LANG": "fr",
    "YEAR_ARCHIVE_URL": "{date:%Y}/",
    "YEAR_ARCHIVE_SAVE_AS": "{date:%Y}/index.html",
    "MONTH_ARCHIVE_URL": "{date:%Y}/{date:%m}/",
    "MONTH_ARCHIVE_SAVE_AS": "{date:%Y}/{date:%m}/index.html",
    "ARCHIVES_URL": "archives/",
    "ARCHIVES_SAVE_AS": "archives/index.html",
    "DIRECT_TEMPLATES": ["archives"],
}
MOST = 5
LIST = (ROOT / "theme/templates/macros/archive_list.html").read_text(encoding="utf-8")
BARE = {
    "macros/archive_list.html": LIST.replace("{% set most = 500 %}", f"{{% set most = {MOST} %}}"),
    "base.html": "<title>{% block title %}{% endblock %}</title>{% block main %}{% endblock %}",
    **dict.fromkeys(("article.html", "category.html", "tag.html", "author.html"), ""),
}


@pytest.fixture
def build_many(build_site: BuildSite, save_file: Callable[[str, str], Path]) -> Callable[..., ReadPage]:
    """A function that builds archives of so many articles a month, and returns what reads their pages."""

    def build(months: dict[str, int], **settings: Any) -> ReadPage:
        for month, count in months.items():
            for number in range(count):
                header = f"Title: A{number}\nDate: {month}-{number % 28 + 1:02}\nSlug: {month}-{number}"
                save_file(f"{month}/{number}.md", f"{header}\n\nWords.\n")
        output = build_site(BARE, **{**MANY, **settings})
        return lambda name: BeautifulSoup((output / name).read_text(encoding="utf-8"), "html.parser")

    return build


def list_periods(page: BeautifulSoup) -> list[tuple[str, str, str]]:
    """The words, the address and the number of each period that a page leads to instead of its articles."""
    items = page.select(".term-list li")
    return [(item.a.text, item.a["href"], item.select_one(".term-list-count").text) for item in items]


def test_500_are_not_too_many() -> None:
    assert LIST.count("{% set most = 500 %}") == 1


def test_too_many_are_split_by_year(build_many: Callable[..., ReadPage]) -> None:
    read = build_many({"2014-12": 1, "2015-01": MOST - 2, "2015-06": 2})
    page = read("archives/index.html")
    assert list_periods(page) == [("2015", "/2015/", f"{MOST} articles"), ("2014", "/2014/", "Un article")]
    assert not list_articles(page)
    assert len(list_articles(read("2015/index.html"))) == MOST
    assert len(list_articles(read("2014/index.html"))) == 1


def test_as_many_as_there_may_be_are_on_one_page(build_many: Callable[..., ReadPage]) -> None:
    page = build_many({"2014-12": 1, "2015-01": MOST - 1})("archives/index.html")
    assert len(list_articles(page)) == MOST
    assert not list_periods(page)


def test_too_many_of_a_year_are_split_by_month(build_many: Callable[..., ReadPage]) -> None:
    read = build_many({"2014-12": 1, "2015-01": 1, "2015-06": MOST + 1})
    months = [("juin 2015", "/2015/06/", f"{MOST + 1} articles"), ("janvier 2015", "/2015/01/", "Un article")]
    page = read("2015/index.html")
    assert list_periods(page) == months
    assert not list_articles(page)
    assert page.h1.text == "Archives\xa0: 2015"
    assert len(list_articles(read("2015/06/index.html"))) == MOST + 1


def test_where_all_are_of_one_year_the_archives_are_split_by_month(
    build_many: Callable[..., ReadPage],
) -> None:
    page = build_many({"2015-01": 1, "2015-06": MOST})("archives/index.html")
    assert [words for words, _, _ in list_periods(page)] == ["juin 2015", "janvier 2015"]


@pytest.mark.parametrize("period", ["YEAR", "MONTH"])
def test_nothing_leads_to_a_page_that_the_site_has_not(
    build_many: Callable[..., ReadPage], period: str
) -> None:
    months = {"2014-12": 1, "2015-01": 1, "2015-06": MOST}
    read = build_many(months, **{f"{period}_ARCHIVE_SAVE_AS": ""})
    page = read("archives/index.html" if period == "YEAR" else "2015/index.html")
    assert not list_periods(page)
    assert len(list_articles(page)) == (MOST + 2 if period == "YEAR" else MOST + 1)
