"""A comment from the form to the page, as a newcomer to the dev server sees it."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from tests.command.devserver.processes import DevServer, wait_until

ARTICLE = "/2024/06/30/un-film-de-ce-site/"
SLUG = "un-film-de-ce-site"
ROOT = Path(__file__).parents[2]
SETTINGS = f"""\
import os, runpy
os.environ["DEMO_SITEURL"] = ""
globals().update(runpy.run_path({str(ROOT / "tests/demo/democonf.py")!r}))
PATH = "content"
"""
READING = 3500
"""Milliseconds after which the server believes that a person wrote it."""

REFUSAL = "the server responded with a status of 4"

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def devserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DevServer]:
    """The dev server of a copy of the demo site."""
    folder = tmp_path_factory.mktemp("newcomer")
    shutil.copytree(ROOT / "tests/demo/content", folder / "content")
    (folder / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
    server = DevServer(folder)
    try:
        yield server
    finally:
        server.end()


@pytest.fixture
def siteurl(devserver: DevServer) -> str:
    """The address that it prints."""
    assert "Un film de ce site" in devserver.read(ARTICLE)[1]
    return next(line for line in devserver.said.splitlines() if "shows it" in line).split()[0].rstrip("/")


def write_comment(page: Page, name: str, message: str) -> None:
    page.get_by_label("Nom").fill(name)
    page.get_by_role("textbox", name="Commentaire").fill(message)


def test_comment_goes_from_the_form_through_a_refusal_into_the_thread(
    open_page: OpenPage, devserver: DevServer, siteurl: str
) -> None:
    """With and without scripts at once, so as to wait only once until the server believes in a person."""
    message = "\nC’était l’été 🍰\n\n*Vraiment* : « oui » 👩‍🍳 </textarea> & fin"
    pages = {
        name: open_page(siteurl + ARTICLE, scripts=scripts, errors_allowed=REFUSAL)
        for name, scripts in (("Zoë <b> avec", True), ("Zoë <b> sans", False))
    }
    for name, page in pages.items():
        parent = page.locator("article.comment").first
        parent.get_by_role("radio").check()
        parent.get_by_role("link", name="Écrire la réponse").click()
        typed = f"{message} zoe@example.org"
        write_comment(page, name, typed)
        page.get_by_role("button", name="Envoyer le commentaire").click()
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_have_text("Votre commentaire n’a pas été envoyé")
        expect(page.get_by_label("Nom")).to_have_value(name)
        expect(page.get_by_role("textbox", name="Commentaire")).to_have_value(typed)
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        page.get_by_role("textbox", name="Commentaire").fill(message)

    page.wait_for_timeout(READING)
    for page in pages.values():
        page.get_by_role("button", name="Envoyer le commentaire").click()
        expect(page).to_have_url(f"{siteurl}/merci/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Merci")
        page.goto(siteurl + ARTICLE)
        expect(page.get_by_text("Zoë")).to_have_count(0)

    waiting = {path.stem: path for path in (devserver.folder / "inbox" / SLUG).glob("*.md")}
    texts = {path.stem: path.read_text(encoding="utf-8") for path in waiting.values()}
    assert sorted(re.findall(r"^author: (.+)$", "\n".join(texts.values()), re.MULTILINE)) == sorted(pages)
    assert all(message.strip() in text and "replyto: " in text for text in texts.values())
    for comment_id, path in waiting.items():
        approve = [Path(sys.executable).with_name("pelican-comments"), "approve", f"{SLUG}/{comment_id}"]
        subprocess.run(approve, cwd=devserver.folder, check=True, capture_output=True)
        assert not path.exists()
    for comment_id, text in texts.items():
        anchor = f"comment-{comment_id}"
        wait_until(lambda: f'id="{anchor}"' in devserver.read(ARTICLE)[1], f"#{anchor} in the page")  # noqa: B023
        (page,) = (page for name, page in pages.items() if f"author: {name}\n" in text)
        with suppress(Error):  # a page with scripts may be reloading itself just now, which ends in the same
            page.reload()
        (parent_id,) = re.findall(r"^replyto: (.+)$", text, re.MULTILINE)
        nested = page.locator(f"li:has(> #comment-{parent_id}) > ol > li > #{anchor}")
        expect(nested).to_be_visible()
        expect(nested.get_by_role("heading")).to_contain_text("Zoë")
        expect(nested.locator("em")).to_have_text("Vraiment")
        for words in ("C’était l’été 🍰", "👩‍🍳"):
            expect(nested).to_contain_text(words)
