"""The commands of the moderation as one types them, and the walk through what waits."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from markupsafe import Markup
from pelican.plugins.comments.__main__ import main
from pelican.plugins.comments.markup import render_markdown, sanitize_html
from pelican.plugins.comments.moderation import commands, review
from pelican.plugins.comments.moderation.reading import neutralize, render_plain
from pelican.plugins.comments.site import Site

SaveComment = Callable[..., Path]
Run = Callable[..., Result]
SaveFile = Callable[..., Path]
SavePost = Callable[..., None]

DATES = ("date: 2026-11-21T13:30:00+01:00", "date: 2026-11-22T13:30:00+01:00")
HOSTILE = (
    "\x1b[31mrouge\x1b]0;x\x07 \x9b2J \u202egnal\u2066 [bold]x[/bold] [link=https://x]y[/link] :smile: \r"
)
STEERS = {"\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\r"}


@pytest.fixture
def run(blog: Site, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that runs pelican-comments on the blog: arguments, what is typed, the status expected."""
    monkeypatch.setattr(commands, "load_site", lambda _: blog)
    monkeypatch.setenv("COLUMNS", "80")

    def run_it(*arguments: str, typed: str = "", status: int = 0) -> Result:
        result = CliRunner().invoke(main, arguments, input=typed)
        assert result.exit_code == status, result.output
        return result

    return run_it


@pytest.fixture
def two_wait(save_comment: SaveComment) -> list[Path]:
    """Two comments that wait; the one whose id comes first is the younger."""
    return [
        save_comment("b-1", "author: Nora", DATES[0], "replyto: 1", "source: github:61", waits=True),
        save_comment("a-1", "author: Paul", DATES[1], text="*Deux* :\n\nsuite", waits=True),
    ]


def list_names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_list_says_that_nothing_waits(run: Run) -> None:
    assert run("list").stdout == "Nothing waits for a decision.\n"
    assert run("list", "--json").stdout == "[]\n"


@pytest.mark.usefixtures("two_wait")
def test_list_names_what_waits_the_oldest_first(run: Run) -> None:
    assert run("list").stdout == (
        "article/b-1, 2026-11-21 13:30\n"
        "    Nora in reply to Jeanne on “L’article”:\n"
        "    Merci !\n"
        "\n"
        "article/a-1, 2026-11-22 13:30\n"
        "    Paul on “L’article”:\n"
        "    *Deux* : suite\n"
    )


@pytest.mark.usefixtures("two_wait")
def test_list_as_json_has_all_of_a_comment(run: Run) -> None:
    first, second = json.loads(run("list", "--json").stdout)
    assert first == {
        "name": "article/b-1",
        "state": "waiting",
        "post": "article",
        "title": "L’article",
        "url": "https://example.org/article/",
        "id": "b-1",
        "author": "Nora",
        "role": None,
        "date": "2026-11-21T13:30:00+01:00",
        "reply_to": "1",
        "parent": {"author": "Jeanne", "text": "Bonjour."},
        "website": None,
        "type": "comment",
        "source": "github:61",
        "lang": None,
        "text": "Merci !",
        "cut": [],
        "masked": [],
    }
    assert (second["name"], second["parent"], second["source"]) == ("article/a-1", None, None)


@pytest.mark.parametrize("options", [[], ["--json"]])
@pytest.mark.usefixtures("two_wait")
def test_list_tells_what_cannot_be_read_after_the_others(
    run: Run, save_comment: SaveComment, options: list[str]
) -> None:
    save_comment("c-1", "no header", waits=True)
    result = run("list", *options, status=1)
    assert "article/b-1" in result.stdout
    assert result.stderr.startswith("Error: inbox/article/c-1.md: line 1: ")


def test_list_of_nothing_but_what_cannot_be_read_is_empty(run: Run, save_comment: SaveComment) -> None:
    save_comment("c-1", "no header", waits=True)
    assert run("list", status=1).stdout == ""


def test_list_names_a_comment_whose_article_is_gone(run: Run, save_comment: SaveComment) -> None:
    save_comment("a-1", "author: Nora", post="inconnu", waits=True)
    assert "inconnu (there is no such article)" in run("list").stdout


def test_show_has_the_comment_and_what_it_answers_whole(run: Run, save_comment: SaveComment) -> None:
    save_comment("2", "author: Camille", "role: author", text="mot " * 100)
    lines = ("author: Nora", DATES[0], "replyto: 2md", "website: https://nora.example.org/")
    save_comment(
        "3", *lines, "source: github:61", text="Un [lien](https://example.org/a?b=1).\n\n- *a*\n- b_c"
    )
    printed = run("show", "3").stdout
    assert printed.startswith(
        "article/3 (published)\n"
        "Article  L’article https://example.org/article/\n"
        "Author   Nora\n"
        "Website  https://nora.example.org/\n"
        "Date     2026-11-21 13:30\n"
        "Source   github:61\n"
        "Answers  Camille (as the article's author), comment 2\n"
        "         > mot mot"
    )
    assert printed.count("mot") == 100
    assert printed.endswith("\n\n    Un [lien](https://example.org/a?b=1).\n\n    * *a*\n    * b_c\n\n")
    assert max(map(len, printed.splitlines())) <= 80


def test_show_takes_what_waits_before_what_is_published(run: Run, save_comment: SaveComment) -> None:
    save_comment("gh-57", "author: Nora", DATES[0], waits=True)
    assert run("show", "gh-57").stdout.startswith("article/gh-57 (waiting)\n")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["status: removed", "replyto: 1"], ["(removed)", "Author   somebody whose comment is removed"]),
        (["status: lost"], ["(lost)\nArticle", "\n    (lost)\n"]),
        (["author: Un site", "type: pingback"], ["Type     pingback"]),
        (["author: Nora", "replyto: 9"], ["Answers  '9', which is not there"]),
        (["author: Nora", "replyto: b-1"], ["Answers  'b-1', which is not there"]),
        (["author: Nora", "replyto: a-1"], ["Answers  Paul, comment a-1\n         > Attente"]),
    ],
)
def test_show_says_what_a_comment_is(
    run: Run, save_comment: SaveComment, lines: list[str], said: list[str]
) -> None:
    save_comment("a-1", "author: Paul", text="Attente", waits=True)
    save_comment("b-1", "no header", waits=True)
    save_comment("2", *lines)
    printed = run("show", "article/2").stdout
    assert [words for words in said if words not in printed] == []


def test_show_as_json_has_one_object(run: Run) -> None:
    shown = json.loads(run("show", "--json", "article/1").stdout)
    assert (shown["name"], shown["state"], shown["text"]) == ("article/1", "published", "Bonjour.")


@pytest.mark.parametrize("arguments", [["show", "a-1"], ["list"], ["show", "a-1", "--json"], ["moderate"]])
def test_visitor_steers_neither_terminal_nor_rich(
    run: Run, save_comment: SaveComment, arguments: list[str]
) -> None:
    lines = ("author: [red]Nora[/red]", DATES[0], f"source: {HOSTILE.strip()}")
    save_comment("a-1", *lines, text=HOSTILE, waits=True)
    printed = run(*arguments).stdout
    assert not STEERS & set(printed)
    assert "[31mrouge" in printed
    assert "[red]Nora[/red]" in printed
    assert "<U+202E>gnal<U+2066> [bold]x" in printed


def test_visitor_imitates_no_line_of_ours(run: Run, save_comment: SaveComment) -> None:
    text = "x\n" + "y" * 75 + " Author   Camille\n\n1 published, 0 refused"
    save_comment("2", "author: Paul", text=text)
    save_comment("a-1", f"author: {'Nora ' * 14}Author", DATES[0], "replyto: 2", text=text, waits=True)
    lines = run("show", "a-1").stdout.splitlines()
    assert [line for line in lines if line.startswith(("Author", "1 pub", "y", "x"))] == [
        f"Author   {'Nora ' * 14}".rstrip()
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (render_markdown("> cité\n\nUn  \ndeux"), "> cité\n\nUn\ndeux"),
        (render_markdown("```\nif x:\n    y\n```"), "```\nif x:\n    y\n```"),
        (render_markdown("https://example.org/a_b*c*d"), "<https://example.org/a_b*c*d>"),
        (sanitize_html("https://example.org/a.html"), "https://example.org/a.html"),
        (render_markdown("<b>&amp;"), "<b>&"),
        (render_markdown("[a](javascript:x)"), "[a](javascript:x)"),
        (render_markdown("a\u00a0: « b »"), "a\u00a0: « b »"),
        (sanitize_html("<b>" * 3000 + "profond"), "profond"),
        (render_markdown(">" * 100), ""),
    ],
)
def test_rendered_text_is_what_readers_see(html: Markup, text: str) -> None:
    assert render_plain(html) == text


def test_letters_of_every_script_and_emoji_stay_whole() -> None:
    text = "می\u200cخواهم क्\u200dष 👩\u200d🍳 ❤\ufe0f שלום\n\té"
    assert neutralize(text) == text


def test_comment_of_which_nothing_can_be_seen_is_said_to_be_so(run: Run, save_comment: SaveComment) -> None:
    save_comment("a-1", "author: Nora", DATES[0], text=">>>", waits=True)
    assert "(nothing that could be read)" in run("show", "a-1").stdout


def test_several_are_approved_at_once(run: Run, blog: Site, two_wait: list[Path]) -> None:
    assert run("approve", "a-1", "article/b-1").stdout == "article/a-1: published.\narticle/b-1: published.\n"
    assert not any(path.exists() for path in two_wait)
    assert "role" not in (blog.comments / "article" / "a-1.md").read_text()


@pytest.mark.usefixtures("two_wait")
def test_own_answer_is_approved_as_the_author(run: Run, blog: Site) -> None:
    run("approve", "--as-author", "a-1")
    assert "\nrole: author\n" in (blog.comments / "article" / "a-1.md").read_text()


@pytest.mark.parametrize("command", ["approve", "reject"])
def test_nothing_is_done_where_a_name_is_unknown(run: Run, two_wait: list[Path], command: str) -> None:
    result = run(command, "a-1", "9", "8", status=1)
    assert result.stdout == ""
    assert result.stderr.startswith("Error: 9: no such comment waits;")
    assert "\n8: no such comment waits;" in result.stderr
    assert all(path.exists() for path in two_wait)


def test_others_are_approved_where_one_is_refused(
    run: Run, save_comment: SaveComment, two_wait: list[Path]
) -> None:
    refused = save_comment("a-0", "author: Zoé", DATES[0], text="zoe@example.org", waits=True)
    result = run("approve", "a-0", "a-1", "b-1", status=1)
    assert result.stdout == "article/a-1: published.\narticle/b-1: published.\n"
    assert result.stderr == (
        "Error: inbox/article/a-0.md: there is an e-mail address in it, which would be public; "
        "edit it, or refuse it.\n"
    )
    assert [path.exists() for path in (refused, *two_wait)] == [True, False, False]


def test_reject_deletes(run: Run, two_wait: list[Path]) -> None:
    assert run("reject", "a-1").stdout == "article/a-1: refused, and deleted.\n"
    assert [path.exists() for path in two_wait] == [True, False]


def test_remove_says_what_it_leaves_and_what_still_holds_the_text(
    run: Run, save_comment: SaveComment
) -> None:
    save_comment("2", "author: Nora", "source: github:61")
    save_comment("3", "author: Paul", "replyto: 2")
    issue = "so does https://github.com/owner/blog/issues/61: delete it there."
    assert run("remove", "2", "1").stdout == (
        "article/2 by Nora: removed; a note stays in its place, because of the replies. "
        f"If it was ever committed, the history of git still holds it; {issue}\n"
        "article/1 by Jeanne: removed. If it was ever committed, the history of git still holds what was "
        "there.\n"
    )


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("github:old/blog#61@5", "https://github.com/old/blog/issues/61"),
        ("github:61", "https://github.com/owner/blog/issues/61"),
    ],
)
def test_remove_names_the_issue_of_the_repository_that_it_was_in(
    run: Run, save_comment: SaveComment, source: str, place: str
) -> None:
    save_comment("2", "author: Nora", f"source: {source}")
    assert f"so does {place}: delete it there." in run("remove", "2").stdout


@pytest.mark.parametrize("command", ["remove", "anonymise"])
def test_nothing_is_done_where_one_of_several_cannot_be(
    run: Run, blog: Site, save_comment: SaveComment, command: str
) -> None:
    save_comment("2", "author: Camille", "role: author")
    save_comment("3", "author: Nora", "email: x")
    broken = save_comment("4", "author: Nora", "slug: 4", "status: unknown")
    before = {path: path.read_text() for path in broken.parent.iterdir()}
    if command == "anonymise":
        broken.unlink()
        del before[broken]
    result = run(command, "article/1", "article/2", "article/3", *(["article/4"] * broken.exists()), status=1)
    assert result.stdout == ""
    assert {path: path.read_text() for path in (blog.comments / "article").iterdir()} == before


def test_nothing_is_rejected_where_one_of_several_cannot_be(
    run: Run, save_comment: SaveComment, two_wait: list[Path]
) -> None:
    save_comment("a-1", "author: Nora", DATES[0])
    result = run("reject", "b-1", "a-1", status=1)
    assert (result.stdout, "is published already" in result.stderr) == ("", True)
    assert all(path.exists() for path in two_wait)


def test_anonymise_says_what_still_holds_the_name(run: Run, save_comment: SaveComment) -> None:
    path = save_comment("2", "author: Nora", "source: github:61")
    printed = run("anonymise", "2").stdout
    assert printed.startswith(
        "article/2 by Nora: anonymous. Its text is as it was: read it for names. If it was ever"
    )
    assert "https://github.com/owner/blog/issues/61" in printed
    assert path.read_text() == "author: Anonyme\n\nMerci !\n"


def test_check_says_that_all_is_well(run: Run) -> None:
    assert run("check").stdout == "2 comments, no problems found.\n"
    assert run("check", "--json").stdout == "[]\n"


def test_check_ends_with_1_where_there_is_a_problem(run: Run, save_comment: SaveComment) -> None:
    save_comment("2", "author: Nora", "email: nora@example.org")
    problem = "the key 'email' is for a reader's address, which is public here; remove the line."
    assert run("check", status=1).stdout == f"comments/article/2.md: line 2: {problem}\n"
    assert json.loads(run("check", "--json", status=1).stdout) == [
        {"file": "comments/article/2.md", "line": 2, "problem": problem}
    ]


@pytest.mark.parametrize(
    "arguments", [["approve"], ["show"], ["show", "1", "2"], ["reject", "--force", "1"], ["delete", "1"]]
)
def test_wrong_call_ends_with_2(run: Run, arguments: list[str]) -> None:
    assert "Usage: " in run(*arguments, status=2).stderr


def test_walk_says_that_nothing_waits(run: Run) -> None:
    assert run("moderate").stdout == "Nothing waits for a decision.\n"


def test_walk_does_as_one_decides(run: Run, blog: Site, two_wait: list[Path]) -> None:
    printed = run("moderate", typed="m\nr\ny\n").stdout
    assert printed.index("article/b-1 (waiting)") < printed.index("article/a-1 (waiting)")
    assert "--- 2 of 2 ---" in printed
    assert printed.endswith(
        "Refused.\n\n1 published, 1 refused, 0 left waiting.\n"
        f"To put it online: git add {blog.comments}, git commit, then publish the site.\n"
    )
    assert not any(path.exists() for path in two_wait)
    assert list_names(blog.comments) == ["article/1.md", "article/b-1.md", "article/gh-57.md"]
    assert "\nrole: author\n" in (blog.comments / "article" / "b-1.md").read_text()


@pytest.mark.parametrize(
    "typed", ["publish\nLATER\n", "p\nl\n", " P \n\nx\nq\n", "p\n", "p\nr\nn\nq\n", "p\nr\n"]
)
def test_walk_leaves_what_is_not_decided_on(run: Run, typed: str, two_wait: list[Path]) -> None:
    printed = run("moderate", typed=typed).stdout
    assert "\n1 published, 0 refused, 1 left waiting.\n" in printed
    assert [path.exists() for path in two_wait] == [False, True]


@pytest.mark.parametrize("typed", ["", "q\n", "r\n", "r\nn\n"])
def test_walk_that_is_left_at_once_changes_nothing(run: Run, typed: str, two_wait: list[Path]) -> None:
    printed = run("moderate", typed=typed).stdout
    assert printed.endswith("\n0 published, 0 refused, 2 left waiting.\n")
    assert all(path.exists() for path in two_wait)


@pytest.mark.usefixtures("two_wait")
def test_walk_ends_cleanly_where_it_is_interrupted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(review, "print_reading", interrupt)
    assert run("moderate").stdout.endswith("0 published, 0 refused, 2 left waiting.\n")


def test_walk_asks_again_where_the_answer_is_none_of_its_own(run: Run, two_wait: list[Path]) -> None:
    printed = run("moderate", typed="y\n").output
    assert "answer with one of the keys p, m, e, r, l and q, or with the word." in printed
    assert all(path.exists() for path in two_wait)


def test_walk_shortens_what_is_answered(run: Run, save_comment: SaveComment) -> None:
    save_comment("2", "author: Camille", text="mot " * 100)
    save_comment("a-1", "author: Nora", DATES[0], "replyto: 2", text="voilà " * 100, waits=True)
    printed = run("moderate").stdout
    assert "         > mot mot" in printed
    assert "…" in printed
    assert printed.count("mot") <= review.PARENT_LENGTH // 4
    assert printed.count("voilà") == 100


def test_walk_goes_on_after_a_refusal_and_ends_with_1(
    run: Run, save_comment: SaveComment, two_wait: list[Path]
) -> None:
    date = "date: 2020-01-01T00:00:00+01:00"
    refused = save_comment("a-0", "author: Zoé", date, text="zoe@example.org", waits=True)
    result = run("moderate", typed="p\np\np\n", status=1)
    assert "Not done: inbox/article/a-0.md: there is an e-mail address" in result.stderr
    assert "\n2 published, 0 refused, 1 left waiting.\n" in result.stdout
    assert [path.exists() for path in (refused, *two_wait)] == [True, False, False]


def test_walk_tells_what_cannot_be_read(run: Run, save_comment: SaveComment) -> None:
    save_comment("a-1", "no header", waits=True)
    result = run("moderate", status=1)
    assert result.stderr.startswith("Cannot be read: inbox/article/a-1.md: line 1: ")


def test_every_command_explains_itself(run: Run) -> None:
    assert isinstance(main, click.Group)
    for name in main.commands:
        assert f"Usage: main {name} " in run(name, "--help").stdout


def test_command_runs_on_a_site_as_it_is_installed(
    tmp_path: Path,
    content_path: Path,
    save_post: SavePost,
    save_file: SaveFile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = {"PATH": content_path.name, "PLUGINS": ["comments"], "TIMEZONE": "UTC", "DEFAULT_LANG": "fr"}
    lines = [f"{key} = {value!r}\n" for key, value in settings.items()]
    (tmp_path / "pelicanconf.py").write_text("".join(lines))
    save_post("article.md", "Article")
    save_file("comments/article/1.md", "author: Jeanne\n\nBonjour.\n")
    waiting = tmp_path / "inbox" / "article" / "a-1.md"
    waiting.parent.mkdir(parents=True)
    waiting.write_text(f"author: Nora\n{DATES[0]}\nreplyto: 1\n\nMerci.\n")

    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, typed: str = "", status: int = 0) -> str:
        result = CliRunner().invoke(main, arguments, input=typed)
        assert result.exit_code == status, result.output
        return result.stdout

    command = Path(sys.executable).with_name("pelican-comments")
    done = subprocess.run([command, "list"], capture_output=True, text=True, check=True)
    assert "Nora in reply to Jeanne on “Article”:" in done.stdout
    assert "git add content/comments, git commit" in run("moderate", typed="p\n")
    assert run("check") == "2 comments, no problems found.\n"
    run("anonymise", "a-1")
    run("remove", "1")
    assert (content_path / "comments" / "article" / "1.md").read_text() == "status: removed\n\n"
    assert "author: Anonyme\n" in (content_path / "comments" / "article" / "a-1.md").read_text()
    run("approve", "a-1", status=1)
    assert not (tmp_path / "output").exists()
