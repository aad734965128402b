"""A blog with this one's settings and plugins, whose texts each test writes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pelican_blog.blog import Blog, load_blog
from pelican_blog.proofreading.report import proofread
from pelican_blog.proofreading.rules import Problem
from PIL import Image

ROOT = Path(__file__).parents[3]
SETTINGS = f"""\
import runpy

settings = runpy.run_path({str(ROOT / "pelicanconf.py")!r})
globals().update({{name: value for name, value in settings.items() if name.isupper()}})
PATH, THEME = "content", {str(ROOT / "theme")!r}
THEME_TEMPLATES_OVERRIDES = [{str(ROOT / "theme/css")!r}, {str(ROOT / "theme/static/img")!r}]
SITEURL, RELATIVE_URLS = "https://example.org", False
SEARCH_URL, AUTHOR, DEFAULT_LANG, TIMEZONE = "recherche/", "Camille", "fr", "Europe/Paris"
SEARCH_SAVE_AS = "recherche/index.html"
MENUITEMS, FOOTER_ITEMS = [], []
TRANSLATION_FEED_ATOM = "feeds/{{lang}}.atom.xml"
ARTICLE_URL = "{{date:%Y}}/{{date:%m}}/{{date:%d}}/{{slug}}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
ARTICLE_LANG_URL, ARTICLE_LANG_SAVE_AS = "{{lang}}/" + ARTICLE_URL, "{{lang}}/" + ARTICLE_SAVE_AS
VIDEO = {{"peertube": ["tube.example.org"]}}
"""


def draw(kind: str) -> bytes:
    """The bytes of a small picture, in a format as Pillow calls it."""
    buffer = BytesIO()
    Image.new("RGB", (2, 2)).save(buffer, kind)
    return buffer.getvalue()


JPEG, PNG = draw("JPEG"), draw("PNG")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
"""In Paris it is one o'clock."""
ESSAY = "content/posts/2025/essai.md:"
OTHERS = {
    "posts/2025/tarte.md": "Title: La tarte\nDate: 2025-03-04\nCategory: Cuisine\nTags: pain\n\nBonne.\n",
    "posts/2025/ebauche.md": "Title: Ébauche\nDate: 2025-03-05\nStatus: draft\n\nPlus tard.\n",
    "pages/a-propos.md": "Title: À propos\n\n## Qui ?\n\nMoi.\n",
    "images/plat.jpg": JPEG,
    "videos/film.mp4": "a film",
}

Check = Callable[[Mapping[str, str | bytes]], list[str]]
CheckText = Callable[[str], list[str]]


def save(blog: Blog, files: Mapping[str, str | bytes]) -> None:
    """Write these files, named by their paths below content/."""
    for name, text in files.items():
        path = blog.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)


TEMPLATES = {
    **dict.fromkeys(
        ("index", "archives", "categories", "tags", "authors", "search", "404"), "{{ SITENAME }}"
    ),
    **dict.fromkeys(("category", "tag", "author", "period_archives"), "{{ articles[0].title }}"),
    "article": '{{ article.content }}<section id="comments"></section>',
    "page": "{{ page.content }}",
    "style": "",
}


def write_theme(folder: Path) -> None:
    """Write a theme with all that these tests ask of one, and in no time made into pages."""
    for name in ("templates", "static/img"):
        (folder / name).mkdir(parents=True)
    for name, template in TEMPLATES.items():
        (folder / "templates" / f"{name}.html").write_text(template, encoding="utf-8")
    (folder / "static/img/logo.svg").write_text("<svg/>", encoding="utf-8")


def leave_out(blog: Blog, plugin: str) -> Blog:
    """The blog without a plugin, in a test in which nothing else has loaded it."""
    plugins = [name for name in blog.settings["PLUGINS"] if name != plugin]
    return replace(blog, settings={**blog.settings, "PLUGINS": plugins})


def say(problems: Iterable[Problem]) -> list[str]:
    """What is printed of problems, without their rules and severities: `test_rules.py` has these for each."""
    return [
        " ".join(f"{problem.file}:{problem.line}: {problem.message}".splitlines()) for problem in problems
    ]


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    """The blog without a text, its settings read once, in a theme of few words.

    `test_links_build.py`, `test_report.py` and `test_report_anything.py` have this blog's own.
    """
    folder = tmp_path_factory.mktemp("blog")
    (folder / "content").mkdir()
    (folder / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
    write_theme(folder / "theme")
    blog = load_blog(folder / "pelicanconf.py")
    theme = {"THEME": str(folder / "theme"), "THEME_TEMPLATES_OVERRIDES": []}
    return replace(blog, settings={**blog.settings, **theme})


@pytest.fixture
def blog(loaded: Blog, tmp_path: Path) -> Blog:
    """The same blog in a folder of the test's own."""
    content = tmp_path / "content"
    content.mkdir()
    return replace(loaded, root=tmp_path, content=content, settings={**loaded.settings, "PATH": str(content)})


@pytest.fixture
def check(blog: Blog) -> Check:
    """A function that returns what is said of these files, named by their paths below content/.

    Without rules and severities, which `test_rules.py` has for each.
    """

    def read(files: Mapping[str, str | bytes]) -> list[str]:
        save(blog, files)
        return say(proofread(blog, NOW).problems)

    return read


@pytest.fixture
def check_text(check: Check) -> CheckText:
    """A function that returns what is printed of a post beside others, each as `line: message`."""

    def read(text: str) -> list[str]:
        printed = check({**OTHERS, "posts/2025/essai.md": text})
        assert all(line.startswith(ESSAY) for line in printed), printed
        return [line.removeprefix(ESSAY) for line in printed]

    return read
