"""The comments below an article, as a whole: heading, nesting, mentions, states."""

from collections.abc import Callable

from bs4 import BeautifulSoup

ReadPage = Callable[[str], BeautifulSoup]

LONG = "2025/03/20/une-longue-discussion/index.html"
NONE = "2023/02/05/un-premier-texte/index.html"
ONE = "2025/05/12/une-tarte-en-deux-langues/index.html"


def test_lists_hold_nothing_but_items_with_one_comment_each(demo: ReadPage) -> None:
    lists = demo(LONG).select("ol.comment-list")
    assert {child.name for ol in lists for child in ol.find_all(recursive=False)} == {"li"}
    items = [item for ol in lists for item in ol.find_all("li", recursive=False)]
    assert all(len(item.find_all("article", recursive=False)) == 1 for item in items)
    assert all(len(item.find_all("ol", recursive=False)) <= 1 for item in items)


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
