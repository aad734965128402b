"""Everything that is wrong in the posts, the pages and the comments of a blog."""

import posixpath
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from pelican.plugins.frontmatter.words import KEYS as JUDGED_KEYS
from pelican.plugins.frontmatter.words import Rule as Judging
from pelican.plugins.frontmatter.words import simplify

from pelican_blog.blog import Blog
from pelican_blog.headers import Header
from pelican_blog.proofreading.collisions import check_collisions
from pelican_blog.proofreading.comments import proofread_comments
from pelican_blog.proofreading.engine import Engine
from pelican_blog.proofreading.foreign import check_foreign_markup
from pelican_blog.proofreading.header_lines import KNOWN_KEYS, check_header_lines, guess_key
from pelican_blog.proofreading.header_values import Setting, check_header_values, index_entries
from pelican_blog.proofreading.links import check_links, list_linked_files
from pelican_blog.proofreading.listings import load_templates
from pelican_blog.proofreading.pictures import check_picture_files
from pelican_blog.proofreading.policy import check_policy
from pelican_blog.proofreading.problems import Problem, Remark, merge_problems
from pelican_blog.proofreading.reservations import check_reservation
from pelican_blog.proofreading.rules import Rule
from pelican_blog.proofreading.secrets import check_secrets
from pelican_blog.proofreading.settings import check_menus, read_settings_waivers
from pelican_blog.proofreading.site import Site, build_site
from pelican_blog.proofreading.sources import (
    Source,
    find_name_problem,
    find_suffix,
    is_markdown,
    is_readable,
    lies_in,
    list_files,
    list_texts,
    read_source,
)
from pelican_blog.proofreading.structure import check_passage, check_pictures, check_structure
from pelican_blog.proofreading.texts import Text, parse_source_header, read_defaults, read_text
from pelican_blog.proofreading.waivers import Waiver, apply_waivers, read_comment_waivers, read_header_waivers

_LINE_FORMS = {
    "rst": ":{key}: {value}",
    **dict.fromkeys(("htm", "html"), '<meta name="{key}" content="{value}">'),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found."""

    texts: int
    """How many posts and pages were read."""
    comments: int
    problems: tuple[Problem, ...]
    """In the order of files and lines."""

    @property
    def errors(self) -> int:
        """How many of the problems stop publication."""
        return sum(problem.is_error for problem in self.problems)


def proofread(blog: Blog, now: datetime) -> Report:
    """Every problem in the posts, pages and comments of a blog whose plugins are loaded, but for waived ones.

    Raises WritingError where the settings would make comments public that wait.
    """
    files = list_files(blog.content, blog.settings["IGNORE_FILES"])
    kinds = list_texts(files, blog.settings)
    read = {file: read_source(file, kind, blog) for file, kind in kinds.items() if is_readable(file)}
    sources = [source for source in read.values() if isinstance(source, Source)]
    headers = {source.key: parse_source_header(source) for source in sources}
    engine = Engine(blog.settings)
    made = {source.key: read_text(source, engine, blog.settings) for source in sources}
    texts = [text for text in made.values() if isinstance(text, Text)]
    site = build_site(blog, files, texts, read, {file for file, text in made.items() if text is None})
    linked = {path for text in texts for path in list_linked_files(text)}
    in_headers = set(_check_headers(sources, headers, texts, blog, now))
    problems = {
        *(problem for problem in read.values() if isinstance(problem, Problem)),
        *in_headers,
        *_list_failures(made.values(), in_headers),
        *chain.from_iterable(_check_text(text, site) for text in texts),
        *chain.from_iterable(_name(source, check_secrets(source)) for source in sources),
        *check_collisions(texts, site),
        *_check_names(kinds, linked, blog),
        *check_picture_files(site.files, linked, blog),
        *check_menus(blog, site),
    }
    are_right = not any(problem.is_error for problem in problems)
    comments = proofread_comments(blog, texts, are_right=are_right)
    kept = _waive(problems.union(comments.problems), sources, headers, texts, blog)
    return Report(texts=len(read), comments=comments.count, problems=kept)


def _check_headers(
    sources: Iterable[Source], headers: dict[str, Header], texts: Iterable[Text], blog: Blog, now: datetime
) -> Iterator[Problem]:
    """What is wrong with headers. A key that several texts have is one of the writer's own."""
    drafts = {text.source.key for text in texts if text.says_draft}
    meant = _list_own_keys(headers.values(), texts)
    has_template = load_templates(blog.settings)
    setting = Setting(settings=blog.settings, content=blog.content, now=now, has_template=has_template)
    for source in sources:
        header = headers[source.key]
        status = index_entries(header).get("status")
        if status and status.value == "skip":
            continue  # Pelican does as if the file were not there
        if is_markdown(source.key):
            yield from _name(source, check_header_lines(source.text, header, meant))
        if header.entries or not is_markdown(source.key):
            own = replace(_fit(setting, source), is_draft=source.key in drafts)
            yield from _name(source, check_header_values(header, source.kind, own))


def _list_own_keys(headers: Iterable[Header], texts: Iterable[Text]) -> set[str]:
    """The keys that are meant as they are: several texts have them, or pelican-frontmatter judges them."""
    keys = Counter(key for header in headers for key in {entry.key for entry in header.entries})
    own = {key for key, count in keys.items() if count > 1 and guess_key(key) != "Status"}
    is_judged = any(hasattr(text.content, "reservation") for text in texts)
    judged = {key for key in keys if JUDGED_KEYS.get(simplify(key), Judging.TAGS) is not Judging.TAGS}
    return own.difference(KNOWN_KEYS) | (judged if is_judged else set())


def _fit(setting: Setting, source: Source) -> Setting:
    """What the values in the header of one file are judged by."""
    given = frozenset({"date"})
    with suppress(ValueError):  # of a date in the file's name, of which its text says that it is none
        given = frozenset(read_defaults(source, setting.settings))
    form = _LINE_FORMS.get(find_suffix(source.key), setting.line_form)
    return replace(setting, given=given, line_form=form, folder=posixpath.dirname(source.key))


def _list_failures(made: Iterable[Text | Problem | None], in_headers: Iterable[Problem]) -> Iterator[Problem]:
    """The texts of which no page can be made, where no error in the header says why."""
    explained = {problem.file for problem in in_headers if problem.is_error}
    for problem in made:
        if isinstance(problem, Problem) and problem.file not in explained:
            yield problem


def _check_text(text: Text, site: Site) -> Iterator[Problem]:
    """What is wrong below the header of a text."""
    in_markup = check_structure if is_markdown(text.source.key) else _check_other_markup
    yield from _name(text.source, chain(check_reservation(text), in_markup(text), check_links(text, site)))
    for passage in text.passages:
        yield from _name(text.source, chain(check_passage(passage), check_links(passage, site)))


def _check_other_markup(text: Text) -> Iterator[Remark]:
    """What is wrong with a text in HTML or reStructuredText, but for its links."""
    return chain(check_pictures(text), check_policy(text), check_foreign_markup(text))


def _check_names(files: Iterable[str], linked: Container[str], blog: Blog) -> Iterator[Problem]:
    """What lies among the texts as if it were one; what a text links to is there to be downloaded."""
    for file in files:
        if lies_in(file, blog.settings["STATIC_PATHS"]):
            continue  # it is published as it is
        message = find_name_problem(file)
        if message and file not in linked:
            name = blog.show(blog.content / file)
            yield Problem(file=name, line=1, rule=Rule.FILE_IGNORED, message=message)


def _waive(
    problems: Iterable[Problem],
    sources: Iterable[Source],
    headers: dict[str, Header],
    texts: Iterable[Text],
    blog: Blog,
) -> tuple[Problem, ...]:
    """The problems that nobody has waived, in their order; a waiver that is of no use is one too."""
    read = [
        *chain.from_iterable(read_header_waivers(headers[source.key], source.name) for source in sources),
        *chain.from_iterable(
            read_comment_waivers(text.prose, text.source.text, text.source.name) for text in texts
        ),
    ]
    waivers, faults = _part(read)
    for_all, more_faults = _part(read_settings_waivers(blog))
    kept = apply_waivers([*problems, *faults, *more_faults], waivers)
    return tuple(merge_problems(apply_waivers(kept, for_all)))


def _part(read: Iterable[Waiver | Problem]) -> tuple[list[Waiver], list[Problem]]:
    waivers: list[Waiver] = []
    problems: list[Problem] = []
    for one in read:
        if isinstance(one, Waiver):
            waivers.append(one)
        else:
            problems.append(one)
    return waivers, problems


def _name(source: Source, remarks: Iterable[Remark]) -> Iterator[Problem]:
    return (
        Problem(
            file=source.name, line=remark.line, rule=remark.rule, message=remark.message, group=remark.group
        )
        for remark in remarks
    )
