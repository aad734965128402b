"""The style sheet: one file made of one per component, whose colours are all tokens and readable."""

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
OF_MARKDOWN = {"admonition", "anchor", "code", "figure", "footnote", "gallery", "table", "task_list"}
"""The components without a template: plugins/reading and plugins/images make them of a text's Markdown."""
COLOUR = re.compile(
    r":[^;{}]*(?:#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\("
    rf"|(?<![\w-])(?:{'|'.join(ImageColor.colormap)})(?![\w-]))[^;{{}}]*[;}}]",
    re.IGNORECASE,
)
PAIR = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);")


def measure_contrast(*colours: str) -> float:
    """The contrast of two colours, as WCAG 2.2 defines it: 1 to 21."""
    darker, lighter = sorted(map(measure_luminance, colours))
    return (lighter + 0.05) / (darker + 0.05)


def measure_luminance(colour: str) -> float:
    channels = [channel / 255 for channel in ImageColor.getcolor(colour, "RGB")]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_are_tokens_which_are_all_used_and_those_of_code_are_readable() -> None:
    assert [bool(COLOUR.search(f"a {{ b: {value} }}")) for value in ("1px Black", "#fff", "var(--red)")] == [
        *(True, True, False)
    ]
    assert not [path for path, css in SHEETS.items() if path.stem != "tokens" and COLOUR.search(css)]
    css = "".join(SHEETS.values())
    assert {*re.findall(r"var\((--[\w-]+)", css)} == {*re.findall(r"(--[\w-]+)\s*:", css)}
    tokens = {name: pair for name, *pair in PAIR.findall(SHEETS[CSS / "tokens.css"])}
    code = SHEETS[CSS / "components/code.css"]
    used = {*re.findall(r"(?<![\w-])color: var\(--([\w-]+)\)", code), "ink"}
    assert len(used) >= 4
    for name in used:
        assert min(map(measure_contrast, tokens[name], tokens["surface"])) >= 4.5, name


def test_bundle_has_every_sheet_once_in_the_order_of_layers_and_loads_nothing(demo_path: Path) -> None:
    bundle = (demo_path / "theme/style.css").read_text(encoding="utf-8")
    for path in SHEETS:
        sheet = lightningcss.process_stylesheet(path.read_text(encoding="utf-8"))
        assert bundle.count(sheet) == 1, path
    assert re.findall(r"@layer (\w+)\{", bundle) == ["tokens", "base", "layout", "components", "print"]
    assert not re.search(r"\{\{|\{%|@import|@font-face|url\(", IGNORED.sub("", bundle))


def test_component_has_a_template_or_is_made_of_markdown_and_no_class_of_it_is_left_over(
    demo: ReadPage,
) -> None:
    """The demo's page shows every component, which the theme, a plugin or an extension makes."""
    made_by = [ROOT / "theme/templates", *ROOT.glob("plugins/*/pelican"), Path(tasklist.__file__).parent]
    sources = [path for folder in made_by for path in folder.rglob("*") if path.suffix in {".html", ".py"}]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    templates = {path.stem for path in sources if path.suffix == ".html"}
    for path in (CSS / "components").glob("*.css"):
        assert (path.stem in templates) is (path.stem not in OF_MARKDOWN), path
        classes = {*re.findall(r"\.([a-z][\w-]*)", SHEETS[path])}
        assert classes, path
        assert not [name for name in classes if not demo(COMPONENTS).select(f".{name}")], path
        assert not [name for name in classes if name not in text], path
