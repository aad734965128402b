"""What we lean on in Pelican, Markdown and feedgenerator without a promise of theirs.

The first test to read when a new release of theirs breaks something: each says who needs it.
"""

import ast
import importlib
import inspect
from collections import defaultdict
from pathlib import Path
from typing import Any

import feedgenerator
import pytest
from jinja2 import ChoiceLoader
from markdown import Markdown
from pelican import Pelican, generators, readers, signals
from pelican.contents import Static
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.log import FatalLogger, LimitFilter
from pelican.readers import MarkdownReader, Readers
from pelican.settings import DEFAULT_CONFIG, read_settings
from pelican.writers import Writer
from pelican_blog.building import faults

NAMES = """
pelican:Pelican._get_generator_classes          toolkit: inventory, reading
pelican:Pelican._get_writer                     toolkit: inventory, reading; command: building
pelican:parse_arguments                         command: building
pelican:get_config                              command: building
pelican.contents:Content._get_intrasite_link_regex      command: building
pelican.contents:Content.get_static_links       command: publication
pelican.contents:Content.is_valid               command: proofreading
pelican.contents:Static.attach_to               discovery
pelican.generators:StaticGenerator._link_or_copy_staticfile     toolkit: inventory
pelican.generators:ArticlesGenerator._build_period_archives     reading
pelican.generators:process_translations         command: building
pelican.log:LimitFilter._ignore                 command: building
pelican.log:LimitFilter._raised_messages        toolkit: testing
pelican.log:LimitFilter.LOGS_DEDUP_MIN_LEVEL    command: building
pelican.log:DEFAULT_LOG_HANDLER                 command: building
pelican.log:console.quiet                       command: building
pelican.readers:Readers.read_file               command: proofreading
pelican.readers:BaseReader.process_metadata     command: proofreading
pelican.settings:get_settings_from_file         command: publication
pelican.utils:sanitised_join                    comments, discovery
pelican.utils:set_date_tzinfo                   command: proofreading
pelican.utils:truncate_html_paragraphs          reading
pelican.utils:truncate_html_words               reading
pelican.writers:FileOverwriteFailedError        command: building
markdown.util:HTML_PLACEHOLDER_RE               reading
markdown.extensions.meta:META_RE                command: headers
markdown.extensions.meta:END_RE                 command: headers
markdown.extensions.meta:MetaPreprocessor.run   frontmatter
markdown.extensions.fenced_code:FencedBlockPreprocessor.FENCED_BLOCK_RE     command: proofreading
feedgenerator:get_tag_uri                       comments
feedgenerator:Atom1Feed.root_attributes         comments, localization
feedgenerator:Atom1Feed.item_attributes         comments, localization
feedgenerator:Atom1Feed.add_item_elements       comments
feedgenerator.django.utils.encoding:iri_to_uri  toolkit: feeds
"""
SIGNALS = (
    *("initialized", "generator_init", "content_object_init", "article_generator_init", "finalized"),
    *("article_generator_finalized", "page_generator_finalized", "all_generators_finalized", "feed_written"),
    *("article_writer_finalized", "page_writer_finalized", "feed_generated"),
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
