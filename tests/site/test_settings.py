"""What is this blog's own is in one block of pelicanconf.py, and the demo depends on none of it."""

import ast
import runpy
import shutil
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
BEGIN = "\n# This blog"
OTHERWISE: dict[type, object] = {str: "xx", list: [("Elsewhere", "elsewhere/")], dict: {"elsewhere": "xx"}}


def list_names(source: str) -> set[str]:
    """The names that Python text assigns on its first level."""
    assigned = [node for node in ast.parse(source).body if isinstance(node, ast.Assign | ast.AnnAssign)]
    targets = [node.targets[0] if isinstance(node, ast.Assign) else node.target for node in assigned]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def read_demo(folder: Path, blog: str) -> dict[str, Any]:
    """The demo's settings beside a pelicanconf.py of this text."""
    (folder / "tests/demo").mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "tests/demo/democonf.py", folder / "tests/demo")
    (folder / "pelicanconf.py").write_text(blog, encoding="utf-8")
    settings = runpy.run_path(str(folder / "tests/demo/democonf.py"))
    return {name: repr(value) for name, value in settings.items() if name.isupper()}


def test_demo_is_the_same_whatever_the_blog_says(tmp_path: Path) -> None:
    general, block = TEXT.split(BEGIN)
    names = list_names(block)
    assert {"SITENAME", "COMMENTS"} <= names
    missing = names - list_names((ROOT / "tests/demo/democonf.py").read_text(encoding="utf-8"))
    assert not missing, f"{missing} would be the writer's; give the demo values of its own"
    settings = runpy.run_path(str(ROOT / "pelicanconf.py"))
    other = "".join(f"{name} = {OTHERWISE[type(settings[name])]!r}\n" for name in names)
    assert read_demo(tmp_path, f"{general}\n{other}") == read_demo(tmp_path, TEXT)
