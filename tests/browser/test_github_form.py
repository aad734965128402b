"""The form of the published site, sent to a server on this machine that stands for GitHub."""

import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import Request as HttpRequest
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, Request, Route

from tests.browser.published import serve_published

ARTICLE = "2024/06/30/un-film-de-ce-site"
LONG_TEXT = "2025/01/10/tout-ce-que-le-texte-permet"
SITE = "https://example.org/repo"
NEW_ISSUE = "https://github.com/example/blog/issues/new"
MAX_ADDRESS = 8191
"""Bytes that GitHub takes (github/docs#5136)."""

OpenPage = Callable[..., Page]


class GitHubStandIn(http.server.BaseHTTPRequestHandler):
    """Keeps the path and query of every request as they arrive."""

    asked: list[str]

    def do_GET(self) -> None:
        """Answer with a page, as GitHub does with its form."""
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<title>New issue</title>")

    def log_message(self, *_arguments: object) -> None:
        """Keep the tests' output readable."""


@pytest.fixture
def github() -> Iterator[tuple[str, list[str]]]:
    """The address of the server that stands for GitHub, and what it was asked for."""
    asked: list[str] = []
    handler = type("Handler", (GitHubStandIn,), {"asked": asked})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


@pytest.fixture
def published(
    open_page: OpenPage, demo_project_path: Path, github: tuple[str, list[str]], *, scripts: bool
) -> tuple[Page, list[str]]:
    """The published article at its own address, and what its form asks of GitHub."""
    page = open_page("about:blank", scripts=scripts)
    address, asked = github

    def answer(route: Route, request: Request) -> None:
        response = urlopen(HttpRequest(address + request.url.removeprefix("https://github.com")))  # noqa: S310
        route.fulfill(body=response.read(), content_type="text/html")

    serve_published(page.context, demo_project_path, SITE)
    page.context.route("https://github.com/**", answer)
    page.goto(f"{SITE}/{ARTICLE}/")
    return page, asked


def send(page: Page, name: str, message: str) -> None:
    page.get_by_label("Nom").fill(name)
    page.locator("textarea").fill(message)
    page.get_by_role("button", name="Continuer sur GitHub").click()
    page.wait_for_url("https://github.com/**")


def test_comment_of_its_own_prefills_an_issue(published: tuple[Page, list[str]]) -> None:
    page, asked = published
    send(page, "Jérôme", "Ça me parle : à 100 % & plus !\n\nMerci 🙂")
    assert asked == [
        (
            "/example/blog/issues/new?template=commentaire.yml&post=un-film-de-ce-site&parent="
            "&name=J%C3%A9r%C3%B4me"
            "&message=%C3%87a+me+parle+%3A+%C3%A0+100+%25+%26+plus+%21%0D%0A%0D%0AMerci+%F0%9F%99%82"
        )
    ]


def test_reply_names_the_comment_that_it_answers(published: tuple[Page, list[str]]) -> None:
    page, asked = published
    page.get_by_label("Répondre à Anonyme").check()
    send(page, "Zoé", "D’accord.")
    assert asked == [
        (
            "/example/blog/issues/new?parent=1&template=commentaire.yml&post=un-film-de-ce-site"
            "&name=Zo%C3%A9&message=D%E2%80%99accord."
        )
    ]


def test_longest_text_fits_the_address_of_a_visitor_who_has_to_log_in(
    published: tuple[Page, list[str]],
) -> None:
    """GitHub sends who is logged out through /login?return_to=…, which encodes the address once more."""
    page, asked = published
    page.goto(f"{SITE}/{LONG_TEXT}/")
    words = page.locator(".article-body").inner_text()
    page.goto(f"{SITE}/{ARTICLE}/")
    limit = int(page.locator("textarea").get_attribute("maxlength") or 0)
    text = (words * 3)[:limit]
    assert len(text) == limit == 2500
    send(page, "é" * 80, text)
    (query,) = asked
    login = "https://github.com/login?return_to=" + quote(f"https://github.com{query}", safe="")
    assert 5000 < len(login.encode()) <= MAX_ADDRESS


def test_nothing_but_the_form_s_fields_is_sent(published: tuple[Page, list[str]]) -> None:
    """The traps for robots are for the inbox server alone."""
    page, _ = published
    fields: list[Any] = page.locator('[form="answer"], #answer [name]').all()
    names = {field.get_attribute("name") for field in fields}
    assert names == {"template", "post", "parent", "name", "message"}
