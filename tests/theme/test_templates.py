"""The templates as files: each is there, used, and without a word that escapes translation."""

import re
from pathlib import Path

import pelican
from bs4 import BeautifulSoup
from jinja2 import Environment, meta

from tests.theme.pages import ROOT

TEMPLATES = ROOT / "theme/templates"
PLUGIN_TEMPLATES = sorted(ROOT.glob("plugins/*/pelican/plugins/*/templates"))
FALLBACK = {path.name for path in (Path(pelican.__file__).parent / "themes/simple/templates").iterdir()}
PARTS_OF_FALLBACK = {"pagination.html", "translations.html"}
"""What only the templates of Pelican's own theme include: Pelican does not ask for them."""
SOURCES = {
    path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
    for path in TEMPLATES.rglob("*.html")
}
PARSED = {name: Environment(autoescape=True).parse(source) for name, source in SOURCES.items()}

_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{2,}")
_READ_ALOUD = ("alt", "aria-label", "aria-description", "placeholder", "title")


def find_words(template: str) -> list[str]:
    """The words that readers would see and that are neither data nor given to gettext."""
    html = BeautifulSoup(_CODE.sub("", template), "html.parser")
    texts = [text for text in html.find_all(string=True) if type(text).__name__ == "NavigableString"]
    values = [tag[name] for tag in html.find_all() for name in _READ_ALOUD if name in tag.attrs]
    return [text.strip() for text in (*texts, *values) if _WORD.search(text)]


def test_templates_refer_to_templates_that_exist_and_none_is_missing_or_left_over() -> None:
    asked = FALLBACK - PARTS_OF_FALLBACK | {"404.html", "search.html"}
    assert asked <= {*SOURCES}
    for folder in PLUGIN_TEMPLATES:  # a theme may replace them
        asked.update(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    folders = (TEMPLATES, ROOT / "theme/static/img", *PLUGIN_TEMPLATES)
    for name, parsed in PARSED.items():
        for reference in meta.find_referenced_templates(parsed):
            assert reference, f"{name} computes a name"
            assert any((folder / reference).is_file() for folder in folders), (name, reference)
            asked.add(reference)
    assert not {*SOURCES} - asked


def test_words_come_from_gettext_or_data() -> None:
    assert find_words('{{ x }} par <a title="Lire"></a>') == ["par", "Lire"]
    paths = [path for folder in (TEMPLATES, *PLUGIN_TEMPLATES) for path in folder.rglob("*.html")]
    assert not [words for path in paths for words in find_words(path.read_text(encoding="utf-8"))]


def test_page_loads_the_scripts_of_its_videos_as_an_article_does() -> None:
    """The demo has no page with a video in its text alone."""
    scripts = re.compile(r"\{% block scripts %\}.+")
    page, article = (scripts.search(SOURCES[f"{kind}.html"])[0] for kind in ("page", "article"))
    assert page.replace("page.", "article.") == article
