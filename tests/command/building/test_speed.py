"""Quickened builds: the same pages, less work, and nothing of it left behind."""

import gc
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican import generators
from pelican.contents import Content
from pelican.utils import process_translations
from pelican_blog.building.speed import divide_by_group, quickened

BuildSite = Callable[..., Path]
SavePost = Callable[..., None]

LINKS = "{% for article in articles %}{{ article.url }} {{ article.save_as }} {% endfor %}"
THEME = {"index.html": LINKS * 3, "article.html": LINKS + "{{ article.url }}", "page.html": "{{ page.url }}"}
SETTINGS: dict[str, Any] = {
    "PLUGINS": ["comments"],
    "DIRECT_TEMPLATES": ["index"],
    "ARTICLE_TRANSLATION_ID": "slug",
    "ARTICLE_LANG_URL": "{lang}/{slug}/",
    "ARTICLE_LANG_SAVE_AS": "{lang}/{slug}/index.html",
}


def read_pages(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.html")}


def test_pages_are_the_same_but_an_address_is_worked_out_once(
    save_post: SavePost, build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_post("a.md", "Tango")
    save_post("a.fr.md", "Tango", "Lang: fr")
    save_post("b.md", "Valse", "Status: draft")
    save_post("c.md", "Polka", "Save_as: p/index.html", "URL: p/")
    save_post("pages/d.md", "Page")
    worked_out = []
    expand = Content._expand_settings  # noqa: SLF001  # where Pelican formats an address

    def count(content: Content, key: str, klass: str | None = None) -> str:
        worked_out.append(key)
        return str(expand(content, key, klass))

    monkeypatch.setattr(Content, "_expand_settings", count)
    with quickened():
        pages = read_pages(build_site(THEME, **SETTINGS))
    assert sum(key.endswith("url") for key in worked_out) == 4  # and none for the text that has its own
    assert "p/ p/index.html" in pages["index.html"]
    assert read_pages(build_site(THEME, **SETTINGS)) == pages


class Text(SimpleNamespace):
    """What Pelican asks of a text when it looks for translations."""

    __eq__, __hash__ = object.__eq__, object.__hash__


TEXTS = st.builds(
    Text,
    slug=st.sampled_from("abcdef"),
    lang=st.sampled_from(["en", "fr", "de"]),
    metadata=st.sampled_from([{}, {"translation": "true"}]),
    in_default_lang=st.booleans(),
    source_path=st.just("x.md"),
)


def tell(texts: list[Text], divided: Any) -> list[list[int]]:
    """What has been found, with each text as its place in the list that was given."""
    places = {id(text): place for place, text in enumerate(texts)}
    found = [*divided, *(text.translations for text in texts)]
    return [[places[id(text)] for text in list_] for list_ in found]


@given(st.lists(TEXTS, max_size=12), st.sampled_from(["slug", ["slug"], ("slug", "lang"), None, "none", 3]))
def test_translations_are_found_or_a_key_is_refused_as_by_pelican(texts: list[Text], key: Any) -> None:
    answers = []
    for divide in (process_translations, divide_by_group(process_translations)):
        for text in texts:
            text.translations = []
        try:
            answers.append(tell(texts, divide([*texts], key)))
        except (AttributeError, TypeError) as error:
            answers.append(str(error))
    assert answers[0] == answers[1]


def test_nothing_stays_behind_whatever_happens() -> None:
    def fail() -> None:
        assert not gc.isenabled()
        raise RuntimeError

    with pytest.raises(RuntimeError), quickened():
        fail()
    assert gc.isenabled()
    assert generators.process_translations is process_translations
