"""pelican-comments in a Pelican site: Pelican's own theme with one line more."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import feedparser
import pytest
from bs4 import BeautifulSoup, Tag
from pelican.plugins.comments.errors import SettingsError

SaveFile = Callable[..., Path]
Save = Callable[..., None]
BuildSite = Callable[..., Path]
BuildPage = Callable[..., BeautifulSoup]
RunPelican = Callable[..., str]

THEME = {
    f"{kind}.html": f'{{% extends "!simple/{kind}.html" %}}'
    '{% block content %}{{ super() }}{% include "comments/discussion.html" %}{% endblock %}'
    for kind in ("article", "page")
}
SETTINGS = {"PLUGINS": ["comments"], "COMMENTS": {"endpoint": "/comments"}}
PUBLIC = {"SITEURL": "https://example.org", "SITENAME": "My blog", "RELATIVE_URLS": False}


@pytest.fixture
def save_article(save_file: SaveFile) -> Callable[..., None]:
    def save(slug: str = "tango", *lines: str, name: str = "") -> None:
        header = [f"Title: About {slug}", f"Slug: {slug}", "Date: 2015-11-20 10:00", *lines]
        save_file(name or f"{slug}.md", "\n".join([*header, "", "Words of the article."]))

    return save


@pytest.fixture
def save_comment(save_file: SaveFile) -> Callable[..., None]:
    def save(comment_id: str, *lines: str, slug: str = "tango", text: str = "Words.") -> None:
        header = (
            ["author: Jeanne", *lines] if not any(line.startswith("author:") for line in lines) else lines
        )
        save_file(f"comments/{slug}/{comment_id}.md", "\n".join([*header, "", text]))

    return save


@pytest.fixture
def build_page(build_page: BuildPage) -> BuildPage:
    """The shared function, with the plugin in Pelican's own theme with one line more."""

    def build(
        name: str = "tango.html", theme: Mapping[str, str] | None = None, **settings: Any
    ) -> BeautifulSoup:
        return build_page(name, {**THEME, **(theme or {})}, **{**SETTINGS, **settings})

    return build


def find(page: BeautifulSoup | Tag, selector: str) -> Tag:
    (element,) = page.select(selector)
    return element


def read_words(element: Tag) -> str:
    return " ".join(element.text.split())


def test_one_include_shows_the_thread_in_any_theme(
    save_article: Save, save_comment: Save, build_page: BuildPage
) -> None:
    save_article()
    save_comment("1", "date: 2015-11-21")
    save_comment("2", "author: Paul", "replyto: 1", "date: 2015-11-22", "website: https://example.org/")
    page = build_page()
    assert read_words(find(page, "#comments")) == "2 thoughts on “About tango”"
    parent = find(page, ".comments > ol > li > article#comment-1")
    reply = find(page, ".comments > ol > li > ol > li > article#comment-2")
    assert read_words(find(reply, ".comment-title")) == "Paul in reply to Jeanne"
    assert find(reply, ".comment-parent a")["href"] == "#comment-1"
    assert find(reply, ".comment-author a").attrs == {
        "href": "https://example.org/",
        "rel": ["ugc", "nofollow", "noopener"],
    }
    assert find(parent, "time")["datetime"] == "2015-11-21T00:00:00+01:00"
    for article in (parent, reply):
        assert find(page, f"#{article['aria-labelledby']}") in article.descendants
        assert find(article, "a.comment-permalink")["href"] == f"#{article['id']}"


@pytest.mark.parametrize(
    ("count", "lang", "heading"),
    [
        (0, "en", "No thoughts on “About tango” yet"),
        (1, "en", "One thought on “About tango”"),
        (2, "en", "2 thoughts on “About tango”"),
        (0, "fr", "Aucune réflexion sur “About tango”"),
        (1, "fr", "Une réflexion sur “About tango”"),
        (2, "fr", "2 réflexions sur “About tango”"),
    ],
)
def test_heading_is_computed(
    save_file: SaveFile, build_page: BuildPage, count: int, lang: str, heading: str
) -> None:
    save_file("tango.md", "Title: About tango\nSlug: tango\nDate: 2015-11-20\n\nText")
    for number in range(count):
        save_file(f"comments/tango/{number}.md", "author: Jeanne\n\nText")
    assert read_words(find(build_page(DEFAULT_LANG=lang), "#comments")) == heading


def test_removed_and_lost_comments_are_shown_as_such(
    save_article: Save, save_comment: Save, build_page: BuildPage
) -> None:
    save_article()
    save_comment("1", "status: removed", text="Secret")
    save_comment("2", "author: Paul", "replyto: 1")
    save_comment("3", "status: lost", "author:")
    save_comment("4", "author: Ann", "replyto: 3")
    page = build_page(DEFAULT_LANG="fr")
    assert read_words(find(page, "#comments")) == "3 réflexions sur “About tango”"
    assert "Secret" not in page.text
    assert "Jeanne" not in page.text
    assert read_words(find(page, "#comment-1 .comment-notice")) == "Ce commentaire a été supprimé."
    assert read_words(find(page, "#comment-3 .comment-notice")) == "Ce commentaire n’a pas été conservé."
    assert read_words(find(page, "#comment-2 .comment-title")) == "Paul en réponse à un commentaire supprimé"
    assert read_words(find(page, "#comment-4 .comment-title")) == "Ann en réponse à un commentaire perdu"
    assert [radio["value"] for radio in page.select("article.comment input")] == ["2", "4"]
    for gone in ("#comment-1", "#comment-3"):
        assert not page.select(f"{gone} :is(.comment-author, .comment-body, .comment-reply, time)")


def test_deep_reply_is_not_indented_but_says_whom_it_answers(
    save_article: Save, save_comment: Save, build_page: BuildPage
) -> None:
    save_article()
    for number in range(1, 8):
        replyto = [f"replyto: {number - 1}"] if number > 1 else []
        save_comment(str(number), f"author: A{number}", *replyto)
    page = build_page()
    assert len(find(page, "#comment-7").find_parents("ol")) == 5
    assert read_words(find(page, "#comment-7 .comment-title")) == "A7 in reply to A6"


def test_author_s_answer_is_marked(save_article: Save, save_comment: Save, build_page: BuildPage) -> None:
    save_article()
    save_comment("1", "role: author")
    save_comment("2")
    page = build_page()
    assert [article["id"] for article in page.select("[data-role=author]")] == ["comment-1"]
    assert read_words(find(page, "#comment-1 .comment-role")) == "Wrote this article"


def test_pings_are_listed_apart(save_article: Save, save_comment: Save, build_page: BuildPage) -> None:
    save_article()
    save_comment("1", "type: pingback", "website: https://example.org/", "author: Her blog")
    save_comment("2", "type: trackback", "author: His blog")
    save_comment("3", "type: pingback", "author: Gone", "status: removed")
    save_comment("4", "type: pingback", "author: Lost", "status: lost")
    page = build_page()
    assert read_words(find(page, "#comments")) == "No thoughts on “About tango” yet"
    assert [read_words(item) for item in page.select(".comments-mentions > li")] == ["Her blog", "His blog"]
    assert find(page, ".comments-mentions a")["href"] == "https://example.org/"


HOSTILE_NAMES = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ SITENAME }}",
    "' onclick='x",
    "&lt;b&gt;",
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_names_and_titles_are_printed_as_text(
    save_article: Save, save_comment: Save, build_page: BuildPage, name: str
) -> None:
    """In a theme without autoescape, as Pelican's are."""
    save_article()
    save_comment("1", f"author: {name}", text=name)
    save_comment("2", f"author: {name}", "replyto: 1", "website: https://example.org/?a=1&b=2")
    page = build_page()
    assert read_words(find(page, "#comment-1 .comment-author")) == name
    assert read_words(find(page, "#comment-2 .comment-title")) == f"{name} in reply to {name}"
    assert read_words(find(page, "#comment-1 label")) == f"Reply to {name}"
    assert page.select("script:not([type='application/ld+json']), img, [onclick], [onerror]") == []
    assert len(page.select("article.comment")) == 2


def test_reply_is_chosen_by_a_radio_button_of_the_form(
    save_article: Save, save_comment: Save, build_page: BuildPage
) -> None:
    save_article()
    save_comment("1")
    page = build_page()
    form = find(page, "form#answer")
    radio = find(page, "article#comment-1 input")
    assert radio.attrs == {"type": "radio", "form": "answer", "name": "parent", "value": "1"}
    own = find(form, "input[name=parent]")
    assert own.attrs == {"type": "radio", "name": "parent", "value": "", "checked": ""}
    assert form["action"] == "/comments"
    assert form["method"] == "post"
    assert find(form, "input[name=post]")["value"] == "tango"
    assert form["accept-charset"] == ["utf-8"]
    assert find(form, "input[name=name]")["autocomplete"] == "nickname"


def test_every_field_has_a_label_and_an_error_and_is_required(
    save_article: Save, build_page: BuildPage
) -> None:
    save_article()
    page = build_page()
    fields = page.select(".comment-form-field :is(input, textarea)")
    assert [field["name"] for field in fields] == ["name", "message"]
    for field in fields:
        assert field.has_attr("required")
        assert field.has_attr("maxlength")
        assert find(page, f"label[for={field['id']}]").text
        error = find(page, f"#{field['aria-errormessage']}")
        assert error.text
        assert error.has_attr("hidden")  # in a theme without our style, where the browser says it
    assert find(page, "textarea")["maxlength"] == "2500"


def test_form_leads_to_github_where_only_a_repository_is_named(
    save_article: Save, build_page: BuildPage
) -> None:
    save_article()
    form = find(build_page(COMMENTS={"repository": "example/blog", "issue_template": "x.yml"}), "form")
    assert (form["action"], form["method"]) == ("https://github.com/example/blog/issues/new", "get")
    assert find(form, "input[name=template]")["value"] == "x.yml"
    assert read_words(find(form, "button")) == "Continue on GitHub"
    assert "The issue is public as soon as you send it" in form.text


def test_no_way_to_answer_leaves_the_form_out(
    save_article: Save, save_comment: Save, build_page: BuildPage
) -> None:
    save_article()
    save_comment("1")
    page = build_page(COMMENTS={})
    assert page.select("form, input") == []
    assert find(page, "#comment-1")


def test_privacy_page_is_linked(save_article: Save, build_page: BuildPage) -> None:
    save_article()
    page = build_page(COMMENTS={**SETTINGS["COMMENTS"], "privacy_page": "privacy/"}, **PUBLIC)
    assert find(page, ".comment-form-privacy a")["href"] == "https://example.org/privacy/"


def test_closed_thread_is_shown_without_form(
    save_article: Save, save_comment: Save, build_page: BuildPage
) -> None:
    save_article("tango", "Comments: Closed")
    save_comment("1")
    page = build_page()
    assert find(page, "#comment-1")
    assert page.select("form, input") == []
    assert read_words(find(page, ".comments-closed")) == "Comments are closed."


def test_hidden_thread_is_not_shown(save_article: Save, save_comment: Save, build_page: BuildPage) -> None:
    save_article("tango", "Comments: hidden")
    save_comment("1")
    assert build_page().select(".comments") == []


def test_page_shows_a_thread_where_its_header_asks_for_it(
    save_file: SaveFile, save_comment: Save, build_page: BuildPage
) -> None:
    save_file("pages/a.md", "Title: A\nSlug: a\n\nText")
    save_file("pages/b.md", "Title: B\nSlug: b\nComments: open\n\nText")
    save_comment("1", slug="b")
    assert build_page("pages/a.html").select(".comments") == []
    assert find(build_page("pages/b.html"), "#comment-1")


def test_translation_and_draft_have_the_thread_too(
    save_article: Save, save_comment: Save, build_page: BuildPage
) -> None:
    save_article()
    save_article("tango", "Lang: fr", name="tango-fr.md")
    save_article("later", "Status: draft")
    save_comment("1")
    save_comment("1", slug="later")
    assert read_words(find(build_page("tango-fr.html"), "#comments")) == "Une réflexion sur “About tango”"
    assert find(build_page("drafts/later.html"), "#comment-1")


def test_text_filter_that_fails_names_the_comment(
    save_article: Save, save_comment: Save, build_site: BuildSite
) -> None:
    def fail(_html: str, _lang: str) -> str:
        raise ValueError("trop")

    save_article()
    save_comment("1")
    warnings: list[str] = []
    build_site(THEME, warnings=warnings, **{**SETTINGS, "COMMENTS": {"text_filter": fail}})
    (message,) = warnings
    assert message == (
        "comments/tango/1.md: COMMENTS['text_filter'] fails on its text (ValueError: trop); "
        "correct that function, or report it to those who made it."
    )


def test_text_filter_sees_each_text_with_its_language(
    save_article: Save, save_comment: Save, build_page: BuildPage
) -> None:
    save_article()
    save_comment("1", text="Bonjour")
    settings = {"text_filter": lambda html, lang: html.replace("Bonjour", f"<b>{lang}</b>")}
    assert find(build_page(COMMENTS=settings), "#comment-1 .comment-body b").text == "en"


def test_theme_overrides_a_template_by_its_name(
    save_article: Save, save_comment: Save, build_page: BuildPage
) -> None:
    save_article()
    save_comment("1")
    page = build_page(theme={"comments/comment.html": "<b>{{ thread.comment.author }}</b>"})
    assert find(page, ".comments > ol > li > b").text == "Jeanne"


def test_comment_files_are_no_articles_pages_or_static_files(
    save_article: Save, save_comment: Save, build_site: BuildSite
) -> None:
    save_article()
    save_comment("1")
    save_comment("2", "Title: Not an article", "Date: 2015-01-01")
    paths = {"articles": {"ARTICLE_PATHS": [""]}, "pages": {"PAGE_PATHS": [""], "ARTICLE_PATHS": ["posts"]}}
    for places in paths.values():
        output = build_site(THEME, **SETTINGS, **places, STATIC_PATHS=[""])
        assert not [
            path for path in output.rglob("*") if "not-an-article" in path.name or path.suffix == ".md"
        ]


# Feeds


def read_feed(path: Path) -> Any:
    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo
    return feed


def test_feeds_thread_the_comments(save_article: Save, save_comment: Save, build_site: BuildSite) -> None:
    save_article()
    save_comment("1", "date: 2015-11-21T10:00:00+01:00", text="Un <b>texte</b>\x01")
    save_comment(
        "2", "author: Paul", "replyto: 1", "date: 2015-11-22T10:00:00+01:00", "website: https://example.org/"
    )
    save_comment("3", "author: Removed", "status: removed")
    save_comment("4", "author: Ann", "replyto: 3", "date: 2015-11-20T12:00:00+01:00")
    output = build_site(THEME, **SETTINGS, **PUBLIC, FEED_ALL_ATOM="all.xml", DEFAULT_LANG="fr")
    feed = read_feed(output / "feeds/comments/tango.atom.xml")
    assert feed.feed.title == "Commentaires sur «\u00a0About tango\u00a0»"
    assert feed.feed.language == "fr"
    assert feed.feed.link == "https://example.org/tango.html"
    reply, first, orphan = feed.entries
    assert orphan.title == "Ann, sur «\u00a0About tango\u00a0»"
    assert reply.author_detail.href == "https://example.org/"
    assert (reply.author, reply.link) == ("Paul", "https://example.org/tango.html#comment-2")
    assert reply.title == "Paul en réponse à Jeanne, sur «\u00a0About tango\u00a0»"
    assert reply["thr_in-reply-to"] == {"ref": first.id, "href": first.link, "type": "text/html"}
    article = read_feed(output / "all.xml").entries[0]
    assert first["thr_in-reply-to"]["ref"] == article.id
    assert first.content[0].value == "<p>Un &lt;b&gt;texte&lt;/b&gt;</p>"
    whole = read_feed(output / "feeds/comments.atom.xml")
    assert [entry.id for entry in whole.entries] == [entry.id for entry in feed.entries]
    assert not [path for path in output.rglob("*.*ml") if "Removed" in path.read_text()]


def test_ids_of_entries_do_not_depend_on_the_address(
    save_article: Save, save_comment: Save, build_site: BuildSite
) -> None:
    save_article()
    save_comment("1")

    def read_ids(siteurl: str) -> list[str]:
        output = build_site(THEME, **{**SETTINGS, **PUBLIC, "SITEURL": siteurl})
        feed = read_feed(output / "feeds/comments.atom.xml")
        return [feed.feed.id, feed.entries[0].id]

    assert read_ids("https://example.org") == read_ids("https://example.com/blog")


def test_feeds_are_the_same_at_the_next_build(
    save_article: Save, save_comment: Save, build_site: BuildSite
) -> None:
    save_article()
    save_comment("1")
    path = "feeds/comments.atom.xml"
    first = (build_site(THEME, **SETTINGS, **PUBLIC) / path).read_bytes()
    assert (build_site(THEME, **SETTINGS, **PUBLIC) / path).read_bytes() == first


def test_undated_comment_bears_the_date_of_the_article_in_the_feed(
    save_article: Save, save_comment: Save, build_site: BuildSite
) -> None:
    save_article()
    save_comment("1")
    output = build_site(THEME, **SETTINGS, **PUBLIC)
    assert read_feed(output / "feeds/comments.atom.xml").entries[0].updated == "2015-11-20T10:00:00+01:00"


def test_thread_without_comments_drafts_and_previews_have_no_feed(
    save_article: Save, save_comment: Save, build_site: BuildSite
) -> None:
    save_article()
    save_article("later", "Status: draft")
    save_article("secret", "Status: hidden")
    for slug in ("later", "secret"):
        save_comment("1", slug=slug)
    output = build_site(THEME, **SETTINGS, **PUBLIC)
    assert list(output.rglob("*.xml")) == []
    assert (
        BeautifulSoup((output / "drafts/later.html").read_text(), "html.parser").select(".comments-feed")
        == []
    )
    save_comment("1")
    assert list(build_site(THEME, **SETTINGS).rglob("*.xml")) == []


def test_undated_comment_of_an_undated_page_is_in_no_feed(
    save_file: SaveFile, save_comment: Save, build_site: BuildSite
) -> None:
    save_file("pages/a.md", "Title: A\nSlug: a\nComments: open\n\nText")
    save_comment("1", slug="a")
    output = build_site(THEME, **SETTINGS, **PUBLIC)
    assert list(output.rglob("*.xml")) == []
    assert "comments-feed" not in (output / "pages/a.html").read_text()


def test_feeds_hold_the_newest_as_many_as_pelican_is_told(
    save_article: Save, save_comment: Save, build_site: BuildSite
) -> None:
    save_article()
    for number in range(1, 6):
        save_comment(str(number), f"date: 2015-11-2{number}")
    output = build_site(THEME, **SETTINGS, **PUBLIC, FEED_MAX_ITEMS=2)
    for path in ("feeds/comments.atom.xml", "feeds/comments/tango.atom.xml"):
        entries = read_feed(output / path).entries
        assert [entry.link.rpartition("#")[2] for entry in entries] == ["comment-5", "comment-4"]


@pytest.mark.parametrize(
    ("off", "left"), [("feed", "feeds/comments/tango.atom.xml"), ("article_feed", "feeds/comments.atom.xml")]
)
def test_one_kind_of_feed_can_be_switched_off(
    save_article: Save, save_comment: Save, build_site: BuildSite, off: str, left: str
) -> None:
    save_article()
    save_comment("1")
    output = build_site(THEME, **{**SETTINGS, **PUBLIC, "COMMENTS": {off: None}})
    assert [path.relative_to(output).as_posix() for path in output.rglob("*.xml")] == [left]


def test_feeds_can_be_switched_off(save_article: Save, save_comment: Save, build_site: BuildSite) -> None:
    save_article()
    save_comment("1")
    output = build_site(THEME, **{**SETTINGS, **PUBLIC, "COMMENTS": {"feed": None, "article_feed": None}})
    assert list(output.rglob("*.xml")) == []


def test_site_without_articles_and_pages_is_built(build_site: BuildSite) -> None:
    assert (build_site(THEME, **SETTINGS) / "index.html").exists()


# Mistakes


def find_warning(name: str, warnings: list[str]) -> str:
    """The one warning about a file."""
    (warning,) = (warning for warning in warnings if warning.startswith(f"{name}: "))
    return warning


def test_broken_comments_are_all_named_and_the_others_shown(
    save_article: Save, save_comment: Save, build_site: BuildSite
) -> None:
    save_article()
    save_comment("1", "date: hier")
    save_comment("2", "status: gone")
    save_comment("3")
    warnings: list[str] = []
    output = build_site(THEME, warnings=warnings, **SETTINGS)
    assert [problem.split(":")[0] for problem in sorted(warnings)] == [
        "comments/tango/1.md",
        "comments/tango/2.md",
    ]
    assert 'id="comment-3"' in (output / "tango.html").read_text()


def test_fault_of_the_plugin_ends_no_build(
    save_article: Save, build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pelican.plugins.comments.plugin.build_pages_of", lambda *_, **__: 1 / 0)
    save_article()
    warnings: list[str] = []
    assert (build_site(THEME, warnings=warnings, **SETTINGS) / "tango.html").exists()
    (warning,) = warnings
    assert warning.startswith("tango.md: its comments are not shown (ZeroDivisionError")


def test_article_without_slug_is_named(save_file: SaveFile, build_site: BuildSite) -> None:
    """Its folder would be that of all comments."""
    save_file("x.md", "Title: …\nDate: 2015-11-20\n\nText")
    save_file("comments/tango/1.md", "author: J\n\nText")
    warnings: list[str] = []
    build_site(THEME, warnings=warnings, **SETTINGS)
    assert re.match(r"x\.md: '' is no slug .*; give it a Title or a Slug", find_warning("x.md", warnings))


@pytest.mark.parametrize("slug", ["..", "../tango", "/tango", "a/b"])
def test_slug_that_leaves_the_folder_of_comments_gets_none(
    save_article: Save, build_site: BuildSite, slug: str
) -> None:
    save_article(slug, "Save_as: x.html", "Url: x.html", name="x.md")
    warnings: list[str] = []
    output = build_site(THEME, warnings=warnings, **SETTINGS)
    assert "is no slug for a folder of comments; " in find_warning("x.md", warnings)
    assert "<form" not in (output / "x.html").read_text()


def test_slug_of_a_page_without_thread_may_be_anything(
    save_file: SaveFile, save_article: Save, build_site: BuildSite
) -> None:
    save_article()
    save_file("pages/x.md", "Title: X\nSlug: /about/x\nSave_as: x.html\nUrl: x.html\n\nText")
    assert (build_site(THEME, **SETTINGS) / "x.html").exists()


def test_article_and_page_of_one_slug_clash_in_any_language(
    save_article: Save, save_comment: Save, build_site: BuildSite
) -> None:
    save_article()
    save_article("tango", "Lang: fr", "Comments: open", name="pages/x.md")
    save_comment("1")
    warnings: list[str] = []
    output = build_site(THEME, warnings=warnings, **SETTINGS)
    assert warnings[0].startswith("pages/x.md: its slug 'tango' is that of tango.md too")
    assert 'id="comment-1"' in (output / "tango.html").read_text()
    assert 'id="comment-1"' not in (output / "pages/tango-fr.html").read_text()


def test_draft_translation_and_page_without_thread_are_no_clash(
    save_article: Save, save_comment: Save, build_page: BuildPage
) -> None:
    save_article()
    save_article("tango", "Lang: fr", "Status: draft", name="x.md")
    save_article("tango", name="pages/x.md")
    save_comment("1")
    assert find(build_page(), "#comment-1")


def test_two_articles_with_one_slug_do_not_share_comments(
    save_article: Save, save_comment: Save, build_site: BuildSite
) -> None:
    save_article()
    save_article("tango", "Save_as: other.html", "Url: other.html", "Lang: en", name="other.md")
    save_comment("1")
    warnings: list[str] = []
    output = build_site(THEME, warnings=warnings, **SETTINGS, ARTICLE_TRANSLATION_ID="")
    (warning,) = warnings
    assert re.search(r"its slug 'tango' is that of .*\.md too.*; change one of them", warning)
    pages = [(output / name).read_text() for name in ("tango.html", "other.html")]
    assert sorted('id="comment-1"' in page for page in pages) == [False, True]


def test_state_without_a_word_is_the_default(save_article: Save, build_page: BuildPage) -> None:
    save_article("jazz", "Comments:")
    assert find(build_page("jazz.html"), "form")


def test_state_that_is_unknown_or_given_twice_is_the_default_and_named(
    save_article: Save, build_page: BuildPage, caplog: pytest.LogCaptureFixture
) -> None:
    save_article("jazz", "Comments: maybe")
    save_article("tango", "Comments: open", "Comments: closed")
    settings = {"COMMENTS": {"state": "hidden", "endpoint": "/comments"}}
    assert not build_page("jazz.html", warnings=[], **settings).select(".comments")
    assert sorted(caplog.messages) == [
        "jazz.md: Comments: 'maybe' is unknown; write open, closed or hidden.",
        "tango.md: Comments is there more than once; keep one line.",
    ]


@pytest.mark.parametrize(
    ("word", "is_open"), [("true", True), ("Yes", True), ("false", False), ("off", False)]
)
def test_words_of_other_engines_are_understood(
    save_article: Save, build_page: BuildPage, word: str, *, is_open: bool
) -> None:
    save_article("tango", f"Comments: {word}")
    assert bool(build_page().select("form")) is is_open
    assert bool(build_page().select(".comments-closed")) is not is_open


def test_ids_of_comments_and_of_the_form_never_clash(
    save_article: Save, save_comment: Save, build_page: BuildPage
) -> None:
    save_article()
    for name in ("form", "name", "message", "title", "1", "1-title", "name-error", "form-title"):
        save_comment(name)
    ids = [element["id"] for element in build_page().select("[id]")]
    assert len(ids) == len(set(ids))
    assert "answer" in ids


def test_context_names_the_site_s_feed_only_where_there_is_one(
    save_article: Save, save_comment: Save, build_site: BuildSite
) -> None:
    save_article()
    theme = {**THEME, "index.html": "{{ comments_feed }}"}
    assert (build_site(theme, **SETTINGS, **PUBLIC) / "index.html").read_text() == "None"
    save_comment("1")
    assert (build_site(theme, **SETTINGS, **PUBLIC) / "index.html").read_text() == "feeds/comments.atom.xml"
    assert (build_site(theme, **SETTINGS) / "index.html").read_text() == "None"


def test_unknown_setting_stops_the_build(save_article: Save, build_site: BuildSite) -> None:
    save_article()
    with pytest.raises(SettingsError, match="did you mean 'max_depth'"):
        build_site(THEME, PLUGINS=["comments"], COMMENTS={"max_dept": 3})


def test_command_fails_and_says_file_problem_and_remedy(
    save_article: Save, save_comment: Save, run_pelican: RunPelican, tmp_path: Path
) -> None:
    save_article()
    save_comment("1", "date: hier")
    printed = run_pelican("--fatal=warnings", plugin="comments", status=1)
    assert (
        "comments/tango/1.md: line 2: date 'hier' is no date; write it like 2015-11-20T14:30:00+01:00."
        in printed
    )
    assert not (tmp_path / "output").exists()


def test_orphan_and_stray_folder_are_reported(
    save_article: Save, save_comment: Save, build_site: BuildSite
) -> None:
    save_article()
    save_comment("1", "replyto: 7")
    save_comment("1", slug="tangos")
    save_comment("7", slug="")
    warnings: list[str] = []
    output = build_site(THEME, warnings=warnings, **SETTINGS)
    said = " ".join(warnings)
    assert "comments/tango/1.md: replyto '7' names no published comment of this article" in said
    assert "comments/tangos: no article or page has this slug" in said
    assert "comments/7.md: is shown nowhere; put it into the folder" in said
    assert (output / "tango.html").exists()


# Languages


@pytest.fixture
def save_translated(save_article: Save, save_comment: Save) -> None:
    """An article in English and French, with a comment in each language, one without and one in Arabic."""
    save_article()
    save_article("tango", "Lang: fr", name="tango-fr.md")
    save_comment("1", text="Words")
    save_comment("2", "lang: fr", text="Mots")
    save_comment("3", "lang: en", text="Words")
    save_comment("4", "lang: ar", text="مرحبا\n\nMots")


@pytest.mark.parametrize(
    ("page", "languages"),
    [("tango.html", [None, "fr", None, "ar"]), ("tango-fr.html", ["en", None, "en", "ar"])],
)
@pytest.mark.usefixtures("save_translated")
def test_comment_says_its_language_where_the_page_has_another(
    build_page: BuildPage, page: str, languages: list[str | None]
) -> None:
    bodies = build_page(page).select(".comment-body")
    assert [body.get("lang") for body in bodies] == languages
    assert [body["dir"] for body in bodies] == [
        "auto" if lang is None else "rtl" if lang == "ar" else "ltr" for lang in languages
    ]
    assert [block["dir"] for block in bodies[3].select("p")] == ["auto", "auto"]


@pytest.mark.parametrize("page", ["tango.html", "tango-fr.html"])
@pytest.mark.usefixtures("save_translated")
def test_text_filter_gets_the_language_of_the_comment(build_page: BuildPage, page: str) -> None:
    settings = {"endpoint": "/comments", "text_filter": lambda html, lang: f"{html}<b>{lang}</b>"}
    bodies = build_page(page, COMMENTS=settings).select(".comment-body > b")
    assert [body.text for body in bodies] == ["en", "fr", "en", "ar"]


def test_language_that_is_none_is_that_of_the_article(
    save_article: Save, save_comment: Save, build_page: BuildPage
) -> None:
    save_article()
    save_comment("1", "lang: francais")
    assert find(build_page(), ".comment-body").get("lang") is None


@pytest.mark.usefixtures("save_translated")
def test_form_says_which_page_it_stands_on(build_page: BuildPage) -> None:
    settings = {"endpoint": "/comments", "email": "blog@example.org"}
    for page, name in (("tango.html", "tango"), ("tango-fr.html", "tango/fr")):
        built = build_page(page, COMMENTS=settings)
        assert find(built, '[name="post"]')["value"] == name
        reference = name.replace("/", "%252F")
        links = [link["href"] for link in built.select(".comment-mail a, .comment-form-mail a")]
        assert len(links) == 5
        assert all(f"%5B{reference}%2F" in link or f"%5B{reference}%5D" in link for link in links)
        fields = built.select('#answer [name="name"], #answer [name="message"]')
        assert [field["dir"] for field in fields] == ["auto", "auto"]


@pytest.mark.usefixtures("save_translated")
def test_feeds_and_data_say_the_language_of_a_comment(build_site: BuildSite) -> None:
    output = build_site(THEME, **SETTINGS, **PUBLIC)
    xml = (output / "feeds/comments/tango.atom.xml").read_text(encoding="utf-8")
    entries = re.findall(r"<entry( xml:lang=\"[^\"]*\")?>.*?#comment-(\d)\"", xml, re.DOTALL)
    assert {number: lang for lang, number in entries} == {
        "1": "",
        "2": ' xml:lang="fr"',
        "3": "",
        "4": ' xml:lang="ar"',
    }
    data = find_data(output / "tango.html")
    assert [comment.get("inLanguage") for comment in data["comment"]] == [None, "fr", None, "ar"]


def find_data(path: Path) -> dict[str, Any]:
    page = BeautifulSoup(path.read_bytes(), "html.parser")
    data: dict[str, Any] = json.loads(find(page, 'script[type="application/ld+json"]').string)
    return data


def test_picture_without_words_has_a_word_in_the_language_of_its_comment(
    save_article: Save, save_comment: Save, build_page: BuildPage
) -> None:
    save_article()
    save_comment("1", text="![](https://example.org/a.png)")
    save_comment("2", "lang: fr", text="![](https://example.org/a.png)")
    words = [link.text for link in build_page().select(".comment-body a")]
    assert words == ["picture", "image"]


def test_link_to_a_comment_is_whole_in_the_feed(
    save_article: Save, save_comment: Save, build_site: BuildSite
) -> None:
    save_article()
    save_comment("1", text="Words")
    save_comment("2", text="See [above](#comment-1).")
    output = build_site(THEME, **SETTINGS, **PUBLIC)
    link = find(
        BeautifulSoup((output / "tango.html").read_bytes(), "html.parser"), "#comment-2 .comment-body a"
    )
    assert link["href"] == "#comment-1"
    contents = [entry.content[0].value for entry in read_feed(output / "feeds/comments.atom.xml").entries]
    assert any('<a href="https://example.org/tango.html#comment-1"' in content for content in contents)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "2,500 characters at most. Markdown: **bold**, *italic*, > quotation, `code`, links."),
        ("fr", "2 500 caractères au plus. Markdown : **gras**, *italique*, > citation, `code`, liens."),
    ],
)
def test_form_says_what_is_understood(
    save_article: Save, build_page: BuildPage, lang: str, words: str
) -> None:
    save_article("tango", f"Lang: {lang}")
    hint = find(build_page(DEFAULT_LANG=lang), "#answer-message-hint")
    assert read_words(hint) == words
    assert len(hint.select("code")) == 4
