"""What a header says that Pelican does not read, and what is wrong with front matter."""

import pytest
from pelican.plugins.frontmatter.sources import read_source, read_words


@pytest.mark.parametrize(
    ("suffix", "text", "words"),
    [
        (
            ".md",
            "Title: A\nDraft : true\nTags: a\n    draft\n\nStatus: text\n",
            {"draft": ["true"], "tags": ["a", "draft"]},
        ),
        (".md", "Draft：true\n", {"draft": ["true"]}),
        (".md", "Words of a text.\nDraft: true\n", {}),
        (
            ".md",
            "---\ntitle: A: b\nlist:\n- draft\n\nstatus: 'draft' # later\n---\nkey: text\n",
            {"status": ["draft"]},
        ),
        (".md", "---\nWords: a: b.\n\nPrivate: more.\n\n---\n", {"private": ["more."]}),
        (".md", "---\n\nWords.\n\nPrivate: more: of it.\n\n---\n", {}),
        (".md", "+++\ndraft = true\ntitle = A\n+++\n", {"draft": ["true"]}),
        (".md", "\ufeff\r\n---\r\ndraft: true\r\n---\r\n", {"draft": ["true"]}),
        (".md", '{"draft": true, "title": "A"}\nText', {"draft": [True]}),
        (".md", "{% include a %}\n", {}),
        (".md", "{" * 5000, {}),
        (".md", "<!--\n.. status: draft\n-->\nText", {"status": ["draft"]}),
        (".md", "<!-- status: draft -->\nText", {}),
        (".rst", "A\n=\n\n:status: draft\n\nText\n\n:private: yes\n", {"status": ["draft"]}),
        (
            ".rst",
            "===\nA b\n===\n\n.. status: draft\n.. tags:\n\nText\n",
            {"status": ["draft"], "tags": [""]},
        ),
        (".rst", ".. image:: a.png\n   :private: a\n\nText\n\n.. status: draft\n", {}),
        (".html", "<html><head><meta name='draft' content='true'></head><body>", {"draft": ["true"]}),
        (".html", "<body><meta name='draft' content='true'></body>", {}),
        (".html", "<meta name='draft' content='true'>", {}),
        (".html", "<!--\n.. status: draft\n-->\n<p>", {"status": ["draft"]}),
        (".txt", "", {}),
    ],
)
def test_words_of_a_header_are_found_in_any_form(
    suffix: str, text: str, words: dict[str, list[object]]
) -> None:
    found = read_words(text, suffix)
    assert {
        key: value for key, value in found.items() if key in {"draft", "private", "status", "tags"}
    } == words


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "---\ntitle: A: b\ntags:\n- a\n---\nText",
            "line 2 is not YAML (mapping values are not allowed here), so all from line 4 on would be shown",
        ),
        ("---\na: b\ntitle: @a\n\ndate: b\n---\nText", "line 3 is not YAML (found character '@' that cannot"),
        (
            "+++\ntitle = A\n+++\nText",
            "line 2 is not TOML (Invalid value (at line 1, column 9)), so all from line 1 on",
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
            "---\nTitle: A: b\n\nText below an empty line.\n\n---\n",
            "---\nA rule: and text.\nMore: of: it.\n---\n",
        ),
        *("---\n\nWords.\n\n---\n", "+++\nWords\n+++\n", "---\nWords, and more: of: them\n---\n"),
    ],
)
def test_header_that_pelican_reads_is_right(text: str) -> None:
    assert read_source(text, ".md").problem is None


def test_any_number_of_comments_stands_above_a_header() -> None:
    assert read_words("<!-- a -->\n\u200b" * 5000 + "Draft: true\n", ".md") == {"draft": ["true"]}
    assert read_words("<!-- a -->\n" + "<!--" * 5000 + "Draft: true\n", ".md") == {}
