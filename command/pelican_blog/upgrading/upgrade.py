"""Upgrades a blog: replaces packages/ and the requirements, and lists what else is new in the clone."""

import filecmp
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

from pelican_blog.errors import WritingError
from pelican_blog.starting.clone import COMMITS, Clone
from pelican_blog.starting.packages import REQUIREMENTS, read_yours, write_packages

from .files import compare_files, compare_settings
from .news import list_news
from .replacing import replace_all

REPLACED = ("packages", REQUIREMENTS, "requirements-uv.txt")


def upgrade(blog: Path, clone: Clone) -> Iterator[str]:
    """Replace a blog's tools with those of a clone; the lines say what changed.

    Raises WritingError if `make start` did not make this blog, or if the clone is older than its tools.
    """
    commit, beginning = find_commits(blog)
    check_age(clone, commit)
    scratch = prepare(blog, clone, beginning)
    try:
        is_same = is_equal(blog, scratch / "new")
        if not is_same:
            replace_all(REPLACED, scratch / "new", blog, scratch / "before")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    yield from ["Your blog has these tools already."] if is_same else describe_tools(clone, commit)
    yield from describe_files(blog, clone, beginning)
    if not is_same:
        yield ""
        yield "Check the blog (make devserver), then commit the upgrade:"
        yield "  git add --all && git commit --message 'Upgrade the tools'"


def find_commits(blog: Path) -> tuple[str, str]:
    """The commit of a blog's tools and the one it was begun with; empty where unknown.

    Raises WritingError if this is not such a blog.
    """
    for name in REPLACED:
        if not (blog / name).exists():
            raise WritingError(f"{name} is missing here; run this in the folder of a blog from make start.")
    path = blog / COMMITS
    commits = path.read_text(encoding="utf-8").split("\n") if path.is_file() else []
    tools, beginning = (*commits, "", "")[:2]
    return tools.strip(), beginning.strip()


def check_age(clone: Clone, commit: str) -> None:
    """Check that the clone is not older than that commit. Raises WritingError."""
    head = clone.find_commit()
    pull = f"update it: git -C {clone.root} pull"
    if commit and head and not clone.knows(commit):
        raise WritingError(f"{clone.root} does not have {commit[:7]}, the commit of your tools; {pull}")
    if commit and head and not clone.has_behind(commit):
        raise WritingError(f"{clone.root} is at {head[:7]}, older than your tools ({commit[:7]}); {pull}")


def prepare(blog: Path, clone: Clone, beginning: str) -> Path:
    """A folder on the blog's own disk, with the new tools in `new/`; the old ones will go to `before/`."""
    cache = blog / ".cache"
    cache.mkdir(exist_ok=True)
    scratch = Path(mkdtemp(prefix="upgrade-", dir=cache))
    try:
        (scratch / "before").mkdir()
        yours = read_yours((blog / REQUIREMENTS).read_text(encoding="utf-8"))
        write_packages(clone, scratch / "new", beginning=beginning, yours=yours)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    return scratch


def is_equal(blog: Path, new: Path) -> bool:
    """Whether a blog already has exactly these tools."""
    names = [path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file()]
    extra = {path.name for path in (blog / "packages").iterdir()} - {Path(name).name for name in names}
    same, _, _ = filecmp.cmpfiles(blog, new, names, shallow=False)
    return not extra and len(same) == len(names)


def describe_tools(clone: Clone, commit: str) -> Iterator[str]:
    """The lines on what is new in the tools since a commit."""
    versions = " → ".join(version[:7] for version in (commit, clone.find_commit()) if version)
    if versions and clone.has_changes():
        versions += " with uncommitted changes"
    yield f"packages/ and requirements.txt now come from {clone.root}{versions and f' ({versions})'}."
    news = list(list_news(clone, commit)) if commit else []
    yield from ["", "What is new:", *news] if news else ["There is nothing new in the changelogs."]


def describe_files(blog: Path, clone: Clone, beginning: str) -> Iterator[str]:
    """The lines on what the writer may copy into her own files."""
    language = "fr" if (blog / ".github/ISSUE_TEMPLATE/commentaire.yml").exists() else "en"
    lines = [*compare_files(blog, clone, beginning, language), *compare_settings(clone, beginning, language)]
    if lines:
        yield ""
        yield "Your texts, settings and theme were not touched. There are newer versions of:"
        yield from (f"  {line}" for line in lines)
