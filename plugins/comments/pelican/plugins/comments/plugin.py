"""Connects to Pelican's signals: the steps of a build in order, from settings to feeds."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.plugins import signals
from pelican.writers import Writer
from pelican_toolkit import extensions as toolkit_extensions
from pelican_toolkit.contents import list_contents
from pelican_toolkit.incremental import begin

from .attaching import Discussions, Plan
from .commenting import Commenting
from .errors import keep_building
from .feed_files import is_in_feeds, write_feeds
from .further_pages import SHEET, write_further_pages, write_static
from .models import Discussion, State
from .parsing import RENDERERS
from .posts import name_page
from .settings import KEY, read_settings
from .site import find_theme_catalogues
from .states import choose_state
from .storage import digest_threads, know_threads, scan_files

logger = logging.getLogger(__name__)

TEMPLATES = Path(__file__).parent / "templates"

_PAGED = "_COMMENTS_PAGED"
"""The key of the context with the articles and pages whose discussions have further pages."""


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(prepare_settings)
    signals.generator_init.connect(add_templates)
    signals.article_generator_init.connect(begin_with_files)
    signals.all_generators_finalized.connect(attach_discussions)
    signals.article_writer_finalized.connect(write_feeds)
    signals.page_writer_finalized.connect(write_further)


def prepare_settings(pelican: Pelican) -> None:
    """Validate COMMENTS, and keep Pelican from taking comment files for articles, pages or static files."""
    settings = pelican.settings
    settings[KEY] = read_settings(settings.get("COMMENTS", {}))
    for kind in ("ARTICLE", "PAGE", "STATIC"):
        excludes = settings[f"{kind}_EXCLUDES"]
        settings[f"{kind}_EXCLUDES"] = [*dict.fromkeys([*excludes, settings[KEY].path])]


def add_templates(generator: Generator) -> None:
    """Offer our templates to the theme, and the object `commenting` to all templates."""
    toolkit_extensions.add_templates(generator, TEMPLATES)
    commenting = Commenting(
        settings=generator.settings[KEY], theme_catalogues=find_theme_catalogues(generator.settings)
    )
    generator.env.globals.update(
        commenting=commenting,
        comments_settings=commenting.settings,  # this and what follows: the names in themes of older blogs
        comments_title=commenting.title,
        comments_wording=commenting.wording,
        comments_schema=commenting.schema,
    )


def begin_with_files(generator: ArticlesGenerator) -> None:
    """Have the comments' files looked at while articles are read, if an earlier build may know them."""
    generator.comment_files = begin(partial(digest_threads, _find_folder(generator.settings)))


def attach_discussions(generators: Sequence[Generator]) -> None:
    """Give every article and page, drafts and translations too, its discussion as `comments`.

    The templates also get `comments_feed`, the path of the site's own feed, or None.
    """
    contents = [content for generator in generators for content in list_contents(generator)]
    settings, context = generators[0].settings, generators[0].context
    folder = _find_folder(settings)
    begun = [files for one in generators if (files := getattr(one, "comment_files", None))]
    known = know_threads(folder, begun[0] if begun else None)
    taken = cache(lambda: {content.save_as for content in contents})
    discussions = Discussions(folder, settings, taken, known)
    languages: dict[str, str] = {}  # of each thread, the original's: originals come first
    plans: list[Plan] = []
    for content in contents:
        content.comments = Discussion(state=State.HIDDEN)
        lang = languages.setdefault(content.slug, content.lang)
        content.comments_page = name_page(content.slug, None if lang == content.lang else content.lang)
        with keep_building(content):
            state = choose_state(content)
            if state is not State.HIDDEN:
                plans.append(discussions.plan(content, lang, state))
    discussions.share(plans)
    for plan in plans:
        with keep_building(plan.content):
            plan.content.comments = discussions.build(plan)
    discussions.forget_files()
    public = [*context["articles"], *context["pages"]]
    _part_shared_threads(contents, public)
    with keep_building(folder.name):
        _report(contents, folder, is_whole=None not in context["generated_content"].values())
    has_entries = any(is_in_feeds(content, content.comments) for content in public)
    context["comments_feed"] = settings[KEY].feed if has_entries else None
    context[_PAGED] = [content for content in contents if content.comments.further]


def _find_folder(settings: Mapping[str, Any]) -> Path:
    return Path(settings["PATH"], settings[KEY].path)


def _part_shared_threads(contents: Iterable[Content], public: Iterable[Content]) -> None:
    """Show each thread once, and warn: two contents may have the same slug, and so the same comments.

    Translations share them by right: they are in another language, and not among the public originals.
    """
    for group, by_language in ((contents, True), (public, False)):
        owners: dict[tuple[str, str], Content] = {}
        for content in group:
            if content.comments.has_threads:
                key = (content.slug, content.lang if by_language else "")
                owner = owners.setdefault(key, content)
                if owner is not content:
                    content.comments = Discussion(state=State.HIDDEN)
                    logger.warning(
                        "%s: %s has the slug %r too, and shows its comments; change one of the slugs.",
                        content.relative_source_path,
                        owner.relative_source_path,
                        content.slug,
                    )


def _report(contents: Iterable[Content], folder: Path, *, is_whole: bool) -> None:
    """Warn of everything that was repaired in the threads and of comments that no page shows.

    In a single message: under --fatal=warnings the first one would hide the others. Unless the site is whole,
    comments may belong to a text that Pelican could not read, and of which it has warned.
    """
    problems = [problem for content in contents for problem in content.comments.problems]
    known = {content.slug for content in contents}
    for entry in scan_files(folder):
        name = f"{folder.name}/{entry.name}"
        if entry.name not in known and entry.is_dir():
            problem = f"{name}: no article or page has this slug, so these comments are not shown; rename it."
            problems += [problem] if is_whole else []
        elif entry.is_file() and Path(entry).suffix.lower() in RENDERERS:
            problems.append(
                f"{name}: not shown on any page; move it into a folder named after the article's slug."
            )
    if problems:
        logger.warning("%s", "\n".join(dict.fromkeys(problems)))


def write_further(generator: PagesGenerator, writer: Writer) -> None:
    """Write the further pages of discussions, and the style sheet if the settings ask for it.

    This comes after all articles and pages, whose addresses take precedence.
    """
    write_further_pages(generator.context[_PAGED], generator, writer)
    if generator.settings[KEY].sheet:
        write_static(SHEET, generator.settings, writer)
