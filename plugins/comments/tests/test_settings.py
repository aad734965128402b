"""The dict COMMENTS: unknown keys and unusable values are named, all at once."""

from typing import Any

import pytest
from pelican.plugins.comments.errors import SettingsError
from pelican.plugins.comments.settings import CommentsSettings, read_settings


def test_nothing_said_gives_the_defaults() -> None:
    assert read_settings({}) == CommentsSettings()


def test_every_key_is_taken() -> None:
    raw: dict[str, Any] = {
        "path": "reactions",
        "state": "closed",
        "page_state": "open",
        "max_depth": 3,
        "max_length": 500,
        "feed": None,
        "article_feed": None,
        "text_filter": lambda html, _lang: html,
        "privacy_page": "privacy/",
        "endpoint": "https://inbox.example/",
        "repository": "example/blog",
        "issue_template": "comment.yml",
        "email": "blog@example.org",
        "public_addresses": ["hello@example.org", "example.com"],
        "inbox": "waiting",
        "accept_label": "accepted",
        "thanks_page": "thanks/",
    }
    settings = read_settings(raw)
    assert {key: getattr(settings, key) for key in raw} == raw


def test_unknown_key_is_refused_with_the_nearest_known() -> None:
    with pytest.raises(
        SettingsError, match=r"^pelicanconf\.py: COMMENTS has no key 'max_dept'; did you mean 'max_depth'\?$"
    ):
        read_settings({"max_dept": 3})


def test_key_like_none_is_refused_with_all_the_known() -> None:
    with pytest.raises(SettingsError, match="has no key 'zzz'; the keys are path, state,"):
        read_settings({"zzz": 1})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("path", ""),
        ("path", None),
        ("state", "opened"),
        ("page_state", None),
        ("max_depth", 0),
        ("max_depth", "5"),
        ("max_depth", True),
        ("max_depth", 51),
        ("path", "."),
        ("path", "../comments"),
        ("inbox", "../inbox"),
        ("inbox", ""),
        ("accept_label", ""),
        ("thanks_page", 1),
        ("thanks_page", "/thanks/"),
        ("privacy_page", "/privacy/"),
        ("path", "/comments"),
        ("feed", "../feed.xml"),
        ("article_feed", "../{slug}.xml"),
        ("article_feed", "feeds/{slug}.{lang}.xml"),
        ("article_feed", "feeds/{slug"),
        ("article_feed", "feeds/{{slug}}.xml"),
        ("article_feed", "feeds/{slug.lang}.xml"),
        ("endpoint", "javascript:alert(1)"),
        ("endpoint", "//inbox.example/"),
        ("email", "a@"),
        ("max_length", -1),
        ("feed", ""),
        ("article_feed", "feeds/all.xml"),
        ("article_feed", 1),
        ("text_filter", "typeset"),
        ("privacy_page", 3),
        ("endpoint", ""),
        ("repository", "https://github.com/example/blog"),
        ("repository", "example"),
        ("issue_template", None),
        ("email", "nobody"),
        ("public_addresses", "hello@example.org"),
        ("public_addresses", ["nobody"]),
        ("public_addresses", ["@example.org"]),
        ("public_addresses", [1]),
    ],
)
def test_unusable_value_is_refused_with_what_to_write(key: str, value: object) -> None:
    with pytest.raises(SettingsError, match=rf"COMMENTS\['{key}'\] is .*; write "):
        read_settings({key: value})


def test_own_address_may_be_public_at_once() -> None:
    settings = read_settings(
        {"email": "Blog@example.org", "public_addresses": ("hello@example.org", "Example.com")}
    )
    assert settings.public == {"blog@example.org", "hello@example.org", "example.com"}
    assert read_settings({}).public == frozenset()


@pytest.mark.parametrize("raw", [None, [], "comments"])
def test_what_is_no_dict_is_refused(raw: object) -> None:
    with pytest.raises(SettingsError, match="write a dict"):
        read_settings(raw)


def test_all_problems_are_named_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({"max_dept": 3, "state": "shut", "path": 1})
    assert len(caught.value.problems) == 3


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
    assert settings.form_action == action
    assert settings.form_method == method
    assert settings.form_origin == origin
    assert settings.asks_github is asks_github
