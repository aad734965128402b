"""What a header says that Pelican does not read, and what to fix in front matter."""

import pytest
from pelican.plugins.frontmatter.sources import read_source, read_words

KNOWN = {"draft", "private", "status", "tags"}
# fmt: off
WORDS: list[tuple[str, dict[str, dict[str, list[object]]]]] = [
    (".md", {
        "Draft : true\nTags: a\n    draft\n\nStatus: text\n": {"draft": ["true"], "tags": ["a", "draft"]},
        "Draft：true\n": {"draft": ["true"]}, "Words of a text.\nDraft: true\n": {},
        "Title: A\n\nA line.\n\nDraft: true\n": {}, "Title: A\n\n* Draft: true\n": {"draft": ["true"]},
        "Title: A\n\nTags: draft\nPrivate: prose\n": {},
    }),
    (".md", {
        "---\na: A: b\nlist:\n- draft\n\nstatus: 'draft' # later\n---\nkey: text\n": {"status": ["draft"]},
        "---\nWords: a: b.\n\nPrivate: more.\n\n---\n": {"private": ["more."]},
        "---\n\nWords.\n\nPrivate: more: of it.\n\n---\n": {},
        "+++\ndraft = true\ntitle = A\n+++\n": {"draft": ["true"]},
        "\ufeff\r\n---\r\ndraft: true\r\n---\r\n": {"draft": ["true"]},
    }),
    (".md", {
        '{"draft": true, "title": "A"}\nText': {"draft": [True]}, "{% include a %}\n": {}, "{" * 5000: {},
        "<!--\n.. status: draft\n-->\nText": {"status": ["draft"]}, "<!-- status: draft -->\nText": {},
        "<!-- a -->\n\u200b" * 5000 + "Draft: true\n": {"draft": ["true"]},
        "<!-- a -->\n" + "<!--" * 5000 + "Draft: true\n": {},
    }),
    (".rst", {
        "A\n=\n\n:status: draft\n\nText\n\n:private: yes\n": {"status": ["draft"]},
        "===\nA b\n===\n\n.. status: draft\n.. tags:\n\nText\n": {"status": ["draft"], "tags": [""]},
        ".. image:: a.png\n   :private: a\n\nText\n\n.. status: draft\n": {},
    }),
    (".html", {
        "<html><head><meta name='draft' content='true'></head><body>": {"draft": ["true"]},
        "<body><meta name='draft' content='true'></body>": {}, "<meta name='draft' content='true'>": {},
        "<!--\n.. status: draft\n-->\n<p>": {"status": ["draft"]},
    }),
    (".htm", {"<META NAME=draft CONTENTS=true></head>": {"draft": ["true"]}}),
    (".txt", {"": {}}),
]
# fmt: on


@pytest.mark.parametrize(("suffix", "table"), WORDS)
def test_words_of_a_header_are_found_in_any_form(
    suffix: str, table: dict[str, dict[str, list[object]]]
) -> None:
    for text, words in table.items():
        found = read_words(text, suffix)
        assert {key: value for key, value in found.items() if key in KNOWN} == words, text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("---\na: b\ntitle: @a\n\ndate: b\n---\nText", "line 3 is not YAML (found character '@' that cannot"),
        (
            "+++\ntitle = A\n+++\nText",
            "line 2 is not TOML (Invalid value (at line 1, column 9)), so everything from line 1",
        ),
        ("---\r\ntitle : A: b\r\n---\r\nText", "line 2 is not YAML"),
    ],
)
def test_header_that_would_be_text_is_named(text: str, problem: str) -> None:
    found = read_source(text, ".md").problem
    assert found is not None
    assert found.startswith(problem)


@pytest.mark.parametrize(
    "text",
    [
        *("Title: A\n\nText", "", "---\ntitle: A\n---\nText", "---\nTitle: A: b\nDate: @x\n---\nText"),
        *(
            "---\nTitle: A: b\n\nBelow an empty line.\n\n---\n",
            "---\nA rule: and text.\nMore: of: it.\n---\n",
        ),
        *("---\n\nWords.\n\n---\n", "+++\nWords\n+++\n", "---\nWords, and more: of: them\n---\n"),
        "\n---\ntitle : A: b\n---\nText",
    ],
)
def test_header_that_pelican_reads_is_right(text: str) -> None:
    assert read_source(text, ".md").problem is None
