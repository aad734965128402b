"""What was cut from a message: how it waits, what the moderator sees, and that it never gets out."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.comments.__main__ import main
from pelican.plugins.comments.cuts import MASK, Line, format_lines, parse_lines, read_own
from pelican.plugins.comments.moderation import commands, review
from pelican.plugins.comments.moderation.checks import check_comments
from pelican.plugins.comments.site import Site

from .mails import make_message, receive

SaveComment = Callable[..., Path]
Run = Callable[..., Result]

ANSWER = "Le lun. 3 nov. 2025 à 10:12, Paul <cite@example.org> a écrit :\n> Du sel ?"
HEAD = ("author: Nora", "date: 2026-11-21T13:30:00+01:00", "source: mail")
MASKED = f"Écrivez à {MASK}"


@pytest.fixture
def run(blog: Site, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that runs pelican-comments on the blog: arguments, what is typed, the status expected."""
    monkeypatch.setattr(commands, "load_site", lambda _: blog)
    monkeypatch.setenv("COLUMNS", "100")

    def run_it(*arguments: str, typed: str = "", status: int = 0) -> Result:
        result = CliRunner().invoke(main, arguments, input=typed)
        assert result.exit_code == status, result.output
        return result

    return run_it


def read_published(blog: Site, name: str) -> str:
    return (blog.comments / "article" / name).read_text(encoding="utf-8")


# The file


texts = st.text(st.sampled_from("ab✂| >\t")) | st.text(st.characters(codec="utf-8", exclude_characters="\n"))


@given(lines=st.lists(st.builds(Line, texts, is_cut=st.booleans()), min_size=1))
def test_lines_are_read_as_they_were_written(lines: list[Line]) -> None:
    sign, text = format_lines(lines)
    assert parse_lines(text, {"cut": sign}) == tuple(lines)
    assert read_own(text, {"cut": sign}) == "\n".join(line.text for line in lines if not line.is_cut)
    assert bool(sign) == any(line.is_cut for line in lines)


def test_sign_is_one_by_which_no_line_of_the_writer_begins() -> None:
    sign, text = format_lines([Line("✂ ciseaux"), Line("✂✂"), Line("x", is_cut=True)])
    assert (sign, text) == ("✂✂✂", "✂ ciseaux\n✂✂\n✂✂✂ x")


def test_sign_means_nothing_where_the_header_names_none(
    run: Run, blog: Site, save_comment: SaveComment
) -> None:
    save_comment("a-1", *HEAD, text="✂ ciseaux\n\nMerci !", waits=True)
    run("approve", "a-1")
    assert read_published(blog, "a-1.md").endswith("\n\n✂ ciseaux\n\nMerci !\n")


# The way of a message


def test_what_was_cut_is_shown_and_not_published(run: Run, blog: Site, tmp_path: Path) -> None:
    receive(blog, tmp_path, make_message(f"Merci !\n\n{ANSWER}").as_bytes())
    (file,) = blog.inbox.rglob("*.md")
    assert "(2 lines cut)" in run("list").stdout
    shown = run("show", file.stem).stdout
    title, cut = shown.split("These lines were cut from the message, and will not be published:\n")
    assert cut == "    | Le lun. 3 nov. 2025 à 10:12, Paul <[…@…]> a écrit :\n    | > Du sel ?\n\n"
    assert title.endswith("\n    Merci !\n\n")
    assert run("check").stdout.endswith("no problems found.\n")
    run("approve", file.stem)
    assert read_published(blog, file.name).split("\n\n", 1)[1] == "Merci !\n"
    assert "cut:" not in read_published(blog, file.name)
    assert "cut" not in run("show", file.stem).stdout


def test_scripts_are_told_what_was_cut_and_masked(run: Run, save_comment: SaveComment) -> None:
    save_comment("a-1", *HEAD, "cut: ✂", text=f"Merci !\n✂ -- \n{MASKED}\n✂ Nora", waits=True)
    (reading,) = json.loads(run("list", "--json").stdout)
    assert reading["text"].split() == ["Merci", "!", *MASKED.split()]
    assert (reading["cut"], reading["masked"]) == (["-- ", "Nora"], [MASKED])


def test_what_was_cut_is_taken_back_where_it_was(run: Run, blog: Site, save_comment: SaveComment) -> None:
    text = "Un.\n✂ -- \n✂ PS : du sel.\n\nDeux."
    save_comment("a-1", *HEAD, "cut: ✂", text=text, waits=True)
    printed = run("moderate", typed="t\np\n").stdout
    assert printed.count("These lines were cut from the message") == 1
    assert printed.count("[t]ake back what was cut") == 1
    assert "1 published" in printed
    assert read_published(blog, "a-1.md").split("\n\n", 1)[1] == "Un.\n-- \nPS : du sel.\n\nDeux.\n"


def test_line_with_an_address_is_dropped_by_a_key_before_the_rest_is_approved(
    run: Run, blog: Site, save_comment: SaveComment
) -> None:
    save_comment("a-1", *HEAD, text=f"Merci !\n\nNora\n{MASKED}", waits=True)
    result = run("moderate", typed="p\n", status=1)
    problem = "an e-mail address, which would be public, is masked in its text"
    assert f"Not done: inbox/article/a-1.md: {problem}" in result.stderr
    assert f"so the comment cannot be published:\n    | {MASKED}\n" in result.stdout
    printed = run("moderate", typed="d\np\n").stdout
    assert printed.count("[d]rop the lines with an address") == 1
    assert f"will not be published:\n    | {MASKED}\n" in printed
    assert read_published(blog, "a-1.md").split("\n\n", 1)[1] == "Merci !\n\nNora\n"


def test_dropped_line_can_be_taken_back(run: Run, save_comment: SaveComment) -> None:
    path = save_comment("a-1", *HEAD, text=f"Merci !\n{MASKED}", waits=True)
    before = path.read_text()
    run("moderate", typed="d\nt\nq\n")
    assert path.read_text() == before


def test_masked_address_is_refused_by_approval_and_says_what_to_do(
    run: Run, blog: Site, save_comment: SaveComment
) -> None:
    save_comment("a-1", *HEAD, text=f"Merci !\n{MASKED}", waits=True)
    assert (
        "in pelican-comments moderate press d to drop that line, or e to edit it."
        in run("approve", "a-1", status=1).stderr
    )
    assert "(1 line with an address, to be dropped)" in run("list").stdout
    assert not (blog.comments / "article" / "a-1.md").exists()


def test_message_that_waits_stops_no_publication(blog: Site, save_comment: SaveComment) -> None:
    """That somebody has yet to decide is no fault of a file."""
    save_comment("a-1", *HEAD, "cut: ✂", text=f"Merci !\n{MASKED}\n✂ x", waits=True)
    assert not check_comments(blog).problems


@pytest.mark.parametrize("key", ["d", "drop"])
def test_nothing_is_dropped_where_nothing_would_be_left(
    run: Run, save_comment: SaveComment, key: str
) -> None:
    path = save_comment("a-1", *HEAD, text=MASKED, waits=True)
    before = path.read_text()
    result = run("moderate", typed=f"{key}\nq\n", status=1)
    assert "nothing would be left; edit it, or refuse it." in result.stderr
    assert path.read_text() == before


def test_nothing_is_taken_back_that_makes_a_comment_too_long(run: Run, save_comment: SaveComment) -> None:
    path = save_comment("a-1", *HEAD, "cut: ✂", text="Merci !\n✂ " + "x" * 10_000, waits=True)
    before = path.read_text()
    result = run("moderate", typed="take\nq\n", status=1)
    assert "10000 is the most; shorten it. Nothing was changed." in result.stderr
    assert path.read_text() == before


@pytest.mark.parametrize("key", ["d", "t", "drop", "take"])
def test_keys_are_offered_only_where_they_do_something(run: Run, save_comment: SaveComment, key: str) -> None:
    save_comment("a-1", *HEAD, text="Merci !", waits=True)
    printed = run("moderate", typed=f"{key}\nq\n").output
    assert "type one of p, m, e, r, l and q, or the whole word." in printed
    assert "[d]rop" not in printed
    assert "[t]ake" not in printed


def test_of_much_that_was_cut_the_walk_shows_the_beginning_and_show_all(
    run: Run, save_comment: SaveComment
) -> None:
    lines = "".join(f"✂ > {number}\n" for number in range(review.CUT_LENGTH + 2))
    save_comment("a-1", *HEAD, "cut: ✂", text=f"Merci !\n{lines}", waits=True)
    printed = run("moderate", typed="q\n").stdout
    assert "    (2 more lines, shown by: pelican-comments show)\n" in printed
    assert printed.count("    | > ") == review.CUT_LENGTH
    assert run("show", "a-1").stdout.count("    | > ") == review.CUT_LENGTH + 2


def test_what_was_cut_imitates_no_line_of_ours_and_steers_no_terminal(
    run: Run, save_comment: SaveComment
) -> None:
    save_comment(
        "a-1", *HEAD, "cut: ✂", text="Merci !\n✂ Author   Paul \x1b[31m\u202e" + "x" * 200, waits=True
    )
    shown = run("show", "a-1").stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert not [line for line in shown.splitlines() if line.startswith(("Author   Paul", "x"))]


def test_file_that_was_moved_by_hand_shows_nothing_of_what_was_cut_and_is_named(
    run: Run, blog: Site, save_comment: SaveComment
) -> None:
    save_comment("a-1", *HEAD, "cut: ✂", text="Merci !\n✂ Nora, 06 00 00 00 00")
    assert "06 00" not in run("show", "a-1").stdout
    problems = run("check", status=1).stdout
    problem = "lines cut from an e-mail are public here; remove this key"
    assert f"comments/article/a-1.md: line 4: {problem}" in problems
    run("anonymise", "a-1")
    assert read_published(blog, "a-1.md").endswith("\n\nMerci !\n")
