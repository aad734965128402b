"""The pattern of the old blog's addresses, as Pelican's `ARTICLE_URL` writes it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

_MOST = 0.5
"""The share of texts that a pattern must fit to be the blog's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A published post: where it was, and what its address may be made of."""

    path: str
    slug: str
    moment: datetime | None


def recognize_pattern(examples: Iterable[Example]) -> str | None:
    """The pattern of most posts, such as `{date:%Y}/{date:%m}/{slug}/`; None if they have none in common.

    What is in each address and the same in most of them (`blog/…`) is part of the pattern. Addresses made of
    numbers (`archives/123`) have none that a new post could follow.
    """
    found = [pattern for example in examples if (pattern := _read_pattern(example))]
    if not found:
        return None
    pattern, count = Counter(found).most_common(1)[0]
    return pattern if count > len(found) * _MOST else None


def _read_pattern(example: Example) -> str | None:
    parts = example.path.rstrip("/").split("/")
    *folders, last = parts
    stem, dot, suffix = last.rpartition(".") if last.lower().endswith((".html", ".htm")) else (last, "", "")
    if not example.slug or stem != example.slug:
        return None
    tokens = [_name_part(folders, place, example.moment) for place in range(len(folders))]
    return "/".join([*tokens, "{slug}" + dot + suffix]) + ("" if dot else "/")


def _name_part(folders: list[str], place: int, moment: datetime | None) -> str:
    if moment is None:
        return _escape(folders[place])
    years = [number for number, part in enumerate(folders) if part == f"{moment:%Y}"]
    step = place - years[0] if years else None
    for distance, token in enumerate(("%Y", "%m", "%d")):
        if step == distance and folders[place] == moment.strftime(token):
            return f"{{date:{token}}}"
    return _escape(folders[place])


def _escape(part: str) -> str:
    return part.replace("{", "{{").replace("}", "}}")
