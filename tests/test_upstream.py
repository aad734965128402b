"""What we lean on in Pelican, Markdown and feedgenerator without a promise of theirs.

The first test to read when a new release of theirs breaks something: each says who needs it.
"""

import ast
import inspect
from pathlib import Path
from pkgutil import resolve_name

import pytest
from pelican import Pelican
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


@pytest.mark.parametrize("line", NAMES.strip().splitlines())
def test_name_is_there(line: str) -> None:
    resolve_name(line.split(maxsplit=1)[0])


def test_messages_that_a_build_rewords_are_pelicans() -> None:
    folder = Path(inspect.getfile(Pelican)).parent
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in folder.rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree))
    texts = (node.value for node in nodes if isinstance(node, ast.Constant))
    known = {text for text in texts if isinstance(text, str)}
    ours = {*faults._REWORDED, *faults._HARMLESS, *faults._NO_FAULTS, "Could not process %s"}  # noqa: SLF001
    assert {message for message in ours if message not in known} == set()
    assert any(faults._SAME_SLUG.match(text) for text in known)  # noqa: SLF001
    assert any(faults._NO_ORIGINAL.match(text) for text in known)  # noqa: SLF001
