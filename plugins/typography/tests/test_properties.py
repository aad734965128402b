"""What holds for any text: twice is once, only typography changes, and time grows with the length."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.typography import typeset
from pelican.plugins.typography.rules import typeset_text

CHARACTERS = (
    " \t\n\u00a0\u202f\u2009!?;:.,'\"«»“”’…%€()[]/\\-=_@&<>#*$+~^|0123hkmaDPéx\ufffc\u2029\ue000\x0b👍"
)
WORDS = [
    *("...", "12 345", "18 h 30", "50 %", "km", "°C", "::", ":=", ":-)", ":smile:"),
    *("http://", "www.", "mailto:", "C:\\", "~/"),
    *("&nbsp;", "&#8239;", "&amp;", "&quot;", "&#39;", "&laquo;", "&raquo;", "&lt;", "&hellip;"),
]
TAGS = [
    *("<em>", "</em>", '<b class="a \'b">', "</b>", "<p>", "</p>", "<br>", "<code>", "</code>"),
    *('<!-- " -->', "<script>", "</script>", '<span lang="en">', "</span>", '<img alt=": ?">'),
]
TRICKY_TEXTS = st.lists(st.sampled_from([*CHARACTERS, *WORDS]), max_size=25).map("".join)
TRICKY_HTML = st.lists(st.sampled_from([*CHARACTERS, *WORDS, *TAGS]), max_size=25).map("".join)

# The forms of a character before and after the rules; spaces come and go.
SAME = [
    (re.compile(r"&nbsp;|&#8239;|\s"), ""),
    (re.compile("[«»]|&quot;|&laquo;|&raquo;"), '"'),
    (re.compile("’|&#39;"), "'"),
    (re.compile("…|&hellip;"), "..."),
]


def strip_typography(text: str) -> str:
    for pattern, plain in SAME:
        text = pattern.sub(plain, text)
    return text


@given(st.one_of(st.text(), TRICKY_TEXTS))
def test_text_set_twice_is_text_set_once_and_only_typography_changes(text: str) -> None:
    once = typeset_text(text, "fr")
    assert typeset_text(once, "fr") == once
    assert strip_typography(once) == strip_typography(text)
    plain = re.sub("[<&]", "", text)
    assert typeset(plain, "fr") == typeset_text(plain, "fr")


@given(st.one_of(st.text(), TRICKY_HTML))
def test_html_set_twice_is_html_set_once_and_only_typography_changes(html: str) -> None:
    once = typeset(html, "fr")
    assert typeset(once, "fr") == once
    assert strip_typography(once) == strip_typography(html)


@given(st.lists(st.sampled_from([*CHARACTERS.replace("<", ""), *WORDS, *TAGS]), max_size=25).map("".join))
def test_tags_are_the_same_byte_for_byte(html: str) -> None:
    tags = re.compile("|".join(map(re.escape, TAGS)))
    assert tags.findall(typeset(html, "fr")) == tags.findall(html)


@pytest.mark.parametrize(
    "unit",
    [
        *("<", "<a", '<a ="', "<a '\"", "<!--", "<!", "</", "<script>", "<code>", "</code>", "<a =", "<b>"),
        *("&", "&a", "&amp;", "&nbsp;", "&#9"),
        *(" ", "\u00a0", '"', '"a ', '"a" ', "!", "! ", "a!b", " :", ": (", "«", "« ", "»", " »", "'", "a'"),
        *("a", "a.", ".", "/", ":", ":a", ":)", ":-", "@", "a@", "1", "1 ", "1 234"),
        *("\\", "a://", "www.", "~/"),
    ],
)
def test_long_hostile_input_is_typeset(unit: str) -> None:
    """How fast, benchmarks/typography.py measures."""
    hostile = f"x{unit * (30_000 // len(unit))}"
    assert strip_typography(typeset(hostile, "fr")) == strip_typography(hostile)
    assert strip_typography(typeset_text(hostile, "fr")) == strip_typography(hostile)
