"""A built site at its own address, answered from its folder as GitHub Pages would, and nothing else."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import BrowserContext, Request, Route


def serve_published(context: BrowserContext, folder: Path, siteurl: str) -> None:
    """Answer what lies below `siteurl` with the files of a folder or its 404 page; refuse the rest."""

    def answer(route: Route, request: Request) -> None:
        if not request.url.startswith(f"{siteurl}/"):
            route.abort()
            return
        path = folder / unquote(urlsplit(request.url.removeprefix(f"{siteurl}/")).path)
        found = path / "index.html" if path.is_dir() else path
        if found.is_file():
            route.fulfill(path=found)
        else:
            route.fulfill(path=folder / "404.html", status=404)

    context.route("**/*", answer)
