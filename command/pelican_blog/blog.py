"""The blog that the commands work on: its settings and its texts."""

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
    """The folder of a blog and its Pelican settings."""

    root: Path
    """The folder of the settings file; paths are shown from there."""
    content: Path
    settings: Mapping[str, Any]

    @property
    def posts(self) -> Path:
        """The folder for new posts, with a subfolder for each year."""
        return self.content.joinpath(self.settings["ARTICLE_PATHS"][0])

    @property
    def pages(self) -> Path:
        """The folder for new pages."""
        return self.content.joinpath(self.settings["PAGE_PATHS"][0])

    def show(self, path: Path) -> str:
        """The path from the folder where the writer runs make."""
        return Path(os.path.relpath(path, self.root)).as_posix()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """The file of an existing post or page, in one language."""

    path: Path
    slug: str


def load_blog(path: Path) -> Blog:
    """The blog with the settings in this file.

    Raises WritingError if the file is missing or fails.
    """
    if not path.is_file():
        raise WritingError(f"{path}: no such file. Run this in the folder of the blog.")
    try:
        settings = read_settings(str(path))
    except SystemExit as stop:  # settings that refuse with their own message
        from pelican_blog.building.faults import describe_exit  # noqa: PLC0415  # with all that a build needs

        raise WritingError(describe_exit(stop)) from None
    except Exception as error:  # settings may raise anything
        raise WritingError(
            f"{find_fault(error, path)}: {describe_fault(error)}; correct that line."
        ) from error
    settings.setdefault("TIMEZONE", "UTC")  # Pelican's default, which its settings lack
    return Blog(root=path.absolute().parent, content=Path(settings["PATH"]), settings=settings)


def describe_fault(error: Exception) -> str:
    """What the writer's own code raised, in one line."""
    reason = error.msg if isinstance(error, SyntaxError) else error
    return f"{type(error).__name__}: {reason}"


def find_fault(error: Exception, path: Path) -> str:
    """The file and line of the settings that raised an error."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{Path(error.filename).name}:{error.lineno}"
    folder = path.absolute().parent
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(f.filename).name}:{f.lineno}" for f in frames if Path(f.filename).parent == folder]
    return places[-1] if places else str(path)


def list_texts(blog: Blog) -> Iterator[TextFile]:
    """Every post and page in Markdown, of any status and language.

    Only headers are read, as Pelican reads them: mistakes in texts are left to the build.
    """
    for folder in (*blog.settings["ARTICLE_PATHS"], *blog.settings["PAGE_PATHS"]):
        for path in sorted((blog.content / folder).rglob("*")):
            if path.suffix[1:] in MarkdownReader.file_extensions and path.is_file():
                header = parse_header(path.read_text(encoding="utf-8", errors="replace")).values
                title = header.get("title", [""])[0]
                slug = header.get("slug", [""])[0] or slugify_title(title, blog.settings)
                yield TextFile(path=path, slug=slug)


def find_text(name: str, blog: Blog) -> Path:
    """The post or page with this path or slug.

    Raises WritingError if there is none, or if files in several languages share the slug.
    """
    slug = name.strip("/").split("/")[-1]  # addresses end in it
    places = {(folder / name).resolve() for folder in (blog.root, blog.content)}
    texts = list(list_texts(blog))
    found = [text.path for text in texts if text.path.resolve() in places]
    found = found or [text.path for text in texts if text.slug == slug]
    if not found:
        raise WritingError(
            f"POST={name}: no text has this slug, and no file in {blog.show(blog.content)}/ has this path. "
            f"Give its path, such as POST={blog.show(_choose_example(texts, blog))}"
        )
    if len(found) > 1:
        paths = "\n".join(f"  POST={blog.show(path)}" for path in found)
        raise WritingError(f"POST={name}: several files have this slug. Name one of them:\n{paths}")
    return found[0]


def _choose_example(texts: Iterable[TextFile], blog: Blog) -> Path:
    """The path of the last edited text, which was most likely meant."""
    paths = (text.path for text in texts)
    return max(paths, key=lambda path: path.stat().st_mtime, default=blog.posts / "2026" / "my-article.md")
