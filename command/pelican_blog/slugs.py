"""The last part of a text's address, made from its title as WordPress makes it."""

import re
from collections.abc import Mapping
from typing import Any

from pelican.utils import slugify

LONGEST = 80
"""Characters: an address that still fits a line, and a file name that every system takes."""
_SEPARATORS = re.compile(r"[./]")


def build_slug(text: str, settings: Mapping[str, Any]) -> str:
    """The slug for a title, at most LONGEST characters and cut between words; empty where nothing is left.

    As WordPress's sanitize_title(): accents are folded, apostrophes go (`L'été` is `lete`), full stops and
    slashes part words. Pelican does all of that but the last, and leaves hyphens at the ends.
    """
    slug = slugify_title(_SEPARATORS.sub(" ", text), settings).strip("-_")
    if len(slug) > LONGEST:
        slug = slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
    return slug.rstrip("-_")


def slugify_title(title: str, settings: Mapping[str, Any]) -> str:
    """The slug that Pelican gives to a text whose header has none."""
    slug: str = slugify(
        title,
        regex_subs=settings["SLUG_REGEX_SUBSTITUTIONS"],
        preserve_case=settings["SLUGIFY_PRESERVE_CASE"],
        use_unicode=settings["SLUGIFY_USE_UNICODE"],
    )
    return slug
