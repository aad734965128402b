"""What was cut from a message: how it waits, what the moderator sees, and that it never gets out."""

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.comments.cuts import MASK, Line, format_lines, parse_lines, read_own
from pelican.plugins.comments.site import Site

from .mails import make_message, receive

SaveComment = Callable[..., Path]
Run = Callable[..., Result]

ANSWER = "Le lun. 3 nov. 2025 à 10:12, Paul <cite@example.org> a écrit :\n> Du sel ?"
HEAD = ("author: Nora", "date: 2026-11-21T13:30:00+01:00", "source: mail")
CUT = (*HEAD, "cut: ✂")
MASKED = f"Écrivez à {MASK}"


def read_published(blog: Site, name: str = "a-1.md") -> str:
    return (blog.comments / "article" / name).read_text(encoding="utf-8")


texts = st.text(st.sampled_from("ab✂| >\t")) | st.text(st.characters(codec="utf-8", exclude_characters="\n"))


@given(lines=st.lists(st.builds(Line, texts, is_cut=st.booleans()), min_size=1))
def test_lines_are_read_as_they_were_written(lines: list[Line]) -> None:
    sign, text = format_lines(lines)
    assert parse_lines(text, {"cut": sign}) == tuple(lines)
    assert read_own(text, {"cut": sign}) == "\n".join(line.text for line in lines if not line.is_cut)
    assert bool(sign) == any(line.is_cut for line in lines)


def test_what_was_cut_is_shown_and_not_published(run: Run, blog: Site, tmp_path: Path) -> None:
    receive(blog, tmp_path, make_message(f"Merci !\n\n{ANSWER}"))
    (file,) = blog.inbox.rglob("*.md")
    assert "(2 lines cut)" in run("list").stdout
    (reading,) = json.loads(run("list", "--json").stdout)
    assert (reading["text"], len(reading["cut"]), reading["masked"]) == ("Merci !", 2, [])
    title, cut = run("show", file.stem).stdout.split("will not be published:\n")
    assert cut == "    | Le lun. 3 nov. 2025 à 10:12, Paul <[…@…]> a écrit :\n    | > Du sel ?\n\n"
    assert "\n    Merci !\n\n" in title
    run("check")
    run("approve", file.stem)
    header, _, text = read_published(blog, file.name).partition("\n\n")
    assert ("cut:" in header, text) == (False, "Merci !\n")
    assert "cut" not in run("show", file.stem).stdout


def test_what_was_cut_is_put_back_where_it_was(run: Run, blog: Site, save_comment: SaveComment) -> None:
    save_comment("a-1", *CUT, text="Un.\n✂ -- \n✂ PS : du sel.\n\nDeux.", waits=True)
    printed = run("moderate", typed="t\np\n").stdout
    assert printed.count("[t]ake back what was cut") == 1
    assert read_published(blog).split("\n\n", 1)[1] == "Un.\n-- \nPS : du sel.\n\nDeux.\n"


def test_line_with_an_address_can_be_dropped(run: Run, blog: Site, save_comment: SaveComment) -> None:
    path = save_comment(
        "a-1", *HEAD, text=f"✂ Merci !\n\nNora\n{MASKED}", waits=True
    )  # the ✂ is the writer's
    before = path.read_text()
    assert "press d to drop that line" in run("approve", "a-1", status=1).stderr
    assert "(1 line with an address, to be dropped)" in run("list").stdout
    result = run("moderate", typed="p\n", status=1)
    assert "Not done: inbox/article/a-1.md: " in result.stderr
    assert f":\n    | {MASKED}\n" in result.stdout
    run("moderate", typed="d\nt\nq\n")  # dropped and taken back
    assert path.read_text() == before
    printed = run("moderate", typed="d\np\n").stdout
    assert printed.count("[d]rop the lines with an address") == 1
    assert read_published(blog).split("\n\n", 1)[1] == "✂ Merci !\n\nNora\n"


def test_what_was_cut_steers_no_terminal(run: Run, save_comment: SaveComment) -> None:
    save_comment("a-1", *CUT, text="Merci !\n✂ Author   Paul \x1b[31m\u202e" + "x" * 200, waits=True)
    shown = run("show", "a-1").stdout
    assert not {"\x1b", "\u202e"} & set(shown)
    assert not [line for line in shown.splitlines() if line.startswith(("Author   Paul", "x"))]


def test_cut_lines_in_a_published_file_are_named(run: Run, blog: Site, save_comment: SaveComment) -> None:
    save_comment("a-1", *CUT, text="Merci !\n✂ Nora, 06 00 00 00 00")
    assert "06 00" not in run("show", "a-1").stdout
    assert "comments/article/a-1.md: line 4: " in run("check", status=1).stdout
    run("anonymise", "a-1")
    assert read_published(blog).endswith("\n\nMerci !\n")
