"""The same comment sent again: for ten minutes one comment, later another, whatever was decided meanwhile."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pelican.plugins.comments.inbox.endpoint import receive_submission
from pelican.plugins.comments.inbox.pages import sweep_leftovers
from pelican.plugins.comments.intake import Reason, Rejection, Submission, normalize_message
from pelican.plugins.comments.keeping import Kept
from pelican.plugins.comments.markup import clean_name
from pelican.plugins.comments.moderation.actions import approve, reject, remove
from pelican.plugins.comments.moderation.filing import FiledComment, Place, list_waiting
from pelican.plugins.comments.repetition import identify, make_id, mark_decided
from pelican.plugins.comments.site import Site

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
"""When a period begins."""


def submit(**fields: str) -> Submission:
    return Submission(**{"post": "article", "name": "Anaïs", "message": "Merci !", **fields})


def send(site: Site, seconds: float, **fields: str) -> Kept:
    kept = receive_submission(submit(**fields), site, START + timedelta(seconds=seconds))
    assert isinstance(kept, Kept)
    return kept


def find_waiting(site: Site) -> list[FiledComment]:
    return list(list_waiting(site))


def decide(site: Site, kept: Kept, seconds: float, decision: str) -> None:
    """Decide on what waits, at some moment."""
    (filed,) = [filed for filed in list_waiting(site) if filed.path == kept.path]
    now = START + timedelta(seconds=seconds)
    if decision == "reject":
        mark_decided(filed.path, filed.post, filed.id, site, now)
        filed.path.unlink()
    else:
        approve(filed, site)


@pytest.mark.parametrize("first", [0, 1, 300, 599, 599.9])
@pytest.mark.parametrize("later", [0, 0.2, 1, 299, 599, 599.5, 600])
def test_same_comment_within_ten_minutes_is_one(blog: Site, first: float, later: float) -> None:
    kept = send(blog, first)
    again = send(blog, first + later)
    assert (again.path, again.is_new) == (kept.path, False)
    assert len(find_waiting(blog)) == 1


@pytest.mark.parametrize("first", [0, 1, 300, 599, 599.9])
@pytest.mark.parametrize("later", [602, 900, 1200, 86400 * 7, 86400 * 3650])
def test_same_comment_later_is_another(blog: Site, first: float, later: float) -> None:
    kept = send(blog, first)
    again = send(blog, first + later)
    assert again.is_new
    assert again.path != kept.path
    assert not send(blog, first + later + 1).is_new
    assert len(find_waiting(blog)) == 2


def test_retries_do_not_prolong_the_ten_minutes(blog: Site) -> None:
    news = [send(blog, seconds).is_new for seconds in range(0, 3600, 60)]
    assert [number for number, is_new in enumerate(news) if is_new] == [0, 11, 22, 33, 44, 55]


@pytest.mark.parametrize("fields", [{"name": "Paul"}, {"message": "Merci."}, {"parent": "1"}])
def test_another_comment_is_another_at_once(blog: Site, fields: dict[str, str]) -> None:
    send(blog, 0)
    assert send(blog, 0, **fields).is_new


def test_approved_comment_is_thanked_for_and_not_written_again(blog: Site) -> None:
    kept = send(blog, 599)
    decide(blog, kept, 600, "approve")
    again = send(blog, 700)
    assert not again.is_new
    assert again.path == blog.comments / "article" / kept.path.name
    assert find_waiting(blog) == []
    assert send(blog, 1300).is_new


def test_rejected_comment_does_not_come_back_by_a_retry(blog: Site) -> None:
    kept = send(blog, 590)
    decide(blog, kept, 600, "reject")
    for seconds in (601, 1190):
        assert not send(blog, seconds).is_new
    assert find_waiting(blog) == []
    assert send(blog, 1192).is_new  # now it is another


def test_what_is_dropped_later_leaves_nothing(blog: Site) -> None:
    kept = send(blog, 0)
    decide(blog, kept, 602, "reject")
    assert list(kept.path.parent.iterdir()) == []


def test_rejecting_leaves_a_mark(blog: Site) -> None:
    """By the clock of the machine, since it is a moderator who decides."""
    now = datetime.now(UTC)
    assert isinstance(receive_submission(submit(), blog, now), Kept)
    (filed,) = find_waiting(blog)
    reject(filed, blog)
    again = receive_submission(submit(), blog, now + timedelta(seconds=1))
    assert isinstance(again, Kept)
    assert not again.is_new
    assert (again.path.name, again.path.read_text()) == (
        f".{filed.id}.tmp",
        f"date: {now.astimezone(blog.timezone).replace(microsecond=0).isoformat()}\n\n",
    )
    assert find_waiting(blog) == []


def test_comment_from_a_translation_is_one_as_well(bilingual: Site) -> None:
    kept = send(bilingual, 0, post="article/en")
    again = send(bilingual, 1, post="article/en")
    assert (again.path, again.is_new) == (kept.path, False)
    assert send(bilingual, 601, post="article/en").is_new


def test_marks_are_swept(blog: Site) -> None:
    kept = send(blog, 0)
    decide(blog, kept, 1, "reject")
    (mark,) = kept.path.parent.iterdir()
    os.utime(mark, (1, 1))
    sweep_leftovers(blog.inbox)
    assert not mark.exists()


def test_full_disk_does_not_keep_a_comment_from_being_dropped(
    blog: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    kept = send(blog, 0)
    monkeypatch.setattr("pelican.plugins.comments.repetition.create_file", refuse)
    decide(blog, kept, 1, "reject")
    assert find_waiting(blog) == []


def test_comment_that_was_removed_is_refused(blog: Site) -> None:
    kept = send(blog, 0)
    decide(blog, kept, 1, "approve")
    path = blog.comments / "article" / kept.path.name
    remove(FiledComment(place=Place.PUBLISHED, post="article", id=path.stem, path=path), blog)
    assert receive_submission(submit(), blog, START + timedelta(seconds=590)) == Rejection(Reason.REMOVED)


@pytest.mark.parametrize("text", ["", "author: Anaïs\n\nMerci !\n", "date: hier\n\nMerci !\n", "\0\n", "x"])
def test_file_whose_date_cannot_be_read_is_the_comment(blog: Site, text: str) -> None:
    kept = send(blog, 0)
    kept.path.write_text(text)
    again = send(blog, 1)
    assert (again.path, again.is_new) == (kept.path, False)
    assert kept.path.read_text() == text


def test_date_in_the_file_decides(blog: Site) -> None:
    kept = send(blog, 0)
    kept.path.write_text(kept.path.read_text().replace("2026-03-01", "2026-02-22"))
    again = send(blog, 1)
    assert again.is_new
    assert again.path != kept.path
    assert not send(blog, 2).is_new


def test_comment_whose_parent_went_meanwhile_is_thanked_for_again(blog: Site) -> None:
    send(blog, 0, parent="1")
    (blog.comments / "article" / "1.md").unlink()
    assert not send(blog, 1, parent="1").is_new
    late = receive_submission(submit(parent="1"), blog, START + timedelta(hours=1))
    assert late == Rejection(Reason.UNKNOWN_PARENT)


@pytest.mark.parametrize("post", ["nowhere", "..", "", "/etc", "a/b", "\0", "a" * 500])
def test_unknown_article_is_not_looked_for(blog: Site, post: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Path:
        raise AssertionError

    monkeypatch.setattr("pelican.plugins.comments.repetition.find_kept", fail)
    assert identify(submit(post=post), blog, START).kept is None
    assert receive_submission(submit(post=post), blog, START) == Rejection(Reason.UNKNOWN_POST)


@given(st.tuples(*[st.text()] * 4), st.tuples(*[st.text()] * 4))
@example(("a", "b", "c", "d"), ("a", "bc", "", "d"))
@example(("a", "", 'b", "c', "d"), ("a", "", "b", 'c", "d'))
def test_id_tells_apart_what_differs(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    def normalize(parts: tuple[str, ...]) -> tuple[str, ...]:
        slug, parent, name, message = parts
        cleaned = clean_name(name), normalize_message(message)
        return slug, parent.strip(), *cleaned

    ids = [
        make_id(Submission(post=slug, parent=parent, name=name, message=message), 1)
        for slug, parent, name, message in (one, other)
    ]
    assert (ids[0] == ids[1]) is (normalize(one) == normalize(other))


def test_id_tells_apart_when() -> None:
    ids = {make_id(submit(), period, number) for period in (1, 2, 12) for number in (0, 1, 2)}
    assert len(ids) == 9
