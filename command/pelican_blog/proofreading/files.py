"""Files that are no texts: pictures, what only looks like a text, and secrets in any of them."""

from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from pelican.plugins.images.cache import Cache
from pelican.plugins.images.errors import ImageError
from pelican.plugins.images.plugin import KEY
from pelican.plugins.images.sources import names_picture, read_facts

from pelican_blog.blog import Blog
from pelican_blog.publication.credentials import find_secrets_in

from .problems import Problem, Remark
from .rules import Rule
from .texts import Source, find_suffix, is_readable

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
"""What writers save texts as; a picture or a recording beside a text may have any name."""


def check_names(files: Iterable[str], copied: Container[str], blog: Blog) -> Iterator[Problem]:
    """What lies among the texts as if it were one; what is `copied` is there to be downloaded."""
    for file in files:
        message = find_name_problem(file)
        if message and file not in copied:
            name = blog.show(blog.content / file)
            yield Problem(file=name, line=1, rule=Rule.FILE_IGNORED, message=message)


def find_name_problem(file: str) -> str | None:
    """Why Pelican passes over a file that looks like a text; None where it reads it, or where it is none."""
    suffix = find_suffix(file)
    if is_readable(file) or Path(file).name.startswith("."):
        return None
    if is_readable(file.lower()):
        return f"Pelican passes over files in .{suffix}; spell it .{suffix.lower()}"
    is_custom = (
        not suffix and file.rpartition("/")[2].isupper()
    )  # README, LICENSE, CNAME: no text of a blog's
    if suffix.lower() in _WRITTEN and not is_custom:
        ending = f"files in .{suffix}" if suffix else "files without a suffix"
        return f"Pelican passes over {ending}, and so this is published nowhere; save it as Markdown, in .md"
    return None


def check_picture_files(copied: Iterable[str], blog: Blog) -> Iterator[Problem]:
    """What is wrong with the pictures that are published; what was found out is kept for the build."""
    if KEY not in blog.settings:
        return
    cache = Cache(folder=Path(blog.settings[KEY].cache))
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


def check_secrets(source: Source) -> Iterator[Remark]:
    """Each secret in a file, in whatever part of it; it is not repeated in the message."""
    data = source.text.encode()
    for what, start in find_secrets_in(data):
        line = data.count(b"\n", 0, start) + 1
        yield Remark(line, Rule.SECRET, f"this holds {what}; take it out, and revoke it if it is yours")
