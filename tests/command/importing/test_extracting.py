import pytest
from pelican_blog.importing.extracting import count_links, find_lost_words


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("a <b>b</b> c", "<p>a b</p>", {"c": 1}),
        ("a b a", "<p>b a</p>", {"a": 1}),
        ("x<y>z mot<font>mi</font>lieu", "<p>xz motmilieu</p>", {}),
        ("<html><title>a</title><style>b</style><!-- c -->d", "<p>d</p>", {}),
        ("<style>b { }</style>d", "<p>d</p>", {}),
        ("a < b, c > d, x<y>z", "<p>a &lt; b, c > d, xz</p>", {}),
        ("<object><p>Flash</p></object><iframe src=x>old</iframe> a", "<p>a</p>", {}),
        ('[soundcloud url="x" params="color=ff"] [tube]http://x.example, 500, 290[/tube] a', "<p>a</p>", {}),
        ("[soundcloud-x] a", "<p>a</p>", {"soundcloud": 1, "x": 1}),
        ("a <!-- b", "<p>a</p>", {"b": 1}),
    ],
)
def test_lost_words(old: str, new: str, lost: dict[str, int]) -> None:
    assert find_lost_words(old, new) == lost


def test_signs_in_addresses_are_no_references() -> None:
    assert count_links('<a href="/?a=1&copy=2">', str) == count_links('<a href="/?a=1&amp;copy=2">', str)


@pytest.mark.parametrize("piece", ["<!--", "<title>", "<object>", "[code]", "[tube]", "<a ", "<"])
def test_hostile_text_comes_to_an_end(piece: str) -> None:
    assert find_lost_words(f"the end {piece * 50_000}", "end")["the"] == 1
