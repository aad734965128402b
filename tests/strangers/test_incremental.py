"""Whatever their theme or plugin, blogs of others are built incrementally as from nothing."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pelican_toolkit.testing.forks import Forks
from pelican_toolkit.testing.sources import find_differences, read_folder, set_body, set_header, toggle

from .blog import ADOPTED, PLUGINS, write_content

BUILDER = Path(__file__).parents[2] / "plugins" / "incremental" / "tests" / "builder.py"
SETTINGS = """
from datetime import datetime

SITENAME, AUTHOR, TIMEZONE = "Salt &amp; Pepper", "Ann", "Europe/Paris"
THEME, RELATIVE_URLS, DELETE_OUTPUT_DIRECTORY = "simple", True, True
ARTICLE_EXCLUDES, STATIC_PATHS = ["comments", "pages"], ["images", "zhongwen"]
YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"
JINJA_GLOBALS = {"now": datetime.now}
"""
THEMES = {
    "simple": "",
    "notmyidea": "THEME = 'notmyidea'",
    "reflex": "from pelican.themes import reflex\nTHEME, CC_LICENSE = reflex.path(), {}",
    "engineering": "from pelican_engineering_theme import get_theme_path\nTHEME = str(get_theme_path())",
    "bulrush": "import bulrush\nTHEME, JINJA_FILTERS = bulrush.PATH, bulrush.FILTERS\n"
    "JINJA_ENVIRONMENT = bulrush.ENVIRONMENT",
}
"""Pelican's own themes and three from PyPI, with the settings that they ask for."""
ASSETS = """
from pathlib import Path

from pelican import signals
from webassets import Environment


def bundle(generator):
    folder = generator.settings["THEME_STATIC_DIR"]
    generator.env.assets_environment = Environment(
        str(Path(generator.output_path, folder)), folder, load_path=[str(Path(generator.theme, "static"))]
    )


def register():
    signals.generator_init.connect(bundle)
"""
"""What the plugin `assets` does, which bulrush asks for: it bundles CSS while the first page is rendered."""
CASES = [*THEMES, *(name for name in PLUGINS if name != "incremental")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How many pages and feeds a build wrote and kept, and how many are always written, by reason."""

    written: int
    kept: int
    always: dict[str, int]


class Blog:
    """A blog in a folder, which is built incrementally and from nothing."""

    def __init__(self, builder: Forks, root: Path, case: str) -> None:
        """Write the texts, and what a theme or a plugin needs."""
        self._builder, self.root, self.content = builder, root, root / "content"
        self._plugins = ["assets"] if case == "bulrush" else [case] if case in PLUGINS else []
        write_content(self.content)
        files = {"conf.py": SETTINGS + THEMES.get(case, ""), "assets.py": ASSETS}
        files |= {f"templates/{name}": text for name, text in ADOPTED.items()}
        (root / "templates").mkdir()
        for name, text in files.items():
            (root / name).write_text(text)

    def build(self) -> Done:
        """What an incremental build did; it left what a clean one leaves."""
        output, clean = self.root / "output", self.root / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        self._run(clean, self._plugins)
        done = self._run(output, [*self._plugins, "incremental"])
        assert find_differences(read_folder(output), read_folder(clean)) == []
        return Done(written=done["written"], kept=done["kept"], always=dict(find_reasons(done["said"])))

    def _run(self, output: Path, plugins: list[str]) -> Any:
        return self._builder.call(
            conf=str(self.root / "conf.py"),
            folder=str(self.root),
            PATH=str(self.content),
            OUTPUT_PATH=str(output),
            CACHE_PATH=str(self.root / "cache"),
            THEME_TEMPLATES_OVERRIDES=[str(self.root / "templates")],
            PLUGINS=plugins,
            IMAGES={"cache": str(self.root / "pictures"), "widths": [60, 120]},
        )


def find_reasons(lines: list[str]) -> Iterator[tuple[str, int]]:
    """Why pages are written in each build, as the log says, with their number."""
    for line in lines:
        if found := re.fullmatch(r"Written in each build, as (.+): (.+?)(?: and (\d+) more)?\.", line):
            yield found[1], found[2].count(", ") + 1 + int(found[3] or 0)


@pytest.fixture(scope="module")
def builder() -> Iterator[Forks]:
    forks = Forks(BUILDER, 0)
    yield forks
    forks.close()


def edit_body(blog: Blog) -> None:
    set_body(blog.content / "farsi/chai.md", "Other words.")


def edit_title(blog: Blog) -> None:
    set_header(blog.content / "soupe.fr.md", "Title", "Le potage")


def add(blog: Blog) -> None:
    header = "Title: New\nDate: 2015-05-05\nTags: mer, neuf\nAuthor: Bob\nCategory: Voyages"
    (blog.content / "new.md").write_text(f"{header}\n\nNew words.\n")


def publish_draft(blog: Blog) -> None:
    set_header(blog.content / "brouillon.md", "Status", "published")


def delete(blog: Blog) -> None:
    (blog.content / "soupe.en.md").unlink()


def override(blog: Blog) -> None:
    toggle(blog.root / "templates/article.html", "{% block content %}", "{% block content %}{{ SITENAME }}")


def edit_settings(blog: Blog) -> None:
    toggle(blog.root / "conf.py", "Salt", "Sugar")


def show_year(blog: Blog) -> None:
    toggle(blog.root / "templates/page.html", "{% block content %}", "{% block content %}{{ now().year }}")


EDITS: list[tuple[Callable[[Blog], None], bool]] = [
    (edit_body, True),
    (edit_title, True),
    (add, False),  # Pelican's own themes show the categories, and so ask for all posts, on every page
    (publish_draft, False),
    (delete, False),
    (override, True),
    (edit_settings, False),
    (show_year, True),
]
"""What someone changes, and whether some pages have to stay then."""


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_any_theme_or_plugin_gets_what_a_clean_build_makes(builder: Forks, tmp_path: Path, case: str) -> None:
    blog = Blog(builder, tmp_path, case)
    assert blog.build().kept == 0
    done = blog.build()
    assert (done.written, {*done.always}) == (sum(done.always.values()), {"it warned"})
    for edit, keeps in EDITS:
        edit(blog)
        done = blog.build()
        assert done.written >= sum(done.always.values())
        assert done.kept or not keeps
    done = blog.build()
    assert done.written == sum(done.always.values())
    assert [
        reason
        for reason in done.always
        if re.fullmatch(r"now cannot be compared \(.* reads now, .*\)", reason)
    ]
