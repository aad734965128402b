import pytest
from pelican.plugins.images.addresses import build_address, locate

ROOT, BASE = "https://blog.example", "https://you.github.io/blog"
PAGE = "2015/11/20/tango/index.html"


@pytest.mark.parametrize(
    ("source", "siteurl", "path"),
    [
        *((f"{ROOT}/images/a.jpg", ROOT, "a.jpg"), (f"{BASE}/images/a.jpg", BASE, "a.jpg")),
        *(("../../../../images/a.jpg", "../../../..", "a.jpg"), ("/images/a.jpg", "", "a.jpg")),
        *(("/images/a.jpg", ROOT, "a.jpg"), ("/blog/images/a.jpg", BASE, "a.jpg")),
        *(("/blog/images/a.jpg", "/blog", "a.jpg"), ("//blog.example/images/a.jpg", ROOT, "a.jpg")),
        *(("../../../../images/a.jpg", ROOT, "a.jpg"), (f" {ROOT}/images/a.jpg ", ROOT, "a.jpg")),
        *((f"{ROOT}/images/a.jpg?v=2#top", ROOT, "a.jpg"), (f"{ROOT}/images/50%.jpg", ROOT, "50%.jpg")),
        *((f"{ROOT}/images/à%20b.jpg", ROOT, "à b.jpg"), (f"{ROOT}/images/50%25.jpg", ROOT, "50%.jpg")),
    ],
)
def test_address_of_a_file_of_the_site_is_found(source: str, siteurl: str, path: str) -> None:
    assert f"images/{path}" in locate(source, siteurl, PAGE)


@pytest.mark.parametrize(
    ("source", "siteurl"),
    [
        *(("https://evil.example/images/a.jpg", ROOT), ("http://blog.example/images/a.jpg", ROOT)),
        *(("https://blog.example.evil/images/a.jpg", ROOT), ("//evil.example/images/a.jpg", ROOT)),
        *(("https://you.github.io/images/a.jpg", BASE), ("https://you.github.io/blogs/images/a.jpg", BASE)),
        *(("/images/a.jpg", BASE), ("data:image/gif;base64,R0lGODlhAQABAAAAACw=", ROOT)),
        *(("data:image/gif;base64,R0lGODlhAQABAAAAACw=", ".."), ("https://evil.example/a.jpg", "..")),
        *(("http://[broken/a.jpg", ROOT), ("mailto:jeanne@example.org", ROOT)),
    ],
)
def test_address_elsewhere_is_not_found(source: str, siteurl: str) -> None:
    assert locate(source, siteurl, PAGE) == ()


def test_address_has_nothing_that_would_end_it() -> None:
    names = {"a.jpg": "a.jpg", "é, 1.jpg": "%C3%A9%2C%201.jpg", "50%.jpg": "50%25.jpg", '"&<': "%22%26%3C"}
    for name, quoted in {**names, "a?b#c": "a%3Fb%23c"}.items():
        assert build_address(BASE, f"images/{name}") == f"{BASE}/images/{quoted}"
        assert f"images/{name}" in locate(f"{BASE}/images/{quoted}", BASE, PAGE)
    assert "images/a.jpg" not in locate("./images/a.jpg", ".", PAGE)  # relative to the page, deep in the site
    assert build_address("..", "images/a.jpg", "../images/a.jpg?v=2#x") == "../images/a.jpg?v=2#x"
