"""Which issue a comment came from: by its header or, if that says too little, by its id and date."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s
from pathlib import Path

from .copies import find_original
from .errors import CommentFileError
from .headers import parse_header
from .models import Comment
from .site import Site
from .storage import find_files, is_comment_file

_ID = re.compile(r"gh-(?P<number>[1-9][0-9]*)(?:-[0-9a-f]{6})?")
_SOURCE = re.compile(
    r"github:(?:(?P<repository>[\w.-]+/[\w.-]+)#)?(?P<number>[1-9][0-9]*)(?:@(?P<id>[1-9][0-9]*))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue and its repository."""

    repository: str | None
    """`owner/name`; None if not known."""
    repository_id: int | None = None
    """GitHub's id, which survives renames and transfers; None if not known."""
    number: int

    @property
    def source(self) -> str:
        """What a comment's header calls it: `github:owner/name#57@12345`."""
        place = f"{self.repository}#" if self.repository else ""
        return f"github:{place}{self.number}" + (f"@{self.repository_id}" if self.repository_id else "")

    def is_beside(self, other: "Issue") -> bool:
        """Whether both are in the same repository, compared by name if an id is not known."""
        if self.repository_id and other.repository_id:
            return self.repository_id == other.repository_id
        return (self.repository or "").casefold() == (other.repository or "").casefold()

    def is_same(self, other: "Issue") -> bool:
        """Whether both are the same issue."""
        return self.number == other.number and self.is_beside(other)

    def choose_id(self, taken: Collection[str]) -> str:
        """An id for its comment: `gh-57`, or a longer one if another repository's issue has that."""
        usual = f"gh-{self.number}"
        key = str(self.repository_id or (self.repository or "").casefold())
        return f"{usual}-{blake2s(key.encode(), digest_size=3).hexdigest()}" if usual in taken else usual


def parse_source(source: str | None, own_repository: str | None) -> Issue | None:
    """The issue that a comment's header names; None if the comment did not come from GitHub.

    Older versions named no repository: they meant the blog's own.
    """
    match = _SOURCE.fullmatch(source or "")
    if not match:
        return None
    return Issue(
        repository=match["repository"] or own_repository,
        repository_id=int(match["id"]) if match["id"] else None,
        number=int(match["number"]),
    )


def find_issue(comment: Comment, own_repository: str | None) -> Issue | None:
    """The issue on which a comment's writer can be notified; None if there is none.

    An anonymised comment no longer names its issue, but keeps its id.
    """
    if not comment.is_published:
        return None
    match = _ID.fullmatch(comment.id)
    if match and not comment.source:
        return Issue(repository=own_repository, number=int(match["number"]))
    return parse_source(comment.source, own_repository)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFile:
    """A published file as it is, for finding out where its comment came from."""

    post: str
    path: Path
    id: str
    values: Mapping[str, str]
    """Those of its header."""
    text: str
    """The whole file."""


def find_comment_files(
    issue: Issue, author: str, date: datetime, site: Site
) -> tuple[list[CommentFile], set[str]]:
    """The files of an issue's comment, below any article, and the ids that other comments have.

    `author` is the name given in the issue, `date` when it was opened. Raises CommentFileError if a file with
    its id cannot be read.
    """
    own: list[CommentFile] = []
    taken: set[str] = set()
    for file in _list_candidates(issue.number, site):
        if _is_of(file, issue, author, date, site):
            own.append(file)
        else:
            taken.add(file.id)
    return own, taken


def _list_candidates(number: int, site: Site) -> Iterator[CommentFile]:
    """The files that mention an issue of this number, without copies left by other programs.

    Only those are parsed.
    """
    traces = (f"gh-{number}", f"github:{number}", f"#{number}")
    for path in (path for folder in find_files(site.comments) for path in find_files(folder)):
        if not is_comment_file(path) or path.parent.is_symlink() or find_original(path):
            continue
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        is_named = path.stem.startswith(traces[0])
        if not is_named and not any(trace in text for trace in traces):
            continue
        try:
            header, _ = parse_header(text, path.relative_to(site.root).as_posix())
        except CommentFileError:
            if is_named:
                raise
            continue
        named = header.values.get("slug") or path.stem
        yield CommentFile(post=path.parent.name, path=path, id=named, values=header.values, text=text)


def _is_of(file: CommentFile, issue: Issue, author: str, date: datetime, site: Site) -> bool:
    """Whether a comment came from this issue.

    If it names no repository, an older version may have written it: then the moment at which the issue was
    opened decides, or the author's name, since one of the two may have been corrected by hand.
    """
    source = file.values.get("source", "")
    named = parse_source(source, site.settings.repository or issue.repository)
    if "#" in source or not (match := _ID.fullmatch(file.id)):
        return named is not None and named.is_same(issue)
    if int(match["number"]) != issue.number or (source and not (named and named.number == issue.number)):
        return False
    if source and not (named and named.is_same(issue)):  # unless the repository was renamed
        return "date" in file.values and _is_at(file.values["date"], date, site)
    return _is_at(file.values.get("date", ""), date, site) or file.values.get("author") == author


def _is_at(value: str, date: datetime, site: Site) -> bool:
    """Whether a header's date is this one or empty."""
    try:
        own = datetime.fromisoformat(value) if value else date
    except ValueError:
        return False
    return (own if own.tzinfo else own.replace(tzinfo=site.timezone)) == date
