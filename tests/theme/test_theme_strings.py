"""The theme's catalogues have every string of its templates, and of the plugins' that speak through it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pelican.plugins.comments.translations import CATALOGUES as COMMENTS

from tests.theme.pages import ROOT

THEME = ROOT / "theme"
TEMPLATES = [
    THEME / "templates",
    ROOT / "plugins/reading/pelican",
    *ROOT.glob("plugins/*/pelican/plugins/*/templates"),
]


def list_folders(lang: str) -> list[Path]:
    """The folders whose strings are in a theme's catalogue; the comments may have one of their own."""
    own = [folder for folder in TEMPLATES if not folder.is_relative_to(COMMENTS.parent)]
    return own if (COMMENTS / f"{lang}.po").exists() else [*own, COMMENTS.parent]


@pytest.mark.parametrize("path", sorted((THEME / "locale").glob("*.po")), ids=lambda path: path.stem)
def test_catalogue_of_the_theme_has_no_fault(
    find_catalogue_faults: Callable[..., list[str]], path: Path
) -> None:
    folders = list_folders(path.stem)
    assert find_catalogue_faults(path, *folders) == []
    assert find_catalogue_faults(path, *folders[1:])  # what the theme alone says is of no use to others
