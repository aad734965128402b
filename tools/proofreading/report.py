"""Everything that is wrong in the posts, the pages and the comments of a blog."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from tools.blog import Blog
from tools.headers import parse_header
from tools.proofreading.collisions import check_collisions
from tools.proofreading.comments import proofread_comments
from tools.proofreading.engine import Engine
from tools.proofreading.header_lines import check_header_lines
from tools.proofreading.header_values import Setting, check_header_values, index_entries
from tools.proofreading.links import check_links, list_linked_files
from tools.proofreading.policy import check_policy
from tools.proofreading.problems import Problem, Remark
from tools.proofreading.site import Site, build_site
from tools.proofreading.sources import (
    Source,
    find_name_problem,
    is_markdown,
    is_readable,
    list_files,
    list_texts,
    read_source,
)
from tools.proofreading.structure import check_passage, check_pictures, check_structure
from tools.proofreading.texts import Text, read_defaults, read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found."""

    texts: int
    """How many posts and pages were read."""
    comments: int
    problems: tuple[Problem, ...]
    """In the order of files and lines."""


def proofread(blog: Blog, now: datetime) -> Report:
    """Every problem in the posts, pages and comments of a blog whose plugins are loaded.

    Raises WritingError where the settings would make comments public that wait.
    """
    files = list_files(blog.content, blog.settings["IGNORE_FILES"])
    kinds = list_texts(files, blog.settings)
    read = {file: read_source(file, kind, blog) for file, kind in kinds.items() if is_readable(file)}
    sources = [source for source in read.values() if isinstance(source, Source)]
    setting = Setting(settings=blog.settings, content=blog.content, now=now)
    engine = Engine(blog.settings)
    made = {source.key: read_text(source, engine, blog.settings) for source in sources}
    texts = [text for text in made.values() if isinstance(text, Text)]
    skipped = {file for file, text in made.items() if text is None}
    problems = {
        *(problem for problem in (*read.values(), *made.values()) if isinstance(problem, Problem)),
        *chain.from_iterable(_check_header(source, setting) for source in sources),
        *chain.from_iterable(_check_other_markup(text, setting) for text in texts),
        *_check_texts(texts, build_site(blog, files, texts, read, skipped)),
        *_check_names(kinds, texts, blog),
    }
    comments = proofread_comments(blog, texts, are_right=not problems)
    return Report(
        texts=len(read),
        comments=comments.count,
        problems=tuple(sorted(problems.union(comments.problems))),
    )


def _check_header(source: Source, setting: Setting) -> Iterator[Problem]:
    if is_markdown(source.key):
        header = parse_header(source.text)
        status = index_entries(header).get("status")
        if status and status.value == "skip":
            return  # Pelican does as if the file were not there
        yield from _name(source, check_header_lines(source.text, header))
        if header.entries:
            yield from _name(source, check_header_values(header, source.kind, _add_defaults(source, setting)))


def _check_other_markup(text: Text, setting: Setting) -> Iterator[Problem]:
    """What is wrong with a text in HTML or reStructuredText, but for its links."""
    source = text.source
    if not is_markdown(source.key):
        values = check_header_values(text.header, source.kind, _add_defaults(source, setting))
        yield from _name(source, chain(values, check_pictures(text), check_policy(text)))


def _add_defaults(source: Source, setting: Setting) -> Setting:
    given = frozenset({"date"})
    with suppress(ValueError):  # of a date in the file's name, of which its text says that it is none
        given = frozenset(read_defaults(source, setting.settings))
    return replace(setting, given=given)


def _check_texts(texts: Iterable[Text], site: Site) -> Iterator[Problem]:
    for text in texts:
        if is_markdown(text.source.key):
            yield from _name(text.source, check_structure(text))
        yield from _name(text.source, check_links(text, site))
        for passage in text.passages:
            yield from _name(text.source, chain(check_passage(passage), check_links(passage, site)))
    yield from check_collisions(texts, site)


def _check_names(files: Iterable[str], texts: Iterable[Text], blog: Blog) -> Iterator[Problem]:
    """What lies among the texts as if it were one; what a text links to is there to be downloaded."""
    linked = {path for text in texts for path in list_linked_files(text)}
    for file in files:
        message = find_name_problem(file)
        if message and file not in linked:
            yield Problem(file=blog.show(blog.content / file), line=1, message=message)


def _name(source: Source, remarks: Iterable[Remark]) -> Iterator[Problem]:
    return (Problem(file=source.name, line=line, message=message) for line, message in remarks)
