"""Threads hold for any input: nothing is lost, nothing recurses, the order of the files does not matter."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from pelican.plugins.comments.models import Comment, CommentType, Discussion, State, Status, Thread
from pelican.plugins.comments.threads import build_discussion, has_live_reply, leads_to

START = datetime(2015, 11, 20, 10, tzinfo=UTC)
PING = CommentType.PINGBACK


def make_comment(name: str, reply_to: str | None = None, minute: int | None = 0, **fields: object) -> Comment:
    date = None if minute is None else START + timedelta(minutes=minute)
    given_fields = {"author": f"Author of {name}", "body": Markup("<p>Text</p>"), **fields}
    return Comment(id=name, path=f"comments/a/{name}.md", date=date, reply_to=reply_to, **given_fields)


def build(*comments: Comment, max_depth: int = 5, order: str = "oldest") -> Discussion:
    return build_discussion(comments, max_depth=max_depth, order=order)


def walk(threads: Sequence[Thread]) -> Iterator[Thread]:
    waiting = list(reversed(threads))
    while waiting:
        thread = waiting.pop()
        yield thread
        waiting.extend(reversed(thread.replies))


def outline(discussion: Discussion) -> str:
    """The ids as shown, each after its depth."""
    return " ".join(f"{thread.depth}{thread.comment.id}" for thread in walk(discussion.threads))


def list_problems(discussion: Discussion) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.rpartition("/")[2]) for problem in discussion.problems]


def test_no_comments_make_an_empty_discussion() -> None:
    assert build_discussion([], max_depth=5, state=State.CLOSED) == Discussion(state=State.CLOSED)


def test_replies_are_nested_in_order_of_time_and_know_their_parent() -> None:
    a, b, c = make_comment("a"), make_comment("b", "a", 3), make_comment("c", "a", 9)
    discussion = build(a, c, b, make_comment("d", "b", 10))
    assert (outline(discussion), discussion.count, discussion.problems) == ("1a 2b 3d 2c", 4, ())
    assert [thread.parent for thread in walk(discussion.threads)] == [None, a, b, a]
    assert discussion.comments[1:3] == discussion.shown[1:3] == ((b, a), (c, a))


def test_comments_are_in_order_of_time_and_of_ids_as_people_count() -> None:
    """Those without a date come first."""
    undated = [make_comment(name, minute=None) for name in ("10", "9")]
    same = [make_comment(name) for name in ("b2", "b10", "a", "01", "1")]
    assert outline(build(*same, *undated, make_comment("0", minute=5))) == "19 110 101 11 1a 1b2 1b10 10"


def test_newest_thread_may_come_first_and_its_replies_stay_in_order_of_time() -> None:
    replies = [make_comment("c", "a", 2), make_comment("d", "a", 3)]
    comments = [make_comment("a"), make_comment("b", minute=1), *replies, make_comment("u", minute=None)]
    newest = build(*comments, order="newest")
    assert outline(newest) == "1b 1a 2c 2d 1u"
    assert newest.comments == build(*comments).comments


def test_reply_to_nothing_or_to_itself_starts_a_thread_and_is_reported() -> None:
    discussion = build(make_comment("a"), make_comment("b", "gone", 1), make_comment("c", "c", 2))
    assert outline(discussion) == "1a 1b 1c"
    assert list_problems(discussion) == [("no-parent", "b.md"), ("circle", "c.md")]
    alone = "so this comment starts a thread of its own; correct the id or remove the line."
    assert [problem.message for problem in discussion.problems] == [
        f"replyto 'gone' is not a published comment of this article, {alone}",
        f"replyto 'c' makes a circle of replies, {alone}",
    ]


def test_each_circle_is_cut_at_its_earliest_comment_and_reported_once() -> None:
    circle = [make_comment("x", "z", 5), make_comment("y", "x", 2), make_comment("z", "y", 9)]
    other = [make_comment("p", "q", 20), make_comment("q", "p", 21)]
    discussion = build(*circle, make_comment("in", "x", 1), *other)
    assert outline(discussion) == "1y 2z 3x 4in 1p 2q"
    assert list_problems(discussion) == [("circle", "y.md"), ("circle", "p.md")]


def test_later_comments_of_an_id_get_a_new_one_and_are_reported() -> None:
    discussion = build(make_comment("a", minute=1), make_comment("a"), make_comment("a-2", minute=3))
    assert outline(discussion) == "1a 1a-3 1a-2"
    assert list_problems(discussion) == [("same-id", "a.md")]
    assert discussion.problems[0].message == (
        "an earlier comment of this article has the id 'a', so this one gets 'a-3'; "
        "rename the file or change its slug."
    )
    many = (replace(make_comment("a", minute=n), path=f"{n}.md") for n in range(4))
    assert outline(build(*many)) == "1a 1a-2 1a-3 1a-4"


def test_replies_below_the_maximum_depth_stay_there_and_keep_their_parent() -> None:
    chain = [make_comment(str(n), str(n - 1) if n > 1 else None, n) for n in range(1, 7)]
    discussion = build(*chain, max_depth=3)
    assert outline(discussion) == "11 22 33 34 35 36"
    assert [*walk(discussion.threads)][-1].parent == chain[4]


def test_removed_comment_stays_while_a_live_reply_hangs_below_and_is_not_counted() -> None:
    gone = [make_comment("a", status=Status.REMOVED), make_comment("b", "a", 1, status=Status.REMOVED)]
    discussion = build(*gone, make_comment("c", "b", 2))
    assert (outline(discussion), discussion.count) == ("1a 2b 3c", 1)
    assert [comment.id for comment, _ in discussion.comments] == ["c"]
    assert build(*gone) == Discussion()
    # nobody sees whom a removed comment answered, so that is no problem
    discussion = build(make_comment("d", "gone", status=Status.REMOVED), make_comment("e", "d", 1))
    assert (outline(discussion), discussion.problems) == ("1d 2e", ())


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.DRAFT},
        *({"type": PING, "status": status} for status in Status if status != "published"),
    ],
)
def test_draft_and_ping_that_is_gone_are_as_if_they_were_not_there(fields: dict[str, str]) -> None:
    discussion = build(make_comment("a", **fields), make_comment("b", "a", 1))
    assert (outline(discussion), discussion.pings) == ("1b", ())
    assert list_problems(discussion) == [("no-parent", "b.md")]


def test_lost_comment_counts_and_ping_does_not_and_both_are_in_their_places() -> None:
    ping, lost = make_comment("p", type=PING), make_comment("l", status=Status.LOST, minute=None, author="")
    discussion = build(ping, lost, make_comment("a"), make_comment("b", "p", 1))
    assert (outline(discussion), discussion.pings, discussion.count) == ("1l 1a 1b", (ping,), 3)
    assert discussion.threads[2].parent == ping
    assert [comment.id for comment, _ in discussion.comments] == ["a", "b"]


def test_live_reply_is_found_through_tombstones_and_circles() -> None:
    gone = [
        make_comment(name, parent, status=Status.REMOVED)
        for name, parent in [("b", "a"), ("c", "b"), ("a", "c")]
    ]
    assert not has_live_reply("a", [*gone, make_comment("x"), make_comment("y", "x")])
    assert has_live_reply("a", [*gone, make_comment("x", "c")])
    assert has_live_reply("a", [make_comment("x", "a"), *gone])


def test_way_up_from_reply_to_parent_ends_in_a_circle_too() -> None:
    comments = [make_comment("a"), make_comment("b", "a"), make_comment("c", "b"), make_comment("x", "y")]
    found = [leads_to(start, "a", comments) for start in ("a", "b", "c", "x", "none", None)]
    assert found == [True, True, True, False, False, False]
    assert not leads_to("x", "a", [make_comment("x", "y"), make_comment("y", "x")])
    assert leads_to("x", "elsewhere", [make_comment("x", "elsewhere")])


NAMES = ["a", "b", "c", "d", "e", "f", "10", "9", "a-2"]


def give_each_a_file(comments: list[Comment]) -> list[Comment]:
    """Two comments may have one id, never one file."""
    return [replace(comment, path=f"comments/a/{number}.md") for number, comment in enumerate(comments)]


COMMENTS = st.lists(
    st.builds(
        make_comment,
        st.sampled_from(NAMES),
        st.one_of(st.none(), st.sampled_from([*NAMES, "nobody"])),
        st.one_of(st.none(), st.integers(0, 4)),
        status=st.sampled_from([Status.PUBLISHED, Status.PUBLISHED, Status.REMOVED, Status.LOST]),
        author=st.sampled_from(["", "Jeanne", "Paul"]),
    ),
    max_size=14,
).map(give_each_a_file)


@given(COMMENTS, st.integers(1, 6), st.randoms(use_true_random=False))
def test_every_comment_appears_and_counts_exactly_once_or_is_a_pruned_tombstone(
    comments: list[Comment], max_depth: int, order: random.Random
) -> None:
    discussion = build(*comments, max_depth=max_depth)
    threads = list(walk(discussion.threads))
    shown = [thread.comment.path for thread in threads]
    assert len(set(shown)) == len(shown) == len({thread.comment.id for thread in threads})
    alive = {comment.path for comment in comments if comment.status is not Status.REMOVED}
    assert alive <= set(shown)
    assert discussion.count == len(alive)
    assert all(thread.depth == 1 for thread in discussion.threads)
    answered = [replace(thread.comment, reply_to=thread.parent and thread.parent.id) for thread in threads]
    for thread in threads:
        assert thread.comment.status is not Status.REMOVED or has_live_reply(thread.comment.id, answered)
        assert thread.depth <= max_depth
        assert all(reply.depth == thread.depth + 1 for reply in thread.replies)
    shuffled = order.sample(comments, len(comments))
    assert build(*shuffled, max_depth=max_depth) == discussion  # whatever the order of the files


LONG = 5_000
"""Several times the depth at which Python gives up."""


@pytest.mark.parametrize("max_depth", [1, 5])
def test_long_chain_of_comments_needs_no_recursion(max_depth: int) -> None:
    chain = [make_comment(str(n), str(n - 1) if n else None, n) for n in range(LONG)]
    random.Random(1).shuffle(chain)
    discussion = build(*chain, max_depth=max_depth)
    assert discussion.count == sum(1 for _ in walk(discussion.threads)) == LONG
    assert max(thread.depth for thread in walk(discussion.threads)) == max_depth


def test_long_circle_of_comments_is_cut_once() -> None:
    discussion = build(*(make_comment(str(n), str((n - 1) % LONG), n) for n in range(LONG)))
    assert list_problems(discussion) == [("circle", "0.md")]
    assert discussion.threads[0].comment.id == "0"
