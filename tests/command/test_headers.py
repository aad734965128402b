import pytest
from pelican_blog.headers import HeaderLine, parse_header
from pelican_blog.writing.headers import add_lines, clean_line, format_header

ADDED = [("Video", "https://vimeo.com/1"), ("Video_title", "Un titre : le mien")]
LINES = "Video: https://vimeo.com/1\nVideo_title: Un titre : le mien\n"
IN_YAML = LINES.replace("Un titre : le mien", '"Un titre : le mien"')
IN_TOML = 'video = "https://vimeo.com/1"\nvideo_title = "Un titre : le mien"\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  un \t deux\n\ntrois ", "un deux trois"),
        ("a\u202eb\u2066c\u200bd\x1b[31m\x00", "abcd[31m"),
        ("e\u0301", "é"),
        ("👩\u200d🍳", "👩\u200d🍳"),
        ("\u200d\u202e", ""),
        ("ligne\u2028suite", "ligne suite"),
        ("\ud800", ""),
    ],
)
def test_line_is_one_line_that_shows_what_it_is(text: str, line: str) -> None:
    assert clean_line(text) == line


def test_empty_value_is_a_line_to_fill_in() -> None:
    assert format_header([("Title", "Un : deux"), ("Tags", "")]) == "Title: Un : deux\nTags:\n\n"


def test_header_is_read_as_pelican_reads_it() -> None:
    text = "\ufeff---\nTitle: Un : deux\nTAGS: pain\n    levain\nSlug:\n---\nVideo: no header\n"
    assert parse_header(text).values == {"title": ["Un : deux"], "tags": ["pain", "levain"], "slug": [""]}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Title: T\n", "\nText\n\nVideo: in the text\n"),
        ("Title: T\nTags: pain\n    levain\n", "\nText"),
        ("Title: T\n", " \nText"),
        ("Title: T\n", "Text that follows at once\n"),
        ("Title: T\n", ""),
        ("\ufeffTitle: T\n", "\nText \t \n\n\n"),
        ("---\nTitle: Un : deux\n", "---\nText\n"),
        ("Title: T\n", "\nline\u2028separator\x0bfeed\x0c\n"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_come_to_the_end_of_the_header_and_nothing_else_changes(
    before: str, after: str, newline: str
) -> None:
    text, expected = ((before + added + after).replace("\n", newline) for added in ("", LINES))
    assert add_lines(text, ADDED) == expected


@pytest.mark.parametrize(
    ("before", "added", "after"),
    [
        ("---\nTitle: T\n", IN_YAML, "---\nText\n"),
        ("---\nTitle: T\n", IN_YAML, "...\n\n---\nText\n"),
        ("\ufeff---\ntitle: T\nsummary: |\n  a\n\n  b\n", IN_YAML.lower(), "--- \n\nVideo: text\n"),
        ("---\ntitle: T\ntags:\n- a\n", IN_YAML.lower(), "---\n"),
        ("+++\ntitle = 'T'\n", IN_TOML, "+++\nText\n"),
        ("+++\n", IN_TOML, "title = 'T'\n[taxonomies]\ntags = ['a']\n+++\nText\n"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_added_in_the_language_of_the_header(
    before: str, added: str, after: str, newline: str
) -> None:
    added = added.replace("un titre", "Un titre")
    text, expected = ((before + lines + after).replace("\n", newline) for lines in ("", added))
    assert add_lines(text, ADDED) == expected


def test_lines_stand_where_the_keys_of_the_header_do() -> None:
    assert (
        add_lines("---\n  title: T\n---\n", [("Video", "1:02")]) == '---\n  title: T\n  video: "1:02"\n---\n'
    )


def test_header_that_takes_no_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="its header in YAML is written in a way"):
        add_lines("---\n{title: T}\n---\n", ADDED)


def test_front_matter_is_known_key_by_key() -> None:
    header = parse_header(
        "---\r\ntitle: 'Un: deux'\r\ntags:\r\n  - pain\r\n  - levain\r\n"
        "date: 2026-11-02 # a day\r\ncategories: [Voyages, Mer]\r\nimage: {path: a.jpg, alt: A}\r\n"
        "---\r\nKey: text"
    )
    assert header.entries == (
        HeaderLine(key="title", value="Un: deux", line=2),
        HeaderLine(key="tags", value="pain, levain", line=3),
        HeaderLine(key="date", value="2026-11-02", line=6),
        HeaderLine(key="categories", value="Voyages, Mer", line=7),
        HeaderLine(key="category", value="Voyages", line=7),
        HeaderLine(key="image", value="a.jpg", line=8),
        HeaderLine(key="image_alt", value="A", line=8),
    )
    assert (header.text_line, header.is_closed) == (10, True)


def test_front_matter_in_toml_is_known_key_by_key() -> None:
    text = '+++\ntitle = "T"\ndate = 2026-11-02T10:00:00Z\n\n[taxonomies]\ntags = ["a, b"]\n+++\nText'
    assert parse_header(text).entries == (
        HeaderLine(key="title", value="T", line=2),
        HeaderLine(key="date", value="2026-11-02T10:00:00+00:00", line=3),
        HeaderLine(key="tags", value="a, b;", line=5),
    )
    values = {"title": ["T"], "date": ["2026-11-02T10:00:00+00:00"], "tags": ["a, b;"]}
    assert parse_header(text).values == values


def test_text_of_mixed_line_ends_keeps_them() -> None:
    assert add_lines("A: 1\r\nB: 2\n\nText\r\n", [("C", "3")]) == "A: 1\r\nB: 2\nC: 3\r\n\nText\r\n"


def test_header_without_a_last_line_end_gets_one() -> None:
    assert add_lines("Title: T", ADDED) == "Title: T\n" + LINES
    assert add_lines("A: 1\r\nB: 2", [("C", "3")]) == "A: 1\r\nB: 2\r\nC: 3\r\n"


@pytest.mark.parametrize("text", ["", "\n", "Text\n", "\nTitle: T\n", "---\n---\n", "# Title\n"])
def test_text_without_a_header_is_refused(text: str) -> None:
    assert parse_header(text).values == {}
    with pytest.raises(ValueError, match="header"):
        add_lines(text, ADDED)


def test_header_is_known_line_by_line() -> None:
    header = parse_header(
        "\ufeff---\nTitle: Un : deux\nTAGS: pain\n\tlevain\n   Slug:\n---\nVideo: no header\n"
    )
    assert header.entries == (
        HeaderLine(key="title", value="Un : deux", line=2),
        HeaderLine(key="tags", value="pain", line=3),
        HeaderLine(key="tags", value="levain", line=4, is_continued=True),
        HeaderLine(key="slug", value="", line=5),
    )
    assert (header.text_line, header.is_closed) == (7, True)


@pytest.mark.parametrize(
    ("text", "text_line", "is_closed"),
    [
        ("Title: T\n\nText\n", 3, True),
        ("Title: T\n \t\nText\n", 3, True),
        ("Title: T\nText\n", 2, False),
        ("Title: T\nTags : a\n", 2, False),
        ("Title: T\n", 3, True),
        ("Title: T", 3, True),
        ("Title: T\r\n\r\nText", 3, True),
        ("Text\n", 1, False),
        ("\nTitle: T\n", 1, True),
        ("", 1, True),
    ],
)
def test_header_ends_where_the_text_begins(text: str, text_line: int, is_closed: bool) -> None:  # noqa: FBT001  # a table
    header = parse_header(text)
    assert (header.text_line, header.is_closed) == (text_line, is_closed)
