"""Addresses that readers cannot reach, and forms that lead nowhere."""

from typing import Any

import pytest
from pelican_blog.publication.settings import (
    find_address_obstacles,
    find_domain,
    find_form_obstacles,
    find_settings_obstacles,
)

GOOD = """\
https://you.github.io https://you.github.io/blog https://you.github.io/localhost https://blog.example.org
http://blog.example.org https://blog.example.org:8443/a/b https://été.example.org https://192.0.2.1
https://[2001:db8::1]/blog https://localhost.example.org https://mylocalhost https://contest
http://raspberrypi.local http://192.168.1.2 http://[::ffff:192.0.2.1]"""
MALFORMED = """\
example.org ftp://example.org HTTPS://example.org //example.org https:// https:///blog https://:80
https://example.org:port https://example.org/"><script> https://a..b https://[::1"""
OWN_MACHINE = """\
localhost localhost:8000/blog LocalHost. blog.localhost 127.0.0.1:8000 127.1.2.3 0.0.0.0 [::1]:8000 [::] 127.1
0 2130706433 0x7f.1 017700000001 127.0.0.1. １２７.1 [::ffff:127.0.0.1] [::ffff:0.0.0.0] [0:0:0:0:0:0:0:1]
localhost.localdomain LOCALHOST.localdomain. localhost6 a.b.localhost"""
BAD = {
    "": "the site's address is missing; run: make publish SITEURL=https://example.org",
    **dict.fromkeys(MALFORMED.split(), "is not an http(s) address"),
    "https://exa mple.org": "is not an http(s) address",
    "https://example.org/\n": "is not an http(s) address",
    f"https://{'a' * 64}.example.org": "is not an http(s) address",
    **{f"http://{host}": "points to the reader's own machine" for host in OWN_MACHINE.split()},
    **{f"https://blog.{name}": "is reserved for examples" for name in ("test", "invalid", "example")},
    "https://example.org?a=b": "contains a ? or #",
    "https://example.org/#top": "contains a ? or #",
    "https://you:hush@example.org": "contains a name or password",
    "https://hush@localhost": "contains a name or password",
}
NO_DOMAIN = """\
https://you.github.io https://you.github.io/blog https://blog.example.org/blog https://blog.example.org:8443
https://192.0.2.1 https://192.0.513 https://[2001:db8::1] https://intranet"""
MISSING = "the repository that receives comments as issues is missing"


def test_address_that_readers_cannot_reach_is_named_with_a_remedy() -> None:
    assert [url for url in GOOD.split() if [*find_address_obstacles(url)]] == []
    for siteurl, problem in BAD.items():
        (obstacle,) = find_address_obstacles(siteurl)
        assert obstacle.startswith("publishconf.py: ")
        assert problem in obstacle
        assert obstacle.endswith(".")
        assert "hush" not in obstacle


def test_domain_is_that_of_a_site_at_the_root_of_a_custom_one() -> None:
    assert [url for url in NO_DOMAIN.split() if find_domain(url)] == []
    assert find_domain("https://blog.example.org") == "blog.example.org"
    assert find_domain("http://Example.ORG.") == "example.org"
    assert find_domain("https://été.example.org") == "xn--t-9fab.example.org"


@pytest.mark.parametrize(
    ("comments", "problem"),
    [
        ({"repository": "you/blog"}, None),
        ({"repository": "you/you.github.io"}, None),
        ({"email": "you@example.org"}, None),
        ({"endpoint": "https://comments.example.org/new"}, None),
        ({"state": "closed"}, None),
        ({"state": "hidden", "page_state": "closed"}, None),
        ({}, MISSING),
        ({"repository": None, "endpoint": None}, MISSING),
        ({"state": "closed", "page_state": "open"}, MISSING),
        ({"repository": "blog"}, "GITHUB_REPOSITORY 'blog' is not the owner/name"),
        ({"repository": "https://github.com/you/blog"}, "is not the owner/name"),
        ({"repository": "you/blog/issues"}, "is not the owner/name"),
        ({"repository": "you/blog?x"}, "is not the owner/name"),
        ({"repository": 1}, "is not the owner/name"),
        ({"endpoint": "/comments"}, "'/comments', which is not a full address"),
        ({"endpoint": "http://comments.example.org", "repository": "you/blog"}, "is not a full address"),
    ],
)
def test_form_that_leads_nowhere_is_named(comments: dict[str, Any], problem: str | None) -> None:
    found = list(find_form_obstacles(comments))
    assert len(found) == (problem is not None)
    assert (problem or "") in "".join(found)


def test_blog_without_the_plugin_needs_no_form() -> None:
    for settings in ({}, {"COMMENTS": None}, {"COMMENTS": []}):
        (obstacle,) = find_settings_obstacles(settings)
        assert "the site's address is missing" in obstacle
