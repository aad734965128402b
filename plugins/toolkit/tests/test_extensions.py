"""What a plugin adds to a site, without a trace in what other sites share."""

from pathlib import Path

from markdown.extensions.admonition import AdmonitionExtension
from pelican.generators import Generator
from pelican.plugins import signals
from pelican.settings import DEFAULT_CONFIG, read_settings
from pelican_toolkit.extensions import add_markdown_extension, add_templates
from pelican_toolkit.testing import BuildSite, SavePost

NAME = "markdown.extensions.admonition:AdmonitionExtension"


def test_extension_is_named_behind_those_of_the_site() -> None:
    settings = read_settings(override={"MARKDOWN": {"extensions": ("sane_lists",), "output_format": "html5"}})
    add_markdown_extension(settings, AdmonitionExtension, {"a": 1})
    assert settings["MARKDOWN"]["extensions"][0] == "sane_lists"
    assert list(settings["MARKDOWN"]["extension_configs"])[-1] == NAME
    assert settings["MARKDOWN"]["extension_configs"][NAME] == {"a": 1}
    assert settings["MARKDOWN"]["output_format"] == "html5"


def test_defaults_of_pelican_stay_as_they_are() -> None:
    settings = {**DEFAULT_CONFIG}
    add_markdown_extension(settings, AdmonitionExtension, {})
    assert NAME not in DEFAULT_CONFIG["MARKDOWN"]["extension_configs"]
    assert NAME in settings["MARKDOWN"]["extension_configs"]
    add_markdown_extension(settings := {"MARKDOWN": {"extensions": None}}, AdmonitionExtension, {})
    assert settings["MARKDOWN"]["extensions"] == []


def test_theme_overrides_templates_of_plugins(
    tmp_path: Path, save_post: SavePost, build_site: BuildSite
) -> None:
    folder = tmp_path / "offered"
    folder.mkdir()
    (folder / "part.html").write_text("the plugin's")
    (folder / "whole.html").write_text("the plugin's")
    save_post("a.md", "Tango")
    theme = {
        "article.html": '{% include "part.html" %}, {% include "whole.html" %}',
        "part.html": "the theme's",
    }

    def offer(generator: Generator) -> None:
        add_templates(generator, folder)

    with signals.generator_init.connected_to(offer):
        output = build_site(theme, PLUGINS=[])
    assert (output / "tango.html").read_text() == "the theme's, the plugin's"
