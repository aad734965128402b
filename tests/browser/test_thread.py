"""The thread as a screen reader tells it and a keyboard walks it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

ARTICLE = "/2024/06/30/un-film-de-ce-site/"

OpenPage = Callable[..., Page]


@pytest.fixture
def page(open_page: OpenPage, demo_preview: str) -> Page:
    return open_page(demo_preview + ARTICLE)


def test_each_comment_is_an_article_whose_name_says_who_answers_whom(page: Page) -> None:
    thread = page.get_by_role("region", name="3 réflexions sur “Un film de ce site”")
    for name in ("Anonyme", "Dominique en réponse à Anonyme", "Commentaire perdu"):
        expect(thread.get_by_role("article", name=name, exact=True)).to_have_count(1)
        expect(thread.get_by_role("heading", level=3, name=name, exact=True)).to_have_count(1)


def test_thread_is_a_list_in_a_list(page: Page) -> None:
    thread = page.get_by_role("region", name="3 réflexions")
    replies = thread.get_by_role("listitem").filter(has=page.locator("#comment-1")).get_by_role("list")
    expect(replies.get_by_role("article")).to_have_attribute("id", "comment-2")


def test_radio_says_whom_it_answers(page: Page) -> None:
    thread = page.get_by_role("region", name="3 réflexions")
    expect(thread.get_by_role("radio", name="Répondre à Anonyme", exact=True)).to_have_count(1)


def test_reply_is_written_by_keyboard_alone(page: Page) -> None:
    """From the form up to the comment: the radio buttons are one group, which the arrow keys walk."""
    page.get_by_label("Nom").focus()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("À personne")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Répondre à Anonyme")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Écrire la réponse")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Zoé")
    page.keyboard.press("Tab")
    page.keyboard.type("Merci.")
    page.context.route("**/commentaires", lambda route: route.fulfill(status=204))
    with page.expect_request("**/commentaires") as sent:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.localName") == "a":  # the link to the privacy page
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    assert "parent=1" in (sent.value.post_data or "")


def test_robot_s_field_is_out_of_the_way_of_people(page: Page) -> None:
    expect(page.locator('[name="website"]')).to_have_count(1)
    expect(page.locator('[name="website"]')).to_be_hidden()
    expect(page.get_by_role("textbox")).to_have_count(2)
