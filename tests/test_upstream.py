"""What we lean on in Pelican, Markdown, Jinja and others without a promise of theirs.

The first test to read when a new release of theirs breaks something: each says who needs it.
"""

import ast
import importlib
import inspect
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import feedgenerator
import pytest
from blinker import ANY, Signal
from jinja2 import ChoiceLoader, DictLoader, Environment, Template, pass_context
from jinja2.runtime import Context
from markdown import Markdown
from pelican import Pelican, generators, readers, signals, utils, writers
from pelican.contents import Static
from pelican.generators import ArticlesGenerator, PagesGenerator, StaticGenerator
from pelican.log import FatalLogger, LimitFilter
from pelican.paginator import Paginator
from pelican.readers import MarkdownReader, Readers
from pelican.settings import DEFAULT_CONFIG, read_settings
from pelican.writers import Writer
from pelican_blog.building import faults

NAMES = """
pelican:Pelican._get_generator_classes          toolkit: inventory, reading
pelican:Pelican._get_writer                     toolkit: inventory, reading; command: building; incremental
pelican:parse_arguments                         command: building
pelican:get_config                              command: building
pelican.contents:Content._get_intrasite_link_regex      command: building; incremental
pelican.contents:Content.get_static_links       command: publication
pelican.contents:Content.is_valid               command: proofreading
pelican.contents:Static.attach_to               discovery, incremental
pelican.cache:FileStampDataCacher._get_file_stamp       command: building
pelican.generators:StaticGenerator._file_update_required        incremental
pelican.generators:StaticGenerator._link_or_copy_staticfile     toolkit: inventory
pelican.generators:ArticlesGenerator._build_period_archives     reading
pelican.generators:process_translations         command: building
pelican.log:LimitFilter._ignore                 command: building
pelican.log:LimitFilter._raised_messages        toolkit: testing
pelican.log:LimitFilter.LOGS_DEDUP_MIN_LEVEL    command: building
pelican.log:DEFAULT_LOG_HANDLER                 command: building
pelican.log:console.quiet                       command: building
pelican.readers:Readers.read_file               command: proofreading; incremental
pelican.readers:get_date                        command: building
pelican.readers:BaseReader.process_metadata     command: proofreading
pelican.settings:get_settings_from_file         command: publication
pelican.utils:copy_file                         incremental
pelican.utils:sanitised_join                    comments, discovery, incremental
pelican.utils:set_date_tzinfo                   command: proofreading
pelican.utils:truncate_html_paragraphs          reading
pelican.utils:truncate_html_words               reading
pelican.readers:ensure_metadata_list            taxonomy
pelican.writers:FileOverwriteFailedError        command: building
jinja2:Environment._load_template               incremental
jinja2:Environment.make_globals                 command: building
jinja2:Environment.code_generator_class         incremental
jinja2:Environment.context_class                incremental
jinja2:Environment.template_class               incremental
jinja2:Template._get_default_module             incremental
jinja2.compiler:CodeGenerator._output_child_to_const    incremental
jinja2.runtime:escape                           command: building
jinja2.runtime:Context.call                     command: building
jinja2.runtime:Context.get_all                  incremental
jinja2.runtime:Context.resolve_or_missing       incremental
markupsafe:_escape_inner                        command: building
markdown.treeprocessors:InlineProcessor._InlineProcessor__handleInline      command: building
markdown.treeprocessors:InlineProcessor._InlineProcessor__applyPattern      command: building
markdown.util:HTML_PLACEHOLDER_RE               reading
markdown.extensions.meta:META_RE                command: headers
markdown.extensions.meta:END_RE                 command: headers
markdown.extensions.meta:MetaPreprocessor.run   frontmatter
markdown.extensions.fenced_code:FencedBlockPreprocessor.FENCED_BLOCK_RE     command: proofreading
feedgenerator:get_tag_uri                       comments
feedgenerator:rfc3339_date                      comments
feedgenerator:Atom1Feed.root_attributes         localization
feedgenerator:Atom1Feed.item_attributes         localization
feedgenerator.django.utils.encoding:iri_to_uri  comments; toolkit: feeds
"""
SIGNALS = (
    *("initialized", "generator_init", "content_object_init", "article_generator_init", "finalized"),
    *("article_generator_finalized", "page_generator_finalized", "all_generators_finalized", "feed_written"),
    *("article_writer_finalized", "page_writer_finalized", "feed_generated", "content_written"),
    *("get_generators", "get_writer", "article_generator_context", "article_generator_preread"),
)
LISTS = {
    ArticlesGenerator: (
        *("articles", "translations", "drafts", "drafts_translations"),
        *("hidden_articles", "hidden_translations"),
    ),
    PagesGenerator: (
        *("pages", "translations", "draft_pages", "draft_translations"),
        *("hidden_pages", "hidden_translations"),
    ),
}


@pytest.mark.parametrize("line", NAMES.strip().splitlines())
def test_name_is_there(line: str) -> None:
    module, _, path = line.split(maxsplit=1)[0].partition(":")
    found: Any = importlib.import_module(module)
    for name in path.split("."):
        found = getattr(found, name)


@pytest.mark.parametrize("name", SIGNALS)
def test_signal_is_there(name: str) -> None:
    assert isinstance(getattr(signals, name), type(signals.initialized))


def read_strings() -> set[str]:
    """Every text in Pelican's own source, as its log messages are."""
    folder = Path(inspect.getfile(Pelican)).parent
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in folder.rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_messages_that_a_build_rewords_are_pelicans() -> None:
    known = read_strings()
    ours = {*faults._REWORDED, *faults._HARMLESS, *faults._NO_FAULTS, "Could not process %s"}  # noqa: SLF001
    assert {message for message in ours if message not in known} == set()
    assert any(faults._SAME_SLUG.match(text) for text in known)  # noqa: SLF001
    assert any(faults._NO_ORIGINAL.match(text) for text in known)  # noqa: SLF001


def load(tmp_path: Path, **settings: Any) -> Pelican:
    (tmp_path / "content").mkdir(exist_ok=True)
    (tmp_path / "content" / "a.md").write_text("Title: A\nDate: 2015-11-20\nTags: x\n\nText.\n")
    places = {"PATH": str(tmp_path / "content"), "OUTPUT_PATH": str(tmp_path / "output"), "PLUGINS": []}
    return Pelican(read_settings(override={**places, "THEME": "simple", "TIMEZONE": "UTC", **settings}))


def test_run_makes_generators_then_reads_then_asks_for_a_writer_then_writes(tmp_path: Path) -> None:
    """Toolkit: `read_contents` ends the run where the writer is asked for."""
    site, steps = load(tmp_path), []
    for name in ("_get_generator_classes", "_get_writer"):
        ask = getattr(site, name)
        setattr(site, name, lambda name=name, ask=ask: [steps.append(name), ask()][1])
    with (
        signals.all_generators_finalized.connected_to(lambda _: steps.append("read")),
        signals.finalized.connected_to(lambda _: steps.append("written")),
    ):
        site.run()
    assert steps == ["_get_generator_classes", "read", "_get_writer", "written"]


def test_articles_are_read_in_the_order_of_their_files_and_their_pages_made_by_one_method(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Incremental: other processes begin with the last of them."""
    steps: list[Any] = []
    get_files, read_file = ArticlesGenerator.get_files, Readers.read_file

    def note_files(generator: Any, *arguments: Any, **options: Any) -> Any:
        files = get_files(generator, *arguments, **options)
        steps.append([*files])
        return files

    def note_read(readers: Any, base_path: str, path: str, *arguments: Any, **options: Any) -> Any:
        steps.append(path)
        return read_file(readers, base_path, path, *arguments, **options)

    monkeypatch.setattr(ArticlesGenerator, "get_files", note_files)
    monkeypatch.setattr(Readers, "read_file", note_read)
    monkeypatch.setattr(ArticlesGenerator, "generate_pages", lambda _, writer: steps.append(type(writer)))
    site = load(tmp_path)
    for name in "abc":
        Path(site.path, f"{name}.md").write_text(f"Title: {name}\nDate: 2020-01-01\n\nWords.\n")
    site.run()
    (files,) = (step for step in steps if isinstance(step, list) and len(step) > 1)
    place = steps.index(files) + 1
    assert steps[place : place + 3] == files
    assert Writer in steps


def test_generators_keep_texts_in_these_lists_and_share_one_context(tmp_path: Path) -> None:
    found: list[Any] = []

    def keep(all_generators: list[Any]) -> None:
        found.extend(all_generators)

    with signals.all_generators_finalized.connected_to(keep):
        load(tmp_path).run()
    for kind, names in LISTS.items():
        (generator,) = [one for one in found if isinstance(one, kind)]
        assert all(isinstance(getattr(generator, name), list) for name in names)
        assert isinstance(generator.env.loader, ChoiceLoader)
    contexts = [generator.context for generator in found]
    assert all(context is contexts[0] for context in contexts)
    keys = ("generated_content", "static_links", "static_content", "staticfiles", "articles", "pages")
    assert {*keys} <= {*contexts[0]}
    (article,) = contexts[0]["articles"]
    assert (article._content, article.allowed_statuses[0]) == (article.content, "published")  # noqa: SLF001
    article.override_url = "elsewhere/"
    assert article.url == "elsewhere/"


def test_lists_of_terms_may_be_replaced_before_anything_is_read(tmp_path: Path) -> None:
    """Reading: `prepare_lists` puts lists of its own in their place."""

    class Members(list[Any]):
        pass

    found: list[ArticlesGenerator] = []

    def replace(generator: ArticlesGenerator) -> None:
        generator.tags = defaultdict(Members)
        found.append(generator)

    with signals.article_generator_init.connected_to(replace):
        load(tmp_path).run()
    assert [type(articles) for articles in found[0].tags.values()] == [Members]
    parameters = [*inspect.signature(ArticlesGenerator._build_period_archives).parameters]  # noqa: SLF001
    assert parameters == ["self", "sorted_articles", "articles", "settings"]


def test_writer_renders_a_template_with_the_path_in_its_context(tmp_path: Path) -> None:
    """Toolkit: the inventory's writer records what it is asked to write."""
    seen: list[tuple[str, str]] = []

    class Template:
        name = "x.html"

        def render(self, context: dict[str, Any]) -> str:
            seen.append((context["output_file"], context["more"]))
            return ""

    writer = Writer(str(tmp_path), settings={**DEFAULT_CONFIG})
    writer.write_file("a/b.html", Template(), {**DEFAULT_CONFIG}, more="x", override_output=False)
    assert seen == [("a/b.html", "x")]
    parameters = [*inspect.signature(Writer.write_file).parameters]
    assert parameters[1:4] == ["name", "template", "context"]
    assert "override_output" in parameters
    assert Writer("", settings={"RELATIVE_URLS": False}).urljoiner("https://a.example/b", "c") == (
        "https://a.example/b/c"
    )


def test_generators_call_process_translations_by_its_module() -> None:
    """Command: building replaces it in the module for a build."""
    for kind in (ArticlesGenerator, PagesGenerator):
        assert " process_translations(" in inspect.getsource(kind.generate_context)
        assert kind.generate_context.__globals__ is vars(generators)


def test_reader_makes_markdown_anew_and_takes_out_what_reads_headers() -> None:
    """Command: building gives it one that it has used before."""
    assert " Markdown(**self.settings[" in inspect.getsource(MarkdownReader.read)
    assert MarkdownReader.read.__globals__ is vars(readers)
    assert 'preprocessors.deregister("meta")' in inspect.getsource(MarkdownReader._parse_metadata)  # noqa: SLF001


def test_static_file_keeps_its_address_from_the_first_use() -> None:
    """Images: asking for it by the property of the base class does not."""
    settings = read_settings(override={"PATH": "content"})
    static = Static("", settings=settings, source_path="content/a.jpg", context={"filenames": {}})
    _ = super(Static, static).url
    assert not static._output_location_referenced  # noqa: SLF001


def test_log_filter_knows_what_is_ignored_by_level_and_text() -> None:
    assert isinstance(LimitFilter._ignore, set)  # noqa: SLF001
    assert isinstance(FatalLogger.fatal_lvl, int | float)
    assert [*inspect.signature(Readers.read_file).parameters][:3] == ["self", "base_path", "path"]


def test_markdown_has_its_last_step_at_zero_and_keeps_raw_html_beside_the_tree() -> None:
    """Reading and proofreading come after all of it; frontmatter takes the place of `meta` at 27."""
    markdown = Markdown(extensions=["meta", "footnotes", "toc"])
    lowest = min(item.priority for item in markdown.treeprocessors._priority)  # noqa: SLF001
    assert lowest == 0
    (meta,) = [item for item in markdown.preprocessors._priority if item.name == "meta"]  # noqa: SLF001
    assert meta.priority == 27
    html = markdown.convert("key: value\n\n# A\n\nText[^1] <i>b</i>.\n\n[^1]: Note.\n")
    assert markdown.Meta == {"key": ["value"]}
    assert markdown.htmlStash.rawHtmlBlocks == ["<i>", "</i>"]
    assert markdown.toc_tokens[0]["id"] == "a"
    (notes,) = [one for one in markdown.registeredExtensions if hasattr(one, "footnotes")]
    assert ([*notes.footnotes], [*notes.footnote_order]) == (["1"], ["1"])
    assert 'class="footnote-ref" href="#fn:1"' in html
    assert 'class="footnote-backref" href="#fnref:1"' in html


def test_feed_keeps_its_items_as_dicts_with_these_keys() -> None:
    feed = feedgenerator.Atom1Feed("Blog", "https://a.example/", "", language="fr")
    feed.add_item("A", "https://a.example/é", "Text", unique_id="x", item_language="en")
    keys = ("title", "link", "description", "unique_id", "content", "pubdate", "updateddate", "categories")
    assert {*keys, "author_name", "unique_id_is_permalink", "item_language"} <= {*feed.items[0]}
    assert feed.items[0]["link"] == "https://a.example/%C3%A9"
    assert {"language", "feed_url", "subtitle", "description", "id"} <= {*feed.feed}


def test_run_asks_at_the_last_moment_whether_to_empty_the_output_folder(tmp_path: Path) -> None:
    """Incremental: it sees to that itself."""
    site, kept = load(tmp_path, DELETE_OUTPUT_DIRECTORY=True), tmp_path / "output" / "kept.txt"
    kept.parent.mkdir()
    kept.touch()
    site.delete_outputdir = False
    site.run()
    assert kept.exists()


def test_writer_renders_then_opens_in_its_own_module_then_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Incremental: a page that stays is rendered to nothing, and not opened."""
    steps: list[str] = []

    class Template:
        def render(self, context: dict[str, Any]) -> str:
            steps.append(f"render {context['output_file']}")
            return ""

    def open_and_tell(path: str, *arguments: Any, **options: Any) -> Any:
        steps.append(f"open {Path(path).relative_to(tmp_path)}")
        return Path(path).open(*arguments, **options)

    def hear(path: str, context: object) -> None:
        del context
        steps.append(f"tell {Path(path).relative_to(tmp_path)}")

    monkeypatch.setattr(writers, "open", open_and_tell, raising=False)
    writer = Writer(str(tmp_path), settings={**DEFAULT_CONFIG})
    with signals.content_written.connected_to(hear):
        writer.write_file("a/b.html", Template(), {**DEFAULT_CONFIG, "localsiteurl": ""})
    assert steps == ["render a/b.html", "open a/b.html", "tell a/b.html"]
    assert writer._written_files == {str(tmp_path / "a/b.html")}  # noqa: SLF001
    assert [*inspect.signature(Writer._open_w).parameters][1:] == ["filename", "encoding", "override"]  # noqa: SLF001
    parameters = inspect.signature(Writer.write_file).parameters.values()
    own = [one.name for one in parameters if one.kind is one.POSITIONAL_OR_KEYWORD][4:]
    assert own == ["relative_urls", "paginated", "template_name", "override_output", "url"]


def test_files_are_copied_by_a_function_of_pelicans_utils(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Incremental: it decides for each file whether the copy can stay."""
    copied: list[str] = []
    monkeypatch.setattr(utils, "copy_file", lambda source, _: copied.append(Path(source).name))
    monkeypatch.setattr(StaticGenerator, "_file_update_required", lambda *_: True)
    site = load(tmp_path, THEME="notmyidea", STATIC_PATHS=["x.txt"])
    (tmp_path / "content" / "x.txt").touch()
    site.run()
    assert {"x.txt", "main.css"} <= {*copied}


def test_texts_are_read_with_these_options_and_hold_their_sources_in_these_places(tmp_path: Path) -> None:
    """Incremental: it keeps what a reader made, without settings and context."""
    options = ("content_class", "fmt", "context", "preread_signal", "context_signal")
    assert {*options} < {*inspect.signature(Readers.read_file).parameters}
    found: list[ArticlesGenerator] = []

    def keep(generator: ArticlesGenerator) -> None:
        found.append(generator)

    with signals.article_generator_finalized.connected_to(keep):
        load(tmp_path).run()
    (article,) = found[0].articles
    assert (article.settings, article._context) == (found[0].settings, found[0].context)  # noqa: SLF001
    assert (article, "") in article.get_content.cache  # so that what a text reads shows only the first time
    assert {*vars(article.tags[0])} == {"settings", "_name", "_slug", "_slug_from_name", "name", "slug"}
    paginator = Paginator("a.html", "a.html", [1, 2], found[0].settings, 1)
    assert {"name", "url", "per_page", "orphans", "object_list"} <= {*vars(paginator)}
    page = paginator.page(1)
    assert {"full_name", "base_url", "number", "object_list", "paginator"} <= {*vars(page)}


TEMPLATES = {
    "base": "{% block body %}{% endblock %}",
    "page": "{% extends 'base' %}{% import 'macros' as macros %}"
    "{% block body %}{{ title | upper }}{% include 'part' %}{{ macros.sign() }}{{ all() }}{% endblock %}",
    "part": "{% if title is string %}{{ word }}{% endif %}",
    "macros": "{% macro sign() %}{{ mark }}{% endmacro %}",
}


def test_templates_ask_their_context_and_environment_for_all_that_they_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Incremental: it notes names, filters, tests and templates where they are asked for."""
    read, askers = set(), []

    class Observed(Context):
        def resolve_or_missing(self, key: str) -> Any:
            read.add(key)
            return super().resolve_or_missing(key)

        def get_all(self) -> dict[str, Any]:
            askers.append(sys._getframe(1).f_globals.get("environment"))  # noqa: SLF001
            return super().get_all()

    class Module(Template):
        def _get_default_module(self, ctx: Context | None = None) -> Any:
            read.add(f"import {self.name}")
            return super()._get_default_module(ctx)

    class Names(dict[str, Any]):
        def __getitem__(self, name: str) -> Any:
            read.add(f"|{name}")
            return super().__getitem__(name)

    env = Environment(loader=DictLoader(TEMPLATES), autoescape=True)
    env.context_class, env.template_class = Observed, Module
    env.filters, env.tests = Names(env.filters), Names(env.tests)
    env.globals["all"] = pass_context(lambda context: len(context.get_all()))
    load, loaded = env._load_template, []  # noqa: SLF001
    monkeypatch.setattr(env, "_load_template", lambda name, more: [loaded.append(name), load(name, more)][1])
    page = env.get_template("page")
    read.clear()
    assert page.render(title="a", word="b", mark="c").startswith("Ab")
    assert {"title", "word", "mark", "all", "|upper", "|string", "import macros"} <= read
    assert sorted(loaded) == sorted(TEMPLATES)
    assert askers.count(None) == 1  # what is no template; the others are
    assert {*askers} == {None, env}


def test_muted_signal_tells_nobody_and_names_its_receivers() -> None:
    """Incremental: nothing is told of a page that stays."""
    signal, heard = Signal(), []
    signal.connect(heard.append, weak=False)
    assert [*signal.receivers_for(ANY)] == [heard.append]
    signal.is_muted = True
    signal.send("a")
    signal.is_muted = False
    signal.send("b")
    assert heard == ["b"]


AUDITED = """
import os, shutil, sys
heard = []
sys.addaudithook(lambda *event: heard.append(event))
open("a", "w").close()
shutil.copyfile("a", "b")
os.replace("b", "c")
os.link("a", "d")
os.symlink("a", "e")
os.listdir("f")
os.scandir("f")
for event, arguments in heard[:]:
    if event == "open":
        print(event, arguments[0], bool(arguments[2] & (os.O_WRONLY | os.O_CREAT)))
    elif event.startswith("os."):
        print(event, *arguments[: 1 if event in ("os.listdir", "os.scandir") else 2])
"""


def test_python_tells_which_files_are_opened_renamed_linked_and_listed(tmp_path: Path) -> None:
    """Incremental: by that it knows which files a page was made from."""
    (tmp_path / "f").mkdir()
    command = [sys.executable, "-c", AUDITED]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        *("open a True", "open a False", "open b True"),
        *("os.rename b c", "os.link a d", "os.symlink a e", "os.listdir f", "os.scandir f"),
    ]


def test_lists_of_categories_are_filled_after_a_signal_by_the_first_category_of_each_article(
    tmp_path: Path,
) -> None:
    """Taxonomy: it puts an object in their place that lists an article in several."""
    asked: list[tuple[str, object]] = []

    class Lists:
        def __getitem__(self, category: object) -> "Lists":
            asked.append(("get", str(category)))
            return self

        def append(self, article: object) -> None:
            asked.append(("append", article))

        def items(self) -> list[tuple[object, object]]:
            asked.append(("items", None))
            return []

    def replace(generator: ArticlesGenerator) -> None:
        assert isinstance(generator.categories, defaultdict)
        found.append(generator)
        generator.categories = Lists()

    found: list[ArticlesGenerator] = []
    with signals.article_generator_pretaxonomy.connected_to(replace):
        load(tmp_path).run()
    (article,) = found[0].articles
    assert asked == [("get", str(article.category)), ("append", article), ("items", None)]
    assert found[0].context["categories"] is found[0].categories


def test_generators_of_plugins_write_after_pelicans_own_and_before_files_are_copied(tmp_path: Path) -> None:
    """Redirects: it has to know every page that was written, and every file that will be copied."""
    site = load(tmp_path)
    kind = type("Own", (generators.Generator,), {})
    with signals.get_generators.connected_to(lambda _: kind):
        kinds = site._get_generator_classes()  # noqa: SLF001
    assert kinds.index(ArticlesGenerator) < kinds.index(PagesGenerator) < kinds.index(kind)
    assert kinds[-1] is StaticGenerator
