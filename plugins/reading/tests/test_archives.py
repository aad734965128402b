"""Lists of articles by period, tag, category and author: Pelican's own, found without a search."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pelican.contents import Article
from pelican.plugins import signals
from pelican.plugins.reading.archives import Members, group_quickly

BuildSite = Callable[..., Path]

SLUGS = "{%% for article in %s %%}{{ article.slug }} {%% endfor %%}"
LIST = f"{SLUGS % 'articles'}/{SLUGS % 'dates'}"
THEME = {f"{name}.html": LIST for name in ("tag", "category", "author", "period_archives", "archives")}
PLACES = {f"{name.upper()}_SAVE_AS": f"{name}/{{slug}}/index.html" for name in ("tag", "category", "author")}
PERIODS = {"YEAR": "{date:%Y}", "MONTH": "{date:%Y}/{date:%m}", "DAY": "{date:%Y}/{date:%m}/{date:%d}"}
SETTINGS: dict[str, Any] = {
    **PLACES,
    **{f"{name}_ARCHIVE_SAVE_AS": f"{place}/index.html" for name, place in PERIODS.items()},
    "ARTICLE_ORDER_BY": "title",
}


def read_lists(output: Path) -> dict[str, str]:
    """What the lists print, by their files."""
    folders = (output / name for name in ("tag", "category", "author", "2014", "2015"))
    paths = (path for folder in folders for path in folder.rglob("index.html"))
    return {path.relative_to(output).as_posix(): path.read_text() for path in paths}


def test_lists_are_pelicans_and_no_article_is_compared_with_another(
    build_site: BuildSite, save_file: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(24):  # in another order by title than by date, with tags and authors that overlap
        tags = ", ".join(f"t{tag}" for tag in (2, 3, 5) if number % tag == 0) or "t7"
        date = f"{2014 + number % 2}-{1 + number % 3:02}-{1 + number % 5:02}"
        header = f"Title: {number * 7 % 24:02}\nSlug: article-{number}\nDate: {date}\nTags: {tags}"
        people = f"Category: c{number % 4}\nAuthors: a{number % 2}; a{number % 3}"
        save_file(f"{number}.md", f"{header}\n{people}\n\nWords.\n")
    expected = read_lists(build_site(THEME, **SETTINGS, PLUGINS=[]))

    def refuse(_article: Article, _other: object) -> bool:
        pytest.fail("an article was looked for in a list, from its beginning")

    def forbid_comparing(_generator: object) -> None:  # Pelican has found the translations by now
        monkeypatch.setattr(Article, "__eq__", refuse)

    with signals.article_generator_pretaxonomy.connected_to(forbid_comparing):
        assert read_lists(build_site(THEME, **SETTINGS, PLUGINS=["reading"])) == expected
    assert len(expected) == 4 + 4 + 3 + 2 + 6 + 24  # tags, categories, authors; years, months, days
    by_title, by_date = expected["2015/02/index.html"].split("/")
    assert by_title != by_date


def test_members_are_known_and_what_is_not_among_the_articles_is_left_out() -> None:
    first, second = Article("", {"title": "A"}), Article("", {"title": "B"})
    members = Members([first])
    assert (first in members, second in members) == (True, False)
    members.append(second)
    assert second in members
    build = group_quickly(lambda dates, _articles, _settings: {"year": [{"dates": dates}]})
    assert build([second, first], [first], {})["year"][0]["articles"] == [first]
