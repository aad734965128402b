"""Addresses that no reader reaches, and forms that lead nowhere."""

from typing import Any

import pytest
from pelican_blog.publication.settings import (
    find_address_obstacles,
    find_domain,
    find_form_obstacles,
    find_settings_obstacles,
)


@pytest.mark.parametrize(
    "siteurl",
    [
        "https://you.github.io",
        "https://you.github.io/blog",
        "https://blog.example.org",
        "http://blog.example.org",
        "https://blog.example.org:8443/a/b",
        "https://été.example.org",
        "https://192.0.2.1",
        "https://[2001:db8::1]/blog",
        "https://localhost.example.org",
        "https://mylocalhost",
        "https://contest",
        "http://raspberrypi.local",
        "http://192.168.1.2",
        "http://[::ffff:192.0.2.1]",
        "https://you.github.io/localhost",
    ],
)
def test_address_that_readers_reach_is_no_obstacle(siteurl: str) -> None:
    assert list(find_address_obstacles(siteurl)) == []


@pytest.mark.parametrize(
    ("siteurl", "problem"),
    [
        ("", "the site's address is missing; run: make publish SITEURL=https://example.org"),
        ("example.org", "'example.org' is no http(s) address"),
        ("ftp://example.org", "is no http(s) address"),
        ("HTTPS://example.org", "is no http(s) address"),
        ("//example.org", "is no http(s) address"),
        ("https://", "is no http(s) address"),
        ("https:///blog", "is no http(s) address"),
        ("https://:80", "is no http(s) address"),
        ("https://example.org:port", "is no http(s) address"),
        ("https://exa mple.org", "is no http(s) address"),
        ("https://example.org/\n", "is no http(s) address"),
        ('https://example.org/"><script>', "is no http(s) address"),
        ("https://a..b", "is no http(s) address"),
        ("https://[::1", "is no http(s) address"),
        (f"https://{'a' * 64}.example.org", "is no http(s) address"),
        ("http://localhost", "means the reader's own machine"),
        ("http://localhost:8000/blog", "means the reader's own machine"),
        ("http://LocalHost.", "means the reader's own machine"),
        ("https://blog.localhost", "means the reader's own machine"),
        ("http://127.0.0.1:8000", "means the reader's own machine"),
        ("http://127.1.2.3", "means the reader's own machine"),
        ("http://0.0.0.0", "means the reader's own machine"),
        ("http://[::1]:8000", "means the reader's own machine"),
        ("http://[::]", "means the reader's own machine"),
        *(
            (f"http://{host}", "means the reader's own machine")
            for host in (
                *("127.1", "0", "2130706433", "0x7f.1", "017700000001", "127.0.0.1.", "１２７.1"),
                *("[::ffff:127.0.0.1]", "[::ffff:0.0.0.0]", "[0:0:0:0:0:0:0:1]"),
                *("localhost.localdomain", "LOCALHOST.localdomain.", "localhost6", "a.b.localhost"),
            )
        ),
        ("https://blog.test", "is kept for examples, and no reader finds it"),
        ("https://blog.invalid", "is kept for examples, and no reader finds it"),
        ("https://you.example", "is kept for examples, and no reader finds it"),
        ("https://example.org?a=b", "has a ? or # in it"),
        ("https://example.org/#top", "has a ? or # in it"),
    ],
)
def test_address_that_no_reader_reaches_is_named_with_what_to_do(siteurl: str, problem: str) -> None:
    (obstacle,) = find_address_obstacles(siteurl)
    assert obstacle.startswith("publishconf.py: ")
    assert problem in obstacle
    assert obstacle.endswith(".")


@pytest.mark.parametrize("siteurl", ["https://you:hush@example.org", "https://hush@localhost"])
def test_password_in_the_address_is_not_repeated(siteurl: str) -> None:
    (obstacle,) = find_address_obstacles(siteurl)
    assert "name or password" in obstacle
    assert "hush" not in obstacle


@pytest.mark.parametrize(
    ("siteurl", "domain"),
    [
        ("https://blog.example.org", "blog.example.org"),
        ("http://Example.ORG.", "example.org"),
        ("https://été.example.org", "xn--t-9fab.example.org"),
        ("https://you.github.io", None),
        ("https://you.github.io/blog", None),
        ("https://blog.example.org/blog", None),
        ("https://blog.example.org:8443", None),
        ("https://192.0.2.1", None),
        ("https://192.0.513", None),
        ("https://[2001:db8::1]", None),
        ("https://intranet", None),
    ],
)
def test_domain_is_ones_own_and_all_of_it(siteurl: str, domain: str | None) -> None:
    assert find_domain(siteurl) == domain


@pytest.mark.parametrize(
    "comments",
    [
        {"repository": "you/blog"},
        {"repository": "you/you.github.io"},
        {"email": "you@example.org"},
        {"endpoint": "https://comments.example.org/new"},
        {"state": "closed"},
        {"state": "hidden", "page_state": "closed"},
    ],
)
def test_form_that_leads_somewhere_or_is_not_wanted_is_no_obstacle(comments: dict[str, Any]) -> None:
    assert list(find_form_obstacles(comments)) == []


@pytest.mark.parametrize(
    ("comments", "problem"),
    [
        ({}, "the repository whose issues receive the form is missing"),
        ({"repository": None, "endpoint": None}, "the repository whose issues receive the form is missing"),
        (
            {"state": "closed", "page_state": "open"},
            "the repository whose issues receive the form is missing",
        ),
        ({"repository": "blog"}, "GITHUB_REPOSITORY 'blog' is not the owner/name"),
        ({"repository": "https://github.com/you/blog"}, "is not the owner/name"),
        ({"repository": "you/blog/issues"}, "is not the owner/name"),
        ({"repository": "you/blog?x"}, "is not the owner/name"),
        ({"repository": 1}, "is not the owner/name"),
        ({"endpoint": "/comments"}, "'/comments', where no server answers"),
        ({"endpoint": "http://comments.example.org", "repository": "you/blog"}, "where no server answers"),
    ],
)
def test_form_that_leads_nowhere_is_named_with_what_to_do(comments: dict[str, Any], problem: str) -> None:
    (obstacle,) = find_form_obstacles(comments)
    assert obstacle.startswith("publishconf.py: ")
    assert problem in obstacle
    assert obstacle.endswith(".")


@pytest.mark.parametrize("settings", [{}, {"COMMENTS": None}, {"COMMENTS": []}])
def test_blog_without_the_plugin_needs_no_form(settings: dict[str, Any]) -> None:
    (obstacle,) = find_settings_obstacles(settings)
    assert "the site's address is missing" in obstacle
