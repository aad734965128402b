"""A quickened build reads texts as Pelican does, whatever came before."""

from contextlib import nullcontext
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, Undefined, pass_context
from markupsafe import Markup
from pelican import Pelican
from pelican.contents import Article
from pelican.generators import ArticlesGenerator
from pelican.plugins import signals
from pelican.readers import METADATA_PROCESSORS, Readers
from pelican.settings import read_settings
from pelican.urlwrappers import Category
from pelican.utils import SafeDatetime
from pelican_blog.building.speed import quickened
from pelican_toolkit.contents import _ARTICLES

from tests.bad_texts import write_texts

DEFINITIONS = "[^1] [a] HTML\n\n[^1]: Note.\n\n[a]: https://a.example\n\n*[HTML]: Markup\n"
TEXTS = {
    "definitions.md": DEFINITIONS,
    "twice.md": DEFINITIONS,
    "uses.md": "[^1] [a] HTML\n",
    "header.md": "Title: A\nLang: en\nSummary: *B*[^1]\n\n> [!NOTE]\n> Text\n\n- [x] done\n",
    "without.md": "*A*: b\n\n> [!NOTE]\n> Text\n\n- [ ] to do\n",
    "en_path.md": "> [!NOTE]\n> Text\n",
    "empty.md": "",
    "broken.md": "1. " * 1000 + "a\n",
    "html.md": '<div markdown="1">\n\n3. *a* ~~b~~\n\n</div>\n\n## A {: #b }\n\n## A\n\n<p>a</p>\n',
    "signs.md": (
        r"`a` \\`b` ``c`` [d] [e](f) ![g](h) [*i* `j`](k) <l> <https://m.example> &amp; *n _o* p_ ~~q~~ 2 * "
        "3  \nr\n"
    ),
    "lines.md": (
        '```{ .python hl_lines="1" linenums="1" }\na = 1\n```\n\n```{ .python hl_lines="2" }\na = 1\nb\n```\n'
    ),
    "code.md": "```python\na = 1\n```\n\n| a |\n|---|\n| b |\n\nA\n: B\n",
}


def read_texts(settings: dict[str, Any]) -> list[Any]:
    reader, found = Readers(settings), list[Any]()
    for name in [*TEXTS, *reversed(TEXTS)]:
        try:
            text = reader.read_file(settings["PATH"], name)
            found.append((text._content, text.metadata))  # noqa: SLF001  # what Pelican read
        except RecursionError:
            found.append(None)
    return found


@pytest.mark.parametrize("extra", [{}, {"footnotes": {"UNIQUE_IDS": True}}])
def test_text_is_read_as_if_it_were_the_first(tmp_path: Path, extra: dict[str, Any]) -> None:
    write_texts(tmp_path, TEXTS)
    settings = Pelican(read_settings("tests/demo/democonf.py")).settings
    settings |= {"PATH": str(tmp_path), "FILENAME_METADATA": "(?P<lang>en)_"}
    settings["MARKDOWN"]["extension_configs"]["markdown.extensions.extra"] = extra
    with quickened():
        found = read_texts(settings)
    assert found == read_texts(settings)
    assert found.count(None) == 2


def give_up() -> None:
    raise StopIteration


def test_template_calls_as_jinja_does() -> None:
    show = pass_context(lambda context, *more, **options: (context.get("n"), more, options))
    pages = [
        *("{{ show(1, a=2) }}", "{% for n in [1, 2] %}{{ show(n) }}{% endfor %}", "{{ give_up() }}"),
        *("{% block b %}{% set n = 5 %}{{ show() }}{% endblock %}", "{{ 'a'.upper() }}{{ int(n) }}"),
    ]
    found = []
    for place in (nullcontext(), quickened()):
        with place:
            env = Environment(autoescape=True)
            env.globals.update(show=show, give_up=give_up, int=int)
            found.append([env.from_string(page).render(n=0) for page in pages])
    assert found[0] == found[1]


def test_templates_have_the_globals_that_jinja_gives_them() -> None:
    page = "{{ a }}{{ b }}{% from 'macro' import show %}{{ show() }}{% include 'macro' %}"
    sources = {"macro": "{% macro show() %}{{ a }}{{ b }}{% endmacro %}{{ show() }}"}
    found = []
    for place in (nullcontext(), quickened()):
        with place:
            env = Environment(loader=DictLoader(sources), autoescape=True)
            env.globals["a"] = 1
            template = env.from_string(page, {"b": 2})
            bare = env.get_template("macro")
            env.globals["b"] = 3  # later, but it counts
            found.append((template.render(), bare.render(), [*template.globals], [*bare.globals]))
    assert found[0] == found[1]


@pytest.mark.parametrize("value", ["a & <b> \"c\" 'd'", Markup("<i>&amp;</i>"), None, 5, ["<"], Undefined()])
def test_template_escapes_as_jinja_does(value: object) -> None:
    pages = {
        "block": "{{ v }}{% block b %}{{ v }}{% endblock %}{{ self.b() }}",
        "set": "{% set w %}{{ v }}{% endset %}{{ w }}{{ w ~ v }}{{ [w, v] | join(v) }}",
        "macro": "{% macro m(w) %}{{ w }}{{ caller() }}{% endmacro %}{% call m(v) %}{{ v }}{% endcall %}",
        "filter": "{% filter upper %}{{ v }}{% endfilter %}{{ v | e }}{{ v | safe }}{{ v | string }}",
        "changing": "{% autoescape v %}{{ v }}{% set w %}{{ v }}{% endset %}{{ w }}{% endautoescape %}",
        "include": "{% include 'macro' %}{% import 'macro' as n %}{{ n }}{% extends 'block' %}",
    }
    found = []
    for place in (nullcontext(), quickened()):
        with place:
            env = Environment(autoescape=True, loader=DictLoader(pages))
            found.append([env.get_template(name).render(v=value) for name in pages])
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "text", ["<p>A b c</p>", '<p>A <a href="{filename}b.md">b</a> c</p>', "<p>1 = 1</p>"]
)
def test_summary_is_that_of_pelican(text: str) -> None:
    settings = read_settings(override={"SUMMARY_MAX_LENGTH": 2})
    found = []
    for place in (nullcontext(), quickened()):
        other = Article("", {"title": "B", "slug": "b"}, settings, "content/b.md")
        context = {
            "generated_content": {"content/b.md": other},
            "static_content": {},
            "static_links": set[str](),
        }
        article = Article(text, {"title": "A"}, settings | {"PATH": "content"}, "content/a.md", context)
        with place:
            for address in ("..", "../..", ".."):
                context["localsiteurl"] = address
                found.append(article.summary)
    assert found[:3] == found[3:]


@pytest.mark.parametrize(
    "text",
    [
        *("2015-02-03", "2015-02-03 14:30", "2015-02-03 14:30:05", "2015-02-03  14:30", "0015-02-03"),
        *("2015-02-30", "2015-13-02", "2015-02-03 24:00", "2015-02-03 14:30 +0200", "03/02/2015"),
        *("2015", "no"),
    ],
)
def test_date_is_that_of_pelican(text: str) -> None:
    found = []
    for place in (nullcontext(), quickened()):
        with place:
            try:
                date = METADATA_PROCESSORS["date"](text, {})
                found.append((date, type(date), date.tzinfo))
            except ValueError as error:
                found.append(str(error))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "address",
    [
        "{date:%Y}/{date:%m}/{date:%-d}-{date:%b}/{slug}",
        "{lang}{path}{category}{author}{date.year}",
        "{mood}",
        "{no}",
    ],
)
def test_address_is_that_of_pelican(address: str) -> None:
    settings = read_settings(override={"ARTICLE_URL": address, "AUTHOR": "A B", "TIMEZONE": "UTC"})
    date, category = SafeDatetime(2015, 2, 3, tzinfo=UTC), Category("C", settings)
    header = {"title": "Été", "date": date, "mood": "x", "category": category}
    found = []
    for place in (nullcontext(), quickened()):
        with place:
            try:
                found.append(Article("", header, settings, "content/a.md").url)
            except KeyError as error:
                found.append(str(error))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "path",
    [
        *("/blog/content/posts/a.md", "/blog/content/a.md", "posts/a.md", "content/posts/a.md", None),
        *("/blog/content/../a.md", "/blog/content//a.md", "/blog/content", "/blog/contents/a.md", "/a.md"),
    ],
)
@pytest.mark.parametrize(
    "folder", ["/blog/content", "/blog/content/", "/blog/posts/../content", "content", "/"]
)
def test_path_in_the_content_is_that_of_pelican(path: str | None, folder: str) -> None:
    settings = {**read_settings("tests/demo/democonf.py"), "PATH": folder}
    found = []
    for meanwhile in (quickened(), nullcontext()):
        with meanwhile:
            article = Article("", metadata={"title": "A"}, settings=settings, source_path=path)
            found.append(
                (article.relative_source_path, article.get_relative_source_path("/blog/content/b.md"))
            )
    assert found[0] == found[1]


def test_addresses_are_kept_once_all_have_heard_that_generators_are_done() -> None:
    settings = read_settings(override={"ARTICLE_SAVE_AS": "{slug}.html", "ARTICLE_URL": "{slug}"})
    article = Article("", {"title": "A", "slug": "a"}, settings, "content/a.md")
    generator = object.__new__(ArticlesGenerator)
    vars(generator).update(dict.fromkeys(_ARTICLES, ()), articles=[article])

    def rename(_: object) -> None:
        article.slug = "b"

    with quickened(), signals.all_generators_finalized.connected_to(rename):
        assert (article.url, article.save_as) == ("a", "a.html")
        signals.all_generators_finalized.send([generator])
        assert (article.url, article.save_as) == ("b", "b.html")
        article.slug = "c"
        assert (article.url, article.save_as) == ("b", "b.html")
        assert not hasattr(article, "override_save_as")  # with it, Pelican would let two pages have one file


def test_summary_that_a_plugin_changes_later_is_cut_anew() -> None:
    settings = read_settings()
    article = Article("<p>a</p>", {"title": "A", "summary": "One"}, settings, "content/a.md")
    with quickened():
        assert article.get_summary("/a") == article.get_summary("/b") == "One"
        article.metadata["summary"] = "Two"
        assert article.get_summary("/c") == "Two"
