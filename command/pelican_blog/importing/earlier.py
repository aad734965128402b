"""What earlier imports decided: which blog the texts are from, and the slug and file of each."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pelican_blog.errors import WritingError

from .addresses import Roots

PLACES = "places.json"
"""The file, below the folder of the report for public texts, and below that of the private ones for those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What stays of a text, even where a newer export calls it otherwise."""

    slug: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The places that one file knows."""

    blogs: tuple[str, ...] = ()
    """The addresses of the old blog, such as `old.example.org/blog`."""
    texts: Mapping[str, Kept] = field(default_factory=dict)
    """By the keys of entries."""


def read_places(path: Path) -> Earlier:
    """What the file says; nothing before the first import. Raises WritingError if it is damaged."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        texts = {key: Kept(slug=slug, file=file) for key, (slug, file) in data["texts"].items()}
        return Earlier(blogs=tuple(map(str, data["blogs"])), texts=texts)
    except FileNotFoundError:
        return Earlier()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WritingError(f"{path}: is damaged ({error}); restore it from git.") from error


def format_places(earlier: Earlier, blogs: Iterable[str], texts: Mapping[str, Kept]) -> str:
    """The file after another import: what it knew stays, since a text may be in the next export again."""
    known = {key: [kept.slug, kept.file] for key, kept in {**earlier.texts, **texts}.items()}
    data = {"blogs": sorted({*earlier.blogs, *blogs}), "texts": known}
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def list_blogs(roots: Roots) -> tuple[str, ...]:
    """The addresses of the old blog, as the file has them."""
    return tuple(sorted(f"{host}/{roots.base}".rstrip("/") for host in roots.hosts))


def check_blog(earlier: Earlier, roots: Roots, path: str) -> None:
    """Raise WritingError if the export is another blog's: its numbers would name other texts and comments."""
    blogs = list_blogs(roots)
    if blogs and earlier.blogs and not {*blogs} & {*earlier.blogs}:
        raise WritingError(
            f"This export is from {blogs[0]}, but an earlier one was from {', '.join(earlier.blogs)}, and a "
            "blog can take in one WordPress only. Import it into a blog of its own; if it is the same one at "
            f'a new address, add "{blogs[0]}" to `blogs` in {path}.'
        )
