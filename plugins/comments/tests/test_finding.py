"""Finding one person's comments, wherever they lie, as a request for erasure needs it."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.comments.__main__ import main
from pelican.plugins.comments.moderation import commands
from pelican.plugins.comments.moderation.finding import find_comments, fold
from pelican.plugins.comments.site import Site

SaveComment = Callable[..., Path]
Run = Callable[..., Result]

DATE = "date: 2026-11-21T13:30:00+01:00"


@pytest.fixture
def run(blog: Site, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that runs pelican-comments beside the blog's content: arguments, the status expected."""
    monkeypatch.setattr(commands, "load_site", lambda _: blog)
    monkeypatch.chdir(blog.root.parent)

    def run_it(*arguments: str, status: int = 0) -> Result:
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == status, result.output
        return result

    return run_it


def find(words: str, blog: Site) -> list[str]:
    readings, others = find_comments(words, blog)
    assert others == []
    return [reading.filed.name for reading in readings]


def test_one_persons_comments_are_listed_across_articles_with_all_one_has_to_know(
    run: Run, save_comment: SaveComment
) -> None:
    save_comment("2", "author: Zoé Martin", DATE, text="Un bon article. " * 8)
    save_comment("a-1", "author: Zoé Martin", post="clos", waits=True)
    save_comment("3", "author: Paul", text="Je suis de l’avis de Zoé Martin.", post="cache")
    save_comment("4", "author: Luc")
    assert run("find", "zoe", "martin").stdout == (
        "article/2 (published), 2026-11-21 13:30\n"
        "    Zoé Martin on “L’article”:\n"
        "    Un bon article. Un bon article. Un bon article. Un bon article. Un bo…\n"
        "    content/comments/article/2.md\n"
        "\n"
        "cache/3 (published)\n"
        "    Paul on “L’cache”:\n"
        "    Je suis de l’avis de Zoé Martin.\n"
        "    content/comments/cache/3.md\n"
        "\n"
        "clos/a-1 (waiting)\n"
        "    Zoé Martin on “L’clos”:\n"
        "    Merci !\n"
        "    inbox/clos/a-1.md\n"
    )
    names = [found["name"] for found in json.loads(run("find", "--json", "Zoé Martin").stdout)]
    assert names == ["article/2", "cache/3", "clos/a-1"]


@pytest.mark.parametrize(
    "words",
    [
        *("Zoé Lefèvre", "zoe lefevre", "ZOÉ", "zoe\u0301", "ＺＯÉ", "  zoé \n lefèvre ", "zo\u00ade"),
        *("lefe", "très bon", "TRES BON", "le bon mot", "recette.example.org", "github:owner/blog#61"),
        "blog#61",
    ],
)
def test_capitals_accents_width_and_blanks_do_not_count(
    blog: Site, save_comment: SaveComment, words: str
) -> None:
    lines = (
        "author: Zoé  Lefèvre",
        "website: https://recette.example.org/",
        "source: github:owner/blog#61@5",
    )
    save_comment("2", *lines, text="Un **tr**ès bon mot,\nle *bon* mot.")
    assert find(words, blog) == ["article/2"]


@pytest.mark.parametrize("words", ["Straße", "STRASSE", "strasse"])
def test_letters_that_are_written_in_two_ways_are_one(
    blog: Site, save_comment: SaveComment, words: str
) -> None:
    save_comment("2", "author: Straße")
    assert find(words, blog) == ["article/2"]


@pytest.mark.parametrize("words", ["author", "date", "replyto", "status", "2026", "nobody"])
def test_what_no_reader_wrote_is_not_found(blog: Site, save_comment: SaveComment, words: str) -> None:
    save_comment("2", "author: Zoé", DATE, "replyto: 1")
    assert find(words, blog) == []


def test_target_of_a_link_is_found(blog: Site, save_comment: SaveComment) -> None:
    save_comment("2", "author: Zoé", text="[ici](https://recette.example.org/zoe)")
    assert find("recette.example.org", blog) == ["article/2"]


def test_comments_on_drafts_and_on_articles_that_are_gone_are_found(
    blog: Site, save_comment: SaveComment
) -> None:
    for post in ("brouillon", "parti"):
        save_comment("2", "author: Zoé", post=post)
    assert find("Zoé", blog) == ["brouillon/2", "parti/2"]


def test_tombstones_say_nothing_unless_something_was_left_in_them(
    run: Run, blog: Site, save_comment: SaveComment
) -> None:
    save_comment("2", "author: Zoé", "source: github:owner/blog#61@5")
    run("remove", "article/2")
    assert find("Zoé", blog) == find("blog#61", blog) == []
    save_comment("3", "status: removed", text="Zoé fut ici")
    assert find("Zoé", blog) == ["article/3"]


@pytest.mark.parametrize("name", ["2.md~", "2 - Copie.md", ".2.md.swp", "2.md.orig", "notes.txt"])
def test_file_that_still_holds_the_words_is_named_though_it_is_no_comment(
    run: Run, save_comment: SaveComment, name: str
) -> None:
    path = save_comment("2.md", "author: Luc")
    path.with_name(name).write_text("author: Zoé\n\nOui\n")
    result = run("find", "Zoé", status=1)
    assert result.stderr == (
        f"Error: comments/article/{name}: holds these words, though readers do not see it; remove the file.\n"
    )
    assert run("find", "Luc").stderr == ""


def test_file_that_cannot_be_read_is_named_where_it_holds_the_words(
    run: Run, save_comment: SaveComment
) -> None:
    save_comment("2", "no header", text="Zoé")
    assert "comments/article/2.md: line 1: " in run("find", "zoe", status=1).stderr
    assert run("find", "Luc").stdout == "No comment contains these words.\n"


def test_nothing_found_is_said(run: Run) -> None:
    assert run("find", "Zoé").stdout == "No comment contains these words.\n"
    assert run("find", "--json", "Zoé").stdout == "[]\n"


@pytest.mark.parametrize("words", ["", "  ", "\u200b", "\u0301"])
def test_nothing_to_look_for_is_an_error(run: Run, words: str) -> None:
    assert "there is nothing to look for" in run("find", words, status=1).stderr


def test_visitor_steers_no_terminal(run: Run, save_comment: SaveComment) -> None:
    save_comment("2", "author: Zo\x1b[31mé", text="Oui \x1b]0;x\x07 \u202enon")
    assert not {"\x1b", "\x07", "\u202e"} & set(run("find", "zo").stdout)


def test_all_of_one_person_is_erased_by_what_find_prints(
    run: Run, blog: Site, save_comment: SaveComment
) -> None:
    save_comment("2", "author: Zoé")
    save_comment("3", "author: Zoé", post="clos")
    save_comment("a-1", "author: Zoé", waits=True)
    found = json.loads(run("find", "--json", "Zoé").stdout)
    names = {
        state: [one["name"] for one in found if one["state"] == state] for state in ("published", "waiting")
    }
    run("remove", *names["published"])
    run("reject", *names["waiting"])
    assert find("Zoé", blog) == []
    assert not [path for path in blog.root.parent.rglob("*.md") if "Zoé" in path.read_text()]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Łukasz Wałęsa", "lukasz walesa"),
        ("Søren Đorđe", "soren dorde"),
        ("Lœuillet", "LOEUILLET"),
        ("Yıldız", "yildiz"),
        ("Æsa", "aesa"),
        ("Loeuillet", "lœuillet"),
    ],
)
def test_letter_with_a_stroke_and_a_ligature_are_found_by_plain_ones(
    blog: Site, save_comment: SaveComment, name: str, words: str
) -> None:
    save_comment("2", f"author: {name}", DATE)
    assert find(words, blog) == ["article/2"]


@given(st.text())
def test_folding_twice_does_no_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
