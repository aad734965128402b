"""Texts with front matter in a stock Pelican: what a template gets, and what it got before."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

SaveFile = Callable[..., Path]

ARTICLE = """{{ article.title }}|{{ article.date.isoformat() }}|{{ article.category }}|{{ article.slug }}
|{{ article.tags | join("+") }}|{{ article.authors | join("+") }}|{{ article.lang }}|{{ article.summary }}
|{{ article.note }}|{{ article.content }}"""
SUMMARY = "Une *belle* histoire"
KEY_VALUE = f"""\
Title: Un été
Date: 2026-11-02 10:30
Category: Voyages
Tags: mer, vacances
Authors: Jeanne, Noor
Lang: no
Slug: ete
Summary: {SUMMARY}
Note: 08

Key: *text*[^1]

[^1]: A note.
"""
YAML = f"""\
---
title: "Un été"
date: 2026-11-02 10:30
category: Voyages
tags:
  - mer
  - vacances
authors: [Jeanne, Noor]
lang: no
slug: ete
summary: '{SUMMARY}'
note: 08
---
Key: *text*[^1]

[^1]: A note.
"""
TOML = f"""\
+++
title = "Un été"
date = 2026-11-02T10:30:00
category = "Voyages"
tags = ["mer", "vacances"]
authors = ["Jeanne", "Noor"]
lang = "no"
slug = "ete"
summary = "{SUMMARY}"
note = "08"
+++
Key: *text*[^1]

[^1]: A note.
"""


@pytest.fixture
def build(save_file: SaveFile, build_site: Callable[..., Path]) -> Callable[..., str]:
    """A function that builds one text and returns its page."""

    def make(text: str, **settings: Any) -> str:
        save_file("a.md", text)
        place = {"ARTICLE_SAVE_AS": "a.html", "ARTICLE_LANG_SAVE_AS": "a.html"}
        values: Mapping[str, Any] = {"PLUGINS": ["frontmatter"], **place, **settings}
        output = build_site({"article.html": ARTICLE}, **values)
        return " ".join((output / "a.html").read_text(encoding="utf-8").split())

    return make


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("text", [YAML, TOML])
def test_templates_get_what_they_get_of_key_and_value(
    build: Callable[..., str], text: str, newline: str
) -> None:
    expected = build(KEY_VALUE).replace("Key: ", "")
    assert "<em>belle</em>" in expected
    page = build("\ufeff" + text.replace("\n", newline))
    assert page.replace("Key: ", "") == expected
    assert "Key: <em>text</em>" in page


@pytest.mark.parametrize(
    "markdown",
    [
        {},
        {"extensions": ["meta", "extra"]},
        {"extension_configs": {"meta": {}, "markdown.extensions.extra": {}}},
        {"extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.meta": {}}},
    ],
)
def test_order_of_the_extensions_does_not_matter(build: Callable[..., str], markdown: dict[str, Any]) -> None:
    page = build(YAML, **({"MARKDOWN": markdown} if markdown else {}))
    assert page.startswith("Un été|2026-11-02T10:30:00")


@pytest.mark.parametrize(
    "plugins",
    [["frontmatter", "video", "images", "typography"], ["typography", "images", "video", "frontmatter"]],
)
def test_order_of_the_plugins_does_not_matter(build: Callable[..., str], plugins: list[str]) -> None:
    assert build(YAML, PLUGINS=plugins).startswith("Un été|2026-11-02T10:30:00")


BEFORE = [
    "---\nTitle: Un été: le retour\nDate: 2026-11-02\n---\nText\n",
    "---\nTitle: @jeanne\nDate: 2026-11-02\n---\nText\n",
    "---\nTitle: A\nDate: 2026-11-02\n\nText, and the block is never closed\n",
    "Title: A\nDate: 2026-11-02\n---\nText\n",
    "Title: A\nDate: 2026-11-02\n\n---\nkey: text\n---\n",
    "---\nTitle: *A*\nDate: 2026-11-02\nTags: @a, `b`\n---\nText\n",
    "---\nTitle: {{ A }}\nDate: 2026-11-02\n---\nText\n",
    "---\nTitle:\tA\nDate:\t2026-11-02\n---\nText\n",
]


@pytest.mark.parametrize("text", BEFORE)
def test_key_and_value_between_rules_stays_what_it_was(build: Callable[..., str], text: str) -> None:
    assert build(text) == build(text, PLUGINS=[])


def test_rule_at_the_start_is_a_rule(build: Callable[..., str]) -> None:
    given = {"FILENAME_METADATA": "(?P<title>.*)", "DEFAULT_DATE": (2015, 11, 20)}
    text = "---\n\nWords.\n\n---\n\nMore of them.\n"
    assert build(text, **given) == build(text, **given, PLUGINS=[])


def test_reader_without_the_extension_meta_reads_headers_by_itself() -> None:
    """As that of pelican-yaml-metadata, which takes the extension out: the text below is no header."""
    from markdown import Markdown  # noqa: PLC0415
    from pelican.plugins.frontmatter.extension import FrontmatterExtension  # noqa: PLC0415

    assert Markdown(extensions=[FrontmatterExtension()]).convert("Key: text") == "<p>Key: text</p>"
