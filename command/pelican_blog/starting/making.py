"""The folder of a new blog: made beside its place, and put there whole."""

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
from .filling import fill_publication, fill_settings, fill_text
from .logo import draw_favicon, draw_svg, draw_touch_icon
from .packages import write_packages

_KEPT = ("content/comments", "content/images", "content/posts", "content/videos")
"""What a build and the writer look for, though git keeps no empty folder."""


def make_blog(clone: Clone, answers: Answers) -> None:
    """Make the blog, with a history of one commit. Raises WritingError where git refuses it."""
    with _in_the_end(answers.folder) as folder:
        copy_files(clone, answers, folder)
        fill_templates(clone, answers, folder)
        draw_logo(answers.sitename, folder)
        write_packages(clone, folder)
        begin_history(answers.author, folder)


@contextmanager
def _in_the_end(target: Path) -> Iterator[Path]:
    """A folder that becomes the target once all is well, and is gone otherwise."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield folder
        folder.chmod(0o755)  # only its owner may enter what mkdtemp makes
        folder.rename(target)  # an empty folder is replaced
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def copy_files(clone: Clone, answers: Answers, folder: Path) -> None:
    """Copy what is the same in every blog, and make the folders that are empty at first."""
    for source, target in clone.list_copies(answers.language.tag):
        write(folder / target, (clone.root / source).read_bytes())
    for name in _KEPT:
        write(folder / name / ".gitkeep", b"")


def fill_templates(clone: Clone, answers: Answers, folder: Path) -> None:
    """Write the texts and the settings of this blog."""
    tag = answers.language.tag
    for part in ("common", tag, *([f"{tag}-without-form"] if not answers.repository else [])):
        for name in clone.list_template(part):
            text = (clone.root / TEMPLATE / part / name).read_text(encoding="utf-8")
            if name.endswith(".py"):
                write(folder / name, fill_settings(text, list_settings(answers)).encode())
            elif name.endswith(".md"):
                write(
                    folder / name, fill_text(text, list_names(answers), list_places(clone, answers)).encode()
                )
    publication = (clone.root / "publishconf.py").read_text(encoding="utf-8")
    text = fill_publication(publication, answers.address, answers.repository)
    write(folder / "publishconf.py", text.encode())


def list_settings(answers: Answers) -> dict[str, str]:
    """What the settings are filled with."""
    return {
        "sitename": answers.sitename,
        "author": answers.author,
        "timezone": answers.zone,
        "state": "open" if answers.repository else "closed",
    }


def list_names(answers: Answers) -> dict[str, str]:
    """What texts are filled with; a sentence may end after the author's name."""
    return {"sitename": answers.sitename, "author": answers.author.removesuffix(".")}


def list_places(clone: Clone, answers: Answers) -> dict[str, str]:
    """Where things are, as the README says it."""
    path = os.path.relpath(clone.root.resolve(), answers.folder.resolve())
    return {
        "repository": answers.repository or "you/blog",
        "clone": shlex.quote(path),
        "tools": clone.find_address() or f"`{path}`.",
    }


def draw_logo(name: str, folder: Path) -> None:
    """Write the logo in each of its sizes."""
    write(folder / "theme/static/img/logo.svg", draw_svg(name).encode())
    write(folder / "theme/static/img/apple-touch-icon.png", draw_touch_icon(name))
    write(folder / "content/extra/favicon.ico", draw_favicon(name))


def begin_history(author: str, folder: Path) -> None:
    """Commit all of it, by whom git knows, or else by the author, who has no address then.

    Raises WritingError where git refuses.
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
            raise WritingError(f"git could not begin the history of the blog: {done.stderr.strip()}")


def write(path: Path, content: bytes) -> None:
    """Write a file and the folders that it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _ask(folder: Path, *arguments: str) -> str:
    return run_git(folder, *arguments).stdout.strip()
