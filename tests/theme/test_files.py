"""The files of the theme: style sheets, templates and catalogues have all that is used."""

import re
from collections.abc import Callable
from pathlib import Path

import lightningcss
import pelican
import pytest
from jinja2 import Environment, meta
from pelican.plugins.comments.translations import CATALOGUES as COMMENTS
from PIL import ImageColor

from tests.theme.pages import ROOT

THEME = ROOT / "theme"
TEMPLATES = THEME / "templates"
PLUGIN_TEMPLATES = sorted(ROOT.glob("plugins/*/pelican/plugins/*/templates"))
CSS = THEME / "css"
IGNORED = re.compile(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'", re.DOTALL)
SHEETS = {path: IGNORED.sub("", path.read_text(encoding="utf-8")) for path in sorted(CSS.rglob("*.css"))}
"""Without comments and strings."""
COLOUR = re.compile(
    r":[^;{}]*(?:#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\("
    rf"|(?<![\w-])(?:{'|'.join(ImageColor.colormap)})(?![\w-]))[^;{{}}]*[;}}]",
    re.IGNORECASE,
)


def test_colours_are_tokens_which_are_all_used() -> None:
    examples = ("1px Black", "#fff", "rgb(0 0 0 / 0.5)", "var(--red)", "currentcolor")
    assert [bool(COLOUR.search(f"a {{ b: {value} }}")) for value in examples] == [*3 * [True], *2 * [False]]
    assert not [path for path, css in SHEETS.items() if path.stem != "tokens" and COLOUR.search(css)]
    css = "".join(SHEETS.values())
    assert {*re.findall(r"var\((--[\w-]+)", css)} == {*re.findall(r"(--[\w-]+)\s*:", css)}


def test_bundle_has_every_sheet_once_in_the_order_of_layers_and_loads_nothing(demo_path: Path) -> None:
    bundle = (demo_path / "theme/style.css").read_text(encoding="utf-8")
    for path in SHEETS:
        sheet = lightningcss.process_stylesheet(path.read_text(encoding="utf-8"))
        assert bundle.count(sheet) == 1, path
    assert re.findall(r"@layer (\w+)\{", bundle) == ["tokens", "base", "layout", "components", "print"]
    assert not re.search(r"\{\{|\{%|@import|@font-face|url\(", IGNORED.sub("", bundle))


FALLBACK = {path.name for path in (Path(pelican.__file__).parent / "themes/simple/templates").iterdir()}
PARTS_OF_FALLBACK = {"pagination.html", "translations.html"}
"""What only the templates of Pelican's own theme include: Pelican does not ask for them."""
SOURCES = {
    path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
    for path in TEMPLATES.rglob("*.html")
}
PARSED = {name: Environment(autoescape=True).parse(source) for name, source in SOURCES.items()}


def test_templates_refer_to_templates_that_exist_and_none_is_missing_or_left_over() -> None:
    asked = FALLBACK - PARTS_OF_FALLBACK | {"404.html", "search.html"}
    assert asked <= {*SOURCES}
    for folder in PLUGIN_TEMPLATES:  # a theme may replace them
        asked.update(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    folders = (TEMPLATES, THEME / "static/img", *PLUGIN_TEMPLATES)
    for name, parsed in PARSED.items():
        for reference in meta.find_referenced_templates(parsed):
            assert reference, f"{name} computes a name"
            assert any((folder / reference).is_file() for folder in folders), (name, reference)
            asked.add(reference)
    assert not {*SOURCES} - asked


@pytest.mark.parametrize("path", sorted((THEME / "locale").glob("*.po")), ids=lambda path: path.stem)
def test_catalogue_of_the_theme_has_every_string_of_it_and_of_the_plugins_that_speak_through_it(
    find_catalogue_faults: Callable[..., list[str]], path: Path
) -> None:
    """The comments may have a catalogue of their own."""
    speaking = [TEMPLATES, ROOT / "plugins/reading/pelican", *PLUGIN_TEMPLATES]
    folders = [folder for folder in speaking if not folder.is_relative_to(COMMENTS.parent)]
    if not (COMMENTS / path.name).exists():
        folders.append(COMMENTS.parent)
    assert find_catalogue_faults(path, *folders) == []
    assert find_catalogue_faults(path, *folders[1:])  # what the theme alone says is of no use to others
