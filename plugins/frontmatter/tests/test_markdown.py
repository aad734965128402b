"""Texts with front matter in a stock Pelican: what a template gets, and what it got before."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from markdown import Markdown
from markdown.extensions import Extension
from pelican import signals
from pelican.plugins.frontmatter.extension import FrontmatterExtension
from pelican_toolkit.extensions import add_markdown_extension

Build = Callable[..., str]

ARTICLE = """{{ article.title }}|{{ article.date.isoformat() }}|{{ article.category }}|{{ article.slug }}
|{{ article.tags | join("+") }}|{{ article.authors | join("+") }}|{{ article.lang }}|{{ article.summary }}
|{{ article.note }}|{{ article.content }}"""
TEXT = "Key: *text*[^1]\n\n[^1]: A note.\n"
LINES = """Title: Un été
Date: 2026-11-02 10:30
Category: Voyages
Tags: mer, vacances
Authors: Jeanne, Noor
Lang: no
Slug: ete
Summary: Une *belle* histoire
Note: 08
"""
YAML = f"---\n{LINES}---\n".replace("Un été", '"Un été"').replace("mer, vacances", "\n  - mer\n  - vacances")
TOML = """+++
title = "Un été"
date = 2026-11-02T10:30:00
category = "Voyages"
tags = ["mer", "vacances"]
authors = ["Jeanne", "Noor"]
lang = "no"
slug = "ete"
summary = "Une *belle* histoire"
note = "08"
+++
"""


@pytest.fixture
def build(save_file: Callable[..., Path], build_site: Callable[..., Path]) -> Build:
    """A function that builds one text and returns its page."""

    def make(text: str, **settings: Any) -> str:
        save_file("a.md", text)
        place = {"ARTICLE_SAVE_AS": "a.html", "ARTICLE_LANG_SAVE_AS": "a.html"}
        output = build_site({"article.html": ARTICLE}, **{"PLUGINS": ["frontmatter"], **place, **settings})
        return " ".join((output / "a.html").read_text(encoding="utf-8").split())

    return make


@pytest.mark.parametrize("header", [YAML, TOML])
def test_templates_get_what_they_get_of_key_and_value(build: Build, header: str) -> None:
    expected = build(f"{LINES}\n{TEXT}", PLUGINS=[])
    wanted = "Un été|2026-11-02T10:30:00+01:00|Voyages|ete |mer+vacances|Jeanne+Noor|no|<p>Une <em>belle</em>"
    assert expected.startswith(wanted)
    text = header + TEXT
    for written in (text, "\ufeff" + text.replace("\n", "\r\n")):
        assert build(written) == expected


class Other(Extension):
    """An extension that another plugin adds."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Markdown's name
        """Change nothing."""


def test_order_of_extensions_and_plugins_does_not_matter(build: Build) -> None:
    def add(pelican: Any) -> None:
        add_markdown_extension(pelican.settings, Other, {})

    expected = build(YAML + TEXT)
    other = SimpleNamespace(__name__="other", register=lambda: signals.initialized.connect(add))
    extra = "markdown.extensions.extra"
    for markdown in (
        {"extensions": ["meta", "extra"]},
        {"extension_configs": {"meta": {}, extra: {}}, "extensions": None},
        {"extension_configs": {extra: {}, "markdown.extensions.meta": {}}},
    ):
        assert build(YAML + TEXT, MARKDOWN=markdown).startswith("Un été|2026-11-02T10:30:00")
    for plugins in (["frontmatter", other], [other, "frontmatter"]):
        assert build(YAML + TEXT, PLUGINS=plugins) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("---\nTitle: Un été: le retour\nDate: 2026-11-02\n---\nText\n", "---\nTitle: @a\n---\nText\n"),
        "---\nTitle: A\nDate: 2026-11-02\n\nText, and the block is never closed\n",
        *("Title: A\nDate: 2026-11-02\n---\nText\n", "Title: A\nDate: 2026-11-02\n\n---\nkey: text\n---\n"),
        "---\nTitle: *A*\nDate: 2026-11-02\nTags: @a, `b`\n---\nText\n",
        *("---\nTitle: {{ A }}\n---\nText\n", "---\nTitle:\tA\nDate:\t2026-11-02\n---\nText\n"),
        "---\n\nA rule at the start.\n\n---\n\nMore words.\n",
    ],
)
def test_key_and_value_between_rules_stays_what_it_was(build: Build, text: str) -> None:
    given = {"FILENAME_METADATA": "(?P<title>.*)", "DEFAULT_DATE": (2015, 11, 20)}
    assert build(text, **given) == build(text, **given, PLUGINS=[])


def test_reader_without_the_extension_meta_reads_headers_by_itself() -> None:
    """As that of pelican-yaml-metadata, which takes the extension out: the text below is no header."""
    assert Markdown(extensions=[FrontmatterExtension()]).convert("Key: text") == "<p>Key: text</p>"
