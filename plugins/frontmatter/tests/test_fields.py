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


def read(source: str, mark: str = "---") -> dict[str, object]:
    header = read_header(normalize(f"{mark}\n{source}\n{mark}\nText"))
    assert header is not None
    return {key: value[0] if len(value) == 1 else value for key, value in build_meta(header.fields).items()}


def test_title_is_what_is_written() -> None:
    same = "no yes true 2026-11-02 2026-11-02T10:30:00Z 08 1_000 0x1F 1.10 12:30:00 #fff = 👩‍🍳 [Review]"
    for title in [*same.split(), "2026-11-02 10:30:00 +02:00", "« Oui »", "Issue #12 is closed", "{a: b}"]:
        assert read(f"title: {title}") == {"title": title}
    # fmt: off
    others = {
        "~": "", "null": "", "": "", '"A: b"': "A: b", "'it''s'": "it's", '"caf\\u00e9"': "café",
        "Words # a comment": "Words", "folded\n  on two lines": "folded on two lines",
        ">\n  folded\n  on two lines": "folded on two lines", "|\n  one\n  two": "one two",
    }
    # fmt: on
    assert {source: read(f"title: {source}")["title"] for source in others} == others


# fmt: off
TABLES: list[dict[str, object]] = [
    {
        "tags: a, b": {"tags": "a, b"}, "tags: [a, b]": {"tags": ["a", "b"]}, "tags:": {"tags": ""},
        "tags:\n- a\n- b, c": {"tags": ["a", "b, c"]}, "tags: []": {"tags": []}, "Tags: a": {"tags": "a"},
        "tags:\n  - 2026\n  - yes\n  - null": {"tags": ["2026", "yes", ""]}, "tags : a": {"tags": "a"},
        "tags: {a: 1, b: 2}": {"tags": ["a", "b"]},
    },
    {
        "category: [a, b]": {"category": "a"}, "categories:": {"categories": "", "category": ""},
        "categories: [a, b]": {"categories": ["a", "b"], "category": "a"},
        "categories: a b": {"categories": "a b", "category": "a b"},
        "categories: [a]\ncategory: b": {"categories": ["a"], "category": "b"},
    },
    {
        "author: [J, N]": {"authors": ["J", "N"]}, "author: {name: Noor, url: x}": {"author": "Noor"},
        "authors: [Jeanne, {name: Noor, url: x}]": {"authors": ["Jeanne", "Noor"]},
        "authors: [J]\nauthor: [N, A]": {"authors": ["J"], "author": "N"},
    },
    {
        "image: {path: a, alt: A}": {"image": "a", "image_alt": "A"}, "image: {alt: A}": {"image": ""},
        "image: {src: a.jpg, alt: A}\nimage_alt: B": {"image": "a.jpg", "image_alt": "B"},
        "video: {url: x}": {"video": "{url: x}"}, "title: A\ntitle: B": {"title": "A"},
        "cover: {image: a.jpg, on: yes}": {"cover": {"image": "a.jpg", "on": "yes"}},
        "aliases: [/a/]": {"aliases": ["/a/"]}, "note: A\nnote: B": {"note": ["A", "B"]},
        "date: 2026\nDate: 2027": {"date": "2026"}, "1: a\ntrue: b": {"1": "a", "true": "b"},
        "a: &x {b: 1, e: 1}\nc:\n  <<: *x\n  e: 2": {"a": {"b": "1", "e": "1"}, "c": {"e": "2", "b": "1"}},
    },
]
# fmt: on


@pytest.mark.parametrize("table", TABLES)
def test_other_engines_keys_become_pelicans(table: dict[str, object]) -> None:
    assert {source: read(source) for source in table} == table


def test_what_cannot_be_read_is_named_with_its_line() -> None:
    broken = 'A: b|@a|*a|!important|`a`|"A" and b|\x00|&a [*a]|&a {<<: *a}|{<<: b}'
    values = [*broken.split("|"), "[" * 600, f"{'[' * 100}{']' * 100}"]
    toml = ["title = A", f"a = {'9' * 5000}", f"a = {'[' * 5000}{']' * 5000}"]
    yaml = [*(f"a: {value}" for value in values), "? [a]: b\n: c", BOMB]
    for text in [*(f"---\n{one}\n---\n" for one in yaml), *(f"+++\n{one}\n+++\n" for one in toml)]:
        block = find_block(text)
        assert block is not None
        with pytest.raises(FrontmatterError) as caught:
            read_fields(block)
        assert 1 <= caught.value.line < block.text_line
        assert read_header(text) is None
    for text, line in (("---\na: b\ntitle: @a\n---\n", 3), ("+++\na = 1\nb = A\n+++\n", 3)):
        with pytest.raises(FrontmatterError) as caught:
            read_fields(find_block(text) or pytest.fail("no block"))
        assert caught.value.line == line


@pytest.mark.parametrize(
    "text",
    [
        *("", "---", "---\n", "---\n---\n", "---\n\n---\n", "Title: A\n---\n", "\n---\na: b\n---\n"),
        *("---\ntitle: never closed\n\nText\n", "---\nA rule above, and one below.\n---\n", "+++\n+++\n"),
        *("----\na: b\n----\n", "---\n- a\n- list\n---\n", "+++\na = 1\n---\n", "--- \n# a comment\n---\n"),
    ],
)
def test_other_texts_have_no_front_matter(text: str) -> None:
    assert read_header(text) is None


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_front_matter_ends_at_its_mark(newline: str) -> None:
    for text in ("---\na: b\n---\nText", "---  \na: b\n...  \nText", "+++\na='b'\n+++\t\nText"):
        header = read_header(normalize("\ufeff" + text.replace("\n", newline)))
        assert header is not None
        assert header.block.text_line == 4
        assert [(field.key, field.line) for field in header.fields] == [("a", 2)]


def test_toml_is_text_too() -> None:
    source = """\
title = "A: b"
date = 2026-11-02T10:00:00Z
hour = 12:30:00
price = 1.10
count = 1_000
draft = false

[taxonomies]
tags = ["a", "b, c"]
categories = ["d"]
other = "e"

[ "extra" ]
cover = { image = "a.jpg", on = 2026-11-02 }
"""
    assert read(source, "+++") == {
        "title": "A: b",
        "date": "2026-11-02T10:00:00+00:00",
        "hour": "12:30:00",
        "price": "1.10",
        "count": "1000",
        "draft": "false",
        "tags": ["a", "b, c"],
        "categories": ["d"],
        "category": "d",
        "extra": {"cover": {"image": "a.jpg", "on": "2026-11-02"}},
    }
    header = read_header(f"+++\n{source}\n+++\n")
    assert header is not None
    assert [field.line for field in header.fields] == [*range(2, 8), 9, 14]


def test_value_is_one_line_that_pelican_splits_again() -> None:
    items = [["a", "b"], ["a, b"], ["a, b", "c"], [], [["a"]]]
    assert [format_value(value) for value in items] == ["a, b", "a, b;", "a, b; c", "", "a"]  # type: ignore[arg-type]
    assert (format_value("a"), format_value({"a": ["b"]})) == ("a", "a: b")
