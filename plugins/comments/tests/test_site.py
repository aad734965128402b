"""What the commands know about a site: read as Pelican reads it, and nothing written."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pelican.plugins import signals
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.inbox.pages import LiveSite
from pelican.plugins.comments.models import State
from pelican.plugins.comments.posts import names_a_folder
from pelican.plugins.comments.site import Site, load_site
from pelican.plugins.comments.states import parse_state

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
    post = site.posts["ouvert"]
    assert (post.title, post.lang, post.url) == ("Ouvert", "en", "https://example.org/blog/ouvert.html")
    assert (site.url, site.timezone) == ("https://example.org/blog", ZoneInfo("Europe/Paris"))
    assert (site.comments, site.inbox) == (tmp_path / "content" / "replies", tmp_path / "in" / "here")
    assert "Un autre nom" in site.render("page.html", page=None, SITENAME="Un autre nom")
    assert load().posts["ouvert"].url == "ouvert.html"  # without an address
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "pelicanconf.py"]


LATER = "Title: Demain\nDate: 2999-01-01\n\nOui.\n"


def test_what_readers_cannot_open_is_a_draft(load: Load, save_post: SavePost, save_file: SaveFile) -> None:
    """A text with a future date is a draft to Pelican; a hidden one is at its usual address."""
    save_post("a.md", "Article")
    save_post("b.md", "Brouillon", "Status: draft")
    save_file("c.md", LATER)
    save_post("d.md", "Discret", "Status: hidden")
    save_post("pages/e.md", "Projet", "Status: draft", "Comments: open")
    save_post("pages/f.md", "Cachette", "Status: hidden", "Comments: open")
    save_post("g.md", "Absent", "Status: skip")
    site = load(SITEURL="https://example.org", WITH_FUTURE_DATES=False)
    assert sorted(site.posts) == ["article", "cachette", "discret"]
    assert sorted(site.drafts) == ["brouillon", "demain", "projet"]
    known = [site.find_post(slug) is not None for slug in ("article", "brouillon", "absent")]
    assert known == [True, True, False]
    assert sorted(site.show_drafts().posts) == sorted([*site.posts, *site.drafts])
    assert "demain" in load().posts  # where the settings publish it


def test_inbox_server_accepts_comments_on_drafts_only_in_a_preview(
    load: Load, save_post: SavePost, tmp_path: Path
) -> None:
    save_post("b.md", "Brouillon", "Status: draft")
    for siteurl, is_known in (("", True), ("https://example.org", False)):
        load(SITEURL=siteurl)
        assert ("brouillon" in LiveSite(tmp_path / "pelicanconf.py").read().posts) is is_known


@pytest.mark.parametrize("inbox", ["content/inbox", "content", "output", "output/inbox"])
def test_inbox_that_would_be_published_is_refused(load: Load, inbox: str) -> None:
    with pytest.raises(CommentsError, match="would be public"):
        load(COMMENTS={"inbox": inbox})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "pelicanconf.py: file not found; run this in its folder, or name it with --settings."),
        ("PATH = '.'; PLUGINS = []", 'pelican-comments is not enabled; add "comments" to PLUGINS.'),
        ("import sys\nsys.exit('The address is missing.')\n", "The address is missing."),
        ("COMMENTS = {'thanks_pagee': 'x'}; PLUGINS = ['comments']", "did you mean 'thanks_page'?"),
        *((text, "pelicanconf.py: ") for text in ("(", "import missing_x", "THEME = 'nowhere'", "1 / 0")),
    ],
)
def test_settings_that_cannot_be_used_are_named(tmp_path: Path, text: str | None, message: str) -> None:
    if text:
        (tmp_path / "pelicanconf.py").write_text(text)
    with pytest.raises(CommentsError) as caught:
        load_site(tmp_path / "pelicanconf.py")
    assert message in str(caught.value)


def test_text_that_another_plugin_warns_of_is_there(load: Load, save_post: SavePost) -> None:
    save_post("a.md", "Film", "Video: https://example.org/film")
    assert "film" in load(PLUGINS=["comments", "video"]).posts


@pytest.mark.parametrize(("error", "message"), [(ValueError("no films"), "no films"), (KeyError, "KeyError")])
def test_error_of_another_plugin_is_passed_on(
    load: Load, save_post: SavePost, error: Exception, message: str
) -> None:
    def fail(_generator: object) -> None:
        raise error

    save_post("a.md", "Film")
    with signals.article_generator_finalized.connected_to(fail), pytest.raises(CommentsError) as caught:
        load()
    assert str(caught.value) == message


def test_slug_names_a_folder_unless_it_leads_elsewhere() -> None:
    assert all(map(names_a_folder, ("a", "été", "a.b")))
    assert not any(map(names_a_folder, ("", ".", "..", "a/b", "a\\b", "a\0")))


def test_words_and_booleans_mean_a_state() -> None:
    """The default is `hidden`, which is what a header means that says nothing."""
    words = {
        State.OPEN: "open,OPEN,True,yes,y,on,enabled,allow,1,'true',\"true\"",
        State.CLOSED: "closed,FALSE,No,n,off,disabled,none,0,'false'",
        State.HIDDEN: "hidden, Hide ,,  ,~,null",
    }
    values = {
        State.OPEN: [True, 1, ["yes", "true"]],
        State.CLOSED: [False, 0, ["no"]],
        State.HIDDEN: [None, [], [""]],
    }
    for state in State:
        meant = [*words[state].split(","), *values[state]]
        assert {parse_state(value, "hidden", "a.md") for value in meant} == {state}


@pytest.mark.parametrize("value", ["ouvert", "2", {"enabled": True}, ["open", "false"]])
def test_what_is_not_a_state_is_refused(value: object) -> None:
    with pytest.raises(CommentsError) as caught:
        parse_state(value, "open", "a.md")
    unknown = f"a.md: Comments: {value!r} is unknown; write open, closed or hidden."
    twice = "a.md: Comments is there more than once; keep one line."
    assert str(caught.value) == (twice if isinstance(value, list) else unknown)


def test_page_and_its_translations_are_found_by_what_their_forms_say(load: Load, save_file: SaveFile) -> None:
    texts = {
        "a.fr.md": ("Tarte", "tarte", "fr", "Comments: closed"),
        "a.en.md": ("Pie", "tarte", "en", "Comments: open"),
        "a.br.md": ("Torta", "tarte", "pt_BR", "Category: c"),
        "a.de.md": ("Kuchen", "tarte", "de", "Status: draft"),
        "f.fr.md": ("Crème", "flan", "fr", "Status: draft"),
        "f.en.md": ("Cream", "flan", "en", "Category: c"),
        "pages/m.fr.md": ("Merci", "merci", "fr", "Status: hidden"),
        "pages/m.en.md": ("Thanks", "merci", "en", "Status: hidden"),
    }
    for name, (title, slug, lang, line) in texts.items():
        save_file(name, f"Title: {title}\nDate: 2015-11-20\nSlug: {slug}\nLang: {lang}\n{line}\n\nMots.\n")
    site = load(DEFAULT_LANG="fr", SITEURL="https://example.org")
    for name, title, path in (
        ("tarte", "Tarte", "tarte.html"),
        ("tarte/en", "Pie", "tarte-en.html"),
        ("tarte/pt_BR", "Torta", "tarte-pt_BR.html"),
        # the original, if there is no translation, or none that is published
        *((f"tarte/{lang}", "Tarte", "tarte.html") for lang in ("fr", "it", "de")),
    ):
        page = site.find_page(name)
        assert page
        assert (page.title, site.find_path(page), page.state) == (title, path, State.CLOSED)  # the thread's
        assert page.comments_page == ("tarte" if title == "Tarte" else name)
    for name in ("gateau", "gateau/en", "", "/", "/en", "tarte/../tarte", "tarte/en/x"):
        assert site.find_page(name) is None
    for lang in ("", "/", "en\n", "https://evil.example/", "english"):
        assert site.find_page(f"tarte/{lang}") is None
    assert site.posts["flan"].title == site.show_drafts().posts["flan"].title == "Cream"
    thanks = {lang: site.translate_path("pages/merci.html", lang) for lang in ("en", "fr", "pt_BR")}
    assert thanks == {"en": "pages/merci-en.html", "fr": "pages/merci.html", "pt_BR": "pages/merci.html"}
    assert site.translate_path("ailleurs/", "en") == "ailleurs/"
