"""The two sites, built as for readers and served as GitHub Pages would."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.audit.programs import ToolError, run_program
from tools.audit.server import serve_folder

SETTINGS = {"real": "publishconf.py", "demo": "tests/demo/democonf.py"}
CONTENT = {"real": "content", "demo": "tests/demo/content"}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """A rule that a page breaks; `site` includes its base path ("demo /repo/"), `page` is below that."""

    site: str
    page: str
    tool: str
    rule: str
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltSite:
    """A site in `folder`, served at `siteurl`, which ends with `base`."""

    name: str
    base: str
    folder: Path
    siteurl: str

    @property
    def label(self) -> str:
        """Its name in findings: "demo /repo/"."""
        return f"{self.name} {self.base}/"

    def list_files(self, *suffixes: str) -> list[str]:
        """The paths below the folder of all files with these suffixes."""
        files = self.folder.rglob("*")
        return sorted(file.relative_to(self.folder).as_posix() for file in files if file.suffix in suffixes)

    def list_pages(self) -> list[str]:
        """The paths of all pages that stay open: those at old addresses lead on at once."""
        return [path for path in self.list_files(".html") if not _leads_on(self.folder / path)]

    def link_to(self, path: str) -> str:
        """The address of a file, as in the site's own links."""
        return f"{self.siteurl}/{path.removesuffix('index.html')}"

    def visit(self, path: str) -> str:
        """The address at which readers see a page; for the 404, one where nothing is, deep down."""
        return f"{self.siteurl}/nothing/is/here" if path == "404.html" else self.link_to(path)

    def blame(self, page: str, tool: str, rule: str, where: str) -> Finding:
        """The finding that a page or file of this site breaks a rule."""
        return Finding(site=self.label, page=page, tool=tool, rule=rule, where=where)


def _leads_on(page: Path) -> bool:
    return b'<meta http-equiv="refresh"' in page.read_bytes()


def build_site(name: str, folder: Path, siteurl: str) -> None:
    """Build a site for `siteurl` in `folder`; any warning is a ToolError."""
    pelican = (sys.executable, "-m", "pelican", CONTENT[name], "--settings", SETTINGS[name])
    addresses = {"SITEURL": siteurl, "DEMO_SITEURL": siteurl, "GITHUB_REPOSITORY": "example/blog"}
    done = run_program(*pelican, "--output", folder, "--fatal=warnings", **addresses)
    if done.returncode:
        raise ToolError(f"The {name} site could not be built:\n{done.stdout}{done.stderr}")


@contextmanager
def serve_sites(*places: tuple[str, str]) -> Iterator[list[BuiltSite]]:
    """Sites, built and served, each given by its name and the base path below which it is served."""
    sites = []
    with ExitStack() as stack:
        root = Path(stack.enter_context(TemporaryDirectory(prefix="audit-")))
        for number, (name, base) in enumerate(places):
            folder = root / f"{name}-{number}"
            siteurl = stack.enter_context(serve_folder(folder, base))
            build_site(name, folder, siteurl)
            sites.append(BuiltSite(name=name, base=base, folder=folder, siteurl=siteurl))
        yield sites
