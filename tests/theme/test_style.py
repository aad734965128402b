"""The style sheet: one file made of one per component, whose colours are all tokens."""

import re
from pathlib import Path

import lightningcss
import pytest
from PIL import ImageColor
from pymdownx import tasklist

THEME = Path(__file__).parents[2] / "theme"
SHEETS = sorted((THEME / "css").rglob("*.css"))
COMPONENTS = sorted(path.stem for path in (THEME / "css/components").glob("*.css"))

_IGNORED = re.compile(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'", re.DOTALL)
_DECLARATION = re.compile(r"(?P<name>[\w-]+)\s*:\s*(?P<value>[^;{}]+)[;}]")
_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b"
    r"|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\("
    rf"|(?<![\w-])(?:{'|'.join(ImageColor.colormap)})(?![\w-])",
    re.IGNORECASE,
)


def find_colours(css: str) -> list[str]:
    """The declarations that name a colour of their own."""
    declarations = _DECLARATION.finditer(_IGNORED.sub("", css))
    return [found[0] for found in declarations if _COLOUR.search(found["value"])]


@pytest.mark.parametrize(
    "css",
    [
        "a { color: #fff; }",
        "a { color: red }",
        "a { border: 1px solid rgb(0 0 0 / 0.5); }",
        "a { background: light-dark(var(--a), var(--b)); }",
        "a { box-shadow: 0 0 1px Black; }",
    ],
)
def test_colour_of_its_own_is_found(css: str) -> None:
    assert find_colours(css)


@pytest.mark.parametrize(
    "css",
    [
        "a { color: var(--red); }",
        "a { color: inherit; }",
        "a { border-color: transparent; }",
        "#fff a:hover { margin: 0; }",
        'a { font-family: "Red Hat"; white-space: nowrap; }',
        "/* red: #f00; */ a { color: currentcolor; }",
    ],
)
def test_what_is_no_colour_is_left_alone(css: str) -> None:
    assert not find_colours(css)


@pytest.mark.parametrize(
    "path", [path for path in SHEETS if path.stem != "tokens"], ids=lambda path: path.stem
)
def test_colours_are_named_in_tokens_only(path: Path) -> None:
    assert not find_colours(path.read_text(encoding="utf-8"))


def test_tokens_that_are_used_exist_and_those_that_exist_are_used() -> None:
    css = "".join(_IGNORED.sub("", path.read_text(encoding="utf-8")) for path in SHEETS)
    assert set(re.findall(r"var\((--[\w-]+)", css)) == set(re.findall(r"(--[\w-]+)\s*:", css))


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_every_sheet_is_in_the_bundle(path: Path, demo_path: Path) -> None:
    bundle = (demo_path / "theme/style.css").read_text(encoding="utf-8")
    assert bundle.count(lightningcss.process_stylesheet(path.read_text(encoding="utf-8"))) == 1


def test_bundle_is_whole_and_loads_nothing(demo_path: Path) -> None:
    bundle = _IGNORED.sub("", (demo_path / "theme/style.css").read_text(encoding="utf-8"))
    assert bundle.count("{") == bundle.count("}")
    assert not re.search(r"\{\{|\{%|@import|@font-face|url\(", bundle)


def test_layers_are_in_the_order_of_their_weight(demo_path: Path) -> None:
    bundle = (demo_path / "theme/style.css").read_text(encoding="utf-8")
    assert re.findall(r"@layer (\w+)\{", bundle) == ["tokens", "base", "layout", "components", "print"]


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_has_a_test_of_its_name(name: str) -> None:
    assert Path(__file__).with_name(f"test_{name}.py").is_file()


OF_MARKDOWN = {
    "admonition": "reading",
    "anchor": "reading",
    "code": "reading",
    "figure": "images",
    "footnote": "reading",
    "gallery": "images",
    "table": "reading",
    "task_list": "reading",
}
"""The components that have no template, with the plugin that makes them of a text's Markdown."""


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_has_a_template_of_its_name_or_is_made_by_a_plugin(name: str) -> None:
    folders = [THEME / "templates", *THEME.parent.glob("plugins/*/pelican/plugins/*/templates")]
    templates = [path for folder in folders for path in folder.rglob(f"{name}.html")]
    assert bool(templates) is (name not in OF_MARKDOWN)


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_is_of_use(name: str) -> None:
    """A sheet that styles no class that a template, plugin or Markdown extension makes is left over."""
    css = (THEME / "css/components" / f"{name}.css").read_text(encoding="utf-8")
    classes = set(re.findall(r"\.([a-z][\w-]*)", _IGNORED.sub("", css)))
    folders = [THEME / "templates", THEME.parent / "plugins", Path(tasklist.__file__).parent]
    sources = [path for folder in folders for path in folder.rglob("*") if path.suffix in {".html", ".py"}]
    templates = "".join(path.read_text(encoding="utf-8") for path in sources)
    assert classes
    assert not [name for name in classes if name not in templates]
