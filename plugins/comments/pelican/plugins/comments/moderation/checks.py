"""All problems in the comment files of a site, published and waiting, found at once."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from pelican.plugins.comments.characters import neutralize
from pelican.plugins.comments.copies import is_leftover, is_marked_as_copy
from pelican.plugins.comments.headers import KNOWN_KEYS, WAITING_KEYS, read_lines
from pelican.plugins.comments.models import Comment
from pelican.plugins.comments.privacy import find_addresses, find_ip_addresses, find_shown_addresses
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.storage import (
    CommentFile,
    digest_thread,
    know_threads,
    read_files,
    resolve_replies,
    scan_files,
)
from pelican.plugins.comments.threads import build_discussion
from pelican_toolkit.errors import Problem
from pelican_toolkit.incremental import build_key, remember

from .filing import Place, list_folders, names_a_waiting_comment
from .lines import is_imported, judge_header, judge_text

IMPORTED_ADDRESS = "imported-address"
"""The code of the one problem that need not be solved: the text of an imported comment stays as it was."""
NO_ARTICLE = "no-article"
"""The code of a folder whose name is no article's slug."""
_WAS_PUBLIC = "shows an e-mail address, as it did where it comes from; remove it if its owner asks for that."


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a check found; no problem repeats an e-mail or IP address from a file."""

    count: int
    """How many comment files there are."""
    problems: tuple[Problem, ...]

    @property
    def is_fine(self) -> bool:
        """Whether nothing has to be done about them."""
        return all(problem.code == IMPORTED_ADDRESS for problem in self.problems)


def check_comments(site: Site) -> Report:
    """Every problem of every comment file, published or waiting, in the order of the files."""
    found = {_make_harmless(problem) for place in Place for problem in _check_place(place, site)}
    folders = {(place, folder.name) for place in Place for folder in list_folders(place, site)}
    threads = {folder: know_threads(folder) for folder in (place.get_folder(site) for place in Place)}
    common = _build_common_key(site)
    count = 0
    for post in sorted({post for _, post in folders}):
        own = [place for place in Place if (place, post) in folders]
        files = [known.get(post) or digest_thread(folder / post) for folder, known in threads.items()]
        key = build_key(post, [place.value for place in own], files, common)
        checked = remember("check", key, partial(_check_post, post, own, site))
        count += checked.count
        found.update(checked.problems)
    problems = sorted(found, key=lambda problem: (problem.place, problem.line or 0, problem.message))
    return Report(count=count, problems=tuple(problems))


def _build_common_key(site: Site) -> str:
    """All that the problems of every article's comments depend on, apart from code."""
    roots = [str(place.get_root(site)) for place in Place]
    return build_key(roots, sorted(site.settings.public), site.settings.max_depth, str(site.timezone))


def _check_post(post: str, places: Sequence[Place], site: Site) -> Report:
    """The problems of an article's comments; `places` has those where it has a folder."""
    files = {place: _read_files(post, place, site) for place in Place}
    found: list[Problem] = []
    for place in places:
        for file in files[place]:
            found += _check_file(file, place, site)
        found += _check_leftovers(place.get_folder(site) / post, place, site)
    found += _check_thread(files[Place.PUBLISHED], files[Place.INBOX], site)
    count = sum(len(files[place]) for place in places)
    return Report(count=count, problems=tuple(map(_make_harmless, found)))


def _read_files(post: str, place: Place, site: Site) -> list[CommentFile]:
    files = read_files(place.get_folder(site) / post, timezone=site.timezone, root=place.get_root(site))
    return [_pass_over(file) if is_leftover(file.path) else file for file in files]


def _pass_over(file: CommentFile) -> CommentFile:
    """The file of an editor or tool without its problems, since _check_leftovers reports it."""
    copied = tuple(problem for problem in file.problems if problem.code == "copy")
    return CommentFile(path=file.path, problems=copied)


def _check_place(place: Place, site: Site) -> Iterator[Problem]:
    """Problems with what lies beside the articles' folders, and with folders of no article."""
    for entry in scan_files(place.get_folder(site)):
        name = _name_file(Path(entry), place, site)
        if entry.is_symlink():
            yield Problem("symlink", name, "is a symlink; replace it with the folder itself.")
        elif not entry.is_dir():
            remedy = "move it into the folder named after the article's slug, or remove it."
            yield Problem("outside", name, f"is outside the articles' folders; {remedy}")
        elif site.find_post(entry.name) is None:
            remedy = "rename the folder to the slug, or remove it."
            yield Problem(NO_ARTICLE, name, f"no article or page has this slug; {remedy}")


def _check_leftovers(folder: Path, place: Place, site: Site) -> Iterator[Problem]:
    """Leftovers of editors and tools, which are not on the site but contain the text of a comment."""
    for path in filter(is_leftover, folder.iterdir()):
        problem = "was left behind by an editor or another tool, and contains a comment's text; remove it."
        yield Problem("leftover", _name_file(path, place, site), problem)


def _check_file(file: CommentFile, place: Place, site: Site) -> Iterator[Problem]:
    """Problems with a file's name or content that do not disturb a build; public addresses are allowed."""
    if file.source is None:
        return  # _check_thread reports it
    name, public = _name_file(file.path, place, site), site.settings.public
    lines, text, first = read_lines(file.source)
    waits = place is Place.INBOX
    if is_marked_as_copy(file.path):
        remedy = "rename it <id>.md to keep it, or remove it."
        yield Problem("copy", name, f"is named like a copy made by a program; {remedy}")
    elif waits and not names_a_waiting_comment(file.path):
        remedy = "rename it <id>.md, where the id has only a-z, 0-9 and hyphens, or remove it."
        yield Problem("no-name", name, f"is not a valid name for a waiting comment; {remedy}")
    for number, problem in judge_header(lines, WAITING_KEYS if waits else KNOWN_KEYS, public):
        yield Problem("line", name, problem, number)
    was_public = not waits and is_imported(lines)
    for number, problem in judge_text(text, first, public):
        if was_public:
            yield Problem(IMPORTED_ADDRESS, name, _WAS_PUBLIC, number)
        else:
            yield Problem("line", name, problem, number)
    # In what readers see `jeanne&#64;example.org` is an address too.
    shown = str(file.comment.body) if file.comment else ""
    if not find_addresses(file.source, public) and find_shown_addresses(shown, public):
        if was_public:
            yield Problem(IMPORTED_ADDRESS, name, _WAS_PUBLIC)
        else:
            yield Problem("address", name, "readers see an e-mail address in its text; remove it.")


def _check_thread(
    published: Sequence[CommentFile], waiting: Sequence[CommentFile], site: Site
) -> Iterator[Problem]:
    """Files of an article that cannot be read, and comments that contradict each other."""
    yield from chain.from_iterable(file.problems for file in (*published, *waiting))
    yield from _check_replies(_list_comments(published), _list_comments(waiting), site)


def _list_comments(files: Iterable[CommentFile]) -> tuple[Comment, ...]:
    return resolve_replies([file.comment for file in files if file.comment])


def _check_replies(published: Sequence[Comment], waiting: Sequence[Comment], site: Site) -> Iterator[Problem]:
    """Comments that contradict each other, if the waiting ones were published too."""
    thread = build_discussion(published, max_depth=site.settings.max_depth)
    yield from thread.problems
    by_id = {comment.id: comment for comment in published}
    for comment in waiting:
        if comment.id in by_id:
            problem = f"its id is already used by {by_id[comment.id].path}, which is published; "
            remedy = "rename it, refuse it, or publish it again if that was interrupted."
            yield Problem("same-id", comment.path, problem + remedy)
    if queue := [comment for comment in waiting if comment.id not in by_id]:
        together = build_discussion((*published, *queue), max_depth=site.settings.max_depth)
        yield from together.problems


def _make_harmless(problem: Problem) -> Problem:
    """The problem made safe to print: other modules quote from the file, perhaps an address."""
    return Problem(problem.code, _hide(problem.place), _hide(problem.message), problem.line)


def _hide(text: str) -> str:
    words = re.split(r"(\s+)", neutralize(text))
    return "".join("…" if "@" in word or find_ip_addresses(word) else word for word in words)


def _name_file(path: Path, place: Place, site: Site) -> str:
    return path.relative_to(place.get_root(site)).as_posix()
