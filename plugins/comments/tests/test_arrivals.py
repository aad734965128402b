"""What is said of comments that have just come in."""

from collections.abc import Callable
from pathlib import Path

from pelican.plugins.comments.moderation.arrivals import describe_arrivals
from pelican.plugins.comments.site import Site

SaveComment = Callable[..., Path]


def test_each_new_comment_is_told_in_two_lines_that_steer_no_terminal(
    blog: Site, save_comment: SaveComment
) -> None:
    save_comment("a-1", "author: Paul", waits=True)
    save_comment("a-2", "author: Jeanne", text="Merci \u202e\x1b[31m\n\nA comment by you " * 9, waits=True)
    save_comment("a-3", "author: Nora", post="parti", waits=True)
    save_comment("a-4", "author: Nora", "date: \x1b[2J", waits=True)
    told = describe_arrivals(blog, {"article/a-1", "article/gone"})
    assert [words.split(":")[0] for words in told] == [
        "A comment by Jeanne on “L’article” is waiting",
        "A comment that cannot be read is waiting",
        "A comment by Nora on “parti (there is no such article)” is waiting",
    ]
    assert not {"\x1b", "\u202e"} & set("".join(told))
    head, text = told[0].split("\n")
    assert text.startswith("    Merci <U+202E>[31m A comment by you")
    assert (len(text), text[-1]) == (74, "…")
    assert head.endswith("is waiting:")
