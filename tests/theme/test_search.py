"""The search page, what the index of the demo site holds, and what the script may cost."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from plugins.pagefind.tests.indexes import read_index
from tests.theme.pages import COMPONENTS, FILM, FRENCH, RICH, Pages, ReadPage, list_paths

PATH = "recherche/index.html"
MOST_SCRIPT = 1500
"""Bytes, compressed."""
AROUND = [
    *("Répondre", "en réponse à", "Lien permanent", "réflexion", "Sommaire", "Aussi en", "↩", "adresse IP"),
    *("A écrit cet article", "Lire la vidéo", "Télécharger la vidéo", "Les commentaires sont fermés"),
    *("Suivre ces commentaires", "Ce commentaire a été supprimé", "mis à jour le"),
]
"""Words that the theme and the plugins put around a text: `data-pagefind-ignore` keeps them out."""


@pytest.fixture(scope="module")
def index(demo_path: Path) -> dict[str, dict[str, Any]]:
    """What can be found on the demo site, by address."""
    return read_index(demo_path)


def test_search_is_a_landmark_that_is_hidden_until_a_script_answers_it(
    demo: ReadPage, empty: ReadPage
) -> None:
    page = demo(PATH)
    form = page.select_one("form[role=search][hidden]")
    field = form.select_one("input")
    assert (field["type"], field["name"], field["autocomplete"]) == ("search", "q", "off")
    assert form.select_one(f"label[for={field['id']}]").text == "Mots à chercher"
    assert form.select_one("button[type=submit]").text == "Chercher"
    assert "JavaScript" in page.select_one(".search-without").text
    assert list_paths(page, "main a") == ["archives/", "categories/", "tags/"]
    outcome = page.select_one("[role=status]")
    assert outcome.text == ""
    assert outcome["data-many"] == "# résultats, dont voici les 20\u00a0premiers\u00a0:"
    words = {name.removeprefix("data-") for name in outcome.attrs if name.startswith("data-")}
    assert words == {"most", "loading", "failed", "none", "one", "some", "many"}
    assert empty(PATH).select_one("form[role=search]")


def test_only_the_search_loads_its_script_and_a_light_one(pages: Pages, demo_path: Path) -> None:
    loading = {path for path, page in pages.items() if page.select('script[src$="search.js"]')}
    assert loading == {path for path, page in pages.items() if page.select(".search-form")}
    assert loading == {PATH, COMPONENTS}
    assert not [path for path, page in pages.items() if page.select('script[src$="pagefind.js"]')]
    script = (demo_path / "theme/js/search.js").read_bytes()
    assert len(gzip.compress(script, mtime=0)) <= MOST_SCRIPT


def test_published_texts_are_found_with_their_comments_and_words_around_them_are_not(
    index: dict[str, Any], pages: Pages
) -> None:
    published = "html:has(.h-entry):not(:has(meta[content=noindex]))"
    found = [path.removesuffix("index.html") for path, page in pages.items() if page.select(published)]
    assert {*index} == {f"/{path}" for path in found} >= {f"/en/{FRENCH}"[:-10], "/livre-d-or/"}
    content = index["/2025/03/20/une-longue-discussion/"]["content"]
    assert "Amina" in content
    assert "le premier d’une longue suite" in content
    rich = index[f"/{RICH.removesuffix('index.html')}"]["content"]
    assert "une note et un lien" in rich  # without the note's number
    assert not [(url, words) for url, page in index.items() for words in AROUND if words in page["content"]]
    text = " ".join(" ".join(page.text.split()) for page in pages.values())
    assert [words for words in AROUND if words not in text] == []


def test_title_date_tags_and_language_are_kept_apart_from_the_text(index: dict[str, Any]) -> None:
    french, english = (index[f"{lang}/2025/05/12/une-tarte-en-deux-langues/"] for lang in ("", "/en"))
    assert (french["meta"]["title"], french["meta"]["date"]) == ("Une tarte en deux langues", "12 mai 2025")
    assert (english["meta"]["lang"], english["meta"]["date"]) == ("en", "May 12, 2025")
    assert "lang" not in french["meta"]
    assert not french["content"].startswith("Une tarte")
    film = index[f"/{FILM.removesuffix('index.html')}"]
    assert "affiche" in film["meta"]["tags"]
    assert not [words for words in ("affiche", "30 juin 2024") if words in film["content"]]
