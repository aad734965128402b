"""How much an incremental build does, and what it says."""

import datetime as dt
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from time import strftime as read_clock
from typing import Any

import pytest
from blinker import Signal
from pelican.contents import Article, Category
from pelican.plugins.incremental.build import remove_all
from pelican.plugins.incremental.digests import Digester, UnobservableError
from pelican.plugins.incremental.files import list_files
from pelican.plugins.incremental.store import Store
from pelican.settings import DEFAULT_CONFIG
from pelican_toolkit.incremental import is_pure
from pelican_toolkit.testing.forks import Forks
from pelican_toolkit.testing.sources import find_differences, read_folder, set_body, set_header, toggle

from .sites import BUILDER, Site

TITLES = "{% for article in articles %}{{ article.title }} {{ article.url }} {% endfor %}"
TEMPLATES = {
    "article": "{{ article.title }}: {{ article.content }}{% include 'foot.html' %}",
    "page": "{{ page.title }}: {{ page.content }}{% include 'foot.html' %}",
    "index": TITLES,
    "tag": f"{{{{ tag }}}}: {TITLES}",
    "category": f"{{{{ category }}}}: {TITLES}",
    "foot": "{{ SITENAME }}",
}
ALL = ["category/posts", "index", "one", "pages/about", "tag/one", "three", "two"]
Rebuild = Callable[[], list[str]]


@pytest.fixture(scope="module")
def builder() -> Iterator[Forks]:
    forks = Forks(BUILDER, 0)
    yield forks
    forks.close()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site whose lists show titles alone."""
    site = Site(tmp_path)
    site.settings |= {
        "PLUGINS": [],
        "DIRECT_TEMPLATES": ["index"],
        "AUTHOR_SAVE_AS": "",
        "FEED_ALL_ATOM": None,
    }
    site.settings |= dict.fromkeys(["CATEGORY_FEED_ATOM", "TRANSLATION_FEED_ATOM"])
    site.settings |= dict.fromkeys(["AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS"])
    for name, text in TEMPLATES.items():
        (tmp_path / f"templates/{name}.html").write_text(text)
    return site


def build(builder: Forks, site: Site) -> list[str]:
    """The pages that a build wrote."""
    before = list_stamps(site.output)
    done = builder.call(**site.arguments())
    assert done["warnings"] == []
    written = sorted(name for name, stamp in list_stamps(site.output).items() if before.get(name) != stamp)
    assert len(written) == done["written"]
    return written


def list_stamps(folder: Path) -> dict[str, int]:
    """When each page in a folder was written."""
    return {
        path.relative_to(folder).with_suffix("").as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*.html")
    }


@pytest.fixture
def rebuild(builder: Forks, site: Site) -> Rebuild:
    """A function that builds the site, which was built before, and returns the pages that were written."""
    assert build(builder, site) == ALL
    return partial(build, builder, site)


def test_pages_are_written_that_show_what_changed(site: Site, rebuild: Rebuild) -> None:
    post = site.root / "content/posts/one.md"
    assert rebuild() == []
    set_body(post, "Other words.")
    assert rebuild() == ["one"]
    set_header(post, "Title", "Another")
    assert rebuild() == ["category/posts", "index", "one", "tag/one"]
    site.save("posts/four.md", "Title: four\nDate: 2020-01-04\n\nWords.\n")
    assert rebuild() == ["category/posts", "four", "index"]
    (site.root / "templates/foot.html").write_text("{{ SITENAME }}!")
    assert rebuild() == ["four", "one", "pages/about", "three", "two"]
    (site.output / "two.html").write_text("by hand")
    assert rebuild() == ["two"]
    post.unlink()
    assert rebuild() == ["category/posts", "index", "tag/one"]
    assert not (site.output / "one.html").exists()


@pytest.mark.parametrize(
    ("foot", "reads_articles"),
    [
        ("{% for category, articles in categories %}{{ category }}{% endfor %}", False),
        ("{% for category, articles in categories %}{{ category }} {{ articles | count }}{% endfor %}", True),
        ("{{ (categories | map(attribute=1) | sum(start=[])) | map(attribute='title') | join }}", True),
        ("{{ [] + categories[0][1] == articles }}", True),
        ("{% for term, articles in categories + authors + tags | sort %}{{ term }}{% endfor %}", False),
        ("{% for term, articles in authors %}{{ articles[0].title }}{% endfor %}", True),
        ("{% for tag, articles in tags if articles %}{{ tag }}{% endfor %}", True),
    ],
)
def test_pages_that_name_all_categories_stay_when_one_gets_a_post(
    builder: Forks, site: Site, foot: str, *, reads_articles: bool
) -> None:
    site.settings |= {"AUTHOR": "Ann", "AUTHOR_SAVE_AS": "", "DELETE_OUTPUT_DIRECTORY": False}
    (site.root / "templates/foot.html").write_text(foot)
    build(builder, site)
    site.save("posts/four.md", "Title: four\nDate: 2019-01-04\nTags: one\n\nWords.\n")  # the oldest one
    lists = ["category/posts", "index", "tag/one"]
    others = ["one", "pages/about", "three", "two"] if reads_articles else []
    assert build(builder, site) == sorted([*lists, *others, "four"])
    shutil.rmtree(site.clean, ignore_errors=True)
    builder.call(**site.arguments(clean=True))
    assert find_differences(read_folder(site.output), read_folder(site.clean)) == []
    (site.root / "content/posts/four.md").unlink()
    assert build(builder, site) == sorted([*lists, *others])


ASKING = """
from jinja2 import pass_context

@pass_context
def ask(context):
    return "SITENAME" in context, "other" not in context, context.get("SITENAME"), context["SITEURL"]

JINJA_GLOBALS["ask"] = ask
"""


@pytest.mark.parametrize(
    "foot",
    [
        "{{ ask() }}",
        "{% for page in pages %}{% block b scoped %}{{ page.title }}{{ SITENAME }}{% endblock %}{% endfor %}",
        "{% for name in ['more'] %}{% include name ~ '.html' %}{% endfor %}",
        "{% from 'more.html' import show with context %}{{ show(1) }}",
    ],
)
def test_pages_that_ask_the_context_for_some_names_depend_on_no_others(
    builder: Forks, site: Site, foot: str
) -> None:
    with (site.root / "conf.py").open("a") as conf:
        conf.write(ASKING)
    (site.root / "templates/more.html").write_text(
        "{% macro show(x) %}{{ x }}{{ SITENAME }}{% endmacro %}{{ SITENAME }}"
    )
    (site.root / "templates/foot.html").write_text(foot)
    build(builder, site)
    site.save("posts/four.md", "Title: four\nDate: 2019-01-04\n\nWords.\n")
    assert build(builder, site) == ["category/posts", "four", "index"]
    toggle(site.root / "conf.py", '"Site"', '"Other"')
    build(builder, site)
    builder.call(**site.arguments(clean=True))
    assert find_differences(read_folder(site.output), read_folder(site.clean)) == []


def test_list_of_a_category_that_a_plugin_changes_late_is_the_same_for_all(
    builder: Forks, site: Site
) -> None:
    lines = (
        "from pelican.plugins import signals",
        "def drop(generator, **_):",
        "    generator.tags[next(iter(generator.tags))].pop()",
        "    generator.categories[0][1].pop()",
        "def register():",
        "    signals.article_writer_finalized.connect(drop)",
    )
    (site.root / "dropping.py").write_text("\n".join(lines))
    site.settings["PLUGINS"] = ["dropping"]
    titles = "{% for term, articles in tags + categories %}{{ articles | join(' ', 'title') }} {% endfor %}"
    (site.root / "templates/page.html").write_text(titles)
    for body in ("First.", "Second."):
        site.edit(ONE, body=body)
        shutil.rmtree(site.clean, ignore_errors=True)
        for clean in (True, False):
            builder.call(**site.arguments(clean=clean))
        assert find_differences(read_folder(site.output), read_folder(site.clean)) == []


STATIC = "![i]({static}/images/one.png)"
ATTACH = "![i]({attach}/images/one.png)"
ONE, TWO = "posts/one.md", "posts/two.md"


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param(
            [
                lambda site: site.edit(ONE, Template="special"),
                lambda site: site.edit(TWO, Template="special"),
                lambda site: site.set_data(word="two"),
                lambda site: site.edit(ONE, Template=""),
                lambda site: site.edit(TWO, Template=""),
            ],
            id="template",
        ),
        pytest.param(
            [
                lambda site: site.edit(ONE, Save_as="odd"),
                lambda site: site.edit(ONE, Save_as="odd/index.html"),
                lambda site: site.edit(ONE, Save_as="odd"),
            ],
            id="page-becomes-folder",
        ),
        pytest.param(
            [
                lambda site: site.edit(ONE, body=STATIC),
                lambda site: site.edit(TWO, body=ATTACH, Save_as="far/two.html", Date="2030-01-01"),
                lambda site: site.edit(TWO, Date="2001-01-01"),
                lambda site: site.edit(ONE, body="Words."),
            ],
            id="attached-file",
        ),
        pytest.param(
            [
                lambda site: site.settings.update(STATIC_CHECK_IF_MODIFIED=True),
                lambda site: site.edit(ONE, body="Other words."),
                lambda site: site.settings.update(STATIC_CREATE_LINKS=True),
                lambda site: site.save("images/two.png", "other"),
                lambda site: (site.root / "content/images/two.png").unlink(),
            ],
            id="static-file",
        ),
        pytest.param(
            [
                lambda site: (site.root / "templates/foot.html").write_text("{{ 'x' | shout }}"),
                lambda site: site.set_data(mark="%"),
            ],
            id="filter-of-a-constant",
        ),
        pytest.param(
            [
                lambda site: site.set_data(copies="one"),
                lambda site: site.set_data(copies="two"),
                lambda site: site.set_data(drops=True),
                lambda site: site.set_data(drops=False),
            ],
            id="context-of-a-plugin",
        ),
        pytest.param(
            [
                lambda site: (site.root / "templates/foot.html").write_text("{{ has_notes() }}"),
                lambda site: (site.root / "notes").mkdir(),
                lambda site: (site.root / "notes").rmdir(),
            ],
            id="folder-that-is-found",
        ),
        pytest.param(
            [
                lambda site: toggle(site.root / "templates/article.html", "<h1>", "{{ bundle() }}<h1>"),
                lambda site: site.edit(ONE, body="Other words."),
                lambda site: site.edit(TWO, body="Other words."),
                lambda site: site.edit(ONE, body="Words."),
                lambda _: None,
            ],
            id="file-of-several-pages",
        ),
        pytest.param(
            [
                lambda site: site.set_data(beside="draws", only="red"),
                lambda site: site.settings.update(STATIC_CHECK_IF_MODIFIED=True),
                lambda site: site.edit(ONE, Colour="red"),
                lambda site: site.edit(TWO, Colour="red"),
                lambda _: None,
                lambda site: site.edit(ONE, Colour=""),
                lambda site: site.edit(TWO, Colour=""),
            ],
            id="static-file-that-a-plugin-writes-first",
        ),
        pytest.param(
            [lambda site: site.settings.update(SITENAME="Place"), lambda _: None],
            id="folder-that-is-kept-early",
        ),
        pytest.param(
            [lambda _: None, lambda site: toggle(site.root / "aside.py", "Nothing.", "Nobody.")],
            id="code-that-is-loaded-late",
        ),
        *(
            pytest.param(
                [
                    lambda site, path=path: site.settings.update(
                        STATIC_CHECK_IF_MODIFIED=True, EXTRA_PATH_METADATA={"images/two.png": {"path": path}}
                    ),
                    lambda _: None,
                    lambda _: None,
                ],
                id=f"older-file-at-{path}",
            )
            for path in ("index.html", "theme/style.css")
        ),
        pytest.param(
            [
                lambda site: site.settings.update(INTRASITE_LINK_REGEX=r"@(?P<what>\w+):"),
                lambda site: site.edit(ONE, body="[two](@filename:two.md)"),
                lambda site: site.edit(TWO, Slug="elsewhere"),
            ],
            id="links-of-another-form",
        ),
        pytest.param(
            [lambda site: site.edit(ONE, body="![i]({attach|/images/two.png)"), lambda _: None],
            id="links-with-two-brackets",
        ),
    ],
)
def test_what_edits_leave_is_what_a_clean_build_leaves(
    builder: Forks, tmp_path: Path, edits: list[Callable[[Site], object]]
) -> None:
    site = Site(tmp_path)
    for edit in [lambda _: None, *edits]:
        edit(site)
        shutil.rmtree(site.clean, ignore_errors=True)
        for clean in (True, False):
            builder.call(**site.arguments(clean=clean))
        assert find_differences(read_folder(site.output), read_folder(site.clean)) == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"rewrites": True}, "gadget.rewrite changes or reads it once it is written"),
        ({"numbers": True}, "gadget.number may change or count each page before it is written"),
        (
            {"clock": True},
            "clock cannot be compared (offer.<locals>.<lambda> reads now, which may differ each time)",
        ),
        ({"writes": True}, "gadget.OwnWriter._open_w writes it, which may do more than Pelican's own"),
    ],
)
def test_what_cannot_be_observed_is_written_always_and_the_log_says_why(
    builder: Forks, site: Site, data: dict[str, Any], reason: str
) -> None:
    site.settings["PLUGINS"] = ["gadget"]
    site.set_data(**data)
    (site.root / "templates/foot.html").write_text("{{ clock() if clock }}")
    builder.call(**site.arguments())
    done = builder.call(**site.arguments())
    assert done["written"] == (4 if "clock" in data else 7)
    assert f"Written in each build, as {reason}: " in "\n".join(done["said"])


@pytest.mark.parametrize("hears", [True, "late"])
def test_plugin_hears_of_pages_that_stay_too_and_what_it_changes_then_is_written_again(
    builder: Forks, site: Site, *, hears: bool | str
) -> None:
    """As one that makes a sitemap, and as one that changes the pages of some articles."""
    site.settings["PLUGINS"] = ["gadget"]
    site.set_data(hears=hears, rewrites="red")
    written = []
    for colour in ("", "", "red", "red", "", ""):
        site.edit("posts/one.md", Colour=colour)  # which no template shows
        builder.call(**site.arguments(clean=True))
        written.append(builder.call(**site.arguments())["written"])
        assert find_differences(read_folder(site.output), read_folder(site.clean)) == []
    assert (site.output / "heard.txt").read_text().count("\n") == 6
    assert written == [7, 0, 0, 1, 1, 0]


@pytest.mark.parametrize(("by", "processes"), [("signal", 1), ("template", 2), ("feed", 1)])
@pytest.mark.parametrize(
    "beside", ["appends", "catches", "rotates", "founds", "collects", "replaces", "adds", "lists"]
)
def test_file_that_a_plugin_goes_on_with_from_page_to_page_begins_anew(
    builder: Forks, tmp_path: Path, beside: str, by: str, processes: int
) -> None:
    site = Site(tmp_path)
    site.settings["INCREMENTAL_PROCESSES"] = processes
    site.edit("pages/about.md", body="No file moves")
    for number in range(6):
        site.save(f"posts/p{number}.md", f"Title: {number}\nDate: 2020-02-0{number + 1}\n\nWords\n")
    site.set_data(beside=beside, by=by)
    for edit in [
        lambda: None,
        lambda: site.edit(TWO, body="Other words."),
        lambda: site.set_data(only="red"),
        lambda: site.edit(TWO, Colour="red"),
        lambda: site.edit(ONE, Colour="red"),
        (site.root / "content/posts/one.md").unlink,
        lambda: site.edit(TWO, Colour=""),
        lambda: None,
    ]:
        edit()
        shutil.rmtree(site.clean, ignore_errors=True)
        for clean in (True, False):
            builder.call(**site.arguments(clean=clean))
        assert find_differences(read_folder(site.output), read_folder(site.clean)) == []


def test_file_that_a_plugin_writes_with_the_first_page_counts_whichever_that_is(
    builder: Forks, site: Site
) -> None:
    site.settings["PLUGINS"] = ["gadget"]
    site.set_data(hears="once")
    for date in ("2020-01-01", "2021-01-01", "2019-01-01"):
        site.edit("posts/one.md", Date=date)  # which no template shows
        builder.call(**site.arguments(clean=True))
        builder.call(**site.arguments())
        assert [*site.output.glob("*.once")]
        assert find_differences(read_folder(site.output), read_folder(site.clean)) == []


def test_pages_that_a_plugin_changes_afterwards_are_written_always(builder: Forks, site: Site) -> None:
    site.settings["PLUGINS"] = ["gadget"]
    site.set_data(minifies=True)
    builder.call(**site.arguments())
    assert builder.call(**site.arguments())["written"] == 7


SETTINGS = """
from pathlib import Path
from types import SimpleNamespace

text = Path(__file__).with_name("words.txt").read_text()
words, kept = [text], SimpleNamespace(text=text)

class Reader:
    def read(self):
        return text

def read():
    return kept.text

reader = Reader()
exec(f"def tell(word): return word in {{{text!r}}}")
"""


@pytest.mark.parametrize("read", ["[word for word in words]", "read()", "reader.read()", "tell('two')"])
def test_what_the_settings_have_read_counts_wherever_their_functions_find_it(
    builder: Forks, site: Site, read: str
) -> None:
    conf = site.root / "conf.py"
    conf.write_text(f"{conf.read_text()}{SETTINGS}\nJINJA_GLOBALS = {{'read': lambda: {read}}}\n")
    (site.root / "templates/article.html").write_text("{{ read() }}")
    for text, written in [("one", ALL), ("one", []), ("two", ["one", "three", "two"])]:
        (site.root / "words.txt").write_text(text)
        assert build(builder, site) == written


READS = {
    "once for all texts": """
from functools import cache
@cache
def load():
    return WORDS.read_text()
""",
    "with each text": """
def load():
    return WORDS.read_text()
""",
    "when it is loaded": """
words = WORDS.read_text()
def load():
    return words
""",
    "as the plugin is loaded": """
words = WORDS.read_text()
def load():
    return words
def register():
    pass
""",
    "as the reader is made": """
from pelican.plugins import signals
from pelican.readers import MarkdownReader
class Reader(MarkdownReader):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        words.append(WORDS.read_text())
def add(readers):
    readers.reader_classes["md"] = Reader
words = []
def load():
    return words[0]
def register():
    signals.readers_init.connect(add)
""",
}
"""When an extension of Markdown reads a file."""
EXTENSION = """
from pathlib import Path
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
WORDS = Path(__file__).with_name("words.txt")
class AddWords(Preprocessor):
    def run(self, lines):
        return [*lines, load()] if "Words of" in lines[0] else lines
class Words(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(AddWords(md), "words", 1)
def makeExtension():
    return Words()
"""


@pytest.mark.parametrize("when", READS)
def test_what_an_extension_reads_counts_for_all_texts(builder: Forks, site: Site, when: str) -> None:
    (site.root / "extend.py").write_text(EXTENSION + READS[when])
    site.settings["PLUGINS"] = ["extend"] if "register" in READS[when] else []
    site.settings["MARKDOWN"] = {"extensions": ["markdown.extensions.meta", "extend"]}
    edits = [
        lambda words: words.write_text("Some."),
        lambda _: site.edit("posts/two.md", body="Words of two."),
        lambda words: words.write_text("Others."),
        lambda _: site.edit("posts/two.md", body="Words of two again."),
        lambda words: words.write_text("More."),
    ]
    for edit in edits:
        edit(site.root / "words.txt")
        time.sleep(0.03)  # from now on the stamps of files show the next change
        for is_clean in (True, False):
            builder.call(**site.arguments(clean=is_clean))
        assert find_differences(read_folder(site.output), read_folder(site.clean)) == []
        assert build(builder, site) == []


TAG = """
from pathlib import Path
from jinja2 import nodes
from jinja2.ext import Extension
class Words(Extension):
    tags = {"words"}
    def parse(self, parser):
        line = next(parser.stream).lineno
        words = Path(__file__).with_name("words.txt").read_text()
        return nodes.Output([nodes.TemplateData(words)]).set_lineno(line)
"""


def test_what_a_template_is_compiled_from_counts_for_pages(builder: Forks, site: Site) -> None:
    (site.root / "tags.py").write_text(TAG)
    site.settings["JINJA_ENVIRONMENT"] = {"extensions": ["tags.Words"]}
    (site.root / "templates/foot.html").write_text("{% words %}")
    for words in ["Some.", "Others.", "More."]:
        (site.root / "words.txt").write_text(words)
        time.sleep(0.03)  # from now on its stamp shows the next change
        assert set(build(builder, site)) >= {"one", "pages/about"}
        assert words in (site.output / "one.html").read_text()
        assert build(builder, site) == []
        set_header(site.root / "content/posts/two.md", "Title", words)
        build(builder, site)  # one page, with all that is compiled


FILTER = """
from jinja2 import pass_context
JINJA_FILTERS["list"] = pass_context(lambda context, _: [one.title for one in context.parent["articles"]])
"""


def test_filter_may_read_anything_that_its_template_was_given(builder: Forks, site: Site) -> None:
    conf = site.root / "conf.py"
    conf.write_text(f"{conf.read_text()}{FILTER}")
    (site.root / "templates/foot.html").write_text("{{ '' | list }}")
    build(builder, site)
    site.save("posts/four.md", "Title: four\nDate: 2020-01-04\n\nWords.\n")
    assert "pages/about" in build(builder, site)


COPYING = """
from copy import copy
from pelican.plugins import signals
def put_copy(generators):
    for article in generators[0].articles:
        article.copied = copy(article)
def register():
    signals.all_generators_finalized.connect(put_copy)
"""


@pytest.mark.parametrize("shown", ["article.copied", "article | copy"])
def test_copy_of_an_article_counts_with_what_its_links_lead_to(
    builder: Forks, site: Site, shown: str
) -> None:
    (site.root / "copying.py").write_text(COPYING)
    conf = site.root / "conf.py"
    conf.write_text(f"{conf.read_text()}from copy import copy\nJINJA_FILTERS['copy'] = copy\n")
    site.settings["PLUGINS"] = ["copying"]
    (site.root / "templates/article.html").write_text(f"{{{{ ({shown}).content }}}}")
    site.edit(ONE, body="[two]({filename}two.md)")
    build(builder, site)
    site.edit(TWO, Slug="elsewhere")
    assert "one" in build(builder, site)
    assert "elsewhere.html" in (site.output / "one.html").read_text()
    site.edit(ONE, body="Other words")
    assert "one" in build(builder, site)


HOLDING = """
from pathlib import Path
from threading import Lock
from pelican.plugins import signals
class Locked:
    def __init__(self, words):
        self.words, self.lock = words, Lock()
class Loud(Locked):
    def __getattr__(self, name):
        raise ValueError(name)
class Odd(Locked):
    @property
    def __class__(self):
        raise ValueError("it has no class")
class Failing:
    def __init__(self, words):
        self.words = words
    def __reduce_ex__(self, protocol):
        return Failing, (1 / 0 for _ in range(1))
class Within(dict):
    def __init__(self, words):
        super().__init__(words=words, own=self)
class Deep(dict):
    def __init__(self, words):
        super().__init__(words=words, more=eval("[" * 80 + "]" * 80))
def hold(generator):
    words = Path(__file__).with_name("words.txt").read_text()
    held = globals()[Path(__file__).with_name("kind.txt").read_text()](words)
    generator.held = generator.articles[0].held = generator.context["held"] = held
def register():
    signals.article_generator_finalized.connect(hold)
"""


@pytest.mark.parametrize("kind", ["Locked", "Loud", "Odd", "Failing", "Within", "Deep"])
@pytest.mark.parametrize("shown", ["articles[0].held", "held"])
def test_page_that_reads_what_cannot_be_compared_is_written_always(
    builder: Forks, site: Site, kind: str, shown: str
) -> None:
    (site.root / "holding.py").write_text(HOLDING)
    (site.root / "kind.txt").write_text(kind)
    site.settings["PLUGINS"] = ["holding"]
    (site.root / "templates/index.html").write_text(f"{{{{ {shown}.words }}}}")
    for words in ("Some", "Others", "Others"):
        (site.root / "words.txt").write_text(words)
        assert "index" in build(builder, site)
        assert (site.output / "index.html").read_text() == words
    done = builder.call(**site.arguments())
    assert done["written"] == 1
    assert any(
        line.startswith("Written in each build, as held cannot be compared (") for line in done["said"]
    )


MEMO = """
known = {}
def recall(text):
    if text not in known:
        known[text] = text.upper()
    return known[text]
JINJA_FILTERS["recall"] = recall
JINJA_TESTS = {"recalled": recall}
"""


@pytest.mark.parametrize("shown", ["article.title | recall", "article.title is recalled"])
def test_what_a_filter_remembers_of_pages_changes_none(builder: Forks, site: Site, shown: str) -> None:
    conf = site.root / "conf.py"
    conf.write_text(conf.read_text() + MEMO)
    (site.root / "templates/article.html").write_text(f"{{{{ {shown} }}}}")
    build(builder, site)
    assert build(builder, site) == []


DATABASE = """
import sqlite3
from pathlib import Path
def count(uri):
    name = str(Path(__file__).with_name("words.db"))
    with sqlite3.connect(f"file:{name}?mode=ro" if uri else name, uri=uri) as database:
        return database.execute("SELECT count(*) FROM words").fetchone()[0]
JINJA_GLOBALS["count"] = count
"""


@pytest.mark.parametrize("uri", ["true", "false"])
def test_database_that_a_template_asks_counts_as_a_file(builder: Forks, site: Site, uri: str) -> None:
    conf = site.root / "conf.py"
    conf.write_text(conf.read_text() + DATABASE)
    (site.root / "templates/index.html").write_text(f"{{{{ count({uri}) }}}}")
    with closing(sqlite3.connect(site.root / "words.db")) as database:
        database.execute("CREATE TABLE words (word)")
        for number, mode in enumerate(["delete", "delete", "wal", "wal"]):
            database.execute(f"PRAGMA journal_mode = {mode}")
            build(builder, site)
            assert (site.output / "index.html").read_text() == str(number)
            with database:
                database.execute("INSERT INTO words VALUES ('more')")
        build(builder, site)
        assert (site.output / "index.html").read_text() == "4"


WARNING = """
import logging
from pelican.log import LimitFilter
LimitFilter.LOGS_DEDUP_MIN_LEVEL = logging.WARNING  # as usual
def warn(text):
    logging.getLogger("site").warning(text)
    return ""
JINJA_FILTERS["warn"] = warn
LOG_FILTER = [(logging.WARNING, "Nobody minds.")]
"""


@pytest.mark.parametrize(("text", "written"), [("Twice.", 3), ("Nobody minds.", 0)])
def test_page_that_warns_of_what_another_one_has_warned_of_is_written_again(
    builder: Forks, site: Site, text: str, written: int
) -> None:
    conf = site.root / "conf.py"
    conf.write_text(conf.read_text() + WARNING)
    (site.root / "templates/article.html").write_text(f"{{{{ '{text}' | warn }}}}")
    for count in (7, written):
        done = builder.call(**site.arguments())
        assert (done["written"], done["warnings"]) == (count, ["Twice."] if written else [])


REDIRECTING = """
from pelican.generators import Generator
from pelican.plugins import signals
class Redirecting(Generator):
    def generate_output(self, writer):
        template = self.env.from_string("{{ target }}")
        writer.write_file("old.html", template, self.context, target="one.html")
def register():
    signals.get_generators.connect(lambda _: Redirecting, weak=False)
"""


def test_page_of_a_template_without_a_file_is_written_always_and_the_log_says_why(
    builder: Forks, site: Site
) -> None:
    """As those of pelican-redirect."""
    (site.root / "redirecting.py").write_text(REDIRECTING)
    site.settings["PLUGINS"] = ["redirecting"]
    build(builder, site)
    done = builder.call(**site.arguments())
    assert done["written"] == 1
    assert "Written in each build, as its template is in no file: old.html." in done["said"]


LISTING = """
import jinja2
from pelican.generators import Generator
from pelican.plugins import signals
class Listing(Generator):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.env = jinja2.Environment(loader=jinja2.FileSystemLoader(self._templates_path))
    def generate_output(self, writer):
        writer.write_file("listing.html", self.env.get_template("listing.html"), self.context)
def register():
    signals.get_generators.connect(lambda _: Listing, weak=False)
"""


def test_templates_of_an_environment_that_a_generator_makes_for_itself(builder: Forks, site: Site) -> None:
    """As that of pelican-pybtex."""
    (site.root / "listing.py").write_text(LISTING)
    site.settings["PLUGINS"] = ["listing"]
    for words in ("One", "Two"):
        (site.root / "templates/listing.html").write_text(f"{words} of {{{{ SITENAME }}}}")
        build(builder, site)
        assert words in (site.root / "output/listing.html").read_text()
        assert builder.call(**site.arguments())["said"] == ["0 pages and feeds written, 8 unchanged."]


def test_template_made_of_a_text_counts_by_what_it_says(builder: Forks, site: Site) -> None:
    conf, banner = site.root / "conf.py", site.root / "banner.txt"
    template = f"jinja2.Template(open({str(banner)!r}).read())"
    conf.write_text(f"{conf.read_text()}import jinja2\nJINJA_GLOBALS = {{'banner': {template}}}\n")
    (site.root / "templates/article.html").write_text("{{ banner.render(x=article.title) }}")
    for words in ("One", "Two"):
        banner.write_text(f"{words} of {{{{ x }}}}")
        build(builder, site)
        assert f"{words} of " in (site.root / "output/one.html").read_text()
        assert builder.call(**site.arguments())["said"] == ["0 pages and feeds written, 7 unchanged."]


TEMPORARY = """
import os
from tempfile import NamedTemporaryFile
from pelican.plugins import signals
from pelican.readers import MarkdownReader
class Reader(MarkdownReader):
    file_extensions = ["md"]
    def read(self, path):
        with open(path) as text, NamedTemporaryFile("w", delete=False) as copy:
            copy.write(text.read())
        try:
            return super().read(copy.name)
        finally:
            os.unlink(copy.name)
def register():
    signals.readers_init.connect(lambda readers: readers.reader_classes.update(md=Reader), weak=False)
"""


def test_temporary_file_of_a_reader_does_not_count(builder: Forks, site: Site) -> None:
    """As that of pelican-jinja2content."""
    (site.root / "temporary.py").write_text(TEMPORARY)
    site.settings["PLUGINS"] = ["temporary"]
    build(builder, site)
    done = builder.call(**site.arguments())
    assert (done["written"], done["said"]) == (0, ["0 pages and feeds written, 7 unchanged."])


CLOCK = """
import time
from pathlib import Path
now = int(Path(__file__).with_name("now.txt").read_text())
def register():
    time.strftime = lambda *_: str(now)
"""


def test_text_with_the_date_of_the_day_is_read_each_time(builder: Forks, site: Site) -> None:
    (site.root / "clock.py").write_text(CLOCK)
    site.settings["PLUGINS"] = ["clock"]
    site.save("posts/today.rst", "Today\n=====\n\n:date: 2020-02-01\n\n.. |now| date:: %d\n\nIt is |now|.\n")
    for now, written in [("1", "today"), ("1", ""), ("2", "today")]:
        (site.root / "now.txt").write_text(now)
        assert written in [*build(builder, site), ""]
        assert f"It is {now}." in (site.output / "today.html").read_text()


ALIASES = """
from pathlib import Path
from pelican.plugins import signals
class Aliases:
    def __init__(self, context, settings, path, theme, output_path, **more):
        self.context, self.output = context, output_path
    def generate_output(self, writer):
        text = "".join(f"{article.title} {article.url};" for article in self.context["articles"])
        Path(self.output, "aliases.txt").write_text(text)
def register():
    signals.get_generators.connect(lambda _: Aliases, weak=False)
"""


def test_generator_need_not_be_one_of_pelicans_own(builder: Forks, site: Site) -> None:
    """As that of pelican-alias."""
    (site.root / "aliases.py").write_text(ALIASES)
    site.settings["PLUGINS"] = ["aliases"]
    assert build(builder, site) == ALL
    assert build(builder, site) == []
    set_header(site.root / "content/posts/one.md", "Title", "Another")
    build(builder, site)
    assert "Another one.html" in (site.output / "aliases.txt").read_text()


def test_built_pages_are_not_taken_for_texts(builder: Forks, site: Site) -> None:
    site.output = site.root / "content/output"
    site.settings |= {"ARTICLE_PATHS": [""], "DEFAULT_DATE": (2020, 1, 1)}
    first = builder.call(**site.arguments())
    assert builder.call(**site.arguments()) == first


def test_text_whose_name_is_no_utf_8_is_remembered(builder: Forks, site: Site) -> None:
    path = os.fsencode(site.root / "content/posts") + b"/\xe9t\xe9.md"
    Path(os.fsdecode(path)).write_text("Title: Summer\nDate: 2020-01-01\nSlug: summer\n\nWords.\n")
    assert "summer" in build(builder, site)
    assert build(builder, site) == []


def stamp(text: str) -> str:
    return text + read_clock("%H:%M")


@pytest.mark.parametrize(
    "value",
    [
        time.time,
        time.strftime,
        stamp,
        time,
        dt,
        dt.datetime,
        dt.datetime.now,
        partial(dt.date.today),
        list_stamps,
    ],
)
def test_only_what_asks_for_the_time_has_no_digest(value: object) -> None:
    digester = Digester({}, {}, {})
    if value is list_stamps:
        assert digester.digest(value) == digester.digest(list_stamps)
    else:
        with pytest.raises(UnobservableError):
            digester.digest(value)


@pytest.mark.parametrize("data", [b"", b"foreign", b"SQLite format 3\0" + bytes(4096)])
def test_damaged_cache_is_dropped_with_one_line(builder: Forks, site: Site, data: bytes) -> None:
    build(builder, site)
    (cache,) = site.cache.rglob("results.db")
    cache.write_bytes(data)
    done = builder.call(**site.arguments())
    assert (done["written"], done["warnings"]) == (7, [])
    assert len(done["said"]) == 2
    assert done["said"][0].startswith(f"Everything is built anew, as {cache.parent} ")
    assert build(builder, site) == []


def test_log_says_why_everything_is_built_anew(builder: Forks, site: Site) -> None:
    first = site.root
    build(builder, site)

    def read_reason() -> str:
        done = builder.call(**site.arguments())
        assert (done["written"], done["said"][1]) == (7, "7 pages and feeds written, 0 unchanged.")
        return str(done["said"][0].removeprefix("Everything is built anew, as "))

    toggle(site.root / "conf.py", "~", "^")
    assert read_reason() == f"{site.root}/conf.py has changed."
    (site.root / "another.py").write_text("def register(): pass")
    site.settings["PLUGINS"] = ["another"]
    assert read_reason() == f"{site.root}/another.py is new."
    site.move(first.with_name(f"{first.name}-moved"))
    assert read_reason() == f"the output folder was {first}/output and is {site.output}."
    site.settings["PLUGINS"] = []
    (site.root / "another.py").unlink()
    assert read_reason() == f"{site.root}/another.py is gone."
    site.edit(ONE, body="Other words.")
    assert builder.call(**site.arguments())["said"] == ["1 page or feed written, 6 unchanged."]


@pytest.mark.parametrize("wanted", ["two", 0, 1.5])
def test_wrong_number_of_processes_is_said(builder: Forks, site: Site, wanted: object) -> None:
    site.settings["INCREMENTAL_PROCESSES"] = wanted
    (warning,) = builder.call(**site.arguments())["warnings"]
    assert warning.startswith(f"INCREMENTAL_PROCESSES is {wanted!r}, ")


def test_what_is_no_longer_made_goes_once_a_site_has_moved(builder: Forks, site: Site) -> None:
    site.settings["DELETE_OUTPUT_DIRECTORY"] = False
    first = site.root
    build(builder, site)
    for place, post in [(first.with_name("elsewhere"), ONE), (first, TWO)]:
        site.move(place)
        (site.root / "content" / post).unlink()
        build(builder, site)
        assert not (site.output / f"{Path(post).stem}.html").exists()
    assert build(builder, site) == []


def test_output_folder_has_the_same_cache_by_all_its_names(builder: Forks, site: Site) -> None:
    site.settings["DELETE_OUTPUT_DIRECTORY"] = False
    build(builder, site)
    (site.root / "link").symlink_to(site.output)
    for name, post in [("link", ONE), ("output", TWO)]:
        (site.root / "content" / post).unlink()
        site.output = site.root / name
        build(builder, site)
        assert not (site.output / f"{Path(post).stem}.html").exists()
    assert len([*site.cache.rglob("results.db")]) == 1


@pytest.mark.parametrize("name", ["results.db", "lock", "."])
def test_cache_in_whose_place_is_something_else_stops_nothing(builder: Forks, site: Site, name: str) -> None:
    build(builder, site)
    (database,) = site.cache.rglob("results.db")
    place = database.parent / name
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    place.write_text("") if name == "." else place.mkdir()
    for written in (7, 0 if name == "results.db" else 7):
        done = builder.call(**site.arguments())
        assert done["written"] == written
        assert [line.partition(": ")[0] for line in done["warnings"]] == [str(database.parent)] * (
            name != "results.db"
        )


def test_categories_that_lead_back_to_each_other_have_a_digest() -> None:
    """As pelican-more-categories makes them, with their parents and children."""
    digests = []
    for names in [("a", "b", "c"), ("a", "b", "c"), ("a", "b", "d")]:
        parent, *children = (Category(name, DEFAULT_CONFIG) for name in names)
        parent.children = children
        for child in children:
            child.parent = parent
        digests.append([Digester({}, {}, {}).digest(term) for term in (parent, children[0])])
    assert digests[0] == digests[1]
    assert not {*digests[0]} & {*digests[2]}


def test_copies_of_articles_that_lead_back_to_each_other_have_a_digest() -> None:
    """As those of pelican-lunr, which reads all articles once more, with their translations."""
    digests = []
    for title in ("Summer", "Summer", "Winter"):
        texts = ({"title": name} for name in ("One", title))
        one, two = (Article("Words", text, DEFAULT_CONFIG, f"{text['title']}.md", {}) for text in texts)
        one.translations, two.translations = [two] * 60, [one]
        digester = Digester({}, {}, {})
        digests.append([digester.digest(article) for article in (one, two)])
        assert digester.digest(one) == digests[-1][0]
        two.translations = [two]
        assert digester.digest(one) != digests[-1][0]
    assert digests[0] == digests[1]
    assert not {*digests[0]} & {*digests[2]}
    many = [Article("Words", {"title": str(number)}, DEFAULT_CONFIG, "many.md", {}) for number in range(40)]
    for article in many:
        article.related = many[:]  # there are more ways through these than a machine can go
    assert len({Digester({}, {}, {}).digest(article) for article in many}) == len(many)


def test_result_of_another_key_is_not_taken_from_a_damaged_cache(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "results.db")) as store:
        store.put("one", b"1")
        store.put("two", b"2")
        store.save()
    with closing(sqlite3.connect(tmp_path / "results.db")) as database, database:
        database.execute("CREATE TABLE copies AS SELECT * FROM results WHERE key = 'one'")
        database.execute("UPDATE results SET value = (SELECT value FROM copies) WHERE key = 'two'")
    with closing(Store(tmp_path / "results.db")) as store:
        assert (store.get("one"), store.get("two")) == (b"1", None)


def test_second_build_waits_for_the_first(builder: Forks, site: Site) -> None:
    other = Forks(BUILDER, 1)
    other.call(**site.arguments(clean=True))  # it has loaded everything then
    site.settings["PLUGINS"] = ["gadget"]
    site.set_data(sleeps=2)
    builder.start(**site.arguments())
    while not site.cache.exists():
        time.sleep(0.01)
    other.start(**site.arguments())
    first, second = builder.finish(), other.finish()
    other.close()
    assert first["written"] + second["written"] == 7
    assert [line for line in first["said"] + second["said"] if "waiting for it to end" in line]


def test_one_pelican_runs_again_and_again(builder: Forks, site: Site) -> None:
    builder.call(**site.arguments(), again=["Second.", "Third.", "Fourth."])
    builder.call(**site.arguments(clean=True))
    assert find_differences(read_folder(site.output), read_folder(site.clean)) == []
    assert "Fourth." in (site.output / "one.html").read_text()


def test_site_within_a_site_is_built_with_it_each_time(builder: Forks, site: Site) -> None:
    site.settings["PLUGINS"] = ["gadget"]
    site.set_data(within=True)
    for body in ("First.", "Second."):
        site.edit(ONE, body=body)
        done = [builder.call(**site.arguments(clean=clean)) for clean in (True, False)]
        assert find_differences(read_folder(site.output), read_folder(site.clean)) == []
        assert body in (site.output / "within/one.html").read_text()
    assert (done[1]["written"], done[1]["kept"]) == (7, 0)


def test_files_that_are_not_ours_are_never_removed(builder: Forks, site: Site) -> None:
    site.settings["DELETE_OUTPUT_DIRECTORY"] = False
    builder.call(**site.arguments())
    shutil.rmtree(site.output / "images")
    (site.output / "images").symlink_to(site.root / "content/images")
    builder.call(**site.arguments())
    site.settings["STATIC_PATHS"] = []
    site.save("pages/about.md", "Title: About\n")
    (site.output / "odd").mkdir()
    (site.output / "odd/mine.txt").write_text("mine")
    (site.output / "three.html").unlink()
    (site.output / "three.html").mkdir()
    (site.output / "three.html/mine.txt").write_text("mine")
    (site.root / "content/posts/three.md").unlink()
    builder.call(**site.arguments())
    site.edit(ONE, Save_as="odd")
    done = builder.call(**site.arguments(), fails=True)
    assert (site.root / "content/images/one.png").is_file()
    assert len([*site.output.rglob("mine.txt")]) == 2
    assert done["raised"] == "IsADirectoryError"


@pytest.mark.parametrize("how", ["Path(path).write_text(text)", "subprocess.run(['cp', __file__, path])"])
def test_text_whose_reading_makes_a_file_is_read_each_time(builder: Forks, site: Site, how: str) -> None:
    lines = (
        "import subprocess",
        "from pathlib import Path",
        "from pelican.plugins import signals",
        "from pelican.readers import MarkdownReader",
        "class Reader(MarkdownReader):",
        "    def read(self, name):",
        "        text, path = name, self.settings['OUTPUT_PATH'] + '/made.svg'",
        "        Path(path).parent.mkdir(exist_ok=True, parents=True)",
        f"        {how}",
        "        return super().read(name)",
        "def register():",
        "    signals.readers_init.connect(add, weak=False)",
        "def add(readers):",
        "    readers.reader_classes['md'] = Reader",
    )
    (site.root / "maker.py").write_text("\n".join(lines))
    site.settings["PLUGINS"] = ["maker"]
    time.sleep(0.03)  # from now on the files' stamps show the next change
    for _ in range(3):
        builder.call(**site.arguments())
    assert (site.output / "made.svg").is_file()


WAYS = {
    "a program": "[subprocess.run(['cp', *pair]) for pair in pairs]",
    "a shell": "[os.system(' '.join(['cp', *pair])) for pair in pairs]",
    "copies of the process": "run('fork', pairs)",
    "new processes": "run('spawn', pairs)",
    "a server of processes": "run('forkserver', pairs)",
    "another terminal": "[pty.spawn(['cp', *pair]) for pair in pairs]",
}


@pytest.mark.parametrize("way", WAYS)
def test_what_processes_of_a_plugin_write_is_removed_and_made_anew(
    way: str, builder: Forks, site: Site
) -> None:
    """A plugin has pages copied that have no copy yet, as one that compresses them does."""
    lines = (
        "import multiprocessing, os, pty, shutil, subprocess",
        "from pathlib import Path",
        "from pelican.plugins import signals",
        "def register():",
        "    signals.finalized.connect(copy_all)",
        "def run(method, pairs):",
        "    with multiprocessing.get_context(method).Pool(1) as pool:",
        "        pool.starmap(shutil.copy2, pairs)",  # with the pages' times
        "def copy_all(pelican):",
        "    pages = map(str, Path(pelican.output_path).rglob('*.html'))",
        "    pairs = [(page, page + '.copy') for page in pages if not os.path.exists(page + '.copy')]",
        f"    {WAYS[way]}",
    )
    (site.root / "copier.py").write_text("\n".join(lines))
    site.settings |= {"PLUGINS": ["copier"], "DELETE_OUTPUT_DIRECTORY": False}
    time.sleep(0.03)  # from now on the files' stamps show the next change
    for change in (None, partial(site.edit, ONE, body="new"), (site.root / "content/posts/three.md").unlink):
        if change:
            change()
        builder.call(**site.arguments())
        shutil.rmtree(site.clean, ignore_errors=True)
        builder.call(**site.arguments(clean=True))
        assert find_differences(read_folder(site.output), read_folder(site.clean)) == []
    assert (site.output / "one.html.copy").is_file()


def test_what_no_build_has_made_stays_even_if_a_plugin_changes_it(builder: Forks, site: Site) -> None:
    mine = ["mine.html", "other.html", "mine.txt", ".git/config", "CNAME", "linked.txt", "touched.txt"]
    lines = (
        "import os, subprocess",
        "from pathlib import Path",
        "from pelican.plugins import signals",
        "def register():",
        "    signals.finalized.connect(run)",
        "def run(pelican):",
        "    output = Path(pelican.output_path)",
        "    (output / 'mine.html').write_text('smaller')",
        "    os.utime(output / 'touched.txt')",
        "    steps = 'chmod a+r mine.txt; ln -f linked.txt made; echo | tee .git/new CNAME other.html'",
        "    subprocess.run(steps, shell=True, cwd=output, check=True)",
    )
    (site.root / "runner.py").write_text("\n".join(lines))
    site.settings |= {"PLUGINS": ["runner"], "OUTPUT_RETENTION": ["CNAME"], "DELETE_OUTPUT_DIRECTORY": False}
    for name in mine:
        (site.output / name).parent.mkdir(parents=True, exist_ok=True)
        (site.output / name).write_text("mine")
    time.sleep(0.03)  # from now on the files' stamps show the next change
    builder.call(**site.arguments())
    assert (site.output / "made").read_text() == "mine"
    (site.root / "runner.py").write_text("def register(): pass")
    builder.call(**site.arguments())
    left = {path.relative_to(site.output).as_posix() for path in site.output.rglob("*") if path.is_file()}
    assert left >= {*mine, ".git/new"}
    assert "made" not in left


def test_processes_of_a_plugin_do_not_hide_pages(builder: Forks, site: Site) -> None:
    lines = (
        "import multiprocessing, os, shutil",
        "from pathlib import Path",
        "from pelican.plugins import signals",
        "def register():",
        "    signals.all_generators_finalized.connect(begin)",
        "    signals.finalized.connect(copy_all)",
        "def begin(generators):",
        "    global pool",
        "    pool = multiprocessing.get_context('fork').Pool(1)",
        "def copy_all(pelican):",
        "    pages = map(str, Path(pelican.output_path).rglob('*.html'))",
        "    with pool:",
        "        pool.starmap(shutil.copy2, [(page, page + '.copy') for page in pages])",
    )
    (site.root / "copier.py").write_text("\n".join(lines))
    site.settings["PLUGINS"] = ["copier"]
    time.sleep(0.03)  # from now on the files' stamps show the next change
    builder.call(**site.arguments(clean=True))
    for _ in range(2):
        assert len(build(builder, site)) == 7  # the processes could have to do with any page
        assert find_differences(read_folder(site.output), read_folder(site.clean)) == []


def test_what_a_program_wrote_for_another_process_is_removed(builder: Forks, site: Site) -> None:
    lines = (
        "import shutil, subprocess",
        "from functools import partial",
        "from pathlib import Path",
        "from pelican.plugins import signals",
        "from pelican_toolkit.incremental import begin",
        "def register():",
        "    signals.finalized.connect(copy)",
        "def copy(pelican):",
        "    names = [path.stem for path in Path(pelican.output_path).glob('*.html')]",
        "    begin(partial(run, pelican.output_path, names))()",
        "def run(output, names):",
        "    for name in names:",
        "        subprocess.run(['cp', f'{name}.html', f'{name}.copy'], cwd=output, check=True)",
    )
    (site.root / "copier.py").write_text("\n".join(lines))
    site.settings |= {"INCREMENTAL_PROCESSES": 2, "PLUGINS": ["copier"], "DELETE_OUTPUT_DIRECTORY": False}
    builder.call(**site.arguments())
    assert (site.output / "three.copy").exists()
    (site.root / "content/posts/three.md").unlink()
    builder.call(**site.arguments())
    assert (site.output / "two.copy").exists()
    assert not (site.output / "three.copy").exists()


DRAWING = {
    "a program": "subprocess.run(['cp', __file__, path], check=True)",
    "a program that refuses what is there": "subprocess.run(['ln', __file__, path], check=True)",
    "a program that adds to a file": "subprocess.run(f'echo {name} >> {OUTPUT}/names.log', shell=True)",
    "the process itself": "print(name, file=open(f'{OUTPUT}/names.log', 'a'))",
    "processes that wait for more": "ask_pool(shutil.copy, __file__, path)",
    "an executor that waits for more": "ask_executor(shutil.copy, __file__, path)",
}


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("way", DRAWING)
@pytest.mark.parametrize("place", ["texts", "pages"])
def test_what_is_drawn_for_texts_and_pages_is_as_in_a_clean_build(
    place: str, way: str, processes: int, builder: Forks, site: Site
) -> None:
    """Whatever does it, in whichever process: nothing is done twice, and all in order."""
    lines = (
        "import multiprocessing, os, shutil, subprocess",
        "from concurrent.futures import ProcessPoolExecutor",
        "from pelican.plugins import signals",
        "from pelican.readers import MarkdownReader",
        "from pelican_toolkit.incremental import pure",
        "CONTEXT, KEPT = multiprocessing.get_context('fork'), {}",
        "def ask_pool(*task):",
        "    if 'pool' not in KEPT:",
        "        KEPT['pool'] = CONTEXT.Pool(1)",
        "    KEPT['pool'].apply(*task[:1], task[1:])",
        "def ask_executor(*task):",
        "    if 'executor' not in KEPT:",
        "        KEPT['executor'] = ProcessPoolExecutor(1, CONTEXT)",
        "    KEPT['executor'].submit(*task).result()",
        "def draw(name):",
        "    os.makedirs(OUTPUT, exist_ok=True)",
        "    path = f'{OUTPUT}/{name}.svg'",
        f"    {DRAWING[way]}",
        "    return ''",
        "class Reader(MarkdownReader):",
        "    def read(self, name):",
        "        draw(os.path.basename(name))",
        "        return super().read(name)",
        "@pure",
        "def add_reader(readers):",
        "    readers.reader_classes['md'] = Reader",
        "def add_filter(generator):",
        "    generator.env.filters['draw'] = draw",
        "def start(pelican):",
        "    global OUTPUT",
        "    OUTPUT = pelican.output_path",
        "def stop(pelican):",
        "    if 'executor' in KEPT:",
        "        KEPT['executor'].shutdown()",
        "def register():",
        "    signals.initialized.connect(start)",
        "    signals.finalized.connect(stop)",
        "    signals.readers_init.connect(add_reader)" if place == "texts" else "",
        "    signals.generator_init.connect(add_filter)",
    )
    (site.root / "drawer.py").write_text("\n".join(lines))
    if place == "pages":
        article = site.root / "templates/article.html"
        article.write_text(article.read_text() + "{{ article.slug | draw }}")
    site.settings |= {"INCREMENTAL_PROCESSES": processes, "PLUGINS": ["drawer"]}
    site.settings |= {"DELETE_OUTPUT_DIRECTORY": False}
    site.edit("pages/about.md", body="No file that could be in another place.")
    for number in range(9):
        header = f"Title: {number}\nSlug: p{number}\nDate: 2021-01-0{number + 1}"
        site.save(f"posts/p{number}.md", f"{header}\n\nWords\n")
    time.sleep(0.03)  # from now on the files' stamps show the next change
    for change in ("none", "none", "edit", "deletion"):
        if change == "edit":
            site.edit(ONE, body="new")
        if change == "deletion":
            (site.root / "content/posts/p3.md").unlink()
        done = builder.call(**site.arguments())
        shutil.rmtree(site.clean, ignore_errors=True)
        assert done["warnings"] == builder.call(**site.arguments(clean=True))["warnings"] == []
        assert find_differences(read_folder(site.output), read_folder(site.clean)) == []


@pytest.mark.parametrize("when", ["initialized", "get_generators", "readers_init", "article_generator_init"])
def test_what_a_program_said_before_the_texts_counts_for_them(when: str, builder: Forks, site: Site) -> None:
    lines = (
        "import subprocess",
        "from pathlib import Path",
        "from pelican.plugins import signals",
        "from markdown.extensions import Extension",
        "from markdown.postprocessors import Postprocessor",
        "SAID = {}",
        "class Said(Postprocessor):",
        "    def run(self, text):",
        "        return text + SAID['words']",
        "class Saying(Extension):",
        "    def extendMarkdown(self, markdown):",
        "        markdown.postprocessors.register(Said(markdown), 'said', 0)",
        "def extend(pelican):",
        "    pelican.settings['MARKDOWN'].setdefault('extensions', []).append(Saying())",
        "def ask(*_):",
        "    path = Path(__file__).with_name('words.txt')",
        "    SAID['words'] = subprocess.run(['cat', path], capture_output=True, text=True).stdout",
        "def register():",
        "    signals.initialized.connect(extend)",
        f"    signals.{when}.connect(ask)",
    )
    (site.root / "asker.py").write_text("\n".join(lines))
    site.settings["PLUGINS"] = ["asker"]
    time.sleep(0.03)  # from now on the files' stamps show the next change
    for words in ("Said first.", "Said then.", "Said then."):
        (site.root / "words.txt").write_text(words)
        written = build(builder, site)
        assert words in (site.output / "two.html").read_text()
    assert written == []


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_several_processes_make_the_same(processes: int, builder: Forks, site: Site) -> None:
    """Whatever goes wrong in them, is overridden, or looks at what others may have made."""
    site.settings |= {"INCREMENTAL_PROCESSES": processes, "DEFAULT_PAGINATION": 2}
    site.settings |= {"PAGINATED_TEMPLATES": {"index": None, "tag": None}, "PLUGINS": ["gadget"]}
    site.edit("pages/about.md", body="![i]({static}/images/two.png)")
    for number in range(9):
        header = f"Title: {number}\nSlug: p{number}\nDate: 2021-01-0{number + 1}\nTags: one, two"
        site.save(f"posts/p{number}.md", f"{header}\n\n[one]({{filename}}{number or 'none'}.md) {number}\n")
    site.edit("posts/p3.md", Save_as="index2.html", Url="index2.html")
    site.edit("posts/p4.md", Save_as="tag/two.html", Url="tag/two.html")
    template = site.root / "templates/article.html"
    added = "{{ 'x.css' | asset if article.slug in ('p1', 'p2') }}"
    template.write_text(template.read_text() + added + "{{ article.slug | sign if 'p5' <= article.slug }}")
    for round_ in range(2):
        done, clean = (builder.call(**site.arguments(clean=is_clean)) for is_clean in (False, True))
        assert find_differences(read_folder(site.output), read_folder(site.clean)) == []
        assert sorted(done["warnings"]) == sorted(clean["warnings"])
        assert len(done["warnings"]) == 9
        if not round_:
            assert any("made by other processes" in line for line in done["said"]) == (processes > 1)
        template.write_text(template.read_text() + "!")


def test_files_that_pages_share_are_as_in_a_clean_build_if_one_of_them_warns(
    builder: Forks, site: Site
) -> None:
    site.settings |= {"INCREMENTAL_PROCESSES": 2, "PLUGINS": ["gadget"]}
    site.edit("pages/about.md", body="No file moves")
    for number in range(9):
        site.save(f"posts/p{number}.md", f"Title: {number}\nDate: 2021-01-0{number + 1}\n\nWords\n")
    template = site.root / "templates/article.html"
    added = "{{ article.slug | sign if article.slug in ('5', '6') }}"
    template.write_text(template.read_text() + added + "{{ 'as asked' | warn if article.slug == '6' }}")
    for _ in range(3):
        for is_clean in (False, True):
            builder.call(**site.arguments(clean=is_clean))
        assert find_differences(read_folder(site.output), read_folder(site.clean)) == []
        template.write_text(template.read_text() + "!")


def test_pages_are_divided_from_the_start_where_all_are_to_be_written(builder: Forks, site: Site) -> None:
    (site.root / "cores.py").write_text("import os\nos.cpu_count = lambda: 2\ndef register():\n    pass\n")
    site.settings["PLUGINS"] = ["gadget", "cores"]
    site.edit("pages/about.md", body="No file moves")
    for number in range(98):
        site.save(f"posts/p{number}.md", f"Title: {number}\nDate: 2021-01-01\n\nWords\n")
    said = builder.call(**site.arguments())["said"]
    assert [line for line in said if line.endswith("by other processes, which began after 1.")]


def test_texts_in_the_output_folder_are_read_again_when_they_change(builder: Forks, site: Site) -> None:
    shutil.copytree(site.root / "content", site.output / "content")
    site.settings["PATH"] = str(site.output / "content")
    time.sleep(0.03)  # from now on the files' stamps show the next change
    assert build(builder, site) == ALL
    set_header(site.output / "content/posts/two.md", "Title", "Changed")
    assert "two" in build(builder, site)
    assert "Changed" in (site.output / "two.html").read_text()
    (site.output / "content/posts/two.md").unlink()
    build(builder, site)
    assert not (site.output / "two.html").exists()


def test_file_counts_that_appears_where_a_plugin_has_looked_for_files(builder: Forks, site: Site) -> None:
    site.settings["PLUGINS"] = ["gadget"]
    (site.root / "templates/foot.html").write_text("{{ listing() }}")
    folder = site.root / "words"
    folder.mkdir()
    build(builder, site)
    assert build(builder, site) == []
    (folder / "fr.po").touch()
    said = builder.call(**site.arguments())["said"]
    assert f"All is written anew, as a plugin looked into {folder}, where something came or went." in said
    assert "fr.po" in (site.output / "two.html").read_text()


def test_receiver_that_hears_one_sender_alone_is_heard_of() -> None:
    signal, sender = Signal(), object()
    assert is_pure(signal)
    signal.connect(list_stamps, sender=sender)
    assert not is_pure(signal)


OF_ITS_OWN = """
from jinja2 import Environment, FileSystemLoader
from pelican.generators import Generator
from pelican.plugins import signals
class Own(Generator):
    def generate_output(self, writer):
        env = Environment(loader=FileSystemLoader(self.settings["THEME"] + "/templates"))
        writer.write_file("own.html", env.get_template("words.html"), self.context)
def register():
    signals.get_generators.connect(lambda _: Own, weak=False)
"""
OVERLAYS = """
from pelican.generators import Generator
from pelican.plugins import signals
class Own(Generator):
    def generate_output(self, writer):
        plain = self.env.get_template("words.html")
        writer.write_file("plain.html", plain, self.context)
        other = self.env.overlay(variable_start_string="<<", variable_end_string=">>")
        writer.write_file("other.html", other.get_template("words.html"), self.context)
        safe = self.env.overlay(autoescape=True).from_string("{{ '<b>' }}")
        writer.write_file("safe.html", safe, self.context)
def register():
    signals.get_generators.connect(lambda _: Own, weak=False)
"""
NAMESAKES = """
from pathlib import Path
from pelican.generators import Generator
from pelican.plugins import signals
WORDS = Path(__file__).with_name("words.txt")
def make(number):
    class Own(Generator):
        def generate_context(self):
            self.words = WORDS.read_text() * number
        def generate_output(self, writer):
            template = self.get_template("names")
            writer.write_file(f"own{number}.html", template, {**self.context, "own": self})
    return Own
OWN = [make(1), make(2)]
def register():
    signals.get_generators.connect(lambda _: OWN, weak=False)
"""
SUBCLASS = """
from pathlib import Path
from pelican.plugins import signals
class Title({base}):
    pass
def complete(generator):
    for article in generator.articles:
        words = Path(__file__).with_name("words.txt").read_text()
        article.kind = Title({value})
        article.kind.more = {more}
def register():
    signals.article_generator_finalized.connect(complete)
"""
LOCKED = """
import threading
from pathlib import Path
from pelican.plugins import signals
from pelican_toolkit.incremental import pure
@pure
def complete(content):
    if getattr(content, "_content", None):
        content._content += str(content.settings["FOOT"][1])
def set_foot(pelican):
    words = Path(__file__).with_name("words.txt").read_text()
    pelican.settings["FOOT"] = [threading.Lock(), words]
def register():
    signals.initialized.connect(set_foot)
    signals.content_object_init.connect(complete)
"""
UNPICKLED = """
from pathlib import Path
from pelican.plugins import signals
from pelican_toolkit.incremental import remember
def complete(generator):
    words = Path(__file__).with_name("words.txt").read_text()
    generator.context["words"] = remember("words", words, lambda: lambda: words)()
def register():
    signals.article_generator_finalized.connect(complete)
"""
KINDS = {
    "a generator with an environment for each page": OF_ITS_OWN,
    "overlays of an environment": OVERLAYS,
    "generators whose classes have the same name": NAMESAKES,
    "texts with an attribute": SUBCLASS.format(base="str", value="'a'", more="words"),
    "numbers of a class": SUBCLASS.format(base="int", value="len(words)", more="1"),
    "moments with an attribute": SUBCLASS.format(
        base="__import__('datetime').date", value="2020, 1, 1", more="words"
    ),
    "a setting of which a part cannot be compared": LOCKED,
    "a result that cannot be pickled": UNPICKLED,
}


@pytest.mark.parametrize("kind", KINDS)
def test_plugin_of_an_odd_kind_gets_what_a_clean_build_makes(builder: Forks, site: Site, kind: str) -> None:
    (site.root / "odd.py").write_text(KINDS[kind])
    (site.root / "templates/names.html").write_text("{{ own.words }}")
    article = site.root / "templates/article.html"
    more = "{% if article.kind is defined %}{{ article.kind }}{{ article.kind.more }}{% endif %}{{ words }}"
    article.write_text(article.read_text() + more)
    site.settings["PLUGINS"] = ["odd"]
    for words in ("One", "Twos"):
        (site.root / "words.txt").write_text(words)
        (site.root / "templates/words.html").write_text(f"{words} of {{{{ SITENAME }}}} << SITENAME >>")
        time.sleep(0.03)  # from now on the files' stamps show the next change
        for clean in (True, False, False):
            assert builder.call(**site.arguments(clean=clean))["warnings"] == []
        assert find_differences(read_folder(site.output), read_folder(site.clean)) == []


EDITED = """
from pathlib import Path
from threading import Event
from pelican.plugins import signals
HERE = Path(__file__).parent
def read(slug):
    words = (HERE / "words.txt").read_text()
    if (HERE / "edit").exists():
        (HERE / "edit").unlink()
        (HERE / "words.txt").write_text("New")
        Event().wait(0.03)
    return words
def register():
    signals.generator_init.connect(lambda generator: generator.env.filters.update(read=read), weak=False)
"""


def test_file_that_changes_during_a_build_counts_in_the_next_one(builder: Forks, site: Site) -> None:
    (site.root / "late.py").write_text(EDITED)
    (site.root / "words.txt").write_text("Old")
    (site.root / "templates/article.html").write_text("{{ article.slug | read }}")
    site.settings["PLUGINS"] = ["late"]
    time.sleep(0.03)  # as above
    (site.root / "edit").touch()
    for clean in (False, False, True):
        builder.call(**site.arguments(clean=clean))
    assert find_differences(read_folder(site.output), read_folder(site.clean)) == []
    assert "New" in (site.output / "one.html").read_text()


THREADS = """
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from pelican.contents import Article
from pelican.plugins import signals
is_reading, has_read = Event(), Event()
def wait(article):
    is_reading.set()
    has_read.wait(9)
Article.slow = property(wait)
def read(article):
    if article.slug == "one":
        return article.slow
    if article.slug == "two":
        is_reading.wait(9)
        found = article.subtitle
        has_read.set()
        return found
def read_all(articles):
    with ThreadPoolExecutor(9) as pool:
        return list(pool.map(read, sorted(articles, key=lambda article: article.slug)))
def register():
    signals.generator_init.connect(lambda generator: generator.env.filters.update(all=read_all), weak=False)
"""


def test_what_threads_read_for_a_page_counts(builder: Forks, site: Site) -> None:
    (site.root / "looker.py").write_text(THREADS)
    (site.root / "templates/index.html").write_text("{{ articles | all }}")
    site.settings["PLUGINS"] = ["looker"]
    for post in (ONE, TWO, "posts/three.md"):
        site.edit(post, Subtitle="Old")
    for words in ("Old", "New"):
        site.edit(TWO, Subtitle=words)
        build(builder, site)
        assert words in (site.output / "index.html").read_text()


def test_of_a_folder_that_a_plugin_puts_there_only_its_own_files_go(builder: Forks, site: Site) -> None:
    lines = (
        "import os, shutil",
        "from pelican.plugins import signals",
        "def put(pelican):",
        "    target = os.path.join(pelican.output_path, 'downloads')",
        "    if not os.path.exists(target):",
        "        shutil.copytree(pelican.settings['PATH'], target + '-new')",
        "        os.rename(target + '-new', target)",
        "def register():",
        "    signals.finalized.connect(put)",
    )
    (site.root / "putting.py").write_text("\n".join(lines))
    site.settings |= {"PLUGINS": ["putting"], "DELETE_OUTPUT_DIRECTORY": False}
    builder.call(**site.arguments())
    (site.output / "downloads/mine.txt").write_text("mine")
    (site.output / "downloads/.git").mkdir()
    (site.output / "downloads/.git/HEAD").write_text("mine")
    builder.call(**site.arguments())
    left = {path.name for path in (site.output / "downloads").rglob("*") if path.is_file()}
    assert left == {"mine.txt", "HEAD"}


def test_empty_folders_go_as_the_rest_of_the_output_would(builder: Forks, site: Site) -> None:
    site.settings["OUTPUT_RETENTION"] = ["kept"]
    builder.call(**site.arguments())
    for name in ("mine/deep", "pages/mine", "kept/mine"):
        (site.output / name).mkdir(parents=True)
    site.settings["DELETE_OUTPUT_DIRECTORY"] = False
    builder.call(**site.arguments())
    assert (site.output / "mine/deep").is_dir()
    site.settings["DELETE_OUTPUT_DIRECTORY"] = True
    builder.call(**site.arguments())
    assert not any((site.output / name).exists() for name in ("mine", "pages/mine"))
    assert (site.output / "kept/mine").is_dir()
    assert (site.output / "pages/about.html").is_file()


def test_file_keeps_its_place_under_a_name_in_other_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where these are the same file, as on Windows and macOS."""
    old, new = tmp_path / "Photo.JPG", tmp_path / "photo.jpg"
    (gone := tmp_path / "gone.jpg").touch()
    old.touch()
    for name in ("exists", "samefile"):
        monkeypatch.setattr(os.path, name, lambda *_: True)
    remove_all({str(old), str(gone)}, {str(new)}, str(tmp_path))
    assert [*tmp_path.iterdir()] == [new]


def test_folder_that_nobody_may_look_into_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lost").mkdir()
    (tmp_path / "one").touch()
    scan = os.scandir

    def scan_if_allowed(path: str) -> object:
        if path.endswith("lost"):
            raise PermissionError(path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", scan_if_allowed)
    assert [*list_files(str(tmp_path))] == [str(tmp_path / "one")]


SHARING = """
import json, os
from pathlib import Path
from pelican.plugins import signals

def offer(generator):
    output = Path(generator.output_path)
    generator.env.filters.update(
        asset=lambda text, folder: make(output / folder / "asset.css", "css"),
        first=lambda text, folder: make(output / folder / "first.txt", text),
        follows=lambda text, name: (output / name).exists(),
        among=lambda text, folder: sorted(path.name for path in (output / folder).glob("*.html")),
        stale=lambda text, name: keep_newer(output / name, output.parent / "data.json"),
    )

def make(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_text(text)
    return path.read_text()

def keep_newer(target, source):
    target.parent.mkdir(exist_ok=True)
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        target.write_bytes(source.read_bytes())
    return "stale.json"

def register():
    signals.generator_init.connect(offer)
"""


@pytest.mark.parametrize(
    ("shown", "written"),
    [
        (
            "'' | asset('assets')",
            ["one", "three"],
        ),  # the newest one, which makes it, and the one that is edited
        ("article.title | asset('.')", ["one", "three"]),
        ("article.title | stale('stale.json')", ["one", "three"]),
        ("article.title | first('assets')", ["one", "three", "two"]),
        ("article.title | follows('three.html')", ["one", "three", "two"]),
        ("article.title | follows('one.html')", ["one", "three"]),
        ("article.title | among('.')", ["one", "three", "two"]),
    ],
)
@pytest.mark.parametrize("processes", [1, 2])
def test_pages_that_find_the_same_in_the_output_folder_stay(
    builder: Forks, site: Site, processes: int, shown: str, written: list[str]
) -> None:
    (site.root / "sharing.py").write_text(SHARING)
    site.settings |= {
        "PLUGINS": ["sharing"],
        "INCREMENTAL_PROCESSES": processes,
        "DELETE_OUTPUT_DIRECTORY": False,
    }
    (site.root / "templates/article.html").write_text(f"{{{{ article.title }}}} {{{{ {shown} }}}}")

    def compare() -> list[str]:
        shutil.rmtree(site.clean, ignore_errors=True)
        builder.call(**site.arguments(clean=True))
        before = list_stamps(site.output)
        builder.call(**site.arguments())
        assert find_differences(read_folder(site.output), read_folder(site.clean)) == []
        return [
            name for name in ("one", "three", "two") if before.get(name) != list_stamps(site.output).get(name)
        ]

    newest, four = "posts/three.md", "Title: four\nDate: {}\n\nWords.\n"
    assert compare() == ["one", "three", "two"]
    compare()  # what was made a moment ago is compared by what it holds
    assert compare() == (written if "among" in shown else [])
    site.edit(newest, Title="Third")
    site.edit(ONE, Title="First")
    assert compare() == written
    site.save("posts/four.md", four.format("2021-01-04"))
    compare()
    site.save("posts/four.md", four.format("2019-01-04"))
    compare()
    (site.root / "content/posts/four.md").unlink()
    compare()
    (site.root / "content" / newest).unlink()
    compare()
    site.edit(TWO, Date="2019-02-01 10:00")
    compare()
    for path in site.output.rglob("asset.css"):
        path.unlink()
    compare()
    for path in site.output.rglob("asset.css"):
        path.write_text("by hand")
    compare()


HEARING = """
from pathlib import Path
from docutils.parsers.rst import Directive, directives
from markdown import Markdown
from pelican.plugins import signals
from pelican.readers import METADATA_PROCESSORS, MarkdownReader

FOLDER = Path(__file__).parent
heard, converted, convert = [], [], Markdown.convert

def count(self, text):
    converted.append(text)
    return convert(self, text)

def hear(content):
    if not hasattr(content, "title"):
        return  # a file without a text
    heard.append(content.title)
    content._content += f"<p>{len(heard)} {(FOLDER / 'beside.txt').read_text()}"
    content.tags = [*getattr(content, "tags", []), *content.tags[:1]] if hasattr(content, "tags") else []

def hear_metadata(generator, metadata):
    metadata["title"] += "!"

def report(pelican):
    Path(pelican.output_path, "heard.txt").write_text(" ".join(sorted(heard)))
    (FOLDER / "converted.txt").write_text(f"{len(converted)}")

class Own(Directive):
    def run(self):
        return []

def register():
    Markdown.convert = count
    if (FOLDER / "parts.txt").read_text() == "processor":
        METADATA_PROCESSORS["own"] = lambda value, settings: value
    if (FOLDER / "parts.txt").read_text() == "reader":
        read = MarkdownReader.read
        MarkdownReader.read = lambda self, path: read(self, path)
    if (FOLDER / "parts.txt").read_text() == "directive":
        directives.register_directive("own", Own)
    if (FOLDER / "parts.txt").read_text() == "before":
        signals.article_generator_preread.connect(lambda generator: None, weak=False)
    signals.content_object_init.connect(hear)
    signals.article_generator_context.connect(hear_metadata)
    signals.finalized.connect(report)
"""


@pytest.mark.parametrize(
    ("part", "extensions", "converted"),
    [
        ("", ["markdown.extensions.meta"], 1),
        ("", ["extra", "toc", "meta", "pymdownx.tasklist"], 1),
        ("directive", ["meta"], 1),
        ("processor", ["meta"], 4),
        ("reader", ["meta"], 4),
        ("before", ["meta"], 3),  # a page has no such signal
        ("", ["aside", "meta"], 4),
        ("", [], 1),
    ],
)
def test_text_of_which_plugins_hear_is_not_converted_again(
    builder: Forks, site: Site, part: str, extensions: list[str], converted: int
) -> None:
    (site.root / "hearing.py").write_text(HEARING)
    for name, text in [("parts.txt", part), ("beside.txt", "beside")]:
        (site.root / name).write_text(text)
    site.settings |= {"PLUGINS": ["hearing"], "MARKDOWN": {"extensions": extensions}}
    site.save("posts/four.rst", "four\n####\n\n:date: 2019-01-01\n:tags: one\n\nWords.\n")
    edits: list[Callable[[], object]] = [
        lambda: None,
        lambda: site.edit(ONE, body="Other words."),
        lambda: site.edit(TWO, Tags="one, two", Category="Other"),
        lambda: (site.root / "beside.txt").write_text("Other"),
        lambda: site.save("posts/four.rst", "four\n####\n\n:date: 2019-01-02\n\nOther.\n"),
    ]
    builder.call(**site.arguments())
    for edit in edits:
        edit()
        shutil.rmtree(site.clean, ignore_errors=True)
        for clean in (True, False):
            builder.call(**site.arguments(clean=clean))
        assert find_differences(read_folder(site.output), read_folder(site.clean)) == []
        if edit is edits[1]:
            assert (site.root / "converted.txt").read_text() == f"{converted}"


def test_extension_that_keeps_what_it_read_last_is_no_change_of_settings(builder: Forks, site: Site) -> None:
    """As liquid_tags, which puts an object into MARKDOWN."""
    lines = (
        "from markdown.extensions import Extension",
        "from markdown.preprocessors import Preprocessor",
        "from pelican.plugins import signals",
        "class Keeping(Extension, Preprocessor):",
        "    last = ''",
        "    def extendMarkdown(self, md): md.preprocessors.register(self, 'keeping', 1)",
        "    def run(self, lines):",
        "        self.last = lines",
        "        return lines",
        "def add(pelican): pelican.settings['MARKDOWN'].setdefault('extensions', []).append(Keeping())",
        "def register(): signals.initialized.connect(add)",
    )
    (site.root / "keeping.py").write_text("\n".join(lines))
    site.settings["PLUGINS"] = ["keeping"]
    build(builder, site)
    assert build(builder, site) == []
    site.edit(ONE, body="Other words.")
    assert build(builder, site) == ["one"]
    assert build(builder, site) == []
