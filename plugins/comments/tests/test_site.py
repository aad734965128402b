"""What the commands know of a site: read as Pelican reads it, and nothing written."""

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
LoadScratch = Callable[..., Site]


@pytest.fixture
def load_scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LoadScratch:
    """A function that writes the settings of the scratch site and loads it, as a command run beside them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # of the settings, which are a program

    def load(**settings: Any) -> Site:
        values = {"PATH": "content", "TIMEZONE": "Europe/Paris", "PLUGINS": ["comments"], **settings}
        path = tmp_path / "pelicanconf.py"
        path.write_text("\n".join(f"{key} = {value!r}" for key, value in values.items()))
        return load_site(path)

    return load


def test_site_knows_each_article_and_page(load_scratch: LoadScratch, save_post: SavePost) -> None:
    save_post("a.md", "Ouvert")
    save_post("b.md", "Clos", "Comments: closed")
    save_post("c.md", "Brouillon", "Status: draft")
    save_post("pages/d.md", "Page")
    save_post("pages/e.md", "Livre", "Comments: open")
    site = load_scratch(SITEURL="https://example.org/blog/")
    assert {slug: post.state for slug, post in site.posts.items()} == {
        "ouvert": State.OPEN,
        "clos": State.CLOSED,
        "page": State.HIDDEN,
        "livre": State.OPEN,
    }
    assert (site.posts["ouvert"].title, site.posts["ouvert"].lang) == ("Ouvert", "en")
    assert site.posts["ouvert"].url == "https://example.org/blog/ouvert.html"
    assert (site.url, site.timezone) == ("https://example.org/blog", ZoneInfo("Europe/Paris"))


LATER = "Title: Demain\nDate: 2999-01-01\n\nOui.\n"


def test_what_readers_cannot_open_is_no_post_of_theirs(
    load_scratch: LoadScratch, save_post: SavePost, save_file: SaveFile
) -> None:
    """A text of a later date is a draft to Pelican; one that is hidden stands at its usual address."""
    save_post("a.md", "Article")
    save_post("b.md", "Brouillon", "Status: draft")
    save_file("c.md", LATER)
    save_post("d.md", "Discret", "Status: hidden")
    save_post("pages/e.md", "Projet", "Status: draft", "Comments: open")
    save_post("pages/f.md", "Cachette", "Status: hidden", "Comments: open")
    save_post("g.md", "Absent", "Status: skip")
    site = load_scratch(SITEURL="https://example.org", WITH_FUTURE_DATES=False)
    assert sorted(site.posts) == ["article", "cachette", "discret"]
    assert sorted(site.drafts) == ["brouillon", "demain", "projet"]
    assert [site.find_post(slug) is not None for slug in ("article", "brouillon", "absent")] == [
        True,
        True,
        False,
    ]
    assert sorted(site.show_drafts().posts) == sorted([*site.posts, *site.drafts])


def test_text_of_a_later_date_is_a_post_where_the_settings_publish_it(
    load_scratch: LoadScratch, save_file: SaveFile
) -> None:
    save_file("c.md", LATER)
    assert list(load_scratch().posts) == ["demain"]


def test_original_that_is_a_draft_does_not_hide_its_translation(
    load_scratch: LoadScratch, save_file: SaveFile
) -> None:
    header = "Date: 2026-11-20\nSlug: tarte"
    save_file("a.fr.md", f"Title: Tarte\nLang: fr\nStatus: draft\n{header}\n\nOui.\n")
    save_file("a.en.md", f"Title: Pie\nLang: en\n{header}\n\nYes.\n")
    site = load_scratch(DEFAULT_LANG="fr", SITEURL="https://example.org")
    assert site.posts["tarte"].title == site.show_drafts().posts["tarte"].title == "Pie"


@pytest.mark.parametrize(("siteurl", "is_known"), [("", True), ("https://example.org", False)])
def test_inbox_server_takes_comments_on_drafts_while_their_writer_tries_them(
    load_scratch: LoadScratch, save_post: SavePost, tmp_path: Path, siteurl: str, *, is_known: bool
) -> None:
    save_post("b.md", "Brouillon", "Status: draft")
    load_scratch(SITEURL=siteurl)
    assert ("brouillon" in LiveSite(tmp_path / "pelicanconf.py").read().posts) is is_known


def test_of_translations_the_original_is_known(load_scratch: LoadScratch, save_post: SavePost) -> None:
    save_post("a.fr.md", "Tarte", "Slug: tarte", "Lang: fr")
    save_post("a.en.md", "Pie", "Slug: tarte", "Lang: en")
    assert load_scratch(DEFAULT_LANG="fr").posts["tarte"].title == "Tarte"


def test_addresses_without_a_site_are_below_it(load_scratch: LoadScratch, save_post: SavePost) -> None:
    save_post("a.md", "Ouvert")
    assert load_scratch().posts["ouvert"].url == "ouvert.html"


def test_inbox_lies_beside_the_settings(
    load_scratch: LoadScratch, tmp_path: Path, content_path: Path
) -> None:
    site = load_scratch(COMMENTS={"path": "replies", "inbox": "waiting/here"})
    assert (site.comments, site.inbox) == (content_path / "replies", tmp_path / "waiting" / "here")
    assert not site.inbox.exists()


@pytest.mark.usefixtures("content_path")
@pytest.mark.parametrize("inbox", ["content/inbox", "content", "output", "output/inbox"])
def test_inbox_where_all_is_published_is_refused(load_scratch: LoadScratch, inbox: str) -> None:
    with pytest.raises(CommentsError, match="would be public"):
        load_scratch(COMMENTS={"inbox": inbox})


def test_reading_writes_nothing(load_scratch: LoadScratch, save_post: SavePost, tmp_path: Path) -> None:
    save_post("a.md", "Ouvert")
    load_scratch()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "pelicanconf.py"]


def test_missing_settings_are_named(tmp_path: Path) -> None:
    with pytest.raises(CommentsError, match="there is no such file; run this beside it"):
        load_site(tmp_path / "pelicanconf.py")


@pytest.mark.usefixtures("content_path")
def test_plugin_that_is_not_in_use_is_named(load_scratch: LoadScratch) -> None:
    with pytest.raises(CommentsError, match='add "comments" to PLUGINS'):
        load_scratch(PLUGINS=[])


def test_settings_that_refuse_say_why(tmp_path: Path) -> None:
    (tmp_path / "publishconf.py").write_text("import sys\nsys.exit('The address is missing.')\n")
    with pytest.raises(CommentsError, match="The address is missing"):
        load_site(tmp_path / "publishconf.py")


def test_templates_are_rendered_as_in_a_build(load_scratch: LoadScratch, save_post: SavePost) -> None:
    save_post("a.md", "Ouvert")
    site = load_scratch(SITENAME="Un blog")
    page = site.render("page.html", page=None, SITENAME="Un autre nom")
    assert "Un autre nom" in page


@pytest.mark.parametrize(
    ("slug", "is_folder"),
    [("a", True), ("été", True), ("a.b", True), ("", False), (".", False), ("..", False), ("a/b", False)],
)
def test_slug_is_the_name_of_a_folder_or_of_none(slug: str, *, is_folder: bool) -> None:
    assert names_a_folder(slug) is is_folder


def test_post_that_can_have_no_comments_is_left_out(load_scratch: LoadScratch, save_post: SavePost) -> None:
    save_post("pages/a.md", "Loin", "Slug: a/b")
    assert "a/b" not in load_scratch().posts


def test_every_unknown_state_is_named_with_its_file_and_is_the_default(
    load_scratch: LoadScratch, save_post: SavePost, caplog: pytest.LogCaptureFixture
) -> None:
    save_post("a.md", "Ouvert", "Comments: ouvert")
    save_post("b.md", "Clos", "Comments: clos")
    site = load_scratch(COMMENTS={"state": "closed"})
    assert {post.state for post in site.posts.values()} == {State.CLOSED}
    assert [line.split(";")[0] for line in sorted(caplog.messages[-2:])] == [
        "a.md: Comments: 'ouvert' is unknown",
        "b.md: Comments: 'clos' is unknown",
    ]


@pytest.mark.parametrize(
    ("value", "state"),
    [
        *(
            (word, State.OPEN)
            for word in ("open", "OPEN", "True", "yes", "y", "on", "enabled", "allow", "1", '"true"')
        ),
        *((value, State.OPEN) for value in (True, 1, ["yes", "true"])),
        *(
            (word, State.CLOSED)
            for word in ("closed", "FALSE", "No", "n", "off", "disabled", "none", "0", "'false'")
        ),
        *((value, State.CLOSED) for value in (False, 0, ["no"])),
        *((word, State.HIDDEN) for word in ("hidden", " Hide ", "", "  ", "~", "null")),
        *((value, State.HIDDEN) for value in (None, [], [""])),
    ],
)
def test_words_and_booleans_mean_a_state(value: object, state: State) -> None:
    assert parse_state(value, "hidden", "a.md") is state


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("ouvert", "a.md: Comments: 'ouvert' is unknown; write open, closed or hidden."),
        ("2", "a.md: Comments: '2' is unknown;"),
        ({"enabled": True}, "a.md: Comments: {'enabled': True} is unknown;"),
        (["open", "false"], "a.md: Comments is there more than once; keep one line."),
    ],
)
def test_what_is_no_state_is_named(value: object, message: str) -> None:
    with pytest.raises(CommentsError) as caught:
        parse_state(value, "open", "a.md")
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("text", ["(", "import nowhere", "THEME = 'nowhere'", "1 / 0"])
def test_settings_that_are_broken_are_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "pelicanconf.py").write_text(text)
    with pytest.raises(CommentsError, match=r"pelicanconf\.py: "):
        load_site(tmp_path / "pelicanconf.py")


def test_reading_leaves_no_cache(load_scratch: LoadScratch, save_post: SavePost, tmp_path: Path) -> None:
    save_post("a.md", "Ouvert")
    load_scratch(CACHE_CONTENT=True, LOAD_CONTENT_CACHE=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "pelicanconf.py"]


def test_text_that_another_plugin_warns_of_is_there(load_scratch: LoadScratch, save_post: SavePost) -> None:
    save_post("a.md", "Film", "Video: https://example.org/film")
    assert "film" in load_scratch(PLUGINS=["comments", "video"]).posts


def test_what_another_plugin_raises_is_said_in_its_words(
    load_scratch: LoadScratch, save_post: SavePost
) -> None:
    def refuse(generator: object) -> None:
        raise ValueError(f"{generator} wants none")

    save_post("a.md", "Film")
    with (
        signals.article_generator_finalized.connected_to(refuse),
        pytest.raises(CommentsError, match="ArticlesGenerator wants none"),
    ):
        load_scratch()


@pytest.fixture
def bilingual(load_scratch: LoadScratch, save_file: SaveFile) -> Site:
    """A site with an article in three languages, of which one is a draft, and a page of thanks in two."""
    texts = {
        "a.fr.md": ("Tarte", "tarte", "fr", "Comments: closed"),
        "a.en.md": ("Pie", "tarte", "en", "Comments: open"),
        "a.br.md": ("Torta", "tarte", "pt_BR", "Category: c"),
        "a.de.md": ("Kuchen", "tarte", "de", "Status: draft"),
        "pages/m.fr.md": ("Merci", "merci", "fr", "Status: hidden"),
        "pages/m.en.md": ("Thanks", "merci", "en", "Status: hidden"),
    }
    for name, (title, slug, lang, line) in texts.items():
        save_file(name, f"Title: {title}\nDate: 2015-11-20\nSlug: {slug}\nLang: {lang}\n{line}\n\nMots.\n")
    return load_scratch(DEFAULT_LANG="fr", SITEURL="https://example.org")


@pytest.mark.parametrize(
    ("name", "title", "address"),
    [
        ("tarte", "Tarte", "tarte.html"),
        ("tarte/en", "Pie", "tarte-en.html"),
        ("tarte/pt_BR", "Torta", "tarte-pt_BR.html"),
        # of what nobody has translated, or not published, there is the original
        ("tarte/fr", "Tarte", "tarte.html"),
        ("tarte/it", "Tarte", "tarte.html"),
        ("tarte/de", "Tarte", "tarte.html"),
        *(
            (name, None, None)
            for name in ("gateau", "gateau/en", "", "/", "/en", "tarte/../tarte", "tarte/en/x")
        ),
        *((f"tarte/{lang}", None, None) for lang in ("", "/", "en\n", "https://evil.example/", "english")),
    ],
)
def test_page_is_found_by_what_its_form_says(
    bilingual: Site, name: str, title: str | None, address: str | None
) -> None:
    page = bilingual.find_page(name)
    assert (page and page.title) == title
    assert (page and bilingual.find_path(page)) == address


def test_page_says_its_name_in_its_form(bilingual: Site) -> None:
    names = ["tarte", "tarte/en", "tarte/pt_BR"]
    pages = [bilingual.find_page(name) for name in names]
    assert [page and page.comments_page for page in pages] == names
    assert {page and page.state for page in pages} == {State.CLOSED}  # that of the thread


@pytest.mark.parametrize(
    ("path", "lang", "translated"),
    [
        ("pages/merci.html", "en", "pages/merci-en.html"),
        ("pages/merci.html", "fr", "pages/merci.html"),
        ("pages/merci.html", "pt_BR", "pages/merci.html"),
        ("ailleurs/", "en", "ailleurs/"),
    ],
)
def test_page_of_thanks_is_known_in_a_language(
    bilingual: Site, path: str, lang: str, translated: str
) -> None:
    assert bilingual.translate_path(path, lang) == translated
