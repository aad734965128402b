"""The only module that knows Pelican's signals, in the order of a build, from settings to feeds."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

from feedgenerator import get_tag_uri
from jinja2 import FileSystemLoader
from markupsafe import Markup
from pelican import Pelican
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator
from pelican.plugins import signals
from pelican.utils import sanitised_join
from pelican.writers import Writer

from . import links
from .characters import drop_unwritable
from .errors import CommentsError, keep_building
from .feeds import Channel, Entry, Subject, render_feed
from .models import Comment, Discussion, State
from .schema import describe_discussion
from .settings import KEY, CommentsSettings, TextFilter, read_settings
from .site import choose_state, find_theme_catalogues, list_contents, names_a_folder
from .storage import RENDERERS, find_files, read_readable_comments
from .threads import build_discussion
from .titles import read_name, read_title
from .translations import read_wording

logger = logging.getLogger(__name__)

TEMPLATES = Path(__file__).parent / "templates"


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(prepare_settings)
    signals.generator_init.connect(add_templates)
    signals.all_generators_finalized.connect(attach_discussions)
    signals.article_writer_finalized.connect(write_feeds)


def prepare_settings(pelican: Pelican) -> None:
    """Validate COMMENTS, and keep Pelican from taking comment files for articles, pages or static files."""
    settings = pelican.settings
    settings[KEY] = read_settings(settings.get("COMMENTS", {}))
    for kind in ("ARTICLE", "PAGE", "STATIC"):
        excludes = settings[f"{kind}_EXCLUDES"]
        settings[f"{kind}_EXCLUDES"] = [*dict.fromkeys([*excludes, settings[KEY].path])]


def add_templates(generator: Generator) -> None:
    """Offer our templates to the theme, last in line, so that any theme overrides them by name."""
    generator.env.loader.loaders.append(FileSystemLoader(TEMPLATES))
    generator.env.globals["comments_settings"] = generator.settings[KEY]
    generator.env.globals["comments_wording"] = partial(
        read_wording, theme_catalogues=find_theme_catalogues(generator.settings)
    )
    generator.env.globals["comments_schema"] = describe_discussion
    generator.env.globals["comments_links"] = links
    generator.env.globals["comments_title"] = read_title


def attach_discussions(generators: Sequence[Generator]) -> None:
    """Give every article and page, drafts and translations too, its discussion as `comments`.

    The templates also get `comments_feed`, the path of the site's own feed, or None.
    """
    contents = [content for generator in generators for content in list_contents(generator)]
    settings, context = generators[0].settings, generators[0].context
    folder = Path(settings["PATH"], settings[KEY].path)
    read: dict[str, tuple[Comment, ...]] = {}
    for content in contents:
        content.comments = Discussion(state=State.HIDDEN)
        with keep_building(content.relative_source_path):
            state = choose_state(content)
            if state is State.HIDDEN:
                continue
            if content.slug not in read:
                read[content.slug] = _read_comments_of(content, folder)
            content.comments = _build_discussion_of(content, read[content.slug], state)
    public = [*context["articles"], *context["pages"]]
    _part_shared_threads(contents, public)
    with keep_building(folder.name):
        _report(contents, folder)
    has_entries = any(_is_in_feeds(content, content.comments) for content in public)
    context["comments_feed"] = settings[KEY].feed if has_entries else None


def _part_shared_threads(contents: Iterable[Content], public: Iterable[Content]) -> None:
    """Show comments but once, and warn: they lie in a folder named by the slug, which two contents may share.

    Translations do so rightly: they are in another language, and not among the public originals.
    """
    for group, by_language in ((contents, True), (public, False)):
        owners: dict[tuple[str, str], Content] = {}
        for content in group:
            if content.comments.threads:
                key = (content.slug, content.lang if by_language else "")
                owner = owners.setdefault(key, content)
                if owner is not content:
                    content.comments = Discussion(state=State.HIDDEN)
                    logger.warning(
                        "%s: its slug %r is that of %s too, where the comments of that name are shown; "
                        "change one of them.",
                        content.relative_source_path,
                        content.slug,
                        owner.relative_source_path,
                    )


def _read_comments_of(content: Content, folder: Path) -> tuple[Comment, ...]:
    if not names_a_folder(content.slug):
        problem = f"{content.relative_source_path}: {content.slug!r} is no slug for a folder of comments; "
        raise CommentsError([problem + "give it a Title or a Slug of letters, digits and hyphens."])
    comments, problems = read_readable_comments(
        folder / content.slug, timezone=content.timezone, root=Path(content.settings["PATH"])
    )
    for problem in problems:
        logger.warning("%s", problem)
    return comments


def _build_discussion_of(content: Content, comments: Iterable[Comment], state: State) -> Discussion:
    settings: CommentsSettings = content.settings[KEY]
    if settings.text_filter:
        comments = [_filter_text(comment, settings.text_filter, content.lang) for comment in comments]
    discussion = build_discussion(comments, max_depth=settings.max_depth, state=state)
    return replace(discussion, feed=_choose_feed(content, discussion))


def _filter_text(comment: Comment, text_filter: TextFilter, lang: str) -> Comment:
    try:
        html = text_filter(str(comment.body), lang)
    except Exception as error:  # a function of the owner's, which may raise anything
        problem = (
            f"{comment.path}: COMMENTS['text_filter'] fails on its text ({type(error).__name__}: {error}); "
        )
        raise CommentsError(
            [problem + "correct that function, or report it to those who made it."]
        ) from error
    return replace(comment, body=Markup(drop_unwritable(html)))  # noqa: S704  # a setting, so trusted


def _choose_feed(content: Content, discussion: Discussion) -> str | None:
    """The path of the article's feed, if it has one."""
    pattern = content.settings[KEY].article_feed
    return pattern.format(slug=content.slug) if pattern and _is_in_feeds(content, discussion) else None


def _is_in_feeds(content: Content, discussion: Discussion) -> bool:
    """Whether the site has an address, which feeds need, and the thread something to put in them."""
    is_dated = hasattr(content, "date") or any(comment.date for comment, _ in discussion.comments)
    is_public = bool(content.settings["SITEURL"]) and content.status == "published"
    return is_public and is_dated and bool(discussion.comments)


def _report(contents: Iterable[Content], folder: Path) -> None:
    """Warn of all that the threads put right and of comments that no page shows.

    In one message: under --fatal=warnings the first would hide the others.
    """
    problems = [problem for content in contents for problem in content.comments.problems]
    known = {content.slug for content in contents}
    for path in find_files(folder):
        name = f"{folder.name}/{path.name}"
        if path.is_dir() and path.name not in known:
            problems.append(
                f"{name}: no article or page has this slug, so these comments are shown nowhere; "
                "name the folder as the slug.",
            )
        elif path.is_file() and path.suffix.lower() in RENDERERS:
            problems.append(f"{name}: is shown nowhere; put it into the folder named as the article's slug.")
    if problems:
        logger.warning("%s", "\n".join(dict.fromkeys(problems)))


def write_feeds(generator: ArticlesGenerator, writer: Writer) -> None:
    """Write the feed of every thread and the site's own, where there is a comment to put in it.

    Drafts, hidden articles and hidden pages are not in the context's lists, so not in the feeds.
    """
    entries: list[Entry] = []
    for content in [*generator.context["articles"], *generator.context["pages"]]:
        with keep_building(content.relative_source_path):
            own = _list_entries(content) if _is_in_feeds(content, content.comments) else []
            entries.extend(own)
            if own and content.comments.feed:
                _write_feed(_describe_channel(content, own[0].subject.link), own, writer)
    if generator.context["comments_feed"]:
        with keep_building(generator.context["comments_feed"]):
            _write_feed(_describe_site(generator), entries, writer)


def _write_feed(channel: Channel, entries: Iterable[Entry], writer: Writer) -> None:
    path = Path(sanitised_join(writer.output_path, channel.path))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render_feed(channel, entries), encoding="utf-8")


def _list_entries(content: Content) -> list[Entry]:
    link = urljoin(f"{content.settings['SITEURL']}/", content.url)
    date = getattr(content, "date", None)
    own = getattr(content, "feed_id", None)  # pelican-discovery's
    feed_id = own if isinstance(own, str) else get_tag_uri(link, date)  # which is Pelican's
    subject = Subject(title=read_title(content), link=link, feed_id=feed_id, date=date, slug=content.slug)
    return [
        Entry(subject=subject, comment=comment, parent=parent)
        for comment, parent in content.comments.comments
        if comment.date or date
    ]


def _describe_channel(content: Content, link: str) -> Channel:
    wording = read_wording(content.lang, find_theme_catalogues(content.settings))
    return Channel(
        site=content.settings["SITENAME"],
        siteurl=content.settings["SITEURL"],
        path=content.comments.feed,
        title=wording.gettext("Comments on “%(title)s”") % {"title": read_title(content)},
        link=link,
        lang=content.lang,
        wording=wording,
        max_items=content.settings["FEED_MAX_ITEMS"],
    )


def _describe_site(generator: Generator) -> Channel:
    settings = generator.settings
    lang = settings["DEFAULT_LANG"]
    name = read_name(settings["SITENAME"], settings)
    wording = read_wording(lang, find_theme_catalogues(settings))
    return Channel(
        site=settings["SITENAME"],
        siteurl=settings["SITEURL"],
        path=settings[KEY].feed,
        title=wording.gettext("Comments on %(site)s") % {"site": name},
        link=f"{settings['SITEURL']}/",
        lang=lang,
        wording=wording,
        max_items=settings["FEED_MAX_ITEMS"],
    )
