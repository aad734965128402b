"""What there is to link to: every page of the site, and every file below the content folder."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import urlsplit

from pelican.plugins.comments.settings import KEY as COMMENTS
from pelican.plugins.comments.storage import find_files

from pelican_blog.blog import Blog
from pelican_blog.proofreading.listings import (
    list_folders,
    list_others,
    name_file,
    read_theme_ids,
)
from pelican_blog.proofreading.texts import Text

_NEAR = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """All that a link inside the site may lead to."""

    host: str
    """Empty where the settings do not say the site's address."""
    base: str
    """The path that the site is at, without a slash at its end: empty at the root of its host."""
    texts: Mapping[str, Text]
    """By the path of the file below the content folder."""
    pages: Mapping[str, Text]
    """By the path of the page below the output folder, drafts too."""
    others: frozenset[str]
    """The paths below the output folder of all else that is known beforehand."""
    folders: tuple[str, ...]
    """What the paths begin with of what only a build can list; a mistake there is for the audit to find."""
    written: frozenset[str]
    """The files of all texts, those too of which no page can be made: they have problems of their own."""
    skipped: frozenset[str]
    """Those that Pelican is told not to read."""
    files: frozenset[str]
    """All files below the content folder that are no texts, by their paths from there."""
    spellings: Mapping[str, str]
    """These files, and those of texts, by what they are called in small letters."""
    theme_ids: re.Pattern[str]
    """What the theme and the plugins call parts of their pages."""
    threads: frozenset[str]
    """The slugs that there are comments for."""

    def has_id(self, name: str, text: Text) -> bool:
        """Whether a fragment names a part of a text's page, or something that every page has."""
        return name in text.rendering.ids or self.theme_ids.fullmatch(name) is not None

    def has_thread(self, slug: str) -> bool:
        """Whether readers have answered what has this slug."""
        return slug in self.threads

    def cut_base(self, path: str) -> str:
        """A path of the host as one of the site, beginning with a slash; one outside of the site as it is."""
        return path.removeprefix(self.base) if f"{path}/".startswith(f"{self.base}/") else path

    def find_page(self, path: str) -> Text | None:
        """The text whose page is at a path, which may lack the slash at its end: GitHub Pages adds it."""
        return next((self.pages[name] for name in _list_names(path) if name in self.pages), None)

    def holds(self, path: str) -> bool:
        """Whether there is something else at a path, as GitHub Pages serves it."""
        return path.startswith(self.folders) or any(name in self.others for name in _list_names(path))

    def find_spelling(self, path: str, among: Collection[str]) -> str | None:
        """Which of these files is called so in small or capital letters, or else has the nearest name."""
        spellings = {key: file for key, file in self.spellings.items() if file in among}
        exact = spellings.get(path.lower())
        if exact:
            return exact
        wanted = path.rpartition("/")[2].lower()
        names = {key.rpartition("/")[2]: file for key, file in spellings.items()}
        near = (name for name in get_close_matches(wanted, names, cutoff=_NEAR))
        return next((names[name] for name in near if not _counts_on(wanted, name)), None)


def _counts_on(name: str, other: str) -> bool:
    """Whether two names differ by their numbers alone, as those of one series of pictures do."""
    return name != other and re.sub(r"\d+", "", name) == re.sub(r"\d+", "", other)


def _list_names(path: str) -> tuple[str, ...]:
    if not path or path.endswith("/"):
        return (f"{path}index.html",)
    return (path, f"{path}/index.html", f"{path}.html")


def _list_threads(blog: Blog) -> frozenset[str]:
    """The folders of comments that are not empty."""
    if COMMENTS not in blog.settings:
        return frozenset()
    folders = find_files(blog.content / blog.settings[COMMENTS].path)
    return frozenset(folder.name for folder in folders if folder.is_dir() and any(find_files(folder)))


def build_site(
    blog: Blog, files: Iterable[str], texts: Iterable[Text], written: Iterable[str], skipped: Iterable[str]
) -> Site:
    """The site of these texts, and of these files below the content folder.

    Among the files are all that are `written` to be texts, those too that are `skipped` or that are broken.
    """
    all_texts, all_files = tuple(texts), tuple(files)
    by_key = {text.source.key: text for text in all_texts}
    address = urlsplit(blog.settings.get("SITEURL") or "")
    others = list_others([text.content for text in all_texts], all_files, blog.settings)
    return Site(
        host=address.netloc,
        base=address.path.rstrip("/"),
        texts=by_key,
        pages={path: text for text in all_texts for path in (name_file(text.url), text.save_as) if path},
        others=others,
        folders=list_folders(others, blog.settings),
        written=frozenset(written),
        skipped=frozenset(skipped),
        files=frozenset(all_files).difference(written),
        spellings={file.lower(): file for file in all_files},
        theme_ids=read_theme_ids(blog.settings),
        threads=_list_threads(blog),
    )
