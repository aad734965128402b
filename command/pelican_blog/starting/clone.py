"""The clone that blogs are made from: which of its files a blog gets, and what git knows about it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pelican_blog.errors import WritingError
from pelican_blog.git import run_git

TEMPLATE = "template"
COMMITS = "packages/commits"
"""In a blog: the clone's commit that its tools come from, then the one that it was begun with."""
HERS = (
    "siteconf.py",
    ".github/workflows/comment.yml",
    ".github/workflows/publish.yml",
    "content/extra/.nojekyll",
)
"""Files that a blog gets as they are and its writer may change, besides theme/."""
TOOLS = {
    "LICENSE": "packages/LICENSE",
    "requirements-uv.txt": "requirements-uv.txt",
    "tools/blog.mk": "packages/blog.mk",
    "tools/install.py": "packages/install.py",
}
"""Files that an upgrade replaces, and their places in a blog; besides the wheels.

An upgrade runs the blog's own, older tools, which look for these files here: do not move them.
"""
_OURS = ("theme/static/img/apple-touch-icon.png", "theme/static/img/logo.svg")
"""The logo: a blog gets its own."""
_FRENCH_FORM = ".github/ISSUE_TEMPLATE/commentaire.yml"
_PLACE = re.compile(r"(?:https?://(?:[^@/]*@)?|(?:ssh://)?git@)([^:/]+)[:/](.*?)(?:\.git)?/?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clone:
    """A folder with the files of this repository."""

    root: Path

    def list_copies(self, language: str) -> Iterator[tuple[str, str]]:
        """Each file that a blog gets unchanged: its path in the clone and its path in the blog."""
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
        """The files in one folder of the template, by their paths in a blog."""
        top = self.root / TEMPLATE / folder
        return sorted(path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file())

    def list_packages(self) -> list[Path]:
        """The folders of our own packages."""
        plugins = sorted(path.parent for path in self.root.glob("plugins/*/pyproject.toml"))
        return [self.root / "command", *plugins]

    def find_commit(self) -> str:
        """The commit that is checked out; empty if there is none."""
        return self.query_git("rev-parse", "--verify", "--quiet", "HEAD").strip()

    def has_changes(self) -> bool:
        """Whether the tools have uncommitted changes."""
        return bool(self.query_git("status", "--porcelain", "--", "command", "plugins", *TOOLS))

    def find_address(self) -> str:
        """The web address of its remote `origin`, without a password; empty if there is none."""
        place = _PLACE.fullmatch(self.query_git("remote", "get-url", "origin").strip())
        return f"https://{place[1]}/{place[2]}" if place else ""

    def knows(self, commit: str) -> bool:
        """Whether the clone has that commit."""
        return self.check_git("cat-file", "-e", f"{commit}^{{commit}}")

    def has_behind(self, commit: str) -> bool:
        """Whether that commit is checked out, or is an ancestor of what is."""
        return self.check_git("merge-base", "--is-ancestor", commit, "HEAD")

    def read_file(self, commit: str, name: str) -> str | None:
        """A file as of that commit; None if the commit or the file does not exist."""
        done = run_git(self.root, "show", f"{commit}:./{name}")
        return done.stdout if commit and done.returncode == 0 else None

    def list_versions(self, names: Iterable[str]) -> dict[str, set[str]]:
        """The git ids of all the contents that each of these files has ever had."""
        versions: dict[str, set[str]] = {}
        printed = self.query_git(
            "log", "--raw", "--no-abbrev", "--no-renames", "--format=", "-z", "--", *names
        )
        for change, name in zip(*[iter(printed.split("\0"))] * 2, strict=False):
            versions.setdefault(name, set()).add(change.split()[3])
        return versions

    def check_git(self, *arguments: str) -> bool:
        """Whether git succeeds with these arguments."""
        return run_git(self.root, *arguments).returncode == 0

    def query_git(self, *arguments: str) -> str:
        """What git prints, or an empty string if it fails."""
        done = run_git(self.root, *arguments)
        return done.stdout if done.returncode == 0 else ""


def open_clone(root: Path) -> Clone:
    """The clone in a folder. Raises WritingError if it is not one."""
    needed = (TEMPLATE, "theme", "plugins/comments", "command/pelican_blog")
    if missing := [name for name in needed if not (root / name).is_dir()]:
        raise WritingError(
            f"{root}: not a clone of the tools: {missing[0]}/ is missing; give the folder of a clone."
        )
    return Clone(root=root)
