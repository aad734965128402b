"""The two sites, built as for readers, and served as GitHub Pages would."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.audit.server import PagesServer, run_server

ROOT = Path(__file__).parents[2]
PATIENCE = 600
"""Seconds after which a build is taken to hang."""
BASES = ("", "/repo")
"""A site of one's own at the root of a host, and that of a repository in its folder."""


class BuildError(Exception):
    """A site could not be built; the message is what Pelican said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a site is built; `variable` is the one that gives its settings the address."""

    name: str
    content: str
    settings: str
    variable: str


RECIPES = (
    Recipe(name="real", content="content", settings="publishconf.py", variable="SITEURL"),
    Recipe(
        name="demo",
        content="tests/demo/content",
        settings="tests/demo/democonf.py",
        variable="DEMO_SITEURL",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltSite:
    """A site in `folder` that is served at `siteurl`, which ends with `base`."""

    name: str
    base: str
    folder: Path
    siteurl: str

    @property
    def label(self) -> str:
        """What findings call it: "demo /repo/"."""
        return f"{self.name} {self.base}/"

    def list_files(self, *suffixes: str) -> list[str]:
        """The paths below the folder of all files that end so."""
        return sorted(
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*")
            if path.suffix in suffixes
        )

    def list_pages(self) -> list[str]:
        """The paths of all pages."""
        return self.list_files(".html")

    def link_to(self, path: str) -> str:
        """The address of a file, as the site's own links name it."""
        return f"{self.siteurl}/{path.removesuffix('index.html')}"

    def visit(self, path: str) -> str:
        """The address by which readers come to a page: to the 404, by one where nothing is, at any depth."""
        return f"{self.siteurl}/nothing/is/here" if path == "404.html" else self.link_to(path)


def build_site(recipe: Recipe, folder: Path, siteurl: str) -> None:
    """Fill `folder` with the site for `siteurl`; any warning is a BuildError."""
    environment = {**os.environ, "GITHUB_REPOSITORY": "example/blog", recipe.variable: siteurl}
    command = [sys.executable, "-m", "pelican", recipe.content, "--settings", recipe.settings]
    options = ["--output", str(folder), "--fatal=warnings"]
    try:
        done = subprocess.run(
            [*command, *options],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        raise BuildError(f"The {recipe.name} site was not built within {PATIENCE} seconds") from error
    if done.returncode:
        raise BuildError(f"The {recipe.name} site could not be built:\n{done.stdout}{done.stderr}")


@contextmanager
def serve_sites(*bases: str) -> Iterator[list[BuiltSite]]:
    """Each site, built and served below each of the base paths."""
    sites = []
    with ExitStack() as stack:
        root = Path(stack.enter_context(TemporaryDirectory(prefix="audit-")))
        for recipe in RECIPES:
            for number, base in enumerate(bases):
                folder = root / f"{recipe.name}-{number}"
                server = PagesServer(folder, base)
                build_site(recipe, folder, server.siteurl)
                stack.enter_context(run_server(server))
                sites.append(BuiltSite(name=recipe.name, base=base, folder=folder, siteurl=server.siteurl))
        yield sites
