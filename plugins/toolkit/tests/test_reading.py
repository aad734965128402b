"""The texts of a site, read without being written."""

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from pelican.plugins import signals
from pelican_toolkit.contents import list_contents
from pelican_toolkit.reading import read_contents

from .conftest import Load

TEXTS = [*product(("posts", "pages"), ("published", "draft", "hidden"), ("en", "fr"))]
"""Folder, status and language of each."""


@pytest.fixture
def texts(save_post: Callable[..., None]) -> None:
    """A post and a page of each status, each with a translation, and one that is to be skipped."""
    for folder, status, lang in TEXTS:
        save_post(f"{folder}/{status}-{lang}.md", f"{folder}-{status}", f"Status: {status}", f"Lang: {lang}")
    save_post("posts/skipped.md", "Skipped", "Status: skip")


@pytest.mark.usefixtures("texts")
def test_every_text_is_there_once_and_nothing_is_written(load: Load, tmp_path: Path) -> None:
    told: list[object] = []
    pelican = load(str(tmp_path / "output"))
    with signals.all_generators_finalized.connected_to(told.append):
        generators = read_contents(pelican)
        again = read_contents(pelican)
    for read in (generators, again):
        contents = [content for generator in read for content in list_contents(generator)]
        assert sorted((content.slug, content.lang) for content in contents) == sorted(
            (f"{folder}-{status}", lang) for folder, status, lang in TEXTS
        )
        originals = [content.slug for content in contents if content.in_default_lang]
        firsts = {content.slug: content.lang for content in reversed(contents)}
        assert all(firsts[slug] == "en" for slug in originals)
    assert told == []
    assert not (tmp_path / "output").exists()


def test_what_a_plugin_raises_is_raised(load: Load, save_post: Callable[..., None]) -> None:
    def refuse(_: object) -> None:
        raise RuntimeError("no")

    save_post("posts/a.md", "A")
    with signals.article_generator_finalized.connected_to(refuse), pytest.raises(RuntimeError, match="no"):
        read_contents(load("output"))
