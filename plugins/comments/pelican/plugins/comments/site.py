"""The site as Pelican reads it: everything the commands need to know about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pelican import Pelican  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.generators import Generator
from pelican.settings import read_settings
from pelican_toolkit.contents import list_contents
from pelican_toolkit.languages import parse_tag
from pelican_toolkit.reading import read_contents
from pelican_toolkit.titles import read_name

from .errors import CommentsError
from .posts import Post, describe_posts
from .settings import KEY, CommentsSettings
from .translations import Wording, read_wording

_NO_CACHE = {"CACHE_CONTENT": False, "LOAD_CONTENT_CACHE": False}
"""Reading must write nothing; a build beside it may have a cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the commands know about a site: its settings, folders, articles and pages."""

    settings: CommentsSettings
    name: str
    """As text."""
    url: str
    """The site's address without a slash at its end; empty where the settings know none."""
    lang: str
    timezone: tzinfo
    root: Path
    """What the paths of comment files in messages are relative to."""
    comments: Path
    """The folder of the published comments, with a folder for each article."""
    inbox: Path
    """The folder of the comments that wait for a decision."""
    output: Path
    theme_catalogues: Path
    """The folder of the theme's own catalogues; it may not exist."""
    posts: Mapping[str, Post]
    """What readers can open, and so answer, by slug; translations are with their original. Hidden texts are
    included: their pages exist, though no list links to them."""
    render: Callable[..., str]
    """(template's name, **values) → the rendered template, of the theme or else ours."""
    drafts: Mapping[str, Post] = field(default_factory=dict)
    """Drafts and texts with a future date, which only the writer knows. For readers they do not exist."""

    def read_wording(self, lang: str) -> Wording:
        """Our words and the theme's in a language."""
        return read_wording(lang, self.theme_catalogues)

    def find_post(self, slug: str) -> Post | None:
        """The article or page of this slug, drafts included: for the writer, not for readers."""
        return self.posts.get(slug) or self.drafts.get(slug)

    def show_drafts(self) -> "Site":
        """The site with its drafts among the posts, as its writer sees it."""
        return replace(self, posts={**self.drafts, **self.posts})

    def find_page(self, name: str) -> Post | None:
        """The article, page or translation that a form or a link names, as `Post.comments_page` does.

        An unknown language means the original; None for an unknown slug and for anything malformed.
        """
        slug, slash, lang = name.partition("/")
        post = self.posts.get(slug)
        if post is None or (slash and not parse_tag(lang)):
            return None
        return post.choose_translation(lang or None)

    def find_path(self, post: Post) -> str:
        """The path of an article or page below the site's address."""
        return post.url.removeprefix(f"{self.url}/")

    def translate_path(self, path: str, lang: str) -> str:
        """The path of the translation of what is at `path`; the same path where there is none."""
        original = next((post for post in self.posts.values() if self.find_path(post) == path), None)
        return self.find_path(original.choose_translation(lang)) if original else path


def find_theme_catalogues(settings: Mapping[str, Any]) -> Path:
    """The folder of a theme's own catalogues, `locale/<language>.po`; it may not exist."""
    return Path(settings["THEME"], "locale")


def load_site(path: Path) -> Site:
    """The site whose settings are in this file; its texts are read, nothing is written.

    Raises CommentsError if the file does not exist, if it or another plugin fails, or if this plugin is not
    enabled.
    """
    return read_site(path, load_pelican(path))


def load_pelican(path: Path) -> Pelican:
    """Pelican with the settings in this file, validated by this plugin; no text is read yet.

    Raises CommentsError as load_site does.
    """
    if not path.is_file():
        raise CommentsError([f"{path}: file not found; run this in its folder, or name it with --settings."])
    pelican = Pelican(_read_settings(path))
    if KEY not in pelican.settings:
        raise CommentsError([f'{path}: pelican-comments is not enabled; add "comments" to PLUGINS.'])
    return pelican


def read_site(path: Path, pelican: Pelican) -> Site:
    """The site of these settings, read from this file, with the texts as they are now.

    Raises CommentsError if another plugin fails.
    """
    generators = _read_contents(pelican)
    contents = [content for generator in generators for content in list_contents(generator)]
    return describe_site(
        path,
        pelican.settings,
        describe_posts(content for content in contents if content.status != "draft"),
        _make_renderer(generators[0]),
        drafts=describe_posts(content for content in contents if content.status == "draft"),
    )


def describe_site(
    path: Path,
    settings: Mapping[str, Any],
    posts: Mapping[str, Post],
    render: Callable[..., str],
    *,
    drafts: Mapping[str, Post] | None = None,
) -> Site:
    """The site of these texts and of these settings, read from this file and validated by the plugin.

    Raises CommentsError if the inbox would be public.
    """
    return Site(
        settings=settings[KEY],
        name=read_name(settings["SITENAME"], settings),
        url=settings["SITEURL"].rstrip("/"),
        lang=settings["DEFAULT_LANG"],
        timezone=ZoneInfo(settings.get("TIMEZONE") or "UTC"),
        theme_catalogues=find_theme_catalogues(settings),
        posts=posts,
        drafts=drafts or {},
        render=render,
        **_find_folders(path, settings),
    )


def _read_settings(path: Path) -> dict[str, Any]:
    try:
        settings: dict[str, Any] = read_settings(str(path), override=_NO_CACHE)
    except SystemExit as stop:  # a settings file that stops, with a message of its own
        raise CommentsError([str(stop.code)]) from None
    except Exception as error:  # it is a program, which may raise anything
        raise CommentsError([f"{path}: {type(error).__name__}: {error}; correct the settings."]) from error
    return settings


def _find_folders(path: Path, settings: Mapping[str, Any]) -> dict[str, Path]:
    """The folders of a site; the inbox is beside the settings file and must not be published."""
    root = Path(settings["PATH"])
    inbox = path.absolute().parent / settings[KEY].inbox
    output = Path(settings["OUTPUT_PATH"])
    for public in (root, output):
        if inbox.resolve().is_relative_to(public.resolve()):
            problem = f"{path}: COMMENTS['inbox'] {settings[KEY].inbox!r} is inside {public.name}/, "
            raise CommentsError([problem + "so what waits there would be public; choose another folder."])
    return {"root": root, "comments": root / settings[KEY].path, "inbox": inbox, "output": output}


def _read_contents(pelican: Pelican) -> list[Generator]:
    """The generators of articles and pages, after they have read the texts."""
    try:
        return read_contents(pelican)
    except CommentsError:
        raise
    except Exception as error:  # another plugin may raise anything
        raise CommentsError([str(error) or type(error).__name__]) from error


def _make_renderer(generator: Generator) -> Callable[..., str]:
    def render(template: str, **values: Any) -> str:  # noqa: ANN401  # a template takes anything
        page: str = generator.env.get_template(template).render({**generator.context, **values})
        return page

    return render
