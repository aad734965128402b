"""The dict COMMENTS of pelicanconf.py, validated once and frozen."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from pelican_toolkit import settings as toolkit_settings
from pelican_toolkit.settings import Rule

from .errors import SettingsError
from .models import Order, State

TextFilter = Callable[[str, str], str]
"""(sanitised HTML of a comment, its language) → HTML; for typography and the like."""

KEY = "_COMMENTS"
"""The key of the validated settings in Pelican's: the plugin itself keeps no state."""

REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentsSettings:
    """Every key of COMMENTS with its default; docs/settings.md explains each."""

    path: str = "comments"
    state: str = State.OPEN
    page_state: str = State.HIDDEN
    order: str = Order.OLDEST
    max_depth: int = 5
    per_page: int | None = 200
    max_length: int = 2500
    feed: str | None = "feeds/comments.atom.xml"
    article_feed: str | None = "feeds/comments/{slug}.atom.xml"
    text_filter: TextFilter | None = None
    sheet: bool = False
    privacy_page: str | None = None
    endpoint: str | None = None
    repository: str | None = None
    issue_template: str = "comment.yml"
    email: str | None = None
    public_addresses: tuple[str, ...] = ()
    inbox: str = "inbox"
    accept_label: str = "accepted"
    thanks_page: str | None = None

    @property
    def form_action(self) -> str | None:
        """Where the form is sent: to the inbox server, else to GitHub's page for a new issue, else None."""
        if self.endpoint or not self.repository:
            return self.endpoint
        return f"https://github.com/{self.repository}/issues/new"

    @property
    def form_method(self) -> str:
        """`post` to an inbox server; `get` to GitHub, which takes the fields as query parameters."""
        return "post" if self.endpoint else "get"

    @property
    def form_origin(self) -> str | None:
        """The site that the form leads to, for a Content-Security-Policy; None for a path of our own."""
        origin = re.match(r"https?://[^/]+", self.form_action or "")
        return origin[0] if origin else None

    @property
    def takes_answers(self) -> bool:
        """Whether readers can answer in any way."""
        return bool(self.form_action or self.email)

    @property
    def takes_reports(self) -> bool:
        """Whether readers can report a comment in any way."""
        return bool(self.email or self.repository)

    @property
    def public(self) -> frozenset[str]:
        """The e-mail addresses, and whole domains, that may be in a comment; in lower case."""
        return frozenset(address.lower() for address in (self.email, *self.public_addresses) if address)

    @property
    def asks_github(self) -> bool:
        """Whether the form leads to GitHub, which readers are told."""
        return bool(self.repository) and not self.endpoint


def read_settings(raw: object) -> CommentsSettings:
    """The settings in the dict COMMENTS. Raises SettingsError with every problem at once."""
    return toolkit_settings.read_settings("COMMENTS", raw, CommentsSettings, _RULES, SettingsError)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_path_or_none(value: object) -> bool:
    return value is None or (_is_text(value) and not str(value).startswith("/"))


def _is_state(value: object) -> bool:
    return value in list(State)


def _is_positive(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_depth(value: object) -> bool:
    return _is_positive(value) and value in range(1, 51)  # the template calls itself as deep


def _is_folder(value: object) -> bool:
    if not isinstance(value, str):
        return False
    path = PurePosixPath(value)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts


def _is_feed(value: object) -> bool:
    return value is None or _is_folder(value)


def _is_feed_of_article(value: object) -> bool:
    try:
        return value is None or (
            _is_folder(value) and str(value).format(slug="a") != str(value).format(slug="b")
        )
    except (AttributeError, LookupError, ValueError):
        return False


def _is_endpoint(value: object) -> bool:
    return value is None or (isinstance(value, str) and bool(re.match(r"https?://[^/]|/(?!/)", value)))


def _is_repository(value: object) -> bool:
    return value is None or (isinstance(value, str) and bool(REPOSITORY.fullmatch(value)))


def _is_address(value: object) -> bool:
    return value is None or (isinstance(value, str) and bool(re.fullmatch(r"[^@\s]+@[^@\s]+", value)))


def _are_public_addresses(value: object) -> bool:
    return isinstance(value, list | tuple) and all(
        isinstance(one, str) and re.fullmatch(r"(?:[^@\s]+@)?[^@\s.]+(?:\.[^@\s.]+)+", one) for one in value
    )


_STATES = "'open', 'closed' or 'hidden'"
_RULES: Mapping[str, Rule] = {
    "path": Rule(_is_folder, "a folder's name below PATH"),
    "state": Rule(_is_state, _STATES),
    "page_state": Rule(_is_state, _STATES),
    "order": Rule(lambda value: value in list(Order), "'oldest' or 'newest'"),
    "max_depth": Rule(_is_depth, "a whole number from 1 to 50"),
    "per_page": Rule(
        lambda value: value is None or _is_positive(value),
        "a whole number from 1 on, or None for a thread on one page",
    ),
    "max_length": Rule(_is_positive, "a whole number from 1 on"),
    "feed": Rule(_is_feed, "a path below the output folder, or None"),
    "article_feed": Rule(_is_feed_of_article, "a path below the output folder with {slug} in it, or None"),
    "text_filter": Rule(
        lambda value: value is None or callable(value),
        "a function (html, lang) → html, or None",
    ),
    "sheet": Rule(lambda value: isinstance(value, bool), "True or False"),
    "privacy_page": Rule(
        _is_path_or_none, "a path below the site's address, without a leading slash, or None"
    ),
    "endpoint": Rule(_is_endpoint, "the address that receives the form, from http or / on, or None"),
    "repository": Rule(_is_repository, "'owner/name' of a GitHub repository, or None"),
    "issue_template": Rule(_is_text, "a file's name in .github/ISSUE_TEMPLATE"),
    "email": Rule(_is_address, "an e-mail address, or None"),
    "public_addresses": Rule(
        _are_public_addresses,
        "a list of e-mail addresses such as 'me@example.org', or of whole domains such as 'example.org'",
    ),
    "inbox": Rule(_is_folder, "a folder's name beside pelicanconf.py"),
    "accept_label": Rule(_is_text, "the name of a label"),
    "thanks_page": Rule(
        _is_path_or_none, "a path below the site's address, without a leading slash, or None"
    ),
}
