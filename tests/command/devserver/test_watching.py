"""What counts as a change, and what does not."""

from pathlib import Path
from queue import SimpleQueue

import pytest
from pelican_blog.devserver.watching import Event, Watcher, is_written_by_hand


@pytest.mark.parametrize(
    "name",
    [
        "content/posts/2026/a.md",
        "content/extra/.nojekyll",
        "content/extra/.well-known/security.txt",
        "content/posts/notes.tmp.md",
        "content/images/4913.jpg",
        "content/posts/#1.md",
        "theme/templates/base.html",
        "pelicanconf.py",
    ],
)
def test_what_a_writer_writes_is_heard(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert is_written_by_hand(str(tmp_path / name))


@pytest.mark.parametrize(
    "name",
    [
        "content/posts/.a.md.swp",
        "content/posts/.a.md.swx",
        "content/posts/a.md~",
        "content/posts/#a.md#",
        "content/posts/.#a.md",
        "content/posts/4913",
        "content/posts/.goutputstream-ABCDEF",
        "content/posts/.~lock.a.md#",
        "content/comments/a/.0a1b.tmp",
        "content/images/plage.jpg.part",
        "content/.DS_Store",
        "content/.git/index",
        "theme/__pycache__/make_icons.cpython-311.pyc",
        ".cache/output/index.html",
        ".venv/lib/a.py",
    ],
)
def test_what_programs_write_beside_it_is_not(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert not is_written_by_hand(str(tmp_path / name))


def test_change_is_heard_from_the_moment_on_that_it_watches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if nobody listens for a while: what is saved during a build waits for its end."""
    monkeypatch.chdir(tmp_path)
    events: SimpleQueue[Event] = SimpleQueue()
    watcher = Watcher(events, [tmp_path / "output"])
    for name in ("content", "theme"):
        (tmp_path / name).mkdir()
    watcher.watch([tmp_path / "content"])
    for name in ("content/a.md", "pelicanconf.py"):
        (tmp_path / name).write_text("Words.")
        assert events.get(timeout=60) is None
    watcher.watch([tmp_path / "content", tmp_path / "theme", tmp_path / "nowhere"])
    (tmp_path / "theme/base.html").write_text("Words.")
    assert events.get(timeout=60) is None
    watcher.end()


def test_folder_that_is_replaced_is_watched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As git does, where one looks at an older version and comes back."""
    monkeypatch.chdir(tmp_path)
    events: SimpleQueue[Event] = SimpleQueue()
    watcher = Watcher(events, [])
    content = tmp_path / "content"
    content.mkdir()
    watcher.watch([content])
    content.rename(tmp_path / "before")
    assert events.get(timeout=60) is None
    content.mkdir()
    assert events.get(timeout=60) is None
    watcher.watch([content])
    (content / "a.md").write_text("Words.")
    assert events.get(timeout=60) is None
    watcher.end()
