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


def test_comment_is_named_by_its_heading(demo: ReadPage) -> None:
    for comment in demo(LONG).select("article.comment"):
        heading = comment.find(id=comment["aria-labelledby"])
        assert heading.name == "h3"
        assert heading.text.strip()


def test_name_leads_to_the_website_and_lends_it_no_weight(find_comment: FindComment) -> None:
    link = find_comment("101").select_one(".comment-author > a")
    assert (link.text, link["href"]) == ("Amina", "https://amina.example.org/")
    assert set(link["rel"]) >= {"ugc", "nofollow"}


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


@pytest.mark.parametrize(
    ("number", "parent", "words"),
    [
        ("102", "101", "en réponse à Amina"),
        ("108", "107", "en réponse à Firmin"),
        ("111", "110", "en réponse à un commentaire supprimé"),
        ("121", "120", "en réponse à un commentaire perdu"),
        ("131", "130", "en réponse à ליאור"),
        ("m-0a1b2c", "101", "en réponse à Amina"),
    ],
)
def test_reply_says_and_links_whom_it_answers(
    find_comment: FindComment, number: str, parent: str, words: str
) -> None:
    answer = find_comment(number).select_one(".comment-parent")
    assert answer.text == words
    assert answer.a["href"] == f"#comment-{parent}"
    assert find_comment(parent)


def test_comment_of_its_own_answers_nobody(find_comment: FindComment) -> None:
    assert not find_comment("101").select(".comment-parent")


def test_author_of_the_article_is_told_apart_in_words(demo: ReadPage, find_comment: FindComment) -> None:
    assert find_comment("102")["data-role"] == "author"
    assert find_comment("102").select_one(".comment-role").text == "A écrit cet article"
    assert len(demo(LONG).select("[data-role], .comment-role")) == 2


def test_name_that_reads_from_right_to_left_is_isolated(find_comment: FindComment) -> None:
    comment = find_comment("130")
    assert comment.select_one("bdi.comment-author").text == "ליאור"
    assert comment.select_one(".comment-body")["dir"] == "auto"
    assert find_comment("131").select_one(".comment-parent bdi").text == "ליאור"


@pytest.mark.parametrize(
    ("number", "title", "notice"),
    [
        ("110", "Commentaire supprimé", "Ce commentaire a été supprimé."),
        ("120", "Commentaire perdu", "Ce commentaire n’a pas été conservé."),
    ],
)
def test_comment_that_is_gone_leaves_a_notice_and_nothing_else(
    find_comment: FindComment, number: str, title: str, notice: str
) -> None:
    comment = find_comment(number)
    assert comment.h3.next_element.strip() == title
    assert comment.select_one(".comment-notice").text == notice
    assert not comment.select(".comment-author, .comment-body, .comment-reply, time")


def test_removed_comment_without_replies_is_not_shown(find_comment: FindComment) -> None:
    assert find_comment("112") is None


def test_html_of_a_visitor_is_shown_as_text(find_comment: FindComment) -> None:
    comment = find_comment("gh-57")
    assert comment.select_one(".comment-author").text == "Karim & <Lou>"
    assert "<b>ceci n’est pas gras</b>" in comment.select_one(".comment-body").text
    assert not comment.select(".comment-body b")


def test_html_file_keeps_its_harmless_elements(find_comment: FindComment) -> None:
    body = find_comment("m-0a1b2c").select_one(".comment-body")
    assert body.select_one("p > em").text == "en HTML"
    assert body.select("blockquote > p")
    assert set(body.a["rel"]) >= {"ugc", "nofollow"}


def test_text_of_a_comment_is_typeset_in_french(find_comment: FindComment) -> None:
    text = find_comment("101").select_one(".comment-body").text
    assert text == (
        "Ceci est un commentaire de démonstration, le premier d’une longue suite\xa0: "
        "que va-t-il se passer\u202f?"
    )


def test_living_comment_is_answered_through_the_form(demo: ReadPage) -> None:
    page = demo(LONG)
    for comment in page.select('.comment[data-status="published"]'):
        choice = comment.select_one(".comment-reply input")
        assert choice["type"] == "radio"
        assert choice["name"] == "parent"
        assert page.find("form", id=choice["form"])
        assert f"comment-{choice['value']}" == comment["id"]
        name = comment.select_one(".comment-author").text.strip()
        assert comment.select_one("label").text.strip() == f"Répondre à {name}"
        assert page.select_one(comment.select_one(".comment-reply-link")["href"])
