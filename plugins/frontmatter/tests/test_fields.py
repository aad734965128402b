"""Front matter as text: what YAML and TOML would make of a value does not count."""

import pytest
from pelican.plugins.frontmatter.blocks import find_block, normalize
from pelican.plugins.frontmatter.errors import FrontmatterError
from pelican.plugins.frontmatter.fields import format_value, read_fields, read_header
from pelican.plugins.frontmatter.meta import build_meta

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{key}: &{key} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, key in zip("abcdefgh", "bcdefghi", strict=True)
)


def read_yaml(source: str) -> dict[str, object]:
    header = read_header(normalize(f"---\n{source}\n---\nText"))
    assert header is not None
    return {key: value[0] if len(value) == 1 else value for key, value in build_meta(header.fields).items()}


def read_toml(source: str) -> dict[str, object]:
    header = read_header(f"+++\n{source}\n+++\nText")
    assert header is not None
    return {key: value[0] if len(value) == 1 else value for key, value in build_meta(header.fields).items()}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("true", "true"),
        ("2026-11-02", "2026-11-02"),
        ("2026-11-02 10:30:00 +02:00", "2026-11-02 10:30:00 +02:00"),
        ("2026-11-02T10:30:00Z", "2026-11-02T10:30:00Z"),
        ("08", "08"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("1.10", "1.10"),
        ("12:30:00", "12:30:00"),
        ("~", ""),
        ("null", ""),
        ("", ""),
        ('"A: b"', "A: b"),
        ("'it''s'", "it's"),
        ('"caf\\u00e9"', "café"),
        ("« Oui »", "« Oui »"),
        ("Issue #12 is closed", "Issue #12 is closed"),
        ("#fff", "#fff"),
        ("Words # a comment", "Words"),
        ("[Review]", "[Review]"),
        ("{a: b}", "{a: b}"),
        ("folded\n  on two lines", "folded on two lines"),
        (">\n  folded\n  on two lines", "folded on two lines"),
        ("|\n  one\n  two", "one two"),
        ("=", "="),
        ("👩‍🍳", "👩‍🍳"),
    ],
)
def test_title_is_what_is_written(source: str, value: str) -> None:
    assert read_yaml(f"title: {source}") == {"title": value}


@pytest.mark.parametrize(
    ("source", "tags"),
    [
        ("tags: a, b", "a, b"),
        ("tags: [a, b]", ["a", "b"]),
        ("tags:\n- a\n- b, c", ["a", "b, c"]),
        ("tags:\n  - 2026\n  - yes\n  - null", ["2026", "yes", ""]),
        ("tags:", ""),
        ("tags: []", []),
        ("tags: {a: 1, b: 2}", ["a", "b"]),
        ("Tags: a", "a"),
        ("tags : a", "a"),
    ],
)
def test_tags_are_a_list_or_text(source: str, tags: object) -> None:
    assert read_yaml(source) == {"tags": tags}


@pytest.mark.parametrize(
    ("source", "meta"),
    [
        ("category: [a, b]", {"category": "a"}),
        ("categories: [a, b]", {"categories": ["a", "b"], "category": "a"}),
        ("categories: a b", {"categories": "a b", "category": "a b"}),
        ("categories: [a]\ncategory: b", {"categories": ["a"], "category": "b"}),
        ("categories:", {"categories": "", "category": ""}),
        ("author: [Jeanne, Noor]", {"authors": ["Jeanne", "Noor"]}),
        ("authors: [Jeanne, {name: Noor, url: x}]", {"authors": ["Jeanne", "Noor"]}),
        ("author: {name: Noor, url: x}", {"author": "Noor"}),
        ("image: {path: a.jpg, alt: A}", {"image": "a.jpg", "image_alt": "A"}),
        ("image: {alt: A}", {"image": ""}),
        ("cover: {image: a.jpg, on: yes}", {"cover": {"image": "a.jpg", "on": "yes"}}),
        ("aliases: [/a/]", {"aliases": ["/a/"]}),
        ("title: A\ntitle: B", {"title": "A"}),
        ("date: 2026-11-02\nDate: 2026-11-03", {"date": "2026-11-02"}),
        ("note: A\nnote: B", {"note": ["A", "B"]}),
        ("a: &x {b: 1}\nc:\n  <<: *x\n  d: 2", {"a": {"b": "1"}, "c": {"d": "2", "b": "1"}}),
        ("video: {url: x}", {"video": "{url: x}"}),
        ("1: one\ntrue: two", {"1": "one", "true": "two"}),
    ],
)
def test_other_engines_keys_become_pelicans(source: str, meta: dict[str, object]) -> None:
    assert read_yaml(source) == meta


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A: b\n---\n",
        "---\ntitle: @a\n---\n",
        "---\ntitle: *a\n---\n",
        "---\ntitle: !important\n---\n",
        "---\ntitle: `a`\n---\n",
        '---\ntitle: "A" and b\n---\n',
        "---\n? [a]: b\n: c\n---\n",
        "---\na: \x00\n---\n",
        f"---\n{BOMB}---\n",
        "---\na: &a [*a]\n---\n",
        "---\na: &a {<<: *a}\n---\n",
        "---\na: {<<: b}\n---\n",
        f"---\na: {'[' * 600}\n---\n",
        f"---\na: {'[' * 100}{']' * 100}\n---\n",
        "+++\ntitle = A\n+++\n",
        f"+++\na = {'9' * 5000}\n+++\n",
        f"+++\na = {'[' * 5000}{']' * 5000}\n+++\n",
    ],
    ids=range(17),
)
def test_what_cannot_be_read_is_named_with_its_line(text: str) -> None:
    block = find_block(text)
    assert block is not None
    with pytest.raises(FrontmatterError) as caught:
        read_fields(block)
    assert 1 <= caught.value.line < block.text_line
    assert read_header(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("", "---", "---\n", "---\n---\n", "---\n\n---\n", "Title: A\n---\n", "\n---\na: b\n---\n"),
        *("---\ntitle: never closed\n\nText\n", "---\nA rule above, and one below.\n---\n"),
        *("----\na: b\n----\n", "---\n- a\n- list\n---\n", "+++\n+++\n", "+++\na = 1\n---\n"),
        "--- \n# only a comment\n---\n",
    ],
)
def test_other_texts_have_no_front_matter(text: str) -> None:
    assert read_header(text) is None


@pytest.mark.parametrize(
    "text", ["---\na: b\n---\nText", "---  \na: b\n...  \nText", "+++\na='b'\n+++\t\nText"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_front_matter_ends_at_its_mark(text: str, newline: str) -> None:
    header = read_header(normalize("\ufeff" + text.replace("\n", newline)))
    assert header is not None
    assert (header.block.text_line, [(field.key, field.line) for field in header.fields]) == (4, [("a", 2)])


def test_toml_is_text_too() -> None:
    source = """\
title = "A: b"
date = 2026-11-02T10:00:00Z
day = 2026-11-02
hour = 12:30:00
price = 1.10
count = 1_000
draft = false
aliases = ["/a/"]

[taxonomies]
tags = ["a", "b, c"]
categories = ["d"]
other = "e"

[extra]
cover = { image = "a.jpg" }
"""
    assert read_toml(source) == {
        "title": "A: b",
        "date": "2026-11-02T10:00:00+00:00",
        "day": "2026-11-02",
        "hour": "12:30:00",
        "price": "1.10",
        "count": "1000",
        "draft": "false",
        "aliases": ["/a/"],
        "tags": ["a", "b, c"],
        "categories": ["d"],
        "category": "d",
        "extra": {"cover": {"image": "a.jpg"}},
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (["a", "b"], "a, b"),
        (["a, b"], "a, b;"),
        (["a, b", "c"], "a, b; c"),
        ({"a": ["b"]}, "a: b"),
        ([], ""),
    ],
)
def test_value_is_one_line_that_pelican_splits_again(value: object, text: str) -> None:
    assert format_value(value) == text
