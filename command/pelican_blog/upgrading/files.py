"""The files that a blog has from a clone and that its writer may have changed: what is new in ours."""

import shlex
from collections.abc import Iterator
from hashlib import sha1
from pathlib import Path

from pelican_blog.starting.clone import TEMPLATE, Clone


def compare_files(blog: Path, clone: Clone, beginning: str, language: str) -> Iterator[str]:
    """A line for each file in which ours is another than when the blog was begun, with the command for it.

    Where it is not known when that was, a line for each that differs.
    """
    pairs = list(clone.list_copies(language))
    versions = clone.list_versions(source for source, _ in pairs)
    for source, target in pairs:
        ours, hers, before = (
            (clone.root / source).read_bytes(),
            read(blog / target),
            clone.read_file(beginning, source),
        )
        if ours == hers or (before is not None and ours == before.encode(errors="surrogateescape")):
            continue
        theirs = shlex.quote(str(clone.root / source))
        if hers is None:
            yield f"{target}: new; to have it: mkdir -p {Path(target).parent} && cp {theirs} {target}"
        elif identify(hers) in versions.get(source, ()):
            yield f"{target}: you have not changed it; to take the new one: cp {theirs} {target}"
        else:
            yield f"{target}: you have changed it too; to compare: git diff --no-index {target} {theirs}"


def identify(content: bytes) -> str:
    """The id that git gives to what a file holds."""
    return sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


def compare_settings(clone: Clone, beginning: str, language: str) -> Iterator[str]:
    """A line for each settings file in which ours is another than when the blog was begun."""
    for source in ("publishconf.py", f"{TEMPLATE}/{language}/pelicanconf.py"):
        before = clone.read_file(beginning, source)
        path = clone.root / source
        if before is not None and path.is_file() and path.read_text(encoding="utf-8") != before:
            command = f"git -C {shlex.quote(str(clone.root))} diff {beginning[:7]} -- {source}"
            yield f"{path.name}: it has values of yours; to see what changed in ours: {command}"


def read(path: Path) -> bytes | None:
    """What a file holds; None where there is none."""
    return path.read_bytes() if path.is_file() else None
