import pytest
from pelican.plugins.images.addresses import build_address, locate

ROOT, BASE, NONE = "https://blog.example", "https://you.github.io/blog", ""
PAGE = "2015/11/20/tango/index.html"


@pytest.mark.parametrize(
    ("source", "siteurl", "path"),
    [
        (f"{ROOT}/images/a.jpg", ROOT, "images/a.jpg"),
        (f"{BASE}/images/a.jpg", BASE, "images/a.jpg"),
        ("../../../../images/a.jpg", "../../../..", "images/a.jpg"),
        ("./images/a.jpg", ".", None),  # relative to the page, which is deep in the site
        ("/images/a.jpg", NONE, "images/a.jpg"),
        ("/images/a.jpg", ROOT, "images/a.jpg"),
        ("/blog/images/a.jpg", BASE, "images/a.jpg"),
        ("/blog/images/a.jpg", "/blog", "images/a.jpg"),
        ("//blog.example/images/a.jpg", ROOT, "images/a.jpg"),
        ("../../../../images/a.jpg", ROOT, "images/a.jpg"),
        (" https://blog.example/images/a.jpg ", ROOT, "images/a.jpg"),
        (f"{ROOT}/images/a.jpg?v=2#top", ROOT, "images/a.jpg"),
        (f"{ROOT}/images/mon%20été.jpg", ROOT, "images/mon été.jpg"),
        (f"{ROOT}/images/mon été.jpg", ROOT, "images/mon été.jpg"),
        (f"{ROOT}/images/50%.jpg", ROOT, "images/50%.jpg"),
        (f"{ROOT}/images/50%25.jpg", ROOT, "images/50%.jpg"),
    ],
)
def test_address_of_a_file_of_the_site_is_found(source: str, siteurl: str, path: str | None) -> None:
    assert (path in locate(source, siteurl, PAGE)) is (path is not None)


@pytest.mark.parametrize(
    ("source", "siteurl"),
    [
        ("https://evil.example/images/a.jpg", ROOT),
        ("http://blog.example/images/a.jpg", ROOT),
        ("https://blog.example.evil/images/a.jpg", ROOT),
        ("//evil.example/images/a.jpg", ROOT),
        ("https://you.github.io/images/a.jpg", BASE),
        ("https://you.github.io/blogs/images/a.jpg", BASE),
        ("/images/a.jpg", BASE),
        ("data:image/gif;base64,R0lGODlhAQABAAAAACw=", ROOT),
        ("data:image/gif;base64,R0lGODlhAQABAAAAACw=", ".."),
        ("https://evil.example/a.jpg", ".."),
        ("http://[broken/a.jpg", ROOT),
        ("mailto:jeanne@example.org", ROOT),
    ],
)
def test_address_elsewhere_is_none_of_ours(source: str, siteurl: str) -> None:
    assert locate(source, siteurl, PAGE) == ()


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("images/a.jpg", f"{BASE}/images/a.jpg"),
        ("images/mon été, 1.jpg", f"{BASE}/images/mon%20%C3%A9t%C3%A9%2C%201.jpg"),
        ("images/50%.jpg", f"{BASE}/images/50%25.jpg"),
        ('images/"&<.jpg', f"{BASE}/images/%22%26%3C.jpg"),
        ("images/a?b#c.jpg", f"{BASE}/images/a%3Fb%23c.jpg"),
    ],
)
def test_address_holds_nothing_that_would_end_it(path: str, address: str) -> None:
    assert build_address(BASE, path) == address
    assert path in locate(address, BASE, PAGE)


def test_query_and_fragment_of_the_writer_stay() -> None:
    assert build_address("..", "images/a.jpg", "../images/a.jpg?v=2#x") == "../images/a.jpg?v=2#x"
