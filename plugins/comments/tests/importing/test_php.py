import pytest
from pelican.plugins.comments.importing.wordpress.php import unserialize, unserialize_fully


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("N;", None),
        (" b:1; ", True),
        ("b:0;", False),
        ("i:-12;", -12),
        ("d:1.5;", 1.5),
        ("d:1.0E+25;", 1e25),
        ("d:-INF;", float("-inf")),
        ('s:2:"é";', "é"),
        ('s:5:"a";b"";', 'a";b"'),
        ('a:2:{i:0;s:1:"a";s:3:"été";a:0:{}}'.replace("s:3", "s:5"), {0: "a", "été": {}}),
        ('O:8:"stdClass":2:{s:1:"a";i:1;s:4:"\0*\0b";N;}', {"a": 1, "b": None}),
    ],
)
def test_values_of_php_are_read(text: str, value: object) -> None:
    assert unserialize(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org",
        "i:1",
        's:9:"short',
        's:1:"é"',
        "i:1;i:2;",
        "a:1:{i:0;}",
        "a:1:{N;i:1;}",
        "a:1:{i:0;i:1;",
        "a:1:{a:0:{}i:1;}",
        "a:1:{i:0;" * 99 + "N;" + "}" * 99,
        "a:9999999999:{}",
        "i:" + "9" * 5000 + ";",
    ],
)
def test_anything_else_is_refused_and_read_as_itself(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # each says what is wrong in words of its own
        unserialize(text)
    assert unserialize_fully(text) == text


def test_wrong_lengths_matter_only_to_the_strict_reader() -> None:
    text = 'a:2:{s:2:"id";s:9:"l’été "; ; "x"";s:1:"b";i:1;}'
    with pytest.raises(ValueError, match="does not end"):
        unserialize(text)
    assert unserialize_fully(text) == {"id": 'l’été "; ; "x"', "b": 1}


def test_what_was_serialised_twice_is_read_to_the_end() -> None:
    assert unserialize_fully('s:23:"a:1:{s:2:"id";s:1:"x";}";') == {"id": "x"}
