"""What comments need to know about the articles and pages of a site."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pelican.contents import Content
from pelican_toolkit.languages import is_same_language
from pelican_toolkit.titles import read_title

from .models import State
from .states import choose_state


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An article or page that readers can comment on."""

    slug: str
    title: str
    """As text."""
    url: str
    """Its full address, or just its path if the settings have no SITEURL."""
    lang: str
    state: State
    """The original's, also in a translation: they share a thread."""
    is_translation: bool = False
    translations: tuple["Post", ...] = ()
    """An original's published translations."""

    @property
    def comments_page(self) -> str:
        """Its name in forms and links: its slug, with its language if it is a translation."""
        return name_page(self.slug, self.lang if self.is_translation else None)

    def choose_translation(self, lang: str | None) -> "Post":
        """Its translation into a language, or else the original."""
        if lang is None:
            return self
        return next((post for post in self.translations if is_same_language(post.lang, lang)), self)


def name_page(slug: str, translation: str | None) -> str:
    """The name of an article, or of its translation into a language, in forms and links.

    The slash in it is unambiguous: no slug with a folder of comments has one.
    """
    return f"{slug}/{translation}" if translation else slug


def names_a_folder(slug: str) -> bool:
    """Whether a slug can name a folder of comments, and nothing outside of that folder's parent."""
    return not {"/", "\\", "\0"} & set(slug) and slug not in {"", ".", ".."}


def describe_posts(contents: Iterable[Content]) -> dict[str, Post]:
    """These articles or pages by slug; translations belong to their original, which comes first."""
    posts: dict[str, Post] = {}
    for content in contents:
        state = choose_state(content)
        if names_a_folder(content.slug):
            siteurl = content.settings["SITEURL"].rstrip("/")
            post = Post(
                slug=content.slug,
                title=read_title(content),
                url=f"{siteurl}/{content.url}" if siteurl else content.url,
                lang=content.lang,
                state=state,
            )
            original = posts.setdefault(content.slug, post)
            if post.lang != original.lang and content.status != "draft":
                page = replace(post, state=original.state, is_translation=True)
                posts[content.slug] = replace(original, translations=(*original.translations, page))
    return posts
