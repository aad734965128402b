"""Passwords, keys and tokens in a text, which would be public with it, and in git for good."""

from collections.abc import Iterator

from pelican_blog.proofreading.problems import Remark
from pelican_blog.proofreading.rules import Rule
from pelican_blog.proofreading.sources import Source
from pelican_blog.publication.credentials import find_secrets_in


def check_secrets(source: Source) -> Iterator[Remark]:
    """Each secret in a file, in whatever part of it; it is not repeated in the message."""
    data = source.text.encode()
    for what, start in find_secrets_in(data):
        line = data.count(b"\n", 0, start) + 1
        yield Remark(line, Rule.SECRET, f"this holds {what}; take it out, and revoke it if it is yours")
