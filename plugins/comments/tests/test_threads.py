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
from pelican.plugins.comments.threads import build_discussion

START = datetime(2015, 11, 20, 10, tzinfo=UTC)


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


def outline(threads: Sequence[Thread]) -> list[tuple[int, str]]:
    return [(thread.depth, thread.comment.id) for thread in walk(threads)]


def test_no_comments_make_an_empty_discussion() -> None:
    assert build() == Discussion()


def test_state_is_kept() -> None:
    assert build_discussion([], max_depth=5, state=State.CLOSED).state is State.CLOSED


def test_replies_are_nested_in_order_of_time() -> None:
    comments = [
        make_comment("a"),
        make_comment("c", "a", 9),
        make_comment("b", "a", 3),
        make_comment("d", "b", 10),
    ]
    discussion = build(*comments)
    assert outline(discussion.threads) == [(1, "a"), (2, "b"), (3, "d"), (2, "c")]
    assert discussion.count == 4
    assert discussion.problems == ()


def test_undated_comments_come_before_dated_ones_in_the_order_people_count() -> None:
    comments = [make_comment("10", minute=None), make_comment("9", minute=None), make_comment("z", minute=5)]
    assert outline(build(*comments).threads) == [(1, "9"), (1, "10"), (1, "z")]


def test_same_date_is_ordered_by_id() -> None:
    assert outline(build(make_comment("b2"), make_comment("b10"), make_comment("a")).threads) == [
        (1, "a"),
        (1, "b2"),
        (1, "b10"),
    ]


def test_newest_thread_may_come_first_and_its_replies_stay_in_order_of_time() -> None:
    comments = [
        make_comment("a"),
        make_comment("b", minute=1),
        make_comment("c", "a", 2),
        make_comment("d", "a", 3),
    ]
    undated = make_comment("u", minute=None)
    newest = build(*comments, undated, order="newest")
    assert outline(newest.threads) == [(1, "b"), (1, "a"), (2, "c"), (2, "d"), (1, "u")]
    assert newest.comments == build(*comments, undated).comments


def test_reply_knows_its_parent() -> None:
    parent, reply = make_comment("a"), make_comment("b", "a", 1)
    thread = build(parent, reply).threads[0]
    assert thread.parent is None
    assert thread.replies[0].parent == parent


def test_reply_to_nobody_becomes_a_comment_of_its_own_and_is_reported() -> None:
    discussion = build(make_comment("a"), make_comment("b", "gone", 1))
    assert outline(discussion.threads) == [(1, "a"), (1, "b")]
    (problem,) = discussion.problems
    assert "comments/a/b.md" in problem
    assert "'gone'" in problem
    assert "Correct the id or remove the line" in problem


def test_reply_to_itself_becomes_a_comment_of_its_own_and_is_reported() -> None:
    discussion = build(make_comment("a", "a"))
    assert outline(discussion.threads) == [(1, "a")]
    assert "circle" in discussion.problems[0]


def test_circle_is_cut_at_its_earliest_comment_and_reported_once() -> None:
    comments = [
        make_comment("x", "z", 5),
        make_comment("y", "x", 2),
        make_comment("z", "y", 9),
        make_comment("in", "x", 1),
    ]
    discussion = build(*comments)
    assert outline(discussion.threads) == [(1, "y"), (2, "z"), (3, "x"), (4, "in")]
    assert len(discussion.problems) == 1
    assert "comments/a/y.md" in discussion.problems[0]


def test_second_comment_of_an_id_gets_a_new_one_and_is_reported() -> None:
    discussion = build(
        make_comment("a", minute=1), make_comment("a", minute=0), make_comment("a-2", minute=3)
    )
    assert outline(discussion.threads) == [(1, "a"), (1, "a-3"), (1, "a-2")]
    assert "Rename the file" in discussion.problems[0]


def test_many_comments_of_one_id_get_each_its_own() -> None:
    comments = [replace(make_comment("a", minute=n), path=f"{n}.md") for n in range(4)]
    assert outline(build(*comments).threads) == [(1, "a"), (1, "a-2"), (1, "a-3"), (1, "a-4")]


@pytest.mark.parametrize("status", [Status.REMOVED, Status.LOST])
def test_ping_that_is_gone_leaves_nothing_to_link_to(status: Status) -> None:
    discussion = build(make_comment("p", type=CommentType.PINGBACK, status=status), make_comment("a", "p", 1))
    assert discussion.pings == ()
    assert discussion.threads[0].parent is None
    assert len(discussion.problems) == 1


def test_replies_below_the_maximum_depth_stay_there_and_keep_their_parent() -> None:
    chain = [make_comment(str(n), str(n - 1) if n > 1 else None, n) for n in range(1, 8)]
    discussion = build(*chain, max_depth=3)
    assert outline(discussion.threads) == [
        (1, "1"),
        (2, "2"),
        (3, "3"),
        (3, "4"),
        (3, "5"),
        (3, "6"),
        (3, "7"),
    ]
    deepest = list(walk(discussion.threads))[-1]
    assert deepest.parent is not None
    assert deepest.parent.id == "6"


def test_removed_comment_stays_while_a_live_reply_hangs_below_and_is_not_counted() -> None:
    gone = make_comment("a", status=Status.REMOVED)
    between = make_comment("b", "a", 1, status=Status.REMOVED)
    assert outline(build(gone, between, make_comment("c", "b", 2)).threads) == [(1, "a"), (2, "b"), (3, "c")]
    assert build(gone, between, make_comment("c", "b", 2)).count == 1
    assert build(gone, between).threads == ()


def test_lost_comment_is_shown_and_counted_but_not_in_the_feed() -> None:
    discussion = build(
        make_comment("a"), make_comment("b", status=Status.LOST, minute=None, author="", body=Markup())
    )
    assert outline(discussion.threads) == [(1, "b"), (1, "a")]
    assert discussion.count == 2
    assert [comment.id for comment, _ in discussion.comments] == ["a"]


def test_draft_is_as_if_it_were_not_there() -> None:
    discussion = build(make_comment("a", status=Status.DRAFT), make_comment("b", "a", 1))
    assert outline(discussion.threads) == [(1, "b")]
    assert len(discussion.problems) == 1


def test_pings_are_listed_apart_and_not_counted() -> None:
    ping = make_comment("p", type=CommentType.PINGBACK)
    discussion = build(ping, make_comment("a"), make_comment("b", "p", 1))
    assert discussion.pings == (ping,)
    assert discussion.count == 2
    assert outline(discussion.threads) == [(1, "a"), (1, "b")]
    assert discussion.threads[1].parent == ping


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


@given(COMMENTS, st.integers(1, 6))
def test_every_comment_appears_and_counts_exactly_once_or_is_a_pruned_tombstone(
    comments: list[Comment], max_depth: int
) -> None:
    discussion = build(*comments, max_depth=max_depth)
    threads = list(walk(discussion.threads))
    shown = [thread.comment.path for thread in threads]
    assert len(set(shown)) == len(shown)
    assert len({thread.comment.id for thread in threads}) == len(threads)
    alive = {comment.path for comment in comments if comment.status is not Status.REMOVED}
    assert alive <= set(shown)
    assert discussion.count == len(alive)
    assert all(thread.depth == 1 for thread in discussion.threads)
    for thread in threads:
        assert thread.comment.status is not Status.REMOVED or thread_has_live_reply(thread, threads)
        assert thread.depth <= max_depth
        assert all(reply.depth == thread.depth + 1 for reply in thread.replies)


def thread_has_live_reply(tombstone: Thread, threads: Sequence[Thread]) -> bool:
    """Whether some live comment answers it, through any number of replies."""
    parents = {thread.comment.id: thread.parent and thread.parent.id for thread in threads}
    for thread in threads:
        here = thread.parent and thread.parent.id
        while thread.comment.status is not Status.REMOVED and here is not None:
            if here == tombstone.comment.id:
                return True
            here = parents[here]
    return False


@given(COMMENTS, st.randoms(use_true_random=False))
def test_discussion_does_not_depend_on_the_order_of_the_files(
    comments: list[Comment], order: random.Random
) -> None:
    shuffled = list(comments)
    order.shuffle(shuffled)
    assert build(*shuffled) == build(*comments)


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
    assert len(discussion.problems) == 1
    assert discussion.threads[0].comment.id == "0"
