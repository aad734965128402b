"""Old addresses lead on: with a refresh, and where a host of files cannot tell them apart with a script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.fixtures import DEMO, OpenPage

TEXT = re.compile(re.escape(f"{DEMO}/2023/02/05/un-premier-texte/"))


def test_old_address_leads_to_the_text(open_demo: OpenPage, *, scripts: bool) -> None:
    expect(open_demo("2009/vieille-adresse/", scripts=scripts)).to_have_url(TEXT)


@pytest.mark.parametrize("query", ["?p=12", "?page_id=0012&preview=true", "index.html?x=1&attachment_id=12"])
def test_number_of_a_text_leads_to_it(open_demo: OpenPage, query: str) -> None:
    expect(open_demo(query)).to_have_url(TEXT)


@pytest.mark.parametrize(("query", "scripts"), [("?p=12", False), ("?p=12x", True), ("?s=p=12", True)])
def test_home_page_stays_for_any_other_query_and_without_scripts(
    open_demo: OpenPage, query: str, *, scripts: bool
) -> None:
    page = open_demo(query, scripts=scripts)
    page.wait_for_load_state("networkidle")
    expect(page).to_have_url(f"{DEMO}/{query}")
    expect(page.locator("h1")).to_have_text("Articles")
