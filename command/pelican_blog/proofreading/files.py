"""Checks of files other than texts: comments, pictures and stray files; and secrets in texts."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pelican.contents import Content
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.moderation.checks import IMPORTED_ADDRESS, NO_ARTICLE, check_comments
from pelican.plugins.comments.posts import describe_posts
from pelican.plugins.comments.settings import KEY as COMMENTS
from pelican.plugins.comments.site import Site, describe_site
from pelican.plugins.images.cache import Cache
from pelican.plugins.images.errors import ImageError
from pelican.plugins.images.plugin import KEY as IMAGES
from pelican.plugins.images.sources import names_picture, read_facts

from pelican_blog.blog import Blog
from pelican_blog.errors import WritingError
from pelican_blog.publication.credentials import find_secrets_in

from .rules import Problem, Remark, Rule
from .texts import SourceFile, find_suffix, is_readable

_WRITTEN = frozenset(
    {
        "",
        "doc",
        "docx",
        "markdn",
        "mdx",
        "mkdn",
        "adoc",
        "asciidoc",
        "ipynb",
        "odt",
        "org",
        "textile",
        "pages",
        "rtf",
        "text",
        "txt",
    }
)
"""Suffixes that writers save texts with; a picture or recording beside a text may have any name."""


def check_names(files: Iterable[str], copied: Container[str], blog: Blog) -> Iterator[Problem]:
    """Problems with files that look like texts but are not read; those `copied` are meant for download."""
    for file in files:
        message = find_name_problem(file)
        if message and file not in copied:
            name = blog.show(blog.content / file)
            yield Problem(file=name, line=1, rule=Rule.FILE_IGNORED, message=message)


def find_name_problem(file: str) -> str | None:
    """Why Pelican ignores a file that looks like a text; None if it reads it, or if it is not a text."""
    suffix = find_suffix(file)
    if is_readable(file) or Path(file).name.startswith("."):
        return None
    if is_readable(file.lower()):
        return f"Pelican ignores .{suffix} files; rename it to .{suffix.lower()}"
    is_custom = not suffix and file.rpartition("/")[2].isupper()  # README, LICENSE, CNAME
    if suffix.lower() in _WRITTEN and not is_custom:
        ignored = f".{suffix} files" if suffix else "files without a suffix"
        return f"Pelican ignores {ignored}, so this is not published; save it as Markdown (.md)"
    return None


def check_picture_files(copied: Iterable[str], blog: Blog) -> Iterator[Problem]:
    """Problems with the pictures that are published; what is read of them is cached for the build."""
    if IMAGES not in blog.settings:
        return
    cache = Cache(folder=Path(blog.settings[IMAGES].cache))
    for name in sorted(filter(names_picture, copied)):
        shown = blog.show(blog.content / name)
        try:
            facts = read_facts(blog.content, name, cache)[1]
        except ImageError as error:
            message = str(error).removeprefix(f"{name}: ").rstrip(".")
            yield Problem(file=shown, line=1, rule=Rule.FILE_UNREADABLE, message=message)
            continue
        if facts.fault:
            rule = Rule.IMAGE_SUFFIX if facts.harmless else Rule.IMAGE_BROKEN
            yield Problem(file=shown, line=1, rule=rule, message=facts.fault.rstrip("."))


def check_secrets(source: SourceFile) -> Iterator[Remark]:
    """Each secret anywhere in a file; the message does not repeat it."""
    data = source.text.encode()
    for what, start in find_secrets_in(data):
        line = data.count(b"\n", 0, start) + 1
        yield Remark(line, Rule.SECRET, f"this contains {what}; remove it, and revoke it if it is yours")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """How many comments there are, and their problems."""

    count: int
    problems: tuple[Problem, ...]
    strays: tuple[Problem, ...]
    """Folders for no text's slug; they count if all texts are right, as a broken header may hide a slug."""


def proofread_comments(blog: Blog, contents: Iterable[Content]) -> Comments:
    """Every problem in the comments of a blog below these texts, its plugins having been loaded.

    Raises WritingError if the waiting ones would be public.
    """
    if COMMENTS not in blog.settings:
        return Comments(count=0, problems=(), strays=())
    try:
        posts = describe_posts(contents)
        site = describe_site(blog.root / "pelicanconf.py", blog.settings, posts, str)  # nothing is rendered
    except CommentsError as error:
        raise WritingError(str(error)) from error
    report = check_comments(site)
    problems, strays = list[Problem](), list[Problem]()
    for found in report.problems:
        problem = Problem(
            file=_name(found.place, site, blog),
            line=found.line or 1,
            rule=Rule.COMMENT_ADDRESS if found.code == IMPORTED_ADDRESS else Rule.COMMENT,
            message=found.message.rstrip("."),
        )
        (strays if found.code == NO_ARTICLE else problems).append(problem)
    return Comments(count=report.count, problems=tuple(problems), strays=tuple(strays))


def _name(file: str, site: Site, blog: Blog) -> str:
    """The path of a comment's file from the blog's folder, where the writer runs make."""
    path = site.root / file
    return blog.show(path if path.exists() or path.is_symlink() else site.inbox.parent / file)
