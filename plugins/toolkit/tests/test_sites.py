"""A site: what there is to read, what would be written, and what is wrong with settings and texts."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from pelican import Pelican
from pelican.plugins import signals
from pelican.settings import read_settings
from pelican_toolkit.contents import list_contents
from pelican_toolkit.errors import PluginError, make_guard
from pelican_toolkit.inventory import take_inventory
from pelican_toolkit.reading import read_contents
from pelican_toolkit.settings import Rule
from pelican_toolkit.settings import read_settings as read_plugin_settings
from pelican_toolkit.testing import SaveFile, SavePost

Load = Callable[..., Pelican]

TEXTS = [*product(("posts", "pages"), ("published", "draft", "hidden"), ("en", "fr"))]
"""Folder, status and language of each."""
SETTINGS = {"DEFAULT_PAGINATION": 1, "DRAFT_SAVE_AS": "", "FEED_ALL_ATOM": "feeds/all.xml"}


@pytest.fixture
def load(content_path: Path) -> Load:
    """A function that returns Pelican for an output folder, with these settings."""

    def build(output: str, **settings: Any) -> Pelican:
        places = {"PATH": str(content_path), "OUTPUT_PATH": output, "THEME": "simple", "TIMEZONE": "UTC"}
        lists = {"DIRECT_TEMPLATES": ["index"], "STATIC_PATHS": ["files"], "ARTICLE_PATHS": ["posts"]}
        return Pelican(read_settings(override={**places, **lists, "PLUGINS": [], **settings}))

    return build


def test_every_text_is_read_once_and_nothing_is_written(
    load: Load, save_post: SavePost, tmp_path: Path
) -> None:
    for folder, status, lang in TEXTS:
        save_post(f"{folder}/{status}-{lang}.md", f"{folder}-{status}", f"Status: {status}", f"Lang: {lang}")
    save_post("posts/skipped.md", "Skipped", "Status: skip")
    told: list[object] = []
    pelican = load(str(tmp_path / "output"))
    with signals.all_generators_finalized.connected_to(told.append):
        reads = [read_contents(pelican), read_contents(pelican)]
    for read in reads:
        contents = [content for generator in read for content in list_contents(generator)]
        assert sorted((content.slug, content.lang) for content in contents) == sorted(
            (f"{folder}-{status}", lang) for folder, status, lang in TEXTS
        )
    assert told == []
    assert not (tmp_path / "output").exists()


def list_files(folder: Path) -> set[str]:
    """The paths of the files in a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_inventory_is_what_a_build_writes(
    load: Load, save_post: SavePost, save_file: SaveFile, tmp_path: Path
) -> None:
    save_post("posts/a.md", "A", "Tags: x", text="## Un {#un}\n\n[film]({static}/files/film.mp4)")
    save_post("posts/a-fr.md", "A", "Lang: fr")
    save_post("posts/b.md", "B", "Tags: x")
    save_post("posts/draft.md", "Draft", "Status: draft")
    save_post("pages/p.md", "P")
    save_post("pages/home.md", "Home", "Save_as: index.html")
    for length in range(50, 99, 3):  # from an address of any length to one that some systems refuse
        save_post(f"pages/{length}.md", f"L{length}", f"Save_as: {'a' * 80}/{'b' * length}/index.html")
    save_file("files/film.mp4", b"x" * 100)
    written = tmp_path / "output"
    load(str(written), **SETTINGS).run()
    seen: list[str] = []
    finalized: list[object] = []

    def begin(folder: str) -> Pelican:
        seen.append(folder)
        return load(folder, **SETTINGS)

    with signals.finalized.connected_to(finalized.append), take_inventory(begin) as inventory:
        assert {*inventory.pages} | inventory.files == list_files(written)
        assert {*inventory.pages}.isdisjoint(inventory.files)
        assert {"index.html", "index2.html", "a-fr.html"} <= {*inventory.pages}
        assert {"feeds/all.xml", "files/film.mp4"} <= inventory.files
        for path, (page, *others) in inventory.pages.items():
            assert page.render() == (written / path).read_text(encoding="utf-8")
            assert bool(others) == (path == "index.html")
        paths = {"a": "a-fr.html", "b": "b.html", "p": "pages/p.html", "home": "index.html", "draft": ""}
        pages = {content.slug: inventory.find_page(content) for content in inventory.contents}
        assert {slug: page.path for slug, page in pages.items() if page and slug in paths} == paths
        assert [page for page in inventory.unwritten if page.content] == [pages["draft"]]
        assert "Draft" in pages["draft"].render()
    assert finalized == []
    assert not Path(seen[0]).exists()


def test_inventory_has_a_file_for_a_plugin_that_opens_it(load: Load, save_post: SavePost) -> None:
    """Also one that wants to hear of a single page. The file is empty, as no page is rendered."""
    save_post("pages/p.md", "P", "Save_as: p.html")
    seen: list[str] = []

    def begin(folder: str) -> Pelican:
        signals.content_written.connect(hear, sender=str(Path(folder, "p.html")))
        return load(folder)

    def hear(path: str, **_: object) -> None:
        seen.append(Path(path).read_text(encoding="utf-8"))

    with take_inventory(begin):
        pass
    assert seen == [""]


@pytest.mark.parametrize("place", ["b.html/index.html", "f.html/a/b.html", "theme/x", "x" * 300, "theme"])
def test_inventory_fails_where_a_build_does(
    load: Load, save_post: SavePost, tmp_path: Path, place: str
) -> None:
    """At a file in the place of a folder, a folder in the place of a file, or a name that is too long."""
    save_post("posts/b.md", "B")
    save_post("posts/f.md", "F", "Date: 2000-01-01")
    save_post("posts/t.md", "T", "Date: 2000-01-01", "Save_as: theme/b.html")
    save_post("pages/clash.md", "Clash", f"Save_as: {place}")

    def take() -> None:
        with take_inventory(load):
            pass

    built, taken = (find_error(run) for run in (load(str(tmp_path / "output")).run, take))
    assert taken == built
    assert bool(built) == (place != "theme/x")


def find_error(run: Callable[[], object]) -> str:
    """What the system says of a file below the output folder."""
    try:
        run()
    except OSError as error:
        return re.sub(r"'/.*/(output|pelican-\w+)/", "'", str(error))
    return ""


guard = make_guard("pelican-x", "its pictures are not shown")


def test_mistake_or_bug_is_a_warning_and_the_build_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    with guard("a.md"):
        raise PluginError("a.md: one.", "b.md: two.")
    with guard("50%s.md"):
        raise ZeroDivisionError("by 0")
    with guard("a.md"):
        pass
    with pytest.raises(KeyboardInterrupt), guard("a.md"):
        raise KeyboardInterrupt
    bug = "its pictures are not shown (ZeroDivisionError: by 0). Please report this to pelican-x."
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", "a.md: one.\nb.md: two."),
        ("WARNING", f"50%s.md: {bug}"),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The settings of a plugin."""

    books: tuple[str, ...] = ()
    height: int = 5


RULES = {
    "books": Rule(lambda value: isinstance(value, list | tuple), "a list of titles"),
    "height": Rule(lambda value: isinstance(value, int) and value > 0, "a number from 1 on"),
}


def read_shelf(raw: object) -> Shelf:
    return read_plugin_settings("SHELF", raw, Shelf, RULES, PluginError)


def test_every_problem_of_settings_is_named_at_once() -> None:
    assert read_shelf({"books": ["A", "B"]}) == Shelf(books=("A", "B"), height=5)
    with pytest.raises(PluginError) as caught:
        read_shelf({"hight": 3, 3: 1, "books": "A", "height": 0})
    assert [(problem.code, str(problem)) for problem in caught.value.problems] == [
        ("unknown-key", "pelicanconf.py: SHELF has an unknown key 'hight'; did you mean 'height'?"),
        ("unknown-key", "pelicanconf.py: SHELF has an unknown key 3; known: books, height."),
        ("unusable-value", "pelicanconf.py: SHELF['books'] is 'A', but must be a list of titles."),
        ("unusable-value", "pelicanconf.py: SHELF['height'] is 0, but must be a number from 1 on."),
    ]
    with pytest.raises(PluginError, match=r"^pelicanconf\.py: SHELF is None, but must be a dict\.$"):
        read_shelf(None)
