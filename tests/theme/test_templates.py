"""The templates as files: none is missing, no word of theirs escapes translation."""

import re
from collections.abc import Iterator
from pathlib import Path

import pelican
import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from jinja2 import Environment, meta, nodes
from pelican.settings import read_settings

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "theme/templates"
PICTURES = ROOT / "theme/static/img"
PLUGIN_TEMPLATES = sorted(ROOT.glob("plugins/*/pelican/plugins/*/templates"))
FALLBACK = Path(pelican.__file__).parent / "themes/simple/templates"
PARTS_OF_FALLBACK = {"pagination.html", "translations.html"}
"""What only the templates of Pelican's own theme include: Pelican does not ask for them."""

NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{2,}")
_READ_ALOUD = ("alt", "aria-label", "aria-description", "placeholder", "title")


def find_words(template: str) -> list[str]:
    """The words that readers would see and that are neither data nor given to gettext."""
    html = BeautifulSoup(_CODE.sub("", template), "html.parser")
    texts = [text for text in html.find_all(string=True) if type(text).__name__ == "NavigableString"]
    values = [tag[name] for tag in html.find_all() for name in _READ_ALOUD if name in tag.attrs]
    return [text.strip() for text in (*texts, *values) if _WORD.search(text)]


def find_messages(template: str) -> Iterator[str]:
    """What the template gives to gettext and ngettext."""
    for call in Environment(autoescape=True).parse(template).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in {"gettext", "ngettext"}:
            assert isinstance(call.args[0], nodes.Const), "gettext cannot translate what it does not know"
            yield call.args[0].value


def test_every_template_that_pelican_asks_for_is_the_theme_s_own() -> None:
    settings = read_settings(str(ROOT / "pelicanconf.py"))
    own = {path.name for path in TEMPLATES.iterdir()}
    assert not {path.name for path in FALLBACK.iterdir()} - PARTS_OF_FALLBACK - own
    extensions = settings["TEMPLATE_EXTENSIONS"]
    for name in [*settings["DIRECT_TEMPLATES"], *settings["PAGINATED_TEMPLATES"]]:
        assert any(f"{name}{extension}" in own for extension in extensions), name


@pytest.mark.parametrize("name", NAMES)
def test_template_refers_to_the_theme_s_and_the_plugins_templates_only(name: str) -> None:
    parsed = Environment(autoescape=True).parse((TEMPLATES / name).read_text(encoding="utf-8"))
    for reference in meta.find_referenced_templates(parsed):
        assert reference, f"{name} computes a name"
        assert any((folder / reference).is_file() for folder in (TEMPLATES, PICTURES, *PLUGIN_TEMPLATES)), (
            reference
        )


def test_every_template_is_used() -> None:
    asked = {path.name for path in FALLBACK.iterdir()} | {"404.html", "search.html"}
    for folder in PLUGIN_TEMPLATES:  # which a theme may have in its own look
        asked.update(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    sources = [(TEMPLATES / name).read_text(encoding="utf-8") for name in NAMES]
    for source in sources:
        asked.update(meta.find_referenced_templates(Environment(autoescape=True).parse(source)))
    assert not set(NAMES) - asked


@pytest.mark.parametrize("template", ["<p>Lire</p>", '<a title="Lire"></a>', "{{ x }} par {{ y }}"])
def test_bare_word_is_found(template: str) -> None:
    assert find_words(template)


@pytest.mark.parametrize("name", NAMES)
def test_words_of_a_template_come_from_gettext_or_data(name: str) -> None:
    assert not find_words((TEMPLATES / name).read_text(encoding="utf-8"))


def test_every_message_of_the_templates_has_its_french_and_no_french_is_left_over() -> None:
    with (ROOT / "theme/locale/fr.po").open("rb") as file:
        catalogue = read_po(file, locale="fr")
    french = {
        message.id if isinstance(message.id, str) else message.id[0]: message.string
        for message in catalogue
        if message.id
    }
    # The comments' templates have a catalogue of their own; those of other plugins use the theme's.
    paths = [TEMPLATES / name for name in NAMES]
    paths += (ROOT / "plugins/video").rglob("templates/**/*.html")
    asked = {message for path in paths for message in find_messages(path.read_text(encoding="utf-8"))}
    labels = ROOT / "plugins/reading/pelican/plugins/reading/labels.py"
    asked.update(re.findall(r'gettext\("([^"]+)"\)', labels.read_text(encoding="utf-8")))
    assert asked == set(french)
    assert all(string if isinstance(string, str) else all(string) for string in french.values())
    assert not catalogue.fuzzy
