"""A scratch site built by Pelican with the plugin: what is typeset, and what is not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pelican.contents import Article, Page, Static
from pelican.plugins.typography.plugin import register, typeset_content
from pelican.settings import read_settings

FRENCH = """Title: L'été "déjà"?
Date: 2015-11-20
Category: Blog
Summary: Et l'*hiver* ?

J'y vais : `x ? y` !
"""
ENGLISH = """Title: Isn't it "right"?
Date: 2015-11-20
Category: Blog
Lang: en
Slug: right
Summary: Isn't it ?

Isn't it ?
"""
TEMPLATE = "{{ content.title }}\n{{ content.summary }}\n{{ content.content }}"
THEME = {f"{name}.html": TEMPLATE.replace("content.", f"{name}.", 3) for name in ("article", "page")}
SETTINGS = {
    "PLUGINS": ["typography"],
    "DEFAULT_LANG": "fr",
    "SITEURL": "https://blog.example",
    "DIRECT_TEMPLATES": [],
    "CATEGORY_SAVE_AS": "",
}

SaveFile = Callable[..., Path]
BuildLines = Callable[[str], list[str]]


@pytest.fixture
def build_lines(build_site: Callable[..., Path]) -> BuildLines:
    """A function that builds the scratch site and returns the lines of one of its pages."""

    def build(name: str) -> list[str]:
        return (build_site(THEME, **SETTINGS) / name).read_text().splitlines()

    return build


def build_content(kind: type, content: str | None, **metadata: Any) -> Any:
    settings = read_settings(override={"DEFAULT_LANG": "fr"})
    return kind(content, metadata, settings=settings, source_path="a.md")


def build_typeset_content(kind: type, content: str | None, **metadata: Any) -> Any:
    item = build_content(kind, content, **metadata)
    typeset_content(item)
    return item


def test_an_article_in_french_is_typeset_under_its_old_slug(
    save_file: SaveFile, build_lines: BuildLines
) -> None:
    save_file("a.md", FRENCH)
    assert build_lines("lete-deja.html") == [
        "L\u2019été «\u00a0déjà\u00a0»\u202f?",
        "<p>Et l\u2019<em>hiver</em>\u202f?</p>",
        "<p>J\u2019y vais\u00a0: <code>x ? y</code>\u202f!</p>",
    ]


def test_an_article_in_english_is_left_alone(save_file: SaveFile, build_lines: BuildLines) -> None:
    save_file("b.md", ENGLISH)
    assert build_lines("right-en.html") == ['Isn\'t it "right"?', "<p>Isn't it ?</p>", "<p>Isn't it ?</p>"]


@pytest.mark.parametrize(
    ("source", "status", "built"),
    [
        ("a.md", "draft", "drafts/lete-deja.html"),
        ("a.md", "hidden", "lete-deja.html"),
        ("pages/a.md", "published", "pages/lete-deja.html"),
    ],
)
def test_drafts_hidden_articles_and_pages_are_typeset(
    save_file: SaveFile, build_lines: BuildLines, source: str, status: str, built: str
) -> None:
    save_file(source, f"Status: {status}\n{FRENCH}")
    assert "J\u2019y vais\u00a0:" in "\n".join(build_lines(built))


def test_a_summary_taken_from_the_body_is_typeset() -> None:
    article = build_typeset_content(Article, "<p>Oui !</p>", title="Non")
    assert article.summary == "<p>Oui\u202f!</p>"
    assert "summary" not in article.metadata


def test_title_and_summary_agree_with_their_metadata() -> None:
    page = build_typeset_content(Page, "", title="Oui !", summary="<b>Non</b> !")
    assert (page.title, page.metadata["title"]) == ("Oui\u202f!", "Oui\u202f!")
    assert (page.summary, page.metadata["summary"]) == ("<b>Non</b>\u202f!", "<b>Non</b>\u202f!")


def test_content_without_title_or_body_passes() -> None:
    assert build_typeset_content(Article, None).content is None


def test_static_files_are_left_alone() -> None:
    assert build_typeset_content(Static, None, title="l'image !").title == "l'image !"


def test_registering_connects_to_each_new_content() -> None:
    register()
    assert build_content(Article, "<p>Oui !</p>", title="Oui").content == "<p>Oui\u202f!</p>"


def test_theme_strips_tags_without_losing_the_spaces(
    save_file: SaveFile, build_site: Callable[..., Path]
) -> None:
    save_file("a.md", FRENCH)
    theme = {**THEME, "article.html": "{{ article.summary | strip_tags }}"}
    assert (build_site(theme, **SETTINGS) / "lete-deja.html").read_text() == "Et l\u2019hiver\u202f?"
