"""The moderation's commands as they are typed, also without their packages; editing; finding comments."""

import json
import shlex
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.comments.__main__ import main
from pelican.plugins.comments.characters import neutralize
from pelican.plugins.comments.cuts import MASK
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.extras import EXTRAS, explain_missing
from pelican.plugins.comments.markup import sanitize_html
from pelican.plugins.comments.moderation.actions import approve, list_refusals
from pelican.plugins.comments.moderation.editing import format_draft, save_draft
from pelican.plugins.comments.moderation.filing import Place, find_filed
from pelican.plugins.comments.moderation.finding import find_comments, fold
from pelican.plugins.comments.moderation.reading import render_plain
from pelican.plugins.comments.site import Site
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

from .servers import SETTINGS, write_blog

SaveComment = Callable[..., Path]
Run = Callable[..., Result]
Edit = Callable[..., list[str]]

DATES = ("date: 2026-11-21T13:30:00+01:00", "date: 2026-11-22T13:30:00+01:00")
HOSTILE = (
    "\x1b[31mrouge\x1b]0;x\x07 \x9b2J \u202egnal\u2066 [bold]x[/bold] [link=https://x]y[/link] :smile: \r"
)
STEERS = {"\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\r"}


@pytest.fixture
def two_wait(save_comment: SaveComment) -> list[Path]:
    """Two comments that wait; the one whose id comes first is the younger."""
    return [
        save_comment("b-1", "author: Nora", DATES[0], "replyto: 1", "source: github:61", waits=True),
        save_comment("a-1", "author: Paul", DATES[1], text="*Deux* :\n\nsuite", waits=True),
    ]


def test_list_names_what_waits_oldest_first_and_what_cannot_be_read(
    run: Run, save_comment: SaveComment, two_wait: list[Path]
) -> None:
    assert run("list").stdout == (
        "article/b-1, 2026-11-21 13:30\n    Nora in reply to Jeanne on “L’article”:\n    Merci !\n\n"
        "article/a-1, 2026-11-22 13:30\n    Paul on “L’article”:\n    *Deux* : suite\n"
    )
    first, second = json.loads(run("list", "--json").stdout)
    assert (first["name"], first["date"]) == ("article/b-1", "2026-11-21T13:30:00+01:00")
    assert (first["parent"], second["parent"]) == ({"author": "Jeanne", "text": "Bonjour."}, None)
    broken = save_comment("c-1", "no header", waits=True)
    for options in ([], ["--json"]):
        result = run("list", *options, status=1)
        assert "article/b-1" in result.stdout
        assert result.stderr.startswith("Error: inbox/article/c-1.md: line 1: ")
    for path in (*two_wait, broken):
        path.unlink()
    assert [run(name).stdout for name in ("list", "moderate")] == ["Nothing waits for a decision.\n"] * 2


def test_show_prints_the_comment_and_all_of_its_parent(run: Run, save_comment: SaveComment) -> None:
    save_comment("2", "author: Camille", "role: author", text="mot " * 100)
    text = "Un [lien](https://example.org/a?b=1).\n\n- *a*\n- b_c\n\n> cité\n\n```\nif x:\n    y\n```"
    save_comment("3", "author: Nora", DATES[0], "replyto: 2", "website: https://nora.example.org/", text=text)
    printed = run("show", "3").stdout
    assert "\nWebsite  https://nora.example.org/\n" in printed
    assert "\nAnswers  Camille (as the article's author), comment 2\n         > mot mot" in printed
    assert printed.count("mot") == 100
    shown = text.replace("- ", "* ").replace("\n", "\n    ").replace("\n    \n", "\n\n")
    assert printed.endswith(f"\n\n    {shown}\n\n")
    save_comment("gh-57", "author: Nora", DATES[0], text=">>>", waits=True)
    assert "\n    (nothing to read)\n" in run("show", "gh-57").stdout  # what waits comes first
    save_comment("4", "author: Nora", "replyto: 9")
    assert "\nAnswers  '9', which does not exist" in run("show", "4").stdout


def test_visitor_neither_steers_the_terminal_or_rich_nor_imitates_our_lines(
    run: Run, save_comment: SaveComment
) -> None:
    hostile = ("author: [red]Nora[/red]", DATES[0], f"source: {HOSTILE.strip()}")
    path = save_comment("a-1", *hostile, text=HOSTILE, waits=True)
    for arguments in (["show", "a-1"], ["list"], ["show", "a-1", "--json"], ["moderate"], ["find", "nora"]):
        printed = run(*arguments).stdout
        assert not STEERS & set(printed)
        for words in ("[31mrouge", "[red]Nora[/red]", "<U+202E>gnal<U+2066> [bold]x"):
            assert words in printed
    path.unlink()
    text = "x\n" + "y" * 75 + " Author   Camille\n\n1 published, 0 refused"
    save_comment("2", "author: Paul", text=text)
    save_comment("a-1", f"author: {'Nora ' * 14}Author", DATES[0], "replyto: 2", text=text, waits=True)
    lines = run("show", "a-1").stdout.splitlines()
    ours = [line for line in lines if line.startswith(("Author", "1 pub", "y", "x"))]
    assert ours == [f"Author   {'Nora ' * 14}".rstrip()]
    scripts = "می\u200cخواهم क्\u200dष 👩\u200d🍳 ❤\ufe0f שלום\n\té"
    assert neutralize(scripts) == scripts
    assert render_plain(sanitize_html("<b>" * 3000 + "profond")) == "profond"


def test_approve_and_reject_do_what_they_can(
    run: Run, blog: Site, save_comment: SaveComment, two_wait: list[Path]
) -> None:
    for command in ("approve", "reject"):
        assert run(command, "a-1", "9", status=1).stdout == ""
    save_comment("a-2", "no header", waits=True)
    refused = save_comment("a-0", "author: Zoé", DATES[0], text="zoe@example.org", waits=True)
    result = run("approve", "--as-author", "a-0", "a-1", "article/b-1", status=1)
    assert result.stdout == "article/a-1: published.\narticle/b-1: published.\n"
    assert result.stderr.startswith("Error: inbox/article/a-0.md: it contains an e-mail address")
    assert [path.exists() for path in (refused, *two_wait)] == [True, False, False]
    assert "\nrole: author\n" in (blog.comments / "article" / "a-1.md").read_text()
    printed = run("reject", "a-0", "a-2").stdout
    assert printed == "article/a-0: refused, and deleted.\narticle/a-2: refused, and deleted.\n"
    assert not refused.parent.exists()


def test_remove_and_anonymise_say_what_is_left(run: Run, save_comment: SaveComment) -> None:
    save_comment("2", "author: Nora", "source: github:61")
    save_comment("3", "author: Paul", "replyto: 2", "source: github:old/blog#61@5")
    printed = run("anonymise", "3").stdout
    assert printed.startswith("article/3 by Paul: anonymous. Its text is unchanged: check it for names. If")
    assert "https://github.com/old/blog/issues/61" in printed
    removed = run("remove", "2", "1").stdout
    assert "article/2 by Nora: removed; a note stays in its place, because of the replies." in removed
    assert "so does https://github.com/owner/blog/issues/61: delete it there." in removed
    assert removed.endswith("removed. If it was ever committed, the git history still contains it.\n")


@pytest.mark.parametrize(
    ("command", "lines"), [("remove", ("slug: 4", "status: unknown")), ("anonymise", ("role: author",))]
)
def test_nothing_is_done_where_one_of_several_cannot_be(
    run: Run, blog: Site, save_comment: SaveComment, command: str, lines: tuple[str, ...]
) -> None:
    save_comment("2", "author: Camille", *lines)
    before = {path: path.read_text() for path in blog.comments.rglob("*.md")}
    assert run(command, "article/1", "article/2", status=1).stdout == ""
    assert {path: path.read_text() for path in blog.comments.rglob("*.md")} == before


def test_check_prints_problems_and_ends_with_1(run: Run, save_comment: SaveComment) -> None:
    assert run("check").stdout == "2 comments, no problems found.\n"
    save_comment("2", "author: Nora", "email: nora@example.org")
    assert run("check", status=1).stdout.startswith("comments/article/2.md: line 2: the key 'email' is")
    (found,) = json.loads(run("check", "--json", status=1).stdout)
    assert (found["file"], found["line"], found["code"]) == ("comments/article/2.md", 2, "line")


def test_review_carries_out_the_decisions_and_goes_on_after_a_refusal(
    run: Run, blog: Site, save_comment: SaveComment, two_wait: list[Path]
) -> None:
    lines = ("author: Zoé", "date: 2020-01-01T00:00:00+01:00")
    refused = save_comment("a-0", *lines, text="voilà " * 100 + "zoe@example.org", waits=True)
    save_comment("a-2", "no header", waits=True)
    result = run("moderate", typed="p\nm\nr\ny\n", status=1)
    assert result.stderr.startswith("Cannot read inbox/article/a-2.md: line 1: ")
    assert "Not done: inbox/article/a-0.md: it contains an e-mail address" in result.stderr
    printed = result.stdout
    assert printed.index("article/b-1 (waiting)") < printed.index("article/a-1 (waiting)")
    assert "--- 2 of 3 ---" in printed
    assert printed.count("voilà") == 100
    assert printed.endswith(
        "Refused.\n\n1 published, 1 refused, 1 left waiting.\n"
        "To put it online: git add content/comments, git commit, then publish the site.\n"
    )
    assert [path.exists() for path in (refused, *two_wait)] == [True, False, False]
    assert "\nrole: author\n" in (blog.comments / "article" / "b-1.md").read_text()


@pytest.mark.parametrize(
    ("typed", "published"), [("publish\nLATER\n", 1), (" P \nx\nq\n", 1), ("p\nr\nn\nq\n", 1), ("r\n", 0)]
)
def test_review_leaves_what_is_not_decided_on(
    run: Run, typed: str, published: int, two_wait: list[Path]
) -> None:
    result = run("moderate", typed=typed)
    assert f"\n{published} published, 0 refused, {2 - published} left waiting.\n" in result.stdout
    assert [path.exists() for path in two_wait] == [not published, True]
    assert ("type one of p, m, e, r, l and q, or the whole word." in result.output) is ("x" in typed)


def test_command_runs_on_a_site_as_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_blog(tmp_path)
    waiting = tmp_path / "inbox" / "article" / "a-1.md"
    waiting.parent.mkdir(parents=True)
    waiting.write_text(f"author: Nora\n{DATES[0]}\nreplyto: 1\n\nMerci.\n")
    monkeypatch.chdir(tmp_path)
    editor = (
        "import sys, pathlib; path = pathlib.Path(sys.argv[1]); path.write_text(path.read_text() + 'Oui.')"
    )
    monkeypatch.setenv("VISUAL", "no-such-editor-anywhere")
    done = CliRunner().invoke(main, ["moderate"], input="e\nq\n")
    assert (done.exit_code, "set VISUAL or EDITOR to an editor that works" in done.stderr) == (1, True)
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, "-c", editor]))

    def run(*arguments: str, typed: str = "") -> str:
        result = CliRunner().invoke(main, arguments, input=typed)
        assert result.exit_code == 0, result.output
        return result.stdout

    assert "Nora in reply to Jeanne on “L’article”:" in subprocess.check_output(
        [Path(sys.executable).with_name("pelican-comments"), "list"], text=True
    )
    assert "git add content/comments, git commit" in run("moderate", typed="e\np\n")
    assert run("check") == "2 comments, no problems found.\n"
    published = (tmp_path / "content" / "comments" / "article" / "a-1.md").read_text()
    assert published.endswith("\n\nMerci.\nOui.\n")


# Editing

NORA = ("author: nora", DATES[0], "replyto: 1", "source: mail")


@pytest.fixture
def edit(monkeypatch: pytest.MonkeyPatch) -> Edit:
    """A function that sets what the editor saves each time, None for nothing; returns what it will show.

    A real editor is opened by test_command_runs_on_a_site_as_it_is_installed.
    """

    def prepare(*texts: str | None) -> list[str]:
        shown: list[str] = []
        turns = iter(texts)
        monkeypatch.setattr(click, "edit", lambda draft, **_: shown.append(draft) or next(turns))
        return shown

    return prepare


@pytest.mark.parametrize(
    ("saved", "problem"),
    [
        ("author: Nora\n\nÀ nora@example.org", "it contains an e-mail"), ("\nMerci", "it has no name"),
        ("Merci !\n", "line 1: 'Merci !'"),
        ("author: Nora\nrole: author\n\nMerci", "line 2: role cannot be changed here"),
    ],
)  # fmt: skip
def test_refused_text_is_not_lost(
    run: Run, edit: Edit, save_comment: SaveComment, saved: str, problem: str
) -> None:
    path = save_comment("a-1", *NORA, waits=True)
    before = path.read_bytes()
    shown = edit(saved, None, saved, "\n", "author: nora\n\nMerci !\n")
    result = run("moderate", typed="e\ny\ne\nn\ne\ne\nq\n")  # back to the editor, and then not
    assert result.stderr.count(f"Not saved: article/a-1: {problem}") == 2
    assert shown[1].rstrip("\n") == saved.rstrip("\n")
    assert result.stdout.count("Nothing was changed.\n") == 3
    assert path.read_bytes() == before


def test_edited_comment_is_shown_again_keeps_its_cut_lines_and_a_masked_address_is_not_published(
    run: Run, edit: Edit, save_comment: SaveComment
) -> None:
    path = save_comment("a-1", *NORA, "cut: ✂", text=f"Merci\n✂ -- \n✂ Nora\nÀ {MASK}", waits=True)
    shown = edit(f"author: Nora\n\nMerci !\n✂ -- \nNora\nÀ {MASK}\n")
    printed = run("moderate", typed="e\np\nq\n", status=1).output
    assert shown == [f"author: nora\n\nMerci\n✂ -- \n✂ Nora\nÀ {MASK}\n"]
    _, after = printed.split("Saved; this is how readers will see it:")
    assert "\nAuthor   Nora\n" in after
    header = "\n".join(("author: Nora", *NORA[1:], "cut: ✂"))
    assert path.read_text(encoding="utf-8") == f"{header}\n\nMerci !\n✂ -- \nNora\nÀ {MASK}\n"
    assert "an e-mail address, which would be public, is masked in its text" in after


words = st.text(st.sampled_from("ab✂:\n- é@")) | st.text(
    st.characters(codec="utf-8", exclude_characters="\r")
)


@SHARED_FIXTURES
@given(name=words, text=words)
def test_whatever_is_saved_can_be_published_and_otherwise_nothing_changes(
    blog: Site, save_comment: SaveComment, name: str, text: str
) -> None:
    path = save_comment("a-1", *NORA, "cut: ✂", text="Merci\n✂ Nora", waits=True)
    before = path.read_bytes()
    (filed,) = find_filed(["a-1"], blog, Place.INBOX)
    try:
        save_draft(filed, blog, f"author: {name}\n\n{text}\n")
    except CommentsError:
        assert path.read_bytes() == before
    else:
        assert format_draft(filed).startswith("author: ")
        if MASK not in text:
            assert list_refusals(lambda filed: approve(filed, blog), filed) == ()
    finally:
        path.unlink(missing_ok=True)
        (blog.comments / "article" / "a-1.md").unlink(missing_ok=True)


# Finding


def find(words: str, blog: Site) -> list[str]:
    readings, others = find_comments(words, blog)
    assert others == []
    return [reading.filed.name for reading in readings]


def test_all_of_one_person_is_found_and_erased(run: Run, blog: Site, save_comment: SaveComment) -> None:
    source = "source: github:owner/blog#61@5"
    save_comment("2", "author: Zoé Martin", DATES[0], source, text="Un bon article. " * 8)
    save_comment("a-1", "author: Zoé Martin", post="clos", waits=True)
    save_comment("3", "author: Paul", text="Je suis de l’avis de Zoé Martin.", post="cache")
    save_comment("4", "author: Luc")
    assert run("find", "zoe", "martin").stdout.startswith(
        "article/2 (published), 2026-11-21 13:30\n    Zoé Martin on “L’article”:\n"
        "    Un bon article. Un bon article. Un bon article. Un bon article. Un bo…\n"
        "    content/comments/article/2.md\n\ncache/3 (published)\n"
    )
    found = json.loads(run("find", "--json", "Zoé Martin").stdout)
    assert [one["name"] for one in found] == ["article/2", "cache/3", "clos/a-1"]
    run("remove", "article/2", "cache/3")
    run("reject", "clos/a-1")
    assert find("Zoé", blog) == find("blog#61", blog) == []
    assert run("find", "Zoé").stdout == "No comment contains these words.\n"
    save_comment("3", "status: removed", text="Zoé fut ici")
    assert find("Zoé", blog) == ["article/3"]
    assert "nothing to look for" in run("find", "\u200b \u0301", status=1).stderr


@pytest.mark.parametrize(
    ("name", "words"),
    [
        *(("Zoé  Lefèvre", "ＺＯÉ \n le\u00adfevre "), ("Straße Wałęsa Lœ", "STRASSE walesa LOE")),
        *(("Zoé", words) for words in ("très BON mot", "recette.example", "lien.example", "blog#61")),
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
    assert find("author", blog) == find("2.md", blog) == []


@pytest.mark.parametrize("name", ["2.md~", "2 - Copie.md", "broken.md"])
def test_other_files_with_the_words_are_named(run: Run, save_comment: SaveComment, name: str) -> None:
    path = save_comment("2.md", "author: Luc")
    path.with_name(name).write_text("no header, Zoé\n" if name == "broken.md" else "author: Zoé\n\nOui\n")
    told = "line 1: " if name == "broken.md" else "contains these words, though readers do not see it; remove"
    assert run("find", "Zoé", status=1).stderr.startswith(f"Error: comments/article/{name}: {told}")
    assert run("find", "Luc").stderr == ""


@given(st.text())
def test_folding_twice_does_no_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


# Without the optional packages

OPTIONAL = "bs4,click,h11,markdownify,publicsuffixlist,starlette,uvicorn"
"""The optional packages but rich and anyio, which Pelican needs too."""
OURS = ",".join(f"pelican.plugins.comments.{name}" for name in ("inbox", "mail", "moderation"))
HIDE = "sys.modules.update(dict.fromkeys(sys.argv.pop(1).split(',')))  # none of them can be imported"


def test_site_is_built_without_the_optional_packages(tmp_path: Path) -> None:
    write_blog(tmp_path, SETTINGS + 'COMMENTS["email"] = "contact@example.org"\n')
    program = f"import sys; {HIDE}\nfrom pelican import main; main()"
    subprocess.run(
        [sys.executable, "-c", program, f"{OPTIONAL},{OURS}", "--fatal=warnings", "-s", "pelicanconf.py"],
        cwd=tmp_path,
        check=True,
    )
    assert "Jeanne" in (tmp_path / "output" / "feeds" / "comments.atom.xml").read_text(encoding="utf-8")


def test_command_says_what_to_install() -> None:
    assert main.commands.keys() == EXTRAS.keys()
    told = 'pelican-comments from-mail needs more packages; run: pip install "pelican-comments[mail]"'
    missing = ModuleNotFoundError(name="bs4.element")
    assert explain_missing(missing, ["-s", "pelicanconf.py", "from-mail", "x"]) == told
    assert explain_missing(ModuleNotFoundError(name="pelican.plugins.comments.nowhere"), ["list"]) is None
