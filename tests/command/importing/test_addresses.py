import pytest
from pelican_blog.importing.addresses import Address, choose_file, find_roots, is_safe

ROOTS = find_roots(
    ["https://old.example.org", "http://example.com/blog/"],
    ["https://cdn.example.net/x/wp-content/uploads/2011/a.jpg"],
)
BELOW = find_roots(["http://www.example.com/blog/"], [])


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://old.example.org/2011/11/29/a/", Address(path="2011/11/29/a/")),
        ("http://www.old.example.org//2011//a/", Address(path="2011/a/")),
        ("https://old.example.org/caf%c3%a9/%e5%bc%80/", Address(path="café/开/")),
        ("https://old.example.org/cafe%CC%81/", Address(path="café/")),  # composed
        ("/2011/a/#comment-5", Address(path="2011/a/", fragment="comment-5")),
        ("//old.example.org/a", Address(path="a")),
        ("https://old.example.org/?p=12", Address(path="", number=12)),
        ("https://old.example.org/index.php?page_id=12#x", Address(path="", number=12, fragment="x")),
        ("https://old.example.org/?s=soupe", Address(path="", query="s=soupe")),
        ("https://old.example.org", Address(path="")),
        ("https://elsewhere.example/2011/a/", None),
        ("mailto:x", None),
        ("a/relative/path", None),
        ("http://[broken", None),
        ("#top", None),
    ],
)
def test_own_address(url: str, expected: Address | None) -> None:
    assert ROOTS.read(url) == expected


@pytest.mark.parametrize(
    ("url", "path"),
    [("http://example.com/blog/a/", "a/"), ("http://example.com/blog", ""), ("/blog/a/", "a/")],
)
def test_blog_below_its_host(url: str, path: str) -> None:
    assert BELOW.read(url) == Address(path=path)


@pytest.mark.parametrize("url", ["http://example.com/shop/a/", "http://example.com/blogger/a/"])
def test_beside_the_blog(url: str) -> None:
    assert BELOW.read(url) is None


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://old.example.org/wp-content/uploads/2011/a.jpg", "wp-content/uploads/2011/a.jpg"),
        ("https://old.example.org/files/wp-content/uploads/a%20b.jpg?w=300", "wp-content/uploads/a b.jpg"),
        ("https://i2.wp.com/old.example.org/wp-content/uploads/a.jpg?resize=3", "wp-content/uploads/a.jpg"),
        ("https://cdn.example.net/x/wp-content/uploads/2011/a.jpg", "wp-content/uploads/2011/a.jpg"),
        ("https://old.files.wordpress.com/2011/a.jpg", "wp-content/uploads/2011/a.jpg"),
        ("/wp-content/uploads/a.jpg", "wp-content/uploads/a.jpg"),
        ("https://elsewhere.example/wp-content/uploads/a.jpg", None),
        ("https://old.example.org/wp-content/themes/a.jpg", None),
        ("https://old.example.org/wp-content/uploads/../../wp-config.php", None),
        ("https://old.example.org/wp-content/uploads/%2e%2e/%2e%2e/etc/passwd", None),
    ],
)
def test_upload(url: str, path: str | None) -> None:
    assert ROOTS.find_upload(url) == path


@pytest.mark.parametrize("path", ["2011/a/", "café/开.html", "a.b/c d/"])
def test_safe_path(path: str) -> None:
    assert is_safe(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "../a",
        "a/../b",
        "/etc",
        "a//b",
        ".git/x",
        "a/.b",
        "a\\b",
        "a\0b",
        "a\nb",
        "con:1",
        "x.",
        "é" * 200,
        "a/" * 600,
    ],
)
def test_unsafe_path(path: str) -> None:
    assert not is_safe(path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("2011/a/", ("2011/a/", "2011/a/index.html")),
        ("archives/12", ("archives/12/", "archives/12/index.html")),
        ("2011/a.html", ("2011/a.html", "2011/a.html")),
    ],
)
def test_file_of_an_address(path: str, expected: tuple[str, str]) -> None:
    assert choose_file(path) == expected
