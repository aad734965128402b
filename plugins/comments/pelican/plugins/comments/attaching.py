"""The discussions of a build, each made anew only if something that it is made from has changed."""

import logging
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from pelican.contents import Content
from pelican_toolkit import incremental
from pelican_toolkit.incremental import build_key
from pelican_toolkit.stamps import list_stamps
from pelican_toolkit.titles import read_title

from .delayed import KINDS, delay
from .discussions import prepare_comments
from .errors import CommentsError
from .feed_files import choose_feed
from .further_pages import build_pages_of, find_obstacle
from .models import Comment, Discussion, State
from .posts import names_a_folder
from .settings import KEY, CommentsSettings
from .site import find_theme_catalogues
from .storage import digest_thread, read_readable_comments
from .translations import CATALOGUES, read_wording

logger = logging.getLogger(__name__)


class _Thread:
    """What an original and its translations share."""

    def __init__(self, content: Content, folder: Path, root: Path, digest: str) -> None:
        """Take the comments in this folder; their dates are in the time zone of the content."""
        self._folder, self._zone, self._root = folder, content.timezone, root
        self.key = (str(content.timezone), digest)
        """What the comments are made from."""

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """The comments; what cannot be read is warned of at the first look."""
        comments, problems = read_readable_comments(self._folder, timezone=self._zone, root=self._root)
        for problem in problems:
            logger.warning("%s", problem)
        return comments


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How the discussion of an article or page is made."""

    content: Content
    key: str
    """What it is made from."""
    build: Callable[[CommentsSettings], Discussion]


class Discussions:
    """Makes the discussions of a site."""

    def __init__(
        self,
        folder: Path,
        settings: Mapping[str, Any],
        taken: Callable[[], AbstractSet[str]],
        known: Mapping[str, str],
    ) -> None:
        """Read the comments in a folder, of whose threads the digests are `known`.

        `taken` returns the files that articles and pages are written to.
        """
        self._folder, self._settings, self._taken, self._known = folder, settings, taken, known
        self._root = Path(settings["PATH"])
        theme = find_theme_catalogues(settings)
        self._catalogues = [list_stamps(folder) for folder in (CATALOGUES, theme)]
        self._read_wording = cache(partial(read_wording, theme_catalogues=theme))
        self._threads: dict[str, _Thread] = {}

    def plan(self, content: Content, lang: str, state: State) -> Plan:
        """How the discussion of an article or page is made, whose original is in this language."""
        is_first = content.slug not in self._threads  # only then do problems with the files show
        thread = self._find_thread(content)
        key = build_key(
            *(thread.key, is_first, self._catalogues, lang, state.value),
            *(content.slug, content.lang, content.url, content.status, str(getattr(content, "date", None))),
            *(content.comments_page, read_title(content)),
        )
        return Plan(content=content, key=key, build=partial(self._build, content, lang, state, thread))

    def share(self, plans: Iterable[Plan]) -> None:
        """Begin with most of these discussions in other processes."""
        incremental.share(KINDS, {plan.key: partial(self._look_up, plan) for plan in plans})

    def _look_up(self, plan: Plan) -> Discussion:
        return delay(plan.key, partial(plan.build, self._settings[KEY]))

    def build(self, plan: Plan) -> Discussion:
        """The discussion that is made in this way."""
        content, discussion = plan.content, self._look_up(plan)
        obstacle = find_obstacle(content.save_as, discussion, self._taken()) if discussion.further else None
        if not obstacle:
            return discussion
        logger.warning(
            "%s: all comments are on one page, as %s is in the way of further ones; "
            "change one of the addresses.",
            content.relative_source_path,
            obstacle,
        )
        return plan.build(replace(self._settings[KEY], per_page=None))

    def forget_files(self) -> None:
        """Free the memory of the comments as the files have them, once all discussions are built."""
        for thread in self._threads.values():
            vars(thread).pop("comments", None)

    def _find_thread(self, content: Content) -> _Thread:
        if content.slug not in self._threads:
            if not names_a_folder(content.slug):
                problem = (
                    f"{content.relative_source_path}: the slug {content.slug!r} cannot name a folder of "
                )
                remedy = "comments; give it a Title or a Slug of letters, digits and hyphens."
                raise CommentsError([problem + remedy])
            folder = self._folder / content.slug
            digest = self._known.get(content.slug) or digest_thread(folder)
            self._threads[content.slug] = _Thread(content, folder, self._root, digest)
        return self._threads[content.slug]

    def _build(
        self, content: Content, lang: str, state: State, thread: _Thread, settings: CommentsSettings
    ) -> Discussion:
        prepared = prepare_comments(
            thread.comments,
            content,
            settings,
            thread_lang=lang,
            read_wording=self._read_wording,
        )
        discussion = build_pages_of(content, prepared, state, settings, self._read_wording(content.lang))
        feed = choose_feed(content, discussion)
        further = tuple(replace(page, feed=feed) for page in discussion.further)
        return replace(discussion, feed=feed, further=further)
