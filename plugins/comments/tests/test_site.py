"""What the commands know about a site and readers do not, the dict COMMENTS, and its catalogues."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pelican.plugins.comments import translations
from pelican.plugins.comments.errors import CommentsError, SettingsError
from pelican.plugins.comments.inbox.endpoint import receive_submission
from pelican.plugins.comments.inbox.notice import render_rejection
from pelican.plugins.comments.inbox.pages import LiveSite
from pelican.plugins.comments.intake import Reason, Rejection, Submission
from pelican.plugins.comments.models import State
from pelican.plugins.comments.posts import names_a_folder
from pelican.plugins.comments.settings import CommentsSettings, read_settings
from pelican.plugins.comments.site import Site, load_site
from pelican.plugins.comments.translations import CATALOGUES

SaveFile = Callable[..., Path]
SavePost = Callable[..., None]
Load = Callable[..., Site]


@pytest.fixture
def load(tmp_path: Path, content_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """A function that writes the settings of the scratch site and loads it, as a command run beside them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # of the settings, which are a program

    def load_scratch(**settings: Any) -> Site:
        ours = {"PATH": content_path.name, "TIMEZONE": "Europe/Paris", "PLUGINS": ["comments"]}
        path = tmp_path / "pelicanconf.py"
        path.write_text("\n".join(f"{key} = {value!r}" for key, value in {**ours, **settings}.items()))
        return load_site(path)

    return load_scratch


def test_site_knows_each_article_and_page_and_reading_it_writes_nothing(
    load: Load, save_post: SavePost, tmp_path: Path
) -> None:
    save_post("a.md", "Ouvert")
    save_post("b.md", "Clos", "Comments: closed")
    save_post("c.md", "Vague", "Comments: ouvert")  # unknown, so the setting holds
    save_post("pages/d.md", "Page")
    save_post("pages/e.md", "Livre", "Comments: open")
    save_post("pages/f.md", "a/b")  # whose slug can have no comments
    settings = {"CACHE_CONTENT": True, "LOAD_CONTENT_CACHE": True, "SITENAME": "Un blog"}
    site = load(
        SITEURL="https://example.org/blog/", COMMENTS={"path": "replies", "inbox": "in/here"}, **settings
    )
    states = {slug: str(post.state) for slug, post in site.posts.items()}
    assert states == {"ouvert": "open", "vague": "open", "clos": "closed", "page": "hidden", "livre": "open"}
    assert site.posts["ouvert"].url == "https://example.org/blog/ouvert.html"
    assert site.timezone == ZoneInfo("Europe/Paris")
    assert (site.comments, site.inbox) == (tmp_path / "content" / "replies", tmp_path / "in" / "here")
    assert "Un autre nom" in site.render("page.html", page=None, SITENAME="Un autre nom")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "pelicanconf.py"]


def test_what_readers_cannot_open_is_a_draft(
    load: Load, save_post: SavePost, save_file: SaveFile, tmp_path: Path
) -> None:
    """A text with a future date is a draft to Pelican; a hidden one is at its usual address."""
    save_post("a.md", "Article")
    save_post("b.md", "Brouillon", "Status: draft")
    save_file("c.md", "Title: Demain\nDate: 2999-01-01\n\nOui.\n")
    save_post("d.md", "Discret", "Status: hidden")
    save_post("g.md", "Absent", "Status: skip")
    site = load(SITEURL="https://example.org", WITH_FUTURE_DATES=False)
    assert (sorted(site.posts), sorted(site.drafts)) == (["article", "discret"], ["brouillon", "demain"])
    known = [site.find_post(slug) is not None for slug in ("article", "brouillon", "absent")]
    assert known == [True, True, False]
    assert sorted(site.show_drafts().posts) == ["article", "brouillon", "demain", "discret"]
    for siteurl, is_known in (("", True), ("https://example.org", False)):
        load(SITEURL=siteurl)  # the inbox server takes comments on drafts in a preview only
        assert ("brouillon" in LiveSite(tmp_path / "pelicanconf.py").read().posts) is is_known


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "pelicanconf.py: file not found; run this in its folder, or name it with --settings."),
        ("import sys\nsys.exit('The address is missing.')\n", "The address is missing."),
        ("COMMENTS = {'thanks_pagee': 'x'}; PLUGINS = ['comments']", "did you mean 'thanks_page'?"),
        ("(", "pelicanconf.py: "),
    ],
)
def test_settings_that_cannot_be_used_are_named(tmp_path: Path, text: str | None, message: str) -> None:
    if text:
        (tmp_path / "pelicanconf.py").write_text(text)
    with pytest.raises(CommentsError) as caught:
        load_site(tmp_path / "pelicanconf.py")
    assert message in str(caught.value)


def test_draft_is_answered_as_an_unknown_slug(blog: Site) -> None:
    """Somebody who guesses the slug of a draft learns nothing."""
    answers = []
    for slug in ("brouillon", "brouillin"):
        submission = Submission(post=slug, name="Anne", message="Merci")
        rejection = receive_submission(submission, blog, datetime(2026, 3, 1, tzinfo=UTC))
        assert rejection == Rejection(Reason.UNKNOWN_POST)
        page = render_rejection(blog, Reason.UNKNOWN_POST, "https://example.org", submission)
        answers.append((page.status_code, bytes(page.body).replace(slug.encode(), b"SLUG")))
    assert answers[0] == answers[1]
    assert not blog.inbox.exists()


def test_inbox_that_would_be_published_is_refused(load: Load) -> None:
    for inbox in ("content/inbox", "output"):
        with pytest.raises(CommentsError, match="would be public"):
            load(COMMENTS={"inbox": inbox})


def test_slug_names_a_folder_unless_it_leads_elsewhere() -> None:
    names = ("été", "a.b", "", ".", "..", "a/b", "a\\b", "a\0")
    assert [name for name in names if names_a_folder(name)] == ["été", "a.b"]


def test_page_and_its_translations_are_found_by_what_their_forms_say(load: Load, save_file: SaveFile) -> None:
    for name, title, slug, lang, line in (
        ("a.fr.md", "Tarte", "tarte", "fr", "Comments: closed"),
        ("a.en.md", "Pie", "tarte", "en", "Comments: open"),
        ("a.de.md", "Kuchen", "tarte", "de", "Status: draft"),
        ("pages/m.fr.md", "Merci", "merci", "fr", "Status: hidden"),
        ("pages/m.en.md", "Thanks", "merci", "en", "Status: hidden"),
    ):
        save_file(name, f"Title: {title}\nDate: 2015-11-20\nSlug: {slug}\nLang: {lang}\n{line}\n\nMots.\n")
    site = load(DEFAULT_LANG="fr", SITEURL="https://example.org")
    tarte, pie = ("Tarte", "tarte.html", "tarte"), ("Pie", "tarte-en.html", "tarte/en")
    # the original, if there is no translation, or none that is published
    for name, found in {"tarte": tarte, "tarte/en": pie, "tarte/it": tarte, "tarte/de": tarte}.items():
        page = site.find_page(name)
        assert page
        assert (page.title, site.find_path(page), page.comments_page) == found
        assert page.state is State.CLOSED  # the thread's
    for name in ("gateau", "", "/en", "tarte/en/x", "tarte/", "tarte/en\n"):
        assert site.find_page(name) is None
    thanks = {lang: site.translate_path("pages/merci.html", lang) for lang in ("en", "fr", "it")}
    assert thanks == {"en": "pages/merci-en.html", "fr": "pages/merci.html", "it": "pages/merci.html"}


# The dict COMMENTS

VALUES: dict[str, tuple[object, list[object]]] = {
    "path": ("reactions", ["", None, ".", "../comments", "/comments"]),
    "max_depth": (3, [0, "5", True, 51]),
    "per_page": (None, [0, 2.5]),
    "article_feed": (None, ["../{slug}.xml", "{slug}.{lang}.xml", "{slug", "{slug.lang}.xml", "all.xml", 1]),
    "text_filter": (str.strip, ["typeset"]),
    "privacy_page": ("privacy/", ["/privacy/", 3]),
    "endpoint": ("https://inbox.example/", ["", "javascript:alert(1)", "//inbox.example/"]),
    "repository": ("example/blog", ["https://github.com/example/blog", "example"]),
    "email": ("Blog@example.org", ["nobody", "a@"]),
    "public_addresses": (("hello@example.org", "Example.com"), ["a@example.org", ["@a.org"], [1]]),
}


def test_values_are_taken_and_unusable_ones_are_refused() -> None:
    assert read_settings({}) == CommentsSettings()
    settings = read_settings({key: usable for key, (usable, _) in VALUES.items()})
    for key, (usable, unusable) in VALUES.items():
        assert getattr(settings, key) == usable
        for value in unusable:
            with pytest.raises(SettingsError) as caught:
                read_settings({key: value})
            (problem,) = caught.value.problems
            assert (problem.code, f"COMMENTS[{key!r}] is {value!r}" in problem) == ("unusable-value", True)
    assert settings.public == {"blog@example.org", "hello@example.org", "example.com"}


@pytest.mark.parametrize("catalogue", sorted(CATALOGUES.glob("*.po")), ids=lambda path: path.stem)
def test_catalogue_is_complete(find_catalogue_faults: Callable[..., list[str]], catalogue: Path) -> None:
    assert find_catalogue_faults(catalogue, Path(translations.__file__).parent) == []
