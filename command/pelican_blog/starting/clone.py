"""The clone that blogs are made of: which of its files a blog has, and what git says of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pelican_blog.errors import WritingError
from pelican_blog.git import run_git

TEMPLATE = "template"
COMMITS = "packages/commits"
"""In a blog: which commit of the clone its tools are of, and below that, which one it was begun with."""
HERS = (
    "siteconf.py",
    ".github/workflows/comment.yml",
    ".github/workflows/publish.yml",
    "content/extra/.nojekyll",
)
"""What a blog has as it is here, to be changed as its writer likes; and theme/."""
TOOLS = {
    "LICENSE": "packages/LICENSE",
    "requirements-uv.txt": "requirements-uv.txt",
    "tools/blog.mk": "packages/blog.mk",
    "tools/install.py": "packages/install.py",
}
"""What an upgrade replaces, and where a blog has it; and the wheels.

It is a blog's own tools, older than the clone, that look for these here: move none of them.
"""
_OURS = ("theme/static/img/apple-touch-icon.png", "theme/static/img/logo.svg")
"""The logo, of which a blog has one of its own."""
_FRENCH_FORM = ".github/ISSUE_TEMPLATE/commentaire.yml"
_PLACE = re.compile(r"(?:https?://(?:[^@/]*@)?|(?:ssh://)?git@)([^:/]+)[:/](.*?)(?:\.git)?/?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clone:
    """A folder with the files of this repository."""

    root: Path

    def list_copies(self, language: str) -> Iterator[tuple[str, str]]:
        """Each file that a blog has as it is here: its path here, and its path there."""
        paths = (path for path in (self.root / "theme").rglob("*.*") if path.is_file())
        theme = sorted(path.relative_to(self.root).as_posix() for path in paths)
        for name in (
            *HERS,
            *(name for name in theme if name not in _OURS and not name.endswith((".py", ".pyc"))),
        ):
            yield name, name
        if language == "fr":
            yield _FRENCH_FORM, _FRENCH_FORM
        for folder in ("common", language):
            for name in self.list_template(folder):
                if not name.endswith((".md", ".py")):
                    yield f"{TEMPLATE}/{folder}/{name}", name

    def list_template(self, folder: str) -> list[str]:
        """The files of one folder of the template, by the paths that a blog has them at."""
        top = self.root / TEMPLATE / folder
        return sorted(path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file())

    def list_packages(self) -> list[Path]:
        """The folders of our own packages."""
        plugins = sorted(path.parent for path in self.root.glob("plugins/*/pyproject.toml"))
        return [self.root / "command", *plugins]

    def find_commit(self) -> str:
        """The commit that is checked out; empty where git knows none."""
        return self.ask("rev-parse", "--verify", "--quiet", "HEAD").strip()

    def has_changes(self) -> bool:
        """Whether the tools are other than in the commit that is checked out."""
        return bool(self.ask("status", "--porcelain", "--", "command", "plugins", *TOOLS))

    def find_address(self) -> str:
        """Where its remote `origin` is on the web, without a password; empty where it is nowhere."""
        place = _PLACE.fullmatch(self.ask("remote", "get-url", "origin").strip())
        return f"https://{place[1]}/{place[2]}" if place else ""

    def knows(self, commit: str) -> bool:
        """Whether git has that commit here."""
        return self.answers("cat-file", "-e", f"{commit}^{{commit}}")

    def has_behind(self, commit: str) -> bool:
        """Whether what is checked out comes after that commit, or is it."""
        return self.answers("merge-base", "--is-ancestor", commit, "HEAD")

    def read_file(self, commit: str, name: str) -> str | None:
        """A file as that commit has it; None where it has none, and where there is no commit."""
        done = run_git(self.root, "show", f"{commit}:./{name}")
        return done.stdout if commit and done.returncode == 0 else None

    def list_versions(self, names: Iterable[str]) -> dict[str, set[str]]:
        """The ids that git gives to what each of these files has ever held."""
        versions: dict[str, set[str]] = {}
        printed = self.ask("log", "--raw", "--no-abbrev", "--no-renames", "--format=", "-z", "--", *names)
        for change, name in zip(*[iter(printed.split("\0"))] * 2, strict=False):
            versions.setdefault(name, set()).add(change.split()[3])
        return versions

    def answers(self, *arguments: str) -> bool:
        """Whether git says yes."""
        return run_git(self.root, *arguments).returncode == 0

    def ask(self, *arguments: str) -> str:
        """What git prints; nothing where it fails."""
        done = run_git(self.root, *arguments)
        return done.stdout if done.returncode == 0 else ""


def open_clone(root: Path) -> Clone:
    """The clone in a folder. Raises WritingError where none is."""
    needed = (TEMPLATE, "theme", "plugins/comments", "command/pelican_blog")
    if missing := [name for name in needed if not (root / name).is_dir()]:
        raise WritingError(
            f"{root}: not a clone of the tools, as it has no {missing[0]}/; name the folder of one."
        )
    return Clone(root=root)
