"""Headers are read as Pelican reads them, lines are added and nothing else changes; slugs are WordPress's."""

import pytest
from pelican.settings import DEFAULT_CONFIG
from pelican_blog.headers import HeaderLine, parse_header
from pelican_blog.slugs import LONGEST, build_slug
from pelican_blog.writing.headers import add_lines, clean_line

ADDED = [("Video", "https://vimeo.com/1"), ("Video_title", "Un titre : le mien")]
LINES = "Video: https://vimeo.com/1\nVideo_title: Un titre : le mien\n"
IN_YAML = LINES.replace("Un titre : le mien", '"Un titre : le mien"')
IN_TOML = 'video = "https://vimeo.com/1"\nvideo_title = "Un titre : le mien"\n'


def test_line_is_one_line_that_shows_what_it_is() -> None:
    lines = {"  un \t deux\n\ntrois\u2028quatre": "un deux trois quatre", "e\u0301": "é", "\ud800": ""}
    lines |= {
        "a\u202eb\u2066c\u200bd\x1b[31m\x00": "abcd[31m",
        "👩\u200d🍳": "👩\u200d🍳",
        "\u200d\u202e": "",
    }
    assert {text: clean_line(text) for text in lines} == lines


@pytest.mark.parametrize(
    ("before", "added", "after"),
    [
        ("\ufeffTitle: T\nTags: pain\n    levain\n", LINES, "\nText\n\nVideo: text\n"),
        *(("Title: T\n", LINES, after) for after in (" \nText", "Text that follows at once\n", "")),
        ("---\nTitle: Un : deux\n", LINES, "---\nline\u2028separator\x0bfeed\x0c\n \t \n\n\n"),
        (
            "\ufeff---\ntitle: T\nsummary: |\n  a\n\n  b\n",
            IN_YAML.lower().replace("un", "Un"),
            "--- \n\nText\n",
        ),
        ("---\nTitle: T\ntags:\n- a\n", IN_YAML, "...\n\n---\nText\n"),
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
    assert add_lines("Title: T", ADDED) == "Title: T\n" + LINES
    assert add_lines("A: 1\r\nB: 2", [("C", "3")]) == "A: 1\r\nB: 2\r\nC: 3\r\n"


@pytest.mark.parametrize("text", ["", "Text\n", "\nTitle: T\n", "---\n---\n", "---\n{title: T}\n---\n"])
def test_text_without_a_header_that_takes_lines_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="header"):
        add_lines(text, ADDED)


def test_header_is_known_line_by_line() -> None:
    header = parse_header(
        "\ufeff---\nTitle: Un : deux\nTAGS: pain\n\tlevain\n   Slug:\n---\nVideo: no header\n"
    )
    lines = [("title", "Un : deux", 2), ("tags", "pain", 3), ("tags", "levain", 4), ("slug", "", 5)]
    expected = [HeaderLine(key=k, value=v, line=n, is_continued=v == "levain") for k, v, n in lines]
    assert [*header.entries] == expected
    assert header.values == {"title": ["Un : deux"], "tags": ["pain", "levain"], "slug": [""]}


def test_slug_is_the_one_that_wordpress_would_give_cut_between_words() -> None:
    slugs = {
        "Node.js 3.12": "node-js-3-12",
        "- L’œuf, « cocotte » ! – ": "loeuf-cocotte",
        "E\u0301te\u0301": "ete",
    }
    slugs |= {"../../etc/passwd": "etc-passwd", "中文": "zhong-wen", "..": "", "😀": ""}
    slugs |= {"mot " * 100: "-".join(["mot"] * 20), "x" * 300: "x" * LONGEST}
    just_fits = "a" * (LONGEST - 2) + " b"
    slugs |= {just_fits: just_fits.replace(" ", "-"), f"{just_fits}c": "a" * (LONGEST - 2)}
    assert {title: build_slug(title, DEFAULT_CONFIG) for title in slugs} == slugs
