"""An extension of Markdown that is loaded only when a text is read, and reads a file."""
# ruff: noqa: ANN001, ANN201, D101, N802

from pathlib import Path

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

FOLDER = Path(__file__).parent


class AddFile(Preprocessor):
    def run(self, lines):
        file = FOLDER / "included.txt"
        return [*lines, "", file.read_text() if file.exists() else "Nothing."]


class Aside(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(AddFile(md), "aside", 1)


def makeExtension():
    return Aside()
