"""New posts and pages: a header to fill in, and nothing that could be published by mistake."""

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
    """A text that can be written: nothing of its name is there, and its address is free."""

    path: Path
    address: str
    """From the site's, without a slash at its beginning."""
    lines: tuple[Line, ...]
    """The header."""

    def write(self, more: Iterable[Line] = ()) -> None:
        """Write the file with these lines too.

        Raises OSError, FileExistsError where somebody was faster.
        """
        create_file(self.path, format_header([*self.lines, *more]))

    def report(self, blog: Blog) -> list[str]:
        """What to tell the writer once it is written."""
        return [
            f"Wrote {blog.show(self.path)}",
            f"Its address will be /{self.address}",
            f"Write its text below the header; to see it: make devserver, http://localhost:8000/{self.address}",
        ]


def plan_post(title: str, slug: str, now: datetime, blog: Blog) -> Plan:
    """The post of this title, dated `now`, which is in the site's time zone; "" for a slug made of the title.

    Its date has the hour: posts of one moment stand in the order of their files' names. Raises WritingError.
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
    """The page of this title; "" for a slug made of the title. Raises WritingError."""
    title = _check_title(title, "page")
    slug = _choose_slug(title, slug, "page", blog)
    path, address = blog.pages / f"{slug}.md", find_page_address(slug, blog)
    _check_address(address, title, "page", blog)
    _check_free(path, slug, blog)
    return Plan(path=path, address=address, lines=(("Title", title), ("Slug", slug)))


def format_menu_item(plan: Plan) -> str:
    """What pelicanconf.py needs to have a page in the menu."""
    return f"({json.dumps(dict(plan.lines)['Title'], ensure_ascii=False)}, {json.dumps(plan.address)})"


def _check_title(title: str, command: str) -> str:
    clean = clean_line(title)
    if not clean:
        raise WritingError(f'The title is missing. Write it between quotes: make {command} TITLE="My title"')
    return clean


def _choose_slug(title: str, slug: str, command: str, blog: Blog) -> str:
    chosen = build_slug(slug or title, blog.settings)
    if not chosen:
        named = "SLUG" if slug else "TITLE"
        raise WritingError(
            f"{named}={slug or title}: none of it can be in an address, which takes letters and digits. "
            f"Say how the address shall end: make {command} TITLE={shlex.quote(title)} SLUG=my-title"
        )
    return chosen


def _check_address(address: str, title: str, command: str, blog: Blog) -> None:
    """Raise WritingError where the site itself has something at the address."""
    if setting := find_owner(address, blog):
        raise WritingError(
            f"/{address} is an address that the site itself uses ({setting} in its settings). "
            f"Choose another address: make {command} TITLE={shlex.quote(title)} SLUG=another-one"
        )


def _check_free(path: Path, slug: str, blog: Blog) -> None:
    """Raise WritingError where a text has the slug: the two would share their comments."""
    taken = next((text.path for text in list_texts(blog) if text.slug == slug), path)
    if taken.exists() or taken.is_symlink():
        raise WritingError(
            f"{blog.show(taken)} is there already{'' if taken == path else f', with the slug {slug}'}. "
            "Go on with that one, or give the new one another title, or another address: SLUG=another-one"
        )


def read_text(path: Path, blog: Blog) -> str:
    """A text whose header a video can be added to. Raises WritingError for any other."""
    name = blog.show(path)
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError:
        raise WritingError(f"{name} is not in UTF-8. Save it in that encoding.") from None
    header = parse_header(text).values
    if not header:
        raise WritingError(
            f"{name} does not begin with a header. Begin it with a line such as `Title: My title`."
        )
    for key, values in header.items():
        if key == "video" or key.startswith("video_"):
            raise WritingError(
                f"{name} has a line `{key.capitalize()}: {values[0]}` already. To show another video, remove "
                "the lines of its header that begin with Video, then run this again."
            )
    return text


def add_to_header(path: Path, lines: Iterable[Line], blog: Blog) -> None:
    """Put lines at the end of a text's header; all else in it stays as it is, byte for byte.

    Raises WritingError where that cannot be done.
    """
    text = read_text(path, blog)
    try:
        changed = add_lines(text, lines)
    except ValueError as error:
        raise WritingError(
            f"{blog.show(path)}: {error}. Write one key a line there, then try again."
        ) from None
    replace_file(path, changed)
