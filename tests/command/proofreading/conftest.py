"""A blog with this one's settings and plugins, whose texts each test writes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pelican_blog.blog import Blog, load_blog
from pelican_blog.proofreading.report import proofread
from pelican_blog.proofreading.rules import Problem

from plugins.images.tests.photos import draw, encode
from tests.bad_texts import write_texts

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
JPEG, PNG = (encode(draw(), kind) for kind in ("JPEG", "PNG"))
NOW = datetime(2026, 1, 1, tzinfo=UTC)
"""In Paris it is one o'clock."""
OTHERS = {
    "posts/2025/tarte.md": "Title: La tarte\nDate: 2025-03-04\nCategory: Cuisine\nTags: pain\n\nBonne.\n",
    "posts/2025/ebauche.md": "Title: Ébauche\nDate: 2025-03-05\nStatus: draft\n\nPlus tard.\n",
    "pages/a-propos.md": "Title: À propos\n\n## Qui ?\n\nMoi.\n",
    "images/plat.jpg": JPEG,
    "videos/film.mp4": "a film",
}
TOP = "Title: Essai\nDate: 2025-02-03\nSlug: essai\n\n"
"""The text begins in line 5; its address is /2025/02/03/essai/, with a number behind it in a table."""
Check = Callable[..., None]
TEMPLATES = {
    **dict.fromkeys(("index", "archives", "categories", "tags", "authors", "search", "404"), "A list"),
    **dict.fromkeys(("category", "tag", "author", "period_archives"), "{{ articles[0].title }}"),
    "article": '{{ article.content }}<section id="comments"></section>',
    "page": "{{ page.content }}",
    "style": "",
}
"""Of a theme with all that these tests ask of one, and in no time made into pages."""


def proofread_with(blog: Blog, **settings: Any) -> tuple[Problem, ...]:
    """What is found in a blog with other settings."""
    return proofread(replace(blog, settings={**blog.settings, **settings}), NOW).problems


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    """A blog without a text, in a theme of few words.

    Where proofreading is compared with builds, and in `test_report.py`, the theme is this blog's own.
    """
    templates = {f"theme/templates/{name}.html": text for name, text in TEMPLATES.items()}
    settings = f"{SETTINGS}THEME, THEME_TEMPLATES_OVERRIDES = 'theme', []\n"
    write_texts(tmp_path, {**templates, "theme/static/img/logo.svg": "<svg/>", "pelicanconf.py": settings})
    (tmp_path / "content").mkdir()
    return load_blog(tmp_path / "pelicanconf.py")


@pytest.fixture
def check(blog: Blog) -> Check:
    """A function that finds just these problems in files, named by their paths below content/.

    Those of a file are `posts/a.md:3 link-dead; 4 headings`, each perhaps with a part of its message.
    """

    def expect(files: Mapping[str, str | bytes], *expected: str, **settings: Any) -> None:
        write_texts(blog.content, files)
        places = [(name, problems) for name, _, problems in (one.partition(":") for one in expected)]
        missing = [f"{name}:{problem}" for name, problems in places for problem in problems.split("; ")]
        unexpected = []
        for problem in proofread_with(blog, **settings):
            place = f"{problem.file.removeprefix('content/')}:{problem.line} {problem.rule.title} "
            message = " ".join(problem.message.splitlines())
            fits = (one for one in missing if f"{one} ".startswith(place) and one[len(place) :] in message)
            if found := next(fits, None):
                missing.remove(found)
            else:
                unexpected.append(place + message)
        assert not missing + unexpected, "\n".join(["Missing:", *missing, "Unexpected:", *unexpected])

    return expect


@pytest.fixture
def check_table(blog: Blog, check: Check) -> Check:
    """A function that proofreads the texts of a table at once, and finds in each what its row says.

    A row is what stands for ROW in `form`, ` → `, and problems as `5 rule words`, between semicolons. Rows
    end at ‖ or a line end, ¦ is between texts with the same problems, and ¶ is a line break. Each text gets
    its own title and slug.
    """

    def expect(table: str, form: str = f"{TOP}ROW\n", suffix: str = "md", **settings: Any) -> None:
        files, expected = {**OTHERS}, []
        for path in blog.content.glob("posts/2025/t*q.*"):  # of a table before
            path.unlink()
        rows = (row.partition(" → ") for row in re.split(r"\n| ‖ ", table.strip("\n")))
        texts = ((text, problems) for row, _, problems in rows for text in row.split(" ¦ "))
        for number, (text, problems) in enumerate(texts):
            name = f"posts/2025/t{number}q.{suffix}"
            whole = form.replace("ROW", text).replace("¶", "\n").replace("Essai", f"Essai {number}")
            files[name] = whole.replace("lug: essai", f"lug: essai-{number}")
            expected += [f"{name}:{problems}"] if problems else []
        check(files, *expected, **settings)

    return expect
