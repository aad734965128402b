"""Links, resources and fragments that lead nowhere, in a folder that holds a site."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup
from pelican_blog.proofreading.links import ATTRIBUTES, list_addresses

READERS_WORDS = ["comment-author", "comment-body"]
"""Classes whose links are the readers' own."""


def read_pages(folder: Path) -> dict[str, BeautifulSoup]:
    """Every page of the site in a folder, by its path below the folder."""
    return {
        path.relative_to(folder).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in sorted(folder.rglob("*.html"))
    }


def find_dead_links(pages: Mapping[str, BeautifulSoup], folder: Path, siteurl: str) -> list[tuple[str, str]]:
    """The dead links, resources and fragments, each with its page's path."""
    return [
        (path, f"<{element.name} {attribute}={value!r}>")
        for path, page in pages.items()
        for element in page.select(", ".join(f"[{attribute}]" for attribute in ATTRIBUTES))
        if not element.find_parent(class_=READERS_WORDS)
        for attribute in ATTRIBUTES
        for value in list_addresses(attribute, str(element.get(attribute, "")))
        if not leads_somewhere(urljoin(f"{siteurl}/{path}", value), pages, folder, siteurl)
    ]


def leads_somewhere(url: str, pages: Mapping[str, BeautifulSoup], folder: Path, siteurl: str) -> bool:
    """Whether an address is another site's, or a file of this one that has the fragment."""
    if not url.startswith(f"{siteurl}/"):
        parts = urlsplit(url)
        return parts.scheme not in {"", "file"} and parts.netloc != urlsplit(siteurl).netloc
    parts = urlsplit(url.removeprefix(f"{siteurl}/"))
    path = unquote(parts.path)
    path = f"{path}index.html" if path.endswith("/") or not path else path
    if not (folder / path).is_file():
        return False
    return not parts.fragment or path not in pages or bool(pages[path].find(id=unquote(parts.fragment)))
