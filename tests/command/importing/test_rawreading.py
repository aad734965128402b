import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pelican_blog.importing.rawreading import read_raw_items

from tests.command.importing.exports import build, comment, item

TRICKY = 'x <item> &amp; <![CDATA[in]]> </item> <wp:comment> a < b ]]> "q" &#8217; \u4e2d'


def test_fields() -> None:
    source = build(
        item(
            5,
            title="A &amp; B",
            content=TRICKY,
            comments=[comment(7, parent="6", content=TRICKY, approved="0")],
        ),
        item(6, status="draft", post_password="x"),  # noqa: S106  # of a fixture
    )
    first, second = read_raw_items([[source]])
    assert (first.id, first.type, first.status, first.title) == ("5", "post", "publish", "A &amp; B")
    assert first.text == TRICKY
    (reply,) = first.comments
    assert (reply.id, reply.parent, reply.approved, reply.text) == ("7", "6", "0", TRICKY)
    assert (second.status, second.password, second.comments) == ("draft", "x", ())


@given(st.integers(1, 400))
@settings(deadline=None, max_examples=40)
def test_any_cut_into_parts(size: int) -> None:
    source = build(item(5, content=TRICKY, comments=[comment(7)]), item(6), channel="<!-- <item> -->")
    parts = [source[start : start + size] for start in range(0, len(source), size)]
    assert [*read_raw_items([parts])] == [*read_raw_items([[source]])]


@pytest.mark.parametrize("text", ["a\x01b", "a\x0bb"])
def test_control_characters(text: str) -> None:
    (found,) = read_raw_items([[build(item(content=text))]])
    assert found.text == "ab"


def test_broken_file() -> None:
    source = build(item(5), item(6))
    assert [one.id for one in read_raw_items([[source[:-40] + "< & <"]])] == ["5"]
