"""Whatever was edited, an incremental build of the demo site leaves what a clean build would."""

import atexit
import json
import os
import shutil
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from pelican_toolkit.testing.forks import Forks
from pelican_toolkit.testing.sources import (
    Sources,
    find_differences,
    read_folder,
    set_body,
    set_header,
    swap,
    toggle,
)

from tests.command.devserver.processes import wait_until
from tests.site.builder import GO, WAITING

ROOT = Path(__file__).parents[2]
STEPS = int(os.environ.get("PROMISE_STEPS", "60"))
"""How many edits are compared."""
HEADERS = {
    "Title": ["Un titre", "L'autre « titre » & fin", "*Titre*"],
    "Slug": ["un-premier-texte", "une-tarte-en-deux-langues", "nouveau"],
    "Date": ["2019-05-01 10:00", "2025-01-10 14:00", "2031-01-01 10:00"],
    "Modified": ["", "2025-06-01 10:00"],
    "Tags": ["", "texte", "texte, code", "neuf"],
    "Category": ["Essais", "Le site", "Desserts; Essais", "Cuisine", "Fêtes, repas & cie; Nouveau"],
    "Aliases": ["", "/ancien/", "/?p=9; /ancien/", "/2023/"],
    "Sticky": ["", "yes"],
    "Guid": ["", "http://example.org/?p=9"],
    "Authors": ["Camille", "Camille; Dominique"],
    "Status": ["published", "draft", "hidden"],
    "Lang": ["", "en", "fr"],
    "Series": ["", "Une suite"],
    "Summary": ["", "Bref."],
    "Comments": ["", "closed", "hidden"],
    "Image": ["", "images/tarte.jpg"],
}
BODIES = [
    "Bref : voilà !",
    "Bref : voici !",
    "## Un\n\nTexte[^1].\n\n## Deux\n\nTexte.\n\n## Trois\n\nTexte.\n\n[^1]: Note.",
    "![Une tarte]({static}/images/tarte.jpg)\n\n![De la soupe]({static}/images/soupe.jpg)",
    "![Une table]({attach}/images/table.png)",
    "[Ici]({filename}/pages/des-images.md) et [là]({filename}/posts/2023/un-premier-texte.md).",
    "https://www.youtube.com/watch?v=DEMO-demo-1",
]
SETTINGS: list[tuple[str, Any]] = [
    ("SITENAME", "Démonstration"),
    ("SITENAME", "Autre"),
    ("DEFAULT_PAGINATION", 2),
    ("DEFAULT_PAGINATION", 3),
    ("MENUITEMS", [["Un", "un/"]]),
    ("SITE_NOTICE", "Sans rien."),
    ("DEFAULT_LANG", "en"),
    ("INCREMENTAL_PROCESSES", 1),
    ("INCREMENTAL_PROCESSES", 2),
    ("WITHOUT", ["pagefind"]),
    ("WITHOUT", []),
    ("WITHOUT", ["reading", "pagefind"]),
]
EDITS = [
    ("theme/locale/fr.po", 'msgstr "Recherche"', 'msgstr "Chercher"'),
    ("theme/css/tokens.css", ":root {", ":root { --promise: 1;"),
    ("theme/css/components/comment.css", "{", "{ outline: 0;"),
    ("theme/templates/article.html", "<article", '<article data-x="1"'),
    ("theme/templates/base.html", "<body", '<body data-x="1"'),
    ("theme/templates/listing.html", "{% block", "{# #}{% block"),
    ("tests/demo/democonf.py", "Vie privée", "Données"),
    ("tests/demo/content/taxonomy.toml", "Tout ce qui se mange", "Ce qui se mange"),
    ("tests/demo/content/taxonomy.toml", 'parent = "cuisine"', ""),
    ("tests/demo/content/taxonomy.toml", 'slug = "desserts"', 'slug = "gâteaux"'),
    ("tests/demo/content/redirects.txt", "/category/divers/", "/divers.html"),
    ("tests/demo/content/redirects.txt", "/category/le-site/", "/livre-d-or/"),
]
numbers = st.integers(0, 10**6)


def drop_numbering(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files without what depends on the order in which the disk lists pages to Pagefind.

    What remains of its index is the text of each page, in a file that is named by it.
    """
    numbered = (".pf_index", ".pf_meta", "pagefind-entry.json")
    return {name: data for name, data in files.items() if not name.endswith(numbered)}


class Promise(RuleBasedStateMachine):
    """A writer, readers and a designer at work on the demo site."""

    @initialize(published=st.booleans(), processes=st.sampled_from([1, 2]))
    def begin(self, *, published: bool, processes: int) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.content = self.root / "tests/demo/content"
        for name in ("siteconf.py", "pelicanconf.py"):
            shutil.copy(ROOT / name, self.root)
        for name in ("theme", "tests/demo"):
            shutil.copytree(ROOT / name, self.root / name)
        with (self.root / "tests/demo/democonf.py").open("a") as file:
            file.write(
                "import json\nWITHOUT = []\n"
                "globals().update(json.loads((root / 'settings.json').read_text()))\n"
                "PLUGINS = [name for name in PLUGINS if name not in WITHOUT]\n"
            )
        self.settings: dict[str, Any] = {"WITHOUT": ["pagefind"], "INCREMENTAL_PROCESSES": processes}
        self.site_url = "https://demo.example.org" if published else ""
        self.days = 0
        self._save_settings()
        self.sources = Sources(self.root)

    @rule(
        number=numbers, line=st.sampled_from([(name, value) for name in HEADERS for value in HEADERS[name]])
    )
    def edit_header(self, number: int, line: tuple[str, str]) -> None:
        set_header(self._pick("p*/**/*.md", number), *line)

    @rule(number=numbers, body=st.sampled_from(BODIES))
    def edit_body(self, number: int, body: str) -> None:
        set_body(self._pick("p*/**/*.md", number), body)

    @rule(number=numbers, body=st.sampled_from(BODIES), kind=st.sampled_from(["posts", "pages"]))
    def add(self, number: int, body: str, kind: str) -> None:
        path = self.content / kind / f"nouveau-{number % 3}.md"
        path.write_text(f"Title: Nouveau {number % 3}\nDate: 2024-06-0{number % 9 + 1}\n\n{body}\n")

    @rule(
        number=numbers,
        pattern=st.sampled_from(["posts/**/*.md", "posts/**/*.md", "pages/*.md", "images/*", "videos/*"]),
    )
    def delete(self, number: int, pattern: str) -> None:
        self._pick(pattern, number).unlink()

    @rule(number=numbers)
    def move(self, number: int) -> None:
        path = self._pick("posts/**/*.md", number)
        path.rename(self.content / "posts" / path.name)

    @rule(
        number=numbers,
        other=numbers,
        pattern=st.sampled_from(["posts/**/*.md", "images/*", "comments/**/*.md"]),
    )
    def swap_files(self, number: int, other: int, pattern: str) -> None:
        swap(self._pick(pattern, number), self._pick(pattern, other))

    @rule(number=numbers, replies=st.booleans())
    def comment(self, number: int, *, replies: bool) -> None:
        path = self._pick("comments/**/*.md", number)
        reply = f"replyto: {path.stem}\n" if replies else ""
        header = f"author: Léa {number % 5}\ndate: 2025-0{number % 9 + 1}-02T10:00:00+01:00\n{reply}"
        (path.parent / f"9{number % 7}.md").write_text(f"{header}\nOui, {number} !\n")

    @rule(number=numbers)
    def edit_comment(self, number: int) -> None:
        toggle(self._pick("comments/**/*.md", number), "e", "é")

    @rule(number=numbers)
    def remove_comment(self, number: int) -> None:
        self._pick("comments/**/*.md", number).unlink()

    @rule(number=numbers, name=st.sampled_from(["nouveau-1", "un-premier-texte", "livre-d-or"]))
    def rename_comments(self, number: int, name: str) -> None:
        folder = self._pick("comments/**/*.md", number).parent
        with suppress(OSError):  # the other has comments
            folder.rename(folder.with_name(name))

    @rule(edit=st.sampled_from(EDITS))
    def edit_theme(self, edit: tuple[str, str, str]) -> None:
        toggle(self.root / edit[0], *edit[1:])

    @rule()
    def move_catalogue(self) -> None:
        path = self.root / "theme/locale/fr.po"
        away = path.with_suffix(".away")
        path.rename(away) if path.exists() else away.rename(path)

    @rule(setting=st.sampled_from(SETTINGS))
    def edit_setting(self, setting: tuple[str, Any]) -> None:
        self.settings[setting[0]] = setting[1]
        self._save_settings()

    @rule(days=st.sampled_from([0, 0, 3000]))
    def move_clock(self, days: int) -> None:
        self.days = days

    @rule()
    def publish_or_preview(self) -> None:
        self.site_url = "" if self.site_url else "https://demo.example.org"

    @rule(
        number=numbers,
        folder=st.sampled_from([".cache/site", "output"]),
        way=st.sampled_from(["edit", "delete"]),
    )
    def edit_output(self, number: int, folder: str, way: str) -> None:
        paths = sorted(path for path in (self.root / folder).rglob("*") if path.is_file())
        for path in paths[number % (len(paths) or 1) :][:1]:
            if way == "edit":
                path.write_bytes(path.read_bytes() + b"x")
            else:
                path.unlink()

    @rule(number=numbers)
    def damage_cache(self, number: int) -> None:
        paths = [
            path
            for path in sorted((self.root / ".cache").rglob("*"))
            if path.is_file()
            and not {"site", "images"} & {*path.parts}  # clean builds use the pictures there
        ]
        for path in paths[number % (len(paths) or 1) :][:1]:
            data = path.read_bytes()
            path.write_bytes(data[: number % (len(data) + 1)])

    @rule(seconds=st.floats(0.01, 1))
    def kill_build(self, seconds: float) -> None:
        start_builder().call(kill_after=seconds, **self._arguments(clean=False))

    @invariant()
    def is_equal(self) -> None:
        found = self.build()
        expected = start_builder().call(**self._arguments(clean=True))
        assert found["faults"] == expected["faults"]
        assert found["complete"] == expected["complete"]
        if not expected["complete"]:
            self.sources.restore()
            self.settings = json.loads((self.root / "settings.json").read_text())
            return
        self.sources.remember()
        folders = (read_folder(self.root / name) for name in ("output", "clean"))
        assert find_differences(*map(drop_numbering, folders)) == []

    def build(self) -> dict[str, Any]:
        """What an incremental build says."""
        answer: dict[str, Any] = start_builder().call(**self._arguments(clean=False))
        return answer

    def teardown(self) -> None:
        if hasattr(self, "root"):
            shutil.rmtree(self.root)

    def _arguments(self, *, clean: bool) -> dict[str, Any]:
        return {"folder": str(self.root), "siteurl": self.site_url, "clean": clean, "days": self.days}

    def _save_settings(self) -> None:
        (self.root / "settings.json").write_text(json.dumps(self.settings))

    def _pick(self, pattern: str, number: int) -> Path:
        paths = sorted(self.content.glob(pattern))
        return paths[number % len(paths)]


class EarlyPromise(Promise):
    """The same, where each build has begun before the edit, and counts if it is not outdated by that."""

    begun: dict[str, Any] | None = None

    def build(self) -> dict[str, Any]:
        arguments, begun = self._arguments(clean=False), self.begun
        answer = self.finish()
        if answer is None or "outdated" in answer or begun != arguments:
            answer = super().build()
        self.begun = arguments
        for name in (WAITING, GO):
            (self.root / name).unlink(missing_ok=True)
        start_early_builder().start(early=True, **arguments)
        wait_until((self.root / WAITING).exists, "a build that waits")
        return answer

    def finish(self) -> dict[str, Any] | None:
        """What the build says that has begun early, if there is one."""
        if not self.begun:
            return None
        self.begun = None  # whatever comes of it, it is not asked again
        (self.root / GO).touch()
        answer: dict[str, Any] = start_early_builder().finish()
        return answer

    def teardown(self) -> None:
        self.finish()
        super().teardown()


@pytest.mark.parametrize("published", [False, True])
def test_pages_that_do_not_show_a_new_post_stay(*, published: bool) -> None:
    blog = Promise()
    try:
        blog.begin(published=published, processes=1)
        blog.build()
        before = read_stamps(blog.root / ".cache/site")
        blog.add(1, "Voilà.", "posts")
        blog.build()
        after = read_stamps(blog.root / ".cache/site")
    finally:
        blog.teardown()
    written = {name for name, stamp in after.items() if before.get(name) != stamp}
    assert "2024/06/02/nouveau-1/index.html" in written
    assert len(written) < len(after) / 2
    pages = {"livre-d-or/index.html", "des-images/index.html"}
    assert pages <= after.keys() - written


def read_stamps(folder: Path) -> dict[str, int]:
    """When each page in a folder was written."""
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*.html")}


@cache
def start_early_builder() -> Forks:
    """What begins to build the site before it is edited."""
    return start_builder.__wrapped__()


@cache
def start_builder() -> Forks:
    """What builds the site."""
    builder = Forks(Path(__file__).with_name("builder.py"), 0)
    atexit.register(builder.close)
    return builder


TestPromise = pytest.mark.slow(Promise.TestCase)
TestEarlyPromise = pytest.mark.slow(EarlyPromise.TestCase)
TestPromise.settings = settings(max_examples=max(1, STEPS // 20), stateful_step_count=20, print_blob=True)
TestEarlyPromise.settings = settings(TestPromise.settings, max_examples=max(1, STEPS // 40))
