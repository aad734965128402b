"""A small site whose theme and plugin read everything that themes and plugins read."""

import json
import shutil
import time
from pathlib import Path
from typing import Any

from pelican_toolkit.testing.sources import set_body, set_header

HERE = Path(__file__).parent
BUILDER = HERE / "builder.py"


class Site:
    """A site in a folder, with its output and the one that a clean build makes of it."""

    def __init__(self, root: Path) -> None:
        """Make three posts, a page, and what they need."""
        self.root = root
        shutil.copytree(HERE / "site", root, dirs_exist_ok=True)
        self._find_folders()
        self.settings: dict[str, Any] = {
            "STATIC_PATHS": ["images", "other"],
            "PLUGINS": ["gadget"],
            "DELETE_OUTPUT_DIRECTORY": True,
            "MARKDOWN": {"extensions": ["aside", "markdown.extensions.meta"], "output_format": "html5"},
            "SLUGIFY_SOURCE": "basename",
        }
        for number, slug in enumerate(["one", "two", "three"], 1):
            header = f"Title: {slug}\nDate: 2020-01-0{number} 10:00\nTags: one"
            self.save(f"posts/{slug}.md", f"{header}\n\nWords of {slug}.\n")
        self.save("pages/about.md", "Title: About\n\n![i]({attach}/images/one.png)\n")
        self.save("images/one.png", "one")
        self.save("images/two.png", "two")

    def save(self, name: str, text: str | bytes) -> None:
        """Write a file of the content folder."""
        path = self.root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def edit(self, name: str, **header: str) -> None:
        """Change lines of a text's header, or its body."""
        path = self.root / "content" / name
        if body := header.pop("body", ""):
            set_body(path, body)
        for line, value in header.items():
            set_header(path, line, value)

    def set_data(self, **values: Any) -> None:
        """Change what the plugin does."""
        path = self.root / "data.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), **values}))
        time.sleep(0.03)  # a plugin reads it: from now on its stamp shows the next change

    def _find_folders(self) -> None:
        self.output, self.clean = self.root / "output", self.root / "clean"
        self.cache = self.root / "cache"

    def move(self, root: Path) -> None:
        """Move all of it."""
        self.root = self.root.rename(root)
        self._find_folders()

    def arguments(self, *, clean: bool = False) -> dict[str, Any]:
        """What `builder.build` needs for a build."""
        plugins = self.settings["PLUGINS"] + ([] if clean else ["incremental"])
        output = self.clean if clean else self.output
        folders = {"PATH": self.root / "content", "THEME": self.root, "OUTPUT_PATH": output}
        folders |= {"conf": self.root / "conf.py", "folder": self.root, "CACHE_PATH": self.cache}
        paths = {name: str(path) for name, path in folders.items()}
        return {**paths, **self.settings, "PLUGINS": plugins}

    def list_texts(self) -> list[Path]:
        """The posts and pages."""
        return sorted((self.root / "content").rglob("*.md"))

    def list_outputs(self) -> list[Path]:
        """What builds made."""
        return sorted(path for path in self.output.rglob("*") if path.is_file())
