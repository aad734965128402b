"""The same comment sent again: one for ten minutes, another one later, whatever was decided meanwhile."""

import os
import re
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st
from pelican.plugins.comments.inbox.endpoint import receive_submission
from pelican.plugins.comments.inbox.pages import sweep_leftovers
from pelican.plugins.comments.intake import Reason, Rejection, Submission, normalize_message
from pelican.plugins.comments.keeping import Kept
from pelican.plugins.comments.markup import clean_name
from pelican.plugins.comments.moderation.actions import approve, reject, remove
from pelican.plugins.comments.moderation.filing import FiledComment, Place, list_waiting
from pelican.plugins.comments.repetition import make_id, mark_decided
from pelican.plugins.comments.site import Site

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)  # when a period begins


def submit(**fields: str) -> Submission:
    return Submission(**{"post": "article", "name": "Anaïs", "message": "Merci !", **fields})


def send_at(site: Site, now: datetime, **fields: str) -> Kept:
    kept = receive_submission(submit(**fields), site, now)
    assert isinstance(kept, Kept)
    return kept


def send(site: Site, seconds: float, **fields: str) -> Kept:
    return send_at(site, START + timedelta(seconds=seconds), **fields)


def drop(site: Site, kept: Kept, seconds: float) -> None:
    """Drop what waits, at some moment."""
    (filed,) = [filed for filed in list_waiting(site) if filed.path == kept.path]
    mark_decided(filed.path, filed.post, filed.id, site, START + timedelta(seconds=seconds))
    filed.path.unlink()


def test_same_comment_within_ten_minutes_is_one_and_later_another(blog: Site) -> None:
    for first, later in product((0, 1, 599.9), (0.2, 299, 599.5, 600)):
        kept = send(blog, first)
        assert send(blog, first + later) == Kept(path=kept.path, is_new=False)
        kept.path.unlink()
    for first, later in product((0, 599.9), (602, 86400 * 3650)):
        kept, again = send(blog, first), send(blog, first + later)
        assert again.is_new
        kept.path.unlink()
        again.path.unlink()
    news = [send(blog, seconds).is_new for seconds in range(0, 3600, 60)]  # which retries do not prolong
    assert [number for number, is_new in enumerate(news) if is_new] == [0, 11, 22, 33, 44, 55]
    kept = send(blog, 7200)
    kept.path.write_text("date: hier\n\nMerci !\n")  # edited badly: it still counts
    assert not send(blog, 7201).is_new


def test_another_comment_is_another_at_once(bilingual: Site) -> None:
    fields = [{}, {"name": "Paul"}, {"message": "Merci."}, {"parent": "1"}, {"post": "article/en"}]
    assert all(send(bilingual, 0, **changed).is_new for changed in fields)
    assert not any(send(bilingual, 600, **changed).is_new for changed in fields)


def test_approved_comment_is_thanked_for_and_not_written_again(blog: Site) -> None:
    kept = send(blog, 599)
    approve(*list_waiting(blog), blog)
    path = blog.comments / "article" / kept.path.name
    assert send(blog, 700) == Kept(path=path, is_new=False)
    assert list(list_waiting(blog)) == []
    assert send(blog, 1300).is_new
    remove(FiledComment(place=Place.PUBLISHED, post="article", id=path.stem, path=path), blog)
    assert receive_submission(submit(), blog, START + timedelta(seconds=1189)) == Rejection(Reason.REMOVED)


def test_dropped_comment_does_not_come_back_by_a_retry(blog: Site) -> None:
    kept = send(blog, 590)
    drop(blog, kept, 600)
    assert not any(send(blog, seconds).is_new for seconds in (601, 1190))
    assert send(blog, 1192).is_new  # now it is another
    late = send(blog, 1800, message="Tard")
    drop(blog, late, 2402)
    assert not late.path.with_name(f".{late.path.stem}.tmp").exists()


def test_sweeping_removes_only_what_a_killed_server_left(tmp_path: Path) -> None:
    inbox, elsewhere = tmp_path / "inbox", tmp_path / "elsewhere"
    (inbox / "a").mkdir(parents=True)
    elsewhere.mkdir()
    for path in (elsewhere / ".x.tmp", *(inbox / "a" / name for name in (".x.tmp", ".new.tmp", "w-1.md"))):
        path.write_text("author:")
        os.utime(path, (1, 1))
    (inbox / "a" / ".link.tmp").symlink_to(elsewhere / ".x.tmp")
    (inbox / "b").symlink_to(elsewhere)
    os.utime(inbox / "a" / ".new.tmp")
    sweep_leftovers(inbox)
    assert sorted(path.name for path in (inbox / "a").iterdir()) == [".link.tmp", ".new.tmp", "w-1.md"]
    assert (elsewhere / ".x.tmp").exists()


def test_rejecting_leaves_a_mark(blog: Site) -> None:
    """By the clock of the machine, since it is a moderator who decides."""
    now = datetime.now(UTC)
    send_at(blog, now)
    (filed,) = list_waiting(blog)
    reject(filed, blog)
    again = send_at(blog, now + timedelta(seconds=1))
    assert (again.path.name, again.is_new) == (f".{filed.id}.tmp", False)
    assert re.fullmatch(r"date: \S+\n\n", again.path.read_text())  # neither a name nor a word


@given(st.tuples(*[st.text()] * 4), st.tuples(*[st.text()] * 4))
@example(("a", "", 'b", "c', "d"), ("a", "", "b", 'c", "d'))
@example(("a", " b ", " c ", "d\r\ne"), ("a", "b", "c", "d\ne\n"))
def test_id_tells_apart_what_differs(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    kept, ids = set(), set()
    for post, parent, name, message in (one, other):
        kept.add((post, parent.strip(), clean_name(name), normalize_message(message)))
        ids.add(make_id(Submission(post=post, parent=parent, name=name, message=message), 1))
    assert len(ids) == len(kept)
