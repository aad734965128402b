"""One comment: who, when, in reply to whom, what; and what is left of one that is gone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from pelican.plugins.comments import links

ReadPage = Callable[[str], BeautifulSoup]

LONG = "2025/03/20/une-longue-discussion/index.html"
FILM = "2024/06/30/un-film-de-ce-site/index.html"


@pytest.fixture
def find_comment(demo: ReadPage) -> Callable[[str], Tag]:
    """A function that returns a comment of the long thread by its id."""
    return lambda number: demo(LONG).select_one(f"article#comment-{number}")


FindComment = Callable[[str], Tag]


def test_links_below_a_comment_say_whom_they_are_about(find_comment: FindComment) -> None:
    links = {
        " ".join(link.text.split()): link["href"] for link in find_comment("101").select(".comment-actions a")
    }
    assert links["Répondre par courriel à Amina"].startswith("mailto:commentaires@example.org?subject=")
    assert links["Signaler le commentaire signé Amina"].startswith("mailto:commentaires@example.org?subject=")


def test_comment_of_a_site_with_a_repository_is_reported_by_an_issue(demo_project: ReadPage) -> None:
    page = demo_project(FILM)
    assert len(page.select(".comment-report a")) == 2  # the third is lost
    link = page.select_one("#comment-1 .comment-report a")
    assert link["href"].startswith("https://github.com/example/blog/issues/new?title=Signaler")
    assert link["href"].endswith("un-film-de-ce-site%2F%23comment-1%0D%0A%0D%0A")


def test_where_there_is_no_way_to_report_no_link_is_made(
    build_page: Callable[..., BeautifulSoup],
    save_post: Callable[..., None],
    save_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(links, "build_report_link", lambda *_: pytest.fail("for nothing"))
    save_post("post.md", "Post")
    save_file("comments/post/1.md", "author: Nora\n\nWords.\n")
    article = {"article.html": "{% include 'comments/discussion.html' %}"}
    settings = {"PLUGINS": ["comments"], "COMMENTS": {"endpoint": "/comments"}}
    page = build_page("post.html", article, **settings)
    assert page.select("#comment-1 .comment-actions")
    assert not page.select(".comment-report")


def test_date_is_the_link_to_the_comment_itself(find_comment: FindComment) -> None:
    link = find_comment("101").select_one(".comment-date > a")
    assert link["href"] == "#comment-101"
    assert link.time["datetime"] == "2025-03-20T10:00:00+01:00"
    assert link.time.text == "20 mars 2025 à 10:00"


def test_undated_comment_still_has_its_link(find_comment: FindComment) -> None:
    link = find_comment("121").select_one(".comment-date > a")
    assert (link.text.strip(), link["href"]) == ("Lien permanent", "#comment-121")
    assert not find_comment("121").select("time")


def test_name_that_reads_from_right_to_left_is_isolated(find_comment: FindComment) -> None:
    comment = find_comment("130")
    assert comment.select_one("bdi.comment-author").text == "ליאור"
    assert comment.select_one(".comment-body")["dir"] == "auto"
    assert find_comment("131").select_one(".comment-parent bdi").text == "ליאור"


def test_text_of_a_comment_is_typeset_in_french(find_comment: FindComment) -> None:
    text = find_comment("101").select_one(".comment-body").text
    assert text == (
        "Ceci est un commentaire de démonstration, le premier d’une longue suite\xa0: "
        "que va-t-il se passer\u202f?"
    )
