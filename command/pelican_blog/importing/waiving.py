"""Lets texts keep what proofreading would refuse today, and lists it: it was like this in WordPress."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from pelican.plugins.comments.importing.notes import Note

from pelican_blog.proofreading.report import proofread
from pelican_blog.proofreading.rules import Problem, Rule
from pelican_blog.writing.headers import add_lines

from .bar import Bar
from .preparing import Job
from .staging import Staging

_WAIVED = frozenset(
    {
        *(Rule.ADDRESS_INVALID, Rule.EMBED_BLOCKED, Rule.IMAGE_BROKEN, Rule.IMAGE_INVALID, Rule.IMAGE_REMOTE),
        *(Rule.LINK_DEAD, Rule.LINK_DEVSERVER, Rule.LINK_DRAFT, Rule.LINK_ROOT, Rule.SECRET, Rule.CODE_BLOCK),
        Rule.DATE_FUTURE,
    }
)
"""What was so in WordPress. Anything else that is refused would keep the blog from being built."""
_ADDRESS = re.compile(r"https?://[^\s)\"'<>]+")
_MOST = 3000
"""Texts that are proofread here; more would take long, and much memory."""


def waive(job: Job, staging: Staging, bar: Bar) -> Iterator[Note]:
    """What proofreading would refuse in the staged texts, after a line in their headers says to let it pass.

    An error in an old text would keep the whole blog from being published. Errors elsewhere are only listed.
    """
    if len(job.plan.places) > _MOST:
        yield Note(
            kind="proofreading",
            item="",
            detail=f"more than {_MOST:,} texts are not proofread here; run `make proofread`",
        )
        return
    bar.begin("Proofreading")
    staging.complete(job.layout.own.texts)
    content = staging.folder / job.layout.own.texts
    settings = {**job.published, "PATH": str(content), "CACHE_PATH": str(staging.folder / ".cache")}
    blog = replace(job.blog, root=staging.folder, content=content, settings=settings)
    errors: dict[str, list[Problem]] = {}
    for problem in proofread(blog, datetime.now(UTC)).problems:
        if problem.is_error:
            errors.setdefault(problem.file, []).append(problem)
    for file, problems in errors.items():
        waived = [problem for problem in problems if problem.rule in _WAIVED]
        if waived and file in staging.files and file.endswith(".md"):
            _waive_text(staging, file, waived)
        yield from _describe(file, [problem for problem in problems if not _waits(problem, job)])


def _waits(problem: Problem, job: Job) -> bool:
    """Whether a problem is a picture of the old blog's own, which the report lists elsewhere."""
    urls = _ADDRESS.findall(problem.message) if problem.rule is Rule.IMAGE_REMOTE else ()
    return any(job.roots.find_upload(url) for url in urls)


def _describe(file: str, problems: Iterable[Problem]) -> Iterator[Note]:
    """A note for each rule that a file breaks, with the first place where it does."""
    by_rule: dict[str, list[Problem]] = {}
    for problem in problems:
        by_rule.setdefault(problem.rule.title, []).append(problem)
    for title, found in sorted(by_rule.items()):
        place = f"{file}, line {found[0].line}"
        yield Note(kind="proofreading", item=place, detail=f"{found[0].message} [{title}]", count=len(found))


def _waive_text(staging: Staging, file: str, problems: list[Problem]) -> None:
    titles = sorted({problem.rule.title for problem in problems})
    staging.write(file, add_lines(staging.read(file), [("Proofread", f"ignore {', '.join(titles)}")]))
