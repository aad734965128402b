"""Any text at all: nothing raises, and nothing that says draft is published."""

from datetime import UTC, datetime

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from pelican.plugins.frontmatter.extension import FrontmatterExtension
from pelican.plugins.frontmatter.fields import format_value, read_header
from pelican.plugins.frontmatter.reservations import Reservation, judge_reservation
from pelican.plugins.frontmatter.sources import read_words
from pelican.plugins.frontmatter.words import KEYS

NOW = datetime(2026, 11, 29, tzinfo=UTC)
SIGNS = st.text(alphabet="-+:.#'\"[]{}&*!|>%@`,~?<= \n\tadrftbuy01", max_size=200)
TEXTS = st.one_of(SIGNS, st.text(max_size=100))
MARKS = st.sampled_from(
    [
        ("---\n", "\n---\n"),
        ("---\n", "\n...\n"),
        ("+++\n", "\n+++\n"),
        ("", "\n\n"),
        ("\ufeff---\r\n", "\r\n---\r\n"),
    ]
)
VALUES = st.one_of(
    st.text(max_size=30), st.booleans(), st.integers(), st.dates(), st.none(), st.lists(st.text(max_size=9))
)


def judge(text: str, suffix: str = ".md") -> Reservation | None:
    return judge_reservation(read_words(text, suffix), f"a{suffix}", now=NOW)


@given(body=TEXTS, marks=MARKS, suffix=st.sampled_from([".md", ".rst", ".html"]))
def test_any_text_is_read(body: str, marks: tuple[str, str], suffix: str) -> None:
    text = f"{marks[0]}{body}{marks[1]}Text"
    found = judge(text, suffix)
    assert found is None or found.sentence
    markdown = Markdown(extensions=["meta", FrontmatterExtension()])
    markdown.convert(text)
    assert isinstance(markdown.Meta, dict)  # type: ignore[attr-defined]


@given(
    before=st.lists(
        st.sampled_from(["a: b", "title: A: b", "tags: [a", "x: @y", "- a", "  - a", "# c", "", "é : z"])
    ),
    after=TEXTS,
    word=st.sampled_from(
        ["draft: true", "Draft : TRUE", "DRAFT: yes # not yet", "published: false", "'draft': 'true'"]
    ),
)
def test_draft_between_marks_is_one_whatever_stands_around_it(
    before: list[str], after: str, word: str
) -> None:
    text = "\n".join(["---", "title: A", *before, word, "---", after])
    assert judge(text) is not None


@given(header=st.dictionaries(st.text(alphabet="abcdefgé_-", min_size=1, max_size=12), VALUES, max_size=6))
def test_header_that_yaml_writes_is_read_whole(header: dict[str, object]) -> None:
    text = f"---\n{yaml.safe_dump(header, allow_unicode=True, sort_keys=False)}---\nText"
    found = read_header(text)
    names = [field.key for field in found.fields] if found else []
    assert names == [key.lower() for key in header]
    for field in found.fields if found else ():
        written = header.get(field.key)
        if isinstance(written, str) and written.isprintable():
            assert format_value(field.value) == written.strip()


@given(key=st.sampled_from(sorted(KEYS)), value=VALUES)
def test_any_value_of_a_known_key_is_judged(key: str, value: object) -> None:
    found = judge_reservation({key: value}, "a.md", now=NOW)
    assert found is None or (found.key == key and found.sentence)


@given(key=st.text(alphabet="abdfrt", min_size=1, max_size=8), value=VALUES)
def test_own_key_is_never_a_reservation(key: str, value: object) -> None:
    if key not in KEYS:
        assert judge_reservation({key: value}, "a.md", now=NOW) is None


@pytest.mark.parametrize(
    "path",
    ["a.md", "drafts.md", "NBA drafts/a.md", "draft/a.md", "_draftsmen/a.md", "draft.md", "a/b.draft/c.md"],
)
def test_own_names_are_no_reservation(path: str) -> None:
    assert judge_reservation({}, path, now=NOW) is None


@pytest.mark.parametrize(
    "path",
    [
        "_drafts/a.md",
        "posts/drafts/a.md",
        "Brouillons/a.md",
        "a/_Drafts/b/c.md",
        "a.draft.md",
        "a\\_drafts\\b.md",
    ],
)
def test_places_of_drafts_are_reservations(path: str) -> None:
    assert judge_reservation({}, path, now=NOW) is not None


def test_a_date_is_read_in_the_zone_of_the_site() -> None:
    """Midnight in Paris is eleven in the evening in Greenwich."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    moment = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)
    header = {"publishDate": "2026-11-29 00:00"}
    assert judge_reservation(header, "a.md", now=moment) is not None
    assert judge_reservation(header, "a.md", now=moment.astimezone(ZoneInfo("Europe/Paris"))) is None


def test_plainest_reason_that_keeps_back_most_is_named() -> None:
    def judge_header(**header: object) -> tuple[str, str] | None:
        found = judge_reservation(header, "a.md", now=NOW)
        return (found.key, found.status) if found else None

    assert judge_header(unlisted="true", draft="true") == ("draft", "draft")
    assert judge_header(published="soon", draft="true") == ("draft", "draft")
    assert judge_header(unlisted="true", published="soon") == ("published", "draft")
    assert judge_header(draft="true", status="draft") == ("status", "draft")
    assert judge_header(status="hidden", draft="false") == ("status", "hidden")
    assert judge_header(draft="false", published="true") is None


def test_password_is_not_repeated() -> None:
    found = judge_reservation({"password": "tango"}, "a.md", now=NOW)
    assert found is not None
    assert "tango" not in f"{found} {found.sentence}"
