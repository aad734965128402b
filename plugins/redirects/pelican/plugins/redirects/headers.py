"""The old addresses in a header."""

import re
from collections.abc import Iterator, Mapping

KEYS = ("aliases", "alias", "redirect_from")
"""Ours, which is Hugo's too, and Jekyll's."""
_BETWEEN = re.compile(r"\s*(?:[;,](?=\s|/|\?|$)|\n)\s*")
"""What separates two addresses: they may hold a comma or a semicolon themselves."""


def list_aliases(metadata: Mapping[str, object]) -> Iterator[str]:
    """Each old address in the header of a text."""
    for key in KEYS:
        value = metadata.get(key)
        for item in value if isinstance(value, list | tuple) else (value,):
            if isinstance(item, str):
                yield from filter(None, _BETWEEN.split(item.strip()))
