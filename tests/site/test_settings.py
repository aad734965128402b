"""What is this blog's own is said in pelicanconf.py, and nothing of it gets into the demo."""

import ast
import runpy
import shutil
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
BEGIN = "# This blog"
OTHERWISE: dict[type, object] = {str: "xx", list: [("Elsewhere", "elsewhere/")], dict: {"elsewhere": "xx"}}


def read_block() -> str:
    """The lines of pelicanconf.py that are this blog's own."""
    text = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    assert text.count(f"\n{BEGIN}") == 1
    return text[text.index(f"\n{BEGIN}") :]


def list_names(source: str) -> list[str]:
    """The names that Python text assigns on its first level."""
    found = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found += [target.id for target in targets if isinstance(target, ast.Name)]
    return found


def read_demo(folder: Path) -> dict[str, Any]:
    """The demo's settings beside the pelicanconf.py of a folder."""
    (folder / "tests/demo").mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "tests/demo/democonf.py", folder / "tests/demo")
    settings = runpy.run_path(str(folder / "tests/demo/democonf.py"))
    return {name: repr(value) for name, value in settings.items() if name.isupper()}


@pytest.mark.parametrize("name", list_names(read_block()))
def test_demo_says_itself_what_the_blog_says(name: str) -> None:
    source = (ROOT / "tests/demo/democonf.py").read_text(encoding="utf-8")
    assert name in list_names(source), f"{name} would be the writer's; give the demo one of its own"


def test_demo_is_the_same_whatever_the_blog_says(tmp_path: Path) -> None:
    block, text = read_block(), (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    settings, names = runpy.run_path(str(ROOT / "pelicanconf.py")), list_names(block)
    other = "".join(f"{name} = {OTHERWISE[type(settings[name])]!r}\n" for name in names)
    (tmp_path / "pelicanconf.py").write_text(text, encoding="utf-8")
    ours = read_demo(tmp_path)
    (tmp_path / "pelicanconf.py").write_text(text.replace(block, f"\n{other}"), encoding="utf-8")
    assert {name: value for name, value in read_demo(tmp_path).items() if value != ours[name]} == {}
    assert set(names) <= set(ours)
