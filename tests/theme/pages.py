"""Pages of the demo site by name, and what the tests of the theme read them with."""

from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup, Tag

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]

ROOT = Path(__file__).parents[2]
SITE = "https://demo.example.org"

PLAIN = "2023/02/05/un-premier-texte/index.html"
POSTER = "2023/02/19/une-video-avec-affiche/index.html"
FILM = "2024/06/30/un-film-de-ce-site/index.html"
TYPESET = "2024/12/31/l-apostrophe-et-les-guillemets/index.html"
RICH = "2025/01/10/tout-ce-que-le-texte-permet/index.html"
LONG = "2025/03/20/une-longue-discussion/index.html"
FRENCH = "2025/05/12/une-tarte-en-deux-langues/index.html"
ENGLISH = f"en/{FRENCH}"
ONLY_ENGLISH = "en/2024/03/01/a-text-in-english/index.html"
DRAFT = "drafts/un-brouillon/index.html"
HIDDEN = "2025/06/02/un-article-cache/index.html"
COMPONENTS = "composants/index.html"


def strip_site(address: str) -> str:
    """An address of the demo site as a path."""
    return address.removeprefix(f"{SITE}/")


def list_links(page: Tag, selector: str) -> list[tuple[str, str]]:
    """The words and the path of each link."""
    return [(" ".join(link.text.split()), strip_site(link["href"])) for link in page.select(selector)]


def list_paths(page: Tag, selector: str) -> list[str]:
    """The path of each link."""
    return [path for _, path in list_links(page, selector)]
