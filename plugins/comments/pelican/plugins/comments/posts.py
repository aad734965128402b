"""The articles and pages of a site, as far as comments are concerned."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pelican.contents import Content
from pelican_toolkit.languages import is_same_language
from pelican_toolkit.titles import read_title

from .models import State
from .states import choose_state


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An article or page, as one who answers it has to know it."""

    slug: str
    title: str
    """As text."""
    url: str
    """Its address; below the site's address where the settings know none."""
    lang: str
    state: State
    """Below a translation as below its original: they share a thread."""
    is_translation: bool = False
    translations: tuple["Post", ...] = ()
    """Of an original: the same in other languages, published."""

    @property
    def comments_page(self) -> str:
        """How a form or a link names it: its slug, and its language where it is a translation."""
        return name_page(self.slug, self.lang if self.is_translation else None)

    def choose_translation(self, lang: str | None) -> "Post":
        """Its translation into a language; the original where there is none."""
        if lang is None:
            return self
        return next((post for post in self.translations if is_same_language(post.lang, lang)), self)


def name_page(slug: str, translation: str | None) -> str:
    """How a form or a link names an article or, by the language, a translation of it.

    It has a slash, which no slug with a folder of comments has.
    """
    return f"{slug}/{translation}" if translation else slug


def names_a_folder(slug: str) -> bool:
    """Whether a slug can be the name of a folder of comments, and of no other place."""
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
