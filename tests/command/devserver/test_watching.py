"""What counts as a change, and what does not."""

from pathlib import Path
from queue import SimpleQueue

import pytest
from pelican_blog.devserver.watching import Event, Watcher, is_written_by_hand


def test_what_writers_write_is_heard_and_what_programs_write_beside_it_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    writers = """
    content/posts/2026/a.md content/extra/.nojekyll content/extra/.well-known/security.txt pelicanconf.py
    content/posts/notes.tmp.md content/images/4913.jpg content/posts/#1.md theme/templates/base.html
    """
    programs = """
    content/posts/.a.md.swp content/posts/.a.md.swx content/posts/a.md~ content/posts/#a.md# content/.DS_Store
    content/posts/.#a.md content/posts/4913 content/posts/.goutputstream-ABCDEF content/posts/.~lock.a.md#
    content/comments/a/.0a1b.tmp content/images/plage.jpg.part .cache/output/index.html .venv/lib/a.py
    theme/__pycache__/make_icons.cpython-311.pyc content/a.kate-swp content/a.md___jb_tmp___ content/.nfs0001
    content/.git/index content/a.md.crdownload content/a.pyc
    """
    for names, expected in ((writers.split(), True), (programs.split(), False)):
        assert [name for name in names if is_written_by_hand(str(tmp_path / name)) is not expected] == []


def test_change_is_heard_from_the_moment_on_that_it_watches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if nobody listens for a while, or git replaces a folder, as checking out a branch does."""
    monkeypatch.chdir(tmp_path)
    events: SimpleQueue[Event] = SimpleQueue()
    watcher = Watcher(events, [tmp_path / "output"])
    content, theme = tmp_path / "content", tmp_path / "theme"
    for folder in (content, theme):
        folder.mkdir()
    watcher.watch([content])
    for name in ("content/a.md", "pelicanconf.py"):
        (tmp_path / name).write_text("Words.")
        assert events.get(timeout=60) is None
    watcher.watch([content, theme, tmp_path / "nowhere"])
    (theme / "base.html").write_text("Words.")
    assert events.get(timeout=60) is None
    watcher.watch([content])
    content.rename(tmp_path / "before")
    assert events.get(timeout=60) is None
    content.mkdir()
    assert events.get(timeout=60) is None
    watcher.watch([content])
    (content / "a.md").write_text("Words.")
    assert events.get(timeout=60) is None
    watcher.end()
