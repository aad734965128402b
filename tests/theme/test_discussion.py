"""The comments below an article, as a whole: heading, nesting, mentions, states."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]

LONG = "2025/03/20/une-longue-discussion/index.html"
CLOSED = "2025/03/21/une-discussion-close/index.html"
HIDDEN = "2025/04/02/une-discussion-masquee/index.html"
NONE = "2023/02/05/un-premier-texte/index.html"
FILM = "2024/06/30/un-film-de-ce-site/index.html"
ONE = "2025/05/12/une-tarte-en-deux-langues/index.html"


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        (LONG, "16 réflexions sur “Une longue discussion”"),
        (CLOSED, "2 réflexions sur “Une discussion close”"),
        (FILM, "3 réflexions sur “Un film de ce site”"),
        (ONE, "Une réflexion sur “Une tarte en deux langues”"),
        (NONE, "Aucune réflexion sur “Un premier texte”"),
    ],
)
def test_heading_counts_comments_and_names_the_article(demo: ReadPage, path: str, heading: str) -> None:
    section = demo(path).select_one("section.comments")
    assert section.h2.text == heading
    assert section["aria-labelledby"] == section.h2["id"] == "comments"


def test_count_has_the_lost_ones_and_neither_the_removed_nor_the_mentions(demo: ReadPage) -> None:
    page = demo(LONG)
    shown = len(page.select('.comment[data-status="published"], .comment[data-status="lost"]'))
    assert page.select_one(".comments-title").text.startswith(f"{shown} ")


def test_replies_are_nested_lists_five_deep_at_most(demo: ReadPage) -> None:
    depths = {
        comment["id"]: len(comment.find_parents("ol", class_="comment-list"))
        for comment in demo(LONG).select(".comment")
    }
    chain = [depths[f"comment-{number}"] for number in range(101, 109)]
    assert chain == [1, 2, 3, 4, 5, 5, 5, 5]
    assert max(depths.values()) == 5


def test_lists_hold_nothing_but_items_with_one_comment_each(demo: ReadPage) -> None:
    lists = demo(LONG).select("ol.comment-list")
    assert {child.name for ol in lists for child in ol.find_all(recursive=False)} == {"li"}
    items = [item for ol in lists for item in ol.find_all("li", recursive=False)]
    assert all(len(item.find_all("article", recursive=False)) == 1 for item in items)
    assert all(len(item.find_all("ol", recursive=False)) <= 1 for item in items)


def test_comments_of_one_level_are_in_the_order_of_their_dates(demo: ReadPage) -> None:
    top = demo(LONG).select_one("ol.comment-list").find_all("li", recursive=False)
    assert [item.article["id"].removeprefix("comment-") for item in top] == [
        "120",  # undated
        "101",
        "130",
        "140",
        "gh-57",
    ]


def test_mentions_are_listed_apart(demo: ReadPage) -> None:
    mentions = demo(LONG).select_one("ul.comments-mentions")
    assert mentions.find_previous("h3").text == "Ailleurs sur le web"
    assert [(link.text, link["href"]) for link in mentions.select("li#comment-200 > a")] == [
        ("Un site ami", "https://ami.example.org/un-billet/")
    ]


def test_closed_thread_is_read_and_says_so_and_has_no_form(demo: ReadPage) -> None:
    page = demo(CLOSED)
    assert [name.text for name in page.select(".comment-author")] == ["Mathilde", "Norbert"]
    assert page.select_one(".comments-closed").text == "Les commentaires sont fermés."
    assert not page.select("form, .comment-reply, input")


def test_hidden_thread_leaves_no_trace(demo: ReadPage) -> None:
    page = demo(HIDDEN)
    assert not page.select(".comments, .comment, form")
    assert "Odile" not in page.text


def test_article_without_comments_has_a_form_and_no_list(demo: ReadPage) -> None:
    assert demo(NONE).select("form#answer")
    assert not demo(NONE).select(".comment-list, .comments-feed")


def test_thread_leads_to_its_feed(demo: ReadPage) -> None:
    link = demo(LONG).select_one(".comments-feed > a")
    assert link["href"] == "https://demo.example.org/feeds/comments/une-longue-discussion.atom.xml"


def test_translation_shows_the_thread_in_its_own_words(demo: ReadPage) -> None:
    page = demo(f"en/{ONE}")
    assert page.select_one(".comment-author").text == "Pia"
    assert page.select_one(".comment-date time").text == "June 1, 2025 at 10:00\u202fAM"
    assert page.select_one("#answer-title").text == "Leave a comment"
    assert demo(ONE).select_one(".comment-date time").text == "1er juin 2025 à 10:00"
