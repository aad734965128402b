"""New posts and pages: a header to fill in, and additions to the headers of existing ones.

A “text” is a post or a page: a file below `content/`.
"""

import json
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pelican_toolkit.files import create_file, replace_file

from pelican_blog.blog import Blog, list_texts
from pelican_blog.errors import WritingError
from pelican_blog.headers import parse_header
from pelican_blog.slugs import build_slug
from pelican_blog.writing.addresses import find_owner, find_page_address, find_post_address
from pelican_blog.writing.headers import Line, add_lines, clean_line, format_header


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A text that can be written: its file does not exist and its address is free."""

    path: Path
    address: str
    """Relative to the site's, without a leading slash."""
    lines: tuple[Line, ...]
    """The header."""

    def write(self, more: Iterable[Line] = ()) -> None:
        """Write the file, with these lines too. Raises OSError, or FileExistsError if someone was faster."""
        create_file(self.path, format_header([*self.lines, *more]))

    def report(self, blog: Blog) -> list[str]:
        """The lines to print once it is written."""
        return [
            f"Wrote {blog.show(self.path)}",
            f"Its address will be /{self.address}",
            f"Write below the header; to see the result: make devserver, http://localhost:8000/{self.address}",
        ]


def plan_post(title: str, slug: str, now: datetime, blog: Blog) -> Plan:
    """A post dated `now`, which is in the site's time zone; the slug "" means one made from the title.

    Its date includes the time, as posts of the same date are sorted by file name. Raises WritingError.
    """
    title = _check_title(title, "new")
    slug = _choose_slug(title, slug, "new", blog)
    path, address = blog.posts / f"{now:%Y}" / f"{slug}.md", find_post_address(slug, now, blog)
    _check_address(address, title, "new", blog)
    _check_free(path, slug, blog)
    header = [
        ("Title", title),
        ("Date", f"{now:%Y-%m-%d %H:%M}"),
        ("Slug", slug),
        ("Category", ""),
        ("Tags", ""),
    ]
    return Plan(path=path, address=address, lines=tuple(header))


def plan_page(title: str, slug: str, blog: Blog) -> Plan:
    """A page; the slug "" means one made from the title. Raises WritingError."""
    title = _check_title(title, "page")
    slug = _choose_slug(title, slug, "page", blog)
    path, address = blog.pages / f"{slug}.md", find_page_address(slug, blog)
    _check_address(address, title, "page", blog)
    _check_free(path, slug, blog)
    return Plan(path=path, address=address, lines=(("Title", title), ("Slug", slug)))


def format_menu_item(plan: Plan) -> str:
    """The item of MENUITEMS in pelicanconf.py for a page."""
    return f"({json.dumps(dict(plan.lines)['Title'], ensure_ascii=False)}, {json.dumps(plan.address)})"


def _check_title(title: str, command: str) -> str:
    clean = clean_line(title)
    if not clean:
        raise WritingError(f'The title is missing; put it in quotes: make {command} TITLE="My title"')
    return clean


def _choose_slug(title: str, slug: str, command: str, blog: Blog) -> str:
    chosen = build_slug(slug or title, blog.settings)
    if not chosen:
        named = "SLUG" if slug else "TITLE"
        raise WritingError(
            f"{named}={slug or title}: has no letters or digits to make an address from; "
            f"choose the end of the address: make {command} TITLE={shlex.quote(title)} SLUG=my-title"
        )
    return chosen


def _check_address(address: str, title: str, command: str, blog: Blog) -> None:
    """Raise WritingError if the site itself uses the address."""
    if setting := find_owner(address, blog):
        raise WritingError(
            f"/{address} is an address that the site itself uses ({setting} in its settings); "
            f"choose another: make {command} TITLE={shlex.quote(title)} SLUG=another-one"
        )


def _check_free(path: Path, slug: str, blog: Blog) -> None:
    """Raise WritingError if a text has this slug already: the two would share their comments."""
    taken = next((text.path for text in list_texts(blog) if text.slug == slug), path)
    if taken.exists() or taken.is_symlink():
        raise WritingError(
            f"{blog.show(taken)} already exists{'' if taken == path else f' with the slug {slug}'}; "
            "edit that one, or give the new one another title or another address: SLUG=another-one"
        )


def read_text(path: Path, blog: Blog) -> str:
    """The content of a text, if a video can be added to its header. Raises WritingError otherwise."""
    name = blog.show(path)
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError:
        raise WritingError(f"{name}: is not UTF-8; save it in that encoding.") from None
    header = parse_header(text).values
    if not header:
        raise WritingError(
            f"{name}: does not start with a header; add a first line such as `Title: My title`."
        )
    for key, values in header.items():
        if key == "video" or key.startswith("video_"):
            raise WritingError(
                f"{name}: already has a line `{key.capitalize()}: {values[0]}`; to show another video, "
                "remove the lines that start with Video from its header, then try again."
            )
    return text


def add_to_header(path: Path, lines: Iterable[Line], blog: Blog) -> None:
    """Add lines at the end of a text's header, leaving all else untouched. Raises WritingError."""
    text = read_text(path, blog)
    try:
        changed = add_lines(text, lines)
    except ValueError as error:
        raise WritingError(f"{blog.show(path)}: {error}; put one key per line, then try again.") from None
    replace_file(path, changed)
