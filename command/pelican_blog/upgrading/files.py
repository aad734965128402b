"""Files that a blog has from a clone and that its writer may have changed: what is new in the clone."""

import shlex
from collections.abc import Iterator
from hashlib import sha1
from pathlib import Path

from pelican_blog.starting.clone import TEMPLATE, Clone


def compare_files(blog: Path, clone: Clone, beginning: str, language: str) -> Iterator[str]:
    """A line, with a command, for each file that has changed in the clone since the blog was begun.

    If that commit is unknown, a line for each file that differs.
    """
    copies = list(clone.list_copies(language))
    versions = clone.list_versions(source for source, _ in copies)
    for source, target in copies:
        ours, hers = (clone.root / source).read_bytes(), read(blog / target)
        before = clone.read_file(beginning, source)
        if ours == hers or (before is not None and ours == before.encode(errors="surrogateescape")):
            continue
        path = shlex.quote(str(clone.root / source))
        if hers is None:
            yield f"{target}: new; to add it: mkdir -p {Path(target).parent} && cp {path} {target}"
        elif identify(hers) in versions.get(source, ()):
            yield f"{target}: you have not changed it; to update it: cp {path} {target}"
        else:
            yield f"{target}: you have changed it too; to compare: git diff --no-index {target} {path}"


def identify(content: bytes) -> str:
    """The id that git gives to a file's content."""
    return sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


def compare_settings(clone: Clone, beginning: str, language: str) -> Iterator[str]:
    """A line for each settings file that has changed in the clone since the blog was begun."""
    for source in ("publishconf.py", f"{TEMPLATE}/{language}/pelicanconf.py"):
        before = clone.read_file(beginning, source)
        path = clone.root / source
        if before is not None and path.is_file() and path.read_text(encoding="utf-8") != before:
            command = f"git -C {shlex.quote(str(clone.root))} diff {beginning[:7]} -- {source}"
            yield f"{path.name}: contains your own values; to see what is new in ours: {command}"


def read(path: Path) -> bytes | None:
    """A file's content, or None if it does not exist."""
    return path.read_bytes() if path.is_file() else None
