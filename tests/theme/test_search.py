"""The search page, what of the pages it searches, and what its script may cost."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pelican.settings import read_settings

from plugins.pagefind.tests.indexes import read_index

ROOT = Path(__file__).parents[2]
PATH = "recherche/index.html"
MOST_SCRIPT = 1500
"""Bytes, compressed."""

ReadPage = Callable[[str], BeautifulSoup]


@pytest.fixture
def index(demo_path: Path) -> dict[str, dict[str, Any]]:
    """What can be found on the demo site, by address."""
    return read_index(demo_path)


def test_search_is_a_landmark_with_a_labelled_field_of_its_own_kind(demo: ReadPage) -> None:
    form = demo(PATH).select_one("form[role=search]")
    field = form.select_one("input")
    assert (field["type"], field["name"], field["autocomplete"]) == ("search", "q", "off")
    assert form.select_one(f"label[for={field['id']}]").text == "Mots à chercher"
    assert form.select_one("button[type=submit]").text == "Chercher"


def test_form_is_hidden_until_a_script_is_there_to_answer_it(demo: ReadPage) -> None:
    page = demo(PATH)
    assert page.select_one("form[role=search]").has_attr("hidden")
    assert "JavaScript" in page.select_one(".search-without").text
    assert [link["href"].removeprefix("https://demo.example.org/") for link in page.select("main a")] == [
        "archives/",
        "categories/",
        "tags/",
    ]


def test_outcome_is_announced_and_empty_at_first(demo: ReadPage) -> None:
    outcome = demo(PATH).select_one("[role=status]")
    assert outcome.text == ""
    assert outcome["data-one"] == "Un résultat"
    assert outcome["data-some"] == "# résultats"
    assert outcome["data-many"] == "# résultats, dont voici les 20\u00a0premiers\u00a0:"


def test_page_has_every_word_that_the_script_says(demo: ReadPage) -> None:
    script = (ROOT / "theme/static/js/search.js").read_text(encoding="utf-8")
    data = {name.removeprefix("data-") for name in demo(PATH).select_one("[role=status]").attrs}
    words = data - {"class", "role"}
    assert words == {"most", "loading", "failed", "none", "one", "some", "many"}
    assert [word for word in words if f"words.{word}" not in script and f'"{word}"' not in script] == []


def test_page_itself_is_not_for_search_engines(demo: ReadPage) -> None:
    assert demo(PATH).select_one("meta[name=robots]")["content"] == "noindex"


def test_error_page_offers_the_search(demo: ReadPage) -> None:
    assert demo("404.html").select_one('main a[href="https://demo.example.org/recherche/"]')


def test_no_other_page_loads_the_script(demo_path: Path) -> None:
    pages = {
        path.relative_to(demo_path).as_posix(): path.read_text(encoding="utf-8")
        for path in demo_path.rglob("*.html")
    }
    with_a_form = {path for path, text in pages.items() if 'class="search-form"' in text}
    assert with_a_form == {path for path, text in pages.items() if "search.js" in text}
    assert with_a_form == {PATH, "composants/index.html"}
    assert not [path for path, text in pages.items() if "pagefind.js" in text]


def test_script_is_light(demo_path: Path) -> None:
    script = (demo_path / "theme/js/search.js").read_bytes()
    assert len(gzip.compress(script, mtime=0)) <= MOST_SCRIPT


def test_published_articles_and_pages_are_found_and_nothing_else(
    index: dict[str, Any], demo_path: Path
) -> None:
    assert {
        "/2025/03/20/une-longue-discussion/",
        "/livre-d-or/",
        "/en/2025/05/12/une-tarte-en-deux-langues/",
    } <= set(index)
    for path in demo_path.rglob("*.html"):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        address = f"/{path.relative_to(demo_path).as_posix().removesuffix('index.html')}"
        is_published_text = bool(page.select(".h-entry")) and not page.select('meta[content="noindex"]')
        assert (address in index) is is_published_text, address


def test_what_commenters_wrote_is_found_with_their_names(index: dict[str, Any]) -> None:
    content = index["/2025/03/20/une-longue-discussion/"]["content"]
    assert "Amina" in content
    assert "le premier d’une longue suite" in content


@pytest.mark.parametrize(
    "words",
    [
        *("Répondre", "en réponse à", "Signaler", "Permalien", "réflexion", "Laisser un commentaire"),
        *("A écrit cet article", "adresse IP", "Lire la vidéo", "Télécharger la vidéo", "Sommaire"),
        *("Aussi en", "↩"),
    ],
)
def test_what_stands_around_a_text_is_not_searched(index: dict[str, Any], words: str) -> None:
    assert [url for url, page in index.items() if words in page["content"]] == []


def test_title_date_tags_and_language_are_told_apart_from_the_text(index: dict[str, Any]) -> None:
    french, english = (index[f"{lang}/2025/05/12/une-tarte-en-deux-langues/"] for lang in ("", "/en"))
    assert (french["meta"]["title"], french["meta"]["date"]) == ("Une tarte en deux langues", "12 mai 2025")
    assert (english["meta"]["lang"], english["meta"]["date"]) == ("en", "May 12, 2025")
    assert "lang" not in french["meta"]
    assert not french["content"].startswith("Une tarte")
    assert "affiche" in index["/2024/06/30/un-film-de-ce-site/"]["meta"]["tags"]


def test_selectors_that_exclude_name_what_the_templates_have() -> None:
    """A class that was renamed would let words around the text into the search."""
    settings = read_settings(str(ROOT / "pelicanconf.py"))
    folders = [ROOT / "theme" / "templates", *ROOT.glob("plugins/*/pelican/plugins/*/templates")]
    templates = "".join(
        path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob("*.html")
    )
    of_markdown = {".footnote-ref", ".footnote-backref"}  # classes of Python-Markdown's own
    for selector in {*settings["PAGEFIND"]["exclude_selectors"]} - of_markdown:
        pattern = rf'class="[^"]*\b{selector[1:]}\b' if selector.startswith(".") else f"<{selector}[ >]"
        assert re.search(pattern, templates), selector


def test_empty_blog_has_a_search_page_all_the_same(empty: ReadPage) -> None:
    assert empty(PATH).select_one("form[role=search]")
