"""What a build would write is what a build writes, and what is where is known without writing it."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from pelican import Pelican
from pelican.generators import Generator
from pelican.plugins import signals
from pelican.writers import Writer
from pelican_toolkit.inventory import find_ids, take_inventory

from .conftest import Load

SETTINGS = {
    "DEFAULT_PAGINATION": 1,
    "DRAFT_SAVE_AS": "",
    "FEED_ALL_ATOM": "feeds/all.xml",
    "YEAR_ARCHIVE_SAVE_AS": "{date:%Y}/index.html",
}


class Extra(Generator):
    """A plugin's generator, which writes a page by Pelican's writer and a file by itself."""

    def generate_output(self, writer: Writer) -> None:
        """Write them."""
        writer.write_file("extra.html", self.get_template("page"), self.context, page=None)
        Path(self.output_path, "extra.txt").write_text("extra", encoding="utf-8")


@pytest.fixture(autouse=True)
def plugin() -> Iterator[None]:
    """A plugin that has the generator."""
    with signals.get_generators.connected_to(lambda _: Extra):
        yield


@pytest.fixture
def site(save_post: Callable[..., None], save_file: Callable[..., Path]) -> None:
    """Posts, pages, drafts, translations and a film."""
    save_post("posts/a.md", "A", "Tags: x", text="## Un {#un}\n\n[film]({static}/files/film.mp4)")
    save_post("posts/a-fr.md", "A", "Lang: fr")
    save_post("posts/b.md", "B", "Tags: x")
    save_post("posts/draft.md", "Draft", "Status: draft")
    save_post("pages/p.md", "P")
    save_post("pages/home.md", "Home", "Save_as: index.html")
    save_file("files/film.mp4", b"x" * 100)


def list_files(folder: Path) -> set[str]:
    """The paths of the files in a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("site")
def test_inventory_is_what_a_build_writes(load: Load, tmp_path: Path) -> None:
    written = tmp_path / "output"
    load(str(written), **SETTINGS).run()
    seen: list[str] = []
    finalized: list[object] = []

    def begin(folder: str) -> Pelican:
        seen.append(folder)
        return load(folder, **SETTINGS)

    with (
        signals.finalized.connected_to(finalized.append),
        take_inventory(begin) as inventory,
    ):
        assert {*inventory.pages} | inventory.files == list_files(written)
        assert {*inventory.pages}.isdisjoint(inventory.files)
        assert {"index.html", "index2.html", "extra.html", "a-fr.html"} <= {*inventory.pages}
        assert {"extra.txt", "feeds/all.xml", "files/film.mp4"} <= inventory.files
        for path, (page, *others) in inventory.pages.items():
            assert page.render() == (written / path).read_text(encoding="utf-8")
            assert bool(others) == (path == "index.html")
    assert finalized == []
    assert not Path(seen[0]).exists()


@pytest.mark.usefixtures("site")
def test_page_of_each_text_is_found(load: Load) -> None:
    with take_inventory(partial(load, **SETTINGS)) as inventory:
        pages = {content.slug: inventory.find_page(content) for content in inventory.contents}
        assert {slug: page.path for slug, page in pages.items() if page} == {
            "a": "a-fr.html",
            "b": "b.html",
            "p": "pages/p.html",
            "home": "index.html",
            "draft": "",
        }
        assert [page.content.slug for page in inventory.unwritten if page.content] == ["draft"]
        draft = pages["draft"]
        assert draft
        assert "Draft" in draft.render()


def test_two_texts_of_one_path_are_refused_as_by_a_build(load: Load, save_post: Callable[..., None]) -> None:
    save_post("posts/a.md", "A")
    save_post("pages/a.md", "A")
    with (
        pytest.raises(RuntimeError, match="overwrit"),
        take_inventory(partial(load, PAGE_SAVE_AS="{slug}.html")),
    ):
        pass


@pytest.mark.parametrize(
    ("html", "ids"),
    [
        ('<h2 id="a">', {"a"}),
        ("<h2 class=x id='é&amp;b'><a name=c>", {"é&b", "c"}),
        ('<p data-id="a">id="b"</p><input name="c">', set()),
    ],
)
def test_ids_of_a_page_are_found(html: str, ids: set[str]) -> None:
    assert find_ids(html) == ids
