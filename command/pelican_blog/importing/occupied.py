"""What the blog has already, which an import must not cover."""

from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from pelican import Pelican  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.contents import Content
from pelican_toolkit.contents import list_contents
from pelican_toolkit.reading import read_contents

from pelican_blog.blog import Blog
from pelican_blog.errors import WritingError

from .placing import Occupied
from .plaintext import fold
from .survey import Survey


def find_occupied(blog: Blog, survey: Survey, imported: Collection[str]) -> Occupied:
    """What the blog has already; `imported` are the files below the content folder that an import wrote.

    Raises WritingError if the blog cannot be read.
    """
    own = [
        (file, content)
        for content in _read_texts(blog)
        if (file := Path(content.source_path).relative_to(blog.content).as_posix()) not in imported
    ]
    outputs = {fold(content.save_as): file for file, content in own if content.save_as}
    outputs |= {fold(path): "a list of the blog" for path in _list_pages(blog.settings, survey)}
    return Occupied(
        slugs={fold(content.slug): file for file, content in own},
        outputs=outputs,
        files={fold(file) for file, _ in own},
        has_posts=any(type(content).__name__ == "Article" for _, content in own),
    )


def _read_texts(blog: Blog) -> Iterator[Content]:
    settings = {**blog.settings, "CACHE_CONTENT": False, "LOAD_CONTENT_CACHE": False}
    try:
        generators = read_contents(Pelican(settings))
    except Exception as error:  # Pelican, a plugin or a text may raise anything
        raise WritingError(
            f"The blog cannot be read ({error}). Run `make html` and mend that first."
        ) from error
    return chain.from_iterable(list_contents(generator) for generator in generators)


def _list_pages(settings: Mapping[str, Any], survey: Survey) -> Iterator[str]:
    """The output files of the blog's lists, such as `archives/index.html`."""
    for template in settings["DIRECT_TEMPLATES"]:
        yield settings.get(f"{template.upper()}_SAVE_AS", f"{template}.html")
    kinds = {"category": "CATEGORY_SAVE_AS", "post_tag": "TAG_SAVE_AS"}
    for term in survey.terms:
        if pattern := kinds.get(term.domain):
            yield settings[pattern].format(slug=term.slug)
    years = {entry.date[:4] for entry in survey.entries if entry.type == "post"}
    yield from (f"{year}/index.html" for year in years)
