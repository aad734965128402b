"""The object `commenting`: everything templates ask this plugin for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican.contents import Content
from pelican_toolkit.languages import find_direction
from pelican_toolkit.titles import read_title

from . import index, links, schema
from .models import Discussion
from .settings import CommentsSettings
from .translations import Wording, read_wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Commenting:
    """What a template gets under the name `commenting`; each method is for the page that is rendered."""

    settings: CommentsSettings
    """COMMENTS with its defaults, and what is derived from it: `form_action`, `takes_answers`, …"""
    theme_catalogues: Path
    _wordings: dict[str, Wording] = field(init=False, default_factory=dict, repr=False, compare=False)

    def wording(self, lang: str) -> Wording:
        """Our words in a language, or the theme's where its own catalogue has them."""
        if lang not in self._wordings:
            self._wordings[lang] = read_wording(lang, self.theme_catalogues)
        return self._wordings[lang]

    def title(self, content: Content) -> str:
        """The title of an article or page as text, to be escaped."""
        return read_title(content)

    def direction(self, lang: str | None) -> str:
        """`ltr`, `rtl`, or `auto` if the language is unknown."""
        return find_direction(lang, unknown="auto")

    def reply_link(self, content: links.Content, comment_id: str, wording: Wording) -> str:
        """The mailto: link that answers a comment, or the article if the id is empty."""
        return links.build_reply_link(self.settings.email or "", content, comment_id, wording)

    def report_link(
        self, content: links.Content, comment_id: str, siteurl: str, wording: Wording
    ) -> str | None:
        """The link that reports a comment; None if there is no way to report one."""
        return links.build_report_link(self.settings, content, comment_id, siteurl, wording)

    def lead_to_pages(self, body: Markup, discussion: Discussion, siteurl: str) -> Markup:
        """A comment's text, with links to other comments leading to the right page."""
        return links.lead_to_pages(body, discussion, siteurl)

    def schema(self, content: Content, siteurl: str) -> dict[str, Any]:
        """The comments on the page as schema.org data (JSON-LD)."""
        return schema.describe_discussion(content, siteurl)

    def list_by_page(self, discussion: Discussion) -> Mapping[int, list[str]]:
        """The ids of the comments on each further page; empty if there are too many."""
        return index.list_by_page(discussion)

    def list_index_pages(self, discussion: Discussion) -> list[index.IndexPage]:
        """The pages that list the ids if there are too many for the first page."""
        return index.list_index_pages(discussion)

    def find_days(self, page: Discussion, wording: Wording) -> tuple[str, ...]:
        """The days of the first and last comment on a page, in words."""
        return index.find_days(page, wording)
