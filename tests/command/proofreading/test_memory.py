"""Proofreading remembers what it has read, and says the same as if it had not."""

from collections.abc import Mapping
from contextlib import chdir
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pelican.plugins import signals  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.plugins.incremental import files, processes
from pelican.readers import MarkdownReader, Readers
from pelican_blog.blog import Blog
from pelican_blog.building.build import run_pelican
from pelican_blog.proofreading.report import Report, proofread
from pelican_blog.proofreading.rules import Rule
from pelican_toolkit import stamps

from tests.bad_texts import write_texts

from .conftest import JPEG, NOW, OTHERS

LINKS = """\
Title: Liens
Date: 2025-06-01
Summary: Voir [la tarte]({filename}tarte.md#fin)
Humeur: gaie
Tags: Pain

[ici]({filename}tarte.md#fin), [là](/2025/03/04/tarte/#fin), [tôt]({filename}ebauche.md),
[tard]({filename}futur.md)

[elle](#moi), [plat]({static}/images/plat.jpg), ![x]({static}/images/non.jpg),
![y](https://example.com/non.jpg),
{{% video %}}, [pain]({tag}pain)

<!-- proofread: ignore foreign-markup, link-draft -->
ghp_abcdefghijklmnopqrstuvwxyz0123456789
"""
START: dict[str, str | bytes] = {
    **OTHERS,
    "posts/2025/liens.md": LINKS,
    "posts/2025/futur.md": "Title: Futur\nDate: 2030-01-01\n\nDemain.\n",
    "posts/2025/sans-jour.md": "Title: Sans jour\nDate: 2025-13-01\n\n[vide]()\n",
    "pages/sans-fin.md": "Title: Sans fin\n\n![]({static}/images/non.jpg)\n\n```python\nx\n",
    "comments/tarte/1.md": "author: Jo\nautre: x\n\nTexte.\n",
    "comments/tarte/2.md": "author: Al\nreplyto: 9\n\nTexte.\n",
}
ENGLISH = (
    "Title: The pie\nSlug: la-tarte\nDate: 2025-03-05\nLang: en\nTags: pâin\nHumeur: x\n\n## End {#fin}\n"
)
STEPS: tuple[dict[str, Any], ...] = (
    {},
    {"posts/2025/tarte.md": "Title: La tarte\nDate: 2025-03-04\nTags: pain\nHumeur: x\n\n## Fin {#fin}\n"},
    {"posts/2025/ebauche.md": "Title: Ébauche\nDate: 2025-03-05\n\n# Enfin\n"},
    {"comments/tarte/9.md": "author: Zoé\n\nDe jo@example.org.\n", "comments/tarte/1.md": None},
    {"posts/2025/pie.md": ENGLISH},
    {"posts/2025/tarte.md": None, "posts/2025/gateau.md": OTHERS["posts/2025/tarte.md"]},
    {"images/non.jpg": JPEG, "images/plat.jpg": None, "comments/inconnu/1.md": "Texte.\n"},
    {"now": datetime(2031, 1, 1, tzinfo=UTC)},
    {"WITH_FUTURE_DATES": True},
    {"PROOFREAD_IGNORE": ["headings", "link-dead"], "SITEURL": "https://example.org/blog"},
    {"SITEURL": "https://example.com"},
    {"TIMEZONE": "Pacific/Kiritimati"},
    {"DEFAULT_LANG": "en"},
    {"posts/2025/sans-jour.md": "Title: Un jour\nDate: 2025-12-01\n\n[vide]()\n"},
    {"posts/2025/liens.md": "Date: 2025-06-01\nRien", "pages/sans-fin.md": b"\xff"},
    {"posts/2025/liens.md": None, "pages/sans-fin.md": None},
)
"""What is changed from report to report: files, None for those that are removed; settings; the time."""


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the texts that are read, in the order in which they are."""
    names: list[str] = []
    read_text = MarkdownReader.read

    def note_text(reader: MarkdownReader, path: str) -> object:
        names.append(Path(path).name)
        return read_text(reader, path)

    monkeypatch.setattr(MarkdownReader, "read", note_text)
    monkeypatch.setattr(files, "TICK", 0)  # else texts written a moment ago are read again
    monkeypatch.setattr(stamps, "_TICK", 0)
    return names


def test_what_is_remembered_changes_no_report(
    blog: Blog, read: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Also where a file has the problems of another, or its own depend on what others say."""
    settings, rules, now = dict[str, Any](), set[Rule](), NOW
    write_texts(blog.content, START)
    report(blog, now)
    for step in STEPS:
        now = step.get("now", now)
        settings |= {name: value for name, value in step.items() if name.isupper()}
        change_files(blog.content, step)
        read.clear()
        remembered = report(blog, now, settings)
        reread, own = [*read], {Path(name).name for name in step if name.endswith(".md")}
        fresh = report(blog, now, {**settings, "CACHE_PATH": str(tmp_path_factory.mktemp("cache"))})
        assert remembered == fresh, step
        rules |= {problem.rule for problem in fresh.problems}
        # A text that warns, or whose date stands for another, is read each time, as in a build.
        assert settings or {*reread} - own <= {"sans-jour.md", "sans-fin.md"}, step
    assert len(rules) > 15  # so the reports had something in them


def test_a_build_for_readers_goes_on_from_what_proofreading_has_read(
    blog: Blog, read: list[str], tmp_path: Path
) -> None:
    """But not from a text whose date stands for one that cannot be read."""
    write_texts(blog.content, START)
    report(blog, NOW)
    built = []
    with chdir(blog.root):
        for name, options in (("next", []), ("anew", ["--extra-settings", f'CACHE_PATH="{tmp_path}/other"'])):
            read.clear()
            outcome = run_pelican("pelicanconf.py", options, tmp_path / name)
            pages = {
                path.relative_to(tmp_path / name): path.read_bytes()
                for path in (tmp_path / name).rglob("*")
                if path.is_file() and "pagefind" not in path.parts
            }
            built.append((outcome.faults, pages, {*read}))
    assert built[0][:2] == built[1][:2]
    assert (built[0][2], len(built[1][2])) == ({"sans-jour.md", "sans-fin.md"}, 7)


def test_texts_are_read_where_their_readers_are_watched(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not by copies of the process, which would leave it to read them once more."""
    names: list[str] = []
    read_file = Readers.read_file

    def note_file(readers: Readers, base_path: str, path: str, *more: object, **options: object) -> object:
        names.append(Path(path).name)
        return read_file(readers, base_path, path, *more, **options)

    monkeypatch.setattr(Readers, "read_file", note_file)
    monkeypatch.setattr(processes, "is_safe", lambda: True)
    texts = {f"posts/{number}.md": f"Title: {number}\nDate: 2025-03-04\n\nMot.\n" for number in range(6)}
    write_texts(blog.content, texts)
    assert report(blog, NOW, {"INCREMENTAL_PROCESSES": 3}).texts == 6
    assert sorted(names) == [Path(name).name for name in texts]


@pytest.mark.usefixtures("read")
def test_feed_that_one_text_breaks_is_reported_until_it_is_right(
    blog: Blog, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Though only texts that are new to a feed are tried out in it."""
    items: list[int] = []
    counts, problems = list[int](), list[int]()

    def refuse(_: object, feed: Any) -> None:
        items.append(len(feed.items))
        if any("cassant" in str(item) for item in feed.items):
            raise ValueError("no such word")

    with signals.feed_generated.connected_to(refuse):
        for words in ({1: "a", 2: "b", 3: "c"}, {3: "d"}, {2: "cassant"}, {3: "e"}, {2: "f"}):
            text = "Title: Texte {0}\nDate: 2025-03-0{0}\n\n{1}\n"
            write_texts(blog.content, {f"posts/{n}.md": text.format(n, word) for n, word in words.items()})
            items.clear()
            remembered = report(blog, NOW)
            counts.append(items[0])
            fresh = report(blog, NOW, {"CACHE_PATH": str(tmp_path_factory.mktemp("cache"))})
            assert remembered == fresh
            problems.append(len(remembered.problems))
    assert (counts, problems) == ([3, 1, 1, 2, 2], [0, 0, 1, 1, 0])


def report(blog: Blog, now: datetime, settings: Mapping[str, Any] | None = None) -> Report:
    """What is found in a blog with other settings at a time."""
    return proofread(replace(blog, settings={**blog.settings, **(settings or {})}), now)


def change_files(content: Path, step: Mapping[str, Any]) -> None:
    """Write and remove what a step says."""
    changed = {name: value for name, value in step.items() if "/" in name}
    written = {name: value for name, value in changed.items() if value is not None}
    write_texts(content, written)
    for name in changed.keys() - written.keys():
        (content / name).unlink()
