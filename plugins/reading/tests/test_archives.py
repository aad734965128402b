"""Lists of articles by period, tag, category and author: Pelican's own, found without a search."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pelican.contents import Article
from pelican.plugins import signals
from pelican.plugins.reading.archives import Members, group_quickly

BuildSite = Callable[..., Path]
SaveFile = Callable[[str, str], None]

SLUGS = "{%% for article in %s %%}{{ article.slug }} {%% endfor %%}"
LIST = f"{SLUGS % 'articles'}/{SLUGS % 'dates'}"
THEME = {f"{name}.html": LIST for name in ("tag", "category", "author", "period_archives", "archives")}
PLACES = {"TAG": "tag/{slug}", "CATEGORY": "category/{slug}", "AUTHOR": "author/{slug}"}
PERIODS = {"YEAR": "{date:%Y}", "MONTH": "{date:%Y}/{date:%m}", "DAY": "{date:%Y}/{date:%m}/{date:%d}"}
SETTINGS: dict[str, Any] = {
    **{f"{name}_SAVE_AS": f"{place}/index.html" for name, place in PLACES.items()},
    **{f"{name}_ARCHIVE_SAVE_AS": f"{place}/index.html" for name, place in PERIODS.items()},
    "ARTICLE_ORDER_BY": "title",
}


def save_articles(save_file: SaveFile) -> None:
    """Articles whose order by title is none by date, with tags and authors that overlap."""
    for number in range(24):
        lines = (
            f"Title: {number * 7 % 24:02}",
            f"Slug: article-{number}",
            f"Date: {2014 + number % 2}-{1 + number % 3:02}-{1 + number % 5:02}",
            f"Tags: {', '.join(f't{tag}' for tag in (2, 3, 5) if number % tag == 0) or 't7'}",
            f"Category: c{number % 4}",
            f"Authors: a{number % 2}; a{number % 3}",
        )
        save_file(f"{number}.md", "\n".join([*lines, "", "Words.", ""]))


def read_lists(output: Path) -> dict[str, str]:
    """What the lists print, by their files."""
    return {
        path.relative_to(output).as_posix(): path.read_text()
        for folder in ("tag", "category", "author", "201[45]")
        for path in output.glob(f"{folder}/**/index.html")
    }


def test_lists_are_pelicans_and_no_article_is_compared_with_another(
    build_site: BuildSite, save_file: SaveFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_articles(save_file)
    expected = read_lists(build_site(THEME, **SETTINGS, PLUGINS=[]))

    def refuse(_article: Article, _other: object) -> bool:
        pytest.fail("an article was looked for in a list, from its beginning")

    def forbid_comparing(_generator: object) -> None:  # Pelican has found the translations by now
        monkeypatch.setattr(Article, "__eq__", refuse)

    with signals.article_generator_pretaxonomy.connected_to(forbid_comparing):
        found = read_lists(build_site(THEME, **SETTINGS, PLUGINS=["reading"]))
    assert found == expected
    assert len(expected) == 4 + 4 + 3 + 2 + 6 + 24  # tags, categories, authors; years, months, days
    assert (
        expected["2015/02/index.html"].partition("/")[0] != expected["2015/02/index.html"].partition("/")[2]
    )


def test_members_that_were_added_later_are_known() -> None:
    first, second = Article("", {"title": "A"}), Article("", {"title": "B"})
    members = Members([first])
    assert first in members
    assert second not in members
    members.append(second)
    assert second in members


def test_what_is_in_a_period_but_not_among_the_articles_is_left_out() -> None:
    first, second = Article("", {"title": "A"}), Article("", {"title": "B"})
    build = group_quickly(lambda dates, _articles, _settings: {"year": [{"dates": dates}]})
    assert build([second, first], [first], {})["year"][0]["articles"] == [first]
