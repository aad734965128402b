"""What a plugin adds to a site: Markdown extensions and templates."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader
from markdown.extensions import Extension
from pelican.generators import Generator


def add_markdown_extension(
    settings: dict[str, Any], extension: type[Extension], options: Mapping[str, object]
) -> None:
    """Have Pelican load a Markdown extension, after those that the settings name.

    By its name, as an instance would differ at each build for whoever compares settings. The dict MARKDOWN is
    replaced, not changed: it may be Pelican's default, which all sites of a process share.
    """
    name = f"{extension.__module__}:{extension.__name__}"
    markdown = settings["MARKDOWN"]
    settings["MARKDOWN"] = {
        **markdown,
        "extensions": [*(markdown.get("extensions") or ())],  # Pelican adds to it, which a tuple would refuse
        "extension_configs": {**(markdown.get("extension_configs") or {}), name: dict(options)},
    }


def add_templates(generator: Generator, folder: Path) -> None:
    """Offer a folder of templates to the theme, last in line: a theme overrides any of them by name."""
    generator.env.loader.loaders.append(FileSystemLoader(folder))
