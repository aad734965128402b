"""The style sheet: one file made of one per component, whose colours are all tokens and readable."""

import re
from pathlib import Path

import lightningcss
import pytest
from PIL import ImageColor
from pymdownx import tasklist

from tests.theme.pages import COMPONENTS, ROOT, ReadPage

CSS = ROOT / "theme/css"
SHEETS = sorted(CSS.rglob("*.css"))
TEMPLATES = [ROOT / "theme/templates", *ROOT.glob("plugins/*/pelican/plugins/*/templates")]
OF_MARKDOWN = {"admonition", "anchor", "code", "figure", "footnote", "gallery", "table", "task_list"}
"""The components without a template: plugins/reading and plugins/images make them of a text's Markdown."""

_IGNORED = re.compile(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'", re.DOTALL)
_DECLARATION = re.compile(r"(?P<name>[\w-]+)\s*:\s*(?P<value>[^;{}]+)[;}]")
_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b"
    r"|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\("
    rf"|(?<![\w-])(?:{'|'.join(ImageColor.colormap)})(?![\w-])",
    re.IGNORECASE,
)
_PAIR = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);")


def read(path: Path) -> str:
    """A sheet without comments and strings."""
    return _IGNORED.sub("", path.read_text(encoding="utf-8"))


def find_colours(css: str) -> list[str]:
    """The declarations that name a colour of their own."""
    return [found[0] for found in _DECLARATION.finditer(css) if _COLOUR.search(found["value"])]


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


def test_colours_are_named_in_tokens_only() -> None:
    for value in ("#fff", "red", "1px solid rgb(0 0 0 / 0.5)", "light-dark(var(--a), var(--b))", "1px Black"):
        assert find_colours(f"a {{ b: {value} }}")
    for css in ("color: var(--red)", "color: inherit", "border-color: transparent; color: currentcolor"):
        assert not find_colours(f"#fff a:hover {{ {css} }}")
    assert not [path for path in SHEETS if path.stem != "tokens" and find_colours(read(path))]


def test_tokens_that_are_used_exist_and_those_that_exist_are_used() -> None:
    css = "".join(map(read, SHEETS))
    assert {*re.findall(r"var\((--[\w-]+)", css)} == {*re.findall(r"(--[\w-]+)\s*:", css)}


def test_colours_of_code_are_readable_in_light_and_dark() -> None:
    assert measure_contrast("#ffffff", "#000000") == pytest.approx(21)
    assert measure_contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    tokens = {name: pair for name, *pair in _PAIR.findall(read(CSS / "tokens.css"))}
    used = {*re.findall(r"(?<![\w-])color: var\(--([\w-]+)\)", read(CSS / "components/code.css")), "ink"}
    assert len(used) >= 4
    for name in used:
        contrasts = [*map(measure_contrast, tokens[name], tokens["surface"])]
        assert min(contrasts) >= 4.5, name


def test_bundle_has_every_sheet_once_in_the_order_of_layers_and_loads_nothing(demo_path: Path) -> None:
    bundle = (demo_path / "theme/style.css").read_text(encoding="utf-8")
    for path in SHEETS:
        sheet = lightningcss.process_stylesheet(path.read_text(encoding="utf-8"))
        assert bundle.count(sheet) == 1, path
    assert re.findall(r"@layer (\w+)\{", bundle) == ["tokens", "base", "layout", "components", "print"]
    assert not re.search(r"\{\{|\{%|@import|@font-face|url\(", _IGNORED.sub("", bundle))


def test_component_has_a_template_or_is_made_of_markdown_and_no_class_of_it_is_left_over(
    demo: ReadPage,
) -> None:
    """The demo's page shows every component, which the theme, a plugin or an extension makes."""
    made_by = [ROOT / "theme/templates", *ROOT.glob("plugins/*/pelican"), Path(tasklist.__file__).parent]
    sources = [path for folder in made_by for path in folder.rglob("*") if path.suffix in {".html", ".py"}]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    for path in (CSS / "components").glob("*.css"):
        templates = [found for folder in TEMPLATES for found in folder.rglob(f"{path.stem}.html")]
        assert bool(templates) is (path.stem not in OF_MARKDOWN), path
        classes = {*re.findall(r"\.([a-z][\w-]*)", read(path))}
        assert classes, path
        assert not [name for name in classes if not demo(COMPONENTS).select(f".{name}")], path
        assert not [name for name in classes if name not in text], path
