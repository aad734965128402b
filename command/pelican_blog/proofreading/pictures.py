"""The files of pictures, judged by the plugin that publishes them."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pelican.plugins.images.cache import Cache
from pelican.plugins.images.errors import ImageError
from pelican.plugins.images.plugin import KEY
from pelican.plugins.images.sources import names_picture, read_facts

from pelican_blog.blog import Blog
from pelican_blog.proofreading.problems import Problem
from pelican_blog.proofreading.rules import Rule
from pelican_blog.proofreading.sources import lies_in


def check_picture_files(files: Iterable[str], linked: Iterable[str], blog: Blog) -> Iterator[Problem]:
    """What is wrong with the pictures that are published; what was found out is kept for the build."""
    if KEY not in blog.settings:
        return
    cache = Cache(folder=Path(blog.settings[KEY].cache))
    for name in sorted(_select(files, set(linked), blog.settings)):
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


def _select(files: Iterable[str], linked: set[str], settings: Mapping[str, Any]) -> Iterator[str]:
    """The pictures that Pelican copies: those in its folders for that, and those that texts name."""
    for file in filter(names_picture, files):
        if file in linked or lies_in(file, settings["STATIC_PATHS"]):
            yield file
