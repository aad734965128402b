"""`make comments`: which comments are shown, and what is done with them."""

import re
from functools import partial
from pathlib import Path

from tests.bad_texts import GOOD, SETTINGS, write_texts
from tests.command.calling import call


def test_comments_are_decided_on_or_what_is_asked_for_is_done_instead(tmp_path: Path) -> None:
    """As make passes it: in the environment."""
    comment, paul = tmp_path / "content/comments/good/1.md", "author: Paul Müller\n\nDu sel.\n"
    write_texts(tmp_path / "content", {**GOOD, "comments/good/2.md": paul})
    write_texts(tmp_path, {"inbox/good/a-1.md": paul.replace("Paul", "Zoé"), "pelicanconf.py": SETTINGS})
    run = partial(call, tmp_path, "comments")
    assert "\ngood/a-1" in run(FIND="", REMOVE="", ANONYMISE="", GOALS="comments").stdout
    assert re.findall(r"^good/\S+", run(FIND="muller").stdout, re.MULTILINE) == ["good/2", "good/a-1"]
    wrong = (run(REMOVE="1 9"), run(REMOVE="1", GOALS="comments 2"))
    assert [done.returncode for done in wrong] == [1, 1]
    assert wrong[0].stderr.startswith("Error: 9: ")
    assert 'make comments FIND="some words"' in wrong[1].stderr
    assert comment.read_text() == GOOD["comments/good/1.md"]
    assert run(ANONYMISE="good/2 1").stdout.startswith("good/2 ")
    assert comment.with_name("2.md").read_text() == "author: Anonymous\n\nDu sel.\n"
    assert run(REMOVE="good/1").stdout.startswith("good/1 ")
    assert comment.read_text() == "status: removed\n\n"
