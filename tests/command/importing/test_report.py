import json

import pytest
from pelican.plugins.comments.importing.notes import Note
from pelican_blog.importing.report import (
    Check,
    Report,
    format_json,
    format_markdown,
    hide_addresses,
    summarize,
)

EQUAL = Check(name="posts", equal=3, total=3, detail="2 published · 1 draft")
DIFFERENT = Check(name="text", equal=2, total=3, differences=("post 5, *Soupe*: carottes",))
NOTE = Note(kind="shortcode-unknown", item="post 5, Soupe", detail="[dewplayer]", count=2)


def report(*checks: Check, notes: tuple[Note, ...] = ()) -> Report:
    return Report(checks=checks, notes=notes, written=4, unchanged=1, is_done=True)


@pytest.mark.parametrize(
    ("made", "status"),
    [(report(EQUAL), 0), (report(EQUAL, notes=(NOTE,)), 3), (report(EQUAL, DIFFERENT, notes=(NOTE,)), 1)],
)
def test_status(made: Report, status: int) -> None:
    assert made.status == status
    assert json.loads(format_json(made))["status"] == status


def test_what_the_writer_reads() -> None:
    lines = "\n".join(summarize(report(EQUAL, DIFFERENT, notes=(NOTE,))))
    assert "posts        3 of 3   2 published · 1 draft" in lines
    assert "2 of 3   DIFFERS" in lines
    assert "post 5, *Soupe*: carottes" in lines
    assert "not as it was" in lines
    assert "4 written, 1 unchanged" in "\n".join(summarize(report(EQUAL)))


def test_markdown() -> None:
    text = format_markdown(report(EQUAL, DIFFERENT, notes=(NOTE,)))
    assert "| posts | 3 | 3 |" in text
    assert r"- text: post 5, \*Soupe\*: carottes" in text
    assert "## Shortcodes that nothing here knows (2)" in text
    assert r"- post 5, Soupe: \[dewplayer\] (2 times)" in text


@pytest.mark.parametrize(
    "address", ["paul@example.org", "paul (at) example.org", "paul%40example.org", "&#112;aul@example.org"]
)
def test_no_address_is_ever_shown(address: str) -> None:
    note = Note(kind="meta", item=f"by {address}", detail=address, remedy=address)
    check = Check(name="text", equal=0, total=1, differences=(f"lost {address}",))
    made = report(check, notes=(note,))
    for text in (
        "\n".join(summarize(made)),
        format_markdown(made),
        format_json(made),
        hide_addresses(address),
    ):
        assert "example.org" not in text or "(at)" in address
