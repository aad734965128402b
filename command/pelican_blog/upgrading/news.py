"""What the changelogs of a clone have gained since one of its commits."""

import re
from collections.abc import Iterator

from pelican_blog.starting.clone import Clone

_ENTRY = re.compile(r"^- .*(?:\n  .*)*", re.MULTILINE)


def list_news(clone: Clone, commit: str) -> Iterator[str]:
    """The new changelog entries, below the name of their package."""
    for folder in (clone.root, *clone.list_packages()):
        name = (folder / "CHANGELOG.md").relative_to(clone.root).as_posix()
        before = list_entries(clone.read_file(commit, name) or "")
        after = list_entries((clone.root / name).read_text(encoding="utf-8"))
        if gained := [entry for entry in after if entry not in before]:
            yield f"{folder.relative_to(clone.root) if folder != clone.root else 'the blog'}:"
            yield from (f"  {line}" for entry in gained for line in entry.split("\n"))


def list_entries(changelog: str) -> list[str]:
    """The entries of a changelog, regardless of version."""
    return _ENTRY.findall(changelog)
