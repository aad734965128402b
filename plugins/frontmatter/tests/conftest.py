"""Sites of texts that other engines could have, built with the plugin alone."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from pelican import Pelican
from pelican.log import LimitFilter
from pelican.settings import read_settings
from pelican_toolkit.testing import NO_FEEDS

Publish = Callable[..., dict[str, str]]


@pytest.fixture(autouse=True)
def _nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have Pelican say again what it has said in another test: it leaves out what it has said before."""
    monkeypatch.setattr(LimitFilter, "_raised_messages", set())


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """A function that builds a site of these files on Pelican's `simple`, and returns each page's status.

    By the names that begin with a letter of a text: `published` and in the list, `hidden`, or `draft`.
    """

    def build(files: Mapping[str, str], **settings: Any) -> dict[str, str]:
        content, output = tmp_path / "content", tmp_path / "output"
        for name, text in files.items():
            path = content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        values = {
            "PATH": str(content),
            "OUTPUT_PATH": str(output),
            "THEME": "simple",
            "TIMEZONE": "Europe/Paris",
            "PLUGINS": ["frontmatter"],
            **NO_FEEDS,
            "SLUGIFY_SOURCE": "basename",
            "DEFAULT_PAGINATION": False,
            "DISPLAY_PAGES_ON_MENU": True,
            "AUTHOR_SAVE_AS": "",
            "TAG_SAVE_AS": "",
            "DIRECT_TEMPLATES": ["index"],
        }
        Pelican(read_settings(override={**values, **settings})).run()
        listed = (output / "index.html").read_text(encoding="utf-8")
        statuses = {}
        for path in output.rglob("*.html"):
            name = path.relative_to(output).as_posix()
            if name.startswith("drafts/"):
                statuses[path.stem] = "draft"
            elif name != "index.html" and not name.startswith("category/"):
                statuses[path.stem] = "published" if name in listed else "hidden"
        return statuses

    return build


@pytest.fixture
def warned(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """A function that returns all that the build has said so that everybody sees it."""

    def read() -> str:
        return "\n".join(
            record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING
        )

    return read
