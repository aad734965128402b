"""A scratch site built by Pelican with the plugin: what is typeset, and what is not."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pelican import Pelican
from pelican.contents import Article, Page, Static
from pelican.plugins import signals
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
SETTINGS = {
    "PLUGINS": ["typography"],
    "DEFAULT_LANG": "fr",
    "TIMEZONE": "Europe/Paris",
    "SITEURL": "https://blog.example",
    "DIRECT_TEMPLATES": [],
    "STATIC_PATHS": [],
    "AUTHOR_SAVE_AS": "",
    "CATEGORY_SAVE_AS": "",
    "FEED_ALL_ATOM": None,
    "CATEGORY_FEED_ATOM": None,
    "TRANSLATION_FEED_ATOM": None,
}

BuildSite = Callable[[dict[str, str]], Path]


@pytest.fixture
def build_site(tmp_path: Path) -> Iterator[BuildSite]:
    """A function that builds a site of the files it is given and returns the output folder."""

    def build(files: dict[str, str]) -> Path:
        templates = {
            f"theme/templates/{name}.html": TEMPLATE.replace("content.", f"{name}.", 3)
            for name in ("article", "page")
        }
        for name, text in {**templates, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        places = {"PATH": "content", "OUTPUT_PATH": "output", "THEME": "theme"}
        override = SETTINGS | {key: str(tmp_path / name) for key, name in places.items()}
        Pelican(read_settings(override=override)).run()
        return tmp_path / "output"

    yield build
    # Pelican's signals outlive the site.
    signals.content_object_init.disconnect(typeset_content)


def build_content(kind: type, content: str | None, **metadata: Any) -> Any:
    settings = read_settings(override={"DEFAULT_LANG": "fr"})
    item = kind(content, metadata, settings=settings, source_path="a.md")
    typeset_content(item)
    return item


def test_an_article_in_french_is_typeset_under_its_old_slug(build_site: BuildSite) -> None:
    output = build_site({"content/a.md": FRENCH})
    assert (output / "lete-deja.html").read_text().splitlines() == [
        "L\u2019été «\u00a0déjà\u00a0»\u202f?",
        "<p>Et l\u2019<em>hiver</em>\u202f?</p>",
        "<p>J\u2019y vais\u00a0: <code>x ? y</code>\u202f!</p>",
    ]


def test_an_article_in_english_is_left_alone(build_site: BuildSite) -> None:
    output = build_site({"content/b.md": ENGLISH})
    assert (output / "right-en.html").read_text().splitlines() == [
        'Isn\'t it "right"?',
        "<p>Isn't it ?</p>",
        "<p>Isn't it ?</p>",
    ]


@pytest.mark.parametrize(
    ("source", "status", "built"),
    [
        ("content/a.md", "draft", "drafts/lete-deja.html"),
        ("content/a.md", "hidden", "lete-deja.html"),
        ("content/pages/a.md", "published", "pages/lete-deja.html"),
    ],
)
def test_drafts_hidden_articles_and_pages_are_typeset(
    build_site: BuildSite, source: str, status: str, built: str
) -> None:
    output = build_site({source: f"Status: {status}\n{FRENCH}"})
    assert "J\u2019y vais\u00a0:" in (output / built).read_text()


def test_a_summary_taken_from_the_body_is_typeset() -> None:
    article = build_content(Article, "<p>Oui !</p>", title="Non")
    assert article.summary == "<p>Oui\u202f!</p>"
    assert "summary" not in article.metadata


def test_title_and_summary_agree_with_their_metadata() -> None:
    page = build_content(Page, "", title="Oui !", summary="<b>Non</b> !")
    assert (page.title, page.metadata["title"]) == ("Oui\u202f!", "Oui\u202f!")
    assert (page.summary, page.metadata["summary"]) == ("<b>Non</b>\u202f!", "<b>Non</b>\u202f!")


def test_content_without_title_or_body_passes() -> None:
    assert build_content(Article, None).content is None


def test_static_files_are_left_alone() -> None:
    assert build_content(Static, None, title="l'image !").title == "l'image !"


def test_registering_connects_to_each_new_content() -> None:
    register()
    try:
        article = Article(
            "<p>Oui !</p>", {"title": "Oui"}, settings=read_settings(override={"DEFAULT_LANG": "fr"})
        )
    finally:
        signals.content_object_init.disconnect(typeset_content)
    assert article.content == "<p>Oui\u202f!</p>"
