"""Finding one person's comments, wherever they are, as a request for erasure needs it."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.comments.moderation.finding import find_comments, fold
from pelican.plugins.comments.site import Site

SaveComment = Callable[..., Path]
Run = Callable[..., Result]

DATE = "date: 2026-11-21T13:30:00+01:00"


def find(words: str, blog: Site) -> list[str]:
    readings, others = find_comments(words, blog)
    assert others == []
    return [reading.filed.name for reading in readings]


def test_all_of_one_person_is_found_and_erased(run: Run, blog: Site, save_comment: SaveComment) -> None:
    save_comment(
        "2", "author: Zoé Martin", DATE, "source: github:owner/blog#61@5", text="Un bon article. " * 8
    )
    save_comment("a-1", "author: Zoé Martin", post="clos", waits=True)
    save_comment("3", "author: Paul", text="Je suis de l’avis de Zoé Martin.", post="cache")
    save_comment("4", "author: Luc")
    assert run("find", "zoe", "martin").stdout == (
        "article/2 (published), 2026-11-21 13:30\n    Zoé Martin on “L’article”:\n"
        "    Un bon article. Un bon article. Un bon article. Un bon article. Un bo…\n"
        "    content/comments/article/2.md\n\n"
        "cache/3 (published)\n    Paul on “L’cache”:\n    Je suis de l’avis de Zoé Martin.\n"
        "    content/comments/cache/3.md\n\n"
        "clos/a-1 (waiting)\n    Zoé Martin on “L’clos”:\n    Merci !\n    inbox/clos/a-1.md\n"
    )
    found = json.loads(run("find", "--json", "Zoé Martin").stdout)
    assert [(one["name"], one["state"]) for one in found] == [
        *(("article/2", "published"), ("cache/3", "published"), ("clos/a-1", "waiting")),
    ]
    run("remove", "article/2", "cache/3")
    run("reject", "clos/a-1")
    assert find("Zoé", blog) == find("blog#61", blog) == []
    assert run("find", "Zoé").stdout == "No comment contains these words.\n"
    assert run("find", "--json", "Zoé").stdout == "[]\n"
    save_comment("3", "status: removed", text="Zoé fut ici")
    assert find("Zoé", blog) == ["article/3"]
    for words in ("", "  ", "\u200b", "\u0301"):
        assert "nothing to look for" in run("find", words, status=1).stderr


@pytest.mark.parametrize(
    ("name", "words"),
    [
        *(
            ("Zoé  Lefèvre", words)
            for words in ("zoe lefevre", "ZOÉ", "zoe\u0301", "ＺＯÉ", "  zoé \n lefèvre ", "zo\u00ade")
        ),
        *(
            ("Zoé", words)
            for words in (
                "très bon",
                "TRES BON",
                "le bon mot",
                "recette.example.org",
                "blog#61",
                "lien.example",
            )
        ),
        *(("Straße", words) for words in ("Straße", "STRASSE", "strasse")),
        *(("Łukasz Wałęsa", "lukasz walesa"), ("Søren Đorđe", "soren dorde"), ("Lœuillet", "LOEUILLET")),
        *(("Yıldız", "yildiz"), ("Æsa", "aesa"), ("Loeuillet", "lœuillet")),
    ],
)
def test_capitals_accents_width_and_blanks_do_not_matter(
    blog: Site, save_comment: SaveComment, name: str, words: str
) -> None:
    lines = (f"author: {name}", "website: https://recette.example.org/", "source: github:owner/blog#61@5")
    text = "Un **tr**ès bon mot,\nle *bon* mot. [ici](https://lien.example.org/zoe)"
    for post in ("article", "brouillon", "parti"):  # also on drafts, and on articles that are gone
        save_comment("2", *lines, text=text, post=post)
    assert find(words, blog) == ["article/2", "brouillon/2", "parti/2"]


def test_what_no_reader_wrote_is_not_found(blog: Site, save_comment: SaveComment) -> None:
    save_comment("2", "author: Zoé", DATE, "replyto: 1")
    for words in ("author", "date", "replyto", "status", "2026", "nobody"):
        assert find(words, blog) == []


@pytest.mark.parametrize(
    "name", ["2.md~", "2 - Copie.md", ".2.md.swp", "2.md.orig", "notes.txt", "broken.md"]
)
def test_other_files_with_the_words_are_named(run: Run, save_comment: SaveComment, name: str) -> None:
    path = save_comment("2.md", "author: Luc")
    path.with_name(name).write_text(
        "Zoé, no header\n\nOui\n" if name == "broken.md" else "author: Zoé\n\nOui\n"
    )
    told = "line 1: " if name == "broken.md" else "contains these words, though readers do not see it; remove"
    assert run("find", "Zoé", status=1).stderr.startswith(f"Error: comments/article/{name}: {told}")
    assert run("find", "Luc").stderr == ""


@given(st.text())
def test_folding_twice_does_no_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
