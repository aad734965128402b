"""What a header says, as text: what YAML and TOML would make of a value does not count.

Of any text at all: nothing raises, and nothing that says draft is published.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from pelican.plugins.frontmatter.blocks import find_block, normalize
from pelican.plugins.frontmatter.errors import FrontmatterError
from pelican.plugins.frontmatter.extension import FrontmatterExtension
from pelican.plugins.frontmatter.fields import format_value, read_fields, read_header
from pelican.plugins.frontmatter.meta import build_meta
from pelican.plugins.frontmatter.reservations import Reservation, judge_reservation
from pelican.plugins.frontmatter.sources import read_source, read_words
from pelican.plugins.frontmatter.words import KEYS

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{key}: &{key} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, key in zip("abcdefgh", "bcdefghi", strict=True)
)
NOW = datetime(2026, 11, 29, tzinfo=UTC)


def read(source: str, mark: str = "---") -> dict[str, object]:
    header = read_header(normalize(f"{mark}\n{source}\n{mark}\nText"))
    assert header is not None
    return {key: value[0] if len(value) == 1 else value for key, value in build_meta(header.fields).items()}


def judge(header: dict[str, object], path: str = "a.md", now: datetime = NOW) -> Reservation | None:
    return judge_reservation(header, path, now=now)


def test_title_is_what_is_written() -> None:
    same = "no 2026-11-02 2026-11-02T10:30:00Z 08 1_000 0x1F 1.10 12:30:00 #fff = 👩‍🍳 {a} [Review]"
    for title in [*same.split(), "2026-11-02 10:30:00 +02:00", "Issue #12 is closed", "{a: b}"]:
        assert read(f"title: {title}") == {"title": title}
    others = {
        "~": "", "": "", '"A: b"': "A: b", "'it''s'": "it's", '"caf\\u00e9"': "café",
        "Words # a comment": "Words", ">\n  folded\n  on two lines": "folded on two lines",
        "|\n  one\n  two": "one two",
    }  # fmt: skip
    assert {source: read(f"title: {source}")["title"] for source in others} == others


def test_other_engines_keys_become_pelicans() -> None:
    table: dict[str, dict[str, object]] = {
        "tags: [a, b]": {"tags": ["a", "b"]}, "tags : a": {"tags": "a"}, "tags: []": {"tags": []},
        "Tags:\n- a\n- b, c": {"tags": ["a", "b, c"]}, "tags: {a: 1, b: 2}": {"tags": ["a", "b"]},
        "tags:\n  - 2026\n  - yes\n  - null": {"tags": ["2026", "yes", ""]},
        "category: [a, b]": {"categories": ["a", "b"], "category": "a"},
        "categories:": {"categories": "", "category": ""},
        "categories: [a, b]": {"categories": ["a", "b"], "category": "a"},
        "categories: [a]\ncategory: b": {"categories": ["a"], "category": "b"},
        "author: [J, N]": {"authors": ["J", "N"]}, "author: {name: Noor, url: x}": {"author": "Noor"},
        "authors: [Jeanne, {name: Noor, url: x}]": {"authors": ["Jeanne", "Noor"]},
        "authors: [J]\nauthor: [N, A]": {"authors": ["J"], "author": "N"},
        "image: {path: a, alt: A}": {"image": "a", "image_alt": "A"}, "image: {alt: A}": {"image": ""},
        "image: {src: a.jpg, alt: A}\nimage_alt: B": {"image": "a.jpg", "image_alt": "B"},
        "video: {url: x}": {"video": "{url: x}"}, "title: A\ntitle: B": {"title": "A"},
        "cover: {image: a.jpg, on: yes}": {"cover": {"image": "a.jpg", "on": "yes"}},
        "note: A\nnote: B": {"note": ["A", "B"]}, "1: a\ntrue: b": {"1": "a", "true": "b"},
        "a: &x {b: 1, e: 1}\nc:\n  <<: *x\n  e: 2": {"a": {"b": "1", "e": "1"}, "c": {"e": "2", "b": "1"}},
    }  # fmt: skip
    assert {source: read(source) for source in table} == table


def test_toml_is_text_too() -> None:
    source = """title = "A: b"
date = 2026-11-02T10:00:00Z
hour = 12:30:00
price = 1.10
draft = false

[taxonomies]
tags = ["a", "b, c"]
categories = ["d"]
other = "e"

[ "extra" ]
cover = { image = "a.jpg", on = 2026-11-02 }
"""
    assert read(source, "+++") == {
        "title": "A: b", "date": "2026-11-02T10:00:00+00:00", "hour": "12:30:00", "price": "1.10",
        "draft": "false", "tags": ["a", "b, c"], "categories": ["d"], "category": "d",
        "extra": {"cover": {"image": "a.jpg", "on": "2026-11-02"}},
    }  # fmt: skip
    header = read_header(f"+++\n{source}\n+++\n")
    assert header is not None
    assert [field.line for field in header.fields] == [*range(2, 7), 8, 13]


def test_value_is_one_line_that_pelican_splits_again() -> None:
    items = [["a", "b"], ["a, b"], ["a, b", "c"], [], [["a"]]]
    assert [format_value(value) for value in items] == ["a, b", "a, b;", "a, b; c", "", "a"]  # type: ignore[arg-type]


def test_what_cannot_be_read_is_named_with_its_line() -> None:
    broken = 'A: b|@a|*a|!important|`a`|"A" and b|\x00|&a [*a]|&a {<<: *a}|{<<: b}'
    values = [*broken.split("|"), "[" * 600, f"{'[' * 100}{']' * 100}"]
    toml = ["title = A", f"a = {'9' * 5000}", f"a = {'[' * 5000}{']' * 5000}"]
    texts = [*(f"a: {value}" for value in values), "? [a]: b\n: c", BOMB]
    for text in [*(f"---\n{one}\n---\n" for one in texts), *(f"+++\n{one}\n+++\n" for one in toml)]:
        block = find_block(text)
        assert block is not None
        with pytest.raises(FrontmatterError) as caught:
            read_fields(block)
        assert 1 <= caught.value.line < block.text_line
        assert read_header(text) is None
    for text, problem in (
        ("---\na: b\ntitle: @a\n\ndate: b\n---\nText", "line 3 is not YAML (found character '@' that cannot"),
        ("+++\na = 1\nb = A\n+++\nText", "line 3 is not TOML (Invalid value"),
    ):  # fmt: skip
        assert (read_source(text, ".md").problem or "").startswith(problem)


@pytest.mark.parametrize(
    "text",
    [
        *("---", "---\n---\n", "Title: A\n---\n", "\n---\na: b\n---\n", "----\na: b\n----\n"),
        *("---\ntitle: never closed\n\nText\n", "---\nA rule: above.\nMore: of: it.\n---\n"),
        *("+++\na = 1\n---\n", "---\n- a\n- list\n---\n", "--- \n# a comment\n---\n", "+++\nWords\n+++\n"),
        *("---\nTitle: A: b\nDate: @x\n---\nText", "---\nTitle: A: b\n\nBelow an empty line.\n\n---\n"),
    ],
)
def test_text_without_front_matter_and_header_that_pelican_reads_are_right(text: str) -> None:
    assert read_header(text) is None
    assert read_source(text, ".md").problem is None


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_front_matter_ends_at_its_mark(newline: str) -> None:
    for text in ("---\na: b\n---\nText", "---  \na: b\n...  \nText", "+++\na='b'\n+++\t\nText"):
        header = read_header(normalize("\ufeff" + text.replace("\n", newline)))
        assert header is not None
        assert header.block.text_line == 4
        assert [(field.key, field.line) for field in header.fields] == [("a", 2)]


WORDS: dict[str, dict[str, dict[str, list[object]]]] = {
    ".md": {
        "Draft : true\nTags: a\n    draft\n\nStatus: text\n": {"draft": ["true"], "tags": ["a", "draft"]},
        "Draft：true\n": {"draft": ["true"]}, "Words of a text.\nDraft: true\n": {},
        "Title: A\n\nA line.\n\nDraft: true\n": {}, "Title: A\n\nTags: draft\nPrivate: prose\n": {},
        "---\na: A: b\nlist:\n- draft\n\nstatus: 'draft' # later\n---\nkey: text\n": {"status": ["draft"]},
        "---\nWords: a: b.\n\nPrivate: more.\n\n---\n": {"private": ["more."]},
        "---\n\nWords.\n\nPrivate: more: of it.\n\n---\n": {},
        '{"draft": true, "title": "A"}\nText': {"draft": [True]}, "{% include a %}\n": {}, "{" * 5000: {},
        "<!--\n.. status: draft\n-->\nText": {"status": ["draft"]}, "<!-- status: draft -->\nText": {},
        "<!-- a -->\n\u200b" * 5000 + "Draft: true\n": {"draft": ["true"]},
        "<!-- a -->\n" + "<!--" * 5000 + "Draft: true\n": {},
    },
    ".rst": {
        "A\n=\n\n:status: draft\n\nText\n\n:private: yes\n": {"status": ["draft"]},
        "===\nA b\n===\n\n.. status: draft\n.. tags:\n\nText\n": {"status": ["draft"], "tags": [""]},
        ".. image:: a.png\n   :private: a\n\nText\n\n.. status: draft\n": {},
    },
    ".html": {
        "<html><head><meta name='draft' content='true'></head><body>": {"draft": ["true"]},
        "<body><meta name='draft' content='true'></body>": {}, "<meta name='draft' content='true'>": {},
        "<!--\n.. status: draft\n-->\n<p>": {"status": ["draft"]},
    },
    ".htm": {"<META NAME=draft CONTENTS=true></head>": {"draft": ["true"]}},
}  # fmt: skip


@pytest.mark.parametrize("suffix", WORDS)
def test_words_of_a_header_are_found_in_any_form(suffix: str) -> None:
    for text, words in WORDS[suffix].items():
        found = read_words(text, suffix)
        known = {"draft", "private", "status", "tags"} & found.keys()
        assert {key: found[key] for key in known} == words, text


@pytest.mark.parametrize(
    "text",
    [
        *("Title: A\nDraft: false\nDraft: true\n", "Publié: non\n", "Title: A\n\nA line.\n* Draft: yes"),
        *(f"---\n_build: {{render: {word}}}\n---\n" for word in ("never", "link", "sometimes")),
        *(f"+++\n{word}\n+++\n" for word in ("expiryDate = 2001-01-01", "[extra]\ndraft = true")),
        *(f"{above}---\ndraft: true\n---\nWords.\n" for above in ("\n\n", "<!-- a -->\n")),
        *(" ---\n title: A\n draft: true\n ---\nWords.\n", "+++\ntitle = A\ndraft = true\n+++\nWords.\n"),
        *("---\ntitle: A: b\ntags:\n- draft\n---\n", "---\nTitle: A\nStatus: brouillon\n\n"),
    ],
)
def test_rare_forms_keep_a_text_back(text: str) -> None:
    assert judge(read_words(text, ".md")) is not None


SIGNS = st.text(alphabet="-+:.#'\"[]{}&*!|>%@`,~?<= \n\tadrftbuy01", max_size=200)
TEXTS = st.one_of(SIGNS, st.text(max_size=100))
MARKS = [("---\n", "\n---\n"), ("---\n", "\n...\n"), ("+++\n", "\n+++\n"), ("", "\n\n")]
LINES = ["a: b", "title: A: b", "tags: [a", "x: @y", "- a", "  - a", "# c", "", "é : z"]
DRAFTS = ["draft: true", "Draft : TRUE", "DRAFT: yes # not yet", "published: false", "'draft': 'true'"]
VALUES = st.one_of(
    st.text(max_size=30), st.booleans(), st.integers(), st.dates(), st.none(), st.lists(st.text(max_size=9))
)


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
    kept = ["posts/drafts/a.md", "Brouillons/a.md", "a/_Drafts/b/c.md", "a.draft.md", "a\\_drafts\\b.md"]
    own = ["drafts.md", "NBA drafts/a.md", "_draftsmen/a.md", "draft.md", "a/b.draft/c.md"]
    assert [path for path in [*kept, *own] if judge({}, path)] == kept


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


def test_the_most_restrictive_and_clearest_reason_is_named_and_no_password() -> None:
    reasons: list[tuple[dict[str, object], str, str]] = [
        ({"unlisted": "true", "draft": "true"}, "draft", "draft"),
        ({"published": "soon", "draft": "true"}, "draft", "draft"),
        ({"unlisted": "true", "published": "soon"}, "published", "draft"),
        ({"draft": "true", "status": "draft"}, "status", "draft"),
        ({"build": {"list": "local"}}, "build.list", "hidden"),
        ({"password": "tango"}, "password", "draft"),
    ]
    for header, key, status in reasons:
        found = judge(header)
        assert found is not None
        assert (found.key, found.status, "tango" in f"{found} {found.sentence}") == (key, status, False)
    assert judge({"draft": "false", "build": {"list": "always", "render": "always"}}) is None
