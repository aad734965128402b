"""What the blog has already, which an import must not cover."""

from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from pelican import Pelican  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.contents import Article, Content
from pelican_toolkit.contents import list_contents
from pelican_toolkit.reading import read_contents

from pelican_blog.blog import Blog
from pelican_blog.errors import WritingError

from .earlier import Earlier
from .places import ASIDE, FOLDER, Occupied
from .plaintext import fold
from .staging import open_staging
from .survey import Survey
from .terms import CATEGORY, TAG, Terms


def find_occupied(
    blog: Blog, survey: Survey, imported: Collection[str], earlier: Earlier, aside: Earlier
) -> Occupied:
    """What the blog has already; `imported` are the files that an import wrote, below the blog's root.

    A text that its writer moved to another file is still the one that an import wrote. Raises WritingError
    if the blog cannot be read.
    """
    content = blog.show(blog.content)
    moved = {*_list_moved(earlier, blog.content), *_list_moved(aside, blog.root / FOLDER / ASIDE)}
    with open_staging(blog.root) as staging:
        kept = (
            f"{content}/{one.file}" for one in earlier.texts.values()
        )  # also if the state was not written
        staging.complete(content, without={*imported, *kept})
        folder = staging.folder / content
        texts = [
            (Path(text.source_path).relative_to(folder).as_posix(), text)
            for text in _read_texts(blog.settings, folder)
            if text.slug not in moved
        ]
    outputs = {fold(text.save_as): file for file, text in texts if text.save_as}
    outputs |= {fold(path): "a list of the blog" for path in _list_pages(blog.settings, survey)}
    return Occupied(
        slugs={fold(text.slug): file for file, text in texts},
        outputs=outputs,
        files={fold(file) for file, _ in texts},
        has_posts=any(isinstance(text, Article) for _, text in texts),
        kept=earlier.texts,
        kept_aside=aside.texts,
    )


def _list_moved(earlier: Earlier, folder: Path) -> Iterator[str]:
    """The slugs of the texts that are no longer where an import put them."""
    return (kept.slug for kept in earlier.texts.values() if not (folder / kept.file).exists())


def _read_texts(settings: Mapping[str, Any], folder: Path) -> Iterator[Content]:
    own = {"PATH": str(folder), "CACHE_CONTENT": False, "LOAD_CONTENT_CACHE": False, "INCREMENTAL": False}
    try:
        generators = read_contents(Pelican({**settings, **own}))
    except Exception as error:  # Pelican, a plugin or a text may raise anything
        raise WritingError(
            f"The blog cannot be read ({error}). Run `make html` and mend that first."
        ) from error
    return chain.from_iterable(list_contents(generator) for generator in generators)


def _list_pages(settings: Mapping[str, Any], survey: Survey) -> Iterator[str]:
    """The output files of the blog's lists, such as `archives/index.html`."""
    for template in settings["DIRECT_TEMPLATES"]:
        yield settings.get(f"{template.upper()}_SAVE_AS", f"{template}.html")
    terms = Terms(survey=survey, public=frozenset())
    for term in terms.list_terms(CATEGORY):
        yield settings["CATEGORY_SAVE_AS"].format(slug=terms.find_path(term))
    for term in terms.list_terms(TAG):
        yield settings["TAG_SAVE_AS"].format(slug=term.slug)
    years = {entry.date[:4] for entry in survey.entries if entry.type == "post"}
    yield from (f"{year}/index.html" for year in years)
