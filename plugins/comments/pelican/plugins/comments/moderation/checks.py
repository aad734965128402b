"""Everything that is wrong with the comment files of a site, published and waiting, found at once."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from pelican.plugins.comments.errors import CommentFileError
from pelican.plugins.comments.headers import KNOWN_KEYS
from pelican.plugins.comments.privacy import find_addresses, find_shown_addresses
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.storage import RENDERERS, find_files, read_comment
from pelican.plugins.comments.threads import build_discussion

from .actions import WAITING_KEYS
from .filing import Place, list_folders, names_a_waiting_comment, read_folder
from .reading import neutralize

_KEY_LINE = re.compile(r"\s{0,3}(?P<key>[\w-]+):(?P<value>.*)")
_END_OF_HEADER = {"", "---", "..."}
_PERSONAL = re.compile(r"e-?mail|gravatar|avatar|(^|[_-])(mail|ip)([_-]|$)")
"""What a key is called that holds an address of a reader's, or what was made of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something to put right in a file. No address that stands there is repeated in it."""

    file: str
    line: int | None = None
    problem: str
    """What is wrong, and what to do."""

    def __str__(self) -> str:
        """All of it in one line."""
        line = f"line {self.line}: " if self.line else ""
        return f"{self.file}: {line}{self.problem}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a check found."""

    count: int
    """How many comment files were read."""
    problems: tuple[Problem, ...]


def check_comments(site: Site) -> Report:
    """Every problem of every comment file, published or waiting, in the order of the files."""
    found: list[Problem] = []
    paths: list[tuple[Place, Path]] = []
    for place in Place:
        found += _check_place(place, site)
        paths += [(place, path) for folder in list_folders(place, site) for path in find_files(folder)]
    for place, path in paths:
        found += _check_file(path, place, site)
    for post in sorted({path.parent.name for _, path in paths}):
        found += _check_thread(post, site)
    harmless = {_make_harmless(problem) for problem in found}
    problems = sorted(harmless, key=lambda problem: (problem.file, problem.line or 0, problem.problem))
    return Report(count=len(paths), problems=tuple(problems))


def _check_place(place: Place, site: Site) -> Iterator[Problem]:
    """What lies beside the folders of the articles, and folders that are no article's."""
    for path in find_files(place.get_folder(site)):
        name = _name_file(path, place, site)
        if path.is_symlink():
            yield Problem(file=name, problem="is a symlink; put the folder itself in its place.")
        elif not path.is_dir():
            remedy = "put it into the folder named as the article's slug, or remove it."
            yield Problem(file=name, problem=f"lies outside of the articles' folders; {remedy}")
        elif path.name not in site.posts:
            remedy = "name the folder as the slug, or remove it."
            yield Problem(file=name, problem=f"no article or page has this slug; {remedy}")


def _check_file(path: Path, place: Place, site: Site) -> Iterator[Problem]:
    """What a file holds or is called that the build lets pass."""
    name = _name_file(path, place, site)
    if path.is_symlink() or not path.is_file() or path.suffix.lower() not in RENDERERS:
        return  # the thread says so
    if place is Place.INBOX and not names_a_waiting_comment(path):
        remedy = "name it <id>.md, with an id of a-z, 0-9 and hyphens, or remove it."
        yield Problem(file=name, problem=f"is no name of a comment that waits; {remedy}")
    allowed = WAITING_KEYS if place is Place.INBOX else KNOWN_KEYS
    in_header = True
    lines = path.read_text(encoding="utf-8-sig", errors="replace").split("\n")
    for number, line in enumerate(lines, start=1):
        ends_header = line.strip() in _END_OF_HEADER and (number > 1 or line.strip() != "---")
        in_header = in_header and not ends_header
        for problem in _check_line(line, allowed if in_header else None):
            yield Problem(file=name, line=number, problem=problem)
    if not find_addresses("\n".join(lines)) and find_shown_addresses(_read_shown_html(path, place, site)):
        yield Problem(file=name, problem="readers see an e-mail address in its text; remove it.")


def _read_shown_html(path: Path, place: Place, site: Site) -> str:
    """What readers see, in which `jeanne&#64;example.org` is an address too; empty where they see nothing."""
    try:
        comment = read_comment(path, timezone=site.timezone, root=place.get_root(site))
    except CommentFileError:
        return ""
    return str(comment.body)


def _check_line(line: str, keys: Collection[str] | None) -> Iterator[str]:
    """What is wrong with a line of the text, or with one of a header that may hold these keys."""
    match = _KEY_LINE.fullmatch(line) if keys else None
    key = match["key"].lower() if match else ""
    if key and keys and key not in keys:
        if _PERSONAL.search(key):
            yield f"the key {key!r} is for an address of a reader's, which is public here; remove the line."
            return
        yield f"the key {key!r} is none of {', '.join(keys)}; remove the line."
    if find_addresses(line):
        yield "there is an e-mail address in it, which is public here; remove it."
    if keys and any(_is_ip(word) for word in (match["value"] if match else line).split()):
        yield "there is an IP address in it, which is public here; remove it."


def _is_ip(word: str) -> bool:
    try:
        ip_address(word.strip("[](),;'\""))
    except ValueError:
        return False
    return word.strip(":") != ""  # two colons alone are an address (RFC 4291), but not a reader's


def _check_thread(post: str, site: Site) -> Iterator[Problem]:
    """Files that cannot be read, and comments that do not go together."""
    published, unreadable = read_folder(Place.PUBLISHED, post, site)
    waiting, unreadable_too = read_folder(Place.INBOX, post, site)
    thread = build_discussion(published, max_depth=site.settings.max_depth)
    yield from _adopt((*unreadable, *unreadable_too, *thread.problems))
    by_id = {comment.id: comment for comment in published}
    for comment in waiting:
        if comment.id in by_id:
            problem = f"its id is that of {by_id[comment.id].path}, which is published; "
            remedy = "rename it, reject it, or approve it again if that was interrupted."
            yield Problem(file=comment.path, problem=problem + remedy)
    queue = [comment for comment in waiting if comment.id not in by_id]
    together = build_discussion((*published, *queue), max_depth=site.settings.max_depth)
    yield from _adopt(together.problems)


def _adopt(messages: Iterable[str]) -> Iterator[Problem]:
    """The problems that messages of the form `file: problem` tell."""
    for message in messages:
        file, _, problem = message.partition(": ")
        yield Problem(file=file, problem=problem)


def _make_harmless(problem: Problem) -> Problem:
    """The problem as it may be printed: other modules quote what stands in a file, be it an address."""
    return Problem(file=_hide(problem.file), line=problem.line, problem=_hide(problem.problem))


def _hide(text: str) -> str:
    words = re.split(r"(\s+)", neutralize(text))
    return "".join("…" if "@" in word or _is_ip(word) else word for word in words)


def _name_file(path: Path, place: Place, site: Site) -> str:
    return path.relative_to(place.get_root(site)).as_posix()
