"""A quickened build reads texts as Pelican does, whatever came before."""

from pathlib import Path
from typing import Any

import pytest
from pelican import Pelican
from pelican.readers import Readers
from pelican.settings import read_settings
from pelican_blog.building.speed import quickened

from tests.bad_texts import write_texts

DEFINITIONS = "[^1] [a] HTML\n\n[^1]: Note.\n\n[a]: https://a.example\n\n*[HTML]: Markup\n"
TEXTS = {
    "definitions.md": DEFINITIONS,
    "twice.md": DEFINITIONS,
    "uses.md": "[^1] [a] HTML\n",
    "header.md": "Title: A\nLang: en\nSummary: *B*[^1]\n\n> [!NOTE]\n> Text\n\n- [x] done\n",
    "without.md": "*A*: b\n\n> [!NOTE]\n> Text\n\n- [ ] to do\n",
    "en_path.md": "> [!NOTE]\n> Text\n",
    "empty.md": "",
    "broken.md": "1. " * 1000 + "a\n",
    "html.md": '<div markdown="1">\n\n3. *a* ~~b~~\n\n</div>\n\n## A {: #b }\n\n## A\n\n<p>a</p>\n',
    "code.md": "```python\na = 1\n```\n\n| a |\n|---|\n| b |\n\nA\n: B\n",
}


def read_texts(settings: dict[str, Any]) -> list[Any]:
    reader, found = Readers(settings), list[Any]()
    for name in [*TEXTS, *reversed(TEXTS)]:
        try:
            text = reader.read_file(settings["PATH"], name)
            found.append((text._content, text.metadata))  # noqa: SLF001  # what Pelican read
        except RecursionError:
            found.append(None)
    return found


@pytest.mark.parametrize("extra", [{}, {"footnotes": {"UNIQUE_IDS": True}}])
def test_text_is_read_as_if_it_were_the_first(tmp_path: Path, extra: dict[str, Any]) -> None:
    write_texts(tmp_path, TEXTS)
    settings = Pelican(read_settings("tests/demo/democonf.py")).settings
    settings |= {"PATH": str(tmp_path), "FILENAME_METADATA": "(?P<lang>en)_"}
    settings["MARKDOWN"]["extension_configs"]["markdown.extensions.extra"] = extra
    with quickened():
        found = read_texts(settings)
    assert found == read_texts(settings)
    assert found.count(None) == 2
