"""A scratch site built by Pelican with the plugin: what is typeset, and what is not."""

from typing import Any

import pytest
from pelican.contents import Article
from pelican.plugins.typography import plugin
from pelican.settings import read_settings

FRENCH = """Title: L'été "déjà"?
Date: 2015-11-20
Category: Blog
Summary: Et l'*hiver* ?

J'y vais : `x ? y` !
"""
ENGLISH = "Lang: en\nSlug: right\n" + FRENCH.replace('L\'été "déjà"?', 'Isn\'t it "right"?')
BODY = "J\u2019y vais\u00a0: <code>x ? y</code>\u202f!"
THEME = {
    f"{name}.html": f"{{{{ {name}.title }}}}\n{{{{ {name}.summary }}}}\n{{{{ {name}.content }}}}"
    for name in ("article", "page")
}
SETTINGS = {"PLUGINS": ["typography"], "DEFAULT_LANG": "fr", "DIRECT_TEMPLATES": [], "CATEGORY_SAVE_AS": ""}


def typeset_content(kind: type, content: str | None, *, escapes: bool = False, **metadata: Any) -> Any:
    own = read_settings(override={"DEFAULT_LANG": "fr", "JINJA_ENVIRONMENT": {"autoescape": escapes}})
    item = kind(content, metadata, settings=own, source_path="a.md")
    plugin.typeset_content(item)
    return item


def test_french_is_typeset_under_its_old_slug_and_english_left_alone(save_file: Any, build_site: Any) -> None:
    save_file("a.md", FRENCH)
    save_file("b.md", ENGLISH)
    save_file("c.md", f"Status: draft\n{FRENCH}".replace("Summary", "Slug: c\nSummary"))
    save_file("d.md", f"Status: hidden\n{FRENCH}".replace("Summary", "Slug: d\nSummary"))
    save_file("pages/e.md", FRENCH)
    output = build_site(THEME, **SETTINGS)
    title, summary = "L\u2019été «\u00a0déjà\u00a0»\u202f?", "<p>Et l\u2019<em>hiver</em>\u202f?</p>"
    for name in ("lete-deja", "drafts/c", "d", "pages/lete-deja"):
        assert (output / f"{name}.html").read_text().splitlines() == [title, summary, f"<p>{BODY}</p>"]
    english = ['Isn\'t it "right"?', "<p>Et l'<em>hiver</em> ?</p>", "<p>J'y vais : <code>x ? y</code> !</p>"]
    assert (output / "right-en.html").read_text().splitlines() == english
    theme = {**THEME, "article.html": "{{ article.summary | strip_tags }}"}
    assert (build_site(theme, **SETTINGS) / "lete-deja.html").read_text() == "Et l\u2019hiver\u202f?"


@pytest.mark.parametrize(
    ("title", "reader", "printed", "escapes"),
    [
        ("R&amp;D l&#39;<i>été</i> !", "rst", "R&D l\u2019été\u202f!", True),
        ("R&D <i> !", "markdown", "R&D <i>\u202f!", True),
        ("R&amp;D <i>l'été</i> !", "rst", "R&amp;D <i>l\u2019été</i>\u202f!", False),
    ],
)
def test_title_is_text_if_templates_escape(title: str, reader: str, printed: str, *, escapes: bool) -> None:
    content = typeset_content(Article, "", title=title, reader=reader, escapes=escapes)
    assert (content.title, content.metadata["title"]) == (printed, printed)
    assert getattr(content, "title_is_text", False) is escapes
    english = typeset_content(Article, "", title=title, reader=reader, escapes=escapes, lang="en")
    assert english.title == ("R&D l'été !" if escapes and reader == "rst" else title)
