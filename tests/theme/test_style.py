"""The style sheet: one file made of one per component, whose colours are all tokens."""

import re
from pathlib import Path

import lightningcss
from PIL import ImageColor
from pymdownx import tasklist

from tests.theme.pages import COMPONENTS, ROOT, ReadPage

CSS = ROOT / "theme/css"
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


def test_no_class_of_a_component_is_left_over(demo: ReadPage) -> None:
    """The demo's page shows every component, which the theme, a plugin or an extension makes."""
    made_by = [ROOT / "theme/templates", *ROOT.glob("plugins/*/pelican"), Path(tasklist.__file__).parent]
    sources = [path for folder in made_by for path in folder.rglob("*") if path.suffix in {".html", ".py"}]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    for path in (CSS / "components").glob("*.css"):
        classes = {*re.findall(r"\.([a-z][\w-]*)", SHEETS[path])}
        assert classes, path
        assert not [name for name in classes if not demo(COMPONENTS).select(f".{name}")], path
        assert not [name for name in classes if name not in text], path
