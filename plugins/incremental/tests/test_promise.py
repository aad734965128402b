"""The promise: whatever was edited, an incremental build leaves what a clean build would."""

import atexit
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

from .sites import BUILDER, Site

STEPS = int(os.environ.get("PROMISE_STEPS", "260"))
"""How many edits each machine compares, about."""
SEEDS = (1, 2)
WORDS = ["one", "two", "three", "a\u00e9", "A & B"]
SLUGS = ["one", "two", "three", "four", "sub/five"]
HEADERS = {
    "Title": WORDS,
    "Slug": ["one", "two", "six"],
    "Date": ["2019-05-01 10:00", "2020-05-01 10:00", "2030-01-01 10:00"],
    "Tags": ["", "one", "one, two", "two, three"],
    "Category": ["", "one", "two"],
    "Author": ["", "Ann", "Bob, Ann"],
    "Status": ["published", "draft", "hidden"],
    "Lang": ["", "en", "fr"],
    "Summary": ["", "Short.", "See [x]({filename}/posts/one.md)."],
    "Template": ["", "special"],
    "Colour": ["", "red"],
    "Save_as": ["", "odd", "odd/index.html", "odd/odd.html"],
    "Url": ["", "odd"],
}
BODIES = [
    "Words.",
    "Wards.",
    "More *words* " * 60,
    "[a]({filename}/posts/two.md) [b]({filename}one.md#x)",
    "![i]({attach}/images/one.png)",
    "![i]({attach}/images/one.png) and ![i]({static}/images/two.png)",
    "![i]({static}/images/one.png) [p]({filename}/pages/about.md)",
    "[t]({tag}one) [c]({category}two) [i]({index}) [d]({static}/images/none.png)",
]
SETTINGS: dict[str, list[Any]] = {
    "SITENAME": ["Site", "Place"],
    "SITESUBTITLE": ["", "Sub"],
    "MENUITEMS": [[], [["One", "one.html"]]],
    "DEFAULT_PAGINATION": [False, 2, 3],
    "DELETE_OUTPUT_DIRECTORY": [True, False],
    "WITH_FUTURE_DATES": [True, False],
    "PLUGINS": [["gadget"], []],
    "RELATIVE_URLS": [True, False],
    "SITEURL": ["", "https://example.org/blog"],
    "YEAR_ARCHIVE_SAVE_AS": ["", "{date:%Y}/index.html"],
    "STATIC_CREATE_LINKS": [False, True],
    "STATIC_CHECK_IF_MODIFIED": [False, True],
    "TEMPLATE_PAGES": [{}, {"extra/own.html": "own.html"}],
    "FEED_MAX_ITEMS": [100, 1],
    "FEED_RSS": [None, "feeds/rss.xml"],
    "OUTPUT_SOURCES": [False, True],
    "OUTPUT_RETENTION": [[], ["kept.txt"]],
    "INCREMENTAL_PROCESSES": [1, 2, 3],
}
EDITS = [
    ("templates/article.html", "<h1>", "<h1 class='x'>"),
    ("templates/foot.html", "<footer>", "<footer >"),
    (
        "templates/foot.html",
        "{{ categories | length }}",
        "{{ categories | map(attribute=1) | sum(start=[]) | length }}",
    ),
    ("templates/macros.html", "<h2>", "<h2 class='y'>"),
    ("templates/index.html", "next</a>", "more</a>"),
    ("templates/special.html", "{{ aside() }}", "{{ SITENAME }}"),
    ("templates/terms.html", "{{ articles | length }}", "{{ articles | map(attribute='title') | join }}"),
    ("templates/listing.html", "{{ article.content | length }}", "{{ article.summary }}"),
    ("templates/page.html", "{{ page.lang }}", "{{ 'x' | shout }}"),
    ("templates/base.html", "{% block body %}", "{{ SITESUBTITLE }}{% block body %}"),
    ("templates/article.html", "{{ article.note }}", "{{ broken() if article.slug == 'two' }}"),
    ("static/style.css", "red", "tan"),
    ("gadget.py", 'VERSION = "1"', 'VERSION = "2"'),
    ("conf.py", "{text}!", "{text}."),
    ("conf.py", '"~"', '"^"'),
    ("aside.txt", "aside", "apart"),
    ("aside.py", "Nothing.", "Nobody."),
    ("content/extra/own.html", "Own", "{{ articles | length }}"),
]
DATA: dict[str, list[Any]] = {
    "word": ["one", "two"],
    "mark": ["?", "%"],
    "year": [2020, 2019, 2000],
    "extra": ["", "Extra", "Other"],
    "numbers": [False, True],
    "rewrites": [False, True, "red"],
    "hears": [False, True, "late", "once"],
    "beside": [
        "",
        "appends",
        "catches",
        "rotates",
        "founds",
        "collects",
        "draws",
        "replaces",
        "adds",
        "lists",
    ],
    "by": ["signal", "template", "feed"],
    "only": ["", "red"],
    "minifies": [False, True],
    "raises": ["", "one"],
    "fails": [False, True],
    "copies": ["one", "two"],
    "drops": [False, True],
    "place": ["titles", "odd", "tag/one.html"],
}
numbers = st.integers(0, 10**6)
words = st.sampled_from(WORDS)


def pairs(values: dict[str, list[Any]]) -> st.SearchStrategy[tuple[str, Any]]:
    """A key with one of its values."""
    return st.sampled_from([(name, value) for name, choices in values.items() for value in choices])


class Promise(RuleBasedStateMachine):
    """A writer and a designer at work on a small site."""

    @initialize(relative=st.booleans(), wipes=st.booleans(), processes=st.sampled_from([1, 2, 3]))
    def begin(self, *, relative: bool, wipes: bool, processes: int) -> None:
        self.site = Site(Path(tempfile.mkdtemp()))
        self.site.settings |= {"RELATIVE_URLS": relative, "DELETE_OUTPUT_DIRECTORY": wipes}
        self.site.settings["INCREMENTAL_PROCESSES"] = processes
        if processes > 1:  # which do not share the pages if files are moved beside them
            self.site.edit("pages/about.md", body="![i]({static}/images/one.png)")
        self.site.save("extra/own.html", '{% extends "base.html" %}{% block body %}Own{% endblock %}')
        self.good, self.sources = dict(self.site.settings), Sources(self.site.root)
        self.days, self.seed, self.waits = 0, SEEDS[0], 0
        self.tolerated: set[str] = set()
        self.copies: list[Path] = []

    # Texts

    @rule(
        slug=st.sampled_from(SLUGS),
        kind=st.sampled_from(["posts", "pages", "misc"]),
        body=st.sampled_from(BODIES),
    )
    def add(self, slug: str, kind: str, body: str) -> None:
        self.site.save(f"{kind}/{slug}.md", f"Title: {slug}\nDate: 2021-01-01\n\n{body}\n")

    @rule(number=numbers, body=st.sampled_from(BODIES))
    def edit_body(self, number: int, body: str) -> None:
        for path in self._pick(self.site.list_texts(), number):
            set_body(path, body)

    @rule(number=numbers, line=pairs(HEADERS))
    def edit_header(self, number: int, line: tuple[str, str]) -> None:
        for path in self._pick(self.site.list_texts(), number):
            set_header(path, *line)

    @rule(number=numbers)
    def delete(self, number: int) -> None:
        for path in self._pick(self.site.list_texts(), number):
            path.unlink()

    @rule(number=numbers, kind=st.sampled_from(["posts", "misc", "pages"]), slug=st.sampled_from(SLUGS))
    def move(self, number: int, kind: str, slug: str) -> None:
        for path in self._pick(self.site.list_texts(), number):
            target = self.site.root / "content" / kind / f"{slug}.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)

    @rule(number=numbers, other=numbers)
    def swap_texts(self, number: int, other: int) -> None:
        texts = self.site.list_texts()
        for one, two in zip(self._pick(texts, number), self._pick(texts, other), strict=True):
            swap(one, two)

    @rule(number=numbers)
    def touch(self, number: int) -> None:
        for path in self._pick(self.site.list_texts(), number):
            path.touch()

    @rule(number=numbers)
    def edit_in_secret(self, number: int) -> None:
        """Put the time back after an edit that keeps the size."""
        for path in self._pick(self.site.list_texts(), number):
            before = path.stat()
            path.write_text(path.read_text().swapcase().replace("TITLE:", "Title:").replace("dATE:", "Date:"))
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    # Files, theme, plugins, settings

    @rule(
        name=st.sampled_from(["images/one.png", "images/two.png", "other/x.bin"]),
        data=st.sampled_from(["", "one", "two"]),
    )
    def edit_image(self, name: str, data: str) -> None:
        if data:
            self.site.save(name, data)
        else:
            (self.site.root / "content" / name).unlink(missing_ok=True)

    @rule(edit=st.sampled_from(EDITS))
    def edit_theme(self, edit: tuple[str, str, str]) -> None:
        toggle(self.site.root / edit[0], *edit[1:])

    @rule(
        name=st.sampled_from(
            [
                "included.txt",
                "templates/optional.html",
                "templates/first.html",
                "templates/second.html",
                "static/new.js",
            ]
        ),
        word=words,
    )
    def toggle_theme_file(self, name: str, word: str) -> None:
        path = self.site.root / name
        if path.exists():
            path.unlink()
        else:
            path.write_text(word)

    @rule(setting=pairs(SETTINGS))
    def edit_setting(self, setting: tuple[str, Any]) -> None:
        self.site.settings[setting[0]] = setting[1]

    @rule(datum=pairs(DATA))
    def edit_data(self, datum: tuple[str, Any]) -> None:
        self.site.set_data(**dict([datum]))

    @rule(days=st.sampled_from([0, 3000, 5000]))
    def move_clock(self, days: int) -> None:
        self.days = days

    # What builds made

    @rule(number=numbers, way=st.sampled_from(["edit", "delete", "empty", "secret"]))
    def edit_output(self, number: int, way: str) -> None:
        for path in self._pick(self.site.list_outputs(), number):
            before = path.stat()
            if way == "delete":
                path.unlink()
            else:
                data = path.read_bytes()
                path.unlink()  # it may be a link to its source
                path.write_bytes({"edit": data + b"x", "empty": b"", "secret": data.swapcase()}[way])
            if way == "secret":
                os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    @rule(number=numbers, other=numbers)
    def swap_outputs(self, number: int, other: int) -> None:
        outputs = self.site.list_outputs()
        for one, two in zip(self._pick(outputs, number), self._pick(outputs, other), strict=True):
            swap(one, two)

    @rule(
        name=st.sampled_from(
            ["foreign.html", "kept.txt", "theme/foreign.css", "tag/foreign.html", "gone/x/y.txt"]
        )
    )
    def add_foreign(self, name: str) -> None:
        path = self.site.output / name
        if not path.exists():
            with suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("foreign")
                self.tolerated.add(name)

    @rule()
    def remove_output(self) -> None:
        shutil.rmtree(self.site.output, ignore_errors=True)

    @rule(number=numbers, way=st.sampled_from(["flip", "cut", "delete", "foreign", "old"]))
    def damage_cache(self, number: int, way: str) -> None:
        self.waits = 1  # as above
        for path in self.site.cache.rglob("results.db"):
            data = bytearray(path.read_bytes())
            if way == "flip" and data:
                for place in range(number % 997, len(data), 997):
                    data[place] ^= 1 + number % 255
            path.write_bytes({"cut": data[: number % (len(data) + 1)], "foreign": b"foreign"}.get(way, data))
            if way == "delete":
                path.unlink()
            if way == "old" and self.copies:
                shutil.copyfile(self.copies[number % len(self.copies)], path)

    @rule()
    def keep_cache(self) -> None:
        for path in self.site.cache.rglob("results.db"):
            self.copies.append(self.site.root / f"kept{len(self.copies)}.db")
            shutil.copyfile(path, self.copies[-1])

    # Builds

    @rule(seconds=st.floats(0.001, 0.3))
    def kill_build(self, seconds: float) -> None:
        start_builder(self.seed).call(kill_after=seconds, days=self.days, **self.site.arguments())
        self.waits = 1  # so that some of what it made is made no more

    @rule()
    def build_fully(self) -> None:
        with suppress(RuntimeError):
            start_builder(self.seed).call(days=self.days, **self.site.arguments() | {"INCREMENTAL": False})
        self.waits = 1

    @rule()
    def build_twice_at_once(self) -> None:
        for builder in map(start_builder, SEEDS):
            builder.start(days=self.days, **self.site.arguments())
        for builder in map(start_builder, SEEDS):
            with suppress(RuntimeError):
                builder.finish()

    @rule(seed=st.sampled_from(SEEDS))
    def change_seed(self, seed: int) -> None:
        self.seed = seed

    @rule()
    def wait(self) -> None:
        """Do not build before the next two edits."""
        self.waits = 3

    @invariant()
    def is_equal(self) -> None:
        if self.waits:
            self.waits -= 1
            return
        shutil.rmtree(self.site.clean, ignore_errors=True)
        clean, error = self._build(clean=True)
        ours, our_error = self._build()
        assert our_error == error
        if error:
            self.sources.restore()
            self.site.settings = dict(self.good)
            return
        self.sources.remember()
        self.good = dict(self.site.settings)
        expected, found = read_folder(self.site.clean), read_folder(self.site.output)
        if self.site.settings["DELETE_OUTPUT_DIRECTORY"]:
            self.tolerated = {*self.site.settings.get("OUTPUT_RETENTION", [])}
        for name in self.tolerated - expected.keys():
            found.pop(name, None)
        assert find_differences(found, expected) == []
        assert {*ours["warnings"]} == {*clean["warnings"]}

    def teardown(self) -> None:
        if hasattr(self, "site"):
            shutil.rmtree(self.site.root)

    def _build(self, *, clean: bool = False) -> tuple[Any, str]:
        try:
            done = start_builder(self.seed).call(days=self.days, **self.site.arguments(clean=clean))
        except RuntimeError as error:
            return None, str(error).replace(str(self.site.clean), str(self.site.output))
        return done, ""

    def _pick(self, paths: list[Path], number: int) -> list[Path]:
        return [paths[number % len(paths)]] if paths else []


@cache
def start_builder(seed: int) -> Forks:
    """What builds the site with strings hashed by this seed."""
    builder = Forks(BUILDER, seed)
    atexit.register(builder.close)
    return builder


TestPromise = pytest.mark.slow(Promise.TestCase)
TestPromise.settings = settings(max_examples=max(1, STEPS // 20), stateful_step_count=20, print_blob=True)
