"""Code: coloured in light and dark, and readable in both."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import ImageColor

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]

CSS = Path(__file__).parents[2] / "theme/css"
RICH = "2025/01/10/tout-ce-que-le-texte-permet/index.html"
_PAIR = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);")
_USED = re.compile(r"(?<![\w-])color: var\(--([\w-]+)\)")


def measure_contrast(first: str, second: str) -> float:
    """The contrast of two colours, as WCAG 2.2 defines it: 1 to 21."""
    lighter, darker = sorted((measure_luminance(first), measure_luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def measure_luminance(colour: str) -> float:
    channels = [channel / 255 for channel in ImageColor.getcolor(colour, "RGB")]
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def list_colours() -> list[str]:
    return ["ink", *sorted(set(_USED.findall((CSS / "components/code.css").read_text(encoding="utf-8"))))]


def test_contrast_is_that_of_the_standard_s_examples() -> None:
    assert measure_contrast("#ffffff", "#000000") == pytest.approx(21)
    assert measure_contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", list_colours())
def test_colour_of_code_is_readable_on_its_ground(name: str, scheme: int) -> None:
    tokens = {token: pair for token, *pair in _PAIR.findall((CSS / "tokens.css").read_text(encoding="utf-8"))}
    assert measure_contrast(tokens[name][scheme], tokens["surface"][scheme]) >= 4.5


def test_there_are_several_colours() -> None:
    assert len(list_colours()) >= 4


@pytest.mark.parametrize(
    ("selector", "word"), [(".k", "def"), (".nf", "peser"), (".c1", "# rien d’autre"), (".nt", "<p")]
)
def test_indented_and_fenced_code_are_marked(demo: ReadPage, selector: str, word: str) -> None:
    texts = [element.text for element in demo(RICH).select(f".highlight {selector}")]
    assert any(word.removeprefix("<") in text for text in texts)


def test_every_block_of_code_can_be_scrolled_by_keyboard(pages: Pages) -> None:
    blocks = [block for page in pages.values() for block in page.select(".article-body pre")]
    assert all(block.get("tabindex") == "0" for block in blocks)


def test_demo_has_blocks_of_code(demo: ReadPage) -> None:
    assert len(demo(RICH).select(".highlight > pre > code")) == 2
