"""The dict COMMENTS: what each key takes and refuses."""

from typing import Any

import pytest
from pelican.plugins.comments.errors import SettingsError
from pelican.plugins.comments.settings import CommentsSettings, read_settings

FULL: dict[str, Any] = {
    "path": "reactions",
    "state": "closed",
    "page_state": "open",
    "order": "newest",
    "max_depth": 3,
    "per_page": None,
    "max_length": 500,
    "feed": None,
    "article_feed": None,
    "text_filter": lambda html, _lang: html,
    "sheet": True,
    "privacy_page": "privacy/",
    "endpoint": "https://inbox.example/",
    "repository": "example/blog",
    "issue_template": "comment.yml",
    "email": "blog@example.org",
    "public_addresses": ("hello@example.org", "example.com"),
    "inbox": "waiting",
    "accept_label": "accepted",
    "thanks_page": "thanks/",
}
UNUSABLE: dict[str, list[object]] = {
    "path": ["", None, 1, ".", "../comments", "/comments"],
    "state": ["opened", "shut"],
    "page_state": [None],
    "order": ["latest", None],
    "max_depth": [0, "5", True, 51],
    "per_page": [0, -1, 2.5, "200", True],
    "max_length": [-1],
    "feed": ["", "../feed.xml"],
    "article_feed": [
        *("../{slug}.xml", "feeds/{slug}.{lang}.xml", "feeds/{slug", "feeds/{{slug}}.xml"),
        *("feeds/{slug.lang}.xml", "feeds/all.xml", 1),
    ],
    "text_filter": ["typeset"],
    "sheet": ["yes", 1],
    "privacy_page": ["/privacy/", 3],
    "endpoint": ["", "javascript:alert(1)", "//inbox.example/"],
    "repository": ["https://github.com/example/blog", "example"],
    "issue_template": [None, ""],
    "email": ["nobody", "a@"],
    "public_addresses": ["hello@example.org", ["nobody"], ["@example.org"], [1]],
    "inbox": ["", "../inbox"],
    "accept_label": [""],
    "thanks_page": [1, "/thanks/"],
}


def test_every_key_is_taken_and_has_a_default() -> None:
    assert read_settings({}) == CommentsSettings()
    assert {key: getattr(read_settings(FULL), key) for key in CommentsSettings.__slots__} == FULL


@pytest.mark.parametrize("key", CommentsSettings.__slots__)
def test_unusable_value_is_refused(key: str) -> None:
    for value in UNUSABLE[key]:
        with pytest.raises(SettingsError) as caught:
            read_settings({key: value})
        (problem,) = caught.value.problems
        assert (problem.code, f"COMMENTS[{key!r}] is {value!r}" in problem) == ("unusable-value", True)


def test_own_address_may_be_public_at_once() -> None:
    settings = read_settings(
        {"email": "Blog@example.org", "public_addresses": ("hello@example.org", "Example.com")}
    )
    assert settings.public == {"blog@example.org", "hello@example.org", "example.com"}
    assert read_settings({}).public == frozenset()


@pytest.mark.parametrize(
    ("raw", "action", "method", "origin", "asks_github"),
    [
        ({}, None, "get", None, False),
        ({"email": "blog@example.org"}, None, "get", None, False),
        ({"endpoint": "/comments"}, "/comments", "post", None, False),
        ({"endpoint": "https://a.example/c"}, "https://a.example/c", "post", "https://a.example", False),
        ({"repository": "me/b"}, "https://github.com/me/b/issues/new", "get", "https://github.com", True),
        ({"repository": "me/b", "endpoint": "/c"}, "/c", "post", None, False),
    ],
)
def test_form_goes_where_the_settings_say(
    raw: dict[str, Any], action: str | None, method: str, origin: str | None, *, asks_github: bool
) -> None:
    settings = read_settings(raw)
    assert (settings.form_action, settings.form_method) == (action, method)
    assert (settings.form_origin, settings.asks_github) == (origin, asks_github)
