"""Combines and prints all problems in the posts, pages and comments of a blog."""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path

import click
from pelican.contents import Article, Page
from pelican_toolkit.handing import handing_on
from pelican_toolkit.incremental import begin

from pelican_blog.blog import Blog, load_blog
from pelican_blog.building.faults import lies_in
from pelican_blog.building.guarding import CONTROL, NOT_WRITTEN, report_unwritten
from pelican_blog.errors import WritingError
from pelican_blog.progress import show_progress

from .facts import build_texts
from .files import Comments, check_names, check_picture_files, check_secrets, proofread_comments
from .headers import check_form, check_headers, check_values
from .links import check_links, check_menus
from .reading import Reading, find_unwritten, read_blog
from .rules import (
    WAIVER_KEY,
    Problem,
    Remark,
    Rule,
    apply_waivers,
    merge_problems,
    read_comment_waivers,
    read_header_waivers,
    read_settings_waivers,
)
from .targets import check_collisions, list_targets
from .texts import ProofText, SourceFile, find_obstacle, is_readable, list_files

_DOCUTILS = re.compile(r"(?P<line>\d+): \(\w+/\d\) (?P<reason>.*?)\.?")
"""What docutils says about a text, after the path of the file."""
_ADDRESS_SIGN = re.compile(r"[/{%\[#]|\w\.\w")
_EMPTY_NOTE = re.compile(r"^ {0,3}\[\^(?P<label>[^\]\n]*)\]:[ \t]*$(?!\n {4,}\S)", re.MULTILINE)
_IN_MESSAGES, _IN_PROPERTIES = "%\n", "%\r\n:,"
"""Characters with a special meaning in a workflow command of GitHub."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What proofreading found."""

    texts: int
    """How many posts and pages were read."""
    comments: int
    problems: tuple[Problem, ...]
    """Sorted by file and line."""

    @property
    def errors(self) -> int:
        """The number of problems that stop publication."""
        return sum(problem.is_error for problem in self.problems)


def print_report(settings: Path, form: str) -> int:
    """The exit status after printing all problems of a blog: 1 if one of them is an error.

    Raises WritingError if the texts could not be read at all.
    """
    logging.getLogger("pelican.settings").setLevel(logging.ERROR)  # nothing is published here
    try:
        with show_progress("Proofreading"):
            report = proofread(load_blog(settings), datetime.now(UTC))
    except WritingError as error:
        if form == "github":
            click.echo(f"::error::{_escape(str(error), _IN_MESSAGES)}")
        raise
    click.echo(format_github(report) if form == "github" else format_text(report))
    return 1 if report.errors else 0


def proofread(blog: Blog, now: datetime) -> Report:
    """Every problem in the posts, pages and comments of a blog, except waived ones.

    Raises WritingError if the settings would publish waiting comments, or would stop a build.
    """
    with handing_on(), read_blog(blog) as reading:
        return _proofread(reading, now)


def _proofread(reading: Reading, now: datetime) -> Report:
    inventory, blog = reading.inventory, reading.blog
    finish = begin(partial(_read_more, reading))
    kinds = {file: kind for kind in (Page, Article) for file in list_files(inventory.generators[0], kind)}
    files = {
        file: SourceFile(key=file, kind=kind, blog=blog) for file, kind in kinds.items() if is_readable(file)
    }
    texts = [*build_texts(files, reading)]
    known = {text.source.key: text.source for text in texts}
    unread = {key: source for key, source in files.items() if key not in known}
    obstacles = {key: obstacle for key, source in unread.items() if (obstacle := find_obstacle(source))}
    alone = [source for key, source in unread.items() if key not in obstacles]
    sources = {**known, **{source.key: source for source in alone}}
    targets = list_targets(reading, texts, sources, files.keys())
    problems = {
        *obstacles.values(),
        *check_headers(sources, texts, reading, now),
        *chain.from_iterable(text.source.locate(text.facts.remarks) for text in texts),
        *chain.from_iterable(text.source.locate(check_links(text, targets)) for text in texts),
        *chain.from_iterable(source.locate(_check_alone(source, blog)) for source in alone),
        *check_collisions(texts, targets),
        *check_names(kinds, targets.copied, blog),
        *check_picture_files(targets.copied, blog),
        *check_menus(blog, targets),
    }
    are_right = not any(problem.is_error for problem in problems)
    comments, unwritten = finish()
    problems |= {*comments.problems, *(comments.strays if are_right else ())}
    problems |= {*_list_faults(reading, unwritten, sources.values(), problems)}
    kept = _waive(problems, sources.values(), texts, blog)
    return Report(texts=len(files), comments=comments.count, problems=kept)


def _read_more(reading: Reading) -> tuple[Comments, Mapping[str, Sequence[str]]]:
    """What is found in comments, and the pages that cannot be written."""
    return proofread_comments(reading.blog, reading.inventory.contents), find_unwritten(reading.inventory)


def _check_alone(source: SourceFile, blog: Blog) -> Iterator[Remark]:
    """Problems of a file that Pelican cannot make a text of."""
    yield from check_form(source)
    yield from check_values(source, blog.settings)
    yield from check_secrets(source)


def _list_faults(
    reading: Reading,
    unwritten: Mapping[str, Sequence[str]],
    sources: Iterable[SourceFile],
    problems: Iterable[Problem],
) -> Iterator[Problem]:
    """What a build would complain about, unless an error found already explains it."""
    report_unwritten(unwritten, reading.faults)
    if not reading.faults.messages:
        return
    by_name = {source.name: source for source in sources}
    explained = {problem.file for problem in problems if problem.is_error}
    explained |= {by_name[name].key for name in explained & by_name.keys()}
    for message in reading.faults.messages:
        name, reason = _split_fault(message, reading.blog)
        if any(known in f"{name} {reason}" for known in explained):
            continue
        if name in by_name:
            yield _describe_fault(by_name[name], reason)
        elif not explained:  # else a text may be the cause
            yield Problem(file=name, line=1, rule=Rule.TEXT_UNBUILDABLE, message=reason.rstrip("."))


def _split_fault(message: str, blog: Blog) -> tuple[str, str]:
    """The file with a fault, as the writer knows it, or else the settings, and the problem."""
    name, colon, reason = message.partition(": ")
    for folder in (Path(), blog.content):
        if colon and lies_in(folder, name):
            return blog.show(folder / name), reason
    return "pelicanconf.py", message


def _describe_fault(source: SourceFile, reason: str) -> Problem:
    """A fault with its line, if that can be found in the file."""
    line, message = _find_line(source, reason), reason.rstrip(".")
    if found := _DOCUTILS.search(reason):
        line, message = int(found["line"]), f"{found['reason']}; correct the text"
    elif empty := _EMPTY_NOTE.search(source.text):  # Python-Markdown's message does not help
        line = source.count_line(empty.start())
        message = f"footnote {empty['label']} has no text; write it after the colon or remove the line"
    elif control := CONTROL.search(source.text):
        line = source.count_line(control.start())
    return Problem(file=source.name, line=line, rule=Rule.TEXT_UNBUILDABLE, message=message)


def _find_line(source: SourceFile, reason: str) -> int:
    """The line of the first header key or address that a fault mentions."""
    keys = {entry.key.capitalize(): entry.line for entry in source.header.first.values()}
    if reason.startswith(NOT_WRITTEN):  # a template that does not suit this text
        return keys.get("Template", 1)
    for word in (word.rstrip(":;,") for word in reason.split()):
        if word in keys:
            return keys[word]
        if _ADDRESS_SIGN.search(word) and word in source.text:
            return source.count_line(source.text.index(word))
    return 1


def _waive(
    problems: Iterable[Problem],
    sources: Iterable[SourceFile],
    texts: Iterable[ProofText],
    blog: Blog,
) -> tuple[Problem, ...]:
    """The problems that nobody waived, sorted; useless waivers are problems too."""
    read = chain(
        chain.from_iterable(
            read_header_waivers(source.header, source.name)
            for source in sources
            if WAIVER_KEY in source.header.first
        ),
        chain.from_iterable(
            read_comment_waivers(text.facts.comments, text.source.text, text.source.name)
            for text in texts
            if text.facts.comments
        ),
    )
    kept = apply_waivers(problems, read)
    return tuple(merge_problems(apply_waivers(kept, read_settings_waivers(blog))))


def format_text(report: Report) -> str:
    """A line for each problem, and their number."""
    read = _count(report.texts, "text")
    if report.comments:
        read += f" and {_count(report.comments, 'comment')}"
    if not report.problems:
        return f"{read} read, no problems found."
    warnings = len(report.problems) - report.errors
    found = " and ".join(
        _count(number, noun) for number, noun in ((report.errors, "error"), (warnings, "warning")) if number
    )
    files = _count(len({problem.file for problem in report.problems}), "file")
    advice = "" if report.errors else " Warnings do not stop `make publish`."
    return "\n".join([*map(str, report.problems), f"{found} in {files}, of {read} read.{advice}"])


def format_github(report: Report) -> str:
    """A workflow command for each problem, which GitHub shows next to its line, and their number.

    https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    *_, summary = format_text(report).splitlines()
    return "\n".join([*map(_annotate, report.problems), summary])


def _annotate(problem: Problem) -> str:
    place = f"file={_escape(problem.file, _IN_PROPERTIES)},line={problem.line},title={problem.rule.title}"
    message = _escape(" ".join(problem.message.splitlines()), _IN_MESSAGES)
    return f"::{problem.rule.severity} {place}::{message}"


def _escape(value: str, signs: str) -> str:
    """The value of a workflow command with special characters escaped, `%` first."""
    for sign in signs:
        value = value.replace(sign, f"%{ord(sign):02X}")
    return value


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
