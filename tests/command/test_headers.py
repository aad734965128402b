"""Headers are read as Pelican reads them, line by line; lines are added to them, and nothing else changes."""

import pytest
from pelican_blog.headers import HeaderLine, parse_header
from pelican_blog.writing.headers import add_lines, clean_line, format_header

ADDED = [("Video", "https://vimeo.com/1"), ("Video_title", "Un titre : le mien")]
LINES = "Video: https://vimeo.com/1\nVideo_title: Un titre : le mien\n"
IN_YAML = LINES.replace("Un titre : le mien", '"Un titre : le mien"')
IN_LOWER = IN_YAML.replace("Video", "video")
IN_TOML = 'video = "https://vimeo.com/1"\nvideo_title = "Un titre : le mien"\n'


def test_line_is_one_line_that_shows_what_it_is() -> None:
    lines = {"  un \t deux\n\ntrois ": "un deux trois", "a\u202eb\u2066c\u200bd\x1b[31m\x00": "abcd[31m"}
    lines |= {
        "e\u0301": "é",
        "👩\u200d🍳": "👩\u200d🍳",
        "\u200d\u202e": "",
        "ligne\u2028suite": "ligne suite",
    }
    assert {text: clean_line(text) for text in lines} == lines
    assert clean_line("\ud800") == ""


def test_empty_value_is_a_line_to_fill_in() -> None:
    assert format_header([("Title", "Un : deux"), ("Tags", "")]) == "Title: Un : deux\nTags:\n\n"


@pytest.mark.parametrize(
    ("before", "added", "after"),
    [
        *(
            (f"Title: T\n{more}", LINES, "\nText\n\nVideo: text\n")
            for more in ("", "Tags: pain\n    levain\n")
        ),
        *(("Title: T\n", LINES, after) for after in (" \nText", "Text that follows at once\n", "")),
        ("\ufeffTitle: T\n", LINES, "\nText \t \n\n\n"),
        ("Title: T\n", LINES, "\nline\u2028separator\x0bfeed\x0c\n"),
        *(("---\nTitle: T\n", IN_YAML, after) for after in ("---\nText\n", "...\n\n---\nText\n")),
        ("---\nTitle: Un : deux\n", LINES, "---\nText\n"),
        ("\ufeff---\ntitle: T\nsummary: |\n  a\n\n  b\n", IN_LOWER, "--- \n\nVideo: text\n"),
        ("---\ntitle: T\ntags:\n- a\n", IN_LOWER, "---\n"),
        ("+++\ntitle = 'T'\n", IN_TOML, "+++\nText\n"),
        ("+++\n", IN_TOML, "title = 'T'\n[taxonomies]\ntags = ['a']\n+++\nText\n"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_come_to_the_end_of_the_header_in_its_language_and_nothing_else_changes(
    before: str, added: str, after: str, newline: str
) -> None:
    text, expected = ((before + lines + after).replace("\n", newline) for lines in ("", added))
    assert add_lines(text, ADDED) == expected


def test_lines_stand_where_the_keys_of_the_header_do_and_end_as_its_lines() -> None:
    indented = "---\n  title: T\n{}---\n"
    assert add_lines(indented.format(""), [("Video", "1:02")]) == indented.format('  video: "1:02"\n')
    assert add_lines("A: 1\r\nB: 2\n\nText\r\n", [("C", "3")]) == "A: 1\r\nB: 2\nC: 3\r\n\nText\r\n"
    assert add_lines("Title: T", ADDED) == "Title: T\n" + LINES
    assert add_lines("A: 1\r\nB: 2", [("C", "3")]) == "A: 1\r\nB: 2\r\nC: 3\r\n"


@pytest.mark.parametrize("text", ["", "\n", "Text\n", "\nTitle: T\n", "---\n---\n", "# Title\n"])
def test_text_without_a_header_is_refused(text: str) -> None:
    assert parse_header(text).values == {}
    with pytest.raises(ValueError, match="header"):
        add_lines(text, ADDED)


def test_header_that_takes_no_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="its header in YAML is written in a way"):
        add_lines("---\n{title: T}\n---\n", ADDED)


def test_header_is_known_line_by_line() -> None:
    header = parse_header(
        "\ufeff---\nTitle: Un : deux\nTAGS: pain\n\tlevain\n   Slug:\n---\nVideo: no header\n"
    )
    lines = [("title", "Un : deux", 2), ("tags", "pain", 3), ("tags", "levain", 4), ("slug", "", 5)]
    expected = [HeaderLine(key=k, value=v, line=n, is_continued=v == "levain") for k, v, n in lines]
    assert [*header.entries] == expected
    assert (header.text_line, header.is_closed) == (7, True)
    assert header.values == {"title": ["Un : deux"], "tags": ["pain", "levain"], "slug": [""]}


def test_front_matter_is_known_key_by_key() -> None:
    header = parse_header(
        "---\r\ntitle: 'Un: deux'\r\ntags:\r\n  - pain\r\n  - levain\r\n"
        "date: 2026-11-02 # a day\r\ncategories: [Voyages, Mer]\r\nimage: {path: a.jpg, alt: A}\r\n"
        "---\r\nKey: text"
    )
    lines = [
        *(("title", "Un: deux", 2), ("tags", "pain, levain", 3), ("date", "2026-11-02", 6)),
        *(("categories", "Voyages, Mer", 7), ("category", "Voyages", 7), ("image", "a.jpg", 8)),
        ("image_alt", "A", 8),
    ]
    assert [(line.key, line.value, line.line) for line in header.entries] == lines
    assert (header.text_line, header.is_closed) == (10, True)
    text = '+++\ntitle = "T"\ndate = 2026-11-02T10:00:00Z\n\n[taxonomies]\ntags = ["a, b"]\n+++\nText'
    lines = [("title", "T", 2), ("date", "2026-11-02T10:00:00+00:00", 3), ("tags", "a, b;", 5)]
    assert [(line.key, line.value, line.line) for line in parse_header(text).entries] == lines


def test_header_ends_where_the_text_begins() -> None:
    closed = {"Title: T\n\nText\n": 3, "Title: T\n \t\nText\n": 3, "Title: T\n": 3, "Title: T": 3, "": 1}
    closed |= {"Title: T\r\n\r\nText": 3, "\nTitle: T\n": 1}
    not_closed = {"Title: T\nText\n": 2, "Title: T\nTags : a\n": 2, "Text\n": 1}
    for texts, is_closed in ((closed, True), (not_closed, False)):
        headers = {text: parse_header(text) for text in texts}
        assert {text: header.text_line for text, header in headers.items()} == texts
        assert {header.is_closed for header in headers.values()} == {is_closed}
