"""The form of the published site, and the address on GitHub that it leads to."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Request, Route

ARTICLE = "2024/06/30/un-film-de-ce-site"
LONG_TEXT = "2025/01/10/tout-ce-que-le-texte-permet"
SITE = "https://example.org/repo"
NEW_ISSUE = "https://github.com/example/blog/issues/new"
MAX_ADDRESS = 8191
"""Bytes that GitHub takes (github/docs#5136)."""

OpenPage = Callable[..., Page]
Send = Callable[[str, str], str]


@pytest.fixture
def page(open_page: OpenPage, demo_project_path: Path, *, scripts: bool) -> Page:
    """The published article at its own address."""
    return open_page(f"{SITE}/{ARTICLE}/", scripts=scripts, site=(demo_project_path, SITE))


@pytest.fixture
def send(page: Page) -> Send:
    """A function that fills in the form with a name and a text, and returns the address it leads to."""
    asked: list[str] = []

    def answer(route: Route, request: Request) -> None:
        asked.append(request.url)
        route.fulfill(body="<title>New issue</title>", content_type="text/html")

    page.context.route("https://github.com/**", answer)

    def fill_in(name: str, text: str) -> str:
        page.get_by_label("Nom").fill(name)
        page.locator("textarea").fill(text)
        page.get_by_role("button", name="Continuer sur GitHub").click()
        page.wait_for_url("https://github.com/**")
        return asked.pop()

    return fill_in


def test_form_fills_in_an_issue_and_a_reply_names_its_parent(page: Page, send: Send) -> None:
    """Without the fields that trap robots, which are for the inbox server."""
    sent = send("Jérôme", "Ça me parle : à 100 % & plus !\n\nMerci 🙂")
    assert sent == (
        f"{NEW_ISSUE}?template=commentaire.yml&post=un-film-de-ce-site&parent=&name=J%C3%A9r%C3%B4me"
        "&message=%C3%87a+me+parle+%3A+%C3%A0+100+%25+%26+plus+%21%0D%0A%0D%0AMerci+%F0%9F%99%82"
    )
    page.goto(f"{SITE}/{ARTICLE}/")
    page.get_by_label("Répondre à Anonyme").check()
    assert send("Zoé", "D’accord.") == (
        f"{NEW_ISSUE}?parent=1&template=commentaire.yml&post=un-film-de-ce-site"
        "&name=Zo%C3%A9&message=D%E2%80%99accord."
    )


def test_longest_text_fits_the_address_of_a_visitor_who_has_to_log_in(page: Page, send: Send) -> None:
    """GitHub redirects them to /login?return_to=…, which encodes the address again."""
    limit = int(page.locator("textarea").get_attribute("maxlength") or 0)
    page.goto(f"{SITE}/{LONG_TEXT}/")
    text = (page.locator(".article-body").inner_text() * 3)[:limit]
    assert len(text) == limit == 2500
    page.goto(f"{SITE}/{ARTICLE}/")
    login = "https://github.com/login?return_to=" + quote(send("é" * 80, text), safe="")
    assert 5000 < len(login) <= MAX_ADDRESS
