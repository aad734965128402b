"""Sites of texts that other engines could have, built with the plugin alone."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Publish = Callable[..., tuple[dict[str, str], str]]


@pytest.fixture
def publish(save_file: Callable[..., Path], build_site: Callable[..., Path]) -> Publish:
    """A function that builds these files and returns each page's status, and the warnings.

    A page is `published` if the index lists it, else `hidden`, or `draft`; its name is its file's.
    """

    def build(files: Mapping[str, str], **settings: Any) -> tuple[dict[str, str], str]:
        for name, text in files.items():
            save_file(name, text)
        said: list[str] = []
        own = {"PLUGINS": ["frontmatter"], "SLUGIFY_SOURCE": "basename", "DEFAULT_PAGINATION": False}
        output = build_site(warnings=said, **{**own, **settings})
        listed = (output / "index.html").read_text(encoding="utf-8")
        statuses = {}
        for path in output.rglob("*.html"):
            name = path.relative_to(output).as_posix()
            if name.startswith("drafts/"):
                statuses[path.stem] = "draft"
            elif name != "index.html" and not name.startswith("category/"):
                statuses[path.stem] = "published" if name in listed else "hidden"
        return statuses, "\n".join(said)

    return build
