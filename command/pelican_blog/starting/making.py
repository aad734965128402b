"""Makes the folder of a new blog: under a temporary name, then moved into place whole."""

import os
import shlex
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from pelican_blog.errors import WritingError
from pelican_blog.git import run_git

from .answers import Answers
from .clone import TEMPLATE, Clone
from .filling import fill_markdown, fill_publication, fill_settings
from .logo import draw_favicon, draw_svg, draw_touch_icon
from .packages import write_packages

_KEPT = ("content/comments", "content/images", "content/posts", "content/videos")
"""Folders that the build and the writer expect; git does not keep empty ones."""


def make_blog(clone: Clone, answers: Answers) -> None:
    """Make the blog, with a history of one commit. Raises WritingError if git fails."""
    with _make_whole(answers.folder) as folder:
        copy_files(clone, answers, folder)
        fill_templates(clone, answers, folder)
        draw_logo(answers.sitename, folder)
        write_packages(clone, folder)
        begin_history(answers.author, folder)


@contextmanager
def _make_whole(target: Path) -> Iterator[Path]:
    """A temporary folder that becomes the target on success and is removed otherwise."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield folder
        folder.chmod(0o755)  # mkdtemp lets only the owner in
        folder.rename(target)  # replaces an empty folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def copy_files(clone: Clone, answers: Answers, folder: Path) -> None:
    """Copy the files that are the same in every blog, and make its empty folders."""
    for source, target in clone.list_copies(answers.language.tag):
        write(folder / target, (clone.root / source).read_bytes())
    for name in _KEPT:
        write(folder / name / ".gitkeep", b"")


def fill_templates(clone: Clone, answers: Answers, folder: Path) -> None:
    """Write this blog's pages, README and settings."""
    tag = answers.language.tag
    for part in ("common", tag, *([f"{tag}-without-form"] if not answers.repository else [])):
        for name in clone.list_template(part):
            text = (clone.root / TEMPLATE / part / name).read_text(encoding="utf-8")
            if name.endswith(".py"):
                write(folder / name, fill_settings(text, list_settings(answers)).encode())
            elif name.endswith(".md"):
                filled = fill_markdown(text, list_names(answers), list_places(clone, answers))
                write(folder / name, filled.encode())
    publication = (clone.root / "publishconf.py").read_text(encoding="utf-8")
    text = fill_publication(publication, answers.address, answers.repository)
    write(folder / "publishconf.py", text.encode())


def list_settings(answers: Answers) -> dict[str, str]:
    """The values for the settings."""
    return {
        "sitename": answers.sitename,
        "author": answers.author,
        "timezone": answers.zone,
        "state": "open" if answers.repository else "closed",
    }


def list_names(answers: Answers) -> dict[str, str]:
    """The values for the pages; the author's name loses its full stop, as it may end a sentence."""
    return {"sitename": answers.sitename, "author": answers.author.removesuffix(".")}


def list_places(clone: Clone, answers: Answers) -> dict[str, str]:
    """The addresses and paths in the README."""
    path = os.path.relpath(clone.root.resolve(), answers.folder.resolve())
    return {
        "repository": answers.repository or "you/blog",
        "clone": shlex.quote(path),
        "tools": clone.find_address() or f"`{path}`.",
    }


def draw_logo(name: str, folder: Path) -> None:
    """Write the logo in all formats."""
    write(folder / "theme/static/img/logo.svg", draw_svg(name).encode())
    write(folder / "theme/static/img/apple-touch-icon.png", draw_touch_icon(name))
    write(folder / "content/extra/favicon.ico", draw_favicon(name))


def begin_history(author: str, folder: Path) -> None:
    """Commit everything, as git's user or else as the author without an e-mail address.

    Raises WritingError if git fails.
    """
    person = [
        f"user.{key}={_ask(folder, 'config', f'user.{key}') or value}"
        for key, value in (("name", author), ("email", ""))
    ]
    options = [option for setting in (*person, "commit.gpgSign=false") for option in ("-c", setting)]
    for command in (
        ("init", "--quiet", "--template="),
        ("symbolic-ref", "HEAD", "refs/heads/main"),
        ("add", "--all", "--force"),
        (*options, "commit", "--quiet", "--message", "Begin the blog"),
    ):
        done = run_git(folder, *command)
        if done.returncode:
            raise WritingError(f"git could not make the first commit: {done.stderr.strip()}")


def write(path: Path, content: bytes) -> None:
    """Write a file and make its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _ask(folder: Path, *arguments: str) -> str:
    return run_git(folder, *arguments).stdout.strip()
