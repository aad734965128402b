"""The plugin in scratch sites: what a theme gets, for which articles and pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from pelican.plugins.reading.settings import PARTS
from pelican_toolkit.testing import read_page
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES
from pelican_toolkit.testing.signals import disconnect_plugins

BuildSite = Callable[..., Path]
Save = Callable[..., None]
SaveFile = Callable[..., Path]

FRENCH, DRAFT, HIDDEN = "Lang: fr", "Status: draft", "Status: hidden"
TEXT = "Début[^1].\n\n## Un\n\n### Deux\n\n## Trois\n\n| a |\n|---|\n| 1 |\n\n[^1]: Note."
ALL = f"""{TEXT}

<!--more-->

    code

## Quatre {{#quatre}}

### Cinq {{#cinq}}

## Six {{#six}}

- [x] tâche

> [!NOTE]
> Un détail.

<https://example.org/>
"""
OUTLINE = (
    "{% for heading in content.outline recursive %}{{ heading.id }} {{ loop(heading.children) }}{% endfor %}"
)
CONTENT = (
    f'<p id="outline">{OUTLINE}</p><p id="minutes">{{{{ content.reading_minutes }}}}</p>'
    '<div id="summary">{{ content.summary }}</div><div id="content">{{ content.content }}</div>'
)
RELATIONS = (
    '<p id="prev">{{ (article.prev_article or {}).title }}</p>'
    '<p id="next">{{ (article.next_article or {}).title }}</p>'
    '<p id="related">{% for other in article.related_posts %}{{ other.title }} {% endfor %}</p>'
    '<p id="lists">{{ tags and tags[0][1].__class__.__name__ }}</p>'
)
THEME = {
    "article.html": "{% set content = article %}" + CONTENT + RELATIONS,
    "page.html": "{% set content = page %}" + CONTENT,
}
SETTINGS: dict[str, Any] = {"PLUGINS": ["reading"], "SUMMARY_MAX_PARAGRAPHS": 1}


@pytest.fixture
def own_theme(tmp_path: Path) -> str:
    """The folder of a theme that has catalogues."""
    for folder in ("locale", "templates", "static"):
        (tmp_path / "theme" / folder).mkdir(parents=True)
    for lang, note, table in (("fr", "Remarque", "Tableau"), ("de", "Hinweis", "Tabelle")):
        entries = f'msgid "Note"\nmsgstr "{note}"\n\nmsgid "Table"\nmsgstr "{table}"\n'
        (tmp_path / f"theme/locale/{lang}.po").write_text(entries)
    return str(tmp_path / "theme")


def test_every_article_and_page_has_what_its_reader_needs(build_site: BuildSite, save_post: Save) -> None:
    for place in ("", "pages/"):
        for title, *lines in (("A",), ("B", FRENCH), ("C", DRAFT), ("D", DRAFT, FRENCH), ("E", HIDDEN)):
            save_post(f"{place}{title}.md", title, *lines, text=TEXT)
    output = build_site(THEME, **SETTINGS)
    names = ("a", "b-fr", "drafts/c", "drafts/d-fr", "e")
    for name in (*names, "pages/a", "pages/b-fr", "drafts/pages/c", "drafts/pages/d-fr", "pages/e"):
        page = read_page(output, f"{name}.html")
        assert page.select_one("#outline").text.split() == ["h-un", "h-deux", "h-trois"], name
        assert page.select_one("#minutes").text == "1"
        assert page.select_one("#summary").decode_contents() == "<p>Début.</p>"


def list_features(page: BeautifulSoup) -> set[str]:
    """The parts of the plugin that have left their mark on an article."""
    marks = {
        "anchors": ".heading-link", "outline": "#outline:-soup-contains(quatre)", "code": "pre[tabindex]",
        "reading_time": "#minutes:-soup-contains('1')", "related": "#prev:-soup-contains(A)",
        "footnotes": "[role=doc-endnotes]", "tables": ".table-scroll", "tasks": "input[aria-label]",
        "alerts": ".admonition-title:-soup-contains(Remarque)", "addresses": "a[dir=ltr]",
        "lists": "#lists:-soup-contains(Members)",
    }  # fmt: skip
    found = {part for part, selector in marks.items() if page.select(selector)}
    return found | (set() if "<!--more-->" in str(page) else {"excerpts"})


@SHARED_FIXTURES
@given(off=st.sets(st.sampled_from(PARTS)))
@example(off=set(PARTS))
def test_each_part_can_be_off(build_site: BuildSite, save_post: Save, own_theme: str, off: set[str]) -> None:
    for title in ("A", "B"):
        save_post(f"{title}.md", title, FRENCH, "Tags: x", text=ALL)
    extensions = {"extra": {}, "pymdownx.quotes": {"callouts": True}, "pymdownx.tasklist": {}}
    markdown = {"extension_configs": extensions, "output_format": "html"}
    settings = {**SETTINGS, "THEME": own_theme, "DEFAULT_LANG": "fr", "MARKDOWN": markdown}
    page = (build_site(THEME, **settings, READING=dict.fromkeys(off, False)) / "b.html").read_text()
    assert list_features(BeautifulSoup(page, "html.parser")) == set(PARTS) - off
    if off == set(PARTS):  # then the plugin changes nothing
        disconnect_plugins()
        assert (build_site(THEME, **{**settings, "PLUGINS": []}) / "b.html").read_text() == page


LANGUAGES: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({}, {"x.md": "", "fr.md": FRENCH, "de.md": "Lang: de", "pages/p.md": FRENCH}),
    ({"DEFAULT_LANG": "fr"}, {"fr.md": "", "x.md": "Lang: en"}),
    ({"PATH_METADATA": r"(?P<lang>..)/.*"}, {"fr/fr.md": "", "de/fr.md": FRENCH, "x.md": ""}),
    ({"EXTRA_PATH_METADATA": {"fr": {"lang": "fr"}}}, {"fr/fr.md": "", "x.md": "", "fr/de.md": "Lang: de"}),
    ({"DEFAULT_METADATA": {"lang": "fr"}}, {"fr.md": "", "x.md": "Lang: en"}),
]
TABLE = "| a |\n    |---|\n    | 1 |"


@pytest.mark.parametrize(("settings", "files"), LANGUAGES)
def test_labels_are_in_the_language_that_pelican_gives_the_text(
    build_site: BuildSite,
    save_file: SaveFile,
    own_theme: str,
    settings: dict[str, Any],
    files: dict[str, str],
) -> None:
    for name, line in files.items():
        header = f"Title: {name}\nDate: 2015-11-20\n{line}\nSummary: {TABLE}\n".replace("\n\n", "\n")
        save_file(name, f"{header}\n" + TABLE.replace("    ", ""))
    kinds = ("ARTICLE", "ARTICLE_LANG", "PAGE", "PAGE_LANG")
    save_as = {f"{kind}_SAVE_AS": "{slug}-{lang}.html" for kind in kinds}
    output = build_site(THEME, **{**SETTINGS, **save_as, "THEME": own_theme, **settings})
    pages = [*output.glob("*-??.html")]
    assert len(pages) == len(files)
    for path in pages:
        boxes = BeautifulSoup(path.read_text(), "html.parser").select(".table-scroll")
        expected = {"fr": "Tableau", "de": "Tabelle", "en": "Table"}[path.stem[-2:]]
        assert [box["aria-label"] for box in boxes] == [expected] * 2, path


LINK = '<a href="https://example.org/un.html">Un</a>'


@pytest.mark.parametrize(
    ("lines", "text", "summary"),
    [
        ((), "[Un]({filename}/un.md)[^1].\n\n<!--more-->\n\nD.\n\n[^1]: x", f"<p>{LINK}.</p>"),
        (("Summary: Le *résumé*.",), "Un.\n\n<!--more-->\n\nTrois.", "<p>Le <em>résumé</em>.</p>"),
        (("Summary: Un", "Summary: Deux"), "Trois.", None),
        ((), "", ""),
    ],
)
def test_summary_ends_at_the_marker(
    build_site: BuildSite, save_post: Save, lines: tuple[str, ...], text: str, summary: str | None
) -> None:
    save_post("un.md", "Un", *lines, text=text)
    output = build_site(THEME, **SETTINGS, SITEURL="https://example.org", warnings=[])
    page = read_page(output, "un.html")
    assert summary in {None, page.select_one("#summary").decode_contents()}
    assert "more" not in page.select_one("#content").decode_contents()
    assert page.select_one("#outline").text == ""
    assert page.select_one("#minutes").text == "1"


def test_feeds_have_the_marked_summary_and_no_heading_links(build_site: BuildSite, save_post: Save) -> None:
    save_post("un.md", "Un", text="Un[^1].\n\n<!--more-->\n\n## Titre\n\n[^1]: Note.")
    feeds = {"FEED_ALL_ATOM": "atom.xml", "FEED_ALL_RSS": "rss.xml", "RSS_FEED_SUMMARY_ONLY": False}
    output = build_site(THEME, **SETTINGS, **feeds, SITEURL="https://example.org")
    atom, rss = (
        feedparser.parse((output / name).read_bytes()).entries[0] for name in ("atom.xml", "rss.xml")
    )
    assert atom.summary == "<p>Un.</p>"
    for html in (atom.content[0].value, rss.summary):
        assert '<h2 id="h-titre">Titre</h2>' in html
        assert "more" not in html


def test_relations_are_published_and_of_the_language(build_site: BuildSite, save_file: SaveFile) -> None:
    """In order of date, then of slug; of those with the same tags, the nearest are related."""
    for title, day, *lines in (
        ("A", 10), ("B", 11), ("C", 12), ("Draft", 13, DRAFT), ("Hidden", 14, HIDDEN),
        ("Traduction", 15, FRENCH, "Slug: c"), ("Autre", 16, FRENCH), ("F", 17), ("D", 17),
    ):  # fmt: skip
        header = [f"Title: {title}", f"Date: 2015-11-{day}", "Tags: x", *lines]
        save_file(f"{title}.md", "\n".join([*header, "", "Words.", ""]))
    save_file("E.md", "Title: E\nDate: 2015-11-18\n\nWords.\n")
    output = build_site(THEME, **SETTINGS)
    for name, *expected in (
        ("c.html", "B", "D", "A F E"), ("c-fr.html", "", "Autre", ""), ("e.html", "F", "", "D C B"),
        ("autre-fr.html", "Traduction", "", ""), ("hidden.html", "", "", ""),
        ("drafts/draft.html", "", "", ""), ("a.html", "", "B", "C D F"),
    ):  # fmt: skip
        page = read_page(output, name)
        relations = [page.select_one(f"#{part}").text.strip() for part in ("prev", "next", "related")]
        assert relations == expected, name


def test_bug_ends_no_build(build_site: BuildSite, save_post: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    save_post("x.md", "Tango")
    for name in ("plugin.relate_entries", "plugin.count_minutes", "outline.build_outline"):
        monkeypatch.setattr(f"pelican.plugins.reading.{name}", lambda *_: 1 / 0)
    warnings: list[str] = []
    assert (build_site(THEME, warnings=warnings, **SETTINGS) / "tango.html").exists()
    assert {warning.partition(":")[0] for warning in warnings} == {"x.md", "the articles"}


def test_lists_are_pelicans(build_site: BuildSite, save_file: SaveFile) -> None:
    for number in range(24):  # in another order by title than by date, with tags that overlap
        tags = ", ".join(f"t{tag}" for tag in (2, 3, 5) if number % tag == 0) or "t7"
        date = f"{2014 + number % 2}-{1 + number % 3:02}-{1 + number % 5:02}"
        header = f"Title: {number * 7 % 24:02}\nSlug: article-{number}\nDate: {date}\nTags: {tags}"
        save_file(f"{number}.md", f"{header}\nCategory: c{number % 4}\n\nWords.\n")
    theme = {"period_archives.html": "{% for article in articles + dates %}{{ article.slug }} {% endfor %}"}
    places = {"TAG_SAVE_AS": "tag/{slug}.html", "MONTH_ARCHIVE_SAVE_AS": "{date:%Y}-{date:%m}.html"}
    built: list[dict[Path, str]] = []
    for plugins in ([], ["reading"]):
        output = build_site(theme, **places, ARTICLE_ORDER_BY="title", PLUGINS=plugins)
        lists = [*output.glob("2*.html"), *output.glob("tag/*.html"), *output.glob("category/*.html")]
        built.append({path: path.read_text() for path in lists})
    assert built[0] == built[1]
    assert len(built[0]) == 6 + 4 + 4
