"""Discussions hold for any input: nothing is lost, nothing recurses, the order of files does not matter.

And the links by which readers answer and report, and what of them comes back in a subject.
"""

import pickle
import random
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate, chain
from unittest.mock import Mock
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup
from pelican.plugins.comments.delayed import DelayedDiscussion, build_outline, empty_page
from pelican.plugins.comments.index import list_by_page, list_index_pages, sort_key
from pelican.plugins.comments.links import (
    MAX_LINK,
    build_reply_link,
    build_report_link,
    parse_reference,
)
from pelican.plugins.comments.models import Comment, CommentType, Discussion, State, Status, Thread
from pelican.plugins.comments.paging import MOST_BYTES, PageSize, build_page_path, divide_threads
from pelican.plugins.comments.posts import Post
from pelican.plugins.comments.settings import CommentsSettings
from pelican.plugins.comments.threads import build_discussion, has_live_reply, leads_to
from pelican.plugins.comments.translations import read_wording

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


def test_comments_are_in_order_of_time_and_of_ids_as_people_count() -> None:
    """Those without a date come first. The newest thread may, and its replies stay in order of time."""
    undated = [make_comment(name, minute=None) for name in ("10", "9")]
    same = [make_comment(name) for name in ("b2", "b10", "a", "01", "1")]
    comments = [*same, *undated, make_comment("0", minute=5), make_comment("c", "a", 2)]
    whole = build(*comments, make_comment("d", "a", 3))
    assert outline(whole) == "19 110 101 11 1a 2c 2d 1b2 1b10 10"
    newest = build(*comments, make_comment("d", "a", 3), order="newest")
    assert outline(newest) == "10 1b10 1b2 1a 2c 2d 11 101 110 19"
    assert newest.comments == whole.comments
    assert {comment.id: parent.id for comment, parent in whole.shown if parent} == {"c": "a", "d": "a"}


def test_reply_to_nothing_or_in_a_circle_starts_a_thread_and_is_reported() -> None:
    """Each circle is cut at its earliest comment."""
    discussion = build(make_comment("a"), make_comment("b", "gone", 1), make_comment("c", "c", 2))
    assert outline(discussion) == "1a 1b 1c"
    assert list_problems(discussion) == [("no-parent", "b.md"), ("circle", "c.md")]
    circle = [make_comment("x", "z", 5), make_comment("y", "x", 2), make_comment("z", "y", 9)]
    other = [make_comment("p", "q", 20), make_comment("q", "p", 21)]
    discussion = build(*circle, make_comment("in", "x", 1), *other)
    assert outline(discussion) == "1y 2z 3x 4in 1p 2q"
    assert list_problems(discussion) == [("circle", "y.md"), ("circle", "p.md")]


def test_later_comments_of_an_id_get_a_new_one_and_are_reported() -> None:
    first, *later = (replace(make_comment("a", minute=n), path=f"{n}.md") for n in range(4))
    discussion = build(*later, first, make_comment("a-2", minute=9))
    assert outline(discussion) == "1a 1a-3 1a-4 1a-5 1a-2"
    assert list_problems(discussion) == [("same-id", f"{number}.md") for number in (1, 2, 3)]


def test_removed_comment_stays_while_a_live_reply_hangs_below_and_is_not_counted() -> None:
    gone = [make_comment("a", status=Status.REMOVED), make_comment("b", "a", 1, status=Status.REMOVED)]
    discussion = build(*gone, make_comment("c", "b", 2))
    assert (outline(discussion), discussion.count) == ("1a 2b 3c", 1)
    assert [comment.id for comment, _ in discussion.comments] == ["c"]
    assert build(*gone) == Discussion()


def test_draft_and_ping_that_is_gone_are_as_if_they_were_not_there() -> None:
    for fields in ({"status": Status.DRAFT}, {"type": PING, "status": Status.REMOVED}):
        discussion = build(make_comment("a", **fields), make_comment("b", "a", 1))
        assert (outline(discussion), discussion.pings) == ("1b", ())
        assert list_problems(discussion) == [("no-parent", "b.md")]
    ping = make_comment("p", type=PING)  # while a live one is apart
    discussion = build(ping, make_comment("a"), make_comment("b", "p", 1))
    assert (outline(discussion), discussion.pings, discussion.count) == ("1a 1b", (ping,), 2)


def test_live_reply_and_way_up_are_found_through_tombstones_and_circles() -> None:
    names = [("b", "a"), ("c", "b"), ("a", "c")]
    gone = [make_comment(name, parent, status=Status.REMOVED) for name, parent in names]
    assert not has_live_reply("a", [*gone, make_comment("x"), make_comment("y", "x")])
    assert has_live_reply("a", [*gone, make_comment("x", "c")])
    comments = [make_comment(name, parent) for name, parent in ("ba", "cb", "xy", "yx")]
    found = [leads_to(start, "a", comments) for start in ("a", "b", "c", "x", "none", None)]
    assert found == [True, True, True, False, False, False]


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
def test_long_chain_of_comments_needs_no_recursion_and_a_circle_is_cut_once(max_depth: int) -> None:
    chained = [make_comment(str(n), str(n - 1) if n else None, n) for n in range(LONG)]
    random.Random(1).shuffle(chained)
    discussion = build(*chained, max_depth=max_depth)
    assert discussion.count == sum(1 for _ in walk(discussion.threads)) == LONG
    assert max(thread.depth for thread in walk(discussion.threads)) == max_depth
    circle = build(*(make_comment(str(n), str((n - 1) % LONG), n) for n in range(LONG)))
    assert list_problems(circle) == [("circle", "0.md")]


# Pages

PAGE_SIZE = PageSize(comments=10, markup=100)
ARTICLE = 50_000
"""What the first page keeps free."""

Threads = list[list[int]]

sizes_of_threads = st.lists(st.lists(st.integers(1, 90_000), min_size=1, max_size=25), max_size=30)


@given(sizes_of_threads)
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


@given(sizes_of_threads.filter(bool), st.data())
def test_reply_changes_its_page_and_later_ones_and_a_new_thread_the_last_alone(
    sizes: Threads, data: st.DataObject
) -> None:
    grown = data.draw(st.integers(0, len(sizes) - 1))
    larger = [[*thread, 1] if rank == grown else thread for rank, thread in enumerate(sizes)]
    before, after = divide_threads(sizes, 0, PAGE_SIZE), divide_threads(larger, 0, PAGE_SIZE)
    first = sum(map(len, sizes[:grown]))
    untouched = sum(end <= first for end in accumulate(before[:-1]))
    assert after[: max(untouched - 1, 0)] == before[: max(untouched - 1, 0)]
    assert divide_threads([*sizes, [1]], 0, PAGE_SIZE)[: len(before) - 1] == before[:-1]


def test_further_pages_are_below_the_article() -> None:
    for path, second in (
        *((path, "tango/comments-2/") for path in ("tango.html", "tango.php", "tango/index.html", "tango")),
        *(("v1.0/", "v1.0/comments-2/"), ("an-index.html", "an-index/comments-2/")),
        *(("index.html", "comments-2/"), ("", "comments-2/")),
    ):
        assert (build_page_path(path, 1), build_page_path(path, 2)) == (path, second)


def build_pages(*comments: Comment, per_page: int = 10) -> list[Discussion]:
    page_size = PageSize(comments=per_page, markup=100)
    first = build_discussion(comments, max_depth=3, page_size=page_size, url="tango/")
    return [first, *first.further]


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from([*Status])), max_size=60), st.integers(1, 12))
def test_every_comment_is_on_one_page(replies: list[tuple[int, Status]], per_page: int) -> None:
    comments = [
        make_comment(str(number), str(parent) if parent < number else None, number, status=status)
        for number, (parent, status) in enumerate(replies)
    ]
    whole = build_discussion(comments, max_depth=3)
    pages = build_pages(*comments, per_page=per_page)
    assert " ".join(filter(None, map(outline, pages))) == outline(whole)
    shown = [[thread.comment.id for thread in walk(page.threads)] for page in pages]
    assert max(map(len, shown)) <= per_page
    assert {pair[0].id for page in pages for pair in page.shown} == {pair[0].id for pair in whole.comments}
    assert sum(len(page.shown) for page in pages) == len(whole.comments)
    for page, ids in zip(pages, shown, strict=True):
        assert all(page.find_page(comment_id) == page.number for comment_id in ids)


def test_ids_are_named_in_the_order_of_numbers_by_their_pages() -> None:
    names = ["gh-9", "gh-10", "7", "70", "8"]
    comments = [make_comment(name, None, minute) for minute, name in enumerate(names)]
    first, *_ = build_pages(*comments, per_page=2)
    assert list_by_page(first) == {2: ["7", "70"], 3: ["8"]}
    assert sorted(["gh-10", "gh-9", "10", "9"], key=sort_key) == ["9", "10", "gh-9", "gh-10"]
    first, *_ = build_pages(*(make_comment(str(number), None, number) for number in range(1, 1312)))
    assert list_by_page(first) == {}  # very many are named on pages of their own
    named = [(page.name, page.ids[0], page.ids[-1]) for page in list_index_pages(first)]
    assert named[1:] == [("numbers-2.html", "511", "1010"), ("numbers-3.html", "1011", "1311")]


# Links

FRENCH, ENGLISH = read_wording("fr"), read_wording("en")
EMAIL = "blog@example.org"
SITE = "https://example.org"


def make_post(slug: str = "article", title: str = "Un article") -> Post:
    return Post(slug=slug, title=title, url=f"{slug}/", lang="fr", state=State.OPEN)


def read_link(link: str | None) -> dict[str, str]:
    """The parts of a mailto: link as a mail program reads them, which does not take + for a space."""
    assert link is not None
    assert link.isascii()
    assert not {"+", " ", "<", '"', "\n"} & set(link)
    parts = urlsplit(link)
    assert (parts.scheme, parts.fragment) == ("mailto", "")
    fields = dict(pair.split("=") for pair in parts.query.split("&"))
    return {
        "to": unquote(parts.path),
        **{key: unquote(value, errors="strict") for key, value in fields.items()},
    }


def report(settings: CommentsSettings) -> str | None:
    return build_report_link(settings, make_post("l’été"), "gh-57", SITE, FRENCH)


def test_reply_begins_an_email_that_names_the_comment_and_asks_for_a_name() -> None:
    assert read_link(build_reply_link(EMAIL, make_post(), "gh-57", FRENCH)) == {
        "to": EMAIL,
        "subject": "Un article [article/gh-57]",
        "body": "Nom à afficher\u00a0: \r\n\r\n",
    }
    own = read_link(build_reply_link(EMAIL, make_post(), "", ENGLISH))  # a comment of its own
    assert (own["subject"], own["body"]) == ("Un article [article]", "Name to show: \r\n\r\n")
    cut = read_link(build_reply_link(EMAIL, make_post(title="é" * 2000), "1", FRENCH))["subject"]
    assert cut.startswith("é" * 240)
    assert cut.endswith("é… [article/1]")
    for email in ("a+b&c=d?e#f%g@example.org", "b@exämple.org"):
        assert read_link(build_reply_link(email, make_post(), "1", FRENCH))["to"] == email


HOSTILE = [
    *("a&subject=b", "a?body=b", "a#b", "100% %41", "1 + 1", "l’été", "🍜 日本語", "[autre/1]", "]x["),
    *("a\r\nBcc: b", "\"<b>'", "e\u0301"),
]
SLUGS = st.sampled_from([*HOSTILE, "s" * 255, "é" * 127, "🍜" * 63]) | st.text(min_size=1, max_size=60)
TITLES = st.sampled_from([*HOSTILE, "", "x" * 5000]) | st.text()


@given(slug=SLUGS, title=TITLES, parent=st.from_regex(r"[a-z0-9-]{0,64}", fullmatch=True))
@example(slug="🍜" * 63, title="🍜" * 5000, parent="a" * 64)
def test_any_slug_survives_the_way_to_the_subject_and_back(slug: str, title: str, parent: str) -> None:
    link = build_reply_link(EMAIL, make_post(slug, title), parent, FRENCH)
    fields = read_link(link)
    assert len(link) <= MAX_LINK
    assert set(fields) == {"to", "subject", "body"}
    assert not {"\r", "\n"} & set(fields["subject"])
    assert parse_reference(fields["subject"]) == (slug, parent)


@pytest.mark.parametrize(("subject", "reference"), [
    # the last thing in brackets, unless an earlier one is known
    ("[article/]", ("article", "")),
    ("[l%27%C3%A9t%C3%A9/1]", ("l'été", "1")), ("[autre/1][autre/2]", ("autre", "2")),
    ("[..%2F..%2Fx/1]", ("../../x", "1")),
    *((text, None) for text in ("[../../x/1]", "[a b]", "[]", "[/1]", "]article[", "")),
    *((subject, ("article", "1")) for subject in (
        "[EXTERNE] Re: Un article [article/1] [liste]", "{Spam?} Un article [article/1] (was: [autre/2])",
        "Un article [ article / 1 ]", "Un article [arti cle/1]", "Un article ［article／1］",
        "Un%20article%20%5Barticle%2F1%5D", "[[article/1]]", "[Liste] [article/1][article/x/y]")),
    ("[clos/1] Un titre [article/2]", ("article", "2")), ("[Liste du blog] Bonjour", None),
])  # fmt: skip
def test_reference_is_found_in_a_subject(subject: str, reference: tuple[str, str] | None) -> None:
    assert parse_reference(subject, {"article", "clos"}.__contains__) == reference


def test_report_goes_by_email_or_else_to_github_with_the_address_of_the_comment() -> None:
    fields = read_link(report(CommentsSettings(email=EMAIL, repository="owner/blog")))
    assert (fields["to"], fields["subject"]) == (EMAIL, "Signaler un commentaire")
    assert fields["body"].split() == [f"{SITE}/l’été/#comment-gh-57"]
    for wording in (FRENCH, ENGLISH):  # not taken for an answer
        link = build_report_link(CommentsSettings(email=EMAIL), make_post(), "1", SITE, wording)
        assert parse_reference(read_link(link)["subject"]) is None
    parts = urlsplit(str(report(CommentsSettings(repository="owner/blog"))))
    assert parts._replace(query="").geturl() == "https://github.com/owner/blog/issues/new"
    query = parse_qs(parts.query, strict_parsing=True)
    assert (query["title"], query["body"]) == ([fields["subject"]], [fields["body"]])
    # the privacy page says how to report, and would lead in a circle
    assert report(CommentsSettings(privacy_page="vie-privee/")) is None


def test_delayed_discussion_is_loaded_for_its_comments_alone() -> None:
    comments = [make_comment(str(number)) for number in range(5)]
    whole = build_discussion(comments, max_depth=5, page_size=PageSize(comments=2, markup=0), url="a")
    load = Mock(return_value=whole)
    delayed = DelayedDiscussion("key", build_outline(whole), load)
    assert [page.number for page in delayed.further] == [2, 3]
    assert delayed.locate("4") == whole.locate("4")
    assert delayed.newest == START
    empty = empty_page(delayed.further[0])
    asked = ("number", "count", "has_threads", "has_comments", "newest", "newest_shown", "numbers", "address")
    assert [getattr(empty, name) for name in asked] == [
        getattr(replace(whole.further[0], shown=(), threads=()), name) for name in asked
    ]
    assert not load.called
    assert empty == empty_page(whole.further[0])
    assert delayed == whole
    assert delayed.further == whole.further
    copies = [copy(delayed), replace(delayed), pickle.loads(pickle.dumps(delayed))]  # noqa: S301  # our own
    assert copies == [whole] * 3
    assert {type(copied) for copied in copies} == {Discussion}
    with pytest.raises(AttributeError):
        _ = delayed.unknown
