"""The plugin in scratch sites: what a theme gets, for which articles and pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest
from bs4 import BeautifulSoup

BuildSite = Callable[..., Path]
BuildPage = Callable[..., BeautifulSoup]
Save = Callable[..., None]

FRENCH, DRAFT, HIDDEN = "Lang: fr", "Status: draft", "Status: hidden"
TEXT = "Début[^1].\n\n## Un\n\n### Deux\n\n## Trois\n\n| a |\n|---|\n| 1 |\n\n[^1]: Note."

OUTLINE = (
    "{% for heading in content.outline recursive %}{{ heading.id }} {{ loop(heading.children) }}{% endfor %}"
)
CONTENT = (
    f'<p id="outline">{OUTLINE}</p><p id="minutes">{{{{ content.reading_minutes }}}}</p>'
    '<div id="summary">{{ content.summary }}</div><div id="content">{{ content.content }}</div>'
)
RELATIONS = (
    '<p id="prev">{{ article.prev_article.title }}</p><p id="next">{{ article.next_article.title }}</p>'
    '<p id="related">{% for other in article.related_posts %}{{ other.title }} {% endfor %}</p>'
)
LABELS = "{%% macro table() %%}%s{%% endmacro %%}{%% macro note(number) %%}%s{%% endmacro %%}"
THEME = {
    "article.html": "{% set content = article %}" + CONTENT + RELATIONS,
    "page.html": "{% set content = page %}" + CONTENT,
}
SETTINGS: dict[str, Any] = {"PLUGINS": ["reading"], "SUMMARY_MAX_PARAGRAPHS": 1}


@pytest.mark.parametrize(
    ("source", "lines", "page"),
    [
        ("x.md", (), "un.html"),
        ("x.md", (FRENCH,), "un-fr.html"),
        ("x.md", (DRAFT,), "drafts/un.html"),
        ("x.md", (DRAFT, FRENCH), "drafts/un-fr.html"),
        ("x.md", (HIDDEN,), "un.html"),
        ("x.md", (HIDDEN, FRENCH), "un-fr.html"),
        ("pages/x.md", (), "pages/un.html"),
        ("pages/x.md", (FRENCH,), "pages/un-fr.html"),
        ("pages/x.md", (DRAFT,), "drafts/pages/un.html"),
        ("pages/x.md", (DRAFT, FRENCH), "drafts/pages/un-fr.html"),
        ("pages/x.md", (HIDDEN,), "pages/un.html"),
        ("pages/x.md", (HIDDEN, FRENCH), "pages/un-fr.html"),
    ],
)
def test_every_article_and_page_has_what_its_reader_needs(
    build_page: BuildPage, save_post: Save, source: str, lines: tuple[str, ...], page: str
) -> None:
    save_post(source, "Un", *lines, text=TEXT)
    built = build_page(page, THEME, **SETTINGS)
    assert built.select_one("#outline").text.split() == ["h-un", "h-deux", "h-trois"]
    assert built.select_one("#minutes").text == "1"
    assert built.select_one("#summary").decode_contents() == "<p>Début.</p>"
    assert built.select_one(".table-scroll")["aria-label"] == "Table"
    assert built.select_one(".footnote-backref")["aria-label"] == "Back to the text from note 1"


def test_names_are_in_the_language_of_each_article(build_site: BuildSite, save_post: Save) -> None:
    save_post("un.md", "Un", FRENCH, text=TEXT)
    save_post("two.md", "Two", "Lang: en", text=TEXT)
    words = LABELS % ("{{ article.lang }}!", "{{ article.lang }} {{ number }}")
    theme = {**THEME, "reading/labels.html": words}
    output = build_site(theme, **SETTINGS, DEFAULT_LANG="fr")
    for name, lang in (("un.html", "fr"), ("two-en.html", "en")):
        page = BeautifulSoup((output / name).read_text(), "html.parser")
        assert page.select_one(".table-scroll")["aria-label"] == f"{lang}!"
        assert page.select_one(".footnote-backref")["aria-label"] == f"{lang} 1"


@pytest.mark.parametrize("autoescape", [True, False])
def test_names_are_escaped_once(build_page: BuildPage, save_post: Save, *, autoescape: bool) -> None:
    save_post("un.md", "Un", text=TEXT)
    theme = {
        "article.html": "{{ article.content | safe }}",
        "reading/labels.html": LABELS % ('{{ "<&>" }}', ""),
    }
    page = build_page("un.html", theme, **SETTINGS, JINJA_ENVIRONMENT={"autoescape": autoescape})
    assert page.select_one(".table-scroll")["aria-label"] == "<&>"


SUMMARY = "Summary: Le *résumé*."


@pytest.mark.parametrize(
    ("lines", "text", "summary"),
    [
        ((), "Un.\n\nDeux.\n\n<!--more-->\n\nTrois.", "<p>Un.</p>\n<p>Deux.</p>"),
        ((), "Un[^1].\n\n<!--more-->\n\nDeux.\n\n[^1]: x", "<p>Un.</p>"),
        ((SUMMARY,), "Un.\n\n<!--more-->\n\nTrois.", "<p>Le <em>résumé</em>.</p>"),
        ((), "<!--more-->\n\nUn.\n\nDeux.", "<p>Un.</p>"),
        ((), "Un.\n\nDeux.", "<p>Un.</p>"),
        ((), "## Titre\n\nUn[^1].\n\nDeux.\n\n[^1]: x", "<p>Un.</p>"),
    ],
)
def test_summary_ends_at_the_marker(
    build_page: BuildPage, save_post: Save, lines: tuple[str, ...], text: str, summary: str
) -> None:
    save_post("un.md", "Un", *lines, text=text)
    page = build_page("un.html", THEME, **SETTINGS)
    assert page.select_one("#summary").decode_contents() == summary
    assert "more" not in page.select_one("#content").decode_contents()


def test_links_in_a_marked_summary_are_pelican_s(build_page: BuildPage, save_post: Save) -> None:
    save_post("un.md", "Un", text="[Un]({filename}/un.md)\n\n<!--more-->\n\nDeux.")
    page = build_page("un.html", THEME, **SETTINGS, SITEURL="https://example.org")
    assert page.select_one("#summary a")["href"] == "https://example.org/un.html"


def test_feeds_have_the_marked_summary_and_headings_without_links(
    build_site: BuildSite, save_post: Save
) -> None:
    save_post("un.md", "Un", text="Un[^1].\n\n<!--more-->\n\n## Titre\n\n[^1]: Note.")
    feeds = {"FEED_ALL_ATOM": "atom.xml", "FEED_ALL_RSS": "rss.xml", "RSS_FEED_SUMMARY_ONLY": False}
    output = build_site(THEME, **SETTINGS, **feeds, SITEURL="https://example.org")
    atom, rss = (
        feedparser.parse((output / name).read_bytes()).entries[0] for name in ("atom.xml", "rss.xml")
    )
    assert atom.summary == "<p>Un.</p>"
    for html in (atom.content[0].value, rss.summary):
        assert "Titre</h2>" in html
        assert "<a class" not in BeautifulSoup(html, "html.parser").h2.decode_contents()
        assert "more" not in html


def test_articles_in_html_get_what_needs_no_change_of_theirs(
    build_page: BuildPage, save_file: Callable[..., Path]
) -> None:
    body = '<h2 id="a">A</h2><h2 id="b">B</h2><h2 id="c">C</h2><table><tr><td>1</td></tr></table><pre>x</pre>'
    head = '<title>Un</title><meta name="date" content="2015-11-20">'
    save_file("un.html", f"<html><head>{head}</head><body>{body}</body></html>")
    page = build_page("un.html", THEME, **SETTINGS)
    assert page.select_one("#outline").text.split() == ["a", "b", "c"]
    assert page.select_one("#content").decode_contents() == body


def test_article_without_text_passes(build_page: BuildPage, save_post: Save) -> None:
    save_post("un.md", "Un", text="")
    page = build_page("un.html", THEME, **SETTINGS)
    assert page.select_one("#outline").text == ""
    assert page.select_one("#minutes").text == "1"


@pytest.fixture
def read_relations(build_site: BuildSite) -> Callable[[str], tuple[str, str, str]]:
    """A function that returns the neighbours and the related articles of one whose page is named."""

    def read(name: str) -> tuple[str, str, str]:
        page = BeautifulSoup((build_site(THEME, **SETTINGS) / name).read_text(), "html.parser")
        before, after, related = (page.select_one(f"#{name}").text for name in ("prev", "next", "related"))
        return before, after, related.strip()

    return read


def save_dated(save_file: Callable[..., Path], title: str, day: int, *lines: str) -> None:
    header = [f"Title: {title}", f"Date: 2015-11-{day}", *lines]
    if not any(line.startswith("Slug:") for line in lines):
        header.append(f"Slug: {title.lower()}")
    save_file(f"{title}.md", "\n".join([*header, "", "Words.", ""]))


def test_relations_stay_among_published_articles_of_the_language(
    save_file: Callable[..., Path], read_relations: Callable[[str], tuple[str, str, str]]
) -> None:
    tag = "Tags: x"
    save_dated(save_file, "A", 10, tag)
    save_dated(save_file, "B", 11, tag)
    save_dated(save_file, "C", 12, tag)
    save_dated(save_file, "Draft", 13, tag, DRAFT)
    save_dated(save_file, "Hidden", 14, tag, HIDDEN)
    save_dated(save_file, "Traduction", 15, tag, FRENCH, "Slug: c")
    save_dated(save_file, "Autre", 16, tag, FRENCH)
    save_dated(save_file, "D", 17, tag)
    save_dated(save_file, "E", 18)
    assert read_relations("c.html") == ("B", "D", "A E")
    assert read_relations("c-fr.html") == ("", "Autre", "")
    assert read_relations("autre-fr.html") == ("Traduction", "", "")
    assert read_relations("hidden.html") == ("", "", "")
    assert read_relations("drafts/draft.html") == ("", "", "")
    assert read_relations("a.html") == ("", "B", "C D E")
    assert read_relations("e.html") == ("D", "", "C B A")


def test_a_site_without_categories_relates_by_tags_alone(
    build_page: BuildPage, save_file: Callable[..., Path]
) -> None:
    for title, lines in (("A", ["Tags: x"]), ("B", []), ("C", ["Tags: x"]), ("D", [])):
        save_dated(save_file, title, 10, *lines)
    page = build_page("a.html", THEME, **SETTINGS, CATEGORY_SAVE_AS="")
    assert page.select_one("#related").text.split() == ["C"]


def test_articles_of_the_same_moment_are_in_the_order_of_their_slugs(
    save_file: Callable[..., Path], read_relations: Callable[[str], tuple[str, str, str]]
) -> None:
    for title in ("C", "A", "B"):
        save_dated(save_file, title, 10)
    assert read_relations("b.html") == ("A", "C", "")


def test_writer_s_markdown_settings_are_kept(build_page: BuildPage, save_post: Save) -> None:
    save_post("un.md", "Un", text="## Un\n\nUn -- deux")
    markdown = {"extension_configs": {"markdown.extensions.smarty": {}}, "extensions": ["meta"]}
    content = build_page("un.html", THEME, **SETTINGS, MARKDOWN=markdown).select_one("#content")
    assert content.h2["id"] == "h-un"
    assert "Un – deux" in content.text
