"""A comment from the form to the page, as a newcomer to `make devserver` sees it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

ARTICLE = "/2024/06/30/un-film-de-ce-site/"
SLUG = "un-film-de-ce-site"
ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
PATIENCE = 60.0
"""Seconds that a build may take on a slow machine."""
SETTINGS = f"""\
import os, runpy
os.environ["DEMO_SITEURL"] = ""
globals().update(runpy.run_path({str(ROOT / "tests/demo/democonf.py")!r}))
PATH = "content"
"""
READING = 3500
"""Milliseconds after which the server believes that a person wrote it."""

OpenPage = Callable[..., Page]


def wait_until(is_reached: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_reached():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.1)


def is_built(url: str) -> bool:
    try:
        with urlopen(f"{url}/merci/", timeout=PATIENCE):  # noqa: S310  # our own server
            return True
    except OSError:
        return False


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo site, in which a newcomer works as in one of her own."""
    folder = tmp_path_factory.mktemp("newcomer") / "blog"
    folder.mkdir()
    shutil.copytree(ROOT / "tests/demo/content", folder / "content")
    shutil.copy(ROOT / "tools/blog.mk", folder / "Makefile")
    (folder / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def devserver(newcomer: Path) -> Iterator[str]:
    """The address of the site behind `make devserver`, which Ctrl-C ends with all that it started."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    command = ["make", "--old-file=.venv/site", f"BIN={BIN}", f"PORT={port}", "devserver"]
    with (newcomer / "devserver.log").open("w") as log:
        make = subprocess.Popen(command, cwd=newcomer, stdout=log, stderr=log, start_new_session=True)
    url = f"http://localhost:{port}"
    try:
        wait_until(lambda: make.poll() is not None or is_built(url), "the first build")
        assert make.poll() is None, (newcomer / "devserver.log").read_text()
        yield url
    finally:
        os.killpg(make.pid, signal.SIGINT)  # as the terminal does
        make.wait(timeout=PATIENCE)
    wait_until(lambda: not is_group_alive(make.pid), "the end of all its processes")


def is_group_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def is_in_page(url: str, anchor: str) -> bool:
    with urlopen(url, timeout=PATIENCE) as response:  # noqa: S310  # our own server
        return f'id="{anchor}"'.encode() in response.read()


def write_comment(page: Page, name: str, message: str) -> None:
    page.get_by_label("Nom").fill(name)
    page.get_by_role("textbox", name="Commentaire").fill(message)


def test_comment_goes_from_the_form_through_a_refusal_into_the_thread(
    open_page: OpenPage, devserver: str, newcomer: Path
) -> None:
    """With scripts and without, side by side: both wait for the server to believe that a person writes."""
    message = "\nC’était l’été 🍰\n\n*Vraiment* : « oui » 👩‍🍳 </textarea> & fin"
    pages = {
        name: open_page(devserver + ARTICLE, scripts=scripts, errors_allowed=True)  # the refusal's status
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
        expect(page).to_have_url(f"{devserver}/merci/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Merci")
        page.goto(devserver + ARTICLE)
        expect(page.get_by_text("Zoë")).to_have_count(0)

    waiting = {path.stem: path for path in (newcomer / "inbox" / SLUG).glob("*.md")}
    texts = {path.stem: path.read_text(encoding="utf-8") for path in waiting.values()}
    assert sorted(re.findall(r"^author: (.+)$", "\n".join(texts.values()), re.MULTILINE)) == sorted(pages)
    assert all(message.strip() in text and "replyto: " in text for text in texts.values())
    for comment_id, path in waiting.items():
        approve = [BIN / "pelican-comments", "approve", f"{SLUG}/{comment_id}"]
        subprocess.run(approve, cwd=newcomer, check=True, capture_output=True)
        assert not path.exists()
    for comment_id, text in texts.items():
        anchor = f"comment-{comment_id}"
        wait_until(lambda: is_in_page(devserver + ARTICLE, anchor), f"#{anchor} in the built page")  # noqa: B023
        (page,) = (page for name, page in pages.items() if f"author: {name}\n" in text)
        page.reload()
        (parent_id,) = re.findall(r"^replyto: (.+)$", text, re.MULTILINE)
        nested = page.locator(f"li:has(> #comment-{parent_id}) > ol > li > #{anchor}")
        expect(nested).to_be_visible()
        expect(nested.get_by_role("heading")).to_contain_text("Zoë")
        expect(nested.locator("em")).to_have_text("Vraiment")
        for words in ("C’était l’été 🍰", "👩‍🍳"):
            expect(nested).to_contain_text(words)


def test_page_of_a_refusal_fits_any_screen(open_page: OpenPage, devserver: str) -> None:
    page = open_page(devserver + ARTICLE, errors_allowed=True)
    write_comment(page, "Anaïs", "anais@example.org " + "très" * 100)
    page.get_by_role("button", name="Envoyer le commentaire").click()
    expect(page.get_by_role("alert")).to_be_visible()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
