"""What open pages are told after a build, and the script that asks for it.

The script asks a few times a second while its page can be seen, and no request waits for an answer: many
tabs, a laptop that has slept and a server that starts again need no care. It is only in what is sent to the
browser, never in a file of the site.
"""

import hashlib
import json
import mimetypes
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from pelican.plugins.pagefind.index import FOLDER

SCRIPT = "/.devserver/reload.js"
"""The address of the script."""
CODE = Path(__file__).with_name("reload.js").read_bytes()
ACCEPT = "application/json"
"""The Accept header of a request for news of a page, at the page's own address."""

_NEWS = Path(".cache/devserver.json")
_HEAD = re.compile(r"<head(\s[^>]*)?>", re.IGNORECASE)
_PROGRAMS = {".css", ".js", ".mjs"}
_MEDIA = ("image/", "video/", "audio/", "font/")


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """The last build, as every page shows it."""

    title: str = ""
    faults: Sequence[str] = ()
    """Its problems, each with file and remedy; empty if there were none."""
    looks: str = ""
    """A digest of the files that make pages look as they do."""

    def write(self) -> None:
        """Keep this for the server, which runs in another process, unless the disk is full."""
        draft = _NEWS.with_suffix(".new")
        with suppress(OSError):
            draft.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(asdict(self)), encoding="utf-8")
            draft.replace(_NEWS)


def read_news() -> News:
    """The news written last; none if somebody has emptied the cache."""
    try:
        return News(**json.loads(_NEWS.read_bytes()))
    except FileNotFoundError:
        return News()


def digest_looks(site: Path) -> str:
    """A digest that changes with what pages of a site load.

    Style sheets and scripts count by their content, other files by their size: a build writes them all anew,
    and films take long to read. The search index, which is made after the pages, counts for none of them.
    """
    digest = hashlib.sha256()
    for folder, names, files in os.walk(site):
        names[:] = sorted({*names} - {FOLDER})
        for path in (Path(folder, name) for name in sorted(files)):
            with suppress(OSError):  # somebody empties the cache
                if path.suffix in _PROGRAMS:
                    digest.update(path.read_bytes())
                elif (mimetypes.guess_type(path.name)[0] or "").startswith(_MEDIA):
                    digest.update(f"{path}\0{path.stat().st_size}\0".encode())
    return digest.hexdigest()


def identify(html: str, looks: str = "") -> str:
    """The version of a page, which changes with its HTML and with the looks of its site."""
    return hashlib.sha256(f"{looks}\0{html}".encode("utf-8", "surrogateescape")).hexdigest()


def add_script(html: str, version: str) -> str:
    """The page with the script, which knows that the page has this version."""
    found = _HEAD.search(html)
    place = found.end() if found else len(html)
    return f'{html[:place]}<script src="{SCRIPT}" data-version="{version}" defer></script>{html[place:]}'


def format_news(version: str, news: News) -> str:
    """The JSON that answers a page's script."""
    return json.dumps({"version": version, "title": news.title, "faults": news.faults})
