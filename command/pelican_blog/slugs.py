"""Makes slugs, the last part of a text's address, from titles like WordPress."""

import re
from collections.abc import Mapping
from typing import Any

from pelican.utils import slugify

LONGEST = 80
"""Characters: the address still fits a line, and every system accepts the file name."""
_SEPARATORS = re.compile(r"[./]")


def build_slug(text: str, settings: Mapping[str, Any]) -> str:
    """The slug for a title, at most LONGEST characters and cut between words; may be empty.

    Like WordPress's sanitize_title(): accents are folded, apostrophes are dropped (`L'été` is `lete`), full
    stops and slashes separate words. Pelican does all but the last, and leaves hyphens at the ends.
    """
    slug = slugify_title(_SEPARATORS.sub(" ", text), settings).strip("-_")
    if len(slug) > LONGEST:
        slug = slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
    return slug.rstrip("-_")


def slugify_title(title: str, settings: Mapping[str, Any]) -> str:
    """The slug that Pelican gives to a text without one in its header."""
    slug: str = slugify(
        title,
        regex_subs=settings["SLUG_REGEX_SUBSTITUTIONS"],
        preserve_case=settings["SLUGIFY_PRESERVE_CASE"],
        use_unicode=settings["SLUGIFY_USE_UNICODE"],
    )
    return slug
