"""The blog that the commands work on: its settings, and the texts that it has."""

import os
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican.readers import MarkdownReader
from pelican.settings import read_settings

from pelican_blog.errors import WritingError
from pelican_blog.headers import parse_header
from pelican_blog.slugs import slugify_title


@dataclass(frozen=True, slots=True, kw_only=True)
class Blog:
    """Where a blog lives, and Pelican's settings of it."""

    root: Path
    """The folder of the settings file, from which paths are shown."""
    content: Path
    settings: Mapping[str, Any]

    @property
    def posts(self) -> Path:
        """The folder for new posts, which holds one for each year."""
        return self.content.joinpath(self.settings["ARTICLE_PATHS"][0])

    @property
    def pages(self) -> Path:
        """The folder for new pages."""
        return self.content.joinpath(self.settings["PAGE_PATHS"][0])

    def show(self, path: Path) -> str:
        """The path as the writer knows it, from the folder that she calls make in."""
        return Path(os.path.relpath(path, self.root)).as_posix()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """A post or page that is there, in one language."""

    path: Path
    slug: str


def load_blog(path: Path) -> Blog:
    """The blog whose settings are in this file.

    Raises WritingError where there is none, or where it refuses.
    """
    if not path.is_file():
        raise WritingError(f"{path}: no such file. Run this in the folder of the blog.")
    try:
        settings = read_settings(str(path))
    except SystemExit as stop:  # settings that refuse, in words of their own
        raise WritingError(str(stop.code)) from None
    except Exception as error:  # they are a program, which may raise anything
        raise WritingError(
            f"{find_fault(error, path)}: {describe_fault(error)}; correct that line."
        ) from error
    settings.setdefault("TIMEZONE", "UTC")  # as Pelican takes it, which does not say so in the settings
    return Blog(root=path.absolute().parent, content=Path(settings["PATH"]), settings=settings)


def describe_fault(error: Exception) -> str:
    """What a program of the writer's has raised, in one line."""
    reason = error.msg if isinstance(error, SyntaxError) else error
    return f"{type(error).__name__}: {reason}"


def find_fault(error: Exception, path: Path) -> str:
    """The file and line, among the settings files of a folder, in which an error was raised."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{Path(error.filename).name}:{error.lineno}"
    folder = path.absolute().parent
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(f.filename).name}:{f.lineno}" for f in frames if Path(f.filename).parent == folder]
    return places[-1] if places else str(path)


def list_texts(blog: Blog) -> Iterator[TextFile]:
    """Every post and page in Markdown, of whatever status and language.

    Only headers are read, by what Pelican reads them with: a mistake in a text is the build's to name.
    """
    for folder in (*blog.settings["ARTICLE_PATHS"], *blog.settings["PAGE_PATHS"]):
        for path in sorted((blog.content / folder).rglob("*")):
            if path.suffix[1:] in MarkdownReader.file_extensions and path.is_file():
                header = parse_header(path.read_text(encoding="utf-8", errors="replace")).values
                title = header.get("title", [""])[0]
                slug = header.get("slug", [""])[0] or slugify_title(title, blog.settings)
                yield TextFile(path=path, slug=slug)


def find_text(name: str, blog: Blog) -> Path:
    """The one post or page that a path or a slug names.

    Raises WritingError where there is none, or where a slug has files in several languages.
    """
    slug = name.strip("/").split("/")[-1]  # an address ends in it
    places = {(folder / name).resolve() for folder in (blog.root, blog.content)}
    texts = list(list_texts(blog))
    found = [text.path for text in texts if text.path.resolve() in places]
    found = found or [text.path for text in texts if text.slug == slug]
    if not found:
        raise WritingError(
            f"POST={name}: no text has this slug, and no file in {blog.show(blog.content)}/ this path. "
            f"Name it by its path, such as POST={blog.show(_choose_example(texts, blog))}"
        )
    if len(found) > 1:
        paths = "\n".join(f"  POST={blog.show(path)}" for path in found)
        raise WritingError(f"POST={name}: several files have this slug. Name one, then the other:\n{paths}")
    return found[0]


def _choose_example(texts: Iterable[TextFile], blog: Blog) -> Path:
    """The path of the text that was last written in: most likely the one that was meant."""
    paths = (text.path for text in texts)
    return max(paths, key=lambda path: path.stat().st_mtime, default=blog.posts / "2026" / "my-article.md")
