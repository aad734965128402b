"""Any text at all: nothing raises, and nothing that says draft is published."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

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
MARKS = [("---\n", "\n---\n"), ("---\n", "\n...\n"), ("+++\n", "\n+++\n"), ("", "\n\n")]
LINES = ["a: b", "title: A: b", "tags: [a", "x: @y", "- a", "  - a", "# c", "", "é : z"]
DRAFTS = ["draft: true", "Draft : TRUE", "DRAFT: yes # not yet", "published: false", "'draft': 'true'"]
VALUES = st.one_of(
    st.text(max_size=30), st.booleans(), st.integers(), st.dates(), st.none(), st.lists(st.text(max_size=9))
)


def judge(header: dict[str, object], path: str = "a.md", now: datetime = NOW) -> Reservation | None:
    return judge_reservation(header, path, now=now)


@given(body=TEXTS, marks=st.sampled_from(MARKS), suffix=st.sampled_from([".md", ".rst", ".html"]))
def test_any_text_is_read(body: str, marks: tuple[str, str], suffix: str) -> None:
    text = f"{marks[0]}{body}{marks[1]}Text"
    found = judge(read_words(text, suffix))
    assert found is None or found.sentence
    markdown = Markdown(extensions=["meta", FrontmatterExtension()])
    markdown.convert(text)
    assert isinstance(markdown.Meta, dict)  # type: ignore[attr-defined]


@given(before=st.lists(st.sampled_from(LINES)), after=TEXTS, word=st.sampled_from(DRAFTS))
def test_draft_between_marks_is_one_whatever_surrounds_it(before: list[str], after: str, word: str) -> None:
    text = "\n".join(["---", "title: A", *before, word, "---", after])
    assert judge(read_words(text, ".md")) is not None


@given(header=st.dictionaries(st.text(alphabet="abcdefgé_-", min_size=1, max_size=12), VALUES, max_size=6))
def test_header_that_yaml_writes_is_read_whole(header: dict[str, object]) -> None:
    found = read_header(f"---\n{yaml.safe_dump(header, allow_unicode=True, sort_keys=False)}---\nText")
    fields = found.fields if found else ()
    assert [field.key for field in fields] == [key.lower() for key in header]
    for field in fields:
        written = header.get(field.key)
        if isinstance(written, str) and written.isprintable():
            assert format_value(field.value) == written.strip()


@given(key=st.one_of(st.sampled_from(sorted(KEYS)), st.text(alphabet="abdfrt", min_size=1)), value=VALUES)
def test_any_value_of_a_known_key_is_judged_and_no_other(key: str, value: object) -> None:
    found = judge({key: value})
    assert found is None or (key in KEYS and found.key == key and found.sentence)


def test_places_of_drafts_are_reservations_and_no_others() -> None:
    kept = [
        "_drafts/a.md",
        "posts/drafts/a.md",
        "Brouillons/a.md",
        "a/_Drafts/b/c.md",
        "a.draft.md",
        "a\\_drafts\\b.md",
    ]
    own = [
        "a.md",
        "drafts.md",
        "NBA drafts/a.md",
        "draft/a.md",
        "_draftsmen/a.md",
        "draft.md",
        "a/b.draft/c.md",
    ]
    assert [path for path in [*kept, *own] if judge({}, path)] == kept
    found = judge({}, "_drafts/a.md")
    assert found is not None
    assert found.sentence == "kept back as a draft because of its folder _drafts."


def test_date_is_read_in_the_zone_of_the_site() -> None:
    """Midnight in Paris is eleven in the evening in Greenwich."""
    moment = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)
    header: dict[str, object] = {"publishDate": "2026-11-29 00:00"}
    assert judge(header, now=moment) is not None
    assert judge(header, now=moment.astimezone(ZoneInfo("Europe/Paris"))) is None
    noon = datetime(2026, 11, 29, 12, tzinfo=UTC)
    assert judge({"publishDate": "2026-11-29 12:00"}, now=noon) is None
    assert judge({"expiryDate": "2026-11-29T12:00:00Z"}, now=noon) is not None
    doubts = [judge({"expiryDate": value}) for value in ("yes", "one day", "2026-11-28T00:00:00+99:00")]
    assert [found and found.is_understood for found in doubts] == [True, False, False]


def test_the_most_restrictive_and_clearest_reason_is_named() -> None:
    def judge_header(**header: object) -> tuple[str, str] | None:
        found = judge(header)
        return (found.key, found.status) if found else None

    assert judge_header(unlisted="true", draft="true") == ("draft", "draft")
    assert judge_header(published="soon", draft="true") == ("draft", "draft")
    assert judge_header(unlisted="true", published="soon") == ("published", "draft")
    assert judge_header(draft="true", status="draft") == ("status", "draft")
    assert judge_header(status="hidden", draft="false") == ("status", "hidden")
    assert judge_header(draft="false", published="true") is None
    listed = {"build": {"list": "local"}}, {"build": {"list": "always", "render": "always"}}
    assert [judge_header(**one) for one in listed] == [("build.list", "hidden"), None]
    found = judge({"build": {"list": "local"}})
    assert found is not None
    assert found.sentence == "published, but in no list, because of `build.list: local`."


def test_password_is_not_repeated() -> None:
    found = judge({"password": "tango"})
    assert found is not None
    assert "tango" not in f"{found} {found.sentence}"
