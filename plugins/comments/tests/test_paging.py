"""Large discussions on several pages: none too long, threads together, nothing lost, old pages left alone."""

from collections.abc import Sequence
from itertools import accumulate, chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from pelican.plugins.comments.index import list_by_page, list_index_pages, sort_key
from pelican.plugins.comments.models import Comment, CommentType, Discussion, Status, Thread
from pelican.plugins.comments.paging import MOST_BYTES, PageSize, build_page_path, divide_threads
from pelican.plugins.comments.threads import build_discussion

from .test_threads import make_comment, walk

PAGE_SIZE = PageSize(comments=10, markup=100)
ARTICLE = 50_000
"""What the first page keeps free."""

Threads = list[list[int]]

threads = st.lists(st.lists(st.integers(1, 90_000), min_size=1, max_size=25), max_size=30)


@pytest.mark.parametrize(
    ("sizes", "pings", "pages"),
    [
        ([], 0, [0]),
        ([10], 0, [10]),
        ([4, 4, 4], 0, [8, 4]),
        ([9, 2, 9, 1], 0, [9, 2, 10]),
        ([11], 0, [10, 1]),
        ([3, 12, 3], 0, [10, 8]),
        ([3, 25], 0, [10, 10, 8]),
        ([5, 6, 5, 5], 0, [5, 6, 10]),
        ([1], 25, [1, 0, 0]),
    ],
)
def test_threads_stay_together_where_they_fit_and_larger_ones_go_on(
    sizes: list[int], pings: int, pages: list[int]
) -> None:
    assert divide_threads([[1] * size for size in sizes], pings, PAGE_SIZE) == pages


def test_pages_of_long_comments_have_fewer_and_pings_weigh_too() -> None:
    assert divide_threads([[MOST_BYTES // 4]] * 7, 0, PAGE_SIZE) == [3, 4]
    assert divide_threads([[MOST_BYTES * 2]] * 3, 0, PAGE_SIZE) == [1, 1, 1]
    room = MOST_BYTES - ARTICLE
    assert divide_threads([[room - 301], [1]], 1, PAGE_SIZE) == [2]
    assert divide_threads([[room - 300], [1]], 1, PAGE_SIZE) == [1, 1]
    assert divide_threads([[room], [MOST_BYTES - 300], [1]], 11, PAGE_SIZE) == [1, 1, 1]


@given(threads)
def test_no_page_is_too_long_and_no_thread_torn_that_fits_on_one(sizes: Threads) -> None:
    pages = divide_threads(sizes, 0, PAGE_SIZE)
    weights = [*chain.from_iterable(sizes)]
    assert sum(pages) == len(weights)
    ends = [*accumulate(pages)]
    for number, (size, end) in enumerate(zip(pages, ends, strict=True)):
        room = MOST_BYTES - (0 if number else ARTICLE)
        assert size <= 1 or (size <= PAGE_SIZE.comments and sum(weights[end - size : end]) <= room)
    torn = set(ends) - {*accumulate(map(len, sizes)), 0}
    for thread, end in zip(sizes, accumulate(map(len, sizes)), strict=True):
        if torn & set(range(end - len(thread) + 1, end)):
            assert len(thread) > PAGE_SIZE.comments or sum(thread) > MOST_BYTES - ARTICLE


@given(threads, st.integers(1, 90_000))
def test_new_thread_changes_the_last_page_alone(sizes: Threads, weight: int) -> None:
    before = divide_threads(sizes, 0, PAGE_SIZE)
    assert divide_threads([*sizes, [weight]], 0, PAGE_SIZE)[: len(before) - 1] == before[:-1]


@given(threads.filter(bool), st.data())
def test_reply_changes_its_page_and_later_ones(sizes: Threads, data: st.DataObject) -> None:
    grown = data.draw(st.integers(0, len(sizes) - 1))
    larger = [[*thread, 1] if rank == grown else thread for rank, thread in enumerate(sizes)]
    before, after = divide_threads(sizes, 0, PAGE_SIZE), divide_threads(larger, 0, PAGE_SIZE)
    first = sum(map(len, sizes[:grown]))
    untouched = sum(end <= first for end in accumulate(before[:-1]))
    assert after[: max(untouched - 1, 0)] == before[: max(untouched - 1, 0)]


@pytest.mark.parametrize(
    ("paths", "second"),
    [
        (["tango.html", "tango.php", "tango/index.html", "tango/index.php", "tango"], "tango/comments-2/"),
        (["2015/tango/"], "2015/tango/comments-2/"),
        (["v1.0/"], "v1.0/comments-2/"),
        (["an-index.html"], "an-index/comments-2/"),
        (["index.html", ""], "comments-2/"),
        (["https://example.org/"], "https://example.org/comments-2/"),
    ],
)
def test_further_pages_are_below_the_article(paths: list[str], second: str) -> None:
    assert [build_page_path(path, 1) for path in paths] == paths
    assert {build_page_path(path, 2) for path in paths} == {second}


def build(*comments: Comment, per_page: int = 10) -> Discussion:
    return build_discussion(
        comments, max_depth=3, page_size=PageSize(comments=per_page, markup=100), url="2015/tango/"
    )


def list_pages(discussion: Discussion) -> list[Discussion]:
    return [discussion, *discussion.further]


def list_ids(trees: Sequence[Thread]) -> str:
    return " ".join(thread.comment.id for thread in walk(trees))


def test_few_comments_have_pages_too_where_they_are_long() -> None:
    comments = [make_comment(str(number), body=Markup("a") * (MOST_BYTES // 8)) for number in range(10)]
    assert [list_ids(page.threads) for page in list_pages(build(*comments))] == [
        "0 1 2",
        "3 4 5",
        "6 7 8",
        "9",
    ]


@pytest.mark.parametrize("sign", ["a", "'", "&amp;", "&lt;", "é", "ع", "😀", "\n"])
def test_comment_is_weighed_as_it_is_shown_and_as_machines_read_it(sign: str) -> None:
    body = Markup(sign) * 10_000  # noqa: S704  # ours
    shown = len(body.encode()) + len(htmlsafe_json_dumps(body.unescape()))
    assert shown <= PAGE_SIZE.weigh(make_comment("1", body=body)) <= shown * 1.4


def test_discussion_that_fits_is_on_one_page() -> None:
    discussion = build(*(make_comment(str(number)) for number in range(10)))
    assert (discussion.further, discussion.addresses, discussion.numbers) == ((), ("2015/tango/",), {})
    assert discussion.shown == discussion.comments
    assert list_ids(discussion.threads) == "0 1 2 3 4 5 6 7 8 9"


def test_each_page_has_its_own_threads_and_knows_where_the_others_are() -> None:
    comments = [
        make_comment(str(number), str(number - 1) if number % 2 else None, number) for number in range(22)
    ]
    first, second, third = list_pages(build(*comments))
    assert {(page.began, page.goes_on) for page in (first, second, third)} == {(None, None)}
    shown = [list_ids(page.threads) for page in (first, second, third)]
    assert shown == ["0 1 2 3 4 5 6 7 8 9", "10 11 12 13 14 15 16 17 18 19", "20 21"]
    assert [page.number for page in (first, second, third)] == [1, 2, 3]
    assert second.addresses == ("2015/tango/", "2015/tango/comments-2/", "2015/tango/comments-3/")
    assert second.address == "2015/tango/comments-2/"
    assert (first.count, second.count) == (22, 22)
    assert [comment.id for comment, _ in third.shown] == ["20", "21"]
    assert len(third.comments) == 22
    assert first.locate("3") == third.locate("3") == "2015/tango/#comment-3"
    assert first.locate("21") == "2015/tango/comments-3/#comment-21"


def test_large_thread_says_on_both_pages_that_it_goes_on() -> None:
    replies = [make_comment(f"b{number}", "a", number + 1) for number in range(14)]
    answer = make_comment("c", "b12", 30)
    first, second = list_pages(build(make_comment("a"), *replies, answer))
    assert (first.began, first.goes_on) == (None, "b9")
    assert (second.began, second.goes_on) == ("a", None)
    assert [thread.depth for thread in second.threads] == [2] * 5
    assert {thread.parent.id for thread in second.threads if thread.parent} == {"a"}
    assert list_ids(second.threads) == "b9 b10 b11 b12 c b13"


def test_mentions_are_shared_out_in_order() -> None:
    pings = [make_comment(f"p{number}", None, number, type=CommentType.PINGBACK) for number in range(23)]
    pages = list_pages(build(make_comment("a"), *pings))
    assert [len(page.pings) for page in pages] == [10, 10, 3]
    assert pages[0].locate("p22") == "2015/tango/comments-3/#comment-p22"


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from([*Status])), max_size=60), st.integers(1, 12))
def test_every_comment_is_on_one_page(replies: list[tuple[int, Status]], per_page: int) -> None:
    comments = [
        make_comment(str(number), str(parent) if parent < number else None, number, status=status)
        for number, (parent, status) in enumerate(replies)
    ]
    whole = build_discussion(comments, max_depth=3)
    pages = list_pages(build(*comments, per_page=per_page))
    shown = [list_ids(page.threads).split() for page in pages]
    assert [*chain.from_iterable(shown)] == list_ids(whole.threads).split()
    assert max(map(len, shown)) <= per_page
    assert {pair[0].id for page in pages for pair in page.shown} == {pair[0].id for pair in whole.comments}
    assert sum(len(page.shown) for page in pages) == len(whole.comments)
    for page, ids in zip(pages, shown, strict=True):
        assert all(page.find_page(comment_id) == page.number for comment_id in ids)


def test_ids_are_named_in_the_order_of_numbers_by_their_pages() -> None:
    names = ["gh-9", "gh-10", "7", "70", "8"]
    discussion = build(*(make_comment(name, None, minute) for minute, name in enumerate(names)), per_page=2)
    assert list_by_page(discussion) == {2: ["7", "70"], 3: ["8"]}
    assert list_index_pages(discussion) == []
    assert sorted(["gh-10", "gh-9", "10", "9"], key=sort_key) == ["9", "10", "gh-9", "gh-10"]


def test_very_many_ids_are_named_on_pages_of_their_own() -> None:
    discussion = build(*(make_comment(str(number), None, number) for number in range(1, 1312)))
    assert list_by_page(discussion) == {}
    index_pages = list_index_pages(discussion)
    named = [(entry.name, entry.ids[0]) for entry in index_pages]
    assert named == [("numbers-1.html", "11"), ("numbers-2.html", "511"), ("numbers-3.html", "1011")]
    assert index_pages[-1].ids[-1] == "1311"
